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
from cockpit.assessment.maturity.evidence_set import together
from cockpit.assessment.maturity.evidence_words import asked_for, asked_for_where
from cockpit.assessment.maturity.layer_texts import TEXT_OF
from cockpit.assessment.maturity.passes import AMOUNT, LayerPass, Shortfall
from cockpit.assessment.maturity.scores import LAYER_KEYS, Maturity

#: Said wherever evidence is ranked here: what its worth is, and what it is not.
WORTH_NOTE = (
    "Worth up to: what knowing all own "
    "figures of these initiatives for certain gains before the next decision; this evidence is "
    "a part of it."
)
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
        """What is missing, in plain words and by its column, for whom, and whom to ask."""
        names = shortlist(case.name(each) for each in self.initiatives)
        whom = shortlist(self.owners) if self.owners else NOBODY
        return f"{asked_for_where(self.need)} for {names}; owned by {whom}."


def shortlist(names: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    found = list(names)
    more = len(found) - _MOST_NAMES
    if more <= 0:
        return wording.listed(found)
    return f"{', '.join(found[:_MOST_NAMES])} and {wording.whole(more)} more"


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


def level_words(maturity: Maturity) -> str:
    """How far the evidence of the organisation carries, in a few words."""
    level = maturity.level
    if level is None:
        return "How far the evidence carries cannot be said: no cost a year is known to weigh it"
    if maturity.guessing is None:
        return "Evidence holds on all five layers"
    return f"Evidence holds up to layer {level} of 5" if level else "Evidence holds on no layer yet"


def level_sentence(maturity: Maturity) -> str:
    """How far it carries, and how far it fails at the next layer; the first line of the page."""
    upto, layer = level_words(maturity), maturity.guessing
    if layer is None:
        return f"{upto}."
    text, score = TEXT_OF[layer], maturity.scores[layer]
    passes, must = wording.compared(score.supported, maturity.threshold)
    return (
        f"{upto}; we are guessing at layer {text.number}, {text.title}: {passes} of the cost "
        f"passes, {must} must."
    )


def guess_sentence(case: Case, maturity: Maturity) -> str:
    """What to gather first, what it lifts alone, and what set of pieces reaches the threshold."""
    if maturity.level is None:
        return f"Nothing can be weighed yet: first gather {asked_for_where(AMOUNT)}."
    if maturity.guessing is None:
        return "All five layers hold; nothing is missing that would lift them."
    number = TEXT_OF[maturity.guessing].number
    steps = together(maturity)
    pieces = {each.need: each for each in next_evidence(case, maturity)}
    first, rest = pieces[steps[0].need], [asked_for(each.need) for each in steps[1:]]
    now = maturity.scores[maturity.guessing].supported
    reached, must = wording.compared(steps[-1].share, maturity.threshold)
    if not rest:
        return (
            f"The next evidence to gather is {first.sentence(case)} It lifts layer {number} from "
            f"{wording.compared(now, maturity.threshold)[0]} to {reached}; {must} must pass."
        )
    alone = (
        f"lifts layer {number} from {wording.percent(now)} to {wording.percent(first.lifts_to)}"
        if first.lifts_to > now + 1e-9
        else f"does not lift layer {number}"
    )
    return (
        f"The next evidence to gather is {asked_for(first.need)}, for "
        f"{wording.count(len(first.initiatives), 'initiative')}. Alone it {alone}; with "
        f"{wording.listed(rest)} the layer reaches {reached}, and {must} must pass."
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
