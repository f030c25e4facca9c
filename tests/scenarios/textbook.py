"""Inverse distribution functions as a textbook writes them, one number at a time."""

from __future__ import annotations

import math
from statistics import NormalDist

Z90 = NormalDist().inv_cdf(0.9)
#: A month that no horizon reaches.
NEVER = 1_000_000


def inverse(distribution, u: float) -> float:
    """Value below which a share ``u`` lies, by the textbook."""
    d = distribution
    if d.kind == "point":
        return d.value
    if d.kind == "uniform":
        return d.low * (1 - u) + d.high * u
    if d.kind == "triangular":
        share = (d.mode - d.low) / (d.high - d.low)
        if u < share:
            return d.low + math.sqrt(u * (d.high - d.low) * (d.mode - d.low))
        return d.high - math.sqrt((1 - u) * (d.high - d.low) * (d.high - d.mode))
    if d.kind == "normal":
        return d.mean + d.sd * NormalDist().inv_cdf(u)
    if d.kind == "lognormal":
        return math.exp(math.log(d.median_value) + d.sigma * NormalDist().inv_cdf(u))
    if d.kind == "discrete":
        reached = 0.0
        for value, probability in zip(d.values, d.probabilities, strict=True):
            reached += probability
            if u <= reached:
                return value
        return d.values[-1]
    if d.kind == "event month":
        if d.annual_probability == 0:
            return NEVER
        return max(1, math.ceil(12 * math.log(1 - u) / math.log(1 - d.annual_probability)))
    if d.kind == "quantiles":
        if d.lower is not None:
            # Two half lognormals above the bound, joined in the median.
            scores = NormalDist().inv_cdf(u) / Z90
            end = d.p90 if u > 0.5 else d.p10
            middle = d.p50 - d.lower
            return d.lower + middle * ((end - d.lower) / middle) ** abs(scores)
        # Metalog a₁ + a₂ L + a₃ (u − ½) L with L = ln(u/(1 − u)), solved at three points.
        logit, logit90 = math.log(u / (1 - u)), math.log(9)
        a2 = (d.p90 - d.p10) / (2 * logit90)
        a3 = (d.p90 + d.p10 - 2 * d.p50) / (0.8 * logit90)
        assert abs(a3) < 1.66711 * a2, "the reference knows no fallback"
        return d.p50 + a2 * logit + a3 * (u - 0.5) * logit
    raise NotImplementedError(d.kind)
