"""Five evidence layers: passes, scores, what the data shows, and what to get next."""

from __future__ import annotations

from cockpit.assessment.answer import Entry, Need
from cockpit.assessment.maturity import passes as evidence
from cockpit.assessment.maturity.layer_answers import layer_answer
from cockpit.assessment.maturity.layer_texts import SOURCE, TEXTS

_WEIGHED = (
    "Share of the full cost a year that belongs to initiatives which pass. An initiative without "
    "a known cost counts in the whole, with the weight of the dearest known one, and never as "
    "passing. "
)

_METHODS = {
    "E1": "An initiative passes with an owner, a vendor (its own or one on a cost row), a start "
    "(its own or one on each recurring cost row), a channel, and every cost row of its own booked "
    "as an actual. One-off costs that lie ahead are left out: they cannot be booked yet.",
    "E2": "An initiative passes with accepted outputs, rejected outputs and review minutes as "
    "they are now. Acceptance is accepted ÷ (accepted + rejected).",
    "E3": "An initiative passes with throughput, rework and cycle time before and now, and with "
    "review, coordination and security hours as they are now.",
    "E4": "An initiative passes when its funded item is in the register on Settings: the same "
    "text, or the code with which an entry begins.",
    "E5": "An initiative passes with a direct benefit that is more than potential and measured, a "
    "risk class, a vendor, a strategic fit and a decision with its date.",
}

_NEEDS: dict[str, tuple[Need, ...]] = {
    "E1": (
        evidence.OWNER,
        evidence.VENDOR,
        evidence.START,
        evidence.CHANNEL,
        evidence.COST_VENDOR,
        evidence.COST_START,
        evidence.COST_CHANNEL,
        evidence.ACTUAL,
        evidence.AMOUNT,
    ),
    "E2": (
        *(
            Need("metrics", "current", name)
            for name in (evidence.ACCEPTED, evidence.REJECTED, evidence.REVIEW_MINUTES)
        ),
        evidence.AMOUNT,
    ),
    "E3": (
        *(Need("metrics", "baseline", name) for name in evidence.WORKFLOW),
        *(Need("metrics", "current", name) for name in (*evidence.WORKFLOW, *evidence.BURDEN)),
        evidence.AMOUNT,
    ),
    "E4": (evidence.FUNDED_ITEM, evidence.REGISTER, evidence.AMOUNT),
    "E5": (
        evidence.STATUS,
        evidence.GRADE,
        evidence.RISK,
        evidence.VENDOR,
        evidence.COST_VENDOR,
        evidence.FIT,
        evidence.DECISION,
        evidence.DECISION_DATE,
        evidence.AMOUNT,
    ),
}

#: The registry of the evidence layers, from the ground up.
LAYERS: tuple[Entry, ...] = tuple(
    Entry(
        key=text.key,
        title=text.title,
        question=text.question,
        page="maturity",
        method=_METHODS[text.key] + " " + _WEIGHED.strip(),
        source=SOURCE,
        rests_on=_NEEDS[text.key],
        assess=layer_answer(text.key),
        better="higher",
    )
    for text in TEXTS
)
