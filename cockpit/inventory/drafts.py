"""One row on its way in: what could be read of it, and every problem noted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cockpit.inventory.contract import Sheet
from cockpit.inventory.dates_bare import Bare
from cockpit.inventory.headers import HeaderMap
from cockpit.inventory.raw import Cell
from cockpit.inventory.reading import AsItStands, Issue, RejectedRow, Severity
from cockpit.inventory.values import show

#: What our own workbook states on its Settings sheet, and a mapped file for each column.
_IN_SETTINGS = re.compile(r"((?:number locale|date order)(?: \([^)]*\))?) on the Settings sheet")


@dataclass(slots=True)
class Draft:
    """One row on its way in.

    ``values`` holds what could be read, by field; ``left`` their words that have no meaning
    in a choice of ours: the field is blank, the word is kept in ``extra``. So is what stands
    in ``bare``: years and other whole numbers in a column of dates. ``aside`` names the fields
    of both.
    """

    sheet: Sheet
    tab: str
    row: int
    cells: Sequence[Cell]
    header: HeaderMap
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Cell] = field(default_factory=dict)
    signs: dict[str, frozenset[str]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    left: dict[str, str] = field(default_factory=dict)
    bare: dict[str, Bare] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    issues: list[Issue] = field(default_factory=list)

    @property
    def bad(self) -> bool:
        """Whether any problem keeps the row out."""
        # Most rows have no issue at all, and are asked several times.
        return bool(self.issues) and any(each.severity is Severity.ERROR for each in self.issues)

    def get(self, name: str) -> Any:
        """The value of a field, ``None`` where it is blank or could not be read."""
        return self.values.get(name)

    def supplied(self, name: str) -> bool:
        """Whether the cell was filled, readable or not."""
        return name in self.unread or self.values.get(name) is not None

    def raw(self, name: str) -> str:
        """The cell of a field as the person wrote it."""
        place = self.header.places.get(name)
        if place is None:
            return self.header.constants.get(name, "")
        return show(self.cells[place]) if place < len(self.cells) else ""

    def error(self, name: str, problem: str, remedy: str) -> None:
        """Keep the row out for a problem in one field."""
        self._note(name, problem, remedy, Severity.ERROR)

    def warn(self, name: str, problem: str, remedy: str) -> None:
        """Remark on one field without keeping the row out."""
        self._note(name, problem, remedy, Severity.WARNING)

    def forget(self, *names: str) -> None:
        """Drop what was noted on these fields, where a truer problem takes its place."""
        headers = {self._header(name) for name in names}
        self.issues = [issue for issue in self.issues if issue.column not in headers]

    def _header(self, name: str) -> str:
        place = self.header.places.get(name)
        column = self.sheet.by_field.get(name)
        if place is not None:
            return self.header.headers[place]
        return column.header if column else name

    def _note(self, name: str, problem: str, remedy: str, severity: Severity) -> None:
        if self.header.mapped:
            remedy = _IN_SETTINGS.sub(r"\1 under “Columns and format”, in “Read as”", remedy)
        self.issues.append(
            Issue(self.tab, self.row, self._header(name), self.raw(name), problem, remedy, severity)
        )

    @property
    def bad_fields(self) -> tuple[str, ...]:
        """Fields of the columns in which the problems lie that keep the row out."""
        headers = {issue.column for issue in self.issues if issue.severity is Severity.ERROR}
        return tuple(name for name in self.sheet.by_field if self._header(name) in headers)

    def rejected(self) -> RejectedRow:
        """The row as it stands, for the list of rows to correct."""
        values = {
            header: show(self.cells[place])
            for place, header in self.header.headers.items()
            if place < len(self.cells)
        }
        errors = tuple(issue for issue in self.issues if issue.severity is Severity.ERROR)
        return RejectedRow(self.tab, self.row, values, errors, self._as_it_stands())

    def _as_it_stands(self) -> AsItStands:
        """What the row holds, so that it can be written under our headers.

        Of a mapped row what could be read is taken as it was read: under our headers their
        unit and words would mean something else. A currency that only the header states
        goes into the row.
        """
        width, mapped, header = len(self.cells), self.header.mapped, self.header
        cells = {
            name: self.cells[place]
            for name, place in header.places.items()
            if place < width
            and self.cells[place] not in (None, "")
            and (name in self.unread or not mapped)
        }
        values = dict(self.values) if mapped else {}
        if "currency" in self.sheet.by_field and not {"currency"} & {*cells, *values}:
            stated = [header.currencies[name] for name in cells if name in header.currencies]
            code = next((next(iter(each)) for each in stated if len(each) == 1), None)
            if code is not None:
                cells["currency"] = code
        return AsItStands(self.sheet.name, cells, values, dict(self.extra))


def blank(cell: Cell) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return cell is None or (cell.__class__ is str and not cell.strip())


def is_blank_row(cells: Sequence[Cell], header: HeaderMap) -> bool:
    """Whether a row holds nothing: in the table's own columns, where a person confirmed them."""
    if not header.mapped:
        return all(map(blank, cells))
    width = len(cells)
    return all(place >= width or blank(cells[place]) for place in header.headers)


def whole_text(cell: Cell) -> str:
    """A kept cell as text, uncut."""
    return cell if isinstance(cell, str) else show(cell)
