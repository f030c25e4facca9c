"""The nearest place of a lever at which each verdict turns, all verdicts searched at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count, pairwise

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


#: The same of some initiatives alone, for less.
EvaluateSome = Callable[[float, frozenset[str]], Mapping[str, str | None]]


def nearest_flips(
    evaluate: Evaluate,
    low: float,
    high: float,
    start: float,
    span: LeverRange | None = None,
    resolution: float = RESOLUTION,
    progress: Callable[[int], None] | None = None,
    some: EvaluateSome | None = None,
) -> dict[str, Flips]:
    """Where each verdict first turns, going down and up from where the lever stands.

    A scan outwards from ``start`` finds the first point with another verdict, halving the
    last step finds the place. The scan asks each place once of all initiatives, the halving
    asks each place once of those that turn around it. A verdict that turns and turns back
    between two neighbouring points of the scan is not seen.

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
    some
        Gives what ``evaluate`` gives, of the named initiatives; ``evaluate`` by default.

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
    asked = count()

    def counted(found: Mapping[str, str | None]) -> Mapping[str, str | None]:
        if progress is not None:
            progress(next(asked) + 1)
        return found

    points = sorted({*span.spread(SCAN_POINTS, low, high), start})
    here = points.index(start)
    today = counted(evaluate(start))
    narrow = some or (lambda value, ids: evaluate(value))
    places: dict[str, dict[bool, Flip]] = {id_: {} for id_ in today}
    for rising, outwards in ((False, points[here::-1]), (True, points[here:])):
        brackets = _scan(lambda value: counted(evaluate(value)), outwards, today)
        flips = _halve(lambda value, ids: counted(narrow(value, ids)), brackets, span, resolution)
        for id_, flip in flips.items():
            places[id_][rising] = flip
    return {
        id_: Flips(verdict, places[id_].get(False), places[id_].get(True))
        for id_, verdict in today.items()
    }


@dataclass(frozen=True, slots=True)
class _Bracket:
    """Today's verdict holds at ``near``, another one at ``far``."""

    near: float
    far: float
    today: str | None
    there: str | None


def _scan(
    evaluate: Evaluate, outwards: list[float], today: Mapping[str, str | None]
) -> dict[str, _Bracket]:
    """The first step outwards over which each verdict turns; ends when all have."""
    found: dict[str, _Bracket] = {}
    for near, far in pairwise(outwards):
        if len(found) == len(today):
            break
        verdicts = evaluate(far)
        for id_, verdict in today.items():
            if id_ not in found and verdicts.get(id_) != verdict:
                found[id_] = _Bracket(near, far, verdict, verdicts.get(id_))
    return found


def _halve(
    evaluate: EvaluateSome,
    brackets: dict[str, _Bracket],
    span: LeverRange,
    resolution: float,
) -> dict[str, Flip]:
    """Halve all brackets in step, so that those that are alike share their evaluations."""
    found: dict[str, Flip] = {}
    while brackets:
        middles: dict[float, set[str]] = {}
        for id_, bracket in brackets.items():
            middle = _middle(bracket.near, bracket.far, span)
            wide = span.distance(bracket.near, bracket.far) > resolution
            if wide and middle not in (bracket.near, bracket.far):
                middles.setdefault(middle, set()).add(id_)
            else:
                found[id_] = Flip(bracket.far, bracket.there)
        open_: dict[str, _Bracket] = {}
        for middle, ids in middles.items():
            verdicts = evaluate(middle, frozenset(ids))
            for id_ in ids:
                now, bracket = verdicts.get(id_), brackets[id_]
                moved = {"near": middle} if now == bracket.today else {"far": middle, "there": now}
                open_[id_] = replace(bracket, **moved)
        brackets = open_
    return found


def _middle(near: float, far: float, span: LeverRange) -> float:
    if span.whole:
        return float((near + far) // 2)
    if span.scale == "log" and near > 0 and far > 0:
        return math.sqrt(near * far)
    return (near + far) / 2
