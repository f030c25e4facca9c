"""Short ways to ask the engine, for tests that ask it many times."""

from __future__ import annotations

from dataclasses import replace

from scenarios.levers import Levers
from scenarios.portfolio import (
    Portfolio,
    ValueBasis,
)
from scenarios.presets import PRESETS
from scenarios.results import InitiativeResult, SimulationResult, Spread
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator

DRAWS = 64
CAPTURED = ValueBasis.CAPTURED


def run(portfolio: Portfolio, scenario: Scenario = PRESETS["base"], **levers) -> SimulationResult:
    if levers:
        scenario = scenario.model_copy(update={"levers": Levers(**levers)})
    return Simulator(portfolio, DRAWS).run(scenario)


def by_id(result: SimulationResult) -> dict[str, InitiativeResult]:
    return {found.id: found for found in result.initiatives}


def without_shared(portfolio: Portfolio) -> Portfolio:
    return replace(portfolio, costs=tuple(c for c in portfolio.costs if c.initiative_id))


def figures(spread: Spread) -> list[float]:
    return [spread.base, spread.mean.value, spread.p10.value, spread.p50.value, spread.p90.value]
