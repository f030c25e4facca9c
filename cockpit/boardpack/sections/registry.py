"""The sections of a pack: one row a section, in the order in which a board reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

# The charts behind these are loaded only where a pack is made.
if TYPE_CHECKING:
    from cockpit.boardpack.material import Material
    from cockpit.boardpack.model import Section


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section: its key on the command line, its title, and the module that builds it."""

    key: str
    title: str
    module: str

    def build(self, material: Material) -> Section:
        """The section; its module is loaded here, late, with the charts that it draws."""
        make: Callable[[Material], Section] = import_module(
            f"cockpit.boardpack.sections.{self.module}"
        ).section
        return make(material)


SECTIONS: tuple[SectionRow, ...] = (
    SectionRow("verdict", "Verdict", "verdict"),
    SectionRow("exposure", "Exposure", "exposure"),
    SectionRow("maturity", "Maturity ladder", "maturity"),
    SectionRow("questions", "Ten board questions", "questions"),
    SectionRow("tco", "Full cost (TCO)", "tco"),
    SectionRow("scenarios", "Scenario comparison", "scenario_comparison"),
    SectionRow("robustness", "Robustness", "robustness"),
    SectionRow("evidence", "Evidence worth buying", "evidence"),
    SectionRow("decisions", "Decisions", "decisions"),
    SectionRow("method", "Method and provenance", "method"),
)

_BY_KEY = {row.key: row for row in SECTIONS}


def section_row(key: str) -> SectionRow:
    """The row with this key.

    Raises
    ------
    KeyError
        If there is no such section.
    """
    return _BY_KEY[key]
