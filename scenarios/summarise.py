"""Rows of draws → the small frozen results that leave the engine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios.measures import cvar, mean_and_error, row_statistics, share_at_least
from scenarios.portfolio import ValueBasis
from scenarios.results import Estimate, Expected, Histogram, Influence, Outcome, Spread
from scenarios.workspace import Workspace
from scenarios.world import World

Array = NDArray[np.float64]

HISTOGRAM_BINS = 48


class OutcomeCollector:
    """Takes benefit and cost of one initiative after the other, on one basis.

    Each row is measured while it is at hand; no row is kept but the sorted ROI
    rows, and those only with ``keep_sorted``, so that a moved hurdle needs one
    search a row.
    """

    def __init__(
        self,
        basis: ValueBasis,
        draws: int,
        hurdle: float,
        discount_rate: float,
        keep_sorted: bool,
        workspace: Workspace,
    ) -> None:
        self.basis, self.draws, self.workspace = basis, draws, workspace
        self.hurdle, self.discount_rate, self.keep_sorted = hurdle, discount_rate, keep_sorted
        self.outcomes: dict[str, Outcome] = {}
        self.sorted_roi: dict[str, Array] = {}

    def add(self, name: str, benefit: Array, cost: Array, base_cash: Array) -> None:
        """Add a row; arrays are (draws + 1,), the base case last, and are not kept."""
        kept = ("roi", self.basis, len(self.outcomes)) if self.keep_sorted else "roi"
        rois = self.workspace.array(kept, self.draws)
        npvs = self.workspace.array("npv", self.draws)
        np.divide(benefit[:-1], cost[:-1], out=rois)
        rois -= 1.0
        np.subtract(benefit[:-1], cost[:-1], out=npvs)
        rois.sort()
        npvs.sort()
        worst, worst_se = cvar(npvs)
        scratch = self.workspace.array("scratch", self.draws)
        self.outcomes[name] = Outcome(
            roi=_spread(float(benefit[-1] / cost[-1]) - 1, rois, scratch),
            npv=_spread(float(benefit[-1] - cost[-1]), npvs, scratch),
            benefit=expected(benefit, scratch),
            p_roi_nonnegative=Estimate(*share_at_least(rois, 0.0)),
            p_roi_hurdle=Estimate(*share_at_least(rois, self.hurdle)),
            cvar95=Estimate(float(worst), float(worst_se)),
            base_net_cash=tuple(base_cash.tolist()),
            discount_rate=self.discount_rate,
        )
        if self.keep_sorted:
            self.sorted_roi[name] = rois

    def add_same(self, name: str, other: OutcomeCollector) -> None:
        """Take over the row of another basis that weighs every benefit alike."""
        self.outcomes[name] = other.outcomes[name]
        if self.keep_sorted:
            self.sorted_roi[name] = other.sorted_roi[name]


def _spread(base: float, sorted_row: Array, scratch: Array | None = None) -> Spread:
    found = row_statistics(sorted_row, scratch)
    return Spread(
        base=base,
        mean=Estimate(found.mean, found.mean_se),
        p10=Estimate(found.p10, found.p10_se),
        p50=Estimate(found.p50, found.p50_se),
        p90=Estimate(found.p90, found.p90_se),
    )


def spread(values: Array) -> Spread:
    """Spread of one quantity, (draws + 1,) with the base case last."""
    return _spread(float(values[-1]), np.sort(values[:-1]))


def expected(values: Array, scratch: Array | None = None) -> Expected:
    """Base case and mean of one quantity, (draws + 1,) with the base case last."""
    base = float(values[-1])
    return Expected(base, Estimate(*mean_and_error(values[:-1], base, scratch)))


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


def influences(world: World, figure: Array) -> tuple[Influence, ...]:
    """How much each driver moves a figure, most first.

    Squared correlation of the driver's normal score with the figure; a correlation within
    three standard errors of zero (3/√draws) is reported as zero. A driver that
    does not vary is left out.

    Parameters
    ----------
    figure
        (draws,), without the base case.
    """
    varying = {d.name for d in world.drivers if d.distribution.kind != "point"}
    centred = figure - figure.mean()
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
                variance_share=share if share > 9 / figure.size else 0.0,
                low=float(figure[lowest].mean()),
                high=float(figure[highest].mean()),
            )
        )
    return tuple(sorted(found, key=lambda i: (-i.variance_share, i.driver)))
