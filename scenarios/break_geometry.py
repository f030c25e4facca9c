"""The search for the nearest break, as far as it asks no margin: a plane, a box, a matrix root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: An eigenvalue of a correlation matrix below this is rounding, or the repair of none.
_NO_VARIANCE = 1e-7


def nearest_of_plane(at: Array, value: float, slope: Array, least: Array, most: Array) -> Array:
    """argmin x′x subject to value + slope′(x − at) ≤ 0 and least ≤ x ≤ most.

    x = −λ slope, cut at the box, with the least λ ≥ 0 that reaches the plane; the corner
    of the box that comes nearest to the plane where none does.
    """
    gap = value - float((slope * at).sum())
    corner = np.where(slope > 0, least, most)

    def beyond(step: float) -> Array:
        return np.clip(-step * slope, least, most)

    if gap <= 0:
        return np.zeros_like(at)
    # The box stops one direction after the other; between two stops the way is straight.
    stops = np.sort(np.unique(np.abs(corner[slope != 0] / slope[slope != 0])))
    before, reached = 0.0, gap
    for stop in stops.tolist():
        after = gap + float((slope * beyond(stop)).sum())
        if after <= 0:
            return beyond(before + (stop - before) * reached / (reached - after))
        before, reached = stop, after
    return np.where(slope == 0, 0.0, corner)


def symmetric_root(correlation: Array) -> Array:
    """S with S S = C: points S u have correlation C, and |(S u)ₖ| ≤ |u|.

    A direction in which C has no variance cannot move: it is in no point S u. Of all
    roots this one lies nearest to the identity, so that each u belongs to one driver.
    """
    values, vectors = np.linalg.eigh((correlation + correlation.T) / 2)
    kept = np.where(values > _NO_VARIANCE, values, 0.0)
    return np.asarray(np.einsum("ik,k,jk->ij", vectors, np.sqrt(kept), vectors))
