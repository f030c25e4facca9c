"""What a single line is and when it falls, in the words of the model, for the slow simulator."""

from __future__ import annotations

import math

from scenarios.portfolio import Behaviour, CostLine, Exponents, Timing

#: What each behaviour follows, in the words of the model.
POWERS = {
    None: Exponents(),
    Behaviour.FIXED: Exponents(price=1),
    Behaviour.SEATS: Exponents(seats=1, price=1),
    Behaviour.USAGE: Exponents(usage=1, price=1),
    Behaviour.TOKENS: Exponents(usage=1, price=1, tier=1),
    Behaviour.REVIEW: Exponents(usage=1, review=1, wages=1),
    Behaviour.STAFF: Exponents(wages=1),
    Behaviour.DATA: Exponents(data=1, price=1),
    Behaviour.CAPACITY: Exponents(usage=1, price=1),
    Behaviour.COMMIT: Exponents(usage=1, price=1, tier=1),
}


def exponents(line: CostLine) -> Exponents:
    return line.exponents or POWERS[line.behaviour]


def is_silent(line: CostLine) -> bool:
    """Whether nobody states how a line behaves."""
    return line.behaviour is None and line.exponents is None


def falls(line: CostLine, month: int) -> bool:
    """Whether a line falls in a month: once, or from month 1 or its start to its end."""
    if line.timing is Timing.ONE_OFF:
        return month == line.start_month
    started = month >= max(1, line.start_month)
    return started and (line.end_month is None or month <= line.end_month)


def first_year(line: CostLine) -> float:
    """Stated cost of months 0…12, a commitment at least."""
    least = (line.commitment or 0.0) if line.behaviour is Behaviour.COMMIT else 0.0
    amount = line.amount / 12 if line.timing is Timing.ANNUAL else line.amount
    return sum(max(amount, least) for month in range(13) if falls(line, month))


def percentile(values: list[float], share: float) -> float:
    """Least value with at least this share of the values at or below it."""
    ordered = sorted(values)
    for place, value in enumerate(ordered, start=1):
        if place >= share * len(ordered) - 1e-9:
            return value
    raise AssertionError("a percentile always exists")


def worst_mean(values: list[float], tail: float = 0.05) -> float:
    """Mean of the worst twentieth, at least of one value."""
    count = max(1, math.ceil(tail * len(values) - 1e-9))
    return sum(sorted(values)[:count]) / count
