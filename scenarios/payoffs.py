"""What each decision is worth under each stress: continue or stop, and mixes of initiatives."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.draw_table import DrawTable
from scenarios.portfolio import ValueBasis
from scenarios.results import Outcome, SimulationResult
from scenarios.robustness import Measure, greatest_regret, regret, satisficing, worst_case

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Payoffs:
    """What each decision is worth under each stress, (decisions, stresses).

    ``left_out`` are the initiatives that some stress gives no answer for: they are in no
    row, so that rows and columns compare like with like.
    """

    decisions: tuple[str, ...]
    stresses: tuple[str, ...]
    values: Array
    left_out: tuple[str, ...] = ()

    @property
    def regrets(self) -> Array:
        """Regret of each decision under each stress, 0 or more."""
        return regret(self.values)

    def of(self, summary: Measure) -> dict[str, float]:
        """A measure of each decision."""
        return dict(zip(self.decisions, summary(self.values).tolist(), strict=True))

    @property
    def minimax_regret(self) -> tuple[str, ...]:
        """The decisions whose greatest regret is smallest; several when equal."""
        found = self.of(greatest_regret)
        return tuple(name for name in found if found[name] == min(found.values()))

    @property
    def maximin(self) -> tuple[str, ...]:
        """The decisions whose worst case is best; several when equal."""
        found = self.of(worst_case)
        return tuple(name for name in found if found[name] == max(found.values()))


CONTINUE, STOP = "continue", "stop"
TODAY, ALL, NONE, BEST = "today's mix", "all", "none", "best by mean"

#: What continuing is worth against stopping: by stress, then by initiative.
Worths = Mapping[str, Mapping[str, float]]


def mean_npvs(results: Mapping[str, SimulationResult], basis: ValueBasis) -> Worths:
    """Mean NPV at full cost of the initiatives that can be answered, by stress."""
    return {
        key: {
            each.id: each.outcomes[basis].npv.mean.value
            for each in result.initiatives
            if basis in each.outcomes
        }
        for key, result in results.items()
    }


def avoidable_worths(tables: Mapping[str, DrawTable]) -> tuple[Worths, dict[str, float]]:
    """Mean of what each initiative adds when shared cost stays, and what stays, by stress."""
    worths, stays = {}, {}
    for key, table in tables.items():
        means = table.avoidable_npv.mean(axis=1).tolist()
        worths[key] = dict(zip(table.initiatives, means, strict=True))
        stays[key] = float(table.portfolio_npv.mean()) - math.fsum(means)
    return worths, stays


def continue_or_stop(worths: Worths, initiative: str) -> Payoffs | None:
    """Continue (its worth) against stop (nothing); ``None`` unless every stress answers it."""
    row = [found.get(initiative) for found in worths.values()]
    known = [value for value in row if value is not None]
    if not known or len(known) < len(row):
        return None
    return Payoffs((CONTINUE, STOP), tuple(worths), np.array([known, np.zeros(len(known))]))


def mixes(
    worths: Worths,
    today: Collection[str] | None = None,
    base: str = "base",
    more: Mapping[str, Collection[str]] | None = None,
    stays: Mapping[str, float] | None = None,
) -> Payoffs | None:
    """Mixes of initiatives against each other: today's, all, none, the best by mean, more.

    A mix is worth the sum of its members; "best by mean" holds those of positive worth
    under ``base``. Only initiatives answered under every stress count.

    Parameters
    ----------
    today
        Those continued today; not a row where nobody says.
    more
        Further mixes by name, for example the best within a budget.
    stays
        What each stress brings or costs whatever the mix, such as shared cost: it moves
        the worst case and no regret. Nothing by default.

    Returns
    -------
    ``None`` where no initiative is answered under every stress.

    Raises
    ------
    ValueError
        If there is no base among the stresses.
    """
    if base not in worths:
        raise ValueError(f"no worths under {base!r}")
    # In portfolio order, as the base lists them.
    common = [id_ for id_ in worths[base] if all(id_ in found for found in worths.values())]
    if not common:
        return None
    chosen: dict[str, Collection[str]] = {} if today is None else {TODAY: today}
    chosen |= {ALL: common, NONE: (), BEST: [i for i in common if worths[base][i] > 0]}
    chosen |= more or {}
    fixed = stays or dict.fromkeys(worths, 0.0)
    values = [
        [
            math.fsum([fixed[key], *(found[i] for i in common if i in members)])
            for key, found in worths.items()
        ]
        for members in chosen.values()
    ]
    named = {id_ for found in worths.values() for id_ in found}
    left = tuple(sorted(named.difference(common)))
    return Payoffs(tuple(chosen), tuple(worths), np.array(values), left)


# Figures by stress ------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class ByStress:
    """One figure of each initiative under each stress, (initiatives, stresses).

    NaN where there is no answer.
    """

    initiatives: tuple[str, ...]
    stresses: tuple[str, ...]
    values: Array

    def satisficing(self, level: float) -> dict[str, float | None]:
        """Share of the stresses in which the figure is at least ``level``.

        ``None`` where a stress gives no answer: a share of the rest would flatter.
        """
        shares = satisficing(level)(self.values)
        known = np.asarray(np.isfinite(self.values).all(axis=1))
        return {
            id_: float(shares[row]) if known[row] else None
            for row, id_ in enumerate(self.initiatives)
        }


def p_hurdle(outcome: Outcome) -> float:
    """P(ROI ≥ hurdle)."""
    return outcome.p_roi_hurdle.value


def by_stress(
    results: Mapping[str, SimulationResult],
    basis: ValueBasis,
    stresses: Sequence[str],
    figure: Callable[[Outcome], float] = p_hurdle,
) -> ByStress:
    """A figure of every initiative under some of the stresses, in their order.

    Raises
    ------
    KeyError
        If a stress has no result, or a result lacks an initiative.
    """
    ids = tuple(each.id for each in results[stresses[0]].initiatives) if stresses else ()
    found = np.full((len(ids), len(stresses)), np.nan)
    for column, key in enumerate(stresses):
        by_id = {each.id: each for each in results[key].initiatives}
        for row, id_ in enumerate(ids):
            outcome = by_id[id_].outcomes.get(basis)
            if outcome is not None:
                found[row, column] = figure(outcome)
    return ByStress(ids, tuple(stresses), found)
