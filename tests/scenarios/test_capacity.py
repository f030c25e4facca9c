"""Months to capacity against the closed form, with numbers written out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from scenarios.capacity import (
    CapacityForecast,
    Growth,
    forecast_capacity,
    growth_draws,
    months_to_capacity,
)

DRAWS = 1000
#: Uncertain on both sides, further up than down.
SKEWED = Growth(0.15, 0.10, 0.30)


def forecast(growth: Growth = SKEWED, peak=2_100.0, capacity=3_000.0, safe=1.0, **more):
    more = {"initiative_id": "AI-01", "draws": DRAWS, "seed": 7} | more
    return forecast_capacity(
        peak=peak, capacity=capacity, growth=growth, safe_share=safe, **more
    )  # fmt: skip


def certain(base: float) -> Growth:
    return Growth(base, base, base)


# The formula ----------------------------------------------------------------------


def test_the_known_answer() -> None:
    """1.15² = 1.3225 and 1.15³ = 1.5209 lie on both sides of 3,000 ÷ 2,100 = 1.4286."""
    months = float(months_to_capacity(np.array(0.15), 2_100, 3_000, 1.0))
    assert months == pytest.approx(2.552, abs=5e-4)
    assert 2_100 * 1.15**months == pytest.approx(3_000, rel=1e-12)


def test_a_safe_share_brings_the_limit_nearer() -> None:
    # 80 % of 3,000 is 2,400, which is 2,000 × 1.2: one month at 20 %, two at 9.5445 %.
    rates = np.array([0.2, math.sqrt(1.2) - 1])
    assert months_to_capacity(rates, 2_000, 3_000, 0.8) == pytest.approx([1, 2], rel=1e-12)


@pytest.mark.parametrize("growth", [-0.3, 0.0, 0.2])
@pytest.mark.parametrize("peak", [2_400, 2_401, 9_000])
def test_a_load_at_or_over_the_limit_is_there_today(growth: float, peak: float) -> None:
    assert float(months_to_capacity(np.array(growth), peak, 3_000, 0.8)) == 0


def test_without_growth_or_load_the_limit_is_never_reached() -> None:
    assert months_to_capacity(np.array([0.0, -0.1, -0.99]), 10, 20, 1).tolist() == [math.inf] * 3
    assert months_to_capacity(np.array([0.5]), 0, 20, 1).tolist() == [math.inf]


rates = st.floats(-0.9, 3)
loads = st.floats(0.1, 1e6)


@given(rates, rates, loads, loads, st.floats(0.05, 1))
def test_more_growth_and_more_load_come_sooner_more_capacity_later(
    one: float, other: float, peak: float, capacity: float, safe: float
) -> None:
    slow, fast = sorted((one, other))
    later, sooner = months_to_capacity(np.array([slow, fast]), peak, capacity, safe)
    assert 0 <= sooner <= later
    assert months_to_capacity(np.array(slow), peak * 1.5, capacity, safe) <= later
    assert months_to_capacity(np.array(slow), peak, capacity * 1.5, safe) >= later
    assert months_to_capacity(np.array(slow), peak, capacity, safe / 2) <= later


@given(st.floats(1e-3, 3), loads, st.floats(1.0, 100))
def test_the_load_stands_at_the_limit_when_the_months_are_over(
    growth: float, peak: float, ratio: float
) -> None:
    months = float(months_to_capacity(np.array(growth), peak, peak * ratio, 1.0))
    assert peak * (1 + growth) ** months == pytest.approx(peak * ratio, rel=1e-9)


# The distribution -------------------------------------------------------------------


@pytest.mark.parametrize("growth", [0.01, 0.15, 2.0])
def test_without_variance_every_percentile_is_the_closed_form(growth: float) -> None:
    found, months = forecast(certain(growth)), math.log(3_000 / 2_100) / math.log(1 + growth)
    assert found.base == pytest.approx(months, rel=1e-12)
    assert [found.p10, found.p50, found.p90] == pytest.approx([months] * 3, rel=1e-9)
    assert found.never == 0
    for month in (0, 1, 2, 3, 36, 120):
        assert found.p_within(month) == float(month >= months)


def test_an_early_percentile_is_the_formula_at_a_late_one_of_growth() -> None:
    """Months fall as growth rises, so their q is the formula at growth's 1 − q."""
    found = forecast()
    logs = np.log1p([0.10, 0.15, 0.30])
    for months, place in ((found.p10, 99.5), (found.p50, 499.5), (found.p90, 899.5)):
        assert months is not None
        z = norm.ppf(1 - place / DRAWS)
        width = (logs[2] - logs[1]) if z > 0 else (logs[1] - logs[0])
        log_growth = logs[1] + z * width / norm.ppf(0.9)
        assert months == pytest.approx(math.log(3_000 / 2_100) / log_growth, rel=1e-9)


def test_percentiles_come_close_to_the_stated_range() -> None:
    found = forecast(draws=100_000)
    ends = [math.log(3_000 / 2_100) / math.log(1 + g) for g in (0.30, 0.15, 0.10)]
    assert [found.p10, found.p50, found.p90] == pytest.approx(ends, rel=1e-4)


