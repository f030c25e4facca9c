"""Number locale and date order of a column, found from all of its values.

A date whose day is above 12 decides for the whole column; so does a number that only one
reading allows. Where values of a column contradict each other, nothing is decided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from cockpit.inventory.schema import Column, ColumnType
from cockpit.inventory.vocabulary import DateOrder, NumberLocale

_SLASHED = re.compile(r"^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}")
_DIGITS = re.compile(r"\d[\d.,]*[.,]\d+")
_COUNTED = (ColumnType.MONEY, ColumnType.NUMBER, ColumnType.COUNT, ColumnType.RATIO,
            ColumnType.SHARE, ColumnType.MONTHS)  # fmt: skip


def conventions(
    rows: Sequence[Sequence[Any]], place: int, column: Column
) -> tuple[NumberLocale | None, DateOrder | None, str]:
    """Locale and order of one column, each ``None`` where its values decide nothing, and why."""
    texts = [row[place] for row in rows if place < len(row) and isinstance(row[place], str)]
    if column.type is ColumnType.DATE:
        order, example = date_order(texts)
        return None, order, f"{order} since it holds {example}" if order else ""
    if column.type in _COUNTED:
        locale, example = number_locale(texts)
        return locale, None, f"numbers like {locale} since it holds {example}" if locale else ""
    return None, None, ""


def date_order(texts: Sequence[str]) -> tuple[DateOrder | None, str]:
    """Whether day or month comes first in dates with slashes, and the value that shows it."""
    found: dict[DateOrder, str] = {}
    for text in texts:
        match = _SLASHED.match(text)
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            found.setdefault(DateOrder.DAY_FIRST, text.strip())
        elif second > 12 >= first:
            found.setdefault(DateOrder.MONTH_FIRST, text.strip())
    return next(iter(found.items())) if len(found) == 1 else (None, "")


def number_locale(texts: Sequence[str]) -> tuple[NumberLocale | None, str]:
    """Which sign is the decimal sign, and the value that shows it."""
    found: dict[NumberLocale, str] = {}
    for text in texts:
        match = _DIGITS.search(text) if len(text) < 40 else None
        decimal = _decimal(match[0]) if match else ""
        if decimal:
            locale = NumberLocale.POINT if decimal == "." else NumberLocale.COMMA
            found.setdefault(locale, text.strip())
    return next(iter(found.items())) if len(found) == 1 else (None, "")


def _decimal(digits: str) -> str:
    """The decimal sign that this number alone proves; empty where it proves none."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    sign, other = (".", ",") if points else (",", ".")
    if points + commas > 1:
        return other  # a sign that repeats separates thousands
    whole, _, rest = digits.partition(sign)
    return sign if len(rest) != 3 or len(whole) > 3 or whole == "0" else ""
