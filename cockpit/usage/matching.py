"""Which initiative a request belongs to: by a person's rule for a label, else by its name.

A label belongs to an initiative when a rule says so, or when it reads like the
initiative's ID or name. The strongest kind of label that names one decides; where labels
of that kind name two, the request belongs to none. Nothing is spread or guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cockpit.inventory.values import fold
from cockpit.usage.dialects import LABEL_KINDS
from cockpit.usage.sums import Label, UsageLog, UsageSum

#: What a rule says of a label that belongs to no initiative.
NOWHERE = ""


@dataclass(frozen=True, slots=True)
class MatchRule:
    """A label of this kind belongs to the initiative with this id, or to none."""

    kind: str
    label: str
    initiative: str


@dataclass(frozen=True)
class Matched:
    """Sums by initiative id; ``unmatched`` belong to none, ``torn`` of them to more than one."""

    by_initiative: Mapping[str, tuple[UsageSum, ...]]
    unmatched: tuple[UsageSum, ...] = ()
    torn: tuple[UsageSum, ...] = ()
    homes: Mapping[Label, str] = field(default_factory=dict)


def match(
    log: UsageLog, initiatives: Iterable[tuple[str, str]], rules: Sequence[MatchRule] = ()
) -> Matched:
    """Sort the sums by initiative; ``initiatives`` are pairs of id and name."""
    names: dict[str, set[str]] = {}
    for identity, name in initiatives:
        names.setdefault(fold(identity), set()).add(identity)
        names.setdefault(fold(name), set()).add(identity)
    known = {next(iter(ids)) for ids in names.values() if len(ids) == 1}
    stated = {(rule.kind, fold(rule.label)): rule.initiative for rule in rules}
    homes: dict[Label, str] = {}
    found: dict[str, list[UsageSum]] = {}
    unmatched: list[UsageSum] = []
    torn: list[UsageSum] = []
    for each in log.sums:
        for label in each.labels:
            if label not in homes:
                homes[label] = _home(label, names, stated, known)
        owners = _owners(each.labels, homes)
        if len(owners) == 1:
            found.setdefault(owners.pop(), []).append(each)
        else:
            unmatched.append(each)
            if owners:
                torn.append(each)
    sums = {identity: tuple(found[identity]) for identity in sorted(found)}
    return Matched(sums, tuple(unmatched), tuple(torn), homes)


def _home(
    label: Label,
    names: Mapping[str, set[str]],
    stated: Mapping[Label, str],
    known: set[str],
) -> str:
    """The initiative of one label; empty where it names none or more than one."""
    kind, text = label
    said = stated.get((kind, fold(text)))
    if said is not None and (said == NOWHERE or said in known):
        return said
    ids = names.get(fold(text), set())
    return next(iter(ids)) if len(ids) == 1 else NOWHERE


def _owners(labels: tuple[Label, ...], homes: Mapping[Label, str]) -> set[str]:
    for kind in LABEL_KINDS:
        found = {homes[label] for label in labels if label[0] == kind} - {NOWHERE}
        if found:
            return found
    return set()
