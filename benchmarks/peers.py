"""Peers on the same work, each given what makes ours fast where it can use it.

The peers draw; the money is then computed by our factorised path in numpy
(:func:`factorised`), which none of them offers. Each must rerun whole when a
lever moves. All are optional: a peer that is not installed is left out, and said.
"""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.naive import Answer, Setting, Shared, factor_paths, measure
from benchmarks.reference import (
    DRAWS,
    MODEL_PRICE_RATIO,
    PRICE_CORRELATION,
    PRICE_TREND,
    REVIEW_BURDEN,
    USAGE_GROWTH,
    VALUE_FOLLOWS_USAGE,
    VENDORS,
    Array,
    Work,
)

Peer = Callable[[Work, Setting, int], Answer]


def factorised(
    work: Work, setting: Setting, shared: Shared, error: Array, realised: Array
) -> tuple[Array, Array]:
    """Present value of cost and benefit, both (draws, initiatives).

    Months are summed by a matrix product for every layer and vendor; the errors
    (draws, layers × initiatives, layer by layer) multiply afterwards.
    """
    usage, price, tier = factor_paths(work, setting, shared)
    draws, count = len(usage), work.initiatives
    cost = np.zeros((draws, count))
    falls = work.cost_window * work.discount
    for k, (by_usage, by_price, by_tier, by_review) in enumerate(work.exponents):
        scale = tier**by_tier * shared.review**by_review
        followed = usage**by_usage if by_usage else np.ones_like(usage)
        flows = (falls * work.cost[:, k, None]).T
        if by_price:
            present = np.empty((draws, count))
            for v in range(len(VENDORS)):
                own = work.vendor == v
                present[:, own] = (followed * price[:, v] ** by_price) @ flows[:, own]
        else:
            present = followed @ flows
        cost += present * scale[:, None] * error[:, k * count : (k + 1) * count]
    worth = (work.benefit[:, None] * work.benefit_window * work.discount).T
    return cost, usage**VALUE_FOLLOWS_USAGE @ worth * realised


def squigglepy(work: Work, setting: Setting, seed: int) -> Answer:
    """Shared factors, correlation and errors sampled by squigglepy."""
    sq: Any = importlib.import_module("squigglepy")
    sq.set_seed(seed)
    prices = sq.correlate(
        tuple(sq.norm(mean=PRICE_TREND.mean, sd=PRICE_TREND.sd) for _ in VENDORS),
        [[1.0 if a == b else PRICE_CORRELATION for b in VENDORS] for a in VENDORS],
    )
    shared = Shared(
        growth=sq.sample(sq.norm(mean=USAGE_GROWTH.mean, sd=USAGE_GROWTH.sd), DRAWS),
        trend=np.column_stack([sq.sample(one, DRAWS) for one in prices]),
        tier_ratio=sq.sample(sq.lognorm(norm_mean=0, norm_sd=MODEL_PRICE_RATIO.sigma), DRAWS),
        review=sq.sample(sq.lognorm(norm_mean=0, norm_sd=REVIEW_BURDEN.sigma), DRAWS),
    )

    def lognormals(sigmas: Array) -> Array:
        return np.column_stack(
            [sq.sample(sq.lognorm(norm_mean=0, norm_sd=float(sd)), DRAWS) for sd in sigmas]
        )

    error = lognormals(work.cost_sigma.T.ravel())
    realised = lognormals(np.full(work.initiatives, work.benefit_sigma))
    return measure(*factorised(work, setting, shared, error, realised))


