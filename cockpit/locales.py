"""How numbers are written where: decimal sign and group separator by locale.

The texts of the cockpit are English everywhere; figures follow the reader. The signs are
those of the Unicode Common Locale Data Repository (CLDR), for the locales offered and, by
language, for the browsers met. The locale in force belongs to one thread of work
(:func:`speaking`), so that two sessions never write in each other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

DEFAULT = "en-GB"
_NARROW, _APOSTROPHE = "\u202f", "\u2019"


@dataclass(frozen=True, slots=True)
class Signs:
    """Decimal sign and group separator."""

    decimal: str
    group: str

    def written(self, english: str) -> str:
        """A number in English writing (``1,234.5``) in these signs."""
        swapped = {",": self.group, ".": self.decimal}
        return "".join(swapped.get(sign, sign) for sign in english)


_POINT, _COMMA = Signs(".", ","), Signs(",", ".")
_SPACED, _THIN = Signs(",", "\u00a0"), Signs(",", _NARROW)

#: Locales offered, each with its signs.
LOCALES: dict[str, Signs] = {
    "en-GB": _POINT,
    "en-US": _POINT,
    "de-DE": _COMMA,
    "de-CH": Signs(".", _APOSTROPHE),
    "fr-FR": _THIN,
    "nl-NL": _COMMA,
    "it-IT": _COMMA,
    "es-ES": _COMMA,
    "sv-SE": _SPACED,
    "pl-PL": _SPACED,
    "ja-JP": _POINT,
}
#: By language, for browsers whose locale is not offered as it is.
_LANGUAGES = {
    "en": "en-GB", "de": "de-DE", "fr": "fr-FR", "nl": "nl-NL", "it": "it-IT", "es": "es-ES",
    "pt": "it-IT", "da": "de-DE", "id": "de-DE", "tr": "de-DE", "el": "de-DE", "ro": "de-DE",
    "sv": "sv-SE", "nb": "sv-SE", "no": "sv-SE", "fi": "sv-SE", "pl": "pl-PL", "cs": "pl-PL",
    "sk": "pl-PL", "hu": "pl-PL", "uk": "pl-PL", "bg": "pl-PL", "ja": "ja-JP", "zh": "ja-JP",
    "ko": "ja-JP", "th": "ja-JP", "he": "ja-JP",
}  # fmt: skip
_NAMES = {
    "en-GB": "English (United Kingdom)",
    "en-US": "English (United States)",
    "de-DE": "German (Germany)",
    "de-CH": "German (Switzerland)",
    "fr-FR": "French (France)",
    "nl-NL": "Dutch (Netherlands)",
    "it-IT": "Italian (Italy)",
    "es-ES": "Spanish (Spain)",
    "sv-SE": "Swedish (Sweden)",
    "pl-PL": "Polish (Poland)",
    "ja-JP": "Japanese (Japan)",
}

_IN_FORCE: ContextVar[str] = ContextVar("locale", default=DEFAULT)


def speak(locale: str) -> None:
    """Write figures of this thread as ``locale`` does, one of :data:`LOCALES`."""
    _IN_FORCE.set(locale if locale in LOCALES else DEFAULT)


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """The same for a block of work."""
    token = _IN_FORCE.set(locale if locale in LOCALES else DEFAULT)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def current() -> str:
    """The locale in force."""
    return _IN_FORCE.get()


def signs() -> Signs:
    """Its signs."""
    return LOCALES[_IN_FORCE.get()]


def nearest(tag: str | None) -> str:
    """The locale offered that a browser's tag means; English where none does."""
    return offered(tag or "") or DEFAULT


def offered(tag: str) -> str | None:
    """The locale offered that a tag means (``de`` is ``de-DE``); ``None`` where none does."""
    if tag in LOCALES:
        return tag
    if tag in ("de-LI", "fr-CH", "it-CH"):
        return "de-CH"
    # Latin America writes as the United States do, Spain and Argentina do not.
    if tag in ("es-MX", "es-US", "es-419"):
        return "en-US"
    return _LANGUAGES.get(tag.partition("-")[0].lower())


#: A number in English writing within a text: not a date, a version or a part of a word.
_ENGLISH = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,]\d)")


def rewritten(english: str) -> str:
    """A text of the engine, which knows no locale, with its numbers in the signs in force."""
    found = signs()
    return _ENGLISH.sub(lambda number: found.written(number[0]), english)


def title(locale: str) -> str:
    """``German (Germany): 1.234,5``."""
    return f"{_NAMES[locale]}: {LOCALES[locale].written('1,234.5')}"
