"""What the page asks of the engine; :func:`cockpit.cached.analysis` keeps it by its inputs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from cockpit import cached, state
from cockpit.assessment.robustness import draws, flips, variance
from cockpit.assessment.robustness.asking import Asking
from cockpit.assessment.robustness.break_evens import LeverAnswer
from cockpit.assessment.robustness.regret import StressWorths
from cockpit.views.parts import Loaded
from cockpit.views.working import Work
from scenarios.convergence import Convergence, Replicates, convergence, replicate
from scenarios.discovery import Discovery
from scenarios.flip_map import FlipMap, flip_map
from scenarios.portfolio import ValueBasis
from scenarios.results import Outcome, SimulationResult
from scenarios.reverse_stress import ReverseStress, driver_stress, lever_stress
from scenarios.sensitivity import Sensitivity, VarianceShares
from scenarios.simulate import Simulator
from scenarios.tornado import Tornado

T = TypeVar("T")

#: Runs that the search for the smallest move of levers takes, about.
_SEARCH_RUNS = 400


@dataclass(frozen=True)
class Asked:
    """The scenario on screen with its result, and every analysis of it on demand.

    Those that take longer show their progress where they are called, with a button that
    breaks them off (:class:`cockpit.views.working.BrokenOff`); nothing of them is kept then.
    """

    loaded: Loaded
    basis: ValueBasis
    result: SimulationResult
    outcome: Outcome

    @property
    def stamp(self) -> str:
        """Last line of every download of the scenario on screen."""
        return self.loaded.stamp_on(self.basis)

    @property
    def base_stamp(self) -> str:
        """Last line of every download that compares the scenario Base with its stresses."""
        return self.loaded.stamp_on(self.basis, base=True)

    @property
    def asking(self) -> Asking:
        """The analyses that a board pack asks for as well, from the caches of the session."""
        choice = state.choice()
        return Asking(
            cached.analyse(self.loaded.data),
            self.loaded.scenario,
            self.basis,
            self.outcome,
            choice.draws,
            choice.seed,
        )

    def break_even(self, lever: str, begin: Callable[[], None] = lambda: None) -> LeverAnswer:
        """The break-even of one lever; ``begin`` is called where it has to be searched."""
        return self.asking.break_even(lever, begin)

    def tornado(self, *, levers: bool) -> Tornado | None:
        """One driver, or one lever, at a time."""
        return self.asking.tornado(levers=levers)

    def discovery(self) -> Discovery:
        """The futures in which the hurdle is missed."""
        return self.asking.discovery()

    def flip_map(self, column: str, row: str) -> FlipMap:
        """The map of two levers."""
        axes = {
            lever: flips.axis(lever, self.loaded.portfolio, self.loaded.scenario)
            for lever in (column, row)
        }
        with _progress("map", "Map of two levers") as tell:
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
        of = "levers" if levers else "drivers"
        with _progress(f"shock_{of}", f"Smallest joint move of {of}") as tell:

            def of_drivers(simulator: Simulator) -> ReverseStress | None:
                tell(0, 1)
                return driver_stress(simulator, scenario, basis)

            def of_levers(simulator: Simulator) -> ReverseStress | None:
                def run(done: int) -> None:
                    tell(done, _SEARCH_RUNS)

                tell(0, _SEARCH_RUNS)
                return lever_stress(simulator, scenario, basis, progress=run)

            compute = of_levers if levers else of_drivers
            return self._ask(compute.__name__, compute)

    def stress_worths(self) -> StressWorths:
        """What each initiative adds under the base and every stress, whatever the levers."""
        with _progress("stresses", "Scenario Base and its stress set") as tell:
            return self.asking.stress_worths(tell)

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
        with _progress("seeds", "The same with other seeds") as tell:
            return self._ask(
                "replicates",
                lambda simulator: replicate(
                    simulator.portfolio, self.loaded.scenario, simulator.draws,
                    draws.seeds(simulator.seed), self.basis, tell,
                ),
            )  # fmt: skip

    def _ask(self, name: str, compute: Callable[[Simulator], T], more: str = "") -> T:
        return self.asking.ask(name, compute, more)


@contextlib.contextmanager
def _progress(key: str, what: str) -> Iterator[Callable[[int, int], None]]:
    """Told steps done and of all; the bar and its button are gone once the work is done."""
    work = Work(f"robustness_{key}", what)

    def tell(done: int, total: int) -> None:
        work.tell(done / max(1, total))

    yield tell
    work.done()
