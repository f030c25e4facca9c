"""One value for all rows of a table, where no column supplies a field: "All rows: layer C2".

Only a person states one; nothing is suggested. It is offered for words of a choice, texts and
currencies that a row must state or that its amounts need, never for an amount or a date.
"""

from __future__ import annotations

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.mapping.model import Mapping, TableMapping
from cockpit.inventory.schema import Column, ColumnType
from cockpit.inventory.values import Rules, UnreadableCellError, parse

#: Sheets of which a table may state one value for all rows; the settings have no rows of a kind.
_SHEETS = ("initiatives", "costs", "benefits", "metrics", "processing")
_TYPES = (ColumnType.CHOICE, ColumnType.TEXT, ColumnType.INITIATIVE, ColumnType.CURRENCY)
_NOTHING = Rules()


def may_be_constant(sheet: str, column: Column) -> bool:
    """Whether all rows of a table may share one value of a column that a person states.

    The name of an initiative may not: it tells the rows apart.
    """
    if sheet not in _SHEETS or column.type not in _TYPES:
        return False
    return column.type is ColumnType.CURRENCY or (column.required and sheet != "initiatives")


def offered(table: TableMapping) -> tuple[Column, ...]:
    """Columns of ours that no column of a table supplies and one value may fill."""
    if table.sheet not in SHEETS:
        return ()
    return tuple(
        column
        for column in SHEETS[table.sheet].columns
        if may_be_constant(table.sheet, column) and table.column_of(column.field) is None
    )


def problems(mapping: Mapping) -> list[str]:
    """Why values for all rows cannot be used, in sentences; empty where all can."""
    found = []
    for table in mapping.tables:
        for name, text in table.constants.items() if table.sheet in SHEETS else ():
            column = SHEETS[table.sheet].by_field.get(name)
            if column is None or not may_be_constant(table.sheet, column):
                own = column.header if column else name
                found.append(f"On {table.tab}: {own} cannot be one value for all rows.")
            elif table.column_of(name) is not None:
                found.append(
                    f"On {table.tab}: a column and one value for all rows become {column.header}; "
                    "keep one."
                )
            else:
                found += _unreadable(table, column, text)
    return found


def _unreadable(table: TableMapping, column: Column, text: str) -> list[str]:
    try:
        if parse(text, column, _NOTHING).value in (None, ""):
            return [f"On {table.tab}: the value of {column.header} for all rows is blank."]
    except UnreadableCellError as error:
        return [
            f"On {table.tab}, {column.header} for all rows is {text!r}: {error.problem} "
            f"{error.remedy}"
        ]
    return []


def said(table: TableMapping) -> str:
    """What all rows of a table share, in words: "Layer C2 …, Timing monthly"."""
    ours = SHEETS[table.sheet].by_field
    return ", ".join(
        f"{ours[name].header} {text}" for name, text in table.constants.items() if name in ours
    )
