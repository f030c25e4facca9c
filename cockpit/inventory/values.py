"""How a cell becomes a value: one rule for each column type, in one registry.

:data:`PARSERS` is the registry; its rules are printed in the documentation. A
cell is read by its rule or refused with a remedy, and never guessed.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from cockpit.inventory.currencies import CODES, meanings
from cockpit.inventory.dates_text import WRITE_ISO, has_time, read_date
from cockpit.inventory.numbers_text import TextNumber, UnreadableCellError, read_number
from cockpit.inventory.raw import ERROR_CODES, Uncached
from cockpit.inventory.schema import Column, ColumnType
from cockpit.inventory.vocabulary import DateOrder, NumberLocale

__all__ = [
    "BLANK_WORDS",
    "PARSERS",
    "Parsed",
    "Rules",
    "UnreadableCellError",
    "fold",
    "parse",
    "show",
]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings state about how text is to be read."""

    number_locale: NumberLocale | None = None
    date_order: DateOrder | None = None


class Parsed(NamedTuple):
    """A value, the currencies that its sign may stand for, and a remark if one is due."""

    value: Any
    currencies: frozenset[str] | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Parser:
    """How one column type is read; ``rule`` is the sentence that the documentation prints."""

    read: Callable[[Any, Column, Rules], Parsed]
    rule: str


#: Words that mean "not supplied" in a column of numbers, dates, choices or truth.
BLANK_WORDS = frozenset({"n/a", "na", "n.a.", "-", "--", "—", "–", "k.a.", "not available"})

EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
MAX_TEXT = 32_000
_TIME_LEFT_OUT = "The time of day was left out."
#: Signs of a cell that an issue or a kept column shows.
MAX_SHOWN = 200


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Text for comparison: compatibility forms, case, spaces, dashes and underscores evened out."""
    if text.isascii():  # no compatibility forms, no invisible signs
        return " ".join(text.replace("_", " ").replace("-", " ").lower().split())
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    for dash in "−–‒‑_":
        plain = plain.replace(dash, "-")
    return " ".join(plain.replace("-", " ").casefold().split())


def show(cell: Any) -> str:
    """A cell as text for an issue: as the person would write it, cut at 200 signs."""
    if cell.__class__ is str:
        return cell if len(cell) <= MAX_SHOWN else cell[: MAX_SHOWN - 1] + "…"
    if cell.__class__ is float:
        return number_text(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, (dt.date, dt.datetime)):
        return cell.isoformat()
    if isinstance(cell, Uncached):
        return "(formula without a stored value)"
    return getattr(cell, "code", None) or getattr(cell, "text", None) or str(cell)


def number_text(number: float) -> str:
    """A number as text with all its digits, a whole one without a point."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def parse(cell: Any, column: Column, rules: Rules) -> Parsed:
    """Read a cell that is not blank.

    Raises
    ------
    UnreadableCellError
        With what is wrong and the remedy.
    """
    if (
        cell.__class__ is str
        and column.type not in PLAIN_TEXTS
        and cell.strip().casefold() in BLANK_WORDS
    ):
        return Parsed(None, remark=f"{cell.strip()!r} is read as not supplied.")
    return PARSERS[column.type].read(cell, column, rules)


#: Beyond it no amount, count or factor of a portfolio lies, and sums over months stay finite.
LARGEST = 1e15
#: Types of whole numbers.
WHOLE = (ColumnType.COUNT, ColumnType.MONTHS)
#: Types whose texts are their own values, but for the spaces around them.
PLAIN_TEXTS = (ColumnType.TEXT, ColumnType.INITIATIVE)


def plain_range(column: Column) -> tuple[float, float]:
    """Bounds within which a number in a cell is its own value; empty where there are none.

    Of the types in :data:`WHOLE` only whole numbers are. Agrees with :func:`parse`, and spares
    its way for the bulk of a large sheet.
    """
    if column.type not in (ColumnType.NUMBER, ColumnType.RATIO, ColumnType.MONEY, *WHOLE):
        return 1.0, 0.0
    low = -LARGEST if column.minimum is None else column.minimum
    return low, LARGEST if column.maximum is None else column.maximum


