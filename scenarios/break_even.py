"""How far one lever may move before ROI falls below the hurdle, asked of the simulator.

Every evaluation is a run on the same draws with one lever elsewhere, so that the
curve searched is a function of the lever alone and its root repeats to the last
digit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from scenarios.crossing import TOLERANCE, BreakEven, Holds, find_break_even
from scenarios.lever_moves import lever_range, with_levers
from scenarios.portfolio import ValueBasis
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator

__all__ = ["BreakEven", "Holds", "base_break_even_prices", "find_break_even", "lever_break_even"]

#: The lever that moves every vendor's price.
PRICE = "price_change"

#: A margin this near to a straight line, against the largest of the scan, lies on it.
_STRAIGHT = 1e-10


def lever_break_even(
    simulator: Simulator,
    scenario: Scenario,
    lever: str,
    basis: ValueBasis = ValueBasis.CAPTURED,
    low: float | None = None,
    high: float | None = None,
    quantile: Literal["p50", "base"] = "p50",
    tolerance: float = TOLERANCE,
) -> BreakEven | None:
    """Where the portfolio's ROI meets the hurdle as one lever moves.

    Parameters
    ----------
    low, high
        Range searched; the lever's own by default.
    quantile
        The median of the draws, or the base case.

    Returns
    -------
    ``None`` where the ROI cannot be answered on the basis somewhere in the range.

    Raises
    ------
    ValueError
        If the lever is not one number, or the range leaves the lever's own.
    """
    span = lever_range(lever)
    low, high = span.low if low is None else low, span.high if high is None else high

    def margin(value: float) -> float | None:
        moved = with_levers(scenario, **{lever: value})
        outcome = simulator.portfolio_outcome(moved, basis)
        if outcome is None:
            return None
        roi = outcome.roi.base if quantile == "base" else outcome.roi.p50.value
        return roi - simulator.hurdle_rate(moved)

    start = _start(simulator, scenario, lever)
    start = (low + high) / 2 if start is None else start
    return find_break_even(margin, low, high, start, tolerance, lever=lever, span=span)


def base_break_even_prices(
    simulator: Simulator,
    scenario: Scenario,
    basis: ValueBasis = ValueBasis.CAPTURED,
    low: float | None = None,
    high: float | None = None,
    tolerance: float = TOLERANCE,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, BreakEven | None]:
    """Change of all vendors' prices at which each initiative's base ROI meets the hurdle.

    The runs of the scan are shared by all initiatives. What is searched is
    benefit − (1 + hurdle) × cost, which has the sign of ROI − hurdle and is a
    straight line in price where every line follows it to the power 0 or 1; there
    the scan alone gives the root. Only curves ask for runs of their own. Two draws
    are enough, since nothing but the base case is read.

    Parameters
    ----------
    low, high
        Range searched; the lever's own by default.
    progress
        Called with (initiatives done, of all); may raise to break off.

    Returns
    -------
    By initiative id; ``None`` where its ROI cannot be answered on the basis.

    Raises
    ------
    ValueError
        If the range leaves the lever's own.
    """
    span = lever_range(PRICE)
    low, high = span.low if low is None else low, span.high if high is None else high
    margins = _BaseMargins(simulator, scenario, basis)
    # Usage that answers price moves whole steps of capacity: no line to rely on.
    solve = None if scenario.levers.price_elasticity else _straight_root
    start = scenario.levers.price_change
    ids = [initiative.id for initiative in simulator.portfolio.initiatives]
    found: dict[str, BreakEven | None] = {}
    for done, id_ in enumerate(ids, start=1):
        found[id_] = find_break_even(
            margins.of(id_), low, high, start, tolerance, lever=PRICE, span=span, solve=solve
        )
        if progress is not None:
            progress(done, len(ids))
    return found


class _BaseMargins:
    """Benefit − (1 + hurdle) × cost of each initiative's base case; each price runs once."""

    def __init__(self, simulator: Simulator, scenario: Scenario, basis: ValueBasis) -> None:
        self.simulator, self.scenario, self.basis = simulator, scenario, basis
        self._by_price: dict[float, dict[str, float]] = {}

    def of(self, initiative_id: str) -> Callable[[float], float | None]:
        """The margin of one initiative as a function of the price change."""

        def margin(price: float) -> float | None:
            if price not in self._by_price:
                self._by_price[price] = self._margins(price)
            return self._by_price[price].get(initiative_id)

        return margin

    def _margins(self, price: float) -> dict[str, float]:
        """Of the initiatives that can be answered, in portfolio currency."""
        result = _run(self.simulator, self.scenario, PRICE, price, self.basis)
        found = {}
        for initiative in result.initiatives:
            if outcome := initiative.outcomes.get(self.basis):
                # NPV less the hurdle on cost, where cost = benefit − NPV.
                benefit, npv = outcome.benefit.base, outcome.npv.base
                found[initiative.id] = npv - result.hurdle_rate * (benefit - npv)
        return found


def _straight_root(points: Sequence[float], margins: Sequence[float], k: int) -> float | None:
    """Root between points k and k + 1 where they and their neighbours lie on one line.

    A curve that bends one way only cannot meet its chord in a third point; lines
    that bend both ways (a commitment beside a power below 1) would have to cancel.
    """
    (a, b), (fa, fb) = points[k : k + 2], margins[k : k + 2]
    slope = (fb - fa) / (b - a)
    beside = [j for j in (k - 1, k + 2) if 0 <= j < len(points)]
    reach = _STRAIGHT * max(map(abs, margins))
    if not beside or any(abs(fa + slope * (points[j] - a) - margins[j]) > reach for j in beside):
        return None
    return min(max(a - fa / slope, a), b)


def _run(
    simulator: Simulator, scenario: Scenario, lever: str, value: float, basis: ValueBasis
) -> SimulationResult:
    moved = with_levers(scenario, **{lever: value})
    return simulator.run(moved, bases=(basis,), fan=False)


def _start(simulator: Simulator, scenario: Scenario, lever: str) -> float | None:
    """Where a lever stands: as set, else as the workbook or the valuation rules state it."""
    for holder in (scenario.levers, simulator.portfolio, scenario.valuation):
        value: float | None = getattr(holder, lever, None)
        if value is not None:
            return value
    return None
