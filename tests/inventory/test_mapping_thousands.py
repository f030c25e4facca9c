"""Columns of amounts whose form alone tells thousands from decimals, and those that tell not."""

from __future__ import annotations

import datetime as dt

import pytest

from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import suggest
from cockpit.inventory.mapping.model import ColumnMapping
from cockpit.inventory.mapping.thousands import separator
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.vocabulary import NumberLocale

DOLLARS = [f"${12 + turn},{turn * 100:03}" for turn in range(10)]


def book(header: str, amounts: list[str]) -> RawWorkbook:
    rows = [[f"Case {turn}", text] for turn, text in enumerate(amounts)]
    return RawWorkbook((RawSheet("list", [["Use case", header], *rows]),), data_hash="x")


def column(header: str, amounts: list[str]) -> ColumnMapping:
    found = suggest(book(header, amounts)).tables[0].column_of("annual_cost")
    assert found is not None
    return found


def test_amounts_with_three_digits_everywhere_are_read_as_thousands() -> None:
    found = column("Annual cost (AUD)", DOLLARS)
    assert found.number_locale is NumberLocale.POINT
    assert "Every amount with a comma has three digits after it: read as thousands" in found.why
    raw = book("Annual cost (AUD)", DOLLARS)
    reading = read_workbook(raw, "list.csv", dt.date(2026, 4, 1), Intake(mapping=suggest(raw)))
    assert reading.inventory is not None
    costs = [row.annual_cost for row in reading.inventory.initiatives]
    assert costs == [12_000, 13_100, 14_200, 15_300, 16_400, 17_500, 18_600, 19_700, 20_800, 21_900]


def test_points_are_read_in_the_same_way() -> None:
    amounts = [text.replace(",", ".").replace("$", "€ ") for text in DOLLARS]
    found = column("Kosten pro Jahr", amounts)
    assert found.number_locale is NumberLocale.COMMA
    assert "a point" in found.why


@pytest.mark.parametrize(
    ("header", "amounts"),
    [
        ("Annual cost", DOLLARS[:7]),
        ("Annual cost", [DOLLARS[0]] * 40),
        ("Annual cost (kEUR)", DOLLARS),
        ("Annual cost", [*DOLLARS, "1200"]),
        ("Annual cost", [*DOLLARS, "$1,200 k"]),
        ("Annual cost", [*DOLLARS, "$12.000"]),
    ],
    ids=["too few", "always the same", "in thousands", "no sign", "a unit", "both signs"],
)
def test_nothing_is_said_where_another_reading_is_possible(header: str, amounts: list[str]) -> None:
    assert column(header, amounts).number_locale is None


def test_prices_of_a_unit_stay_ambiguous() -> None:
    rows = [["Case", f"Calls {turn}", "10", text] for turn, text in enumerate(DOLLARS)]
    head = ["Initiative", "Benefit name", "Volume per month", "Value per unit"]
    table = suggest(RawWorkbook((RawSheet("Benefits", [head, *rows]),))).tables[0]
    found = table.column_of("value_per_unit")
    assert found is not None
    assert found.number_locale is None


def test_small_amounts_and_currencies_beside_change_nothing() -> None:
    amounts = [f"{text.strip('$')} kr" for text in DOLLARS]
    assert separator([*amounts, "0", "950 kr", "n/a", None, 3.5]) == ","
    assert separator(["0", "1", "2", "3", "4", "5", "6", "7", "8"]) == ""
