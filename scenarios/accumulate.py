"""Streams initiative by initiative: discounted cost and benefit of every draw.

One initiative's rows are all that exists at a time; the errors of its lines are
kept between runs while they fit a fixed budget, since a lever does not move them.
Arrays are (draws + 1,), the base case last.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios import paths
from scenarios.cashflow import LineFlows, group_level
from scenarios.distributions import Z90
from scenarios.effects import LeverEffects
from scenarios.facts import Facts
from scenarios.plan import BenefitStream, CostStream, Group, Plan
from scenarios.portfolio import AllocationRule, CostLayer, Initiative, ValueBasis
from scenarios.sampling import LineErrors
from scenarios.workspace import Workspace
from scenarios.world import World

Array = NDArray[np.float64]

#: Kinds of lines, under which errors are keyed.
COST, BENEFIT, SHARED, ALLOWANCE = "cost", "benefit", "shared", "allowance"
ERROR_BUDGET_BYTES = 192 * 2**20
_SLAB_BYTES = 8 * 2**20


class ErrorCache:
    """Amount × lognormal error of each line, kept while it fits the budget."""

    def __init__(self, errors: LineErrors, budget_bytes: int = ERROR_BUDGET_BYTES) -> None:
        self.errors, self.budget_bytes, self.used_bytes = errors, budget_bytes, 0
        self._kept: dict[Hashable, Array] = {}
        self._slab, self._free = np.empty((0, errors.draws + 1)), 0

    def of_stream(self, kind: str, owner: str, stream: CostStream | BenefitStream) -> Array | float:
        """As :meth:`amount`, for a compiled line."""
        return self.amount(kind, owner, stream.line.key, stream.amount, stream.sigma)

    def amount(
        self, kind: str, owner: str, key: str, amount: float, sigma: tuple[float, float]
    ) -> Array | float:
        """Amounts of a line, (draws + 1,); a plain number where it is certain.

        The array must not be written to.

        Parameters
        ----------
        sigma
            Standard deviation of the logarithm below and above the median.
        """
        below, above = sigma
        if amount == 0 or (below == 0 and above == 0):
            return amount
        name = (kind, owner, key, amount, sigma)
        kept = self._kept.get(name)
        if kept is not None:
            return kept
        row, kept_here = self._new_row()
        scores = self.errors.normals(kind, owner, key)
        np.multiply(scores, below, out=row[:-1])
        if above != below:
            np.multiply(scores, above, out=row[:-1], where=scores > 0)
        row[-1] = 0.0
        np.exp(row, out=row)
        row *= amount
        if kept_here:
            self._kept[name] = row
        return row

    def _new_row(self) -> tuple[Array, bool]:
        """An unused row of the current slab, or one not to keep once the budget is spent.

        Slabs of some megabytes come from the system in large pages; thousands of
        single rows would cost more to map than to fill.
        """
        if self._free == 0:
            size = self.errors.draws + 1
            rows = max(1, _SLAB_BYTES // (8 * size))
            if self.used_bytes + 8 * rows * size > self.budget_bytes:
                return np.empty(size), False
            self._slab, self._free = np.empty((rows, size)), rows
            self.used_bytes += self._slab.nbytes
        self._free -= 1
        return self._slab[self._free], True


class PathCache:
    """Discounted path sums, the latest few hundred; valid for one world only."""

    def __init__(self, world: World, limit: int = 512) -> None:
        self.world, self.limit = world, limit
        self._kept: OrderedDict[Hashable, Array | float] = OrderedDict()

    def worth(
        self, group: Group, cash: Array, name: Hashable, effects: LeverEffects
    ) -> Array | float:
        """Discounted sum of a group's path times its steady factors, (draws + 1,).

        ``name`` must tell ``cash`` apart; see :func:`scenarios.paths.discounted_sum`.
        """
        levers = effects.levers
        tier = (levers.model_share_moved, levers.model_price_ratio) if group.path.tier else None
        key = (group, name, tier)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        total = paths.discounted_sum(self.world, group.path, cash)
        total = total * group_level(self.world, effects, group)
        self._kept[key] = total
        if len(self._kept) > self.limit:
            self._kept.popitem(last=False)
        return total


@dataclass(frozen=True)
class CostDraws:
    """Discounted cost in every draw, and its mean by layer."""

    cost: Array
    layer_mean: dict[CostLayer, float]


class Accumulator:
    """Draws of each initiative under one scenario.

    Parameters
    ----------
    discount
        Discount factors by month, (horizon + 1,), and the rate they come from.
    allowances
        Ratio of each assumed layer's cost to the known cost, by initiative, and
        the P90 ratio of its error.
    """

    def __init__(
        self,
        plan: Plan,
        world: World,
        effects: LeverEffects,
        facts: Facts,
        errors: ErrorCache,
        path_cache: PathCache,
        discount: Array,
        discount_rate: float,
        allowances: dict[str, dict[CostLayer, float]],
        allowance_p90: float,
        workspace: Workspace,
    ) -> None:
        self.plan, self.world, self.effects, self.facts = plan, world, effects, facts
        self.errors, self.discount, self.allowances = errors, discount, allowances
        self.allowance_sigma = float(np.log(allowance_p90) / Z90)
        self.flows = LineFlows(world, effects, plan.groups)
        self._worth = [self._group_worth(g, path_cache, discount_rate) for g in plan.groups]
        self.workspace, self.size = workspace, world.draws + 1
        self._row = workspace.array("row", self.size)
        self.shared = self._shared()

    def _group_worth(
        self, group: Group, cache: PathCache, discount_rate: float
    ) -> tuple[Array | float, float]:
        """What each unit of a group's amount is worth: a row of draws, and a lever.

        A lever that is the same in all months of the window stays outside the
        sum, so that moving it reuses the sum.
        """
        horizon = self.effects.horizon_months
        window, lever = group.window, self.effects.by_month(group.path)
        inside = lever[window.first : window.last + 1]
        weights = window.weights(horizon) * self.discount
        if (inside == inside[0]).all():
            name: Hashable = (horizon, discount_rate)
            return cache.worth(group, weights, name, self.effects), float(inside[0])
        name = (horizon, discount_rate, lever.tobytes())
        return cache.worth(group, weights * lever, name, self.effects), 1.0

    def line(
        self,
        kind: str,
        owner: str,
        stream: CostStream | BenefitStream,
        initiative: Initiative | None,
    ) -> Array | float:
        """Present value of one line in every draw. The array is reused: copy to keep."""
        error = self.errors.of_stream(kind, owner, stream)
        if self.flows.is_curved(stream):
            return self.flows.present_value(stream, error, initiative, self.discount)
        worth, factor = self._worth[stream.group]
        factor *= self.effects.of_line(stream, initiative)
        if not isinstance(error, np.ndarray) and not isinstance(worth, np.ndarray):
            return error * worth * factor
        np.multiply(error, worth, out=self._row)
        if factor != 1.0:
            self._row *= factor
        return self._row

    def _sum_costs(
        self, kind: str, owner: str, streams: tuple[CostStream, ...], initiative: Initiative | None
    ) -> CostDraws:
        cost = self.workspace.zeros("shared" if kind == SHARED else "cost", self.size)
        means: dict[CostLayer, float] = {}
        for stream in streams:
            value = self.line(kind, owner, stream, initiative)
            cost += value
            means[stream.line.layer] = means.get(stream.line.layer, 0.0) + self._mean(value)
        return CostDraws(cost, means)

    def _mean(self, value: Array | float) -> float:
        if not isinstance(value, np.ndarray):
            return value
        return float(np.add.reduce(value[:-1])) / self.world.draws

    def _shared(self) -> dict[AllocationRule, CostDraws]:
        by_rule: dict[AllocationRule, list[CostStream]] = {}
        for stream in self.plan.shared:
            by_rule.setdefault(stream.line.allocation, []).append(stream)
        found = {}
        for rule, streams in by_rule.items():
            drawn = self._sum_costs(SHARED, "", tuple(streams), None)
            found[rule] = CostDraws(drawn.cost.copy(), drawn.layer_mean)
        return found

    def allowance_factors(self, initiative_id: str) -> dict[CostLayer, Array | float]:
        """Cost of each assumed layer over the known cost, in every draw."""
        ratios = self.allowances.get(initiative_id, {})
        sigma = (self.allowance_sigma, self.allowance_sigma)
        return {
            layer: self.errors.amount(ALLOWANCE, initiative_id, layer.value, ratio, sigma)
            for layer, ratio in ratios.items()
        }

    def cost(self, initiative: Initiative) -> CostDraws:
        """Full cost of an initiative: own lines, share of shared lines, allowances.

        The array is reused for the next initiative.
        """
        own = self._sum_costs(COST, initiative.id, self.plan.costs[initiative.id], initiative)
        cost, means = own.cost, own.layer_mean
        for rule, shared in self.shared.items():
            share = self.facts.shares.get(rule, {}).get(initiative.id, 0.0)
            if share:
                np.multiply(shared.cost, share, out=self._row)
                cost += self._row
                for layer, mean in shared.layer_mean.items():
                    means[layer] = means.get(layer, 0.0) + share * mean
        factors = self.allowance_factors(initiative.id)
        if factors:
            known = cost.copy()
            for layer, factor in factors.items():
                assumed = known * factor
                cost += assumed
                means[layer] = means.get(layer, 0.0) + self._mean(assumed)
        return CostDraws(cost, means)

    def benefits(
        self, initiative: Initiative, bases: tuple[ValueBasis, ...]
    ) -> dict[ValueBasis, Array]:
        """Discounted benefit under each basis. The arrays are reused."""
        totals = {basis: self.workspace.zeros(basis, self.size) for basis in bases}
        for stream in self.plan.benefits[initiative.id]:
            value = self.line(BENEFIT, initiative.id, stream, initiative)
            weights = stream.weights or {}
            for basis in bases:
                if weights[basis] == 1.0:
                    totals[basis] += value
                elif weights[basis]:
                    totals[basis] += value * weights[basis]
        return totals
