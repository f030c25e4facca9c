"""The thresholds of the tool's judgements: names, ranges and defaults, as dated data.

``thresholds.csv`` has one row for each, with its date and source. They stand here, so
that reading a workbook can say which rows ``threshold <key>`` mean none of them; what
is in force is for :mod:`cockpit.assessment.thresholds` to say.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from cockpit.inventory.values import fold

_FILE = Path(__file__).with_name("thresholds.csv")

#: Origin of a threshold that neither the workbook nor the screen changed.
DEFAULT = "default of this tool"


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold in force. ``kind`` is ``share``, ``number`` or ``people``."""

    key: str
    label: str
    used_by: str
    kind: str
    value: float
    low: float
    high: float
    date: dt.date | None
    source: str
    origin: str = DEFAULT


@cache
def defaults() -> tuple[Threshold, ...]:
    """The thresholds of this tool, in the order of the documentation."""
    with _FILE.open(newline="", encoding="utf-8") as file:
        return tuple(
            Threshold(
                key=row["key"],
                label=row["label"],
                used_by=row["used_by"],
                kind=row["kind"],
                value=float(row["value"]),
                low=float(row["low"]),
                high=float(row["high"]),
                date=dt.date.fromisoformat(row["date"]),
                source=row["source"],
            )
            for row in csv.DictReader(file)
        )


@cache
def _by_name() -> dict[str, Threshold]:
    return {fold(each.key): each for each in defaults()}


def threshold_named(name: str) -> Threshold | None:
    """The default of a name as a workbook writes it; ``None`` where there is no such one."""
    return _by_name().get(fold(name))


def nearest_name(name: str) -> str:
    """The key that is written most like a name."""
    return _by_name()[get_close_matches(fold(name), _by_name(), n=1, cutoff=0.0)[0]].key
