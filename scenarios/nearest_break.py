"""The nearest point at which a margin falls to zero: constrained minimisation from several starts.

The generic part: a function of a point, a distance, a search. In structural
reliability this point is the design point and its distance the reliability index
(Hasofer and Lind 1974; Rackwitz and Fiessler 1978).
:mod:`scenarios.reverse_stress` asks it of the simulator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenarios.break_geometry import nearest_of_plane
from scenarios.sampling import generator

Array = NDArray[np.float64]

#: Margins at many points, (points, directions) → (points,).
Margins = Callable[[Array], Array]

#: Steps of the differences, in units of the search: first wide, so that costs which
#: rise in steps look like a slope, then fine.
_WIDE, _FINE = 0.05, 1e-5
#: Most linearisations from one start, and how often a step is halved that does not help.
_ITERATIONS, _HALVINGS = 8, 2
#: A shorter way by less than this share ends the wide and the fine search.
_GAIN = {_WIDE: 1e-3, _FINE: 1e-8}
#: Places on a ray at which its first crossing is looked for, if they cost one call and
#: if each costs one; and how often the piece with the crossing is scanned.
_PLACES, _DEAR_PLACES = 32, 5
_SCANS = {_WIDE: 2, _FINE: 3}
#: Single directions that serve as a start of their own, most harmful first.
_SINGLE_STARTS = 2
#: Most directions that are also tried towards their other end, as both ends harm.
_OTHER_ENDS = 3
#: Most times that directions which rest at zero are let go to the other side.
_FLIPS = 6
#: Distances this near, relatively, count as the same answer.
_SAME = 1e-2
#: Directions spread at random that are looked along, and how many become starts.
_SPREAD, _SPREAD_STARTS = 256, 2
#: A direction that moves the margin by less than this, against the margin, is idle.
_IDLE = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """What the search found.

    Attributes
    ----------
    point
        Nearest point with margin ≤ 0, (directions,); ``None`` where none was found.
    distance
        Its distance from the origin.
    lowest
        Least margin seen anywhere within reach.
    starts, agreeing
        Starts of the search, and how many ended at the same distance.
    """

    point: Array | None
    distance: float | None
    lowest: float
    starts: int
    agreeing: int


def moving_directions(margins: Margins, low: Array, high: Array) -> NDArray[np.intp]:
    """Directions that move the margin at all: alone, or with all others half way to an end.

    A direction left out here takes part in nothing, so that adding one that moves
    nothing changes no bit of any answer.
    """
    dims = low.size
    found = np.zeros(dims, dtype=bool)
    for context in (np.zeros(dims), high / 2, low / 2):
        points = np.repeat(context[None, :], 1 + 2 * dims, axis=0)
        for k in range(dims):
            points[1 + 2 * k : 3 + 2 * k, k] = low[k], high[k]
        values = margins(points)
        moved = np.abs(values[1:] - values[0]).reshape(dims, 2).max(axis=1)
        found |= moved > _IDLE * max(1.0, abs(float(values[0])))
    return np.flatnonzero(found)


def nearest_break(
    margins: Margins,
    low: Array,
    high: Array,
    radius: float,
    root: Array | None = None,
    dear: bool = False,
) -> Nearest:
    """The shortest way from the origin to a margin of zero.

    Minimises u′u subject to margin(R u) ≤ 0 and low ≤ u ≤ high: the margin is made
    linear at the best point so far, the nearest point of that plane within the box is
    found, and the ray through it is followed to its first crossing
    (Rackwitz and Fiessler's iteration, kept to shorter ways). Each direction first
    goes only towards its more harmful end, since margins often have a kink at the
    origin; one that rests there and would gain on the other side is let go to it, and the
    last steps may go to any side.
    Starts: downhill from the origin, the most harmful single directions, the corner of
    all harmful ends, once more with the other end of directions of which both ends harm,
    and the worst of some hundred directions spread at random. From a start whose ray does
    not cross, the worst point within the radius is looked for, before none is reported.

    The way is the shortest found; a start that nobody made may lead to a shorter one,
    and where the margin jumps the last per cent is not to be relied on.

    Parameters
    ----------
    low, high
        Box around the origin, (directions,) each.
    radius
        Greatest distance.
    root
        R, (directions, directions), the symmetric root of a correlation matrix (see
        :func:`scenarios.break_geometry.symmetric_root`): points are R u, their distance is
        that of u. The identity by default.
    dear
        Each point costs a call of its own: fewer starts and fewer looks.
    """
    if root is not None:
        found = nearest_break(
            lambda u: margins(np.einsum("jk,nk->nj", root, u)), low, high, radius, dear=dear
        )
        if found.point is None:
            return found
        return replace(found, point=np.einsum("jk,k->j", root, found.point))
    search = _Search(margins, low, high, radius, dear)
    if search.scale <= 0:
        return Nearest(np.zeros(low.size), 0.0, search.scale, 0, 0)
    if low.size == 0:
        return Nearest(None, None, search.scale, 0, 0)
    starts = search.starts()
    ends = [end for start in starts if (end := search.shortest_from(start)) is not None]
    if not ends:
        return Nearest(None, None, search.lowest, len(starts), 0)
    lengths = [search.length(end) for end in ends]
    search.step = _FINE
    best = search.let_go(search.shortened(ends[int(np.argmin(lengths))]))
    best = search.shortened(best, any_side=True)
    agreeing = sum(length <= (1 + _SAME) * min(lengths) for length in lengths)
    best = search.exact(best)
    return Nearest(best, search.length(best), search.lowest, len(starts), agreeing)


class _Search:
    """One search; the last point's margin and slope are kept, since both are asked for."""

    def __init__(
        self,
        margins: Margins,
        low: Array,
        high: Array,
        radius: float,
        dear: bool,
    ) -> None:
        self.margins, self.low, self.high, self.radius = margins, low, high, radius
        self.dims, self.dear = low.size, dear
        self.scale = float(margins(np.zeros((1, low.size)))[0])
        self.lowest = self.scale
        self.step = _WIDE
        self._at: tuple[bytes, float, Array] | None = None

    def length(self, point: Array) -> float:
        """Distance from the origin."""
        return float(np.sqrt((point * point).sum()))

    @cached_property
    def _ends(self) -> Array:
        """Margin at the low and at the high end of each direction alone, (2, directions)."""
        ends = np.vstack([np.diag(self.low), np.diag(self.high)])
        return self.margins(ends).reshape(2, self.dims)

    @cached_property
    def harmful(self) -> Array:
        """The more harmful end of each direction; with others half way if alone it does nothing."""
        low, high = self._ends[0].copy(), self._ends[1].copy()
        for k in np.flatnonzero(np.abs(self._ends - self.scale).max(axis=0) <= _IDLE * self.scale):
            context = np.repeat(np.vstack([self.low, self.high]) / 2, 2, axis=0)
            context[:, k] = self.low[k], self.high[k], self.low[k], self.high[k]
            low[k], high[k] = self.margins(context).reshape(2, 2).min(axis=0)
        return np.where(low <= high, self.low, self.high)

    def slope(self, point: Array, sides: Array) -> tuple[float, Array]:
        """Margin over the origin's margin, and its slope by steps towards ``sides``.

        Close to the end of a side the step goes back instead.
        """
        key = point.tobytes() + sides.tobytes() + np.float64(self.step).tobytes()
        if self._at is None or self._at[0] != key:
            steps = self.step * np.where(sides >= 0, 1.0, -1.0)
            steps = np.where(np.abs(point + steps) > np.abs(sides), -steps, steps)
            values = self.margins(np.vstack([point, point + np.diag(steps)])) / self.scale
            self.lowest = min(self.lowest, float(values[0]) * self.scale)
            self._at = key, float(values[0]), (values[1:] - values[0]) / steps
        return self._at[1], self._at[2]

    def starts(self) -> list[Array]:
        """Points from which to set out, each on the sides that it is to keep to."""
        harmful, numbers = self.harmful, np.arange(self.dims)
        _, slope = self.slope(np.zeros(self.dims), harmful)
        down = np.where(slope * harmful < 0, -slope, 0.0)
        found = [down / np.sqrt(np.sum(down**2)) * self.radius / 2] if down.any() else []
        if self.dear:
            return [self._within(start) for start in (*found, harmful / 2)]
        by_harm = np.argsort(self._ends.min(axis=0), kind="stable")
        found += [np.where(numbers == k, harmful / 2, 0.0) for k in by_harm[:_SINGLE_STARTS]]
        found.append(harmful / 2)
        both = self._ends.max(axis=0) < self.scale
        other = np.where(harmful == self.low, self.high, self.low)
        for k in [k for k in by_harm if both[k] and other[k]][:_OTHER_ENDS]:
            found.append(np.where(numbers == k, other / 2, 0.0))
        found += self._spread_starts()
        return [self._within(start) for start in found]

    def _spread_starts(self) -> list[Array]:
        """The worst of many directions, the same ones for every margin of so many."""
        points = generator(0, "nearest break", str(self.dims)).standard_normal((_SPREAD, self.dims))
        lengths = np.sqrt((points * points).sum(axis=1))[:, None]
        points = np.clip(points / lengths * self.radius, self.low, self.high)
        worst = np.argsort(self.margins(points), kind="stable")[:_SPREAD_STARTS]
        return [points[k] for k in worst]

    def _within(self, point: Array) -> Array:
        point = np.clip(point, self.low, self.high)
        return point * min(1.0, self.radius / max(self.length(point), 1e-300))

    def _sides(self, point: Array) -> Array:
        """Ends on whose side a point lies; the more harmful where it lies on neither."""
        return np.where(point == 0, self.harmful, np.where(point < 0, self.low, self.high))

    def shortest_from(self, start: Array) -> Array | None:
        """The nearest crossing in the neighbourhood of a start, on its sides."""
        end = self.crossing(start)
        if end is None:
            end = self.crossing(self._worst_from(start))
        return None if end is None else self.shortened(end)

    def shortened(self, end: Array, any_side: bool = False) -> Array:
        """A crossing, moved along the margin's surface as long as that shortens the way.

        On the sides on which it lies, or on any.
        """
        sides = self._sides(end)
        least, most = np.minimum(sides, 0.0), np.maximum(sides, 0.0)
        if any_side:
            least, most = self.low, self.high
        for _ in range(_ITERATIONS):
            value, slope = self.slope(end, sides)
            aim, before = nearest_of_plane(end, value, slope, least, most), self.length(end)
            for halving in range(_HALVINGS):
                share = 0.5**halving
                nearer = self.crossing(share * aim + (1 - share) * end)
                if nearer is not None and self.length(nearer) < before:
                    end = nearer
                    break
            if self.length(end) > before * (1 - _GAIN[self.step]):
                break
        return end

    def _worst_from(self, start: Array) -> Array:
        """A point at the edge of the radius, or of the box, downhill from a start."""
        sides, point = self._sides(start), start
        for _ in range(_HALVINGS):
            _, slope = self.slope(point, sides)
            down = np.where(slope * sides < 0, -slope, 0.0)
            if not down.any():
                break
            down /= self.length(down)
            point = self._within(self._reach(down, sides))
        return point

    def _reach(self, down: Array, sides: Array) -> Array:
        """As far as the radius along a direction, turned along the walls of the box."""
        point = np.zeros(self.dims)
        for way in np.linspace(0.0, 50 * self.radius, 501)[1:]:
            ahead = np.where(np.abs(way * down) > np.abs(sides), sides, way * down)
            if self.length(ahead) > self.radius:
                break
            point = ahead
        return np.asarray(point, dtype=np.float64)

    def let_go(self, end: Array) -> Array:
        """The same end, or a nearer one with some directions that rested at zero on the other side.

        With multiplier λ of the constraint, a direction gains on the other side where
        xₖ + λ × slope of the margin there points outwards.
        """
        for _ in range(_FLIPS):
            sides = self._sides(np.where(np.abs(end) > 1e-6, end, 0.0))
            _, slope = self.slope(end, sides)
            free = np.abs(end) > 1e-6
            pull = end
            multiplier = -float((pull * slope)[free].sum() / (slope[free] ** 2).sum())
            other = np.where(sides == self.low, self.high, self.low)
            _, beyond = self.slope(np.where(free, end, 0.0), np.where(free, sides, other))
            gain = (pull + multiplier * beyond) * np.sign(other)
            going = ~free & (other != 0) & (gain < -1e-9)
            if not going.any():
                return end
            nearer = self.shortest_from(np.where(going, 1e-6 * other, end))
            if nearer is None or self.length(nearer) >= self.length(end) * (1 - 1e-9):
                return end
            end = nearer
        return end

    def crossing(self, end: Array) -> Array | None:
        """Where the ray through a point first meets zero, near enough to compare ways.

        ``None`` if it does not meet zero within the box and the radius.
        """
        bracket = self._bracket(end)
        if bracket is None:
            return None
        before, beyond, values = bracket
        return (before + (beyond - before) * values[0] / (values[0] - values[1])) * end

    def _bracket(self, end: Array) -> tuple[float, float, tuple[float, float]] | None:
        """Two places on the ray between which it first crosses, and the margins there."""
        if not np.isfinite(end).all() or not end.any():
            return None
        ways = end != 0
        box = np.where(end > 0, self.high, self.low)
        before, first = 0.0, self.scale
        beyond = min(float((box[ways] / end[ways]).min()), self.radius / self.length(end))
        for _ in range(_SCANS[self.step]):
            places = _DEAR_PLACES if self.dear else _PLACES
            shares = np.linspace(before, beyond, places + 1)
            values = np.append(first, self.margins(shares[1:, None] * end))
            self.lowest = min(self.lowest, float(values.min()))
            if not (values[1:] <= 0).any():
                return None
            k = int(np.argmax(values[1:] <= 0))
            before, beyond = float(shares[k]), float(shares[k + 1])
            first, last = float(values[k]), float(values[k + 1])
        return before, beyond, (first, last)

    def exact(self, end: Array) -> Array:
        """The crossing on a ray to the last digit, on the far side by a hair."""
        from scipy.optimize import brentq

        bracket = self._bracket(end)
        if bracket is None:
            return end

        def along(share: float) -> float:
            return float(self.margins((share * end)[None, :])[0])

        share = brentq(along, bracket[0], bracket[1], xtol=1e-13, rtol=1e-14)
        for hair in (0.0, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9):
            if along(share * (1 + hair)) <= 0:
                return share * (1 + hair) * end
        return bracket[1] * end
