"""The shapes of the specification's SaaS, token and commitment examples, with numbers of our own.

Each case: what the rows are like, and by hand the sums of both bases and the months in
which amortised cost falls. The specification's own files are in the same 26 shapes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from cockpit.actuals.actual_costs import actual_costs
from cockpit.actuals.amounts import decimal_of
from cockpit.actuals.choices import Choices
from tests.actuals.exports import SETTING, csv_of, extract

YEAR = [f"2025-{m:02d}" for m in range(4, 13)] + [f"2026-{m:02d}" for m in range(1, 4)]


def committed(start: str, end: str, category: str, billed: str, effective: str, **more: Any):
    """A row of the commitment examples: ISO moments, no currency, "null" for blanks."""
    return {
        "BillingPeriodStart": "2023-01-01T00:00:00Z", "BillingPeriodEnd": "2023-02-01T00:00:00Z",
        "ChargePeriodStart": start, "ChargePeriodEnd": end, "ChargeCategory": category,
        "ChargeFrequency": "Usage-Based", "PricingCategory": "Committed", "ResourceId": "<id>",
        "BilledCost": billed, "EffectiveCost": effective, "ConsumedQuantity": "null",
        "CommitmentDiscountId": "<commitment>", "CommitmentDiscountStatus": "null", **more,
    }  # fmt: skip


HOUR = ("2023-01-01T00:00:00Z", "2023-01-01T01:00:00Z")
LATE = ("2023-01-01T20:00:00Z", "2023-02-01T30:00:00Z")  # there is no hour 30


def saas(start: str, end: str, category: str, billed: str, effective: str, **more: Any):
    """A row of the SaaS examples: short dates, USD."""
    return {
        "AvailabilityZone": "", "BilledCost": billed, "BillingCurrency": "USD",
        "BillingPeriodEnd": "5/1/25", "BillingPeriodStart": "4/1/25", "ChargeCategory": category,
        "ChargeClass": "", "ChargePeriodEnd": end, "ChargePeriodStart": start,
        "ContractedCost": billed, "EffectiveCost": effective, "ProviderName": "Acme Co",
        "ServiceCategory": "Database", "ServiceName": "AwesomeDB", "SkuId": "U-1",
        "SubAccountId": "", "Tags": "", **more,
    }  # fmt: skip


def token(start: str, end: str, category: str, billed: str, effective: str, **more: Any):
    """A row of the token examples: priced in tokens or USD, billed in USD."""
    return {
        **saas(start, end, category, billed, effective), "PricingCurrency": "Token",
        "PricingCurrencyEffectiveCost": "999999", "PricingQuantity": "245", **more,
    }  # fmt: skip


Y1 = ("2023-01-01T00:00:00Z", "2024-01-01T00:00:00Z")
APR, MAY, JUN = ("4/1/25", "5/1/25"), ("5/1/25", "6/1/25"), ("6/1/25", "7/1/25")
LONG = ("4/1/25", "4/1/26")
YEAR_2023 = [f"2023-{m:02d}" for m in range(1, 13)]

#: name: rows, BilledCost, EffectiveCost, months with amortised cost other than zero.
CASES: dict[str, tuple[list[dict[str, Any]], str, str, list[str]]] = {
    "commitment purchase, upfront": ([committed(*Y1, "Purchase", "7300.00", "0.00")], "7300", "0",
                                     []),
    "commitment purchase, recurring": (
        [committed(*HOUR, "Purchase", "1.10", "0.00"), committed(*HOUR, "Purchase", "1.20", "0.00"),
         committed(*LATE, "Purchase", "1.30", "0.00")], "3.60", "0", []),
    "commitment purchase, partly upfront": (
        [committed(*Y1, "Purchase", "3650.00", "0.00"), committed(*HOUR, "Purchase", "0.50", "0"),
         committed(*LATE, "Purchase", "0.50", "0.00")], "3651", "0", []),
    "commitment used in full": ([committed(*HOUR, "Usage", "0.00", "1.25",
                                           CommitmentDiscountStatus="Used")], "0", "1.25",
                                ["2023-01"]),
    "commitment unused": ([committed(*HOUR, "Usage", "0.00", "1.25",
                                     CommitmentDiscountStatus="Unused")], "0", "1.25", ["2023-01"]),
    "commitment used in part": (
        [committed(*HOUR, "Usage", "0.00", "0.80", CommitmentDiscountStatus="Used"),
         committed(*HOUR, "Usage", "0.00", "0.45", CommitmentDiscountStatus="Unused")],
        "0", "1.25", ["2023-01"]),
    "commitment used and more": ([committed(*HOUR, "Usage", "0.00", "1.25"),
                                  committed(*HOUR, "Usage", "0.60", "0.60")], "0.60", "1.85",
                                 ["2023-01"]),
    "flexible commitment, one resource": (
        [committed(*HOUR, "Purchase", "0.50", "0.00", SkuPriceid="S"),
         committed(*HOUR, "Usage", "0.00", "0.50", SkuPriceid="L"),
         committed(*HOUR, "Usage", "2.25", "2.25", SkuPriceid="L")], "2.75", "2.75", ["2023-01"]),
    "flexible commitment, two resources": (
        [committed(*HOUR, "Purchase", "3.00", "0.00"), committed(*HOUR, "Usage", "0.00", "1.50"),
         committed(*HOUR, "Usage", "0.00", "1.50")], "3", "3", ["2023-01"]),
    "commitment without flexibility": ([committed(*HOUR, "Purchase", "1.70", "0.00"),
                                        committed(*HOUR, "Usage", "0.00", "1.70")], "1.70", "1.70",
                                       ["2023-01"]),
    "commitment without use": (
        [committed(*HOUR, "Purchase", "1.70", "0.00"),
         committed(*HOUR, "Usage", "0.00", "1.70", CommitmentDiscountStatus="Unused"),
         committed(*HOUR, "Usage", "2.00", "2.00")], "3.70", "3.70", ["2023-01"]),
    "spend agreement, rest at the end": (
        [saas(*APR, "Usage", "50", "50"), saas(*MAY, "Usage", "130", "130"),
         saas(*JUN, "Usage", "60", "60"), saas(*LONG, "Usage", "730", "730")], "970", "970", YEAR),
    "spend agreement, rest by month": (
        [saas(*APR, "Usage", "50", "50"), saas(*APR, "Usage", "12", "12", SkuId="C-1"),
         saas(*MAY, "Usage", "130", "130"), saas(*JUN, "Usage", "60", "60")], "252", "252",
        ["2025-04", "2025-05", "2025-06"]),
    "spend agreement, paid ahead": (
        [saas(*LONG, "Purchase", "1100", "0"), saas(*APR, "Usage", "0", "50"),
         saas(*MAY, "Usage", "0", "130"), saas(*LONG, "Usage", "0", "920")], "1100", "1100", YEAR),
    "spend agreement, paid ahead, rest by month": (
        [saas(*LONG, "Purchase", "1100", "0"), saas(*APR, "Usage", "0", "50"),
         saas(*APR, "Usage", "0", "10"), saas(*MAY, "Usage", "0", "130")], "1100", "190",
        ["2025-04", "2025-05"]),
    "subscription for a year": ([saas(*LONG, "Purchase", "$12,000.00 ", "$12,000.00 ")], "12000",
                                "12000", YEAR),
    "licences for a year": ([saas(*LONG, "Purchase", "$48,000.00 ", "$48,000.00 ",
                                  ContractedUnitPrice="$96.00 ")], "48000", "48000", YEAR),
    "licences added later": ([saas("6/1/25", "4/1/26", "Purchase", "$1,200.00 ", "$1,200.00 ",
                                   BillingPeriodStart="6/1/25", BillingPeriodEnd="7/1/25")],
                             "1200", "1200", YEAR[2:]),
    "licences paid at the end": ([saas(*LONG, "Purchase", "$48,000.00 ", "$48,000.00 ",
                                       BillingPeriodStart="3/1/26", BillingPeriodEnd="4/1/26")],
                                 "48000", "48000", YEAR),
    "licences by month": ([saas(*APR, "Usage", "$10,300.00 ", "$10,300.00 "),
                           saas(*MAY, "Usage", "$13,100.00 ", "$13,100.00 "),
                           saas(*JUN, "Usage", "$12,600.00 ", "$12,600.00 ")], "36000", "36000",
                          ["2025-04", "2025-05", "2025-06"]),
    "tokens bought": ([token(*LONG, "Purchase", "180000.00", "0.00", PricingCurrency="USD")],
                      "180000", "0", []),
    "tokens used": ([token("4/1/25", "4/2/25", "Usage", "0.00", "480.00"),
                     token("4/1/25", "4/2/25", "Usage", "0.00", "20.50"),
                     token("4/1/25", "4/2/25", "Usage", "0.00", "700.00")], "0", "1200.50",
                    ["2025-04"]),
    "tokens bought at a discount": ([token(*LONG, "Purchase", "90000.00", "0.00 ",
                                           PricingCurrency="USD")], "90000", "0", []),
    "tokens used at a discount": ([token("4/1/25", "4/2/25", "Usage", "0.00", "240.00"),
                                   token("4/1/25", "4/2/25", "Usage", "0.00", "350.00")], "0",
                                  "590", ["2025-04"]),
    "tokens used at a price of their own": ([token("4/1/25", "4/2/25", "Usage", "0.00", "245"),
                                             token("4/1/25", "4/2/25", "Usage", "0.00", "240")],
                                            "0", "485", ["2025-04"]),
    "tokens bought above the contract": (
        [token("10/1/25", "4/1/25", "Purchase", "2800.00", "0.00", BillingPeriodStart="10/1/25"),
         token("10/1/25", "4/1/26", "Purchase", "45000.00", "0.00", BillingPeriodStart="10/1/25")],
        "47800", "0", []),
}  # fmt: skip


def test_there_are_as_many_shapes_as_examples() -> None:
    assert len(CASES) == 26


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("name", CASES)
def test_shape(name: str, bom: bytes) -> None:
    rows, billed, effective, months = CASES[name]
    # Some of the files have an empty line between rows.
    data = bom + csv_of(rows).replace(b"\r\n", b"\r\n\r\n")
    export = extract(data)
    assert export.rows_read == len(rows)
    assert export.unreadable_rows == 0
    assert export.question == ""
    for basis, expected in (("billed", billed), ("effective", effective)):
        actual = actual_costs([export], Choices(basis=basis, currency="USD"), SETTING)
        assert decimal_of(actual.total) == Decimal(expected), basis
        assert actual.excluded == ()
        assert actual.tie_out.holds
        assert actual.tie_out.rows_used == len(rows)
    found = {line.key.month for line in actual.lines if line.amount}
    assert sorted(found) == months


@pytest.mark.parametrize("name", [name for name in CASES if "commitment" in name])
def test_amounts_without_a_currency_are_refused_by_name(name: str) -> None:
    actual = actual_costs([extract(csv_of(CASES[name][0]))], Choices(), SETTING)
    assert actual.total == 0
    assert {each.reason for each in actual.excluded} == {"No billing currency"}
    assert actual.tie_out.holds


def test_billed_cost_falls_in_the_billing_month() -> None:
    export = extract(csv_of(CASES["licences paid at the end"][0]))
    actual = actual_costs([export], Choices(basis="billed"), SETTING)
    assert [line.key.month for line in actual.lines] == ["2026-03"]


def test_unused_commitment_counts_and_is_shown_apart() -> None:
    export = extract(csv_of(CASES["commitment used in part"][0]))
    actual = actual_costs([export], Choices(currency="USD"), SETTING)
    assert decimal_of(actual.unused_commitment) == Decimal("0.45")
    assert decimal_of(actual.total) == Decimal("1.25")


def test_tokens_are_never_summed_as_money() -> None:
    export = extract(csv_of(CASES["tokens used"][0]))
    assert {cell.pricing for cell in export.cells} == {"Token"}
    rows = [{**each, "BillingCurrency": "Token"} for each in CASES["tokens used"][0]]
    actual = actual_costs([extract(csv_of(rows))], Choices(), SETTING)
    assert actual.lines == ()
    assert [each.reason for each in actual.excluded] == ["Virtual currency Token: no money"]


def test_a_charge_that_ends_before_it_begins_is_said() -> None:
    rows = CASES["tokens bought above the contract"][0]
    rows = [{**each, "ChargePeriodStart": "2025-10-01", "ChargePeriodEnd": "2025-04-01",
             "BillingPeriodStart": "2025-10-01"} for each in rows]  # fmt: skip
    actual = actual_costs([extract(csv_of(rows))], Choices(basis="billed"), SETTING)
    assert any("without a usable charge period" in note for note in actual.notes)
    assert {line.key.month for line in actual.lines} == {"2025-10"}
