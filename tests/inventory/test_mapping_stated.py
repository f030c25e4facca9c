"""Units that stand in a line above a table: proposed with the reason, never taken from amounts."""

from __future__ import annotations

from typing import Any

import pytest

from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import needs_confirmation, suggest
from cockpit.inventory.mapping.scales import stated_in
from cockpit.inventory.mapping.stated import stated_beside
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reader import read_workbook


@pytest.mark.parametrize(
    ("line", "currency", "factor"),
    [
        ("KI-Portfolio (alle Beträge in Tsd. EUR)", "EUR", 1e3),
        ("all amounts in k€", "EUR", 1e3),
        ("Angaben in T€", "EUR", 1e3),
        ("Values in TEUR", "EUR", 1e3),
        ("€ thousand", "EUR", 1e3),
        ("USD millions", "USD", 1e6),
        ("Figures in USD '000", "USD", 1e3),
        ("in £m", "GBP", 1e6),
        ("Beträge in Mio. EUR", "EUR", 1e6),
        ("Montants en milliers d'euros", "EUR", 1e3),
        ("Importes en miles de euros", "EUR", 1e3),
        ("Importi in migliaia di euro", "EUR", 1e3),
        ("bedragen x 1.000 euro", "EUR", 1e3),
        ("amounts in thousands", None, 1e3),
        ("$ in millions", None, 1e6),
        ("As of March; all amounts in EUR", "EUR", 1.0),
        ("Currency:  CHF", "CHF", 1.0),
    ],
)
def test_a_line_states_a_unit(line: str, currency: str | None, factor: float) -> None:
    found = stated_in(line)
    assert (found.currency, found.factor) == (currency, factor)


@pytest.mark.parametrize(
    "line",
    ["ALL USE CASES", "12 million euros were saved in 2024", "Budget of $10m approved",
     "Report of 1,000 models", "TOP 10 AI PROJECTS", "Nordstern Versicherung AG",
     "K 2025 fair", "in USD k or in EUR m", "Model inventory, as of 6/30/2025"],
)  # fmt: skip
def test_a_line_states_no_unit(line: str) -> None:
    found = stated_in(line)
    assert (found.currency, found.factor) == (None, 1.0)


def book(title: str, *heads: str) -> RawWorkbook:
    head: list[Any] = ["Titel", "Phase", *heads]
    body: list[list[Any]] = [[f"Vorhaben {n}", "Pilot", 50.0 + n, 80.0 + n] for n in range(4)]
    return RawWorkbook((RawSheet("Liste", [[title], [], head, *body]),), data_hash="x")


def test_the_title_is_proposed_for_amounts_with_its_reason() -> None:
    raw = book("KI-Portfolio (alle Beträge in Tsd. EUR)", "Kosten p.a.", "Nutzen p.a.")
    mapping = suggest(raw)
    cost = mapping.tables[0].column_of("annual_cost")
    assert cost is not None
    assert (cost.currency, cost.factor) == ("EUR", 1000.0)
    assert "Row 1 above the table says “KI-Portfolio (alle Beträge in Tsd. EUR)”" in cost.why
    name = mapping.tables[0].column_of("name")
    assert name is not None
    assert (name.currency, name.factor) == (None, 1.0)
    reading = read_workbook(raw, "liste.xlsx", None, Intake(mapping=mapping))
    assert reading.inventory is not None
    assert reading.inventory.currency == "EUR"
    assert [row.annual_cost for row in reading.inventory.initiatives][:2] == [50_000.0, 51_000.0]


def test_what_the_header_states_goes_before_the_title() -> None:
    mapping = suggest(book("all amounts in EUR thousand", "Kosten p.a. (Mio. USD)", "Nutzen p.a."))
    cost = mapping.tables[0].column_of("annual_cost")
    assert cost is not None
    assert (cost.currency, cost.factor) == ("USD", 1e6)


@pytest.mark.parametrize(("title", "asked"), [("all amounts in k€", True), ("AI in 2025", False)])
def test_a_scale_above_our_own_headers_is_asked_about(title: str, asked: bool) -> None:
    rows: list[list[Any]] = [[title], ["Name", "Annual cost"], ["Alpha", 5.0], ["Beta", 6.0]]
    sheet = RawSheet("Initiatives", rows)
    assert needs_confirmation(RawWorkbook((sheet,))) is asked


def test_the_name_of_the_tab_is_proposed() -> None:
    sheet = book("KI-Portfolio", "Kosten p.a.", "Nutzen p.a.").sheets[0]
    named = RawWorkbook((RawSheet("Budget_kEUR", sheet.rows),), data_hash="x")
    cost = suggest(named).tables[0].column_of("annual_cost")
    assert cost is not None
    assert (cost.currency, cost.factor) == ("EUR", 1000.0)
    assert "The name of the tab says “Budget_kEUR”" in cost.why


def test_a_note_below_the_table_is_proposed() -> None:
    sheet = book("Portfolio", "Kosten p.a.", "Nutzen p.a.").sheets[0]
    rows: list[list[Any]] = [*sheet.rows, ["Hinweis: alle Beträge in Tsd. EUR"]]
    cost = suggest(RawWorkbook((RawSheet("Liste", rows),))).tables[0].column_of("annual_cost")
    assert cost is not None
    assert (cost.currency, cost.factor) == ("EUR", 1000.0)
    assert f"Row {len(rows)} below the headings says" in cost.why


def test_scale_and_currency_may_stand_apart_and_the_nearest_counts() -> None:
    lines = [("Row 1", "all amounts in thousands"), ("Tab", "Cost EUR m"), ("Row 9", "in USD")]
    found = stated_beside(lines)
    assert (found.unit.factor, found.unit.currency) == (1e3, "EUR")
    assert [text.partition(" says")[0] for text in found.texts] == ["Row 1", "Tab"]
    assert stated_beside([("Tab", "Kosten 2025"), ("Row 3", "Draft")]).texts == ()


def test_a_scale_in_a_note_below_our_own_headers_is_asked_about() -> None:
    rows: list[list[Any]] = [["Name", "Annual cost"], ["Alpha", 5.0], ["Note: amounts in k€"]]
    assert needs_confirmation(RawWorkbook((RawSheet("Initiatives", rows),)))
