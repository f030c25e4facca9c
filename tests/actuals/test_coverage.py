"""Which months an export covers: told from the days of its charges, by hand."""

from __future__ import annotations

import calendar
from typing import Any

import pytest

from cockpit.actuals.actual_costs import actual_costs
from cockpit.actuals.choices import Choices
from cockpit.actuals.files import costs_sheet, months_to_average
from cockpit.actuals.lines import ActualCosts
from cockpit.actuals_command import summary
from tests.actuals.exports import SETTING, csv_of, extract, row

TAGS = '{"i": "AI-1"}'


def day(month: str, number: int, **more: Any) -> dict[str, Any]:
    """A charge of one day, which ends with the next."""
    last = calendar.monthrange(int(month[:4]), int(month[5:]))[1]
    following = f"{month[:5]}{int(month[5:]) + 1:02d}-01"
    end = following if number == last else f"{month}-{number + 1:02d}"
    return charge(f"{month}-{number:02d}", end, ProviderName="Acme", **more)


def daily(month: str, first: int = 1, last: int = 31, **more: Any) -> list[dict[str, Any]]:
    last = min(last, calendar.monthrange(int(month[:4]), int(month[5:]))[1])
    return [day(month, number, **more) for number in range(first, last + 1)]


def charge(start: str, end: str, **more: Any) -> dict[str, Any]:
    return row(
        BillingPeriodStart=f"{start[:7]}-01", ChargePeriodStart=start, ChargePeriodEnd=end,
        ServiceCategory="Compute", Tags=TAGS, **more,
    )  # fmt: skip


SEATS = [charge(f"2026-0{m}-01", f"2026-0{m + 1}-01", ProviderName="Seats") for m in (1, 2, 3)]


def booked(rows: list[dict[str, Any]], **choices: Any) -> ActualCosts:
    return actual_costs([extract(csv_of(rows))], Choices(tag_key="i", **choices), SETTING)


def months(actual: ActualCosts, provider: str | None = "Acme") -> list[str]:
    return sorted(
        month
        for (_, _, name), covered in actual.covered.items()
        if name == provider
        for month in covered
    )


@pytest.mark.parametrize(
    ("rows", "acme", "whole", "partial"),
    [
        # One subscription for all of March does not make ten days of usage a month.
        ([*daily("2026-01"), *daily("2026-02"), *daily("2026-03", 1, 10), *SEATS],
         ["2026-01", "2026-02"], "2026-02", "2026-03"),
        # A month without any charge is no month at zero.
        ([*daily("2026-01"), *daily("2026-03"), *SEATS],
         ["2026-01", "2026-03"], "2026-03", ""),
        # An export that ends early ends for its own provider.
        ([*daily("2026-01"), *SEATS], ["2026-01"], "2026-03", ""),
        # A first month that begins on the 20th is no month.
        ([*daily("2026-01", 20), *daily("2026-02"), *daily("2026-03"), *SEATS],
         ["2026-02", "2026-03"], "2026-03", ""),
        # Three weeks without a charge, between months with one every day.
        ([*daily("2026-01"), *daily("2026-02", 1, 7), *daily("2026-03"), *SEATS],
         ["2026-01", "2026-03"], "2026-03", ""),
        # Few charges in a month between are no gap where no month has many.
        ([day("2026-01", 1), day("2026-02", 9), day("2026-03", 31), *SEATS],
         ["2026-01", "2026-02", "2026-03"], "2026-03", ""),
    ],
)  # fmt: skip
def test_a_month_is_judged_by_the_days_of_usage(
    rows: list[dict[str, Any]], acme: list[str], whole: str, partial: str
) -> None:
    actual = booked(rows)
    assert months(actual) == acme
    assert (actual.last_whole_month, actual.partial) == (whole, partial)
    missing = {"2026-01", "2026-02", "2026-03"} - set(acme)
    assert all(any(month in note for note in actual.notes) for month in missing)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ([f"2026-01-{n:02d}" for n in range(1, 32)], [""] * 31),
        ([f"2026-01-{n:02d}" for n in range(1, 32)], [f"2026-01-{n:02d}" for n in range(1, 32)]),
        (["2026-01-01"], ["2026-01-31"]),
        (["2026-01-01T00:00:00Z"], ["2026-01-31T23:59:59Z"]),
        (["2026-01-01"], [""]),
        (["2026-01-01"], ["2026-02-01"]),
    ],
    ids=["no end", "end is the day", "last day", "last second", "dated by month", "next month"],
)
def test_every_way_to_state_a_whole_month(starts: list[str], ends: list[str]) -> None:
    rows = [charge(a, b, ProviderName="Acme") for a, b in zip(starts, ends, strict=True)]
    actual = booked(rows)
    assert (actual.first_month, actual.last_whole_month, actual.partial) == (
        "2026-01", "2026-01", "",
    )  # fmt: skip
    assert months(actual) == ["2026-01"]


