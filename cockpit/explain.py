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
from scenarios.results import SimulationResult

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
    rows: pd.DataFrame | None = None,
) -> Explanation:
    """Explanation of a portfolio figure; ``rows`` defaults to all cost and benefit rows."""
    mover, owner = largest_layer(result) if kind == "cost" else strongest_assumption(result)
    rate = wording.percent(result.discount_rate, decimals=1)
    formula = (
        f"{FORMULAS[kind]} Discount rate {rate}, "
        f"hurdle {wording.percent(result.hurdle_rate)}, "
        f"horizon {wording.months(result.horizon_months)}."
    )
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


def largest_layer(result: SimulationResult) -> tuple[str, str]:
    """The layer that carries most of the full cost, in a sentence, and who owns it.

    Influences are ranked for NPV, so that they say nothing of cost alone.
    """
    means = result.portfolio.layer_mean
    total = sum(means.values())
    if not total:
        return "No cost is supplied.", wording.NA
    layer = max(means, key=lambda each: means[each])
    share = wording.percent(means[layer] / total)
    return (
        f"Layer {layer.title}: {share} of the mean full cost.",
        "the owner of each row, as listed below",
    )


def strongest_assumption(result: SimulationResult) -> tuple[str, str]:
    """The driver that moves NPV most, in a sentence, and who owns it.

    NPV is captured, or of the first basis that can be answered where captured cannot.
    """
    influences = result.portfolio.influences
    if not influences:
        return "No uncertain assumption takes part in this figure.", wording.NA
    first = influences[0]
    base, vendor = split_driver_name(first.driver)
    label = DRIVERS[base].label if base in DRIVERS else first.driver
    name = f"{label} ({vendor})" if vendor else label
    driver = next((d for d in result.drivers if d.name == first.driver), None)
    answered = result.portfolio.outcomes
    basis = ValueBasis.CAPTURED if ValueBasis.CAPTURED in answered else next(iter(answered))
    low = wording.money(first.npv_low, result.currency)
    high = wording.money(first.npv_high, result.currency)
    sentence = (
        f"{name}: it explains {wording.percent(first.variance_share)} of the spread of "
        f"{basis} NPV, which averages {low} in its lowest fifth and {high} in its "
        "highest."
    )
    if driver is None or driver.source == DEFAULT_SOURCE:
        return sentence, f"nobody yet: {DEFAULT_SOURCE}"
    return sentence, driver.owner or "no owner is stated"


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
