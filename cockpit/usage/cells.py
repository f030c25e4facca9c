"""Counts, amounts, instants and labels of a log, read strictly: a value is used or refused."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from dataclasses import dataclass
from typing import Any

#: More tokens or requests than one line can hold.
MOST_COUNT = 10**13
_MOST_SPEND = 1e9
#: Parts of one unit of money in which spend is kept, so that sums are exact in any order.
SPEND_UNIT = 10**12
_MOST_LABEL = 80
_MOST_LABELS = 12
_YEARS = range(2015, 2101)

_GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
_WHOLE = re.compile(r"\d{1,14}(\.0{1,6})?")
_NUMBER = re.compile(r"\d{0,12}(\.\d{1,20})?([eE][+-]?\d{1,2})?")
_SECRET = re.compile(r"(?i)^(sk|pk)[-_]\w{6,}|^bearer |^[0-9a-f]{32,}$|@|^user[-_ ]?agent")


class UnusableError(ValueError):
    """A cell that states something that cannot be used, in words."""


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment as a UTC day; ``zoned`` says whether its zone was stated."""

    day: dt.date
    zoned: bool

    @property
    def month(self) -> str:
        """The UTC month, ``2026-10``."""
        return f"{self.day.year}-{self.day.month:02d}"


def count(value: Any, what: str) -> int | None:
    """A whole number of zero or more; ``None`` where nothing is stated.

    Raises
    ------
    UnusableError
        If something else is stated.
    """
    stated = _stated(value)
    if stated is None:
        return None
    found = -1
    if isinstance(stated, str):
        text = stated.replace(",", "") if _GROUPED.fullmatch(stated) else stated
        if _WHOLE.fullmatch(text):
            found = int(text.split(".")[0])
    elif isinstance(stated, int) or stated.is_integer():
        found = int(stated)
    if not 0 <= found <= MOST_COUNT:
        raise UnusableError(
            f"{what} must be a whole number from 0 to {MOST_COUNT:,}, not “{shown(value)}”"
        )
    return found


def _stated(value: Any) -> str | float | None:
    """A text without blanks around it or a number; ``None`` for nothing, NaN for anything else."""
    if isinstance(value, str):
        return value.strip() or None
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    return math.nan


def shown(value: Any) -> str:
    """A value in a message, short and on one line."""
    if isinstance(value, dict | list):
        return "a nested value"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**30:
        return "a number of many digits"
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:39] + "…"


def spend(value: Any, decimal_comma: bool) -> int | None:
    """Money of zero or more in whole :data:`SPEND_UNIT` parts; ``None`` where not stated.

    Raises
    ------
    UnusableError
        If something else is stated.
    """
    stated = _stated(value)
    if stated is None:
        return None
    if isinstance(stated, str):
        text = stated.replace(",", ".", 1) if decimal_comma and "." not in stated else stated
        number = float(text) if _NUMBER.fullmatch(text) and text[0] not in "eE" else math.nan
    else:
        number = float(stated) if abs(stated) < 1e300 else math.inf
    if not 0 <= number <= _MOST_SPEND:
        raise UnusableError(f"Spend must be a number of 0 or more, not “{shown(value)}”")
    return round(number * SPEND_UNIT)


def instant(value: Any) -> Instant:
    """An ISO date or time, or seconds, milli-, micro- or nanoseconds since 1970.

    A time without a zone is taken as UTC.

    Raises
    ------
    UnusableError
        If it is missing, or cannot be read without guessing.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        raise UnusableError("The time is missing")
    if isinstance(value, bool):
        raise UnusableError(f"The time cannot be read: “{shown(value)}”")
    if isinstance(value, str) and not re.fullmatch(r"\d{9,20}(\.\d{1,9})?", value.strip()):
        return _from_text(value.strip())
    try:
        number = int(str(value).strip().split(".")[0]) if isinstance(value, str) else int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise UnusableError(f"The time cannot be read: “{shown(value)}”") from error
    for unit in (1, 10**3, 10**6, 10**9):
        seconds = number // unit
        if 10**9 <= seconds < 10**10:
            return _checked(dt.datetime.fromtimestamp(seconds, dt.UTC), True, value)
    raise UnusableError(f"The time cannot be read: “{shown(value)}”")


def _from_text(text: str) -> Instant:
    plain = text[:-4] + "+00:00" if text.endswith(" UTC") else text
    try:
        moment = dt.datetime.fromisoformat(plain[:40])
        zoned = moment.tzinfo is not None
        moment = moment.astimezone(dt.UTC) if zoned else moment
    except (ValueError, OverflowError) as error:
        raise UnusableError(
            f"The time cannot be read: “{shown(text)}”; state it as 2026-10-31T09:00:00Z"
        ) from error
    return _checked(moment, zoned, text)


def _checked(moment: dt.datetime, zoned: bool, value: Any) -> Instant:
    if moment.year not in _YEARS:
        raise UnusableError(f"The time lies outside 2015 to 2100: “{shown(value)}”")
    return Instant(moment.date(), zoned)


def labels(kind: str, value: Any) -> tuple[list[tuple[str, str]], int]:
    """Labels of one kind, and how many were left out as keys, addresses or programs."""
    found: list[tuple[str, str]] = []
    left_out = 0
    for text in _texts(value)[:_MOST_LABELS]:
        plain = "".join(sign if sign.isprintable() else " " for sign in text).strip()
        if not plain:
            continue
        if len(plain) > _MOST_LABEL or _SECRET.search(plain):
            left_out += 1
            continue
        found.append((kind, plain))
    return found, left_out


def _texts(value: Any) -> list[str]:
    """One text, a list of texts, or a list written as text."""
    if isinstance(value, list):
        return [str(item) for item in value if isinstance(item, str | int)]
    if not isinstance(value, str | int) or isinstance(value, bool):
        return []
    text = str(value).strip()
    if text.startswith("[") and text.endswith("]") and len(text) < 10_000:
        try:
            listed = json.loads(text)
        except (ValueError, RecursionError):
            return []
        return [str(item) for item in listed if isinstance(item, str | int)]
    if text.startswith("{") and text.endswith("}"):  # a PostgreSQL array
        return [part.strip().strip('"') for part in text[1:-1].split(",")]
    return [part for part in re.split(r"[,;|]", text) if part.strip()]
