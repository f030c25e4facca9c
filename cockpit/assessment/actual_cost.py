"""Actual cost beside plan and simulated band, month by month, like with like.

Compared are pairs of initiative (or SHARED) and layer that have both an actual and a
planned line, and of them only:

1. planned lines that name a vendor who is a provider of the pair's actuals, or any vendor
   where the export names no provider; where no line of the pair names a vendor, all of
   them but own staff and review, which are in no export;
2. actuals of providers that such a line names, or of all where no line names a vendor;
3. on the invoiced basis, pairs without an invoice for more than a month;
4. months that the exports cover for every provider and account of the pair's actuals.

What has only one of the two is named with its amount and stands in no comparison.

The plan of a month is the base case; the band is P10–P90 of the simulated cost of the
same lines. Months before the decision month have no plan: today's run rate
stands beside them, and no band.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from scipy.stats import beta

from cockpit import wording
from cockpit.actuals.amounts import decimal_of
from cockpit.actuals.lines import ActualCosts
from cockpit.actuals.periods import months_from, shift
from cockpit.assessment.vendor_names import same_vendor
from cockpit.inventory.vocabulary import SHARED
from scenarios.monthly_cost import LineName, MonthlyBand, MonthlyCost
from scenarios.portfolio import CostLayer, CostLine, Portfolio
from scenarios.terms import Behaviour, Timing

#: Share of months that P10–P90 should hold, if the ranges are right.
EXPECTED_INSIDE = 0.8
#: Below this number, a count of hits says nothing about the ranges.
LEAST_COUNTS = 12
#: Confidence of the interval around the share found.
CONFIDENCE = 0.9

#: An initiative (``None``: shared by all) and a layer.
Part = tuple[str | None, CostLayer]
_IN_NO_EXPORT = frozenset({Behaviour.STAFF, Behaviour.REVIEW})
Simulate = Callable[[Collection[LineName], Sequence[int]], MonthlyCost]


@dataclass(frozen=True, slots=True)
class MonthCompared:
    """One month: amounts in portfolio currency; ``None`` where there is none.

    ``plan`` is the base case, or before the decision month the run rate (``is_rate``).
    ``pairs`` counts the pairs that the exports cover in this month.
    """

    month: str
    actual: float
    plan: float | None
    p10: float | None
    p90: float | None
    is_rate: bool
    pairs: int = 0

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
    a month of initiatives that have some actual. ``pairs`` counts all pairs compared.
    """

    total: tuple[MonthCompared, ...]
    layers: dict[CostLayer, tuple[MonthCompared, ...]]
    calibration: Calibration
    without_plan: tuple[Uncompared, ...]
    without_actual: tuple[Uncompared, ...]
    pairs: int
    decision_month: str


@dataclass(frozen=True)
class _Pair:
    """What is compared of an initiative and a layer."""

    part: Part
    lines: tuple[CostLine, ...]
    booked: Mapping[str, float]
    months: frozenset[str]


def compare(actual: ActualCosts, portfolio: Portfolio, simulate: Simulate) -> Comparison | None:
    """Set actuals beside plan and band; ``None`` where nothing has both.

    ``simulate`` gives the band of lines in months of the model
    (:func:`scenarios.monthly_cost.monthly_cost`).
    """
    pairs, without = _pairs(actual, portfolio)
    if not pairs or not portfolio.as_of:
        return None
    decision = dt.date.fromisoformat(portfolio.as_of).strftime("%Y-%m")
    months = _all_months(actual.first_month, actual.last_whole_month)
    total, layers = _months(months, decision, pairs, portfolio, simulate)
    if not total:
        return None
    return Comparison(
        total=tuple(total),
        layers={layer: tuple(layers[layer]) for layer in CostLayer if layer in layers},
        calibration=calibrate([month for row in layers.values() for month in row]),
        without_plan=tuple(Uncompared(i, layer, a) for (i, layer), a in without.items()),
        without_actual=_silent(pairs, portfolio),
        pairs=len(pairs),
        decision_month=decision,
    )


def _pairs(
    actual: ActualCosts, portfolio: Portfolio
) -> tuple[list[_Pair], dict[tuple[str | None, CostLayer | None], float]]:
    """Pairs with both sides, and the actuals that no planned line answers to."""
    providers: dict[Part, set[str | None]] = {}
    for (initiative, layer, provider), months in actual.covered.items():
        part = _part(initiative, layer)
        if part is not None and months:
            providers.setdefault(part, set()).add(provider)
    # An invoice for a year beside a plan by month says nothing: such pairs stand apart.
    ahead = {_part(each.key.initiative, each.key.layer) for each in actual.lines if each.prepaid}
    planned = {
        part: planned_lines(portfolio, part, names)
        for part, names in providers.items()
        if part not in ahead
    }
    booked: dict[Part, dict[str, float]] = {}
    months_of: dict[Part, frozenset[str]] = {}
    without: dict[tuple[str | None, CostLayer | None], float] = {}
    for line in actual.lines:
        key, amount = line.key, float(decimal_of(line.amount))
        if key.month > (actual.last_whole_month or ""):
            continue
        part = _part(key.initiative, key.layer)
        if part is None or not _answers(key.provider, planned.get(part, ())):
            place = (key.initiative, key.layer)
            without[place] = without.get(place, 0.0) + amount
            continue
        sums = booked.setdefault(part, {})
        sums[key.month] = sums.get(key.month, 0.0) + amount
        covered = actual.covered[key.initiative, key.layer, key.provider]
        months_of[part] = months_of.get(part, covered) & covered
    return [_Pair(p, planned[p], sums, months_of[p]) for p, sums in booked.items()], without


