"""Actual beside plan and band: pairs, months and calibration, worked out by hand."""

from __future__ import annotations

import dataclasses

import pytest
from scipy.stats import binom

from cockpit.actuals.actual_costs import actual_costs
from cockpit.actuals.choices import Choices, Setting
from cockpit.assessment.actual_cost import (
    LEAST_COUNTS,
    MonthCompared,
    calibrate,
    compare,
    planned_lines,
)
from cockpit.assessment.vendor_names import same_vendor
from scenarios.monthly_cost import MonthlyBand, MonthlyCost
from scenarios.portfolio import CostLayer, CostLine, Initiative, Portfolio, Timing
from scenarios.presets import PRESETS
from scenarios.simulate import Simulator
from scenarios.terms import Behaviour
from tests.actuals.exports import csv_of, extract, row

SETTING = Setting("EUR", {}, {"a": "A", "b": "B"})


def line(key: str, owner: str | None, layer: CostLayer, amount: float, **more) -> CostLine:
    return CostLine(key, owner, layer, key, amount, **{"vendor": "V", **more})


PORTFOLIO = Portfolio(
    "p",
    "EUR",
    (Initiative("a", "A"), Initiative("b", "B")),
    (
        line("compute", "a", CostLayer.C1, 100.0),
        line("own staff", "a", CostLayer.C1, 900.0, vendor=None),
        line("model", "a", CostLayer.C2, 1200.0, timing=Timing.ANNUAL),
        line("later", "a", CostLayer.C1, 50.0, start_month=2),
        line("store", "b", CostLayer.C3, 10.0, vendor=None),
    ),
    as_of="2026-05-01",
)


def charge(month: int, amount: float, service: str, owner: str = "a", **more):
    start, end = f"2026-{month:02d}-01", f"2026-{month + 1:02d}-01"
    return row(
        BillingPeriodStart=start, ChargePeriodStart=start, ChargePeriodEnd=end,
        EffectiveCost=str(amount), BillingCurrency="EUR", ServiceCategory=service,
        Tags=f'{{"i": "{owner}"}}', **more,
    )  # fmt: skip


ROWS = [
    charge(4, 80, "Compute"),
    charge(5, 104, "Compute"),
    charge(6, 170, "Compute"),
    charge(6, 120, "AI and Machine Learning"),
    charge(6, 33, "Security"),
    charge(6, 9, "Compute", "nobody"),
    {**charge(7, 500, "Compute"), "ChargePeriodEnd": "2026-07-10"},
]


def compared(portfolio: Portfolio = PORTFOLIO):
    actual = actual_costs([extract(csv_of(ROWS))], Choices(tag_key="i"), SETTING)
    asked = []

    def simulate(lines, months) -> MonthlyCost:
        asked.append((sorted(lines, key=str), list(months)))
        band = MonthlyBand((100.0, 150.0), (95.0, 140.0), (100.0, 150.0), (105.0, 160.0))
        model = MonthlyBand((100.0, 100.0), (90.0, 90.0), (100.0, 100.0), (125.0, 125.0))
        total = MonthlyBand((200.0, 250.0), (190.0, 240.0), (200.0, 250.0), (220.0, 260.0))
        return MonthlyCost(tuple(months), total, {CostLayer.C1: band, CostLayer.C2: model})

    return compare(actual, portfolio, simulate), asked


def test_like_is_set_beside_like() -> None:
    found, asked = compared()
    assert found is not None
    # The decision month is month 1; staff without a vendor is in no export.
    assert asked == [([("a", "compute"), ("a", "later"), ("a", "model")], [1, 2])]
    assert [(m.month, m.actual) for m in found.total] == [
        ("2026-04", 80.0), ("2026-05", 104.0), ("2026-06", 290.0),
    ]  # fmt: skip
    before, may, june = found.layers[CostLayer.C1]
    assert (before.plan, before.is_rate, before.inside) == (100.0, True, None)
    assert (may.plan, may.p10, may.p90, may.inside) == (100.0, 95.0, 105.0, True)
    assert (june.plan, june.inside) == (150.0, False)
    assert found.total[0].plan == 200.0  # run rate: 100 + 1,200 / 12
    assert found.decision_month == "2026-05"
    assert {(u.initiative, u.layer, u.amount) for u in found.without_plan} == {
        ("a", CostLayer.C5, 33.0), (None, CostLayer.C1, 9.0),
    }  # fmt: skip
    assert found.without_actual == ()
    assert found.calibration.counts == 4
    assert found.calibration.share is None
    assert "cannot be judged" in found.calibration.sentence


