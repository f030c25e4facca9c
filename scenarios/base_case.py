"""The base case laid out month by month, from medians and stated amounts alone.

The simulation sums along paths and never sees a month; this lays every line out
over the months with stored paths. The two must agree, and a check says so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scenarios import paths
from scenarios.cashflow import LineFlows, group_level
from scenarios.effects import LeverEffects
from scenarios.facts import Facts
from scenarios.plan import BenefitStream, CostStream, Group, Plan
from scenarios.portfolio import AllocationRule, CostLayer, Initiative, ValueBasis
from scenarios.world import World

Array = NDArray[np.float64]
Allowances = dict[str, dict[CostLayer, float]]
_LAYER_COLUMN = {layer: column for column, layer in enumerate(CostLayer)}


class BaseCase:
    """Cash by initiative and month, and cost by initiative and layer.

    Attributes
    ----------
    cost
        Undiscounted cash, (initiatives that bear cost, horizon + 1).
    benefit
        The same of benefits by basis, weighted; zero where they do not count.
    layers
        Discounted cost by layer, (initiatives that bear cost, 7).
    allocated
        Discounted shared cost given to initiatives, by rule.
    """

    def __init__(
        self,
        plan: Plan,
        world: World,
        effects: LeverEffects,
        facts: Facts,
        discount: Array,
        bases: tuple[ValueBasis, ...],
        allowances: Allowances,
    ) -> None:
        self.plan, self.facts, self.discount = plan, facts, discount
        self.flows = LineFlows(world.base_only(), effects, plan.groups)
        horizon = effects.horizon_months
        self._paths = np.zeros((len(plan.groups), horizon + 1))
        for number, group in enumerate(plan.groups):
            self._paths[number] = self._group_path(group)
        self.cost = np.zeros((len(facts.costed), horizon + 1))
        self.layers = np.zeros((len(facts.costed), len(CostLayer)))
        self._own_costs()
        self.allocated = self._allocate()
        self._complete(allowances)
        self.benefit = self._benefits(bases)

    def _group_path(self, group: Group) -> Array:
        """Window × levers × medians of a group, by month."""
        flows = self.flows
        steady = np.asarray(group_level(flows.world, flows.effects, group)).item()
        return (
            group.window.weights(flows.horizon_months)
            * flows.effects.by_month(group.path)
            * paths.base_by_month(flows.world, group.path, flows.horizon_months)
            * steady
        )

    def lines(self, owned: Sequence[tuple[Initiative | None, CostStream | BenefitStream]]) -> Array:
        """Undiscounted cash of each line by month, (lines, horizon + 1)."""
        effects = self.flows.effects
        amounts = np.array([stream.amount for _, stream in owned], dtype=float)
        if effects.lines_differ:
            amounts *= [effects.of_line(stream, initiative) for initiative, stream in owned]
        groups = np.array([stream.group for _, stream in owned], dtype=np.intp)
        cash = amounts[:, None] * self._paths[groups]
        for row, (initiative, stream) in enumerate(owned):
            if self.flows.is_curved(stream):
                cash[row] = 0.0
                for month, value in self.flows.monthly(stream, stream.amount, initiative):
                    cash[row, month] = np.asarray(value).item()
        return cash

    def _own_costs(self) -> None:
        rows, layers, owned = [], [], []
        for row, initiative in enumerate(self.facts.costed):
            for stream in self.plan.costs[initiative.id]:
                rows.append(row)
                layers.append(_LAYER_COLUMN[stream.line.layer])
                owned.append((initiative, stream))
        cash = self.lines(owned)
        np.add.at(self.cost, rows, cash)
        np.add.at(self.layers, (rows, layers), (cash * self.discount).sum(axis=1))

    def _allocate(self) -> dict[AllocationRule, float]:
        """Divide shared lines among initiatives; what each rule gave, discounted."""
        given: dict[AllocationRule, float] = {}
        shared = self.plan.shared
        for stream, cash in zip(shared, self.lines([(None, s) for s in shared]), strict=True):
            rule = stream.line.allocation
            shares = np.array(
                [self.facts.shares.get(rule, {}).get(i.id, 0.0) for i in self.facts.costed]
            )
            divided = shares[:, None] * cash
            self.cost += divided
            discounted = (divided * self.discount).sum(axis=1)
            self.layers[:, _LAYER_COLUMN[stream.line.layer]] += discounted
            given[rule] = given.get(rule, 0.0) + float(discounted.sum())
        return given

    def _complete(self, allowances: Allowances) -> None:
        """Add the assumed layers, each a ratio of the initiative's known cost."""
        for row, initiative in enumerate(self.facts.costed):
            ratios = allowances.get(initiative.id, {})
            if not ratios:
                continue
            known = float(self.layers[row].sum())
            for layer, ratio in ratios.items():
                self.layers[row, _LAYER_COLUMN[layer]] += ratio * known
            self.cost[row] *= 1 + sum(ratios.values())

    def _benefits(self, bases: tuple[ValueBasis, ...]) -> dict[ValueBasis, Array]:
        rows, owned, weights = [], [], []
        for row, initiative in enumerate(self.facts.costed):
            if self.facts.counts_benefit(initiative.id):
                for stream in self.plan.benefits[initiative.id]:
                    rows.append(row)
                    owned.append((initiative, stream))
                    weights.append(stream.weights or {})
        cash = self.lines(owned)
        found = {}
        for basis in bases:
            total = np.zeros_like(self.cost)
            weight = np.array([w[basis] for w in weights])
            np.add.at(total, rows, cash * weight[:, None])
            found[basis] = total
        return found

    def indirect(self) -> float:
        """Present value of indirect benefits: shown apart, in no other figure."""
        by_id = self.facts.portfolio.by_id
        owned = [(by_id[stream.line.initiative_id], stream) for stream in self.plan.indirect]
        return float((self.lines(owned) * self.discount).sum())
