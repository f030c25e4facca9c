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
_ISO_LIKE = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:[T ]00:00(?::00)?)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})\.? )?([A-Za-z]+)\.? (\d{4})")
#: Remedy for a date that cannot be read.
WRITE_ISO = "Enter it as a date, or as text like 2026-04-03."


def read_date(text: str, order: DateOrder | None) -> dt.date:
    """The date that a text states, spaces evened out beforehand.

    Raises
    ------
    UnreadableCellError
        If it states none, or day and month cannot be told apart.
    """
    if match := _ISO_LIKE.fullmatch(text):
        return _calendar(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _DOTTED.fullmatch(text):
        return _calendar(int(match[3]), int(match[2]), int(match[1]))
    if match := _NAMED.fullmatch(text):
        month = MONTH_NAMES.get(match[2].casefold())
        if month:
            return _calendar(int(match[3]), month, int(match[1] or 1))
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


def _calendar(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise UnreadableCellError("There is no such day.", WRITE_ISO) from error
