"""Dates and charge periods: months, days that spread, and the order of day and month."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.actuals.periods import (
    Open,
    Placed,
    ShortDate,
    find_order,
    period_of,
    read_moment,
    settle,
    spread,
)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2023-01-01T00:00:00Z", dt.datetime(2023, 1, 1)),
        ("2023-01-31T23:59:59.999Z", dt.datetime(2023, 1, 31, 23, 59, 59)),
        ("2025-04-01T00:00:00+02:00", dt.datetime(2025, 3, 31, 22)),
        ("2025-04-01 00:00:00 UTC", dt.datetime(2025, 4, 1)),
        ("2025-04-01", dt.datetime(2025, 4, 1)),
        ("202504", dt.datetime(2025, 4, 1)),
        ("2023-02-01T30:00:00Z", None),
        ("2023-02-30", None),
        ("0001-01-01", None),
        ("soon", None),
        ("13:00", None),
    ],
)
def test_moments(text: str, moment: dt.datetime | None) -> None:
    assert read_moment(text) == moment


def short(text: str) -> ShortDate:
    found = read_moment(text)
    assert isinstance(found, ShortDate)
    return found


def test_a_part_above_twelve_decides_the_order() -> None:
    assert find_order([short("4/1/25"), short("4/13/25")], [], None).order == "month first"
    assert find_order([short("4/1/25"), short("13/4/25")], [], None).order == "day first"


def test_contradicting_dates_leave_the_order_open() -> None:
    found = find_order([short("13/4/25"), short("4/13/25")], [], None)
    assert found.order is None
    assert "2026-04-30" in found.sentence


def test_billing_periods_that_begin_months_decide() -> None:
    found = find_order([short("4/2/25")], [short("4/1/25"), short("5/1/25")], None)
    assert found.order == "month first"
    assert "month first" in found.sentence
    assert find_order([], [short("1/4/25"), short("1/5/25")], None).order == "day first"


def test_else_the_person_is_asked_and_their_answer_holds() -> None:
    dates = [short("4/1/25"), short("1/4/25")]
    assert find_order(dates, [], None).order is None
    assert "choose the order" in find_order(dates, [], None).sentence
    assert find_order(dates, [], "day first").order == "day first"
    assert find_order([], [], None).sentence == ""


def test_dates_that_may_begin_with_the_year_are_asked_about() -> None:
    ymd = [short("25/04/01"), short("25/05/01")]
    found = find_order(ymd, [], None)
    assert found.order is None
    assert "25/04/01 may begin with the year" in found.sentence
    assert find_order([*ymd, short("03/04/25")], [], None).order == "day first"
    assert find_order([short("25/04/2025")], [], None).order == "day first"


def test_a_year_of_two_digits_lies_near() -> None:
    assert short("25/04/01").read("day first") is None
    assert short("25/04/24").read("day first") == dt.datetime(2024, 4, 25)
    assert short("25/04/2001").read("day first") == dt.datetime(2001, 4, 25)


def test_periods() -> None:
    def at(*parts: int) -> dt.datetime:
        return dt.datetime(*parts)  # type: ignore[arg-type]

    assert period_of(at(2025, 4, 1), at(2025, 5, 1)) == "2025-04"
    assert period_of(at(2025, 4, 30, 23), at(2025, 5, 1)) == "2025-04"
    assert period_of(at(2025, 4, 30), at(2025, 5, 2)) == "2025-04-30T00:00:00/2025-05-02T00:00:00"
    assert period_of(at(2025, 4, 1), None) == "2025-04"
    assert period_of(at(2025, 4, 1), at(2025, 4, 1)) == "2025-04"
    assert period_of(at(2025, 10, 1), at(2025, 4, 1)) is None
    assert period_of(at(1995, 1, 1), at(2095, 1, 1)) is None


def test_an_unusable_period_falls_in_its_billing_month_or_nowhere() -> None:
    backwards = Open("2025-10-01", "2025-04-01", "2025-09-01")
    assert settle(backwards, None, final=True) == Placed("2025-09", "2025-09", True)
    assert settle(backwards._replace(billing=None), None, final=True).period is None
    wrong_end = Open("2023-02-01T20:00:00Z", "2023-02-01T30:00:00Z", "2023-01-01")
    assert settle(wrong_end, None, final=True) == Placed("2023-01", "2023-01", True)


def test_open_dates_wait_for_the_order() -> None:
    dates = Open("4/1/25", "5/1/25", "4/1/25")
    assert settle(dates, None, final=False) == dates
    assert settle(dates, "month first", final=True)[:3] == ("2025-04", "2025-04", False)
    assert settle(dates, "day first", final=True)[:2] == ("2025-01", "2025-01")


def test_a_year_is_spread_by_days() -> None:
    parts = spread(365, "2025-04-01T00:00:00/2026-04-01T00:00:00")
    assert [amount for _, amount in parts] == [30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31]
    assert parts[0][0] == "2025-04"
    assert parts[-1][0] == "2026-03"


moments = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)


@given(st.integers(-(10**24), 10**24), moments, moments)
def test_parts_sum_to_the_whole_and_bear_its_sign(
    amount: int, one: dt.datetime, other: dt.datetime
) -> None:
    period = period_of(min(one, other), max(one, other))
    assert period is not None
    parts = spread(amount, period)
    assert sum(part for _, part in parts) == amount
    assert all(part * amount >= 0 or abs(part) <= len(parts) for _, part in parts)
    months = [month for month, _ in parts]
    assert months == sorted(set(months))
