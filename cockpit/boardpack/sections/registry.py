"""The sections of a pack: one row a section, in the order in which a board reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cockpit.boardpack.material import Material
from cockpit.boardpack.model import Section
from cockpit.boardpack.sections import verdict


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section: its key on the command line, its title, and what builds it."""

    key: str
    title: str
    build: Callable[[Material], Section]


SECTIONS: tuple[SectionRow, ...] = (SectionRow("verdict", "Verdict", verdict.section),)


def section_row(key: str) -> SectionRow:
    """The row with this key.

    Raises
    ------
    KeyError
        If there is no such section.
    """
    for row in SECTIONS:
        if row.key == key:
            return row
    raise KeyError(key)
