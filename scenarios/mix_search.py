"""The search for a best mix: a mixed-integer program with bounds on CVaR added as needed.

CVaR is the least mean over any set of the worst draws' number (Rockafellar and Uryasev
2000), so that the worst draws of one mix bound the CVaR of every other from above. Such
bounds are added until the best mix meets its own (Künzi-Bay and Mayer 2006,
Computational Management Science 3), first with initiatives divisible, which is quick,
then whole. All draws count; none is left out to save time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.measures import quantile_index

Array = NDArray[np.float64]

TAIL = 0.05
#: A mix this near to its bound, as a share of all money at stake, is best.
GAP = 1e-6
#: Programs solved with divisible and with whole initiatives before the search is given up.
_ROUGH_ROUNDS, _ROUNDS = 40, 60
#: Divisible mixes need not be exact.
_ROUGH_GAP = 1e-4
#: What scipy.optimize.milp says where no point keeps all constraints.
_IMPOSSIBLE = 2


@dataclass(frozen=True, eq=False)
class Candidates:
    """What can be chosen from.

    Attributes
    ----------
    worth
        What each initiative adds to a mix, (initiatives, draws).
    fixed
        What stays whatever is chosen, (draws,); mostly negative.
    costs
        What funding takes from the budget, (initiatives,), not negative.
    """

    initiatives: tuple[str, ...]
    worth: Array
    fixed: Array
    costs: Array


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits of the choice; ``budget`` in the unit of the candidates' costs, or none."""

    budget: float | None = None
    must_fund: frozenset[str] = frozenset()
    must_stop: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A mix, (initiatives,) of true and false, and how far a better one may lie above."""

    mix: NDArray[np.bool_]
    gap: float


class MixSearch:
    """Questions about one choice; bounds on CVaR found for one serve the next.

    Money is divided by all that is at stake, so that the solver's tolerances mean the same
    in any currency.

    Raises
    ------
    ValueError
        If an initiative must be both funded and stopped or is no candidate, or if the
        budget is negative or not a number.
    """

    def __init__(self, choice: Candidates, rules: Rules) -> None:
        known = set(choice.initiatives)
        if unknown := sorted((rules.must_fund | rules.must_stop) - known):
            raise ValueError(f"not among the candidates: {', '.join(unknown)}")
        if both := sorted(rules.must_fund & rules.must_stop):
            raise ValueError(f"both to be funded and to be stopped: {', '.join(both)}")
        if rules.budget is not None and not rules.budget >= 0:
            raise ValueError("the budget must be a number of 0 or more")
        self.choice, self.budget = choice, rules.budget
        self.low = np.array([float(i in rules.must_fund) for i in choice.initiatives])
        self.high = np.array([float(i not in rules.must_stop) for i in choice.initiatives])
        self.count = quantile_index(choice.fixed.size, TAIL) + 1
        self.scale = float(np.abs(choice.worth).mean(axis=1).sum()) or 1.0
        self.means = choice.worth.mean(axis=1) / self.scale
        self.fixed_mean = float(choice.fixed.mean()) / self.scale
        self._bounds: list[tuple[float, Array]] = []
        self._covers: list[Array] = []
        for mix in (self.low, self.high):
            self._cvar(mix)

    @property
    def least_budget(self) -> float:
        """What must be funded takes so much."""
        return float(self.choice.costs[self.low > 0].sum())

    @property
    def is_possible(self) -> bool:
        """Whether the budget suffices for what must be funded."""
        return self.budget is None or self.least_budget <= self.budget

    def best_value(self, aversion: float) -> Found:
        """The mix of greatest (1 − λ) mean NPV + λ CVaR. The choice must be possible."""

        def value(mix: Array, worst: float) -> float:
            mean = self.fixed_mean + float(np.sum(self.means * mix))
            return (1 - aversion) * mean + aversion * worst

        found = self._search(aversion, -np.inf, value)
        if found is None:
            raise RuntimeError("the solver found no mix where there is one")
        return found

    def best_mean(self, least_cvar: float) -> Found | None:
        """The mix of greatest mean NPV with a CVaR of at least so much, if there is one."""
        least = least_cvar / self.scale - GAP

        def value(mix: Array, worst: float) -> float:
            return float(np.sum(self.means * mix)) + self.fixed_mean if worst >= least else -np.inf

        return self._search(0.0, least, value)

    def _search(
        self, aversion: float, least: float, value: Callable[[Array, float], float]
    ) -> Found | None:
        for _ in range(_ROUGH_ROUNDS):
            solved = self._solve(aversion, least, whole=False)
            if solved is None:
                return None
            mix, bound = solved
            if bound - value(mix, self._cvar(mix)) <= _ROUGH_GAP:
                break
        best, found, bound = -np.inf, self.low, np.inf
        for _ in range(_ROUNDS):
            solved = self._solve(aversion, least, whole=True)
            if solved is None:
                return None
            mix, bound = solved
            if self._breaks_budget(mix):
                continue
            own = value(mix, self._cvar(mix))
            if own > best:
                best, found = own, mix
            if bound - best <= GAP:
                break
        if not np.isfinite(best):
            return None
        return Found(found > 0, max(0.0, bound - best) * self.scale)

    def _solve(self, aversion: float, least: float, whole: bool) -> tuple[Array, float] | None:
        """A mix and the bound it sets on the value, given the bounds on CVaR so far."""
        # Imported where it is needed: it would add a tenth of a second to every start.
        from scipy.optimize import Bounds, LinearConstraint, milp

        size = self.means.size
        rows = [np.append(-slopes, 1.0) for _, slopes in self._bounds]
        most = [fixed for fixed, _ in self._bounds]
        if self.budget:
            rows.append(np.append(self.choice.costs / self.budget, 0.0))
            most.append(1.0)
        for cover in self._covers:
            rows.append(np.append(cover, 0.0))
            most.append(float(cover.sum()) - 1)
        high = self.high
        if self.budget == 0:
            high = np.where(self.choice.costs > 0, 0.0, high)
        solved = milp(
            -np.append((1 - aversion) * self.means, aversion),
            constraints=LinearConstraint(np.array(rows), -np.inf, most),
            bounds=Bounds(np.append(self.low, least), np.append(high, np.inf)),
            integrality=np.append(np.full(size, int(whole)), 0),
            options={"mip_rel_gap": 0.0},
        )
        if solved.status == _IMPOSSIBLE:
            return None
        if solved.x is None:
            raise RuntimeError(f"the solver stopped: {solved.message}")
        mix = np.rint(solved.x[:size]) if whole else solved.x[:size]
        return mix, (1 - aversion) * self.fixed_mean - float(solved.fun)

    def _cvar(self, mix: Array) -> float:
        """A mix's CVaR; its worst draws are kept as a bound on that of all others."""
        npv = self.choice.fixed + np.einsum("i,in->n", mix, self.choice.worth)
        worst = np.argpartition(npv, self.count - 1)[: self.count]
        fixed = float(self.choice.fixed[worst].mean()) / self.scale
        slopes = self.choice.worth[:, worst].mean(axis=1) / self.scale
        self._bounds.append((fixed, slopes))
        return fixed + float(np.sum(slopes * mix))

    def _breaks_budget(self, mix: Array) -> bool:
        """Whether a mix is over budget by less than the solver sees; it is ruled out then."""
        if self.budget is None or float(self.choice.costs[mix > 0].sum()) <= self.budget:
            return False
        self._covers.append(mix.copy())
        return True
