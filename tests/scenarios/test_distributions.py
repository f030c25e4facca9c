"""Distributions against closed forms, scipy.stats and the published metalog."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from scipy import stats

from scenarios.distributions import (
    NEVER,
    Discrete,
    Distribution,
    EventMonth,
    Lognormal,
    Normal,
    Pert,
    Point,
    Quantiles,
    Triangular,
    Uniform,
    sigma_of_range,
    split_sigma,
)
from scenarios.drivers import DRIVERS

STRATA = (np.arange(400_000) + 0.5) / 400_000
EVERY_KIND = [
    Point(value=-3.0),
    Uniform(low=2, high=5),
    Uniform(low=2, high=2),
    Triangular(low=10, mode=20, high=60),
    Triangular(low=10, mode=10, high=60),
    Triangular(low=10, mode=60, high=60),
    Triangular(low=10, mode=10, high=10),
    Pert(low=10, mode=20, high=60),
    Pert(low=10, mode=10, high=60),
    Pert(low=10, mode=10, high=10),
    Normal(mean=3, sd=2),
    Normal(mean=3, sd=0),
    Lognormal(median_value=2, sigma=0.5),
    Quantiles(p10=10, p50=20, p90=60),
    Quantiles(p10=10, p50=11, p90=60),
    Quantiles(p10=10, p50=55, p90=60),
    Quantiles(p10=-0.1, p50=0, p90=0.25, lower=-1),
    Quantiles(p10=4, p50=4, p90=4),
    Discrete(values=(1, 2, 5), probabilities=(0.25, 0.5, 0.25)),
    EventMonth(annual_probability=0.3),
    EventMonth(annual_probability=0),
]


def strata_mean(distribution: Distribution) -> float:
    return float(distribution.ppf(STRATA).mean())


def strata_variance(distribution: Distribution) -> float:
    return float(distribution.ppf(STRATA).var())


# Moments ------------------------------------------------------------------------


def test_triangular_mean_and_variance() -> None:
    # (a + m + b)/3 and (a² + b² + m² − ab − am − bm)/18 for 10, 20, 60.
    triangular = Triangular(low=10, mode=20, high=60)
    assert strata_mean(triangular) == pytest.approx(30.0, abs=1e-4)
    assert strata_variance(triangular) == pytest.approx(116.66666666666667, abs=2e-3)


def test_pert_mean_and_variance() -> None:
    # (a + 4m + b)/6 and (μ − a)(b − μ)/7 for 10, 20, 60.
    pert = Pert(low=10, mode=20, high=60)
    assert strata_mean(pert) == pytest.approx(25.0, abs=1e-4)
    assert strata_variance(pert) == pytest.approx(75.0, abs=2e-3)


def test_uniform_and_normal_moments() -> None:
    assert strata_mean(Uniform(low=2, high=5)) == pytest.approx(3.5)
    assert strata_variance(Uniform(low=2, high=5)) == pytest.approx(0.75, abs=1e-6)
    assert strata_mean(Normal(mean=3, sd=2)) == pytest.approx(3)
    assert strata_variance(Normal(mean=3, sd=2)) == pytest.approx(4, rel=1e-4)


def test_lognormal_sum_of_two() -> None:
    # Two of LN(0, 0.5): 2 exp(σ²/2).
    mean = strata_mean(Lognormal(median_value=1, sigma=0.5))
    assert 2 * mean == pytest.approx(2.2662969061336526, rel=1e-5)


def test_lognormal_from_a_ninety_percent_interval() -> None:
    # Hubbard: 90 % interval 1…10 has μ = ln 10/2, σ = ln 10/(2 × 1.6448536).
    sigma = math.log(10) / (2 * stats.norm.ppf(0.95))
    mean = strata_mean(Lognormal(median_value=math.sqrt(10), sigma=sigma))
    assert mean == pytest.approx(4.040012826945726, rel=1e-5)


def test_lognormal_from_range_passes_through_it() -> None:
    lognormal = Lognormal.from_range(20, 80)
    assert lognormal.ppf(np.array([0.1, 0.5, 0.9])) == pytest.approx([20, 40, 80], rel=1e-12)
    assert sigma_of_range(20, 80) == pytest.approx(math.log(2) / stats.norm.ppf(0.9))
    assert Lognormal.from_range(0.8, 1.25, median=1.0).ppf(np.array([0.1, 0.9])) == pytest.approx(
        [0.8, 1.25], rel=1e-12
    )
    for low, high in ((0, 1), (-1, 1), (2, 1)):
        with pytest.raises(ValueError, match="P10"):
            Lognormal.from_range(low, high)


def test_two_sigmas_pass_through_amount_and_range() -> None:
    below, above = split_sigma(100, 80, 200)
    z90 = stats.norm.ppf(0.9)
    assert 100 * math.exp(-z90 * below) == pytest.approx(80)
    assert 100 * math.exp(z90 * above) == pytest.approx(200)
    assert split_sigma(40, 20, 80) == pytest.approx([sigma_of_range(20, 80)] * 2)
    assert split_sigma(5, 5, 5) == (0, 0)
    for value, low, high in ((1, 2, 3), (4, 2, 3), (1, 0, 2)):
        with pytest.raises(ValueError, match="P10"):
            split_sigma(value, low, high)


# Against scipy ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "mode", "high"),
    [(10, 20, 60), (0, 0, 1), (0, 1, 1), (0, 0.5, 1), (-0.5, -0.4, 3), (0, 0.999, 1)],
)
def test_pert_is_the_scaled_beta(low: float, mode: float, high: float) -> None:
    span = high - low
    u = np.concatenate([STRATA[::97], [1e-9, 1e-6, 1e-3, 0.999, 1 - 1e-6, 1 - 1e-9]])
    alpha, beta = 1 + 4 * (mode - low) / span, 1 + 4 * (high - mode) / span
    exact = stats.beta.ppf(u, alpha, beta, loc=low, scale=span)
    found = Pert(low=low, mode=mode, high=high).ppf(u)
    assert np.max(np.abs(found - exact)) <= 1e-6 * span


def test_triangular_is_that_of_scipy() -> None:
    exact = stats.triang.ppf(STRATA, c=0.2, loc=10, scale=50)
    found = Triangular(low=10, mode=20, high=60).ppf(STRATA)
    assert np.allclose(found, exact, rtol=1e-9, atol=0)


# Three quantiles ----------------------------------------------------------------


def test_metalog_reproduces_its_three_quantiles() -> None:
    metalog = Quantiles(p10=10, p50=20, p90=60)
    assert metalog.feasible
    assert metalog.ppf(np.array([0.1, 0.5, 0.9])) == pytest.approx([10, 20, 60], abs=1e-9)


def keelin_metalog(u: np.ndarray, q10: float, q50: float, q90: float) -> np.ndarray:
    """M₃ by solving Keelin's linear system, rather than by his closed form for triplets."""

    def basis(y: np.ndarray) -> np.ndarray:
        logit = np.log(y / (1 - y))
        return np.stack([np.ones_like(y), logit, (y - 0.5) * logit], axis=-1)

    coefficients = np.linalg.solve(basis(np.array([0.1, 0.5, 0.9])), [q10, q50, q90])
    return basis(u) @ coefficients


