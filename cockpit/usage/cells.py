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
    if value is None or value == "":
        return None
    if isinstance(value, str):
        text = value.strip()
        if not text:
            return None
        if _GROUPED.fullmatch(text):
            text = text.replace(",", "")
        if not _WHOLE.fullmatch(text):
            raise UnusableError(_no_count(what, value))
        found = int(text.split(".")[0])
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise UnusableError(_no_count(what, value))
    elif isinstance(value, float):
        if not math.isfinite(value) or not value.is_integer():
            raise UnusableError(_no_count(what, value))
        found = int(value)
    else:
        found = value
    if not 0 <= found <= MOST_COUNT:
        raise UnusableError(_no_count(what, found if found < 0 else value))
    return found


def _no_count(what: str, value: Any) -> str:
    return f"{what} must be a whole number from 0 to {MOST_COUNT:,}, not “{shown(value)}”"


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
    if value is None or value == "":
        return None
    if isinstance(value, str):
        text = value.strip()
        if not text:
            return None
        if decimal_comma and "." not in text:
            text = text.replace(",", ".", 1)
        if not text or not _NUMBER.fullmatch(text) or text[0] in "eE":
            raise UnusableError(f"Spend must be a number of 0 or more, not “{shown(value)}”")
        number = float(text)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise UnusableError(f"Spend must be a number of 0 or more, not “{shown(value)}”")
    else:
        number = float(value) if abs(value) < 1e300 else math.inf
    if not (math.isfinite(number) and 0 <= number <= _MOST_SPEND):
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
