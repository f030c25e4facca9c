"""Money as cost exports write it, read exactly: as a whole number of 10^-18 of the unit.

Sums of such numbers are exact in any order; a float would lose cents over millions of
rows. Digits beyond the eighteenth decimal are rounded half to even.

1. A currency sign or code, spaces and a sign of plus or minus may stand around the
   digits; parentheses, or a minus behind, make a number negative.
2. Where point and comma both occur, the last is the decimal sign.
3. A single comma is the decimal sign only in a file whose columns are separated by
   semicolons; else it separates thousands and must stand before three digits.
4. ``1.2E-7`` is read as it stands.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import lru_cache

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


class AmountError(ValueError):
    """An amount that cannot be read; the text says why."""


def is_blank(text: str) -> bool:
    """Whether a cell states nothing."""
    return text.strip().casefold() in BLANK_WORDS


@lru_cache(maxsize=65_536)
def read_amount(text: str, *, comma_decimal: bool = False) -> int | None:
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
    if not _PLAIN.fullmatch(plain):
        plain = _bare(plain, comma_decimal)
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise AmountError("is no amount") from error
    if not abs(number) < MOST:
        raise AmountError("is larger than any single charge can be")
    return int(number.scaleb(DECIMALS, _EXACT).to_integral_value(ROUND_HALF_EVEN))


def _bare(text: str, comma_decimal: bool) -> str:
    """Digits with a decimal point and a sign, nothing else."""
    body = _SIGN.sub("", text.replace("−", "-"), count=1)
    body = "".join(body.split()).replace("\u2019", "").replace("'", "")
    negative = body.startswith("(") and body.endswith(")")
    if negative:
        body = body[1:-1]
    if body.endswith("-") and not negative:
        negative, body = True, body[:-1]
    points, commas = body.count("."), body.count(",")
    if commas and (body.rfind(",") > body.rfind(".") if points else comma_decimal):
        if commas > 1 or (points and not _grouped(body.partition(",")[0], ".")):
            raise AmountError("is no amount")
        body = body.replace(".", "").replace(",", ".")
    elif commas:
        if not _grouped(body.partition(".")[0], ","):
            raise AmountError("has a comma that may be a decimal sign or not")
        body = body.replace(",", "")
    if not _PLAIN.fullmatch(body):
        raise AmountError("is no amount")
    return f"-{body}" if negative else body


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
