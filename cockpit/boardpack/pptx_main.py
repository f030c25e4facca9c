"""The one slide of a section in the main part: message, figures, and what bears it out best.

Figures stand above the section's charts, or in a column beside them where more of the
chart or table can be shown so. What does not stand here whole stands in the appendix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cockpit.boardpack.model import Section, Table
from cockpit.boardpack.pptx_blocks import (
    COLUMN_GAP,
    GAP,
    HEADING,
    Block,
    ChartRow,
    FigureRow,
    Page,
    Remarks,
    TableBlock,
)
from cockpit.boardpack.pptx_chart_plan import (
    BETWEEN,
    HALF,
    ChartPart,
    chart_row,
    first_of,
    need,
    whole_part,
)
from cockpit.boardpack.pptx_grid import SIZES, TablePart, parts_of
from cockpit.boardpack.pptx_measure import LINE, opened, plain
from cockpit.boardpack.pptx_plan import (
    body_top,
    figure_column,
    figure_rows,
    lede_of,
    remarks_height,
)
from cockpit.boardpack.pptx_template import BODY, BODY_BOTTOM, LEDE, LEFT, ROOM, TITLE, Box

#: Width of figures in a column, lines of a cell here, rows of which a short table is worth it.
_COLUMN, _LINES, _LEAST_ROWS = 172.0, 2, 3
#: Height that remarks may take below a chart, and by how much its bars grow before.
_REMARKS, _GROWN = 4 * BODY * LINE, 1.2
_IN_APPENDIX = "The whole table stands in the appendix."

#: Space below figures, whose last lines are mostly short.
_BELOW = 14.0

Placed = tuple[tuple[Block, Box], ...]


@dataclass(frozen=True)
class Shown:
    """What of a section stands whole on its main slide: figures, keys of charts and tables."""

    figures: int = 0
    charts: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Content:
    """Charts or tables in their places; ``share`` of them is shown, ``least`` is their height."""

    placed: Placed = ()
    share: float = 0.0
    least: float = 0.0
    charts: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()


def main_page(section: Section) -> tuple[Page, Shown]:
    """The slide of a section, and what it shows whole."""
    title, rest = opened(plain(section.headline), TITLE, ROOM, 2)
    lede = lede_of(rest)
    top = body_top(title, lede)
    body = Box(LEFT, top, ROOM, BODY_BOTTOM - top)
    above, content = _above(section, body)
    beside = _beside(section, body) if content.share < 1.0 else None
    if beside is not None and beside[1].share > content.share:
        above, content = beside
    figures = sum(len(block.figures) for block, _ in above if isinstance(block, FigureRow))
    page = Page(section, title, lede, above)
    return page, Shown(figures, content.charts, content.tables)


def _above(section: Section, body: Box) -> tuple[Placed, _Content]:
    """Figures in rows, charts or tables below them, then remarks that still fit."""
    placed: list[tuple[Block, Box]] = []
    box = body
    for row in figure_rows(section.figures):
        if row.height > box.height:
            break
        placed.append((row, Box(box.left, box.top, box.width, row.height)))
        box = _lowered(box, row.height + _BELOW)
    content = _content(section, box)
    spare = box.height - content.least * _GROWN - (GAP if content.placed else 0.0)
    found = _remarks(section, ROOM, min(spare, _REMARKS)) if section.answered else None
    if found is not None:
        room = box.height - found.height - GAP
        content = _content(section, replace(box, height=room)) if content.placed else content
        bottom = max((each.bottom for _, each in content.placed), default=box.top - GAP)
        below = Box(box.left, bottom + GAP, box.width, found.height)
        return (*placed, *content.placed, (found, below)), content
    return (*placed, *content.placed), content


def _beside(section: Section, body: Box) -> tuple[Placed, _Content] | None:
    """Figures and remarks in a column at the left; nothing where they need more height."""
    column = figure_column(section.figures, _COLUMN)
    if column is None or column.height > body.height:
        return None
    place = Box(body.left, body.top, _COLUMN, column.height)
    left = body.left + _COLUMN + COLUMN_GAP
    content = _content(section, Box(left, body.top, body.width - _COLUMN - COLUMN_GAP, body.height))
    found = _remarks(section, _COLUMN, body.height - column.height - GAP)
    below: Placed = ()
    if found is not None:
        below = ((found, Box(body.left, place.bottom + GAP, _COLUMN, found.height)),)
    return ((column, place), *below, *content.placed), content


def _lowered(box: Box, by: float) -> Box:
    return Box(box.left, box.top + by, box.width, box.height - by)


def _remarks(section: Section, room: float, most: float) -> Remarks | None:
    """The remarks that fit, in their order; all of them stand in the notes and the appendix."""
    chosen: list[str] = []
    for each in (plain(text) for text in section.remarks):
        if remarks_height([*chosen, each], BODY, room) <= most:
            chosen.append(each)
    if not chosen:
        return None
    return Remarks(tuple(chosen), BODY, True, remarks_height(chosen, BODY, room))


def _content(section: Section, box: Box) -> _Content:
    """What bears the message out: charts where there are any, else the first table."""
    if not section.answered and (said := _unanswered(section, box)).placed:
        return said
    charts = [whole_part(chart) for chart in section.charts]
    tables = [table for table in section.tables if table.shown and not table.repeats]
    found = None
    if charts:
        found = _pair(charts, box) or _with_table(section, charts[0], tables, box)
        found = found or _one_chart(charts[0], box)
    for table in tables[:1]:
        found = found or _two_columns(table, box) or _one_table(section, table, box)
    return found or _Content()


def _unanswered(section: Section, box: Box) -> _Content:
    """What is missing, in large type, where the question cannot be answered."""
    lines = [plain(each) for each in section.remarks]
    while lines and remarks_height(lines, LEDE, box.width) > box.height:
        lines.pop()
    if not lines:
        return _Content(share=1.0)
    tall = remarks_height(lines, LEDE, box.width)
    block = Remarks(tuple(lines), LEDE, True, tall)
    return _Content(((block, replace(box, height=tall)),), 1.0, tall)


def _pair(charts: Sequence[ChartPart], box: Box) -> _Content | None:
    """The first two charts side by side, where both can be read so."""
    row = chart_row(charts[:2], box.height)
    if box.width < ROOM or row is None or row[0] < 2:
        return None
    _, least, most = row
    block = ChartRow(tuple(charts[:2]), least, most)
    keys = frozenset(part.chart.key for part in charts[:2])
    place = replace(box, height=min(most, box.height))
    return _Content(((block, place),), 1.0, least, charts=keys)


def _with_table(
    section: Section, part: ChartPart, tables: Sequence[Table], box: Box
) -> _Content | None:
    """The chart at the left, a table of few columns and remarks at the right."""
    short = next((table for table in tables if table.brief), None)
    least, most = need(part, HALF)
    if box.width < ROOM or short is None or least > box.height:
        return None
    right = Box(box.left + HALF + BETWEEN, box.top, HALF, box.height)
    found = _brief(short, right, box.height - HEADING)
    if found is None or len(found.texts) <= min(_LEAST_ROWS, len(short.rows)):
        return None
    table = TableBlock(found, heading=True, short=True)
    left = Box(box.left, box.top, HALF, min(most, box.height))
    placed: list[tuple[Block, Box]] = [(ChartRow((part,), least, most), left)]
    placed.append((table, replace(right, height=table.height)))
    below = _lowered(right, table.height + GAP)
    said = _remarks(section, HALF, below.height)
    if said is not None:
        placed.append((said, replace(below, height=said.height)))
    # Remarks that find no room here find none below the whole width either.
    return _Content(tuple(placed), 1.0, box.height, frozenset({part.chart.key}))


def _one_chart(part: ChartPart, box: Box) -> _Content | None:
    """The chart over the whole width, its first categories alone where not all fit."""
    shown, share = part, 1.0
    if need(part, box.width)[0] > box.height:
        cut = first_of(part, box.width, box.height)
        if cut is None or part.native is None or cut.native is None:
            return None
        shown, share = cut, len(cut.native.categories) / len(part.native.categories)
    least, most = need(shown, box.width)
    block = ChartRow((shown,), least, most)
    place = replace(box, height=min(most, box.height))
    keys = frozenset({part.chart.key}) if share == 1.0 else frozenset[str]()
    return _Content(((block, place),), share, least, charts=keys)


def _two_columns(table: Table, box: Box) -> _Content | None:
    """A long table of two columns in two halves side by side, where it all fits so."""
    rows = table.rows[: table.shown]
    if len(table.columns) != 2 or len(rows) < 2 * _LEAST_ROWS or len(table.rows) > len(rows):
        return None
    middle, half = -(-len(rows) // 2), (box.width - BETWEEN) / 2
    for size in SIZES:
        found = []
        for some in (rows[:middle], rows[middle:]):
            part = replace(table, rows=some, note="" if some is rows[:middle] else table.note)
            found.append(parts_of(part, box.height - HEADING, room=half, sizes=(size,)))
        if all(len(parts) == 1 and parts[0].height <= box.height - HEADING for parts in found):
            left, right = (parts[0] for parts in found)
            first = TableBlock(left, heading=True)
            second = TableBlock(right, heading=False)
            places = (
                (first, Box(box.left, box.top, half, first.height)),
                (second, Box(box.left + half + BETWEEN, box.top + HEADING, half, second.height)),
            )
            tall = HEADING + max(left.height, right.height)
            return _Content(places, 1.0, tall, tables=frozenset({table.key}))
    return None


def _one_table(section: Section, table: Table, box: Box) -> _Content | None:
    """The table over the whole width, as many of its rows as fit; not named as the section is."""
    named = not plain(table.title).startswith(plain(section.title))
    found = _brief(table, box, box.height - (HEADING if named else 0.0))
    if found is None:
        return None
    share = (len(found.texts) - 1) / max(1, min(table.shown, len(table.rows)))
    whole = found.table.columns == table.columns and share == 1.0 and not _is_cut(found)
    keys = frozenset({table.key}) if whole else frozenset[str]()
    block = TableBlock(found, heading=named, short=not whole)
    place = replace(box, height=block.height)
    return _Content(((block, place),), share, block.height, tables=keys)


def _is_cut(part: TablePart) -> bool:
    return any(text.endswith(" …") for row in part.texts for text in row)


def _brief(table: Table, box: Box, most: float) -> TablePart | None:
    """The brief columns of a table, and as many of its rows as fit into ``most`` points."""
    places = [
        place
        for place, column in enumerate(table.columns)
        if column.key in table.brief or not table.brief
    ]
    columns = tuple(table.columns[place] for place in places)
    rows = [tuple(row[place] for place in places) for row in table.rows[: table.shown]]
    least, above = 0, len(rows) + 1
    best: TablePart | None = None
    while above - least > 1:
        # All rows first: mostly they fit.
        count = above - 1 if above > len(rows) else (above + least) // 2
        whole = count == len(rows) == len(table.rows)
        said = "" if whole else _IN_APPENDIX
        some = replace(
            table, columns=columns, rows=tuple(rows[:count]), shown=count, note=said, brief=()
        )
        parts = parts_of(some, most, room=box.width, lines=_LINES)
        if len(parts) == 1 and parts[0].height <= most:
            least, best = count, parts[0]
        else:
            above = count
    return best
