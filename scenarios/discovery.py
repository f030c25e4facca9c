"""The futures in which a case fails, as boxes: scenario discovery by PRIM.

The patient rule induction method (Friedman and Fisher 1999, Bump hunting in
high-dimensional data, Statistics and Computing 9) peels thin slices off a box of
draws as long as the rest fails more often, then pastes back what does no harm.
Coverage, density and the trade-off between them are those of Bryant and Lempert
(2010, Thinking inside the box, Technological Forecasting and Social Change 77).

Limits are ranks of a driver, 0 to 1; :attr:`Limit.low_value` and
:attr:`Limit.high_value` say them in the driver's own unit. Nothing is random here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scenarios.draw_table import DrawTable
from scenarios.peeling import Peeler, PeelSettings, Step, quasi_p, traces

__all__ = ["Box", "Discovery", "Limit", "PeelSettings", "discover", "discover_boxes"]

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: A limit more likely than this to be chance is dropped from the box that is told.
MOST_QUASI_P = 0.05
#: A further box must hold at least this share of all failures, at twice their usual density.
LEAST_COVERAGE, LEAST_LIFT = 0.05, 2.0
#: Most boxes.
BOXES = 3


@dataclass(frozen=True, slots=True)
class Limit:
    """How far a box reaches along one driver.

    Attributes
    ----------
    low, high
        Ranks of the driver; ``None`` where the box is open.
    low_value, high_value
        The same in the driver's unit; ``None`` where open, or without a distribution.
    quasi_p
        Chance of as many failures in the box if this limit (both ends) did nothing:
        the upper tail of a binomial with the density of the box without it. Not a
        p-value, since the limit was chosen on the same draws.
    """

    driver: str
    low: float | None
    high: float | None
    low_value: float | None
    high_value: float | None
    quasi_p: float


@dataclass(frozen=True, slots=True)
class Box:
    """One future in which the case fails.

    Attributes
    ----------
    limits
        Surest first.
    coverage
        Share of all failures that lie in the box.
    density
        Share of the draws in the box that fail.
    mass
        Share of all draws that lie in the box.
    trajectory
        Every step of the peeling and pasting from all draws to the tightest box: the
        trade-off of coverage against density. Counted among the draws that earlier
        boxes leave, coverage against all failures.
    chosen
        Step of the trajectory from which the box was told.
    """

    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float
    trajectory: tuple[Step, ...]
    chosen: int


@dataclass(frozen=True, slots=True)
class Discovery:
    """Boxes, the one found first covering most.

    Attributes
    ----------
    failures
        Share of all draws that fail: the density to compare with.
    coverage, density
        Of all boxes together.
    drivers
        Drivers with a trace of influence on failing; no other took part.
    """

    boxes: tuple[Box, ...]
    failures: float
    draws: int
    coverage: float
    density: float | None
    drivers: tuple[str, ...]


def discover(
    table: DrawTable,
    failing: Flags | None = None,
    boxes: int = BOXES,
    settings: PeelSettings | None = None,
) -> Discovery:
    """Boxes of drivers in which the portfolio's ROI misses the hurdle.

    Parameters
    ----------
    failing
        Which draws fail, (draws,); those with ROI below the hurdle by default.

    Raises
    ------
    ValueError
        If ``failing`` has another number of draws.
    """
    missed = table.portfolio_roi < table.hurdle_rate if failing is None else failing
    varying = {d.name: d for d in table.drivers if d.distribution.kind != "point"}
    ranks = {name: table.uniforms[name] for name in varying}
    found = discover_boxes(ranks, missed, boxes, settings)

    def valued(limit: Limit) -> Limit:
        def value(rank: float | None) -> float | None:
            if rank is None:
                return None
            return float(varying[limit.driver].distribution.ppf(np.array([rank]))[0])

        return replace(limit, low_value=value(limit.low), high_value=value(limit.high))

    told = tuple(replace(box, limits=tuple(map(valued, box.limits))) for box in found.boxes)
    return replace(found, boxes=told)


def discover_boxes(
    ranks: Mapping[str, Array],
    failing: Flags,
    boxes: int = BOXES,
    settings: PeelSettings | None = None,
) -> Discovery:
    """Boxes in which many draws fail, one after the other among the draws left (covering).

    Each box is told from the step of its trajectory with the greatest harmonic mean
    of coverage and density; limits that may be chance (quasi-p above 5 %) are
    dropped, the weakest first. A further box must be worth telling: see
    ``LEAST_COVERAGE`` and ``LEAST_LIFT``.

    A driver whose ranks, each on its own, leave no trace in failing takes no part, so
    that adding one changes no bit. A driver that matters only jointly with another is
    not found; nor would peeling find it.

    Parameters
    ----------
    ranks
        By driver, (draws,) each; any numbers that can be ordered.
    failing
        Which draws fail, (draws,).

    Raises
    ------
    ValueError
        If the drivers and ``failing`` differ in their number of draws.
    """
    settings = settings or PeelSettings()
    missed = np.asarray(failing, dtype=bool)
    if any(np.shape(values) != missed.shape for values in ranks.values()):
        raise ValueError("each driver needs one value for each draw")
    total, draws = int(missed.sum()), missed.size
    names = tuple(name for name, values in ranks.items() if traces(values, missed, settings))
    columns = np.array([ranks[name] for name in names]).reshape(len(names), draws)
    left, found = np.ones(draws, dtype=bool), list[Box]()
    while names and len(found) < boxes and 0 < missed[left].sum() < left.sum():
        box, inside = _one_box(names, columns, missed, left, total, settings)
        usual = total / draws
        worth = box.coverage >= LEAST_COVERAGE and box.density >= min(1.0, LEAST_LIFT * usual)
        if not box.limits or (found and not worth):
            break
        found.append(box)
        left &= ~inside
    held = int((~left).sum())
    return Discovery(
        boxes=tuple(found),
        failures=total / draws if draws else 0.0,
        draws=draws,
        coverage=float(missed[~left].sum() / total) if total else 0.0,
        density=float(missed[~left].sum() / held) if held else None,
        drivers=names,
    )


def _one_box(
    names: tuple[str, ...],
    columns: Array,
    missed: Flags,
    left: Flags,
    total: int,
    settings: PeelSettings,
) -> tuple[Box, Flags]:
    """One box among the draws left, and which of them lie in it."""
    x, y = columns[:, left], missed[left]
    steps = Peeler(x, y, total, missed.size, settings).run()
    chosen = _best_step(steps.told)
    limits = _without_chance(x, y, steps.limits[chosen])
    inside = _inside(x, limits)
    members = np.zeros(missed.size, dtype=bool)
    members[np.flatnonzero(left)[inside]] = True
    hits, size = int(y[inside].sum()), int(inside.sum())
    told = [
        Limit(names[k], _end(low), _end(high), None, None, quasi_p(x, y, limits, k))
        for k, (low, high) in enumerate(limits.tolist())
        if np.isfinite(low) or np.isfinite(high)
    ]
    box = Box(
        limits=tuple(sorted(told, key=lambda limit: (limit.quasi_p, limit.driver))),
        coverage=hits / total,
        density=hits / size,
        mass=size / missed.size,
        trajectory=steps.told,
        chosen=chosen,
    )
    return box, members


def _best_step(steps: tuple[Step, ...]) -> int:
    """The step with the greatest harmonic mean of coverage and density, the first of equals."""
    means = [2 * s.coverage * s.density / (s.coverage + s.density) for s in steps if s.coverage]
    return int(np.argmax(means))


def _without_chance(x: Array, y: Flags, limits: Array) -> Array:
    """Limits less those that may be chance, the weakest dropped first."""
    kept = limits.copy()
    while True:
        limited = np.flatnonzero(np.isfinite(kept).any(axis=1))
        if limited.size == 0:
            return kept
        odds = [quasi_p(x, y, kept, int(k)) for k in limited]
        if max(odds) <= MOST_QUASI_P:
            return kept
        kept[limited[int(np.argmax(odds))]] = -np.inf, np.inf


def _inside(x: Array, limits: Array) -> Flags:
    return np.asarray(((x >= limits[:, :1]) & (x <= limits[:, 1:])).all(axis=0))


def _end(value: float) -> float | None:
    return value if np.isfinite(value) else None
