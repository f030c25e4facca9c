"""Habits of working with AI, in aggregate only: groups, never a person.

Which groups may be shown is decided in :mod:`cockpit.assessment.small_groups`. How many
are hidden is said; their values, names and sizes are not.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.small_groups import Group, groups_of, hidden_groups
from cockpit.inventory.catalogue import HABITS, known_metric
from cockpit.inventory.vocabulary import Better
from scenarios.portfolio import Source

WHOLE = "whole organisation"


@dataclass(frozen=True, slots=True)
class Habits:
    """Groups that may be shown, and how many may not. ``stated`` is false without any row."""

    shown: tuple[Group, ...]
    hidden: int
    smallest: int
    hidden_rows: frozenset[Source]
    stated: bool


def habits_of(case: Case) -> Habits:
    """The habits that may be shown at the threshold in force."""
    smallest = round(case.thresholds["smallest_group"])
    found = groups_of(case.inventory)
    hidden = hidden_groups(found, smallest)
    return Habits(
        shown=tuple(group for group in found if group.key not in hidden),
        hidden=len(hidden),
        smallest=smallest,
        hidden_rows=hidden_rows(case),
        stated=bool(found),
    )


def hidden_rows(case: Case) -> frozenset[Source]:
    """Rows of the workbook that no page and no file may list."""
    return case.hidden_rows


def habits_table(case: Case, habits: Habits) -> pd.DataFrame:
    """Shown groups by habit: share of work before and now, and people asked."""
    rows = []
    for group in habits.shown:
        row: dict[str, object] = {"Group": group_name(case, group), "People": group.size}
        for name in HABITS:
            before, now = group.values.get(name, (None, None))
            title = f"{name[:1].upper()}{name[1:]}"
            row[f"{title}, share before"], row[f"{title}, share now"] = before, now
        rows.append(row)
    return pd.DataFrame(rows)


def group_name(case: Case, group: Group) -> str:
    """Team and initiative, or the whole organisation."""
    if group.initiative is None:
        return group.team or WHOLE
    name = case.name(group.initiative)
    return f"{group.team} ({name})" if group.team else name


def habits_sentence(habits: Habits) -> str:
    """What changed in the whole organisation; why nothing is said where it cannot be."""
    if not habits.stated:
        return "Nothing is known of how people work with AI: no habit is stated on Metrics."
    whole = next((each for each in habits.shown if each.key == (None, None)), None)
    if whole is None:
        return "Habits are stated, but not for a group large enough to stand for the organisation."
    said = []
    for name in HABITS:
        before, now = whole.values.get(name, (None, None))
        if now is None:
            continue
        change = "" if before is None else f" ({wording.points(now - before)})"
        said.append(f"{name} {wording.percent(now)}{change}")
    text = wording.listed(said)
    return f"{text[:1].upper()}{text[1:]}." if said else "No habit has a value now."


def worse_habits(habits: Habits) -> tuple[str, ...]:
    """Habits with a good direction that moved the other way in the whole organisation."""
    whole = next((each for each in habits.shown if each.key == (None, None)), None)
    found = []
    for name, (before, now) in (whole.values if whole else {}).items():
        known = known_metric(name)
        if known and known.better is Better.HIGHER and before is not None and now is not None:
            found += [name] if now < before else []
    return tuple(found)


def hidden_sentence(habits: Habits) -> str:
    """How many groups are not shown, and by what rule."""
    rule = f"Groups under {habits.smallest} people, or of unknown size, are never shown"
    if not habits.hidden:
        return f"{rule}; here none had to be left out."
    verb = "is" if habits.hidden == 1 else "are"
    return (
        f"{rule}, nor one from which they could be worked out: "
        f"{wording.count(habits.hidden, 'group')} {verb} left out."
    )
