"""The rows of the workbook behind an answer, and what is missing, as tables for a person."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Missing
from cockpit.assessment.case import Case
from cockpit.inventory.contract import SHEETS
from cockpit.inventory.reading import Inventory
from cockpit.inventory.rows import (
    BenefitRow,
    CostRow,
    InitiativeRow,
    MetricRow,
    ProcessingRow,
    Row,
)
from scenarios.portfolio import Source

ROW_COLUMNS = ("Row", "Initiative", "What", "Before", "Now", "Unit", "Owner")
MISSING_COLUMNS = ("Missing evidence", "Initiative", "Owner")
#: Stands where nobody is named.
NOBODY = "nobody yet"


def rows_table(case: Case, rows: Iterable[Source]) -> pd.DataFrame:
    """The rows with these places, in the order of the workbook, each once.

    Rows on habits of small groups are left out; :func:`left_out` says how many.
    """
    by_place = _rows_by_place(case.inventory)
    hidden = case.hidden_rows
    found = [
        by_place[place]
        for place in dict.fromkeys(rows)
        if place in by_place and place not in hidden
    ]
    table = pd.DataFrame([_described(case, row) for row in found], columns=list(ROW_COLUMNS))
    return table


def left_out(case: Case, rows: Iterable[Source]) -> str:
    """How many of these rows :func:`rows_table` does not show; empty where it shows all."""
    return hidden_words(len(case.hidden_rows.intersection(rows)))


def hidden_words(count: int) -> str:
    """So many rows are not shown, and why; empty for none."""
    verb = "is" if count == 1 else "are"
    return (
        f"{wording.count(count, 'row')} on habits of small groups {verb} not shown."
        if count
        else ""
    )


def missing_table(case: Case, missing: Iterable[Missing]) -> pd.DataFrame:
    """What is not supplied, for whom, and who answers for it."""
    rows = [
        (each.need.label, case.name(each.initiative), each.owner or NOBODY)
        for each in dict.fromkeys(missing)
    ]
    return pd.DataFrame(rows, columns=list(MISSING_COLUMNS))


def missing_in_words(case: Case, answer: Answer, most: int = 2) -> str:
    """The largest gaps in one line: column, number of initiatives, and who owns them."""
    groups: dict[str, list[Missing]] = {}
    for each in answer.missing:
        groups.setdefault(each.need.label, []).append(each)
    ranked = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    words = []
    for label, group in ranked[:most]:
        of = [each.initiative for each in group if each.initiative is not None]
        where = f" for {case.name(of[0]) if len(of) == 1 else wording.count(len(of), 'initiative')}"
        words.append(label + (where if of else ""))
    more = len(ranked) - most
    tail = f" and {wording.count(more, 'more column')}" if more > 0 else ""
    owner = answer.owner or NOBODY
    return f"Missing: {'; '.join(words)}{tail}. Owner: {owner}." if words else ""


def _rows_by_place(inventory: Inventory) -> dict[Source, Row]:
    rows: dict[Source, Row] = {}
    for name in ("initiatives", "costs", "benefits", "metrics", "processing", "assumptions"):
        for row in getattr(inventory, name):
            rows[row.at] = row
    return rows


def _described(case: Case, row: Row) -> tuple[object, ...]:
    place, owner = str(row.at), None
    name = case.name(getattr(row, "initiative", None))
    what, before, now, unit = SHEETS["assumptions"].title, None, None, None
    match row:
        case InitiativeRow():
            name, what, owner = row.name, "initiative", row.owner
        case CostRow():
            name = case.name(row.initiative) if row.initiative else "all (shared)"
            what, now = f"{row.layer.title}: {row.item}", row.amount
            unit = f"{row.currency or case.portfolio.currency} {row.timing.value}"
            owner = case.owner(row.initiative)
        case BenefitRow():
            what, before, now, unit = row.benefit, row.baseline, row.current, row.unit
            owner = row.owner or case.owner(row.initiative)
        case MetricRow():
            what = row.metric if row.team is None else f"{row.metric} ({row.team})"
            before, now, unit = row.baseline, row.current, row.unit
            owner = row.owner or case.owner(row.initiative)
        case ProcessingRow():
            what = f"{row.kind.value}: {row.processor or wording.NA}, {row.region or wording.NA}"
            now, unit, owner = row.retention_days, "days kept", row.control_owner
    return (place, name, what, before, now, unit or "", owner or NOBODY)
