"""Whether there are enough draws: running estimates, stable digits, replicate seeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincc

from scenarios.measures import row_statistics, share_at_least
from scenarios.portfolio import Portfolio, ValueBasis
from scenarios.results import Estimate
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator

Array = NDArray[np.float64]
Figure = Literal["mean", "p50", "p_hurdle"]
FIGURES: tuple[Figure, ...] = ("mean", "p50", "p_hurdle")

#: The first running estimate; each further one has twice as many draws.
FIRST_DRAWS = 64
#: A displayed digit is carried by the error if this many standard errors fit into its step.
_ERRORS_IN_STEP = 2
#: A digit must have stood still at least since this share of the draws.
_STILL_SINCE = 0.25
#: Replicates disagree if their spread would be this rare with the stated errors.
_RARE = 0.001


@dataclass(frozen=True, slots=True)
class Running:
    """Estimates from the first ``draws`` draws, each with its standard error."""

    draws: int
    mean: Estimate
    p50: Estimate
    p_hurdle: Estimate


@dataclass(frozen=True, slots=True)
class Stability:
    """Whether a figure may be shown with a digit of size ``step``.

    Attributes
    ----------
    stands_since
        Least number of draws since which every running estimate lies within half a
        step of the last one.
    carried
        Whether two standard errors of the last estimate fit into a step.
    stable
        Both: carried, and standing since a quarter of the draws or fewer.
    """

    figure: Figure
    step: float
    stands_since: int
    carried: bool
    stable: bool


@dataclass(frozen=True, slots=True)
class Convergence:
    """Running estimates at powers of two, the last with all draws."""

    running: tuple[Running, ...]
    stability: tuple[Stability, ...]


@dataclass(frozen=True, slots=True)
class Replicates:
    """The same figure with other seeds.

    Attributes
    ----------
    spread
        Standard deviation over the seeds.
    stated
        Root mean square of the standard errors that each run states of itself.
    agree
        Whether the spread is no larger than the stated errors allow: χ² with
        seeds − 1 degrees of freedom, at 1 in 1,000. A smaller spread is no fault;
        Sobol points err less than their stated error, which is that of plain draws.
    """

    figure: Figure
    values: tuple[float, ...]
    spread: float
    stated: float
    agree: bool


def convergence(roi: Array, hurdle_rate: float, steps: dict[Figure, float]) -> Convergence:
    """Running mean, median and P(ROI ≥ hurdle), and which displayed digits stand.

    Parameters
    ----------
    roi
        (draws,), in the order drawn.
    steps
        Size of the last displayed digit by figure: 0.01 for whole per cent.

    Raises
    ------
    ValueError
        With fewer than two draws, or a step that is not positive.
    """
    if roi.size < 2:
        raise ValueError("at least 2 draws are needed")
    if any(not step > 0 for step in steps.values()):
        raise ValueError("a display step must be positive")
    sizes = [size for k in range(64) if (size := FIRST_DRAWS << k) < roi.size]
    running = tuple(_running(roi[:size], hurdle_rate) for size in (*sizes, roi.size))
    return Convergence(
        running, tuple(_stability(figure, steps[figure], running) for figure in steps)
    )


def _running(roi: Array, hurdle_rate: float) -> Running:
    ordered = np.sort(roi)
    found = row_statistics(ordered)
    return Running(
        draws=roi.size,
        mean=Estimate(found.mean, found.mean_se),
        p50=Estimate(found.p50, found.p50_se),
        p_hurdle=Estimate(*share_at_least(ordered, hurdle_rate)),
    )


def _stability(figure: Figure, step: float, running: Sequence[Running]) -> Stability:
    estimates: list[Estimate] = [getattr(each, figure) for each in running]
    last = estimates[-1]
    since = running[-1].draws
    for each, estimate in zip(reversed(running), reversed(estimates), strict=True):
        if not abs(estimate.value - last.value) <= step / 2:
            break
        since = each.draws
    carried = bool(_ERRORS_IN_STEP * last.se <= step)
    stable = carried and since <= _STILL_SINCE * running[-1].draws
    return Stability(figure, step, since, carried, stable)


def replicate(
    portfolio: Portfolio,
    scenario: Scenario,
    draws: int,
    seeds: Sequence[int],
    basis: ValueBasis = ValueBasis.CAPTURED,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Replicates, ...] | None:
    """The portfolio's ROI figures with other seeds, against the errors they state.

    Parameters
    ----------
    seeds
        At least two, all different.
    progress
        Called with (seeds done, of all); may raise to break off.

    Returns
    -------
    One entry a figure; ``None`` where the ROI cannot be answered on the basis.

    Raises
    ------
    ValueError
        With fewer than two seeds, or one of them twice.
    """
    if len(seeds) < 2 or len(set(seeds)) < len(seeds):
        raise ValueError("at least two different seeds are needed")
    found: dict[Figure, list[Estimate]] = {figure: [] for figure in FIGURES}
    for done, seed in enumerate(seeds, start=1):
        result = Simulator(portfolio, draws, seed).run(scenario, (basis,), fan=False)
        outcome = result.portfolio.outcomes.get(basis)
        if outcome is None:
            return None
        found["mean"].append(outcome.roi.mean)
        found["p50"].append(outcome.roi.p50)
        found["p_hurdle"].append(outcome.p_roi_hurdle)
        if progress is not None:
            progress(done, len(seeds))
    return tuple(compare(figure, estimates) for figure, estimates in found.items())


def compare(figure: Figure, estimates: Sequence[Estimate]) -> Replicates:
    """Spread of independent estimates of one figure against their stated errors."""
    values = np.array([each.value for each in estimates])
    stated = float(np.sqrt(np.mean([each.se**2 for each in estimates])))
    squares = float(((values - values.mean()) ** 2).sum())
    freedom = values.size - 1
    if stated > 0:
        agree = bool(gammaincc(freedom / 2, squares / stated**2 / 2) >= _RARE)
    else:
        agree = squares <= 1e-24 * float((values**2).sum())
    spread = float(np.sqrt(squares / freedom))
    return Replicates(figure, tuple(values.tolist()), spread, stated, agree)
