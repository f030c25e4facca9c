"""Months of providers that bill in their own time zone, against the zone's own calendar."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from cockpit.actuals.actual_costs import actual_costs
from cockpit.actuals.amounts import decimal_of
from cockpit.actuals.charges import Basis
from cockpit.actuals.choices import Choices
from tests.actuals.exports import SETTING, csv_of, extract, row

UTC = dt.UTC
ZONES = ("Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Australia/Sydney", "UTC")


def utc(moment: dt.datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def month_start(moment: dt.datetime) -> dt.datetime:
    return moment.replace(day=1, hour=0)


def following(month: dt.datetime) -> dt.datetime:
    return month_start(month.replace(day=1) + dt.timedelta(days=32))


def by_month(rows: list[dict[str, str]], basis: Basis) -> dict[str, Decimal]:
    actual = actual_costs([extract(csv_of(rows))], Choices(basis=basis), SETTING)
    found: Counter[str] = Counter()
    for line in actual.lines:
        found[line.key.month] += line.amount
    assert (actual.first_month, actual.last_whole_month, actual.partial) == (
        "2026-01", "2026-12", "",
    )  # fmt: skip
    return {month: decimal_of(amount) for month, amount in found.items()}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("basis", ["effective", "billed"])
def test_days_and_months_fall_where_the_zones_calendar_has_them(zone: str, basis: Basis) -> None:
    """Every local day of 2026 costs 1, every local month 100 more."""
    day = dt.datetime(2026, 1, 1, tzinfo=ZoneInfo(zone))
    rows, wanted = [], Counter[str]()
    while day.year == 2026:
        end = (day + dt.timedelta(days=1)).replace(hour=0)  # wall-clock arithmetic
        period = {"BillingPeriodStart": utc(month_start(day)), "ChargePeriodStart": utc(day)}
        rows.append(row(**period, ChargePeriodEnd=utc(end)))
        wanted[f"{day:%Y-%m}"] += 1
        if day.day == 1:
            rows.append(row(**period, ChargePeriodEnd=utc(following(day)), BilledCost="100",
                            EffectiveCost="100"))  # fmt: skip
            wanted[f"{day:%Y-%m}"] += 100
        day = end
    assert by_month(rows, basis) == wanted


@pytest.mark.parametrize("zone", ZONES)
def test_hours_fall_in_their_local_month_through_a_change_of_clocks(zone: str) -> None:
    local = ZoneInfo(zone)
    moment = dt.datetime(2026, 1, 1, tzinfo=local).astimezone(UTC)
    rows, wanted = [], Counter[str]()
    while (here := moment.astimezone(local)).year == 2026:
        end = moment + dt.timedelta(hours=1)
        rows.append(row(BillingPeriodStart=utc(month_start(here).replace(minute=0)),
                        ChargePeriodStart=utc(moment), ChargePeriodEnd=utc(end)))  # fmt: skip
        wanted[f"{here:%Y-%m}"] += 1
        moment = end
    assert by_month(rows, "effective") == wanted


def test_monthly_charges_show_their_zone_without_a_billing_period_and_it_is_said() -> None:
    starts = [dt.datetime(2026, month, 1, tzinfo=ZoneInfo("Europe/Berlin")) for month in
              range(1, 13)]  # fmt: skip
    rows = [
        row(BillingPeriodStart="", ChargePeriodStart=utc(start),
            ChargePeriodEnd=utc(following(start)), EffectiveCost="31")
        for start in starts
    ]  # fmt: skip
    assert by_month(rows, "effective") == dict.fromkeys(
        (f"2026-{month:02d}" for month in range(1, 13)), 31
    )
    said = " ".join(extract(csv_of(rows)).remarks)
    assert "provider's own time: UTC+1 and UTC+2 hours" in said


def test_days_of_utc_stay_where_they_are() -> None:
    rows = [
        row(BillingPeriodStart="2025-04-01T08:00:00Z", ChargePeriodStart="2025-04-01",
            ChargePeriodEnd="2025-04-02"),
        row(BillingPeriodStart="2025-04-01T08:00:00Z", ChargePeriodStart="2025-05-01T02:00:00Z",
            ChargePeriodEnd="2025-05-01T03:00:00Z"),
    ]  # fmt: skip
    assert {cell.period for cell in extract(csv_of(rows)).cells} == {"2025-04"}
    plain = extract(csv_of([row()]))
    assert not plain.remarks


def test_periods_that_are_months_of_no_zone_are_in_no_comparison() -> None:
    """From the 15th to the 15th fills no month: spread by days, and compared with nothing."""
    rows = [
        row(BillingPeriodStart="", ChargePeriodStart=f"2026-{month:02d}-15T00:00:00Z",
            ChargePeriodEnd=f"2026-{month + 1:02d}-15T00:00:00Z", ServiceName="Model",
            Tags='{"use": "AI-1"}')
        for month in range(1, 6)
    ]  # fmt: skip
    export = extract(csv_of(rows))
    assert not [remark for remark in export.remarks if "own time" in remark]
    actual = actual_costs([export], Choices(tag_key="use"), SETTING)
    assert not any(actual.covered.values())
    assert any("run from one month into another and fill none" in note for note in actual.notes)
    assert not any("no charges of" in note for note in actual.notes)
