"""Whether a verdict stays: with other draws, under every stress, and as one lever moves.

The rules of a verdict are handed in; nothing here knows what a verdict means.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.draw_table import DrawTable
from scenarios.measures import quantile_index
from scenarios.results import Estimate
from scenarios.sampling import generator

#: How often each draw counts, (draws,); 255 times one draw never comes by chance.
Counts = NDArray[np.uint8]

REPLICATES = 200
_QUANTILES = (0.10, 0.50, 0.90)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a verdict is judged by: statistics of one initiative's draws.

    Money in portfolio currency, ROI and probabilities as shares.
    """

    npv_mean: float
    p_roi_nonnegative: float
    p_roi_hurdle: float
    roi_p10: float
    roi_p50: float
    roi_p90: float


#: Figures by scenario, then by initiative → verdict by initiative.
Judge = Callable[[Mapping[str, Mapping[str, Figures]]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Stays:
    """How often a verdict comes out the same.

    ``probability`` is the share of repetitions with today's ``verdict``, its error that of
    so many repetitions; ``others`` are the verdicts that came instead, most often first.
    """

    verdict: str
    probability: Estimate
    others: tuple[str, ...]


def verdict_stays(
    tables: Mapping[str, DrawTable],
    judge: Judge,
    replicates: int = REPLICATES,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Stays]:
    """P(verdict stays) were the same number of draws drawn anew, by bootstrap (Efron 1979).

    Each replicate draws as many draws with replacement, the same in every scenario, since
    scenarios share their draws. It measures the chance of the simulation, not of the
    world: a verdict that rests on a wrong assumption stays as surely as a right one. Under
    Sobol sampling a new seed moves figures less than this, so that the probability is a
    lower bound for verdicts away from a limit.

    Parameters
    ----------
    tables
        Draws by scenario, of the same portfolio, seed and number of draws.
    judge
        Called once with the figures themselves and once with each replicate's.
    progress
        Called with (replicates done, of all); may raise to break off.

    Raises
    ------
    ValueError
        Without a table or a replicate, or with tables of different numbers of draws.
    """
    if replicates < 1:
        raise ValueError("at least one replicate is needed")
    if len({table.draws for table in tables.values()}) != 1:
        raise ValueError("the tables must be of one number of draws")
    draws = next(iter(tables.values())).draws
    sorted_tables = {key: _Sorted(table) for key, table in tables.items()}
    chance = generator(seed, "verdict stays")

    def judged(counts: Counts) -> Mapping[str, str]:
        return judge({key: each.figures(counts) for key, each in sorted_tables.items()})

    def again() -> Iterator[Mapping[str, str]]:
        for done in range(1, replicates + 1):
            drawn = np.bincount(chance.integers(0, draws, draws), minlength=draws)
            yield judged(drawn.astype(np.uint8))
            if progress is not None:
                progress(done, replicates)

    return tally(judged(np.ones(draws, dtype=np.uint8)), again())


def tally(today: Mapping[str, str], again: Iterable[Mapping[str, str]]) -> dict[str, Stays]:
    """Count how often each verdict came again; also for runs with other seeds.

    The error uses (k + 1)/(n + 2) for the share, so that it is never zero. A repetition
    without a verdict counts as another, named "no verdict".

    Raises
    ------
    ValueError
        If there is no repetition.
    """
    counts: dict[str, Counter[str]] = {id_: Counter() for id_ in today}
    total = 0
    for verdicts in again:
        total += 1
        for id_, count in counts.items():
            count[verdicts.get(id_, "no verdict")] += 1
    if total == 0:
        raise ValueError("at least one repetition is needed")
    found = {}
    for id_, verdict in today.items():
        same = counts[id_].pop(verdict, 0)
        smoothed = (same + 1) / (total + 2)
        error = math.sqrt(smoothed * (1 - smoothed) / total)
        others = sorted(counts[id_], key=lambda name: (-counts[id_][name], name))
        found[id_] = Stays(verdict, Estimate(same / total, error), tuple(others))
    return found


class _Sorted:
    """A table with ROI sorted once, so that each replicate only adds up counts."""

    def __init__(self, table: DrawTable) -> None:
        self.table = table
        self.order = np.argsort(table.roi, axis=1, kind="stable")
        self.roi = np.take_along_axis(table.roi, self.order, axis=1)
        self.less = [
            [int(np.searchsorted(row, threshold, side="left")) for row in self.roi]
            for threshold in (0.0, table.hurdle_rate)
        ]
        self.ranks = [quantile_index(table.draws, q) + 1 for q in _QUANTILES]

    def figures(self, counts: Counts) -> dict[str, Figures]:
        """Statistics of draws that count so many times each; counts sum to the draws."""
        draws = self.table.draws
        sums = np.einsum("n,in->i", counts.astype(float), self.table.npv)
        # Small numbers stay in the cache nearest to the processor.
        upto = np.cumsum(np.take(counts, self.order), axis=1, dtype=np.int32)
        found = {}
        for row, id_ in enumerate(self.table.initiatives):
            reached = [draws - int(upto[row, k[row] - 1]) if k[row] else draws for k in self.less]
            places = np.searchsorted(upto[row], self.ranks)
            found[id_] = Figures(
                float(sums[row]) / draws,
                reached[0] / draws,
                reached[1] / draws,
                *self.roi[row, places].tolist(),
            )
        return found


@dataclass(frozen=True, slots=True)
class VerdictMatrix:
    """The verdict of each initiative under each scenario, ``None`` where there is none.

    ``verdicts`` is (initiatives, scenarios), rows and columns in the order of the names,
    the base first.
    """

    initiatives: tuple[str, ...]
    scenarios: tuple[str, ...]
    verdicts: tuple[tuple[str | None, ...], ...]

    def flips(self, initiative: str) -> tuple[str, ...]:
        """Scenarios under which the verdict differs from the base, or is missing."""
        row = self.verdicts[self.initiatives.index(initiative)]
        return tuple(s for s, v in zip(self.scenarios, row, strict=True) if v != row[0])

    def share_kept(self, initiative: str) -> float | None:
        """Share of the scenarios but the base that keep its verdict.

        ``None`` without a verdict under the base or without another scenario.
        """
        row = self.verdicts[self.initiatives.index(initiative)]
        if row[0] is None or len(row) < 2:
            return None
        return sum(v == row[0] for v in row[1:]) / (len(row) - 1)


def verdict_matrix(verdicts: Mapping[str, Mapping[str, str]], base: str = "base") -> VerdictMatrix:
    """Lay out verdicts by scenario and initiative, the base first.

    Raises
    ------
    ValueError
        If there is no base.
    """
    if base not in verdicts:
        raise ValueError(f"no verdicts under {base!r}")
    scenarios: Sequence[str] = (base, *(key for key in verdicts if key != base))
    ids = tuple(dict.fromkeys(id_ for key in scenarios for id_ in verdicts[key]))
    rows = tuple(tuple(verdicts[key].get(id_) for key in scenarios) for id_ in ids)
    return VerdictMatrix(ids, tuple(scenarios), rows)
