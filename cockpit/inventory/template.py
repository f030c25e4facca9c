"""Workbooks written from the contract: the empty template and filled ones.

The same rows give the same bytes: creation date and member dates are fixed.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from cockpit.inventory.cells_out import TEXT_STAYS_TEXT
from cockpit.inventory.contract import SETTINGS_KEYS, SHEETS, Column, ColumnType, Sheet

#: Fields of a row by name; a settings sheet may be one mapping of setting to value.
Rows = Mapping[str, Sequence[Mapping[str, Any]] | Mapping[str, Any]]

README_TITLE = "Read me"
#: Stands in every workbook as its date of creation, so that the same rows give the same bytes.
CREATED = dt.datetime(2026, 1, 1)
#: Rows for which a column offers its choices.
VALIDATED_ROWS = 2000
#: Number format of each type of column that has one.
FORMATS = {
    ColumnType.MONEY: "#,##0.00",
    ColumnType.SHARE: "0.0%",
    ColumnType.DATE: "yyyy-mm-dd",
    ColumnType.COUNT: "#,##0",
    ColumnType.MONTHS: "0",
}
#: Size of the comments on headers; without an author.
COMMENT_LOOK = {"x_scale": 2.2, "y_scale": 1.6, "author": ""}
#: Fill of required and of optional headers.
ACCENT, PALE = "#1F4E79", "#DCE6F1"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula cell with the value that a spreadsheet program last computed for it."""

    text: str
    value: float | str


def write_template(target: Path | str | BinaryIO) -> None:
    """Write the empty workbook: dropdowns, comments, frozen headers, no data rows."""
    write_workbook(target, {})


def template_bytes() -> bytes:
    """The empty workbook in memory."""
    buffer = io.BytesIO()
    write_template(buffer)
    return buffer.getvalue()


