"""What each piece of evidence is called when one asks somebody for it, and not for a cell."""

from __future__ import annotations

from cockpit.assessment.answer import Need
from cockpit.assessment.maturity import passes

#: Columns of one initiative, in words.
_COLUMNS = {
    passes.OWNER: "a named owner",
    passes.VENDOR: "the vendor",
    passes.COST_VENDOR: "the vendor of each cost",
    passes.START: "the day on which it began",
    passes.COST_START: "the day on which each cost began",
    passes.CHANNEL: "the channel through which it is bought",
    passes.COST_CHANNEL: "the channel through which each cost is bought",
    passes.AMOUNT: "the cost",
    passes.ACTUAL: "booked actuals in place of estimates",
    passes.FUNDED_ITEM: "a funded item that the register holds",
    passes.REGISTER: "the register of funded items",
    passes.BENEFIT: "a direct benefit",
    passes.STATUS: "a benefit seen in practice, not only potential",
    passes.GRADE: "a benefit measured, not judged",
    passes.RISK: "the EU AI Act risk class",
    passes.FIT: "the strategic fit",
    passes.DECISION: "a recorded decision",
    passes.DECISION_DATE: "the day of the decision",
}
#: Metrics, in words that need no other to be understood.
_METRICS = {
    passes.ACCEPTED: "outputs that were used",
    passes.REJECTED: "outputs that were thrown away",
    passes.REVIEW_MINUTES: "minutes of review for each output",
    "throughput": "finished units a month",
    "rework": "the share of units that come back",
    "cycle time": "days from start to finish",
    "review hours": "hours of review a month",
    "coordination hours": "hours of coordination a month",
    "security hours": "hours of security work a month",
}


def asked_for(need: Need) -> str:
    """What to ask for, in plain words: ``minutes of review for each output``.

    A column without words of its own reads as its label in the workbook.
    """
    if need.metric is None:
        return _COLUMNS.get(need, need.label)
    words = _METRICS.get(need.metric)
    if words is None:
        return need.label
    return f"{words} before AI" if need.field == "baseline" else words


def asked_for_where(need: Need) -> str:
    """What to ask for, with the column that takes it in brackets."""
    return f"{asked_for(need)} ({need.label})"
