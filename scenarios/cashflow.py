"""Draws → discounted cost and benefit of single lines, and the base case by month."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios import paths
from scenarios.effects import LeverEffects
from scenarios.plan import Group, Stream
from scenarios.portfolio import CostLine, Initiative
from scenarios.world import World

Array = NDArray[np.float64]

#: Usage a hair above a full step does not buy the next one.
_STEP_TOLERANCE = 1e-9


def group_level(world: World, effects: LeverEffects, group: Group) -> Array | float:
    """Factors of a group that stay the same over time: realisation, review, model tier."""
    factor: Array | float = 1.0
    steady = paths.level(world, group.path)
    if steady is not None:
        factor = factor * steady
    if group.path.tier and effects.levers.model_share_moved:
        factor = factor * effects.tier(world.model_price_ratio) ** group.path.tier
    return factor


class LineFlows:
    """Monthly cash of lines that are not log-linear: steps, commitments, capped value.

    Parameters
    ----------
    value_cap
        Most that usage can raise a benefit (``None``: no limit).
    """

    def __init__(self, world: World, effects: LeverEffects, groups: tuple[Group, ...]) -> None:
        self.world, self.effects, self.groups = world, effects, groups
        self.horizon_months = effects.horizon_months
        self.value_cap = effects.levers.value_cap

    def is_curved(self, stream: Stream) -> bool:
        """Whether the line must be followed month by month."""
        if stream.is_step or stream.is_commitment:
            return True
        return self.value_cap is not None and self.groups[stream.group].path.benefit

    def monthly(self, stream: Stream, error: Array | float, initiative: Initiative | None):
        """Yield (month, cash of every draw and the base case) within the line's window.

        Parameters
        ----------
        error
            Amount × the line's own error, (draws + 1,) or a number.
        """
        group = self.groups[stream.group]
        weights = group.window.weights(self.horizon_months)
        steady = group_level(self.world, self.effects, group)
        steady = steady * self.effects.of_line(stream, group.path, initiative) * error
        lever = self.effects.by_month(group.path)
        path = paths.by_month(self.world, group.path, self.horizon_months)
        if stream.is_commitment:
            committed = self._commitment(stream)
            for month, current in enumerate(path):
                if weights[month]:
                    yield month, np.maximum(committed, steady * lever[month] * current)
            return
        usage_lever = self.effects.by_month(stream.usage_path)
        usage = paths.by_month(self.world, stream.usage_path, self.horizon_months)
        seats = self.effects.active_seats(initiative)
        for month, (current, used) in enumerate(zip(path, usage, strict=True)):
            if not weights[month]:
                continue
            if stream.is_step:
                steps = self._steps(stream, initiative, used * (usage_lever[month] * seats))
                yield month, steady * (weights[month] * lever[month]) * current * steps
            else:
                # The lever's share in U^β is taken out of ``lever`` and capped with the rest.
                beta = group.path.usage
                own_lever = usage_lever[month] / self.effects.levers.adoption
                risen = np.minimum((used * own_lever) ** beta, self.value_cap)
                yield month, steady * (weights[month] * lever[month] / own_lever**beta) * risen

    @staticmethod
    def _commitment(stream: Stream) -> float:
        assert isinstance(stream.line, CostLine)
        return stream.line.commitment or 0.0

    @staticmethod
    def _steps(stream: Stream, initiative: Initiative | None, usage: Array | float):
        """Steps needed against steps today: ⌈peak × usage / block⌉ / ⌈peak / block⌉."""
        line = stream.line
        assert isinstance(line, CostLine)
        peak = initiative.peak_rpm if initiative else None
        # Without a block or a peak the line stands for one block that is full today.
        blocks = peak / line.block if peak and line.block else 1.0
        today = np.ceil(blocks - _STEP_TOLERANCE)
        return np.ceil(blocks * usage - _STEP_TOLERANCE) / today

    def present_value(
        self, stream: Stream, error: Array | float, initiative: Initiative | None, discount: Array
    ) -> Array:
        """Discounted sum of :meth:`monthly`, (draws + 1,)."""
        total = np.zeros(self.world.draws + 1)
        for month, cash in self.monthly(stream, error, initiative):
            total += discount[month] * cash
        return total


class BaseCase:
    """The deterministic central run by month, from medians and stated amounts alone.

    Cash is laid out month by month rather than summed along paths, so that the
    simulation's last entry and this can be held against each other.
    """

    def __init__(self, world: World, effects: LeverEffects, groups: tuple[Group, ...]) -> None:
        self.flows = LineFlows(world.base_only(), effects, groups)
        self._paths = np.stack([self._group_path(group) for group in groups]) if groups else None

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

    def cash(
        self, streams: tuple[Stream, ...], factors: Array, initiative: Initiative | None
    ) -> Array:
        """Undiscounted cash by line and month, (lines, horizon + 1).

        ``factors`` is what the levers do to each line beyond its group, (lines,).
        """
        if not streams:
            return np.zeros((0, self.flows.horizon_months + 1))
        assert self._paths is not None
        amounts = np.array([stream.amount for stream in streams]) * factors
        cash = amounts[:, None] * self._paths[[stream.group for stream in streams]]
        for row, stream in enumerate(streams):
            if self.flows.is_curved(stream):
                cash[row] = 0.0
                for month, value in self.flows.monthly(stream, stream.amount, initiative):
                    cash[row, month] = np.asarray(value).item()
        return cash
