"""The smallest joint move that brings the portfolio's base ROI down to the hurdle.

A stress test asks what a given shock does; a reverse stress test asks for the
shock. Distances are in standardised units: normal scores of the drivers,
correlations included, or shares of each lever's stated range.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from scenarios.base_points import BasePoints
from scenarios.break_geometry import symmetric_root
from scenarios.correlation import correlated_groups
from scenarios.distributions import Point
from scenarios.drivers import DRIVERS, Driver, split_driver_name
from scenarios.lever_moves import lever_range, with_levers
from scenarios.nearest_break import Nearest, moving_directions, nearest_break
from scenarios.portfolio import ValueBasis
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from scenarios.tornado import preset_ranges

Array = NDArray[np.float64]

#: Normal scores searched: beyond 4 lies 1 draw in 30,000.
RADIUS = 4.0
#: Moves smaller than this are not told.
_TOLD = 1e-3
#: Kinds of drivers that come or do not come; there is no way between the two.
_JUMPS = frozenset({"event month", "discrete"})


class Break(StrEnum):
    """Whether the hurdle can be broken within reach."""

    BREAKS = "breaks"
    ALREADY = "below the hurdle already"
    HOLDS = "cannot break"


@dataclass(frozen=True, slots=True)
class Move:
    """One driver or lever at the breaking point.

    Attributes
    ----------
    base, value
        Where it stands and where it would have to stand, in its own unit.
    units
        Normal score of a driver; share of a lever's range, negative towards its low end.
    percentile
        Share of a driver's draws at or below ``value``; ``None`` for a lever.
    """

    name: str
    base: float
    value: float
    units: float
    percentile: float | None


@dataclass(frozen=True, slots=True)
class ReverseStress:
    """The nearest breaking point, or that none was found.

    Attributes
    ----------
    moves
        Largest first; drivers and levers that hardly move are left out.
    distance
        Length of the joint move in standardised units; ``None`` without a break.
    probability
        Chance of a shock at least that far in that direction, Φ(−distance); ``None``
        for levers, which have no distribution. It is not P(ROI < hurdle): other
        directions and estimation errors count there too.
    roi
        Base ROI at the breaking point, from a run of its own; without a break, the
        least that the search saw.
    left_out
        Drivers or levers that took no part, since they move by jumps.
    starts, agreeing
        Starts of the search, and how many of them ended at the same distance.
    """

    kind: Literal["drivers", "levers"]
    verdict: Break
    moves: tuple[Move, ...]
    distance: float | None
    probability: float | None
    roi: float
    base_roi: float
    hurdle_rate: float
    left_out: tuple[str, ...]
    starts: int
    agreeing: int


def driver_stress(
    simulator: Simulator,
    scenario: Scenario,
    basis: ValueBasis = ValueBasis.CAPTURED,
    radius: float = RADIUS,
    progress: Callable[[int], None] | None = None,
) -> ReverseStress | None:
    """The least unlikely state of the drivers at which base ROI meets the hurdle.

    Each driver is put at the normal score z of its distribution; the distance is
    √(z′C⁻¹z), C being the stated correlations as repaired (a Gaussian copula, Nataf's
    transformation): the nearest state is the one of greatest density. The search is for
    u in z = C^½ u, so that what C leaves no variance cannot move.

    Events and drivers with a few values take no part and stand at their base: see
    :func:`scenarios.tornado.driver_tornado` and :mod:`scenarios.discovery` for them.

    Parameters
    ----------
    radius
        Greatest distance searched.
    progress
        Called with the number of runs done, about a hundred in all; may raise to
        break off.

    Returns
    -------
    ``None`` where the portfolio's ROI cannot be answered on the basis.

    Raises
    ------
    ValueError
        Unless the radius is positive.
    """
    if not radius > 0:
        raise ValueError("the radius must be positive")
    base = simulator.base_points(scenario, {}, basis)
    if base is None:
        return None
    varying = [d for d in simulator.drivers(scenario) if d.distribution.kind != "point"]
    smooth = [d for d in varying if _is_smooth(d)]
    left_out = tuple(d.name for d in varying if not _is_smooth(d))
    ends = np.full(len(smooth), float(radius))
    done = itertools.count(1)

    def margins(scores: Array, drivers: list[Driver]) -> Array:
        values = {d.name: _value(d, scores[:, k]) for k, d in enumerate(drivers)}
        found = simulator.base_points(scenario, values, basis)
        if progress is not None:
            progress(next(done))
        # A base case that can be answered can be answered anywhere: levers do not move.
        return np.full(len(scores), np.nan) if found is None else found.margin

    drivers = smooth[:0]
    if base.margin[0] > 0:
        moving = moving_directions(lambda scores: margins(scores, smooth), -ends, ends)
        drivers = [smooth[k] for k in moving]
    matrix = _correlations(simulator, scenario, [d.name for d in drivers])
    ends = ends[: len(drivers)]
    # Without a correlation no bit may depend on a decomposition.
    root = None if np.array_equal(matrix, np.eye(len(drivers))) else symmetric_root(matrix)
    found = nearest_break(lambda z: margins(z, drivers), -ends, ends, radius, root)
    places = {} if found.point is None else dict(zip(drivers, found.point.tolist(), strict=True))
    moves = [
        Move(d.name, d.distribution.median, float(_value(d, np.array([z]))[0]), z, float(ndtr(z)))
        for d, z in places.items()
    ]
    certain = tuple(Driver(name=m.name, distribution=Point(value=m.value)) for m in moves)
    stated = {d.name: d for d in (*scenario.drivers, *certain)}
    there = scenario.model_copy(update={"drivers": tuple(stated.values())})
    distance = found.distance
    probability = None if distance is None else float(ndtr(-distance))
    return _verified(simulator, base, there, basis, "drivers", found, moves, left_out, probability)


def lever_stress(
    simulator: Simulator,
    scenario: Scenario,
    basis: ValueBasis = ValueBasis.CAPTURED,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    progress: Callable[[int], None] | None = None,
) -> ReverseStress | None:
    """The smallest joint move of levers within their ranges at which base ROI meets the hurdle.

    A lever is measured by the share of the way from where it stands to the end of
    its range, on its own scale; the whole way of one lever is 1. A lever that
    stands outside its range, and one in whole months, takes no part.

    Parameters
    ----------
    ranges
        (low, high) by lever; what the presets span by default.
    progress
        Called with the number of runs done, some hundred in all; may raise to break off.

    Returns
    -------
    ``None`` where the portfolio's ROI cannot be answered on the basis, as the levers
    stand or as the search would have to move them.

    Raises
    ------
    ValueError
        If a lever is unknown.
    """
    base = simulator.base_points(scenario, {}, basis)
    if base is None:
        return None
    ranges = preset_ranges() if ranges is None else ranges
    spans = [_LeverSpan.of(simulator, scenario, name, *ends) for name, ends in ranges.items()]
    part = [span for span in spans if span.takes_part]
    left_out = tuple(span.name for span in spans if not span.takes_part)

    done = itertools.count(1)

    def margins(shares: Array, levers: list[_LeverSpan]) -> Array:
        found = np.empty(len(shares))
        for k, row in enumerate(shares):
            values = {span.name: span.value(share) for span, share in zip(levers, row, strict=True)}
            point = simulator.base_points(with_levers(scenario, **values), {}, basis)
            if point is None:
                raise _NoAnswerError
            found[k] = point.margin[0]
            if progress is not None:
                progress(next(done))
        return found

    def ends(levers: list[_LeverSpan]) -> tuple[Array, Array]:
        return np.array([span.least for span in levers]), np.array([span.most for span in levers])

    try:
        levers = part[:0]
        if base.margin[0] > 0:
            moving = moving_directions(lambda x: margins(x, part), *ends(part))
            levers = [part[k] for k in moving]
        low, high = ends(levers)
        found = nearest_break(
            lambda x: margins(x, levers), low, high, float(np.sqrt(len(levers))), dear=True
        )
    except _NoAnswerError:
        return None
    shares = [] if found.point is None else found.point.tolist()
    moves = [
        Move(span.name, span.stands, span.value(share), share, None)
        for span, share in zip(levers, shares, strict=bool(shares))
    ]
    there = with_levers(scenario, **{move.name: move.value for move in moves})
    return _verified(simulator, base, there, basis, "levers", found, moves, left_out, None)


class _NoAnswerError(Exception):
    """A lever moved there asks what nobody stated."""


def _verified(
    simulator: Simulator,
    base: BasePoints,
    there: Scenario,
    basis: ValueBasis,
    kind: Literal["drivers", "levers"],
    found: Nearest,
    moves: list[Move],
    left_out: tuple[str, ...],
    probability: float | None,
) -> ReverseStress:
    """The answer, with the base ROI of a run of its own at the breaking point."""
    outcome = simulator.run(there, (basis,), fan=False).portfolio.outcomes.get(basis)
    if found.point is None or outcome is None:
        verdict, roi = Break.HOLDS, found.lowest + base.hurdle_rate
    else:
        verdict = Break.BREAKS if found.starts else Break.ALREADY
        roi = outcome.roi.base
    told = sorted(
        (move for move in moves if abs(move.units) >= _TOLD),
        key=lambda move: (-abs(move.units), move.name),
    )
    return ReverseStress(
        kind=kind,
        verdict=verdict,
        moves=tuple(told),
        distance=found.distance,
        probability=probability,
        roi=roi,
        base_roi=float(base.roi[0]),
        hurdle_rate=base.hurdle_rate,
        left_out=left_out,
        starts=found.starts,
        agreeing=found.agreeing,
    )


def _is_smooth(driver: Driver) -> bool:
    """Whether small moves of the normal score are small moves of the value."""
    kind = split_driver_name(driver.name)[0]
    return driver.distribution.kind not in _JUMPS and not kind.startswith("price_event")


def _value(driver: Driver, scores: Array) -> Array:
    """Values at normal scores, cut at what is possible."""
    least = DRIVERS[split_driver_name(driver.name)[0]].minimum
    return np.maximum(driver.distribution.ppf(ndtr(scores)), least)


def _correlations(simulator: Simulator, scenario: Scenario, names: list[str]) -> Array:
    """Correlations of the normal scores of some drivers, as used, (names, names)."""
    matrix = np.eye(len(names))
    known = frozenset(driver.name for driver in simulator.drivers(scenario))
    groups, _ = correlated_groups(simulator.correlations(scenario), known)
    place = {name: k for k, name in enumerate(names)}
    for members, factor in groups:
        within = factor @ factor.T
        kept = [(k, place[name]) for k, name in enumerate(members) if name in place]
        for k, row in kept:
            for j, column in kept:
                matrix[row, column] = within[k, j] if row != column else 1.0
    return matrix


@dataclass(frozen=True, slots=True)
class _LeverSpan:
    """A lever's range, measured from where it stands: −1 is its low end, 1 its high end."""

    name: str
    stands: float
    low: float
    high: float
    ratios: bool
    takes_part: bool

    @classmethod
    def of(
        cls, simulator: Simulator, scenario: Scenario, name: str, low: float, high: float
    ) -> _LeverSpan:
        span = lever_range(name)
        stands = getattr(scenario.levers, name)
        if stands is None:
            # As the workbook or the valuation rules state it.
            holders = (simulator.portfolio, scenario.valuation)
            stands = next((v for h in holders if (v := getattr(h, name, None)) is not None), None)
        known = stands is not None
        at = float(stands) if known else low
        fits = known and low <= at <= high and low < high
        part = fits and not span.whole and span.low <= low and high <= span.high
        return cls(name, at, low, high, span.scale == "log" and low > 0, bool(part))

    @property
    def least(self) -> float:
        return -1.0 if self.low < self.stands else 0.0

    @property
    def most(self) -> float:
        return 1.0 if self.high > self.stands else 0.0

    def value(self, share: float) -> float:
        end = self.high if share >= 0 else self.low
        way = min(abs(share), 1.0)
        if self.ratios:
            value = self.stands * (end / self.stands) ** way
        else:
            value = self.stands + way * (end - self.stands)
        return float(min(max(value, self.low), self.high))
