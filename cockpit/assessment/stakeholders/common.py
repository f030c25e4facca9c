"""What several views for stakeholders share."""

from __future__ import annotations

from cockpit.assessment.answer import Need
from cockpit.assessment.case import Case
from cockpit.assessment.full_cost import InitiativeCost
from cockpit.inventory.rows import InitiativeRow, MetricRow
from cockpit.inventory.values import fold
from cockpit.inventory.vocabulary import Stage

#: Address of the page that shows every view.
PAGE = "stakeholders"
#: Text from which the views come.
SOURCE = "“From Metrics to Business Value: The Executive View”"

#: Stages in which an initiative is used by nobody.
_NOT_RUNNING = (Stage.IDEA, Stage.RETIRED)

#: Metrics on what people do with AI: of small groups, or of groups of unknown size, never shown.
_HABITS = frozenset(
    {
        "work delegated to ai",
        "output reviewed before use",
        "output reviewed",
        "output challenged",
        "work done unaided",
    }
)

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


def may_be_shown(case: Case, row: MetricRow) -> bool:
    """Whether a row on habits is about a group that is large enough; others always may."""
    if fold(row.metric) not in _HABITS:
        return True
    return row.group_size is not None and row.group_size >= case.thresholds["smallest_group"]
