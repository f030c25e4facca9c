"""Each initiative's verdict beside its recorded decision, what matters most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from cockpit import wording
from cockpit.assessment.board.decisions import AGREES, Decided, decided
from cockpit.assessment.case import Case
from cockpit.assessment.decisions.steadiness import WATCHED, FlipsFound
from cockpit.assessment.evidence.own import evidence_cost
from cockpit.assessment.evidence.pieces import (
    CLOSE,
    NO,
    RELIABILITY,
    UNKNOWN,
    YES,
    buying,
    is_clear,
)
from cockpit.assessment.verdicts.rules import stated
from cockpit.inventory.vocabulary import Verdict
from scenarios.results import Estimate
from scenarios.stability import Stays
from scenarios.studies import study

#: Instead of a verdict where ROI is not answered; the rules then say contain.
NOT_JUDGED = "cannot be judged"
NOT_RECORDED = "none recorded"

#: How a verdict reads after “should”; in the order in which they are told.
_SHOULD = {
    Verdict.SCALE: "scale",
    Verdict.STOP: "stop",
    Verdict.RENEGOTIATE: "be renegotiated",
    Verdict.REPLATFORM: "be replatformed",
    Verdict.OPTIMISE: "be optimised",
    Verdict.CONTAIN: "be contained",
}

#: Verdicts in the order in which they are told, and last that there is none.
VERDICT_ORDER = (*(verdict.value for verdict in _SHOULD), NOT_JUDGED)


class Standing(StrEnum):
    """How a recorded decision stands against the figures, the most urgent first."""

    CONTRADICTED = "not borne out"
    UNRECORDED = "no decision recorded"
    NOT_JUDGED = "cannot be judged"
    OPEN = "borne out so far, evidence is missing"
    AGREES = "borne out"


@dataclass(frozen=True)
class DecisionCard:
    """One initiative as the page shows it.

    ``cost`` is its full cost a year, ``None`` where none is supplied; ``evidence_cost``
    what its next evidence is stated to cost, ``worth`` what knowing its own figures for
    certain is worth and ``study`` what a study of them is, all in portfolio currency;
    ``None`` where that is not known.
    """

    decided: Decided
    cost: float | None
    evidence_cost: float | None
    worth: Estimate | None = None
    study: Estimate | None = None

    @property
    def id(self) -> str:
        """The initiative."""
        return self.decided.row.id

    @property
    def name(self) -> str:
        """Its name."""
        return self.decided.row.name

    @property
    def verdict(self) -> str:
        """The computed verdict, or that there is none."""
        finding = self.decided.finding
        return finding.verdict.value if finding.computable else NOT_JUDGED

    @property
    def recorded(self) -> str:
        """The recorded decision, or that there is none."""
        decision = self.decided.row.decision
        return decision.value if decision else NOT_RECORDED

    @property
    def standing(self) -> Standing:
        """How the two compare."""
        if self.decided.row.decision is None:
            return Standing.UNRECORDED
        if self.decided.contradicted:
            return Standing.CONTRADICTED
        if not self.decided.finding.computable:
            return Standing.NOT_JUDGED
        return Standing.AGREES if self.decided.borne_out == AGREES else Standing.OPEN

    @property
    def record(self) -> str:
        """Who decided what and when, and when it is looked at again; in words."""
        row = self.decided.row
        if row.decision is None:
            return "No decision is on record."
        by = f" by {row.decided_by}" if row.decided_by else ", nobody named"
        day = f" on {row.decision_date.isoformat()}" if row.decision_date else ", no date stated"
        if row.next_review is None:
            review = "No next review is stated."
        else:
            late = " (overdue)" if self.decided.overdue else ""
            review = f"Next review {row.next_review.isoformat()}{late}."
        return f"Recorded: {row.decision.value}{by}{day}. {review}"

    def next_evidence(self, currency: str) -> str:
        """What to find out next, who can, what it is worth and costs; in words."""
        evidence = self.decided.finding.evidence
        if evidence is None:
            return (
                "Find out next: nothing more, all its benefits are measured with a baseline, and "
                "no stress breaks the hurdle."
            )
        owner = evidence.owner or "nobody named"
        said = f"{evidence.what.rstrip('.')}. Who can: {owner}."
        if not evidence.own:
            return f"Find out next: {said} What that is worth and costs is not stated."
        lead = "Find out next" if self.buy != NO else "Missing, but not worth buying now"
        return f"{lead}: {said} {self._worth_against_cost(currency)}"

    @property
    def buy(self) -> str:
        """Whether evidence on its own figures pays, by the rule of the page Evidence."""
        if self.worth is None or self.study is None:
            return UNKNOWN
        return buying(self.worth, self.study, self.evidence_cost)

    def _worth_against_cost(self, currency: str) -> str:
        cost = self.evidence_cost
        costs = (
            "what finding out costs is not stated"
            if cost is None
            else f"finding out is stated to cost {stated(cost, currency)}"
        )
        if self.worth is None or self.study is None:
            return f"What that is worth cannot be computed; {costs}."
        if not is_clear(self.worth) or self.study.value <= 0:
            return f"By mean NPV it could turn nothing; {costs}."
        brings = wording.money(self.study.value, currency, se=self.study.se)
        tail = {YES: ": worth it", NO: ": not worth it", CLOSE: ": too close to call"}
        return f"A study of its own figures is worth {brings}; {costs}{tail.get(self.buy, '')}."


def decision_cards(case: Case) -> tuple[DecisionCard, ...]:
    """Every initiative: decisions not borne out first, and the most money in them first."""
    order = list(Standing)
    quality = case.thresholds[RELIABILITY]
    cards = []
    for each in decided(case):
        id_, known = each.row.id, case.evidence_worth.get(each.row.id)
        cards.append(
            DecisionCard(
                each,
                case.costs[id_].recurring if case.costs[id_].supplied else None,
                evidence_cost(case.inventory, id_),
                known.value if known else None,
                study(known.found, quality).gain if known and known.found else None,
            )
        )
    return tuple(
        sorted(cards, key=lambda card: (order.index(card.standing), -(card.cost or 0.0), card.id))
    )


def money_in(cards: Sequence[DecisionCard]) -> float | None:
    """Full cost a year of these initiatives; ``None`` where none of them supplies any."""
    known = [card.cost for card in cards if card.cost is not None]
    return sum(known) if known else None


def first_line(cards: Sequence[DecisionCard], currency: str) -> str:
    """How many should do what, and the recorded decisions that the figures contradict."""
    count = Counter(card.verdict for card in cards)
    if count[NOT_JUDGED] == len(cards):
        return (
            "No verdict can be computed: the captured ROI of no initiative is known. "
            f"{_recorded_words(cards)}"
        )
    told = [
        f"{count[verdict.value]} {words}"
        for verdict, words in _SHOULD.items()
        if count[verdict.value]
    ]
    number, _, rest = told[0].partition(" ")
    parts = [f"{number} of {len(cards)} should {rest}", *told[1:]]
    said = ", ".join(parts)
    if count[NOT_JUDGED]:
        said += f"; {count[NOT_JUDGED]} cannot be judged"
    return f"{said}. {_contradiction(cards, currency)}"


def comparable(cards: Sequence[DecisionCard]) -> tuple[DecisionCard, ...]:
    """Those with both a recorded decision and a computed verdict; no other can be compared."""
    return tuple(
        card
        for card in cards
        if card.decided.row.decision is not None and card.decided.finding.computable
    )


def agreement(cards: Sequence[DecisionCard]) -> str:
    """On how many decisions figures and record agree, and how many cannot be compared."""
    recorded = sum(card.decided.row.decision is not None for card in cards)
    if not recorded:
        return "Nothing is on record to compare with"
    both = comparable(cards)
    if not both:
        return (
            f"{wording.count(recorded, 'recorded decision')} cannot be compared: no verdict can "
            "be computed"
        )
    agree = sum(card.standing in (Standing.AGREES, Standing.OPEN) for card in both)
    said = f"Figures and record agree on {agree} of {wording.count(recorded, 'decision')}"
    silent = recorded - len(both)
    return f"{said}; {silent} cannot be compared" if silent else said


def _contradiction(cards: Sequence[DecisionCard], currency: str) -> str:
    against = [card for card in cards if card.standing is Standing.CONTRADICTED]
    recorded = sum(card.decided.row.decision is not None for card in cards)
    if not recorded:
        return "No decision is on record."
    if not against:
        return "The figures contradict none of the recorded decisions."
    verb = "is" if len(against) == 1 else "are"
    amount = money_in(against)
    money = f", with {wording.money(amount, currency)} a year in them" if amount else ""
    return (
        f"{len(against)} of {wording.count(recorded, 'recorded decision')} {verb} not borne "
        f"out{money}."
    )


def _recorded_words(cards: Sequence[DecisionCard]) -> str:
    recorded = sum(card.decided.row.decision is not None for card in cards)
    verb = "has" if len(cards) == 1 else "have"
    return f"{recorded} of {wording.count(len(cards), 'initiative')} {verb} a decision on record."


def cross_table(cards: Sequence[DecisionCard]) -> pd.DataFrame:
    """Recorded against computed: how many initiatives, and the money a year in them.

    One row for each pair that occurs; in the order of the verdicts.
    """
    words = [*(verdict.value for verdict in _SHOULD), NOT_JUDGED, NOT_RECORDED]
    pairs: dict[tuple[str, str], list[DecisionCard]] = {}
    for card in cards:
        pairs.setdefault((card.recorded, card.verdict), []).append(card)
    rows = [
        (recorded, verdict, len(found), money_in(found))
        for (recorded, verdict), found in sorted(
            pairs.items(), key=lambda item: [words.index(word) for word in item[0]]
        )
    ]
    table = pd.DataFrame(rows, columns=["Recorded", "Computed", "Initiatives", "Cost a year"])
    return table.astype({"Cost a year": "float64"})


def cards_table(
    cards: Sequence[DecisionCard],
    stays: Mapping[str, Stays],
    flips: FlipsFound | None,
) -> pd.DataFrame:
    """Every card as one row, for the table and its download; what is not known is missing."""
    rows = []
    for card in cards:
        row, finding = card.decided.row, card.decided.finding
        steady, evidence = stays.get(card.id), finding.evidence
        turns = flips.words(card.id) if flips else {}
        rows.append(
            {
                "ID": card.id,
                "Initiative": card.name,
                "Computed": card.verdict,
                "Recorded": card.recorded,
                "Standing": card.standing.value,
                "Cost a year": card.cost,
                "Decided by": row.decided_by,
                "Decided on": row.decision_date,
                "Next review": row.next_review,
                "Review overdue": "yes" if card.decided.overdue else "no",
                "P(verdict stays)": steady.probability.value if steady else None,
                **{each.column: turns.get(each.column) for each in WATCHED},
                "Reasons": " ".join(finding.reasons),
                "Find out next": evidence.what if evidence else None,
                "Who can": evidence.owner if evidence else None,
                "Cost of next evidence": (
                    card.evidence_cost if evidence and evidence.own else None
                ),
                "Worth buying": card.buy if evidence and evidence.own else None,
                "Owner": row.owner,
            }
        )
    table = pd.DataFrame(rows)
    for name in ("Cost a year", "P(verdict stays)", "Cost of next evidence"):
        if name in table:
            table[name] = table[name].astype("float64")
    return table


def stop_sentence(verdict: str, flips: FlipsFound, initiative: str) -> str:
    """The flips to stop that are no lever's nearest, which the card tells besides.

    Empty where the verdict is stop, or where the nearest flips tell all of them.
    """
    if verdict == Verdict.STOP.value:
        return ""
    told = []
    for each in WATCHED:
        found = flips.by_lever[each.lever].get(initiative)
        if found is None:
            continue
        nearest = each.nearest(found)
        told += [
            each.say(flip.value)
            for flip in (found.falling, found.rising)
            if flip is not None and flip != nearest and flip.verdict == Verdict.STOP.value
        ]
    return f"To stop at {' or '.join(told)}." if told else ""
