"""What changed between two uploads: rows and cells, compared by stable key.

A table is ``{key: {column: value}}``; the key names a row by what it is about
(initiative, item, …), never by its place, so that sorting a sheet changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]
Table = Mapping[str, Row]


class ChangeKind(StrEnum):
    """What happened to a row or cell. A cell that was or becomes blank is changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``column`` is ``None`` for a whole row; blank values are ``None``."""

    kind: ChangeKind
    sheet: str
    key: str
    column: str | None
    before: Any
    after: Any

    @property
    def size(self) -> float:
        """Absolute change of a number; 0 where either side is not a number."""
        if _is_number(self.before) and _is_number(self.after):
            return abs(float(self.after) - float(self.before))
        return 0.0


def changes(before: Mapping[str, Table], after: Mapping[str, Table]) -> tuple[Change, ...]:
    """Every difference, sheet by sheet: added and removed rows, then changed cells.

    Parameters
    ----------
    before, after
        Tables by sheet name. A sheet on one side only has all its rows added or
        removed. Columns are compared over both sides; a column that a row does
        not have counts as blank.
    """
    found: list[Change] = []
    for sheet in dict.fromkeys([*after, *before]):
        old, new = before.get(sheet, {}), after.get(sheet, {})
        found += [Change(ChangeKind.ADDED, sheet, k, None, None, None) for k in new if k not in old]
        found += [
            Change(ChangeKind.REMOVED, sheet, k, None, None, None) for k in old if k not in new
        ]
        for key in new:
            if key in old:
                found += _changed_cells(sheet, key, old[key], new[key])
    return tuple(found)


def columns_on_one_side(
    before: Mapping[str, Table], after: Mapping[str, Table]
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """By sheet, the columns that are new and those that are gone; only sheets with any.

    A column counts as there where any row has a value in it, so that an extra column of
    the person's own is told apart from cells that were filled in one by one.
    """
    found = {}
    for sheet in dict.fromkeys([*after, *before]):
        old, new = _filled(before.get(sheet, {})), _filled(after.get(sheet, {}))
        added = tuple(column for column in new if column not in old)
        gone = tuple(column for column in old if column not in new)
        if old and new and (added or gone):
            found[sheet] = (added, gone)
    return found


def count_by_kind(found: tuple[Change, ...]) -> dict[ChangeKind, int]:
    """How many rows were added and removed, and how many cells changed."""
    return {kind: sum(each.kind is kind for each in found) for kind in ChangeKind}


def unique_keys(rows: list[tuple[str, Row]]) -> dict[str, Row]:
    """Rows by key; a repeated key gets ``#2``, ``#3`` … in order of appearance."""
    seen: dict[str, int] = {}
    table: dict[str, Row] = {}
    for key, row in rows:
        seen[key] = seen.get(key, 0) + 1
        table[key if seen[key] == 1 else f"{key} #{seen[key]}"] = row
    return table


def _filled(table: Table) -> dict[str, None]:
    """Columns with a value in any row, in order of appearance."""
    return {
        column: None
        for row in table.values()
        for column, value in row.items()
        if _blank(value) is not None
    }


def _changed_cells(sheet: str, key: str, old: Row, new: Row) -> list[Change]:
    return [
        Change(
            ChangeKind.CHANGED, sheet, key, column, _blank(old.get(column)), _blank(new.get(column))
        )
        for column in dict.fromkeys([*new, *old])
        if _blank(old.get(column)) != _blank(new.get(column))
    ]


def _blank(value: Any) -> Any:
    """NaN and the empty string read as blank; everything else as it stands."""
    if value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
