"""The domain values that the engine computes on: initiatives, cost lines, benefit lines.

Everything here is frozen and free of files, clocks and randomness. Dates have
already become months from the decision date, and every amount is in the one
currency of the portfolio; the reader (``cockpit.inventory``) does both.
Amounts are positive for costs and for benefits; cost is subtracted once, in
:mod:`scenarios.measures`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from scenarios.drivers import Correlation, Driver
from scenarios.terms import (
    AllocationRule,
    Behaviour,
    CaptureStatus,
    CostLayer,
    Destination,
    EvidenceGrade,
    Timing,
    ValueBasis,
)

__all__ = [
    "AllocationRule",
    "Behaviour",
    "BenefitLine",
    "CaptureStatus",
    "CostLayer",
    "CostLine",
    "Destination",
    "EvidenceGrade",
    "Exponents",
    "Initiative",
    "Portfolio",
    "Source",
    "Timing",
    "ValueBasis",
]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value came from: sheet and row (1-based, as the person sees it)."""

    sheet: str
    row: int

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"


@dataclass(frozen=True, slots=True)
class Exponents:
    """Powers to which a line follows each factor; 0 means that it does not.

    ``usage`` U, ``seats`` A, ``price`` P of the line's vendor, ``tier`` the model
    multiplier M, ``wages`` W, ``data`` D, ``review`` the review burden R.
    """

    usage: float = 0.0
    seats: float = 0.0
    price: float = 0.0
    tier: float = 0.0
    wages: float = 0.0
    data: float = 0.0
    review: float = 0.0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not 0 <= getattr(self, name) < 10:
                raise ValueError(f"the exponent of {name} must lie between 0 and 10")


@dataclass(frozen=True, slots=True)
class Initiative:
    """One AI effort with an owner: the unit of decision.

    Parameters
    ----------
    monthly_requests
        Requests a month at today's usage; the basis of allocation by usage.
    seats_licensed, seats_active
        Seats paid for and seats in use.
    peak_rpm
        Today's peak in requests a minute, for cost lines that step with capacity.
    burden_hours_month
        Review, coordination and security hours a month that the initiative
        causes and that no cost line carries; reduces cashable time only. ``None``
        where they are not all stated: then freed time is not known to be cashable.
    horizon_months
        Months within which payback is expected, by the horizon class.
    """

    id: str
    name: str
    owner: str | None = None
    vendor: str | None = None
    monthly_requests: float | None = None
    seats_licensed: float | None = None
    seats_active: float | None = None
    peak_rpm: float | None = None
    burden_hours_month: float | None = None
    horizon_months: int | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class CostLine:
    """One cost, at today's usage and price.

    Parameters
    ----------
    key
        Stable name of the line within its initiative (not its row number), so
        that moving a row moves no random number.
    initiative_id
        ``None`` for a line shared by all initiatives; then ``allocation`` says how.
    amount
        Portfolio currency per month or year, or once, by ``timing``; at today's
        usage and price. Positive or zero; a declared zero is a value, a missing
        line is not.
    p10, p90
        Range of the amount in the same unit around it, or ``None``: then the width
        follows ``actual``. The amount stays the median.
    start_month, end_month
        First and last month in which the line falls, from the decision date.
        ``end_month`` is ``None`` for an open end. A recurring line never falls
        in month 0.
    behaviour
        How the line responds; ``None`` when nobody stated it. Then it is held
        fixed, and its initiative cannot answer a scenario that asks for it.
    block
        Requests a minute that one step of a ``capacity`` line serves.
    commitment
        Least payable a month, for a ``commit`` line.
    exponents
        Overrides the exponents of the behaviour.
    actual
        True for a booked actual, False for an estimate, None when not stated.
    """

    key: str
    initiative_id: str | None
    layer: CostLayer
    item: str
    amount: float
    behaviour: Behaviour | None = Behaviour.FIXED
    timing: Timing = Timing.MONTHLY
    vendor: str | None = None
    p10: float | None = None
    p90: float | None = None
    start_month: int = 0
    end_month: int | None = None
    block: float | None = None
    commitment: float | None = None
    exponents: Exponents | None = None
    allocation: AllocationRule = AllocationRule.SPEND
    actual: bool | None = None
    in_it_budget: bool | None = None
    source: Source | None = None

    def __post_init__(self) -> None:
        _check_range(self.item, self.amount, self.p10, self.p90)
        if self.amount < 0:
            raise ValueError(f"{self.item}: a cost must not be negative")


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """One benefit: volume a month × change × value per unit of change.

    Parameters
    ----------
    volume
        Units a month to which the change applies.
    change
        Improvement against the baseline per unit, positive when better; negative
        when the workflow became worse.
    value_per_unit
        Portfolio currency per unit of change.
    p10, p90
        Range of the monthly value (volume × change × value per unit), or ``None``.
    start_month, ramp_months
        First month with effect, and months from there to the full effect
        (linear; 0 means full at once).
    value_follows_usage
        β of this line, or ``None`` for the scenario's.
    freed_time
        True when the benefit is working time, in hours, which is cashable only with
        a destination; ``None`` when nobody says whether it is.
    redeployed_share
        Share of freed time put to the destination, or ``None`` when not stated.
    direct
        False for retention, win rate and the like: shown apart, never summed in.
    """

    key: str
    initiative_id: str
    benefit: str
    volume: float
    change: float
    value_per_unit: float
    p10: float | None = None
    p90: float | None = None
    start_month: int = 1
    ramp_months: int = 0
    end_month: int | None = None
    value_follows_usage: float | None = None
    capture_status: CaptureStatus | None = None
    freed_time: bool | None = False
    destination: Destination | None = None
    redeployed_share: float | None = None
    direct: bool = True
    grade: EvidenceGrade | None = None
    owner: str | None = None
    source: Source | None = None

    def __post_init__(self) -> None:
        _check_range(self.benefit, self.monthly_value, self.p10, self.p90)

    @property
    def monthly_value(self) -> float:
        """Currency a month at full effect and today's usage."""
        return self.volume * self.change * self.value_per_unit


