"""What the values of a column show: a profile of up to 400 of its cells."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.currencies import CODES
from cockpit.inventory.dates_text import read_date
from cockpit.inventory.drafts import blank
from cockpit.inventory.mapping import languages
from cockpit.inventory.mapping.choices import GUESSED, meaning
from cockpit.inventory.mapping.lexicon import LEXICON
from cockpit.inventory.mapping.words import content, is_run_on, word_set, words
from cockpit.inventory.numbers_text import UnreadableCellError, read_number
from cockpit.inventory.raw import Cell
from cockpit.inventory.values import show
from cockpit.inventory.vocabulary import DateOrder, NumberLocale

#: Cells of a column that are looked at, evenly spaced.
MOST_CELLS = 400

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_PERSON = re.compile(
    r"^(?:(?:Dr|Prof|Mr|Ms|Mrs|Herr|Frau|Ing|Dott|Sra?|M|Mme)\.?\s+)*"
    r"(?:[A-ZÀ-Þ][\w'’-]*\.?,?\s+){1,3}(?:(?:van|von|de|der|den|di|del|la)\s+)*[A-ZÀ-Þ][\w'’-]+$"
)
#: Words of units: "Human Resources" and "Unidad de Datos" have the form of a name of a person.
_UNIT_WORDS = frozenset(
    word for text in LEXICON["initiatives"]["business_unit"] for word in content(text)
) | word_set(
    "human resources services operations finance legal marketing sales customer support data "
    "digital risk supply chain security group recursos humanos datos servicios ressources "
    "humaines données services humane personal vertrieb"
)
_SENTENCE = re.compile(r"^\S+(?:\s+\S+){3,}[.!?]$")
_CODE = re.compile(r"^(?=.*\d)[\w./#-]{1,24}$|^[A-Z]{2,8} ?[-–]? ?\d{1,6}$")
_DAY = re.compile(r"^\d{1,4}([./-])\d{1,2}\1\d{1,4}$")
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\.0)?$")
_TRUTH = word_set(
    "yes no true false y n ja nein oui non si nee waar onwaar vrai faux tak nie sim nao "
    + f"{languages.YES} {languages.NO}".replace(";", " ")
)
_VENDORS = word_set(
    """
    microsoft google amazon aws openai anthropic ibm oracle sap salesforce servicenow palantir
    accenture deloitte adobe nvidia meta mistral cohere databricks snowflake github nuance esri
    azure capgemini atos infosys cgi leidos booz thales siemens celonis uipath deepl aleph cisco
    inc llc ltd gmbh ag bv nv srl spa sas plc corp corporation limited vof oy ab as
    """
)
_MADE = word_set(
    "government vendor internal external inhouse contractor contracted both commercial cots "
    "purchased agency third off industry academia joint hybrid"
)
_MODELS = re.compile(
    r"\b(?:gpt|claude|gemini|llama|mistral|mixtral|bert|o1|o3|phi|qwen|deepseek|titan|nova|"
    r"whisper|command r|xgboost|yolo|resnet)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Profile:
    """Shares (0 to 1) among the filled cells that were looked at.

    ``filled`` is the share of filled cells itself, ``distinct`` different values over
    filled cells, ``length`` the mean number of signs. ``firm`` leaves out of ``stage`` words
    that others use as well: "Done", "Open".
    """

    cells: int
    filled: float
    distinct: float
    length: float
    number: float
    date: float
    truth: float
    mail: float
    person: float
    code: float
    currency: float
    stage: float
    firm: float
    vendor: float
    model: float
    year: float
    made: float
    digits: float
    sentence: float
    examples: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether no cell holds anything."""
        return self.cells == 0


