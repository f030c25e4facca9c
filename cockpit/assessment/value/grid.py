"""The value grid: three tiers by two sides, one entry a cell.

Each cell answers two questions: what improved measurably, and does the gain of one
reach all. Source of the grid and of the metrics in it: “The Three Layers of AI Value”.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Status, Unit, cannot
from cockpit.assessment.case import Case
from cockpit.assessment.value.effects import (
    BASELINE,
    BENEFICIARY,
    BENEFIT_CURRENT,
    CURRENT,
    TIER,
    Effect,
    Place,
    effects_of,
)
from cockpit.assessment.value.reach import Reach, Verdict, in_place, place_bounds, reach_of
from cockpit.inventory.catalogue import CATALOGUE, Side
from cockpit.inventory.vocabulary import Tier

PAGE = "value-grid"
SOURCE = "“The Three Layers of AI Value”, the 3 × 2 framework and its six tables of metrics"

#: Who gains in each cell, as its title says it.
WHO: dict[Place, str] = {
    (Tier.T1, Side.INDIVIDUAL): "the person",
    (Tier.T1, Side.COLLECTIVE): "the team and the organisation",
    (Tier.T2, Side.INDIVIDUAL): "the client",
    (Tier.T2, Side.COLLECTIVE): "the support team",
    (Tier.T3, Side.INDIVIDUAL): "the client",
    (Tier.T3, Side.COLLECTIVE): "the organisation, indirect",
}

EFFECT_COLUMNS = (
    "Initiative",
    "What improved",
    "Before",
    "Now",
    "Unit",
    "Gain, %",
    "Known from",
    "Indirect",
)
#: Columns of the frame behind a cell's chart.
FRAME_COLUMNS = ("Effect", "Gain", "In words")


def who(place: Place) -> str:
    """Who gains in a cell, in a sentence."""
    return WHO[place].split(",")[0]


def effects_table(case: Case, effects: Sequence[Effect]) -> pd.DataFrame:
    """Effects as a person reads them, the largest gain first and unmeasured ones last."""
    ranked = sorted(effects, key=lambda each: (each.gain is None, -(each.gain or 0.0)))
    rows = [
        (
            case.name(each.initiative),
            each.name,
            each.baseline,
            each.current,
            each.unit or "",
            None if each.gain is None else round(100 * each.gain, 1),
            each.known_from,
            "yes" if each.indirect else "no",
        )
        for each in ranked
    ]
    table = pd.DataFrame(rows, columns=list(EFFECT_COLUMNS))
    numbers = ["Before", "Now", "Gain, %"]
    table[numbers] = table[numbers].astype("float64")
    return table


def metrics_of(place: Place) -> tuple[str, ...]:
    """The metrics of the catalogue that belong to a cell."""
    return tuple(metric.name for metric in CATALOGUE if metric.cell == place)


def names_in(effects: Sequence[Effect]) -> tuple[str, ...]:
    """What is measured in a cell, each name once, those of most initiatives first."""
    measured = [each.name for each in effects if not each.unmeasured and each.place is not None]
    return tuple(sorted(dict.fromkeys(measured), key=lambda name: -measured.count(name)))


def _answer(case: Case, place: Place) -> Answer:
    effects = effects_of(case)
    here = in_place(effects, place)
    missing = tuple(dict.fromkeys(lack for each in here for lack in each.missing))
    if not here:
        return cannot(Unit.SHARE, _nothing(place), [Missing(BASELINE), Missing(CURRENT)])
    bounds = place_bounds(effects, place)
    tables = {"Effects in this cell": effects_table(case, here)}
    rows = tuple(dict.fromkeys(at for each in here for at in each.rows))
    frame = _frame(case, here)
    remarks = _remarks(place, here)
    if bounds.figure is None:
        lacks = missing or (Missing(BASELINE),)
        return Answer(
            Status.CANNOT,
            None,
            Unit.SHARE,
            _too_little(place, here),
            frame,
            rows,
            lacks,
            tables,
            remarks,
        )
    reach = reach_of(effects, place[0], case.thresholds)
    return Answer(
        Status.PARTLY if missing else Status.ANSWERED,
        bounds.figure,
        Unit.SHARE,
        _sentence(place, here, bounds.figure, exact=not missing, reach=reach),
        frame,
        rows,
        missing,
        tables,
        remarks,
    )


def _frame(case: Case, effects: Sequence[Effect]) -> pd.DataFrame:
    rows = [
        (
            f"{wording.shorten(case.name(each.initiative), 30)}: {wording.shorten(each.name, 34)}",
            each.gain,
            wording.percent(each.gain, signed=True)
            + (f", {each.known_from.rsplit(', ', 1)[-1]}" if each.guessed else ""),
        )
        for each in effects
        if each.gain is not None and each.place is not None
    ]
    found = pd.DataFrame(rows, columns=list(FRAME_COLUMNS))
    # Two effects of one name are two bars, not one on top of the other.
    again = found.groupby("Effect").cumcount()
    found["Effect"] = found["Effect"] + again.map(lambda n: f" ({n + 1})" if n else "")
    return found.sort_values("Gain", ascending=False, ignore_index=True)


def _nothing(place: Place) -> str:
    names = wording.listed(metrics_of(place)[:2])
    return f"Nothing is measured for {who(place)} in {place[0].title}. A start would be {names}."


def _too_little(place: Place, effects: Sequence[Effect]) -> str:
    known = sum(each.gain is not None and each.place is not None for each in effects)
    return (
        f"Of {wording.count(len(effects), 'effect')} for {who(place)} in {place[0].title}, {known} "
        "can be placed and measured. That is too few for a median that holds."
    )


def _sentence(
    place: Place, effects: Sequence[Effect], figure: float, *, exact: bool, reach: Reach
) -> str:
    """What improved, and whether it reaches the others: the two questions of a cell."""
    used = [each for each in effects if each.gain is not None and each.place is not None]
    initiatives = len({each.initiative for each in used})
    guessed = sum(each.guessed for each in used)
    least = "" if exact else "at least "
    first = (
        f"Median gain of {who(place)} in {place[0].title}: {least}{wording.percent(figure)}, from "
        f"{wording.count(len(used), 'effect')} of {wording.count(initiatives, 'initiative')}"
        + (f", {guessed} of them estimated." if guessed else ".")
    )
    return f"{first} {passed_on(reach)}"


def passed_on(reach: Reach) -> str:
    """Whether the individual gain reaches the others, in one sentence."""
    tier, share = reach.tier.value, ratio_text(reach)
    match reach.verdict:
        case Verdict.PARADOX:
            return f"{tier} shows the paradox: {share} of the individual gain arrives."
        case Verdict.REACHES:
            both = wording.count(reach.tested, "initiative")
            return f"In {both} with both sides, {share} of the individual gain arrives."
        case Verdict.SMALL:
            return f"{tier} has no individual gain large enough to test what arrives."
        case Verdict.INDIRECT:
            return "What the organisation gains in T3 is indirect and not set against it."
        case Verdict.UNKNOWN:
            return f"Whether it arrives is unknown: a side of {tier} is not measured well enough."


def ratio_text(reach: Reach) -> str:
    """The pass-through as a percentage; ``at most`` or ``at least`` where evidence is missing."""
    if reach.ratio is None or reach.verdict is Verdict.SMALL:
        # A share of next to nothing says nothing.
        return wording.NA
    if reach.exact:
        return wording.percent(reach.ratio)
    bound = "at most" if reach.verdict is Verdict.PARADOX else "at least"
    return f"{bound} {wording.percent(reach.ratio)}"


def _remarks(place: Place, effects: Sequence[Effect]) -> tuple[str, ...]:
    found = []
    guessed = sum(each.guessed for each in effects)
    if guessed:
        found.append(
            f"{guessed} of {wording.count(len(effects), 'effect')} rest on an estimate or an "
            "anecdote."
        )
    zero = sum(each.gain is None and not each.unmeasured for each in effects)
    if zero:
        found.append(
            f"{wording.count(zero, 'effect')} with a baseline of 0: no gain as a share, in no "
            "median."
        )
    if place == (Tier.T3, Side.COLLECTIVE):
        found.append(
            "Retention, churn and offers won have many causes. They are tracked here, apart, and "
            "never added to what clients or staff gain."
        )
    return tuple(found)


_METHOD = (
    "Gain = ±(current − baseline) ÷ |baseline| by the better direction, one for each effect: a "
    "metric of this cell, or a benefit whose tier and beneficiary put it here. The same quantity "
    "on both sheets counts once. Figure: the median; an effect named but not measured counts as "
    "the lowest. Pass-through = collective ÷ individual median gain, over the initiatives of the "
    "tier that have effects on both sides."
)


def _entry(place: Place) -> Entry:
    tier, side = place
    reaches = {
        (Tier.T1, Side.INDIVIDUAL): "does it reach the team",
        (Tier.T1, Side.COLLECTIVE): "does it come from what each person gains",
        (Tier.T2, Side.INDIVIDUAL): "does it relieve the support team",
        (Tier.T2, Side.COLLECTIVE): "does it go with what the client gains",
        (Tier.T3, Side.INDIVIDUAL): "who else gains by it",
        (Tier.T3, Side.COLLECTIVE): "is the chain of causes shown",
    }[place]
    return Entry(
        key=f"grid-{tier.value}-{side.value}",
        title=f"{tier.title}: {WHO[place]}",
        question=f"What improved for {who(place)}, and {reaches}?",
        page=PAGE,
        method=_METHOD,
        source=SOURCE,
        rests_on=(
            BASELINE,
            CURRENT,
            BENEFIT_CURRENT,
            TIER,
            *(() if place == (Tier.T3, Side.COLLECTIVE) else (BENEFICIARY,)),
        ),
        assess=lambda case: _answer(case, place),
        better="higher",
    )


#: The six cells, row by row.
CELLS: tuple[Entry, ...] = tuple(_entry((tier, side)) for tier in Tier for side in Side)
