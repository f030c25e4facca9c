"""An inventory as the cells of our workbook: our columns first, theirs behind, row by row.

Rows that were kept out stand among the others, in their order, so that they are refused
again for the same reasons. What is written is read back before it is handed out: a row
that would not be refused for the same reasons (one of a text file that was too wide, or
whose currency contradicts its header) goes to a sheet that is not read, so that nothing
counts that nobody looked at.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from cockpit.inventory.cells_kept import writable
from cockpit.inventory.cells_out import pieces
from cockpit.inventory.contract import (
    RATE_PREFIX,
    SETTINGS_KEYS,
    SHEETS,
    THRESHOLD_PREFIX,
    Column,
    ColumnType,
    Sheet,
)
from cockpit.inventory.headers import KEPT, map_header
from cockpit.inventory.raw import Cell, RawSheet, RawWorkbook
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Inventory, Reading, RejectedRow
from cockpit.inventory.rows import Row, SettingRow
from cockpit.inventory.values import BLANK_WORDS, fold
from cockpit.inventory.vocabulary import NumberLocale

#: Times that what is written is read back and rows are taken out of it.
_ROUNDS = 6
_NAMED_ROW = re.compile(r"(\([^()]*, )?row \d+")


@dataclass(frozen=True)
class LaidSheet:
    """One sheet: ``rows`` below the headers of ``columns``, then of ``extras``.

    ``rejected`` holds the places in ``rows`` of those that were kept out.
    """

    sheet: Sheet
    columns: tuple[Column, ...]
    extras: tuple[str, ...]
    rows: list[list[Cell]]
    rejected: dict[int, RejectedRow]

    @property
    def headers(self) -> list[str]:
        """All headers from left to right."""
        return [column.header for column in self.columns] + list(self.extras)


@dataclass(frozen=True)
class Layout:
    """Every sheet, and the rows kept out that cannot stand on theirs."""

    sheets: tuple[LaidSheet, ...]
    apart: tuple[RejectedRow, ...] = ()


def layout(reading: Reading) -> Layout:
    """The cells of our workbook for a reading that has an inventory.

    Raises
    ------
    ValueError
        If nothing could be read.
    """
    if reading.inventory is None:
        raise ValueError(f"{reading.name} could not be read: there is nothing to write")
    apart: list[RejectedRow] = []
    sheets = _sheets(reading, reading.inventory, apart)
    for _ in range(_ROUNDS):
        kept_out = any(sheet.rejected for sheet in sheets)
        misread = _misread(sheets, reading.inventory.currency) if kept_out else []
        if not misread:
            break
        apart += misread
        sheets = _sheets(reading, reading.inventory, apart)
    return Layout(tuple(sheets), tuple(apart))


def _misread(sheets: Sequence[LaidSheet], currency: str) -> list[RejectedRow]:
    """Rows kept out that would not be refused for the same reasons where they stand."""
    raw = RawWorkbook(
        tuple(
            RawSheet(each.sheet.title, [list(each.headers), *(list(row) for row in each.rows)])
            for each in sheets
        )
    )
    back = read_workbook(raw, "")
    again = {(row.sheet, row.row): _problems(row) for row in back.rejected}
    moved = back.inventory is not None and back.inventory.currency != currency
    return [
        row
        for each in sheets
        for place, row in each.rejected.items()
        if again.get((each.sheet.title, place + 2)) != _problems(row)
        # A currency that stood in a header only would become that of the portfolio.
        or (moved and row.stands is not None and "currency" in row.stands.cells)
    ]


def _problems(row: RejectedRow) -> list[str]:
    """What is wrong with a row, wherever the rows stand that it names."""
    return sorted(_NAMED_ROW.sub("row", issue.problem) for issue in row.issues)


def _sheets(
    reading: Reading, inventory: Inventory, apart: Sequence[RejectedRow]
) -> list[LaidSheet]:
    left = {(row.sheet, row.row) for row in apart}
    rejected = [row for row in reading.rejected if row.stands and (row.sheet, row.row) not in left]
    return [
        _sheet(reading, inventory, key, [row for row in rejected if _key(row) == key])
        for key in SHEETS
        if key in inventory.columns
    ]


def _key(row: RejectedRow) -> str:
    return row.stands.sheet if row.stands else ""


def _sheet(
    reading: Reading, inventory: Inventory, key: str, rejected: Iterable[RejectedRow]
) -> LaidSheet:
    sheet = SHEETS[key]
    tables = [table for table in reading.tables if table.sheet == key]
    accepted: Sequence[Row] = (
        reading.settings_rows if key == "settings" else getattr(inventory, key)
    )

    def order(place: tuple[str, int]) -> tuple[int, int]:
        turn = next((n for n, table in enumerate(tables) if table.holds(*place)), len(tables))
        return turn, place[1]

    lines: list[tuple[tuple[int, int], dict[str, Cell], dict[str, Cell], RejectedRow | None]] = [
        (order((row.at.sheet, row.at.row)), _accepted(inventory, sheet, row), row.extra, None)
        for row in accepted
    ]
    lines += [
        (order((row.sheet, row.row)), _rejected(inventory, sheet, row), row.stands.extra, row)
        for row in rejected
        if row.stands
    ]
    lines.sort(key=lambda line: line[0])
    filled = {name for line in lines for name, cell in line[1].items() if cell is not None}
    shown = {*inventory.columns[key], *filled}
    columns = tuple(column for column in sheet.columns if column.field in shown)
    own = [text for table in tables for _, text in sorted(table.extras.items())]
    parted = [_parted(line[2]) for line in lines]
    extras = list(dict.fromkeys([*own, *(text for extra in parted for text in extra)]))
    rows = [
        [line[1].get(column.field) for column in columns] + [extra.get(text) for text in extras]
        for line, extra in zip(lines, parted, strict=True)
    ]
    bad = {place: line[3] for place, line in enumerate(lines) if line[3] is not None}
    return LaidSheet(sheet, columns, unmistakable(sheet, columns, extras), rows, bad)


def _parted(extra: dict[str, Cell]) -> dict[str, Cell]:
    """Extra cells, a text that no cell can hold continued in further columns."""
    found: dict[str, Cell] = {}
    for header, cell in extra.items():
        if not isinstance(cell, str):
            found[header] = cell
            continue
        first, *more = pieces(cell)
        found[header] = first
        for turn, part in enumerate(more, start=1):
            found[f"{header} (continued {turn})"] = part
    return found


def unmistakable(sheet: Sheet, columns: Sequence[Column], extras: Sequence[str]) -> tuple[str, ...]:
    """Headers of extra columns that are read as extra columns again, under the same names.

    One that would be taken for a column of ours is written as it first stood where that
    keeps it apart (twice the same header), and gets "(kept)" behind it otherwise.
    """
    wanted = {column.field: place for place, column in enumerate(columns)}
    ours = [column.header for column in columns]
    found = list(extras)
    for turn in range(len(extras) + 1):
        read = map_header([*ours, *found], sheet, 0)
        if read.places == wanted:
            break
        for name, place in read.places.items():
            extra = place - len(ours)
            if wanted.get(name) != place and extra >= 0:
                twins = _twins(found, extra) if turn == 0 else []
                for twin in twins:
                    found[twin] = found[extra]
                if not twins:
                    found[extra] = KEPT.format(found[extra])
        for name in set(wanted) - set(read.places):  # an extra column has the very same header
            for extra, text in enumerate(found):
                if fold(text) in (fold(sheet.by_field[name].header), fold(name)):
                    found[extra] = KEPT.format(text)
    return tuple(found)


def _twins(extras: Sequence[str], place: int) -> list[int]:
    """Extra columns that the reader numbered because their header stands twice in the file."""
    again = re.compile(re.escape(extras[place]) + r" \(\d+\)")
    return [other for other, text in enumerate(extras) if again.fullmatch(text)]


def _accepted(inventory: Inventory, sheet: Sheet, row: Row) -> dict[str, Cell]:
    if isinstance(row, SettingRow):
        return _setting(inventory, row)
    values = {name: getattr(row, name) for name in sheet.by_field}
    return _values(inventory, sheet, values)


def _rejected(inventory: Inventory, sheet: Sheet, row: RejectedRow) -> dict[str, Cell]:
    assert row.stands is not None
    found = {name: writable(cell) for name, cell in row.stands.cells.items()}
    return found | _values(inventory, sheet, row.stands.values)


def _values(inventory: Inventory, sheet: Sheet, values: dict[str, Any]) -> dict[str, Cell]:
    locale = inventory.settings.number_locale
    found = {}
    for name, value in values.items():
        column = sheet.by_field[name]
        if column.type is ColumnType.INITIATIVE:
            found[name] = _reference(inventory, column, value)
        else:
            found[name] = cell_of(column, value, locale)
    return found


def _reference(inventory: Inventory, column: Column, value: str | None) -> Cell:
    """The id; the name where the id reads like a word of the column, that word for no id."""
    if value is None:
        return column.words[0] if column.words else None
    if any(fold(value) == fold(word) for word in column.words) and value in inventory.by_id:
        return inventory.by_id[value].name
    return value


def _setting(inventory: Inventory, row: SettingRow) -> dict[str, Cell]:
    """One setting: its value by its own type, as the reader took it, else its text."""
    settings, word = inventory.settings, fold(row.setting)
    value: Any = row.value
    key = setting_key(row.setting)
    if key is not None:
        stated = getattr(settings, key.field)
        value = row.value if stated in (None, ()) else cell_of(key, stated, settings.number_locale)
    elif word.startswith(RATE_PREFIX):
        rate = settings.rates.get(row.setting.split()[-1].upper())
        value = rate.value if rate else row.value
    elif word.startswith(THRESHOLD_PREFIX):
        stated = settings.thresholds.get(fold(word.removeprefix(THRESHOLD_PREFIX)))
        value = stated.value if stated else row.value
    return {"setting": row.setting, "value": value, "date": row.date, "source": row.source}


def setting_key(text: str) -> Column | None:
    """The setting that a key names, as the reader finds it."""
    word = fold(text)
    for key in SETTINGS_KEYS:
        if word in {fold(known) for known in (key.header, key.field, *key.synonyms)}:
            return key
    return None


def cell_of(column: Column, value: Any, locale: NumberLocale | None) -> Cell:
    """A typed value as the cell that is read as this value again."""
    if isinstance(value, tuple):
        text = "; ".join(str(cell_of(column, item, locale)) for item in value)
        lone_blank_word = text.strip().casefold() in BLANK_WORDS
        return (text + ";" if lone_blank_word else text) or None
    for choice in column.allowed:
        if choice.value == value and type(choice.value) is type(value):
            return choice.text
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (int, float)):
        if column.type is ColumnType.SHARE and abs(value) > 1:
            return _percent_text(value, locale)  # as a bare number it would be refused
        return float(value)
    return value if isinstance(value, dt.date) or value is None else str(value)


def _percent_text(value: float, locale: NumberLocale | None) -> str:
    whole, _, rest = f"{Decimal(repr(float(value))) * 100:f}".partition(".")
    rest = rest.rstrip("0")
    if len(rest) == 3:  # three digits could be a group of thousands
        rest += "0"
    sign = "," if locale is NumberLocale.COMMA else "."
    return f"{whole}{sign if rest else ''}{rest}%"