def test_lines_without_a_vendor_count_where_none_names_one_but_never_own_staff() -> None:
    staff = line("reviewer", "b", CostLayer.C3, 70.0, vendor=None, behaviour=Behaviour.REVIEW)
    portfolio = dataclasses.replace(PORTFOLIO, costs=(*PORTFOLIO.costs, staff))
    part = ("b", CostLayer.C3)
    assert [each.key for each in planned_lines(portfolio, part, {"Any"})] == ["store"]
    alone = dataclasses.replace(PORTFOLIO, costs=(staff,))
    assert planned_lines(alone, part, {"Any"}) == ()
    found, asked = compared(dataclasses.replace(PORTFOLIO, costs=(
        line("keeper", "a", CostLayer.C1, 900.0, vendor=None, behaviour=Behaviour.STAFF),
    )))  # fmt: skip
    assert found is None
    assert asked == []


def test_a_vendors_plan_meets_that_vendors_bill_alone() -> None:
    """Acme bills 80, Zenith 7; planned are Acme 100 and Registra 600, and own upkeep 5."""
    portfolio = dataclasses.replace(PORTFOLIO, costs=(
        line("acme", "a", CostLayer.C1, 100.0, vendor="ACME Cloud GmbH"),
        line("registra", "a", CostLayer.C1, 600.0, vendor="Registra Cloud"),
        line("upkeep", "a", CostLayer.C1, 5.0, vendor=None),
    ))  # fmt: skip
    rows = [charge(5, 80, "Compute", ProviderName="Acme"),
            charge(5, 7, "Compute", ProviderName="Zenith Cloud")]  # fmt: skip
    actual = actual_costs([extract(csv_of(rows))], Choices(tag_key="i"), SETTING)
    asked = []

    def simulate(lines, months) -> MonthlyCost:
        asked.append((lines, months))
        band = MonthlyBand((100.0,), (95.0,), (100.0,), (105.0,))
        return MonthlyCost(tuple(months), band, {CostLayer.C1: band})

    found = compare(actual, portfolio, simulate)
    assert found is not None
    assert asked == [([("a", "acme")], [1])]
    assert [(each.actual, each.plan) for each in found.total] == [(80.0, 100.0)]
    assert [(u.layer, u.amount) for u in found.without_plan] == [(CostLayer.C1, 7.0)]
    assert [(u.layer, u.amount) for u in found.without_actual] == [(CostLayer.C1, 600.0)]


def test_a_pair_is_compared_in_the_months_of_its_provider_alone() -> None:
    """Acme's export ends in May, Zenith's goes on to June: June is Zenith's alone."""
    portfolio = dataclasses.replace(PORTFOLIO, costs=(
        line("acme", "a", CostLayer.C1, 100.0, vendor="Acme"),
        line("zenith", "b", CostLayer.C1, 40.0, vendor="Zenith"),
    ))  # fmt: skip
    rows = [charge(5, 80, "Compute", ProviderName="Acme"),
            *(charge(m, 41, "Compute", "b", ProviderName="Zenith") for m in (5, 6))]  # fmt: skip
    actual = actual_costs([extract(csv_of(rows))], Choices(tag_key="i"), SETTING)
    asked = []

    def simulate(lines, months) -> MonthlyCost:
        asked.append((sorted(lines), list(months)))
        plan = (140.0,) if len(lines) == 2 else (40.0,)
        band = MonthlyBand(plan, plan, plan, plan)
        return MonthlyCost(tuple(months), band, {CostLayer.C1: band})

    found = compare(actual, portfolio, simulate)
    assert found is not None
    assert asked == [([("a", "acme"), ("b", "zenith")], [1]), ([("b", "zenith")], [2])]
    assert [(m.month, m.actual, m.plan, m.pairs) for m in found.total] == [
        ("2026-05", 121.0, 140.0, 2), ("2026-06", 41.0, 40.0, 1),
    ]  # fmt: skip
    assert any("2026-06: no charges of Acme" in note for note in actual.notes)


