"""Cost by month and layer in every draw, to set beside what was booked.

Only the lines asked for are laid out, own or shared. Shares of shared cost and allowances
for missing layers are in none of them, since no invoice carries those. Months × layers ×
draws exist only for the months asked for.

Month m is a calendar month: the recurring flows at its end, which the model puts into
month m, and the one-offs at its beginning, which the model puts into month m − 1.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios import paths
from scenarios.accumulate import Accumulator
from scenarios.caches import COST, SHARED
from scenarios.cashflow import group_level
from scenarios.measures import quantile_index
from scenarios.plan import CostStream
from scenarios.portfolio import CostLayer, Initiative, Timing

Array = NDArray[np.float64]
#: A cost line: id of its initiative (``None``: shared) and its key.
LineName = tuple[str | None, str]


@dataclass(frozen=True)
class MonthlyBand:
    """Undiscounted cost of some lines by month, (months,) each: base case and percentiles."""

    base: tuple[float, ...]
    p10: tuple[float, ...]
    p50: tuple[float, ...]
    p90: tuple[float, ...]


@dataclass(frozen=True)
class MonthlyCost:
    """Bands of the months asked for: of all lines together, and by layer.

    A layer without any of the lines is absent, never zero.
    """

    months: tuple[int, ...]
    total: MonthlyBand
    layers: dict[CostLayer, MonthlyBand]


def monthly_cost(
    accumulator: Accumulator, lines: Collection[LineName], months: Sequence[int]
) -> MonthlyCost:
    """Lay out the lines in the months (1…horizon) of one scenario's draws.

    The draws are those of :meth:`scenarios.simulate.Simulator.run` with the same
    scenario; percentiles are order statistics as there.

    Raises
    ------
    ValueError
        If a month lies outside the horizon.
    """
    horizon = accumulator.effects.horizon_months
    if any(not 1 <= month <= horizon for month in months):
        raise ValueError(f"months must lie between 1 and {horizon}")
    size = accumulator.world.draws + 1
    by_layer: dict[CostLayer, Array] = {}
    for kind, owner, stream, initiative in _streams(accumulator, lines):
        layer = by_layer.setdefault(stream.line.layer, np.zeros((len(months), size)))
        error = accumulator.errors.of_stream(kind, owner, stream)
        earlier = 1 if stream.line.timing is Timing.ONE_OFF else 0
        rows = {month - earlier: row for row, month in enumerate(months)}
        if accumulator.flows.is_curved(stream):
            for month, cash in accumulator.flows.monthly(stream, error, initiative):
                if month in rows:
                    layer[rows[month]] += cash
        else:
            _add_path(accumulator, stream, error, initiative, rows, layer)
    total = np.zeros((len(months), size))
    for cash in by_layer.values():
        total += cash
    layers = {layer: _band(by_layer[layer]) for layer in CostLayer if layer in by_layer}
    return MonthlyCost(tuple(months), _band(total), layers)


def _streams(
    accumulator: Accumulator, lines: Collection[LineName]
) -> list[tuple[str, str, CostStream, Initiative | None]]:
    """Compiled lines, with what keys their errors."""
    wanted = set(lines)
    plan, portfolio = accumulator.plan, accumulator.facts.portfolio
    found: list[tuple[str, str, CostStream, Initiative | None]] = [
        (SHARED, "", stream, None) for stream in plan.shared if (None, stream.line.key) in wanted
    ]
    for initiative in portfolio.initiatives:
        found += [
            (COST, initiative.id, stream, initiative)
            for stream in plan.costs[initiative.id]
            if (initiative.id, stream.line.key) in wanted
        ]
    return found


def _add_path(
    accumulator: Accumulator,
    stream: CostStream,
    error: Array | float,
    initiative: Initiative | None,
    rows: dict[int, int],
    layer: Array,
) -> None:
    """Add a log-linear line: amount × error × window × levers × path, month by month."""
    effects, world = accumulator.effects, accumulator.world
    group = accumulator.plan.groups[stream.group]
    weights = group.window.weights(effects.horizon_months) * effects.by_month(group.path)
    steady = error * group_level(world, effects, group) * effects.of_line(stream, initiative)
    path = paths.by_month(world, group.path, effects.horizon_months)
    for month, factor in enumerate(path):
        if month in rows and weights[month]:
            layer[rows[month]] += steady * weights[month] * factor


def _band(cash: Array) -> MonthlyBand:
    """Percentiles over the draws; the last column is the base case."""
    ordered = np.sort(cash[:, :-1], axis=1)
    draws = ordered.shape[1]
    low, middle, high = (ordered[:, quantile_index(draws, share)] for share in (0.1, 0.5, 0.9))
    return MonthlyBand(
        tuple(cash[:, -1].tolist()),
        tuple(low.tolist()),
        tuple(middle.tolist()),
        tuple(high.tolist()),
    )
