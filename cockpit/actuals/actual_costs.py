"""From exports and a person's choices to actual monthly cost lines that tie out.

Every amount of every export ends in exactly one place: a line (matched or not,
classified or not), or what is excluded with its reason. Nothing is spread over
initiatives, and nothing is summed across currencies without a stated rate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from cockpit import wording
from cockpit.actuals.amounts import scaled, to_cents
from cockpit.actuals.charges import BASIS_COLUMNS, BASIS_TITLES, OTHER_BASIS
from cockpit.actuals.choices import Choices, Setting
from cockpit.actuals.cost_export import Cell, CostExport
from cockpit.actuals.coverage import Coverage, coverage, overlaps, same_charges
from cockpit.actuals.lines import ActualCosts, ActualLine, Excluded, LineKey, Place, TieOut
from cockpit.actuals.periods import is_long, spread
from cockpit.actuals.rules import Rule, first_match, names_of, tags_of
from cockpit.actuals.tags import tag_name
from cockpit.inventory.currencies import CODES
from cockpit.inventory.values import fold
from cockpit.inventory.vocabulary import SHARED
from scenarios.portfolio import CostLayer

BY_TAG = "chosen tag"


class _Sums:
    """Gathers while the cells are walked."""

    def __init__(self, choices: Choices, setting: Setting) -> None:
        self.choices, self.setting = choices, setting
        self.lines: dict[LineKey, list[int]] = {}
        self.excluded: dict[tuple[str, str | None], list[int | None]] = {}
        self.by_rule: dict[Rule | str, int] = {}
        self.accounts: dict[Place, set[str | None]] = {}
        self.used: dict[str | None, int] = {}
        self.other: dict[str | None, int] = {}
        self.special = {"unused": 0, "correction": 0, "credit": 0}
        self.fallback_rows = self.unread_rows = 0
        self._column = BASIS_COLUMNS[choices.basis]
        self._names = names_of(setting.initiatives)
        self._place = lru_cache(maxsize=None)(self._found)

    def add(self, cell: Cell) -> None:
        """Put a cell where it belongs."""
        reason, currency = self._refusal(cell)
        amount = cell.amount(self.choices.basis)
        other = cell.amount(OTHER_BASIS[self.choices.basis])
        if amount is None and other:
            self.other[cell.currency] = self.other.get(cell.currency, 0) + other
        if cell.unread == self._column:
            self.unread_rows += cell.rows
            return
        if reason or amount is None or currency is None:
            place = reason, cell.currency
            rows, *both = self.excluded.get(place, [0, None, None])
            self.excluded[place] = [
                (rows or 0) + cell.rows,
                *(_plus(so_far, more) for so_far, more in zip(both, (amount, other), strict=True)),
            ]
            return
        self.used[cell.currency] = self.used.get(cell.currency, 0) + amount
        rate = self.setting.rate(currency)
        assert rate is not None, "refused above"
        converted = scaled(amount, rate)
        self.fallback_rows += cell.rows * cell.fallback
        self._special(cell, converted)
        target, layer = self._placed(cell, converted)
        rows = cell.rows
        self.accounts.setdefault((target, layer, cell.provider), set()).add(cell.sub_account)
        ahead = self.choices.basis == "billed" and is_long(cell.period)
        for month, part in spread(converted, cell.month_or_period(self.choices.basis)):
            key = LineKey(month, target, layer, cell.provider, cell.service)
            sums = self.lines.setdefault(key, [0, 0, 0])
            sums[0] += part
            sums[1] += rows
            sums[2] += part * ahead
            rows = 0

    def _special(self, cell: Cell, amount: int) -> None:
        if (cell.status or "").casefold() == "unused":
            self.special["unused"] += amount
        if (cell.charge_class or "").casefold() == "correction":
            self.special["correction"] += amount
        if cell.category == "Credit":
            self.special["credit"] += amount

    def _refusal(self, cell: Cell) -> tuple[str, str | None]:
        """Why a cell does not count, and the currency it counts in otherwise."""
        choices = self.choices
        stated = (cell.currency or "").strip().upper()
        currency = stated or choices.currency
        if cell.amount(choices.basis) is None:
            return f"No amount in {self._column}", None
        if cell.repeated and not choices.count_repeated:
            return "Equal to an earlier row", None
        if cell.category in choices.left_out:
            return f"{cell.category}, left out as you chose", None
        if not currency:
            return "No billing currency", None
        if currency not in CODES:
            return f"Virtual currency {wording.shorten(cell.currency or '', 30)}: no money", None
        if self.setting.rate(currency) is None:
            return f"No rate from {currency} to {self.setting.currency} in Settings", None
        return "", currency

    def _placed(self, cell: Cell, amount: int) -> tuple[str | None, CostLayer | None]:
        bare = cell._replace(
            period="", billing=None, fallback=False, repeated=False, unread="", rows=0,
            billed=None, effective=None,
        )  # fmt: skip
        owner, target, rule = self._place(bare)
        for each in (owner, rule):
            if each is not None:
                self.by_rule[each] = self.by_rule.get(each, 0) + amount
        return target, None if rule is None else CostLayer[rule.target]

    def _found(self, cell: Cell) -> tuple[Rule | str | None, str | None, Rule | None]:
        """The rule (or tag) that gives the initiative, the initiative, and the layer's rule."""
        tags = tags_of(cell)
        layer = first_match(self.choices.layer_rules, cell, tags)
        owner = first_match(self.choices.initiative_rules, cell, tags)
        if owner is not None:
            return owner, owner.target, layer
        value = tags.get(tag_name(self.choices.tag_key or ""))
        target = self._names.get(fold(value)) if value else None
        return (BY_TAG if target else None), target, layer


