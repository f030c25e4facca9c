"""One scenario on its way through the engine: stream the draws, then name the results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios import valuation
from scenarios.accumulate import Accumulator, ErrorCache, PathCache
from scenarios.cashflow import BaseCase
from scenarios.checks import run_checks
from scenarios.effects import LeverEffects
from scenarios.fan import FanBuilder, summarise_fan
from scenarios.measures import discount_factors
from scenarios.plan import Plan, Stream
from scenarios.portfolio import AllocationRule, CostLayer, Initiative, Portfolio, ValueBasis
from scenarios.results import (
    Expected,
    InitiativeResult,
    PortfolioResult,
    SimulationResult,
    Stamp,
    Supplied,
)
from scenarios.scenario import Scenario
from scenarios.summarise import OutcomeCollector, expected, histogram, influences, spread
from scenarios.world import World

Array = NDArray[np.float64]
#: Name of the portfolio among the rows of an :class:`OutcomeCollector`.
PORTFOLIO = ""


@dataclass(frozen=True)
class RunSettings:
    """Yardsticks in force and what is asked for."""

    discount_rate: float
    hurdle_rate: float
    horizon_months: int
    bases: tuple[ValueBasis, ...]
    keep_sorted: bool


class Run:
    """Streams initiatives once; :meth:`result` names what was found."""

    def __init__(
        self,
        portfolio: Portfolio,
        scenario: Scenario,
        settings: RunSettings,
        plan: Plan,
        world: World,
        path_cache: PathCache,
        errors: ErrorCache,
        shares: dict[AllocationRule, dict[str, float]],
        allocation_notes: tuple[str, ...],
    ) -> None:
        self.portfolio, self.scenario, self.settings = portfolio, scenario, settings
        self.plan, self.world, self.shares = plan, world, shares
        self.allocation_notes = allocation_notes
        self.effects = LeverEffects(scenario.levers, settings.horizon_months)
        self.discount = discount_factors(settings.discount_rate, settings.horizon_months)
        self.acc = Accumulator(
            plan, world, self.effects, errors, path_cache, self.discount, settings.discount_rate,
            shares, self.allowances, scenario.missing_layers.p90_ratio,
        )  # fmt: skip
        self.base = BaseCase(world, self.effects, plan.groups)
        self.supplied = {i.id: valuation.supplied(portfolio, i.id) for i in portfolio.initiatives}
        self.weights = {i.id: self._weights(i) for i in portfolio.initiatives}
        size = world.draws + 1
        self.cost = np.zeros(size)
        self.benefit = {basis: np.zeros(size) for basis in settings.bases}
        self.collectors = {
            basis: OutcomeCollector(
                world.draws, settings.hurdle_rate, settings.discount_rate, settings.keep_sorted
            )
            for basis in settings.bases
        }
        self.costs: dict[str, Expected] = {}
        self.layer_mean: dict[str, dict[CostLayer, float]] = {}
        self.layer_base: dict[str, dict[CostLayer, float]] = {}
        self.shared_cash = self._base_shared()
        self.base_cost = np.zeros(settings.horizon_months + 1)
        self.base_benefit = {b: np.zeros(settings.horizon_months + 1) for b in settings.bases}

    # What takes part -----------------------------------------------------------

    def costed(self) -> list[Initiative]:
        """Initiatives that bear cost: an own line, or a share when nobody has one."""
        return [
            i
            for i in self.portfolio.initiatives
            if self.portfolio.has_cost(i.id) or any(i.id in s for s in self.shares.values())
        ]

    def counts_benefit(self, initiative: Initiative) -> bool:
        """Benefits count only where the cost is known."""
        return self.supplied[initiative.id] is Supplied.BOTH

    def assumed_layers(self, initiative_id: str) -> tuple[CostLayer, ...]:
        """Missing layers that the scenario completes."""
        rule = self.scenario.missing_layers
        if rule.treatment == "leave out" or not self.portfolio.has_cost(initiative_id):
            return ()
        missing = self.portfolio.missing_layers(initiative_id)
        return tuple(layer for layer in missing if rule.share_of_full_cost.get(layer, 0.0) > 0)

    def allowances(self, initiative_id: str) -> dict[CostLayer, float]:
        """Allowance of each assumed layer over known cost: s_l / (1 − Σs)."""
        layers = self.assumed_layers(initiative_id)
        shares = self.scenario.missing_layers.share_of_full_cost
        rest = 1 - sum(shares[layer] for layer in layers)
        return {layer: shares[layer] / rest for layer in layers}

    def _weights(self, initiative: Initiative) -> list[valuation.Weights]:
        net_time = valuation.net_time_share(self.portfolio, initiative.id)
        return [
            valuation.basis_weights(stream.line, net_time, self.scenario.valuation)
            for stream in self.plan.benefits[initiative.id]
        ]

    # Draws ---------------------------------------------------------------------

    def stream(self, progress: Callable[[float], None] | None = None) -> None:
        """Pass every initiative through once and keep only statistics."""
        costed = self.costed()
        for done, initiative in enumerate(costed):
            drawn = self.acc.cost(initiative)
            self.cost += drawn.cost
            self.costs[initiative.id] = expected(drawn.cost)
            self.layer_mean[initiative.id] = drawn.layer_mean
            cost_cash = self._base_cost(initiative)
            if self.counts_benefit(initiative):
                self._add_benefit(initiative, drawn.cost, cost_cash)
            if progress is not None:
                progress((done + 1) / len(costed))
        for basis, collector in self.collectors.items():
            if self.portfolio_answers(basis):
                cash = tuple((self.base_benefit[basis] - self.base_cost).tolist())
                collector.add(PORTFOLIO, self.benefit[basis], self.cost, cash)
            collector.flush()

    def portfolio_answers(self, basis: ValueBasis) -> bool:
        """Whether the portfolio's ROI can be given on a basis."""
        unanswered = valuation.portfolio_unanswered(self.portfolio)
        return basis not in unanswered and self.cost[-1] > 0

    def _add_benefit(self, initiative: Initiative, cost: Array, cost_cash: Array) -> None:
        weights = self.weights[initiative.id]
        drawn = self.acc.benefits(initiative, weights, self.settings.bases)
        streams = self.plan.benefits[initiative.id]
        cash = self.base.cash(streams, self._factors(streams, initiative), initiative)
        unanswered = valuation.unanswered(self.portfolio, initiative.id)
        for basis, benefit in drawn.items():
            self.benefit[basis] += benefit
            weight = np.array([w[basis] for w in weights])
            base_cash = weight @ cash if len(weights) else np.zeros_like(cost_cash)
            self.base_benefit[basis] += base_cash
            if basis not in unanswered and cost[-1] > 0:
                net = tuple((base_cash - cost_cash).tolist())
                self.collectors[basis].add(initiative.id, benefit, cost, net)

    def sorted_roi(self, basis: ValueBasis) -> dict[str, Array]:
        """Sorted ROI rows kept for a moved hurdle."""
        return self.collectors[basis].sorted_roi

    # Base case -----------------------------------------------------------------

    def _factors(self, streams: tuple[Stream, ...], initiative: Initiative | None) -> Array:
        return np.array([self.acc.line_factor(stream, initiative) for stream in streams])

    def _base_shared(self) -> dict[AllocationRule, dict[CostLayer, Array]]:
        """Monthly base cash of shared lines by rule and layer, before division."""
        streams = self.plan.shared
        cash = self.base.cash(streams, self._factors(streams, None), None)
        found: dict[AllocationRule, dict[CostLayer, Array]] = {}
        for row, stream in zip(cash, streams, strict=True):
            layers = found.setdefault(stream.line.allocation, {})
            layers[stream.line.layer] = layers.get(stream.line.layer, 0.0) + row
        return found

    def _base_cost(self, initiative: Initiative) -> Array:
        """Monthly base cost of an initiative; notes its layers on the way."""
        streams = self.plan.costs[initiative.id]
        cash = self.base.cash(streams, self._factors(streams, initiative), initiative)
        by_layer: dict[CostLayer, Array] = {}
        for row, stream in zip(cash, streams, strict=True):
            by_layer[stream.line.layer] = by_layer.get(stream.line.layer, 0.0) + row
        for rule, layers in self.shared_cash.items():
            share = self.shares[rule].get(initiative.id, 0.0)
            for layer, row in layers.items():
                if share:
                    by_layer[layer] = by_layer.get(layer, 0.0) + share * row
        known = sum(by_layer.values(), np.zeros(self.settings.horizon_months + 1))
        for layer, ratio in self.allowances(initiative.id).items():
            by_layer[layer] = known * ratio
        total = sum(by_layer.values(), np.zeros(self.settings.horizon_months + 1))
        self.layer_base[initiative.id] = {
            layer: float(row @ self.discount) for layer, row in by_layer.items()
        }
        self.base_cost += total
        return total

    # Results -------------------------------------------------------------------

    def result(self, stamp: Stamp, fan: bool) -> SimulationResult:
        """Name everything."""
        initiatives = tuple(self._initiative(i) for i in self.portfolio.initiatives)
        portfolio = self._portfolio(fan)
        shared, allocated = self._reconciled()
        laid_out = float(self.base_cost @ self.discount)
        return SimulationResult(
            stamp=stamp,
            currency=self.portfolio.currency,
            hurdle_rate=self.settings.hurdle_rate,
            discount_rate=self.settings.discount_rate,
            horizon_months=self.settings.horizon_months,
            portfolio=portfolio,
            initiatives=initiatives,
            drivers=self.world.drivers,
            checks=run_checks(portfolio, initiatives, shared, allocated, laid_out),
            notes=valuation.notes(self.portfolio) + self.allocation_notes,
            repair=self.world.repair,
            partial=any(
                set(r.missing_layers) - set(r.assumed_layers)
                for r in initiatives
                if r.cost is not None
            ),
        )

    def _reconciled(self) -> tuple[dict[AllocationRule, float], dict[AllocationRule, float]]:
        """Base present value of shared lines by rule: in total, and as divided."""
        total = {rule: float(drawn.cost[-1]) for rule, drawn in self.acc.shared.items()}
        given = {
            rule: sum(
                self.shares[rule].get(i.id, 0.0)
                * sum(float(row @ self.discount) for row in self.shared_cash[rule].values())
                for i in self.costed()
            )
            for rule in total
        }
        return total, given

    def _initiative(self, initiative: Initiative) -> InitiativeResult:
        id_ = initiative.id
        unanswered = dict(valuation.unanswered(self.portfolio, id_))
        outcomes = {
            basis: collector.outcomes[id_]
            for basis, collector in self.collectors.items()
            if id_ in collector.outcomes
        }
        for basis in self.settings.bases:
            if basis not in outcomes and basis not in unanswered:
                unanswered[basis] = "the cost is zero, so that ROI is undefined"
        return InitiativeResult(
            id=id_,
            name=initiative.name,
            supplied=self.supplied[id_],
            outcomes=outcomes,
            cost=self.costs.get(id_),
            layer_base=self.layer_base.get(id_, {}),
            layer_mean=self.layer_mean.get(id_, {}),
            missing_layers=self.portfolio.missing_layers(id_),
            assumed_layers=self.assumed_layers(id_),
            unanswered=unanswered,
        )

    def _portfolio(self, fan: bool) -> PortfolioResult:
        unanswered = dict(valuation.portfolio_unanswered(self.portfolio))
        answered = [b for b in self.settings.bases if self.portfolio_answers(b)]
        for basis in self.settings.bases:
            if basis not in answered and basis not in unanswered:
                unanswered[basis] = "the cost is zero, so that ROI is undefined"
        rows = {basis: np.sort(self.benefit[basis][:-1] / self.cost[:-1] - 1) for basis in answered}
        moved = ValueBasis.CAPTURED if ValueBasis.CAPTURED in answered else None
        moved = moved or (answered[0] if answered else None)
        return PortfolioResult(
            outcomes={basis: self.collectors[basis].outcomes[PORTFOLIO] for basis in answered},
            fans=self._fans(answered) if fan else {},
            histograms={basis: histogram(row) for basis, row in rows.items()},
            cost=spread(self.cost),
            layer_base=self._layer_sums(self.layer_base),
            layer_mean=self._layer_sums(self.layer_mean),
            indirect_base=self._indirect(),
            influences=()
            if moved is None
            else influences(self.world, (self.benefit[moved] - self.cost)[:-1]),
            unanswered=unanswered,
        )

    def _fans(self, bases: list[ValueBasis]) -> dict:
        entries = [(i, self.weights[i.id], self.counts_benefit(i)) for i in self.costed()]
        series = FanBuilder(self.acc, tuple(bases)).cumulative_net(entries)
        return {basis: summarise_fan(cumulative) for basis, cumulative in series.items()}

    @staticmethod
    def _layer_sums(by_initiative: dict[str, dict[CostLayer, float]]) -> dict[CostLayer, float]:
        """Layers summed over initiatives; a layer nobody has is absent, not zero."""
        found: dict[CostLayer, float] = {}
        for layers in by_initiative.values():
            for layer, value in layers.items():
                found[layer] = found.get(layer, 0.0) + value
        return {layer: found[layer] for layer in CostLayer if layer in found}

    def _indirect(self) -> float:
        """Base present value of indirect benefits: shown apart, summed into nothing."""
        total = 0.0
        for stream in self.plan.indirect:
            initiative = self.portfolio.by_id[stream.line.initiative_id]
            factor = self._factors((stream,), initiative)
            total += float((self.base.cash((stream,), factor, initiative) @ self.discount).sum())
        return total
