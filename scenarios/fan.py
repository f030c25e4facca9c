"""Cumulative net cash of the portfolio by month, for the fan chart.

Lines of one group move alike, so their amounts are summed per draw first and the
group's path is walked once; months × draws exists for the portfolio only.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios import paths
from scenarios.accumulate import Accumulator
from scenarios.caches import BENEFIT, COST, SHARED
from scenarios.cashflow import group_level
from scenarios.measures import quantile_index
from scenarios.plan import BenefitStream, CostStream, Path
from scenarios.portfolio import AllocationRule, Initiative, ValueBasis
from scenarios.results import Fan

Array = NDArray[np.float64]
#: What each series takes of a line; the cost series has the key ``None``.
Scales = dict[ValueBasis | None, Array | float]


class FanBuilder:
    """Monthly cash of all counted lines, (horizon + 1, draws + 1) a series.

    Series are "cost" and the value bases.
    """

    def __init__(self, accumulator: Accumulator, bases: tuple[ValueBasis, ...]) -> None:
        self.acc, self.bases = accumulator, bases
        self.world, self.plan = accumulator.world, accumulator.plan
        self.horizon_months = accumulator.effects.horizon_months
        months, size = self.horizon_months + 1, self.world.draws + 1
        workspace = accumulator.workspace
        self.cost = workspace.zeros("fan cost", months, size)
        self.benefit = {b: workspace.zeros(("fan", b), months, size) for b in bases}
        self._scaled = workspace.array("row", size)
        self._totals: dict[tuple[int, ValueBasis | None], Array] = {}

    def fans(self) -> dict[ValueBasis, Fan]:
        """Percentiles of cumulative undiscounted net cash, by basis."""
        self._lay_out()
        return {basis: self._cumulate(cash) for basis, cash in self.benefit.items()}

    def _lay_out(self) -> None:
        """Fill the monthly cash of every series."""
        facts = self.acc.facts
        shared_scale: dict[AllocationRule, Array | float] = {}
        for initiative in facts.costed:
            factors = self.acc.allowance_factors(initiative.id).values()
            scale = sum(factors, start=1.0)
            for rule in self.acc.shared:
                share = facts.shares.get(rule, {}).get(initiative.id, 0.0) * scale
                shared_scale[rule] = shared_scale.get(rule, 0.0) + share
            for cost in self.plan.costs[initiative.id]:
                self._add(COST, initiative.id, cost, initiative, {None: scale})
            if facts.counts_benefit(initiative.id):
                for benefit in self.plan.benefits[initiative.id]:
                    weights = benefit.weights or {}
                    scales: Scales = {basis: weights[basis] for basis in self.bases}
                    self._add(BENEFIT, initiative.id, benefit, initiative, scales)
        for stream in self.plan.shared:
            scale = shared_scale.get(stream.line.allocation, 0.0)
            self._add(SHARED, "", stream, None, {None: scale})
        self._walk()

    def _cumulate(self, benefit: Array) -> Fan:
        """Sum up net cash month by month; ``benefit`` becomes cumulative net cash."""
        draws = self.world.draws
        places = [quantile_index(draws, share) for share in (0.1, 0.5, 0.9)]
        percentiles = np.empty((3, len(benefit)))
        for month, net in enumerate(benefit):
            net -= self.cost[month]
            if month:
                net += benefit[month - 1]
            ordered = self._scaled[:-1]
            ordered[:] = net[:-1]
            ordered.sort()
            percentiles[:, month] = ordered[places]
        p10, p50, p90 = (tuple(row) for row in percentiles.tolist())
        months = tuple(range(len(benefit)))
        return Fan(months, tuple(benefit[:, -1].tolist()), p10, p50, p90)

    def _add(
        self,
        kind: str,
        owner: str,
        stream: CostStream | BenefitStream,
        initiative: Initiative | None,
        scales: Scales,
    ) -> None:
        error = self.acc.errors.of_stream(kind, owner, stream)
        if self.acc.flows.is_curved(stream):
            for month, cash in self.acc.flows.monthly(stream, error, initiative):
                for series, scale in scales.items():
                    self._series(series)[month] += cash * scale
            return
        factor = self.acc.effects.of_line(stream, initiative)
        for series, scale in scales.items():
            if isinstance(scale, np.ndarray) or scale:
                key = (stream.group, series)
                if key not in self._totals:
                    name = ("fan total", len(self._totals))
                    self._totals[key] = self.acc.workspace.zeros(name, self.world.draws + 1)
                np.multiply(error, scale * factor, out=self._scaled)
                self._totals[key] += self._scaled

    def _series(self, basis: ValueBasis | None) -> Array:
        return self.cost if basis is None else self.benefit[basis]

    def _walk(self) -> None:
        """Walk each distinct path once and add its lines month by month."""
        by_path: dict[Path, list[tuple[Array, ValueBasis | None, Array]]] = {}
        for (number, series), total in self._totals.items():
            group = self.plan.groups[number]
            weights = group.window.weights(self.horizon_months)
            weights = weights * self.acc.effects.by_month(group.path)
            total *= group_level(self.world, self.acc.effects, group)
            by_path.setdefault(group.path, []).append((weights, series, total))
        scaled = self._scaled
        for path, lines in by_path.items():
            for month, factor in enumerate(paths.by_month(self.world, path, self.horizon_months)):
                for weights, series, total in lines:
                    if weights[month]:
                        np.multiply(total, weights[month], out=scaled)
                        scaled *= factor
                        self._series(series)[month] += scaled
