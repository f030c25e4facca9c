"""Identities that must hold in every result. A failed one is shown, never hidden."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios.portfolio import AllocationRule, ValueBasis
from scenarios.results import Check, InitiativeResult, PortfolioResult, Spread

Array = NDArray[np.float64]

#: Largest difference that rounding may cause, relative to the size of the sums.
_RELATIVE = 1e-9


def same(name: str, left: float, right: float, what: str) -> Check:
    """Whether two ways to the same amount agree within rounding."""
    scale = max(abs(left), abs(right), 1.0)
    passed = bool(np.isfinite(left) and np.isfinite(right))
    passed = passed and abs(left - right) <= _RELATIVE * scale
    return Check(name, passed, f"{what}: {left:,.2f} and {right:,.2f}")


def run_checks(
    portfolio: PortfolioResult,
    initiatives: tuple[InitiativeResult, ...],
    shared_base: dict[AllocationRule, float],
    allocated_base: dict[AllocationRule, float],
    laid_out: float,
    laid_out_benefit: dict[ValueBasis, float],
) -> tuple[Check, ...]:
    """All checks of one result.

    Parameters
    ----------
    shared_base, allocated_base
        Base-case present value of the shared lines of each rule, and of what the
        initiatives were given of it.
    laid_out
        Base-case cost laid out month by month and discounted.
    laid_out_benefit
        The same of benefits, summed over initiatives, by basis.
    """
    checks = _cost_checks(portfolio.cost, portfolio, initiatives, laid_out)
    for basis, outcome in portfolio.outcomes.items():
        benefits = laid_out_benefit[basis]
        checks.append(
            same(f"Initiatives sum to portfolio: {basis.value} benefit", benefits,
                 outcome.benefit.base, "base-case benefit of initiatives and of the portfolio")
        )  # fmt: skip
        assert portfolio.cost is not None, "no ROI without cost"
        net = outcome.benefit.base - portfolio.cost.base
        checks.append(
            same(f"NPV is benefit less cost: {basis.value}", net, outcome.npv.base,
                 "base-case difference and NPV")
        )  # fmt: skip
        break_even = outcome.benefit.base / portfolio.cost.base - 1
        checks.append(
            same(f"ROI is NPV over cost: {basis.value}", break_even, outcome.roi.base,
                 "base-case quotient and ROI")
        )  # fmt: skip
    for rule, total in shared_base.items():
        checks.append(
            same(f"Allocation by {rule.value} reconciles", allocated_base.get(rule, 0.0), total,
                 "shared cost given to initiatives and shared cost in total")
        )  # fmt: skip
    return tuple(checks)


def _cost_checks(
    cost: Spread | None,
    portfolio: PortfolioResult,
    initiatives: tuple[InitiativeResult, ...],
    laid_out: float,
) -> list[Check]:
    if cost is None:
        return []
    parts = sum(i.cost.base for i in initiatives if i.cost is not None)
    return [
        same("Layers sum to total", sum(portfolio.layer_base.values()), cost.base,
             "base-case cost by layer and in total"),
        same("Mean layers sum to mean total", sum(portfolio.layer_mean.values()), cost.mean.value,
             "mean cost by layer and in total"),
        same("Initiatives sum to portfolio", parts, cost.base,
             "base-case cost of initiatives and of the portfolio"),
        same("Base case equals the simulation without variance: cost", laid_out, cost.base,
             "month by month, and along the simulated path at all medians"),
    ]  # fmt: skip
