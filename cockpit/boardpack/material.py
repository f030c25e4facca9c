"""What the sections of a pack read: the assessment, the simulations, and analyses on demand.

On a page it is filled from the caches of the session, so that the pack holds the very
results on screen; on the command line from simulators of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from cockpit.assessment.analyse import Analyse
from cockpit.assessment.case import Case
from cockpit.inventory.reading import Reading
from cockpit.theme import LIGHT, Palette
from scenarios.portfolio import Portfolio, ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator

T = TypeVar("T")

#: Told how much of the work is done (0 to 1) and what is being done.
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Material:
    """Everything a section may read.

    ``scenario`` and ``result`` are what is on screen; ``base`` is the base case scenario's
    simulation. ``compared`` are scenarios to set beside it, with their names, the base
    first; ``simulate`` gives the result of any other. ``threshold_words`` is what the stamp
    adds where thresholds were set by hand. ``colours`` are those that charts are drawn in:
    files are on white, the presenter follows the theme of the browser.
    """

    reading: Reading
    case: Case
    scenario: Scenario
    result: SimulationResult
    base: SimulationResult
    basis: ValueBasis
    draws: int
    seed: int
    compared: tuple[tuple[str, Scenario], ...]
    simulate: Callable[[Scenario], SimulationResult]
    analyse: Analyse
    threshold_words: str = ""
    colours: Palette = LIGHT

    @property
    def portfolio(self) -> Portfolio:
        """The portfolio of the rows that could be read."""
        return self.case.portfolio

    @property
    def currency(self) -> str:
        """ISO 4217 code of every amount."""
        return self.portfolio.currency

    @property
    def is_base(self) -> bool:
        """Whether the scenario on screen is the base."""
        return self.scenario == PRESETS["base"]


@dataclass
class Workbench:
    """Simulators and results of one portfolio outside a page; each is worked out once."""

    portfolio: Portfolio
    _simulators: dict[tuple[int, int], Simulator] = field(default_factory=dict)
    _found: dict[str, Any] = field(default_factory=dict)

    def simulator(self, draws: int, seed: int) -> Simulator:
        """The simulator of these draws.

        Raises
        ------
        ValueError
            If nothing can be simulated, in words for a person.
        """
        key = (draws, seed)
        if key not in self._simulators:
            self._simulators[key] = Simulator(self.portfolio, draws, seed)
        return self._simulators[key]

    def run(self, scenario: Scenario, draws: int, seed: int) -> SimulationResult:
        """The simulation of a scenario."""
        return self.analyse("run", scenario, draws, seed, lambda each: each.run(scenario))

    def analyse(
        self,
        name: str,
        scenario: Scenario,
        draws: int,
        seed: int,
        compute: Callable[[Simulator], T],
        params: str = "",
    ) -> T:
        """What ``compute`` finds; the same question is worked out once."""
        words = "\0".join((name, scenario.model_dump_json(), str(draws), str(seed), params))
        key = hashlib.sha256(words.encode()).hexdigest()
        if key not in self._found:
            self._found[key] = compute(self.simulator(draws, seed))
        return cast(T, self._found[key])
