"""From dates to months of the model. The rule is stated once, here.

Month 0 is the first day of the decision date's calendar month. Month m ≥ 1 is the
m-th calendar month from there, the decision month itself being month 1; its flows
fall at its end. A recurring line that starts or ends on any day of a calendar month
falls in that whole month. A one-off falls at the beginning of its calendar month: in
the decision month that is month 0, undiscounted.
"""

from __future__ import annotations

import datetime as dt


def first_of_month(day: dt.date) -> dt.date:
    """The first day of the day's month."""
    return day.replace(day=1)


def months_between(decision: dt.date, day: dt.date) -> int:
    """Whole calendar months from the decision month to the day's month."""
    return (day.year - decision.year) * 12 + day.month - decision.month


def one_off_month(decision: dt.date, day: dt.date) -> int:
    """Month in which a one-off falls; negative when it is past."""
    return months_between(decision, day)


def flow_month(decision: dt.date, day: dt.date) -> int:
    """Month of the model for recurring flows on that day; 0 or less is past."""
    return months_between(decision, day) + 1
