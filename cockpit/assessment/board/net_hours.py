"""Question 6: which teams gain hours, and which take on new ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.inventory.benefit_change import change_of
from cockpit.inventory.calendar_months import flow_month
from cockpit.inventory.lines_from import is_freed_time
from cockpit.inventory.rows import BenefitRow, InitiativeRow
from cockpit.inventory.vocabulary import Stage
from scenarios.portfolio import CaptureStatus, Source

#: Hours a month that AI takes, each from the Metrics sheet.
BURDEN = ("review hours", "coordination hours", "security hours")
#: Stages in which no work runs with the tool.
_AT_REST = (Stage.IDEA, Stage.RETIRED)
#: Business unit of initiatives that state none.
NO_UNIT = "unit not stated"

_BENEFIT = Need("benefits", "benefit")
_UNIT = Need("benefits", "unit")
_VOLUME = Need("benefits", "volume")
_CURRENT = Need("benefits", "current")
_STATUS = Need("benefits", "capture_status")
_TEAM = Need("initiatives", "business_unit")
_HOURS = {name: Need("metrics", "current", name) for name in BURDEN}


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


def assess(case: Case) -> Answer:
    """Net hours a month of all teams; ``frame`` holds one row a business unit."""
    hours = hours_of(case)
    if not hours:
        absent = [missing for need in _HOURS.values() for missing in case.lacks(need)]
        return cannot(Unit.HOURS_MONTH, "No initiative is running.", absent)
    gaps = [gap for each in hours for gap in each.missing]
    missing = (*dict.fromkeys(gaps), *_without_team(case, hours))
    places = tuple(place for each in hours for place in each.places)
    frame, table = _frame(hours), _table(hours)
    tables = {"Hours a month by initiative": table}
    known = [each for each in hours if each.net is not None]
    gross = [each for each in hours if each.net is None and each.saved]
    if not known:
        said = f"No initiative states both what it saves and what it takes. {_gross(gross)}".strip()
        return cannot(Unit.HOURS_MONTH, said, missing, frame=frame, rows=places, tables=tables)
    return Answer(
        status_of(missing),
        sum(each.net or 0.0 for each in known),
        Unit.HOURS_MONTH,
        f"{_net(frame)} {_gross(gross)}".strip(),
        frame=frame,
        rows=places,
        missing=missing,
        tables=tables,
        remarks=_remarks(hours),
    )


def _hours(case: Case, row: InitiativeRow) -> Hours:
    saved, places, gaps = _saved(case, row)
    burden: dict[str, float] = {}
    for name, need in _HOURS.items():
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
    gaps: list[Need] = [] if benefits else [_BENEFIT]
    for benefit in benefits:
        if benefit.direct is False or not _runs(case, row, benefit):
            continue
        if benefit.unit is not None and not is_freed_time(benefit.unit):
            continue
        places.append(benefit.at)
        lacking = _lacking(benefit)
        if lacking:
            gaps += lacking
            total = None
        elif benefit.capture_status is not CaptureStatus.POTENTIAL and total is not None:
            change, _ = change_of(benefit.baseline, benefit.current, benefit.target, benefit.better)
            total += (benefit.volume or 0.0) * change
    missing = (each for need in dict.fromkeys(gaps) for each in case.lacks(need, row.id))
    return total, tuple(places), tuple(missing)


def _lacking(benefit: BenefitRow) -> list[Need]:
    """What keeps the hours of a row from being known; a potential benefit frees none yet."""
    if benefit.unit is None:
        return [_UNIT]
    if benefit.capture_status is None:
        return [_STATUS]
    if benefit.capture_status is CaptureStatus.POTENTIAL:
        return []
    stated = benefit.baseline is None and benefit.target is None
    return [
        need
        for need, absent in (
            (_VOLUME, benefit.volume is None),
            (_CURRENT, benefit.current is None and not stated),
        )
        if absent
    ]


def _runs(case: Case, row: InitiativeRow, benefit: BenefitRow) -> bool:
    """Whether the benefit has begun and has not ended in the month of the decision."""
    start = benefit.start or row.start
    begun = start is None or flow_month(case.as_of, start) <= 1
    return begun and (benefit.end is None or flow_month(case.as_of, benefit.end) >= 1)


def _without_team(case: Case, hours: Iterable[Hours]) -> tuple[Missing, ...]:
    names = [each.row.id for each in hours if each.row.business_unit is None]
    return case.lacks(_TEAM, *names) if names else ()


def _frame(hours: Iterable[Hours]) -> pd.DataFrame:
    """One row a business unit, the greatest net gain first.

    Saved, burden and net are of initiatives with both sides known, missing where there
    is none; gross only is what the others save before an unknown burden.
    """
    rows = []
    teams: dict[str, list[Hours]] = {}
    for each in hours:
        teams.setdefault(each.team, []).append(each)
    for team, members in teams.items():
        known = [each for each in members if each.net is not None]
        parts = {
            name.capitalize(): sum(each.burden[name] for each in known) if known else None
            for name in BURDEN
        }
        rows.append(
            {
                "Business unit": team,
                "Saved": sum(each.saved or 0.0 for each in known) if known else None,
                **parts,
                "Net": sum(each.net or 0.0 for each in known) if known else None,
                "Gross only": sum(each.saved or 0.0 for each in members if each.net is None),
                "Burden not known": sum(each.net is None for each in members),
            }
        )
    frame = pd.DataFrame(rows)
    hours_columns = ["Saved", *(name.capitalize() for name in BURDEN), "Net"]
    frame[hours_columns] = frame[hours_columns].astype("float64")
    return frame.sort_values(
        ["Net", "Gross only"], ascending=False, na_position="last", ignore_index=True
    )


def _table(hours: Iterable[Hours]) -> pd.DataFrame:
    rows = [
        {
            "Initiative": each.row.name,
            "Business unit": each.team,
            "Saved": each.saved,
            **{name.capitalize(): each.burden.get(name) for name in BURDEN},
            "Net": each.net,
        }
        for each in hours
    ]
    table = pd.DataFrame(rows)
    numbers = [name for name in table.columns if name not in ("Initiative", "Business unit")]
    table[numbers] = table[numbers].astype("float64")
    return table.sort_values("Net", ascending=False, na_position="last", ignore_index=True)


def _net(frame: pd.DataFrame) -> str:
    known = frame.dropna(subset=["Net"])
    total = float(known["Net"].sum())
    amount = f"{wording.number(abs(total), 0)} hours a month {'more' if total >= 0 else 'fewer'}"
    lines = [(str(row["Business unit"]), float(row["Net"])) for _, row in known.iterrows()]
    worse = [(team, net) for team, net in lines if net < 0]
    best = lines[0]
    parts = [f"{_named(best)} gains most"] if best[1] > 0 else []
    parts += [f"{_named(worse[-1])} takes on most"] if worse else []
    tail = f": {'; '.join(parts)}" if parts else ""
    return f"Net of review, coordination and security, teams have {amount}{tail}."


def _named(line: tuple[str, float]) -> str:
    return f"{line[0]} ({wording.number(line[1], 0, signed=True)})"


def _gross(gross: list[Hours]) -> str:
    if not gross:
        return ""
    total = wording.number(sum(each.saved or 0.0 for each in gross), 0)
    of = wording.count(len(gross), "initiative")
    return f"A further {total} hours of {of} are gross: their burden is not stated."


def _remarks(hours: tuple[Hours, ...]) -> tuple[str, ...]:
    silent = [each.row.name for each in hours if each.net is None and not each.saved]
    said = [
        "In the chart, hours saved lie to the right and those that minding the AI takes to the "
        "left; the upright mark is net, a dashed outline is saved before a burden nobody states.",
        "Hours that are only potential, or begin later, are not saved yet and not counted.",
    ]
    if silent:
        count = wording.count(len(silent), "initiative")
        said.append(
            f"{count} without hours saved and with burden not stated: {wording.listed(silent)}."
        )
    return tuple(said)


ENTRY = Entry(
    key="Q6",
    title="Capacity or new burden",
    question="Which teams have more time since AI came, and which spend it on minding the AI?",
    page="board",
    method=(
        "Hours saved a month are volume × change of every direct benefit in hours that is "
        "observed, captured or sustained and has begun. Review, coordination and security hours, "
        "as they are now, are taken off. The figure sums initiatives with both sides known, "
        "ideas and retired ones left out; the others are shown gross and are in no total."
    ),
    source="The Layers of AI Value Management, question 6 for leadership teams",
    rests_on=(_UNIT, _VOLUME, _CURRENT, _STATUS, _TEAM, *_HOURS.values()),
    # No good direction: a sum over fewer initiatives may be larger, and is no better for it.
    assess=assess,
)
