"""Sheets of a pack's sections: message, figures, charts and tables as cells."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from cockpit import wording
from cockpit.boardpack.model import Section, Table
from cockpit.boardpack.pptx_measure import whole_units, wrapped
from cockpit.boardpack.xlsx_book import (
    ASIDE,
    BODY,
    HEAD,
    HEADING,
    LINE,
    QUIET,
    TITLE,
    Book,
    Look,
    Sheet,
)
from cockpit.boardpack.xlsx_charts import place_chart
from cockpit.boardpack.xlsx_paper import CHARACTER_POINTS

#: Columns of a section's sheet at least, and their widths in characters.
_FEWEST, _FIRST, _OTHER, _SHARED = 8, 40, 15, 36
_WIDEST, _NARROWEST = 60, 11
#: Characters across a page at three quarters of the size; texts are set narrower to fit it.
_PAGE, _LEAST_TEXT = 200, 16
#: Lines that a text of a table may make a row high, and points a line; a row has 409 at most.
_MOST_LINES = 31
LINE_POINTS = 12.75


def write_section(book: Book, section: Section) -> list[tuple[str, str]]:
    """The sheet of a section; a table of more rows than a page shows has a sheet of its own.

    Returns the name of each sheet and what it answers.
    """
    sheet = book.sheet(section.title)
    widths = _widths(section)
    for place, width in enumerate(widths):
        sheet.page.set_column(place, place, width)
    last, width = len(widths) - 1, sum(widths)
    sheet.text(0, 0, section.title, **TITLE)
    sheet.height(0, 24)
    sheet.page.freeze_panes(1, 0)
    sheet.wide(1, last, section.headline, width, font_size=12, bold=True)
    sheet.wide(2, last, section.question, width, **QUIET)
    row = _figures(sheet, 4, section, widths)
    for chart in section.charts:
        row = place_chart(sheet, row, last, width, chart)
    written = [(sheet.name, section.question)]
    for table in section.tables:
        start = row
        row, whole = _table(sheet, row, table, widths)
        written += [(whole, table.title)] if whole else []
        sheet.together(start, row - 2)
    end = row
    if section.remarks:
        sheet.text(row, 0, "To be read with it", **HEADING)
        for remark in section.remarks:
            row += 1
            sheet.wide(row, last, remark, width)
        sheet.together(end, row)
        row += 2
        end = row
    if section.method:
        sheet.text(row, 0, "How it is worked out", **HEADING)
        sheet.wide(row + 1, last, section.method, width)
        row += 3
    sheet.stamp(row, last, width)
    # One row holds the whole method: torn off, its heading would stand alone.
    sheet.together(end, row, picture=True)
    sheet.blocks_on_paper(row, widths)
    return written


def _widths(section: Section) -> list[float]:
    """Widths of the columns, for the widest of the tables that share them."""
    names = [figure.label for figure in section.figures]
    natives = [chart.native for chart in section.charts if chart.native is not None]
    names += [name for native in natives for name in native.categories]
    longest = max((len(name) for name in names), default=0)
    first = max(_OTHER, min(_FIRST, longest + 2))
    widths: list[float] = [first, *[float(_NARROWEST)] * (_FEWEST - 1)]
    stated = max((len(figure.text) for figure in section.figures), default=0)
    widths[1] = max(widths[1], min(_SHARED, stated + 3))
    texts = list(widths)
    # A table that stands on a sheet of its own alone needs no room here.
    for table in (each for each in section.tables if each.shown):
        for place, (width, text) in enumerate(zip(*_wanted(table), strict=True)):
            if place == len(widths):
                widths.append(_NARROWEST)
                texts.append(_NARROWEST)
            # One table's long text must not tear another's figures apart.
            widths[place] = max(widths[place], min(width, _SHARED if place else _FIRST))
            texts[place] = max(texts[place], text)
    roomy = [max(each, _OTHER) for each in widths]
    return roomy if sum(roomy) <= _PAGE else _fitted(widths, texts)


def _fitted(widths: list[float], longest: Sequence[float]) -> list[float]:
    """Widths that give way until all fit a page, as far as texts stay readable.

    A column of texts four times as long is twice as wide: so rows are about as low as they can be.
    """
    found, room = widths, float(_WIDEST)
    while room > 0 and sum(found) > _PAGE:
        room -= 0.1
        # Names stand in the first column, and each in one line where that is possible.
        found = [
            min(width, max(_LEAST_TEXT, float(int(room * math.sqrt(text)))) if place else _FIRST)
            for place, (width, text) in enumerate(zip(widths, longest, strict=True))
        ]
    return found


def table_widths(table: Table) -> list[float]:
    """Width of each column in characters, by what stands in it; long text is wrapped."""
    return _fitted(*_wanted(table))


def _wanted(table: Table) -> tuple[list[float], list[int]]:
    """Width that each column would take alone, and the characters of its longest text."""
    widths: list[float] = []
    longest = [
        max((len(row[place].text) for row in table.rows), default=0)
        for place in range(len(table.columns))
    ]
    for column, text in zip(table.columns, longest, strict=True):
        word = max((len(each) for each in column.title.split()), default=0)
        widths.append(float(max(_NARROWEST, min(_WIDEST, text + 2), min(_WIDEST, word + 2))))
    return widths, longest


def _figures(sheet: Sheet, row: int, section: Section, widths: list[float]) -> int:
    """The headline figures with their notes; the next free row."""
    if not section.figures:
        return row
    last = len(widths) - 1
    sheet.wide(row, last, "Range or caveat", sum(widths[2:]), first=2, **HEAD, **ASIDE)
    sheet.text(row, 0, "Figure", **HEAD)
    sheet.text(row, 1, "Value", **{**HEAD, "align": "right"})
    for figure in section.figures:
        row += 1
        sheet.wide(row, last, figure.note, sum(widths[2:]), first=2, **QUIET, **LINE, **ASIDE)
        sheet.text(row, 0, figure.label, **BODY, **LINE)
        look = {"bold": True, "valign": "top", **LINE}
        sheet.value(row, 1, figure.value, figure.text, numeric=figure.kind.numeric, **look)
        if len(figure.label) > widths[0]:
            sheet.height(row, 29)
    return row + 2


def _asides(table: Table) -> list[Look]:
    """How each text column keeps its distance from what stands on its left."""
    return [ASIDE if place else {"align": "left"} for place in range(len(table.columns))]


def _table(sheet: Sheet, row: int, table: Table, widths: list[float]) -> tuple[int, str]:
    """A table as the page shows it; where that is not all of it, the whole on its own sheet.

    Returns the next free row, and the name of that sheet.
    """
    name = ""
    sheet.wide(row, len(widths) - 1, table.title, sum(widths), **HEADING)
    whole = len(table.rows) <= table.shown
    row += 1
    if whole or table.shown:
        row = write_rows(sheet, row, table, widths, None if whole else table.shown)
    if not whole:
        name = write_table(sheet.book, table)
        rows = f"{wording.whole(len(table.rows))} rows"
        said = f"The first {table.shown} of {rows}; all of them" if table.shown else f"All {rows}"
        said = f"{said} on the sheet {name}"
        sheet.link(row, 0, name, said)
        row += 1
    if table.note:
        sheet.wide(row, len(widths) - 1, table.note, sum(widths), **QUIET)
        row += 1
    return row + 1, name


def write_table(book: Book, table: Table) -> str:
    """A sheet with all rows of a table, its headers frozen; the sheet's name."""
    sheet = book.sheet(table.title)
    widths = table_widths(table)
    for place, width in enumerate(widths):
        sheet.page.set_column(place, place, width)
    last, width = len(widths) - 1, sum(widths)
    sheet.text(0, 0, table.title, **TITLE)
    sheet.stamp(1, last, width)
    row = write_rows(sheet, 2, table, widths)
    sheet.page.freeze_panes(3, 1)
    sheet.page.autofilter(2, 0, max(3, row - 1), last)
    if table.note:
        sheet.wide(row + 1, last, table.note, width, **QUIET)
    sheet.rows_on_paper(2, row + 1 if table.note else row - 1, widths)
    return sheet.name


