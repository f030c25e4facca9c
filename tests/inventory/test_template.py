"""The template: what it offers, and that a filled one is read back without loss."""

from __future__ import annotations

import datetime as dt
import io
from enum import Enum
from typing import Any

import openpyxl
import pytest

from cockpit.inventory.contract import SHEETS, ColumnType
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Inventory
from cockpit.inventory.schema import Column
from cockpit.inventory.template import README_TITLE, Formula, template_bytes, write_workbook
from cockpit.inventory.vocabulary import DistributionKind

#: Values for the columns whose example alone would contradict the rest of its row.
SPECIAL: dict[tuple[str, str], Any] = {
    ("costs", "initiative"): "AI-001",
    ("assumptions", "vendor"): None,
    ("assumptions", "distribution"): DistributionKind.QUANTILES,
    ("assumptions", "values"): None,
    ("assumptions", "p10"): 0.0,
    ("assumptions", "p50"): 0.2,
    ("assumptions", "p90"): 0.6,
}


def example(sheet: str, column: Column) -> Any:
    """A typed value for a column, as code would hold it."""
    if (sheet, column.field) in SPECIAL:
        return SPECIAL[sheet, column.field]
    if column.example == "":
        return None
    if column.type is ColumnType.CHOICE:
        return next(c.value for c in column.allowed if c.text == column.example)
    if column.type is ColumnType.DATE:
        return dt.date.fromisoformat(str(column.example))
    if column.type is ColumnType.BOOLEAN:
        return column.example == "yes"
    if isinstance(column.example, str) and column.example.endswith("%"):
        return float(column.example[:-1]) / 100
    return column.example


def filled() -> dict[str, list[dict[str, Any]]]:
    rows = {
        name: [{column.field: example(name, column) for column in sheet.columns}]
        for name, sheet in SHEETS.items()
        if name != "settings"
    }
    rows["settings"] = [{"setting": "Currency", "value": "EUR"},
                        {"setting": "Decision date", "value": dt.date(2026, 4, 1)}]  # fmt: skip
    return rows


def as_read(inventory: Inventory, sheet: str) -> dict[str, Any]:
    row = getattr(inventory, sheet)[0]
    return {name: getattr(row, name) for name in SHEETS[sheet].by_field}


def test_a_filled_template_is_read_back_without_loss() -> None:
    rows = filled()
    buffer = io.BytesIO()
    write_workbook(buffer, rows)
    reading = read_workbook(buffer.getvalue(), "filled.xlsx")
    assert reading.errors == ()
    assert reading.inventory is not None
    for sheet in rows:
        if sheet == "settings":
            continue
        for name, value in as_read(reading.inventory, sheet).items():
            stated = rows[sheet][0][name]
            if isinstance(stated, (int, float)) and not isinstance(stated, (bool, Enum)):
                assert value == pytest.approx(stated), (sheet, name)
            else:
                assert value == stated, (sheet, name)
    assert reading.inventory.settings.decision_date == dt.date(2026, 4, 1)


def test_the_empty_template_has_headers_help_and_no_data() -> None:
    made = openpyxl.load_workbook(io.BytesIO(template_bytes()))
    assert made.sheetnames == [README_TITLE, *(sheet.title for sheet in SHEETS.values())]
    for sheet in SHEETS.values():
        page = made[sheet.title]
        assert [cell.value for cell in page[1]] == [column.header for column in sheet.columns]
        assert page.freeze_panes is not None
        for cell, column in zip(page[1], sheet.columns, strict=True):
            assert cell.comment is not None
            assert column.help[:40] in cell.comment.text
        if sheet.name != "settings":
            assert page.max_row == 1
    stages = [
        rule.formula1
        for rule in made["Initiatives"].data_validations.dataValidation
        if "pilot" in str(rule.formula1)
    ]
    assert len(stages) == 1


def test_the_empty_template_says_that_it_is_empty() -> None:
    reading = read_workbook(template_bytes(), "template.xlsx")
    assert reading.inventory is None
    assert "no row" in reading.issues[0].problem


def test_the_same_rows_give_the_same_bytes() -> None:
    assert template_bytes() == template_bytes()
    first, second = io.BytesIO(), io.BytesIO()
    write_workbook(first, filled())
    write_workbook(second, filled())
    assert first.getvalue() == second.getvalue()


def test_text_that_looks_like_a_formula_or_a_link_stays_text() -> None:
    names = ["=1+1", "@SUM(A1)", "https://example.org", "+49 89", "1234"]
    buffer = io.BytesIO()
    write_workbook(buffer, {"initiatives": [{"name": name} for name in names]})
    page = openpyxl.load_workbook(io.BytesIO(buffer.getvalue()))["Initiatives"]
    column = next(cell.column for cell in page[1] if cell.value == "Name")
    cells = [page.cell(row, column) for row in range(2, 7)]
    assert [cell.data_type for cell in cells] == ["s"] * 5
    reading = read_workbook(buffer.getvalue(), "names.xlsx")
    assert reading.inventory is not None
    assert [row.name for row in reading.inventory.initiatives] == names


def test_a_formula_with_its_value_is_read_by_its_value() -> None:
    buffer = io.BytesIO()
    write_workbook(buffer, {"initiatives": [
        {"name": "Alpha", "annual_cost": Formula("=2*3", 6)},
        {"name": "Beta", "annual_cost": Formula("=Z1/0", "#DIV/0!")}]})  # fmt: skip
    reading = read_workbook(buffer.getvalue(), "formula.xlsx")
    assert reading.inventory is not None
    assert [row.annual_cost for row in reading.inventory.initiatives] == [6]
    assert reading.errors[0].value == "#DIV/0!"


def test_settings_may_be_one_mapping_with_rates() -> None:
    buffer = io.BytesIO()
    items = ("EP-1 Claims, motor", "DW Digital workplace")
    stated = {
        "currency": "EUR", "discount_rate": 0.07, "funded_items": items, "rate USD": 0.9,
        "threshold layer pass": 0.8,
    }  # fmt: skip
    write_workbook(buffer, {"initiatives": [{"name": "Alpha"}], "settings": stated})
    reading = read_workbook(buffer.getvalue(), "settings.xlsx")
    assert reading.inventory is not None
    assert reading.inventory.settings.discount_rate == pytest.approx(0.07)
    assert reading.inventory.rate("USD") == pytest.approx(0.9)
    assert reading.inventory.rate("CHF") is None
    assert reading.inventory.settings.funded_items == items
    assert reading.inventory.settings.thresholds["layer pass"].value == pytest.approx(0.8)


def test_an_unknown_field_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError, match="colour"):
        write_workbook(io.BytesIO(), {"initiatives": [{"name": "Alpha", "colour": "red"}]})
