"""Months of a provider that bills in its own time zone, told from moments in UTC.

``2027-01-31T23:00Z to 2027-02-28T23:00Z`` is February an hour east of UTC. Without care it
would be two months, and a bill that begins so would stand in January. Row by row:

1. A charge period whose start and end both lie off a month's first moment, by the same
   offset of at most fourteen hours (an hour apart where clocks change), is whole months there.
2. Else, where the billing period begins off a month's first moment, its offset holds for the
   charge too, unless that runs from midnight to midnight UTC. An hour by which this leaves
   the billing month is a change of clocks.

Offsets are whole quarters of an hour; anything else is no time zone and stays in UTC.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

_HOUR = dt.timedelta(hours=1)
_MOST = 14 * _HOUR
_QUARTER = dt.timedelta(minutes=15)
_NONE = dt.timedelta()


class Moments(NamedTuple):
    """Start and end of a charge and start of its billing period; ``east`` is what was added."""

    start: dt.datetime | None
    end: dt.datetime | None
    billing: dt.datetime | None
    east: dt.timedelta = _NONE


def in_local_months(moments: Moments) -> Moments:
    """The moments on the provider's clock, as far as they show it."""
    start, end, billing, _ = moments
    bill_off = _offset(billing)
    if billing is not None and bill_off:
        billing += bill_off
    first, last = _offset(start), _offset(end)
    if start and end and first and last and abs(first - last) <= _HOUR and end - start > _MOST * 2:
        return Moments(start + first, end + last, billing, first)
    if billing is None or not bill_off:
        return moments
    if start is None or _at_midnight(start, end):
        return Moments(start, end, billing, bill_off)
    return Moments(
        *_within(start + bill_off, None if end is None else end + bill_off, billing),
        billing,
        bill_off,
    )


def _offset(moment: dt.datetime | None) -> dt.timedelta | None:
    """What must be added to reach the first moment of a month; ``None`` where none is near."""
    if moment is None:
        return None
    near = (moment + _MOST).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    offset = near - moment
    return None if abs(offset) > _MOST or offset % _QUARTER else offset


def _at_midnight(start: dt.datetime, end: dt.datetime | None) -> bool:
    return all(each is None or each.time() == dt.time() for each in (start, end))


def _within(
    start: dt.datetime, end: dt.datetime | None, month: dt.datetime
) -> tuple[dt.datetime, dt.datetime | None]:
    """A charge within its billing month, where an hour at its end is a change of clocks."""
    following = (month + dt.timedelta(days=32)).replace(day=1)
    if end is None or abs(end - following) > _HOUR or start > end:
        return start, end
    if start >= following:
        return start - _HOUR, end - _HOUR
    return start, following
