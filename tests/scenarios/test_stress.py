"""The stress table with figures written out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.portfolio import Behaviour, CostLayer, Initiative, Portfolio, ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import Estimate, SimulationResult
from scenarios.simulate import simulate
from scenarios.stress import (
    FAVOURABLE,
    STRESSES,
    Choice,
    Regret,
    RoiBounds,
    StressTable,
    scale_all_bounds,
    stress_table,
)
from tests.scenarios.portfolios import rich_portfolio
from tests.scenarios.stating import benefit, cost
from tests.scenarios.test_invariance import certain

CAPTURED, CASHABLE = ValueBasis.CAPTURED, ValueBasis.CASHABLE
KEYS = ("base", *STRESSES)


def portfolio() -> Portfolio:
    """Twelve months, undiscounted. A month: a 100 of tokens and 40 of review against 300,
    b 200 of tokens against 150, c a cost of 10 without a benefit."""
    costs = (
        cost("a", "t", 100, behaviour=Behaviour.TOKENS, vendor="V"),
        cost("a", "r", 40, behaviour=Behaviour.REVIEW, layer=CostLayer.C5),
        cost("b", "t", 200, behaviour=Behaviour.TOKENS, vendor="V"),
        cost("c", "f", 10),
    )
    benefits = (benefit("a"), benefit("b", volume=5.0))
    return Portfolio(
        "P", "EUR", tuple(Initiative(i, i.upper()) for i in "abc"), costs, benefits,
        discount_rate=0.0, hurdle_rate=0.1, horizon_months=12,
    )  # fmt: skip


def results() -> dict[str, SimulationResult]:
    """Every preset without any variance, so that a mean is the base case."""
    found = {}
    for key, preset in PRESETS.items():
        sure, scenario = certain(preset, portfolio())
        found[key] = simulate(sure, scenario, 8)
    return found


def stated(means: dict[str, dict[str, float | None]]) -> StressTable:
    """A table from mean NPVs by scenario and initiative; all other scenarios are as the base."""
    whole = simulate(portfolio(), PRESETS["base"], 8)
    outcome = next(i for i in whole.initiatives if i.id == "a").outcomes[CAPTURED]

    def result(by_id: dict[str, float | None]) -> SimulationResult:
        initiatives = []
        for found in whole.initiatives:
            mean = by_id.get(found.id)
            npv = replace(outcome.npv, mean=Estimate(mean or 0.0, 0.0))
            given_outcomes = {} if mean is None else {CAPTURED: replace(outcome, npv=npv)}
            initiatives.append(replace(found, outcomes=given_outcomes))
        return replace(whole, initiatives=tuple(initiatives))

    return stress_table({key: result(means.get(key, means["base"])) for key in KEYS}, CAPTURED)


# Which presets stress ---------------------------------------------------------------


def test_every_preset_is_the_base_a_stress_or_favourable() -> None:
    assert {"base", *STRESSES, *FAVOURABLE} == set(PRESETS)
    assert STRESSES == (
        "tenfold-usage",
        "vendors-raise-prices",
        "pricier-models",
        "benefits-slip",
        "review-burden-doubles",
        "everything-at-once",
    )


def test_the_favourable_ones_do_favour_and_the_stresses_do_not() -> None:
    rows = {key: found.portfolio.outcomes[CAPTURED].npv.base for key, found in results().items()}
    for key in FAVOURABLE:
        assert rows[key] > rows["base"]
    for key in STRESSES:
        assert rows[key] < rows["base"]


# The table --------------------------------------------------------------------------


def test_rows_by_hand() -> None:
    table = stress_table(results(), CAPTURED)
    assert tuple(row.key for row in table.rows) == KEYS
    rows = {row.key: row for row in table.rows}

    def check(key: str, benefit_: float, cost_: float, a: float, b: float) -> None:
        row = rows[key]
        assert row.roi_base == pytest.approx(benefit_ / cost_ - 1)
        assert row.roi_p50 is not None
        assert row.roi_p50.value == pytest.approx(benefit_ / cost_ - 1)
        assert row.npv_mean is not None
        assert row.npv_mean.value == pytest.approx(benefit_ - cost_)
        assert row.p_hurdle is not None
        assert row.p_hurdle.value == float(benefit_ / cost_ - 1 >= 0.1)
        assert row.regret == Regret(
            pytest.approx(max(0, -a) + max(0, -b)), pytest.approx(max(0, a) + max(0, b))
        )
        assert (row.counted, row.left_out, row.unanswered) == (2, 1, None)

    # a: 12 × (300 − 140) = 1,920; b: 12 × (150 − 200) = −600; all cost 12 × 350 = 4,200.
    check("base", 5_400, 4_200, 1_920, -600)
    # Months 6 to 12 are seven at 30 % more: a pays 7 × 30 = 210 more, b 7 × 60 = 420.
    check("vendors-raise-prices", 5_400, 4_830, 1_710, -1_020)
    # Review costs 12 × 40 = 480 more.
    check("review-burden-doubles", 5_400, 4_680, 1_440, -600)
    # Both benefits are captured and run, so they do not wait; 70 % of each: −1,080 and −540.
    check("benefits-slip", 3_780, 4_200, 840, -1_140)
    # 60 % of tokens at five times the price are 3.4 times the cost; review × (1 − 0.6 × 0.2).
    # a: 12 × (300 × 1.03 − 340 − 35.2) = −794.4; b: 12 × (154.5 − 680) = −6,306.
    check("pricier-models", 12 * 463.5, 12 * (340 + 35.2 + 680 + 10), -794.4, -6_306)


def test_minimax_takes_the_choice_with_the_smaller_greatest_regret() -> None:
    table = stated({"base": {"a": 100.0, "b": -30.0}, "tenfold-usage": {"a": -60.0, "b": -20.0}})
    rows = {row.key: row for row in table.rows}
    assert rows["base"].regret == Regret(continuing=30, stopping=100)
    assert rows["tenfold-usage"].regret == Regret(continuing=80, stopping=0)
    assert table.worst == Regret(continuing=80, stopping=100)
    assert (table.choice, table.compared) == (Choice.CONTINUE, 2)
    worse = stated({"base": {"a": 100.0, "b": -30.0}, "benefits-slip": {"a": -90.0, "b": -20.0}})
    assert (worse.worst, worse.choice) == (Regret(110, 100), Choice.STOP)
    even = stated({"base": {"a": 50.0, "b": -50.0}})
    assert (even.worst, even.choice) == (Regret(50, 50), Choice.EITHER)


def test_the_choice_compares_only_initiatives_that_every_row_answers() -> None:
    """b wins at base and has no answer at ten times the usage: it must not argue for either."""
    table = stated({"base": {"a": 10.0, "b": 500.0}, "tenfold-usage": {"a": -40.0, "b": None}})
    rows = {row.key: row for row in table.rows}
    assert rows["base"].regret == Regret(0, 510)
    assert (rows["base"].counted, rows["base"].left_out) == (2, 1)
    assert rows["tenfold-usage"].regret == Regret(40, 0)
    assert (rows["tenfold-usage"].counted, rows["tenfold-usage"].left_out) == (1, 2)
    assert (table.worst, table.choice, table.compared) == (Regret(40, 10), Choice.STOP, 1)


def test_no_answer_is_no_figure_and_no_regret() -> None:
    empty = stated({"base": {"a": None, "b": None}})
    assert all((row.regret, row.counted, row.left_out) == (None, 0, 3) for row in empty.rows)
    assert (empty.worst, empty.choice, empty.compared) == (None, None, 0)
    silent = replace(portfolio(), benefits=(benefit("a", capture_status=None),))
    table = stress_table({key: simulate(silent, PRESETS[key], 8) for key in KEYS}, CAPTURED)
    for row in table.rows:
        figures = (row.p_hurdle, row.roi_p50, row.roi_base, row.npv_mean, row.regret)
        assert figures == (None,) * 5
        assert row.unanswered == "no benefit states a capture status"


def test_bases_are_kept_apart() -> None:
    whole = {key: simulate(rich_portfolio(), PRESETS[key], 64) for key in KEYS}
    captured, cashable = stress_table(whole, CAPTURED), stress_table(whole, CASHABLE)
    for row, other in zip(captured.rows, cashable.rows, strict=True):
        outcome = whole[row.key].portfolio.outcomes[CAPTURED]
        assert row.p_hurdle == outcome.p_roi_hurdle
        assert row.npv_mean == outcome.npv.mean
        assert other.npv_mean != row.npv_mean
        assert row.counted + row.left_out == 8


def test_the_order_of_initiatives_changes_no_bit() -> None:
    found = {key: simulate(rich_portfolio(), PRESETS[key], 64) for key in KEYS}
    turned = {
        key: replace(result, initiatives=result.initiatives[::-1]) for key, result in found.items()
    }
    assert stress_table(turned, CAPTURED) == stress_table(found, CAPTURED)


def test_an_incomplete_set_is_refused() -> None:
    whole = simulate(portfolio(), PRESETS["base"], 8)
    found = dict.fromkeys(KEYS, whole)
    del found["benefits-slip"]
    with pytest.raises(ValueError, match="no result for benefits-slip"):
        stress_table(found, CAPTURED)
    other = replace(whole, initiatives=whole.initiatives[1:])
    with pytest.raises(ValueError, match="same initiatives"):
        stress_table({**dict.fromkeys(KEYS, whole), "tenfold-usage": other}, CAPTURED)


# Bounds where nobody states how costs behave ------------------------------------------


def test_bounds_by_hand() -> None:
    """Usage × 16 at β = ¼ doubles the benefit: 600 against 100 × 16, or against 100."""
    found = scale_all_bounds(benefit=300, cost=100, usage=16, value_follows_usage=0.25)
    assert found == RoiBounds(
        all_cost_moves=pytest.approx(600 / 1_600 - 1), no_cost_moves=pytest.approx(5)
    )
    assert scale_all_bounds(300, 100, 1, 0.3) == RoiBounds(2, 2)
    less = scale_all_bounds(300, 100, 0.25, 0.5)  # 150 against 25, or against 100
    assert less == RoiBounds(pytest.approx(5), pytest.approx(0.5))


@given(st.floats(0, 1e6), st.floats(1, 1e6), st.floats(0.1, 20), st.floats(0, 1), st.floats(0, 1))
def test_any_mix_of_costs_lies_between_the_bounds(
    value: float, spent: float, usage: float, beta: float, moving: float
) -> None:
    found = scale_all_bounds(value, spent, usage, beta)
    mixed = value * usage**beta / (spent * (moving * usage + 1 - moving)) - 1
    slack = 1e-9 * (abs(mixed) + 1)
    low, high = sorted((found.all_cost_moves, found.no_cost_moves))
    assert low - slack <= mixed <= high + slack


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((math.nan, 1, 1, 0), "benefit"),
        ((1, 0, 1, 0), "cost must be"),
        ((1, math.inf, 1, 0), "cost must be"),
        ((1, 1, 0, 0), "usage multiple"),
        ((1, 1, 1, 1.1), "between 0 and 1"),
        ((1, 1, 1, math.nan), "between 0 and 1"),
    ],
)
def test_impossible_bounds_are_refused_in_words(figures: tuple, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        scale_all_bounds(*figures)
