"""What recorded decisions and computed verdicts come to, for the page and the board pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cockpit import wording
from cockpit.assessment.decisions.cards import (
    NOT_RECORDED,
    VERDICT_ORDER,
    DecisionCard,
    Standing,
    comparable,
    money_in,
)

#: The page's three figures.
AGAINST = "A year in decisions not borne out"
OVERDUE = "Reviews overdue"
UNRECORDED = "Without a recorded decision"


def against_note(unit: str) -> str:
    """How to read the recorded against the computed; ``unit`` is that of the money, ``EUR m``."""
    return f"Full cost, {unit} a year; in brackets: initiatives. Framed: both say the same."


def money_against(cards: Sequence[DecisionCard]) -> float | None:
    """Full cost a year in recorded decisions that the figures contradict.

    ``None`` where nothing can be compared, since nothing is known to be at odds then, and
    where none of those at odds states a cost.
    """
    against = [card for card in cards if card.standing is Standing.CONTRADICTED]
    nothing = 0.0 if comparable(cards) else None
    return money_in(against) if against else nothing


def overdue(cards: Sequence[DecisionCard]) -> int:
    """How many planned reviews lie in the past."""
    return sum(card.decided.overdue for card in cards)


def unrecorded(cards: Sequence[DecisionCard]) -> int:
    """How many initiatives have no decision on record."""
    return sum(card.standing is Standing.UNRECORDED for card in cards)


@dataclass(frozen=True, slots=True)
class VerdictSum:
    """Initiatives with one verdict, computed and recorded, and their full cost a year.

    Money is ``None`` where none of them states a cost.
    """

    verdict: str
    computed: int
    computed_money: float | None
    recorded: int
    recorded_money: float | None


def verdict_sums(cards: Sequence[DecisionCard]) -> tuple[VerdictSum, ...]:
    """One row a verdict that occurs, computed or recorded, in the order in which they are told.

    Each side counts every initiative once.
    """
    found = []
    for verdict in (*VERDICT_ORDER, NOT_RECORDED):
        computed = [card for card in cards if card.verdict == verdict]
        recorded = [card for card in cards if card.recorded == verdict]
        if computed or recorded:
            found.append(
                VerdictSum(
                    verdict, len(computed), money_in(computed), len(recorded), money_in(recorded)
                )
            )
    return tuple(found)


def sums_scale(found: Sequence[VerdictSum]) -> wording.Scale:
    """The one scale of all money that recorded and computed are told in."""
    return wording.scale_for(
        value for each in found for value in (each.computed_money, each.recorded_money)
    )
