"""Working time: which units of a benefit are hours of people, and which may be.

Time that people get back is cashable only where it went somewhere, money at once. The
unit tells them apart, so that a unit that does not tell is taken for neither.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum

from cockpit.inventory.benefit_change import change_of
from cockpit.inventory.numbers_text import UnreadableCellError
from cockpit.inventory.rows import BenefitRow
from cockpit.inventory.values import fold
from cockpit.inventory.vocabulary import Beneficiary
from scenarios.portfolio import Destination

_HOURS = {"hour", "hours", "h", "hr", "hrs", "stunde", "stunden"}
_MINUTES = {"minute", "minutes", "min", "mins", "minuten"}
_SECONDS = {"second", "seconds", "sec", "secs", "s", "sekunden"}
#: Words beside a unit of time that say whose it is and change no number.
_WHOSE = {"working", "work", "person", "staff", "man", "freed", "saved", "of"}
#: Working time of which nobody can say how many hours it is.
_PEOPLE = {"fte", "ftes", "vzä", "vollzeitkräfte"}
#: Working time, or time that passes or is bought: days of a person, days of a project.
_LONG = {"day", "days", "week", "weeks", "tag", "tage", "woche", "wochen", "year", "years"}
#: A rate other than a month's or one for each case.
_OTHER_PERIOD = {"day", "week", "year", "quarter", "tag", "woche", "jahr", "quartal"}


class Time(Enum):
    """What a unit says of working time."""

    YES = "working time"
    NO = "no working time"
    UNCLEAR = "not clear"
    BLANK = "no unit"


def time_of(
    unit: str | None,
    destination: Destination | None = None,
    beneficiary: Beneficiary | None = None,
) -> Time:
    """Whether a unit is working time of one's own people that can be told in hours.

    Time of clients is none, and minutes do not tell whose they are unless a beneficiary
    is stated. Days and weeks may be time of people, or time that passes; those that
    became reduced spend were bought, and are none either.
    """
    if not (unit or "").strip():
        return Time.BLANK
    if beneficiary is Beneficiary.CLIENT:
        return Time.NO
    hours = hours_per_unit(unit)
    if hours is not None:
        # Hours are those of staff unless a client gains; minutes are as often a client's.
        return Time.YES if hours == 1 or beneficiary is not None else Time.UNCLEAR
    head = set(_parts(unit or "")[0])
    if head & (_HOURS | _MINUTES | _PEOPLE) or (head & _SECONDS and not head - _SECONDS):
        return Time.UNCLEAR
    if head & _LONG:
        bought = destination is Destination.REDUCED_SPEND and not head & _WHOSE
        return Time.NO if bought else Time.UNCLEAR
    return Time.NO


def hours_per_unit(unit: str | None) -> float | None:
    """Hours of one unit of working time, 1/60 for minutes; ``None`` where it is none or unclear.

    ``hours a month`` and ``minutes a case`` are read as hours and minutes, since the
    volume is by month and counts the cases; ``hours a week`` is not clear.
    """
    head, rest = _parts(unit or "")
    if set(rest) & _OTHER_PERIOD:
        return None
    words = set(head) - _WHOSE
    for names, hours in ((_HOURS, 1.0), (_MINUTES, 1 / 60), (_SECONDS, 1 / 3600)):
        if len(words) == 1 and words <= names:
            return hours
    return None


def freed_hours(row: BenefitRow) -> float | None:
    """Hours a month of a row in working time: volume × change, 0 for another unit.

    ``None`` where the volume, or what the change is worked out from, is not stated. Such rows
    without money are kept by the reader, with a warning.
    """
    if row.volume is None:
        return None
    try:
        change, _ = change_of(row.baseline, row.current, row.target, row.better)
    except UnreadableCellError:
        return None
    return row.volume * change * (hours_per_unit(row.unit) or 0.0)


def freed_time_of(row: BenefitRow) -> bool | None:
    """Whether a benefit is working time; ``None`` where its unit does not tell."""
    found = time_of(row.unit, row.destination, row.beneficiary)
    return None if found in (Time.UNCLEAR, Time.BLANK) else found is Time.YES


def is_freed_time(row: BenefitRow) -> bool:
    """Whether a benefit is working time that can be told in hours."""
    return freed_time_of(row) is True


def unclear_field(row: BenefitRow) -> str | None:
    """The field that would tell whether a benefit is working time; ``None`` where it is known."""
    if freed_time_of(row) is not None:
        return None
    return "beneficiary" if hours_per_unit(row.unit) is not None else "unit"


def _parts(unit: str) -> tuple[Collection[str], Collection[str]]:
    """Words of what is counted, and those of what it is counted by (``a``, ``per``, ``/``)."""
    text = re.sub(r"[()\[\].,_-]+", " ", fold(unit))
    text = re.sub(r"\s*/\s*|\s+(?:a|an|per|each|pro|je)\s+", "/", text)
    head, _, rest = text.partition("/")
    return head.split(), rest.split()
