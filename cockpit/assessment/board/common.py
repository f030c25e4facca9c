"""What several board questions share: the answer to an empty inventory, and cost not supplied."""

from __future__ import annotations

from collections.abc import Iterable

from cockpit import wording
from cockpit.assessment.answer import Answer, Missing, Need, Unit, cannot
from cockpit.assessment.case import Case
from scenarios.portfolio import BenefitLine

COST = Need("costs", "amount")
#: Where the ten questions come from; their wording here is our own.
SOURCE = "The Layers of AI Value Management, questions for leadership teams, number"


def nothing(case: Case, unit: Unit, needs: Iterable[Need]) -> Answer:
    """The answer on an inventory without initiatives: everything is missing."""
    return cannot(
        unit, wording.EMPTY["initiatives"], (each for need in needs for each in case.lacks(need))
    )


def uncosted(case: Case) -> tuple[Missing, ...]:
    """Initiatives that supply no cost."""
    silent = [row.id for row in case.initiatives if not case.costs[row.id].supplied]
    return case.lacks(COST, *silent) if silent else ()


def lacking(case: Case, need: Need, initiatives: Iterable[str | None]) -> tuple[Missing, ...]:
    """The need once for each of these initiatives; nothing where there is none."""
    ids = tuple(dict.fromkeys(initiatives))
    return case.lacks(need, *ids) if ids else ()


def direct_lines(case: Case, initiative: str) -> tuple[BenefitLine, ...]:
    """Direct benefits that the engine counts."""
    return tuple(line for line in case.portfolio.benefits_of.get(initiative, ()) if line.direct)
