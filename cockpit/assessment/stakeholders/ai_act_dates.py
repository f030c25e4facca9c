"""When which part of the EU AI Act applies: dated data with its source, not law in code.

``ai_act_dates.csv`` has one row for each date and risk class: the day in force, the day as first
enacted (blank where it came later), what applies, the risk class it concerns, the
article, the regulation of the EU that says so, and the day of the last check.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from cockpit import wording
from cockpit.inventory.vocabulary import RiskClass

_FILE = Path(__file__).with_name("ai_act_dates.csv")

#: What a reader must know before relying on the dates.
CAUTION = (
    "The dates are data, checked on {checked} against published summaries of the amending "
    "regulation and not against the Official Journal; the regulation has been amended once and may "
    "be again. Have them confirmed before you plan by them."
)


@dataclass(frozen=True, slots=True)
class ActDate:
    """One date of application. ``first_enacted`` is ``None`` where it was added later."""

    date: dt.date
    first_enacted: dt.date | None
    applies: str
    risk_class: RiskClass
    article: str
    regulation: str
    checked: dt.date


@cache
def act_dates() -> tuple[ActDate, ...]:
    """All dates, earliest first."""
    with _FILE.open(newline="", encoding="utf-8") as file:
        rows = tuple(
            ActDate(
                date=dt.date.fromisoformat(row["date"]),
                first_enacted=(
                    dt.date.fromisoformat(row["first_enacted"]) if row["first_enacted"] else None
                ),
                applies=row["applies"],
                risk_class=RiskClass(row["risk_class"]),
                article=row["article"],
                regulation=row["regulation"],
                checked=dt.date.fromisoformat(row["checked"]),
            )
            for row in csv.DictReader(file)
        )
    return tuple(sorted(rows, key=lambda row: row.date))


def dates_table(as_of: dt.date) -> pd.DataFrame:
    """The dates as a person reads them, with the time from the decision date."""
    return pd.DataFrame(
        [
            {
                "Applies from": row.date,
                "As first enacted": row.first_enacted,
                "What applies": row.applies,
                "From the decision date": _distance(as_of, row.date),
                "Article": row.article,
                "Regulation (EU)": row.regulation,
                "Risk class": row.risk_class.value,
                "Checked on": row.checked,
            }
            for row in act_dates()
        ]
    )


def caution() -> str:
    """The sentence that goes with every use of the dates."""
    return CAUTION.format(checked=min(row.checked for row in act_dates()).isoformat())


def next_date(as_of: dt.date, classes: Collection[RiskClass]) -> ActDate | None:
    """The next date that concerns any of these classes; ``None`` where all have passed."""
    return next(
        (row for row in act_dates() if row.risk_class in classes and row.date > as_of), None
    )


def next_high_risk(as_of: dt.date) -> ActDate | None:
    """The next date that concerns high-risk systems; ``None`` where all have passed."""
    return next_date(as_of, {RiskClass.HIGH})


def months_between(first: dt.date, second: dt.date) -> int:
    """Whole months from one day to a later one."""
    months = (second.year - first.year) * 12 + second.month - first.month
    return months - (second.day < first.day)


def _distance(as_of: dt.date, day: dt.date) -> str:
    if day <= as_of:
        return "applies already"
    months = months_between(as_of, day)
    return f"in {wording.months(months)}" if months else "within a month"
