"""What several views for stakeholders share."""

from __future__ import annotations

from cockpit.assessment.answer import Need
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
RISK_CLASS = Need("initiatives", "risk_class")


def running(case: Case) -> tuple[InitiativeRow, ...]:
    """Initiatives in use; one whose stage is not stated may be, and counts."""
    return tuple(row for row in case.initiatives if row.stage not in _NOT_RUNNING)


def spend(case: Case) -> dict[str, InitiativeCost]:
    """Initiatives whose full cost a year is known; one without any cost is not 0."""
    if not case.cost.states_recurring:
        return {}
    return {key: cost for key, cost in case.costs.items() if cost.supplied}
