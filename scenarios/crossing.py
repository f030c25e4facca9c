"""How far a figure may move before the answer turns: a bracketed search for the crossing.

The generic part: a function, a range, a root. :mod:`scenarios.break_even` asks
it of the simulator.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scenarios.lever_moves import LeverRange

#: Points of the coarse scan that looks for crossings.
SCAN_POINTS = 13
#: Width, absolute and relative, at which a root counts as found.
TOLERANCE = 1e-9

#: A value less its target; ``None`` or not a number where there is no answer.
Margin = Callable[[float], float | None]
#: Points and margins of the scan, and k: the root between points k and k + 1, if known.
Solve = Callable[[Sequence[float], Sequence[float], int], float | None]


class Holds(StrEnum):
    """How an answer depends on a lever."""

    UP_TO = "holds up to"
    FROM = "holds from"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Where a value meets its target.

    ``value`` is the lever there, ``None`` where the answer always or never holds
    within ``low`` … ``high``. ``held`` are all parts of the range in which it holds,
    ascending, ends included. Where the answer turns more than once, ``value`` is the
    crossing nearest to where the lever stands.
    """

    kind: Holds
    value: float | None
    lever: str
    low: float
    high: float
    held: tuple[tuple[float, float], ...]

    @classmethod
    def once(
        cls, kind: Holds, value: float | None, lever: str, low: float, high: float
    ) -> BreakEven:
        """An answer that turns at ``value`` and nowhere else, or (``None``) not at all."""
        if kind is Holds.NEVER:
            return cls(kind, None, lever, low, high, ())
        first = value if kind is Holds.FROM and value is not None else low
        last = value if kind is Holds.UP_TO and value is not None else high
        return cls(kind, value, lever, low, high, ((first, last),))

    @property
    def turns(self) -> bool:
        """Whether the answer changes more than once over the range."""
        return len(self.crossings) > 1

    @property
    def crossings(self) -> tuple[float, ...]:
        """Every place within the range at which the answer changes, ascending."""
        ends = {end for part in self.held for end in part}
        return tuple(sorted(ends - {self.low, self.high}))


class _NoAnswerError(Exception):
    """The margin gives no answer at a point that the search needs."""


def find_break_even(
    margin: Margin,
    low: float,
    high: float,
    start: float,
    tolerance: float = TOLERANCE,
    *,
    lever: str = "",
    span: LeverRange | None = None,
    solve: Solve | None = None,
) -> BreakEven | None:
    """Where a margin changes between holding (≥ 0) and not holding (< 0).

    A coarse scan brackets the crossings; Brent's method finds each of them. Two
    crossings between neighbouring points of the scan are not seen.
    Where the margin jumps, the place of the jump is found.

    Parameters
    ----------
    low, high
        Range searched.
    start
        Where the lever stands; a point of the scan when it lies within the range.
    tolerance
        Absolute and relative width of the answer.
    span
        Scale of the lever, and whether it moves in whole months; then the value is
        the last (or first) month that holds. Linear and continuous by default.
    solve
        A short cut from the scan to the root, which may say ``None`` to be left out.

    Returns
    -------
    ``None`` where the margin gives no answer at a point asked.

    Raises
    ------
    ValueError
        Unless low < high and the tolerance is positive.
    """
    if not low < high:
        raise ValueError("the low end of the range must lie below the high end")
    if not tolerance > 0:
        raise ValueError("the tolerance must be positive")
    span = span or LeverRange(low, high, "linear", whole=False)

    def asked(value: float) -> float:
        found = margin(value)
        if found is None or not math.isfinite(found):
            raise _NoAnswerError
        return found

    def root(k: int) -> float:
        quick = solve(points, margins, k) if solve else None
        if quick is not None:
            return quick
        if span.whole:
            return _turning_month(asked, points[k], points[k + 1], holds[k])
        return _root(asked, points[k], points[k + 1], tolerance)

    points = _scan(span, low, high, start)
    try:
        margins = [asked(point) for point in points]
        holds = [value >= 0 for value in margins]
        crossings = [k for k in range(len(points) - 1) if holds[k] != holds[k + 1]]
        if not crossings:
            kind = Holds.ALWAYS if holds[0] else Holds.NEVER
            return BreakEven.once(kind, None, lever, low, high)
        roots = [(root(k), k) for k in crossings]
    except _NoAnswerError:
        return None
    value, k = min(roots, key=lambda found: span.distance(found[0], start))
    kind = Holds.UP_TO if holds[k] else Holds.FROM
    opens = [low] * holds[0] + [place for place, k in roots if not holds[k]]
    closes = [place for place, k in roots if holds[k]] + [high] * holds[-1]
    return BreakEven(kind, value, lever, low, high, tuple(zip(opens, closes, strict=True)))


def _scan(span: LeverRange, low: float, high: float, start: float) -> list[float]:
    """Ascending points of the scan, the start among them where it lies in the range."""
    points = set(span.spread(SCAN_POINTS, low, high))
    if low < start < high:
        points.add(start)
    return sorted(points)


def _root(asked: Callable[[float], float], low: float, high: float, tolerance: float) -> float:
    # Imported where it is needed: it would add a tenth of a second to every start.
    from scipy.optimize import brentq

    return float(brentq(asked, low, high, xtol=tolerance, rtol=max(tolerance, 1e-15)))


def _turning_month(
    asked: Callable[[float], float], low: float, high: float, holds_low: bool
) -> float:
    """The last or first whole month that holds, by halving between two that differ."""
    while high - low > 1:
        middle = float((low + high) // 2)
        if (asked(middle) >= 0) is holds_low:
            low = middle
        else:
            high = middle
    return low if holds_low else high
