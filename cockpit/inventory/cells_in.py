"""From raw rows to drafts: every cell read by its rule, column by column.

A column at a time, since most of what a cell needs is the same for its whole column; the
problems of a row still stand in the order of its columns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

from cockpit.inventory.cells_kept import kept
from cockpit.inventory.contract import Column, ColumnType, Sheet
from cockpit.inventory.dates_bare import bare_of, read_bare
from cockpit.inventory.drafts import Draft, blank, is_blank_row
from cockpit.inventory.headers import ColumnRule, HeaderMap
from cockpit.inventory.own_words import keep_own_words
from cockpit.inventory.raw import Cell, CellError, RawSheet, Uncached, Unsupported
from cockpit.inventory.reading import Issue, Severity
from cockpit.inventory.values import (
    BLANK_WORDS,
    MAX_TEXT,
    PLAIN_TEXTS,
    WHOLE,
    Parsed,
    Rules,
    UnreadableCellError,
    fold,
    parse,
    plain_range,
    show,
)

#: In a mapped column of these types a cell without a meaning here is left blank and kept as
#: an extra column; numbers that cannot be read keep their row out, as everywhere.
MAY_BE_LEFT = (ColumnType.CHOICE, ColumnType.CHOICES, ColumnType.BOOLEAN, ColumnType.DATE)
_REPEATING = (str, dt.date, dt.datetime)


def drafts_of(raw: RawSheet, sheet: Sheet, header: HeaderMap, rules: Rules) -> list[Draft]:
    """Every row of the table that is neither blank nor left out, with each of its cells read."""
    same = _constants(sheet, header, rules)
    found, odd = [], raw.odd_rows(header.row)
    end = len(raw.rows) if header.end is None else min(header.end, len(raw.rows))
    for number in range(header.row + 1, end):
        cells = raw.rows[number]
        if number in header.skipped or is_blank_row(cells, header):
            continue
        draft = Draft(sheet, raw.name, number + 1, cells, header, dict(same))
        for remark in odd.get(number + 1, ()):
            (draft.error if remark.blocks else draft.warn)("", remark.problem, remark.remedy)
        found.append(draft)
    for column in sheet.columns:
        if column.field not in same:
            _read_column(found, _reader(column, header, rules))
    if header.mapped:
        keep_own_words(found, sheet.columns, header)
    for draft in found:
        _keep_unknown(draft)
    return found


def _constants(sheet: Sheet, header: HeaderMap, rules: Rules) -> dict[str, Any]:
    """What a person states for all rows, by field; none for a field that a column supplies."""
    return {
        name: parse(text, sheet.by_field[name], rules).value
        for name, text in header.constants.items()
        if name not in header.places
    }


def _read_column(drafts: Sequence[Draft], read: _Reader) -> None:
    """Read one column in all rows, most cells by one of the short ways."""
    name, place, known, low, high = read.name, read.place, read.known, read.low, read.high
    required, text, whole = read.column.required, read.text, read.whole
    if place < 0 and not required:
        return
    for draft in drafts:
        cells = draft.cells
        cell = cells[place] if 0 <= place < len(cells) else None
        kind = cell.__class__
        if kind is float:
            if low <= cell <= high and not (whole and cell % 1):  # type: ignore[operator]
                draft.values[name] = int(cell) if whole else cell  # type: ignore[arg-type]
                continue
        elif kind is str and text:
            value = cell.strip()  # type: ignore[union-attr]
            if value and len(value) <= MAX_TEXT:
                draft.values[name] = value
                continue
        elif cell is not None and cell in known:
            draft.values[name] = known[cell]
            continue
        if blank(cell):
            if required:
                draft.error(name, f"{read.column.header} is missing.", "Fill in the cell.")
            continue
        _read_cell(draft, read, cell)


def _reader(column: Column, header: HeaderMap, rules: Rules) -> _Reader:
    name = column.field
    rule = header.rules.get(name)
    if rule is None:
        return _Reader(column, header.places.get(name, -1), rules, name not in header.currencies)
    own = Rules(rule.number_locale or rules.number_locale, rule.date_order or rules.date_order)
    bare = name not in header.currencies and rule.factor == 1
    return _Reader(column, header.places.get(name, -1), own, bare, rule)


class _Reader:
    """Reads the cells of one column, with short ways that change no answer.

    ``known`` holds what a text or a date of this column means, since most repeat; only
    what needs neither remark nor currency. ``low`` and ``high`` bound the numbers
    that stand for themselves (``whole``: only whole ones do); the range is empty where the
    type needs more, or where the header states a currency (``bare`` is false). ``text`` says
    that texts stand for themselves.
    """

    __slots__ = (
        "column", "high", "known", "low", "name", "place", "rule", "rules", "text", "whole",
    )  # fmt: skip

    def __init__(
        self, column: Column, place: int, rules: Rules, bare: bool, rule: ColumnRule | None = None
    ) -> None:
        self.column, self.place, self.rules, self.name = column, place, rules, column.field
        self.rule = rule
        self.known: dict[Any, Any] = {}
        self.low, self.high = plain_range(column) if bare else (1.0, 0.0)
        self.whole = column.type in WHOLE
        self.text = column.type in PLAIN_TEXTS and (
            rule is None or (not rule.values and rule.factor == 1)
        )


def _read_cell(draft: Draft, read: _Reader, cell: Cell) -> None:
    name, column = read.name, read.column
    if isinstance(cell, (CellError, Uncached, Unsupported)):
        draft.unread.add(name)
        draft.error(name, *_unusable(cell))
        return
    try:
        parsed = _parsed(cell, read)
    except UnreadableCellError as found:
        if draft.header.mapped and column.type in MAY_BE_LEFT and not column.required:
            _leave(draft, read, cell, found)
            return
        draft.unread.add(name)
        draft.error(name, found.problem, found.remedy)
        return
    if parsed.remark:
        draft.warn(
            name,
            parsed.remark,
            "Leave the cell blank if nothing is known."
            if parsed.value is None
            else "Enter the date alone.",
        )
    if parsed.value is None:
        if column.required:
            draft.error(name, f"{column.header} is missing.", "Fill in the cell.")
        return
    draft.values[name] = parsed.value
    repeats = cell.__class__ in _REPEATING
    if repeats and not parsed.remark and column.type is not ColumnType.MONEY:
        read.known[cell] = parsed.value
    if column.type is ColumnType.MONEY:
        stated = draft.header.currencies.get(name)
        signs = parsed.currencies or stated
        if parsed.currencies and stated and parsed.currencies & stated:
            signs = parsed.currencies & stated  # a "$" under AUD is one of Australia
        elif parsed.currencies and stated:
            draft.error(
                name, "The currency in the cell is not that of the header.", "State one currency."
            )
        if signs:
            draft.signs[name] = signs


def _parsed(cell: Cell, read: _Reader) -> Parsed:
    """The cell by the rule of its column: their word as ours, their unit in ours."""
    rule, column = read.rule, read.column
    if rule is None:
        return parse(cell, column, read.rules)
    if rule.dates_as and column.type is ColumnType.DATE:
        day = read_bare(cell, rule.dates_as)
        if day is not None:
            return Parsed(day)
    if rule.values:
        ours = rule.values.get(fold(show(cell)))
        if ours == "":
            raise UnreadableCellError("It has no meaning here.", "")
        if ours is not None:
            return parse(ours, column, read.rules)
    if rule.factor == 1:
        return parse(cell, column, read.rules)
    whole = read.whole
    parsed = parse(cell, replace(column, type=ColumnType.NUMBER) if whole else column, read.rules)
    if parsed.value is None:
        return parsed
    value = parsed.value * rule.factor
    if whole and abs(value - round(value)) > 1e-6:
        raise UnreadableCellError(
            "In our unit this is no whole number.", "Enter a whole number, or change the factor."
        )
    return parsed._replace(value=round(value) if whole else value)


def _leave(draft: Draft, read: _Reader, cell: Cell, found: UnreadableCellError) -> None:
    """Leave the field blank and keep what stands there, as the mapping's rule says."""
    text = show(cell).strip()
    place = draft.header.places[read.name]
    draft.extra[draft.header.kept[place]] = kept(cell)
    draft.aside += (read.name,)
    if read.column.type is ColumnType.DATE:
        kind = bare_of(cell)
        if kind is not None:  # said once for the column
            draft.bare[read.name] = kind
            return
        draft.warn(
            read.name,
            f"{found.problem} The date is left blank; the text is kept as an extra column.",
            found.remedy,
        )
    elif text.casefold() not in BLANK_WORDS:
        draft.left[read.name] = text


