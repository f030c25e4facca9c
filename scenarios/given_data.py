"""Variance shares from draws that exist: projections on polynomials of a driver's ranks.

A driver's ranks lie on the grid (i + ½)/n, so that one set of functions,
orthonormal on that grid, serves every driver. The squared coefficient of a figure
on such a function, less its own sampling variance, estimates without bias how much
variance the function carries. This is the idea of random balance designs and of
EASI (Plischke 2010, An effective algorithm for computing global sensitivity indices,
Reliability Engineering and System Safety 95), with polynomials in place of cosines:
they follow a straight line and the tails of a normal score with fewer functions. A
test holds that choice against bins and cosines.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import eval_legendre, gammaincc, ndtri

from scenarios.sampling import generator

Array = NDArray[np.float64]
Ranks = NDArray[np.intp]

#: Functions of one driver; the first few of them, multiplied, serve pairs.
FUNCTIONS, PAIR_FUNCTIONS = 12, 7
#: Degrees of the polynomials in the rank that come before those in the normal score.
_FIRST_DEGREES = 6


@lru_cache(maxsize=4)
def functions(draws: int) -> Array:
    """Functions on the grid of ranks, (FUNCTIONS, draws): mean 0, mean square 1, orthogonal.

    Legendre polynomials of the rank to degree 6, the normal score, its square and
    cube, then degrees 7 to 9 of the rank; each less what those before it explain
    (modified Gram and Schmidt, twice). With few draws some may vanish.
    """
    grid = (np.arange(draws) + 0.5) / draws
    score = ndtri(grid)
    ranks = [eval_legendre(degree, 2 * grid - 1) for degree in range(1, FUNCTIONS - 2)]
    rows = [*ranks[:_FIRST_DEGREES], score, score**2, score**3, *ranks[_FIRST_DEGREES:]]
    done: list[Array] = []
    for row in rows:
        scale = float(np.sqrt(np.mean(row * row)))
        for _ in range(2):
            row = row - row.mean()
            for other in done:
                row = row - np.mean(row * other) * other
        size = float(np.sqrt(np.mean(row * row)))
        done.append(row / size if size > 1e-6 * scale else np.zeros(draws))
    found = np.array(done)
    found.setflags(write=False)
    return found


def ranks_of(values: Array) -> Ranks:
    """Place of each draw among all, 0…draws − 1; of equal values the earlier draw first."""
    places = np.empty(values.size, dtype=np.intp)
    places[np.argsort(values, kind="stable")] = np.arange(values.size)
    return places


class Blocks:
    """Draws dealt at random into blocks, resampled as wholes: a bootstrap of means.

    The sum over draws is a sum over blocks, so that a thousand resamplings cost no
    more than one pass over the draws. Deterministic in the seed.

    Parameters
    ----------
    repeats
        Number of resamplings.
    """

    def __init__(self, draws: int, seed: int, blocks: int = 128, repeats: int = 400) -> None:
        blocks = min(blocks, draws)
        self.draws = draws
        self._order = generator(seed, "sensitivity", "blocks").permutation(draws)
        self._starts = (np.arange(blocks) * draws) // blocks
        sizes = np.diff(np.append(self._starts, draws))
        chosen = generator(seed, "sensitivity", "resamples").integers(0, blocks, (repeats, blocks))
        weights = np.array([np.bincount(row, minlength=blocks) for row in chosen], dtype=float)
        self._weights = weights / (weights * sizes).sum(axis=1, keepdims=True)

    def means(self, values: Array) -> Array:
        """Means of (functions, draws) in each resampling, (repeats, functions)."""
        sums = np.add.reduceat(values[:, self._order], self._starts, axis=1)
        return np.einsum("rb,fb->rf", self._weights, sums)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Variance carried by a set of functions.

    Attributes
    ----------
    variance
        Without bias, so that it may fall below zero where there is none.
    resampled
        The same in each resampling, (repeats,); only its spread is of use.
    correction
        Sampling variance of the coefficients that was taken off. Evenly spread draws
        have less of it than independent ones, by an amount that nobody knows.
    """

    variance: float
    resampled: Array
    correction: float


def part(values: Array, left: Array, blocks: Blocks, known: Array | None = None) -> Part:
    """Variance of a figure on functions of one driver, or of a pair.

    Parameters
    ----------
    values
        The functions, (functions, draws).
    left
        The figure less its projection on these and other functions, (draws,).
    known
        Coefficients of that projection on these functions.
    """
    known = np.zeros(len(values)) if known is None else known
    products = values * left
    noise = products.var(axis=1) / products.shape[1]
    coefficients = known + products.mean(axis=1)
    if not known.any():
        means = blocks.means(products)
    else:
        means = blocks.means(values * (left + (known[:, None] * values).sum(axis=0)))
    return Part(
        variance=float((coefficients**2 - noise).sum()),
        resampled=(means**2).sum(axis=1),
        correction=float(noise.sum()),
    )


def is_even(uniforms: Array, ranks: Ranks) -> bool:
    """Whether uniforms are the midpoints of their ranks, to rounding."""
    draws = uniforms.size
    return bool(np.abs(uniforms - (ranks + 0.5) / draws).max() < 1e-6 / draws)


def odds_of(products: Array) -> float:
    """Chance of means as far from zero if all true means were zero, by χ²."""
    spread = products.var(axis=1)
    used = spread > 0
    if not used.any():
        return 1.0
    squares = products[used].mean(axis=1) ** 2
    statistic = float((squares / spread[used]).sum()) * products.shape[1]
    return float(gammaincc(used.sum() / 2, statistic / 2))


def pair_functions(one: Array, other: Array) -> Array:
    """Every product of a function of one driver with one of another.

    Parameters
    ----------
    one, other
        (PAIR_FUNCTIONS, draws) each.

    Returns
    -------
    (PAIR_FUNCTIONS², draws).
    """
    return (one[:, None, :] * other[None, :, :]).reshape(-1, one.shape[1])
