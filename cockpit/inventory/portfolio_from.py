"""From an inventory to the portfolio that the engine computes on.

Dates become months (:mod:`cockpit.inventory.calendar_months`), amounts become the
portfolio's currency, rows become lines with stable keys. Past one-offs and ended
lines are left out of the forward economics, and each omission is said in a note.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from cockpit.inventory.assumptions import driver_of, full_name, referred_name
from cockpit.inventory.burden import burden_hours
from cockpit.inventory.calendar_months import first_of_month
from cockpit.inventory.lines_from import (
    benefit_lines,
    cost_lines,
    lump_benefits,
    lump_costs,
)
from cockpit.inventory.reader import FALLBACK_AS_OF
from cockpit.inventory.reading import Inventory, Reading
from cockpit.inventory.rows import AssumptionRow, InitiativeRow
from scenarios.drivers import Correlation, Driver
from scenarios.portfolio import Initiative, Portfolio

DEFAULT_HORIZON_MONTHS = 36
DEFAULT_DISCOUNT_RATE = 0.08
DEFAULT_HURDLE_RATE = 0.15


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
    portfolio = to_portfolio(reading.inventory, data_hash=reading.data_hash, as_of=as_of)
    rejected = {count.title: count.rejected for count in reading.counts if count.rejected}
    if not rejected:
        return portfolio
    said = ", ".join(f"{number} of {sheet}" for sheet, number in rejected.items())
    note = f"Rows that could not be read take no part: {said}. What they state is missing here."
    return replace(
        portfolio,
        rejected_rows=sum(rejected.values()),
        notes=(note, *portfolio.notes),
    )


def to_portfolio(
    inventory: Inventory, *, data_hash: str = "", as_of: dt.date | None = None
) -> Portfolio:
    """The portfolio of an inventory. A pure function of its arguments.

    ``as_of`` decides only where the settings state no decision date.
    """
    decision = decision_date_of(inventory, as_of)
    notes: list[str] = []
    settings = inventory.settings
    costs = [*cost_lines(inventory, decision, notes), *lump_costs(inventory, decision, notes)]
    benefits = [
        *benefit_lines(inventory, decision, notes),
        *lump_benefits(inventory, decision, notes),
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