def actual_costs(exports: Iterable[CostExport], choices: Choices, setting: Setting) -> ActualCosts:
    """Actual cost lines of the exports. A pure function of its arguments.

    Rules that cannot be used (:meth:`Rule.problem`) take no part; a note says so.

    Raises
    ------
    ValueError
        If two exports hold the same charges.
    """
    files = tuple(exports)
    if problem := same_charges(files):
        raise ValueError(problem)
    notes: list[str] = []
    usable = _usable(choices, setting, notes)
    sums = _Sums(usable, setting)
    for export in files:
        for cell in export.cells:
            sums.add(cell)
    months = coverage(files, usable.basis)
    tie = _tie_out(files, sums)
    _say(sums, files, months, tie, notes)
    return ActualCosts(
        basis=usable.basis,
        currency=setting.currency,
        lines=tuple(
            ActualLine(key, amount, rows, prepaid)
            for key, (amount, rows, prepaid) in sorted(
                sums.lines.items(), key=lambda item: _order(item[0])
            )
        ),
        excluded=tuple(
            Excluded(reason, currency, amount, rows or 0, other)
            for (reason, currency), (rows, amount, other) in sums.excluded.items()
        ),
        by_rule=dict(sums.by_rule),
        tie_out=tie,
        notes=tuple(notes),
        first_month=months.first,
        last_whole_month=months.last_whole,
        partial=months.partial,
        digests=tuple(export.digest for export in files),
        unused_commitment=sums.special["unused"],
        corrections=sums.special["correction"],
        credits=sums.special["credit"],
        covered={
            place: months.months(place[2], accounts) for place, accounts in sums.accounts.items()
        },
    )