@dataclass(frozen=True)
class Portfolio:
    """Everything that a simulation is a function of, besides the scenario.

    Parameters
    ----------
    currency
        ISO 4217 code of every amount.
    drivers
        Uncertain inputs stated by the organisation; they replace the defaults of
        the same name in :mod:`scenarios.drivers`.
    correlations
        Pairs of driver names with the correlation of their normal scores (the
        parameter of the Gaussian copula).
    data_hash
        SHA-256 of the content that the portfolio was read from.
    discount_rate, hurdle_rate, horizon_months
        Stated in the workbook's settings; a scenario may override each.
    as_of
        Decision date (ISO), for display only: months already count from it.
    rejected_rows
        Rows of the source that could not be read and take no part.
    notes
        Sentences on what the reader left out; they are passed on with every result.
    """

    name: str
    currency: str
    initiatives: tuple[Initiative, ...]
    costs: tuple[CostLine, ...] = ()
    benefits: tuple[BenefitLine, ...] = ()
    drivers: tuple[Driver, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    discount_rate: float = 0.08
    hurdle_rate: float = 0.15
    horizon_months: int = 36
    as_of: str = ""
    data_hash: str = ""
    source_name: str = ""
    rejected_rows: int = 0
    notes: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Initiative]:
        """Initiatives by id."""
        return {initiative.id: initiative for initiative in self.initiatives}

    @cached_property
    def costs_of(self) -> dict[str | None, tuple[CostLine, ...]]:
        """Cost lines by initiative id; shared lines under ``None``."""
        return _group(self.costs)

    @cached_property
    def benefits_of(self) -> dict[str | None, tuple[BenefitLine, ...]]:
        """Benefit lines by initiative id."""
        return _group(self.benefits)

    @cached_property
    def vendors(self) -> tuple[str, ...]:
        """Names of the vendors of any cost line, sorted."""
        return tuple(sorted({line.vendor for line in self.costs if line.vendor}))

    def has_cost(self, initiative_id: str) -> bool:
        """Whether any own cost line is supplied (an allocated share is not)."""
        return bool(self.costs_of.get(initiative_id))

    def has_benefit(self, initiative_id: str) -> bool:
        """Whether any direct benefit line is supplied."""
        return any(line.direct for line in self.benefits_of.get(initiative_id, ()))


def _check_range(name: str, value: float, p10: float | None, p90: float | None) -> None:
    """Refuse figures that are not finite and ranges that cannot be simulated."""
    if not math.isfinite(value):
        raise ValueError(f"{name}: the amount must be a finite number")
    if p10 is None or p90 is None:
        return
    if not (p10 <= value <= p90 or math.isclose(value, p10) or math.isclose(value, p90)):
        raise ValueError(f"{name}: the amount must lie between P10 and P90")
    if value != 0 and p10 * p90 <= 0:
        raise ValueError(f"{name}: P10 and P90 must not touch or cross zero")


_Line = TypeVar("_Line", CostLine, BenefitLine)


def _group(lines: tuple[_Line, ...]) -> dict[str | None, tuple[_Line, ...]]:
    grouped: dict[str | None, list[_Line]] = {}
    for line in lines:
        grouped.setdefault(line.initiative_id, []).append(line)
    return {key: tuple(value) for key, value in grouped.items()}
