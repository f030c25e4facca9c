"""What the levers do: deterministic multipliers by month, group and line.

Levers never touch a random number. They multiply base cash, so that the sums of
random paths stay as they are while a lever moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenarios.levers import Levers
from scenarios.plan import BenefitStream, CostStream, Path
from scenarios.portfolio import Initiative

Array = NDArray[np.float64]


@dataclass(frozen=True)
class LeverEffects:
    """Levers over months 0…horizon."""

    levers: Levers
    horizon_months: int

    def usage(self) -> Array:
        """Usage against today by month, adoption included, (horizon + 1,).

        With a ramp of R months usage grows geometrically to the lever in month R.
        """
        months = np.arange(self.horizon_months + 1)
        ramp = self.levers.usage_ramp_months
        if ramp == 0 or self.levers.usage == 1:
            path = np.full(months.shape, self.levers.usage)
        else:
            path = self.levers.usage ** np.minimum(months / ramp, 1.0)
        return path * self.levers.adoption

    def price(self, vendor: str) -> Array:
        """Price of a vendor against today by month: market and vendor change multiply."""
        own = self.levers.price_change_by_vendor.get(vendor, 0.0)
        ratio = (1 + self.levers.price_change) * (1 + own)
        months = np.arange(self.horizon_months + 1)
        return np.where(months >= self.levers.price_change_month, ratio, 1.0)

    def by_month(self, path: Path) -> Array:
        """Product of the levers along a path, by month, (horizon + 1,).

        Benefits follow usage by their power β, but adoption one to one: more
        people each gain what one gains today.
        """
        levers = self.levers
        factor = np.ones(self.horizon_months + 1)
        if path.usage:
            usage = self.usage() / levers.adoption if path.benefit else self.usage()
            factor = factor * usage**path.usage
        if path.benefit:
            factor = factor * (levers.adoption * levers.realisation)
        for vendor, power in path.prices:
            factor = factor * self.price(vendor) ** power
        factor = factor * levers.seats**path.seats
        factor = factor * levers.wages**path.wages
        factor = factor * levers.data_volume**path.data
        return factor * levers.review_burden**path.review if path.review else factor

    def tier(self, price_ratio_error: Array | float) -> Array | float:
        """Model multiplier M = 1 + share moved × (price ratio × its error − 1)."""
        moved = self.levers.model_share_moved
        return 1 + moved * (self.levers.model_price_ratio * price_ratio_error - 1)

    def active_seats(self, initiative: Initiative | None) -> float:
        """Active share of seats against today's; 1 where seats are not stated."""
        target = self.levers.active_seat_share
        if target is None or initiative is None:
            return 1.0
        if not initiative.seats_licensed or not initiative.seats_active:
            return 1.0
        return target * initiative.seats_licensed / initiative.seats_active

    @cached_property
    def lines_differ(self) -> bool:
        """Whether any lever in force treats lines of one group differently."""
        levers = self.levers
        return levers.active_seat_share is not None or (
            levers.model_share_moved != 0
            and (levers.model_acceptance_effect != 1 or levers.model_review_effect != 1)
        )

    def of_line(self, stream: CostStream | BenefitStream, initiative: Initiative | None) -> float:
        """What the levers do to one line beyond its group: seats in use, moved model."""
        if not self.lines_differ:
            return 1.0
        levers = self.levers
        factor: float = self.active_seats(initiative) ** stream.usage_power
        if not stream.moves_model:
            return factor
        moved = levers.model_share_moved
        if stream.is_benefit:
            factor *= 1 + moved * (levers.model_acceptance_effect - 1)
        elif stream.review:
            factor *= float(1 + moved * (levers.model_review_effect - 1)) ** stream.review
        return factor
