"""Currency and scale that a text beside a table states: "all amounts in EUR thousand".

Such texts stand above it, in the name of its tab ("Costs kEUR") or in the notes below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.currencies import SIGN, WORDS, meanings
from cockpit.inventory.mapping.model import ColumnMapping, TableMapping
from cockpit.inventory.mapping.units import Unit
from cockpit.inventory.schema import ColumnType

_SCALES: dict[float, str] = {
    1e3: r"k|K|T|Tsd\.?|[Tt]housands?|THOUSANDS?|[Tt]ausend|[Mm]illiers|[Mm]iles|[Mm]igliaia|"
    r"[Dd]uizend|[Mm]ilhares|['’]?000s?|1[.,' ]?000",
    1e6: r"m|mn|M|MM|Mio\.?|mio\.?|mln\.?|[Mm]illions?|MILLIONS?|[Mm]illionen|[Mm]illones|"
    r"[Mm]ilioni|[Mm]iljoen(?:en)?|[Mm]ilhões|1[.,' ]000[.,' ]000",
    1e9: r"bn|Mrd\.?|[Bb]illions?|[Mm]illiarden|[Mm]illiards|[Mm]iliardi|[Mm]iljard",
}
_SCALE = "|".join(f"(?:{words})" for words in reversed(_SCALES.values()))
_SIGN = rf"{SIGN}|[A-Z]{{3}}|[Ee]uros?|US [Dd]ollars?|[Pp]ounds?(?: [Ss]terling)?"
_OF = r"(?:\s*(?:of|de|d['’]|di|van)\s*|\s*[-–]?\s*)"
_START, _END = r"(?<![\w.,'’€£$])", r"(?![\w€£$])"
#: A scale and a currency side by side, a scale after "in", a currency after a telling word.
_SCALED = re.compile(rf"{_START}(?P<scale>{_SCALE}){_OF}(?P<sign>{_SIGN}){_END}")
_SIGNED = re.compile(
    rf"{_START}(?P<sign>{_SIGN})\s*(?:[-–(]\s*)?(?:in\s+)?(?P<scale>{_SCALE}){_END}"
)
_BARE = re.compile(rf"{_START}(?:[Ii][Nn]|[Ee][Nn]|[Ee]m|[Xx×])\s*(?P<scale>{_SCALE}){_END}")
_ALONE = re.compile(
    r"(?i:\b(?:in|en|em|currency|amounts?|figures|values|währung|beträge|angaben|devise|"
    rf"montants|moneda|importes|valuta|bedragen|importi)\b\s*[:=]?\s*)(?P<sign>{_SIGN}){_END}"
)
#: Short words for thousands and millions beside the sign of reais; in English "mil" is another.
_SHORT_REAIS = re.compile(r"R\$\s*(mil|mi)\b")
_LONG = {"mil": "milhares", "mi": "milhões"}
#: Where a text stands, as it begins a sentence, and the text.
Line = tuple[str, str]
_MOST_SIGNS = 120
_AMOUNT = re.compile(r"\d[\d.,' ]*$")
_NAMES = {"euro": "EUR", "us dollar": "USD", "pound": "GBP", "pound sterling": "GBP"}


def stated_in(text: str) -> Unit:
    """Currency and scale that one line states; no unit where it states none or several.

    An amount of its own ("12 million euros were saved", "$2m budget") says nothing of the
    amounts below.
    """
    text = _SHORT_REAIS.sub(lambda match: f"R$ {_LONG[match[1]]}", text)
    scales: set[float] = set()
    signs: set[str] = set()
    for pattern in (_SCALED, _SIGNED, _BARE, _ALONE):
        for match in pattern.finditer(text):
            if _AMOUNT.search(text[: match.start()].rstrip()):
                continue
            groups = match.groupdict()
            sign = _code(groups["sign"]) if groups.get("sign") else None
            if groups.get("sign") and sign is None and pattern is not _ALONE:
                continue
            if groups.get("scale"):
                scales.add(_factor(groups["scale"]))
            signs |= sign or set()
    factor = next(iter(scales)) if len(scales) == 1 else 1.0
    currency = next(iter(signs)) if len(signs) == 1 else None
    return Unit(currency, factor) if len(scales) < 2 else Unit(currency)


@dataclass(frozen=True)
class Stated:
    """What the texts beside a table state, and the texts that state it, in words."""

    unit: Unit
    texts: tuple[str, ...]


def stated_beside(lines: Sequence[Line]) -> Stated:
    """Currency and scale from the first text that states either; the other from a later one.

    A text that contradicts an earlier one changes nothing.
    """
    factor, currency, texts = 1.0, None, []
    for place, text in lines:
        unit = stated_in(text.replace("_", " "))
        new_factor = unit.factor if factor == 1 else 1.0
        new_currency = unit.currency if currency is None else None
        if new_factor == 1 and new_currency is None:
            continue
        factor, currency = factor * new_factor, currency or new_currency
        texts.append(f"{place} says “{text[:_MOST_SIGNS]}”")
    return Stated(Unit(currency, factor), tuple(texts))


def with_stated(table: TableMapping, lines: Sequence[Line]) -> TableMapping:
    """The columns of money with what the texts beside state, where their header states none."""
    if table.sheet not in SHEETS:
        return table
    own = table.column_of("currency") is not None
    columns = tuple(stated_column(each, table.sheet, lines, own) for each in table.columns)
    return table.model_copy(update={"columns": columns})


def stated_column(
    column: ColumnMapping, sheet: str, lines: Sequence[Line], own_currency: bool = False
) -> ColumnMapping:
    """One column with what the texts beside the table state, if it is one of amounts.

    ``own_currency``: a column of the table states the currency of each row.
    """
    ours = SHEETS[sheet].by_field.get(column.field or "")
    if ours is None or ours.type is not ColumnType.MONEY:
        return column
    stated = stated_beside(lines)
    factor = stated.unit.factor if column.factor == 1 else column.factor
    currency = column.currency or (None if own_currency else stated.unit.currency)
    if (factor, currency) == (column.factor, column.currency):
        return column
    why = f"{'; '.join(stated.texts)}; please check. {column.why}".strip()
    return column.model_copy(update={"factor": factor, "currency": currency, "why": why})


def _factor(text: str) -> float:
    return next(size for size, words in _SCALES.items() if re.fullmatch(words, text))


def _code(sign: str) -> set[str] | None:
    """The ISO codes that a sign or a code may stand for; ``None`` where it is no currency."""
    if sign in WORDS:
        return None
    name = sign.casefold().removesuffix("s")
    if name in _NAMES:
        return {_NAMES[name]}
    found = meanings(sign)
    if not found:
        return None
    return set(found) if len(found) == 1 else set()
