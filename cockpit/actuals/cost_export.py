"""A cost export as read: sums by everything that a rule may ask for, and what was found.

The rows themselves are not kept. Amounts are whole numbers of 10^-18 of their currency
(:mod:`cockpit.actuals.amounts`), so that every sum is exact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, NamedTuple

from cockpit.actuals.charges import Basis
from cockpit.actuals.periods import DateOrder
from cockpit.actuals.spans import Span


class Cell(NamedTuple):
    """Charges alike in all of this, summed.

    ``period`` is a month (``2026-04``) or ``start/end`` where it spans several;
    ``fallback`` says that the charge period could not be used and the billing month
    stands for it. ``billing`` is the billing month, ``None`` where not stated. ``tags``
    is a JSON object with sorted keys, empty without tags. ``repeated``: equals an
    earlier row in every column. ``billed`` and ``effective`` are ``None`` where the
    rows state no such amount, or one that cannot be read: ``unread`` is its column then,
    else empty.
    """

    period: str
    billing: str | None
    fallback: bool
    currency: str | None
    category: str
    charge_class: str | None
    status: str | None
    pricing: str | None
    provider: str | None
    service_category: str | None
    service_subcategory: str | None
    service: str | None
    sku: str | None
    sub_account: str | None
    sub_account_name: str | None
    resource: str | None
    cost_centre: str | None
    tags: str
    repeated: bool
    unread: str
    rows: int
    billed: int | None
    effective: int | None

    def amount(self, basis: Basis) -> int | None:
        """The amount on a basis, in the billing currency."""
        return self.effective if basis == "effective" else self.billed

    def month_or_period(self, basis: Basis) -> str:
        """Where the amount falls on a basis: the charge period, or the billing month."""
        if basis == "effective":
            return self.period
        return self.billing or self.period.partition("/")[0][:7]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: its number among the rows below the header, and why."""

    row: int
    column: str
    problem: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Sum of a file's readable amounts in one currency, taken apart from the cells.

    ``unread_*`` is the part that stands on rows which could not be used.
    """

    currency: str | None
    billed: int = 0
    effective: int = 0
    unread_billed: int = 0
    unread_effective: int = 0


@dataclass(frozen=True)
class CostExport:
    """One file as read.

    Parameters
    ----------
    digest
        SHA-256 of the file.
    rows_read
        Rows with content below the header, readable or not.
    unreadable
        Number of rows that could not be read, by reason; ``bad_rows`` are the first, also
        of ``partly``: rows of which one amount could not be read, while the other counts.
    unknown
        By column, the unreadable rows whose amount in it is not known.
    hidden_lines
        Lines that unreadable rows span beyond their first: they may hold rows.
    missing
        Columns that the file lacks, each with its consequence.
    question
        What the person must answer before all rows can be read: ``"date order"``, or "".
    first, last
        First and last moment of all charge periods within one month (ISO), "" without any.
    spans
        Days on which usage charges fall, by provider and month.
    """

    name: str
    digest: str
    format: str
    rows_read: int
    cells: tuple[Cell, ...]
    totals: tuple[Totals, ...]
    unreadable: Mapping[str, int] = field(default_factory=dict)
    partly: Mapping[str, int] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    hidden_lines: int = 0
    bad_rows: tuple[BadRow, ...] = ()
    columns: tuple[str, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    question: str = ""
    date_order: DateOrder | None = None
    first: str = ""
    last: str = ""
    spans: tuple[Span, ...] = ()

    @property
    def unreadable_rows(self) -> int:
        """Rows that could not be read."""
        return sum(self.unreadable.values())

    @property
    def repeated_rows(self) -> int:
        """Rows that equal an earlier one in every column."""
        return sum(cell.rows for cell in self.cells if cell.repeated)

    def same_charges(self, other: CostExport) -> bool:
        """Whether two files hold the same charges, whatever their packing or encoding."""
        return self.digest == other.digest or (
            self.rows_read == other.rows_read and self._charges() == other._charges()
        )

    def _charges(self) -> str:
        cells = sorted(repr(tuple(cell)) for cell in self.cells)
        return hashlib.sha256("\n".join(cells).encode("utf-8", "replace")).hexdigest()

    def to_plain(self) -> dict[str, Any]:
        """What JSON can hold; whole numbers of any size stay exact in it."""
        plain = {item.name: getattr(self, item.name) for item in fields(self)}
        for name in ("totals", "bad_rows"):
            plain[name] = [asdict(each) for each in plain[name]]
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> CostExport:
        """The export of :meth:`to_plain`."""
        return cls(
            **{
                **plain,
                "cells": tuple(Cell(*cell) for cell in plain["cells"]),
                "totals": tuple(Totals(**each) for each in plain["totals"]),
                "bad_rows": tuple(BadRow(**each) for each in plain["bad_rows"]),
                "missing": tuple((name, without) for name, without in plain["missing"]),
                "columns": tuple(plain["columns"]),
                "spans": tuple(Span(*each) for each in plain["spans"]),
                "unused": tuple(plain["unused"]),
                "remarks": tuple(plain["remarks"]),
            }
        )
