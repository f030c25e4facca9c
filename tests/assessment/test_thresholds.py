"""Thresholds: dated data that a workbook or the screen may replace, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from cockpit.assessment.thresholds import DEFAULT, SCREEN, defaults, thresholds_of
from cockpit.inventory.reading import Inventory
from tests.inventory import books


def stated(*rows: tuple[str, object]) -> Inventory:
    """One initiative and these settings."""
    settings = [["Setting", "Value", "Date", "Source"], ["Currency", "EUR", None, None]]
    settings += [[name, value, "2026-03-01", "Board paper 7"] for name, value in rows]
    reading = books.read({"Initiatives": [["Name"], ["Alpha"]], "Settings": settings})
    assert reading.inventory is not None
    return reading.inventory


def test_each_default_is_dated_sourced_and_within_its_range() -> None:
    keys = [each.key for each in defaults()]
    assert len(set(keys)) == len(keys)
    for each in defaults():
        assert each.low <= each.value <= each.high
        assert each.date is not None
        assert each.source
        assert each.origin == DEFAULT
        assert each.kind in {"share", "number", "people"}


def test_a_workbook_replaces_a_default_with_its_date_and_source() -> None:
    found = thresholds_of(stated(("threshold maturity_pass_share", 0.7)))
    each = found.by_key["maturity_pass_share"]
    assert found["maturity_pass_share"] == 0.7
    assert (each.date, each.source) == (dt.date(2026, 3, 1), "Board paper 7")
    assert each.origin == "Settings!3"
    assert found.notes == ()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("threshold maturity_pass_share", 0.2, "between"), ("threshold no such", 1, "no threshold")],
)
def test_what_cannot_be_used_is_said_and_changes_nothing(
    name: str, value: float, said: str
) -> None:
    found = thresholds_of(stated((name, value)))
    assert found.by_key == thresholds_of().by_key
    assert len(found.notes) == 1
    assert said in found.notes[0]
    assert "Settings!3" in found.notes[0]


def test_the_screen_wins_over_the_workbook_within_the_range_only() -> None:
    inventory = stated(("threshold maturity_pass_share", 0.7))
    chosen = thresholds_of(inventory, {"maturity_pass_share": 0.9})
    assert chosen["maturity_pass_share"] == 0.9
    assert chosen.by_key["maturity_pass_share"].origin == SCREEN
    outside = thresholds_of(inventory, {"maturity_pass_share": 0.1, "no such": 1.0})
    assert outside.by_key == thresholds_of(inventory).by_key
