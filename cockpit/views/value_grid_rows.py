"""From assessments of the value grid to what its picture shows."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Status
from cockpit.assessment.case import Case
from cockpit.assessment.value import CELLS
from cockpit.assessment.value.effects import Effect, Place
from cockpit.assessment.value.grid import WHO, names_in, ratio_text
from cockpit.assessment.value.reach import Reach, Verdict, in_place, reach_of
from cockpit.charts.value_grid import GridCell, GridRow
from cockpit.inventory.catalogue import Side
from cockpit.inventory.vocabulary import Tier

_VERDICTS = {
    Verdict.PARADOX: "paradox: the gain stays with the person",
    Verdict.REACHES: "it reaches the others",
    Verdict.SMALL: "too small a gain to pass on",
    Verdict.UNKNOWN: "unknown: one side is not measured",
    Verdict.INDIRECT: "indirect effects stay apart",
}


def grid_rows(case: Case, effects: Sequence[Effect]) -> list[GridRow]:
    """The three tiers with their two cells and what passes between them."""
    entries = dict(zip(((tier, side) for tier in Tier for side in Side), CELLS, strict=True))
    return [_row(case, effects, tier, entries) for tier in Tier]


def _row(case: Case, effects: Sequence[Effect], tier: Tier, entries: dict[Place, Entry]) -> GridRow:
    reach = reach_of(effects, tier, case.thresholds)
    individual, collective = (
        _cell(case.answer(entries[tier, side]), effects, (tier, side)) for side in Side
    )
    return GridRow(
        tier.title,
        individual,
        collective,
        passed=_passed(reach),
        verdict=_verdict(reach),
        flagged=reach.verdict is Verdict.PARADOX,
        tested=reach.verdict is not Verdict.INDIRECT,
    )


def _cell(answer: Answer, effects: Sequence[Effect], place: Place) -> GridCell:
    here = in_place(effects, place)
    initiatives = len({each.initiative for each in here})
    counted = (
        f"{wording.count(len(here), 'effect')}, {wording.count(initiatives, 'initiative')}"
        if here
        else "nothing measured: unknown"
    )
    lost = sum(each.unmeasured or each.place is None for each in here)
    guessed = sum(each.guessed and not each.unmeasured for each in here)
    if lost:
        counted += f"; {lost} not measured"
    if guessed:
        counted += f"; {guessed} estimated"
    least = "at least " if answer.status is Status.PARTLY else ""
    figure = wording.percent(answer.figure, signed=True)
    return GridCell(
        f"{place[0].title}: {WHO[place]}",
        answer.figure,
        wording.NA if answer.figure is None else f"{least}{figure}",
        counted,
        names_in(here),
    )


def _verdict(reach: Reach) -> str:
    """What the two gains say; more than all of a gain cannot have come from it alone."""
    more = reach.verdict is Verdict.REACHES and reach.ratio is not None and reach.ratio > 1
    return _VERDICTS[reach.verdict] + (", who gain even more" if more else "")


def _passed(reach: Reach) -> str:
    if reach.verdict is Verdict.INDIRECT:
        return "not tested"
    return f"pass-through {ratio_text(reach)}"
