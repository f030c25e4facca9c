"""Actual costs as tables: monthly lines, what does not count, rules, and rows for Costs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import scenarios
from cockpit.actuals.amounts import as_float, to_cents
from cockpit.actuals.charges import BASIS_TITLES, OTHER_BASIS
from cockpit.actuals.lines import ActualCosts
from cockpit.actuals.rules import COLUMNS, Rule
from cockpit.inventory.contract import SHEETS
from scenarios.portfolio import CostLayer

#: A table: column names and rows.
Table = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]
UNMATCHED = "unmatched"
UNCLASSIFIED = "unclassified"
#: What is in no row of the Costs sheet, and why.
_LEFT = {
    "open": "without an initiative or a layer is in no row.",
    "prepaid": "was invoiced for more than a month and is in no row: it is no cost of a month.",
    "uncovered": "falls in months that the exports cover in part only, and is in no row.",
    "negative": "of net credits is in no row: a cost row cannot be negative.",
}


def tables(actual: ActualCosts, rules: Collection[Rule] = ()) -> dict[str, Table]:
    """Every table by name."""
    sheet, left_out = costs_sheet(actual, months_to_average(actual))
    notes = (*actual.notes, *(f"Rows for the Costs sheet: {each}" for each in left_out))
    return {
        "actual_costs": lines_table(actual),
        "not_counted": excluded_table(actual),
        "tie_out": tie_out_table(actual),
        "costs_sheet": sheet,
        "rules": rules_table(rules),
        "notes": (("note",), tuple((note,) for note in notes)),
    }


def lines_table(actual: ActualCosts) -> Table:
    """One row a month, initiative, layer, provider and service."""
    return (
        ("month", "initiative", "layer", "provider", "service", "amount", "currency", "rows"),
        tuple(
            (
                line.key.month,
                line.key.initiative or UNMATCHED,
                line.key.layer.value if line.key.layer else UNCLASSIFIED,
                line.key.provider,
                line.key.service,
                as_float(line.amount),
                actual.currency,
                line.rows,
            )
            for line in actual.lines
        ),
    )


def excluded_table(actual: ActualCosts) -> Table:
    """What does not count, by reason, in its own currency; beside it what the other basis says."""
    other = BASIS_TITLES[OTHER_BASIS[actual.basis]].lower()
    return (
        ("reason", "currency", "amount", other, "rows"),
        tuple(
            (e.reason, e.currency, _stated(e.amount), _stated(e.other), e.rows)
            for e in actual.excluded
        ),
    )


def _stated(amount: int | None) -> float | None:
    return None if amount is None else as_float(amount)


def tie_out_table(actual: ActualCosts) -> Table:
    """Rows and amounts of the files, each in exactly one place."""
    tie = actual.tie_out
    rows: list[tuple[Any, ...]] = [
        ("rows", None, tie.rows_read, tie.rows_used, tie.rows_excluded, tie.rows_unreadable)
    ]
    if tie.rows_unknown:
        unknown = tie.rows_unknown
        rows.append(("rows of unknown amount", None, unknown, None, None, unknown))
    rows += [
        ("amount", currency or "not stated", *(as_float(part.get(currency, 0)) for part in parts))
        for parts in [(tie.stated, tie.used, tie.excluded, tie.unreadable)]
        for currency in tie.stated
    ]
    return ("of", "currency", "in the files", "in lines", "excluded", "not readable"), tuple(rows)


def rules_table(rules: Collection[Rule]) -> Table:
    """Rules as they can be loaded again."""
    return COLUMNS, tuple(tuple(getattr(rule, name) for name in COLUMNS) for rule in rules)


def months_to_average(actual: ActualCosts, most: int = 3) -> tuple[str, ...]:
    """The last whole months covered, up to ``most``: a run rate rests on them."""
    months = sorted(
        {line.key.month for line in actual.lines if line.key.month <= actual.last_whole_month}
    )
    return tuple(months[-most:])


def costs_sheet(actual: ActualCosts, months: Collection[str]) -> tuple[Table, tuple[str, ...]]:
    """Rows of the Costs sheet: run rate a month over the chosen months; and what is left out.

    The run rate is the mean of those chosen months that the exports cover for the
    provider; a covered month without a charge counts as one. Only what has an initiative
    and a layer can be a row, an invoice for more than a month is no run rate, and a row
    cannot be negative: the rest is said.
    """
    columns = SHEETS["costs"].columns
    sums: dict[tuple[str, CostLayer, str | None, str | None], list[int]] = {}
    left = {"open": 0, "prepaid": 0, "uncovered": 0, "negative": 0}
    for line in actual.lines:
        key = line.key
        if key.month not in months:
            continue
        if key.initiative is None or key.layer is None:
            left["open"] += line.amount
            continue
        left["prepaid"] += line.prepaid
        amount = line.amount - line.prepaid
        if key.month not in actual.covered[key.initiative, key.layer, key.provider]:
            left["uncovered"] += amount
            continue
        sums.setdefault((key.initiative, key.layer, key.provider, key.service), []).append(amount)
    rows = []
    for (initiative, layer, provider, service), amounts in sums.items():
        covered = actual.covered[initiative, layer, provider] & set(months)
        if sum(amounts) < 0:
            left["negative"] += sum(amounts)
            continue
        if not any(amounts):
            continue
        values = {
            "initiative": initiative,
            "layer": layer.value,
            "item": f"{service or provider or 'Cost export'}, actual {_span(covered)}",
            "vendor": provider,
            "timing": "monthly",
            "amount": float(to_cents(sum(amounts) // len(covered))),
            "currency": actual.currency,
            "actual": "actual",
        }
        rows.append(tuple(values.get(column.field) for column in columns))
    said = tuple(
        f"{to_cents(left[name]):,} {actual.currency} {why}"
        for name, why in _LEFT.items()
        if left[name]
    )
    return (tuple(column.header for column in columns), tuple(rows)), said


def _span(months: Collection[str]) -> str:
    return min(months) if len(months) == 1 else f"{min(months)} to {max(months)}"


def stamp_line(actual: ActualCosts, mark: str, data_hash: str = "") -> str:
    """What the figures can be reproduced from.

    ``mark`` is that of exports, rules, tag and all other choices (:func:`choices.mark`);
    ``data_hash`` the inventory's, where the line stands alone.
    """
    files = ", ".join(digest[:12] for digest in actual.digests)
    parts = [f"data {data_hash[:12]}"] if data_hash else []
    parts += [f"cost export {files}", f"choices {mark[:12]}", BASIS_TITLES[actual.basis]]
    return " · ".join([*parts, f"version {scenarios.__version__}"])
