"""A confirmed mapping as the reader uses it: one map of headers for each table."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.headers import ColumnRule, HeaderMap, kept_names, nameless, unique_names
from cockpit.inventory.mapping.headings import text_of
from cockpit.inventory.mapping.model import ColumnMapping, Mapping, TableMapping
from cockpit.inventory.mapping.units import multiplier
from cockpit.inventory.mapping.words import normal
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.schema import Column, ColumnType
from cockpit.inventory.values import fold


def mapped_tables(
    mapping: Mapping, raw: RawWorkbook
) -> Iterator[tuple[str, RawSheet, HeaderMap, TableMapping]]:
    """Each table that is read: the contract's sheet, the raw sheet and its map of headers."""
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    for table in mapping.tables:
        if table.sheet in SHEETS and table.tab in sheets:
            yield (
                table.sheet,
                sheets[table.tab],
                header_map(mapping, table, sheets[table.tab]),
                table,
            )


def header_map(mapping: Mapping, table: TableMapping, raw: RawSheet) -> HeaderMap:
    """Where the columns of a mapped table are, and how each is read."""
    sheet = SHEETS[table.sheet]
    end = table.last_row or len(raw.rows)
    headers = {column.place: column.header for column in table.columns}
    alone = sum(other.tab == table.tab for other in mapping.tables) == 1
    if alone:  # beside another table, what stands outside the columns belongs to that one
        headers |= nameless(raw.rows[table.first_row - 1 : end], headers)
    headers = unique_names(headers)
    found = HeaderMap(
        table.first_row - 2,
        headers=headers,
        mapped=True,
        end=end,
        skipped=frozenset(row - 1 for row in table.skip_rows),
        constants=dict(table.constants),
    )
    for column in table.columns:
        ours = sheet.by_field.get(column.field) if column.field else None
        if ours is None:
            continue
        found.places[ours.field] = column.place
        found.rules[ours.field] = _rule(mapping, column, ours)
        if column.currency and ours.type is ColumnType.MONEY:
            found.currencies[ours.field] = frozenset({column.currency})
    taken = set(found.places.values())
    found.kept = kept_names(headers, sheet, found.places)
    found.unknown = {place: text for place, text in found.kept.items() if place not in taken}
    return found


def _rule(mapping: Mapping, column: ColumnMapping, ours: Column) -> ColumnRule:
    return ColumnRule(
        multiplier(ours, column.factor, column.period),
        {fold(theirs): text for theirs, text in column.values.items()},
        column.number_locale or mapping.number_locale,
        column.date_order or mapping.date_order,
        column.dates_as,
    )


def is_literal(mapping: Mapping, raw: RawWorkbook) -> bool:
    """Whether every table of a mapping lies in the file where the mapping says."""
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    return all(
        table.tab in sheets and _in_place(table, sheets[table.tab])
        for table in mapping.tables
        if table.sheet
    )


def _in_place(table: TableMapping, raw: RawSheet) -> bool:
    if not table.last_row <= len(raw.rows) or table.header_row > len(raw.rows):
        return False
    cells = raw.rows[table.header_row - 1]
    for column in table.columns:
        text = text_of(cells[column.place]) if column.place < len(cells) else ""
        if text and normal(text) not in normal(column.header):
            return False
        if column.field and not text and table.header_rows == 1:
            return False
    return True
