"""The CTO's view: how much room is left, and for how many months."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.stakeholders.common import PAGE, SOURCE, running
from cockpit.inventory.rows import InitiativeRow
from scenarios.capacity import CapacityForecast, Growth, forecast_capacity

#: Minutes of an average month, for the average load.
MINUTES_MONTH = 365.25 / 12 * 24 * 60
#: Metrics that say how well the service runs today.
_SERVICE = ("availability", "response time p95")

#: Months beyond which a chart says “later” and draws no further.
_FARTHEST = 240.0

_FIELDS = ("peak_rpm", "capacity_rpm", "monthly_growth")
_NEEDS = {field: Need("initiatives", field) for field in _FIELDS}


@dataclass(frozen=True, slots=True)
class Headroom:
    """One initiative with its load, its capacity and the forecast from both.

    The median of the months is the base case exactly: months fall as growth rises, and the
    base is the median of growth.
    """

    row: InitiativeRow
    peak: float
    capacity: float
    growth: Growth
    forecast: CapacityForecast

    @property
    def median(self) -> float | None:
        """Months to the limit at the median growth; ``None`` where it is never reached."""
        return self.forecast.base

    @property
    def utilisation(self) -> float:
        """Peak load as a share of the capacity."""
        return self.peak / self.capacity

    @property
    def average_utilisation(self) -> float | None:
        """Average load as a share of the capacity; ``None`` without monthly requests."""
        if self.row.monthly_requests is None:
            return None
        return self.row.monthly_requests / MINUTES_MONTH / self.capacity


def assess(case: Case) -> Answer:
    """Fewest months, at the median, until an initiative reaches the safe part of its capacity."""
    missing, notes = _missing(case)
    found = headrooms(case)
    tables = {"Service now": _service_table(case)} if _service_rows(case) else {}
    if not found:
        return cannot(
            Unit.MONTHS,
            "Months to capacity are unknown: no initiative states peak, capacity and growth.",
            missing or [each for need in _NEEDS.values() for each in case.lacks(need)],
            tables=tables,
            remarks=notes,
        )
    first = found[0]
    return Answer(
        status_of(missing),
        first.median,
        Unit.MONTHS,
        _sentence(case, found),
        frame=_frame(case, found),
        rows=tuple(each.row.at for each in found),
        missing=missing,
        tables={"Capacity by initiative": capacity_table(case, found), **tables},
        remarks=(*notes, _growth_remark(case)),
    )


def headrooms(case: Case) -> list[Headroom]:
    """Every running initiative that states load, capacity and growth, tightest first."""
    found = [each for row in running(case) if (each := _headroom(case, row)) is not None]
    return sorted(found, key=lambda each: (_or_last(each.median), -each.utilisation))


def _headroom(case: Case, row: InitiativeRow) -> Headroom | None:
    peak, capacity, rate = row.peak_rpm, row.capacity_rpm, row.monthly_growth
    if peak is None or capacity is None or rate is None or not _usable(row):
        return None
    limits = case.thresholds
    growth = Growth.from_ratios(rate, limits["capacity_growth_p10"], limits["capacity_growth_p90"])
    forecast = forecast_capacity(
        row.id, peak, capacity, growth, limits["capacity_safe_share"], case.draws, case.seed
    )
    return Headroom(row, peak, capacity, growth, forecast)


def _usable(row: InitiativeRow) -> bool:
    """Whether a forecast can be formed: some capacity, and no growth of −100 % or less."""
    assert row.capacity_rpm is not None
    assert row.monthly_growth is not None
    return row.capacity_rpm > 0 and row.monthly_growth > -0.5


def _missing(case: Case) -> tuple[tuple[Missing, ...], tuple[str, ...]]:
    found: list[Missing] = []
    unusable = []
    for row in running(case):
        blank = [need for field, need in _NEEDS.items() if getattr(row, field) is None]
        found += [each for need in blank for each in case.lacks(need, row.id)]
        if not blank and not _usable(row):
            field = "capacity_rpm" if row.capacity_rpm == 0 else "monthly_growth"
            found += case.lacks(_NEEDS[field], row.id)
            unusable.append(row.name)
    if not unusable:
        return tuple(found), ()
    names = wording.listed(unusable)
    return tuple(found), (
        f"Capacity 0, or a load that halves every month, gives no forecast: {names}.",
    )


def capacity_table(case: Case, found: list[Headroom]) -> pd.DataFrame:
    """Utilisation, headroom and months to capacity by initiative."""
    warn = round(case.thresholds["capacity_warn_months"])
    return pd.DataFrame(
        [
            {
                "Initiative": each.row.name,
                "Peak": each.peak,
                "Capacity": each.capacity,
                "Mean use": each.average_utilisation,
                "Peak use": each.utilisation,
                "Headroom": 1 - each.utilisation,
                "Growth": each.growth.base,
                "Months, P10": each.forecast.p10,
                "Months, P50": each.median,
                "Months, P90": each.forecast.p90,
                f"P(within {wording.months(warn)})": each.forecast.p_within(warn),
                "Never": each.forecast.never,
                "Owner": each.row.owner or NOBODY,
            }
            for each in found
        ]
    )


def _sentence(case: Case, found: list[Headroom]) -> str:
    first, warn = found[0], case.thresholds["capacity_warn_months"]
    months = first.median
    if months is None:
        return f"None of the {len(found)} initiatives that state it reaches its capacity at P50."
    span = range_words(first)
    if months == 0:
        text = _full(first, case.thresholds["capacity_safe_share"])
    else:
        text = f"{first.row.name} reaches its capacity in {_words(months)} months ({span})."
    soon = sum(_or_last(each.median) < warn for each in found)
    verb = "has" if soon == 1 else "have"
    return f"{text} {soon} of {len(found)} that state it {verb} less than {wording.months(warn)}."


def _full(each: Headroom, safe: float) -> str:
    """In which way there is no room left: over the capacity, at it, or over the safe part."""
    if each.utilisation > 1:
        used, _ = wording.compared(each.utilisation, 1.0)
        return f"{each.row.name} is over its capacity now: its peak is {used} of it."
    if safe < 1 and each.utilisation < 1:
        used, limit = wording.compared(each.utilisation, safe)
        return f"{each.row.name} has no room now: {used} used at peak, where {limit} may be used."
    return f"{each.row.name} is at its capacity now."


def range_words(each: Headroom) -> str:
    """``P10 4.0, P90 11.5``, in months."""
    return (
        f"P10{wording.GAP}{_words(each.forecast.p10)}, P90{wording.GAP}{_words(each.forecast.p90)}"
    )


def _frame(case: Case, found: list[Headroom]) -> pd.DataFrame:
    """P10, P50 and P90 by initiative, cut at a common end only where that is decades away."""
    warn = case.thresholds["capacity_warn_months"]
    ends = (_or_last(month) for each in found for month in (each.median, each.forecast.p90))
    known = [month for month in ends if month <= _FARTHEST]
    end = max(24.0, 3 * warn, *known)
    return pd.DataFrame(
        [
            {
                "Initiative": each.row.name,
                "P10": min(_or_last(each.forecast.p10), end),
                "P50": min(_or_last(each.median), end),
                "P90": min(_or_last(each.forecast.p90), end),
                "Median beyond": _or_last(each.median) > end,
                "Warn under": warn,
                "Act": _or_last(each.median) < warn,
                "End": end,
                "In words": f"{_words(each.median)} "
                f"({_words(each.forecast.p10)} to {_words(each.forecast.p90)})",
            }
            for each in found
        ]
    )


def _words(months: float | None) -> str:
    return "never" if months is None else wording.number(months, 1 if months < 24 else 0)


def _or_last(months: float | None) -> float:
    return float("inf") if months is None else months


def _growth_remark(case: Case) -> str:
    limits = case.thresholds
    low, high = limits["capacity_growth_p10"], limits["capacity_growth_p90"]
    return (
        f"Growth is uncertain: its P10 is {wording.multiple(low)} and its P90 "
        f"{wording.multiple(high)} of the growth stated. P10 of the months is the early end. "
        f"{wording.percent(limits['capacity_safe_share'])} of the capacity may be used."
    )


def _service_rows(case: Case) -> bool:
    return any(case.measures.of(row.id, name) for row in running(case) for name in _SERVICE)


def _service_table(case: Case) -> pd.DataFrame:
    """Availability and response time, before and now, of those that state them."""
    rows = []
    for row in running(case):
        for name in _SERVICE:
            found = case.measures.of(row.id, name)
            if found is not None:
                rows.append(
                    {
                        "Initiative": row.name,
                        "Metric": found.name,
                        "Before": found.baseline,
                        "Now": found.current,
                        "Unit": found.unit,
                    }
                )
    return pd.DataFrame(rows)


CTO = Entry(
    key="cto-capacity",
    title="Capacity",
    question="When do we run out of room?",
    page=PAGE,
    method="Months = ln(capacity × safe share ÷ peak) ÷ ln(1 + growth), in each draw of an "
    "uncertain growth; the figure is the smallest median (the base case) over the running "
    "initiatives that state all three. Utilisation = peak ÷ capacity; headroom = 1 − utilisation; "
    f"the average load is the monthly requests over {wording.number(MINUTES_MONTH)} minutes.",
    source=f"{SOURCE}, planning of capacity; the months are computed, not taken from its example.",
    rests_on=tuple(_NEEDS.values()),
    assess=assess,
    better="higher",
)