def test_shares_by_month_are_those_of_the_distribution_of_growth() -> None:
    found = forecast(draws=100_000)
    logs = np.log1p([0.10, 0.15, 0.30])
    for month in (1, 2, 3, 6, 12):
        needed = math.log(3_000 / 2_100) / month - logs[1]
        width = (logs[2] - logs[1]) if needed > 0 else (logs[1] - logs[0])
        expected = norm.sf(needed / (width / norm.ppf(0.9)))
        assert found.p_within(month) == pytest.approx(expected, abs=2e-5)
    assert list(found.reached) == sorted(found.reached)


def test_draws_that_never_reach_it_are_counted_apart() -> None:
    # Growth is zero at P10: a tenth never arrives, and the latest arrive very late.
    found = forecast(Growth(0.1, 0.0, 0.2))
    assert found.never == pytest.approx(0.1, abs=1 / DRAWS)
    assert found.p10 is not None
    assert found.base is not None
    assert found.p_within(120) <= 1 - found.never
    shrinking = forecast(Growth(-0.05, -0.1, 0.01))
    assert shrinking.base is shrinking.p50 is shrinking.p90 is None
    assert shrinking.never > 0.5
    still = forecast(certain(0.0))
    assert (still.base, still.p10, still.never) == (None, None, 1.0)
    assert still.p_within(120) == 0


def test_a_full_system_is_full_in_every_draw() -> None:
    found = forecast(Growth(-0.05, -0.1, 0.01), peak=3_000)
    assert (found.base, found.p10, found.p50, found.p90, found.never) == (0, 0, 0, 0, 0)
    assert found.p_within(0) == 1


@settings(max_examples=50)
@given(st.floats(-0.2, 0.5), st.floats(0, 0.1), st.floats(0, 0.5), loads, st.floats(0.5, 50))
def test_any_forecast_is_in_order(
    base: float, below: float, above: float, peak: float, ratio: float
) -> None:
    found = forecast(Growth(base, base - below, base + above), peak, peak * ratio, draws=64)
    later = [math.inf if m is None else m for m in (found.p10, found.p50, found.p90)]
    assert later == sorted(later)
    assert 0 <= found.reached[0] <= found.reached[-1] <= 1 - found.never <= 1


# Keys -------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_bits_and_another_another_order() -> None:
    one, same = (growth_draws(SKEWED, "AI-01", DRAWS, 7) for _ in range(2))
    assert one.tobytes() == same.tobytes()
    assert forecast() == forecast()
    other = growth_draws(SKEWED, "AI-01", DRAWS, 8)
    assert not np.array_equal(one, other)
    assert np.array_equal(np.sort(one), np.sort(other))


def test_another_initiative_changes_nothing_and_is_independent() -> None:
    alone: CapacityForecast = forecast()
    draws = growth_draws(SKEWED, "AI-01", DRAWS, 7)
    rows = [np.log1p(growth_draws(SKEWED, f"AI-{k:02}", DRAWS, 7)) for k in range(1, 30)]
    assert np.array_equal(np.log1p(draws), rows[0])
    forecast(initiative_id="AI-02")
    assert forecast() == alone
    found = np.corrcoef(rows)[np.triu_indices(len(rows), 1)]
    assert np.max(np.abs(found)) < 4.5 / math.sqrt(DRAWS)


# What is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"capacity": 0.0}, "capacity must be a positive"),
        ({"capacity": math.nan}, "capacity must be a positive"),
        ({"peak": -1.0}, "not negative"),
        ({"peak": math.inf}, "load must be a number"),
        ({"safe": 0.0}, "safe share"),
        ({"safe": 1.01}, "safe share"),
        ({"safe": math.nan}, "safe share"),
        ({"draws": 1}, "at least 2 draws"),
    ],
)
def test_impossible_figures_are_refused_in_words(change: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        forecast(**change)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((0.1, 0.2, 0.3), "between its P10"),
        ((0.4, 0.2, 0.3), "between its P10"),
        ((0.1, -1.0, 0.3), "exceed -100 %"),
        ((math.nan, 0.1, 0.2), "finite"),
        ((0.1, 0.1, math.inf), "finite"),
    ],
)
def test_an_impossible_growth_is_refused_in_words(figures: tuple, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Growth(*figures)
    with pytest.raises(ValueError, match="exceed -100 %"):
        months_to_capacity(np.array([0.1, -1.0]), 1, 2, 1)


def test_months_past_the_table_are_refused() -> None:
    for months in (-1, 121):
        with pytest.raises(ValueError, match="between 0 and 120"):
            forecast().p_within(months)


def test_ratios_give_a_range_around_the_base() -> None:
    assert Growth.from_ratios(0.2, 0.5, 2.0) == Growth(0.2, 0.1, 0.4)
    assert Growth.from_ratios(-0.2, 0.5, 2.0) == Growth(-0.2, -0.4, -0.1)