def test_the_thirtieth_is_not_the_end_where_others_end_with_the_month() -> None:
    actual = booked([*SEATS[:1], charge("2026-02-01", "2026-02-28", ProviderName="Seats")])
    assert (actual.last_whole_month, actual.partial) == ("2026-01", "2026-02")


def test_an_account_that_falls_silent_is_not_at_zero() -> None:
    both = [*daily("2026-01", SubAccountId="a"), *daily("2026-01", SubAccountId="b"),
            *daily("2026-02", SubAccountId="a")]  # fmt: skip
    assert months(booked(both)) == ["2026-01"]


def test_invoiced_months_are_billing_months() -> None:
    """Billed a month later: the invoices of February and March are whole, January has none."""
    rows = [
        {**each, "BillingPeriodStart": f"2026-0{m + 1}-01"}
        for m in (1, 2)
        for each in daily(f"2026-0{m}")
    ]
    actual = booked(rows, basis="billed")
    assert (actual.first_month, actual.last_whole_month, actual.partial) == (
        "2026-02", "2026-03", "",
    )  # fmt: skip
    assert months(actual) == ["2026-02", "2026-03"]


def test_an_invoice_for_a_year_is_no_run_rate() -> None:
    rows = [
        charge("2026-01-01", "2027-01-01", BilledCost="12000", ChargeCategory="Purchase",
               ProviderName="Acme"),
        charge("2026-01-01", "2026-02-01", BilledCost="100", ProviderName="Acme"),
    ]  # fmt: skip
    actual = booked(rows, basis="billed")
    (columns, sheet), said = costs_sheet(actual, months_to_average(actual))
    assert [each[columns.index("Amount")] for each in sheet] == [100.0]
    assert said[0].startswith("12,000.00 USD was invoiced for more than a month")


def test_a_run_rate_rests_on_the_months_of_its_provider() -> None:
    """Acme: 31 in January only; Seats: 1 in each of three months."""
    actual = booked([*daily("2026-01"), *SEATS])
    (columns, sheet), _ = costs_sheet(actual, ("2026-01", "2026-02", "2026-03"))
    amounts = {each[columns.index("Vendor")]: each[columns.index("Amount")] for each in sheet}
    assert amounts == {"Acme": 31.0, "Seats": 1.0}


def test_the_headline_leaves_out_what_was_paid_for_other_months() -> None:
    rows = [*SEATS, charge("2025-12-01", "2026-05-01", EffectiveCost="151", ProviderName="Acme")]
    actual = booked(rows)
    whole = 10**18
    assert actual.booked_before == 31 * whole
    assert actual.booked_ahead == 30 * whole
    assert actual.in_span == (31 + 28 + 31 + 3) * whole


@pytest.mark.parametrize(("effective", "said"), [("0", True), ("5", False)])
def test_an_export_of_purchases_alone_says_where_its_money_is(effective: str, said: bool) -> None:
    rows = [row(Tags=TAGS, BilledCost="53000", EffectiveCost=effective)]
    export = extract(csv_of(rows))
    actual = actual_costs([export], Choices(tag_key="i"), SETTING)
    lines = summary((export,), actual)
    assert any("--basis billed" in line for line in lines) is said
