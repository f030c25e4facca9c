"""What it is worth to know before a *mix* is chosen within a budget.

A budget ties decisions together: money kept from one initiative pays for another, so that
a driver can be worth knowing though no initiative alone turns on it. With information the
best mix is chosen for each state (or for each place of a driver), without it once, by the
means; the choice is risk-neutral.

Without information the choice is that of :func:`scenarios.portfolio_choice.best_mix`. With
it, thousands of choices are made at once by dynamic programming on a budget cut into
:data:`STEPS` parts. Costs are first rounded down to whole parts: a mix so found that keeps
the budget all the same is the best there is. Only where it does not, costs are rounded up,
the mixes found for other states are tried as well, and the best of them taken; what it may
fall short of the first answer is known, and stands in the error.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scenarios.conditional_means import ConditionalMean, Ladder
from scenarios.information import Information
from scenarios.mix_search import Candidates, MixSearch, Rules
from scenarios.results import Estimate

Array = NDArray[np.float64]

#: Parts into which the budget is cut.
STEPS = 2_000
#: The same where the first answer broke the budget by rounding.
FINER = 16_000
#: Neighbouring places of a driver that are averaged, where there is a budget.
_MERGED = 4
#: Columns solved at once, so that their tables stay in the processor's cache.
_CHUNK = 128
#: Mixes of other states that are tried where rounding decides.
_POOL = 512
#: Gains below this share of the money at stake are rounding.
_ROUNDING = 1e-11


@dataclass(frozen=True, slots=True)
class MixWorth:
    """What knowing ``subject`` is worth to the choice of a mix, in portfolio currency.

    ``missed`` is the most by which the search may fall short, 0 where it is exact; the
    error of ``total`` has it in it.
    """

    subject: str
    total: Estimate
    missed: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class _Best:
    """Best totals, (columns,), their mixes, and by how much a better one may lie above."""

    totals: Array
    mixes: NDArray[np.bool_]
    missed: Array


class MixInformation:
    """Answers about one choice of candidates within its rules.

    Raises
    ------
    ValueError
        As :class:`scenarios.mix_search.MixSearch`, or if the budget does not suffice for
        what must be funded.
    """

    def __init__(self, choice: Candidates, rules: Rules) -> None:
        search = MixSearch(choice, rules)
        if not search.is_possible:
            raise ValueError("the budget does not suffice for what must be funded")
        self.choice = choice
        self.must, self.may = search.low > 0, (search.high > 0) & (search.low == 0)
        left = None if rules.budget is None else rules.budget - search.least_budget
        self.left = left
        self.parts = _parts(choice.costs, left)
        self.fewer_parts = _parts(choice.costs, left, up=False)
        self.finer_parts = _parts(choice.costs, left, up=False, steps=FINER)
        self.scale = search.scale
        self.mix = search.best_value(0.0).mix
        self.budgeted = rules.budget is not None

    def everything(self) -> MixWorth:
        """EVPI of the choice: every draw known before the mix is chosen."""
        found = self._best(self.choice.worth)
        gain = self._gain(found.totals, self.choice.worth)
        missed = float(found.missed.mean())
        error = math.hypot(float(gain.std()) / math.sqrt(gain.size), missed)
        return MixWorth("everything", Estimate(float(gain.mean()), error), missed)

    def driver(self, asked: Information, name: str, most: float = math.inf) -> MixWorth:
        """EVPPI of one driver for the choice, at most ``most`` (the EVPI, where known).

        The error covers the coefficients found and the states drawn, not an effect too
        small to be found: a driver of no worth states none.

        Parameters
        ----------
        asked
            About the same draws, with the candidates' worth as its NPV.

        Raises
        ------
        ValueError
            If it is about other figures.
        KeyError
            If there is no such driver.
        """
        if asked.npv is not self.choice.worth:
            raise ValueError("the information must be about the worth of the candidates")
        means = [asked.driver_means(name)[id_] for id_ in self.choice.initiatives]
        if not any(mean.coefficients.size for mean in means):
            return MixWorth(name, Estimate(0.0, 0.0))
        ladder = means[0].ladder
        if self.budgeted:
            ladder = _merged(ladder)
        means = [replace(mean, ladder=ladder) for mean in means]
        values = np.array([mean.values for mean in means])
        found = self._best(values)
        gain = self._gain(found.totals, values)
        mixes = np.where(gain > 0, found.mixes, self.mix[:, None])
        worth = float(np.sum(ladder.weights * gain))
        missed = float(np.sum(ladder.weights * found.missed))
        error = math.hypot(self._error(means, mixes, gain, worth), missed)
        return MixWorth(name, Estimate(min(worth, most), error), missed)

    def _gain(self, best: Array, values: Array) -> Array:
        """What the best mix of each column brings more than the best by the means."""
        gain = best - values[self.mix].sum(axis=0)
        return np.where(gain > _ROUNDING * self.scale, gain, 0.0)

    def _error(
        self, means: list[ConditionalMean], mixes: NDArray[np.bool_], gain: Array, worth: float
    ) -> float:
        """Which states were drawn, and the coefficients as if all erred together."""
        ladder = means[0].ladder
        changed = (mixes.astype(float) - self.mix[:, None]) * ladder.weights
        fitted = np.zeros(1 + len(ladder.places))
        for mean, row in zip(means, changed, strict=True):
            steps = mean.coefficients.size
            fitted[0] += mean.noise * abs(float(row.sum()))
            slopes = np.einsum("kp,p->k", ladder.places[:steps], row)
            fitted[1 : 1 + steps] += mean.noise * np.abs(slopes)
        sampled = float(np.sum(ladder.weights * (gain - worth) ** 2))
        draws = ladder.columns.shape[1]
        return math.sqrt((sampled + float(np.sum(fitted**2))) / draws)

    def _best(self, values: Array) -> _Best:
        """The best mix of each column of (initiatives, columns)."""
        loose, mixes = self._in_chunks(values, self.fewer_parts)
        over = np.flatnonzero(~self._keeps(mixes))
        if over.size:
            loose[over], mixes[:, over] = self._in_chunks(values[:, over], self.finer_parts, FINER)
        totals = np.einsum("ic,ic->c", mixes, values)
        over = np.flatnonzero(~self._keeps(mixes))
        if over.size:
            # Those that keep the budget are best where they were found, and good elsewhere.
            pool = np.unique(np.delete(mixes, over, axis=1), axis=1)[:, :_POOL]
            totals[over], mixes[:, over] = self._kept(values[:, over], pool)
        return _Best(totals, mixes, np.maximum(loose - totals, 0.0))

    def _kept(self, values: Array, pool: NDArray[np.bool_]) -> tuple[Array, NDArray[np.bool_]]:
        """The best mix with costs rounded up, or of the pool and the one by the means."""
        totals, mixes = self._in_chunks(values, self.parts)
        pool = np.concatenate([pool, self.mix[:, None]], axis=1)
        worths = np.einsum("ip,ic->pc", pool.astype(float), values)
        other = np.argmax(worths, axis=0)
        better = worths.max(axis=0) > totals
        mixes = np.where(better, pool[:, other], mixes)
        return np.where(better, worths.max(axis=0), totals), mixes

    def _keeps(self, mixes: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether each mix keeps the budget."""
        if self.left is None:
            return np.ones(mixes.shape[1], dtype=bool)
        costs = np.where(self.must, 0.0, self.choice.costs)
        spent = np.einsum("i,ic->c", costs, mixes.astype(float))
        return np.asarray(spent <= self.left * (1 + 1e-12))

    def _in_chunks(
        self, values: Array, parts: NDArray[np.intp], steps: int = STEPS
    ) -> tuple[Array, NDArray[np.bool_]]:
        """Greatest total of each column, and its mix."""
        totals, mixes = np.zeros(values.shape[1]), np.zeros(values.shape, dtype=bool)
        for first in range(0, values.shape[1], _CHUNK):
            part = slice(first, first + _CHUNK)
            totals[part], mixes[:, part] = self._solve(values[:, part], parts, steps)
        return totals, mixes

    def _solve(
        self, values: Array, parts: NDArray[np.intp], steps: int
    ) -> tuple[Array, NDArray[np.bool_]]:
        """Knapsack by dynamic programming (Bellman 1957), many values at once."""
        columns = values.shape[1]
        table = np.zeros((steps + 1, columns))
        mix = np.repeat(self.must[:, None], columns, axis=1)
        taken: dict[int, NDArray[np.bool_]] = {}
        total = values[self.must].sum(axis=0)
        for row in np.flatnonzero(self.may & (parts <= steps)):
            size = int(parts[row])
            if size == 0:
                total = total + np.maximum(values[row], 0.0)
                mix[row] = values[row] > 0
                continue
            with_it = table[:-size] + values[row]
            taken[int(row)] = with_it > table[size:]
            table[size:] = np.maximum(table[size:], with_it)
        left = np.full(columns, steps)
        for place, better in reversed(taken.items()):
            size, each = int(parts[place]), np.arange(columns)
            fits = left >= size
            mix[place] = fits & better[np.where(fits, left - size, 0), each]
            left = left - np.where(mix[place], size, 0)
        return total + table[steps], mix


