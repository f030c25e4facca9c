"""The evidence to ask for next, in the order in which it lifts the layer, for a screen."""

from __future__ import annotations

from collections.abc import Iterable

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
    "lifts nothing, alone or in the set, is in the download only. An initiative states one cost "
    "for its next evidence, whichever piece it is, and its worth is one, too: both count in the "
    "first row that concerns it. Initiatives weigh what they cost now."
)


def asked_table(case: Case, maturity: Maturity) -> pd.DataFrame:
    """The set that reaches the threshold, then what else lifts the layer by itself.

    Shares are supported shares of the money, 0…1. Worth and cost are words: each
    initiative counts once, in the first row that concerns it.
    """
    layer = maturity.guessing
    if layer is None:
        return pd.DataFrame()
    pieces = {each.need: each for each in next_evidence(case, maturity)}
    now = maturity.scores[layer].supported
    needs = [step.need for step in together(maturity)]
    needs += [
        need for need, each in pieces.items() if need not in needs and each.lifts_to > now + 1e-9
    ]
    reached = _reached(maturity, needs, layer)
    code = wording.code(case.portfolio.currency)
    unit = f", {code}" if code else ""
    rows, counted = [], set[str]()
    for need in needs:
        each = pieces[need]
        fresh = [key for key in each.initiatives if key not in counted]
        counted.update(fresh)
        rows.append(
            {
                "Evidence to gather": asked_for(need),
                "In the workbook": need.label,
                "Initiatives": len(each.initiatives),
                "Lifts share to, alone": each.lifts_to,
                "With the rows above": reached[need],
                f"Worth up to{unit}": _once(_worths(case, fresh), len(fresh)),
                f"Cost{unit}": _once(_costs(case, fresh), len(fresh)),
                "Owner": _owner(each),
            }
        )
    return pd.DataFrame(rows)


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


def _owner(each: NextEvidence) -> str:
    """The first owner, and how many more there are."""
    if not each.owners:
        return NOBODY
    more = len(each.owners) - 1
    return each.owners[0] + (f" (+{more})" if more else "")