def test_an_invoice_for_a_year_is_not_held_against_a_months_plan() -> None:
    """What was paid ahead is in the plan of every month: the whole pair stands apart."""
    rows = [
        {**charge(5, 0, "Compute"), "BilledCost": "104"},
        {**charge(5, 0, "Compute"), "BilledCost": "1200", "ChargePeriodEnd": "2027-05-01"},
        {**charge(5, 0, "AI and Machine Learning"), "BilledCost": "99"},
    ]
    actual = actual_costs([extract(csv_of(rows))], Choices(tag_key="i", basis="billed"), SETTING)
    asked = []

    def simulate(lines, months) -> MonthlyCost:
        asked.append(lines)
        band = MonthlyBand((100.0,), (95.0,), (100.0,), (105.0,))
        return MonthlyCost(tuple(months), band, {CostLayer.C2: band})

    found = compare(actual, PORTFOLIO, simulate)
    assert found is not None
    assert asked == [[("a", "model")]]
    assert [(each.month, each.actual) for each in found.total] == [("2026-05", 99.0)]
    assert [(u.layer, u.amount) for u in found.without_plan] == [(CostLayer.C1, 1304.0)]


@pytest.mark.parametrize(
    ("provider", "vendor", "same"),
    [("Microsoft Azure", "Microsoft", True), ("AWS", "Amazon Web Services", True),
     ("Open AI", "OpenAI", True), ("Acme Cloud", "Zenith Cloud", False),
     ("Registra Data", "Veltrane Cloud", False), ("Cloud", "Cloud", True)],
)  # fmt: skip
def test_names_of_one_vendor(provider: str, vendor: str, same: bool) -> None:
    assert same_vendor(provider, vendor) is same
    assert same_vendor(vendor, provider) is same


def test_nothing_in_common_is_no_comparison() -> None:
    found, asked = compared(Portfolio("p", "EUR", (), (), as_of="2026-05-01"))
    assert found is None
    assert asked == []


def test_the_engines_band_is_taken() -> None:
    actual = actual_costs([extract(csv_of(ROWS))], Choices(tag_key="i"), SETTING)
    simulator = Simulator(PORTFOLIO, 200)
    found = compare(
        actual, PORTFOLIO, lambda lines, months: simulator.monthly_cost(
            PRESETS["base"], lines, months
        ),
    )  # fmt: skip
    assert found is not None
    june = found.total[2]
    assert june.p10 is not None
    assert june.p90 is not None
    assert june.p10 < june.plan < june.p90
    layers = [months[2].plan for months in found.layers.values()]
    assert june.plan == pytest.approx(sum(layers))


def month(actual: float, low: float | None = 0.0, high: float | None = 1.0) -> MonthCompared:
    return MonthCompared("2026-01", actual, 0.5, low, high, low is None)


def test_calibration_is_an_exact_binomial_interval() -> None:
    """Clopper–Pearson: at either end, the count is just as improbable as stated."""
    found = calibrate([month(0.5)] * 15 + [month(2.0)] * 5 + [month(1.0, None, None)] * 7)
    assert (found.inside, found.counts, found.share) == (15, 20, 0.75)
    assert found.low is not None
    assert found.high is not None
    assert binom.sf(14, 20, found.low) == pytest.approx(0.05)
    assert binom.cdf(15, 20, found.high) == pytest.approx(0.05)
    assert "agrees with the stated ranges" in found.sentence


@pytest.mark.parametrize(
    ("inside", "outside", "said"),
    [(20, 0, "wider than"), (5, 15, "too narrow"), (0, 12, "too narrow"),
     (LEAST_COUNTS - 1, 0, "cannot be judged")],
)  # fmt: skip
def test_calibration_says_what_it_found(inside: int, outside: int, said: str) -> None:
    found = calibrate([month(0.5)] * inside + [month(2.0)] * outside)
    assert said in found.sentence
