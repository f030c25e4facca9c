"""Cells that are kept and not computed with, in the kinds that a workbook of ours can hold.

A column that the contract does not know keeps the kinds of its cells: a number stays a number
with all its digits, a date a date. What no .xlsx file can hold as it stands (a day before
1900, a number that is not finite) is kept as the text that it shows, so that what is written
is what is read again.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import replace

from cockpit.inventory.raw import Cell, CellError, Unsupported
from cockpit.inventory.values import show

#: Errors that can be written as errors; any other is written as its text.
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
#: The days that an .xlsx file can hold. LibreOffice shows those before March 1900 a day early,
#: since it leaves out the 29 February 1900 that the format counts.
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(9999, 12, 31)
_DAY = dt.timedelta(days=1)
#: The longest duration that is written as a number: as many days as there are dates.
_LONGEST = dt.timedelta(days=2_958_465)
_CLOCK = re.compile(r"(?:(-?\d{1,7}) days?, )?(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?")
#: ISO 8601, as OpenDocument writes times of day and durations alike.
_PERIOD = re.compile(
    r"(-?)P(?:(\d{1,7})D)?T(?:(\d{1,8})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,](\d{1,9}))?S)?"
)


def kept(cell: Cell | int) -> Cell:
    """The cell of an extra column as it is found again where it is written and read."""
    if isinstance(cell, dt.datetime):
        cell = _to_the_millisecond(cell)
        return writable(cell if cell.time() != dt.time() else cell.date())
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)  # the file formats know one kind of number
    return writable(cell)


def writable(cell: Cell) -> Cell:
    """The cell as an .xlsx file can hold it: the same, or its text where it has no such kind."""
    if isinstance(cell, CellError):
        return cell if cell.code in _ERRORS else cell.code
    if isinstance(cell, float) and not math.isfinite(cell):
        return show(cell)
    if isinstance(cell, Unsupported):
        return _plain_span(cell)
    if isinstance(cell, dt.date):
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        return cell if _FIRST_DAY <= day <= _LAST_DAY else show(cell)
    return cell


def share_of_day(text: str) -> float | None:
    """A time of day or a duration in days, as an .xlsx file holds it; ``None`` for other text."""
    found = _span(text)
    return None if found is None else found / _DAY


def _plain_span(cell: Unsupported) -> Cell:
    """A time or a duration as the readers of workbooks state it; any other text as text."""
    span = _span(cell.text)
    if span is None:
        return show(cell)
    if cell.text.startswith(("P", "-P")):
        return Unsupported(str(span), duration=True)
    return cell if cell.duration or _is_time_of_day(cell.text) else replace(cell, duration=True)


def _is_time_of_day(text: str) -> bool:
    return text[:2].isdigit() and text[2:3] == ":"


def _span(text: str) -> dt.timedelta | None:
    """The duration that a text states, to the millisecond as workbooks are read."""
    if found := _CLOCK.fullmatch(text):
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[:4])
        span, sign, fraction = dt.timedelta(days, seconds, 0, 0, minutes, hours), 1, found[5]
    elif (found := _PERIOD.fullmatch(text)) and any(found.groups()[1:]):
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:5])
        span, sign = dt.timedelta(days, seconds, 0, 0, minutes, hours), -1 if found[1] else 1
        fraction = found[6]
    else:
        return None
    span = sign * (span + dt.timedelta(milliseconds=round(float(f"0.{fraction or 0}") * 1000)))
    return span if abs(span) <= _LONGEST else None


def _to_the_millisecond(moment: dt.datetime) -> dt.datetime:
    """As exact as readers of workbooks give a moment."""
    odd = dt.timedelta(microseconds=moment.microsecond % 1000)
    try:
        return moment - odd + dt.timedelta(milliseconds=odd >= dt.timedelta(microseconds=500))
    except OverflowError:  # the last instant of the calendar
        return moment - odd
