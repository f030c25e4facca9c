"""Blocks drawn on slides: headline figures, tables, charts, pictures, remarks."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from cockpit import wording
from cockpit.boardpack import pptx_chart
from cockpit.boardpack.model import KeyFigure, Table
from cockpit.boardpack.pictures import png
from cockpit.boardpack.pptx_blocks import (
    COLUMN_GAP,
    HEADING,
    NOTE_LINES,
    REMARKS_TITLE,
    Block,
    ChartRow,
    FigureRow,
    Remarks,
    TableBlock,
)
from cockpit.boardpack.pptx_chart_plan import (
    BELOW_TITLE,
    BETWEEN,
    TITLE_LINES,
    TITLE_SIZE,
    ChartPart,
    title_height,
)
from cockpit.boardpack.pptx_grid import AFTER_GAP, AFTER_LINES, PAD_ACROSS, PAD_DOWN, TablePart
from cockpit.boardpack.pptx_measure import counted, cut, plain, whole_units
from cockpit.boardpack.pptx_template import BODY, Box, Colour
from cockpit.boardpack.pptx_text import Line, Style, decorate, describe, text_box, write

#: Table style without any look of its own: rules are set cell by cell.
_BARE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def draw(slide: Slide, block: Block, box: Box, made: dt.datetime) -> None:
    """A block in its place."""
    if isinstance(block, FigureRow):
        _figures(slide, block, box)
    elif isinstance(block, ChartRow):
        _charts(slide, block, box, made)
    elif isinstance(block, TableBlock):
        _table_block(slide, block, box)
    else:
        _remarks(slide, block, box)


def _figures(slide: Slide, row: FigureRow, box: Box) -> None:
    for place, figure in enumerate(row.figures):
        left = box.left + (0.0 if row.down else place * (row.column + COLUMN_GAP))
        top = box.top + (sum(row.heights[:place]) if row.down else 0.0)
        tall = row.heights[place] if row.down else row.height
        _rule(slide, left, top, row.column)
        place_box = Box(left, top + 10, row.column, tall - 10)
        text_box(slide, place_box, f"Figure: {plain(figure.label)}", _figure(figure, row))


def _figure(figure: KeyFigure, row: FigureRow) -> list[Line]:
    """Value, label and note of a headline figure."""

    def kept(text: str) -> str:
        return cut(plain(text), BODY, row.column, NOTE_LINES)

    value = cut(plain(figure.text), row.size, row.column, NOTE_LINES, bold=True)
    colour = Colour.QUIET if figure.text == wording.NA else Colour.CURRENT
    lines: list[Line] = [
        [(value, Style(row.size, True, colour))],
        [(kept(figure.label), Style())],
    ]
    if figure.note:
        lines.append([(kept(figure.note), Style(colour=Colour.QUIET))])
    return lines


def _rule(slide: Slide, left: float, top: float, wide: float) -> None:
    """A hair line above a headline figure."""
    line = slide.shapes.add_connector(1, Pt(left), Pt(top), Pt(left + wide), Pt(top))
    # Without the style of the theme, whose lines cast shadows.
    line._element.remove(line._element.find(qn("p:style")))
    line.line.color.theme_color = Colour.BAND
    line.line.width = Pt(1)
    line.name = "Rule"
    decorate(line)


def _charts(slide: Slide, row: ChartRow, box: Box, made: dt.datetime) -> None:
    room = box.width if len(row.parts) == 1 else (box.width - BETWEEN) / 2
    above = max(title_height(part, room) for part in row.parts)
    for place, part in enumerate(row.parts):
        left = box.left + place * (room + BETWEEN)
        title = cut(part.title, TITLE_SIZE, room, TITLE_LINES, bold=True)
        text_box(
            slide,
            Box(left, box.top, room, above - BELOW_TITLE),
            f"Title: {part.title}",
            [[(title, Style(TITLE_SIZE, True))]],
        )
        below = Box(left, box.top + above, room, box.height - above)
        if part.native is None:
            _picture(slide, part, below)
        else:
            pptx_chart.draw(slide, part, below, made)


def _picture(slide: Slide, part: ChartPart, box: Box) -> None:
    """The chart as a picture, one pixel a point, made smaller where it would not fit."""
    chart = part.chart
    tall = min(box.height, float(chart.height))
    image = png(chart.figure, round(box.width), round(tall))
    picture = slide.shapes.add_picture(io.BytesIO(image), *box.emu[:2])
    factor = min(Pt(box.width) / picture.width, Pt(box.height) / picture.height)
    picture.width, picture.height = int(picture.width * factor), int(picture.height * factor)
    describe(picture, f"Chart: {part.title}", chart.takeaway)


def _table_block(slide: Slide, block: TableBlock, box: Box) -> None:
    top = box.top
    if block.heading:
        part = block.part
        count = counted(part.part, part.parts)
        title = (
            cut(whole_units(plain(part.table.title)), BODY + 1, box.width - 60, 1, bold=True)
            + count
        )
        place = Box(box.left, top, box.width, HEADING - 4)
        text_box(slide, place, "Title of the table", [[(title, Style(BODY + 1, True))]])
        top += HEADING
    table(slide, block.part, Box(box.left, top, box.width, box.height), short=block.short)


def table(slide: Slide, part: TablePart, box: Box, *, short: bool = False) -> Any:
    """A native table with a header row; numbers to the right, a rule below each row."""
    tall, wide = sum(part.heights), sum(part.widths)
    place = Box(box.left, box.top, wide, tall)
    frame = slide.shapes.add_table(len(part.texts), len(part.widths), *place.emu)
    described = _described(part.table)
    kind = "Short table" if short else "Table"
    describe(frame, f"{kind}: {part.table.title}", described)
    drawn = frame.table
    drawn._tbl.tblPr.find(qn("a:tableStyleId")).text = _BARE
    drawn.horz_banding = False
    for column, width in zip(drawn.columns, part.widths, strict=True):
        column.width = Pt(width)
    aligns = ["r" if column.kind.numeric else "l" for column in part.table.columns]
    for number, (row, texts, height) in enumerate(
        zip(drawn.rows, part.texts, part.heights, strict=True)
    ):
        row.height = Pt(height)
        head = number == 0
        for cell, text, align in zip(row.cells, texts, aligns, strict=True):
            style = Style(part.size, head, Colour.QUIET if head else Colour.INK, align=align)
            _cell(cell, text, style, head)
    if part.after:
        below = Box(box.left, place.bottom + AFTER_GAP, box.width, part.after_height - AFTER_GAP)
        said = cut(part.after, BODY, part.room, AFTER_LINES)
        text_box(slide, below, "Below the table", [[(said, Style(colour=Colour.QUIET))]])
    return drawn


def _described(shown: Table) -> str:
    """What a table holds, for those who cannot see it."""
    columns = wording.listed(plain(column.title) for column in shown.columns)
    rows = wording.count(len(shown.rows), "row")
    return f"{plain(shown.title)}. {rows}; columns: {columns}."


def _cell(cell: Any, text: str, style: Style, head: bool) -> None:
    write(cell.text_frame, [[(text, style)]])
    properties = cell._tc.get_or_add_tcPr()
    properties.set("anchor", "b" if head else "t")
    across, down = str(Pt(PAD_ACROSS / 2)), str(Pt(PAD_DOWN / 2))
    for side, pad in (("marL", across), ("marR", across), ("marT", down), ("marB", down)):
        properties.set(side, pad)
    line = etree.SubElement(properties, qn("a:lnB"), w=str(Pt(1 if head else 0.75)))
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr"), val="accent2" if head else "bg2")
    etree.SubElement(properties, qn("a:noFill"))


def _remarks(slide: Slide, block: Remarks, box: Box) -> None:
    lines: list[Line] = []
    if block.heading:
        lines.append([(REMARKS_TITLE, Style(BODY + 1, True))])
    lines += [[(text, Style(block.size, before=4))] for text in block.lines]
    text_box(slide, box, REMARKS_TITLE, lines)
