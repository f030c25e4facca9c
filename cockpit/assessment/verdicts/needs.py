"""Evidence that a verdict rests on and that an initiative does not supply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from cockpit.assessment.answer import Missing, Need
from cockpit.assessment.case import Case
from cockpit.inventory.rows import BenefitRow
from scenarios.portfolio import Behaviour, CaptureStatus

#: Metric that states what an accepted output may cost.
TARGET = "target cost per accepted output"
ACCEPTED = "accepted outputs"

BEHAVIOUR = Need("costs", "behaviour")
COMMITMENT = Need("costs", "commitment")
BLOCK = Need("costs", "block")
LAYER = Need("costs", "layer")
AMOUNT = Need("costs", "amount")
STATUS = Need("benefits", "capture_status")
VOLUME = Need("benefits", "volume")
VALUE = Need("benefits", "value_per_unit")
BENEFIT = Need("benefits", "benefit")
TARGET_COST = Need("metrics", "current", TARGET)
EVIDENCE_COST = Need("initiatives", "evidence_cost")
OUTPUTS = Need("metrics", "current", ACCEPTED)


def roi_needs(case: Case, initiative: str) -> tuple[Missing, ...]:
    """What captured ROI lacks: without it there is none, or a default stands in for a part."""
    needs: list[Need] = []
    cost = case.costs.get(initiative)
    if cost is None or not cost.supplied:
        needs.append(AMOUNT)
    lines = case.portfolio.costs_of.get(initiative, ())
    for behaviour, field, need in (
        (Behaviour.COMMIT, "commitment", COMMITMENT),
        (Behaviour.CAPACITY, "block", BLOCK),
    ):
        if any(line.behaviour is behaviour and getattr(line, field) is None for line in lines):
            needs.append(need)
    rows = [row for row in case.benefit_rows.get(initiative, ()) if row.direct is not False]
    row_of = case.inventory.by_id[initiative]
    if not rows:
        needs.append(BENEFIT if row_of.annual_benefit is None else STATUS)
    needs += [need for need, lacks in _LACKING.items() if any(lacks(row) for row in rows)]
    return tuple(each for need in needs for each in case.lacks(need, initiative))


def _aims_only(row: BenefitRow) -> bool:
    """Whether the target stands in for what was reached, in a benefit that counts."""
    counts = row.capture_status is not CaptureStatus.POTENTIAL
    return counts and row.baseline is not None and row.current is None


#: What a benefit lacks without which its captured value, or how sure it is, is a default.
_LACKING: dict[Need, Callable[[BenefitRow], bool]] = {
    VOLUME: lambda row: row.volume is None,
    VALUE: lambda row: row.value_per_unit is None,
    STATUS: lambda row: row.capture_status is None,
    Need("benefits", "current"): _aims_only,
    Need("benefits", "direct"): lambda row: row.direct is None,
    Need("benefits", "grade"): lambda row: row.grade is None and row.p10 is None,
}
#: Columns of the Benefits sheet that every verdict rests on.
VALUE_NEEDS = tuple(_LACKING)


def behaviour_needs(case: Case, initiative: str) -> tuple[Missing, ...]:
    """Own lines without a behaviour; shared ones concern the whole organisation."""
    own = case.lacks(BEHAVIOUR, initiative) if _unstated(case, initiative) else ()
    return own + (case.lacks(BEHAVIOUR) if _unstated(case, None) else ())


def _unstated(case: Case, initiative: str | None) -> bool:
    return any(line.behaviour is None for line in case.portfolio.costs_of.get(initiative, ()))


def unit_needs(case: Case, initiative: str, accepted: Mapping[str, float]) -> tuple[Missing, ...]:
    """Accepted outputs and the target, where they are not stated."""
    absent: Iterable[Need] = (
        *((OUTPUTS,) if not accepted.get(initiative) else ()),
        *((TARGET_COST,) if case.measures.current(initiative, TARGET) is None else ()),
    )
    return tuple(each for need in absent for each in case.lacks(need, initiative))
