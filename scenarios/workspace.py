"""Arrays that are filled again and again, so that a moved lever maps no new memory."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Workspace:
    """Named scratch arrays. One run at a time may use them; nothing outlives its run."""

    def __init__(self) -> None:
        self._arrays: dict[Hashable, Array] = {}

    def array(self, name: Hashable, *shape: int) -> Array:
        """The array of that name and shape, with whatever it held before."""
        kept = self._arrays.get(name)
        if kept is None or kept.shape != shape:
            kept = self._arrays[name] = np.empty(shape)
        return kept

    def zeros(self, name: Hashable, *shape: int) -> Array:
        """The array of that name and shape, filled with zeros."""
        cleared = self.array(name, *shape)
        cleared.fill(0.0)
        return cleared
