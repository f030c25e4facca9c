"""What can stand on a slide: figures, charts, tables, remarks, each with the height it takes."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.boardpack.model import Chart, KeyFigure, Section
from cockpit.boardpack.pptx_chart_plan import ChartPart
from cockpit.boardpack.pptx_grid import TablePart
from cockpit.boardpack.pptx_template import Box

#: Space between two blocks, between two columns, and of the heading above a table.
GAP, COLUMN_GAP, HEADING = 20.0, 28.0, 22.0
#: Lines of a label or note at most; whole, they stand in the notes of the slide.
NOTE_LINES = 3
REMARKS_TITLE = "To bear in mind"


@dataclass(frozen=True)
class FigureRow:
    """Headline figures side by side, or ``down`` one below the other.

    ``size`` is that of their values, ``heights`` what each of them takes.
    """

    figures: tuple[KeyFigure, ...]
    column: float
    size: float
    heights: tuple[float, ...]
    down: bool = False

    @property
    def height(self) -> float:
        """Height of all of them."""
        return sum(self.heights) if self.down else max(self.heights)


@dataclass(frozen=True)
class ChartRow:
    """One chart, or two side by side; grows from ``height`` up to ``most``."""

    parts: tuple[ChartPart, ...]
    height: float
    most: float


@dataclass(frozen=True)
class TableBlock:
    """Part of a table; with a heading where the title of the slide is not that of the table.

    ``short`` says that rows, columns or words of it are left to the appendix.
    """

    part: TablePart
    heading: bool
    short: bool = False

    @property
    def height(self) -> float:
        """Height with the heading."""
        return self.part.height + (HEADING if self.heading else 0.0)


@dataclass(frozen=True)
class Remarks:
    """What a reader must know, one paragraph a remark."""

    lines: tuple[str, ...]
    size: float
    heading: bool
    height: float


Block = FigureRow | ChartRow | TableBlock | Remarks


@dataclass(frozen=True)
class Page:
    """A slide of a section: its title, what of the headline did not fit in it, its blocks.

    ``section`` is ``None`` where a slide is about all of them.
    """

    section: Section | None
    title: str
    lede: str
    placed: tuple[tuple[Block, Box], ...]
    appendix: bool = False


def charts_on(page: Page) -> tuple[Chart, ...]:
    """The charts of a slide."""
    return tuple(
        part.chart
        for block, _ in page.placed
        if isinstance(block, ChartRow)
        for part in block.parts
    )
