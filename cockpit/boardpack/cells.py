"""Values of a table with their texts: the wording of the pages, value by value."""

from __future__ import annotations

import datetime as dt
import math

from cockpit import wording
from cockpit.boardpack.model import Cell, missing
from scenarios.results import Estimate


def money(amount: float | Estimate | None, scale: wording.Scale, *, signed: bool = False) -> Cell:
    """Money in the scale of its column; the value itself is never scaled."""
    value, se = _parts(amount)
    if value is None:
        return missing()
    return Cell(value, wording.amount(value, scale, se=se, signed=signed))


def share(of: float | Estimate | None, *, decimals: int = 0, signed: bool = False) -> Cell:
    """A share as percent."""
    value, se = _parts(of)
    if value is None:
        return missing()
    return Cell(value, wording.percent(value, se=se, decimals=decimals, signed=signed))


def chance(of: float | Estimate | None) -> Cell:
    """A probability, never a bare 0 or 100 %."""
    value, se = _parts(of)
    if value is None:
        return missing()
    return Cell(value, wording.chance(value, se=se))


def points(difference: float | Estimate | None) -> Cell:
    """Difference of two shares, in percentage points."""
    value, se = _parts(difference)
    if value is None:
        return missing()
    return Cell(value, wording.points(value, se=se))


def count(number: int | None) -> Cell:
    """A whole number."""
    return missing() if number is None else Cell(number, wording.number(number))


def number(value: float | Estimate | None, decimals: int = 0, *, signed: bool = False) -> Cell:
    """A plain number."""
    plain, se = _parts(value)
    if plain is None:
        return missing()
    return Cell(plain, wording.number(plain, decimals, se=se, signed=signed))


def day(date: dt.date | None) -> Cell:
    """A date."""
    return missing() if date is None else Cell(date, wording.day(date))


def _parts(amount: float | Estimate | None) -> tuple[float | None, float | None]:
    """Value and standard error; no value where it is missing or not finite."""
    value, se = (amount.value, amount.se) if isinstance(amount, Estimate) else (amount, None)
    if value is None or not math.isfinite(value):
        return None, None
    return value, se
