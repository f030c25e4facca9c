"""Every threshold that a verdict or a colour hangs on: editable, dated data.

``cockpit/inventory/thresholds.csv`` holds the defaults with their date and source. A workbook
replaces one by a row ``threshold <key>`` on its Settings sheet, with date and
source; the screen may replace it for a session. What is in force is always shown
with where it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cockpit.inventory.reading import Inventory
from cockpit.inventory.thresholds import DEFAULT, Threshold, defaults, threshold_named

__all__ = ["DEFAULT", "SCREEN", "Threshold", "Thresholds", "defaults", "thresholds_of"]

#: Source and origin of a threshold that the screen changed.
SCREEN = "set on the screen"


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


def thresholds_of(
    inventory: Inventory | None = None, chosen: Mapping[str, float] | None = None
) -> Thresholds:
    """What is in force: the screen's value, else the workbook's, else the default.

    A value outside its range, or of an unknown key, is not used, and said so.
    """
    found = {each.key: each for each in defaults()}
    notes: list[str] = []
    for name, stated in (inventory.settings.thresholds if inventory else {}).items():
        known = threshold_named(name)
        key = known.key if known else ""
        if known is None:
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