def _answers(provider: str | None, lines: Sequence[CostLine]) -> bool:
    """Whether planned lines stand for what a provider bills."""
    vendors = [line.vendor for line in lines if line.vendor]
    return bool(lines) and (
        not vendors or provider is None or any(same_vendor(provider, each) for each in vendors)
    )


def _part(initiative: str | None, layer: CostLayer | None) -> Part | None:
    if initiative is None or layer is None:
        return None
    return (None if initiative == SHARED else initiative), layer


def _all_months(first: str, last: str) -> list[str]:
    return [shift(first, step) for step in range(months_from(first, last) + 1)] if last else []


def planned_lines(
    portfolio: Portfolio, part: Part, providers: Collection[str | None]
) -> tuple[CostLine, ...]:
    """Planned lines of a pair that an export of these providers can show."""
    lines = _billable(portfolio, part)
    if not any(line.vendor for line in lines) or None in providers:
        return lines
    return tuple(
        line
        for line in lines
        if line.vendor and any(same_vendor(each, line.vendor) for each in providers if each)
    )


def _billable(portfolio: Portfolio, part: Part) -> tuple[CostLine, ...]:
    """Lines of a pair that vendors bill: those with a vendor, else all but own staff."""
    own = [line for line in portfolio.costs if (line.initiative_id, line.layer) == part]
    named = tuple(line for line in own if line.vendor)
    return named or tuple(line for line in own if line.behaviour not in _IN_NO_EXPORT)


def run_rate(lines: Collection[CostLine]) -> float:
    """Currency a month of the recurring lines that run at the decision date."""
    return sum(
        line.amount / (12 if line.timing is Timing.ANNUAL else 1)
        for line in lines
        if line.timing is not Timing.ONE_OFF and line.start_month <= 1
    )


def _months(
    months: Sequence[str],
    decision: str,
    pairs: Sequence[_Pair],
    portfolio: Portfolio,
    simulate: Simulate,
) -> tuple[list[MonthCompared], dict[CostLayer, list[MonthCompared]]]:
    """All pairs, and those of each layer, in the months covered; a month has its own pairs."""
    by_pairs: dict[tuple[int, ...], list[str]] = {}
    for month in months:
        found = tuple(n for n, pair in enumerate(pairs) if month in pair.months)
        if found:
            by_pairs.setdefault(found, []).append(month)
    total: list[MonthCompared] = []
    layers: dict[CostLayer, list[MonthCompared]] = {}
    for numbers, some in by_pairs.items():
        held = [pairs[number] for number in numbers]
        # Month 1 of the model is the decision month itself.
        inside = [m for m in some if 1 <= months_from(decision, m) + 1 <= portfolio.horizon_months]
        band = simulate(
            [(line.initiative_id, line.key) for pair in held for line in pair.lines],
            [months_from(decision, month) + 1 for month in inside],
        )
        total += _rows(some, inside, decision, held, band.total)
        for layer in {pair.part[1] for pair in held}:
            own = [pair for pair in held if pair.part[1] is layer]
            rows = _rows(some, inside, decision, own, band.layers.get(layer))
            layers.setdefault(layer, []).extend(rows)
    for rows in (total, *layers.values()):
        rows.sort(key=lambda each: each.month)
    return total, layers


def _rows(
    months: Sequence[str],
    inside: Sequence[str],
    decision: str,
    pairs: Sequence[_Pair],
    band: MonthlyBand | None,
) -> list[MonthCompared]:
    rate = run_rate([line for pair in pairs for line in pair.lines])
    found = []
    for month in months:
        amount = sum(pair.booked.get(month, 0.0) for pair in pairs)
        if band is not None and month in inside:
            at = inside.index(month)
            values = band.base[at], band.p10[at], band.p90[at]
            found.append(MonthCompared(month, amount, *values, False, len(pairs)))
        else:
            early = month < decision
            plan = rate if early else None
            found.append(MonthCompared(month, amount, plan, None, None, early, len(pairs)))
    return found


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


def _silent(pairs: Sequence[_Pair], portfolio: Portfolio) -> tuple[Uncompared, ...]:
    """Planned lines of vendors without an actual, of those who have some actual."""
    owners = {pair.part[0] for pair in pairs}
    held = {id(line) for pair in pairs for line in pair.lines}
    parts = dict.fromkeys((line.initiative_id, line.layer) for line in portfolio.costs)
    found = []
    for owner, layer in parts:
        rest = [each for each in _billable(portfolio, (owner, layer)) if id(each) not in held]
        if rest and owner in owners:
            found.append(Uncompared(owner or SHARED, layer, run_rate(rest)))
    return tuple(sorted(found, key=lambda each: -each.amount))
