"""Rows of draws → the small frozen results that leave the engine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios.measures import RowStatistics, cvar, row_statistics, share_at_least
from scenarios.results import Estimate, Expected, Histogram, Influence, Outcome, Spread
from scenarios.world import World

Array = NDArray[np.float64]

#: Rows are sorted together while they fit this, so that huge portfolios stream.
_BLOCK_BYTES = 16 * 2**20
HISTOGRAM_BINS = 48


class OutcomeCollector:
    """Takes benefit and cost of one initiative after the other, on one basis.

    Rows are gathered in blocks of fixed size and sorted together.

    Parameters
    ----------
    rows
        How many rows will come.
    keep_sorted
        Keep each sorted ROI row, so that a moved hurdle needs one search a row.
    """

    def __init__(
        self, draws: int, rows: int, hurdle: float, discount_rate: float, keep_sorted: bool
    ) -> None:
        self.draws, self.hurdle, self.discount_rate = draws, hurdle, discount_rate
        self.keep_sorted = keep_sorted
        self.outcomes: dict[str, Outcome] = {}
        self.sorted_roi: dict[str, Array] = {}
        size = max(1, min(rows, _BLOCK_BYTES // (16 * draws)))
        self._roi, self._npv = np.empty((size, draws)), np.empty((size, draws))
        self._pending: list[tuple[str, float, float, Expected, tuple[float, ...]]] = []

    def add(self, name: str, benefit: Array, cost: Array, base_cash: Array) -> None:
        """Add a row; arrays are (draws + 1,), the base case last, and are not kept."""
        row, at = len(self._pending), slice(0, self.draws)
        np.divide(benefit[at], cost[at], out=self._roi[row])
        self._roi[row] -= 1.0
        np.subtract(benefit[at], cost[at], out=self._npv[row])
        base_roi = float(benefit[-1] / cost[-1]) - 1
        base_npv = float(benefit[-1] - cost[-1])
        cash = tuple(base_cash.tolist())
        self._pending.append((name, base_roi, base_npv, expected(benefit), cash))
        if len(self._pending) == len(self._roi):
            self.flush()

    def flush(self) -> None:
        """Turn the rows held so far into outcomes."""
        if not self._pending:
            return
        count = len(self._pending)
        rois, npvs = self._roi[:count], self._npv[:count]
        rois.sort(axis=1)
        npvs.sort(axis=1)
        roi_spreads, npv_spreads = row_statistics(rois), row_statistics(npvs)
        worst, worst_se = (values.tolist() for values in cvar(npvs))
        for k, (name, base_roi, base_npv, benefit, cash) in enumerate(self._pending):
            self.outcomes[name] = Outcome(
                roi=_spread(base_roi, roi_spreads, k),
                npv=_spread(base_npv, npv_spreads, k),
                benefit=benefit,
                p_roi_nonnegative=Estimate(*share_at_least(rois[k], 0.0)),
                p_roi_hurdle=Estimate(*share_at_least(rois[k], self.hurdle)),
                cvar95=Estimate(worst[k], worst_se[k]),
                base_net_cash=cash,
                discount_rate=self.discount_rate,
            )
            if self.keep_sorted:
                self.sorted_roi[name] = rois[k]
        if self.keep_sorted:
            # The rows now belong to ``sorted_roi``.
            self._roi = np.empty_like(self._roi)
        self._pending = []


def _spread(base: float, statistics: RowStatistics, row: int) -> Spread:
    s = statistics
    return Spread(
        base=float(base),
        mean=Estimate(s.mean[row], s.mean_se[row]),
        p10=Estimate(s.p10[row], s.p10_se[row]),
        p50=Estimate(s.p50[row], s.p50_se[row]),
        p90=Estimate(s.p90[row], s.p90_se[row]),
    )


def spread(values: Array) -> Spread:
    """Spread of one quantity, (draws + 1,) with the base case last."""
    return _spread(values[-1], row_statistics(np.sort(values[None, :-1], axis=1)), 0)


def expected(values: Array) -> Expected:
    """Base case and mean of one quantity, (draws + 1,) with the base case last.

    Deviations are taken from the base case, so that a large mean does not swallow
    a small spread.
    """
    draws = values.size - 1
    base = float(values[-1])
    shifted = values[:-1] - base
    mean = float(np.add.reduce(shifted)) / draws
    np.multiply(shifted, shifted, out=shifted)
    squares = max(0.0, float(np.add.reduce(shifted)) / draws - mean**2)
    return Expected(base, Estimate(base + mean, (squares / (draws - 1)) ** 0.5))


def histogram(sorted_row: Array, bins: int = HISTOGRAM_BINS) -> Histogram:
    """Shares by bin between the 0.5th and 99.5th percentile; tails in the outer bins."""
    draws = len(sorted_row)
    low, high = sorted_row[int(0.005 * draws)], sorted_row[min(draws - 1, int(0.995 * draws))]
    if high - low <= 1e-9 * max(1.0, abs(low), abs(high)):
        low, high = low - 0.5, low + 0.5
    edges = np.linspace(low, high, bins + 1)
    inner = np.searchsorted(sorted_row, edges[1:-1], side="left")
    counts = np.diff(np.concatenate([[0], inner, [draws]]))
    return Histogram(tuple(edges.tolist()), tuple((counts / draws).tolist()))


def influences(world: World, npv: Array) -> tuple[Influence, ...]:
    """How much each driver moves NPV, most first.

    Squared correlation of the driver's normal score with NPV; a correlation within
    three standard errors of zero (3/√draws) is reported as zero. A driver that
    does not vary is left out.

    Parameters
    ----------
    npv
        (draws,), without the base case.
    """
    varying = {d.name for d in world.drivers if d.distribution.kind != "point"}
    centred = npv - npv.mean()
    variance = float(np.add.reduce(centred * centred))
    found = []
    for name, score in world.centred_scores.items():
        if name not in varying:
            continue
        product = float(np.add.reduce(score * centred))
        scale = float(np.add.reduce(score * score)) * variance
        share = product**2 / scale if scale > 0 else 0.0
        lowest, highest = world.fifths(name)
        found.append(
            Influence(
                driver=name,
                variance_share=share if share > 9 / npv.size else 0.0,
                npv_low=float(npv[lowest].mean()),
                npv_high=float(npv[highest].mean()),
            )
        )
    return tuple(sorted(found, key=lambda i: (-i.variance_share, i.driver)))
