"""Streams initiative by initiative: discounted cost and benefit of every draw.

One initiative's rows are all that exists at a time, but for what
:mod:`scenarios.caches` keeps. Arrays are (draws + 1,), the base case last.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.caches import (
    ALLOWANCE,
    BENEFIT,
    COST,
    SHARED,
    ErrorCache,
    Part,
    PathCache,
    Worth,
)
from scenarios.cashflow import LineFlows
from scenarios.distributions import Z90
from scenarios.effects import LeverEffects
from scenarios.facts import Facts
from scenarios.plan import BenefitStream, CostStream, Group, Plan
from scenarios.portfolio import AllocationRule, CostLayer, Initiative, ValueBasis
from scenarios.workspace import Workspace
from scenarios.world import World

Array = NDArray[np.float64]


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
        self.parts = path_cache.parts
        self._worth = [self._group_worth(g, path_cache, discount_rate) for g in plan.groups]
        self.workspace, self.size = workspace, world.draws + 1
        self._row = workspace.array("row", self.size)
        self.shared = self._shared()

    def _group_worth(
        self, group: Group, cache: PathCache, discount_rate: float
    ) -> tuple[Worth, float]:
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
        if not isinstance(error, np.ndarray) and not isinstance(worth.value, np.ndarray):
            return error * worth.value * factor
        np.multiply(error, worth.value, out=self._row)
        if factor != 1.0:
            self._row *= factor
        return self._row

    def _sum_costs(
        self, kind: str, owner: str, streams: tuple[CostStream, ...], initiative: Initiative | None
    ) -> CostDraws:
        """Sum lines: those that the levers multiply alike are summed first, and kept."""
        cost = self.workspace.zeros("shared" if kind == SHARED else "cost", self.size)
        means: dict[CostLayer, float] = {}
        alike: dict[float, list[CostStream]] = {}
        for stream in streams:
            if self.flows.is_curved(stream):
                value = self.line(kind, owner, stream, initiative)
                cost += value
                layer = stream.line.layer
                means[layer] = means.get(layer, 0.0) + self._mean(value)
            else:
                factor = self._worth[stream.group][1] * self.effects.of_line(stream, initiative)
                alike.setdefault(factor, []).append(stream)
        for factor, lines in alike.items():
            part = self._part(kind, owner, lines)
            np.multiply(part.value, factor, out=self._row)
            cost += self._row
            for layer, mean in part.layer_mean.items():
                means[layer] = means.get(layer, 0.0) + factor * mean
        return CostDraws(cost, means)

    def _part(self, kind: str, owner: str, lines: list[CostStream]) -> Part:
        """Present value of lines before what the levers multiply all of them by."""
        worths = [self._worth[stream.group][0] for stream in lines]
        content = tuple(
            (stream.line.key, stream.amount, stream.sigma, worth.number)
            for stream, worth in zip(lines, worths, strict=True)
        )
        key = (kind, owner, content)
        part = self.parts.get(key)
        if part is not None:
            return part
        part = self.parts.put(key, {})
        for stream, worth in zip(lines, worths, strict=True):
            np.multiply(self.errors.of_stream(kind, owner, stream), worth.value, out=self._row)
            np.add(part.value, self._row, out=part.value)
            layer = stream.line.layer
            mean = part.layer_mean.get(layer, 0.0) + self._mean(self._row)
            part.layer_mean[layer] = mean
        return part

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

    def shared_part(self, initiative_id: str) -> Array:
        """Allocated part of the shared lines, discounted, without allowances. A new array."""
        total = np.zeros(self.size)
        for rule, shared in self.shared.items():
            total += shared.cost * self.facts.shares.get(rule, {}).get(initiative_id, 0.0)
        return total

    def estimated_benefit(self, initiative: Initiative, basis: ValueBasis) -> Array:
        """Benefit as its lines' own errors move it, drivers at their mean effect. A new array."""
        total = np.zeros(self.size)
        for stream in self.plan.benefits[initiative.id]:
            weight = (stream.weights or {})[basis]
            if weight:
                total += weight * self._estimated(BENEFIT, stream, initiative)
        return total

    def estimated_cost(self, initiative: Initiative) -> Array:
        """Own cost as its lines' errors and its allowances move it. A new array."""
        total = np.zeros(self.size)
        for stream in self.plan.costs[initiative.id]:
            total += self._estimated(COST, stream, initiative)
        known = self._mean(total) + self._mean(self.shared_part(initiative.id))
        for factor in self.allowance_factors(initiative.id).values():
            total += known * factor
        return total

    def _estimated(
        self, kind: str, stream: CostStream | BenefitStream, initiative: Initiative
    ) -> Array | float:
        """Mean present value of a line, given its own error alone.

        Errors are independent of drivers, so that the mean of a log-linear line is its
        error times what a unit is worth on average; of other lines this is the tangent.
        """
        mean = self._mean(self.line(kind, initiative.id, stream, initiative))
        error = self.errors.of_stream(kind, initiative.id, stream)
        if not isinstance(error, np.ndarray):
            return mean
        return error * (mean / self._mean(error))
