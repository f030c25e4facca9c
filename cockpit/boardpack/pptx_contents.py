"""The contents of the slides and of their appendix: what stands where, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cockpit import wording
from cockpit.boardpack.model import Column, Kind, Table, text_cell
from cockpit.boardpack.pptx_blocks import ChartRow, FigureRow, Page, TableBlock
from cockpit.boardpack.pptx_grid import TablePart, parts_of
from cockpit.boardpack.pptx_measure import opened, plain
from cockpit.boardpack.pptx_template import BODY, BODY_BOTTOM, BODY_TOP

#: Signs of a link that stay on one line.
_LINK = 30
_MESSAGE = 600.0
_ALL, APPENDIX = "All sections", "Appendix"


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a name that leads to a slide, what stands there, its number."""

    name: str
    says: str
    number: int


def main_entries(pages: Sequence[Page], first: int, appendix: int | None) -> list[Entry]:
    """A line a section from slide ``first`` on, and one for the appendix where there is any."""
    found = [
        Entry(page.section.title, opened(plain(page.section.headline), BODY, _MESSAGE, 2)[0], at)
        for at, page in enumerate(pages, start=first)
        if page.section is not None
    ]
    if appendix is not None:
        said = "Further charts and tables by section, and what to bear in mind."
        found.append(Entry(APPENDIX, said, appendix))
    return found


def appendix_entries(groups: Sequence[Sequence[Page]], first: int) -> list[Entry]:
    """A line for the slides of each section in the appendix, from slide ``first`` on."""
    found, number = [], first
    for pages in groups:
        section = pages[0].section
        said = dict.fromkeys(what for page in pages for what in _holds(page))
        found.append(Entry(section.title if section else _ALL, "; ".join(said), number))
        number += len(pages)
    return found


def _holds(page: Page) -> list[str]:
    """What stands on a slide, in few words."""
    found: list[str] = []
    for block, _ in page.placed:
        if isinstance(block, FigureRow):
            found.append("Further figures")
        elif isinstance(block, ChartRow):
            found += [_short(part.chart.title) for part in block.parts]
        elif isinstance(block, TableBlock):
            found.append(_short(block.part.table.title))
    return found


def _short(title: str) -> str:
    """A title as far as its first clause."""
    return plain(title).split(": ")[0].split("; ")[0].split(", ")[0]


def parts(entries: Sequence[Entry], says: str) -> list[TablePart]:
    """The contents as parts of a table: name, what it says, slide."""
    rows = []
    for entry in entries:
        # A link is not broken at spaces by every program.
        name = entry.name.replace(" ", wording.GAP)
        name = name if len(name) <= _LINK else entry.name
        texts = (name, entry.says, str(entry.number))
        rows.append(tuple(text_cell(text) for text in texts))
    columns = (
        Column("section", "Section", Kind.TEXT, "Title of the section", width=1.0),
        Column("message", says, Kind.TEXT, "What it says", width=4.0),
        Column("slide", "Slide", Kind.COUNT, "Its first slide", width=0.4),
    )
    table = Table("contents", "Contents", columns, tuple(rows), shown=len(rows))
    return list(parts_of(table, BODY_BOTTOM - BODY_TOP))
