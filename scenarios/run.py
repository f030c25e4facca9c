"""One scenario on its way through the engine: the draws are streamed, statistics are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenarios.accumulate import Accumulator
from scenarios.base_case import BaseCase
from scenarios.caches import ErrorCache, PathCache
from scenarios.draw_table import DrawTable
from scenarios.effects import LeverEffects
from scenarios.facts import Facts
from scenarios.measures import discount_factors
from scenarios.plan import Plan, idle_drivers
from scenarios.portfolio import CostLayer, Initiative, ValueBasis
from scenarios.results import (
    Expected,
)
from scenarios.scenario import Scenario
from scenarios.summarise import OutcomeCollector, expected
from scenarios.workspace import Workspace
from scenarios.world import World

Array = NDArray[np.float64]
#: Name of the portfolio among the rows of an :class:`OutcomeCollector`.
PORTFOLIO = ""
#: Why a figure cannot be given that hangs on how costs behave.
UNSTATED = "most of the cost does not state how it behaves, so its answer is unknown"
#: Above this share of cost an unknown answer is no answer.
MOSTLY = 0.5


@dataclass(frozen=True)
class RunSettings:
    """Yardsticks in force and what is asked for.

    With ``portfolio_only`` no statistic of a single initiative is taken, and
    :func:`scenarios.naming.result_of` must not be asked.
    """

    discount_rate: float
    hurdle_rate: float
    horizon_months: int
    bases: tuple[ValueBasis, ...]
    keep_sorted: bool
    keep_draws: bool = False
    portfolio_only: bool = False
    #: Only the portfolio's cost and benefit by draw, and no statistic at all.
    totals_only: bool = False
    #: Ids of the only initiatives to take statistics of; the portfolio then has none.
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class KeptDraws:
    """One initiative's rows of a :class:`DrawTable`, (draws,) each."""

    benefit: Array
    cost: Array
    shared_cost: Array
    estimated_benefit: Array
    estimated_cost: Array


