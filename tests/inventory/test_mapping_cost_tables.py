"""A table of costs of others beside an inventory: suggested as Costs where its rows say so."""

from __future__ import annotations

from typing import Any

import pytest

from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import suggest
from cockpit.inventory.mapping.edits import lacking, with_constants
from cockpit.inventory.mapping.model import TableMapping
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reader import read_workbook

NAMES = ("Grid load forecast", "Wildfire detection", "Request tagging", "Letter drafts")
LIST: list[list[Any]] = [
    ["Use case ID", "Use case", "Department", "Status"],
    *([f"AI-{turn}", name, "Grid", "Pilot"] for turn, name in enumerate(NAMES)),
]


def book(rows: list[list[Any]], **about: Any) -> RawWorkbook:
    spend = RawSheet("Spend", rows, **about)
    return RawWorkbook((RawSheet("Inventory", LIST), spend), data_hash="x")


def second(rows: list[list[Any]], **about: Any) -> TableMapping:
    first, other = suggest(book(rows, **about)).tables
    assert first.sheet == "initiatives"
    return other


def fields(table: TableMapping) -> dict[str, str]:
    return {column.field: column.header for column in table.columns if column.field}


def test_names_and_one_column_of_amounts() -> None:
    rows = [["Vorhaben", "Laufende Kosten (T€)", "Kommentar"]]
    table = second([*rows, *([name, 12.0, ""] for name in NAMES)])
    assert table.sheet == "costs"
    assert fields(table) == {"initiative": "Vorhaben", "amount": "Laufende Kosten (T€)"}
    amount = table.column_of("amount")
    assert amount is not None
    assert (amount.currency, amount.factor) == ("EUR", 1e3)


def test_numbers_under_any_header_and_several_rows_for_each() -> None:
    rows: list[list[Any]] = [["WBS element", "Kostenart", "Betrag (CHF)"]]
    rows += [[f"AI-{turn}", kind, 10.0 + turn] for turn in range(4) for kind in ("Cloud", "Staff")]
    assert fields(second(rows)) == {
        "initiative": "WBS element",
        "item": "Kostenart",
        "amount": "Betrag (CHF)",
    }


def test_of_several_amounts_their_total_is_read_and_none_where_there_is_no_total() -> None:
    parts = [["ID", "Build (£k)", "Run (£k)"], *([f"AI-{turn}", 12.0, 3.0] for turn in range(4))]
    whole = [[*parts[0], "Total (£k)"], *([*row, 15.0] for row in parts[1:])]
    assert fields(second(whole)) == {"initiative": "ID", "amount": "Total (£k)"}
    assert second(parts).sheet == "costs"
    assert fields(second(parts)) == {"initiative": "ID"}
    assert "On Spend: choose the column that becomes Amount." in lacking(suggest(book(parts)))


@pytest.mark.parametrize(
    "rows",
    [
        [["Project", "Cost"], *([f"Other {name}", 12.0] for name in NAMES)],
        [["Project", "Days"], *([name, 12.0] for name in NAMES)],
        [["Project", "Cost"], [NAMES[0], 12.0], ["Something else", 7.0], ["And more", 8.0]],
        [["Project", "Cost"], *([name, "not known"] for name in NAMES)],
    ],
)
def test_other_tables_are_not_taken_for_costs(rows: list[list[Any]]) -> None:
    assert second(rows).sheet == ""


def test_a_hidden_sheet_is_not_taken_for_costs() -> None:
    rows = [["Project", "Cost"], *([name, 12.0] for name in NAMES)]
    assert second(rows).sheet == "costs"
    assert second(rows, hidden=True).sheet == ""


def test_alone_it_stays_a_list_of_initiatives() -> None:
    rows = [["Project", "Annual cost (EUR)"], *([name, 12.0] for name in NAMES)]
    table = suggest(RawWorkbook((RawSheet("Spend", rows),))).tables[0]
    assert table.sheet == "initiatives"
    assert fields(table) == {"name": "Project", "annual_cost": "Annual cost (EUR)"}


def test_what_it_lacks_is_asked_for_and_then_it_is_read() -> None:
    raw = book([["Project", "Cost (EUR)"], *([name, 12.0] for name in NAMES)])
    made = suggest(raw)
    assert [text.split("becomes ")[1].split(",")[0] for text in lacking(made)] == [
        "Layer",
        "Item",
        "Timing",
    ]
    stated = {"layer": "C2 Model access & hosting", "item": "All", "timing": "annual"}
    reading = read_workbook(raw, "a.xlsx", None, Intake(mapping=with_constants(made, 1, stated)))
    assert reading.inventory is not None
    assert [row.amount for row in reading.inventory.costs] == [12.0] * 4


def test_amounts_of_licences_are_no_seats() -> None:
    rows = [["Initiative", "Licences (USD)"], *([name, 12.0] for name in NAMES)]
    table = suggest(RawWorkbook((RawSheet("Spend", rows),))).tables[0]
    assert "seats_licensed" not in fields(table)
