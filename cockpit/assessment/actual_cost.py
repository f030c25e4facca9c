"""Actual cost beside plan and simulated band, month by month, like with like.

Compared are pairs of initiative (or SHARED) and layer that have both an actual and a
planned line; what has only one of the two is named with its amount and stands in no
comparison. Of a pair's planned lines those count that name a vendor, since own staff is
in no export; all of them count where none names one.

The plan of a month is the base case; the band is P10–P90 of the simulated cost of the
same lines. Months before the decision month have no plan: today's run rate
stands beside them, and no band.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from scipy.stats import beta

from cockpit import wording
from cockpit.actuals.actual_costs import ActualCosts
from cockpit.actuals.amounts import decimal_of
from cockpit.actuals.periods import months_from, shift
from cockpit.inventory.vocabulary import SHARED
from scenarios.monthly_cost import LineName, MonthlyCost
from scenarios.portfolio import CostLayer, CostLine, Portfolio, Timing

#: Share of months that P10–P90 should hold, if the ranges are right.
EXPECTED_INSIDE = 0.8
#: Below this number, a count of hits says nothing about the ranges.
LEAST_COUNTS = 12
#: Confidence of the interval around the share found.
CONFIDENCE = 0.9

#: An initiative (``None``: shared by all) and a layer.
Part = tuple[str | None, CostLayer]
Simulate = Callable[[Collection[LineName], Sequence[int]], MonthlyCost]


@dataclass(frozen=True, slots=True)
class MonthCompared:
    """One month: amounts in portfolio currency; ``None`` where there is none.

    ``plan`` is the base case, or before the decision month the run rate (``is_rate``).
    """

    month: str
    actual: float
    plan: float | None
    p10: float | None
    p90: float | None
    is_rate: bool

    @property
    def inside(self) -> bool | None:
        """Whether the actual lies within the band; ``None`` without one."""
        if self.p10 is None or self.p90 is None:
            return None
        return self.p10 <= self.actual <= self.p90


@dataclass(frozen=True)
class Calibration:
    """How often actuals fell within P10–P90.

    ``share``, ``low`` and ``high`` (Clopper–Pearson) are ``None`` below
    :data:`LEAST_COUNTS`.
    """

    inside: int
    counts: int
    share: float | None
    low: float | None
    high: float | None

    @property
    def sentence(self) -> str:
        """What the count says of the ranges."""
        said = f"{self.inside} of {self.counts} actuals (layer and month) lie within P10–P90"
        if self.share is None or self.low is None or self.high is None:
            return (
                f"Calibration cannot be judged yet: {said}, and at least {LEAST_COUNTS} are needed."
            )
        share, low, high = (wording.percent(each) for each in (self.share, self.low, self.high))
        span = f"{share}, interval {low} to {high}; {wording.percent(EXPECTED_INSIDE)} is expected"
        if self.high < EXPECTED_INSIDE:
            verdict = "the stated ranges are too narrow"
        elif self.low > EXPECTED_INSIDE:
            verdict = "the stated ranges are wider than they need be"
        else:
            verdict = "that agrees with the stated ranges"
        return f"{said} ({span}): {verdict}."


@dataclass(frozen=True, slots=True)
class Uncompared:
    """A pair with only one side: ``initiative`` is an id, SHARED or ``None`` (unmatched)."""

    initiative: str | None
    layer: CostLayer | None
    amount: float


@dataclass(frozen=True)
class Comparison:
    """Actual, plan and band of the pairs that have both.

    ``without_plan`` are actuals (sum of all months), ``without_actual`` planned run rates
    a month of initiatives that have some actual.
    """

    total: tuple[MonthCompared, ...]
    layers: dict[CostLayer, tuple[MonthCompared, ...]]
    calibration: Calibration
    without_plan: tuple[Uncompared, ...]
    without_actual: tuple[Uncompared, ...]
    pairs: int
    decision_month: str


def compare(actual: ActualCosts, portfolio: Portfolio, simulate: Simulate) -> Comparison | None:
    """Set actuals beside plan and band; ``None`` where nothing has both.

    ``simulate`` gives the band of lines in months of the model
    (:func:`scenarios.monthly_cost.monthly_cost`).
    """
    booked: dict[tuple[Part, str], float] = {}
    without: dict[tuple[str | None, CostLayer | None], float] = {}
    planned = {(line.initiative_id, line.layer) for line in portfolio.costs}
    for line in actual.lines:
        key, amount = line.key, float(decimal_of(line.amount))
        if key.month > (actual.last_whole_month or ""):
            continue
        part = _part(key.initiative, key.layer)
        if part is None or part not in planned:
            place = (key.initiative, key.layer)
            without[place] = without.get(place, 0.0) + amount
            continue
        booked[part, key.month] = booked.get((part, key.month), 0.0) + amount
    parts = {part for part, _ in booked}
    if not parts or not portfolio.as_of:
        return None
    decision = dt.date.fromisoformat(portfolio.as_of).strftime("%Y-%m")
    months = _all_months(actual.first_month, actual.last_whole_month)
    # Month 1 of the model is the decision month itself.
    inside = [m for m in months if 1 <= months_from(decision, m) + 1 <= portfolio.horizon_months]
    lines = planned_lines(portfolio, parts)
    band = simulate(
        [(line.initiative_id, line.key) for line in lines],
        [months_from(decision, month) + 1 for month in inside],
    )
    layers = {
        layer: _months(
            months, inside, decision, {p for p in parts if p[1] is layer}, booked, portfolio, band
        )
        for layer in CostLayer
        if any(part[1] is layer for part in parts)
    }
    return Comparison(
        total=_months(months, inside, decision, parts, booked, portfolio, band),
        layers=layers,
        calibration=calibrate([month for row in layers.values() for month in row]),
        without_plan=tuple(Uncompared(i, layer, a) for (i, layer), a in without.items()),
        without_actual=_silent(planned - parts, {part[0] for part in parts}, portfolio),
        pairs=len(parts),
        decision_month=decision,
    )


def _part(initiative: str | None, layer: CostLayer | None) -> Part | None:
    if initiative is None or layer is None:
        return None
    return (None if initiative == SHARED else initiative), layer


def _all_months(first: str, last: str) -> list[str]:
    return [shift(first, step) for step in range(months_from(first, last) + 1)] if last else []


def planned_lines(portfolio: Portfolio, parts: Collection[Part]) -> tuple[CostLine, ...]:
    """Planned lines of these parts that an export can show: by part, those with a vendor.

    All lines of a part where none of them names a vendor.
    """
    billed = {(line.initiative_id, line.layer) for line in portfolio.costs if line.vendor}
    return tuple(
        line
        for line in portfolio.costs
        if (line.initiative_id, line.layer) in parts
        and (line.vendor or (line.initiative_id, line.layer) not in billed)
    )


def run_rate(portfolio: Portfolio, parts: Collection[Part]) -> float:
    """Currency a month of the recurring lines compared that run at the decision date."""
    return sum(
        line.amount / (12 if line.timing is Timing.ANNUAL else 1)
        for line in planned_lines(portfolio, parts)
        if line.timing is not Timing.ONE_OFF and line.start_month <= 1
    )


def _months(
    months: list[str],
    inside: list[str],
    decision: str,
    parts: set[Part],
    booked: dict[tuple[Part, str], float],
    portfolio: Portfolio,
    simulated: MonthlyCost,
) -> tuple[MonthCompared, ...]:
    layers = {layer for _, layer in parts}
    one = next(iter(layers)) if len(layers) == 1 else None
    band = simulated.layers.get(one) if one is not None else simulated.total
    rate = run_rate(portfolio, parts)
    found = []
    for month in months:
        amount = sum(booked.get((part, month), 0.0) for part in parts)
        if band is not None and month in inside:
            at = inside.index(month)
            plan, p10, p90 = band.base[at], band.p10[at], band.p90[at]
            found.append(MonthCompared(month, amount, plan, p10, p90, False))
        else:
            before = month < decision
            found.append(MonthCompared(month, amount, rate if before else None, None, None, before))
    return tuple(found)


def calibrate(months: Sequence[MonthCompared]) -> Calibration:
    """Count the months with a band, with the exact binomial interval of the share inside.

    Layers and months of one portfolio move together, so that the interval is too narrow
    rather than too wide; the page says so.
    """
    judged = [month.inside for month in months if month.inside is not None]
    hits, counts = sum(judged), len(judged)
    if counts < LEAST_COUNTS:
        return Calibration(hits, counts, None, None, None)
    tail = (1 - CONFIDENCE) / 2
    low = float(beta.ppf(tail, hits, counts - hits + 1)) if hits else 0.0
    high = float(beta.ppf(1 - tail, hits + 1, counts - hits)) if hits < counts else 1.0
    return Calibration(hits, counts, hits / counts, low, high)


def _silent(
    parts: set[Part], owners: set[str | None], portfolio: Portfolio
) -> tuple[Uncompared, ...]:
    """Planned parts without an actual, of those who have some actual."""
    found = [
        Uncompared(owner or SHARED, layer, run_rate(portfolio, {(owner, layer)}))
        for owner, layer in parts
        if owner in owners
    ]
    return tuple(sorted(found, key=lambda each: -each.amount))
