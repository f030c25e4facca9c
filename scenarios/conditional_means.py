"""What a figure is on average, given one thing known: regressions on draws already made.

The draws are put in order of what is known (a driver, or the fitted index of a group)
and the figure is regressed on functions of that rank. The functions are the same for
everything known, so that one thing's answer never depends on another.

Method: regression-based EVPPI (Strong, Oakley and Brennan 2014, Medical Decision
Making 34), with a ladder of functions climbed as far as the Bayesian information
criterion (Schwarz 1978) allows in place of their smoother.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Array = NDArray[np.float64]

#: Places of equal probability at which a conditional mean is kept.
PLACES = 512
#: Where the slope may change, in the order in which it is tried.
_KNOTS = (0.5, 0.25, 0.75, 0.125, 0.875, 0.0625, 0.9375)
#: A function more needs this many draws.
_DRAWS_A_FUNCTION = 50


@dataclass(frozen=True, eq=False)
class Ladder:
    """Functions of a rank: zero mean, unit mean square, uncorrelated, simple ones first.

    ``columns`` are (functions, draws) in order of rank, ``places`` their means over
    (functions, places) slices of nearly equal probability, ``weights`` the probability of
    each slice and ``scores`` its middle as a normal score.
    """

    columns: Array
    places: Array
    weights: Array
    scores: Array


@lru_cache(maxsize=4)
def smooth_ladder(draws: int) -> Ladder:
    """Powers of the normal score up to the third, then changes of slope at fixed ranks."""
    score = ndtri((np.arange(draws) + 0.5) / draws)
    raw = [score, score**2, score**3]
    raw += [np.maximum(0.0, score - float(ndtri(knot))) for knot in _KNOTS]
    return _ladder(np.array(raw[: draws // _DRAWS_A_FUNCTION]).reshape(-1, draws))


def level_ladder(levels: NDArray[np.intp]) -> Ladder:
    """One function for each level but one, of a thing known that takes few values.

    Parameters
    ----------
    levels
        Number of the level in order of rank, (draws,), ascending from 0.
    """
    found = [(levels >= k).astype(float) for k in range(1, int(levels[-1]) + 1)]
    return _ladder(np.array(found).reshape(-1, levels.size))


@lru_cache(maxsize=4)
def flat_ladder(draws: int) -> Ladder:
    """No function at all: of a thing known that does not vary."""
    return _ladder(np.zeros((0, draws)))


def index_ladder(moved: Array) -> Ladder:
    """The one function that an index is, of what is known through that index alone.

    Parameters
    ----------
    moved
        The index in ascending order, (draws,); it must vary.
    """
    return _ladder(moved[None, :])


def _ladder(raw: Array) -> Ladder:
    """Orthogonalise in order (modified Gram and Schmidt, twice), dropping what is implied."""
    draws = raw.shape[1]
    kept: list[Array] = []
    for function in raw:
        column = function - function.mean()
        size = math.sqrt(float(np.mean(column**2)))
        for other in kept + kept:
            column = column - other * float(np.mean(other * column))
        left = math.sqrt(float(np.mean(column**2)))
        if left > 1e-8 * size:
            column = column / left
            kept.append(column - column.mean())
    columns = np.array(kept).reshape(-1, draws)
    edges = np.rint(np.linspace(0, draws, min(PLACES, draws) + 1)).astype(np.intp)
    sizes = np.diff(edges)
    places = np.zeros((len(kept), sizes.size))
    for k, column in enumerate(kept):
        places[k] = np.add.reduceat(column, edges[:-1]) / sizes
    middle = (edges[:-1] + edges[1:]) / (2 * draws)
    return Ladder(columns, places, sizes / draws, ndtri(middle))


@dataclass(frozen=True, eq=False)
class ConditionalMean:
    """A figure's mean, given the rank of one thing known.

    ``coefficients`` are those of the ladder's first functions, shrunk so that their
    squares are unbiased; ``noise`` is the standard deviation that knowing leaves.
    """

    ladder: Ladder
    mean: float
    coefficients: Array
    noise: float

    @property
    def values(self) -> Array:
        """The mean at each place of the ladder, (places,), ascending in rank."""
        steps = self.coefficients.size
        return self.mean + np.einsum("k,kp->p", self.coefficients, self.ladder.places[:steps])

    @property
    def error(self) -> Array:
        """Standard error of :attr:`values`; at least that of one function more than none."""
        steps = max(1, self.coefficients.size)
        squares = 1 + np.sum(self.ladder.places[:steps] ** 2, axis=0)
        draws = self.ladder.columns.shape[1]
        return np.asarray(self.noise * np.sqrt(squares / draws))


def conditional_mean(ladder: Ladder, figure: Array, spent: int = 0) -> ConditionalMean:
    """Regress a figure, (draws,) in order of rank, on the ladder.

    Parameters
    ----------
    spent
        Functions that were fitted to find the rank, where that is an index.

    A thing known that explains no more than chance (Bayesian information criterion, at
    10,000 draws a correlation of about three standard errors) has no coefficient: the
    mean is the same whatever is known.
    """
    draws = figure.size
    mean = float(figure.mean())
    centred = figure - mean
    total = float(np.mean(centred**2))
    if total <= 1e-24 * max(mean**2, 1e-300) or not ladder.columns.size:
        return ConditionalMean(ladder, mean, np.zeros(0), math.sqrt(total))
    # einsum, not a matrix product: no bit depends on the threads of a BLAS.
    full = np.einsum("kn,n->k", ladder.columns, centred) / draws
    left = np.maximum(total - np.concatenate([[0.0], np.cumsum(full**2)]), 1e-14 * total)
    criterion = draws * np.log(left) + math.log(draws) * np.arange(left.size)
    steps = int(np.argmin(criterion))
    freedom = max(1, draws - 1 - max(steps, spent))
    variance = float(left[steps]) * draws / freedom
    found = full[:steps]
    explained = float(np.sum(found**2))
    if explained:
        chance = max(steps, spent) * variance / draws
        found = found * math.sqrt(max(0.0, 1 - chance / explained))
    return ConditionalMean(ladder, mean, found, math.sqrt(variance))


def normal_loss(mean: Array | float, sd: Array | float) -> Array:
    """Mean of what the better sign would have gained: E max(x, 0) − max(mean, 0), x normal.

    sd φ(mean/sd) − |mean| Φ(−|mean|/sd): EVPI of continue or stop (Raiffa and Schlaifer
    1961). Zero where ``sd`` is zero, and beyond eight of them, where only rounding is left.
    """
    mean, sd = np.broadcast_arrays(np.abs(mean), np.asarray(sd, dtype=float))
    safe = np.where(sd > 0, sd, 1.0)
    distance = mean / safe
    density = np.exp(-0.5 * distance**2) / math.sqrt(2 * math.pi)
    loss = safe * density - mean * ndtr(-distance)
    return np.where((sd > 0) & (distance < 8), np.maximum(loss, 0.0), 0.0)
