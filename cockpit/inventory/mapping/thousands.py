"""Thousands told from decimals by a whole column of amounts: $812,000, $96,000, $1,140."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.currencies import meanings
from cockpit.inventory.mapping.model import ColumnMapping, TableMapping
from cockpit.inventory.raw import Cell
from cockpit.inventory.schema import Column, ColumnType
from cockpit.inventory.vocabulary import NumberLocale

#: Different amounts of this form from which a column is suggested as one of thousands.
LEAST_AMOUNTS = 8
#: An amount with one sign and three digits behind it, or of up to three digits.
_AMOUNT = re.compile(
    r"(?P<before>[^\d.,]*?\.?)(?:[1-9]\d{0,2}(?P<sign>[.,])\d{3}|\d{1,3})(?P<after>[^\d.,]*)"
)
_BESIDE = " \u00a0\u202f+-−–()'"
_NAMES = {",": "comma", ".": "point"}


def with_thousands(table: TableMapping, rows: Sequence[Sequence[Cell]]) -> TableMapping:
    """The table with the number locale of columns whose amounts all have the form of thousands."""
    if table.sheet not in SHEETS:
        return table
    ours = SHEETS[table.sheet].by_field
    columns = tuple(
        column_of_thousands(column, ours.get(column.field or ""), rows) for column in table.columns
    )
    return table.model_copy(update={"columns": columns})


def column_of_thousands(
    column: ColumnMapping, ours: Column | None, rows: Sequence[Sequence[Cell]]
) -> ColumnMapping:
    """One column with its number locale, and the reason, where its amounts show thousands.

    Not where a unit is stated (12,500 in thousands of euros may well be twelve and a half), nor
    for prices of a unit, which have three decimals often enough. A person confirms.
    """
    whole = ours is not None and ours.type is ColumnType.MONEY and ours.unit != "currency a unit"
    if not whole or column.factor != 1 or column.number_locale is not None:
        return column
    sign = separator([row[column.place] for row in rows if column.place < len(row)])
    if not sign:
        return column
    said = (
        f"Every amount with a {_NAMES[sign]} has three digits after it: read as thousands, check."
    )
    locale = NumberLocale.POINT if sign == "," else NumberLocale.COMMA
    why = f"{column.why} {said}".strip()
    return column.model_copy(update={"number_locale": locale, "why": why})


def separator(cells: Sequence[Cell]) -> str:
    """The sign that separates thousands in every text that is a number; empty if none does.

    One number of another form, or fewer than :data:`LEAST_AMOUNTS` different ones, and nothing
    is said: what stands alone stays ambiguous.
    """
    signs: set[str] = set()
    amounts = 0
    for text in {cell for cell in cells if isinstance(cell, str)}:
        if not any(map(str.isdigit, text)):
            continue
        match = _AMOUNT.fullmatch(text.strip())
        if match is None or not all(_is_currency(match[name]) for name in ("before", "after")):
            return ""
        if match["sign"]:
            signs.add(match["sign"])
            amounts += 1
    return signs.pop() if len(signs) == 1 and amounts >= LEAST_AMOUNTS else ""


def _is_currency(text: str) -> bool:
    """Whether what stands beside a number is nothing or a currency, and no unit such as k."""
    plain = text.strip(_BESIDE)
    return not plain or bool(meanings(plain))
