"""What must move one way only when a lever is moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from scenarios.portfolio import (
    CostLayer,
    Portfolio,
)
from scenarios.results import SimulationResult
from tests.scenarios.asking import CAPTURED, by_id, figures, run, without_shared
from tests.scenarios.portfolios import rich_portfolio

# Monotone where it must be ------------------------------------------------------------


def good_portfolio() -> Portfolio:
    """The rich one without negative benefits and without costs that say nothing."""
    portfolio = rich_portfolio()
    return replace(
        portfolio,
        costs=tuple(c for c in portfolio.costs if c.initiative_id != "mute"),
        benefits=tuple(b for b in portfolio.benefits if b.change > 0),
    )


def cost_of(result: SimulationResult) -> list[list[float]]:
    rows = [figures(result.portfolio.cost)]
    return rows + [[f.cost.base, f.cost.mean.value] for f in result.initiatives if f.cost]


def benefit_of(result: SimulationResult) -> list[list[float]]:
    parts = [result.portfolio, *result.initiatives]
    return [
        [outcome.benefit.base, outcome.benefit.mean.value]
        for part in parts
        for outcome in part.outcomes.values()
    ]


def roi_of(result: SimulationResult) -> list[list[float]]:
    parts = [result.portfolio, *result.initiatives]
    return [figures(outcome.roi) for part in parts for outcome in part.outcomes.values()]


def npv_of(result: SimulationResult) -> list[list[float]]:
    parts = [result.portfolio, *result.initiatives]
    return [figures(outcome.npv) for part in parts for outcome in part.outcomes.values()]


UP = [
    (cost_of, "price_change", [-0.5, 0.0, 0.3, 2.0]),
    (cost_of, "usage", [0.5, 1.0, 2.5, 10.0]),
    (cost_of, "review_burden", [0.5, 1.0, 2.0]),
    (cost_of, "wages", [0.8, 1.0, 1.5]),
    (cost_of, "data_volume", [0.5, 1.0, 8.0]),
    (cost_of, "seats", [0.5, 1.0, 3.0]),
    (cost_of, "adoption", [0.5, 1.0, 2.0]),
    (cost_of, "active_seat_share", [0.3, 0.7, 1.0]),
    (cost_of, "horizon_months", [12, 24, 60]),
    (roi_of, "realisation", [0.2, 0.7, 1.0, 1.4]),
    (benefit_of, "adoption", [0.5, 1.0, 2.0]),
    (benefit_of, "usage", [0.5, 1.0, 2.5, 10.0]),
    (benefit_of, "active_seat_share", [0.3, 0.7, 1.0]),
    (benefit_of, "value_cap", [1.0, 1.2, 5.0]),
    (benefit_of, "horizon_months", [12, 24, 60]),
]
DOWN = [
    (cost_of, "price_change_month", [1, 12, 40]),
    (cost_of, "usage_ramp_months", [0, 10, 50]),
    (cost_of, "discount_rate", [0.0, 0.08, 0.3]),
    (roi_of, "price_change", [-0.5, 0.0, 0.3, 2.0]),
    (roi_of, "review_burden", [0.5, 1.0, 2.0]),
    (npv_of, "benefit_delay_months", [0, 3, 20]),
    (benefit_of, "discount_rate", [0.0, 0.08, 0.3]),
]
#: Levers that stand beside the one that moves, so that it has something to act on.
BESIDE = {
    "price_change_month": {"price_change": 0.5},
    "usage_ramp_months": {"usage": 6.0},
    "value_cap": {"usage": 6.0},
}


@pytest.mark.parametrize(
    ("measure", "lever", "values", "sign"),
    [(*case, 1) for case in UP] + [(*case, -1) for case in DOWN],
    ids=lambda x: x if isinstance(x, str) else getattr(x, "__name__", ""),
)
def test_a_lever_moves_one_way(measure: Callable, lever: str, values: list, sign: int) -> None:
    portfolio = good_portfolio()
    beside = BESIDE.get(lever, {})
    seen = [measure(run(portfolio, **{lever: value, **beside})) for value in values]
    for before, after in pairwise(seen):
        for low, high in zip(before, after, strict=True):
            for a, b in zip(low, high, strict=True):
                assert sign * (b - a) >= -1e-9 * abs(a)
        assert after != before, "the lever moves nothing at all"


def test_a_dearer_model_costs_more_and_a_cheaper_one_less() -> None:
    plain, dear, cheap = (
        run(good_portfolio(), model_share_moved=0.6, model_price_ratio=ratio).portfolio.cost
        for ratio in (1.0, 5.0, 0.2)
    )
    for a, b, c in zip(figures(cheap), figures(plain), figures(dear), strict=True):
        assert a < b < c


def test_a_price_twice_as_high_halves_usage_at_elasticity_one() -> None:
    portfolio = without_shared(good_portfolio())
    before = by_id(run(portfolio, price_elasticity=-1.0))["chat"]
    after = by_id(run(portfolio, price_elasticity=-1.0, price_change=1.0))["chat"]
    assert after.layer_mean[CostLayer.C5] == pytest.approx(before.layer_mean[CostLayer.C5] / 2)
    assert after.layer_mean[CostLayer.C6] == before.layer_mean[CostLayer.C6]


def test_more_review_lowers_roi_where_there_is_review_and_nowhere_else() -> None:
    portfolio = without_shared(good_portfolio())
    plain, burdened = by_id(run(portfolio)), by_id(run(portfolio, review_burden=2.0))
    for id_ in ("chat", "code"):
        before, after = (r[id_].outcomes[CAPTURED].roi for r in (plain, burdened))
        assert all(b < a for a, b in zip(figures(before), figures(after), strict=True))
    for id_ in ("ocr", "loss", "cost"):
        assert burdened[id_] == plain[id_]


def test_a_higher_hurdle_is_cleared_less_often() -> None:
    shares = [
        run(rich_portfolio(), hurdle_rate=hurdle).portfolio.outcomes[CAPTURED].p_roi_hurdle.value
        for hurdle in (-0.5, 0.0, 0.3, 0.6, 1.0, 3.0)
    ]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1]
