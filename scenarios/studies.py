"""What a study of stated quality is worth before it is made (EVSI), and net of its cost.

A study measures what is known only in part: its result is the normal score of the thing
studied plus an independent normal error. Its *reliability* r is the share of the
result's variance that is not error: 0 tells nothing, 1 everything. The mean of NPV given
the result is the conditional mean, averaged over what the result leaves open: the score
given the result s is normal about √r s with variance 1 − r.

For a normal driver that acts linearly this is the closed form of Raiffa and Schlaifer
(1961): the standard deviation of the conditional mean falls to √r of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.conditional_means import ConditionalMean, normal_loss
from scenarios.information import Worth
from scenarios.results import Estimate

Array = NDArray[np.float64]

#: Points of the quadrature over what a result leaves open.
_NODES = 48


@dataclass(frozen=True, slots=True)
class Study:
    """A study of one subject, in portfolio currency.

    ``gain`` is what its result is worth before the decisions (EVSI), ``cost`` what it
    costs and ``net`` the difference; it pays where ``net`` is positive.
    """

    subject: str
    reliability: float
    gain: Estimate
    cost: float

    @property
    def net(self) -> Estimate:
        """Expected net gain of the study."""
        return Estimate(self.gain.value - self.cost, self.gain.se)


def reliability(prior_sd: float, error_sd: float, observations: int = 1) -> float:
    """Share of a result's variance that is not error: σ² / (σ² + τ² / n).

    Parameters
    ----------
    prior_sd
        Standard deviation of the thing studied, as believed today.
    error_sd
        Standard deviation of the error of one observation, in the same unit (of the
        logarithm, where the thing is a ratio).

    Raises
    ------
    ValueError
        For a standard deviation that is negative or not finite, or no observation.
    """
    if not (math.isfinite(prior_sd) and prior_sd >= 0):
        raise ValueError("the prior standard deviation must be a number of 0 or more")
    if not (math.isfinite(error_sd) and error_sd >= 0):
        raise ValueError("the standard deviation of the error must be a number of 0 or more")
    if observations < 1:
        raise ValueError("a study needs at least one observation")
    if prior_sd == 0:
        return 0.0
    return 1 / (1 + (error_sd / prior_sd) ** 2 / observations)


def study(worth: Worth, quality: float, cost: float = 0.0) -> Study:
    """Worth of a study of what ``worth`` is about.

    Its gain is never negative, never above that of knowing for certain, and zero where
    no result turns a decision. The error is that of the conditional means; it does not
    cover a reliability that is wrong.

    Parameters
    ----------
    quality
        Reliability, 0…1.
    cost
        In portfolio currency; one study informs every initiative.

    Raises
    ------
    ValueError
        For a quality outside 0…1, or a cost that is negative or not finite.
    """
    if not 0 <= quality <= 1:
        raise ValueError("the reliability of a study lies between 0 and 1")
    if not (math.isfinite(cost) and cost >= 0):
        raise ValueError("the cost of a study must be a number of 0 or more")
    found = [_gain(known, quality, worth.by_initiative[id_]) for id_, known in worth.means.items()]
    if quality == 1:
        return Study(worth.subject, quality, worth.total, cost)
    gain = Estimate(math.fsum(f.value for f in found), math.fsum(f.se for f in found))
    return Study(worth.subject, quality, gain, cost)


def _gain(known: ConditionalMean, quality: float, most: Estimate) -> Estimate:
    """EVSI of one initiative, at most that of certainty."""
    ladder, draws = known.ladder, known.ladder.columns.shape[1]
    blurred = _blurred(ladder.places[: known.coefficients.size], ladder.scores, quality)
    blurred = blurred - np.einsum("kp,p->k", blurred, ladder.weights)[:, None]
    values = known.mean + np.einsum("k,kp->p", known.coefficients, blurred)
    lost = np.maximum(-values, 0.0) if known.mean > 0 else np.maximum(values, 0.0)
    gain = float(np.sum(ladder.weights * lost))
    turned = np.where(lost > 0, ladder.weights, 0.0)
    slopes = np.einsum("p,kp->k", turned, blurred)
    sampled = float(np.sum(ladder.weights * (lost - gain) ** 2))
    fitted = known.noise**2 * float(np.sum(slopes**2) + np.sum(turned) ** 2)
    spread = known.noise * np.sqrt((1 + np.sum(blurred**2, axis=0)) / draws)
    missed = float(np.sum(ladder.weights * normal_loss(values, spread)))
    return Estimate(min(gain, most.value), math.sqrt((sampled + fitted) / draws + missed**2))


def _blurred(functions: Array, scores: Array, quality: float) -> Array:
    """Mean of each function, (functions, places), given a result at each place.

    Gauss and Hermite's quadrature over the score given the result; between places
    functions are straight, beyond the outermost they go on as they end.
    """
    if quality == 0 or not functions.size:
        return np.zeros_like(functions)
    nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    weights = weights / weights.sum()
    at = math.sqrt(quality) * scores[:, None] + math.sqrt(1 - quality) * nodes
    return np.array(
        [np.einsum("pn,n->p", _extended(row, scores, at), weights) for row in functions]
    )


def _extended(row: Array, scores: Array, at: Array) -> Array:
    """Interpolate, and extrapolate along the outermost pieces."""
    values = np.interp(at, scores, row)
    first = (row[1] - row[0]) / (scores[1] - scores[0])
    last = (row[-1] - row[-2]) / (scores[-1] - scores[-2])
    values += np.minimum(at - scores[0], 0) * first
    values += np.maximum(at - scores[-1], 0) * last
    return np.asarray(values)
