"""The same work as most people would write it first: whole arrays, or loops, in numpy.

Nothing here imports the engine, so that agreement with it means something.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.reference import (
    DRAWS,
    HURDLE_RATE,
    MODEL_PRICE_RATIO,
    MODEL_RATIO,
    MODEL_SHARE,
    PRICE_TREND,
    REVIEW_BURDEN,
    USAGE_GROWTH,
    VALUE_FOLLOWS_USAGE,
    VENDORS,
    Array,
    Work,
)

#: Initiatives that the vectorised version holds at once (10,000 draws: 240 MB an array).
CHUNK = 12


@dataclass(frozen=True)
class Shared:
    """Draws that all initiatives share: growth a year, trend (draws, vendors), two ratios."""

    growth: Array
    trend: Array
    tier_ratio: Array
    review: Array


@dataclass(frozen=True)
class Answer:
    """What every implementation returns: per draw for the portfolio, per initiative beside.

    ``npv`` and ``roi`` have one entry a draw; ``roi_quantiles`` is (3, initiatives)
    for P10, P50 and P90; ``p_hurdle`` and ``cvar`` (of NPV) one an initiative.
    """

    npv: Array
    roi: Array
    roi_quantiles: Array
    p_hurdle: Array
    cvar: Array


@dataclass(frozen=True)
class Setting:
    """The two levers that the benchmark moves."""

    usage: float = 1.0
    price_change: float = 0.0


def draw_shared(work: Work, draws: int, rng: np.random.Generator) -> Shared:
    """Plain pseudo-random draws of the shared factors."""
    score = rng.standard_normal((draws, len(VENDORS))) @ work.price_cholesky.T
    return Shared(
        growth=USAGE_GROWTH.mean + USAGE_GROWTH.sd * rng.standard_normal(draws),
        trend=PRICE_TREND.mean + PRICE_TREND.sd * score,
        tier_ratio=np.exp(MODEL_PRICE_RATIO.sigma * rng.standard_normal(draws)),
        review=np.exp(REVIEW_BURDEN.sigma * rng.standard_normal(draws)),
    )


def medians() -> Shared:
    """One draw with every shared factor at its median: the base case."""
    return Shared(
        growth=np.array([USAGE_GROWTH.mean]),
        trend=np.full((1, len(VENDORS)), PRICE_TREND.mean),
        tier_ratio=np.ones(1),
        review=np.ones(1),
    )


def draw_errors(work: Work, draws: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Errors of estimation (draws, initiatives, layers), realised shares (draws, initiatives)."""
    error = np.exp(work.cost_sigma * rng.standard_normal((draws, *work.cost_sigma.shape)))
    realised = np.exp(work.benefit_sigma * rng.standard_normal((draws, work.initiatives)))
    return error, realised


def vectorised(work: Work, setting: Setting, seed: int, draws: int = DRAWS) -> Answer:
    """Draws × initiatives × layers × months as one array, a dozen initiatives at a time."""
    rng = np.random.default_rng(seed)
    shared = draw_shared(work, draws, rng)
    error, realised = draw_errors(work, draws, rng)
    usage, price, tier = factor_paths(work, setting, shared)
    cost = np.empty((len(usage), work.initiatives))
    benefit = np.empty_like(cost)
    for start in range(0, work.initiatives, CHUNK):
        part = slice(start, start + CHUNK)
        powers = work.exponents[:, :, None]
        monthly = work.cost[part, :, None] * (work.cost_window[part] * work.discount)[:, None, :]
        paths = (
            monthly
            * (usage[:, None, :] ** powers[:, 0])[:, None]
            * price[:, work.vendor[part]][:, :, None, :] ** powers[:, 1]
            * (tier[:, None, None] ** powers[:, 2])[:, None]
            * (shared.review[:, None, None] ** powers[:, 3])[:, None]
            * error[:, part, :, None]
        )
        cost[:, part] = paths.sum(axis=(2, 3))
        worth = work.benefit[part, None] * work.benefit_window[part] * work.discount
        value = worth * usage[:, None, :] ** VALUE_FOLLOWS_USAGE * realised[:, part, None]
        benefit[:, part] = value.sum(axis=2)
    return measure(cost, benefit)


def loop(work: Work, setting: Setting, seed: int, draws: int = DRAWS) -> Answer:
    """One initiative after the other, each as an array of draws × layers × months."""
    rng = np.random.default_rng(seed)
    shared = draw_shared(work, draws, rng)
    error, realised = draw_errors(work, draws, rng)
    return evaluate_loop(work, setting, shared, error, realised)


def evaluate_loop(
    work: Work, setting: Setting, shared: Shared, error: Array, realised: Array
) -> Answer:
    """The loop on draws that are given; one draw of medians is the base case."""
    usage, price, tier = factor_paths(work, setting, shared)
    by_usage, by_price, by_tier, by_review = work.exponents.T[:, :, None]
    cost = np.empty((len(usage), work.initiatives))
    benefit = np.empty_like(cost)
    for i in range(work.initiatives):
        monthly = (
            work.cost[i, :, None]
            * usage[:, None, :] ** by_usage
            * price[:, work.vendor[i], None, :] ** by_price
            * tier[:, None, None] ** by_tier
            * shared.review[:, None, None] ** by_review
            * error[:, i, :, None]
            * work.cost_window[i]
            * work.discount
        )
        cost[:, i] = monthly.sum(axis=(1, 2))
        value = work.benefit[i] * usage**VALUE_FOLLOWS_USAGE * realised[:, i, None]
        benefit[:, i] = (value * work.benefit_window[i] * work.discount).sum(axis=1)
    return measure(cost, benefit)


def factor_paths(work: Work, setting: Setting, shared: Shared) -> tuple[Array, Array, Array]:
    """Usage (draws, months), price (draws, vendors, months) and tier multiplier (draws)."""
    usage = setting.usage * (1 + shared.growth[:, None]) ** work.years
    price = (1 + setting.price_change) * (1 + shared.trend[:, :, None]) ** work.years
    tier = 1 + MODEL_SHARE * (MODEL_RATIO * shared.tier_ratio - 1)
    return usage, price, tier


def measure(cost: Array, benefit: Array) -> Answer:
    """The statistics of the reference work from present values (draws, initiatives)."""
    npv = benefit - cost
    roi = npv / cost
    total = npv.sum(axis=1)
    tail = max(1, round(0.05 * len(npv)))
    worst = np.partition(npv, tail - 1, axis=0)[:tail]
    return Answer(
        npv=total,
        roi=total / cost.sum(axis=1),
        roi_quantiles=np.percentile(roi, (10, 50, 90), axis=0),
        p_hurdle=(roi >= HURDLE_RATE).mean(axis=0),
        cvar=worst.mean(axis=0),
    )
