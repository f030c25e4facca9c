"""Suggestions for the headers that are new since a mapping was saved, each marked for a check."""

from __future__ import annotations

from dataclasses import replace

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.mapping.fit import Fitted
from cockpit.inventory.mapping.model import ColumnMapping, TableMapping
from cockpit.inventory.mapping.suggest import table_mapping
from cockpit.inventory.mapping.tables import find_tables
from cockpit.inventory.raw import RawWorkbook

#: Confidence that such a suggestion has at most: below what needs no second look.
MOST_SURE = 0.79
_WHY = "New since the mapping was saved; please check."


def renewed(fitted: Fitted, raw: RawWorkbook) -> Fitted:
    """A mapping laid over a file, with suggestions for its new headers and fields now free.

    Columns that the mapping knows stay as they were, be they mapped or kept as extra columns.
    A person confirms: without one the new headers stay extra columns.
    """
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    places = {(table.tab, table.header_row): table for table in find_tables(raw)}
    tables: list[TableMapping] = []
    said: list[str] = []
    for number, table in enumerate(fitted.mapping.tables):
        new = {place for own, place in fitted.new if own == number}
        found = places.get((table.tab, table.header_row))
        if not new or found is None:
            tables.append(table)
            continue
        headers = {place: text for place, text in found.headers.items() if place in new}
        alone = replace(found, headers=headers)
        suggested = table_mapping(sheets[table.tab], alone, table.sheet)
        tables.append(_with(table, suggested, said))
    if not said:
        return fitted
    sentence = f"Of the new ones these are suggested, please check: {', '.join(said)}."
    mapping = fitted.mapping.model_copy(update={"tables": tuple(tables)})
    return replace(fitted, mapping=mapping, changes=(*fitted.changes, sentence))


def _with(table: TableMapping, suggested: TableMapping, said: list[str]) -> TableMapping:
    """The table with what is suggested for fields that no column of it holds."""
    taken = {column.field for column in table.columns if column.field} | set(table.constants)
    own: dict[int, ColumnMapping] = {}
    for column in suggested.columns:
        if column.field is None or column.field in taken:
            continue
        own[column.place] = column.model_copy(
            update={
                "confidence": min(column.confidence, MOST_SURE),
                "why": f"{_WHY} {column.why}".strip(),
            }
        )
        said.append(f"{column.header} as {SHEETS[table.sheet].by_field[column.field].header}")
    columns = tuple(own.get(column.place, column) for column in table.columns)
    return table.model_copy(update={"columns": columns})
