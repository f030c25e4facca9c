"""Axes that stay put while a slider moves: bounds in coarse, round steps.

Bounds are a pure function of what is shown, so that the same scenario always
gives the same picture; rounding up to 1, 2 or 5 × 10^k lets them move seldom,
and then visibly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

#: Label of an axis in percent, with the gap that every other percent on the page has.
PERCENT_LABEL = "replace(datum.label, '%', '\u00a0%')"

_ROUND = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.5, 10.0)


def round_up(size: float) -> float:
    """The next round size at or above ``size`` (0 for 0)."""
    if size <= 0 or not math.isfinite(size):
        return 0.0
    power = 10.0 ** math.floor(math.log10(size))
    return next((step * power for step in _ROUND if step * power >= size * (1 - 1e-9)), 10 * power)


def bounds(values: Iterable[float], *, with_zero: bool = True) -> tuple[float, float]:
    """Round lower and upper bound around the values; zero lies within unless told otherwise."""
    finite = [value for value in values if math.isfinite(value)]
    if with_zero:
        finite.append(0.0)
    if not finite:
        return 0.0, 1.0
    low, high = min(finite), max(finite)
    lower = -round_up(-low) if low < 0 else 0.0
    upper = round_up(high) if high > 0 else 0.0
    return (lower, upper) if lower < upper else (lower - 1.0, upper + 1.0)