@given(
    st.floats(-1e3, 1e3),
    st.floats(1e-2, 1e3),
    st.floats(0.17, 0.83),
)
@settings(max_examples=50)
def test_metalog_solves_keelins_system(low: float, span: float, place: float) -> None:
    q10, q50, q90 = low, low + place * span, low + span
    metalog = Quantiles(p10=q10, p50=q50, p90=q90)
    u = STRATA[::1999]
    assert metalog.feasible
    assert metalog.ppf(u) == pytest.approx(
        keelin_metalog(u, q10, q50, q90), abs=1e-9 * (abs(low) + span)
    )


def test_a_bound_is_never_crossed_and_the_tails_are_lognormal() -> None:
    """Half lognormals above the bound: σ₁ = ln(1/0.9)/z₉₀ below, σ₂ = ln(1.25)/z₉₀ above."""
    growth = Quantiles(p10=-0.10, p50=0.0, p90=0.25, lower=-1.0)
    z = stats.norm.ppf(STRATA)
    below = stats.lognorm.ppf(STRATA, s=math.log(1 / 0.9) / stats.norm.ppf(0.9))
    above = stats.lognorm.ppf(STRATA, s=math.log(1.25) / stats.norm.ppf(0.9))
    assert np.allclose(growth.ppf(STRATA), np.where(z < 0, below, above) - 1, rtol=0, atol=1e-9)
    assert growth.ppf(np.array([1e-12])) > -1
    assert not growth.feasible
    # The mean of 1 + g ten years on is finite: it hardly moves with finer strata.
    means = [np.mean((1 + growth.ppf((np.arange(n) + 0.5) / n)) ** 10) for n in (10**4, 10**6)]
    assert means[0] == pytest.approx(means[1], rel=0.02)


