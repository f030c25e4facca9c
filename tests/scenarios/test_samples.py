"""Percentiles, shares, tails and standard errors of samples, by definition and by brute force."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.measures import (
    cvar,
    percentile,
    quantile_index,
    row_statistics,
    share_at_least,
)
from scenarios.summarise import expected, histogram, spread
from tests.scenarios.nist import (
    LOTTERY,
    LOTTERY_MEAN,
    LOTTERY_SD,
    NUM_ACC_4,
    NUM_ACC_4_MEAN,
    NUM_ACC_4_SD,
)

# Percentiles, shares, tails -----------------------------------------------------


@pytest.mark.parametrize(
    ("draws", "share", "index"),
    [(10, 0.10, 0), (10, 0.11, 1), (10, 0.5, 4), (10, 0.9, 8), (1000, 0.1, 99), (3, 0.5, 1),
     (1000, 0.29, 289), (2, 0.1, 0), (10_000, 0.05, 499)],
)  # fmt: skip
def test_quantile_index_is_the_least_with_the_share_at_or_below(
    draws: int, share: float, index: int
) -> None:
    assert quantile_index(draws, share) == index


def test_percentile_of_counted_values() -> None:
    row = np.arange(1.0, 1001.0)
    value, error = percentile(row, 0.10)
    # 100 of 1,000 values are 100 or less. One binomial standard deviation,
    # √(1000 × 0.1 × 0.9) = 9.49, reaches 10 places either way.
    assert (value, error) == (100.0, 10.0)
    assert percentile(row, 0.5)[0] == 500.0
    assert percentile(row, 0.9)[0] == 900.0


def test_percentile_error_at_the_rim_stays_within_the_row() -> None:
    value, error = percentile(np.array([1.0, 2.0, 4.0]), 0.1)
    assert value == 1.0
    assert error == 0.5


def test_share_at_least_counts_the_threshold_itself() -> None:
    row = np.array([0.0, 0.1, 0.15, 0.15, 0.2])
    assert share_at_least(row, 0.15)[0] == 0.6
    assert share_at_least(row, 0.1500001)[0] == 0.2
    # Agresti-Coull-like smoothing: (3 + 1)/(5 + 2).
    assert share_at_least(row, 0.15)[1] == pytest.approx(math.sqrt(4 / 7 * 3 / 7 / 5))


def test_a_share_of_none_is_not_certain() -> None:
    share, error = share_at_least(np.zeros(10_000), 1.0)
    assert share == 0.0
    assert 5e-5 < error < 2e-4


def test_cvar_of_the_standard_normal() -> None:
    # φ(z₀.₀₅)/0.05 = 2.062712808 below the mean, by 200,000 equal strata.
    strata = np.array([NormalDist().inv_cdf((k + 0.5) / 200_000) for k in range(200_000)])
    assert cvar(strata)[0] == pytest.approx(-2.062712808, abs=2e-4)


def test_cvar_counts_the_worst_twentieth() -> None:
    row = np.arange(1.0, 101.0)
    worst, error = cvar(row)
    assert worst == 3.0
    # Manistre and Hancock (2005): variance of 1…5 is 2, the quantile is 5.
    assert error == pytest.approx(math.sqrt((2 + 0.95 * (5 - 3) ** 2) / 5))
    assert cvar(row[:3])[0] == 1.0
    assert cvar(np.stack([row, row + 1]))[0] == pytest.approx([3.0, 4.0])


@pytest.mark.parametrize(
    ("data", "mean", "sd"),
    [(LOTTERY, LOTTERY_MEAN, LOTTERY_SD), (NUM_ACC_4, NUM_ACC_4_MEAN, NUM_ACC_4_SD)],
    ids=["Lottery", "NumAcc4"],
)
def test_mean_and_its_error_against_certified_values(
    data: list[float], mean: float, sd: float
) -> None:
    row = np.sort(np.array(data, dtype=float))
    statistics = row_statistics(row)
    assert statistics.mean == pytest.approx(mean, rel=1e-13)
    assert statistics.mean_se * math.sqrt(len(data)) == pytest.approx(sd, rel=1e-7)
    whole = expected(np.array([*data, data[0]], dtype=float))
    assert whole.base == data[0]
    assert whole.mean.value == pytest.approx(mean, rel=1e-13)
    assert whole.mean.se * math.sqrt(len(data)) == pytest.approx(sd, rel=1e-7)


def test_spread_names_each_percentile() -> None:
    values = np.append(np.random.default_rng(1).permutation(np.arange(1.0, 1001.0)), 77.0)
    found = spread(values)
    assert found.base == 77.0
    assert found.mean.value == 500.5
    assert (found.p10.value, found.p50.value, found.p90.value) == (100.0, 500.0, 900.0)
    assert (found.p10.se, found.p50.se, found.p90.se) == (10.0, 16.0, 10.0)
    assert found.mean.se == pytest.approx(np.std(np.arange(1000), ddof=1) / math.sqrt(1000))


@given(st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=300))
def test_histogram_holds_every_draw(thousandths: list[int]) -> None:
    values = [value / 1000 for value in thousandths]
    row = np.sort(np.array(values))
    found = histogram(row)
    assert len(found.edges) == len(found.share) + 1
    assert sum(found.share) == pytest.approx(1.0)
    assert min(found.share) >= 0
    assert all(a < b for a, b in zip(found.edges, found.edges[1:], strict=False))
    inner = [v for v in values if found.edges[3] <= v < found.edges[4]]
    assert found.share[3] == pytest.approx(len(inner) / len(values), abs=1e-12)


def test_histogram_of_draws_that_differ_by_rounding_alone() -> None:
    found = histogram(np.array([0.84, 0.84, 0.8400000000000002]))
    assert np.all(np.diff(found.edges) > 0)
    assert sum(found.share) == pytest.approx(1.0)


# Standard errors by brute force -------------------------------------------------


def test_standard_errors_match_the_scatter_of_repeated_samples() -> None:
    """2,000 samples of 400 lognormals: the mean stated error is the scatter observed."""
    rng = np.random.default_rng(20)
    rows = np.sort(np.exp(0.6 * rng.standard_normal((2_000, 400))), axis=1)
    statistics = [row_statistics(row) for row in rows]
    worst, worst_se = cvar(rows)
    stated = [
        ([getattr(s, name) for s in statistics], [getattr(s, f"{name}_se") for s in statistics])
        for name in ("mean", "p10", "p50", "p90")
    ]
    for (value, error), slack in zip(
        [*stated, (worst, worst_se)], (0.05, 0.12, 0.12, 0.12, 0.15), strict=True
    ):
        assert np.mean(error) == pytest.approx(np.std(value), rel=slack)
    shares = [share_at_least(row, 1.5) for row in rows]
    observed = np.std([share for share, _ in shares])
    assert np.mean([error for _, error in shares]) == pytest.approx(observed, rel=0.05)


@settings(max_examples=50)
@given(
    st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=60),
    st.floats(0.01, 0.99),
)
def test_percentile_by_its_definition(values: list[float], share: float) -> None:
    row = np.sort(np.array(values))
    value, error = percentile(row, share)
    assert np.mean(row <= value) >= share - 1e-9
    below = row[row < value]
    assert below.size / row.size < share + 1e-9
    assert error >= 0
