"""Currency and scale that a text states: "in EUR thousand", "k€", "(USD '000)", "INR crore"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cockpit.inventory.currencies import SIGN, WORDS, meanings
from cockpit.inventory.mapping.model import Period

#: Scales as abbreviations, and as words that state one without a currency as well.
_SHORT: dict[float, str] = {
    1e3: r"k|K|T|Tsd\.?|TSD\.?|[Tt]is\.?|['’]?000|1[.,' ]?000",
    1e6: r"m|mn|M|MM|Mio\.?|mio\.?|MIO\.?|mln\.?|MLN\.?|1[.,' ]000[.,' ]000",
    1e7: r"[Cc]r\.?|CR\.?",
    1e9: r"bn|Mrd\.?|MRD\.?|[Bb]illions?|[Mm]illiarden|[Mm]illiards|[Mm]iliardi|[Mm]iljard",
}
_SPELT: dict[float, str] = {
    1e3: r"thousands?|tausend|milliers|miles|migliaia|duizend|milhares|['’]?000s|tkr",
    1e5: r"lakhs?|lacs?",
    1e6: r"millions?|millionen|millones|milioni|miljoen(?:en)?|milhões|mkr",
    1e7: r"crores?",
}
_SCALES = {
    size: "|".join(
        filter(None, (_SHORT.get(size), f"(?i:{_SPELT[size]})" if size in _SPELT else ""))
    )
    for size in sorted({*_SHORT, *_SPELT})
}
_SCALE = "|".join(f"(?:{words})" for words in reversed(_SCALES.values()))
#: Abbreviations that may stand right before a sign: ``k€``.
ABBREVIATED = "|".join(_SHORT.values())
_WORD = re.compile(rf"\b(?:{'|'.join(_SPELT.values())})\b", re.IGNORECASE)
_SIGN = rf"{SIGN}|[A-Z]{{3}}|[Ee]uros?|US [Dd]ollars?|[Pp]ounds?(?: [Ss]terling)?"
_OF = r"(?:\s*(?:of|de|d['’]|di|van)\s*|\s*[-–]?\s*)"
_START, _END = r"(?<![\w.,'’€£$])", r"(?![\w€£$])"
#: A scale and a currency side by side, a scale after "in", a currency after a telling word.
_SCALED = re.compile(rf"{_START}(?P<scale>{_SCALE}){_OF}(?P<sign>{_SIGN}){_END}")
_SIGNED = re.compile(
    rf"{_START}(?P<sign>{_SIGN})\s*[)\]]?\s*(?:[-–(\[]\s*)?(?:in\s+)?(?P<scale>{_SCALE}){_END}"
)
_BARE = re.compile(rf"{_START}(?:[Ii][Nn]|[Ee][Nn]|[Ee]m|[Xx×])\s*(?P<scale>{_SCALE}){_END}")
_ALONE = re.compile(
    r"(?i:\b(?:in|en|em|currency|amounts?|figures|values|währung|beträge|angaben|devise|"
    rf"montants|moneda|importes|valuta|bedragen|importi)\b\s*[:=]?\s*)(?P<sign>{_SIGN}){_END}"
)
#: Short words for thousands and millions beside the sign of reais; in English "mil" is another.
_SHORT_REAIS = re.compile(r"R\$\s*(mil|mi)\b")
_LONG = {"mil": "milhares", "mi": "milhões"}
#: An amount before the unit; a year ("FY2026 USD k") is none.
_AMOUNT = re.compile(r"(?!(?<!\d)(?:19|20)\d\d$)(?<![\d.,' ])\d[\d.,' ]*$")
#: Codes that are no words even in small letters, as exports write them: annual_cost_usd_k.
_SMALL_CODES = re.compile(
    r"(?<![a-z])(aed|aud|brl|cad|chf|cny|czk|dkk|eur|gbp|hkd|huf|idr|ils|inr|jpy|krw|mxn|myr|nok|"
    r"nzd|pln|sar|sek|sgd|thb|usd|zar)(?=(?:k|m|mn|bn)?(?![a-z]))"
)
_NAMES = {"euro": "EUR", "us dollar": "USD", "pound": "GBP", "pound sterling": "GBP"}


@dataclass(frozen=True)
class Unit:
    """What a header states of its numbers; ``why`` is empty where it states nothing."""

    currency: str | None = None
    factor: float = 1.0
    period: Period | None = None
    why: str = ""


def as_written(header: str) -> str:
    """A header as a person would write it: spaces for underscores, codes in capitals."""
    return _SMALL_CODES.sub(lambda match: match[1].upper(), header.replace("_", " "))


def stated_in(text: str, *, header: bool = False) -> Unit:
    """Currency and scale that one line states; no unit where it states none or several.

    An amount of its own ("12 million euros were saved", "$2m budget") says nothing of the
    amounts below; a ``header`` has none, and a number in it ("Q1 k€") is another thing.
    """
    text = _SHORT_REAIS.sub(lambda match: f"R$ {_LONG[match[1]]}", text)
    scales: set[float] = set()
    signs: set[str] = set()
    for pattern in (_SCALED, _SIGNED, _BARE, _ALONE):
        for match in pattern.finditer(text):
            if not header and _AMOUNT.search(text[: match.start()].rstrip()):
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


def spelt_in(text: str) -> float:
    """The scale that the first word for one states, with or without a currency; 1 for none."""
    found = _WORD.search(text)
    return _factor(found[0]) if found else 1.0


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
