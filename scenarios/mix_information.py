"""What it is worth to know before a *mix* is chosen within a budget.

A budget ties decisions together: money kept from one initiative pays for another, so that
a driver can be worth knowing though no initiative alone turns on it. With information the
best mix is chosen for each state (or for each place of a driver), without it once, by the
means; the choice is risk-neutral.

Without information the choice is that of :func:`scenarios.portfolio_choice.best_mix`. With
it, thousands of choices are made at once by dynamic programming on a budget cut into
:data:`STEPS` parts, costs rounded up to whole parts. Every mix so taken keeps the budget;
one that fills it to the last part may be missed, so that the worth is a lower bound.
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
#: Neighbouring places of a driver that are averaged, where there is a budget.
_MERGED = 4
#: Columns solved at once, so that their tables stay in the processor's cache.
_CHUNK = 128
#: Gains below this share of the money at stake are rounding.
_ROUNDING = 1e-11


@dataclass(frozen=True, slots=True)
class MixWorth:
    """What knowing ``subject`` is worth to the choice of a mix, in portfolio currency."""

    subject: str
    total: Estimate


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
        self.parts = _parts(choice.costs, left)
        self.scale = search.scale
        self.mix = search.best_value(0.0).mix
        self.budgeted = rules.budget is not None

    def everything(self) -> MixWorth:
        """EVPI of the choice: every draw known before the mix is chosen."""
        best, _ = self._best(self.choice.worth, traced=False)
        gain = self._gain(best, self.choice.worth)
        error = float(gain.std()) / math.sqrt(gain.size)
        return MixWorth("everything", Estimate(float(gain.mean()), error))

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
        best, mixes = self._best(values, traced=True)
        gain = self._gain(best, values)
        mixes = np.where(gain > 0, mixes, self.mix[:, None])
        worth = float(np.sum(ladder.weights * gain))
        error = self._error(means, mixes, gain, worth)
        return MixWorth(name, Estimate(min(worth, most), error))

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

    def _best(self, values: Array, traced: bool) -> tuple[Array, NDArray[np.bool_]]:
        """Greatest total of each column of (initiatives, columns), and its mix if traced."""
        columns = values.shape[1]
        totals, mixes = np.zeros(columns), np.zeros(values.shape if traced else (0, 0), dtype=bool)
        for first in range(0, columns, _CHUNK):
            part = slice(first, first + _CHUNK)
            total, mix = self._solve(values[:, part], traced)
            totals[part] = total
            if traced:
                mixes[:, part] = mix
        return totals, mixes

    def _solve(self, values: Array, traced: bool) -> tuple[Array, NDArray[np.bool_]]:
        """Knapsack by dynamic programming (Bellman 1957), many values at once."""
        columns = values.shape[1]
        table = np.zeros((STEPS + 1, columns))
        mix = np.repeat(self.must[:, None], columns, axis=1)
        taken: dict[int, NDArray[np.bool_]] = {}
        total = values[self.must].sum(axis=0)
        for row in np.flatnonzero(self.may & (self.parts <= STEPS)):
            size = int(self.parts[row])
            if size == 0:
                total = total + np.maximum(values[row], 0.0)
                mix[row] = values[row] > 0
                continue
            with_it = table[:-size] + values[row]
            if traced:
                taken[int(row)] = with_it > table[size:]
            table[size:] = np.maximum(table[size:], with_it)
        left = np.full(columns, STEPS)
        for place, better in reversed(taken.items()):
            size, each = int(self.parts[place]), np.arange(columns)
            fits = left >= size
            mix[place] = fits & better[np.where(fits, left - size, 0), each]
            left = left - np.where(mix[place], size, 0)
        return total + table[STEPS], mix


def _merged(ladder: Ladder) -> Ladder:
    """The same ladder at fewer places."""
    if ladder.weights.size % _MERGED:
        return ladder
    weights = ladder.weights.reshape(-1, _MERGED)
    places = (ladder.places * ladder.weights).reshape(len(ladder.places), *weights.shape)
    merged = weights.sum(axis=1)
    scores = (ladder.scores * ladder.weights).reshape(weights.shape).sum(axis=1) / merged
    return Ladder(ladder.columns, places.sum(axis=2) / merged, merged, scores)


def _parts(costs: Array, budget: float | None) -> NDArray[np.intp]:
    """Costs in parts of what the budget leaves, rounded up; beyond it where it leaves none."""
    if budget is None:
        return np.zeros(costs.size, dtype=np.intp)
    if budget == 0:
        return np.where(costs > 0, STEPS + 1, 0).astype(np.intp)
    # A hair above a whole part is rounding of the division.
    parts = np.ceil(costs * (STEPS / budget) - 1e-9)
    return np.minimum(parts, STEPS + 1).astype(np.intp)
