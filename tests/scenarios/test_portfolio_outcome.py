"""The portfolio's outcome alone, asked hundreds of times, is the one that a run gives."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.levers import Levers
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from tests.scenarios.portfolios import rich_portfolio


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("basis", ValueBasis)
def test_the_same_to_the_last_bit_as_a_run(preset: str, basis: ValueBasis) -> None:
    simulator = Simulator(rich_portfolio(), 128)
    alone = simulator.portfolio_outcome(PRESETS[preset], basis)
    assert alone == Simulator(rich_portfolio(), 128).run(PRESETS[preset]).portfolio.outcomes.get(
        basis
    )


def test_asking_it_changes_nothing_that_is_asked_later() -> None:
    simulator, fresh = Simulator(rich_portfolio(), 128), Simulator(rich_portfolio(), 128)
    scenario = PRESETS["base"]
    simulator.run(scenario)
    simulator.portfolio_outcome(scenario)
    assert simulator.hurdle_shares(scenario, 0.3) == fresh.hurdle_shares(scenario, 0.3)
    assert simulator.run(scenario) == fresh.run(scenario)


def test_the_hurdle_is_the_levers_or_else_the_portfolios() -> None:
    simulator = Simulator(rich_portfolio(), 2)
    assert simulator.hurdle_rate(Scenario()) == simulator.portfolio.hurdle_rate
    assert simulator.hurdle_rate(Scenario(levers=Levers(hurdle_rate=0.4))) == 0.4


@pytest.mark.parametrize("preset", ["base", "everything-at-once"])
def test_some_initiatives_alone_are_as_among_all(preset: str) -> None:
    simulator, scenario = Simulator(rich_portfolio(), 500), PRESETS[preset]
    outcomes, table = simulator.outcomes_and_draws(scenario)
    assert len(outcomes) > 1
    for place, id_ in enumerate(table.initiatives):
        alone, rows = simulator.outcomes_and_draws(scenario, only=frozenset({id_}))
        assert alone == {id_: outcomes[id_]}
        for name in ("cost", "benefit", "shared_cost", "estimated_benefit", "estimated_cost"):
            np.testing.assert_array_equal(getattr(rows, name)[0], getattr(table, name)[place])
