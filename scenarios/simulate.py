"""The one orchestrator: (portfolio, scenario, draws, seed) → SimulationResult.

:func:`simulate` is the pure function. :class:`Simulator` is the same function
with a memory: it keeps random draws and path sums between runs, so that a lever
moved in a meeting costs only what the lever changes. What it returns never
depends on what it did before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scenarios import __version__
from scenarios.base_points import BasePoints, CertainAmounts, point_world
from scenarios.caches import ErrorCache, PathCache
from scenarios.draw_table import DrawTable
from scenarios.drivers import Correlation, Driver
from scenarios.facts import gather_facts
from scenarios.measures import share_at_least
from scenarios.monthly_cost import LineName, MonthlyCost, monthly_cost
from scenarios.naming import result_of
from scenarios.plan import Plan, compile_plan
from scenarios.portfolio import Portfolio, ValueBasis
from scenarios.results import Estimate, Outcome, SimulationResult, Stamp
from scenarios.run import PORTFOLIO, Run, RunSettings
from scenarios.sampling import LineErrors, Sampling
from scenarios.scenario import Scenario
from scenarios.workspace import Workspace
from scenarios.world import World, effective_drivers, sample_world, without_effect

Array = NDArray[np.float64]
_Value = TypeVar("_Value")

DEFAULT_DRAWS = 10_000
DEFAULT_SEED = 7
ALL_BASES = tuple(ValueBasis)

#: Sorted ROI rows of the last run are kept up to this size, for a moved hurdle.
_SORTED_BYTES = 64 * 2**20


class Simulator:
    """A portfolio with draws and a seed.

    Parameters
    ----------
    draws
        Number of draws, at least 2. Powers of two use a Sobol sequence best.
    seed
        Any integer; keys every random number together with the driver's name.
    sampling
        ``"sobol"`` (scrambled Sobol and stratified errors) or ``"random"``
        (plain pseudo-random numbers, keyed alike).
    error_seed
        Seed of the lines' estimation errors where it is not ``seed``: two simulators
        that differ in it alone share their drivers and nothing else.

    Raises
    ------
    ValueError
        If there are fewer than two draws, or a stated driver is unknown.
    """

    def __init__(
        self,
        portfolio: Portfolio,
        draws: int = DEFAULT_DRAWS,
        seed: int = DEFAULT_SEED,
        sampling: Sampling = "sobol",
        error_seed: int | None = None,
    ) -> None:
        if draws < 2:
            raise ValueError("at least 2 draws are needed")
        self.portfolio, self.draws, self.seed, self.sampling = portfolio, draws, seed, sampling
        own = seed if error_seed is None else error_seed
        self._errors = ErrorCache(LineErrors(own, draws, sampling))
        self._facts = gather_facts(portfolio)
        self._worlds: OrderedDict[Hashable, tuple[World, PathCache]] = OrderedDict()
        self._medians: OrderedDict[Hashable, tuple[World, PathCache]] = OrderedDict()
        self._plans: OrderedDict[Hashable, Plan] = OrderedDict()
        self._workspace = Workspace()
        self._last: tuple[Scenario, Run] | None = None
        # One run at a time: runs share scratch arrays, and sessions share simulators.
        self._lock = Lock()

    def run(
        self,
        scenario: Scenario,
        bases: tuple[ValueBasis, ...] = ALL_BASES,
        fan: bool = True,
        progress: Callable[[float], None] | None = None,
    ) -> SimulationResult:
        """Simulate one scenario.

        Parameters
        ----------
        bases
            Value bases to compute; all three by default.
        fan
            Also lay out cumulative cash by month, and rank the drivers by influence.
        progress
            Called with the share of initiatives done, for a progress bar.
        """
        with self._lock:
            run = self._run(scenario, bases, progress)
            return result_of(run, self._stamp(scenario), fan)

    def draw_table(self, scenario: Scenario, basis: ValueBasis = ValueBasis.CAPTURED) -> DrawTable:
        """Every draw of a scenario on one basis, by initiative.

        Holds 16 bytes for each initiative and draw. The figures of :meth:`run` with
        the same scenario are statistics of exactly these draws.
        """
        with self._lock:
            return self._run(scenario, (basis,), None, keep_draws=True).draw_table(basis)

    def outcomes_and_draws(
        self,
        scenario: Scenario,
        basis: ValueBasis = ValueBasis.CAPTURED,
        only: frozenset[str] | None = None,
    ) -> tuple[dict[str, Outcome], DrawTable]:
        """Outcomes by initiative as in :meth:`run`, and :meth:`draw_table`, of one simulation.

        For searches that ask both hundreds of times. An initiative whose ROI cannot be
        answered on the basis is in neither.

        Parameters
        ----------
        only
            Ids of the initiatives asked for; the others' lines are not drawn. What is
            asked for is the same to the last bit, the totals of the table are those of
            these initiatives.
        """
        with self._lock:
            run = self._run(scenario, (basis,), None, keep_draws=True, only=only)
            outcomes = run.collectors[basis].outcomes
            table = run.draw_table(basis)
            return {id_: outcomes[id_] for id_ in table.initiatives}, table

    def portfolio_outcome(
        self, scenario: Scenario, basis: ValueBasis = ValueBasis.CAPTURED
    ) -> Outcome | None:
        """The portfolio's outcome as in :meth:`run`, to the last bit, and nothing else.

        For searches that ask it hundreds of times. ``None`` where the portfolio's ROI
        cannot be answered on the basis.
        """
        with self._lock:
            run = self._run(scenario, (basis,), None, portfolio_only=True)
            return run.collectors[basis].outcomes.get(PORTFOLIO)

    def monthly_cost(
        self, scenario: Scenario, lines: Collection[LineName], months: Sequence[int]
    ) -> MonthlyCost:
        """Cost of some lines by month and layer, in the draws of :meth:`run`.

        Raises
        ------
        ValueError
            If a month lies outside the horizon.
        """
        with self._lock:
            run = self._run(scenario, (), None, portfolio_only=True)
            return monthly_cost(run.acc, lines, months)

    def hurdle_rate(self, scenario: Scenario) -> float:
        """The hurdle in force: that of the scenario, else the portfolio's."""
        return _first(scenario.levers.hurdle_rate, self.portfolio.hurdle_rate)

    def base_points(
        self,
        scenario: Scenario,
        values: Mapping[str, Array],
        basis: ValueBasis = ValueBasis.CAPTURED,
    ) -> BasePoints | None:
        """The base case with some drivers elsewhere, at many points in one pass.

        Parameters
        ----------
        values
            By full name of a driver, (points,) each; one point with none of them is
            the base case. All other drivers stand at their median.

        Returns
        -------
        ``None`` where the portfolio's ROI cannot be answered on the basis.

        Raises
        ------
        ValueError
            If a driver does not take part, or the values differ in number.
        """
        with self._lock:
            world, path_cache = self._points(self.drivers(scenario), values)
            settings = replace(
                self._settings(scenario, (basis,)),
                keep_sorted=False,
                portfolio_only=True,
                totals_only=True,
            )
            plan = self._plan(scenario, settings.horizon_months)
            errors = CertainAmounts(world.draws)
            run = Run(self._facts, scenario, settings, plan, world, path_cache, errors, Workspace())
            run.stream()
        if not run.answers(basis):
            return None
        points = max([1, *(len(each) for each in values.values())])
        cost, benefit = run.cost[:points].copy(), run.benefit[basis][:points].copy()
        return BasePoints(cost, benefit, settings.hurdle_rate)

    def _points(
        self, drivers: tuple[Driver, ...], values: Mapping[str, Array]
    ) -> tuple[World, PathCache]:
        """One draw for each point; what is asked at the medians alone is kept for levers."""

        def lay_out() -> tuple[World, PathCache]:
            world = point_world(drivers, values)
            return world, PathCache(world)

        return lay_out() if values else _remember(self._medians, drivers, lay_out, limit=2)

    def drivers(self, scenario: Scenario) -> tuple[Driver, ...]:
        """Every driver that takes part in a scenario, with the distribution used."""
        stated = self.portfolio
        return effective_drivers(stated.vendors, stated.drivers, scenario.drivers)

    def correlations(self, scenario: Scenario) -> tuple[Correlation, ...]:
        """Every stated correlation; of a pair stated twice the last one counts."""
        return self.portfolio.correlations + scenario.correlations

    def hurdle_shares(
        self, scenario: Scenario, hurdle_rate: float, basis: ValueBasis = ValueBasis.CAPTURED
    ) -> dict[str, Estimate]:
        """P(ROI ≥ hurdle) of each initiative and of the portfolio (key ``""``).

        One search in each row already sorted, when the scenario was the last one
        run and its rows were kept; else the scenario is simulated first.
        """
        with self._lock:
            return self._hurdle_shares(scenario, hurdle_rate, basis)

    def _hurdle_shares(
        self, scenario: Scenario, hurdle_rate: float, basis: ValueBasis
    ) -> dict[str, Estimate]:
        last = self._last
        run = last[1] if last and (last[0] is scenario or last[0] == scenario) else None
        if run is None or basis not in run.settings.bases:
            run = self._run(scenario, (basis,), None)
        if run.settings.keep_sorted:
            rows = run.sorted_roi(basis)
            return {name: Estimate(*share_at_least(row, hurdle_rate)) for name, row in rows.items()}
        levers = scenario.levers.model_copy(update={"hurdle_rate": hurdle_rate})
        run = self._run(scenario.model_copy(update={"levers": levers}), (basis,), None)
        return {name: o.p_roi_hurdle for name, o in run.collectors[basis].outcomes.items()}

    def _run(
        self,
        scenario: Scenario,
        bases: tuple[ValueBasis, ...],
        progress: Callable[[float], None] | None,
        keep_draws: bool = False,
        portfolio_only: bool = False,
        only: frozenset[str] | None = None,
    ) -> Run:
        stated = self.portfolio
        settings = replace(self._settings(scenario, bases, keep_draws), only=only)
        if portfolio_only:
            settings = replace(settings, keep_sorted=False, portfolio_only=True)
        world, path_cache = self._world(scenario)
        plan = self._plan(scenario, settings.horizon_months)
        notes = without_effect(
            stated.vendors,
            stated.drivers + scenario.drivers,
            self.correlations(scenario),
        )
        run = Run(
            self._facts,
            scenario,
            settings,
            plan,
            world,
            path_cache,
            self._errors,
            self._workspace,
            notes,
        )
        # A run broken off leaves rows of its own in the arrays of the last one.
        self._last = None
        run.stream(progress)
        # What holds no or not every initiative cannot answer for them later.
        self._last = None if portfolio_only or only is not None else (scenario, run)
        return run

    def _settings(
        self, scenario: Scenario, bases: tuple[ValueBasis, ...], keep_draws: bool = False
    ) -> RunSettings:
        levers, stated = scenario.levers, self.portfolio
        return RunSettings(
            discount_rate=_first(levers.discount_rate, stated.discount_rate),
            hurdle_rate=_first(levers.hurdle_rate, stated.hurdle_rate),
            horizon_months=_first(levers.horizon_months, stated.horizon_months),
            bases=bases,
            keep_sorted=len(stated.initiatives) * len(bases) * self.draws * 8 <= _SORTED_BYTES,
            keep_draws=keep_draws,
        )

    def _world(self, scenario: Scenario) -> tuple[World, PathCache]:
        """Draws of the shared drivers, with the path sums that belong to them."""
        drivers, correlations = self.drivers(scenario), self.correlations(scenario)

        def sample() -> tuple[World, PathCache]:
            world = sample_world(drivers, correlations, self.draws, self.seed, self.sampling)
            return world, PathCache(world)

        return _remember(self._worlds, (drivers, correlations), sample, limit=4)

    def _plan(self, scenario: Scenario, horizon_months: int) -> Plan:
        levers, valuation = scenario.levers, scenario.valuation
        key = (
            horizon_months,
            levers.price_elasticity,
            levers.value_follows_usage,
            levers.benefit_delay_months,
            valuation.model_dump_json(),
        )
        return _remember(
            self._plans,
            key,
            lambda: compile_plan(self.portfolio, levers, valuation, horizon_months),
            limit=16,
        )

    def _stamp(self, scenario: Scenario) -> Stamp:
        return Stamp(
            data_hash=self.portfolio.data_hash,
            scenario_name=scenario.name,
            scenario_hash=_digest(scenario),
            seed=self.seed,
            draws=self.draws,
            version=__version__,
            as_of=self.portfolio.as_of,
            source_name=self.portfolio.source_name,
            rejected_rows=self.portfolio.rejected_rows,
        )


def simulate(
    portfolio: Portfolio, scenario: Scenario, draws: int = DEFAULT_DRAWS, seed: int = DEFAULT_SEED
) -> SimulationResult:
    """Simulate once; the same arguments give the same result to the last bit.

    Raises
    ------
    ValueError
        If there are fewer than two draws, or a stated driver is unknown.
    """
    return Simulator(portfolio, draws, seed).run(scenario)


def _digest(scenario: Scenario) -> str:
    """SHA-256 of what a scenario sets, its name and description left out."""
    content = scenario.model_dump_json(exclude={"name", "description"})
    return sha256(content.encode()).hexdigest()


def _first(lever: _Value | None, stated: _Value) -> _Value:
    return stated if lever is None else lever


def _remember(
    store: OrderedDict[Hashable, _Value], key: Hashable, make: Callable[[], _Value], limit: int
) -> _Value:
    """Least-recently-used memory of pure results."""
    if key not in store:
        store[key] = make()
        if len(store) > limit:
            store.popitem(last=False)
    store.move_to_end(key)
    return store[key]
