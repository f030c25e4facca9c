"""Numbers written as text, read by stated rules or refused.

1. A minus sign in front or behind, or parentheses around, makes a number negative.
2. A currency symbol or ISO code may stand in front or behind; so may a scale:
   k, Tsd. (thousand), m, mn, Mio. (million), bn, Mrd. (thousand million).
3. Spaces and apostrophes between groups of three digits separate thousands.
4. Where point and comma both occur, the last is the decimal sign.
5. A sign that occurs more than once separates thousands.
6. A single sign followed by other than three digits, or preceded by 0 or by more
   than three digits, is the decimal sign.
7. A single sign followed by exactly three digits is ambiguous: 1,234 may be one
   and a bit or a thousand and more. It is read only where the settings state the
   number locale.
8. Where the number locale is stated, a number that contradicts it is refused.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from cockpit.inventory.currencies import SYMBOLS, meanings
from cockpit.inventory.vocabulary import NumberLocale


class UnreadableCellError(Exception):
    """A cell that cannot be read: what is wrong, and the remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


class TextNumber(NamedTuple):
    """A number read from text; ``currencies`` are those its sign may stand for."""

    value: float
    percent: bool = False
    currencies: frozenset[str] | None = None


#: Factor of each scale word; case does not matter.
SCALES: dict[str, int] = {
    "k": 10**3,
    "tsd": 10**3,
    "tsd.": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mio": 10**6,
    "mio.": 10**6,
    "million": 10**6,
    "millionen": 10**6,
    "bn": 10**9,
    "mrd": 10**9,
    "mrd.": 10**9,
}

_ENTER_NUMBER = "Enter it as a number, not as text."
_STATE_LOCALE = (
    "Enter it as a number, or state the number locale (1,234.56 or 1.234,56) on the Settings sheet."
)
#: Symbols with a point of their own, which is none of the number's.
_DOTTED = tuple(sign for sign in SYMBOLS if sign.endswith("."))
_BODY = re.compile(r"^([^\d.,]*)([\d][\d.,' ’]*|[.,]\d+)(.*)$", re.DOTALL)


