"""What page and board pack ask of the engine, under the same names, so that each is kept once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from cockpit.assessment.analyse import Analyse
from cockpit.assessment.robustness.break_evens import LeverAnswer, lever_answer
from cockpit.assessment.robustness.regret import StressWorths, stress_worths
from scenarios.discovery import Discovery, discover
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import Outcome
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from scenarios.tornado import Tornado, driver_tornado, lever_tornado

T = TypeVar("T")


@dataclass(frozen=True)
class Asking:
    """Analyses of one scenario on one value basis, by number of draws and seed.

    ``outcome`` is the portfolio's in that scenario; ``analyse`` keeps what was found.
    """

    analyse: Analyse
    scenario: Scenario
    basis: ValueBasis
    outcome: Outcome
    draws: int
    seed: int

    def break_even(self, lever: str, begin: Callable[[], None] = lambda: None) -> LeverAnswer:
        """The break-even of one lever; ``begin`` is called where it has to be searched."""

        def search(simulator: Simulator) -> LeverAnswer:
            begin()
            return lever_answer(simulator, self.scenario, lever, self.basis, self.outcome)

        return self.ask("break-even", search, lever)

    def tornado(self, *, levers: bool) -> Tornado | None:
        """One driver, or one lever, at a time."""
        compute = lever_tornado if levers else driver_tornado
        return self.ask(
            compute.__name__, lambda simulator: compute(simulator, self.scenario, self.basis)
        )

    def discovery(self) -> Discovery:
        """The futures in which the hurdle is missed."""
        return self.ask(
            "discovery",
            lambda simulator: discover(simulator.draw_table(self.scenario, self.basis)),
        )

    def stress_worths(self, tell: Callable[[int, int], None] | None = None) -> StressWorths:
        """What each initiative adds under the base and every stress, whatever the levers."""
        return self.ask(
            "stress worths",
            lambda simulator: stress_worths(simulator, self.basis, tell),
            scenario=PRESETS["base"],
        )

    def ask(
        self,
        name: str,
        compute: Callable[[Simulator], T],
        more: str = "",
        scenario: Scenario | None = None,
    ) -> T:
        """What ``compute`` finds in the scenario, kept by ``name``, value basis and ``more``."""
        return self.analyse(
            f"robustness {name}",
            scenario or self.scenario,
            self.draws,
            self.seed,
            compute,
            f"{self.basis} {more}",
        )
