"""Currency and scale that a text beside a table states: "all amounts in EUR thousand".

Such texts stand above it, in the name of its tab ("Costs kEUR") or in the notes below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.mapping.model import ColumnMapping, TableMapping
from cockpit.inventory.mapping.scales import Unit, stated_in
from cockpit.inventory.schema import ColumnType

#: Where a text stands, as it begins a sentence, and the text.
Line = tuple[str, str]
_MOST_SIGNS = 120


@dataclass(frozen=True)
class Stated:
    """What the texts beside a table state, and the texts that state it, in words."""

    unit: Unit
    texts: tuple[str, ...]


def stated_beside(lines: Sequence[Line]) -> Stated:
    """Currency and scale from the first text that states either; the other from a later one.

    A text that contradicts an earlier one changes nothing.
    """
    factor, currency, texts = 1.0, None, []
    for place, text in lines:
        unit = stated_in(text.replace("_", " "))
        new_factor = unit.factor if factor == 1 else 1.0
        new_currency = unit.currency if currency is None else None
        if new_factor == 1 and new_currency is None:
            continue
        factor, currency = factor * new_factor, currency or new_currency
        texts.append(f"{place} says “{text[:_MOST_SIGNS]}”")
    return Stated(Unit(currency, factor), tuple(texts))


def with_stated(table: TableMapping, lines: Sequence[Line]) -> TableMapping:
    """The columns of money with what the texts beside state, where their header states none."""
    if table.sheet not in SHEETS:
        return table
    own = table.column_of("currency") is not None
    columns = tuple(stated_column(each, table.sheet, lines, own) for each in table.columns)
    return table.model_copy(update={"columns": columns})


def stated_column(
    column: ColumnMapping, sheet: str, lines: Sequence[Line], own_currency: bool = False
) -> ColumnMapping:
    """One column with what the texts beside the table state, if it is one of amounts.

    ``own_currency``: a column of the table states the currency of each row.
    """
    ours = SHEETS[sheet].by_field.get(column.field or "")
    if ours is None or ours.type is not ColumnType.MONEY:
        return column
    stated = stated_beside(lines)
    factor = stated.unit.factor if column.factor == 1 else column.factor
    currency = column.currency or (None if own_currency else stated.unit.currency)
    if (factor, currency) == (column.factor, column.currency):
        return column
    why = f"{'; '.join(stated.texts)}; please check. {column.why}".strip()
    return column.model_copy(update={"factor": factor, "currency": currency, "why": why})
