"""The appendix: all charts, tables and remarks that the main part does not show whole.

Section by section, one below the other; what does not fit begins another slide. A table
that repeats a chart stands in the workbook alone. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cockpit.boardpack.model import Column, Kind, Section, Table, text_cell
from cockpit.boardpack.pptx_blocks import GAP, HEADING, Block, ChartRow, FigureRow, Page, TableBlock
from cockpit.boardpack.pptx_chart_plan import chart_parts, chart_row
from cockpit.boardpack.pptx_grid import SIZES, parts_of
from cockpit.boardpack.pptx_main import Shown
from cockpit.boardpack.pptx_measure import counted, opened, plain, sentences, whole_units, wrapped
from cockpit.boardpack.pptx_plan import body_top, figure_rows, titled
from cockpit.boardpack.pptx_template import BODY_BOTTOM, BODY_TOP, LEFT, ROOM, TITLE, Box

_REMARKS = "What to bear in mind, by section"
#: Font sizes of tables here: a size below that of the main part, so that more stands together.
_SIZES = SIZES[1:]
_MOST_BODY = BODY_BOTTOM - BODY_TOP


@dataclass
class _Flow:
    """Blocks of a section poured onto slides."""

    section: Section
    pages: list[list[Block]] = field(default_factory=list)

    def left(self, page: Sequence[Block]) -> float:
        """Height that is left on a slide."""
        first = page[0]
        parted = isinstance(first, TableBlock) and first.part.parts > 1
        top = body_top(_title(self.section, first) + (counted(9, 9) if parted else ""), "")
        return BODY_BOTTOM - top - sum(block.height + GAP for block in page)

    def add(self, *blocks: Block) -> None:
        """Each block on a slide of its own."""
        self.pages += [[block] for block in blocks]

    def fit(self, table: Table) -> bool:
        """The table below what stands on the first slide where it fits whole, if any."""
        for page in self.pages:
            room = self.left(page) - HEADING
            parts = parts_of(table, room, sizes=_SIZES)
            if len(parts) == 1 and parts[0].height <= room:
                page.append(TableBlock(parts[0], heading=True))
                return True
        return False


def appendix_pages(section: Section, shown: Shown) -> list[Page]:
    """The further slides of a section; ``shown`` stands whole on its main slide."""
    flow = _Flow(section)
    flow.add(*figure_rows(section.figures[shown.figures :]))
    _charts(flow, section, shown)
    for table in section.tables:
        if stands_in_appendix(table, shown):
            _table(flow, table)
    return _pages(section, flow.pages)


def stands_in_appendix(table: Table, shown: Shown) -> bool:
    """Whether slides show a table, and not yet whole in the main part or as a chart."""
    return bool(table.shown) and not table.repeats and table.key not in shown.tables


def remarks_pages(sections: Sequence[Section]) -> list[Page]:
    """The remarks of all sections in one table, each once."""
    said: dict[str, list[str]] = {}
    for section in sections:
        for remark in section.remarks:
            said.setdefault(plain(remark), []).append(plain(section.title))
    if not said:
        return []
    rows = tuple((text_cell(", ".join(names)), text_cell(text)) for text, names in said.items())
    columns = (
        Column("section", "Section", Kind.TEXT, "Where it belongs", width=1.0),
        Column("remark", "To bear in mind", Kind.TEXT, "The remark", width=4.0),
    )
    table = Table("remarks", _REMARKS, columns, rows, shown=len(rows))
    pages = []
    for part in parts_of(table, _MOST_BODY, sizes=_SIZES):
        title = f"{_REMARKS}{counted(part.part, part.parts)}"
        block = TableBlock(part, heading=False)
        pages.append(Page(None, title, "", _placed([block], body_top(title, "")), appendix=True))
    return pages


def _charts(flow: _Flow, section: Section, shown: Shown) -> None:
    """One row of charts a slide, two side by side where both can be read."""
    charts = [chart for chart in section.charts if chart.key not in shown.charts]
    parts = chart_parts(charts, _MOST_BODY)
    while parts:
        count, least, most = chart_row(parts, _MOST_BODY) or (1, _MOST_BODY, _MOST_BODY)
        flow.add(ChartRow(tuple(parts[:count]), least, most))
        parts = parts[count:]


def _table(flow: _Flow, table: Table) -> None:
    """Below what stands there if the whole table fits, else on slides of its own."""
    if flow.fit(table):
        return
    title = _title_of(flow.section, table.title)
    room = BODY_BOTTOM - body_top(title + counted(9, 9), "")
    flow.add(*(TableBlock(part, heading=False) for part in parts_of(table, room, sizes=_SIZES)))


def _title_of(section: Section, what: str) -> str:
    name, said = plain(section.title), whole_units(plain(what))
    return opened(said if said.startswith(name) else f"{name}: {said}", TITLE, ROOM, 2)[0]


def _pages(section: Section, pages: Sequence[Sequence[Block]]) -> list[Page]:
    """Slides with their titles; slides of the same title count through."""
    titles = [_title(section, blocks[0]) for blocks in pages]
    found = []
    for number, (blocks, own) in enumerate(zip(pages, titles, strict=True)):
        same = [other for other, each in enumerate(titles) if each == own]
        title = titled(own, counted(same.index(number) + 1, len(same)))
        placed = _placed(blocks, body_top(title, ""))
        found.append(Page(section, title, "", placed, appendix=True))
    return found


def _title(section: Section, first: Block) -> str:
    """What the first block says, after the title of the section."""
    if isinstance(first, TableBlock):
        return _title_of(section, first.part.table.title)
    if isinstance(first, FigureRow):
        return _title_of(section, "further figures")
    assert isinstance(first, ChartRow)
    chart = first.parts[0].chart
    said = f"{plain(section.title)}: {(sentences(plain(chart.takeaway)) or [''])[0]}"
    fits = len(wrapped(said, TITLE, ROOM - 80, bold=True)) <= 2
    return said if fits else _title_of(section, chart.title)


def _placed(blocks: Sequence[Block], top: float) -> tuple[tuple[Block, Box], ...]:
    """Blocks one below the other; charts take the height that is left, up to their most."""
    spare = BODY_BOTTOM - top - sum(block.height for block in blocks) - GAP * (len(blocks) - 1)
    placed: list[tuple[Block, Box]] = []
    for block in blocks:
        tall = block.height
        if isinstance(block, ChartRow):
            block = replace(block, height=min(block.most, tall + max(spare, 0.0)))
            spare -= block.height - tall
            tall = block.height
        placed.append((block, Box(LEFT, top, ROOM, tall)))
        top += tall + GAP
    return tuple(placed)
