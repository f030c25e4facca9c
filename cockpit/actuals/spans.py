"""Which days of which months usage charges of each provider fall on."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from cockpit.actuals.periods import first_moment, month_of, shift

#: Categories that say nothing on how far an export reaches: they come for whole months.
NO_USAGE = frozenset({"Purchase", "Tax", "Credit", "Adjustment"})
#: How a charge for a whole month states its end: the next month's first moment, the
#: month's last second, or the date of its last day.
NEXT_MONTH, LAST_SECOND, LAST_DAY = 1, 2, 4
_MINUTE = dt.timedelta(minutes=1)
_DAY = dt.timedelta(days=1)


class Span(NamedTuple):
    """Usage charges of one provider within one month.

    Days are bits, the first day of the month is bit 0. ``days``: charges with a period
    shorter than the month; ``reaches``: one of them ends with the month. ``dated``:
    charges without an end, or with one equal to their start. ``whole``: how charges for
    the whole month state their end.
    """

    provider: str | None
    month: str
    days: int = 0
    reaches: bool = False
    dated: int = 0
    whole: int = 0

    def joined(self, other: Span) -> Span:
        """Charges of both."""
        return self._replace(
            days=self.days | other.days,
            reaches=self.reaches or other.reaches,
            dated=self.dated | other.dated,
            whole=self.whole | other.whole,
        )


@lru_cache(maxsize=65_536)
def span_of(provider: str | None, begin: str, end: str) -> Span:
    """The span of one charge within a month, from its first and last moment (ISO)."""
    start, stop = dt.datetime.fromisoformat(begin), dt.datetime.fromisoformat(end)
    month = month_of(start)
    if start == stop:
        return Span(provider, month, dated=_bits(start.day, start.day))
    following = first_moment(shift(month, 1))
    if start == first_moment(month):
        if stop == following:
            return Span(provider, month, whole=NEXT_MONTH)
        if stop >= following - _MINUTE:
            return Span(provider, month, whole=LAST_SECOND)
        if stop == following - _DAY:
            return Span(provider, month, whole=LAST_DAY)
    last = stop - dt.timedelta(seconds=1)
    return Span(provider, month, _bits(start.day, last.day), stop >= following - _MINUTE)


def _bits(first: int, last: int) -> int:
    return (1 << last) - (1 << (first - 1))
