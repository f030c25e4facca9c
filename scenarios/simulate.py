"""The one orchestrator: (portfolio, scenario, draws, seed) → SimulationResult."""

from __future__ import annotations

from scenarios.portfolio import Portfolio
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario

DEFAULT_DRAWS = 10_000
DEFAULT_SEED = 7


class Simulator:
    """A portfolio with a seed; keeps draws between runs so that a lever moves fast."""

    def __init__(self, portfolio: Portfolio, draws: int = DEFAULT_DRAWS, seed: int = DEFAULT_SEED) -> None:
        raise NotImplementedError

    def run(self, scenario: Scenario) -> SimulationResult:
        """Simulate one scenario."""
        raise NotImplementedError


def simulate(
    portfolio: Portfolio, scenario: Scenario, draws: int = DEFAULT_DRAWS, seed: int = DEFAULT_SEED
) -> SimulationResult:
    """Simulate once; the same arguments give the same result to the last bit."""
    return Simulator(portfolio, draws, seed).run(scenario)
