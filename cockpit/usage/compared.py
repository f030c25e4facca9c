"""Usage of initiatives as logged, beside what the Initiatives sheet states.

Only whole months are compared: the first month of a log counts when the log begins on its
first day, the last when it ends on its last day.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cockpit.usage.matching import Matched
from cockpit.usage.sums import UsageLog, UsageSum


@dataclass(frozen=True, slots=True)
class Stated:
    """What the sheet says of an initiative; ``None`` where it says nothing."""

    id: str
    name: str
    monthly_requests: float | None = None
    tokens_in: float | None = None
    tokens_out: float | None = None
    monthly_growth: float | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """What the log says of an initiative; ``None`` where it cannot tell.

    ``requests`` are those of ``month``, the last whole one; tokens are of a request,
    over all months; ``growth`` is a share a month between the first and last whole month.
    """

    month: str | None
    requests: int | None
    tokens_in: float | None
    tokens_out: float | None
    cached_share: float | None
    growth: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One initiative: stated, logged, and by how much the log differs, as a share."""

    stated: Stated
    logged: Logged

    @property
    def requests_variance(self) -> float | None:
        """Logged over stated requests less one; ``None`` where either is missing."""
        return _variance(self.logged.requests, self.stated.monthly_requests)

    @property
    def tokens_in_variance(self) -> float | None:
        """The same for input tokens of a request."""
        return _variance(self.logged.tokens_in, self.stated.tokens_in)

    @property
    def tokens_out_variance(self) -> float | None:
        """The same for output tokens of a request."""
        return _variance(self.logged.tokens_out, self.stated.tokens_out)


def _variance(logged: float | None, stated: float | None) -> float | None:
    if logged is None or not stated:
        return None
    return logged / stated - 1


def whole_months(log: UsageLog) -> tuple[str, ...]:
    """The months that the log covers from their first to their last day, in order."""
    if not log.first_day:
        return ()
    first, last = dt.date.fromisoformat(log.first_day), dt.date.fromisoformat(log.last_day)
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        begins = dt.date(year, month, 1) >= first
        ends = dt.date(year, month, calendar.monthrange(year, month)[1]) <= last
        if begins and ends:
            found.append(f"{year}-{month:02d}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)


def requests_of(sums: Iterable[UsageSum]) -> int | None:
    """Requests of these sums; ``None`` where a line does not state how many."""
    listed = list(sums)
    if any(each.uncounted for each in listed):
        return None
    return sum(each.requests for each in listed)


def logged(sums: Sequence[UsageSum], months: Sequence[str]) -> Logged:
    """What the sums of one initiative say, with the whole months of the log."""
    asked = [each for each in sums if not each.embedding]
    by_month = [requests_of(each for each in asked if each.month == month) for month in months]
    measured = sum(each.measured for each in asked)
    # Lines that do not state their requests have tokens, and no tokens of a request.
    per_request = measured > 0 and not any(each.uncounted for each in asked)
    tokens_in = sum(each.input for each in asked)
    known = all(each.cached_stated == each.measured_lines for each in asked)
    return Logged(
        month=months[-1] if months else None,
        requests=by_month[-1] if by_month else None,
        tokens_in=tokens_in / measured if per_request else None,
        tokens_out=sum(each.output for each in asked) / measured if per_request else None,
        cached_share=(
            sum(each.cached for each in asked) / tokens_in if tokens_in and known else None
        ),
        growth=_growth(by_month),
    )


def _growth(by_month: Sequence[int | None]) -> float | None:
    """Growth a month that leads from the first to the last number."""
    if len(by_month) < 2 or not by_month[0] or by_month[-1] is None:
        return None
    return float((by_month[-1] / by_month[0]) ** (1 / (len(by_month) - 1)) - 1)


def compared(log: UsageLog, found: Matched, sheet: Sequence[Stated]) -> tuple[Comparison, ...]:
    """Every initiative with a request in the log, most requests first."""
    months = whole_months(log)
    rows = [
        Comparison(each, logged(found.by_initiative[each.id], months))
        for each in sheet
        if each.id in found.by_initiative
    ]
    return tuple(sorted(rows, key=lambda row: (-(row.logged.requests or 0), row.stated.id)))
