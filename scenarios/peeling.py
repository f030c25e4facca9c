"""Peeling and pasting of one box (PRIM), on plain arrays; see :mod:`scenarios.discovery`.

Slices, objective and stopping rule are those of the EMA workbench (Kwakkel 2017,
Environmental Modelling and Software 96), whose trajectory a test reproduces.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrc, gammaincc

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PeelSettings:
    """How patient the search is.

    Attributes
    ----------
    peel, paste
        Share of the box that one step takes off, or adds.
    least_mass
        Share of all draws that a box must hold.
    trace
        Chance of taking a driver without any effect for one with; 1 takes all.
    """

    peel: float = 0.05
    paste: float = 0.05
    least_mass: float = 0.05
    trace: float = 1e-4

    def __post_init__(self) -> None:
        """Refuse what would never end or never begin."""
        if not (0 < self.peel < 0.5 and 0 < self.paste < 0.5):
            raise ValueError("a step takes off or adds a share between 0 and 0.5")
        if not (0 < self.least_mass < 1 and 0 < self.trace <= 1):
            raise ValueError("the least mass and the trace must be shares above 0")


@dataclass(frozen=True, slots=True)
class Step:
    """A box on the way: coverage, density and mass, and the number of drivers limited."""

    coverage: float
    density: float
    mass: float
    limited: int


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The trajectory, and each step's limits, (drivers, 2), infinite where open."""

    told: tuple[Step, ...]
    limits: tuple[Array, ...]


#: Slices of a driver's ranks in which failures are counted for a trace.
_SLICES = 16