class Run:
    """Streams initiatives once; :func:`scenarios.naming.result_of` names what was found."""

    def __init__(
        self,
        facts: Facts,
        scenario: Scenario,
        settings: RunSettings,
        plan: Plan,
        world: World,
        path_cache: PathCache,
        errors: ErrorCache,
        workspace: Workspace,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.notes = notes
        self.facts, self.scenario, self.settings, self.world = facts, scenario, settings, world
        self.assumed = {i.id: self._assumed_layers(i.id) for i in facts.costed}
        allowances = {i.id: self._allowances(i.id) for i in facts.costed}
        effects = LeverEffects(scenario.levers, settings.horizon_months)
        self.discount = discount_factors(settings.discount_rate, settings.horizon_months)
        self.acc = Accumulator(
            plan, world, effects, facts, errors, path_cache, self.discount,
            settings.discount_rate, allowances, scenario.missing_layers.p90_ratio, workspace,
        )  # fmt: skip
        self._laid_out = (plan, world, effects, facts, self.discount, settings.bases, allowances)
        self.cost = np.zeros(world.draws + 1)
        self.benefit = {basis: np.zeros(world.draws + 1) for basis in settings.bases}
        self.collectors = {
            basis: OutcomeCollector(
                basis, world.draws, settings.hurdle_rate,
                settings.discount_rate, settings.keep_sorted, workspace,
            )
            for basis in settings.bases
        }  # fmt: skip
        self.unanswered = {i.id: self._unanswered(i.id) for i in facts.portfolio.initiatives}
        self.portfolio_unanswered = facts.portfolio_unanswered
        if self.asks_in_vain(PORTFOLIO):
            self.portfolio_unanswered = dict.fromkeys(ValueBasis, UNSTATED)
        self.takes_cost = any(plan.costs[i.id] for i in facts.costed) or (
            bool(plan.shared) and bool(facts.costed)
        )
        self.costs: dict[str, Expected] = {}
        self.layer_mean: dict[str, dict[CostLayer, float]] = {}
        self._kept: dict[ValueBasis, dict[str, KeptDraws]] = {}

    @cached_property
    def base(self) -> BaseCase:
        """The base case by month; laid out when first asked for."""
        return BaseCase(*self._laid_out)

    def asks(self, initiative_id: str) -> bool:
        """Whether the scenario asks how costs behave, of an initiative or of all (``""``)."""
        levers, facts = self.scenario.levers, self.facts
        billed = levers.vendors_moved & facts.unstated_vendors[initiative_id]
        return bool(billed) or levers.asks_behaviour

    def asks_in_vain(self, initiative_id: str) -> bool:
        """Whether it asks of costs most of which state nothing about that."""
        return self.facts.unstated_share[initiative_id] > MOSTLY and self.asks(initiative_id)

    def _unanswered(self, initiative_id: str) -> dict[ValueBasis, str]:
        """Why an initiative's ROI cannot be given: what is supplied, and what is asked."""
        found = dict(self.facts.unanswered[initiative_id])
        if self.asks_in_vain(initiative_id):
            for basis in ValueBasis:
                found.setdefault(basis, UNSTATED)
        return found

    def _assumed_layers(self, initiative_id: str) -> tuple[CostLayer, ...]:
        """Missing layers that the scenario completes."""
        rule = self.scenario.missing_layers
        if rule.treatment == "leave out":
            return ()
        missing = self.facts.missing_layers[initiative_id]
        return tuple(layer for layer in missing if rule.share_of_full_cost.get(layer, 0.0) > 0)

    def _allowances(self, initiative_id: str) -> dict[CostLayer, float]:
        """Allowance of each assumed layer over known cost: s_l / (1 − Σs)."""
        layers = self.assumed[initiative_id]
        shares = self.scenario.missing_layers.share_of_full_cost
        rest = 1 - sum(shares[layer] for layer in layers)
        return {layer: shares[layer] / rest for layer in layers}

    def stream(self, progress: Callable[[float], None] | None = None) -> None:
        """Pass every initiative through once and keep only statistics."""
        costed, only = self.facts.costed, self.settings.only
        for row, initiative in enumerate(costed):
            if only is not None and initiative.id not in only:
                continue
            drawn = self.acc.cost(initiative)
            self.cost += drawn.cost
            if not self.settings.portfolio_only:
                scratch = self.acc.workspace.array("scratch", self.world.draws)
                self.costs[initiative.id] = expected(drawn.cost, scratch)
                self.layer_mean[initiative.id] = drawn.layer_mean
            if self.facts.counts_benefit(initiative.id):
                self._add_benefit(row, initiative, drawn.cost)
            if progress is not None:
                progress((row + 1) / len(costed))
        for basis, collector in self.collectors.items():
            whole = only is None and not self.settings.totals_only
            if whole and self.answers(basis):
                cash = (self.base.benefit[basis] - self.base.cost).sum(axis=0)
                collector.add(PORTFOLIO, self.benefit[basis], self.cost, cash)

    def _add_benefit(self, row: int, initiative: Initiative, cost: Array) -> None:
        unanswered = self.unanswered[initiative.id]
        always_costs = bool(cost.min() > 0)
        first_alike: dict[tuple[float, ...], ValueBasis] = {}
        kept: dict[ValueBasis, Array] = {}
        for basis, benefit in self.acc.benefits(initiative, self.settings.bases).items():
            self.benefit[basis] += benefit
            if basis in unanswered or not always_costs or self.settings.portfolio_only:
                continue
            if self.settings.keep_draws:
                kept[basis] = benefit[:-1].copy()
            weights = self.acc.plan.weights_of(initiative.id, basis)
            alike = first_alike.setdefault(weights, basis)
            if alike is not basis:
                self.collectors[basis].add_same(initiative.id, self.collectors[alike])
                continue
            net = self.base.benefit[basis][row] - self.base.cost[row]
            self.collectors[basis].add(initiative.id, benefit, cost, net)
        for basis, benefit in kept.items():
            self._kept.setdefault(basis, {})[initiative.id] = KeptDraws(
                benefit=benefit,
                cost=cost[:-1].copy(),
                shared_cost=self.acc.shared_part(initiative.id)[:-1],
                estimated_benefit=self.acc.estimated_benefit(initiative, basis)[:-1],
                estimated_cost=self.acc.estimated_cost(initiative)[:-1],
            )

    def answers(self, basis: ValueBasis) -> bool:
        """Whether the portfolio's ROI can be given on a basis."""
        return basis not in self.portfolio_unanswered and bool(self.cost.min() > 0)

    def sorted_roi(self, basis: ValueBasis) -> dict[str, Array]:
        """Sorted ROI rows kept for a moved hurdle, by initiative id."""
        return self.collectors[basis].sorted_roi

    def draw_table(self, basis: ValueBasis) -> DrawTable:
        """The draws themselves; only for a run that kept them."""
        kept = self._kept.get(basis, {})

        def rows(name: str) -> Array:
            stacked = [getattr(each, name) for each in kept.values()]
            return np.array(stacked) if stacked else np.zeros((0, self.world.draws))

        return DrawTable(
            basis=basis,
            initiatives=tuple(kept),
            **{field.name: rows(field.name) for field in fields(KeptDraws)},
            all_cost=self.cost[:-1].copy(),
            all_benefit=self.benefit[basis][:-1].copy(),
            uniforms=self.world.uniforms,
            drivers=self.world.drivers,
            hurdle_rate=self.settings.hurdle_rate,
            idle=idle_drivers(self.acc.plan, self.world.drivers),
        )
