"""What several views for stakeholders share."""

from __future__ import annotations

from dataclasses import replace

from cockpit import wording
from cockpit.assessment.answer import Answer, Missing, Need, Status
from cockpit.assessment.benefit_terms import SEEN
from cockpit.assessment.case import Case
from cockpit.assessment.full_cost import InitiativeCost
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.vocabulary import Stage

#: Address of the page that shows every view.
PAGE = "stakeholders"
#: Text from which the views come.
SOURCE = "“From Metrics to Business Value: The Executive View”"

#: Stages in which an initiative is used by nobody.
_NOT_RUNNING = (Stage.IDEA, Stage.RETIRED)


AMOUNT = Need("costs", "amount")
LAYER = Need("costs", "layer")
RISK_CLASS = Need("initiatives", "risk_class")
CURRENT = Need("benefits", "current")


def running(case: Case) -> tuple[InitiativeRow, ...]:
    """Initiatives in use; one whose stage is not stated may be, and counts."""
    return tuple(row for row in case.initiatives if row.stage not in _NOT_RUNNING)


def spend(case: Case) -> dict[str, InitiativeCost]:
    """Initiatives whose full cost a year is known; one without any cost is not 0."""
    if not case.cost.states_recurring:
        return {}
    return {key: cost for key, cost in case.costs.items() if cost.supplied}


def without_targets(case: Case, answer: Answer) -> Answer:
    """The answer as partial where the target of a benefit stands in for what is measured.

    Its figure is withheld: a target is a hope, and mostly better than what came true.
    A benefit that is only potential is a plan: its target is all there can be.
    """
    hoped = [
        row.initiative
        for row in case.inventory.benefits
        if row.direct is not False
        and row.capture_status in SEEN
        and row.current is None
        and row.target is not None
    ]
    if not hoped:
        return answer
    missing: tuple[Missing, ...] = case.lacks(CURRENT, *dict.fromkeys(hoped))
    missing = tuple(dict.fromkeys((*answer.missing, *missing)))
    if answer.status is Status.CANNOT:
        return replace(answer, missing=missing)
    verb = "rests" if len(hoped) == 1 else "rest"
    said = f"{wording.count(len(hoped), 'benefit')} {verb} on a target. With it: {answer.sentence}"
    return replace(answer, status=Status.PARTLY, figure=None, sentence=said, missing=missing)