def _usable(choices: Choices, setting: Setting, notes: list[str]) -> Choices:
    def kept(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        good = tuple(rule for rule in rules if not rule.problem(setting.initiatives))
        if len(good) < len(rules):
            count = wording.count(len(rules) - len(good), "rule")
            notes.append(f"{count} cannot be used and takes no part; the table of rules says why.")
        return good

    return replace(
        choices,
        layer_rules=kept(choices.layer_rules),
        initiative_rules=kept(choices.initiative_rules),
    )


def _plus(sum_so_far: int | None, amount: int | None) -> int | None:
    """A sum that stays ``None`` until something is stated."""
    return sum_so_far if amount is None else (sum_so_far or 0) + amount


def _order(key: LineKey) -> tuple[str, ...]:
    layer = "~" if key.layer is None else key.layer.name
    return key.month, key.initiative or "~", layer, key.provider or "~", key.service or "~"


def _tie_out(files: tuple[CostExport, ...], sums: _Sums) -> TieOut:
    effective = sums.choices.basis == "effective"
    stated: dict[str | None, int] = {}
    unread: dict[str | None, int] = {}
    for each in (total for export in files for total in export.totals):
        amount = each.effective if effective else each.billed
        lost = each.unread_effective if effective else each.unread_billed
        stated[each.currency] = stated.get(each.currency, 0) + amount
        unread[each.currency] = unread.get(each.currency, 0) + lost
    excluded: dict[str | None, int] = {}
    for (_, currency), (_rows, left_out, _other) in sums.excluded.items():
        excluded[currency] = excluded.get(currency, 0) + (left_out or 0)
    column = BASIS_COLUMNS[sums.choices.basis]
    return TieOut(
        rows_read=sum(export.rows_read for export in files),
        rows_used=sum(rows for _, rows, _ in sums.lines.values()),
        rows_excluded=sum(rows or 0 for rows, *_ in sums.excluded.values()),
        rows_unreadable=sum(export.unreadable_rows for export in files) + sums.unread_rows,
        stated=stated,
        used=sums.used,
        excluded=excluded,
        unreadable=unread,
        rows_unknown=sum(each.unknown.get(column, 0) for each in files) + sums.unread_rows,
    )


def _say(
    sums: _Sums,
    files: tuple[CostExport, ...],
    months: Coverage,
    tie: TieOut,
    notes: list[str],
) -> None:
    """Sentences on what a reader of the figures must know."""
    basis = sums.choices.basis
    column, other = BASIS_COLUMNS[basis], BASIS_COLUMNS[OTHER_BASIS[basis]]
    notes.append(f"{BASIS_TITLES[basis]}: {column} in the billing currency, never both.")
    notes.extend(
        f"Rows without a readable amount in {column} state {to_cents(amount):,} "
        f"{currency or 'in no currency'} in {other}; it is in no figure here."
        for currency, amount in sums.other.items()
    )
    if tie.rows_unreadable:
        notes.append(
            f"{wording.count(tie.rows_unreadable, 'row')} could not be read; the amounts of "
            f"{tie.rows_unknown:,} of them are unknown and in no sum."
        )
    if hidden := sum(export.hidden_lines for export in files):
        notes.append(
            f"Rows with too many or too few cells span {wording.count(hidden, 'further line')} of "
            "their file: behind an open quotation mark rows may be among them, and they are in no "
            "count. Close the quotation mark, or export the data anew."
        )
    if sums.fallback_rows:
        notes.append(
            f"{wording.count(sums.fallback_rows, 'row')} without a usable charge period stand in "
            "their billing month."
        )
    if months.partial:
        notes.append(f"{months.partial} is covered in part only; it is in no comparison.")
    notes.extend(months.notes)
    if any(line[2] for line in sums.lines.values()):
        notes.append(
            "Invoices for more than a month stand in full in their billing month; they are in no "
            "run rate, and their initiative's layer is in no comparison. Amortised cost spreads "
            "them."
        )
    repeated = sum(export.repeated_rows for export in files)
    if repeated:
        counted = "count" if sums.choices.count_repeated else "are left out"
        notes.append(
            f"{wording.count(repeated, 'row')} equal an earlier row of their file in every column "
            f"and {counted}."
        )
    notes.extend(overlaps(files))
    if sums.by_rule and any(line.initiative == SHARED for line in sums.lines):
        notes.append("Spend that is SHARED stays shared; it is not divided here.")
