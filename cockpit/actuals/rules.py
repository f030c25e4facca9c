"""Rules that say to which layer and which initiative a charge belongs; the first match wins.

A rule compares one field of a charge with one text, without case. There are no
patterns beyond that: whoever reads a rule knows what it does. The shipped table of
layers is ``layer_rules.csv``; both tables are edited on the page and travel as CSV or
JSON.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from cockpit.actuals.cost_export import Cell
from cockpit.actuals.tags import tag_name
from cockpit.inventory.values import fold
from cockpit.inventory.vocabulary import SHARED
from scenarios.portfolio import CostLayer

Kind = Literal["layer", "initiative"]
KINDS: tuple[Kind, ...] = ("layer", "initiative")
TESTS = ("is", "contains", "begins with")
TAG = "tag "
MOST_RULES = 500
COLUMNS = ("kind", "field", "test", "value", "target", "why")

#: Field of a charge by the name that rules use.
FIELDS: dict[str, Callable[[Cell], str | None]] = {
    "service category": lambda cell: cell.service_category,
    "service subcategory": lambda cell: cell.service_subcategory,
    "service": lambda cell: cell.service,
    "SKU": lambda cell: cell.sku,
    "provider": lambda cell: cell.provider,
    "charge category": lambda cell: cell.category,
    "sub-account": lambda cell: cell.sub_account,
    "sub-account name": lambda cell: cell.sub_account_name,
    "resource": lambda cell: cell.resource,
    "cost centre": lambda cell: cell.cost_centre,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """If ``field`` ``test`` ``value``, the charge belongs to ``target``.

    ``target`` is a layer (C1…C7) or the id of an initiative or SHARED, by ``kind``;
    ``field`` is one of :data:`FIELDS` or ``tag KEY``.
    """

    kind: Kind
    field: str
    test: str
    value: str
    target: str
    why: str = ""

    def matches(self, cell: Cell, tags: Mapping[str, str]) -> bool:
        """Whether the rule takes a charge; ``tags`` are those of the cell (:func:`tags_of`)."""
        if self.field.startswith(TAG):
            text = tags.get(tag_name(self.field[len(TAG) :]))
        else:
            text = FIELDS[self.field](cell)
        if text is None:
            return False
        found, wanted = text.casefold(), self.value.casefold()
        if self.test == "is":
            return found == wanted
        return wanted in found if self.test == "contains" else found.startswith(wanted)

    def problem(self, initiatives: Mapping[str, str]) -> str:
        """What is wrong with the rule, in words; empty when it can be used.

        ``initiatives`` holds name by id.
        """
        if self.field not in FIELDS and not (
            self.field.startswith(TAG) and len(self.field) > len(TAG)
        ):
            return f"{self.field!r} is no field; known are {', '.join(FIELDS)} and tag KEY."
        if self.test not in TESTS:
            return f"{self.test!r} is no test; known are {', '.join(TESTS)}."
        if not self.value.strip():
            return "The text to compare with is missing."
        if self.kind == "layer":
            return "" if self.target in CostLayer.__members__ else "The layer must be C1 to C7."
        known = self.target in initiatives or self.target == SHARED
        return "" if known else f"{self.target!r} is no initiative of the inventory, nor SHARED."


def tags_of(cell: Cell) -> dict[str, str]:
    """Tags of a cell by folded key; a key spelt in two ways with two values names neither."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for key, value in (json.loads(cell.tags) if cell.tags else {}).items():
        name = tag_name(key)
        if fold(found.setdefault(name, value)) != fold(value):
            twice.add(name)
    return {name: value for name, value in found.items() if name not in twice}


@cache
def default_layer_rules() -> tuple[Rule, ...]:
    """The shipped rules, in the order of the file."""
    path = Path(__file__).with_name("layer_rules.csv")
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(Rule("layer", **row) for row in csv.DictReader(file))


def first_match(rules: Iterable[Rule], cell: Cell, tags: Mapping[str, str]) -> Rule | None:
    """The first rule that takes a charge."""
    return next((rule for rule in rules if rule.matches(cell, tags)), None)


def names_of(initiatives: Mapping[str, str]) -> dict[str, str]:
    """Folded id or name → id; a name that two initiatives share finds neither."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for id_, name in initiatives.items():
        key = fold(name)
        if found.setdefault(key, id_) != id_:
            twice.add(key)
    found = {key: id_ for key, id_ in found.items() if key not in twice}
    return found | {fold(id_): id_ for id_ in initiatives} | {fold(SHARED): SHARED}


def to_json(rules: Sequence[Rule]) -> bytes:
    """Rules as a JSON list."""
    return (json.dumps([asdict(rule) for rule in rules], indent=1, ensure_ascii=False)).encode()


def read_rules(data: bytes) -> tuple[Rule, ...]:
    """Rules from CSV or JSON, as they are downloaded.

    Raises
    ------
    ValueError
        Naming the rule that cannot be read, in words for a person.
    """
    try:
        text = data.decode("utf-8-sig")
        rows = json.loads(text) if text.lstrip().startswith("[") else _csv_rows(text)
    except (ValueError, RecursionError, csv.Error) as error:
        raise ValueError("The file holds no rules: load a CSV or JSON file of rules.") from error
    if not rows:
        raise ValueError("The file holds no rules: load a CSV or JSON file of rules.")
    if not isinstance(rows, list) or len(rows) > MOST_RULES:
        raise ValueError(f"At most {MOST_RULES} rules can be loaded.")
    rules = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or row.get("kind") not in KINDS:
            raise ValueError(f"Rule {number}: the kind must be layer or initiative.")
        parts = {name: str(row.get(name) or "").removeprefix("'") for name in COLUMNS}
        rules.append(Rule(**parts))  # type: ignore[arg-type]
    return tuple(rules)


def _csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))
