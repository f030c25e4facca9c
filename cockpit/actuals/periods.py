"""Dates of cost exports, and the months that a charge period falls in.

ISO dates and times are read as they stand (times with an offset in UTC; months that a
provider counts in another time zone, :mod:`cockpit.actuals.local_months`). Dates with
slashes or points need an order of day and month, found from the whole file:

1. A part above 12 decides. If both orders are forced, no date is read.
2. Else, if all billing periods begin on the first of a month under one order only,
   that order holds: billing periods are months.
3. Else the person is asked; until then no such date is read.
4. Years of two digits mean 2010 to 2059. Where every date of a file could as well begin
   with such a year (``25/04/01``), none is read until the person chooses an order.

A charge period within one month falls in that month. A longer one is kept as it is
and spread by days later (:func:`spread`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from cockpit.actuals.local_months import Moments, in_local_months

DateOrder = Literal["month first", "day first"]
ORDERS: tuple[DateOrder, ...] = ("month first", "day first")

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?"
)
_COMPACT = re.compile(r"(\d{4})-?(\d{2})")
_SHORT = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP]M))?)?",
    re.IGNORECASE,
)
#: A charge before or after these years is a slip.
_YEARS = range(1990, 2101)
_MOST_MONTHS = 240
#: Years that two digits can mean, and those of them with which a date may begin.
_SHORT_YEARS = range(2010, 2060)
_LEADING_YEARS = range(15, 60)


@dataclass(frozen=True, slots=True)
class ShortDate:
    """A date whose order of day and month is open."""

    first: int
    second: int
    year: int
    time: dt.time
    short_year: bool = False

    @property
    def may_begin_with_year(self) -> bool:
        """Whether the date could be meant as year, month and day."""
        return (
            self.short_year
            and self.first in _LEADING_YEARS
            and self.second <= 12
            and 1 <= self.year % 100 <= 31
        )

    def read(self, order: DateOrder) -> dt.datetime | None:
        """The moment under an order, ``None`` where there is no such day."""
        month, day = (
            (self.first, self.second) if order == "month first" else (self.second, self.first)
        )
        if self.short_year and self.year not in _SHORT_YEARS:
            return None
        return _moment(self.year, month, day, self.time)


@lru_cache(maxsize=65_536)
def read_moment(text: str) -> dt.datetime | ShortDate | None:
    """What a cell states, without a time zone; ``None`` if it is no date."""
    plain = " ".join(text.split())
    if match := _ISO.fullmatch(plain):
        hour, minute, second = (int(match[place] or 0) for place in (4, 5, 6))
        if hour > 23 or minute > 59 or second > 59:
            return None
        found = _moment(int(match[1]), int(match[2]), int(match[3]), dt.time(hour, minute, second))
        return None if found is None else _in_utc(found, match[7])
    if match := _SHORT.fullmatch(plain):
        year = int(match[4])
        time = _time_of_day(match[5], match[6], match[7], match[8])
        if time is None:
            return None
        full = year + 2000 * (year < 100)
        return ShortDate(int(match[1]), int(match[3]), full, time, full != year)
    if match := _COMPACT.fullmatch(plain):
        return _moment(int(match[1]), int(match[2]), 1, dt.time())
    return None


def _in_utc(moment: dt.datetime, zone: str | None) -> dt.datetime:
    if not zone or zone in ("Z", "UTC"):
        return moment
    digits = zone[1:].replace(":", "")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return moment + offset if zone[0] == "-" else moment - offset


def _time_of_day(
    hour: str | None, minute: str | None, second: str | None, half: str | None
) -> dt.time | None:
    """A time of day on 24 or on 12 hours; ``None`` if there is no such time."""
    number = int(hour or 0)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + 12 * (half.upper() == "PM")
    if number > 23 or int(minute or 0) > 59 or int(second or 0) > 59:
        return None
    return dt.time(number, int(minute or 0), int(second or 0))


def _moment(year: int, month: int, day: int, time: dt.time) -> dt.datetime | None:
    if year not in _YEARS:
        return None
    try:
        return dt.datetime.combine(dt.date(year, month, day), time)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """The order of day and month in a file; ``None`` where nothing decides, or both orders.

    ``sentence`` says how it was found, or what to do; empty without such dates.
    """

    order: DateOrder | None
    sentence: str = ""


def find_order(
    dates: Iterable[ShortDate], billing: Iterable[ShortDate], chosen: DateOrder | None
) -> FoundOrder:
    """The order of all dates of a file; the person's choice wins."""
    seen = set(dates) | set(billing)
    if not seen:
        return FoundOrder(chosen)
    if chosen is not None:
        return FoundOrder(chosen, f"Dates are read with the {chosen}, as you chose.")
    example = next(iter(sorted(seen, key=lambda d: (d.year, d.first, d.second))))
    text = f"{example.first}/{example.second}/{example.year}"
    if all(date.may_begin_with_year for date in seen):
        return FoundOrder(
            None,
            f"Dates such as {example.first:02d}/{example.second:02d}/{example.year % 100:02d} may "
            "begin with the year, and are not read. Write dates as 2026-04-30, or choose the "
            "order if they end with the year.",
        )
    day_first = any(date.first > 12 for date in seen)
    month_first = any(date.second > 12 for date in seen)
    if day_first and month_first:
        return FoundOrder(
            None,
            "Some dates can only have the day first, others only the month: no date with "
            "slashes is read. Write dates as 2026-04-30.",
        )
    if day_first or month_first:
        order: DateOrder = "day first" if day_first else "month first"
        part = "day" if day_first else "month"
        return FoundOrder(order, f"Dates have the {part} first: some have no other reading.")
    starts = set(billing)
    on_first = {
        order: bool(starts)
        and all((moment := date.read(order)) and moment.day == 1 for date in starts)
        for order in ORDERS
    }
    fitting = [order for order in ORDERS if on_first[order]]
    if len(fitting) == 1:
        part = fitting[0].split()[0]
        return FoundOrder(
            fitting[0],
            f"Dates such as {text} are read with the {part} first: only so do all billing "
            "periods begin on the first of a month.",
        )
    return FoundOrder(
        None,
        f"Dates such as {text} may have the day or the month first: choose the order of "
        "dates to read them.",
    )


