"""How well a header reads as each column of ours.

The likeness of a header and a phrase is RapidFuzz's ``token_set_ratio`` over their telling
words, which is 1 where one holds all words of the other. It is then weighed by how much of
the longer one the shorter covers: in a header of question length a single word says little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.headers import match_header
from cockpit.inventory.mapping.lexicon import DECOYS, LEXICON, SECOND_BEST
from cockpit.inventory.mapping.qualifiers import turned, without_neutral
from cockpit.inventory.mapping.units import states_money
from cockpit.inventory.mapping.words import THING, asks_yes_or_no, content, head, normal
from cockpit.inventory.schema import ColumnType, Sheet

#: Likeness below which two sets of words are not compared any further.
LEAST_LIKENESS = 0.85
_CUSTOM = re.compile(r"^custom field \((.+)\)$|^[ux]_(\w{3,})$|^[\w']+\[([^\]]+)\]$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^\s*(?:(?:[A-Za-z]{1,8}\s?)?\d{1,2}[a-z]?(?:\.\d{1,2}){0,3}\s*(?:[.:)]|\s[-–—])"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}|[(]?[a-zA-Z]\))\s+(?=\S{2})"
)
#: Score of a phrase that stands for its field only where no better header does.
_SECOND_BEST = 0.62
#: Types of numbers that no currency counts.
_COUNTED = (ColumnType.NUMBER, ColumnType.COUNT, ColumnType.MONTHS, ColumnType.SHARE)
_ALTERNATIVES = re.compile(r"\s*/\s*|\s+or\s+")
#: How much of the score of its last part a header of two rows has.
_LAST_PART = 0.95
#: Score of a header that says what a phrase says beside words that change nothing.
_QUALIFIED = 0.87
#: What a word takes away that makes a header another column.
_TURNED = 0.4


@dataclass(frozen=True)
class _Phrase:
    """``target`` is a field, or a kind of column that no field holds (then ``decoy``)."""

    target: str
    text: str
    words: tuple[str, ...]
    own: bool
    decoy: bool


@dataclass(frozen=True)
class Score:
    """How well a header reads as a field, or as a decoy: 0 to 1, and the phrase behind it."""

    value: float
    phrase: str
    exact: bool = False


@lru_cache(maxsize=8)
def _phrases(name: str) -> tuple[_Phrase, ...]:
    sheet = SHEETS[name]
    found = []
    for column in sheet.columns:
        own = (column.header, column.field.replace("_", " "))
        other = (*column.synonyms, *LEXICON.get(name, {}).get(column.field, ()))
        found += [
            _Phrase(column.field, text, content(text), text in own, False)
            for text in dict.fromkeys((*own, *other))
        ]
    for kind, texts in DECOYS.items():
        found += [_Phrase(kind, text, content(text), False, True) for text in texts]
    return tuple(found)


@lru_cache(maxsize=1)
def _known_contents() -> frozenset[tuple[str, ...]]:
    texts = [column.header for sheet in SHEETS.values() for column in sheet.columns]
    phrases = [phrase.words for phrase in _phrases("initiatives")]
    return frozenset(tuple(sorted(each)) for each in (*map(content, texts), *phrases) if each)


def is_known(text: str) -> bool:
    """Whether a header says, word for word, what a phrase of the lexicon says."""
    return len(text) <= 200 and tuple(sorted(content(text))) in _known_contents()


@lru_cache(maxsize=8)
def _compared(name: str) -> tuple[tuple[str, ...], NDArray[np.intp], NDArray[np.bool_]]:
    """What phrases are compared by: their words, each once; the place of each; which are ASCII."""
    joined = [" ".join(phrase.words) for phrase in _phrases(name)]
    place = {text: number for number, text in enumerate(dict.fromkeys(joined))}
    return (
        tuple(place),
        np.array([place[text] for text in joined], dtype=np.intp),
        np.array([text.isascii() for text in place], dtype=np.bool_),
    )


def _likeness(headers: Sequence[str], name: str) -> NDArray[np.float32]:
    """Likeness (0 to 100) of headers, a row each, and the phrases of a sheet, in their order.

    A header in ASCII is not compared with phrases in other scripts: none of its words is there.
    """
    texts, places, is_ascii = _compared(name)
    found = np.zeros((len(headers), len(texts)), dtype=np.float32)
    plain = np.array([header.isascii() for header in headers], dtype=np.bool_)
    for rows, columns in ((plain, is_ascii), (~plain, np.ones_like(is_ascii))):
        if rows.any():
            found[np.ix_(rows, columns)] = process.cdist(
                [header for header, taken in zip(headers, rows, strict=True) if taken],
                [text for text, taken in zip(texts, columns, strict=True) if taken],
                scorer=fuzz.token_set_ratio,
                score_cutoff=100 * LEAST_LIKENESS,
            )
    return found[:, places]


def header_scores(
    headers: Sequence[str], sheet: Sheet
) -> tuple[list[dict[str, Score]], list[Score]]:
    """For each header its scores by field (those above zero), and its best decoy."""
    phrases = _phrases(sheet.name)
    plain = [_plain(header) for header in headers]
    telling = [content(header) for header in plain]
    likeness = _likeness([" ".join(each) for each in telling], sheet.name)
    fields: list[dict[str, Score]] = [{} for _ in headers]
    decoys = [Score(0.0, "") for _ in headers]
    for row, place in np.argwhere(likeness > 0):
        phrase = phrases[place]
        score = _score(plain[row], telling[row], phrase, float(likeness[row, place]) / 100)
        if phrase.decoy:
            if score.value > decoys[row].value:
                decoys[row] = Score(score.value, phrase.target, score.exact)
        elif score.value > fields[row].get(phrase.target, Score(0.0, "")).value:
            fields[row][phrase.target] = score
    _add_qualified(fields, telling, sheet)
    for row, header in enumerate(headers):
        match = match_header(header, sheet)
        if match is not None and normal(header) in SECOND_BEST:
            fields[row][match[0].field] = Score(_SECOND_BEST, header)
        elif match is not None:  # the contract reads it without a mapping, too
            fields[row][match[0].field] = Score(0.99 if match[1] == 0 else 0.97, header, True)
    _add_last_parts(fields, headers, sheet)
    _add_alternatives(fields, headers, sheet)
    for row, header in enumerate(headers):
        if states_money(header):  # "Licences (USD)" are no seats
            fields[row] = {
                field: score
                for field, score in fields[row].items()
                if sheet.by_field[field].type not in _COUNTED
            }
    return fields, decoys


@lru_cache(maxsize=8)
def _by_words(name: str) -> dict[tuple[str, frozenset[str]], str]:
    """Phrases of fields by field and words."""
    return {
        (phrase.target, frozenset(phrase.words)): phrase.text
        for phrase in reversed(_phrases(name))
        if not phrase.decoy
    }


def _add_qualified(
    fields: list[dict[str, Score]], telling: Sequence[tuple[str, ...]], sheet: Sheet
) -> None:
    """A header also counts without words that change nothing: "Responsible office"."""
    known = _by_words(sheet.name)
    for row, said in enumerate(telling):
        for field in sheet.by_field:
            left = without_neutral(said, field)
            text = known.get((field, left)) if left else None
            if text is None:
                continue
            value = _SECOND_BEST if normal(text) in SECOND_BEST else _QUALIFIED
            if fields[row].get(field, Score(0.0, "")).value < value:
                fields[row][field] = Score(value, text)


def _add_alternatives(fields: list[dict[str, Score]], headers: Sequence[str], sheet: Sheet) -> None:
    """A header of alternatives ("Organisation/department") where each reads as one field."""
    parts = {
        row: [part for part in _ALTERNATIVES.split(header) if part.strip()]
        for row, header in enumerate(headers)
        if _ALTERNATIVES.search(header)
    }
    parts = {row: each for row, each in parts.items() if len(each) == 2}
    if not parts:
        return
    scores, _ = header_scores([part for each in parts.values() for part in each], sheet)
    for turn, row in enumerate(parts):
        first, second = scores[2 * turn], scores[2 * turn + 1]
        for field in {*first} & {*second}:
            value = _LAST_PART * min(first[field].value, second[field].value)
            if value > fields[row].get(field, Score(0.0, "")).value:
                fields[row][field] = Score(value, first[field].phrase)


def _add_last_parts(fields: list[dict[str, Score]], headers: Sequence[str], sheet: Sheet) -> None:
    """A header of two rows ("Ownership / Model owner") also counts by its last part.

    Not where its first part says a field itself: "Vendor / In-house developer".
    """
    parts = {row: header.split(" / ") for row, header in enumerate(headers) if " / " in header}
    if not parts:
        return
    both = [text for each in parts.values() for text in (each[0], each[-1])]
    scores, _ = header_scores(both, sheet)
    for turn, row in enumerate(parts):
        first, last = scores[2 * turn], scores[2 * turn + 1]
        if any(score.exact for score in first.values()):
            continue
        for field, score in last.items():
            value = _LAST_PART * score.value
            if value > fields[row].get(field, Score(0.0, "")).value:
                fields[row][field] = Score(value, score.phrase)


def _plain(header: str) -> str:
    """The header without what stands in brackets at its end, where something is left.

    An issue tracker writes "Custom field (Vendor)" and a report "Portfolio[Vendor]": there the
    brackets hold the header. A service desk writes "u_vendor" for a field of the customer's
    own. A form numbers its questions: "Q3. Vendor", "2.1.4 - Vendor".
    """
    header = (_NUMBERED.sub("", header) or header).rstrip()
    own = _CUSTOM.match(header)
    if own is not None:
        return own[1] or own[2] or own[3]
    for opening, closing in ("()", "[]"):
        before, mark, _ = header.partition(opening)
        if mark and header.endswith(closing) and content(before):
            return before
    return header


def _score(header: str, telling: tuple[str, ...], phrase: _Phrase, likeness: float) -> Score:
    if not phrase.own and normal(phrase.text) in SECOND_BEST:
        alike = set(telling) == set(phrase.words)
        return Score(_SECOND_BEST if alike else 0.0, phrase.text)
    if normal(header) == normal(phrase.text):
        return Score(0.99 if phrase.own else 0.95, phrase.text, True)
    own, theirs = set(telling), set(phrase.words)
    if not own or not theirs or (own == {THING} and asks_yes_or_no(header)):
        return Score(0.0, phrase.text)
    if own == theirs:
        return Score(0.9, phrase.text, True)
    cover = min(len(own), len(theirs)) / max(len(own), len(theirs))
    subject = 0.08 if head(header) in theirs else 0.0
    if len(theirs) > len(own):  # the header says less than the phrase
        base = 0.2 + 0.45 * cover
    else:
        base = subject + (0.5 + 0.4 * cover if len(theirs) > 1 else 0.34 + 0.5 * cover)
        if not phrase.decoy and turned(telling, phrase.words, phrase.target):
            base = max(base - _TURNED, 0.0)
    return Score(min(likeness * likeness * base, 0.89), phrase.text)
