"""One value for all rows that a person states: read, shown, exported with the mapping, checked."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import from_json, preview, suggest
from cockpit.inventory.mapping.constants import offered
from cockpit.inventory.mapping.edits import (
    ColumnChoice,
    lacking,
    with_columns,
    with_constants,
    with_sheet,
)
from cockpit.inventory.mapping.model import Mapping
from cockpit.inventory.mapping.tables import find_tables
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.writer import inventory_workbook
from scenarios.portfolio import CostLayer, Timing

LIST: list[list[Any]] = [["Use Case Name", "Bureau"], ["Alpha", "Sales"], ["Beta", "Service"]]
SPEND: list[list[Any]] = [
    ["Project", "What we pay for", "Spend"],
    ["Alpha", "API tokens", 1200.0],
    ["Beta", "Seats", 800.0],
]
BOOK = RawWorkbook((RawSheet("Initiatives", LIST), RawSheet("Payments", SPEND)), data_hash="x")
STATED = {"layer": "C2 Model access & hosting", "timing": "monthly"}


def mapping(**constants: str) -> Mapping:
    """The second table as Costs, its three columns chosen, and these values for all rows."""
    found = find_tables(BOOK)[1]
    made = with_sheet(suggest(BOOK), 1, found, BOOK.sheets[1], "costs")
    fields = ("initiative", "item", "amount")
    choices = {place: ColumnChoice(field) for place, field in enumerate(fields)}
    return with_constants(with_columns(made, 1, choices, BOOK.sheets[1]), 1, constants)


def test_nothing_is_assumed_and_what_is_lacking_is_said() -> None:
    made = mapping()
    assert made.tables[1].constants == {}
    assert [column.field for column in offered(made.tables[1])] == ["layer", "timing", "currency"]
    assert lacking(made) == [
        "On Payments: choose the column that becomes Layer, or one value for all rows.",
        "On Payments: choose the column that becomes Timing, or one value for all rows.",
    ]


def test_all_rows_take_the_value_and_it_travels_with_the_mapping() -> None:
    made = from_json(mapping(**STATED, currency="EUR").to_json())
    assert lacking(made) == []
    reading = read_workbook(BOOK, "list.xlsx", None, Intake(mapping=made))
    assert reading.inventory is not None
    costs = reading.inventory.costs
    assert [(row.layer, row.timing, row.amount, row.currency) for row in costs] == [
        (CostLayer.C2, Timing.MONTHLY, 1200.0, "EUR"),
        (CostLayer.C2, Timing.MONTHLY, 800.0, "EUR"),
    ]
    assert {"layer", "timing"} <= set(reading.inventory.columns["costs"])
    assert any("all rows share" in note and "Timing monthly" in note for note in reading.notes)
    without = read_workbook(BOOK, "list.xlsx", None, Intake(mapping=mapping()))
    assert without.inventory is not None
    assert not without.inventory.costs, "without a layer no row is a cost"
    assert reading.data_hash != without.data_hash


def test_the_preview_shows_it_for_every_row() -> None:
    shown = preview(BOOK, mapping(**STATED))[1]
    layer = next(column for column in shown.columns if column.field == "layer")
    assert (layer.theirs, layer.read, layer.blank) == ("(all rows)", 2, 0)
    assert shown.rejected == 0
    assert {texts[shown.columns.index(layer)] for _, texts in shown.rows} == {
        "C2 Model access & hosting"
    }


def test_the_exported_inventory_holds_it_in_each_row() -> None:
    reading = read_workbook(BOOK, "list.xlsx", None, Intake(mapping=mapping(**STATED)))
    sheet = openpyxl.load_workbook(io.BytesIO(inventory_workbook(reading)))["Costs"]
    rows = list(sheet.iter_rows(values_only=True))
    place = rows[0].index("Layer")
    assert [row[place] for row in rows[1:]] == ["C2 Model access & hosting"] * 2


@pytest.mark.parametrize(
    ("constants", "said"),
    [
        ({**STATED, "layer": "C9"}, "Layer for all rows is 'C9'"),
        ({**STATED, "amount": "5"}, "Amount cannot be one value"),
        ({**STATED, "item": "Tokens"}, "a column and one value for all rows become Item"),
        ({**STATED, "nothing": "5"}, "nothing cannot be one value"),
        ({**STATED, "timing": "n/a"}, "Timing for all rows is blank"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_in_words(
    constants: dict[str, str], said: str
) -> None:
    made = mapping(**constants)
    assert any(said in sentence for sentence in lacking(made))
    assert preview(BOOK, made) == ()
    reading = read_workbook(BOOK, "list.xlsx", None, Intake(mapping=made))
    assert reading.inventory is None
    assert said in reading.issues[0].problem


def test_the_names_of_initiatives_are_never_one_value() -> None:
    assert [column.field for column in offered(suggest(BOOK).tables[0])] == ["currency"]
