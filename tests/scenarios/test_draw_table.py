"""The draw table holds the very draws behind a result."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.levers import Levers
from scenarios.portfolio import Portfolio, ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from tests.scenarios.portfolios import rich_portfolio

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
