"""A second table whose rows are amounts of the initiatives of the first: suggested as Costs.

A foreign table of costs names no layer and no timing, so its headers alone tell it from no
list of initiatives. Its rows do: a column holds names or numbers of the inventory beside it,
and another holds amounts. What is then lacking is asked for, not assumed; where several
columns hold amounts and none is their total, so is the one to read.
"""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.drafts import blank
from cockpit.inventory.mapping.conventions import conventions
from cockpit.inventory.mapping.evidence import profile
from cockpit.inventory.mapping.model import ColumnMapping, TableMapping
from cockpit.inventory.mapping.scores import header_scores
from cockpit.inventory.mapping.units import states_money, unit_of
from cockpit.inventory.mapping.weigh import percent
from cockpit.inventory.mapping.words import content, word_set
from cockpit.inventory.raw import Cell, RawSheet
from cockpit.inventory.values import fold, show

#: Share of the different values of a column that must be initiatives of the inventory.
_LEAST_SHARED = 0.5
#: Initiatives that the table must name at least.
_LEAST_NAMED = 2
#: Score of a header from which it reads like an amount.
_LIKELY = 0.5
_CONFIDENCE = 0.8
_TOTALS = word_set("total totals sum gesamt summe somme suma soma totale totaal totaux tco")
#: Fields of Costs that stay as they are suggested by their headers.
_KEPT = frozenset({"item", "vendor", "currency", "layer", "timing"})

Rows = Sequence[Sequence[Cell]]


def as_costs(
    table: TableMapping, rows: Rows, inventory: TableMapping, listed: Rows
) -> TableMapping | None:
    """The table read as Costs; ``None`` where its rows do not say so.

    ``rows`` and ``listed`` are the rows of the table and those of the inventory beside it.
    """
    known = _known(inventory, listed)
    shared = {each.place: _shared(rows, each.place, known) for each in table.columns}
    reference = max(shared, key=lambda place: shared[place], default=None)
    if reference is None or shared[reference] < _LEAST_SHARED:
        return None
    amounts = _amounts(table, rows, reference)
    if not amounts:
        return None
    totals = [each for each in amounts if not _TOTALS.isdisjoint(content(each.header))]
    amount = next((few[0] for few in (totals, amounts) if len(few) == 1), None)
    columns = []
    for each in table.columns:
        made = ColumnMapping(place=each.place, header=each.header)
        if each.place == reference:
            why = f"{percent(shared[reference])} of its values are initiatives of the inventory."
            made = made.model_copy(
                update={"field": "initiative", "confidence": _CONFIDENCE, "why": why}
            )
        elif amount is not None and each.place == amount.place:
            made = _amount(each, rows)
        elif each.field in _KEPT and shared[each.place] < _LEAST_SHARED:
            made = each
        columns.append(made)
    return table.model_copy(update={"sheet": "costs", "columns": tuple(columns)})


def rows_of(table: TableMapping, sheet: RawSheet) -> Rows:
    """The rows of a table without those that are left out."""
    apart = set(table.skip_rows)
    lines = enumerate(sheet.rows[table.first_row - 1 : table.last_row], table.first_row)
    return [cells for number, cells in lines if number not in apart]


def _texts(rows: Rows, place: int) -> set[str]:
    cells = (row[place] for row in rows if place < len(row) and not blank(row[place]))
    return {fold(show(cell)) for cell in cells}


def _known(inventory: TableMapping, listed: Rows) -> set[str]:
    """Names and numbers of the initiatives of the inventory, evened out."""
    found = (inventory.column_of(field) for field in ("id", "name"))
    return {text for each in found if each is not None for text in _texts(listed, each.place)}


def _shared(rows: Rows, place: int, known: set[str]) -> float:
    """Share of the different values of a column that are initiatives; 0 where too few are."""
    texts = _texts(rows, place)
    named = texts & known
    return len(named) / len(texts) if len(named) >= _LEAST_NAMED else 0.0


def _amounts(table: TableMapping, rows: Rows, reference: int) -> list[ColumnMapping]:
    """The columns of numbers whose headers read like amounts, or name a currency."""
    columns = [each for each in table.columns if each.place != reference]
    scores, _ = header_scores([each.header for each in columns], SHEETS["costs"])
    found = []
    for each, score in zip(columns, scores, strict=True):
        own = score.get("amount")
        likely = states_money(each.header) or (own is not None and own.value >= _LIKELY)
        if likely and profile(rows, each.place).number >= _LIKELY:
            found.append(each)
    return found


def _amount(column: ColumnMapping, rows: Rows) -> ColumnMapping:
    """The column as the amount, with the unit that its header states."""
    ours = SHEETS["costs"].by_field["amount"]
    unit = unit_of(column.header, ours)
    locale, _, said = conventions(rows, column.place, ours)
    why = "; ".join(each for each in ("its numbers are amounts", unit.why, said) if each)
    return ColumnMapping(
        place=column.place,
        header=column.header,
        field="amount",
        currency=unit.currency,
        factor=unit.factor,
        number_locale=locale,
        confidence=_CONFIDENCE,
        why=f"{why[0].upper()}{why[1:]}.",
    )
