"""Gaussian copula on named drivers, with the repair of impossible matrices shown.

Only drivers that take part in a stated correlation are touched, group by group of
connected drivers, so that an uncorrelated driver leaves every other draw alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios.drivers import Correlation
from scenarios.results import CorrelationRepair

Array = NDArray[np.float64]

_LEAST_EIGENVALUE = 1e-8


def nearest_correlation(matrix: Array, iterations: int = 200) -> Array:
    """The nearest correlation matrix in Frobenius norm (Higham 2002).

    Alternating projections with Dykstra's correction onto the positive
    semi-definite cone and the unit diagonal, then a last clip that keeps the
    smallest eigenvalue at 1e-8 so that Cholesky's factor exists.
    """
    current, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(iterations):
        shifted = current - correction
        projected = _clip_eigenvalues(shifted, 0.0)
        correction = projected - shifted
        previous, current = current, projected.copy()
        np.fill_diagonal(current, 1.0)
        if np.max(np.abs(current - previous)) < 1e-12:
            break
    clipped = _clip_eigenvalues(current, _LEAST_EIGENVALUE)
    scale = np.sqrt(np.diag(clipped))
    return clipped / np.outer(scale, scale)


def _clip_eigenvalues(matrix: Array, least: float) -> Array:
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return (vectors * np.maximum(values, least)) @ vectors.T


def correlated_groups(
    correlations: tuple[Correlation, ...], known: frozenset[str]
) -> tuple[list[tuple[tuple[str, ...], Array]], CorrelationRepair | None]:
    """Groups of connected drivers with the Cholesky factor of their correlations.

    Cholesky rather than an eigenvalue root: its factor is unique, so draws do not
    depend on the LAPACK build.

    Parameters
    ----------
    correlations
        Stated pairs; of a pair stated twice the last one counts.
    known
        Names of the drivers that take part; pairs with others are left out.

    Returns
    -------
    groups
        (names in alphabetical order, lower factor) for each connected group.
    repair
        What was changed where a stated matrix was not positive definite, joined
        over the groups; ``None`` when nothing was.
    """
    pairs = {
        (min(c.first, c.second), max(c.first, c.second)): c.value
        for c in correlations
        if c.first != c.second and c.first in known and c.second in known
    }
    groups, repairs = [], []
    for names in _connected(list(pairs)):
        place = {name: k for k, name in enumerate(names)}
        stated = np.eye(len(names))
        for (first, second), value in pairs.items():
            if first in place:
                stated[place[first], place[second]] = stated[place[second], place[first]] = value
        used = stated
        if np.linalg.eigvalsh(stated)[0] < _LEAST_EIGENVALUE:
            used = nearest_correlation(stated)
            repairs.append((names, stated, used))
        groups.append((names, np.asarray(np.linalg.cholesky(used), dtype=np.float64)))
    return groups, _join_repairs(repairs)


def _connected(pairs: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Connected components of the graph of pairs, names sorted."""
    groups: list[set[str]] = []
    for pair in pairs:
        touching = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touching]
        groups.append(set(pair).union(*touching))
    return sorted(tuple(sorted(group)) for group in groups)


def _join_repairs(
    repairs: list[tuple[tuple[str, ...], Array, Array]],
) -> CorrelationRepair | None:
    if not repairs:
        return None
    names = tuple(name for group, _, _ in repairs for name in group)
    stated, used = np.eye(len(names)), np.eye(len(names))
    start = 0
    for group, before, after in repairs:
        block = slice(start, start + len(group))
        stated[block, block], used[block, block] = before, after
        start += len(group)
    return CorrelationRepair(
        names,
        tuple(map(tuple, stated.tolist())),
        tuple(map(tuple, used.tolist())),
        float(np.max(np.abs(stated - used))),
    )
