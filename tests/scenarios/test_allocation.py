"""Shared cost: given away by its rule, to the cent, and never to those without a basis."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from scenarios.allocation import allocation_shares
from scenarios.portfolio import AllocationRule, CostLayer, CostLine, Initiative, Portfolio
from scenarios.scenario import Scenario
from scenarios.simulate import simulate
from tests.scenarios.portfolios import any_portfolio
from tests.scenarios.stating import cost, simulated

DRAWS = 64


@settings(max_examples=40, deadline=None)
@given(any_portfolio())
def test_shared_cost_is_given_away_to_the_cent(portfolio: Portfolio) -> None:
    result = simulate(portfolio, Scenario(), DRAWS)
    if result.portfolio.cost is None:
        assert all(not found.cost or found.cost.base == 0 for found in result.initiatives)
        return
    parts = sum(found.cost.base for found in result.initiatives if found.cost is not None)
    assert parts == pytest.approx(result.portfolio.cost.base, abs=0.005, rel=1e-9)
    means = sum(found.cost.mean.value for found in result.initiatives if found.cost is not None)
    assert means == pytest.approx(result.portfolio.cost.mean.value, abs=0.005, rel=1e-9)


@pytest.mark.parametrize(
    ("rule", "shares"),
    [
        (AllocationRule.EVEN, (0.5, 0.5)),
        (AllocationRule.USAGE, (0.25, 0.75)),
        (AllocationRule.SPEND, (0.8, 0.2)),
    ],
)
def test_each_rule_divides_by_its_own_basis(
    rule: AllocationRule, shares: tuple[float, float]
) -> None:
    portfolio = Portfolio(
        "Shared", "EUR",
        (Initiative("a", "A", monthly_requests=100), Initiative("b", "B", monthly_requests=300),
         Initiative("c", "C", monthly_requests=900)),
        (CostLine("o", "a", CostLayer.C1, "Own", 400), CostLine("o", "b", CostLayer.C1, "Own", 100),
         CostLine("s", None, CostLayer.C7, "Shared", 1000, allocation=rule)),
        discount_rate=0.0, horizon_months=12,
    )  # fmt: skip
    result = simulate(portfolio, Scenario(), DRAWS)
    found = tuple(r.layer_base.get(CostLayer.C7, 0.0) / 12_000 for r in result.initiatives)
    assert found[:2] == pytest.approx(shares)
    # Whoever has no cost of its own bears nothing, and is not said to cost nothing.
    assert result.initiatives[2].cost is None


@settings(max_examples=60, deadline=None)
@given(any_portfolio())
def test_shares_of_a_rule_sum_to_one(portfolio: Portfolio) -> None:
    shares, _ = allocation_shares(portfolio)
    used = {line.allocation for line in portfolio.costs if line.initiative_id is None}
    assert set(shares) == used
    for by_id in shares.values():
        assert sum(by_id.values()) == pytest.approx(1)
        assert min(by_id.values()) >= 0


def test_a_rule_without_a_basis_falls_back_in_equal_parts_and_says_so() -> None:
    shared = cost(None, "s", 600.0, layer=CostLayer.C7, allocation=AllocationRule.USAGE)
    result = simulated([cost("a"), cost("b"), shared])
    assert [found.layer_base[CostLayer.C7] for found in result.initiatives] == [3600.0, 3600.0]
    assert any("equal parts" in note for note in result.notes)


def test_who_states_no_requests_bears_no_part_and_it_is_said() -> None:
    shared = cost(None, "s", 600.0, layer=CostLayer.C7, allocation=AllocationRule.USAGE)
    portfolio = Portfolio(
        "P", "EUR", (Initiative("a", "A", monthly_requests=10), Initiative("b", "B")),
        (cost("a"), cost("b"), shared), discount_rate=0.0, horizon_months=12,
    )  # fmt: skip
    result = simulate(portfolio, Scenario(), 4)
    assert result.initiatives[0].layer_base[CostLayer.C7] == 7200
    assert any("no monthly requests" in note and "1 of 2" in note for note in result.notes)
