"""What holds under stress: each stress beside the base, and the choice least to be regretted."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import Estimate, SimulationResult

BASE = "base"

#: Presets that favour the portfolio: passing one proves nothing about robustness, and
#: prices that collapse would make every verdict look safer than it is.
FAVOURABLE = frozenset({"prices-collapse"})

#: The stress set: every preset but the base and the favourable ones.
STRESSES: tuple[str, ...] = tuple(
    name for name in PRESETS if name != BASE and name not in FAVOURABLE
)


class Choice(StrEnum):
    """What to do with all initiatives alike, by minimax regret."""

    CONTINUE = "continue"
    STOP = "stop"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Regret:
    """Expected money lost by one choice for all initiatives against the better one for each.

    ``continuing`` is the sum of max(0, −mean NPV), what stopping would have saved;
    ``stopping`` the sum of max(0, mean NPV), what continuing would have earned.
    Portfolio currency, present value.
    """

    continuing: float
    stopping: float


@dataclass(frozen=True, slots=True)
class StressRow:
    """The portfolio under one scenario, on one value basis.

    ``unanswered`` is the reason why its ROI cannot be given; the four figures are
    ``None`` then. ``regret`` is over the ``counted`` initiatives that can be answered
    and ``None`` where there is none; ``left_out`` is the number of the others.
    """

    key: str
    p_hurdle: Estimate | None
    roi_p50: Estimate | None
    roi_base: float | None
    npv_mean: Estimate | None
    regret: Regret | None
    counted: int
    left_out: int
    unanswered: str | None


@dataclass(frozen=True, slots=True)
class StressTable:
    """The base first, then every stress, and what they say together.

    ``worst`` is the greatest regret of each choice over all rows, ``choice`` the one
    whose greatest is smaller. Both compare like with like: only the ``compared``
    initiatives that every row can answer; ``None`` where there is none.
    """

    rows: tuple[StressRow, ...]
    worst: Regret | None
    choice: Choice | None
    compared: int


def stress_table(results: Mapping[str, SimulationResult], basis: ValueBasis) -> StressTable:
    """Lay out the stress set against the base.

    Parameters
    ----------
    results
        By key of the preset: the base and every stress, of the same portfolio.
        Results of other scenarios are not read.

    Raises
    ------
    ValueError
        If one is missing, since the worst of a part is not the worst, or if they are
        not of the same initiatives.
    """
    keys = (BASE, *STRESSES)
    if missing := [key for key in keys if key not in results]:
        raise ValueError(f"no result for {', '.join(missing)}")
    if len({frozenset(found.id for found in results[key].initiatives) for key in keys}) > 1:
        raise ValueError("the results are not of the same initiatives")
    means = {key: _npv_means(results[key], basis) for key in keys}
    common = frozenset.intersection(*(frozenset(found) for found in means.values()))
    regrets = [r for found in means.values() if (r := _regret(found, common)) is not None]
    worst = None
    if regrets:
        worst = Regret(max(r.continuing for r in regrets), max(r.stopping for r in regrets))
    return StressTable(
        rows=tuple(_row(key, results[key], basis, means[key]) for key in keys),
        worst=worst,
        choice=None if worst is None else _choice(worst),
        compared=len(common),
    )


def _npv_means(result: SimulationResult, basis: ValueBasis) -> dict[str, float]:
    """Mean NPV of each initiative that can be answered."""
    return {
        found.id: found.outcomes[basis].npv.mean.value
        for found in result.initiatives
        if basis in found.outcomes
    }


def _regret(means: Mapping[str, float], counted: Collection[str]) -> Regret | None:
    if not counted:
        return None
    values = [mean for id_, mean in means.items() if id_ in counted]
    # fsum, so that the order of the initiatives changes no bit.
    return Regret(
        continuing=math.fsum(max(0.0, -value) for value in values),
        stopping=math.fsum(max(0.0, value) for value in values),
    )


def _choice(worst: Regret) -> Choice:
    if worst.continuing == worst.stopping:
        return Choice.EITHER
    return Choice.CONTINUE if worst.continuing < worst.stopping else Choice.STOP


def _row(
    key: str, result: SimulationResult, basis: ValueBasis, means: Mapping[str, float]
) -> StressRow:
    outcome = result.portfolio.outcomes.get(basis)
    reason = result.portfolio.unanswered.get(basis, "this basis was not simulated")
    return StressRow(
        key=key,
        p_hurdle=outcome.p_roi_hurdle if outcome else None,
        roi_p50=outcome.roi.p50 if outcome else None,
        roi_base=outcome.roi.base if outcome else None,
        npv_mean=outcome.npv.mean if outcome else None,
        regret=_regret(means, means.keys()),
        counted=len(means),
        left_out=len(result.initiatives) - len(means),
        unanswered=None if outcome else reason,
    )


@dataclass(frozen=True, slots=True)
class RoiBounds:
    """ROI at the two ends of what costs may do when nobody states how they behave.

    More usage makes the first the worse end, less usage the second.
    """

    all_cost_moves: float
    no_cost_moves: float


def scale_all_bounds(
    benefit: float, cost: float, usage: float, value_follows_usage: float
) -> RoiBounds:
    """Bounds of ROI at a usage multiple where no cost line states how it behaves.

    Either all cost moves with usage or none does; benefit × usage^β in both, β being
    ``value_follows_usage``. Lines that rise faster than usage are not within.

    Parameters
    ----------
    benefit, cost
        Today's figures of the base case in the same unit, monthly or present value.

    Raises
    ------
    ValueError
        For figures that are not finite, a cost or usage that is not positive, or a β
        outside 0…1.
    """
    if not math.isfinite(benefit):
        raise ValueError("the benefit must be a finite number")
    if not (math.isfinite(cost) and cost > 0):
        raise ValueError("the cost must be a positive number")
    if not (math.isfinite(usage) and usage > 0):
        raise ValueError("the usage multiple must be a positive number")
    if not 0 <= value_follows_usage <= 1:
        raise ValueError("value follows usage by a share between 0 and 1")
    risen = benefit * usage**value_follows_usage
    return RoiBounds(all_cost_moves=risen / (cost * usage) - 1, no_cost_moves=risen / cost - 1)
