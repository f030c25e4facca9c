"""What stands behind a headline figure: formula, rows, levers, and who owns the assumption.

Pure: the frame shows it, exports may print it. Texts from the inventory stay
plain text; whoever shows them must not render them as markdown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.choice import describe_lever
from scenarios.drivers import DEFAULT_SOURCE, DRIVERS, split_driver_name
from scenarios.levers import Levers
from scenarios.portfolio import BenefitLine, CostLine, Portfolio, ValueBasis
from scenarios.results import Estimate, SimulationResult

ROW_COLUMNS = (
    "Row",
    "Kind",
    "Initiative",
    "Item",
    "Layer or status",
    "Amount",
    "Unit",
    "Evidence",
    "Owner",
)

#: Kinds of figure that are shares; every other is money.
_SHARES = ("roi", "p_hurdle")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a figure is what it is. ``rows`` has the columns ``ROW_COLUMNS``."""

    figure: str
    formula: str
    rows: pd.DataFrame
    levers: tuple[str, ...]
    mover: str
    owner: str


#: Formula of each kind of headline figure, in plain words.
FORMULAS = {
    "roi": "ROI = (present value of benefits − present value of costs) ÷ present value of costs, "
    "in each draw; the median (P50) of all draws is shown.",
    "npv": "NPV = present value of benefits − present value of costs, months discounted at the "
    "annual rate; the median (P50) of all draws is shown.",
    "cost": "Full cost = present value of every cost line over the horizon in all seven layers, "
    "shared lines allocated; the median (P50) of all draws is shown.",
    "p_hurdle": "Share of the draws in which ROI reaches the hurdle rate.",
    "cvar": "Mean NPV of the worst 5 % of the draws (conditional value at risk).",
    "benefit": "Benefit = volume × change against the baseline × value per unit × ramp × "
    "usage to the power of “value follows usage” × realisation, as a present value.",
}


def explain(
    kind: str,
    figure: str,
    portfolio: Portfolio,
    result: SimulationResult,
    levers: Levers,
    *,
    basis: ValueBasis = ValueBasis.CAPTURED,
    rows: pd.DataFrame | None = None,
) -> Explanation:
    """Explanation of a portfolio figure; ``rows`` defaults to all rows that feed it.

    ``kind`` is a key of :data:`FORMULAS`; the figure's own standard error and what
    moves it most are looked up by it.
    """
    mover, owner = strongest_assumption(kind, result)
    rate = wording.percent(result.discount_rate, decimals=1)
    formula = (
        f"{FORMULAS[kind]} Discount rate {rate}, "
        f"hurdle {wording.percent(result.hurdle_rate)}, "
        f"horizon {wording.months(result.horizon_months)}."
    )
    error = error_of(kind, result, basis)
    if error:
        draws = wording.whole(result.stamp.draws)
        formula += f"\nMonte Carlo error: {error}, one standard error, {draws} draws."
    return Explanation(
        figure=figure,
        formula=formula,
        mover=mover,
        owner=owner,
        rows=rows_behind(
            portfolio, costs=portfolio.costs, benefits=() if kind == "cost" else portfolio.benefits
        )
        if rows is None
        else rows,
        levers=levers_in_force(levers),
    )


def estimate_of(kind: str, result: SimulationResult, basis: ValueBasis) -> Estimate | None:
    """The figure of this kind as the draws give it; ``None`` where it cannot be answered."""
    if kind == "cost":
        return cost.p50 if (cost := result.portfolio.known_cost) else None
    outcome = result.portfolio.outcomes.get(basis)
    if outcome is None:
        return None
    return {
        "roi": outcome.roi.p50,
        "npv": outcome.npv.p50,
        "p_hurdle": outcome.p_roi_hurdle,
        "cvar": outcome.cvar95,
        "benefit": outcome.benefit.mean,
    }[kind]


