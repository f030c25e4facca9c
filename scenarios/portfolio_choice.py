"""The mix of initiatives to fund: best on risk-adjusted value within a budget.

Each initiative is funded whole or not at all. A mix is worth, in every draw, the sum of
what its members add, benefit less the cost that would go away with them, plus what stays
whatever is chosen: shared cost, and the cost of initiatives that have no answer.
Funding all of them is therefore the portfolio of the result, draw by draw.

Value = mean NPV − λ (mean NPV − CVaR), CVaR the mean of the worst 5 % of draws; λ = 0
looks at the mean alone, λ = 1 at the worst draws alone.

The search is exact on all draws, see :mod:`scenarios.mix_search`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scenarios.draw_table import DrawTable
from scenarios.measures import cvar, mean_and_error
from scenarios.mix_search import TAIL, Candidates, MixSearch, Rules
from scenarios.results import Estimate

Array = NDArray[np.float64]

__all__ = [
    "Candidates",
    "Mix",
    "NoMix",
    "Rules",
    "best_mix",
    "candidates",
    "efficient_frontier",
    "measured",
    "regret_of_mix",
]


@dataclass(frozen=True, slots=True)
class Mix:
    """A mix that can be funded, measured on all draws, in portfolio currency.

    ``value`` is risk-adjusted with the ``risk_aversion`` asked for, ``spent`` what the mix
    takes from the budget. A better mix may lie above by no more than ``gap``, practically
    nothing but where the search was given up; ``None`` for a mix that was not searched for.
    """

    funded: tuple[str, ...]
    mean: Estimate
    cvar95: Estimate
    risk_aversion: float
    value: float
    spent: float
    gap: float | None = None


@dataclass(frozen=True, slots=True)
class NoMix:
    """The budget does not suffice for what must be funded: the least that would."""

    budget: float
    least_budget: float


def candidates(table: DrawTable, costs: Mapping[str, float] | None = None) -> Candidates:
    """The initiatives of a table as a choice.

    Parameters
    ----------
    costs
        What each takes from the budget; by default the mean present value of the cost
        that goes away when it stops. Shared cost is in no initiative's part of it.

    Raises
    ------
    ValueError
        If a cost is missing, negative or not finite.
    """
    avoidable = table.cost - table.shared_cost
    if costs is None:
        taken = avoidable.mean(axis=1)
    else:
        if missing := [i for i in table.initiatives if i not in costs]:
            raise ValueError(f"no cost stated for {', '.join(missing)}")
        taken = np.array([costs[i] for i in table.initiatives], dtype=float)
    if not (np.isfinite(taken).all() and (taken >= 0).all()):
        raise ValueError("what an initiative takes from the budget must be 0 or more")
    worth = table.avoidable_npv
    return Candidates(
        table.initiatives, worth, table.portfolio_npv - worth.sum(axis=0), np.asarray(taken)
    )


def measured(choice: Candidates, funded: Collection[str], risk_aversion: float = 0.0) -> Mix:
    """A mix, whatever the rules; ``funded`` in any order.

    Raises
    ------
    ValueError
        If an initiative is no candidate, or the risk aversion lies outside 0…1.
    """
    _check(choice, funded, risk_aversion)
    return _measured(choice, np.array([i in funded for i in choice.initiatives]), risk_aversion)


def best_mix(
    choice: Candidates, rules: Rules | None = None, risk_aversion: float = 0.0
) -> Mix | NoMix:
    """The mix of greatest value, to a millionth of the money at stake.

    Raises
    ------
    ValueError
        If an initiative must be both funded and stopped or is no candidate, if the budget
        is negative or not a number, or if the risk aversion lies outside 0…1.
    """
    rules = rules or Rules()
    _check(choice, (), risk_aversion)
    search = MixSearch(choice, rules)
    if not search.is_possible:
        return NoMix(rules.budget or 0.0, search.least_budget)
    found = search.best_value(risk_aversion)
    return replace(_measured(choice, found.mix, risk_aversion), gap=found.gap)


def regret_of_mix(
    choice: Candidates,
    funded: Collection[str],
    rules: Rules | None = None,
    risk_aversion: float = 0.0,
) -> float | None:
    """Value lost by a mix (today's) against the best one within the rules.

    Negative where the mix breaks them and is worth more for it; ``None`` where no mix
    keeps them.
    """
    best = best_mix(choice, rules, risk_aversion)
    if isinstance(best, NoMix):
        return None
    return best.value - measured(choice, funded, risk_aversion).value


def efficient_frontier(
    choice: Candidates,
    rules: Rules | None = None,
    points: int = 9,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Mix, ...]:
    """Mixes of which none has both more mean and more CVaR, from most mean to most CVaR.

    The greatest mean NPV at each of ``points`` levels of CVaR, spread evenly between that
    of the mix with the greatest mean and the greatest CVaR; each mix once. Empty where no
    mix keeps the rules.

    Parameters
    ----------
    progress
        Called with (points done, of all); may raise to break off.

    Raises
    ------
    ValueError
        As :func:`best_mix`, or with fewer than two points.
    """
    if points < 2:
        raise ValueError("at least 2 points are needed")
    rules = rules or Rules()
    search = MixSearch(choice, rules)
    if not search.is_possible:
        return ()
    most, safest = (search.best_value(aversion) for aversion in (0.0, 1.0))
    found = [replace(_measured(choice, each.mix, 0.0), gap=each.gap) for each in (most, safest)]
    low, high = found[0].cvar95.value, found[1].cvar95.value
    for done, level in enumerate(np.linspace(low, high, points)[1:], start=2):
        each = search.best_mean(float(level))
        if each is not None:
            found.append(replace(_measured(choice, each.mix, 0.0), gap=each.gap))
        if progress is not None:
            progress(done, points)
    return tuple(_undominated(found))


def _undominated(mixes: list[Mix]) -> list[Mix]:
    """Each funded set once, without those that another beats or equals in both."""
    unique = sorted({mix.funded: mix for mix in mixes}.values(), key=lambda mix: -mix.mean.value)

    def beaten(mix: Mix) -> bool:
        own = (mix.mean.value, mix.cvar95.value)
        others = [(o.mean.value, o.cvar95.value) for o in unique if o is not mix]
        return any(o[0] >= own[0] and o[1] >= own[1] and o != own for o in others)

    return [mix for mix in unique if not beaten(mix)]


def _check(choice: Candidates, named: Collection[str], risk_aversion: float) -> None:
    if unknown := sorted(set(named) - set(choice.initiatives)):
        raise ValueError(f"not among the candidates: {', '.join(unknown)}")
    if not 0 <= risk_aversion <= 1:
        raise ValueError("risk aversion lies between 0 and 1")


def _measured(choice: Candidates, funded: NDArray[np.bool_], risk_aversion: float) -> Mix:
    npv = choice.fixed + choice.worth[funded].sum(axis=0)
    mean = Estimate(*mean_and_error(npv, float(npv[0])))
    worst = Estimate(*(float(value) for value in cvar(np.sort(npv), TAIL)))
    return Mix(
        funded=tuple(i for i, kept in zip(choice.initiatives, funded, strict=True) if kept),
        mean=mean,
        cvar95=worst,
        risk_aversion=risk_aversion,
        value=(1 - risk_aversion) * mean.value + risk_aversion * worst.value,
        spent=float(choice.costs[funded].sum()),
    )