def lines_of(text: str, width: float) -> int:
    """Lines of a text in a column ``width`` characters wide, its indent left free."""
    if len(text) < width * 0.7 and "\n" not in text:
        return 1
    room = max(1.0, width - 2.0) * CHARACTER_POINTS
    return sum(len(wrapped(part, 10, room)) for part in text.split("\n"))


def write_rows(
    sheet: Sheet, row: int, table: Table, widths: list[float], most: int | None = None
) -> int:
    """Headers and rows; the next free row. ``most`` is how many rows are written.

    A text in the last column runs on over the columns that the table leaves free.
    """
    final = len(table.columns) - 1
    spread = not table.columns[-1].kind.numeric and len(widths) > len(table.columns)
    end = len(widths) - 1
    widths = [*widths[:final], sum(widths[final:]) if spread else widths[final]]
    asides = _asides(table)
    for place, column in enumerate(table.columns):
        side = {"align": "right"} if column.kind.numeric else asides[place]
        sheet.text(row, place, whole_units(column.title), **{**HEAD, **side})
    lines = max((len(c.title) / w for c, w in zip(table.columns, widths, strict=False)), default=1)
    sheet.height(row, 15.0 * (int(lines * 1.2) + 1))
    for cells in table.rows[:most]:
        row += 1
        high = 1.0
        for place, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
            plain = {"valign": "top"} if column.kind.numeric else {**BODY, **asides[place]}
            look = {**plain, **LINE}
            if place == final and spread:
                sheet.page.merge_range(row, place, row, end, "", sheet.book.style(**look))
            sheet.value(row, place, cell.value, cell.text, numeric=column.kind.numeric, **look)
            # A date is a number to the program and stands in one line.
            if not column.kind.numeric and not isinstance(cell.value, dt.date):
                high = max(high, min(_MOST_LINES, lines_of(cell.text, widths[place])))
        sheet.height(row, LINE_POINTS * high + 2.25)
    return row + 1