def sample(rows: Sequence[Sequence[Cell]], place: int) -> tuple[list[Cell], float]:
    """Filled cells of a column among rows evenly spaced, and their share of those rows."""
    step = max(1, -(-len(rows) // MOST_CELLS))
    picked = rows[::step]
    cells = [row[place] for row in picked if place < len(row) and not blank(row[place])]
    if step > 1 and len(cells) < 20:  # a column that is seldom filled: all of it
        cells = [row[place] for row in rows if place < len(row) and not blank(row[place])]
        return cells[:MOST_CELLS], len(cells) / max(len(rows), 1)
    return cells, len(cells) / max(len(picked), 1)


def profile(rows: Sequence[Sequence[Cell]], place: int) -> Profile:
    """The profile of one column."""
    cells, filled = sample(rows, place)
    texts = [" ".join(show(cell).split()) for cell in cells]
    count = len(texts)
    times = Counter(texts)

    def share(rule: object) -> float:
        test = rule if callable(rule) else (lambda text: False)
        return sum(n for text, n in times.items() if test(text)) / count if count else 0.0

    typed_dates = sum(isinstance(cell, (dt.date, dt.datetime)) for cell in cells)
    typed_numbers = sum(isinstance(cell, float) for cell in cells)
    typed_truth = sum(isinstance(cell, bool) for cell in cells)
    return Profile(
        cells=count,
        filled=filled,
        distinct=len(times) / count if count else 0.0,
        length=sum(map(len, texts)) / count if count else 0.0,
        number=max(share(is_number), typed_numbers / max(count, 1)),
        date=max(share(is_date), typed_dates / max(count, 1)),
        truth=max(share(_is_truth), typed_truth / max(count, 1)),
        mail=share(lambda text: _MAIL.search(text) is not None),
        person=share(_is_person),
        code=share(lambda text: _CODE.match(text) is not None and not _DAY.match(text)),
        currency=share(lambda text: text.upper() in CODES),
        stage=share(_is_stage),
        firm=share(_is_firmly_a_stage),
        vendor=share(lambda text: len(text) < 80 and not _VENDORS.isdisjoint(words(text))),
        model=share(lambda text: len(text) < 80 and _MODELS.search(text) is not None),
        year=share(lambda text: _YEAR.match(text) is not None),
        made=share(_is_made),
        digits=share(lambda text: any(map(str.isdigit, text))),
        sentence=share(lambda text: _SENTENCE.match(text) is not None),
        examples=tuple(times)[:3],
    )


@lru_cache(maxsize=16_384)
def is_number(text: str) -> bool:
    """Whether a text can be read as a number in any locale."""
    if not any(map(str.isdigit, text)) or len(text) > 40:
        return False
    for locale in (None, NumberLocale.POINT, NumberLocale.COMMA):
        try:
            read_number(text, locale)
        except UnreadableCellError:
            continue
        return True
    return False


@lru_cache(maxsize=16_384)
def is_date(text: str) -> bool:
    """Whether a text can be read as a date in any order."""
    if len(text) > 30 or not any(map(str.isdigit, text)):
        return False
    for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST):
        try:
            read_date(text, order)
        except UnreadableCellError:
            continue
        return True
    return False


def _is_person(text: str) -> bool:
    """Whether a text has the form of a person's name and none of the words of others."""
    if _PERSON.match(text) is None:
        return False
    said = {*content(text), *words(text)}
    return _UNIT_WORDS.isdisjoint(said) and _MADE.isdisjoint(said)


def _is_truth(text: str) -> bool:
    found = words(text)
    alone = len(found) == 1 or not is_run_on(text)
    return bool(found) and alone and found[0] in _TRUTH


def _is_made(text: str) -> bool:
    """Whether a text says who makes such things, and names nobody: "Vendor", "In-house"."""
    found = words(text)
    return len(found) <= 4 and (found == ("in", "house") or (bool(found) and found[0] in _MADE))


@lru_cache(maxsize=4096)
def _is_stage(text: str) -> bool:
    return len(text) < 200 and meaning(SHEETS["initiatives"].by_field["stage"], text) is not None


@lru_cache(maxsize=4096)
def _is_firmly_a_stage(text: str) -> bool:
    found = meaning(SHEETS["initiatives"].by_field["stage"], text) if len(text) < 200 else None
    return found is not None and found.confidence > GUESSED
