"""The evidence to ask for next, in the order in which it lifts the layer, for a screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Need
from cockpit.assessment.case import Case
from cockpit.assessment.evidence.own import evidence_cost
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.maturity.evidence_set import gaps_at, share_with, together
from cockpit.assessment.maturity.evidence_words import asked_for
from cockpit.assessment.maturity.next_evidence import NextEvidence, next_evidence
from cockpit.assessment.maturity.scores import Maturity

#: Where every initiative of a row stands in a row above.
COUNTED = "counted above"

#: How to read the table.
NOTE = (
    "The rows down to the first that reaches the threshold are a set that is enough; a piece that "
    "lifts nothing, alone or in the set, is not listed here. An initiative states one cost "
    "for its next evidence, whichever piece it is, and its worth is one, too: both count in the "
    "first row that concerns it. Initiatives weigh what they cost now."
)


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One piece of evidence to ask for, as the page and the board pack show it.

    ``reached`` is the supported share of the money (0…1) with this piece and those before
    it. ``worth`` and ``cost`` are sums over the initiatives that stand in no row above,
    in portfolio currency, ``None`` where none of them states it; their words say so.
    """

    piece: NextEvidence
    reached: float
    worth: float | None
    worth_words: str
    cost: float | None
    cost_words: str

    @property
    def owner(self) -> str:
        """The first owner, and how many more there are."""
        owners = self.piece.owners
        if not owners:
            return NOBODY
        return owners[0] + (f" (+{len(owners) - 1})" if len(owners) > 1 else "")


def asked_rows(case: Case, maturity: Maturity) -> tuple[AskedRow, ...]:
    """The set that reaches the threshold, then what else lifts the layer by itself.

    Each initiative counts once, in the first row that concerns it.
    """
    layer = maturity.guessing
    if layer is None:
        return ()
    pieces = {each.need: each for each in next_evidence(case, maturity)}
    now = maturity.scores[layer].supported
    needs = [step.need for step in together(maturity)]
    needs += [
        need for need, each in pieces.items() if need not in needs and each.lifts_to > now + 1e-9
    ]
    reached = _reached(maturity, needs, layer)
    rows, counted = [], set[str]()
    for need in needs:
        fresh = [key for key in pieces[need].initiatives if key not in counted]
        counted.update(fresh)
        worths, costs = _worths(case, fresh), _costs(case, fresh)
        rows.append(
            AskedRow(
                pieces[need],
                reached[need],
                sum(worths) if worths else None,
                _once(worths, len(fresh)),
                sum(costs) if costs else None,
                _once(costs, len(fresh)),
            )
        )
    return tuple(rows)


def asked_table(case: Case, maturity: Maturity) -> pd.DataFrame:
    """The rows of :func:`asked_rows`; worth and cost as words."""
    code = wording.code(case.portfolio.currency)
    unit = f", {code}" if code else ""
    return pd.DataFrame(
        [
            {
                "Evidence to gather": asked_for(each.piece.need),
                "In the workbook": each.piece.need.label,
                "Initiatives": len(each.piece.initiatives),
                "Lifts share to, alone": each.piece.lifts_to,
                "With the rows above": each.reached,
                f"Worth up to{unit}": each.worth_words,
                f"Cost{unit}": each.cost_words,
                "Owner": each.owner,
            }
            for each in asked_rows(case, maturity)
        ]
    )


def _reached(maturity: Maturity, needs: Iterable[Need], layer: str) -> dict[Need, float]:
    """Supported share with each piece and those before it."""
    gaps = gaps_at(maturity, layer)
    had, found = list[Need](), dict[Need, float]()
    for need in needs:
        had.append(need)
        found[need] = share_with(maturity, gaps, had)
    return found


def _worths(case: Case, initiatives: Iterable[str]) -> list[float]:
    worth = case.evidence_worth
    return [worth[key].value.value for key in initiatives if key in worth]


def _costs(case: Case, initiatives: Iterable[str]) -> list[float]:
    found = (evidence_cost(case.inventory, key) for key in initiatives)
    return [cost for cost in found if cost is not None]


def _once(known: list[float], initiatives: int) -> str:
    """A sum of what is known, with how many of the initiatives that is where not all are."""
    if not initiatives:
        return COUNTED
    if not known:
        return wording.NA
    part = "" if len(known) == initiatives else f" ({len(known)} of {initiatives})"
    return f"{wording.number(sum(known))}{part}"
