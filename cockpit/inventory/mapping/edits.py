"""What a person changes in a mapping on screen: pure functions, mapping in, mapping out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.mapping.choices import has_words, value_map
from cockpit.inventory.mapping.constants import may_be_constant, problems
from cockpit.inventory.mapping.conventions import conventions
from cockpit.inventory.mapping.model import ColumnMapping, Mapping, Period, TableMapping
from cockpit.inventory.mapping.stated import Line, stated_column
from cockpit.inventory.mapping.suggest import (
    mapping_signature,
    table_mapping,
    words_in,
)
from cockpit.inventory.mapping.tables import FoundTable
from cockpit.inventory.mapping.thousands import column_of_thousands
from cockpit.inventory.mapping.units import unit_of
from cockpit.inventory.raw import Cell, RawSheet
from cockpit.inventory.vocabulary import DateOrder, DatesAs, NumberLocale


@dataclass(frozen=True)
class ColumnChoice:
    """One row of the columns' table as the person left it."""

    field: str | None
    currency: str | None = None
    factor: float = 1.0
    period: Period | None = None
    date_order: DateOrder | None = None
    number_locale: NumberLocale | None = None
    dates_as: DatesAs | None = None


def with_columns(
    mapping: Mapping,
    place: int,
    choices: Lookup[int, ColumnChoice],
    sheet: RawSheet,
    beside: Sequence[Line] = (),
) -> Mapping:
    """The mapping with other choices for the columns (by place) of its table ``place``.

    ``beside`` holds the texts beside the table, which may state the unit of its amounts.
    """
    table = mapping.tables[place]
    rows = sheet.rows[table.first_row - 1 : table.last_row]
    columns = tuple(
        _changed(column, choices[column.place], table.sheet, rows, beside)
        if column.place in choices
        else column
        for column in table.columns
    )
    return with_table(mapping, place, table.model_copy(update={"columns": columns}))


def _changed(
    column: ColumnMapping,
    choice: ColumnChoice,
    sheet: str,
    rows: Sequence[Sequence[Cell]],
    beside: Sequence[Line],
) -> ColumnMapping:
    """One column with its choice; where it becomes another field, its words are suggested anew."""
    own = {
        "currency": choice.currency or None,
        "factor": choice.factor if choice.factor > 0 else 1.0,
        "period": choice.period,
        "date_order": column.date_order if choice.dates_as else choice.date_order,
        "number_locale": choice.number_locale,
        "dates_as": choice.dates_as,
    }
    if choice.field == column.field:
        return column.model_copy(update=own)
    if choice.field is None:
        return ColumnMapping(place=column.place, header=column.header)
    ours = SHEETS[sheet].by_field[choice.field]
    unit = unit_of(column.header, ours)
    locale, order, _ = conventions(rows, column.place, ours)
    values = (
        value_map(ours, words_in(rows, column.place), column.header)[0] if has_words(ours) else {}
    )
    made = ColumnMapping(
        place=column.place,
        header=column.header,
        field=choice.field,
        currency=choice.currency or unit.currency,
        factor=choice.factor if choice.factor not in (0.0, 1.0) else unit.factor,
        period=choice.period or unit.period,
        values=values,
        number_locale=choice.number_locale or locale,
        date_order=choice.date_order or order,
        dates_as=choice.dates_as,
        why="Chosen by a person.",
    )
    return column_of_thousands(stated_column(made, sheet, beside), ours, rows)


def with_values(mapping: Mapping, place: int, column: int, values: dict[str, str]) -> Mapping:
    """The mapping with these words for the column at a place of its table ``place``."""
    table = mapping.tables[place]
    columns = tuple(
        each.model_copy(update={"values": values}) if each.place == column else each
        for each in table.columns
    )
    return with_table(mapping, place, table.model_copy(update={"columns": columns}))


def with_constants(mapping: Mapping, place: int, constants: Lookup[str, str]) -> Mapping:
    """The mapping with these values for all rows of its table ``place``; blank ones are none."""
    own = {name: text.strip() for name, text in constants.items() if text.strip()}
    table = mapping.tables[place]
    if own == table.constants:
        return mapping
    return with_table(mapping, place, table.model_copy(update={"constants": own}))


def with_table(mapping: Mapping, place: int, table: TableMapping) -> Mapping:
    """The mapping with another table at ``place``, and the signature that goes with it."""
    tables = tuple(table if each == place else own for each, own in enumerate(mapping.tables))
    return mapping.model_copy(update={"tables": tables, "signature": mapping_signature(tables)})


def with_rows(mapping: Mapping, place: int, found: FoundTable, left: Iterable[int]) -> Mapping:
    """The mapping with these rows left out, beside those that hold the headers again."""
    rows = tuple(sorted({*found.repeated, *left}))
    return with_table(mapping, place, mapping.tables[place].model_copy(update={"skip_rows": rows}))


def with_sheet(
    mapping: Mapping, place: int, found: FoundTable, raw: RawSheet, sheet: str
) -> Mapping:
    """The mapping with its table ``place`` read as another sheet, or not at all (``""``)."""
    table = mapping.tables[place]
    if table.sheet == sheet:
        return mapping
    anew = table_mapping(raw, found, sheet) if sheet else table
    return with_table(mapping, place, anew.model_copy(update={"sheet": sheet}))


def doubled(table: TableMapping) -> list[str]:
    """Our headers that two columns of a table are mapped to."""
    fields = [column.field for column in table.columns if column.field]
    sheet = SHEETS[table.sheet]
    return [sheet.by_field[name].header for name in dict.fromkeys(fields) if fields.count(name) > 1]


def lacking(mapping: Mapping) -> list[str]:
    """Why a mapping cannot be used yet, in sentences; empty where it can."""
    found = []
    read = [table for table in mapping.tables if table.sheet]
    if not any(table.sheet == "initiatives" for table in read):
        found.append("No table is read as Initiatives.")
    for table in read:
        found += [
            f"On {table.tab}: choose the column that becomes {column.header}"
            + (", or one value for all rows." if may_be_constant(table.sheet, column) else ".")
            for column in SHEETS[table.sheet].columns
            if column.required
            and table.column_of(column.field) is None
            and column.field not in table.constants
        ]
        found += [
            f"On {table.tab}: two columns become {each}; keep one." for each in doubled(table)
        ]
    return found + problems(mapping)
