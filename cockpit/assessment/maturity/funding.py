"""Whether work is funded: the item that an initiative names, found in the register or not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from cockpit.assessment.case import Case
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.values import fold

#: Words shorter than this say nothing about the purpose of an initiative.
_SHORTEST_WORD = 4
#: Words that two names must share to be looked at together.
_SHARED_WORDS = 2


class Funding(StrEnum):
    """What can be said about the money behind an initiative."""

    FUNDED = "funded"
    UNRESOLVED = "item not in the register"
    NO_REGISTER = "no register to look it up"
    UNFUNDED = "no funded item"


def resolves(item: str, register: Iterable[str]) -> bool:
    """Whether an item is in the register: the same text, or the code an entry begins with.

    Case, spaces and dashes do not matter. The code is the first word of the entry.
    """
    wanted = fold(item)
    return any(
        wanted in (fold(entry), fold(entry.split()[0])) for entry in register if entry.split()
    )


def funding_of(case: Case, row: InitiativeRow) -> Funding:
    """State of the funded item of an initiative."""
    register = case.inventory.settings.funded_items
    if not row.funded_item:
        return Funding.UNFUNDED
    if not register:
        return Funding.NO_REGISTER
    return Funding.FUNDED if resolves(row.funded_item, register) else Funding.UNRESOLVED


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two initiatives worth looking at together, and what they have in common."""

    first: InitiativeRow
    second: InitiativeRow
    reasons: tuple[str, ...]


def likely_duplicates(case: Case) -> tuple[Overlap, ...]:
    """Pairs that may do the same work, the one with most in common first.

    Of one tier, and with one funded item, or with two longer words of their names in
    common, or both without a funded item in one business unit. A reason to look, not
    a finding.
    """
    found = []
    for first, second in combinations(case.initiatives, 2):
        reasons = _in_common(first, second) if first.tier and first.tier is second.tier else ()
        if reasons:
            found.append(Overlap(first, second, reasons))
    return tuple(sorted(found, key=lambda pair: -len(pair.reasons)))


def _in_common(first: InitiativeRow, second: InitiativeRow) -> tuple[str, ...]:
    reasons = []
    words = _words(first.name) & _words(second.name)
    if len(words) >= _SHARED_WORDS:
        reasons.append("names share " + ", ".join(sorted(words)))
    items = [fold(row.funded_item or "") for row in (first, second)]
    if items[0] and items[0] == items[1]:
        reasons.append(f"one funded item, {first.funded_item}")
    units = [fold(row.business_unit or "") for row in (first, second)]
    if not any(items) and units[0] and units[0] == units[1]:
        reasons.append(f"no funded item, both in {first.business_unit}")
    return tuple(reasons)


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(name)) if len(word) >= _SHORTEST_WORD}
