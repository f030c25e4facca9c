"""Variance of a figure in parts: single drivers, and pairs of them that leave a trace."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from scenarios.drivers import split_driver_name
from scenarios.given_data import (
    PAIR_FUNCTIONS,
    Blocks,
    Part,
    functions,
    odds_of,
    pair_functions,
    part,
    ranks_of,
)

Array = NDArray[np.float64]

#: Chance of taking a driver, or a pair, without any effect for one with.
_TRACE, _PAIR_TRACE = 1e-4, 1e-5
#: The same for a vendor's driver that asks to be tried in pairs: there are many.
_VENDOR_TRACE = 1e-2
#: Passes over the drivers with a trace.
_SWEEPS = 3
#: Confidence of every interval.
CONFIDENCE = 0.95
_REACH = float(ndtri((1 + CONFIDENCE) / 2))


@dataclass(frozen=True, slots=True)
class Share:
    """A share of variance with its standard error and 95 % interval.

    An estimate without bias: where there is no effect it may fall just below zero.
    """

    value: float
    se: float
    low: float
    high: float


def interval(value: float, se: float) -> Share:
    """A share with the interval of its standard error."""
    reach = _REACH * se
    return Share(value, se, value - reach, value + reach)


class VarianceParts:
    """Variance of single drivers and of pairs that leave a trace.

    A driver or pair without a trace enters nothing but its own index, so that adding
    an irrelevant one changes no bit of the others'.
    """

    def __init__(
        self,
        columns: Mapping[str, Array],
        figure: Array,
        blocks: Blocks,
        idle: Collection[str] = (),
    ) -> None:
        self.blocks = blocks
        centred = figure - figure.mean()
        self._rows = functions(figure.size)
        self._ranks = {name: ranks_of(values) for name, values in columns.items()}
        self._odds = {name: odds_of(self._of(name) * centred) for name in columns}
        traced = sorted(name for name in columns if self._odds[name] < _TRACE and name not in idle)
        known, left = self._taken_out(traced, centred)
        self.alone = {name: part(self._of(name), left, blocks, known.get(name)) for name in columns}
        self.variance = float(np.mean(centred * centred))
        self.resampled = blocks.means((centred * centred)[None, :])[:, 0]
        #: Variance that pairs of traced drivers may hold though they left no trace themselves.
        self.unseen: dict[tuple[str, str], float] = {}
        self.pairs = self._pairs(left, frozenset(idle), frozenset(traced))

    def _of(self, name: str) -> Array:
        return self._rows[:, self._ranks[name]]

    def _taken_out(self, traced: list[str], centred: Array) -> tuple[dict[str, Array], Array]:
        """Coefficients of the drivers with a trace, and what they leave of the figure.

        A few sweeps over them all come close enough to their joint least squares,
        since ranks of independent drivers are nearly orthogonal.
        """
        known = {name: np.zeros(len(self._rows)) for name in traced}
        left = centred
        for name in traced * _SWEEPS:
            more = (self._of(name) * left).mean(axis=1)
            known[name] = known[name] + more
            left = left - (more[:, None] * self._of(name)).sum(axis=0)
        return known, left

    def _pairs(
        self, left: Array, idle: frozenset[str], traced: frozenset[str]
    ) -> dict[tuple[str, str], Part]:
        tried = sorted(name for name in self._ranks if name not in idle and self._may_pair(name))
        few = {name: self._of(name)[:PAIR_FUNCTIONS] for name in tried}
        found = {}
        if self.variance > 0 and np.mean(left * left) > 1e-12 * self.variance:
            for pair in combinations(tried, 2):
                values = pair_functions(few[pair[0]], few[pair[1]])
                if odds_of(values * left) < _PAIR_TRACE:
                    found[pair] = part(values, left, self.blocks)
                elif traced.issuperset(pair):
                    products = values * left
                    noise = products.var(axis=1) / left.size
                    seen = float((products.mean(axis=1) ** 2 - noise).sum())
                    # One standard error more: that of a sum of squares of pure noise.
                    self.unseen[pair] = max(0.0, seen) + math.sqrt(2 * float((noise**2).sum()))
        return found

    def _may_pair(self, name: str) -> bool:
        return split_driver_name(name)[1] is None or self._odds[name] < _VENDOR_TRACE

    def share(self, parts: list[Part], unseen: float = 0.0) -> Share:
        """Their variance together over all variance; ``unseen`` of it may be missing."""
        if self.variance == 0:
            return Share(0.0, 0.0, 0.0, 0.0)
        value = sum(each.variance for each in parts) / self.variance
        resampled = sum((each.resampled for each in parts), np.zeros_like(self.resampled))
        # The correction for sampling noise may be too large by all of itself.
        doubt = (sum(each.correction for each in parts) + unseen) / self.variance / _REACH
        return interval(value, math.hypot(float(np.std(resampled / self.resampled)), doubt))
