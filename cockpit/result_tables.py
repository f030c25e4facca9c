"""The tables of a simulation, as the command line and the screen write them.

Numbers with all their digits; what is missing is ``None`` and never zero.
"""

from __future__ import annotations

from typing import Any

from cockpit.export_fields import fields_table
from scenarios.portfolio import CostLayer, ValueBasis
from scenarios.results import (
    Expected,
    InitiativeResult,
    Outcome,
    PortfolioResult,
    SimulationResult,
    Spread,
    Tco,
)

#: A table: column names and rows.
Table = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]


def result_tables(result: SimulationResult) -> dict[str, Table]:
    """The tables of a result by name; ``fields`` says what each column of them means."""
    tables = {
        "portfolio": portfolio_table(result),
        "initiatives": initiatives_table(result),
        "costs": costs_table(result),
        "layers": layers_table(result),
        "fan": fan_table(result),
        "checks": (
            ("check", "passed", "detail"),
            tuple((check.name, check.passed, check.detail) for check in result.checks),
        ),
        "correlations": correlations_table(result),
    }
    return {**tables, "fields": fields_table({name: table[0] for name, table in tables.items()})}


_EXPECTED = ("base", "mean", "mean se")
_SPREAD = (*_EXPECTED, "P10", "P10 se", "P50", "P50 se", "P90", "P90 se")
_NO_SPREAD = (None,) * len(_SPREAD)


def _expected(quantity: Expected | Spread) -> tuple[float, ...]:
    return quantity.base, quantity.mean.value, quantity.mean.se


def _spread(spread: Spread) -> tuple[float, ...]:
    found = list(_expected(spread))
    for estimate in (spread.p10, spread.p50, spread.p90):
        found += (estimate.value, estimate.se)
    return tuple(found)


_SINGLE = (
    "P(ROI >= 0)",
    "P(ROI >= 0) se",
    "P(ROI >= hurdle)",
    "P(ROI >= hurdle) se",
    "CVaR 95 %",
    "CVaR 95 % se",
    "payback months",
    "discounted payback months",
    "IRR",
)


def _single(outcome: Outcome) -> tuple[Any, ...]:
    found: list[Any] = []
    for estimate in (outcome.p_roi_nonnegative, outcome.p_roi_hurdle, outcome.cvar95):
        found += [estimate.value, estimate.se]
    return (*found, outcome.payback_months, outcome.discounted_payback_months, outcome.irr)


_OUTCOME = (
    *(f"ROI {name}" for name in _SPREAD),
    *(f"NPV {name}" for name in _SPREAD),
    *(f"benefit {name}" for name in _EXPECTED),
    *_SINGLE,
)


def _outcome(outcome: Outcome | None) -> tuple[Any, ...]:
    if outcome is None:
        return (None,) * len(_OUTCOME)
    return (
        *_spread(outcome.roi),
        *_spread(outcome.npv),
        *_expected(outcome.benefit),
        *_single(outcome),
    )


def portfolio_table(result: SimulationResult) -> Table:
    """One row a value basis; ROI and probabilities are shares, money is present value."""
    columns = (
        "basis",
        "currency",
        *_OUTCOME,
        *(f"full cost {name}" for name in _SPREAD),
        "unanswered",
    )
    rows = tuple(
        (
            basis,
            result.currency,
            *_outcome(result.portfolio.outcomes.get(basis)),
            *(_NO_SPREAD if (cost := result.portfolio.known_cost) is None else _spread(cost)),
            result.portfolio.unanswered.get(basis),
        )
        for basis in ValueBasis
    )
    return columns, rows


def initiatives_table(result: SimulationResult) -> Table:
    """One row an initiative and value basis, in the order of the workbook.

    Cost does not depend on the basis and stands in :func:`costs_table`, once an
    initiative, so that summing a column never counts it three times.
    """
    columns = (
        "id",
        "initiative",
        "basis",
        "supplied",
        "currency",
        *_OUTCOME,
        "unanswered",
    )
    rows = tuple(
        (
            item.id,
            item.name,
            basis,
            item.supplied,
            result.currency,
            *_outcome(item.outcomes.get(basis)),
            item.unanswered.get(basis),
        )
        for item in result.initiatives
        for basis in ValueBasis
    )
    return columns, rows


def costs_table(result: SimulationResult) -> Table:
    """Full cost of each initiative, one row each; blank where none is supplied."""
    columns = (
        "id",
        "initiative",
        "supplied",
        "currency",
        *(f"full cost {name}" for name in _EXPECTED),
        "tco",
        "missing layers",
        "assumed layers",
    )
    rows = tuple(
        (
            item.id,
            item.name,
            item.supplied,
            result.currency,
            *((None,) * len(_EXPECTED) if (cost := item.known_cost) is None else _expected(cost)),
            _completeness(item),
            " ".join(layer for layer in item.missing_layers if layer not in item.assumed_layers),
            " ".join(item.assumed_layers),
        )
        for item in result.initiatives
    )
    return columns, rows


def _completeness(item: InitiativeResult) -> Tco:
    if item.cost is None:
        return "no cost"
    if set(item.missing_layers) - set(item.assumed_layers):
        return "partial"
    return "assumed" if item.assumed_layers else "complete"


def layers_table(result: SimulationResult) -> Table:
    """Present value of cost by layer: the portfolio first, then each initiative.

    A layer that is missing has a blank, not a zero; ``state`` tells what was supplied
    from what was assumed.
    """
    columns = (
        "id",
        "initiative",
        "layer",
        "layer name",
        "state",
        "currency",
        "full cost base",
        "full cost mean",
    )
    whole = result.portfolio
    assumed = {layer for item in result.initiatives for layer in item.assumed_layers}
    blocks: list[tuple[str, str, PortfolioResult | InitiativeResult, set[CostLayer]]]
    blocks = [("", "Portfolio", whole, assumed)]
    blocks += [(item.id, item.name, item, set(item.assumed_layers)) for item in result.initiatives]
    rows = []
    for key, name, found, filled in blocks:
        for layer in CostLayer:
            state = "assumed" if layer in filled else "supplied"
            if layer not in found.layer_base:
                state = "missing"
            elif found.cost_unanswered:
                state = "behaviour not stated"
            elif not key and layer in filled:
                state = "assumed in part"
            told = not found.cost_unanswered
            money = (
                found.layer_base.get(layer) if told else None,
                found.layer_mean.get(layer) if told else None,
            )
            rows.append((key, name, layer, layer.label, state, result.currency, *money))
    return columns, tuple(rows)


def correlations_table(result: SimulationResult) -> Table:
    """Correlations as stated and as used, where the stated ones contradict each other.

    Without rows where nothing had to be repaired.
    """
    repair = result.repair
    rows = [] if repair is None else [
        (first, second, repair.stated[at][other], repair.used[at][other])
        for at, first in enumerate(repair.drivers)
        for other, second in enumerate(repair.drivers[:at])
    ]  # fmt: skip
    return ("driver", "other driver", "stated", "used"), tuple(rows)


def fan_table(result: SimulationResult) -> Table:
    """Cumulative net cash by month and value basis, undiscounted."""
    rows = [
        (basis, month, result.currency, base, p10, p50, p90)
        for basis, fan in result.portfolio.fans.items()
        for month, base, p10, p50, p90 in zip(
            fan.months, fan.base, fan.p10, fan.p50, fan.p90, strict=True
        )
    ]
    return ("basis", "month", "currency", "base", "P10", "P50", "P90"), tuple(rows)
