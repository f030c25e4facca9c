"""Tables of the audit: inputs to be changed, formulas with their results, names for both.

A formula is written with ``{key}`` for the cell of that column in its own row; other
inputs and whole columns go by the names that the workbook defines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from cockpit.boardpack.xlsx_book import ASIDE, HEAD, LINE, QUIET, Look, Sheet
from cockpit.theme import LIGHT

RowT = TypeVar("RowT")

AMOUNT = '#,##0.00;"\u2212"#,##0.00;0.00'
FACTOR = '0.0000;"\u2212"0.0000;0.0000'
WHOLE = "0"
#: Stated values, as short as a change of them stays in sight: the cell holds every digit.
RATE = '0.00"\u00a0"%;"\u2212"0.00"\u00a0"%;0.00"\u00a0"%'
RATIO = '"×"0.00##;"\u2212×"0.00##;"×"0.00'
POWER = '0.0##;"\u2212"0.0##;0.0'
COUNT = '#,##0;"\u2212"#,##0;0'
MEASURE = '#,##0.0###;"\u2212"#,##0.0###;0.0'
INPUT: Look = {
    "font_color": LIGHT.better,
    "bg_color": LIGHT.rule,
    "bottom": 1,
    "bottom_color": LIGHT.paper,
    "valign": "top",
}
LIVE: Look = {"font_color": LIGHT.ink, **LINE}


class Cells(Enum):
    """What stands in a column."""

    TEXT = "says what a row is"
    INPUT = "stated; may be changed"
    LIVE = "worked out by a formula"


@dataclass(frozen=True)
class Field(Generic[RowT]):
    """A column of a table of the audit.

    ``value`` gives the input, or the result of ``formula`` as the engine has it. With
    ``name`` the whole column goes by that name in the workbook.
    """

    key: str
    title: str
    cells: Cells
    value: Callable[[RowT], Any]
    formula: str = ""
    code: str = WHOLE
    width: float = 10
    name: str = ""


class Grid(Generic[RowT]):
    """A table at a place of a sheet; it knows the cell of each field in each row."""

    def __init__(
        self, sheet: Sheet, top: int, fields: Sequence[Field[RowT]], rows: Sequence[RowT]
    ) -> None:
        self.sheet, self.top, self.fields, self.rows = sheet, top, tuple(fields), rows
        self._columns = {field.key: place for place, field in enumerate(fields)}
        # A table without rows keeps a blank one, so that every name names cells.
        self.last = top + max(1, len(rows))

    def cell(self, key: str, row: int) -> str:
        """The cell of a field in a row of the sheet, its column held fast."""
        return str(xl_rowcol_to_cell(row, self._columns[key], col_abs=True))

    def cells(self, row: int) -> dict[str, str]:
        """The cells of every field in a row of the sheet, and the row's number."""
        return {**{key: self.cell(key, row) for key in self._columns}, "row": str(row + 1)}

    def column(self, key: str) -> str:
        """A whole column of the table."""
        letters = xl_col_to_name(self._columns[key], True)
        return f"'{self.sheet.name}'!{letters}${self.top + 2}:{letters}${self.last + 1}"

    def write(self, *, names: bool = True) -> None:
        """Headers, inputs and formulas; and the names of the columns that have one."""
        page = self.sheet.page
        for place, field in enumerate(self.fields):
            page.set_column(place, place, field.width)
            words = any(isinstance(field.value(each), str) for each in self.rows[:1])
            side = ASIDE if words and field.cells is not Cells.LIVE else {"align": "right"}
            self.sheet.text(self.top, place, field.title, **{**HEAD, **side})
            if names and field.name:
                self.sheet.book.book.define_name(field.name, f"={self.column(field.key)}")
        self.sheet.height(self.top, 54)
        for row, each in enumerate(self.rows, start=self.top + 1):
            cells = self.cells(row)
            for place, field in enumerate(self.fields):
                write_field(self.sheet, row, place, field, each, cells)


def write_field(
    sheet: Sheet,
    row: int,
    place: int,
    field: Field[RowT],
    each: RowT,
    cells: Mapping[str, str],
) -> None:
    """One cell of a table: a text, an input or a formula with its result."""
    value = field.value(each)
    if field.cells is Cells.LIVE:
        look = {**LIVE, "num_format": field.code, "align": "right"}
        result = value if isinstance(value, str) else float(value)
        sheet.formula(row, place, "=" + field.formula.format(**cells), result, **look)
    elif field.cells is Cells.INPUT:
        write_input(sheet, row, place, value, field.code)
    elif isinstance(value, float):
        sheet.number(row, place, value, field.code, **LINE, **QUIET)
    elif isinstance(value, int):
        sheet.number(row, place, value, **LINE, **QUIET)
    else:
        sheet.text(row, place, str(value), **LINE, **QUIET, **ASIDE)


def write_input(sheet: Sheet, row: int, place: int, value: float | str | None, code: str) -> None:
    """An input; blank where nothing is stated."""
    if value is None:
        sheet.text(row, place, "", **INPUT, num_format=code, align="right")
    elif isinstance(value, str):
        sheet.text(row, place, value, **INPUT, **ASIDE)
    else:
        sheet.number(row, place, float(value), code, **INPUT)