def _text(cell: Any, column: Column, rules: Rules) -> Parsed:
    text = cell.strip() if isinstance(cell, str) else show(cell)
    if len(text) > MAX_TEXT:
        raise UnreadableCellError(f"The text is longer than {MAX_TEXT:,} signs.", "Shorten it.")
    return Parsed(text or None)


def _texts(cell: Any, column: Column, rules: Rules) -> Parsed:
    whole = _text(cell, column, rules).value or ""
    found = [" ".join(part.split()) for part in re.split(r"[;\n]", whole)]
    return Parsed(tuple(dict.fromkeys(part for part in found if part)) or None)


def _number_of(cell: Any, rules: Rules, what: str) -> TextNumber:
    if isinstance(cell, bool):
        raise UnreadableCellError(f"TRUE or FALSE stands where {what} belongs.", f"Enter {what}.")
    if isinstance(cell, (int, float)):
        if not math.isfinite(cell):
            raise UnreadableCellError("The number is not finite.", f"Enter {what}.")
        return TextNumber(float(cell))
    if isinstance(cell, str) and cell.strip() in ERROR_CODES:
        raise UnreadableCellError(
            f"The text {cell.strip()} is an error of a spreadsheet program.", f"Enter {what}."
        )
    if isinstance(cell, (dt.date, dt.datetime)):
        raise UnreadableCellError(
            f"A date stands where {what} belongs.",
            "Format the cell as a number and enter the value again.",
        )
    return read_number(cell, rules.number_locale)


def _bounded(value: float, column: Column) -> float:
    low, high = column.minimum, column.maximum
    if abs(value) > LARGEST:
        raise UnreadableCellError(
            f"The number is beyond {LARGEST:,.0f}.", "Check its unit and the number of its zeros."
        )
    if low is not None and value < low:
        if low == 0:
            raise UnreadableCellError(
                "The number is negative.",
                "Enter it as a positive number"
                + ("; costs are positive, too." if column.type is ColumnType.MONEY else "."),
            )
        raise UnreadableCellError(
            f"The number is below {low:g}.", f"Enter a number of {low:g} or more."
        )
    if high is not None and value > high:
        raise UnreadableCellError(
            f"The number is above {high:g}.", f"Enter a number of {high:g} or less."
        )
    return value


def _number(cell: Any, column: Column, rules: Rules) -> Parsed:
    found = _number_of(cell, rules, "a number")
    if found.percent or found.currencies:
        raise UnreadableCellError(
            "A percentage or currency sign stands in a column of plain numbers.",
            "Enter the number alone.",
        )
    return Parsed(_bounded(found.value, column))


def _money(cell: Any, column: Column, rules: Rules) -> Parsed:
    found = _number_of(cell, rules, "an amount")
    if found.percent:
        raise UnreadableCellError(
            "A percentage stands where an amount belongs.", "Enter the amount."
        )
    return Parsed(_bounded(found.value, column), found.currencies)


def _share(cell: Any, column: Column, rules: Rules) -> Parsed:
    found = _number_of(cell, rules, "a percentage")
    if found.currencies:
        raise UnreadableCellError(
            "A currency stands where a percentage belongs.", "Write 12% or 0.12."
        )
    if not found.percent and abs(found.value) > 1:
        raise UnreadableCellError(
            "It is not clear whether this is a percentage.", "Write 12% or 0.12."
        )
    return Parsed(_bounded(found.value, column))


def _ratio(cell: Any, column: Column, rules: Rules) -> Parsed:
    found = _number_of(cell, rules, "a number or a percentage")
    if found.currencies:
        raise UnreadableCellError(
            "A currency sign stands beside the number.",
            "Enter the number alone; the unit has a column of its own.",
        )
    return Parsed(_bounded(found.value, column))


def _whole(cell: Any, column: Column, rules: Rules) -> Parsed:
    value = _number(cell, column, rules).value
    if abs(value - round(value)) > 1e-9:
        raise UnreadableCellError("A whole number is needed.", "Enter a number without decimals.")
    return Parsed(round(value))


