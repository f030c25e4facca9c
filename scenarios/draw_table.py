"""The draws behind a result, for analyses that need more than its statistics.

Robustness, sensitivity and the value of information all read one table: what
each initiative costs and brings in every draw, beside the state of the world that
the draw stands for. Nothing is drawn anew for them, so that they agree with the
screen to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenarios.drivers import Driver
from scenarios.portfolio import ValueBasis

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DrawTable:
    """Present values by initiative and draw, and the drivers of each draw.

    Attributes
    ----------
    initiatives
        Ids of those whose ROI can be answered on ``basis``, in portfolio order.
    cost, benefit
        (initiatives, draws), in portfolio currency.
    shared_cost
        Part of ``cost`` that is allocated from shared lines, (initiatives, draws): it
        does not go away with the initiative.
    estimated_benefit, estimated_cost
        (initiatives, draws): what each initiative's own estimation errors make of its
        benefit and of its own cost, with the drivers at their mean effect. What
        better evidence on the initiative itself would settle.
    all_cost, all_benefit
        Portfolio totals, (draws,): all cost supplied, also of initiatives without
        an answer, as in :class:`scenarios.results.PortfolioResult`.
    uniforms
        Rank of each driver in (0, 1), (draws,) each, correlations applied.
    drivers
        Each driver with its distribution; a value is ``distribution.ppf(uniforms)``.
    idle
        Names of drivers that no line can follow, such as the prices of a vendor that
        bills nothing: they must enter no figure about others.
    """

    basis: ValueBasis
    initiatives: tuple[str, ...]
    cost: Array
    benefit: Array
    shared_cost: Array
    estimated_benefit: Array
    estimated_cost: Array
    all_cost: Array
    all_benefit: Array
    uniforms: Mapping[str, Array]
    drivers: tuple[Driver, ...]
    hurdle_rate: float
    idle: frozenset[str] = frozenset()

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.all_cost.size)

    @cached_property
    def npv(self) -> Array:
        """Benefit less cost, (initiatives, draws)."""
        return self.benefit - self.cost

    @cached_property
    def avoidable_npv(self) -> Array:
        """What continuing adds to stopping: benefit less the cost that would go away."""
        return self.npv + self.shared_cost

    @cached_property
    def roi(self) -> Array:
        """NPV over cost, (initiatives, draws)."""
        return self.benefit / self.cost - 1

    @cached_property
    def portfolio_npv(self) -> Array:
        """Portfolio benefit less cost, (draws,)."""
        return self.all_benefit - self.all_cost

    @cached_property
    def portfolio_roi(self) -> Array:
        """Portfolio NPV over cost, (draws,)."""
        return self.all_benefit / self.all_cost - 1
