"""The base case at many other values of the drivers, all in one pass.

Tornado and reverse stress ask for the base case again and again with a few drivers
elsewhere. Each point asked for takes the place of a draw whose estimation errors
are 1, so that it runs through the same arithmetic as every draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenarios.caches import ErrorCache
from scenarios.drivers import Driver
from scenarios.sampling import LineErrors
from scenarios.world import World, stated_world

Array = NDArray[np.float64]

#: Statistics of a run need two draws; a single point stands in both.
_LEAST_DRAWS = 2


@dataclass(frozen=True, eq=False)
class BasePoints:
    """The portfolio's base case at each point, on one value basis.

    Attributes
    ----------
    cost, benefit
        Present values in portfolio currency, (points,).
    """

    cost: Array
    benefit: Array
    hurdle_rate: float

    @cached_property
    def npv(self) -> Array:
        """Benefit less cost, (points,)."""
        return self.benefit - self.cost

    @cached_property
    def roi(self) -> Array:
        """NPV over cost, (points,)."""
        return self.benefit / self.cost - 1

    @cached_property
    def margin(self) -> Array:
        """ROI less the hurdle, (points,)."""
        return self.roi - self.hurdle_rate


class CertainAmounts(ErrorCache):
    """Every line at its stated amount: estimation errors are 1."""

    def __init__(self, draws: int) -> None:
        super().__init__(LineErrors(0, draws, "random"), budget_bytes=0)

    def amount(
        self, kind: str, owner: str, key: str, amount: float, sigma: tuple[float, float]
    ) -> float:
        """The stated amount."""
        return amount


def point_world(drivers: tuple[Driver, ...], values: Mapping[str, Array]) -> World:
    """One draw for each point; drivers without values stand at their median.

    Raises
    ------
    ValueError
        If a driver does not take part, the values differ in number, or there are none.
    """
    if unknown := sorted(set(values) - {driver.name for driver in drivers}):
        raise ValueError(f"there is no driver {unknown[0]!r} in this portfolio")
    sizes = {np.asarray(each).size for each in values.values()} or {1}
    if len(sizes) > 1 or 0 in sizes:
        raise ValueError("each driver needs one value for each point")
    points = max(_LEAST_DRAWS, *sizes)
    filled = {name: np.resize(np.asarray(each, float), points) for name, each in values.items()}
    return stated_world(drivers, filled, points)
