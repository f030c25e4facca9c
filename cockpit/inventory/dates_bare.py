"""Numbers in a column of dates: a bare year ("2019"), or the serial day of a spreadsheet.

Neither is read unless a person says for the column what it means. A year is no day: it may
stand for its first or its last. A serial counts days as Excel does by default (1900 date
system, day 60 counted though it never was): from 1 March 1900 on it is the number of days
since 30 December 1899 (ECMA-376 Part 1, 18.17.4.1).
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Any

from cockpit.inventory.vocabulary import DatesAs

#: Serial days that are taken for such: 1954-10-03 to 2064-04-08.
FIRST_SERIAL, LAST_SERIAL = 20_000, 60_000
_EPOCH = dt.date(1899, 12, 30)
_WHOLE = re.compile(r"(\d{4,5})(?:\.0+)?")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_SHOWN_AS = "in “Read as”"


class Bare(StrEnum):
    """What a number in a column of dates may be."""

    YEAR = "year"
    SERIAL = "serial day"


def bare_of(cell: Any) -> Bare | None:
    """What the number in a cell may be; ``None`` for any other cell."""
    number = _whole(cell)
    if number is None:
        return None
    if _FIRST_YEAR <= number <= _LAST_YEAR:
        return Bare.YEAR
    return Bare.SERIAL if FIRST_SERIAL <= number <= LAST_SERIAL else None


def read_bare(cell: Any, means: DatesAs) -> dt.date | None:
    """The day that a number stands for, as a person said; ``None`` for any other cell."""
    number, kind = _whole(cell), bare_of(cell)
    if number is None or kind is None:
        return None
    if kind is Bare.SERIAL:
        return _EPOCH + dt.timedelta(days=number) if means is DatesAs.SERIAL else None
    if means is DatesAs.YEAR_START:
        return dt.date(number, 1, 1)
    return dt.date(number, 12, 31) if means is DatesAs.YEAR_END else None


def bare_problem(kind: Bare, count: int) -> tuple[str, str]:
    """What is wrong with the numbers of a column, and the remedy, as sentences."""
    cells = "1 cell holds" if count == 1 else f"{count:,} cells hold"
    kept = "The date is left blank; the number is kept as an extra column."
    if kind is Bare.YEAR:
        return (
            f"{cells} a year alone, which is no day. {kept}",
            f"Say {_SHOWN_AS} whether a year means 1 January or 31 December of it.",
        )
    return (
        f"{cells} a whole number where a date belongs, such as Excel's serial day. {kept}",
        f"If it counts days as Excel does, choose “{DatesAs.SERIAL}” {_SHOWN_AS}.",
    )


def _whole(cell: Any) -> int | None:
    """The whole number in a cell, be it a number or text."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and 0 <= cell <= LAST_SERIAL else None
    found = _WHOLE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return int(found[1]) if found else None
