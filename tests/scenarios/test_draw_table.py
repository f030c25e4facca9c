"""The draw table holds the very draws behind a result."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenarios.distributions import Point
from scenarios.drivers import Driver
from scenarios.levers import Levers
from scenarios.portfolio import Initiative, Portfolio, ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from tests.scenarios.portfolios import rich_portfolio
from tests.scenarios.stating import benefit, cost

CAPTURED = ValueBasis.CAPTURED


@pytest.fixture
def mixed() -> Portfolio:
    """A portfolio with every kind of line."""
    return rich_portfolio()


@pytest.mark.parametrize("preset", ["base", "tenfold-usage", "everything-at-once"])
def test_its_statistics_are_those_of_the_result(mixed: Portfolio, preset: str) -> None:
    simulator = Simulator(mixed, 500, 3)
    table = simulator.draw_table(PRESETS[preset])
    result = simulator.run(PRESETS[preset])
    answered = {each.id: each for each in result.initiatives if CAPTURED in each.outcomes}
    assert set(table.initiatives) == set(answered)
    for row, id_ in enumerate(table.initiatives):
        outcome = answered[id_].outcomes[CAPTURED]
        assert table.npv[row].mean() == pytest.approx(outcome.npv.mean.value, rel=1e-12)
        reached = np.mean(table.roi[row] >= table.hurdle_rate)
        assert reached == outcome.p_roi_hurdle.value
    whole = result.portfolio.outcomes[CAPTURED]
    assert table.portfolio_npv.mean() == pytest.approx(whole.npv.mean.value, rel=1e-12)
    assert np.mean(table.portfolio_roi >= table.hurdle_rate) == whole.p_roi_hurdle.value


@pytest.mark.parametrize("preset", ["base", "everything-at-once"])
def test_with_its_outcomes_both_are_those_asked_for_alone(mixed: Portfolio, preset: str) -> None:
    simulator = Simulator(mixed, 300, 3)
    outcomes, table = simulator.outcomes_and_draws(PRESETS[preset])
    alone = simulator.draw_table(PRESETS[preset])
    result = simulator.run(PRESETS[preset])
    assert np.array_equal(table.npv, alone.npv)
    assert outcomes == {
        each.id: each.outcomes[CAPTURED] for each in result.initiatives if CAPTURED in each.outcomes
    }


def test_asking_for_it_changes_no_later_result(mixed: Portfolio) -> None:
    asked, fresh = Simulator(mixed, 300, 5), Simulator(mixed, 300, 5)
    first = asked.draw_table(Scenario())
    kept = first.npv.copy()
    scenario = Scenario(levers=Levers(usage=3))
    assert asked.run(scenario) == fresh.run(scenario)
    assert np.array_equal(first.npv, kept), "later runs do not write into a table given away"


def test_another_error_seed_shares_the_drivers_and_nothing_else(mixed: Portfolio) -> None:
    one = Simulator(mixed, 400, 5).draw_table(Scenario())
    other = Simulator(mixed, 400, 5, error_seed=6).draw_table(Scenario())
    assert all(np.array_equal(one.uniforms[n], other.uniforms[n]) for n in one.uniforms)
    assert not np.array_equal(one.npv, other.npv)
    same = Simulator(mixed, 400, 5, error_seed=5).draw_table(Scenario())
    assert np.array_equal(one.npv, same.npv)


def test_shared_cost_is_what_stays_when_an_initiative_goes(mixed: Portfolio) -> None:
    """Independent: the same portfolio without its shared lines costs just that much less."""
    table = Simulator(mixed, 300, 5).draw_table(Scenario())
    alone = replace(mixed, costs=tuple(line for line in mixed.costs if line.initiative_id))
    own = Simulator(alone, 300, 5).draw_table(Scenario())
    # "value" bears shared cost only where no initiative has a cost of its own.
    for id_ in set(table.initiatives) & set(own.initiatives):
        here, there = table.initiatives.index(id_), own.initiatives.index(id_)
        left = table.cost[here] - table.shared_cost[here]
        assert left == pytest.approx(own.cost[there], rel=1e-10)
        assert table.avoidable_npv[here] == pytest.approx(own.npv[there], rel=1e-9)
    assert np.any(table.shared_cost > 0)


def test_own_evidence_is_the_error_of_the_lines() -> None:
    """Where no driver moves anything, estimated figures are the figures themselves."""
    portfolio = Portfolio(
        "P", "EUR", (Initiative("a", "A"),),
        (cost("a", p10=60.0, p90=150.0), cost(None, "s", 40.0)),
        (benefit("a", p10=150.0, p90=500.0),),
        drivers=(
            Driver(name="realisation", distribution=Point(value=1)),
            Driver(name="usage_growth", distribution=Point(value=0)),
        ),
        discount_rate=0.0, horizon_months=12,
    )  # fmt: skip
    table = Simulator(portfolio, 400, 2).draw_table(Scenario())
    assert table.estimated_benefit.std() > 0
    assert table.estimated_benefit == pytest.approx(table.benefit, rel=1e-9)
    assert table.estimated_cost == pytest.approx(table.cost - table.shared_cost, rel=1e-9)


def test_own_evidence_is_the_mean_given_the_errors(mixed: Portfolio) -> None:
    """Independent: the same errors under other drivers, averaged over 60 seeds of drivers."""
    table = Simulator(mixed, 200, 5).draw_table(Scenario())
    others = [Simulator(mixed, 200, s, error_seed=5).draw_table(Scenario()) for s in range(60)]
    mean = np.mean([other.benefit for other in others], axis=0)
    for row in range(len(table.initiatives)):
        off = mean[row] - table.estimated_benefit[row]
        assert np.std(off) < 0.15 * np.std(table.estimated_benefit[row])
        assert abs(np.mean(off)) < 0.05 * np.std(table.estimated_benefit[row])
