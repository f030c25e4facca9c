"""The nearest place of a lever at which each verdict turns, all verdicts searched at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from scenarios.crossing import SCAN_POINTS
from scenarios.lever_moves import LeverRange

#: Width of the answer on the lever's own scale: a hundredth, or one percent on a log scale.
RESOLUTION = 0.01

#: Lever → verdict of each initiative; one left out or ``None`` has no verdict there.
Evaluate = Callable[[float], Mapping[str, str | None]]


@dataclass(frozen=True, slots=True)
class Flip:
    """The verdict is another from ``value`` on, away from where the lever stands."""

    value: float
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Flips:
    """The nearest flips of one verdict as a lever falls and as it rises; ``None``: none seen."""

    verdict: str | None
    falling: Flip | None
    rising: Flip | None


def nearest_flips(
    evaluate: Evaluate,
    low: float,
    high: float,
    start: float,
    span: LeverRange | None = None,
    resolution: float = RESOLUTION,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Flips]:
    """Where each verdict first turns, going down and up from where the lever stands.

    A scan outwards from ``start`` finds the first point with another verdict, halving the
    last step finds the place. Each place is evaluated once for all initiatives. A verdict
    that turns and turns back between two neighbouring points of the scan is not seen.

    Parameters
    ----------
    evaluate
        Must be a pure function: on common random numbers, not on new draws.
    low, high
        Range searched.
    span
        Scale of the lever, and whether it moves in whole months; linear by default.
    resolution
        Greatest distance on the lever's scale (of logarithms on a log scale) between the
        value given, which has the other verdict, and one that has today's.
    progress
        Called with the number of evaluations done; may raise to break off.

    Returns
    -------
    By initiative, of those named at ``start``.

    Raises
    ------
    ValueError
        Unless low < high, start lies between them and the resolution is positive.
    """
    if not low < high:
        raise ValueError("the low end of the range must lie below the high end")
    if not low <= start <= high:
        raise ValueError("the lever must stand within the range")
    if not resolution > 0:
        raise ValueError("the resolution must be positive")
    span = span or LeverRange(low, high, "linear", whole=False)
    known: dict[float, Mapping[str, str | None]] = {}

    def verdicts(value: float) -> Mapping[str, str | None]:
        if value not in known:
            known[value] = evaluate(value)
            if progress is not None:
                progress(len(known))
        return known[value]

    points = sorted({*span.spread(SCAN_POINTS, low, high), start})
    here = points.index(start)

    def first(id_: str, outwards: list[float]) -> Flip | None:
        today = verdicts(start).get(id_)
        for near, far in pairwise(outwards):
            if verdicts(far).get(id_) != today:
                return _between(lambda value: verdicts(value).get(id_), near, far, span, resolution)
        return None

    return {
        id_: Flips(verdict, first(id_, points[here::-1]), first(id_, points[here:]))
        for id_, verdict in verdicts(start).items()
    }


def _between(
    verdict: Callable[[float], str | None],
    near: float,
    far: float,
    span: LeverRange,
    resolution: float,
) -> Flip:
    """Halve between a place with today's verdict and one without it."""
    today = verdict(near)
    while span.distance(near, far) > resolution:
        middle = _middle(near, far, span)
        if middle in (near, far):
            break
        if verdict(middle) == today:
            near = middle
        else:
            far = middle
    return Flip(far, verdict(far))


def _middle(near: float, far: float, span: LeverRange) -> float:
    if span.whole:
        return float((near + far) // 2)
    if span.scale == "log" and near > 0 and far > 0:
        return math.sqrt(near * far)
    return (near + far) / 2