def _unusable(cell: CellError | Uncached | Unsupported) -> tuple[str, str]:
    if isinstance(cell, CellError):
        return (
            f"The cell shows the error {cell.code}.",
            "Correct the formula, or enter the value.",
        )
    if isinstance(cell, Uncached):
        return (
            "The cell holds a formula whose result was never stored.",
            "Open the file in a spreadsheet program, let it calculate, save it, or enter the "
            "value.",
        )
    return ("The cell holds a time of day or a duration.", "Enter a date, a number or text.")


def _keep_unknown(draft: Draft) -> None:
    cells, extra = draft.cells, draft.extra
    width = len(cells)
    for place, text in draft.header.unknown.items():
        if place >= width:
            continue
        cell = cells[place]
        kind = cell.__class__
        if kind is float:  # most cells of a large file are numbers or texts
            extra[text] = cell if isfinite(cell) else show(cell)  # type: ignore[arg-type]
        elif kind is str:
            if cell and not cell.isspace():  # type: ignore[union-attr]
                extra[text] = cell
        elif cell is not None:
            if isinstance(cell, (CellError, Uncached)):
                _warn_of(draft, place, cell)
            extra[text] = kept(cell)


def _warn_of(draft: Draft, place: int, cell: CellError | Uncached) -> None:
    """Remark on a cell that is kept and holds no value; in a column of ours it is said there."""
    header = draft.header
    if place in header.places.values():
        return
    said, shown = _unusable(cell), show(cell)
    draft.issues.append(
        Issue(draft.tab, draft.row, header.headers[place], shown, *said, Severity.WARNING)
    )