def traces(values: Array, missed: Flags, settings: PeelSettings) -> bool:
    """Whether failing depends on a driver alone: χ² over slices of its ranks."""
    if settings.trace >= 1:
        return True
    draws, share = missed.size, float(missed.mean()) if missed.size else 0.0
    slices = min(_SLICES, draws // 5)
    if slices < 2 or not 0 < share < 1 or values.min() == values.max():
        return False
    edges = np.quantile(values, np.arange(1, slices) / slices)
    place = np.searchsorted(edges, values, side="right")
    size = np.bincount(place, minlength=slices)
    hits = np.bincount(place, weights=missed, minlength=slices)
    filled = size > 0
    expected = size[filled] * share
    statistic = float((((hits[filled] - expected) ** 2) / (expected * (1 - share))).sum())
    return bool(gammaincc((int(filled.sum()) - 1) / 2, statistic / 2) < settings.trace)


def quasi_p(x: Array, y: Flags, limits: Array, k: int) -> float:
    """Upper tail of a binomial: as many failures in the box with the density without limit k."""
    others = np.ones(len(limits), dtype=bool)
    others[k] = False
    inside = ((x[others] >= limits[others, :1]) & (x[others] <= limits[others, 1:])).all(axis=0)
    density = float(y[inside].mean())
    inside &= (x[k] >= limits[k, 0]) & (x[k] <= limits[k, 1])
    size, hits = int(inside.sum()), int(y[inside].sum())
    return 1.0 if hits == 0 else float(bdtrc(hits - 1, size, density))


class Peeler:
    """One box among the draws that are left.

    Parameters
    ----------
    x
        (drivers, draws left).
    y
        Which of them fail.
    failures, draws
        Of all draws, to which coverage and mass refer.
    """

    def __init__(
        self, x: Array, y: Flags, failures: int, draws: int, settings: PeelSettings
    ) -> None:
        self.x, self.y, self.settings = x, y, settings
        self.failures, self.draws = failures, draws
        self.limits = np.tile([-np.inf, np.inf], (len(x), 1))
        self.inside = np.arange(y.size)
        self.told: list[Step] = []
        self.kept: list[Array] = []

    def run(self) -> Steps:
        """Peel down to the least mass, then paste."""
        self._note()
        while self._peel():
            self._note()
        while self._paste():
            self._note()
        return Steps(tuple(self.told), tuple(self.kept))

    def _note(self) -> None:
        size, hits = self.inside.size, int(self.y[self.inside].sum())
        limited = int(np.isfinite(self.limits).any(axis=1).sum())
        step = Step(hits / self.failures, hits / size, size / self.draws, limited)
        self.told.append(step)
        self.kept.append(self.limits.copy())

    def _peel(self) -> bool:
        """Take off the slice whose loss raises the density most for each draw given up."""
        box, y = self.x[:, self.inside], self.y[self.inside]
        best: tuple[float, int, int, int, float] | None = None
        for k, values in enumerate(box):
            ordered = np.sort(values)
            open_ = not np.isfinite(self.limits[k]).any()
            for side, share in ((1, 1 - self.settings.peel), (0, self.settings.peel)):
                cut = _between(ordered, share)
                stays = values <= cut if side else values >= cut
                gain = _gain(y, stays)
                # Of equals, the box with fewer drivers limited, then the first.
                rank = (gain, -int(open_), -k, side, cut)
                if best is None or rank[:4] > best[:4]:
                    best = rank
        if best is None or best[0] <= 0:
            return False
        _, _, k, side, cut = best
        k = -k
        values = box[k]
        stays = values <= cut if side else values >= cut
        if not self.settings.least_mass * self.draws <= stays.sum() < self.inside.size:
            return False
        self.limits[k, side] = cut
        self.inside = self.inside[stays]
        return True

    def _paste(self) -> bool:
        """Add the slice beyond a limit whose gain is greatest, while the density rises."""
        y, before = self.y, self.inside
        density = float(y[before].mean())
        best: tuple[float, int, int, float, NDArray[np.intp]] | None = None
        for k, side in zip(*np.nonzero(np.isfinite(self.limits)), strict=True):
            inside, cut = self._pasted(int(k), int(side))
            if inside.size <= before.size:
                continue
            rise = float(y[inside].mean()) - density
            gain = rise / (inside.size - before.size)
            if best is None or (gain, -int(k), -int(side)) > (best[0], -best[1], -best[2]):
                best = gain, int(k), int(side), cut, inside
        if best is None or best[0] <= 0:
            return False
        _, k, side, self.limits[k, side], self.inside = best
        return True

    def _pasted(self, k: int, side: int) -> tuple[NDArray[np.intp], float]:
        """The box with one limit moved out by a slice of the draws beyond it."""
        wider = self.limits.copy()
        wider[k, side] = np.inf if side else -np.inf
        with_all = self._members(wider)
        beyond = self.x[k, with_all]
        limit = self.limits[k, side]
        beyond = beyond[beyond > limit] if side else beyond[beyond < limit]
        cut = np.inf if side else -np.inf
        take = max(1, math.ceil(self.settings.paste * self.inside.size))
        if beyond.size > take:
            ordered = np.sort(beyond)
            cut = ordered[take - 1] if side else ordered[-take]
        wider[k, side] = cut
        return self._members(wider), float(cut)

    def _members(self, limits: Array) -> NDArray[np.intp]:
        inside = ((self.x >= limits[:, :1]) & (self.x <= limits[:, 1:])).all(axis=0)
        return np.flatnonzero(inside)


def _gain(y: Flags, stays: Flags) -> float:
    """Rise in density for each draw given up; 0 where nothing or everything goes."""
    size, rest = y.size, int(stays.sum())
    if rest in (0, size):
        return 0.0
    return (int(y[stays].sum()) / rest - int(y.sum()) / size) / (size - rest)


def _between(ordered: Array, share: float) -> float:
    """A cut between two values near a quantile, moved on where values are tied."""
    place = (ordered.size - 1) * share
    low, high = math.floor(place), math.ceil(place)
    if share > 0.5:
        while ordered[low] == ordered[high] and low > 0:
            low -= 1
    else:
        while ordered[low] == ordered[high] and high < ordered.size - 1:
            high += 1
    return float((ordered[low] + ordered[high]) / 2)