def month_of(moment: dt.datetime) -> str:
    """The month as ``2026-04``."""
    return f"{moment.year:04d}-{moment.month:02d}"


def shift(month: str, by: int) -> str:
    """The month so many months later."""
    number = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def months_from(first: str, last: str) -> int:
    """Months from one to the other; negative when the second is earlier."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])


def first_moment(month: str) -> dt.datetime:
    """When the month begins."""
    return dt.datetime(int(month[:4]), int(month[5:7]), 1)


def period_of(start: dt.datetime | None, end: dt.datetime | None) -> str | None:
    """The charge period as a month, or as ``start/end`` where it spans several.

    ``None`` where it cannot be used: no start, an end before the start, or longer than
    twenty years. Without an end, or with one equal to the start, the month of the start.
    """
    if start is None or (end is not None and end < start):
        return None
    if end is None or end == start:
        return month_of(start)
    last = month_of(end - dt.timedelta(seconds=1))
    first = month_of(start)
    if first == last:
        return first
    if months_from(first, last) > _MOST_MONTHS:
        return None
    return f"{start.isoformat()}/{end.isoformat()}"


class Placed(NamedTuple):
    """Where a charge falls.

    ``period`` is ``None`` where neither charge period nor billing month can be used;
    ``fallback`` says that the billing month stands for the period. ``begin`` and ``end``
    are ISO moments of a period within one month, else "". ``east``: minutes by which the
    provider's clock is ahead of UTC, 0 where its months are those of UTC.
    """

    period: str | None
    billing: str | None = None
    fallback: bool = False
    begin: str = ""
    end: str = ""
    east: int = 0


class Open(NamedTuple):
    """Dates as they stand, until the order of day and month is known."""

    start: str | None
    end: str | None
    billing: str | None

    def moments(self) -> tuple[ShortDate | None, ShortDate | None, ShortDate | None]:
        """Those of the three whose order is open."""
        read = (read_moment(text) if text else None for text in self)
        start, end, billing = (each if isinstance(each, ShortDate) else None for each in read)
        return start, end, billing


def settle(dates: Open, order: DateOrder | None, *, final: bool) -> Placed | Open:
    """Where a charge with these dates falls.

    Without an order, dates that need one stay open; ``final`` takes them as unusable.
    """
    read: list[dt.datetime | None] = []
    for text in dates:
        moment = read_moment(text) if text else None
        if isinstance(moment, ShortDate):
            if order is None and not final:
                return dates
            moment = moment.read(order) if order else None
        read.append(moment)
    start, end, bill, east = in_local_months(Moments(read[0], read[1], read[2]))
    minutes = round(east.total_seconds() / 60)
    billing = month_of(bill) if bill else None
    period = None if dates.end and end is None else period_of(start, end)
    if period is None:
        return Placed(billing, billing, True, east=minutes)
    if start is None or "/" in period:
        return Placed(period, billing, east=minutes)
    return Placed(period, billing, False, start.isoformat(), (end or start).isoformat(), minutes)


def spread(amount: int, period: str) -> list[tuple[str, int]]:
    """An exact amount over the months of a period, by days; the parts sum to it.

    Rounding goes to the last month. A period that is a month keeps its amount; nothing
    over several months stands in the first.
    """
    if "/" not in period or not amount:
        return [(period[:7], amount)]
    start, end = (dt.datetime.fromisoformat(part) for part in period.split("/"))
    whole = _seconds(end - start)
    parts: list[tuple[str, int]] = []
    month, begin, given = month_of(start), start, 0
    while begin < end:
        following = min(first_moment(shift(month, 1)), end)
        part = amount * _seconds(following - begin) // whole if following < end else amount - given
        parts.append((month, part))
        given += part
        month, begin = shift(month, 1), following
    return parts


def is_long(period: str) -> bool:
    """Whether a period, as :func:`period_of` states it, is longer than any month."""
    if "/" not in period:
        return False
    start, end = (dt.datetime.fromisoformat(part) for part in period.split("/"))
    return end - start > dt.timedelta(days=31)


def _seconds(length: dt.timedelta) -> int:
    return length.days * 86_400 + length.seconds