def read_number(text: str, locale: NumberLocale | None = None) -> TextNumber:
    """The number that a text states.

    Raises
    ------
    UnreadableCellError
        If it states none, or more than one reading is possible.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    for dash in "−–‒":
        plain = plain.replace(dash, "-")
    plain, negative = _sign(plain)
    dotted = next((sign for sign in _DOTTED if plain.startswith(sign)), "")
    match = _BODY.match(plain[len(dotted) :])
    if not match:
        raise UnreadableCellError("This is not a number.", _ENTER_NUMBER)
    before, digits, after = f"{dotted}{match[1]}".strip(), match[2].strip(), match[3].strip()
    if before.endswith("-") and not negative:
        before, negative = before[:-1].strip(), True
    if before.startswith("-") and not negative:
        before, negative = before[1:].strip(), True
    scale, percent, currencies = _surroundings(before, after)
    try:
        value = Decimal(_plain_digits(digits, locale)) * scale
    except InvalidOperation as error:
        raise UnreadableCellError("This is not a number.", _ENTER_NUMBER) from error
    number = float(value / 100 if percent else value)
    if number in (float("inf"), float("-inf")):
        raise UnreadableCellError("The number is too large.", _ENTER_NUMBER)
    return TextNumber(-number if negative else number, percent, currencies)


def _sign(text: str) -> tuple[str, bool]:
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text.startswith("-"):
        return text[1:].strip(), True
    if text.endswith("-"):
        return text[:-1].strip(), True
    return (text[1:].strip() if text.startswith("+") else text), False


def _surroundings(before: str, after: str) -> tuple[int, bool, frozenset[str] | None]:
    """Scale, percent sign and currencies from what stands around the digits."""
    scale, percent, currencies = 1, False, None
    words = ([before] if before else []) + _split_words(after)
    for word in words:
        found = meanings(word)
        if found is not None:
            if currencies is not None and not currencies & found:
                raise UnreadableCellError("The number states two currencies.", "State one.")
            currencies = found if currencies is None else currencies & found
        elif word == "%" and not percent:
            percent = True
        elif word.casefold() in SCALES and scale == 1 and word is not before:
            scale = SCALES[word.casefold()]
        else:
            raise UnreadableCellError(
                f"{word!r} beside the number is not understood.", _ENTER_NUMBER
            )
    if percent and (scale != 1 or currencies):
        raise UnreadableCellError("A percentage cannot have a scale or a currency.", _ENTER_NUMBER)
    return scale, percent, currencies


def _split_words(text: str) -> list[str]:
    words: list[str] = []
    for word in text.split():
        symbol = next(
            (
                s
                for s in SYMBOLS
                if word.endswith(s) and word != s and word[: -len(s)].casefold() in SCALES
            ),
            None,
        )
        if symbol:
            words += [word[: -len(symbol)], symbol]
        elif word.startswith("%") and len(word) > 1:
            words += ["%", word[1:]]
        else:
            words.append(word)
    return words


def _plain_digits(digits: str, locale: NumberLocale | None) -> str:
    """Digits with a decimal point and nothing else."""
    body = digits.replace("’", "'")
    for separator in (" ", "'"):
        if separator in body:
            whole, mark, rest = _cut_decimal(body)
            if not re.fullmatch(rf"\d{{1,3}}({separator}\d{{3}})+", whole):
                raise UnreadableCellError("The digits are not grouped by thousands.", _ENTER_NUMBER)
            _agree(mark, None, locale)
            return whole.replace(separator, "") + ("." + rest if mark else "")
    if body.endswith((".", ",")):  # "12,-" and "12." are conventions, not numbers
        raise UnreadableCellError("This is not a number.", _ENTER_NUMBER)
    decimal, grouping = _roles(body, locale)
    _agree(decimal, grouping, locale)
    whole, _, rest = body.partition(decimal) if decimal else (body, "", "")
    if grouping:
        if not re.fullmatch(rf"\d{{1,3}}({re.escape(grouping)}\d{{3}})+", whole):
            raise UnreadableCellError("The digits are not grouped by thousands.", _ENTER_NUMBER)
        whole = whole.replace(grouping, "")
    if not re.fullmatch(r"\d*", whole) or not re.fullmatch(r"\d*", rest):
        raise UnreadableCellError("This is not a number.", _ENTER_NUMBER)
    return (whole or "0") + ("." + rest if rest else "")


def _cut_decimal(body: str) -> tuple[str, str, str]:
    match = re.fullmatch(r"([^.,]*)(?:([.,])(\d+))?", body)
    if not match:
        raise UnreadableCellError("The digits mix several separators.", _ENTER_NUMBER)
    return match[1], match[2] or "", match[3] or ""


def _roles(body: str, locale: NumberLocale | None) -> tuple[str, str]:
    """Which sign is the decimal sign and which separates thousands."""
    points, commas = body.count("."), body.count(",")
    if points and commas:
        decimal = "." if body.rfind(".") > body.rfind(",") else ","
        if body.count(decimal) > 1:
            raise UnreadableCellError("The digits mix several separators.", _ENTER_NUMBER)
        return decimal, "," if decimal == "." else "."
    if not points and not commas:
        return "", ""
    sign = "." if points else ","
    if points + commas > 1:
        return "", sign
    whole, _, rest = body.partition(sign)
    if len(rest) != 3 or len(whole) > 3 or whole in ("", "0"):
        return sign, ""
    if locale is None:
        raise UnreadableCellError(
            f"{body} is ambiguous: {sign} may be a decimal sign or separate thousands.",
            _STATE_LOCALE,
        )
    stated = "." if locale is NumberLocale.POINT else ","
    return (sign, "") if sign == stated else ("", sign)


def _agree(decimal: str, grouping: str | None, locale: NumberLocale | None) -> None:
    if locale is None:
        return
    stated = "." if locale is NumberLocale.POINT else ","
    if (decimal and decimal != stated) or (grouping and grouping == stated):
        raise UnreadableCellError(
            f"The number contradicts the number locale {locale.value} of the settings.",
            "Enter it as a number, or correct the number locale on the Settings sheet.",
        )
