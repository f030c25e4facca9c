"""Drivers in order of rank, and the index of a group: what can be known before deciding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from scenarios.conditional_means import Ladder, flat_ladder, level_ladder, smooth_ladder
from scenarios.drivers import Driver

Array = NDArray[np.float64]

#: A product of two drivers is taken up where it explains more than this many squared
#: standard errors: far fewer than one in a thousand by chance.
_PRODUCT = 16.0


@dataclass(frozen=True, eq=False)
class Ranked:
    """Draws in the order of a driver.

    ``order`` lists the draws, ``place`` is each draw's place in it and ``score`` that
    place as a normal score (zero throughout where the driver does not vary).
    """

    ladder: Ladder
    order: NDArray[np.intp]
    place: NDArray[np.intp]
    score: Array


def rank_driver(driver: Driver, uniforms: Array) -> Ranked:
    """Order the draws by a driver's uniforms, (draws,).

    A driver of few values is known by its value, any other by its rank.
    """
    order = np.argsort(uniforms, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    kind = driver.distribution.kind
    if kind == "point":
        ladder = flat_ladder(order.size)
    elif kind == "discrete":
        values = driver.distribution.ppf(uniforms[order])
        ladder = level_ladder(np.unique(values, return_inverse=True)[1])
    else:
        ladder = smooth_ladder(order.size)
    score = np.zeros(order.size) if kind == "point" else ndtri((place + 0.5) / order.size)
    return Ranked(ladder, order, place, score)


def fitted_index(figure: Array, curves: Array, scores: Array) -> tuple[Array, int]:
    """Least-squares fit of a figure on curves, and on products of scores that matter.

    Parameters
    ----------
    curves
        (functions, draws), of zero mean.
    scores
        Normal scores of the members, (members, draws).

    Returns
    -------
    The fit, (draws,), and the number of functions in it.
    """
    left = figure - figure.mean()
    if len(curves):
        left = left - _least_squares(left, curves)
    variance = float(np.mean(left**2))
    products = []
    for k, score in enumerate(scores[:-1]):
        # einsum, not a matrix product: no bit depends on the threads of a BLAS.
        covariance = np.einsum("n,jn->j", left * score, scores[k + 1 :]) / figure.size
        matter = np.flatnonzero(figure.size * covariance**2 > _PRODUCT * variance)
        products += [score * scores[k + 1 + j] for j in matter]
    functions = np.concatenate([curves, *(p[None] - p.mean() for p in products)])
    if not len(functions):
        return np.zeros(figure.size), 0
    return _least_squares(figure - figure.mean(), functions), len(functions)


def _least_squares(figure: Array, functions: Array) -> Array:
    squares = np.einsum("in,jn->ij", functions, functions)
    aims = np.einsum("in,n->i", functions, figure)
    found = np.linalg.lstsq(squares, aims, rcond=1e-10)[0]
    return np.einsum("i,in->n", found, functions)