@pytest.mark.parametrize(("place", "feasible"), [(0.1660, False), (0.1672, True)])
def test_metalog_feasibility_is_that_of_the_curve(place: float, feasible: bool) -> None:
    """Keelin 2016: 0.5 (1 − 1.66711 × 0.4) = 0.16658; beyond it the curve turns back."""
    tails = np.geomspace(1e-12, 0.4, 20_000)
    u = np.concatenate([tails, STRATA[160_000:240_000:100], 1 - tails[::-1]])
    for p50 in (place, 1 - place):
        assert Quantiles(p10=0, p50=p50, p90=1).feasible is feasible
        assert bool(np.diff(keelin_metalog(u, 0, p50, 1)).min() > 0) is feasible


@pytest.mark.parametrize("p50", [10.5, 15, 55, 59.9, 10, 60])
@pytest.mark.parametrize("lower", [None, 0.0])
def test_fallback_passes_through_all_three(p50: float, lower: float | None) -> None:
    quantiles = Quantiles(p10=10, p50=p50, p90=60, lower=lower)
    if lower is None:
        assert not quantiles.feasible
    assert quantiles.ppf(np.array([0.1, 0.5, 0.9])) == pytest.approx([10, p50, 60], rel=1e-12)
    assert np.all(np.diff(quantiles.ppf(STRATA)) >= 0)


# What holds of every kind ---------------------------------------------------------


@pytest.mark.parametrize("distribution", EVERY_KIND, ids=lambda d: f"{d.kind} {id(d) % 97}")
def test_every_kind_is_monotone_and_keeps_its_shape(distribution: Distribution) -> None:
    values = distribution.ppf(STRATA)
    assert values.dtype == np.float64
    assert np.all(np.isfinite(values))
    assert np.all(np.diff(values) >= -1e-12 * np.max(np.abs(values)))
    square = distribution.ppf(np.array([[0.2, 0.5], [0.7, 0.9]]))
    assert square.shape == (2, 2)
    if distribution.kind != "event month":
        assert square[0, 1] == distribution.median


@pytest.mark.parametrize("distribution", EVERY_KIND, ids=lambda d: f"{d.kind} {id(d) % 97}")
def test_every_kind_comes_back_from_json(distribution: Distribution) -> None:
    adapter: TypeAdapter[Distribution] = TypeAdapter(Distribution)
    assert adapter.validate_json(adapter.dump_json(distribution)) == distribution