def write_workbook(
    target: Path | str | BinaryIO,
    rows: Rows,
    *,
    sheets: Sequence[str] | None = None,
    readme: bool = True,
    columns: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write rows into a workbook that looks like the template.

    Parameters
    ----------
    rows
        By sheet name (``"initiatives"`` …), each row a mapping of field name to
        value. Enumerations and booleans are written in the words of the contract,
        dates and numbers as such with the column's format, text as it stands (so
        that text in a number column stays text), ``None`` as a blank.
        ``"settings"`` may be one mapping of setting field to value; exchange rates
        then go by their full key (``"rate USD"``).
    sheets
        Names of the sheets to write; all seven by default.
    columns
        Fields to write by sheet, in that order; all of the contract by default.

    Raises
    ------
    KeyError
        Naming a sheet or a field that the contract does not know.
    """
    book = new_book(target)
    _check_names(rows)
    wanted = tuple(sheets) if sheets is not None else tuple(SHEETS)
    if readme:
        write_readme(book, wanted)
    for name in wanted:
        sheet = SHEETS[name]
        shown = sheet.columns
        if columns and name in columns:
            shown = tuple(sheet.by_field[field] for field in columns[name])
        _write_sheet(book, sheet, shown, _rows_of(sheet, rows.get(name)), "initiatives" in wanted)
    book.close()


def new_book(target: Path | str | BinaryIO) -> Any:
    """A workbook of XlsxWriter in which text stays text, with a fixed date of creation.

    It is put together in memory: nothing of what a person uploaded gets onto a disk.
    """
    book = xlsxwriter.Workbook(target, {**TEXT_STAYS_TEXT, "in_memory": True})
    book.set_properties({"title": "AI value inventory", "created": CREATED})
    return book


def _check_names(rows: Rows) -> None:
    for name, content in rows.items():
        known = SHEETS[name].by_field
        for row in () if isinstance(content, Mapping) else content:
            for unknown in set(row) - set(known):
                raise KeyError(f"{name}: no column {unknown!r}")


def _rows_of(sheet: Sheet, content: Any) -> Sequence[Mapping[str, Any]]:
    if sheet.name != "settings":
        return content or ()
    if content is None:
        content = {}
    if not isinstance(content, Mapping):
        return content
    stated = dict(content)
    rows = [{"setting": key.header, "value": stated.pop(key.field, None)} for key in SETTINGS_KEYS]
    return rows + [{"setting": key, "value": value} for key, value in stated.items()]


def _write_sheet(
    book: Any,
    sheet: Sheet,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Any]],
    with_initiatives: bool,
) -> None:
    page: Worksheet = book.add_worksheet(sheet.title)
    heads = {needed: book.add_format(header_look(needed)) for needed in (True, False)}
    styles = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
    setting_types = {key.header: key for key in SETTINGS_KEYS}
    for place, column in enumerate(columns):
        page.set_column(place, place, column_width(column), styles.get(column.type))
        page.write_string(0, place, column.header, heads[column.required])
        page.write_comment(0, place, describe(column), COMMENT_LOOK)
        add_dropdown(page, place, column, "B" if with_initiatives else "")
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            kind = column
            if sheet.name == "settings" and column.field == "value":
                kind = setting_types.get(str(row.get("setting")), column)
            _write_cell(page, number, place, row.get(column.field), kind, styles)
    page.freeze_panes(1, 2 if sheet.name == "initiatives" else 1)
    page.set_row(0, 32)


def header_look(required: bool) -> dict[str, Any]:
    """How a header looks: dark where the column is required, pale where it is optional."""
    look = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
    if required:
        return {**look, "font_color": "white", "bg_color": ACCENT}
    return {**look, "bg_color": PALE}


def _write_cell(
    page: Worksheet,
    row: int,
    place: int,
    value: Any,
    column: Column,
    styles: Mapping[ColumnType, Any],
) -> None:
    style = styles.get(column.type)
    if value is None:
        return
    if isinstance(value, Formula):
        page.write_formula(row, place, value.text, style, value.value)
    elif isinstance(value, (list, tuple, set, frozenset)):
        page.write_string(row, place, "; ".join(str(cell_text(column, item)) for item in value))
    else:
        written = cell_text(column, value)
        if isinstance(written, dt.date):
            page.write_datetime(row, place, written, styles[ColumnType.DATE])
        elif isinstance(written, str):
            page.write_string(row, place, written)
        else:
            page.write_number(row, place, written, style)


def cell_text(column: Column, value: Any) -> Any:
    """A value as the contract writes it: the words of a choice, yes or no, else unchanged."""
    if isinstance(value, (Enum, bool)):
        for choice in column.allowed:
            if choice.value == value and type(choice.value) is type(value):
                return choice.text
        if isinstance(value, bool):
            return "yes" if value else "no"
        return str(value.value)
    return value


def describe(column: Column) -> str:
    """Help of a column in plain text: what it is, its unit, what is allowed."""
    parts = [("Required. " if column.required else "") + column.help]
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.allowed:
        parts.append("Allowed: " + "; ".join(choice.text for choice in column.allowed) + ".")
    if column.example != "":
        parts.append(f"Example: {column.example}")
    return "\n".join(parts)


def add_dropdown(
    page: Worksheet, place: int, column: Column, names: str, rows: int = VALIDATED_ROWS
) -> None:
    """Offer the choices of a column below its header.

    ``names`` is the column letter of the names on the Initiatives sheet, empty where the
    workbook has no such sheet.
    """
    span = (1, place, rows, place)
    words = [choice.text for choice in column.allowed]
    if column.type is ColumnType.BOOLEAN:
        words = ["yes", "no"]
    if words and len(",".join(words)) <= 255 and not any("," in word for word in words):
        page.data_validation(
            *span,
            {
                "validate": "list",
                "source": words,
                "error_type": "warning",
                "error_title": "Not one of the allowed values",
                "error_message": "The reader may refuse this row.",
            },
        )
    elif column.type is ColumnType.INITIATIVE and names:
        source = f"={SHEETS['initiatives'].title}!${names}$2:${names}${rows + 1}"
        page.data_validation(*span, {"validate": "list", "source": source, "show_error": False})


def column_width(column: Column) -> int:
    """Width of a column in characters."""
    if column.type in (ColumnType.TEXT, ColumnType.INITIATIVE) or column.allowed:
        return max(18, min(34, len(str(column.example)) + 4, 34))
    return max(12, min(20, len(column.header) + 2))


def write_readme(book: Any, wanted: Sequence[str], first: Sequence[tuple[str, str]] = ()) -> None:
    """The first sheet: how the workbook is used. ``first`` are lines to put above the others."""
    page: Worksheet = book.add_worksheet(README_TITLE)
    title = book.add_format({"bold": True, "font_size": 16, "font_color": ACCENT})
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page.hide_gridlines(2)
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 110, wrap)
    page.write_string(0, 0, "AI value inventory", title)
    lines = [
        *first,
        (
            "How to start",
            "Fill in Initiatives: one row for each AI effort, the name is enough. Add the "
            "other sheets as far as you have the figures. Leave blank what you do not know: a "
            "blank is "
            "read as not supplied, never as zero.",
        ),
        (
            "Headers",
            "Dark headers are required, pale ones optional. Each header has a comment that says "
            "what belongs in the column. Columns that you add are kept and listed, not computed "
            "with.",
        ),
        (
            "Numbers",
            "Enter numbers as numbers, dates as dates, shares as 12% or 0.12. Amounts are "
            "positive, costs included.",
        ),
        (
            "Check",
            "Upload the file on the Data page, or run: cockpit check FILE. Every problem is listed "
            "with its sheet, row, column and remedy.",
        ),
    ]
    lines += [(SHEETS[name].title, SHEETS[name].help) for name in wanted]
    for number, (head, text) in enumerate(lines, start=2):
        page.write_string(number, 0, head, bold)
        page.write_string(number, 1, text, wrap)
