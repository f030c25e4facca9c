"""One driver or lever at a time, all else at base: tornado and spider.

Five points rather than two ends, so that a turn shows: a driver that helps at
first and harms later has a short bar at its ends and a long way between them
(Clemen and Reilly 2013, Making Hard Decisions, chapter 5; Eschenbach 1992,
Spiderplots versus tornado diagrams, Interfaces 22(6)).

What one driver does while all others stand still leaves out what they do
together: see :mod:`scenarios.sensitivity` for that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenarios.base_points import BasePoints
from scenarios.driver_groups import DriverGroup, group_drivers
from scenarios.drivers import DRIVERS, Driver, split_driver_name
from scenarios.lever_moves import lever_range, with_levers
from scenarios.levers import Levers
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator

Array = NDArray[np.float64]
Figure = Literal["roi", "npv"]

#: Where a driver is put; the middle one is its base.
PERCENTILES = (0.10, 0.25, 0.50, 0.75, 0.90)
#: A step this small against the largest figure of the series is no turn.
_STILL = 1e-9


@dataclass(frozen=True, slots=True)
class Swing:
    """Base ROI and NPV while one driver, or one lever, takes five places.

    Attributes
    ----------
    key
        Name of the driver or lever; of drivers moved together, see
        :class:`scenarios.driver_groups.DriverGroup`.
    drivers
        Drivers moved, each to the same percentile of its own; empty for a lever.
    values
        Where it stands at each point; ``None`` for drivers with different values.
    roi, npv
        At each point; ``None`` where there is no answer.
    """

    key: str
    kind: Literal["driver", "lever"]
    drivers: tuple[str, ...]
    values: tuple[float, ...] | None
    roi: tuple[float | None, ...]
    npv: tuple[float | None, ...]

    def figures(self, figure: Figure) -> tuple[float, ...] | None:
        """The series of one figure, or ``None`` where a point has no answer."""
        series = self.roi if figure == "roi" else self.npv
        known = tuple(value for value in series if value is not None)
        return known if len(known) == len(series) else None

    def width(self, figure: Figure) -> float | None:
        """Greatest less least figure over the points."""
        series = self.figures(figure)
        return None if series is None else max(series) - min(series)

    def turns(self, figure: Figure) -> bool:
        """Whether the figure both rises and falls along the points."""
        series = self.figures(figure)
        if series is None:
            return False
        still = _STILL * max(map(abs, series))
        steps = [later - earlier for earlier, later in pairwise(series)]
        return max(steps) > still and min(steps) < -still


@dataclass(frozen=True, slots=True)
class Tornado:
    """Swings, widest first; those without an answer at some point come last."""

    figure: Figure
    base_roi: float
    base_npv: float
    hurdle_rate: float
    swings: tuple[Swing, ...]


def preset_ranges() -> dict[str, tuple[float, float]]:
    """The stated range of each lever: from the least to the greatest value in any preset.

    The base counts as a preset. Levers that no preset moves have no stated range.
    """
    moved = {name for preset in PRESETS.values() for name in preset.levers.changed()}
    found = {}
    for name in Levers.model_fields:
        if name in moved:
            values = [float(getattr(preset.levers, name)) for preset in PRESETS.values()]
            found[name] = (min(values), max(values))
    return found


def driver_tornado(
    simulator: Simulator,
    scenario: Scenario,
    basis: ValueBasis = ValueBasis.CAPTURED,
    figure: Figure = "roi",
    split_vendors: bool = False,
) -> Tornado | None:
    """Each driver at its P10, P25, P50, P75 and P90, the others at their medians.

    Correlations are left aside: the others do not follow. A driver that cannot vary
    is left out. The middle point is the base case, which for an event less likely
    than not is the course of things without it.

    Parameters
    ----------
    split_vendors
        Move each vendor's drivers alone; otherwise one kind of driver of all vendors
        moves together, each to the same percentile.

    Returns
    -------
    ``None`` where the portfolio's ROI cannot be answered on the basis.
    """
    drivers = {d.name: d for d in simulator.drivers(scenario) if d.distribution.kind != "point"}
    groups = group_drivers(list(drivers), split_vendors=split_vendors)
    places = {name: _places(driver) for name, driver in drivers.items()}
    count = len(PERCENTILES)
    values = {
        name: np.full(max(1, len(groups)) * count, driver.distribution.median)
        for name, driver in drivers.items()
    }
    for k, group in enumerate(groups):
        for name in group.drivers:
            values[name][k * count : (k + 1) * count] = places[name]
    found = simulator.base_points(scenario, values, basis)
    base = simulator.base_points(scenario, {}, basis)
    if found is None or base is None:
        return None
    swings = [
        _driver_swing(group, places, found, slice(k * count, (k + 1) * count))
        for k, group in enumerate(groups)
    ]
    return _tornado(figure, base, swings)


def lever_tornado(
    simulator: Simulator,
    scenario: Scenario,
    basis: ValueBasis = ValueBasis.CAPTURED,
    figure: Figure = "roi",
    ranges: Mapping[str, tuple[float, float]] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Tornado | None:
    """Each lever at five places of its range, even on its own scale, the others as they stand.

    Parameters
    ----------
    ranges
        (low, high) by lever; what the presets span by default. A lever in whole
        months may have fewer points.
    progress
        Called with (levers done, of all); may raise to break off.

    Returns
    -------
    ``None`` where the portfolio's ROI cannot be answered on the basis.

    Raises
    ------
    ValueError
        If a lever is unknown, or a range leaves the lever's own.
    """
    ranges = preset_ranges() if ranges is None else ranges
    base = simulator.base_points(scenario, {}, basis)
    if base is None:
        return None
    swings = []
    for done, (lever, (low, high)) in enumerate(ranges.items(), start=1):
        values = lever_range(lever).spread(len(PERCENTILES), low, high)
        points = [
            simulator.base_points(with_levers(scenario, **{lever: value}), {}, basis)
            for value in values
        ]
        roi = tuple(None if point is None else float(point.roi[0]) for point in points)
        npv = tuple(None if point is None else float(point.npv[0]) for point in points)
        swings.append(Swing(lever, "lever", (), tuple(values), roi, npv))
        if progress is not None:
            progress(done, len(ranges))
    return _tornado(figure, base, swings)


def _places(driver: Driver) -> Array:
    """A driver's five places, cut at what is possible, its base in the middle."""
    values = driver.distribution.ppf(np.array(PERCENTILES))
    values[PERCENTILES.index(0.50)] = driver.distribution.median
    return np.maximum(values, DRIVERS[split_driver_name(driver.name)[0]].minimum)


def _driver_swing(
    group: DriverGroup, places: Mapping[str, Array], found: BasePoints, rows: slice
) -> Swing:
    all_values = {tuple(places[name].tolist()) for name in group.drivers}
    return Swing(
        key=group.key,
        kind="driver",
        drivers=group.drivers,
        values=all_values.pop() if len(all_values) == 1 else None,
        roi=tuple(found.roi[rows].tolist()),
        npv=tuple(found.npv[rows].tolist()),
    )


def _tornado(figure: Figure, base: BasePoints, swings: list[Swing]) -> Tornado:
    def narrowness(swing: Swing) -> tuple[float, str]:
        width = swing.width(figure)
        return (np.inf if width is None else -width), swing.key

    return Tornado(
        figure=figure,
        base_roi=float(base.roi[0]),
        base_npv=float(base.npv[0]),
        hurdle_rate=base.hurdle_rate,
        swings=tuple(sorted(swings, key=narrowness)),
    )
