"""Sensitivity against models whose indices are known in closed form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from scenarios.distributions import Normal
from scenarios.drivers import Correlation
from scenarios.given_data import FUNCTIONS, functions, ranks_of
from scenarios.portfolio import ValueBasis
from scenarios.sampling import driver_uniforms
from scenarios.scenario import Scenario, Valuation
from scenarios.sensitivity import (
    Indices,
    Sensitivity,
    Share,
    sensitivity,
    table_sensitivity,
    variance_shares,
)
from scenarios.simulate import Simulator
from tests.scenarios.portfolios import driver, rich_portfolio

DRAWS = 8192


def even(name: str, dimension: int, draws: int = DRAWS, seed: int = 1) -> np.ndarray:
    """The uniforms that the engine would draw."""
    return driver_uniforms(seed, draws, name, dimension, None, "sobol")


def plain(name: str, draws: int = DRAWS, seed: int = 1) -> np.ndarray:
    return np.random.default_rng([seed, *name.encode()]).random(draws)


def drawn(count: int, sampling: str, seed: int = 1, draws: int = DRAWS) -> dict[str, np.ndarray]:
    names = [f"x{k}" for k in range(1, count + 1)]
    if sampling == "random":
        return {name: plain(name, draws, seed) for name in names}
    return {name: even(name, k, draws, seed) for k, name in enumerate(names)}


def by_key(found: Sensitivity) -> dict[str, Indices]:
    return {each.key: each for each in found.indices}


def holds(share: Share, truth: float) -> bool:
    return share.low <= truth <= share.high


# Ishigami and Homma 1990; Saltelli and Sobol 1995 -------------------------------------

A, B = 7.0, 0.1
_V1 = 0.5 * (1 + B * np.pi**4 / 5) ** 2
_V2 = A**2 / 8
_V13 = 8 * B**2 * np.pi**8 / 225
ISHIGAMI = {
    "x1": (_V1, _V1 + _V13),
    "x2": (_V2, _V2),
    "x3": (0.0, _V13),
    "x4": (0.0, 0.0),
}
ISHIGAMI_VARIANCE = _V1 + _V2 + _V13


def ishigami(u: dict[str, np.ndarray]) -> np.ndarray:
    x1, x2, x3 = (np.pi * (2 * u[name] - 1) for name in ("x1", "x2", "x3"))
    return np.sin(x1) + A * np.sin(x2) ** 2 + B * x3**4 * np.sin(x1)


def test_the_closed_form_is_the_published_one() -> None:
    published = {"x1": (0.3139, 0.5576), "x2": (0.4424, 0.4424), "x3": (0.0, 0.2437)}
    for name, indices in published.items():
        found = np.array(ISHIGAMI[name]) / ISHIGAMI_VARIANCE
        assert found == pytest.approx(indices, abs=5e-5)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ishigami_within_the_stated_confidence(seed: int) -> None:
    u = drawn(4, "sobol", seed)
    found = sensitivity(u, ishigami(u))
    for name, (first, total) in ISHIGAMI.items():
        each = by_key(found)[name]
        assert holds(each.first, first / ISHIGAMI_VARIANCE), name
        assert holds(each.total, total / ISHIGAMI_VARIANCE), name
        assert each.first.value == pytest.approx(first / ISHIGAMI_VARIANCE, abs=0.03)
        assert each.total.value == pytest.approx(total / ISHIGAMI_VARIANCE, abs=0.03)
        assert each.first.se < 0.03
    assert by_key(found)["x1"].pairs == ("x3",)
    assert by_key(found)["x2"].pairs == by_key(found)["x4"].pairs == ()
    assert [each.key for each in found.indices] == ["x1", "x2", "x3", "x4"]
    assert found.explained.value == pytest.approx(1.0, abs=0.02)
    assert found.variance == pytest.approx(ISHIGAMI_VARIANCE, rel=0.05)


def test_ishigami_from_plain_random_numbers() -> None:
    """Of 15 × 8 intervals at 95 %, nine in ten hold the truth, and none is far off."""
    held, errors = [], []
    for seed in range(15):
        u = drawn(4, "random", seed)
        found = by_key(sensitivity(u, ishigami(u)))
        for name, truths in ISHIGAMI.items():
            for share, truth in zip((found[name].first, found[name].total), truths, strict=True):
                held.append(holds(share, truth / ISHIGAMI_VARIANCE))
                errors.append(abs(share.value - truth / ISHIGAMI_VARIANCE))
    assert np.mean(held) > 0.9
    assert max(errors) < 0.04


# Sobol's G function (Saltelli and Sobol 1995) ---------------------------------------

WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])
_PARTS = 1 / (3 * (1 + WEIGHTS) ** 2)
_WHOLE = np.prod(1 + _PARTS) - 1
G_FIRST = _PARTS / _WHOLE
G_TOTAL = np.array(
    [v * np.prod(1 + np.delete(_PARTS, k)) / _WHOLE for k, v in enumerate(_PARTS)]
)  # fmt: skip


def sobol_g(u: dict[str, np.ndarray]) -> np.ndarray:
    stacked = np.array(list(u.values()))
    return np.prod((np.abs(4 * stacked - 2) + WEIGHTS[:, None]) / (1 + WEIGHTS[:, None]), axis=0)


def test_sobol_g_within_the_stated_confidence() -> None:
    """Of 12 × 12 intervals at 95 %, nine in ten hold the truth, and none is far off."""
    held, errors = [], []
    for seed in range(12):
        u = drawn(6, "random", seed)
        found = by_key(sensitivity(u, sobol_g(u)))
        for k, name in enumerate(u):
            for share, truth in ((found[name].first, G_FIRST[k]), (found[name].total, G_TOTAL[k])):
                held.append(holds(share, truth))
                errors.append(abs(share.value - truth))
    assert np.mean(held) > 0.9
    assert max(errors) < 0.03


def test_sobol_g_from_the_points_of_the_engine() -> None:
    u = drawn(6, "sobol")
    found = by_key(sensitivity(u, sobol_g(u)))
    for k, name in enumerate(u):
        assert holds(found[name].first, G_FIRST[k]), name
        assert found[name].total.value == pytest.approx(G_TOTAL[k], abs=0.008)


# Lognormal products, as in the economic model -------------------------------------------


@pytest.mark.parametrize("sampling", ["random", "sobol"])
def test_a_lognormal_product_in_closed_form(sampling: str) -> None:
    u = drawn(3, sampling)
    s1, s2 = np.exp(0.3**2) - 1, np.exp(0.2**2) - 1
    whole = (1 + s1) * (1 + s2) - 1
    found = by_key(sensitivity(u, np.exp(0.3 * ndtri(u["x1"]) - 0.2 * ndtri(u["x2"]))))
    for name, first, total in (("x1", s1, s1 * (1 + s2)), ("x2", s2, s2 * (1 + s1)), ("x3", 0, 0)):
        assert holds(found[name].first, first / whole)
        assert holds(found[name].total, total / whole)


def test_half_the_variance_is_noise() -> None:
    u = drawn(2, "sobol")
    noise = np.random.default_rng(4).standard_normal(DRAWS)
    found = sensitivity(u, ndtri(u["x1"]) + noise)
    assert holds(by_key(found)["x1"].first, 0.5)
    assert holds(by_key(found)["x2"].total, 0.0)
    assert holds(found.explained, 0.5)


@pytest.mark.parametrize("sampling", ["random", "sobol"])
def test_intervals_of_drivers_without_effect_cover_zero(sampling: str) -> None:
    held = []
    for seed in range(8):
        u = drawn(8, sampling, seed, draws=2_000)
        noise = np.random.default_rng(seed).standard_normal(2_000)
        found = by_key(sensitivity(u, np.exp(ndtri(u["x1"]) / 2) + noise))
        held += [holds(found[f"x{k}"].total, 0.0) for k in range(2, 9)]
    assert np.mean(held) > 0.95


# Groups -----------------------------------------------------------------------------


def test_correlated_drivers_are_one_group() -> None:
    """y = x1 + x2 + x3 with correlation ½ of the first two: they carry 3 of 4 parts."""
    e = [ndtri(values) for values in drawn(4, "sobol").values()]
    second = 0.5 * e[0] + np.sqrt(0.75) * e[1]
    u = {"x1": ndtr(e[0]), "x2": ndtr(second), "x3": ndtr(e[2]), "x4": ndtr(e[3])}
    linked = [Correlation(first="x1", second="x2", value=0.5)]
    found = by_key(sensitivity(u, e[0] + second + e[2], linked))
    assert set(found) == {"x1 + x2", "x3", "x4"}
    assert found["x1 + x2"].drivers == ("x1", "x2")
    assert holds(found["x1 + x2"].first, 3 / 4)
    assert holds(found["x3"].first, 1 / 4)
    product = by_key(sensitivity(u, e[0] * second, linked))
    assert holds(product["x1 + x2"].first, 1.0), "all within the group"
    assert product["x1 + x2"].pairs == ()


def test_joint_effects_across_groups_count_in_both_totals() -> None:
    u = drawn(3, "sobol")
    names = {"price_trend:A": "x1", "price_trend:B": "x2", "usage_growth": "x3"}
    u = {name: u[old] for name, old in names.items()}
    z = {name: ndtri(values) for name, values in u.items()}
    figure = z["price_trend:A"] + z["price_trend:B"] + z["price_trend:A"] * z["usage_growth"]
    found = by_key(sensitivity(u, figure))
    assert found["price_trend"].drivers == ("price_trend:A", "price_trend:B")
    assert holds(found["price_trend"].first, 2 / 3)
    assert found["price_trend"].total.value == pytest.approx(1.0, abs=0.02)
    assert found["usage_growth"].total.value == pytest.approx(1 / 3, abs=0.02)
    assert found["usage_growth"].pairs == ("price_trend",)
    apart = by_key(sensitivity(u, figure, split_vendors=True))
    assert holds(apart["price_trend:B"].total, 1 / 3)
    assert apart["usage_growth"].pairs == ("price_trend:A",)


# The estimator is the better one --------------------------------------------------------


def cosines(u: np.ndarray, y: np.ndarray) -> float:
    """EASI with six harmonics, its bias taken off."""
    centred = y - y.mean()
    waves = np.sqrt(2) * np.cos(np.pi * np.arange(1, 7)[:, None] * u) * centred
    return float((waves.mean(axis=1) ** 2 - waves.var(axis=1) / y.size).sum() / centred.var())


def bins(u: np.ndarray, y: np.ndarray, count: int = 32) -> float:
    """Variance of the means by slice of the driver, its bias taken off."""
    slices = np.array_split(y[np.argsort(u)], count)
    between = sum(len(s) * (s.mean() - y.mean()) ** 2 for s in slices) / y.size
    within = sum(s.var(ddof=1) for s in slices) / y.size
    return float((between - within) / y.var())


def test_polynomials_err_less_than_cosines_and_bins_on_economic_curves() -> None:
    def curve(u: dict[str, np.ndarray]) -> np.ndarray:
        return np.exp(0.5 * ndtri(u["x1"]) + 0.3 * ndtri(u["x2"]))

    s1, s2 = np.exp(0.25) - 1, np.exp(0.09) - 1
    truth = s1 / ((1 + s1) * (1 + s2) - 1)
    errors: dict[str, list[float]] = {"ours": [], "cosines": [], "bins": []}
    for seed in range(6):
        u = drawn(2, "sobol", seed)
        y = curve(u)
        errors["ours"].append(by_key(sensitivity(u, y))["x1"].first.value - truth)
        errors["cosines"].append(cosines(u["x1"], y) - truth)
        errors["bins"].append(bins(u["x1"], y) - truth)
    size = {name: float(np.sqrt(np.mean(np.square(found)))) for name, found in errors.items()}
    assert size["ours"] < 0.2 * size["bins"]
    assert size["ours"] < 0.2 * size["cosines"]


def test_functions_are_orthonormal() -> None:
    rows = functions(1_000)
    assert rows.shape == (FUNCTIONS, 1_000)
    assert rows @ rows.T / 1_000 == pytest.approx(np.eye(FUNCTIONS), abs=1e-9)
    assert rows.mean(axis=1) == pytest.approx(np.zeros(FUNCTIONS), abs=1e-12)
    score = ndtri((np.arange(1_000) + 0.5) / 1_000)
    explained = ((rows * score).mean(axis=1) ** 2).sum()
    assert explained == pytest.approx(score.var(), rel=1e-9)
    assert ranks_of(np.array([0.3, 0.1, 0.3, 0.2])).tolist() == [2, 0, 3, 1]


# Bits -------------------------------------------------------------------------------


def test_an_irrelevant_driver_changes_no_bit() -> None:
    u = drawn(4, "sobol")
    figure = ishigami(u) + np.random.default_rng(3).standard_normal(DRAWS)
    alone = sensitivity(u, figure)
    for k in range(12):
        for name in (f"idle{k}", f"price_trend:Idle{k}"):
            more = sensitivity({name: plain(name), **u}, figure)
            others = tuple(each for each in more.indices if name not in each.drivers)
            assert others == alone.indices
            assert holds(by_key(more)[more_key(name)].total, 0.0)


def more_key(name: str) -> str:
    return name.split(":")[0]


def test_the_same_again_and_other_resamplings() -> None:
    u = drawn(3, "sobol")
    figure = ishigami(u)
    assert sensitivity(u, figure) == sensitivity(u, figure)
    other = by_key(sensitivity(u, figure, seed=1))
    for name, each in by_key(sensitivity(u, figure)).items():
        assert other[name].first.value == each.first.value
        assert other[name].first.se == pytest.approx(each.first.se, rel=0.4, abs=1e-4)


def test_what_cannot_be_estimated_is_refused() -> None:
    with pytest.raises(ValueError, match="200 draws"):
        sensitivity({}, np.zeros(100))
    with pytest.raises(ValueError, match="one value for each draw"):
        sensitivity({"x1": np.zeros(300)}, np.zeros(400))
    still = sensitivity(drawn(2, "sobol", draws=256), np.ones(256))
    assert still.variance == 0
    assert all(each.total == Share(0, 0, 0, 0) for each in still.indices)


# Drivers against estimation errors ------------------------------------------------------


def test_a_known_split_of_variance() -> None:
    rng = np.random.default_rng(6)
    shared = rng.standard_normal(20_000)
    one, other = (shared + 0.5 * rng.standard_normal(20_000) for _ in range(2))
    found = variance_shares(one, other)
    assert holds(found.drivers, 0.8)
    assert holds(found.errors, 0.2)
    assert found.drivers.value + found.errors.value == pytest.approx(1.0)
    assert found.drivers.se == pytest.approx(found.errors.se)


def test_the_standard_error_of_the_split_is_the_spread_over_samples() -> None:
    values, ses = [], []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        shared = rng.standard_normal(1_000)
        one, other = (shared + rng.standard_normal(1_000) for _ in range(2))
        found = variance_shares(one, other).drivers
        values.append(found.value)
        ses.append(found.se)
    assert np.mean(values) == pytest.approx(0.5, abs=0.01)
    assert np.mean(ses) == pytest.approx(np.std(values), rel=0.15)


def test_ends_of_the_split() -> None:
    x = np.random.default_rng(1).standard_normal(500)
    assert variance_shares(x, x).drivers.value == pytest.approx(1.0)
    assert variance_shares(x, x).drivers.se == pytest.approx(0.0, abs=1e-12)
    assert variance_shares(np.ones(9), np.ones(9)).drivers == Share(0, 0, 0, 0)
    with pytest.raises(ValueError, match="same draws"):
        variance_shares(x, x[1:])


# Of a simulation --------------------------------------------------------------------


def test_a_portfolio_of_certain_lines_has_drivers_alone() -> None:
    certain = Valuation(
        realisation_p90=dict.fromkeys(Valuation().realisation_p90, 1.0),
        ungraded_p90=1.0, actual_p90=1.0, estimate_p90=1.0,
    )  # fmt: skip
    plain_portfolio = rich_portfolio()
    no_range = replace(
        plain_portfolio,
        costs=tuple(replace(c, p10=None, p90=None) for c in plain_portfolio.costs),
        benefits=tuple(replace(b, p10=None, p90=None) for b in plain_portfolio.benefits),
    )
    scenario = Scenario(valuation=certain)
    one, other = (
        Simulator(no_range, 1_024, error_seed=seed).draw_table(scenario, ValueBasis.CLAIMED)
        for seed in (1, 2)
    )
    assert variance_shares(one.portfolio_roi, other.portfolio_roi).drivers.value == pytest.approx(1)


def test_a_portfolio_explains_about_its_drivers_share() -> None:
    simulator = Simulator(rich_portfolio(), 4_096)
    other = Simulator(rich_portfolio(), 4_096, error_seed=99)
    table, again = (s.draw_table(Scenario(), ValueBasis.CLAIMED) for s in (simulator, other))
    linked = simulator.correlations(Scenario())
    found = table_sensitivity(table, correlations=linked)
    assert "usage_growth + realisation" in by_key(found)
    assert sum(len(each.drivers) for each in found.indices) == len(table.drivers)
    split = variance_shares(table.portfolio_roi, again.portfolio_roi)
    assert found.explained.value < split.drivers.high + 2 * found.explained.se
    zebra = driver("price_trend:Zebra", Normal(mean=0.5, sd=1))
    more = replace(rich_portfolio(), drivers=(*rich_portfolio().drivers, zebra))
    idle = Simulator(more, 4_096).draw_table(Scenario(), ValueBasis.CLAIMED)
    assert table_sensitivity(idle, correlations=linked) == found
    by_npv = table_sensitivity(table, figure=table.portfolio_npv, correlations=linked)
    assert by_npv != found
