"""The sheets "Audit cost" and "Audit benefit": every line over the months, by formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from cockpit.boardpack.audit_benefit import BENEFIT_MONTH, benefit_fields
from cockpit.boardpack.audit_cost import COST_MONTH, cost_fields
from cockpit.boardpack.audit_grid import AMOUNT, LIVE, WHOLE, Field, Grid
from cockpit.boardpack.audit_inputs import Array, AuditInputs, BenefitInput, CostInput
from cockpit.boardpack.audit_paths import PathRows
from cockpit.boardpack.xlsx_book import HEAD, QUIET, TITLE, Book, Sheet

COST_SHEET, BENEFIT_SHEET = "Audit cost", "Audit benefit"
_ABOUT_COST = (
    "One row for each cost line. Grey fields are stated, the others worked out; a power that is "
    "not stated is that of the behaviour, in the table of “Audit inputs”. Cash of a month = "
    "monthly amount × factor of the line × wages, data, seats, price and usage of that month, each "
    "to the power of the line; capacity goes in whole steps, a commitment is the least payable. "
    "One formula for all lines and months. Amounts are positive, at today's usage and price."
)
_ABOUT_BENEFIT = (
    "One row for each benefit line. Grey fields are stated, the others worked out. Benefit of a "
    "month = volume × change × value per unit × ramp × factor of the line × usage to the power β, "
    "as claimed; captured and cashable weigh the present value. One formula for all lines and "
    "months."
)
_TOP = 4
LineT = TypeVar("LineT", CostInput, BenefitInput)


def write_costs(book: Book, inputs: AuditInputs, paths: PathRows) -> Grid[CostInput]:
    """Write the sheet of costs."""
    months = _months_of(len(cost_fields(inputs, "")), inputs)
    fields = cost_fields(inputs, months)
    return _write(book, COST_SHEET, _ABOUT_COST, fields, inputs.costs, COST_MONTH, inputs, paths)


def write_benefits(book: Book, inputs: AuditInputs, paths: PathRows) -> Grid[BenefitInput]:
    """Write the sheet of benefits."""
    months = _months_of(len(benefit_fields(inputs, "")), inputs)
    fields = benefit_fields(inputs, months)
    return _write(
        book, BENEFIT_SHEET, _ABOUT_BENEFIT, fields, inputs.benefits, BENEFIT_MONTH, inputs, paths
    )


def _months_of(fields: int, inputs: AuditInputs) -> str:
    """The cells of all months in the row of a line, as a template."""
    first, last = xl_col_to_name(fields, True), xl_col_to_name(fields + inputs.months, True)
    return f"{first}{{row}}:{last}{{row}}"


def _write(
    book: Book,
    name: str,
    about: str,
    fields: Sequence[Field[LineT]],
    lines: Sequence[LineT],
    formula: str,
    inputs: AuditInputs,
    paths: PathRows,
) -> Grid[LineT]:
    sheet = book.sheet(name)
    sheet.text(0, 0, name, **TITLE)
    sheet.wide(1, 14, about, 150, **QUIET)
    sheet.stamp(2, 14, 150)
    grid = Grid(sheet, _TOP, fields, lines)
    grid.write()
    _write_months(sheet, grid, formula, inputs, paths)
    sheet.page.freeze_panes(_TOP + 1, 3)
    sheet.page.repeat_rows(_TOP)
    sheet.page.repeat_columns(0, 2)
    # The months are worked with on the screen; on paper a line is what is stated and its worth.
    sheet.page.print_area(0, 0, grid.last, len(fields) - 1)
    sheet.over_pages(sum(field.width for field in fields))
    return grid


def _write_months(
    sheet: Sheet, grid: Grid[LineT], formula: str, inputs: AuditInputs, paths: PathRows
) -> None:
    """The months of every line, and their sum in the row above the headers."""
    left = len(grid.fields)
    total: Array = sum((each.cash for each in grid.rows), np.zeros(inputs.months + 1))
    sheet.months(left, inputs.horizon, inputs.months, 12)
    sheet.text(_TOP - 1, left - 1, "Sum of the lines, undiscounted", **QUIET, align="right")
    look = {**LIVE, "num_format": AMOUNT}
    cells = [grid.cells(row) for row in range(_TOP + 1, _TOP + 1 + len(grid.rows))]
    for month in range(inputs.months + 1):
        place, column = left + month, xl_col_to_name(left + month)
        sheet.number(_TOP, place, month, WHOLE, **HEAD)
        span = f"{column}{_TOP + 2}:{column}{grid.last + 1}"
        sheet.formula(_TOP - 1, place, f"=SUM({span})", float(total[month]), **look)
        factors = {**paths.at(month), "month": f"{column}${_TOP + 1}"}
        for row, each in enumerate(grid.rows, start=_TOP + 1):
            filled = formula.format(**cells[row - _TOP - 1], **factors)
            sheet.formula(row, place, filled, float(each.cash[month]), **look)
