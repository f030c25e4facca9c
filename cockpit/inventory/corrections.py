"""Cells that a person corrected on the screen: put over the file's own before it is read.

A correction names its cell by tab, row and column and says what stood there. Where
something else stands there now, it is not applied and said so: nothing is overwritten
that the person never saw.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cockpit.inventory.raw import Cell, RawSheet, RawWorkbook
from cockpit.inventory.values import show

_Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell with another text.

    ``sheet`` is the tab, ``row`` the 1-based row that the person sees, ``column`` the
    0-based column, ``header`` its heading. ``before`` is what the file holds, as an
    issue shows it; ``after`` takes its place, and empties the cell where it is blank.
    """

    sheet: str
    row: int
    column: int
    header: str
    before: str
    after: str

    @property
    def place(self) -> _Place:
        """What names the cell."""
        return self.sheet, self.row, self.column


@dataclass(frozen=True, slots=True)
class History:
    """Corrections in force, with the steps that led to them and those that were undone."""

    now: tuple[Correction, ...] = ()
    past: tuple[tuple[Correction, ...], ...] = ()
    future: tuple[tuple[Correction, ...], ...] = ()

    def stepped(self, added: Iterable[Correction]) -> History:
        """These corrections made in one step; the same history where they change nothing."""
        now = merged(self.now, added)
        return self if now == self.now else History(now, (*self.past, self.now))

    def undone(self) -> History:
        """One step back; the same history at its start."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (self.now, *self.future))

    def redone(self) -> History:
        """One step forward again; the same history at its end."""
        if not self.future:
            return self
        return History(self.future[0], (*self.past, self.now), self.future[1:])

    def discarded(self) -> History:
        """No correction at all, as one more step, so that it can be undone."""
        return self if not self.now else History((), (*self.past, self.now))


def apply(raw: RawWorkbook, corrections: Sequence[Correction]) -> RawWorkbook:
    """The workbook with corrected cells; each is a text that is read by the usual rules.

    A correction whose cell no longer holds its ``before`` is left out, and a note says
    how many. Sheets without a correction are not copied. The hash covers what was
    applied: it is the file's own where nothing was.
    """
    fitting, left = _parted(raw, corrections)
    notes = list(raw.notes)
    if fitting:
        cells = f"{len(fitting)} cell{'s were' if len(fitting) > 1 else ' was'}"
        notes.append(f"{cells} corrected on the screen; the file itself was not changed.")
    if left:
        cells = f"{len(left)} correction{'s were' if len(left) > 1 else ' was'}"
        notes.append(
            f"{cells} not applied, since the file holds something else there now: "
            f"{_places(left)}. Correct these cells anew."
        )
    if not fitting:
        return replace(raw, notes=tuple(notes)) if left else raw
    by_sheet: dict[str, list[Correction]] = {}
    for each in fitting:
        by_sheet.setdefault(each.sheet, []).append(each)
    sheets = tuple(_corrected(sheet, by_sheet.get(sheet.name, ())) for sheet in raw.sheets)
    return replace(raw, sheets=sheets, notes=tuple(notes), data_hash=_hash(raw, fitting))


def unfitting(raw: RawWorkbook, corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Corrections that cannot be applied: their cell holds something else than ``before``."""
    return _parted(raw, corrections)[1]


def merged(existing: Sequence[Correction], added: Iterable[Correction]) -> tuple[Correction, ...]:
    """One correction for each cell, in order of first appearance: the last one wins.

    ``before`` stays what the file holds; a cell that gets this text back needs no
    correction.
    """
    found: dict[_Place, Correction] = {each.place: each for each in existing}
    for each in added:
        earlier = found.get(each.place)
        found[each.place] = each if earlier is None else replace(earlier, after=each.after)
    return tuple(each for each in found.values() if each.before != each.after)


def _parted(
    raw: RawWorkbook, corrections: Iterable[Correction]
) -> tuple[tuple[Correction, ...], tuple[Correction, ...]]:
    sheets: Mapping[str, RawSheet] = {sheet.name: sheet for sheet in raw.sheets}
    fitting: list[Correction] = []
    left: list[Correction] = []
    for each in merged((), corrections):
        sheet = sheets.get(each.sheet)
        held = None if sheet is None else _held(sheet, each)
        (fitting if held == each.before else left).append(each)
    return tuple(fitting), tuple(left)


def _held(sheet: RawSheet, place: Correction) -> str | None:
    """What the cell shows now; ``None`` where the sheet has no such row."""
    if not 0 < place.row <= len(sheet.rows) or place.column < 0:
        return None
    cells = sheet.rows[place.row - 1]
    return show(cells[place.column]) if place.column < len(cells) else ""


def _corrected(sheet: RawSheet, corrections: Sequence[Correction]) -> RawSheet:
    if not corrections:
        return sheet
    rows = list(sheet.rows)
    for each in corrections:
        cells: list[Cell] = list(rows[each.row - 1])
        cells += [None] * (each.column + 1 - len(cells))
        cells[each.column] = each.after if each.after.strip() else None
        rows[each.row - 1] = cells
    return replace(sheet, rows=rows)


def _hash(raw: RawWorkbook, corrections: Sequence[Correction]) -> str:
    # By place, so that the order in which cells were corrected makes no other data.
    applied = sorted((each.sheet, each.row, each.column, each.after) for each in corrections)
    return hashlib.sha256(json.dumps([raw.data_hash, applied]).encode()).hexdigest()


def _places(corrections: Sequence[Correction], most: int = 5) -> str:
    named = [f"{each.sheet!r} row {each.row} {each.header!r}" for each in corrections[:most]]
    more = len(corrections) - most
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")
