"""Dates written as text, read by stated rules or refused."""

from __future__ import annotations

import datetime as dt
import re

from cockpit.inventory.numbers_text import UnreadableCellError
from cockpit.inventory.vocabulary import DateOrder

#: Number of a month by its English names.
MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_TIME = re.compile(
    r"(.*\d)(?:T|,? )(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?(?:[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
)
_MIDNIGHT = re.compile(r"[0:.,]+")
_ISO_LIKE = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
#: Year, month and day as in East Asia and Hungary: 2026年4月3日, 2026. 4. 3.
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:\. ?| ?年 ?| ?년 ?)(\d{1,2})(?:\. ?| ?月 ?| ?월 ?)(\d{1,2})(?:\.| ?日| ?일)?"
)
_MONTH = re.compile(r"(\d{1,2})[-/.](\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})(?:\.? |[-/]))?([A-Za-z]+)(?:\.? |[-/])(\d{4})")
_SHORT = re.compile(r"(\d{1,2})[-/ ]([A-Za-z]{3,9})[-/ ](\d{2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
#: Remedy for a date that cannot be read.
WRITE_ISO = "Enter it as a date, or as text like 2026-04-03."


def read_date(text: str, order: DateOrder | None) -> dt.date:
    """The date that a text states, spaces evened out beforehand.

    A time of day behind it is left out, the date stands as it is written. A month
    ("01/2024", "Mar 2024") is its first day. Two digits of a year are of this century, and
    are read only behind a day and the name of a month ("01/Mar/24").

    Raises
    ------
    UnreadableCellError
        If it states none, or day and month cannot be told apart.
    """
    timed = _TIME.fullmatch(text)
    text = timed[1] if timed else text
    if match := _YEAR_FIRST.fullmatch(text):
        return _calendar(int(match[1]), int(match[2]), int(match[3]))
    if match := _ISO_LIKE.fullmatch(text):
        return _calendar(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _DOTTED.fullmatch(text):
        return _calendar(int(match[3]), int(match[2]), int(match[1]))
    if match := _MONTH.fullmatch(text):
        return _calendar(int(match[2]), int(match[1]), 1)
    named = _by_name(text)
    if named is not None:
        return named
    if match := _SLASHED.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if order is None and first <= 12 and second <= 12 and first != second:
            raise UnreadableCellError(
                f"{text} is ambiguous: day or month may come first.",
                WRITE_ISO + " Or state the date order on the Settings sheet.",
            )
        day_first = order is DateOrder.DAY_FIRST if order is not None else second <= 12
        return _calendar(year, second, first) if day_first else _calendar(year, first, second)
    raise UnreadableCellError("This is not a date that can be read.", WRITE_ISO)


def has_time(text: str) -> bool:
    """Whether a date states a time of day that is not midnight."""
    timed = _TIME.fullmatch(text)
    return timed is not None and _MIDNIGHT.fullmatch(timed[2]) is None


def _by_name(text: str) -> dt.date | None:
    """The date of a text that names its month in English; ``None`` for any other text."""
    if match := _NAMED.fullmatch(text):
        day, name, year = match[1] or "1", match[2], match[3]
    elif match := _SHORT.fullmatch(text):
        day, name, year = match[1], match[2], f"20{match[3]}"
    elif match := _MONTH_FIRST.fullmatch(text):
        name, day, year = match[1], match[2], match[3]
    else:
        return None
    month = MONTH_NAMES.get(name.casefold())
    return _calendar(int(year), month, int(day)) if month else None


def _calendar(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise UnreadableCellError("There is no such day.", WRITE_ISO) from error
