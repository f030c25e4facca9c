"""The inventory as a workbook of ours: loaded again, it is equal cell by cell.

Our columns come first, in the order of the template; columns that the contract does not
know follow under their own headers. Only columns that the file had are written, and
those that became explicit (derived IDs, a currency that stood in a header): a column
that is missing stays missing. The same reading gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from cockpit.inventory.cells_kept import writable
from cockpit.inventory.cells_out import Pen
from cockpit.inventory.contract import SETTINGS_KEYS, Column, ColumnType
from cockpit.inventory.headers import letters
from cockpit.inventory.layout import LaidSheet, Layout, layout, setting_key
from cockpit.inventory.reading import Reading, RejectedRow
from cockpit.inventory.template import (
    COMMENT_LOOK,
    FORMATS,
    VALIDATED_ROWS,
    add_dropdown,
    column_width,
    describe,
    header_look,
    new_book,
    write_readme,
)

#: Tab of the rows that cannot stand on their own sheet; it is not read.
APART_TITLE = "Rows kept out"

_EXTRA_HELP = "A column of the file itself: kept, not computed with."
#: Width of a column that holds moments, so that none shows as a row of hash signs.
_MOMENT_WIDTH = 20
_SPARE_ROWS = 500


def inventory_workbook(reading: Reading, left_out: int = 0) -> bytes:
    """The whole reading as .xlsx: accepted rows, rows kept out, settings, extra columns.

    ``left_out`` counts rows on habits that were taken out of it; the first sheet says so.

    Raises
    ------
    ValueError
        If nothing could be read.
    """
    laid = layout(reading)
    buffer = io.BytesIO()
    book = new_book(buffer)
    pen = Pen(book)
    write_readme(book, [each.sheet.name for each in laid.sheets], _about(reading, laid, left_out))
    ids = _id_column(laid)
    for each in laid.sheets:
        _write(book, pen, each, ids)
    if laid.apart:
        _write_apart(book, pen, laid.apart)
    book.close()
    return buffer.getvalue()


def _about(reading: Reading, laid: Layout, left_out: int) -> list[tuple[str, str]]:
    """What this workbook is, for the first sheet."""
    kept_out = len(reading.rejected)
    lines = [
        (
            "This workbook",
            f"The inventory as it was read from {reading.name}. Columns to the right of ours are "
            "the file's own. Sheets of the file that were not read are not in it.",
        )
    ]
    if kept_out:
        rows = "1 row was" if kept_out == 1 else f"{kept_out} rows were"
        text = f"{rows} kept out when the file was read. They stand here as they were."
        if laid.apart:
            text += (
                f" {len(laid.apart)} of them stand on {APART_TITLE!r}, since on their sheet they "
                "would be read otherwise than they were meant."
            )
        lines.append(("Rows kept out", text))
    if left_out:
        rows = "1 row" if left_out == 1 else f"{left_out} rows"
        text = f"{rows} on habits of groups that are too small, or of unknown size, left out."
        lines.append(("Rows not shown", text))
    return lines


def _id_column(laid: Layout) -> str:
    """Letters of the column to which other sheets refer: the ids, else the names."""
    fields = {
        column.field: letters(place)
        for each in laid.sheets
        if each.sheet.name == "initiatives"
        for place, column in enumerate(each.columns)
    }
    return fields.get("id") or fields.get("name", "")


def _write(book: Any, pen: Pen, laid: LaidSheet, ids: str) -> None:
    page: Worksheet = book.add_worksheet(laid.sheet.title)
    span = max(VALIDATED_ROWS, len(laid.rows) + _SPARE_ROWS)
    for place, column in enumerate(laid.columns):
        page.set_column(place, place, column_width(column), pen.style(**_look(column)))
        pen.text(page, 0, place, column.header, **header_look(column.required))
        page.write_comment(0, place, describe(column), COMMENT_LOOK)
        add_dropdown(page, place, column, ids, span)
    for place, text in enumerate(laid.extras, start=len(laid.columns)):
        moments = any(row[place].__class__ is dt.datetime for row in laid.rows)
        page.set_column(place, place, max(_MOMENT_WIDTH if moments else 14, min(34, len(text) + 2)))
        pen.text(page, 0, place, text, **header_look(False), italic=True)
        page.write_comment(0, place, _EXTRA_HELP, COMMENT_LOOK)
    looks = [_number_look(column) for column in laid.columns] + [{}] * len(laid.extras)
    value = next((n for n, column in enumerate(laid.columns) if column.field == "value"), None)
    for number, row in enumerate(laid.rows, start=1):
        for place, cell in enumerate(row):
            look = looks[place]
            if laid.sheet.name == "settings" and place == value:
                look = _number_look(_settings_type(row, laid.columns))
            pen.cell(page, number, place, cell, **(look if cell.__class__ is float else {}))
    page.freeze_panes(1, 2 if laid.sheet.name == "initiatives" and len(laid.columns) > 1 else 1)
    page.set_row(0, 32)


def _look(column: Column) -> dict[str, Any]:
    """The number format of a column, as XlsxWriter takes it."""
    return {"num_format": FORMATS[column.type]} if column.type in FORMATS else {}


def _number_look(column: Column) -> dict[str, Any]:
    """The format of a number in a column: never that of a date, which would make it one."""
    return {"num_format": "General"} if column.type is ColumnType.DATE else _look(column)


def _settings_type(row: Sequence[Any], columns: Sequence[Column]) -> Column:
    """The setting that a row states, for the format of its value."""
    place = next((n for n, column in enumerate(columns) if column.field == "setting"), None)
    key = setting_key(str(row[place])) if place is not None else None
    return key or SETTINGS_KEYS[0]


def _write_apart(book: Any, pen: Pen, rows: Sequence[RejectedRow]) -> None:
    """Rows that cannot stand on their sheet, one line for each cell."""
    page: Worksheet = book.add_worksheet(APART_TITLE)
    for place, (text, width) in enumerate(
        (("Where", 26), ("Heading", 30), ("Cell", 40), ("What is wrong", 80))
    ):
        page.set_column(place, place, width)
        pen.text(page, 0, place, text, **header_look(False))
    number = 0
    for row in rows:
        assert row.stands is not None
        wrong = " ".join(f"{issue.problem} {issue.remedy}" for issue in row.issues)
        cells = {**row.stands.cells, **row.stands.extra} or row.values
        for heading, cell in cells.items():
            number += 1
            pen.text(page, number, 0, f"{row.sheet}, row {row.row}")
            pen.text(page, number, 1, f"Column {heading}")
            pen.cell(page, number, 2, writable(cell))
            pen.text(page, number, 3, wrong)
    page.freeze_panes(1, 0)