@pytest.mark.parametrize(
    ("distribution", "median"),
    [
        (Point(value=4), 4),
        (Uniform(low=2, high=5), 3.5),
        (Triangular(low=0, mode=1, high=2), 1),
        (Pert(low=0, mode=1, high=2), 1),
        (Normal(mean=3, sd=2), 3),
        (Lognormal(median_value=2, sigma=0.5), 2),
        (Quantiles(p10=1, p50=2, p90=9), 2),
        (Discrete(values=(1, 2, 5), probabilities=(0.25, 0.5, 0.25)), 2),
        # Less likely than not within a year: the base case goes without. Else
        # ⌈12 ln 0.5 / ln(1 − q)⌉: 12 at even chances, ⌈5.17⌉ at 0.8.
        (EventMonth(annual_probability=0.10), NEVER),
        (EventMonth(annual_probability=0.499), NEVER),
        (EventMonth(annual_probability=0.5), 12),
        (EventMonth(annual_probability=0.8), 6),
    ],
)
def test_median(distribution: Distribution, median: float) -> None:
    assert distribution.median == pytest.approx(median, rel=1e-12)


@pytest.mark.parametrize("spec", DRIVERS.values(), ids=lambda spec: spec.name)
def test_default_drivers_are_neutral_in_the_median(spec) -> None:
    median = spec.default.median
    if spec.name == "price_event_month":
        assert median == NEVER, "the base case contains no price event that nobody stated"
    elif spec.name != "price_event_size":
        assert median == pytest.approx(1.0 if spec.unit == "ratio" else 0.0, abs=1e-12)


# Discrete and events --------------------------------------------------------------


def test_discrete_gives_each_value_its_share() -> None:
    discrete = Discrete(values=(1, 2, 5), probabilities=(0.2, 0.5, 0.3))
    values, counts = np.unique(discrete.ppf(STRATA), return_counts=True)
    assert values.tolist() == [1, 2, 5]
    assert counts / STRATA.size == pytest.approx([0.2, 0.5, 0.3], abs=1e-5)
    assert Discrete(values=(1, 2), probabilities=(0, 1)).ppf(np.array([1e-9]))[0] == 2


def test_an_event_comes_within_a_year_with_its_chance() -> None:
    for chance in (0.05, 0.3, 0.9):
        months = EventMonth(annual_probability=chance).ppf(STRATA)
        assert np.mean(months <= 12) == pytest.approx(chance, abs=1e-5)
        # Memoryless: the same chance in each month given that it has not come yet.
        hazards = [np.mean(months == m) / np.mean(months >= m) for m in (1, 2, 7, 20)]
        assert hazards == pytest.approx([1 - (1 - chance) ** (1 / 12)] * 4, rel=2e-3)
        assert np.array_equal(months, np.round(months))
        assert months.min() == 1


def test_an_event_without_chance_never_comes() -> None:
    assert np.all(EventMonth(annual_probability=0).ppf(STRATA[:9]) == NEVER)


# Refusals -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda: Point(value=math.nan),
        lambda: Point(value=math.inf),
        lambda: Point(value=1, extra=2),
        lambda: Uniform(low=2, high=1),
        lambda: Triangular(low=0, mode=2, high=1),
        lambda: Triangular(low=0, mode=-1, high=1),
        lambda: Pert(low=0, mode=2, high=1),
        lambda: Pert(low=2, mode=1, high=3),
        lambda: Normal(mean=0, sd=-1),
        lambda: Lognormal(median_value=0, sigma=1),
        lambda: Lognormal(median_value=1, sigma=-1),
        lambda: Quantiles(p10=2, p50=1, p90=3),
        lambda: Quantiles(p10=1, p50=4, p90=3),
        lambda: Quantiles(p10=1, p50=2, p90=3, lower=1),
        lambda: Discrete(values=(), probabilities=()),
        lambda: Discrete(values=(1, 2), probabilities=(1,)),
        lambda: Discrete(values=(1, 2), probabilities=(0.5, 0.6)),
        lambda: Discrete(values=(1, 2), probabilities=(-0.5, 1.5)),
        lambda: Discrete(values=(2, 1), probabilities=(0.5, 0.5)),
        lambda: EventMonth(annual_probability=1),
        lambda: EventMonth(annual_probability=-0.1),
    ],
)
def test_impossible_parameters_are_refused(make) -> None:
    with pytest.raises(ValidationError):
        make()


def test_distributions_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Point(value=1).value = 2
