"""Headers as words: evened out, cut at case changes, without small words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from cockpit.inventory.mapping import languages, lexicon_more

_CAMEL = re.compile(r"(?<=[a-zäöüéèß])(?=[A-ZÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-z])")
#: Vowel signs of the scripts of India are no letters to ``re``.
_NOT_WORD = re.compile(r"[^\w%€$£\u0900-\u0dff]+|_")
#: Letters that no accent makes, so that none can be taken away.
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})
#: A sign of the scripts whose words are not, or not always, set apart by spaces.
_SIGN = r"[々\u3041-\u3096\u30a1-\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"
_RUN_ON = re.compile(f"{_SIGN}+")
_SPACES_IN_RUN = re.compile(rf"(?<={_SIGN}) +(?={_SIGN})")
#: Short forms of "number": "No.", "N°", "Nr.", "# of"; "no" alone is a denial.
_NUMBER = re.compile(r"\b(?:no|nr)\.|\bn[°º]|№|^#$|#(?= of)|^no (?=de\b|d')", re.IGNORECASE)
#: Systems that decide are systems: such a header is about no decision.
_DECIDING = re.compile(
    r"\b(?:automated|algorithmic)?[ _-]?decision[ _-]?(?:making|support)?[ _-]?(?=systems?|tools?)",
    re.IGNORECASE,
)
#: Stands for a header that says nothing but what is listed; no header holds this word.
THING = "thing-listed"


def without_accents(text: str) -> str:
    """A text without its accents and other marks above and below, which are no vowel signs."""
    parted = unicodedata.normalize("NFKD", text)
    if not parted.isascii():
        kept = (sign for sign in parted if not _is_accent(sign))
        parted = unicodedata.normalize("NFC", "".join(kept)).translate(_PLAIN)
    return parted


def _is_accent(sign: str) -> bool:
    # Classes below 10 are vowel signs, dots within and marks that make another letter.
    return unicodedata.combining(sign) >= 10 or "\ufe00" <= sign <= "\ufe0f"


def word_set(text: str) -> frozenset[str]:
    """Words of a listing, separated by spaces, without case and accents."""
    return frozenset(without_accents(text.casefold()).split())


#: Words that carry no meaning of their own in a header, in the languages of the lexicon.
SMALL_WORDS = word_set(
    """
    the a an of for to in on at by with from and or is are was were be been it its this that
    these which what who whom whose where when how do does did has have had if any your our
    their please provide describe list select specify indicate as there under applicable below
    given name's being will would used using yes no per
    der die das des dem den ein eine einer eines und oder im in am zu zur zum von vom fur mit bei
    nach ist wird wurde als auf welche welcher welches wer wie
    le la les l de du d des un une et ou au aux en dans pour par sur est quel quelle
    el los las del al y o e para por con es se su cual que
    het een van voor met op aan bij te is wordt deze dit wie welke
    il lo gli i della dello dei degli delle di da con su per una uno nel nella che
    please note optional required mandatory
    """
    + f"{lexicon_more.SMALL_WORDS} {languages.SMALL_WORDS}"
)

#: Words for the thing that the inventory lists: "AI use case name" says no more than "name".
ENTITY_WORDS = word_set(
    """
    ai ki ia use case cases usecase usecases initiative initiatives project projects projekt
    projekts projet proyecto progetto project's system systems systeme sistema systeem
    algorithm algorithms algorithmus algoritme algoritmo algorithme tool tools application
    applications app anwendung anwendungsfall cas usage caso uso d'uso solution solutions
    artificial intelligence automated entry record item vorhaben register inventory
    kunstliche intelligenz machine learning capability technology's
    losung losungen werkzeug outil outils herramienta herramientas solucion soluciones aplicacion
    aplicaciones applicatie applicaties oplossing oplossingen strumento strumenti soluzione
    soluzioni applicazione applicazioni bot chatbot algorithmic algorithmique algoritmico
    algoritmica algoritmos algoritmi algorithmes algoritmes sistemas sistemi systemes iniciativa
    iniciativas iniziativa iniziative initiatief initiatieven proyectos progetti projecten projets
    """
    + f"{lexicon_more.ENTITY_WORDS} {languages.THING_WORDS}"
)
_CUT_WORDS = word_set(languages.RUN_ON_WORDS)
_LONGEST = max(map(len, _CUT_WORDS))

#: Words among them that name no thing where they stand alone: "In use".
_USE = word_set("use uso usage automated")
#: Endings of Dutch, German and Nordic compounds that are words of the lexicon on their own.
_ENDINGS = (
    "bezeichnung", "verantwortlicher", "verantwortliche", "ansprechpartner", "leitung", "leiter",
    "name", "titel", "kosten", "nutzen", "datum", "beginn", "status", "phase", "stand", "budget",
    "nummer", "klasse", "stufe", "kategorie", "hersteller", "anbieter", "lieferant", "eigenaar",
    "naam", "afdeling", "leverancier", "abteilung", "bereich", "einheit", "modell", "beschreibung",
    "einsparung", "besparing", "fase", "wahrung", "niveau", "navn", "namn", "eier", "ejer",
    "agare", "ansvarlig", "ansvarig", "niva", "klass", "enhet", "enhed", "omistaja",
    "leverandor", "leverantor",
)  # fmt: skip


@lru_cache(maxsize=16_384)
def words(text: str) -> tuple[str, ...]:
    """The words of a header: compatibility forms, no accents, no case, no punctuation."""
    plain = _NUMBER.sub(" number ", text.strip())
    if plain.isascii():  # no compatibility forms, no accents, no invisible signs
        return tuple(part for part in _NOT_WORD.split(_CAMEL.sub(" ", plain).lower()) if part)
    plain = unicodedata.normalize("NFKC", plain)
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    plain = _CAMEL.sub(" ", plain.replace("’", "'"))
    plain = without_accents(plain.casefold())
    if _RUN_ON.search(plain) is None:
        return tuple(part for part in _NOT_WORD.split(plain) if part)
    parts = (part for part in _NOT_WORD.split(_SPACES_IN_RUN.sub("", plain)) if part)
    return tuple(word for part in parts for word in _cut(part))


def is_run_on(text: str) -> bool:
    """Whether a text holds signs of a script that does not, or not always, set words apart."""
    return not text.isascii() and _RUN_ON.search(text) is not None


def _cut(part: str) -> Iterator[str]:
    """The words of a part without spaces: the longest known ones, and what stands between."""
    place = 0
    for run in _RUN_ON.finditer(part):
        if run.start() > place:
            yield part[place : run.start()]
        yield from _cut_run(run[0])
        place = run.end()
    if place < len(part):
        yield part[place:]


def _cut_run(run: str) -> Iterator[str]:
    """As :func:`_cut`; a word of one sign counts at the end, where it is one, or if it is small."""
    start = place = 0
    while place < len(run):
        for size in range(min(_LONGEST, len(run) - place), 0, -1):
            word = run[place : place + size]
            if word in _CUT_WORDS and (size > 1 or place + 1 == len(run) or word in SMALL_WORDS):
                if place > start:
                    yield run[start:place]
                yield word
                start = place = place + size
                break
        else:
            place += 1
    if start < len(run):
        yield run[start:]


def normal(text: str) -> str:
    """A header for comparison: its words, in their order."""
    return " ".join(words(text))


@lru_cache(maxsize=16_384)
def content(text: str) -> tuple[str, ...]:
    """The words that tell one column from another, each once, plurals and compounds undone.

    Where nothing but words for the listed thing is left, they are the content: "Use case"
    is the name of one.
    """
    plain = words(_DECIDING.sub(" ", text))
    found = [word for word in plain if word not in SMALL_WORDS and not word.isdigit()]
    telling = [word for word in found if word not in ENTITY_WORDS]
    if not telling:
        telling = [THING] if set(found) - _USE else found
    return tuple(dict.fromkeys(part for word in telling for part in _stems(word)))


#: First words of a header that asks for yes or no.
_ASKING = word_set(
    "is are was were does do did has have had can could will should ist sind wird werden hat "
    "est sont y esta estan son tiene hay heeft zijn kan esta tem possui ha sono"
)


def asks_yes_or_no(header: str) -> bool:
    """Whether a header is a question to be answered by yes or no: "Is the system in use?"."""
    plain = header.strip()
    return plain.endswith("?") and (words(plain) or ("",))[0] in _ASKING | {"in"}


def head(text: str) -> str:
    """The word that a header is about: its last telling one before a preposition or bracket."""
    start = re.split(
        r"[(\[:?/,–]| of | for | in | that | der | des | von | de | del | van | di ", text
    )
    for part in start:
        telling = content(part)
        if telling:
            return telling[-1]
    return ""


def _stems(word: str) -> tuple[str, ...]:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            before = word[: -len(ending)].rstrip("s")
            return (ending,) if before in ENTITY_WORDS else (before, ending)
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return (word[:-1],)
    return (word,)
