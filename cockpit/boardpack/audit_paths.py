"""The sheet "Audit paths": discounting, levers and medians by month, prices vendor by vendor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from cockpit.boardpack.audit_grid import FACTOR, LIVE, WHOLE
from cockpit.boardpack.audit_inputs import Array, AuditInputs
from cockpit.boardpack.xlsx_book import HEAD, LINE, QUIET, TITLE, Book, Sheet
from scenarios.paths import base_by_month
from scenarios.plan import Path

TITLE_OF_SHEET = "Audit paths"
_ABOUT = (
    "One row for each factor that changes from month to month, one formula a row. Month 0 is the "
    "decision date. Growth compounds by the month: (1 + growth a year) ^ (month / 12). Cost and "
    "benefit lines multiply these rows, each to its own power. Months after the horizon are folded "
    "away; with a longer horizon they count."
)
_HEADER, _FIRST_MONTH = 3, 2


@dataclass(frozen=True)
class PathRows:
    """Where the factors stand: references for a month, and the row of discount factors."""

    name: str
    rows: dict[str, int]
    first_price: int
    last_price: int
    months: int

    def at(self, month: int) -> dict[str, str]:
        """Cells of every factor in a month; ``prices`` is the column of all vendors' prices."""
        column = xl_col_to_name(_FIRST_MONTH + month)
        cells = {key: f"'{self.name}'!{column}${row + 1}" for key, row in self.rows.items()}
        prices = f"'{self.name}'!{column}${self.first_price + 1}:{column}${self.last_price + 1}"
        return {**cells, "prices": prices}


def write_paths(book: Book, inputs: AuditInputs) -> PathRows:
    """Write the sheet."""
    sheet = book.sheet(TITLE_OF_SHEET)
    sheet.page.set_column(0, 0, 34)
    sheet.page.set_column(1, 1, 46)
    sheet.months(_FIRST_MONTH, inputs.horizon, inputs.months, 9)
    sheet.text(0, 0, TITLE_OF_SHEET, **TITLE)
    sheet.wide(1, 12, _ABOUT, 170, **QUIET)
    sheet.stamp(2, 12, 170)
    sheet.text(_HEADER, 0, "Factor", **HEAD)
    sheet.text(_HEADER, 1, "How it is worked out", **HEAD)
    for month in range(inputs.months + 1):
        sheet.number(_HEADER, _FIRST_MONTH + month, month, WHOLE, **HEAD)
    rows = {"month": _HEADER}
    row = _HEADER
    for key, title, about, formula, values in _factors(inputs):
        row += 1
        rows[key] = row
        _write(sheet, row, title, about, formula, values)
    first_price = row = row + 1
    _write(sheet, row, "Price: no vendor", "1", "=1", np.ones(inputs.months + 1))
    for vendor in inputs.vendors:
        row += 1
        place = vendor.number
        formula = (
            f"=IF({{month}}>=lever_price_change_month,"
            f"(1+lever_price_change)*(1+INDEX(vendor_change,{place})),1)"
            f"*((1+median_price_market)*(1+INDEX(vendor_trend,{place})))^({{month}}/12)"
            f"*IF(ISNUMBER(INDEX(vendor_event_month,{place})),"
            f"IF({{month}}>=INDEX(vendor_event_month,{place}),"
            f"INDEX(vendor_event_size,{place}),1),1)"
        )
        values = inputs.path(Path(prices=((vendor.name, 1.0),)))
        _write(sheet, row, f"Price: {vendor.name}", "levers × market and own trend × event",
               formula, values)  # fmt: skip
    sheet.page.freeze_panes(_HEADER + 1, _FIRST_MONTH)
    sheet.page.repeat_rows(_HEADER)
    sheet.page.repeat_columns(0, 0)
    sheet.over_pages(80 + 9 * (inputs.horizon + 1))
    discount = (
        f"'{sheet.name}'!{xl_rowcol_to_cell(rows['discount'], _FIRST_MONTH, True, True)}:"
        f"{xl_rowcol_to_cell(rows['discount'], _FIRST_MONTH + inputs.months, True, True)}"
    )
    book.book.define_name("path_discount", f"={discount}")
    return PathRows(sheet.name, rows, first_price, row, inputs.months)


def _factors(inputs: AuditInputs) -> list[tuple[str, str, str, str, Array]]:
    """Key, title, explanation, formula and the engine's values of each factor."""
    usage = inputs.path(Path(usage=1.0))
    growth = "(1+median_{0})^({{month}}/12)"
    return [
        (
            "discount",
            "Discount factor",
            "(1 + discount rate) ^ (−month / 12); 0 after the horizon",
            "=IF({month}<=horizon,(1+discount_rate)^(-{month}/12),0)",
            inputs.discount,
        ),
        (
            "use",
            "Use by one who has adopted it",
            "usage lever, geometric until its ramp is over, × growth",
            "=IF(lever_usage_ramp_months=0,lever_usage,"
            "lever_usage^MIN({month}/lever_usage_ramp_months,1))*" + growth.format("usage_growth"),
            usage / inputs.levers.adoption,
        ),
        ("usage", "Usage", "the row above × adoption", "={use}*lever_adoption", usage),
        (
            "seats",
            "Seats",
            "growth; the lever stands in the factor of each line",
            "=" + growth.format("seat_growth"),
            base_by_month(inputs.world, Path(seats=1.0), inputs.months),
        ),
        (
            "wages",
            "Wages",
            "lever × growth",
            "=lever_wages*" + growth.format("wage_growth"),
            inputs.path(Path(wages=1.0)),
        ),
        (
            "data",
            "Data volume",
            "lever × growth",
            "=lever_data_volume*" + growth.format("data_growth"),
            inputs.path(Path(data=1.0)),
        ),
    ]


def _write(sheet: Sheet, row: int, title: str, about: str, formula: str, values: Array) -> None:
    sheet.text(row, 0, title, **LINE)
    sheet.text(row, 1, about, **QUIET, **LINE)
    look = {**LIVE, "num_format": FACTOR}
    for month, value in enumerate(values):
        column = xl_col_to_name(_FIRST_MONTH + month)
        cells = {"month": f"{column}${_HEADER + 1}", "use": f"{column}{row}"}
        sheet.formula(row, _FIRST_MONTH + month, formula.format(**cells), float(value), **look)
