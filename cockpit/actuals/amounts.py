"""Money as cost exports write it, read exactly: as a whole number of 10^-18 of the unit.

Sums of such numbers are exact in any order; a float would lose cents over millions of
rows. Digits beyond the eighteenth decimal are rounded half to even.

1. A currency sign or code, spaces and a sign of plus or minus may stand around the
   digits; parentheses, or a minus behind, make a number negative.
2. Where point and comma both occur, the last is the decimal sign.
3. Which sign is the decimal one is found from the whole file (:func:`decimal_sign`): from
   amounts with one reading, such as ``1,5`` or ``1.234,56``. One sign before three digits,
   ``1.234``, is read by that; where nothing decides it, it is refused, never guessed.
4. ``1.2E-7`` is read as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

#: The decimal sign of a file; "" where nothing decides it.
DecimalSign = Literal[".", ",", ""]
DECIMALS = 18
#: One whole unit of currency.
UNIT = 10**DECIMALS
#: No single charge can be this large; such a number is a slip or an attack.
MOST = 10**12
#: What stands for a blank in exports; case does not matter.
BLANK_WORDS = frozenset({"", "null", "none", "n/a", "-"})

_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)
_SIGN = re.compile(r"[A-Za-z]{3}(?=[\s\d.,(+-])|(?<=[\d\s.)-])[A-Za-z]{3}|[€$£¥₹₩₺]")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_LONGEST = 60
#: One sign before three digits, or several: thousands, or (one) three decimals.
_GROUPS = {sign: re.compile(rf"[+-]?[1-9]\d{{0,2}}(\{sign}\d{{3}})+") for sign in ".,"}


class AmountError(ValueError):
    """An amount that cannot be read; the text says why."""


@lru_cache(maxsize=65_536)
def read_amount(text: str, decimal: DecimalSign = ".") -> int | None:
    """The amount in 10^-18 of its unit; ``None`` where the cell states nothing.

    Raises
    ------
    AmountError
        If it is no number, no finite one, or larger than any charge.
    """
    plain = text.strip()
    if plain.casefold() in BLANK_WORDS:
        return None
    if len(plain) > _LONGEST:
        raise AmountError("is too long for an amount")
    if decimal != "." or not _PLAIN.fullmatch(plain):
        plain = _bare(plain, decimal)
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise AmountError("is no amount") from error
    if not abs(number) < MOST:
        raise AmountError("is larger than any single charge can be")
    return int(number.scaleb(DECIMALS, _EXACT).to_integral_value(ROUND_HALF_EVEN))


def decimal_sign(texts: Iterable[str]) -> DecimalSign:
    """The decimal sign that amounts with one reading show; "" if none does, or both."""
    shown = {_shown(text) for text in texts if text and len(text) <= _LONGEST} - {""}
    return shown.pop() if len(shown) == 1 else ""


def _shown(text: str) -> DecimalSign:
    body = _digits(text)[0].lstrip("+-")
    points, commas = body.count("."), body.count(",")
    if not re.fullmatch(r"[\d.,]*\d[\d.,]*", body) or not points + commas:
        return ""
    if points and commas:
        return "." if body.rfind(".") > body.rfind(",") else ","
    if points > 1 or (commas == 1 and not _GROUPS[","].fullmatch(body)):
        return ","
    return "." if commas > 1 or not _GROUPS["."].fullmatch(body) else ""


def _digits(text: str) -> tuple[str, bool]:
    """Digits with their signs, without currency and blanks; and whether it is negative."""
    body = _SIGN.sub("", text.replace("−", "-"), count=1)
    body = "".join(body.split()).replace("\u2019", "").replace("'", "")
    if body.startswith("(") and body.endswith(")"):
        return body[1:-1], True
    return (body[:-1], True) if body.endswith("-") else (body, False)


def _bare(text: str, decimal: DecimalSign) -> str:
    """Digits with a decimal point and a sign, nothing else."""
    body, negative = _digits(text)
    points, commas = body.count("."), body.count(",")
    if points and commas:
        sign = "." if body.rfind(".") > body.rfind(",") else ","
    elif points + commas == 1:
        sign = _of_one("." if points else ",", body, decimal)
    else:
        sign = "," if points else "."
    other = "," if sign == "." else "."
    whole, _, _ = body.partition(sign)
    if body.count(sign) > 1 or (other in body and not _grouped(whole, other)):
        raise AmountError("is no amount")
    body = body.replace(other, "").replace(sign, ".")
    if not _PLAIN.fullmatch(body):
        raise AmountError("is no amount")
    return f"-{body}" if negative else body


def _of_one(sign: Literal[".", ","], body: str, decimal: DecimalSign) -> str:
    """The decimal sign of a number that holds one point or one comma.

    Raises
    ------
    AmountError
        If nothing decides whether the sign separates thousands.
    """
    name = "point" if sign == "." else "comma"
    groups = _GROUPS[sign].fullmatch(body) is not None
    if groups and not decimal:
        raise AmountError(f"has a {name} that may be a decimal sign or not")
    if groups and sign != decimal:
        return decimal
    if not groups and sign == "," and decimal == ".":
        raise AmountError("has a comma that may be a decimal sign or not")
    return sign


def _grouped(whole: str, sign: str) -> bool:
    """Whether digits are grouped by thousands."""
    return re.fullmatch(rf"[+-]?\d{{1,3}}({re.escape(sign)}\d{{3}})+", whole) is not None


def decimal_of(amount: int) -> Decimal:
    """An exact amount as a decimal number of its unit."""
    return Decimal(amount).scaleb(-DECIMALS, _EXACT)


def to_cents(amount: int) -> Decimal:
    """An exact amount rounded to the cent, half to even; for showing, never for summing."""
    return decimal_of(amount).quantize(Decimal("0.01"), ROUND_HALF_EVEN, _EXACT)


def amount_of(number: Decimal) -> int:
    """A decimal number of a unit as an exact amount; it has at most eighteen decimals."""
    return int(number.scaleb(DECIMALS, _EXACT))


def scaled(amount: int, factor: Decimal) -> int:
    """An exact amount times a rate, rounded at the eighteenth decimal."""
    product = _EXACT.multiply(Decimal(amount), factor)
    return int(product.to_integral_value(ROUND_HALF_EVEN, _EXACT))


def as_float(amount: int) -> float:
    """An exact amount as a float of its unit, rounded at the twelfth decimal: for tables."""
    return float(decimal_of(amount).quantize(Decimal("1e-12"), ROUND_HALF_EVEN, _EXACT))
