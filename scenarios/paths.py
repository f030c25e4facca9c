"""Random factor paths, summed over months without ever being stored.

Along a path each factor grows at a constant random rate, so that its product in
month m is x^m with x = exp(θ/12), θ the sum of exponent × log annual growth. A
discounted sum Σ w_m x^m is a polynomial in x and is evaluated by Horner's rule:
one multiply-add a month and draw, exact, and nothing of draws × months is kept.
A price event in month τ multiplies all later months; in Horner's order that is
one multiplication of the partial sum, in the draws concerned, when month τ is
reached.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scenarios.plan import Path
from scenarios.world import World

Array = NDArray[np.float64]


def log_trend(world: World, path: Path) -> Array | None:
    """θ: log of the annual growth of a path, (draws + 1,); ``None`` if it has none."""
    total: Array | None = None
    powers = [
        (path.usage, world.log_growth["usage"]),
        (path.seats, world.log_growth["seats"]),
        (path.wages, world.log_growth["wages"]),
        (path.data, world.log_growth["data"]),
    ]
    powers += [(power, world.log_price_trend[vendor]) for vendor, power in path.prices]
    for power, growth in powers:
        if power:
            term = power * growth
            total = term if total is None else total + term
    return total


def level(world: World, path: Path) -> Array | None:
    """Factors of a path that do not change over time, (draws + 1,), or ``None``."""
    if path.benefit:
        return world.realisation
    if path.review:
        return world.review**path.review
    return None


def discounted_sum(world: World, path: Path, weights: Array) -> Array | float:
    """Σ_m weights[m] × path in month m, for every draw and the base case.

    Parameters
    ----------
    weights
        Discounted base cash by month, (horizon + 1,), levers included.

    Returns
    -------
    (draws + 1,), or a plain number where the path is the same in all draws.
    """
    flowing = np.flatnonzero(weights)
    if flowing.size == 0:
        return 0.0
    theta = log_trend(world, path)
    if theta is None:
        return float(weights.sum())
    first, last = int(flowing[0]), int(flowing[-1])
    events = _events_of(world, path)
    ratio = np.exp(theta / 12)
    total = np.full(world.draws + 1, weights[last])
    _apply(events, last, total)
    for month in range(last - 1, first - 1, -1):
        total *= ratio
        total += weights[month]
        _apply(events, month, total)
    for month in range(first - 1, 0, -1):
        _apply(events, month, total)
    return total * ratio**first if first else total


def by_month(world: World, path: Path, horizon_months: int) -> Iterator[Array | float]:
    """The path in month 0, 1, … horizon, (draws + 1,) each.

    The same array is reused from month to month: copy what you keep.
    """
    theta = log_trend(world, path)
    if theta is None:
        for _ in range(horizon_months + 1):
            yield 1.0
        return
    events = _events_of(world, path)
    ratio = np.exp(theta / 12)
    current = np.ones(world.draws + 1)
    for month in range(horizon_months + 1):
        if month:
            current *= ratio
            _apply(events, month, current)
        yield current


def base_by_month(world: World, path: Path, horizon_months: int) -> Array:
    """The base case's path, (horizon + 1,), from the medians alone."""
    theta = log_trend(world, path)
    months = np.arange(horizon_months + 1)
    base = np.ones(horizon_months + 1)
    if theta is not None:
        base = np.exp(theta[-1] / 12 * months)
    for vendor, power in path.prices:
        events = world.price_events[vendor]
        if events.base_month is not None:
            base[months >= events.base_month] *= np.exp(power * events.log_size[-1])
    return base


Events = dict[int, list[tuple[NDArray[np.intp], Array]]]


def _events_of(world: World, path: Path) -> Events:
    """By month: which draws change, and by what ratio each."""
    events: Events = {}
    for vendor, power in path.prices:
        vendor_events = world.price_events[vendor]
        for month, ratio in vendor_events.ratios(power).items():
            events.setdefault(month, []).append((vendor_events.by_month[month], ratio))
    return events


def _apply(events: Events, month: int, values: Array) -> None:
    for draws, size in events.get(month, ()):
        values[draws] *= size
