"""Languages of headers and words beside those of :mod:`..lexicon` and :mod:`..lexicon_more`.

To teach one, write a :class:`~.shape.Language` in the module of its neighbours and list it here.
"""

from __future__ import annotations

from collections.abc import Iterable

from cockpit.inventory.mapping.languages import (
    central,
    east_asian,
    eastern,
    nordic,
    southern,
)
from cockpit.inventory.mapping.languages.shape import Language
from cockpit.inventory.vocabulary import RiskClass, Stage

LANGUAGES: dict[str, Language] = {
    "da no": nordic.DANISH_NORWEGIAN,
    "sv": nordic.SWEDISH,
    "fi": nordic.FINNISH,
    "cs sk": central.CZECH,
    "hu": central.HUNGARIAN,
    "ro": central.ROMANIAN,
    "ru": eastern.RUSSIAN,
    "uk": eastern.UKRAINIAN,
    "el": eastern.GREEK,
    "tr": eastern.TURKISH,
    "ar": southern.ARABIC,
    "hi": southern.HINDI,
    "zh": east_asian.CHINESE,
    "ja": east_asian.JAPANESE,
    "ko": east_asian.KOREAN,
}
_ALL = tuple(LANGUAGES.values())
_RUN_ON = tuple(LANGUAGES[code] for code in ("zh", "ja", "ko"))


def headers(field: str) -> str:
    """Phrases of a field's headers in all of these languages."""
    return _phrases(each.headers.get(field, "") for each in _ALL)


def others(kind: str) -> str:
    """Phrases of columns of a kind that no field holds."""
    return _phrases(each.others.get(kind, "") for each in _ALL)


def beside(field: str) -> str:
    """Words that change nothing in a header of a field."""
    return _words(each.beside.get(field, "") for each in _ALL)


def _phrases(listings: Iterable[str]) -> str:
    return "; ".join(filter(None, listings))


def _words(listings: Iterable[str]) -> str:
    return " ".join(filter(None, listings))


STAGES: dict[Stage, str] = {stage: _phrases(each.stages.get(stage, "") for each in _ALL)
                            for stage in Stage}  # fmt: skip
RISKS: dict[RiskClass, str] = {risk: _phrases(each.risks.get(risk, "") for each in _ALL)
                               for risk in RiskClass}  # fmt: skip
YES = _phrases(each.yes for each in _ALL)
NO = _phrases(each.no for each in _ALL)
LOOSE = _phrases(each.loose for each in _ALL)
EU_WORDS = _words(each.eu_words for each in _ALL)
SCALE_WORDS = _words(each.scale_words for each in _ALL)
DENIALS = _words(each.denials for each in _ALL)
SMALL_WORDS = _words(each.small_words for each in _ALL)
THING_WORDS = _words(each.thing_words for each in _ALL)
TOTALS = _words(each.totals for each in _ALL)
#: Words at which headers of languages that do not set words apart are cut.
RUN_ON_WORDS = _words(
    listing.replace(";", " ")
    for each in _RUN_ON
    for listing in (
        *each.headers.values(), *each.others.values(), *each.beside.values(),
        each.eu_words, each.scale_words, each.small_words, each.thing_words,
    )
)  # fmt: skip
