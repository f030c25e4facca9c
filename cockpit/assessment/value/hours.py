"""Where freed hours went: time saved is a value only once it has a destination.

Hours a month of a benefit row = volume × change, for rows whose unit is hours. They
are claimed as stated, captured where the capture status says so, and put to use as
far as a destination and the share redeployed to it are stated. Indirect benefits and
benefits that have ended are left out; those that have not begun are claims.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.inventory.rows import BenefitRow
from cockpit.inventory.working_time import freed_hours, is_freed_time, unclear_field
from scenarios.portfolio import CaptureStatus, Destination

UNIT = Need("benefits", "unit")
VOLUME = Need("benefits", "volume")
DESTINATION = Need("benefits", "destination")

NOWHERE = "no destination stated"
CAPTURED = (CaptureStatus.CAPTURED, CaptureStatus.SUSTAINED)

#: What each destination would show in the work itself.
SHOWS: dict[Destination, str] = {
    Destination.MORE_VOLUME: "the team handles more",
    Destination.FASTER_ANSWERS: "clients are answered sooner",
    Destination.AVOIDED_HIRE: "a hire was not needed",
    Destination.REDUCED_SPEND: "less is bought outside",
    Destination.SENIOR_TIME: "senior people decide more and assemble less",
}


#: Hours are a month.
DESTINATION_COLUMNS = (
    "Where the hours went",
    "Claimed, h",
    "Captured, h",
    "Put to use, h",
    "Initiatives",
    "What that would show",
)


@dataclass(frozen=True, slots=True)
class FreedTime:
    """One benefit row of freed time.

    ``hours`` are a month and ``None`` where the volume is not stated; ``redeployed``
    is the share put to the destination, ``None`` where not stated.
    """

    row: BenefitRow
    hours: float | None

    @property
    def captured(self) -> bool:
        """Whether the hours are captured or sustained, and not just claimed or seen."""
        return self.row.capture_status in CAPTURED

    @property
    def put_to_use(self) -> float | None:
        """Captured hours redeployed to a destination; ``None`` where a part is not stated."""
        if not self.captured or self.row.destination is None:
            return 0.0
        if self.hours is None or self.row.redeployed_share is None:
            return None
        return self.hours * self.row.redeployed_share


def freed_time(case: Case) -> tuple[FreedTime, ...]:
    """Every direct benefit of freed time that has not ended, in the order of the sheet."""
    return tuple(
        FreedTime(row, freed_hours(row))
        for row in case.inventory.benefits
        if _counts(case, row) and is_freed_time(row)
    )


def _counts(case: Case, row: BenefitRow) -> bool:
    return row.direct is not False and (row.end is None or row.end >= case.as_of)


def total(hours: Iterable[float | None]) -> float | None:
    """Sum of what is stated; ``None`` where nothing is."""
    known = [each for each in hours if each is not None]
    return sum(known) if known else None


def destinations_table(freed: Iterable[FreedTime]) -> pd.DataFrame:
    """Hours a month by destination; freed time without one comes last."""
    found = tuple(freed)
    rows = []
    for destination in (*Destination, None):
        mine = [each for each in found if each.row.destination is destination]
        if not mine:
            continue
        rows.append(
            (
                destination.value if destination else NOWHERE,
                total(each.hours for each in mine),
                total(each.hours if each.captured else 0.0 for each in mine),
                total(each.put_to_use for each in mine),
                len({each.row.initiative for each in mine}),
                SHOWS[destination] if destination else "not yet an economic case",
            )
        )
    table = pd.DataFrame(rows, columns=list(DESTINATION_COLUMNS))
    hours = list(DESTINATION_COLUMNS[1:4])
    table[hours] = table[hours].astype("float64")
    return table


def _assess(case: Case) -> Answer:
    freed = freed_time(case)
    missing = [
        Missing(Need("benefits", field), row.initiative, _owner(case, row))
        for row in case.inventory.benefits
        if _counts(case, row) and (field := unclear_field(row)) is not None
    ]
    if not freed:
        sentence = "No benefit states freed hours, so there is no time to find a destination for."
        return cannot(Unit.SHARE, sentence, missing or [Missing(UNIT)])
    missing += [
        Missing(need, each.row.initiative, _owner(case, each.row))
        for each in freed
        for need, value in ((DESTINATION, each.row.destination), (VOLUME, each.hours))
        if value is None
    ]
    initiatives = list(dict.fromkeys(each.row.initiative for each in freed))
    silent = {each.row.initiative for each in freed if each.row.destination is None}
    said = len(initiatives) - len(silent)
    lacks = tuple(dict.fromkeys(missing))
    frame, rows = _frame(case, freed), tuple(each.row.at for each in freed)
    tables = {"Hours by destination": destinations_table(freed)}
    counted = wording.count(len(initiatives), "initiative")
    if not said:
        claim = "claims" if len(initiatives) == 1 else "claim"
        sentence = f"{counted} {claim} freed hours; none says where all of them went."
        return cannot(Unit.SHARE, sentence, lacks, frame=frame, rows=rows, tables=tables)
    return Answer(
        status_of(lacks),
        said / len(initiatives),
        Unit.SHARE,
        f"Of {counted} with claimed freed hours, {said} {'says' if said == 1 else 'say'} where all "
        f"of them went. {_hours_said(freed)}",
        frame,
        rows,
        lacks,
        tables,
        ("Hours without a destination may make work easier; they are no economic case yet.",),
    )


def _hours_said(freed: tuple[FreedTime, ...]) -> str:
    claimed = total(each.hours for each in freed)
    placed = total(each.hours for each in freed if each.row.destination is not None)
    if claimed is None or placed is None or claimed <= 0:
        return "How many hours those are is not stated."
    known = "" if all(each.hours is not None for each in freed) else "known "
    return (
        f"{wording.percent(placed / claimed)} of {wording.number(claimed)} {known}claimed hours a "
        "month have a destination."
    )


def _owner(case: Case, row: BenefitRow) -> str | None:
    return row.owner or case.owner(row.initiative)


def _frame(case: Case, freed: tuple[FreedTime, ...]) -> pd.DataFrame:
    rows = []
    for initiative in dict.fromkeys(each.row.initiative for each in freed):
        mine = [each for each in freed if each.row.initiative == initiative]
        claimed = total(each.hours for each in mine)
        placed = total(each.hours for each in mine if each.row.destination is not None)
        places = dict.fromkeys(
            each.row.destination.value if each.row.destination else NOWHERE for each in mine
        )
        rows.append(
            (
                case.name(initiative),
                claimed,
                0.0 if placed is None and claimed is not None else placed,
                wording.listed(places),
            )
        )
    columns = ["Initiative", "Claimed hours a month", "With a destination", "In words"]
    table = pd.DataFrame(rows, columns=columns)
    table[columns[1:3]] = table[columns[1:3]].astype("float64")
    return table.sort_values(columns[1], ascending=False, ignore_index=True)


def hours_swap(page: str, source: str) -> Entry:
    """The fifth pair of the scorecard: hours reported, and where they went."""
    return Entry(
        key="swap-hours",
        title="Hours reported → where they went",
        question="Time is saved. Where did it go?",
        page=page,
        method="Share of the initiatives with direct benefits in hours of which every row states a "
        "destination. Hours a month = volume × change, as claimed.",
        source=source,
        rests_on=(UNIT, VOLUME, DESTINATION),
        assess=_assess,
        better="higher",
    )
