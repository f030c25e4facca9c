"""Question 2: how much of the money is tied to measured outcomes, and how much is hope."""

from __future__ import annotations

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.benefit_terms import MEASURED
from cockpit.assessment.board.common import COST, SOURCE, lacking, nothing, uncosted
from cockpit.assessment.board.exposure import ALLOCATION, unruled
from cockpit.assessment.case import Case
from cockpit.inventory.rows import BenefitRow
from scenarios.portfolio import CaptureStatus

BASELINE = Need("benefits", "baseline")
CURRENT = Need("benefits", "current")
GRADE = Need("benefits", "grade")
STATUS = Need("benefits", "capture_status")

#: Stands for an initiative whose benefits state no status, or that has none.
UNPROVEN = "unproven"
#: From the best evidenced to the least.
STATUSES = (*(status.value for status in reversed(CaptureStatus)), UNPROVEN)


def is_tied(row: BenefitRow) -> bool:
    """Whether a benefit is direct, has before and after, and was measured."""
    known = row.baseline is not None and row.current is not None
    return row.direct is not False and known and row.grade in MEASURED


def best_status(rows: tuple[BenefitRow, ...]) -> str:
    """The farthest that any direct benefit has come; ``unproven`` where none says."""
    found = {row.capture_status.value for row in rows if row.capture_status}
    return next((status for status in STATUSES if status in found), UNPROVEN)


def assess(case: Case) -> Answer:
    """Share of the cost tied to measured outcomes; ``frame`` holds initiatives with their cost."""
    if not case.initiatives:
        return nothing(case, Unit.SHARE, ENTRY.rests_on)
    direct = {row.id: _direct(case, row.id) for row in case.initiatives}
    missing = (*_gaps(case, direct), *uncosted(case))
    missing = (*missing, *case.lacks(ALLOCATION)) if unruled(case) else missing
    total = case.cost.recurring
    if total <= 0:
        missing = (*missing, *case.lacks(COST)) if not uncosted(case) else missing
        return cannot(Unit.SHARE, "No cost a year is supplied to set outcomes against.", missing)
    frame = _frame(case, direct)
    rows = tuple(row.at for rows in direct.values() for row in rows)
    tables = {
        "Initiatives by evidence": frame,
        "Cost a year by capture status": _by_status(frame, total),
    }
    # In the order of the workbook: a sum in another would differ in its last digit by chance.
    share = sum(_tied(case, name, rows) for name, rows in direct.items()) / total
    if not share and any(each.need != COST for each in missing):
        money = wording.money(total, case.portfolio.currency)
        why = (
            f"All of the {money} a year is unproven: no benefit shows a measured before and after."
        )
        return cannot(Unit.SHARE, why, missing, frame=frame, rows=rows, tables=tables)
    return Answer(
        status_of(missing),
        share,
        Unit.SHARE,
        _sentence(case, frame, share),
        frame=frame,
        rows=rows,
        missing=missing,
        tables=tables,
        remarks=(
            "Shares are of the cost a year. Overview and Stakeholders weigh the claimed benefit, "
            "so what is measured there is another share.",
            "Tied: a direct benefit has a measured before and after. The capture status is the "
            "best that any direct benefit is stated to have reached, measured or not.",
            "Unproven does not mean worthless: nobody has shown either.",
        ),
    )


def _tied(case: Case, initiative: str, rows: tuple[BenefitRow, ...]) -> float:
    """Cost a year of an initiative that is tied to a measured outcome; 0 where none is.

    Shared cost that falls to it by a rule nobody stated is not its own for sure, and
    tied to nobody.
    """
    if not any(map(is_tied, rows)):
        return 0.0
    without = unruled(case)
    by_default = sum(
        each.parts[initiative][0] * float(each.recurring)
        for each in case.cost.allocations
        if each.line.source in without and initiative in each.parts
    )
    return case.costs[initiative].recurring - by_default