def _date(cell: Any, column: Column, rules: Rules) -> Parsed:
    remark = ""
    if isinstance(cell, dt.datetime):
        if cell.time() != dt.time():
            remark = _TIME_LEFT_OUT
        found = cell.date()
    elif isinstance(cell, dt.date):
        found = cell
    elif isinstance(cell, str):
        text = " ".join(cell.split())
        found = read_date(text, rules.date_order)
        if has_time(text):
            remark = _TIME_LEFT_OUT
    else:
        raise UnreadableCellError(
            "A bare number stands where a date belongs.",
            "Format the cell as a date, or write text like 2026-04-03.",
        )
    if not EARLIEST <= found <= LATEST:
        raise UnreadableCellError(
            f"The date lies outside {EARLIEST.year} to {LATEST.year}.", WRITE_ISO
        )
    return Parsed(found, remark=remark)


_TRUTH = {
    "yes": True,
    "true": True,
    "1": True,
    "ja": True,
    "y": True,
    "no": False,
    "false": False,
    "0": False,
    "nein": False,
    "n": False,
}


def _boolean(cell: Any, column: Column, rules: Rules) -> Parsed:
    if isinstance(cell, bool):
        return Parsed(cell)
    found = _TRUTH.get(show(cell).strip().casefold())
    if found is None:
        raise UnreadableCellError("Neither yes nor no.", "Write yes or no.")
    return Parsed(found)


@lru_cache(maxsize=256)
def _meanings(column: Column) -> dict[str, Any]:
    return {
        fold(word): choice.value
        for choice in column.allowed
        for word in (choice.text, *choice.also)
    }


def _choice(cell: Any, column: Column, rules: Rules) -> Parsed:
    known = _meanings(column)
    word = fold(show(cell))
    if word not in known:
        raise UnreadableCellError(
            f"Not one of the allowed values of {column.header!r}.",
            "Write one of: " + "; ".join(choice.text for choice in column.allowed) + ".",
        )
    return Parsed(known[word])


def _choices(cell: Any, column: Column, rules: Rules) -> Parsed:
    words = [word for word in re.split(r"[;,\n]", show(cell)) if word.strip()]
    found = [_choice(word, column, rules).value for word in words]
    return Parsed(tuple(dict.fromkeys(found)))


def _currency(cell: Any, column: Column, rules: Rules) -> Parsed:
    found = meanings(show(cell))
    if found is None or len(found) != 1:
        raise UnreadableCellError(
            "This is not a currency code.", "Write the ISO code, such as EUR or USD."
        )
    code = next(iter(found))
    assert code in CODES
    return Parsed(code)


#: The rule of each column type; adding a type takes one row here.
PARSERS: dict[ColumnType, Parser] = {
    ColumnType.TEXT: Parser(
        _text,
        "Kept as it stands, without spaces around it; NA, None and null are names like any other.",
    ),
    ColumnType.TEXTS: Parser(
        _texts, "Texts, separated by semicolons; commas belong to a text. Each counts once."
    ),
    ColumnType.NUMBER: Parser(_number, "A number, or text read by the number rules below."),
    ColumnType.MONEY: Parser(
        _money,
        "A number, or text read by the number rules below, with or without "
        "a currency symbol or code; positive for costs, too.",
    ),
    ColumnType.SHARE: Parser(_share, "12% or 0.12. A bare number above 1 is refused; 1 is 100 %."),
    ColumnType.RATIO: Parser(_ratio, "A number, or a percentage (12% is read as 0.12)."),
    ColumnType.COUNT: Parser(_whole, "A whole number."),
    ColumnType.MONTHS: Parser(_whole, "A whole number of months."),
    ColumnType.DATE: Parser(
        _date,
        "A date, or text: 2026-04-03, 2026-04 or 04/2026 (the first of the month), "
        "03.04.2026 (day first), 3 April 2026, 03/Apr/26 (of this century), April 2026, "
        "2026.04.03, 2026年4月3日. A time of day is left out. Text like 03/04/2026 is "
        "refused unless only one reading is possible or the settings state the date "
        "order. From 1990 to 2100.",
    ),
    ColumnType.BOOLEAN: Parser(_boolean, "yes, no, true, false, 1, 0, y, n, ja or nein."),
    ColumnType.CHOICE: Parser(
        _choice, "One of the allowed values; case, spaces and hyphens do not matter."
    ),
    ColumnType.CHOICES: Parser(_choices, "Allowed values, separated by semicolons."),
    ColumnType.CURRENCY: Parser(
        _currency, "A currency code of ISO 4217, or a symbol that stands for one currency only."
    ),
    ColumnType.INITIATIVE: Parser(
        _text, "ID or name of an initiative; case and spaces do not matter."
    ),
}
