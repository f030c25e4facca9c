"""Rows of draws → the small frozen results that leave the engine."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scenarios.measures import RowStatistics, cvar, roi, row_statistics, share_at_least
from scenarios.results import Estimate, Expected, Histogram, Influence, Outcome, Spread
from scenarios.world import World

Array = NDArray[np.float64]

#: Rows are sorted together while they fit this, so that huge portfolios stream.
_BLOCK_BYTES = 16 * 2**20
HISTOGRAM_BINS = 48


@dataclass
class OutcomeCollector:
    """Takes benefit and cost of one initiative after the other, on one basis.

    Parameters
    ----------
    keep_sorted
        Keep each sorted ROI row, so that a moved hurdle needs one search a row.
    """

    draws: int
    hurdle: float
    discount_rate: float
    keep_sorted: bool
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    sorted_roi: dict[str, Array] = field(default_factory=dict)
    _names: list[str] = field(default_factory=list)
    _cash: list[tuple[float, ...]] = field(default_factory=list)
    _rows: list[Array] = field(default_factory=list)

    def add(self, name: str, benefit: Array, cost: Array, base_cash: tuple[float, ...]) -> None:
        """Add a row; arrays are (draws + 1,), the base case last, and are not kept."""
        rows = np.empty((3, self.draws + 1))
        rows[0] = roi(benefit, cost)
        np.subtract(benefit, cost, out=rows[1])
        rows[2] = benefit
        self._rows.append(rows)
        self._names.append(name)
        self._cash.append(base_cash)
        if len(self._rows) * rows.nbytes >= _BLOCK_BYTES:
            self.flush()

    def flush(self) -> None:
        """Turn the rows held so far into outcomes."""
        if not self._rows:
            return
        block = np.stack(self._rows)
        base = block[:, :, -1]
        roi_rows = np.sort(block[:, 0, :-1], axis=1)
        npv_rows = np.sort(block[:, 1, :-1], axis=1)
        benefit = block[:, 2, :-1]
        benefit_mean = benefit.mean(axis=1)
        benefit_se = benefit.std(axis=1) / np.sqrt(self.draws)
        roi_statistics, npv_statistics = row_statistics(roi_rows), row_statistics(npv_rows)
        worst, worst_se = cvar(npv_rows)
        for k, name in enumerate(self._names):
            self.outcomes[name] = Outcome(
                roi=_spread(base[k, 0], roi_statistics, k),
                npv=_spread(base[k, 1], npv_statistics, k),
                benefit=Expected(
                    float(base[k, 2]), Estimate(float(benefit_mean[k]), float(benefit_se[k]))
                ),
                p_roi_nonnegative=Estimate(*share_at_least(roi_rows[k], 0.0)),
                p_roi_hurdle=Estimate(*share_at_least(roi_rows[k], self.hurdle)),
                cvar95=Estimate(float(worst[k]), float(worst_se[k])),
                base_net_cash=self._cash[k],
                discount_rate=self.discount_rate,
            )
            if self.keep_sorted:
                self.sorted_roi[name] = roi_rows[k]
        self._rows, self._names, self._cash = [], [], []


def _spread(base: float, statistics: RowStatistics, row: int) -> Spread:
    s = statistics
    return Spread(
        base=float(base),
        mean=Estimate(float(s.mean[row]), float(s.mean_se[row])),
        p10=Estimate(float(s.p10[row]), float(s.p10_se[row])),
        p50=Estimate(float(s.p50[row]), float(s.p50_se[row])),
        p90=Estimate(float(s.p90[row]), float(s.p90_se[row])),
    )


def spread(values: Array) -> Spread:
    """Spread of one quantity, (draws + 1,) with the base case last."""
    return _spread(values[-1], row_statistics(np.sort(values[None, :-1], axis=1)), 0)


def expected(values: Array) -> Expected:
    """Base case and mean of one quantity, (draws + 1,) with the base case last."""
    draws = values[:-1]
    error = float(draws.std()) / np.sqrt(draws.size)
    return Expected(float(values[-1]), Estimate(float(draws.mean()), float(error)))


def histogram(sorted_row: Array, bins: int = HISTOGRAM_BINS) -> Histogram:
    """Shares by bin between the 0.5th and 99.5th percentile; tails in the outer bins."""
    draws = len(sorted_row)
    low, high = sorted_row[int(0.005 * draws)], sorted_row[min(draws - 1, int(0.995 * draws))]
    if high <= low:
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
    fifth = max(1, npv.size // 5)
    found = []
    for name, score in world.scores.items():
        if name not in varying:
            continue
        shifted = score - score.mean()
        product = float(np.add.reduce(shifted * centred))
        scale = float(np.add.reduce(shifted * shifted)) * variance
        share = product**2 / scale if scale > 0 else 0.0
        order = np.argpartition(score, (fifth, npv.size - fifth - 1))
        found.append(
            Influence(
                driver=name,
                variance_share=share if share > 9 / npv.size else 0.0,
                npv_low=float(npv[order[:fifth]].mean()),
                npv_high=float(npv[order[-fifth:]].mean()),
            )
        )
    return tuple(sorted(found, key=lambda i: (-i.variance_share, i.driver)))
