"""What a simulator keeps between runs, so that a lever costs only what it changes.

Nothing here depends on what was asked before: each entry is a pure function of
its key, and an entry that was dropped is made anew, bit for bit.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios import paths
from scenarios.cashflow import group_level
from scenarios.effects import LeverEffects
from scenarios.plan import BenefitStream, CostStream, Group
from scenarios.portfolio import CostLayer
from scenarios.sampling import LineErrors
from scenarios.world import World

Array = NDArray[np.float64]

#: Kinds of lines, under which errors are keyed.
COST, BENEFIT, SHARED, ALLOWANCE = "cost", "benefit", "shared", "allowance"
ERROR_BUDGET_BYTES = 192 * 2**20
PART_BUDGET_BYTES = 32 * 2**20
_SLAB_BYTES = 8 * 2**20


class ErrorCache:
    """Amount × lognormal error of each line, kept while it fits the budget."""

    def __init__(self, errors: LineErrors, budget_bytes: int = ERROR_BUDGET_BYTES) -> None:
        self.errors, self.budget_bytes, self.used_bytes = errors, budget_bytes, 0
        self._kept: dict[Hashable, Array] = {}
        self._slab, self._free = np.empty((0, errors.draws + 1)), 0

    def of_stream(self, kind: str, owner: str, stream: CostStream | BenefitStream) -> Array | float:
        """As :meth:`amount`, for a compiled line."""
        return self.amount(kind, owner, stream.line.key, stream.amount, stream.sigma)

    def amount(
        self, kind: str, owner: str, key: str, amount: float, sigma: tuple[float, float]
    ) -> Array | float:
        """Amounts of a line, (draws + 1,); a plain number where it is certain.

        The array must not be written to.

        Parameters
        ----------
        sigma
            Standard deviation of the logarithm below and above the median.
        """
        below, above = sigma
        if amount == 0 or (below == 0 and above == 0):
            return amount
        name = (kind, owner, key, amount, sigma)
        kept = self._kept.get(name)
        if kept is not None:
            return kept
        row, kept_here = self._new_row()
        scores = self.errors.normals(kind, owner, key)
        np.multiply(scores, below, out=row[:-1])
        if above != below:
            np.multiply(scores, above, out=row[:-1], where=scores > 0)
        row[-1] = 0.0
        np.exp(row, out=row)
        row *= amount
        if kept_here:
            self._kept[name] = row
        return row

    def _new_row(self) -> tuple[Array, bool]:
        """An unused row of the current slab, or one not to keep once the budget is spent.

        Slabs of some megabytes come from the system in large pages; thousands of
        single rows would cost more to map than to fill.
        """
        if self._free == 0:
            size = self.errors.draws + 1
            rows = max(1, _SLAB_BYTES // (8 * size))
            if self.used_bytes + 8 * rows * size > self.budget_bytes:
                return np.empty(size), False
            self._slab, self._free = np.empty((rows, size)), rows
            self.used_bytes += self._slab.nbytes
        self._free -= 1
        return self._slab[self._free], True


@dataclass(frozen=True, slots=True)
class Worth:
    """What each unit of a group's amount is worth: (draws + 1,) or one number, and its name."""

    value: Array | float
    number: int


@dataclass(frozen=True, slots=True)
class Part:
    """Present value of a few lines together, before levers, and its mean by layer."""

    value: Array
    layer_mean: dict[CostLayer, float]


class PartCache:
    """Sums of the lines of one initiative that a lever moves alike.

    Rows lie in slabs that are used again from the start once the budget is spent;
    all entries are dropped then.
    """

    def __init__(self, size: int, budget_bytes: int = PART_BUDGET_BYTES) -> None:
        self.size = size
        self._slab_rows = max(1, _SLAB_BYTES // (8 * size))
        self._most = max(2, budget_bytes // (8 * size))
        self._slabs: list[Array] = []
        self._used = 0
        self._kept: dict[Hashable, Part] = {}

    def get(self, key: Hashable) -> Part | None:
        """The entry, if it is still kept."""
        return self._kept.get(key)

    def put(self, key: Hashable, layer_mean: dict[CostLayer, float]) -> Part:
        """A new entry with a row of zeros to be filled."""
        if self._used >= self._most:
            self._kept.clear()
            self._used = 0
        slab, row = divmod(self._used, self._slab_rows)
        if slab == len(self._slabs):
            self._slabs.append(np.empty((self._slab_rows, self.size)))
        self._used += 1
        part = Part(self._slabs[slab][row], layer_mean)
        part.value.fill(0.0)
        self._kept[key] = part
        return part


class PathCache:
    """Discounted path sums, the latest few hundred; valid for one world only."""

    def __init__(self, world: World, limit: int = 512) -> None:
        self.world, self.limit = world, limit
        self.parts = PartCache(world.draws + 1)
        self._kept: OrderedDict[Hashable, Worth] = OrderedDict()
        self._made = 0

    def worth(self, group: Group, cash: Array, name: Hashable, effects: LeverEffects) -> Worth:
        """Discounted sum of a group's path times its steady factors.

        ``name`` must tell ``cash`` apart; see :func:`scenarios.paths.discounted_sum`.
        """
        levers = effects.levers
        tier = (levers.model_share_moved, levers.model_price_ratio) if group.path.tier else None
        key = (group, name, tier)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        total = paths.discounted_sum(self.world, group.path, cash)
        total = total * group_level(self.world, effects, group)
        self._made += 1
        self._kept[key] = Worth(total, self._made)
        if len(self._kept) > self.limit:
            self._kept.popitem(last=False)
        return self._kept[key]
