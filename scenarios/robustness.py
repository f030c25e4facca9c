"""Regret, worst case and satisficing over the stress set: how a decision holds when it is wrong.

A payoff table (:mod:`scenarios.payoffs`) holds what each decision is worth under each
stress. A measure of robustness is three steps in a row: transform the table, select the
stresses that count, summarise what is left (McPhail et al. 2018, Earth's Future 6). Each
step is a few lines, so that a new measure is a new combination.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
#: (decisions, stresses) → the same shape.
Transform = Callable[[Array], Array]
#: (decisions, stresses) → (decisions, stresses that count).
Select = Callable[[Array], Array]
#: (decisions, stresses that count) → (decisions,).
Summarise = Callable[[Array], Array]
#: (decisions, stresses) → (decisions,).
Measure = Callable[[Array], Array]


# Transform --------------------------------------------------------------------------------


def as_is(payoffs: Array) -> Array:
    """What each decision is worth."""
    return payoffs


def regret(payoffs: Array) -> Array:
    """What the best decision under each stress would have brought more (Savage 1951)."""
    return np.asarray(payoffs.max(axis=0) - payoffs)


def reaches(threshold: float) -> Transform:
    """1 where a threshold is reached, 0 elsewhere (Simon 1956)."""
    return lambda payoffs: (payoffs >= threshold).astype(float)


# Select -----------------------------------------------------------------------------------


def all_stresses(values: Array) -> Array:
    """Every stress counts."""
    return values


def worst_half(values: Array) -> Array:
    """The lower half of each decision's values, the middle one included."""
    return np.sort(values, axis=1)[:, : (values.shape[1] + 1) // 2]


# Summarise --------------------------------------------------------------------------------


def mean(values: Array) -> Array:
    """Every stress weighs alike: a share, not a probability."""
    return np.asarray(values.mean(axis=1))


def least(values: Array) -> Array:
    """The worst of what is to be large."""
    return np.asarray(values.min(axis=1))


def greatest(values: Array) -> Array:
    """The worst of what is to be small."""
    return np.asarray(values.max(axis=1))


def measure(transform: Transform, select: Select, summarise: Summarise) -> Measure:
    """The three steps in a row."""
    return lambda payoffs: summarise(select(transform(payoffs)))


#: Worth under the stress that hurts a decision most; the largest is the maximin choice.
worst_case = measure(as_is, all_stresses, least)
#: Most that a decision can be regretted for; the smallest is the minimax-regret choice.
greatest_regret = measure(regret, all_stresses, greatest)
#: Worth over the stresses alike; not an expectation, stresses have no probability.
average = measure(as_is, all_stresses, mean)
#: Worth over the worse half of the stresses.
average_of_worst_half = measure(as_is, worst_half, mean)


def satisficing(threshold: float) -> Measure:
    """Share of the stresses in which a threshold is reached."""
    return measure(reaches(threshold), all_stresses, mean)
