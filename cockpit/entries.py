"""Numbers that a person types: read by the rules of the workbook, or refused in words.

A browser's own number field reads "7,5" as 75 where its language has a decimal
point, and says nothing. An entry here is text, read as cells of text are
(:mod:`cockpit.inventory.numbers_text`): 7.5 and 7,5 are the same, and 1,234 is
refused, since it may be one and a bit or a thousand.
"""

from __future__ import annotations

import re
from typing import Any

from cockpit import locales, wording
from cockpit.inventory.numbers_text import UnreadableCellError, read_number

#: Signs and words that show what is typed; they change nothing.
_UNITS = re.compile(r"^\s*[×xX]\s*|\s*(months?|[×xX])\s*$")


class UnreadableEntryError(ValueError):
    """What was typed is no number within the limits; the text says what would be."""


def read_entry(
    text: str, *, low: float, high: float, whole: bool = False, percent: bool = False
) -> float | int | None:
    """The number typed, in the unit of the entry; ``None`` for a blank.

    Parameters
    ----------
    low, high
        Least and greatest number allowed, in the unit of the entry.
    whole
        Whether only whole numbers are allowed.
    percent
        Whether the entry is in percent, so that a percent sign may follow.

    Raises
    ------
    UnreadableEntryError
        If it is no number, an ambiguous one, or beyond the limits.
    """
    bare = _UNITS.sub("", text).strip()
    if not bare:
        return None
    try:
        found = read_number(bare)
    except UnreadableCellError as error:
        raise UnreadableEntryError(_sentence(text, error.problem, low, high)) from error
    if found.currencies or (found.percent and not percent):
        raise UnreadableEntryError(_sentence(text, "Its unit is another one.", low, high))
    value = found.value * 100 if found.percent else found.value
    value = float(f"{value:.12g}")
    if whole and value != round(value):
        raise UnreadableEntryError(_sentence(text, "It must be whole.", low, high))
    if not low <= value <= high:
        raise UnreadableEntryError(_sentence(text, "It is beyond the limits.", low, high))
    return round(value) if whole else value


def entry_text(value: float | int | None, typed: str | None, **rules: Any) -> str:
    """The value as an entry shows it: as it was typed, where that means this value."""
    if typed is not None:
        try:
            if read_entry(typed, **rules) == value:
                return typed
        except UnreadableEntryError:
            pass
    return "" if value is None else f"{value:.12g}"


def _sentence(text: str, problem: str, low: float, high: float) -> str:
    english = f"{low:,.6g} to {high:,.6g}".replace("-", wording.MINUS)
    limits = locales.signs().written(english)
    return (
        f"“{wording.shorten(text, 30)}” was not taken. {problem} Enter a number from {limits}, "
        "with a point or a comma before its decimals. The old value stays."
    )
