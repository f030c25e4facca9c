"""Question 6: which teams gain hours, and which take on new ones."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.board.common import SOURCE, nothing
from cockpit.assessment.board.hours import (
    BASELINE,
    BURDEN,
    BURDEN_NEEDS,
    CURRENT,
    STATUS,
    UNIT,
    VOLUME,
    Hours,
    hours_of,
)
from cockpit.assessment.case import Case

_TEAM = Need("initiatives", "business_unit")


def assess(case: Case) -> Answer:
    """Net hours a month of all teams; ``frame`` holds one row a business unit."""
    if not case.initiatives:
        return nothing(case, Unit.HOURS_MONTH, BURDEN_NEEDS.values())
    hours = hours_of(case)
    if not hours:
        absent = [missing for need in BURDEN_NEEDS.values() for missing in case.lacks(need)]
        return cannot(Unit.HOURS_MONTH, "No initiative is running.", absent)
    gaps = [gap for each in hours for gap in each.missing]
    missing = (*dict.fromkeys(gaps), *_without_team(case, hours))
    places = tuple(place for each in hours for place in each.places)
    frame, table = _frame(hours), _table(hours)
    tables = {"Hours a month by business unit": frame, "Hours a month by initiative": table}
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
    return f"A further {total} hours of {of} are gross: their burden is not stated in full."


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
    source=f"{SOURCE} 6",
    rests_on=(UNIT, VOLUME, BASELINE, CURRENT, STATUS, _TEAM, *BURDEN_NEEDS.values()),
    # No good direction: a sum over fewer initiatives may be larger, and is no better for it.
    assess=assess,
)
