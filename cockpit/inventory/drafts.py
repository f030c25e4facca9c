"""From raw rows to drafts: every cell read by its rule, every problem noted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cockpit.inventory.contract import Column, ColumnType, Sheet
from cockpit.inventory.dates_bare import Bare, bare_of, read_bare
from cockpit.inventory.headers import ColumnRule, HeaderMap
from cockpit.inventory.raw import Cell, CellError, RawSheet, Uncached, Unsupported
from cockpit.inventory.reading import AsItStands, Issue, RejectedRow, Severity
from cockpit.inventory.values import (
    BLANK_WORDS,
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

#: What our own workbook states on its Settings sheet, and a mapped file for each column.
_IN_SETTINGS = re.compile(r"((?:number locale|date order)(?: \([^)]*\))?) on the Settings sheet")


@dataclass
class Draft:
    """One row on its way in.

    ``values`` holds what could be read, by field; ``left`` their words that have no meaning
    in a choice of ours: the field is blank, the word is kept in ``extra``. So is what stands
    in ``bare``: years and other whole numbers in a column of dates.
    """

    sheet: Sheet
    tab: str
    row: int
    cells: Sequence[Cell]
    header: HeaderMap
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    signs: dict[str, frozenset[str]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    left: dict[str, str] = field(default_factory=dict)
    bare: dict[str, Bare] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    @property
    def bad(self) -> bool:
        """Whether any problem keeps the row out."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)

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


def drafts_of(raw: RawSheet, sheet: Sheet, header: HeaderMap, rules: Rules) -> list[Draft]:
    """Every row of the table that is neither blank nor left out, with each of its cells read."""
    same = _constants(sheet, header, rules)
    plan = [_reader(column, header, rules) for column in sheet.columns if column.field not in same]
    found, odd = [], raw.odd_rows(header.row)
    end = len(raw.rows) if header.end is None else min(header.end, len(raw.rows))
    for number in range(header.row + 1, end):
        cells = raw.rows[number]
        if number in header.skipped or is_blank_row(cells, header):
            continue
        draft = Draft(sheet, raw.name, number + 1, cells, header, dict(same))
        for remark in odd.get(number + 1, ()):
            (draft.error if remark.blocks else draft.warn)("", remark.problem, remark.remedy)
        width = len(cells)
        for read in plan:
            cell = cells[read.place] if 0 <= read.place < width else None
            if cell is None or cell == "" or (cell.__class__ is str and cell.isspace()):
                if read.column.required:
                    draft.error(read.name, f"{read.column.header} is missing.", "Fill in the cell.")
            elif cell.__class__ is str and cell in read.known:
                draft.values[read.name] = read.known[cell]
            elif cell.__class__ is float and read.low <= cell <= read.high:
                draft.values[read.name] = cell
            else:
                _read_cell(draft, read, cell)
        _keep_unknown(draft)
        found.append(draft)
    return found


def _constants(sheet: Sheet, header: HeaderMap, rules: Rules) -> dict[str, Any]:
    """What a person states for all rows, by field; none for a field that a column supplies."""
    return {
        name: parse(text, sheet.by_field[name], rules).value
        for name, text in header.constants.items()
        if name not in header.places
    }


def is_blank_row(cells: Sequence[Cell], header: HeaderMap) -> bool:
    """Whether a row holds nothing: in the table's own columns, where a person confirmed them."""
    if not header.mapped:
        return all(map(blank, cells))
    width = len(cells)
    return all(place >= width or blank(cells[place]) for place in header.headers)


def _reader(column: Column, header: HeaderMap, rules: Rules) -> _Reader:
    name = column.field
    rule = header.rules.get(name)
    if rule is None:
        return _Reader(column, header.places.get(name, -1), rules, name not in header.currencies)
    own = Rules(rule.number_locale or rules.number_locale, rule.date_order or rules.date_order)
    bare = name not in header.currencies and rule.factor == 1
    return _Reader(column, header.places.get(name, -1), own, bare, rule)


class _Reader:
    """Reads the cells of one column, with two short ways that change no answer.

    ``known`` holds what a text of this column means, since most texts repeat; only
    what needs neither remark nor currency. ``low`` and ``high`` bound the numbers
    that stand for themselves; the range is empty where the type needs more, or where
    the header states a currency (``bare`` is false).
    """

    __slots__ = ("column", "high", "known", "low", "name", "place", "rule", "rules")

    def __init__(
        self, column: Column, place: int, rules: Rules, bare: bool, rule: ColumnRule | None = None
    ) -> None:
        self.column, self.place, self.rules, self.name = column, place, rules, column.field
        self.rule = rule
        self.known: dict[Any, Any] = {}
        self.low, self.high = plain_range(column) if bare else (1.0, 0.0)


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
    if cell.__class__ is str and not parsed.remark and column.type is not ColumnType.MONEY:
        read.known[cell] = parsed.value
    if column.type is ColumnType.MONEY:
        signs = parsed.currencies or draft.header.currencies.get(name)
        stated = draft.header.currencies.get(name)
        if parsed.currencies and stated and not parsed.currencies & stated:
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
    whole = column.type in (ColumnType.COUNT, ColumnType.MONTHS)
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
    draft.extra[draft.header.headers[place]] = whole_text(cell)
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


def whole_text(cell: Cell) -> str:
    """A kept cell as text, uncut."""
    return cell if isinstance(cell, str) else show(cell)


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
        cell = cells[place] if place < width else None
        if cell is None:
            continue
        if cell.__class__ is str:  # most cells by far, of which a large file has many
            if cell.strip():
                extra[text] = cell
            continue
        if isinstance(cell, (CellError, Uncached)):
            problem, remedy = _unusable(cell)
            draft.issues.append(
                Issue(draft.tab, draft.row, text, show(cell), problem, remedy, Severity.WARNING)
            )
        extra[text] = show(cell)
