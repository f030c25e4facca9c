"""From an inventory to the portfolio that the engine computes on.

Dates become months (:mod:`cockpit.inventory.calendar_months`), amounts become the
portfolio's currency, rows become lines with stable keys. Past one-offs and ended
lines are left out of the forward economics, and each omission is said in a note.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from cockpit.inventory.assumptions import driver_of, full_name, referred_name
from cockpit.inventory.benefit_change import change_of
from cockpit.inventory.calendar_months import first_of_month, flow_month, one_off_month
from cockpit.inventory.reader import FALLBACK_AS_OF
from cockpit.inventory.reading import Inventory, Reading
from cockpit.inventory.rows import AssumptionRow, BenefitRow, CostRow, InitiativeRow
from cockpit.inventory.values import fold
from scenarios.drivers import Correlation, Driver
from scenarios.portfolio import (
    AllocationRule,
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    Initiative,
    Portfolio,
    Timing,
)

DEFAULT_HORIZON_MONTHS = 36
DEFAULT_DISCOUNT_RATE = 0.08
DEFAULT_HURDLE_RATE = 0.15

#: Metrics whose current value is hours a month that an initiative costs others.
BURDEN_METRICS = ("review hours", "coordination hours", "security hours")

LUMP_ITEM = "Annual cost, layer not stated"
LUMP_BENEFIT = "Annual benefit as stated"


def decision_date_of(inventory: Inventory, as_of: dt.date | None = None) -> dt.date:
    """Month 0: the first of the month of the stated decision date, else of ``as_of``."""
    return first_of_month(inventory.settings.decision_date or as_of or FALLBACK_AS_OF)


def portfolio_of(reading: Reading, as_of: dt.date | None = None) -> Portfolio:
    """The portfolio of a reading.

    Raises
    ------
    ValueError
        If the file as a whole could not be read.
    """
    if reading.inventory is None:
        raise ValueError("the file could not be read")
    return to_portfolio(reading.inventory, data_hash=reading.data_hash, as_of=as_of)


def to_portfolio(
    inventory: Inventory, *, data_hash: str = "", as_of: dt.date | None = None
) -> Portfolio:
    """The portfolio of an inventory. A pure function of its arguments.

    ``as_of`` decides only where the settings state no decision date.
    """
    decision = decision_date_of(inventory, as_of)
    notes: list[str] = []
    settings = inventory.settings
    costs = [*_cost_lines(inventory, decision, notes), *_lump_costs(inventory, decision, notes)]
    benefits = [
        *_benefit_lines(inventory, decision, notes),
        *_lump_benefits(inventory, decision, notes),
    ]
    drivers, correlations = _drivers(inventory.assumptions)
    return Portfolio(
        name=inventory.title,
        currency=inventory.currency,
        initiatives=tuple(_initiative(row, inventory) for row in inventory.initiatives),
        costs=tuple(costs),
        benefits=tuple(benefits),
        drivers=drivers,
        correlations=correlations,
        discount_rate=_or(settings.discount_rate, DEFAULT_DISCOUNT_RATE),
        hurdle_rate=_or(settings.hurdle_rate, DEFAULT_HURDLE_RATE),
        horizon_months=settings.horizon_months or DEFAULT_HORIZON_MONTHS,
        as_of=decision.isoformat(),
        data_hash=data_hash,
        source_name=inventory.source_name,
        notes=tuple(notes),
    )


def _or(value: float | None, default: float) -> float:
    return default if value is None else value


def _initiative(row: InitiativeRow, inventory: Inventory) -> Initiative:
    return Initiative(
        id=row.id,
        name=row.name,
        owner=row.owner,
        vendor=row.vendor,
        monthly_requests=row.monthly_requests,
        seats_licensed=row.seats_licensed,
        seats_active=row.seats_active,
        peak_rpm=row.peak_rpm,
        burden_hours_month=burden_hours(inventory, row.id),
        horizon_months=row.horizon_class.months if row.horizon_class else None,
        source=row.at,
    )


def burden_hours(inventory: Inventory, initiative_id: str) -> float | None:
    """Current review, coordination and security hours a month that no cost line carries.

    Review hours are left out where the initiative has a ``review`` cost line. Of
    several rows with one metric the last in the sheet counts. ``None`` where no
    such metric is supplied.
    """
    carried = any(
        row.initiative == initiative_id and row.behaviour is Behaviour.REVIEW
        for row in inventory.costs
    )
    hours: dict[str, float] = {}
    for row in inventory.metrics:
        metric = fold(row.metric)
        if row.initiative == initiative_id and metric in BURDEN_METRICS and row.current is not None:
            hours[metric] = row.current
    if carried:
        hours.pop("review hours", None)
    return sum(hours.values()) if hours else None


class _Keys:
    """Stable keys: content and occurrence, so that moving a row moves no random number."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str | None, str]] = Counter()

    def make(self, initiative: str | None, *parts: str | None) -> str:
        content = "|".join(fold(part or "") for part in parts)
        self._seen[initiative, content] += 1
        return f"{content}|{self._seen[initiative, content]}"


