"""Distributions as inverse functions: a uniform goes in, a value comes out.

A distribution knows no random number generator; :mod:`scenarios.sampling` owns
the uniforms. Each is a frozen, self-validating value that survives a round trip
through JSON. ``ppf`` takes an array of uniforms in (0, 1) of any shape and
returns float64 of the same shape.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator
from scipy.special import betaincinv, ndtr, ndtri

Array = NDArray[np.float64]

#: Standard normal score of the 90th percentile.
Z90 = float(ndtri(0.9))


class _Distribution(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def ppf(self, u: Array) -> Array:
        """Value below which a share ``u`` of the probability lies."""
        raise NotImplementedError

    @property
    def median(self) -> float:
        """The value at u = 0.5, which the base case uses."""
        return float(self.ppf(np.array([0.5]))[0])


class Point(_Distribution):
    """A certain value."""

    kind: Literal["point"] = "point"
    value: float

    def ppf(self, u: Array) -> Array:
        return np.full(np.shape(u), self.value)


class Uniform(_Distribution):
    """Every value between two bounds alike."""

    kind: Literal["uniform"] = "uniform"
    low: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Uniform:
        _require(self.low <= self.high, "low must not exceed high")
        return self

    def ppf(self, u: Array) -> Array:
        return self.low + (self.high - self.low) * u


class Triangular(_Distribution):
    """Least, most likely and greatest value, joined by straight lines."""

    kind: Literal["triangular"] = "triangular"
    low: float
    mode: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Triangular:
        _require(self.low <= self.mode <= self.high, "low ≤ mode ≤ high is required")
        return self

    def ppf(self, u: Array) -> Array:
        span = self.high - self.low
        if span == 0:
            return np.full(np.shape(u), self.mode)
        rising, falling = self.mode - self.low, self.high - self.mode
        return np.where(
            u < rising / span,
            self.low + np.sqrt(u * span * rising),
            self.high - np.sqrt((1 - u) * span * falling),
        )


class Pert(_Distribution):
    """Beta-PERT with weight 4 on the mode: mean (low + 4 mode + high) / 6.

    Evaluated through a monotone table over normal scores −8…8, since the exact
    inverse beta costs about a microsecond a number; the table agrees with it to
    1e-6 of the range.
    """

    kind: Literal["pert"] = "pert"
    low: float
    mode: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Pert:
        _require(self.low <= self.mode <= self.high, "low ≤ mode ≤ high is required")
        return self

    def ppf(self, u: Array) -> Array:
        span = self.high - self.low
        if span == 0:
            return np.full(np.shape(u), self.mode)
        alpha = 1 + 4 * (self.mode - self.low) / span
        beta = 1 + 4 * (self.high - self.mode) / span
        score = np.clip(ndtri(u), -_PERT_REACH, _PERT_REACH)
        return self.low + span * _beta_table(alpha, beta)(score)


_PERT_REACH = 8.0


@lru_cache(maxsize=256)
def _beta_table(alpha: float, beta: float) -> Callable[[Array], Array]:
    # Imported where it is needed: it would add a tenth of a second to every start.
    from scipy.interpolate import PchipInterpolator

    score = np.linspace(-_PERT_REACH, _PERT_REACH, 2049)
    table: Callable[[Array], Array] = PchipInterpolator(score, betaincinv(alpha, beta, ndtr(score)))
    return table


class Normal(_Distribution):
    """Normal by mean and standard deviation."""

    kind: Literal["normal"] = "normal"
    mean: float
    sd: Annotated[float, Field(ge=0)]

    def ppf(self, u: Array) -> Array:
        return self.mean + self.sd * ndtri(u)


class Lognormal(_Distribution):
    """Lognormal by its median and the standard deviation of its logarithm."""

    kind: Literal["lognormal"] = "lognormal"
    median_value: Annotated[float, Field(gt=0)]
    sigma: Annotated[float, Field(ge=0)]

    @classmethod
    def from_range(cls, p10: float, p90: float, median: float | None = None) -> Lognormal:
        """From P10 and P90; the median is their geometric mean unless given."""
        _require(0 < p10 <= p90, "0 < P10 ≤ P90 is required")
        centre = float(np.sqrt(p10 * p90)) if median is None else median
        return cls(median_value=centre, sigma=sigma_of_range(p10, p90))

    def ppf(self, u: Array) -> Array:
        return self.median_value * np.exp(self.sigma * ndtri(u))


class Quantiles(_Distribution):
    """From P10, P50 and P90; it passes through all three.

    Without a bound: the three-term metalog in symmetric-percentile-triplet form
    (Keelin 2016, The metalog distributions, Decision Analysis 13(4)), where it is
    feasible, that is where the median's place between P10 and P90 lies between
    16.7 % and 83.3 %; outside, two half normals that meet in the median.

    With ``lower``: two half normals on log(value − lower), a two-piece lognormal.
    The log-metalog is not used there: its tails fall like a power, and a growth
    rate drawn from it has no finite variance once it compounds over years.
    """

    kind: Literal["quantiles"] = "quantiles"
    p10: float
    p50: float
    p90: float
    lower: float | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Quantiles:
        _require(self.p10 <= self.p50 <= self.p90, "P10 ≤ P50 ≤ P90 is required")
        if self.lower is not None:
            _require(self.lower < self.p10, "the lower bound must lie below P10")
        return self

    def _transformed(self) -> tuple[float, float, float]:
        if self.lower is None:
            return self.p10, self.p50, self.p90
        low = self.lower
        return (
            float(np.log(self.p10 - low)),
            float(np.log(self.p50 - low)),
            float(np.log(self.p90 - low)),
        )

    @property
    def feasible(self) -> bool:
        """Whether the metalog is used: no bound, and a proper distribution."""
        if self.lower is not None:
            return False
        q10, q50, q90 = self._transformed()
        if q90 == q10:
            return True
        least = 0.5 * (1 - 1.66711 * 0.4)
        return least < (q50 - q10) / (q90 - q10) < 1 - least

    def ppf(self, u: Array) -> Array:
        q10, q50, q90 = self._transformed()
        if self.feasible:
            logit9 = float(np.log(9.0))
            spread = q90 - q10
            skew = 0.0 if spread == 0 else 1 - 2 * (q50 - q10) / spread
            logit = np.log(u) - np.log1p(-np.asarray(u))
            value = q50 + logit * spread / (2 * logit9) * (1 + 2.5 * skew * (u - 0.5))
        else:
            score = ndtri(u)
            value = q50 + score * np.where(score < 0, q50 - q10, q90 - q50) / Z90
        return value if self.lower is None else self.lower + np.exp(value)


class Discrete(_Distribution):
    """A few values with their probabilities, in ascending order."""

    kind: Literal["discrete"] = "discrete"
    values: tuple[float, ...]
    probabilities: tuple[float, ...]

    @model_validator(mode="after")
    def _complete(self) -> Discrete:
        _require(len(self.values) == len(self.probabilities) > 0, "one probability a value")
        _require(min(self.probabilities) >= 0, "probabilities must not be negative")
        _require(abs(sum(self.probabilities) - 1) < 1e-9, "probabilities must sum to 1")
        _require(list(self.values) == sorted(self.values), "values must ascend")
        return self

    def ppf(self, u: Array) -> Array:
        edges = np.cumsum(self.probabilities)[:-1]
        return np.asarray(self.values, dtype=float)[np.searchsorted(edges, u, side="left")]


class EventMonth(_Distribution):
    """Month of a one-time event that may come in any month with equal chance.

    ``annual_probability`` q is the chance within any twelve months; the waiting
    time is geometric, month = ⌈12 ln(1 − u) / ln(1 − q)⌉. A month past the
    horizon means that the event does not come; so does q = 0 (month ``NEVER``).
    """

    kind: Literal["event month"] = "event month"
    annual_probability: Annotated[float, Field(ge=0, lt=1)]

    def ppf(self, u: Array) -> Array:
        if self.annual_probability == 0:
            return np.full(np.shape(u), float(NEVER))
        wait = 12 * np.log1p(-np.asarray(u)) / np.log1p(-self.annual_probability)
        return np.clip(np.ceil(wait), 1, NEVER)

    @property
    def median(self) -> float:
        """Never, for an event less likely than not within a year.

        The base case is the course of things without the event.
        """
        return float(NEVER) if self.annual_probability < 0.5 else super().median


#: A month no horizon reaches.
NEVER = 1_000_000

Distribution = Annotated[
    Point | Uniform | Triangular | Pert | Normal | Lognormal | Quantiles | Discrete | EventMonth,
    Field(discriminator="kind"),
]


def split_sigma(value: float, p10: float, p90: float) -> tuple[float, float]:
    """Sigmas below and above the median of a two-piece lognormal.

    It has ``value`` as its median and passes through both quantiles, so that a
    range need not be symmetric in ratios; with equal sigmas it is the lognormal.

    Raises
    ------
    ValueError
        Unless 0 < P10 ≤ value ≤ P90.
    """
    within = p10 <= value <= p90 or bool(np.isclose(value, (p10, p90), rtol=1e-9, atol=0).any())
    _require(0 < p10 <= p90 and within, "0 < P10 ≤ amount ≤ P90 is required")
    # An amount computed from other cells may miss the end of its range by rounding.
    return max(0.0, float(np.log(value / p10))) / Z90, max(0.0, float(np.log(p90 / value))) / Z90


def sigma_of_range(p10: float, p90: float) -> float:
    """Standard deviation of the logarithm of a lognormal with these quantiles."""
    return float(np.log(p90 / p10) / (2 * Z90))


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)
