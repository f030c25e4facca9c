"""Measures of money and risk: arrays in, arrays out.

Cash flows run along the last axis, month 0 first. Draws run along the last axis
of a row; a *sorted row* ascends. Costs and benefits are positive and subtracted
once. Standard errors are those of plain Monte Carlo; under scrambled Sobol and
stratified numbers they are upper bounds of the true error in all but contrived
cases (``benchmarks`` measures by how much).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def discount_factors(annual_rate: float, horizon_months: int) -> Array:
    """Factors (1 + r)^(−m/12) for m = 0…horizon.

    Raises
    ------
    ValueError
        If the rate is −100 % or less.
    """
    if annual_rate <= -1:
        raise ValueError("the discount rate must exceed -100 %")
    return (1 + annual_rate) ** (-np.arange(horizon_months + 1) / 12)


def npv(annual_rate: float, monthly_cash: Array) -> Array:
    """Net present value of monthly net cash, month 0 undiscounted.

    Not Excel's ``NPV``, which discounts the first flow as well. Example: −100 now
    and 110 in month 12 at 10 % is 0.
    """
    cash = np.asarray(monthly_cash, dtype=float)
    return np.sum(cash * discount_factors(annual_rate, cash.shape[-1] - 1), axis=-1)


def roi(benefit: Array, cost: Array) -> Array:
    """(benefit − cost) / cost; NaN where cost is not positive.

    The *net* return: benefits of 1,125 on costs of 174 give 5.47, that is 547 %,
    and not the gross multiple of 6.5.
    """
    cost = np.asarray(cost, dtype=float)
    safe = np.where(cost > 0, cost, np.nan)
    return np.asarray(benefit, dtype=float) / safe - 1


def payback_month(monthly_cash: Array) -> int | None:
    """Month from which cumulative cash is not negative any more, within the horizon.

    For an outlay that is earned back this is the first month with cumulative cash
    of zero or more. Cash that is positive at first and lost again later is not
    paid back. ``None`` when the horizon ends below zero, or when there is no flow;
    the first flow's month when cumulative cash is never negative. Amounts within
    1e-9 of the largest cumulative amount count as zero.
    """
    cash = np.asarray(monthly_cash, dtype=float)
    flowing = np.flatnonzero(cash)
    if flowing.size == 0:
        return None
    total = np.cumsum(cash)
    tolerance = 1e-9 * float(np.max(np.abs(total)))
    below = np.flatnonzero(total < -tolerance)
    if below.size == 0:
        return int(flowing[0])
    return int(below[-1]) + 1 if below[-1] + 1 < cash.size else None


_LEAST_RATE, _GREATEST_RATE = -0.99, 1e8


def internal_rate(cash: Array) -> float | None:
    """Rate per period at which the flows are worth nothing; ``None`` unless unique.

    One change of sign has one root (Descartes). With more, the roots of the
    polynomial are counted: with two or none, no rate is reported rather than
    one of them. Rates are looked for between −99 % and 10¹⁰ % a period.
    """
    # Imported where it is needed: it would add a tenth of a second to every start.
    from scipy.optimize import brentq

    flows = np.trim_zeros(np.asarray(cash, dtype=float))
    signs = np.sign(flows[flows != 0])
    changes = int(np.count_nonzero(np.diff(signs)))
    if changes == 0:
        return None
    powers = np.arange(len(flows))

    def value(rate: float) -> float:
        return float(np.sum(flows * (1 + rate) ** -powers))

    if changes == 1:
        if np.sign(value(_LEAST_RATE)) == np.sign(value(_GREATEST_RATE)):
            return None
        return float(brentq(value, _LEAST_RATE, _GREATEST_RATE, xtol=1e-15, maxiter=500))
    roots = np.roots(flows[::-1])
    factors = roots.real[(np.abs(roots.imag) < 1e-7) & (roots.real > 1e-9)]
    distinct = np.unique(np.round(factors, 7))
    if len(distinct) != 1:
        return None
    rate = float(1 / factors[0] - 1)
    low, high = rate - 1e-6, rate + 1e-6
    if np.sign(value(low)) == np.sign(value(high)):
        return rate  # the curve only touches zero here
    return float(brentq(value, low, high, xtol=1e-15))


def quantile_index(draws: int, share: float) -> int:
    """Index in a sorted row of the least value with ``share`` of draws at or below."""
    return max(0, math.ceil(share * draws - 1e-9) - 1)


def percentile(sorted_rows: Array, share: float) -> tuple[Array, Array]:
    """Value with ``share`` of the draws at or below it, and its standard error.

    The error is half the distance between the order statistics one binomial
    standard deviation below and above (distribution-free).
    """
    draws = sorted_rows.shape[-1]
    index = quantile_index(draws, share)
    reach = max(1, math.ceil(math.sqrt(draws * share * (1 - share))))
    low, high = max(0, index - reach), min(draws - 1, index + reach)
    return sorted_rows[..., index], (sorted_rows[..., high] - sorted_rows[..., low]) / 2


def share_at_least(sorted_row: Array, threshold: float) -> tuple[float, float]:
    """Share of draws at or above a threshold, and its standard error.

    The error uses (k + 1)/(n + 2) for the share, so that it is never zero: no draw
    below the hurdle in 10,000 does not prove that there is none.
    """
    draws = len(sorted_row)
    count = draws - int(np.searchsorted(sorted_row, threshold, side="left"))
    smoothed = (count + 1) / (draws + 2)
    return count / draws, math.sqrt(smoothed * (1 - smoothed) / draws)


def cvar(sorted_rows: Array, tail: float = 0.05) -> tuple[Array, Array]:
    """Mean of the worst ``tail`` of draws, in the units and sign of the rows, and its error.

    Error: √{[var(x | tail) + (1 − tail)(q − mean)²] / (tail · n)} (Manistre and
    Hancock 2005, variance of the CTE estimator).
    """
    draws = sorted_rows.shape[-1]
    count = quantile_index(draws, tail) + 1
    worst = sorted_rows[..., :count]
    mean = worst.mean(axis=-1)
    gap = worst[..., -1] - mean
    error = np.sqrt((worst.var(axis=-1) + (1 - tail) * gap**2) / count)
    return mean, error


@dataclass(frozen=True, slots=True)
class RowStatistics:
    """Mean and percentiles of one row of draws, each with its standard error."""

    mean: float
    mean_se: float
    p10: float
    p10_se: float
    p50: float
    p50_se: float
    p90: float
    p90_se: float


def mean_and_error(
    values: Array, about: float, scratch: Array | None = None
) -> tuple[float, float]:
    """Mean of (draws,) and its standard error.

    Deviations are taken from ``about``, a value amid the draws, so that a large
    mean does not swallow a small spread. ``scratch`` (draws,) spares new memory.
    """
    draws = values.size
    shifted = np.subtract(values, about, out=scratch)
    offset = float(np.add.reduce(shifted)) / draws
    np.multiply(shifted, shifted, out=shifted)
    squares = max(0.0, float(np.add.reduce(shifted)) / draws - offset**2)
    return about + offset, math.sqrt(squares / (draws - 1))


def row_statistics(sorted_row: Array, scratch: Array | None = None) -> RowStatistics:
    """The statistics of one sorted row (draws,)."""
    middle = float(sorted_row[quantile_index(sorted_row.size, 0.5)])
    found = [*mean_and_error(sorted_row, middle, scratch)]
    for share in (0.10, 0.50, 0.90):
        found.extend(float(value) for value in percentile(sorted_row, share))
    return RowStatistics(*found)
