"""Actual costs as a result: monthly lines, what does not count, and that both tie out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cockpit import wording
from cockpit.actuals.charges import Basis
from cockpit.actuals.rules import Rule
from scenarios.portfolio import CostLayer

#: An initiative (or SHARED, or ``None``), a layer and a provider.
Place = tuple[str | None, CostLayer | None, str | None]


class LineKey(NamedTuple):
    """What a line is about. ``initiative`` is an id, SHARED, or ``None``: unmatched."""

    month: str
    initiative: str | None
    layer: CostLayer | None
    provider: str | None
    service: str | None


@dataclass(frozen=True, slots=True)
class ActualLine:
    """One month's actual cost, in 10^-18 of the portfolio's currency, and its rows.

    The rows of a charge over several months stand with its first month. ``prepaid`` is
    the part that was invoiced for more than a month.
    """

    key: LineKey
    amount: int
    rows: int
    prepaid: int = 0


@dataclass(frozen=True, slots=True)
class Excluded:
    """What does not count: the reason, and the sum in 10^-18 of its own currency.

    ``amount`` is ``None`` where no row states one; ``other`` is the sum on the basis that
    is not chosen, ``None`` where no row states that.
    """

    reason: str
    currency: str | None
    amount: int | None
    rows: int
    other: int | None = None


@dataclass(frozen=True)
class TieOut:
    """Rows and amounts of the files, all accounted for. Amounts by billing currency.

    ``rows_unknown`` are the unreadable rows whose amount is not known, so that it is in
    none of the sums.
    """

    rows_read: int
    rows_used: int
    rows_excluded: int
    rows_unreadable: int
    stated: Mapping[str | None, int]
    used: Mapping[str | None, int]
    excluded: Mapping[str | None, int]
    unreadable: Mapping[str | None, int]
    rows_unknown: int = 0

    @property
    def verdict(self) -> str:
        """Whether rows and sums tie out, and of how many rows the amounts are unknown."""
        if not self.holds:
            return "rows or sums DO NOT tie out"
        if not self.rows_unknown:
            return "rows and sums tie out"
        rows = wording.count(self.rows_unknown, "row")
        return f"rows tie out; the amounts of {rows} are unknown and in no sum"

    @property
    def holds(self) -> bool:
        """Whether every row and every last digit is in exactly one place."""
        rows = self.rows_used + self.rows_excluded + self.rows_unreadable
        return rows == self.rows_read and all(
            amount == self.used.get(c, 0) + self.excluded.get(c, 0) + self.unreadable.get(c, 0)
            for c, amount in self.stated.items()
        )


@dataclass(frozen=True)
class ActualCosts:
    """Actual monthly cost of one or several exports.

    Parameters
    ----------
    by_rule
        Amount taken by each rule (and by the chosen tag), portfolio currency.
    last_whole_month
        Last month that the exports cover to its end; "" where none is.
    partial
        Month that they cover only in part, "" where there is none.
    digests
        SHA-256 of each file.
    covered
        Months that the exports cover for an initiative, a layer and a provider: an
        amount of any other month is not known to be all, and none is not known to be 0.
    """

    basis: Basis
    currency: str
    lines: tuple[ActualLine, ...]
    excluded: tuple[Excluded, ...]
    by_rule: Mapping[Rule | str, int]
    tie_out: TieOut
    notes: tuple[str, ...]
    first_month: str
    last_whole_month: str
    partial: str
    digests: tuple[str, ...]
    unused_commitment: int = 0
    corrections: int = 0
    credits: int = 0
    covered: Mapping[Place, frozenset[str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All lines, in 10^-18 of the portfolio's currency."""
        return sum(line.amount for line in self.lines)

    @property
    def matched(self) -> int:
        """What belongs to an initiative or is shared by all."""
        return sum(line.amount for line in self.lines if line.key.initiative is not None)

    @property
    def classified(self) -> int:
        """What has a layer."""
        return sum(line.amount for line in self.lines if line.key.layer is not None)

    @property
    def booked_ahead(self) -> int:
        """Amortised cost of months after those that the exports cover."""
        last = self.partial or self.last_whole_month
        return sum(line.amount for line in self.lines if last and line.key.month > last)

    @property
    def booked_before(self) -> int:
        """Amortised cost of months before those that the exports cover."""
        return sum(line.amount for line in self.lines if line.key.month < self.first_month)

    @property
    def in_span(self) -> int:
        """All lines within the months that the exports hold charges of."""
        return self.total - self.booked_ahead - self.booked_before
