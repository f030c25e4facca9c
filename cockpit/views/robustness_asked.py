"""What the page asks of the engine; :func:`cockpit.cached.analysis` keeps it by its inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from cockpit import cached, state
from cockpit.assessment.robustness import draws, flips, variance
from cockpit.assessment.robustness.break_evens import LeverAnswer, lever_answer
from cockpit.assessment.robustness.regret import StressWorths, stress_worths
from cockpit.views.parts import Loaded
from scenarios.convergence import Convergence, Replicates, convergence, replicate
from scenarios.discovery import Discovery, discover
from scenarios.flip_map import FlipMap, flip_map
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import Outcome, SimulationResult
from scenarios.reverse_stress import ReverseStress, driver_stress, lever_stress
from scenarios.scenario import Scenario
from scenarios.sensitivity import Sensitivity, VarianceShares
from scenarios.simulate import Simulator
from scenarios.tornado import Tornado, driver_tornado, lever_tornado

T = TypeVar("T")

#: Runs that the search for the smallest move of levers takes, about.
_SEARCH_RUNS = 400


@dataclass(frozen=True)
class Asked:
    """The scenario on screen with its result, and every analysis of it on demand.

    Those that take longer show their progress where they are called; another click
    breaks them off, and nothing of them is kept.
    """

    loaded: Loaded
    basis: ValueBasis
    result: SimulationResult
    outcome: Outcome

    def break_even(self, lever: str) -> LeverAnswer:
        """The break-even of one lever."""
        return self._ask(
            "break-even",
            lambda simulator: lever_answer(
                simulator, self.loaded.scenario, lever, self.basis, self.outcome
            ),
            lever,
        )

    def tornado(self, *, levers: bool) -> Tornado | None:
        """One driver, or one lever, at a time."""
        compute = lever_tornado if levers else driver_tornado
        return self._ask(
            compute.__name__,
            lambda simulator: compute(simulator, self.loaded.scenario, self.basis),
        )

    def discovery(self) -> Discovery:
        """The futures in which the hurdle is missed."""
        return self._ask(
            "discovery",
            lambda simulator: discover(simulator.draw_table(self.loaded.scenario, self.basis)),
        )

    def flip_map(self, column: str, row: str) -> FlipMap:
        """The map of two levers."""
        axes = {
            lever: flips.axis(lever, self.loaded.portfolio, self.loaded.scenario)
            for lever in (column, row)
        }
        with _progress("Map of two levers") as tell:
            return self._ask(
                "flip map",
                lambda simulator: flip_map(
                    simulator, self.loaded.scenario, self.basis, column, row,
                    axes[column], axes[row], tell,
                ),
                f"{column} {row}",
            )  # fmt: skip

    def reverse_stress(self, *, levers: bool) -> ReverseStress | None:
        """The smallest joint move that breaks the hurdle."""
        scenario, basis = self.loaded.scenario, self.basis
        with _progress("Smallest joint move") as tell:

            def of_drivers(simulator: Simulator) -> ReverseStress | None:
                tell(0, 1)
                return driver_stress(simulator, scenario, basis)

            def of_levers(simulator: Simulator) -> ReverseStress | None:
                def run(done: int) -> None:
                    tell(done, _SEARCH_RUNS)

                return lever_stress(simulator, scenario, basis, progress=run)

            compute = of_levers if levers else of_drivers
            return self._ask(compute.__name__, compute)

    def stress_worths(self) -> StressWorths:
        """What each initiative adds under the base and every stress, whatever the levers."""
        with _progress("Base and stress set") as tell:
            return self._ask(
                "stress worths",
                lambda simulator: stress_worths(simulator, self.basis, tell),
                scenario=PRESETS["base"],
            )

    def sensitivity(self) -> tuple[Sensitivity, VarianceShares] | None:
        """Shares of variance, and drivers against estimation errors; ``None`` with few draws."""

        def both(simulator: Simulator) -> tuple[Sensitivity, VarianceShares] | None:
            found = variance.indices_of(simulator, self.loaded.scenario, self.basis)
            if found is None:
                return None
            return found, variance.origins_of(simulator, self.loaded.scenario, self.basis)

        return self._ask("sensitivity", both)

    def convergence(self) -> Convergence:
        """Running estimates of the draws on screen."""
        return self._ask(
            "convergence",
            lambda simulator: convergence(
                simulator.draw_table(self.loaded.scenario, self.basis).portfolio_roi,
                self.result.hurdle_rate,
                draws.STEPS,
            ),
        )

    def replicates(self) -> tuple[Replicates, ...] | None:
        """The same figures with other seeds."""
        with _progress("Other seeds") as tell:
            return self._ask(
                "replicates",
                lambda simulator: replicate(
                    simulator.portfolio, self.loaded.scenario, simulator.draws,
                    draws.seeds(simulator.seed), self.basis, tell,
                ),
            )  # fmt: skip

    def _ask(
        self,
        name: str,
        compute: Callable[[Simulator], T],
        more: str = "",
        scenario: Scenario | None = None,
    ) -> T:
        choice = state.choice()
        return cached.analysis(
            f"robustness {name}",
            self.loaded.data,
            scenario or self.loaded.scenario,
            choice.draws,
            choice.seed,
            compute,
            f"{self.basis} {more}",
        )


class _progress:  # noqa: N801 - used like a function
    """A bar that is there while something is worked out, and gone after it."""

    def __init__(self, what: str) -> None:
        self._what, self._place = what, st.empty()

    def __enter__(self) -> Callable[[int, int], None]:
        def tell(done: int, total: int) -> None:
            self._place.progress(min(1.0, done / max(1, total)), self._what)

        return tell

    def __exit__(self, *_: object) -> None:
        self._place.empty()
