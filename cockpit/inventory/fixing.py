"""Rows to correct, cell by cell, with the person's own headings: what an editor shows.

Cells of rows on habits are shown as :mod:`cockpit.inventory.masking` shows them; they
can be corrected without having been seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cockpit.inventory.causes import Cause
from cockpit.inventory.corrections import Correction, unfitting
from cockpit.inventory.masking import habit_rows, shown_cells
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reading import Issue, Reading, TableRead
from cockpit.inventory.values import show

#: Sheet (its tab), row counted from 1, column counted from 0.
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class FixRow:
    """One row with problems: its cells as they stand now, by column, and what is wrong."""

    row: int
    wrong: str
    cells: dict[int, str]


@dataclass(frozen=True, slots=True)
class FixTable:
    """Rows with problems of one table; ``faulty`` are columns in which a problem lies."""

    table: TableRead
    rows: tuple[FixRow, ...]
    faulty: tuple[int, ...]


class Cells:
    """The cells of one file as they stand now: its own, with corrections over them."""

    def __init__(
        self, raw: RawWorkbook, reading: Reading, corrections: Sequence[Correction]
    ) -> None:
        self._sheets: Mapping[str, RawSheet] = {sheet.name: sheet for sheet in raw.sheets}
        left = set(unfitting(raw, corrections))
        self._after = {each.place: each.after for each in corrections if each not in left}
        self._habits = habit_rows(reading)
        self._reading = reading

    def now(self, place: Place) -> str:
        """What a cell holds, corrected where it was."""
        return self._after.get(place, self.in_file(place))

    def in_file(self, place: Place) -> str:
        """What the file itself holds there."""
        tab, row, column = place
        sheet = self._sheets.get(tab)
        if sheet is None or not 0 < row <= len(sheet.rows):
            return ""
        cells = sheet.rows[row - 1]
        return show(cells[column]) if 0 <= column < len(cells) else ""

    def row(self, table: TableRead, row: int) -> dict[int, str]:
        """The cells of a row by column, those that must not be seen masked."""
        cells = {place: self.now((table.tab, row, place)) for place in table.headers}
        return shown_cells(cells, always=(table.tab, row) in self._habits)

    def place_of(self, issue: Issue) -> tuple[TableRead, int] | None:
        """Table and column of the cell at fault; ``None`` where it is not just one cell."""
        table = self._table(issue)
        places = table.places(issue.column) if table is not None else ()
        return (table, places[0]) if table is not None and len(places) == 1 else None

    def correction(self, table: TableRead, row: int, column: int, after: str) -> Correction:
        """The correction that makes a cell read ``after``."""
        before = self.in_file((table.tab, row, column))
        return Correction(table.tab, row, column, table.headers[column], before, after)

    def to_fix(self, issues: Iterable[Issue]) -> tuple[FixTable, ...]:
        """The rows that these issues lie in, table by table and in the order of the file."""
        found: dict[int, dict[int, list[Issue]]] = {}
        for issue in issues:
            table = self._table(issue)
            if table is not None:
                place = self._reading.tables.index(table)
                found.setdefault(place, {}).setdefault(issue.row, []).append(issue)
        return tuple(
            self._fix_table(self._reading.tables[place], found[place]) for place in sorted(found)
        )

    def _fix_table(self, table: TableRead, rows: Mapping[int, Sequence[Issue]]) -> FixTable:
        headings = dict.fromkeys(issue.column for row in sorted(rows) for issue in rows[row])
        faulty = dict.fromkeys(place for text in headings for place in table.places(text))
        return FixTable(
            table,
            tuple(
                FixRow(
                    row,
                    "; ".join(f"{issue.column}: {issue.problem}" for issue in rows[row]),
                    self.row(table, row),
                )
                for row in sorted(rows)
            ),
            tuple(faulty),
        )

    def _table(self, issue: Issue) -> TableRead | None:
        tables = self._reading.tables
        return next((each for each in tables if each.holds(issue.sheet, issue.row)), None)


def replacements(cells: Cells, cause: Cause, value: str, after: str) -> tuple[Correction, ...]:
    """Corrections that put ``after`` into every cell of a cause that shows ``value``.

    Cells that cannot be told from the heading alone (one that two columns share, or that
    the file does not have) are left as they are.
    """
    found = []
    for issue in cause.issues:
        place = cells.place_of(issue) if issue.value == value else None
        if place is not None:
            found.append(cells.correction(place[0], issue.row, place[1], after))
    return tuple(found)
