"""What evidence is worth, as bars and words, for the page and the board pack."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.evidence.pieces import Piece, first_line, worthy
from cockpit.assessment.evidence.pricing import Pricing
from cockpit.assessment.verdicts.figures import BASIS
from cockpit.assessment.verdicts.rules import stated
from cockpit.charts.evidence import EvidenceBar
from scenarios.portfolio import ValueBasis

#: Under which :func:`cockpit.assessment.evidence.pricing.price` is kept by its inputs.
PRICED = "evidence"
#: Bars of the ranking; the table has the rest.
_MOST_BARS = 10

#: The page's three figures, each with its note.
EVERYTHING = ("Everything known (EVPI)", "each initiative continued or stopped by itself")
INPUTS = ("All inputs known", "without any own figures")
TURNED = (
    "Decisions that some evidence could turn",
    "continue where mean NPV is positive, else stop",
)
NOTHING_TURNS = "Nothing that could be found out turns a decision by itself."
#: How to read the bars.
BARS_NOTE = (
    "Broad bar: worth of knowing it for certain, with its standard error as a thin line. "
    "Slim bar: worth of a study of the reliability set here. Upright line: what finding out "
    "costs, where that is stated."
)


def answer(case: Case, pricing: Pricing, found: Sequence[Piece], active: str | None) -> str:
    """The first line; ``active`` names the scenario on screen unless it is the base."""
    said = first_line(case, pricing, found)
    return f"With “{active}”: {said}" if active else said


def basis_words(chosen: ValueBasis) -> str:
    """Which value and which decision all of it rests on."""
    other = "" if chosen is BASIS else f" {chosen.value.capitalize()} value, chosen on Scenarios, "
    tail = f"{other}does not enter." if other else ""
    return (
        f"All on {BASIS} value, as the verdicts are: what is not evidenced yet counts for "
        f"nothing.{tail}"
    )


def turned(found: Sequence[Piece]) -> int:
    """How many decisions some evidence could turn."""
    return len({turn.initiative for each in worthy(found) for turn in each.turns})


def bars(found: Sequence[Piece], currency: str) -> list[EvidenceBar]:
    """The pieces worth most, every amount in one scale, in which the small ones can be read."""
    drawn = worthy(found)[:_MOST_BARS]
    scale = wording.scale_of_table(
        value for each in drawn for value in (each.worth.value, each.cost)
    )
    return [
        EvidenceBar(
            wording.shorten(each.label, 50),
            each.worth.value,
            each.worth.se,
            each.study.value,
            each.cost,
            _in_words(each, currency, scale),
        )
        for each in drawn
    ]


def bars_words(drawn: Sequence[EvidenceBar]) -> str:
    """The bars for those who cannot see them."""
    said = "; ".join(f"{bar.name}: {bar.text}" for bar in drawn)
    return f"Evidence by worth. {said}."


def count_sentence(found: Sequence[Piece]) -> str:
    """How many of the things that could be found out could change a decision."""
    return (
        f"{len(worthy(found))} of {len(found)} things that could be found out could change a "
        "decision"
    )


def _in_words(piece: Piece, currency: str, scale: wording.Scale) -> str:
    worth = wording.money(piece.worth.value, currency, se=piece.worth.se, scale=scale)
    if piece.cost is None:
        return f"{worth}, cost not stated"
    return f"{worth}, costs {stated(piece.cost, currency, scale)}"
