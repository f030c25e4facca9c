"""Habits of working with AI, in aggregate only: groups, never a person.

A group smaller than the threshold, or of unknown size, is not shown. Nor is a group
from which a hidden one could be worked out: beside a total that is shown, the hidden
groups under it must be more than one and together at least as large as the threshold;
if they are not, the next smallest group is hidden, too. The same holds where a total less
its teams would leave a few people only. How many groups are hidden is said; their values,
names and sizes are not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.inventory.catalogue import known_metric
from cockpit.inventory.rows import MetricRow
from cockpit.inventory.vocabulary import Better
from scenarios.portfolio import Source

#: The habits. More work delegated, or done unaided, is neither good nor bad in itself; more
#: output reviewed or challenged is good.
HABITS = (
    "work delegated to AI",
    "output reviewed before use",
    "output challenged",
    "work done unaided",
)
WHOLE = "whole organisation"

#: Initiative (``None``: the organisation) and team (``None``: all of it).
Key = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Group:
    """People of one team, one initiative or the organisation, and what they do.

    ``size`` is ``None`` where it is not known; ``values`` holds before and now by habit.
    """

    initiative: str | None
    team: str | None
    size: int | None
    values: dict[str, tuple[float | None, float | None]]
    rows: tuple[Source, ...]

    @property
    def key(self) -> Key:
        """Initiative and team."""
        return (self.initiative, self.team)


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
    found = _groups(case)
    hidden = hidden_groups(found, smallest)
    return Habits(
        shown=tuple(group for group in found if group.key not in hidden),
        hidden=len(hidden),
        smallest=smallest,
        hidden_rows=frozenset(row for each in found if each.key in hidden for row in each.rows),
        stated=bool(found),
    )


def hidden_rows(case: Case) -> frozenset[Source]:
    """Rows of the Metrics sheet that no screen may list."""
    return habits_of(case).hidden_rows


def hidden_groups(groups: Iterable[Group], smallest: int) -> frozenset[Key]:
    """Keys of the groups that must not be shown."""
    found = tuple(groups)
    hidden = {each.key for each in found if each.size is None or each.size < smallest}
    changed = True
    while changed:
        changed = False
        for total in found:
            if total.team is not None or total.key in hidden:
                continue
            parts = _parts(found, total)
            more = _next_to_hide(parts, hidden, smallest)
            if more is None:
                more = _small_remainder(total, parts, hidden, smallest)
            if more is not None:
                hidden.add(more.key)
                changed = True
    return frozenset(hidden)


def _parts(groups: tuple[Group, ...], total: Group) -> tuple[Group, ...]:
    """Groups whose people the total contains: its teams; for the organisation, all others."""
    if total.initiative is None:
        return tuple(each for each in groups if each is not total)
    return tuple(
        each for each in groups if each is not total and each.initiative == total.initiative
    )


def _next_to_hide(parts: tuple[Group, ...], hidden: set[Key], smallest: int) -> Group | None:
    """The smallest shown part, where the hidden ones could be worked out by difference.

    A group of unknown size counts as one person. Where all that are hidden are large,
    nothing small could be worked out.
    """
    below = [each for each in parts if each.key in hidden]
    people = sum(1 if each.size is None else each.size for each in below)
    small = any(each.size is None or each.size < smallest for each in below)
    if not small or (len(below) > 1 and people >= smallest):
        return None
    shown = [each for each in parts if each.key not in hidden]
    return min(shown, key=lambda each: (each.size or 0, str(each.key)), default=None)


def _small_remainder(
    total: Group, parts: tuple[Group, ...], hidden: set[Key], smallest: int
) -> Group | None:
    """The smallest shown team, where a total less its shown teams leaves too few people."""
    teams = [each for each in parts if each.team is not None and each.key not in hidden]
    left = (total.size or 0) - sum(each.size or 0 for each in teams)
    if not 0 < left < smallest:
        return None
    return min(teams, key=lambda each: (each.size or 0, str(each.key)), default=None)


def _groups(case: Case) -> tuple[Group, ...]:
    """Groups in the order of the sheet, the organisation first."""
    by_key: dict[Key, list[tuple[str, MetricRow]]] = {}
    for row in case.inventory.metrics:
        known = known_metric(row.metric)
        if known is not None and known.name in HABITS:
            by_key.setdefault((row.initiative, row.team), []).append((known.name, row))
    groups = [_group(case, key, rows) for key, rows in by_key.items()]
    return tuple(sorted(groups, key=lambda each: (each.initiative is not None, each.team or "")))


def _group(case: Case, key: Key, rows: list[tuple[str, MetricRow]]) -> Group:
    """Its size is the least stated; unknown where one of its rows states none."""
    sizes = [row.group_size for _, row in rows]
    if key == (None, None):
        headcount = case.inventory.settings.headcount
        sizes = [headcount if size is None else size for size in sizes]
    known = [size for size in sizes if size is not None]
    return Group(
        initiative=key[0],
        team=key[1],
        size=min(known) if len(known) == len(sizes) else None,
        values={name: (row.baseline, row.current) for name, row in rows},
        rows=tuple(row.at for _, row in rows),
    )


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
