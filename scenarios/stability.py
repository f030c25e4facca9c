"""Whether a verdict stays: with other draws, under every stress, and as one lever moves.

The rules of a verdict are handed in; nothing here knows what a verdict means.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scenarios.draw_table import DrawTable
from scenarios.resampling import Figures, Resampled, resampled
from scenarios.results import Estimate

__all__ = [
    "Figures",
    "Stays",
    "VerdictMatrix",
    "tally",
    "verdict_matrix",
    "verdict_stays",
]

REPLICATES = 200

#: Figures by scenario, then by initiative → verdict by initiative.
Judge = Callable[[Mapping[str, Mapping[str, Figures]]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Stays:
    """How often a verdict comes out the same.

    ``probability`` is the share of repetitions with today's ``verdict``; ``others`` are the
    verdicts that came instead, most often first.
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
    """P(verdict stays) were the same number of draws drawn anew.

    Each replicate moves all figures of an initiative together by errors such as other draws
    would have made, see :mod:`scenarios.resampling`, and judges again. It measures the
    chance of the simulation, not of the world: a verdict that rests on a wrong assumption
    stays as surely as a right one.

    The error has two parts: so many replicates, and that today's figures are themselves
    one draw. The second is the spread of the probability were today's figures moved by
    their own errors, found from pairs of replicates about one moved centre; next to a
    limit it is large, since a run cannot tell on which side of it the truth lies.

    Parameters
    ----------
    tables
        Draws by scenario, of the same portfolio, seed and number of draws. Of the first
        every figure moves, of the others P(ROI ≥ hurdle) alone.
    judge
        Called once with the figures themselves and three times for each replicate.
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
    found = resampled(tables, 3 * replicates, seed)
    today = judge(_at(tables, found, None, None))
    again: list[Mapping[str, str]] = []
    pairs: list[tuple[Mapping[str, str], Mapping[str, str]]] = []
    for k in range(replicates):
        centre, one, other = 3 * k, 3 * k + 1, 3 * k + 2
        again.append(judge(_at(tables, found, None, centre)))
        first, second = (judge(_at(tables, found, centre, each)) for each in (one, other))
        pairs.append((first, second))
        if progress is not None:
            progress(k + 1, replicates)
    return {
        id_: Stays(
            each.verdict,
            Estimate(
                each.probability.value,
                math.hypot(each.probability.se, _doubt(each, [(a[id_], b[id_]) for a, b in pairs])),
            ),
            each.others,
        )
        for id_, each in tally(today, again).items()
    }


def _at(
    tables: Mapping[str, DrawTable],
    found: Mapping[str, Resampled],
    centre: int | None,
    replicate: int | None,
) -> dict[str, dict[str, Figures]]:
    """Figures by scenario and initiative, as drawn or moved."""
    moved = {id_: each.figures(centre, replicate) for id_, each in found.items()}
    return {
        key: {id_: moved[id_][key] for id_ in table.initiatives} for key, table in tables.items()
    }


def _doubt(stays: Stays, pairs: Sequence[tuple[str, str]]) -> float:
    """Spread of the probability about the one stated, over where the truth may lie.

    Two verdicts about one centre agree with today's independently with the probability
    there, so that the mean product of their deviations is its mean squared deviation.
    """
    p = stays.probability.value
    products = [(float(a == stays.verdict) - p) * (float(b == stays.verdict) - p) for a, b in pairs]
    return math.sqrt(max(0.0, float(np.mean(products))))


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
