"""Every threshold that a verdict or a colour hangs on: editable, dated data.

``thresholds.csv`` holds the defaults with their date and source. A workbook
replaces one by a row ``threshold <key>`` on its Settings sheet, with date and
source; the screen may replace it for a session. What is in force is always shown
with where it comes from.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from cockpit.inventory.reading import Inventory
from cockpit.inventory.values import fold

_FILE = Path(__file__).with_name("thresholds.csv")

#: Origin of a threshold that neither the workbook nor the screen changed.
DEFAULT = "default of this tool"
SCREEN = "set on the screen"


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


@dataclass(frozen=True)
class Thresholds:
    """All thresholds in force by key, and sentences on those stated but not usable."""

    by_key: Mapping[str, Threshold]
    notes: tuple[str, ...] = ()

    def __getitem__(self, key: str) -> float:
        """Value of the threshold with this key.

        Raises
        ------
        KeyError
            If there is no such threshold.
        """
        return self.by_key[key].value


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


def thresholds_of(
    inventory: Inventory | None = None, chosen: Mapping[str, float] | None = None
) -> Thresholds:
    """What is in force: the screen's value, else the workbook's, else the default.

    A value outside its range, or of an unknown key, is not used, and said so.
    """
    found = {each.key: each for each in defaults()}
    names = {fold(each.key): each.key for each in defaults()}
    notes: list[str] = []
    for name, stated in (inventory.settings.thresholds if inventory else {}).items():
        key = names.get(fold(name))
        if key is None:
            notes.append(
                f"{stated.at}: there is no threshold “{stated.name}”; the documentation lists "
                "their names."
            )
        elif not found[key].low <= stated.value <= found[key].high:
            notes.append(
                f"{stated.at}: {found[key].label} must lie between {found[key].low:g} and "
                f"{found[key].high:g}; {stated.value:g} is not used."
            )
        else:
            found[key] = replace(
                found[key],
                value=stated.value,
                date=stated.date,
                source=stated.source or "not stated",
                origin=str(stated.at),
            )
    for key, value in (chosen or {}).items():
        known = found.get(key)
        if known is not None and known.low <= value <= known.high and value != known.value:
            found[key] = replace(known, value=value, date=None, source=SCREEN, origin=SCREEN)
    return Thresholds(found, tuple(notes))