def _merged(ladder: Ladder) -> Ladder:
    """The same ladder at fewer places."""
    if ladder.weights.size % _MERGED:
        return ladder
    weights = ladder.weights.reshape(-1, _MERGED)
    places = (ladder.places * ladder.weights).reshape(len(ladder.places), *weights.shape)
    merged = weights.sum(axis=1)
    scores = (ladder.scores * ladder.weights).reshape(weights.shape).sum(axis=1) / merged
    return Ladder(ladder.columns, places.sum(axis=2) / merged, merged, scores)


def _parts(
    costs: Array, budget: float | None, up: bool = True, steps: int = STEPS
) -> NDArray[np.intp]:
    """Costs in parts of what the budget leaves; beyond it where it leaves none."""
    if budget is None:
        return np.zeros(costs.size, dtype=np.intp)
    if budget == 0:
        return np.where(costs > 0, steps + 1, 0).astype(np.intp)
    # A hair beside a whole part is rounding of the division.
    exact = costs * (steps / budget)
    parts = np.ceil(exact - 1e-9) if up else np.floor(exact + 1e-9)
    # Alone over the budget is over it, however it is rounded.
    parts = np.where(exact > steps * (1 + 1e-12), steps + 1, parts)
    return np.minimum(parts, steps + 1).astype(np.intp)