def error_of(kind: str, result: SimulationResult, basis: ValueBasis) -> str:
    """The figure's Monte Carlo standard error, ``± 0.5 pts``; empty without a figure."""
    estimate = estimate_of(kind, result, basis)
    if estimate is None:
        return ""
    if kind in _SHARES:
        return wording.error_in_points(estimate.se)
    return wording.error_in_money(estimate.se, result.currency, wording.scale_for([estimate.value]))


def levers_in_force(levers: Levers) -> tuple[str, ...]:
    """Each lever that is not at its neutral value, in words."""
    words = [
        describe_lever(name, value)
        for name, value in levers.changed().items()
        if name != "price_change_by_vendor"
    ]
    words += [
        f"Price of {vendor} {wording.percent(change, signed=True)}"
        for vendor, change in levers.price_change_by_vendor.items()
    ]
    return tuple(words)


def strongest_assumption(kind: str, result: SimulationResult) -> tuple[str, str]:
    """The driver that moves this kind of figure most, in a sentence, and who owns it.

    Of value, it is captured that is asked, or the first basis that can be answered
    where captured cannot. The chance of the hurdle is moved by what moves ROI.
    """
    found = result.portfolio
    if kind == "cost":
        influences, quantity = found.cost_influences, "full cost"
    elif kind in _SHARES:
        influences, quantity = found.roi_influences, f"{_ranked_basis(result)} ROI"
    else:
        influences, quantity = found.influences, f"{_ranked_basis(result)} NPV"
    if not influences:
        return "No uncertain assumption takes part in this figure.", wording.NA
    first = influences[0]
    base, vendor = split_driver_name(first.driver)
    label = DRIVERS[base].label if base in DRIVERS else first.driver
    name = f"{label} ({vendor})" if vendor else label
    low, high = (
        wording.percent(value) if kind in _SHARES else wording.money(value, result.currency)
        for value in (first.low, first.high)
    )
    sentence = (
        f"{name}: it explains {wording.percent(first.variance_share)} of the spread of "
        f"{quantity}, which averages {low} in its lowest fifth and {high} in its "
        "highest."
    )
    driver = next((d for d in result.drivers if d.name == first.driver), None)
    if driver is None or driver.source == DEFAULT_SOURCE:
        return sentence, f"nobody yet: {DEFAULT_SOURCE}"
    return sentence, driver.owner or "no owner is stated"


def _ranked_basis(result: SimulationResult) -> str:
    answered = result.portfolio.outcomes
    basis = ValueBasis.CAPTURED if ValueBasis.CAPTURED in answered else next(iter(answered), "")
    return str(basis)


def rows_behind(
    portfolio: Portfolio, *, costs: Iterable[CostLine] = (), benefits: Iterable[BenefitLine] = ()
) -> pd.DataFrame:
    """The inventory rows as a table, one row a line, with the place ``Sheet!row``."""
    names = {initiative.id: initiative for initiative in portfolio.initiatives}

    def of(initiative_id: str | None) -> tuple[str, str | None]:
        initiative = names.get(initiative_id or "")
        return (initiative.name, initiative.owner) if initiative else ("all (shared)", None)

    table = []
    for line in costs:
        name, owner = of(line.initiative_id)
        evidence = {True: "actual", False: "estimate", None: "not stated"}[line.actual]
        table.append(
            (
                str(line.source or wording.NA),
                "cost",
                name,
                line.item,
                line.layer.title,
                line.amount,
                f"{portfolio.currency} {line.timing.value}",
                evidence,
                owner or wording.NA,
            )
        )
    for benefit in benefits:
        name, owner = of(benefit.initiative_id)
        status = benefit.capture_status.value if benefit.capture_status else "status not stated"
        grade = benefit.grade.value if benefit.grade else "not graded"
        table.append(
            (
                str(benefit.source or wording.NA),
                "benefit",
                name,
                benefit.benefit,
                status,
                benefit.monthly_value,
                f"{portfolio.currency} monthly",
                grade,
                benefit.owner or owner or wording.NA,
            )
        )
    return pd.DataFrame(table, columns=list(ROW_COLUMNS))
