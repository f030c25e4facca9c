"""What must not change when the question changes: units, bystanders, rows, certainty."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.distributions import Normal, Point
from scenarios.drivers import DRIVERS
from scenarios.portfolio import (
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    EvidenceGrade,
    Initiative,
    Portfolio,
    ValueBasis,
)
from scenarios.presets import PRESETS
from scenarios.results import Outcome
from scenarios.scenario import Scenario, Valuation
from tests.scenarios.asking import by_id, figures, run, without_shared
from tests.scenarios.portfolios import any_portfolio, any_scenario, driver, rich_portfolio

# Money is a unit ------------------------------------------------------------------


def scaled(portfolio: Portfolio, k: float) -> Portfolio:
    """The same portfolio in another currency."""

    def times(value: float | None) -> float | None:
        return None if value is None else value * k

    return replace(
        portfolio,
        costs=tuple(
            replace(c, amount=c.amount * k, p10=times(c.p10), p90=times(c.p90),
                    commitment=times(c.commitment))
            for c in portfolio.costs
        ),
        benefits=tuple(
            replace(b, value_per_unit=b.value_per_unit * k, p10=times(b.p10), p90=times(b.p90))
            for b in portfolio.benefits
        ),
    )  # fmt: skip


def assert_same_but_for_the_unit(one: Outcome, other: Outcome, k: float) -> None:
    size = max(map(abs, figures(one.roi))) + 1
    assert figures(other.roi) == pytest.approx(figures(one.roi), rel=1e-9, abs=1e-9 * size)
    assert other.p_roi_hurdle == one.p_roi_hurdle
    assert other.p_roi_nonnegative == one.p_roi_nonnegative
    money = max(map(abs, figures(one.npv))) + abs(one.benefit.base)
    expected = [value * k for value in figures(one.npv)]
    assert figures(other.npv) == pytest.approx(expected, rel=1e-9, abs=1e-9 * money * k)
    assert other.payback_months == one.payback_months


@pytest.mark.parametrize("k", [1 / 7, 1000.0])
@pytest.mark.parametrize("preset", ["base", "everything-at-once"])
def test_all_money_times_k_leaves_roi_and_probabilities(k: float, preset: str) -> None:
    one = run(rich_portfolio(), PRESETS[preset])
    other = run(scaled(rich_portfolio(), k), PRESETS[preset])
    for basis in ValueBasis:
        assert_same_but_for_the_unit(
            one.portfolio.outcomes[basis], other.portfolio.outcomes[basis], k
        )
        for found in one.initiatives:
            if basis in found.outcomes:
                assert_same_but_for_the_unit(
                    found.outcomes[basis], by_id(other)[found.id].outcomes[basis], k
                )


@settings(max_examples=30, deadline=None)
@given(any_portfolio(), any_scenario(), st.sampled_from([2.0**-20, 64.0]))
def test_any_money_times_a_power_of_two_changes_no_bit_of_roi(
    portfolio: Portfolio, scenario: Scenario, k: float
) -> None:
    one, other = run(portfolio, scenario), run(scaled(portfolio, k), scenario)
    assert one.portfolio.unanswered == other.portfolio.unanswered
    for basis, outcome in one.portfolio.outcomes.items():
        assert other.portfolio.outcomes[basis].roi == outcome.roi
        assert other.portfolio.outcomes[basis].cvar95.value == outcome.cvar95.value * k


# Nothing moves what it does not touch ------------------------------------------------


@pytest.mark.parametrize("vendor", ["Dormant", "Unheard of"])
def test_price_of_a_vendor_with_no_priced_line_changes_nothing(vendor: str) -> None:
    plain = run(rich_portfolio(), price_elasticity=-1)
    moved = run(rich_portfolio(), price_elasticity=-1, price_change_by_vendor={vendor: 3.0})
    assert moved.portfolio == plain.portfolio
    assert moved.initiatives == plain.initiatives


def test_price_of_a_vendor_that_sends_people_changes_nothing() -> None:
    portfolio = without_shared(rich_portfolio())
    said = tuple(c for c in portfolio.costs if c.behaviour is not None)
    portfolio = replace(portfolio, costs=said)
    fixed = replace(
        portfolio,
        initiatives=tuple(replace(i, vendor="Flat") for i in portfolio.initiatives),
        costs=(
            *portfolio.costs,
            CostLine("flat", "chat", CostLayer.C7, "Flat", 100, Behaviour.STAFF, vendor="Flat"),
        ),
    )
    plain = run(fixed, price_elasticity=-1)
    moved = run(fixed, price_elasticity=-1, price_change_by_vendor={"Flat": 3.0})
    assert moved.portfolio == plain.portfolio
    assert moved.initiatives == plain.initiatives


def grown() -> Portfolio:
    """One more initiative, ahead of the others, with a new vendor and every kind of line."""
    portfolio = without_shared(rich_portfolio())
    return replace(
        portfolio,
        initiatives=(Initiative("aaa", "New", vendor="Aardvark"), *portfolio.initiatives),
        costs=(
            CostLine("c2", "aaa", CostLayer.C2, "Tokens", 10, Behaviour.TOKENS, vendor="Aardvark"),
            *portfolio.costs,
        ),
        benefits=(
            BenefitLine("b1", "aaa", "New", 1, 1, 1, capture_status=CaptureStatus.CAPTURED),
            *portfolio.benefits,
        ),
    )


def test_adding_an_initiative_and_a_vendor_moves_no_other_draw() -> None:
    before = run(without_shared(rich_portfolio()))
    after = by_id(run(grown()))
    for found in before.initiatives:
        assert after[found.id] == found


def test_order_of_rows_moves_nothing() -> None:
    portfolio = rich_portfolio()
    turned = replace(portfolio, initiatives=portfolio.initiatives[::-1])
    before, after = run(portfolio), by_id(run(turned))
    for found in before.initiatives:
        assert after[found.id] == found
    shuffled = replace(
        portfolio, costs=portfolio.costs[::-1], benefits=portfolio.benefits[::-1]
    )  # fmt: skip
    other = run(shuffled)
    for basis, outcome in before.portfolio.outcomes.items():
        assert figures(other.portfolio.outcomes[basis].roi) == pytest.approx(
            figures(outcome.roi), rel=1e-12
        )


@pytest.mark.parametrize(
    "stated",
    [
        driver("model_price_ratio", Point(value=9)),  # acts only where a share is moved
        driver("price_trend:Zebra", Normal(mean=0, sd=1)),  # bills nothing
    ],
)
def test_stating_a_driver_that_acts_on_nothing_moves_nothing(stated) -> None:
    portfolio = rich_portfolio()
    before = run(portfolio)
    after = run(replace(portfolio, drivers=(*portfolio.drivers, stated)))
    assert after.portfolio.outcomes == before.portfolio.outcomes
    assert after.portfolio.fans == before.portfolio.fans
    assert after.initiatives == before.initiatives


def test_stating_one_driver_leaves_those_that_it_does_not_touch() -> None:
    portfolio = without_shared(rich_portfolio())
    before = by_id(run(portfolio))
    bolt = driver("price_trend:Bolt", Normal(mean=0.2, sd=0.3))
    after = by_id(run(replace(portfolio, drivers=(*portfolio.drivers, bolt))))
    assert after["chat"] != before["chat"]
    for id_ in ("ocr", "loss", "cost"):
        assert after[id_] == before[id_]


def test_a_line_of_one_initiative_moves_no_other() -> None:
    portfolio = without_shared(rich_portfolio())
    line = CostLine("more", "chat", CostLayer.C2, "More", 777, Behaviour.USAGE, vendor="Bolt")
    before = by_id(run(portfolio))
    after = by_id(run(replace(portfolio, costs=(line, *portfolio.costs))))
    assert after["chat"].cost != before["chat"].cost
    for id_ in ("code", "ocr", "loss", "cost"):
        assert after[id_] == before[id_]


# The base case is the simulation without variance -----------------------------------


def certain(scenario: Scenario, portfolio: Portfolio) -> tuple[Portfolio, Scenario]:
    """Every driver at its median and every error gone."""
    stated = {d.name: d.distribution for d in (*portfolio.drivers, *scenario.drivers)}
    names = set(stated) | {s.name for s in DRIVERS.values()}
    points = []
    for name in sorted(names):
        distribution = stated.get(name) or DRIVERS[name.partition(":")[0]].default
        points.append(driver(name, Point(value=distribution.median)))
    grades = dict.fromkeys(EvidenceGrade, 1.0)
    return (
        replace(
            portfolio,
            drivers=(),
            costs=tuple(replace(c, p10=None, p90=None) for c in portfolio.costs),
            benefits=tuple(replace(b, p10=None, p90=None) for b in portfolio.benefits),
        ),
        scenario.model_copy(
            update={
                "drivers": tuple(points),
                "valuation": Valuation(
                    realisation_p90=grades, ungraded_p90=1, actual_p90=1, estimate_p90=1
                ),
                "missing_layers": scenario.missing_layers.model_copy(update={"p90_ratio": 1.0}),
            }
        ),
    )


def assert_base_is_every_draw(portfolio: Portfolio, scenario: Scenario) -> None:
    uncertain = run(portfolio, scenario)
    sure = run(*certain(scenario, portfolio))
    assert sure.portfolio.unanswered == uncertain.portfolio.unanswered
    pairs = [(uncertain.portfolio, sure.portfolio)]
    pairs += [(found, by_id(sure)[found.id]) for found in uncertain.initiatives]
    for one, other in pairs:
        for basis, outcome in one.outcomes.items():
            found = other.outcomes[basis]
            # ROI is (benefit − cost)/cost: rounding is relative to benefit and cost.
            size = abs(outcome.roi.base) + 2
            assert figures(found.roi) == pytest.approx([outcome.roi.base] * 5, abs=1e-10 * size)
            assert found.npv.mean.se <= 1e-7 * max(1.0, abs(outcome.npv.base), outcome.benefit.base)
            assert found.p_roi_hurdle.value in (0.0, 1.0)


@pytest.mark.parametrize("preset", PRESETS)
def test_base_case_equals_every_draw_without_variance(preset: str) -> None:
    assert_base_is_every_draw(rich_portfolio(), PRESETS[preset])


@settings(max_examples=40, deadline=None)
@given(any_portfolio(), any_scenario())
def test_any_base_case_equals_every_draw_without_variance(
    portfolio: Portfolio, scenario: Scenario
) -> None:
    assert_base_is_every_draw(portfolio, scenario)
