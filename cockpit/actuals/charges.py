"""What each kind of charge counts for: one table, ``charges.csv``, shown as it stands."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

Basis = Literal["effective", "billed"]

NOT_STATED = "not stated"
#: Titles of the two bases, for the screen.
BASIS_TITLES: dict[Basis, str] = {"effective": "Amortised cost", "billed": "Invoiced cost"}
#: Column of the specification that holds the amount of each.
BASIS_COLUMNS: dict[Basis, str] = {"effective": "EffectiveCost", "billed": "BilledCost"}
#: The basis that is not chosen.
OTHER_BASIS: dict[Basis, Basis] = {"effective": "billed", "billed": "effective"}


@dataclass(frozen=True, slots=True)
class ChargeRule:
    """One rule: ``subject`` says what ``name`` is a value of; ``words`` are other spellings."""

    subject: str
    name: str
    words: tuple[str, ...]
    rule: str


@cache
def charge_rules() -> tuple[ChargeRule, ...]:
    """Every rule, in the order of the file."""
    path = Path(__file__).with_name("charges.csv")
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(
            ChargeRule(
                row["subject"],
                row["name"],
                tuple(word.strip() for word in row["words"].split(";") if word.strip()),
                row["rule"],
            )
            for row in csv.DictReader(file)
        )


def categories() -> tuple[str, ...]:
    """Names of the charge categories, “not stated” last."""
    return tuple(rule.name for rule in charge_rules() if rule.subject == "category")


@cache
def _category_words() -> Mapping[str, str]:
    return MappingProxyType(
        {
            word: rule.name
            for rule in charge_rules()
            if rule.subject == "category"
            for word in (rule.name.casefold(), *rule.words)
        }
    )


def category_of(word: str | None) -> str:
    """The charge category that a cell states.

    An unknown word stays as it is: it counts, and is listed under its own name.
    """
    if not word:
        return NOT_STATED
    plain = " ".join(word.split())
    return _category_words().get(plain.casefold(), plain)