def _starts_ahead(
    inventory: Inventory, initiative: str | None, decision: dt.date
) -> dt.date | None:
    """The initiative's start, where it lies after the decision month."""
    row = inventory.by_id.get(initiative or "")
    if row is not None and row.start is not None and flow_month(decision, row.start) > 1:
        return row.start
    return None


def _cost_lines(inventory: Inventory, decision: dt.date, notes: list[str]) -> Iterable[CostLine]:
    keys = _Keys()
    sunk = ended = 0
    for row in inventory.costs:
        key = keys.make(row.initiative, row.layer.value, row.item, row.vendor)
        start = row.start or _starts_ahead(inventory, row.initiative, decision)
        if row.timing is Timing.ONE_OFF:
            first = one_off_month(decision, start) if start else 0
            last = None
            if first < 0:
                sunk += 1
                continue
        else:
            first = max(1, flow_month(decision, start)) if start else 1
            last = flow_month(decision, row.end) if row.end else None
            if last is not None and last < 1:
                ended += 1
                continue
        yield _cost_line(row, key, first, last, _rate(inventory, row.currency))
    if sunk:
        notes.append(f"{_lines(sunk, 'one-off cost')} before the decision date left out as sunk.")
    if ended:
        notes.append(f"{_lines(ended, 'cost line')} left out that ended before the decision date.")


def _cost_line(row: CostRow, key: str, first: int, last: int | None, rate: float) -> CostLine:
    return CostLine(
        key=key,
        initiative_id=row.initiative,
        layer=row.layer,
        item=row.item,
        amount=row.amount * rate,
        behaviour=row.behaviour or Behaviour.FIXED,
        timing=row.timing,
        vendor=row.vendor,
        p10=_times(row.p10, rate),
        p90=_times(row.p90, rate),
        start_month=first,
        end_month=last,
        block=row.block,
        commitment=_times(row.commitment, rate),
        allocation=row.allocation or AllocationRule.SPEND,
        actual=row.actual,
        in_it_budget=row.in_it_budget,
        source=row.at,
    )


def _lump_costs(inventory: Inventory, decision: dt.date, notes: list[str]) -> Iterable[CostLine]:
    """Annual costs of the Initiatives sheet, for initiatives without a row on the Costs sheet."""
    itemised = {row.initiative for row in inventory.costs}
    counted = skipped = 0
    for row in inventory.initiatives:
        if row.annual_cost is None:
            continue
        if row.id in itemised:
            skipped += 1
            continue
        counted += 1
        start = _starts_ahead(inventory, row.id, decision)
        yield CostLine(
            key=f"lump|{fold(LUMP_ITEM)}|1",
            initiative_id=row.id,
            layer=CostLayer.C2,
            item=LUMP_ITEM,
            amount=row.annual_cost * _rate(inventory, row.currency),
            timing=Timing.ANNUAL,
            vendor=row.vendor,
            start_month=flow_month(decision, start) if start else 1,
            source=row.at,
        )
    if counted:
        notes.append(
            f"{_initiatives(counted)} with an annual cost only: layer not stated, counted in "
            f"{CostLayer.C2.title}; the other six layers are missing."
        )
    if skipped:
        notes.append(
            f"{_initiatives(skipped)} with an annual cost and rows on the Costs sheet: the rows count, "
            "the annual cost does not."
        )


