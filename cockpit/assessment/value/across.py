"""What the grid says of initiatives: stuck gains, both sides gaining, several tiers, indirect.

“Measure the system, not the person”: where people gain and neither throughput nor
cycle time follows, the work most likely waits at a step that did not change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.value import amdahl
from cockpit.assessment.value.effects import Bounds, Effect
from cockpit.assessment.value.grid import WHO, effects_table, ratio_text
from cockpit.assessment.value.reach import Reach, Verdict, initiative_reaches, tier_reaches
from cockpit.inventory.catalogue import Side
from cockpit.inventory.vocabulary import Tier

SYSTEM = ("cycle time", "throughput")
REACH_COLUMNS = (
    "Initiative",
    "Tier",
    "Individual gain",
    "Collective gain",
    "Pass-through",
    "What it says",
    "Bottleneck",
    "Why",
    "Cycle time gain",
    "Throughput gain",
)


@dataclass(frozen=True, slots=True)
class Stuck:
    """Whether an individual gain is likely held up, and what was looked at.

    ``likely`` is ``None`` where neither cycle time nor throughput is measured.
    """

    likely: bool | None
    words: str


def bottleneck(case: Case, reach: Reach, initiative: str) -> Stuck | None:
    """Whether cycle time and throughput follow an individual gain; ``None`` without one.

    The gain is held up where every measured one of the two improves by less than the
    pass-through threshold times the individual gain, the measure of the paradox itself.
    """
    gain = reach.individual.figure
    if gain is None or gain <= 0 or gain < case.thresholds["paradox_individual_gain"] - 1e-9:
        return None
    measured = {name: case.measures.of(initiative, name) for name in SYSTEM}
    gains = {name: each.gain for name, each in measured.items() if each and each.gain is not None}
    if not gains:
        return Stuck(None, "unknown")
    least = case.thresholds["paradox_pass_through"] * gain
    if any(value >= least - 1e-9 for value in gains.values()):
        return Stuck(False, "no")
    return Stuck(True, "likely")


def reach_table(case: Case, effects: Sequence[Effect]) -> pd.DataFrame:
    """Each initiative within each tier: both gains, pass-through, and where it may be stuck.

    Paradoxes come first, then likely bottlenecks, each by the individual gain.
    """
    found = [
        (initiative, reach, bottleneck(case, reach, initiative))
        for (initiative, _), reach in initiative_reaches(case, effects).items()
    ]
    found.sort(key=lambda each: _rank(each[1], each[2]))
    rows = []
    for initiative, reach, stuck in found:
        system = [case.measures.of(initiative, name) for name in SYSTEM]
        rows.append(
            (
                case.name(initiative),
                reach.tier.value,
                reach.individual.figure,
                reach.collective.figure,
                ratio_text(reach),
                _said(reach),
                "" if stuck is None else stuck.words,
                _why(case, reach, stuck, initiative),
                *(each.gain if each else None for each in system),
            )
        )
    table = pd.DataFrame(rows, columns=list(REACH_COLUMNS))
    numbers = ["Individual gain", "Collective gain", "Cycle time gain", "Throughput gain"]
    table[numbers] = table[numbers].astype("float64")
    return table


def _why(case: Case, reach: Reach, stuck: Stuck | None, initiative: str) -> str:
    """Why a gain stays where it is: what the AI step allows, else what did not move."""
    if reach.verdict is not Verdict.PARADOX and not (stuck and stuck.likely):
        return ""
    found = amdahl.reason(case, initiative)
    if found:
        return found
    cycle = case.measures.of(initiative, "cycle time")
    if cycle is None or cycle.gain is None:
        return "share of the AI step not stated"
    if cycle.gain == 0:
        return "cycle time unchanged"
    return f"cycle time {wording.percent(abs(cycle.gain))} {'less' if cycle.gain > 0 else 'more'}"


def _rank(reach: Reach, stuck: Stuck | None) -> tuple[int, bool, float]:
    """Paradoxes, then likely bottlenecks, then by the individual gain, largest first."""
    likely = stuck is not None and stuck.likely is True
    return (reach.verdict is not Verdict.PARADOX, not likely, -(reach.individual.figure or 0.0))


def _said(reach: Reach) -> str:
    """The verdict; where it is unknown, which side is missing."""
    if reach.verdict is not Verdict.UNKNOWN:
        return reach.verdict.value
    silent = [
        side
        for side, bounds in (
            (Side.INDIVIDUAL, reach.individual),
            (Side.COLLECTIVE, reach.collective),
        )
        if bounds.figure is None
    ]
    if len(silent) == 2:
        return "unknown: neither side is measured"
    return f"unknown: {silent[0].value} side not measured" if silent else "unknown"


def stuck_initiatives(case: Case, effects: Sequence[Effect]) -> tuple[str, ...]:
    """Ids of the initiatives in which a bottleneck is likely, in the order of the workbook."""
    found = []
    for (initiative, _), reach in initiative_reaches(case, effects).items():
        stuck = bottleneck(case, reach, initiative)
        if stuck is not None and stuck.likely:
            found.append(initiative)
    return tuple(dict.fromkeys(found))


def paradox_initiatives(case: Case, effects: Sequence[Effect]) -> tuple[str, ...]:
    """Ids of the initiatives whose gain stays with the person, in the order of the workbook."""
    reaches = initiative_reaches(case, effects)
    found = (key[0] for key, reach in reaches.items() if reach.verdict is Verdict.PARADOX)
    return tuple(dict.fromkeys(found))


def both_gain(case: Case, effects: Sequence[Effect], tier: Tier) -> tuple[tuple[str, Reach], ...]:
    """Initiatives of a tier in which both sides gain, whatever is not measured."""
    return tuple(
        (initiative, reach)
        for (initiative, at), reach in initiative_reaches(case, effects).items()
        if at is tier and (reach.individual.low or 0) > 0 and (reach.collective.low or 0) > 0
    )


def both_gain_table(case: Case, effects: Sequence[Effect]) -> pd.DataFrame:
    """The dual gain of client support: clients and the support team, each on its own."""
    rows = [
        (case.name(initiative), reach.individual.low, reach.collective.low)
        for initiative, reach in both_gain(case, effects, Tier.T2)
    ]
    columns = ["Initiative", "Clients gain (median)", "Support team gains (median)"]
    table = pd.DataFrame(rows, columns=columns)
    table[columns[1:]] = table[columns[1:]].astype("float64")
    return table.sort_values(columns[1], ascending=False, ignore_index=True)


def straddling(effects: Sequence[Effect]) -> dict[str, tuple[Tier, ...]]:
    """Initiatives with effects in two tiers or more, and in which."""
    tiers: dict[str, set[Tier]] = {}
    for each in effects:
        if each.tier is not None:
            tiers.setdefault(each.initiative, set()).add(each.tier)
    return {key: tuple(sorted(found)) for key, found in tiers.items() if len(found) > 1}


def straddling_table(case: Case, effects: Sequence[Effect]) -> pd.DataFrame:
    """Every effect of initiatives that straddle tiers: each in its own tier, never summed."""
    several = straddling(effects)
    mine = [each for each in effects if each.initiative in several]
    order = list(several)
    mine.sort(key=lambda each: (order.index(each.initiative), each.tier or ""))
    rows = []
    for each in mine:
        own = case.inventory.by_id[each.initiative].tier
        place = each.place
        rows.append(
            (
                case.name(each.initiative),
                own.title if own else "not stated",
                each.tier.title if each.tier else "not stated",
                "apart: indirect" if each.apart else WHO[place] if place else "not stated",
                each.name,
                each.gain,
            )
        )
    columns = ["Initiative", "Its tier", "Tier of effect", "Who gains", "What improved", "Gain"]
    table = pd.DataFrame(rows, columns=columns)
    table["Gain"] = table["Gain"].astype("float64")
    return table


def indirect_table(case: Case, effects: Sequence[Effect]) -> pd.DataFrame:
    """Every indirect effect with where it is shown; none enters a pass-through or a total."""
    mine = [each for each in effects if each.indirect]
    table = effects_table(case, mine).drop(columns=["Indirect"])
    ranked = sorted(mine, key=lambda each: (each.gain is None, -(each.gain or 0.0)))
    table.insert(
        1,
        "Shown in",
        ["listed here only" if each.apart else "T3, the organisation" for each in ranked],
    )
    return table


def answer_line(case: Case, effects: Sequence[Effect]) -> str:
    """The page's answer: where the gain of one reaches all, and where it stays with one."""
    reaches = tier_reaches(case, effects)
    reached = [each for each in reaches if each.verdict is Verdict.REACHES]
    stuck = [each for each in reaches if each.verdict is Verdict.PARADOX]
    names = [case.name(each) for each in paradox_initiatives(case, effects)]
    parts = []
    if reached:
        parts.append(f"{_in_tiers(reached)} the gain reaches the organisation ({_moves(reached)})")
    if stuck:
        gain = "it" if reached else "the gain"
        parts.append(
            f"{_in_tiers(stuck)} {gain} stays with the person ({_moves(stuck)}), the productivity "
            "paradox"
        )
    if not parts:
        parts.append(
            "whether individual gains reach the organisation is unknown: no tier is measured well "
            "enough on both sides"
        )
    if names:
        held = wording.listed(wording.shorten(each, 44) for each in names[:2])
        rest = f" and {len(names) - 2} more" if len(names) > 2 else ""
        again = "it" if reached or stuck else "the gain"
        paradox = "" if stuck else ", the productivity paradox"
        parts.append(
            f"in {wording.count(len(names), 'initiative')} {again} stays with the person{paradox}: "
            f"{held}{rest}"
        )
    line = "; ".join(parts)
    return f"{line[0].upper()}{line[1:]}."


def _in_tiers(reaches: Sequence[Reach]) -> str:
    return f"in {wording.listed(each.tier.value for each in reaches)}"


def _moves(reaches: Sequence[Reach]) -> str:
    """Individual → collective gain of each tier: ``28 % → at least 23 %``."""

    def gain(bounds: Bounds) -> str:
        least = "" if bounds.exact else "at least "
        return f"{least}{wording.percent(bounds.figure)}"

    return "; ".join(f"{gain(each.individual)} → {gain(each.collective)}" for each in reaches)
