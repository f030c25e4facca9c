"""Rows on habits that a reading lists because something is wrong with them, without their values.

How large a group is, and whether it may be shown, cannot be judged of a row that was
kept out. So place, column and problem are listed; what stands in its cells is not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from cockpit.inventory.catalogue import is_habit
from cockpit.inventory.reading import Issue, Reading, RejectedRow
from scenarios.portfolio import Source

#: Stands for a value that is not shown.
NOT_SHOWN = "not shown"

_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")

#: Sheet (its tab) and row as the person sees it.
_Place = tuple[str, int]


def masked(reading: Reading) -> Reading:
    """The reading without the values of cells in listed rows on habits.

    Rows without a problem are untouched: which of them may be shown is decided where
    their group is known.
    """
    found = _places(reading)
    if not found:
        return reading
    return replace(
        reading,
        issues=tuple(_issue(issue, found) for issue in reading.issues),
        rejected=tuple(_rejected(row, found) for row in reading.rejected),
    )


def habit_rows(reading: Reading) -> frozenset[_Place]:
    """Sheet and row of every row on habits that the reading knows of."""
    return frozenset(_places(reading))


def for_others(reading: Reading, hidden: Collection[Source]) -> tuple[Reading, int]:
    """The reading without the rows that must not be shown, and how many these are.

    ``hidden`` are those of groups that are too small; of rows on habits that were kept out no
    group is known, so they are left out as well.
    """
    inventory = reading.inventory
    if inventory is None:
        return reading, 0
    listed = _places(reading)
    rejected = tuple(row for row in reading.rejected if (row.sheet, row.row) not in listed)
    metrics = tuple(row for row in inventory.metrics if row.at not in hidden)
    benefits = tuple(row for row in inventory.benefits if row.at not in hidden)
    count = (
        len(reading.rejected) - len(rejected)
        + len(inventory.metrics) - len(metrics)
        + len(inventory.benefits) - len(benefits)
    )  # fmt: skip
    shown = replace(inventory, metrics=metrics, benefits=benefits)
    return replace(reading, inventory=shown, rejected=rejected), count


def shown_cells(cells: Mapping[int, str], *, always: bool = False) -> dict[int, str]:
    """The cells of one row by column, masked where it is on habits (or ``always``)."""
    if always or any(is_habit(text) for text in cells.values()):
        return {place: _cell(text) for place, text in cells.items()}
    return dict(cells)


def _places(reading: Reading) -> Mapping[_Place, frozenset[str]]:
    """Rows on habits, each with the numbers in its cells as far as they are listed."""
    found: dict[_Place, frozenset[str]] = {}
    inventory = reading.inventory
    for row in inventory.metrics if inventory else ():
        if is_habit(row.metric):
            found[(row.at.sheet, row.at.row)] = frozenset()
    for benefit in inventory.benefits if inventory else ():
        if is_habit(benefit.metric or "") or is_habit(benefit.benefit):
            found[(benefit.at.sheet, benefit.at.row)] = frozenset()
    for rejected in reading.rejected:
        if any(is_habit(value) for value in rejected.values.values()):
            numbers = (_NUMBER.findall(value) for value in rejected.values.values())
            found[(rejected.sheet, rejected.row)] = frozenset(n for each in numbers for n in each)
    return found


def _issue(issue: Issue, found: Mapping[_Place, frozenset[str]]) -> Issue:
    numbers = found.get((issue.sheet, issue.row))
    if numbers is None:
        return issue
    numbers |= frozenset(_NUMBER.findall(issue.value))
    return replace(
        issue,
        value=_cell(issue.value),
        problem=_without(numbers, issue.problem),
        remedy=_without(numbers, issue.remedy),
    )


def _rejected(row: RejectedRow, found: Mapping[_Place, frozenset[str]]) -> RejectedRow:
    if (row.sheet, row.row) not in found:
        return row
    return replace(
        row,
        values={header: _cell(value) for header, value in row.values.items()},
        issues=tuple(_issue(issue, found) for issue in row.issues),
    )


def _cell(value: str) -> str:
    """The name of the habit and a blank stay, so that the row can be told from others."""
    return value if not value.strip() or is_habit(value) else NOT_SHOWN


def _without(numbers: frozenset[str], text: str) -> str:
    """A problem may quote the cell; its numbers are left out."""
    return _NUMBER.sub(lambda hit: "…" if hit.group() in numbers else hit.group(), text)
