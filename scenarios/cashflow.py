"""Monthly cash of lines that are not log-linear, and what all lines of a group share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from scenarios import paths
from scenarios.effects import LeverEffects
from scenarios.plan import BenefitStream, CostStream, Group
from scenarios.portfolio import Initiative
from scenarios.world import World

Array = NDArray[np.float64]
Value = Array | float
#: (month, amount × steady factors × lever, path of the line, path of usage) → cash.
Response = Callable[[int, Value, Value, Value], Value]

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
    """Lines that must be followed month by month: steps, commitments, capped value."""

    def __init__(self, world: World, effects: LeverEffects, groups: tuple[Group, ...]) -> None:
        self.world, self.effects, self.groups = world, effects, groups
        self.horizon_months = effects.horizon_months
        self._capped = effects.levers.value_cap is not None

    def is_curved(self, stream: CostStream | BenefitStream) -> bool:
        """Whether the line is not log-linear under the scenario."""
        return stream.is_step or stream.is_commitment or (self._capped and stream.is_benefit)

    def monthly(
        self,
        stream: CostStream | BenefitStream,
        error: Array | float,
        initiative: Initiative | None,
    ) -> Iterator[tuple[int, Array | float]]:
        """Yield (month, cash of every draw and the base case) within the line's window.

        Parameters
        ----------
        error
            Amount × the line's own error, (draws + 1,) or a number.
        """
        group = self.groups[stream.group]
        weights = group.window.weights(self.horizon_months)
        lever = self.effects.by_month(group.path) * weights
        steady = group_level(self.world, self.effects, group) * error
        steady = steady * self.effects.of_line(stream, initiative)
        if stream.is_commitment:
            response = self._commitment(stream)
        elif stream.is_step:
            response = self._steps(stream, initiative)
        else:
            response = self._capped_value(group, stream)
        path = paths.by_month(self.world, group.path, self.horizon_months)
        usage = paths.by_month(self.world, stream.usage_path, self.horizon_months)
        for month, (factor, used) in enumerate(zip(path, usage, strict=True)):
            if weights[month]:
                yield month, response(month, steady * lever[month], factor, used)

    @staticmethod
    def _commitment(stream: CostStream | BenefitStream) -> Response:
        """max(commitment, metered)."""
        committed = stream.commitment

        def cash(month: int, steady: Value, factor: Value, used: Value) -> Value:
            return np.maximum(committed, steady * factor)

        return cash

    def _steps(self, stream: CostStream | BenefitStream, initiative: Initiative | None) -> Response:
        """Amount × ⌈peak × usage / block⌉ / ⌈peak / block⌉.

        Without a block or a peak the line stands for one block that is full today.
        """
        peak = initiative.peak_rpm if initiative else None
        blocks = peak / stream.block if peak and stream.block else 1.0
        today = np.ceil(blocks - _STEP_TOLERANCE)
        seats = self.effects.active_seats(initiative) ** stream.usage_path.usage
        lever = self.effects.by_month(stream.usage_path) * seats

        def cash(month: int, steady: Value, factor: Value, used: Value) -> Value:
            steps = np.ceil(used * (lever[month] * blocks) - _STEP_TOLERANCE)
            return steady * factor * (steps / today)

        return cash

    def _capped_value(self, group: Group, stream: CostStream | BenefitStream) -> Response:
        """Benefit × min(U^β, cap): the lever's share in U^β is capped with the rest."""
        beta, cap = group.path.usage, self.effects.levers.value_cap or np.inf
        lever = self.effects.by_month(stream.usage_path) / self.effects.levers.adoption

        def cash(month: int, steady: Value, factor: Value, used: Value) -> Value:
            risen = np.minimum((used * lever[month]) ** beta, cap)
            return steady / lever[month] ** beta * risen

        return cash

    def present_value(
        self,
        stream: CostStream | BenefitStream,
        error: Array | float,
        initiative: Initiative | None,
        discount: Array,
    ) -> Array:
        """Discounted sum of :meth:`monthly`, (draws + 1,)."""
        total = np.zeros(self.world.draws + 1)
        for month, cash in self.monthly(stream, error, initiative):
            total += discount[month] * cash
        return total
