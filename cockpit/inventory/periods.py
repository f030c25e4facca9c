"""Periods of a metric as people write them, told apart and put in order.

Read are a year (2026), a half (2026-H1, H1 2026), a quarter (2026-Q1, Q1/2026), a month
(2026-04, 04/2026, April 2026, Apr 2026), a week (2026-W14) and a day (2026-04-30). A
period is as late as its last month, a week as the month in which it ends; of two with the
same last month the longer is the later.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from cockpit.inventory.dates_text import MONTH_NAMES
from cockpit.inventory.values import fold

_LONG = {"h": 6, "q": 3}
_PART_LAST = re.compile(r"(\d{4})[ /.]*([hqw]) ?(\d{1,2})")
_PART_FIRST = re.compile(r"([hqw]) ?(\d{1,2})[ /.]*(\d{4})")
_DATED = re.compile(r"(\d{4})(?:[ /.](\d{1,2})(?:[ /.](\d{1,2}))?)?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[ /.](\d{4})")
_NAMED = re.compile(r"([a-z]+)[ /.]*(\d{4})")

#: Last month, months it lasts, and number of the week or day within: greater is later.
Period = tuple[int, int, int]


@cache
def period_of(text: str | None) -> Period | None:
    """A period that sorts among others; ``None`` for a blank and for free text.

    The first entry counts months from year 0, so that later periods compare greater.
    """
    words = fold(text or "")
    if match := _PART_LAST.fullmatch(words):
        return _part(int(match[1]), match[2], int(match[3]))
    if match := _PART_FIRST.fullmatch(words):
        return _part(int(match[3]), match[1], int(match[2]))
    if match := _DATED.fullmatch(words):
        year, month, day = int(match[1]), match[2], match[3]
        if month is None:
            return (12 * year + 12, 12, 0)
        return _month(year, int(month), int(day or 0))
    if match := _MONTH_FIRST.fullmatch(words):
        return _month(int(match[2]), int(match[1]))
    if (match := _NAMED.fullmatch(words)) and match[1] in MONTH_NAMES:
        return _month(int(match[2]), MONTH_NAMES[match[1]])
    return None


def _part(year: int, kind: str, number: int) -> Period | None:
    """A half, a quarter or a week of a year; ``None`` where the year has no such one."""
    if kind == "w":
        try:
            last = dt.date.fromisocalendar(year, number, 7)
        except ValueError:
            return None
        return (12 * last.year + last.month, 0, number)
    months = _LONG[kind]
    return (12 * year + number * months, months, 0) if 1 <= number <= 12 // months else None


def _month(year: int, month: int, day: int = 0) -> Period | None:
    if not 1 <= month <= 12 or day > 31:
        return None
    return (12 * year + month, 0 if day else 1, day)
