"""What stands on which slide, and where: sections laid out before anything is drawn.

Blocks are placed one below the other in the order of the section (figures, charts,
tables, remarks); a block that does not fit begins another slide. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cockpit.boardpack.model import KeyFigure, Section, Table
from cockpit.boardpack.pptx_blocks import (
    COLUMN_GAP,
    GAP,
    HEADING,
    NOTE_LINES,
    Block,
    ChartRow,
    FigureRow,
    Page,
    Remarks,
    TableBlock,
)
from cockpit.boardpack.pptx_chart_plan import chart_parts, chart_row
from cockpit.boardpack.pptx_grid import parts_of
from cockpit.boardpack.pptx_measure import (
    LINE,
    counted,
    cut,
    fitting,
    height,
    opened,
    plain,
    sentences,
    whole_units,
    width,
    wrapped,
)
from cockpit.boardpack.pptx_template import (
    BODY,
    BODY_BOTTOM,
    BODY_TOP,
    BODY_TOP_LEDE,
    FIGURE,
    LEDE,
    LEFT,
    ROOM,
    SHORTER,
    TITLE,
    Box,
)

_FIGURES_A_ROW, _GRID = 5, 4
_LEAST_FIGURE = 16.0
#: Rows of a longer table that must fit below figures, or it begins on a slide of its own.
_LEAST_ROWS = 2
_MOST_BODY = BODY_BOTTOM - BODY_TOP


@dataclass
class _Flow:
    """Blocks poured onto slides."""

    room: float
    pages: list[list[Block]] = field(default_factory=lambda: [[]])

    @property
    def left(self) -> float:
        """Height that is left on the current slide."""
        return self.left_on(len(self.pages) - 1)

    def left_on(self, place: int) -> float:
        """Height that is left on a slide."""
        here = self.pages[place]
        room = self.room if place == 0 else _MOST_BODY
        return room - sum(block.height for block in here) - GAP * len(here)

    def add(self, block: Block, *, fresh: bool = False) -> None:
        """The block below the others, or on a new slide."""
        if self.pages[-1] and (fresh or block.height > self.left):
            self.pages.append([])
        self.pages[-1].append(block)


def pages_of(section: Section) -> list[Page]:
    """The slides of a section."""
    title, rest = opened(plain(section.headline), TITLE, ROOM, 2)
    lede = _lede(rest)
    flow = _Flow(BODY_BOTTOM - body_top(title, lede))
    for row in _figure_rows(section.figures):
        flow.add(row)
    if not section.answered:
        _remarks(flow, section, LEDE)
    early = _early(flow, section)
    _charts(flow, section)
    for table in section.tables:
        if table.shown and table is not early:
            _table(flow, table)
    if section.answered:
        _remarks(flow, section, BODY)
    return _pages(section, title, lede, flow.pages)


def _lede(rest: str) -> str:
    """What of a headline did not fit in the title, on two lines; whole, it stands in the notes."""
    parts = sentences(rest)
    count = fitting(parts, LEDE, ROOM, 2, bold=False)
    return " ".join(parts[:count]) if count else cut(rest, LEDE, ROOM, 2)


def _figure_rows(figures: Sequence[KeyFigure]) -> list[FigureRow]:
    """Figures in as few rows as possible, of about equal length."""
    if not figures:
        return []
    rows = -(-len(figures) // _FIGURES_A_ROW)
    each = -(-len(figures) // rows)
    return [
        _figure_row(tuple(figures[start : start + each]), max(each, _GRID))
        for start in range(0, len(figures), each)
    ]


def _figure_row(figures: tuple[KeyFigure, ...], columns: int) -> FigureRow:
    column = (ROOM - COLUMN_GAP * (columns - 1)) / columns
    widest = max(width(plain(each.text), 1.0, bold=True) for each in figures)
    size = max(_LEAST_FIGURE, min(FIGURE, float(int(column / widest)) if widest else FIGURE))
    tall = max(figure_height(each, column, size) for each in figures)
    return FigureRow(figures, column, size, tall)


def figure_height(figure: KeyFigure, column: float, size: float) -> float:
    """Height of a headline figure: value, label and note."""
    lines = min(NOTE_LINES, len(wrapped(plain(figure.text), size, column, bold=True)))
    below = sum(
        min(NOTE_LINES * BODY * LINE, height(plain(text), BODY, column))
        for text in (figure.label, figure.note)
        if text
    )
    return 12 + lines * size * LINE + below + 4


def _early(flow: _Flow, section: Section) -> Table | None:
    """The first table that fits below figures where no chart does, so that they stand not alone."""
    here = flow.pages[-1]
    parts = chart_parts(section.charts, _MOST_BODY)
    bare = bool(here) and all(isinstance(block, FigureRow) for block in here)
    if not bare or not parts or chart_row(parts, flow.left):
        return None
    for table in section.tables:
        found = parts_of(table, _MOST_BODY)
        if table.shown and len(found) == 1 and found[0].height + HEADING <= flow.left:
            flow.add(TableBlock(found[0], heading=True))
            return table
    return None


def _charts(flow: _Flow, section: Section) -> None:
    """One row of charts a slide, two side by side where both can be read."""
    parts = chart_parts(section.charts, _MOST_BODY)
    while parts:
        taken = any(isinstance(block, ChartRow) for block in flow.pages[-1])
        row = None if taken else chart_row(parts, flow.left)
        if row is None and flow.pages[-1]:
            flow.pages.append([])
            continue
        count, least, most = row or (1, flow.left, flow.left)
        flow.add(ChartRow(tuple(parts[:count]), least, most))
        parts = parts[count:]


def _table(flow: _Flow, table: Table) -> None:
    """Below the figures where rows enough fit there, else on slides of its own."""
    here = flow.pages[-1]
    most = BODY_BOTTOM - body_top(_of_table(table) + counted(9, 9), "")
    parts, below = parts_of(table, most), False
    if here and all(isinstance(block, FigureRow) for block in here):
        room = flow.left - HEADING
        beside = parts_of(table, most, room)
        rows = len(beside[0].texts) - 1
        below = beside[0].height <= room and (len(beside) == 1 or rows >= _LEAST_ROWS)
        parts = beside if below else parts
    for part in parts:
        # With a heading where the slide has the title of something else.
        heading = below and part.part == 1
        flow.add(TableBlock(part, heading), fresh=not heading)


def _remarks(flow: _Flow, section: Section, size: float) -> None:
    """Remarks as one block where they fit below, else as many slides as they need."""
    lines = [cut(plain(each), size, ROOM, 8) for each in section.remarks]
    whole = _remarks_height(lines, size)
    for place in _places(flow.pages):
        if lines and whole <= flow.left_on(place):
            flow.pages[place].append(Remarks(tuple(lines), size, bool(flow.pages[place]), whole))
            return
    # On slides of their own they read as large as a lede.
    lines = [cut(plain(each), LEDE, ROOM, 8) for each in section.remarks]
    while lines:
        if flow.pages[-1]:
            flow.pages.append([])
        chosen = tuple(lines[: max(1, _remarks_that_fit(lines, LEDE, flow.left))])
        flow.add(Remarks(chosen, LEDE, False, _remarks_height(chosen, LEDE)))
        lines = lines[len(chosen) :]


def _places(pages: Sequence[Sequence[Block]]) -> list[int]:
    """Slides in the order in which remarks look for room: one of figures alone, then the last."""
    bare = bool(pages[0]) and all(isinstance(block, FigureRow) for block in pages[0])
    places = list(range(len(pages) - 1, -1, -1))
    return [0, *places] if bare else places


def _remarks_that_fit(lines: Sequence[str], size: float, room: float) -> int:
    """How many of the first remarks fit together."""
    counts = range(len(lines), 0, -1)
    return next((n for n in counts if _remarks_height(lines[:n], size) <= room), 0)


def _remarks_height(lines: Sequence[str], size: float) -> float:
    return HEADING + sum(height(line, size, ROOM) + 4 for line in lines)


def _pages(section: Section, title: str, lede: str, pages: list[list[Block]]) -> list[Page]:
    """Slides with their titles; slides of the same title count through."""
    titles = [title] + [_title(section, title, blocks) for blocks in pages[1:]]
    found = []
    for number, (blocks, own) in enumerate(zip(pages, titles, strict=True)):
        same = [other for other, each in enumerate(titles) if each == own]
        place = (same.index(number) + 1, len(same))
        first = blocks[0] if blocks else None
        if number and isinstance(first, TableBlock):
            place = (first.part.part, first.part.parts)
        suffix = counted(*place)
        below = lede if number == 0 else ""
        full = _with(own, suffix)
        found.append(Page(section, full, below, _placed(blocks, body_top(full, below))))
    return found


def one_line(title: str) -> bool:
    """Whether a title stands on one line."""
    return len(wrapped(title, TITLE, ROOM, bold=True)) <= 1


def body_top(title: str, lede: str) -> float:
    """Where the first block begins, below title and lede."""
    return (BODY_TOP_LEDE if lede else BODY_TOP) - (SHORTER if one_line(title) else 0.0)


def _title(section: Section, headline: str, blocks: Sequence[Block]) -> str:
    """The title of a further slide: what its first block says, else the section's message."""
    first = blocks[0]
    if isinstance(first, TableBlock):
        return _of_table(first.part.table)
    if isinstance(first, Remarks):
        return f"{plain(section.title)}: what to bear in mind"
    if isinstance(first, ChartRow):
        said = (sentences(plain(first.parts[0].chart.takeaway)) or [""])[0]
        if said and len(wrapped(said, TITLE, ROOM - 80, bold=True)) <= 2:
            return said
    return headline


def _of_table(table: Table) -> str:
    return opened(whole_units(plain(table.title)), TITLE, ROOM, 2)[0]


def _with(title: str, suffix: str) -> str:
    """A title with its count, on two lines."""
    if not suffix or len(wrapped(title + suffix, TITLE, ROOM, bold=True)) <= 2:
        return title + suffix
    return opened(title, TITLE, ROOM - 80, 2)[0] + suffix


def _placed(blocks: Sequence[Block], top: float) -> tuple[tuple[Block, Box], ...]:
    """Blocks one below the other; charts take the height that is left, up to their most."""
    spare = BODY_BOTTOM - top - sum(block.height for block in blocks) - GAP * (len(blocks) - 1)
    placed: list[tuple[Block, Box]] = []
    for block in blocks:
        tall = block.height
        if isinstance(block, ChartRow):
            grown = min(block.most, tall + max(spare, 0.0))
            spare -= grown - tall
            tall = grown
        placed.append((block, Box(LEFT, top, ROOM, tall)))
        top += tall + GAP
    return tuple(placed)
