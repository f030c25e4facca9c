"""The Gaussian copula against its closed forms, and the repair of impossible matrices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from scipy.optimize import minimize

from scenarios.correlation import correlated_groups, nearest_correlation
from scenarios.drivers import Correlation, Driver
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from scenarios.world import effective_drivers, sample_world

DRAWS = 8192
USAGE, WAGES, PRICE = "usage_growth", "wage_growth", "price_market"


def pair(first: str, second: str, value: float) -> Correlation:
    return Correlation(first=first, second=second, value=value)


def world(*correlations: Correlation, sampling="sobol", vendors: tuple[str, ...] = ("Acme",)):
    return sample_world(effective_drivers(vendors), correlations, DRAWS, 7, sampling)


# Closed forms -------------------------------------------------------------------


@pytest.mark.parametrize("sampling", ["sobol", "random"])
def test_rank_correlation_is_kruskals(sampling) -> None:
    # Spearman's rho of a Gaussian copula: 6/π × asin(ρ/2) = 0.48258 at ρ = 0.5.
    u = world(pair(USAGE, WAGES, 0.5), sampling=sampling).uniforms
    found = stats.spearmanr(u[USAGE], u[WAGES]).statistic
    error = np.sqrt((1 - 0.4826**2) ** 2 / DRAWS)
    assert abs(found - 0.4825837395309975) < 4 * error


@pytest.mark.parametrize("sampling", ["sobol", "random"])
def test_orthant_probability_is_sheppards(sampling) -> None:
    # P(X > 0, Y > 0) = 1/4 + asin(ρ)/2π = 1/3 at ρ = 0.5.
    u = world(pair(USAGE, WAGES, 0.5), sampling=sampling).uniforms
    found = np.mean((u[USAGE] > 0.5) & (u[WAGES] > 0.5))
    assert abs(found - 1 / 3) < 4 * np.sqrt(2 / 9 / DRAWS)


@pytest.mark.parametrize("value", [-0.95, -0.3, 0.0, 0.7, 0.99])
def test_normal_scores_have_the_stated_correlation(value: float) -> None:
    u = world(pair(WAGES, USAGE, value)).uniforms
    found = np.corrcoef(stats.norm.ppf(u[USAGE]), stats.norm.ppf(u[WAGES]))[0, 1]
    assert abs(found - value) < 4 * (1 - value**2) / np.sqrt(DRAWS) + 1e-9


def test_three_drivers_have_all_their_correlations_and_their_margins() -> None:
    stated = {(PRICE, USAGE): 0.6, (PRICE, WAGES): -0.4, (USAGE, WAGES): 0.2}
    u = world(*(pair(*names, value) for names, value in stated.items())).uniforms
    for (first, second), value in stated.items():
        found = np.corrcoef(stats.norm.ppf(u[first]), stats.norm.ppf(u[second]))[0, 1]
        assert abs(found - value) < 4 * (1 - value**2) / np.sqrt(DRAWS)
    for name in (USAGE, WAGES, PRICE):
        assert stats.kstest(u[name], "uniform").pvalue > 0.01


def test_perfect_correlation_makes_one_driver_of_two() -> None:
    found = world(pair(USAGE, WAGES, 1.0))
    u = found.uniforms
    assert np.corrcoef(u[USAGE], u[WAGES])[0, 1] > 0.99999
    assert 0 < u[WAGES].min() <= u[WAGES].max() < 1


# What is left alone ---------------------------------------------------------------


def test_uncorrelated_drivers_are_untouched_to_the_last_bit() -> None:
    plain, tied = world().uniforms, world(pair(USAGE, WAGES, 0.5)).uniforms
    for name in plain:
        if name not in (USAGE, WAGES):
            assert np.array_equal(plain[name], tied[name]), name
    assert not np.array_equal(plain[WAGES], tied[WAGES])


def test_two_groups_do_not_touch_each_other() -> None:
    first, second = pair(USAGE, WAGES, 0.5), pair(PRICE, "realisation", -0.5)
    both, alone = world(first, second).uniforms, world(first).uniforms
    for name in (USAGE, WAGES):
        assert np.array_equal(both[name], alone[name])


def test_order_of_statement_and_of_names_does_not_matter() -> None:
    pairs = (pair(USAGE, WAGES, 0.5), pair(PRICE, USAGE, 0.3))
    turned = (pair(USAGE, PRICE, 0.3), pair(WAGES, USAGE, 0.5))
    one, other = world(*pairs).uniforms, world(*turned).uniforms
    for name in one:
        assert np.array_equal(one[name], other[name])


def test_the_last_statement_of_a_pair_counts_and_a_driver_has_none_with_itself() -> None:
    u = world(pair(USAGE, WAGES, 0.5), pair(WAGES, USAGE, 0.1)).uniforms
    assert np.array_equal(u[WAGES], world(pair(USAGE, WAGES, 0.1)).uniforms[WAGES])
    itself = world(pair(USAGE, USAGE, 0.5)).uniforms
    assert np.array_equal(itself[USAGE], world().uniforms[USAGE])


def test_a_scenario_overrides_the_portfolios_correlation(tiny_portfolio) -> None:
    from dataclasses import replace

    stated = replace(tiny_portfolio, correlations=(pair(USAGE, PRICE, 0.9),))
    overridden = Scenario(correlations=(pair(USAGE, PRICE, -0.5),))
    one = Simulator(stated, draws=256).run(overridden)
    other = Simulator(tiny_portfolio, draws=256).run(overridden)
    assert one.portfolio == other.portfolio


def test_an_unknown_driver_is_refused_and_an_absent_vendor_is_mentioned(tiny_portfolio) -> None:
    with pytest.raises(ValueError, match="no driver"):
        world(pair(USAGE, "nonsense", 0.5))
    absent = Scenario(
        drivers=(Driver(name="price_trend:Nobody", distribution={"kind": "point", "value": 0.1}),),
        correlations=(pair(USAGE, "price_trend:Nobody too", 0.5),),
    )
    result = Simulator(tiny_portfolio, draws=16).run(absent)
    for vendor in ("Nobody", "Nobody too"):
        assert any(f"vendor {vendor} have no effect" in note for note in result.notes)


# Repair -------------------------------------------------------------------------

IMPOSSIBLE = np.array([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]])


def distance(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.linalg.norm(first - second))


def test_nearest_correlation_of_the_published_example() -> None:
    """Higham (2002), section 4: distance 0.5278 and these entries, four digits printed."""
    tridiagonal = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
    found = nearest_correlation(tridiagonal)
    assert distance(found, tridiagonal) == pytest.approx(0.5278, abs=5e-5)
    assert found[0, 1] == pytest.approx(0.7607, abs=5e-5)
    assert found[0, 2] == pytest.approx(0.1573, abs=5e-5)


def nearest_by_search(matrix: np.ndarray) -> float:
    """Least distance to X Xᵀ with unit rows, by plain descent from several starts."""
    size = len(matrix)

    def loss(flat: np.ndarray) -> float:
        rows = flat.reshape(size, size)
        rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return distance(rows @ rows.T, matrix) ** 2

    rng = np.random.default_rng(1)
    starts = [np.eye(size).ravel() + 0.1 * rng.standard_normal(size**2) for _ in range(4)]
    return min(minimize(loss, start, tol=1e-12).fun for start in starts) ** 0.5


@pytest.mark.parametrize("seed", range(6))
def test_nearest_correlation_is_the_nearest(seed: int) -> None:
    rng = np.random.default_rng(seed)
    matrix = np.eye(4)
    upper = np.triu_indices(4, 1)
    matrix[upper] = rng.uniform(-1, 1, 6)
    matrix = np.maximum(matrix, matrix.T) + np.minimum(matrix, matrix.T) - np.eye(4)
    np.fill_diagonal(matrix, 1)
    found = nearest_correlation(matrix)
    assert np.linalg.eigvalsh(found)[0] > 0
    assert np.diag(found) == pytest.approx(np.ones(4), abs=1e-12)
    assert distance(found, matrix) <= nearest_by_search(matrix) + 1e-5


@given(arrays(float, (4, 4), elements=st.floats(-1, 1)))
@settings(max_examples=40, deadline=None)
def test_a_repaired_matrix_is_a_correlation_matrix(half: np.ndarray) -> None:
    matrix = np.triu(half, 1)
    matrix = matrix + matrix.T + np.eye(4)
    found = nearest_correlation(matrix)
    assert np.allclose(found, found.T, atol=1e-12)
    assert np.max(np.abs(np.diag(found) - 1)) < 1e-9
    assert np.linalg.eigvalsh(found)[0] > 0
    assert np.max(np.abs(found)) <= 1 + 1e-9
    # Shrinking towards independence until the matrix is valid is never nearer.
    least = np.linalg.eigvalsh(matrix)[0]
    shrunk = matrix if least >= 0 else np.eye(4) + (matrix - np.eye(4)) / (1 - least)
    assert distance(found, matrix) <= distance(shrunk, matrix) + 1e-6


def test_the_repair_is_shown_and_used() -> None:
    names = (PRICE, USAGE, WAGES)
    found = world(pair(PRICE, USAGE, 0.9), pair(USAGE, WAGES, 0.9), pair(PRICE, WAGES, -0.9))
    repair = found.repair
    assert repair is not None
    assert repair.drivers == names
    assert np.array_equal(np.array(repair.stated), IMPOSSIBLE)
    used = np.array(repair.used)
    assert np.linalg.eigvalsh(used)[0] > 0
    assert repair.largest_change == pytest.approx(np.max(np.abs(used - IMPOSSIBLE)))
    scores = np.stack([stats.norm.ppf(found.uniforms[name]) for name in names])
    assert np.corrcoef(scores) == pytest.approx(used, abs=4 / np.sqrt(DRAWS))


def test_a_valid_matrix_is_not_repaired() -> None:
    assert world(pair(PRICE, USAGE, 0.9)).repair is None
    assert world().repair is None


def test_only_the_impossible_group_is_reported() -> None:
    impossible = (pair("a", "b", 0.9), pair("b", "c", 0.9), pair("a", "c", -0.9))
    known = frozenset("abcdef")
    groups, repair = correlated_groups((*impossible, pair("e", "f", 0.3)), known)
    assert [names for names, _ in groups] == [("a", "b", "c"), ("e", "f")]
    assert repair is not None
    assert repair.drivers == ("a", "b", "c")
    factor = groups[1][1]
    assert factor @ factor.T == pytest.approx(np.array([[1, 0.3], [0.3, 1]]), abs=1e-12)


def test_two_impossible_groups_are_reported_together() -> None:
    pairs = [
        pair(x, y, value)
        for names in ("abc", "xyz")
        for x, y, value in (
            (names[0], names[1], 0.9), (names[1], names[2], 0.9), (names[0], names[2], -0.9)
        )
    ]  # fmt: skip
    _, repair = correlated_groups(tuple(pairs), frozenset("abcxyz"))
    assert repair is not None
    assert repair.drivers == tuple("abcxyz")
    stated = np.array(repair.stated)
    assert np.array_equal(stated[:3, :3], IMPOSSIBLE)
    assert np.array_equal(stated[3:, 3:], IMPOSSIBLE)
    assert np.all(stated[:3, 3:] == 0)


def test_a_chain_joins_its_drivers_into_one_group() -> None:
    chain = (pair("a", "b", 0.1), pair("c", "d", 0.1), pair("b", "c", 0.1), pair("e", "zz", 0.1))
    groups, _ = correlated_groups(chain, frozenset("abcde"))
    assert [names for names, _ in groups] == [("a", "b", "c", "d")]
