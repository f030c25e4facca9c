"""Months until a growing load reaches the safe part of a capacity.

A load that grows by the same share every month reaches a limit after
ln(limit ÷ load) ÷ ln(1 + growth) months, with limit = capacity × safe share.
Growth is uncertain, so the answer is a distribution; where growth is zero or
negative the limit is never reached, which is counted and not averaged in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.distributions import Quantiles
from scenarios.levers import LONGEST_HORIZON
from scenarios.measures import quantile_index
from scenarios.sampling import generator

Array = NDArray[np.float64]

#: First part of the key of the draws, before the initiative's id.
_STREAM = "capacity growth"


@dataclass(frozen=True, slots=True)
class Growth:
    """Growth of a load as a share a month (0.15 = 15 %): base, P10 and P90.

    Raises
    ------
    ValueError
        Unless −1 < P10 ≤ base ≤ P90, all of them finite.
    """

    base: float
    p10: float
    p90: float

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.base, self.p10, self.p90))):
            raise ValueError("growth must be a finite number")
        if not self.p10 <= self.base <= self.p90:
            raise ValueError("growth must lie between its P10 and its P90")
        if self.p10 <= -1:
            raise ValueError("growth must exceed -100 % a month")

    @classmethod
    def from_ratios(cls, base: float, p10_ratio: float, p90_ratio: float) -> Growth:
        """From P10 and P90 as ratios to the base; a shrinking load turns them round."""
        low, high = sorted((base * p10_ratio, base * p90_ratio))
        return cls(base, low, high)

    @property
    def distribution(self) -> Quantiles:
        """Two half normals on ln(1 + growth) that meet in the base, its median.

        The same form as the engine's own growth drivers: it passes through P10,
        base and P90, symmetrical or not, and never falls to −100 %.
        """
        return Quantiles(p10=self.p10, p50=self.base, p90=self.p90, lower=-1.0)


@dataclass(frozen=True, slots=True)
class CapacityForecast:
    """Months until the limit, from today.

    ``base``, ``p10``, ``p50`` and ``p90`` are ``None`` where the limit is never
    reached; P10 is the early end. ``never`` is the share of draws that never reach
    it. ``reached`` is the share of draws that have, by the end of each of the
    months 0…120. The draws are the midpoints of equal slices of the distribution,
    so a share is exact to one draw.
    """

    base: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    never: float
    reached: tuple[float, ...]
    draws: int

    def p_within(self, months: int) -> float:
        """Share of draws that reach the limit within so many whole months.

        Raises
        ------
        ValueError
            Outside 0…120.
        """
        if not 0 <= months < len(self.reached):
            raise ValueError(f"months must lie between 0 and {len(self.reached) - 1}")
        return self.reached[months]


def months_to_capacity(growth: Array, peak: float, capacity: float, safe_share: float) -> Array:
    """ln(capacity × safe share ÷ peak) ÷ ln(1 + growth), of the shape of ``growth``.

    Infinite where growth is zero or negative, and where there is no load that could
    grow; 0 where the load is at the limit already. Example: 2,100 of 3,000 at 15 % a
    month and a safe share of 1 are 2.55 months.

    Parameters
    ----------
    growth
        Share a month, above −1.
    peak, capacity
        Load and capacity today, in the same unit.
    safe_share
        Part of the capacity that may be used, above 0 and at most 1.

    Raises
    ------
    ValueError
        For a capacity that is not positive, a negative load, a safe share outside
        its range, or a growth of −100 % or less.
    """
    _check(peak, capacity, safe_share)
    rates = np.asarray(growth, dtype=np.float64)
    if not np.all(rates > -1):
        raise ValueError("growth must exceed -100 % a month")
    limit = capacity * safe_share
    if peak >= limit:
        return np.zeros(rates.shape)
    if peak == 0:
        return np.full(rates.shape, np.inf)
    months = np.full(rates.shape, np.inf)
    # A growth next to nothing takes longer than any number can hold, which is never.
    with np.errstate(over="ignore"):
        np.divide(math.log(limit / peak), np.log1p(rates), out=months, where=rates > 0)
    return months


def _check(peak: float, capacity: float, safe_share: float) -> None:
    if not (math.isfinite(capacity) and capacity > 0):
        raise ValueError("the capacity must be a positive number")
    if not (math.isfinite(peak) and peak >= 0):
        raise ValueError("the load must be a number and not negative")
    if not 0 < safe_share <= 1:
        raise ValueError("the safe share must be above 0 and at most 1")


def growth_draws(growth: Growth, initiative_id: str, draws: int, seed: int) -> Array:
    """Growth a month of one initiative in each draw, (draws,).

    Exactly stratified, in an order keyed by (seed, "capacity growth", id): another
    initiative moves nothing here, and two initiatives are independent.

    Raises
    ------
    ValueError
        If there are fewer than two draws.
    """
    if draws < 2:
        raise ValueError("at least 2 draws are needed")
    strata = generator(seed, _STREAM, initiative_id).permutation(draws)
    return growth.distribution.ppf((strata + 0.5) / draws)


def forecast_capacity(
    initiative_id: str,
    peak: float,
    capacity: float,
    growth: Growth,
    safe_share: float,
    draws: int,
    seed: int,
) -> CapacityForecast:
    """Forecast when one initiative's load reaches the safe part of its capacity.

    Raises
    ------
    ValueError
        As :func:`months_to_capacity` and :func:`growth_draws` do.
    """
    base = float(months_to_capacity(np.array(growth.base), peak, capacity, safe_share))
    rates = growth_draws(growth, initiative_id, draws, seed)
    months = np.sort(months_to_capacity(rates, peak, capacity, safe_share))
    by_month = np.searchsorted(months, np.arange(LONGEST_HORIZON + 1), side="right")
    p10, p50, p90 = (float(months[quantile_index(draws, share)]) for share in (0.10, 0.50, 0.90))
    return CapacityForecast(
        base=_or_never(base),
        p10=_or_never(p10),
        p50=_or_never(p50),
        p90=_or_never(p90),
        never=int(np.isinf(months).sum()) / draws,
        reached=tuple((by_month / draws).tolist()),
        draws=draws,
    )


def _or_never(months: float) -> float | None:
    return None if math.isinf(months) else months
