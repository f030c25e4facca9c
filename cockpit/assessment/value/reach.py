"""Pass-through and the productivity paradox: does the gain of one reach all?

Pass-through = collective gain ÷ individual gain, of medians over the initiatives that
have effects on both sides: the gains of others say nothing about what is passed on. A
verdict is given only where it holds whatever the effects that are not measured turn
out to be. T3's effects on the organisation are indirect, so that tier is never tested.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cockpit.assessment.case import Case
from cockpit.assessment.thresholds import Thresholds
from cockpit.assessment.value.effects import Bounds, Effect, Place, bounds_of
from cockpit.inventory.catalogue import Side
from cockpit.inventory.vocabulary import Tier

#: Two shares nearer than this are the same; baselines such as 0.3 are not exact in binary.
_SAME = 1e-9


class Verdict(StrEnum):
    """What the two gains say."""

    PARADOX = "paradox: the gain stays with the person"
    REACHES = "reaches the organisation"
    SMALL = "no individual gain to pass on"
    UNKNOWN = "unknown"
    INDIRECT = "not tested: indirect"


@dataclass(frozen=True, slots=True)
class Reach:
    """Both gains of a tier or of an initiative within a tier, and what they say.

    ``individual`` and ``collective`` are of all effects; ``tested`` initiatives have
    both sides, and the verdict is on theirs alone. ``ratio`` is the pass-through: exact
    where nothing of theirs is missing, else what it is at most for a paradox and at
    least otherwise; ``None`` where that cannot be said.
    """

    tier: Tier
    individual: Bounds
    collective: Bounds
    verdict: Verdict
    ratio: float | None
    tested: int
    exact: bool


def in_place(effects: Iterable[Effect], place: Place) -> tuple[Effect, ...]:
    """The effects that stand in a cell, and those that may."""
    return tuple(each for each in effects if place in each.places)


def place_bounds(effects: Iterable[Effect], place: Place) -> Bounds:
    """The median gain of a cell.

    An effect that is not measured, or of which nobody says where it stands, counts
    as unknown; one with a baseline of 0 has no share and takes no part.
    """
    gains, unknown = [], 0
    for each in in_place(effects, place):
        if each.unmeasured or each.place is None:
            unknown += 1
        elif each.gain is not None:
            gains.append(each.gain)
    return bounds_of(gains, unknown)


def reach_of(effects: Iterable[Effect], tier: Tier, thresholds: Thresholds) -> Reach:
    """Both gains of a tier and the verdict on them."""
    found = tuple(effects)
    sides = ((tier, Side.INDIVIDUAL), (tier, Side.COLLECTIVE))
    gainers, others = ({each.initiative for each in in_place(found, side)} for side in sides)
    pairs = [each for each in found if each.initiative in gainers & others]
    individual, collective = (place_bounds(pairs, side) for side in sides)
    verdict = Verdict.INDIRECT
    if tier is not Tier.T3:
        verdict = judged(
            individual,
            collective,
            thresholds["paradox_individual_gain"],
            thresholds["paradox_pass_through"],
        )
    ratio = None if verdict is Verdict.INDIRECT else _ratio(individual, collective, verdict)
    return Reach(
        tier=tier,
        individual=place_bounds(found, sides[0]),
        collective=place_bounds(found, sides[1]),
        verdict=verdict,
        ratio=ratio,
        tested=len(gainers & others),
        exact=individual.exact and collective.exact,
    )


def judged(individual: Bounds, collective: Bounds, least_gain: float, least: float) -> Verdict:
    """The verdict that holds over the whole of both bounds, else unknown.

    ``least_gain`` is the individual gain from which the paradox is tested, ``least``
    the pass-through below which it is flagged; both themselves count as reached.
    """
    if individual.low is None or individual.high is None:
        return Verdict.UNKNOWN
    if collective.low is None or collective.high is None:
        return Verdict.UNKNOWN
    if individual.high < least_gain - _SAME:
        return Verdict.SMALL
    if individual.low < least_gain - _SAME or individual.low <= 0:
        return Verdict.UNKNOWN
    if collective.high < least * individual.low - _SAME:
        return Verdict.PARADOX
    if collective.low >= least * individual.high - _SAME:
        return Verdict.REACHES
    return Verdict.UNKNOWN


def _ratio(individual: Bounds, collective: Bounds, verdict: Verdict) -> float | None:
    """Pass-through; the end of its range that the verdict rests on."""
    paradox = verdict is Verdict.PARADOX
    gain = individual.low if paradox else individual.high
    passed = collective.high if paradox else collective.low
    if gain is None or passed is None or gain <= 0:
        return None
    ratio = passed / gain
    return ratio if abs(passed) != float("inf") and gain != float("inf") else None


def tier_reaches(case: Case, effects: Iterable[Effect]) -> tuple[Reach, ...]:
    """The three tiers in order."""
    found = tuple(effects)
    return tuple(reach_of(found, tier, case.thresholds) for tier in Tier)


def initiative_reaches(case: Case, effects: Iterable[Effect]) -> dict[tuple[str, Tier], Reach]:
    """Each initiative within each tier in which it has effects, never across tiers."""
    own: dict[str, list[Effect]] = {}
    for each in effects:
        own.setdefault(each.initiative, []).append(each)
    return {
        (row.id, tier): reach_of(own[row.id], tier, case.thresholds)
        for row in case.initiatives
        if row.id in own
        for tier in Tier
        if any(each.tier is tier and each.places for each in own[row.id])
    }
