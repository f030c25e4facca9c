"""What to find out next: the evidence that stands between the portfolio and its next layer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Need
from cockpit.assessment.case import Case
from cockpit.assessment.evidence.own import evidence_cost
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.maturity.layer_texts import TEXT_OF
from cockpit.assessment.maturity.passes import (
    ACTUAL,
    AMOUNT,
    FUNDED_ITEM,
    GRADE,
    STATUS,
    LayerPass,
    Shortfall,
)
from cockpit.assessment.maturity.scores import LAYER_KEYS, Maturity

#: Said wherever evidence is ranked here: what its worth is, and what it is not.
WORTH_NOTE = (
    "Ranked by the money of the initiatives it would move. Worth up to: what knowing all own "
    "figures of these initiatives for certain gains before the next decision; this evidence is "
    "a part of it."
)
#: What to write, where the name of the column alone does not say it.
_HINTS = {
    ACTUAL: " (booked actuals in place of estimates)",
    FUNDED_ITEM: " (one that the register holds)",
    STATUS: " (seen in practice, not only potential)",
    GRADE: " (measured, not judged)",
}
#: Names of initiatives or owners in one sentence.
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class NextEvidence:
    """One piece of evidence to gather.

    Parameters
    ----------
    layer
        The layer at which the organisation is guessing.
    initiatives
        Ids of those that lack it, the dearest first.
    owners
        Who can supply it; empty where nobody is named.
    money, share
        Full cost a year of these initiatives, and its share of the whole.
    lifts_to
        Supported share of the layer once this evidence alone is there and good.
    cost
        Stated cost of next evidence of these initiatives (``priced`` state one), in
        portfolio currency; ``None`` where none states it.
    worth
        The most that evidence on these initiatives is worth, in portfolio currency;
        ``None`` where ROI is answered for none of them.
    """

    layer: str
    need: Need
    reasons: tuple[str, ...]
    initiatives: tuple[str, ...]
    owners: tuple[str, ...]
    money: float
    share: float
    lifts_to: float
    cost: float | None
    priced: int
    worth: float | None = None

    def sentence(self, case: Case) -> str:
        """What is missing, for whom, and whom to ask."""
        names = shortlist(case.name(each) for each in self.initiatives)
        whom = shortlist(self.owners) if self.owners else NOBODY
        hint = _HINTS.get(self.need, "")
        return f"{self.need.label}{hint} for {names}; owned by {whom}."


def shortlist(names: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    found = list(names)
    more = len(found) - _MOST_NAMES
    if more <= 0:
        return wording.listed(found)
    return f"{', '.join(found[:_MOST_NAMES])} and {more} more"


def next_evidence(case: Case, maturity: Maturity) -> tuple[NextEvidence, ...]:
    """Evidence that would lift the first layer that does not hold, the weightiest first.

    Every gap counts up to that layer, since the layers below must hold as well. First
    comes what alone would lift the most money, then what concerns the most.
    """
    layer = maturity.guessing
    if layer is None:
        return ()
    upto = LAYER_KEYS[: LAYER_KEYS.index(layer) + 1]
    lacking: dict[Need, dict[str, str]] = {}
    alone: dict[Need, float] = {}
    for key, found in maturity.passes.items():
        short = _shortfalls(found[each] for each in upto)
        for each in short:
            lacking.setdefault(each.need, {}).setdefault(key, each.reason)
        needs = {each.need for each in short}
        if len(needs) == 1:
            need = needs.pop()
            alone[need] = alone.get(need, 0.0) + maturity.weights[key].amount
    ranked = [
        _piece(case, maturity, layer, need, concerned, alone.get(need, 0.0))
        for need, concerned in lacking.items()
    ]
    return tuple(sorted(ranked, key=lambda each: (-each.lifts_to, -each.money, each.need.label)))


def level_sentence(maturity: Maturity) -> str:
    """How far the evidence of the organisation carries; the first line of the page."""
    level, layer = maturity.level, maturity.guessing
    if level is None:
        return "How far the evidence carries cannot be said: no cost a year is known to weigh it."
    if layer is None:
        return "Evidence holds on all five layers."
    text, score = TEXT_OF[layer], maturity.scores[layer]
    upto = f"Evidence holds up to layer {level} of 5" if level else "Evidence holds on no layer yet"
    return (
        f"{upto}; we are guessing at layer {text.number}, {text.title}: "
        f"{wording.percent(score.supported)} of the cost passes, "
        f"{wording.percent(maturity.threshold)} must."
    )


def guess_sentence(case: Case, maturity: Maturity) -> str:
    """Where we are guessing, and what to gather first; in one or two sentences."""
    if maturity.level is None:
        return f"Nothing can be weighed yet: the next evidence to gather is {AMOUNT.label}."
    if maturity.guessing is None:
        return "All five layers hold; nothing is missing that would lift them."
    text = TEXT_OF[maturity.guessing]
    first = next_evidence(case, maturity)[0]
    return (
        f"You are guessing at layer {text.number}; the next evidence to gather is "
        f"{first.sentence(case)}"
    )


def _shortfalls(found: Iterable[LayerPass]) -> tuple[Shortfall, ...]:
    return tuple(each for layer in found for each in layer.shortfalls)


def _piece(
    case: Case, maturity: Maturity, layer: str, need: Need, concerned: dict[str, str], alone: float
) -> NextEvidence:
    weights, total = maturity.weights, maturity.total
    ids = sorted(concerned, key=lambda each: (-weights[each].amount, each))
    money = sum(weights[each].amount for each in ids)
    owners = (each.owner for each in case.lacks(need, *ids))
    costs = [c for each in ids if (c := evidence_cost(case.inventory, each)) is not None]
    worths = [case.evidence_worth[each].value.value for each in ids if each in case.evidence_worth]
    return NextEvidence(
        layer=layer,
        need=need,
        reasons=tuple(dict.fromkeys(concerned[each] for each in ids)),
        initiatives=tuple(ids),
        owners=tuple(dict.fromkeys(owner for owner in owners if owner)),
        money=money,
        share=money / total,
        lifts_to=min(1.0, maturity.scores[layer].supported + alone / total),
        cost=sum(costs) if costs else None,
        priced=len(costs),
        worth=sum(worths) if worths else None,
    )


def _first_of(owners: tuple[str, ...]) -> str:
    """The first owner, and how many more there are."""
    if not owners:
        return NOBODY
    return owners[0] + (f" (+{len(owners) - 1})" if len(owners) > 1 else "")


def evidence_table(case: Case, found: tuple[NextEvidence, ...]) -> pd.DataFrame:
    """The evidence to gather as rows, the first first."""
    currency = wording.code(case.portfolio.currency)
    return pd.DataFrame(
        [
            (
                each.need.label,
                len(each.initiatives),
                each.share,
                each.lifts_to,
                each.worth,
                each.cost,
                _first_of(each.owners),
                wording.listed(each.owners) or NOBODY,
                wording.listed(case.name(key) for key in each.initiatives),
            )
            for each in found
        ],
        columns=[
            "Evidence to gather",
            "Initiatives",
            "Share of cost",
            "Lifts share to",
            f"Worth up to, {currency}" if currency else "Worth up to",
            f"Cost, {currency}" if currency else "Cost",
            "Owner",
            "All owners",
            "For",
        ],
    )
