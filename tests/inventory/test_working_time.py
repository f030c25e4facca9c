"""Which units are working time, in how many hours, and which do not tell."""

from __future__ import annotations

import pytest

from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.vocabulary import Beneficiary
from cockpit.inventory.working_time import Time, hours_per_unit, time_of, unclear_field
from scenarios.portfolio import Destination
from tests.inventory.books import AS_OF, at, benefits, read


@pytest.mark.parametrize(
    ("unit", "hours"),
    [
        ("hours", 1), ("Hours", 1), ("h", 1), ("working hours", 1), ("person-hours", 1),
        ("hours a month", 1), ("Hours/month", 1), ("hrs per case", 1), ("Stunden", 1),
        ("minutes", 1 / 60), ("min", 1 / 60), ("minutes a case", 1 / 60), ("seconds", 1 / 3600),
    ],
)  # fmt: skip
def test_units_in_hours(unit: str, hours: float) -> None:
    assert hours_per_unit(unit) == pytest.approx(hours)
    assert time_of(unit, beneficiary=Beneficiary.COLLECTIVE) is Time.YES
    # Hours are those of staff where nobody says otherwise; minutes may be a client's.
    assert time_of(unit) is (Time.YES if hours == 1 else Time.UNCLEAR)
    # What clients save is no working time of one's own.
    assert time_of(unit, beneficiary=Beneficiary.CLIENT) is Time.NO


@pytest.mark.parametrize(
    "unit",
    ["FTE", "FTEs", "person days", "days of work", "hours a week", "hours per year", "days",
     "weeks", "review minutes"],
)  # fmt: skip
def test_units_that_may_be_working_time(unit: str) -> None:
    assert hours_per_unit(unit) is None
    assert time_of(unit) is Time.UNCLEAR


@pytest.mark.parametrize(
    "unit", ["EUR", "EUR per hour", "%", "questions a month", "requests a day", "points", "share"]
)
def test_units_that_are_no_time(unit: str) -> None:
    assert time_of(unit) is Time.NO


def test_days_that_became_reduced_spend_were_bought() -> None:
    assert time_of("days a month", Destination.REDUCED_SPEND) is Time.NO
    assert time_of("days a month", Destination.MORE_VOLUME) is Time.UNCLEAR
    assert time_of("person days", Destination.REDUCED_SPEND) is Time.UNCLEAR


@pytest.mark.parametrize("unit", [None, "", " "])
def test_no_unit_tells_nothing(unit: str | None) -> None:
    assert time_of(unit) is Time.BLANK


def test_minutes_count_in_hours_and_are_worth_the_same() -> None:
    """30 of 1,000 cases' minutes at 0.80 are half an hour at 48: 24,000 a month."""
    head = ["Baseline", "Current", "Better", "Unit", "Beneficiary"]
    reading = read(benefits(
        ["A", "m", 1_000, 0.8, 40, 10, "lower", "minutes", "collective"],
        ["A", "h", 1_000, 48, 1.5, 1, "lower", "hours", None], extra=head))  # fmt: skip
    assert reading.issues == ()
    minutes, hours = portfolio_of(reading, AS_OF).benefits
    assert minutes.freed_time is hours.freed_time is True
    assert (minutes.change, minutes.value_per_unit) == pytest.approx((0.5, 48))
    assert minutes.monthly_value == pytest.approx(24_000) == hours.monthly_value


@pytest.mark.parametrize("unit", [None, "FTE"])
def test_a_unit_that_does_not_tell_is_remarked_upon_and_known_as_neither(unit: str | None) -> None:
    reading = read(benefits(["A", "b", 10, 5, unit], extra=["Unit"]))
    found = at(reading.warnings, "Benefits", 2, "Unit")
    assert len(found) == 1
    assert "counts as cashable" in found[0].problem
    assert [line.freed_time for line in portfolio_of(reading, AS_OF).benefits] == [None]


def test_minutes_of_nobody_in_particular_ask_whose_they_are() -> None:
    reading = read(benefits(["A", "b", 10, 5, "minutes", None], extra=["Unit", "Beneficiary"]))
    assert len(at(reading.warnings, "Benefits", 2, "Beneficiary")) == len(reading.issues) == 1
    assert reading.inventory is not None
    assert [unclear_field(row) for row in reading.inventory.benefits] == ["beneficiary"]
    assert [line.freed_time for line in portfolio_of(reading, AS_OF).benefits] == [None]


def test_a_benefit_that_is_in_no_sum_needs_no_unit() -> None:
    extra = ["Direct or indirect"]
    reading = read(benefits(["A", "b", 10, 5, "indirect"], extra=extra))
    assert reading.issues == ()