def _benefit_lines(
    inventory: Inventory, decision: dt.date, notes: list[str]
) -> Iterable[BenefitLine]:
    keys = _Keys()
    ended = without_money = 0
    for row in inventory.benefits:
        key = keys.make(row.initiative, row.benefit, row.metric)
        if row.volume is None or row.value_per_unit is None:
            without_money += 1
            continue
        last = flow_month(decision, row.end) if row.end else None
        if last is not None and last < 1:
            ended += 1
            continue
        start = row.start or _starts_ahead(inventory, row.initiative, decision)
        first = flow_month(decision, start) if start else 1
        yield _benefit_line(row, key, first, last, _rate(inventory, row.currency))
    if without_money:
        notes.append(
            f"{_lines(without_money, 'benefit')} without volume or value per unit: listed, not counted."
        )
    if ended:
        notes.append(f"{_lines(ended, 'benefit')} left out that ended before the decision date.")


def _benefit_line(
    row: BenefitRow, key: str, first: int, last: int | None, rate: float
) -> BenefitLine:
    """A benefit that runs already has risen for the months since its start; the rest of its ramp is ahead."""
    assert row.volume is not None and row.value_per_unit is not None
    change, measured = change_of(row.baseline, row.current, row.target, row.better)
    status = row.capture_status
    if status is None and not measured:
        status = CaptureStatus.POTENTIAL
    ramp = row.ramp_months or 0
    return BenefitLine(
        key=key,
        initiative_id=row.initiative,
        benefit=row.benefit,
        volume=row.volume,
        change=change,
        value_per_unit=row.value_per_unit * rate,
        p10=_times(row.p10, rate),
        p90=_times(row.p90, rate),
        start_month=max(1, first),
        ramp_months=max(0, ramp - max(0, 1 - first)),
        end_month=last,
        value_follows_usage=row.value_follows_usage,
        capture_status=status,
        freed_time=is_freed_time(row.unit),
        destination=row.destination,
        redeployed_share=row.redeployed_share,
        direct=row.direct is not False,
        grade=row.grade,
        owner=row.owner,
        source=row.at,
    )


def is_freed_time(unit: str | None) -> bool:
    """Whether a benefit's unit is working time: hours, by any of its usual spellings."""
    return fold(unit or "") in {
        "hours",
        "hour",
        "h",
        "hrs",
        "working hours",
        "person hours",
        "stunden",
    }


def _lump_benefits(
    inventory: Inventory, decision: dt.date, notes: list[str]
) -> Iterable[BenefitLine]:
    """Annual benefits of the Initiatives sheet, for initiatives without a row on the Benefits sheet."""
    itemised = {row.initiative for row in inventory.benefits}
    counted = skipped = 0
    for row in inventory.initiatives:
        if row.annual_benefit is None:
            continue
        if row.id in itemised:
            skipped += 1
            continue
        counted += 1
        start = _starts_ahead(inventory, row.id, decision)
        yield BenefitLine(
            key=f"lump|{fold(LUMP_BENEFIT)}|1",
            initiative_id=row.id,
            benefit=LUMP_BENEFIT,
            volume=1.0,
            change=1.0,
            value_per_unit=row.annual_benefit * _rate(inventory, row.currency) / 12,
            start_month=flow_month(decision, start) if start else 1,
            owner=row.owner,
            source=row.at,
        )
    if counted:
        notes.append(
            f"{_initiatives(counted)} with an annual benefit only: no status, no evidence, so that only "
            "the claimed value can be answered."
        )
    if skipped:
        notes.append(
            f"{_initiatives(skipped)} with an annual benefit and rows on the Benefits sheet: the rows "
            "count, the annual benefit does not."
        )


def _drivers(rows: Iterable[AssumptionRow]) -> tuple[tuple[Driver, ...], tuple[Correlation, ...]]:
    drivers, correlations = [], {}
    for row in rows:
        stated = row.model_dump(exclude={"at", "extra"})
        stated["distribution"] = row.distribution
        driver = driver_of(stated)
        if driver is not None:
            drivers.append(driver)
        if row.correlated_with is not None and row.correlation is not None:
            name, other = full_name(row.driver, row.vendor), referred_name(row.correlated_with)
            pair = (min(name, other), max(name, other))
            correlations[pair] = Correlation(first=name, second=other, value=row.correlation)
    return tuple(drivers), tuple(correlations.values())


def _rate(inventory: Inventory, currency: str | None) -> float:
    rate = inventory.rate(currency)
    if rate is None:  # the reader rejects such rows
        raise ValueError(f"no rate from {currency} to {inventory.currency}")
    return rate


def _times(value: float | None, rate: float) -> float | None:
    return None if value is None else value * rate


def _lines(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"


def _initiatives(count: int) -> str:
    return _lines(count, "initiative")
