"""Hours that an initiative frees, and hours that minding it takes, each a month."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.assessment.answer import Missing, Need
from cockpit.assessment.case import Case
from cockpit.inventory.calendar_months import flow_month
from cockpit.inventory.rows import BenefitRow, InitiativeRow
from cockpit.inventory.vocabulary import Stage
from cockpit.inventory.working_time import freed_hours, freed_time_of, unclear_field
from scenarios.portfolio import CaptureStatus, Source

#: Hours a month that AI takes, each from the Metrics sheet.
BURDEN = ("review hours", "coordination hours", "security hours")
#: Stages in which no work runs with the tool.
_AT_REST = (Stage.IDEA, Stage.RETIRED)
#: Business unit of initiatives that state none.
NO_UNIT = "unit not stated"

BENEFIT = Need("benefits", "benefit")
UNIT = Need("benefits", "unit")
VOLUME = Need("benefits", "volume")
BASELINE = Need("benefits", "baseline")
CURRENT = Need("benefits", "current")
BETTER = Need("benefits", "better")
STATUS = Need("benefits", "capture_status")
BURDEN_NEEDS = {name: Need("metrics", "current", name) for name in BURDEN}


@dataclass(frozen=True)
class Hours:
    """Hours a month of one initiative; ``None`` where they cannot be known.

    ``saved`` is before any burden; ``burden`` has the three kinds that are stated.
    """

    row: InitiativeRow
    saved: float | None
    burden: dict[str, float]
    places: tuple[Source, ...]
    missing: tuple[Missing, ...]

    @property
    def net(self) -> float | None:
        """Saved less all three burdens; ``None`` where one of the four is not known."""
        if self.saved is None or len(self.burden) < len(BURDEN):
            return None
        return self.saved - sum(self.burden.values())

    @property
    def team(self) -> str:
        """The business unit."""
        return self.row.business_unit or NO_UNIT


def hours_of(case: Case) -> tuple[Hours, ...]:
    """The hours of every initiative that is neither an idea nor retired."""
    return tuple(_hours(case, row) for row in case.initiatives if row.stage not in _AT_REST)


def _hours(case: Case, row: InitiativeRow) -> Hours:
    saved, places, gaps = _saved(case, row)
    burden: dict[str, float] = {}
    for name, need in BURDEN_NEEDS.items():
        found = case.measures.of(row.id, name)
        places += found.sources if found else ()
        if found is None or found.current is None:
            gaps += case.lacks(need, row.id)
        else:
            burden[name] = found.current
    return Hours(row, saved, burden, places, gaps)


_Saved = tuple[float | None, tuple[Source, ...], tuple[Missing, ...]]


def _saved(case: Case, row: InitiativeRow) -> _Saved:
    """Hours a month that its benefits free; unknown where a row does not tell enough."""
    benefits = case.benefit_rows.get(row.id, ())
    places: list[Source] = []
    # Without any benefit on its sheet, what it saves is not said; that is not nothing.
    total: float | None = 0.0 if benefits else None
    gaps: list[Need] = [] if benefits else [BENEFIT]
    for benefit in benefits:
        if benefit.direct is False or not _runs(case, row, benefit):
            continue
        if freed_time_of(benefit) is False:
            continue
        places.append(benefit.at)
        lacking = _lacking(benefit)
        if lacking:
            gaps += lacking
            total = None
        elif benefit.capture_status is not CaptureStatus.POTENTIAL and total is not None:
            total += freed_hours(benefit) or 0.0
    missing = (each for need in dict.fromkeys(gaps) for each in case.lacks(need, row.id))
    return total, tuple(places), tuple(missing)


def _lacking(benefit: BenefitRow) -> list[Need]:
    """What keeps the hours of a row from being known; a potential benefit frees none yet."""
    field = unclear_field(benefit)
    if field is not None:
        return [Need("benefits", field)]
    if benefit.capture_status is None:
        return [STATUS]
    if benefit.capture_status is CaptureStatus.POTENTIAL:
        return []
    before, after, target = benefit.baseline, benefit.current, benefit.target
    # With all three blank a unit of the volume is what is freed; what is aimed at is not.
    stated = before is None and after is None and target is None
    measured = before is not None and after is not None
    aimed = target is not None and target != before
    return [
        need
        for need, absent in (
            (VOLUME, benefit.volume is None),
            (BASELINE, before is None and not stated),
            (CURRENT, after is None and not stated),
            (BETTER, measured and benefit.better is None and not aimed),
        )
        if absent
    ]


def _runs(case: Case, row: InitiativeRow, benefit: BenefitRow) -> bool:
    """Whether the benefit has begun and has not ended in the month of the decision."""
    start = benefit.start or row.start
    begun = start is None or flow_month(case.as_of, start) <= 1
    return begun and (benefit.end is None or flow_month(case.as_of, benefit.end) >= 1)