def openturns(work: Work, setting: Setting, seed: int) -> Answer:
    """Shared factors through a normal copula, errors from multivariate samples of openturns.

    The errors are drawn as one independent standard normal of full dimension, its
    fastest way, and exponentiated in numpy: a composed distribution of lognormals
    takes longer.
    """
    ot: Any = importlib.import_module("openturns")
    ot.RandomGenerator.SetSeed(seed)
    correlation = ot.CorrelationMatrix(3 + len(VENDORS))
    for a in range(3, 3 + len(VENDORS)):
        for b in range(a):
            if b >= 3:
                correlation[a, b] = PRICE_CORRELATION
    marginals = [
        ot.Normal(USAGE_GROWTH.mean, USAGE_GROWTH.sd),
        ot.LogNormal(0.0, MODEL_PRICE_RATIO.sigma),
        ot.LogNormal(0.0, REVIEW_BURDEN.sigma),
        *(ot.Normal(PRICE_TREND.mean, PRICE_TREND.sd) for _ in VENDORS),
    ]
    joint = ot.JointDistribution(marginals, ot.NormalCopula(correlation))
    sample = np.asarray(joint.getSample(DRAWS))
    shared = Shared(sample[:, 0], sample[:, 3:], sample[:, 1], sample[:, 2])
    sigma = np.append(work.cost_sigma.T.ravel(), np.full(work.initiatives, work.benefit_sigma))
    error = np.exp(np.asarray(ot.Normal(len(sigma)).getSample(DRAWS)) * sigma)
    split = work.cost_sigma.size
    return measure(*factorised(work, setting, shared, error[:, :split], error[:, split:]))


def monaco(work: Work, setting: Setting, seed: int) -> Answer:
    """One Python call a draw, as monaco is built; each call works on all initiatives at once.

    The shared factors are its variables (correlated within the call, since it draws
    them independently). The errors come from numpy within the call: as variables
    of their own, eight an initiative, they would cost several times as much.
    """
    mc: Any = importlib.import_module("monaco")
    stats: Any = importlib.import_module("scipy.stats")
    names = ("growth", "tier", "review", *VENDORS)
    sigma = np.append(work.cost_sigma.T.ravel(), np.full(work.initiatives, work.benefit_sigma))
    split = work.cost_sigma.size

    def prepare(case: Any) -> tuple[Any, ...]:
        return (case.ncase, *(case.invals[name].val for name in names))

    def run(number: int, growth: float, tier: float, review: float, *scores: float) -> Any:
        shared = Shared(
            growth=USAGE_GROWTH.mean + USAGE_GROWTH.sd * np.array([growth]),
            trend=PRICE_TREND.mean + PRICE_TREND.sd * (work.price_cholesky @ scores)[None, :],
            tier_ratio=np.exp(MODEL_PRICE_RATIO.sigma * np.array([tier])),
            review=np.exp(REVIEW_BURDEN.sigma * np.array([review])),
        )
        own = np.random.default_rng((seed, number))
        error = np.exp(sigma * own.standard_normal(len(sigma)))[None, :]
        return factorised(work, setting, shared, error[:, :split], error[:, split:])

    def keep(case: Any, cost: Array, benefit: Array) -> None:
        case.addOutVal("cost", cost[0])
        case.addOutVal("benefit", benefit[0])

    sim = mc.Sim(
        name="reference",
        ndraws=DRAWS,
        seed=seed,
        singlethreaded=True,
        verbose=False,
        fcns={"preprocess": prepare, "run": run, "postprocess": keep},
    )
    for name in names:
        sim.addInVar(name=name, dist=stats.norm, distkwargs={"loc": 0, "scale": 1})
    sim.runSim()
    cost, benefit = (
        np.array([value.val for value in _values(sim, name)]) for name in ("cost", "benefit")
    )
    return measure(cost, benefit)


def _values(sim: Any, name: str) -> list[Any]:
    return [case.outvals[name] for case in sim.cases]


#: Peers by package name, and the sizes at which each is run (monaco: a minute at medium).
PEERS: dict[str, tuple[Peer, tuple[str, ...]]] = {
    "squigglepy": (squigglepy, ("small", "medium")),
    "openturns": (openturns, ("small", "medium")),
    "monaco": (monaco, ("small",)),
}


def installed() -> dict[str, str]:
    """Version of each peer that can be imported."""
    found = {}
    for name in PEERS:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
        found[name] = importlib.metadata.version(name)
    return found
