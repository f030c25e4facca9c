"""The engine against the slow reference simulator, draw by draw."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.distributions import Point
from scenarios.levers import Levers
from scenarios.portfolio import CostLayer, CostLine, Initiative, Portfolio, ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult, Spread
from scenarios.sampling import LineErrors
from scenarios.scenario import MissingLayers, Scenario
from scenarios.simulate import Simulator
from scenarios.world import effective_drivers, sample_world
from tests.scenarios.lines import first_year, is_silent, percentile, worst_mean
from tests.scenarios.portfolios import any_portfolio, any_scenario, driver, rich_portfolio
from tests.scenarios.reference import Drawn, Reference

SEED = 7
TOLERANCE = 1e-10


def reference_of(portfolio: Portfolio, scenario: Scenario, draws: int) -> Reference:
    """The reference with the random numbers, and nothing else, of the engine."""
    drivers = effective_drivers(portfolio.vendors, portfolio.drivers, scenario.drivers)
    correlations = portfolio.correlations + scenario.correlations
    world = sample_world(drivers, correlations, draws, SEED)
    errors = LineErrors(SEED, draws)
    return Reference(
        portfolio,
        scenario,
        {name: uniforms.tolist() for name, uniforms in world.uniforms.items()},
        lambda kind, owner, key: errors.normals(kind, owner, key).tolist(),
    )


def close(found: float, expected: float, scale: float = 0.0) -> bool:
    return abs(found - expected) <= TOLERANCE * max(abs(found), abs(expected), scale, 1e-6)


def agree_on_spread(found: Spread, base: float, values: list[float], scale: float) -> None:
    assert close(found.base, base, scale)
    assert close(found.mean.value, sum(values) / len(values), scale)
    assert close(found.p10.value, percentile(values, 0.1), scale)
    assert close(found.p50.value, percentile(values, 0.5), scale)
    assert close(found.p90.value, percentile(values, 0.9), scale)


def total(parts: list[Drawn], horizon: int) -> Drawn:
    """Initiatives of one draw summed."""
    months = range(horizon + 1)
    return Drawn(
        cost=sum(part.cost for part in parts),
        benefit={basis: sum(part.benefit[basis] for part in parts) for basis in ValueBasis},
        cost_by_month=[sum(part.cost_by_month[m] for part in parts) for m in months],
        benefit_by_month={
            basis: [sum(part.benefit_by_month[basis][m] for part in parts) for m in months]
            for basis in ValueBasis
        },
    )


def agree_on_outcomes(result, base: Drawn, draws: list[Drawn], hurdle: float) -> None:
    """Every figure of the outcomes that are given, from the draws of the reference."""
    for basis, outcome in result.outcomes.items():
        scale = max(draw.cost + abs(draw.benefit[basis]) for draw in (base, *draws))
        npvs = [draw.benefit[basis] - draw.cost for draw in draws]
        rois = [(draw.benefit[basis] - draw.cost) / draw.cost for draw in draws]
        agree_on_spread(outcome.npv, base.benefit[basis] - base.cost, npvs, scale)
        ratio = max(abs(x) for x in rois) + 1
        agree_on_spread(outcome.roi, base.benefit[basis] / base.cost - 1, rois, ratio)
        assert close(outcome.benefit.base, base.benefit[basis], scale)
        mean = sum(draw.benefit[basis] for draw in draws) / len(draws)
        assert close(outcome.benefit.mean.value, mean, scale)
        assert close(outcome.cvar95.value, worst_mean(npvs), scale)
        slack = TOLERANCE * ratio
        for found, least in ((outcome.p_roi_nonnegative, 0.0), (outcome.p_roi_hurdle, hurdle)):
            surely = sum(roi >= least + slack for roi in rois) / len(rois)
            perhaps = sum(roi >= least - slack for roi in rois) / len(rois)
            assert surely <= found.value <= perhaps
        net = np.array(base.benefit_by_month[basis]) - np.array(base.cost_by_month)
        assert np.allclose(outcome.base_net_cash, net, rtol=0, atol=TOLERANCE * scale)


def agree_on_fans(
    result: SimulationResult, base: Drawn, draws: list[Drawn], answered: set[ValueBasis]
) -> None:
    fans = result.portfolio.fans
    assert set(fans) == answered

    def cumulative(drawn: Drawn, basis: ValueBasis) -> list[float]:
        net, path = 0.0, []
        benefits = drawn.benefit_by_month[basis]
        for cost, benefit in zip(drawn.cost_by_month, benefits, strict=True):
            net += benefit - cost
            path.append(net)
        return path

    for basis, fan in fans.items():
        expected = [cumulative(draw, basis) for draw in draws]
        base_path = cumulative(base, basis)
        scale = max(
            sum(draw.cost_by_month) + sum(map(abs, draw.benefit_by_month[basis]))
            for draw in (base, *draws)
        )
        assert fan.months == tuple(range(len(base_path)))
        for month in fan.months:
            values = [path[month] for path in expected]
            assert close(fan.base[month], base_path[month], scale)
            assert close(fan.p10[month], percentile(values, 0.1), scale)
            assert close(fan.p50[month], percentile(values, 0.5), scale)
            assert close(fan.p90[month], percentile(values, 0.9), scale)


def answerable(slow: Reference, initiative: Initiative) -> set[ValueBasis]:
    """What the supplied rows can answer.

    Cost and a direct benefit are needed; a status, for captured and cashable.
    Cashable also needs a benefit with a status of which the cashable part is known.
    """
    benefits = slow.portfolio.benefits
    lines = [b for b in benefits if b.initiative_id == initiative.id and b.direct]
    if not lines or not slow.bears(initiative):
        return set()
    if all(line.capture_status is None for line in lines):
        return {ValueBasis.CLAIMED}
    stated = [line for line in lines if line.capture_status is not None]
    if all(slow.cashable_part(line) == "unknown" for line in stated):
        return {ValueBasis.CLAIMED, ValueBasis.CAPTURED}
    return set(ValueBasis)


#: Levers to which a cost answers by its behaviour.
ASKING = (
    "usage", "price_change", "price_change_by_vendor", "model_share_moved", "review_burden",
    "adoption", "active_seat_share", "seats", "wages", "data_volume",
)  # fmt: skip


def is_beyond(costs: tuple[CostLine, ...], levers: Levers) -> bool:
    """Whether the levers ask of costs that mostly do not say how they behave."""
    if all(getattr(levers, name) == getattr(Levers(), name) for name in ASKING):
        return False
    silent = sum(first_year(line) for line in costs if is_silent(line))
    return silent > sum(first_year(line) for line in costs) / 2


def agree(portfolio: Portfolio, scenario: Scenario, draws: int) -> None:
    """Run both and compare everything that is stated."""
    simulator = Simulator(portfolio, draws, SEED)
    result = simulator.run(scenario)
    assert [check for check in result.checks if not check.passed] == []
    slow = reference_of(portfolio, scenario, draws)
    hurdle = scenario.levers.hurdle_rate
    hurdle = portfolio.hurdle_rate if hurdle is None else hurdle
    bearing = slow.bearing()
    bases = {i.id: slow.initiative(i, None) for i in bearing}
    drawn = {i.id: [slow.initiative(i, draw) for draw in range(draws)] for i in bearing}
    for found in result.initiatives:
        if found.cost is None:
            assert found.outcomes == {}
            assert all(draw.cost == 0 for draw in drawn.get(found.id, ()))
            continue
        base, of_draws = bases[found.id], drawn[found.id]
        scale = max(draw.cost for draw in of_draws)
        assert close(found.cost.base, base.cost, scale)
        mean = sum(draw.cost for draw in of_draws) / draws
        assert close(found.cost.mean.value, mean, scale)
        for layer in CostLayer:
            assert close(found.layer_base.get(layer, 0.0), base.layers.get(layer, 0.0), scale)
            mean = sum(draw.layers.get(layer, 0.0) for draw in of_draws) / draws
            assert close(found.layer_mean.get(layer, 0.0), mean, scale)
        if all(draw.cost > 0 for draw in (base, *of_draws)):
            agree_on_outcomes(found, base, of_draws, hurdle)
            own = tuple(c for c in portfolio.costs if c.initiative_id == found.id)
            beyond = is_beyond(own, scenario.levers)
            supplied = answerable(slow, portfolio.by_id[found.id])
            assert set(found.outcomes) == (set() if beyond else supplied)
        else:
            assert found.outcomes == {}
        assert set(found.unanswered) == set(ValueBasis) - set(found.outcomes)
        assert all(found.unanswered.values())
    whole_base = total([bases[i.id] for i in bearing], slow.horizon)
    whole = [total([drawn[i.id][d] for i in bearing], slow.horizon) for d in range(draws)]
    cost = result.portfolio.cost
    if cost is None:
        assert all(draw.cost == 0 for draw in (whole_base, *whole))
    else:
        agree_on_spread(cost, whole_base.cost, [d.cost for d in whole], max(d.cost for d in whole))
    agree_on_outcomes(result.portfolio, whole_base, whole, hurdle)
    answered = set().union(*(answerable(slow, i) for i in portfolio.initiatives))
    if any(d.cost == 0 for d in (whole_base, *whole)) or is_beyond(
        portfolio.costs, scenario.levers
    ):
        answered = set()
    assert set(result.portfolio.outcomes) == answered
    assert set(result.portfolio.unanswered) == set(ValueBasis) - set(result.portfolio.outcomes)
    agree_on_fans(result, whole_base, whole, set(result.portfolio.outcomes))
    assert close(result.portfolio.indirect_base, slow.indirect(), 1.0)
    # Each single draw, and not only what is stated of them.
    run = simulator._last[1]
    for d, expected in enumerate((*whole, whole_base)):
        assert close(float(run.cost[d]), expected.cost)
        for basis, benefit in run.benefit.items():
            scale = expected.benefit[ValueBasis.CLAIMED]
            assert close(float(benefit[d]), expected.benefit[basis], scale)


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_on_the_rich_portfolio(preset: str) -> None:
    agree(rich_portfolio(), PRESETS[preset], draws=20)


SPECIAL = {
    "assumed layers": Scenario(
        missing_layers=MissingLayers(
            treatment="assume",
            share_of_full_cost={CostLayer.C1: 0.35, CostLayer.C3: 0.1, CostLayer.C6: 0.05},
        )
    ),
    "long horizon": Scenario(levers=Levers(horizon_months=84, usage=3, usage_ramp_months=50)),
    "event in the last of all months": Scenario(
        drivers=(driver("price_event_month:Acme", Point(value=120)),),
        levers=Levers(horizon_months=120),
    ),
    "short horizon, no discount": Scenario(levers=Levers(horizon_months=12, discount_rate=0)),
    "seats, adoption and cap": Scenario(
        levers=Levers(active_seat_share=0.9, adoption=1.7, seats=1.3, value_cap=1.1, usage=4)
    ),
    "cap with elasticity": Scenario(
        levers=Levers(
            value_cap=2, value_follows_usage=0.8, usage=8, usage_ramp_months=20,
            price_elasticity=-1.2, price_change=0.4, price_change_by_vendor={"Bolt": -0.5},
        )
    ),
    "cheaper model": Scenario(
        levers=Levers(
            model_share_moved=0.8, model_price_ratio=0.2, model_review_effect=1.7,
            model_acceptance_effect=0.6,
        )
    ),
    "wages, data and delay": Scenario(
        levers=Levers(
            wages=1.2, data_volume=6, benefit_delay_months=7, value_follows_usage=1, usage=0.4,
        )
    ),
    "no review, no seats": Scenario(levers=Levers(review_burden=0, seats=0)),
}  # fmt: skip


@pytest.mark.parametrize("name", SPECIAL)
def test_special_scenarios_on_the_rich_portfolio(name: str) -> None:
    agree(rich_portfolio(), SPECIAL[name], draws=6)


@settings(max_examples=25, deadline=None)
@given(any_scenario())
def test_any_scenario_on_the_rich_portfolio(scenario: Scenario) -> None:
    agree(rich_portfolio(), scenario, draws=2)


@settings(max_examples=80, deadline=None)
@given(any_portfolio(), any_scenario(), st.integers(2, 5))
def test_any_scenario_on_any_portfolio(
    portfolio: Portfolio, scenario: Scenario, draws: int
) -> None:
    agree(portfolio, scenario, draws)


def test_the_reference_itself_on_paper(tiny_portfolio) -> None:
    """Two initiatives by hand: 54,000 + 3,600 against 108,000 over 36 months, undiscounted."""
    slow = reference_of(tiny_portfolio, Scenario(), 2)
    parts = [slow.initiative(i, None) for i in tiny_portfolio.initiatives]
    assert [part.cost for part in parts] == [54_000, 3_600]
    assert parts[0].benefit[ValueBasis.CAPTURED] == 108_000
    assert parts[0].cost_by_month == [0.0] + [1_500.0] * 36
    whole = total(parts, 36)
    assert math.isclose(whole.benefit[ValueBasis.CAPTURED] / whole.cost - 1, 0.875)