def _sentence(case: Case, frame: pd.DataFrame, share: float) -> str:
    """The share in words, and where the largest part without measurement lies."""
    first = f"{wording.percent(share)} of the cost is tied to measured outcomes."
    rest = frame[frame["Measured"] != "yes"].dropna(subset=["Cost a year"])
    if rest.empty:
        return f"{first} Every initiative with cost has measured evidence."
    top = rest.iloc[0]
    money = wording.money((1 - share) * case.cost.recurring, case.portfolio.currency)
    name = wording.shorten(str(top["Initiative"]), 40)
    return f"{first} {money} a year is speculative, the largest part in {name}."


def _direct(case: Case, initiative: str) -> tuple[BenefitRow, ...]:
    return tuple(r for r in case.benefit_rows.get(initiative, ()) if r.direct is not False)


def _gaps(case: Case, direct: dict[str, tuple[BenefitRow, ...]]) -> tuple[Missing, ...]:
    """What keeps an initiative from being tied: no benefit at all, or blanks in its benefits.

    An estimate is evidence of a lower grade and no gap.
    """
    untied = {name: rows for name, rows in direct.items() if not any(map(is_tied, rows))}

    def blank(field: str) -> list[str]:
        return [
            name
            for name, rows in untied.items()
            if any(getattr(row, field) is None for row in rows)
        ]

    none = [name for name, rows in untied.items() if not rows]
    silent = [name for name, rows in direct.items() if best_status(rows) == UNPROVEN and rows]
    return (
        *lacking(case, BASELINE, [*none, *blank("baseline")]),
        *lacking(case, CURRENT, [*none, *blank("current")]),
        *lacking(case, GRADE, blank("grade")),
        *lacking(case, STATUS, silent),
    )


def _frame(case: Case, direct: dict[str, tuple[BenefitRow, ...]]) -> pd.DataFrame:
    """One row an initiative, the dearest first; cost is missing where none is supplied."""
    rows = []
    for row in case.initiatives:
        cost = case.costs[row.id]
        rows.append(
            {
                "Initiative": row.name,
                "Business unit": row.business_unit or "unit not stated",
                "Status": best_status(direct[row.id]),
                "Measured": "yes" if any(map(is_tied, direct[row.id])) else "no",
                "Cost a year": cost.recurring if cost.supplied else None,
                "Of it tied": _tied(case, row.id, direct[row.id]) if cost.supplied else None,
            }
        )
    frame = pd.DataFrame(rows)
    for name in ("Cost a year", "Of it tied"):
        frame[name] = frame[name].astype("float64")
    return frame.sort_values("Cost a year", ascending=False, kind="stable", ignore_index=True)


def _by_status(frame: pd.DataFrame, total: float) -> pd.DataFrame:
    """Cost and number of initiatives by status, the best evidenced first."""
    rows = []
    for status in STATUSES:
        of = frame[frame["Status"] == status]
        cost, tied = float(of["Cost a year"].sum()), float(of["Of it tied"].sum())
        rows.append((status, len(of), cost, cost / total, tied))
    columns = ["Status", "Initiatives", "Cost a year", "Share of cost", "Of it tied"]
    return pd.DataFrame(rows, columns=columns)


ENTRY = Entry(
    key="Q2",
    title="Evidence or speculation",
    question="How much of the money has measured outcomes behind it, and how much is hope?",
    page="board",
    method=(
        "Full cost a year of the initiatives with at least one direct benefit that states "
        "baseline and current and is measured, over the full cost a year of all. Initiatives "
        "without any cost are in neither, and shared cost without a stated rule of allocation is "
        "tied to nobody. Without a baseline anywhere, all is unproven, which is "
        "not a return of zero."
    ),
    source=f"{SOURCE} 2",
    rests_on=(COST, BASELINE, CURRENT, GRADE, STATUS, ALLOCATION),
    assess=assess,
    better="higher",
)
