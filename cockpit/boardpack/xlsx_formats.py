"""Number formats by which a cell shows the digits of the screen and holds the whole value."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from cockpit.wording import MINUS

#: Where nobody said how a number reads.
PLAIN = "General"
DAY = "d mmm yyyy"

#: A number as any locale writes it: digits with separators between them.
_NUMBER = re.compile("\\d(?:[\\d.,'’\u00a0\u202f ]*\\d)?")
_SIGNS = f"+{MINUS}-"
_MOST_DECIMALS = 4
#: A format of Excel divides by a thousand for each comma behind its last digit.
_THOUSANDS = (0, 1, 2, 3)
#: Longest text that a number format may hold as it stands.
_LONGEST = 80


def number_format(value: float, text: str) -> str:
    """The format in which ``value`` reads ``text``.

    Currency, scale, percent sign and decimals are taken from the text. Where a rounding
    cannot be said by a format (to tens, for the sake of a standard error; percentage
    points; ``<1 %``), the text itself is the format: the cell still holds the value.
    """
    found = _NUMBER.search(text)
    if found is None:
        return _literal(text)
    before, after = text[: found.start()], text[found.end() :]
    sign = next((each for each in before if each in _SIGNS), "")
    lead = "".join(each for each in before if each not in _SIGNS)
    if "<" in lead or ">" in lead or _NUMBER.search(after) or (sign == MINUS and value > 0):
        return _literal(text)
    digits = re.sub(r"\D", "", found.group())
    shape = _shape(abs(value), digits, percent="%" in after)
    if shape is None:
        return _literal(text)
    body = shape + "%".join(_quoted(part) for part in after.split("%"))
    less = MINUS if value >= 0 else sign
    plus = "+" if sign == "+" else ""
    return ";".join(
        (_quoted(lead + plus) + body, _quoted(lead + less) + body, _quoted(lead) + body)
    )


def _shape(size: float, digits: str, *, percent: bool) -> str | None:
    """Digits, decimals and thousands of a format; ``None`` where none reads ``digits``."""
    for thousands in (0,) if percent else _THOUSANDS:
        scaled = Decimal(repr(size)) * 100 if percent else Decimal(repr(size)) / 1000**thousands
        for decimals in range(_MOST_DECIMALS + 1):
            # A spreadsheet program rounds halves away from zero.
            shown = f"{scaled.quantize(Decimal(10) ** -decimals, ROUND_HALF_UP):f}"
            if shown.replace(".", "") == digits:
                return "#,##0" + ("." + "0" * decimals if decimals else "") + "," * thousands
    return None


def _quoted(text: str) -> str:
    """Text in a format; a quotation mark, which would end it, becomes a closing one."""
    return '"' + text.replace('"', "\u201d") + '"' if text else ""


def _literal(text: str) -> str:
    shown = _quoted(text)
    return ";".join((shown, shown, shown)) if len(text) <= _LONGEST else PLAIN
