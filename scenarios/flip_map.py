"""Two levers at once: where on the map the answer flips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scenarios.lever_moves import lever_range, with_levers
from scenarios.portfolio import ValueBasis
from scenarios.results import Estimate
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator

#: Usage against today, about even in ratios, and change of all prices: what boards ask first.
USAGE = (0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)
PRICE_CHANGE = (-0.5, -0.25, 0.0, 0.25, 0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class FlipMap:
    """ROI of the portfolio at each pair of two levers.

    ``roi_p50[row][column]`` and ``p_hurdle[row][column]`` belong to ``rows[row]`` of
    ``row_lever`` and ``columns[column]`` of ``column_lever``; ``None`` where the ROI
    cannot be answered. ``hurdle_rate`` is that of every cell, unless it is itself one
    of the levers; then it is ``None``.
    """

    column_lever: str
    row_lever: str
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    roi_p50: tuple[tuple[Estimate | None, ...], ...]
    p_hurdle: tuple[tuple[Estimate | None, ...], ...]
    hurdle_rate: float | None
    basis: ValueBasis
    draws: int


def flip_map(
    simulator: Simulator,
    scenario: Scenario,
    basis: ValueBasis = ValueBasis.CAPTURED,
    column_lever: str = "usage",
    row_lever: str = "price_change",
    columns: Sequence[float] = USAGE,
    rows: Sequence[float] = PRICE_CHANGE,
    progress: Callable[[int, int], None] | None = None,
) -> FlipMap:
    """Run every pair of two levers on the same draws.

    Parameters
    ----------
    simulator
        About 2,000 draws are enough for a map; each cell is a run.
    columns, rows
        Ascending values of the two levers.
    progress
        Called with (cells done, of all) after each; may raise to break off.

    Raises
    ------
    ValueError
        If the levers are the same or not one number each, if an axis is empty or does
        not ascend, or if a value is out of its lever's range.
    """
    if column_lever == row_lever:
        raise ValueError("a map needs two different levers")
    for lever, values in ((column_lever, columns), (row_lever, rows)):
        _check_axis(lever, values)
    total = len(columns) * len(rows)
    roi: list[tuple[Estimate | None, ...]] = []
    shares: list[tuple[Estimate | None, ...]] = []
    for row, row_value in enumerate(rows):
        roi_row: list[Estimate | None] = []
        share_row: list[Estimate | None] = []
        for column, value in enumerate(columns):
            moved = with_levers(scenario, **{column_lever: value, row_lever: row_value})
            outcome = simulator.portfolio_outcome(moved, basis)
            roi_row.append(outcome.roi.p50 if outcome else None)
            share_row.append(outcome.p_roi_hurdle if outcome else None)
            if progress is not None:
                progress(row * len(columns) + column + 1, total)
        roi.append(tuple(roi_row))
        shares.append(tuple(share_row))
    return FlipMap(
        column_lever=column_lever,
        row_lever=row_lever,
        columns=tuple(columns),
        rows=tuple(rows),
        roi_p50=tuple(roi),
        p_hurdle=tuple(shares),
        hurdle_rate=None
        if "hurdle_rate" in (column_lever, row_lever)
        else simulator.hurdle_rate(scenario),
        basis=basis,
        draws=simulator.draws,
    )


def _check_axis(lever: str, values: Sequence[float]) -> None:
    span = lever_range(lever)
    if not values or any(a >= b for a, b in pairwise(values)):
        raise ValueError(f"the values of {lever} must ascend")
    if not (span.low <= values[0] and values[-1] <= span.high):
        raise ValueError(f"{lever} must lie between {span.low:g} and {span.high:g}")
