"""Every stated figure is a number, and every identity is checked and can fail."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings

from scenarios.checks import run_checks, same
from scenarios.distributions import Uniform
from scenarios.levers import Levers
from scenarios.portfolio import (
    AllocationRule,
    Behaviour,
    Portfolio,
    ValueBasis,
)
from scenarios.scenario import Scenario
from scenarios.simulate import simulate
from tests.scenarios.portfolios import any_portfolio, any_scenario, driver, rich_portfolio
from tests.scenarios.stating import CAPTURED, benefit, cost, simulated

# Undefined ROI --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "levers", "stated"),
    [
        (cost("a", amount=0.0), {}, ()),
        (cost("a", behaviour=Behaviour.REVIEW), {"review_burden": 0}, ()),
        (cost("a", behaviour=Behaviour.SEATS), {"seats": 0}, ()),
        (cost("a", start_month=50), {}, ()),
        # Zero in some draws, though not in the base case.
        (cost("a", behaviour=Behaviour.REVIEW), {}, (("review_burden", -0.5, 1.5),)),
    ],
)
def test_roi_without_cost_is_undefined_and_never_infinite(line, levers, stated) -> None:
    scenario = Scenario(
        levers=Levers(**levers),
        drivers=tuple(driver(name, Uniform(low=a, high=b)) for name, a, b in stated),
    )
    result = simulated([line, cost("b")], [benefit("a"), benefit("b")], scenario=scenario)
    found = result.initiatives[0]
    assert found.outcomes == {}
    assert all("ROI is undefined" in reason for reason in found.unanswered.values())
    assert all(check.passed for check in result.checks)
    assert result.portfolio.outcomes[CAPTURED].benefit.base == pytest.approx(7200)
    alone = simulated([line], [benefit("a")], ids="a", scenario=scenario)
    assert alone.portfolio.outcomes == {}
    assert not_finite(alone) == []


def not_finite(value: object, path: str = "") -> list[str]:
    """Paths of all numbers within a result that are NaN or infinite."""
    if isinstance(value, float):
        return [] if math.isfinite(value) else [path]
    if isinstance(value, dict):
        return [p for key, item in value.items() for p in not_finite(item, f"{path}.{key}")]
    if isinstance(value, tuple):
        return [p for k, item in enumerate(value) for p in not_finite(item, f"{path}[{k}]")]
    if dataclasses.is_dataclass(value):
        names = [f.name for f in dataclasses.fields(value)]
        return [p for n in names for p in not_finite(getattr(value, n), f"{path}.{n}")]
    return []


@settings(max_examples=60, deadline=None)
@given(any_portfolio(), any_scenario())
def test_every_figure_is_finite_and_every_check_passes(
    portfolio: Portfolio, scenario: Scenario
) -> None:
    result = simulate(portfolio, scenario, 6)
    assert not_finite(result) == []
    assert [check for check in result.checks if not check.passed] == []
    for part in (result.portfolio, *result.initiatives):
        assert set(part.outcomes).isdisjoint(part.unanswered)
        assert set(part.outcomes) | set(part.unanswered) == set(ValueBasis)
        for found in part.outcomes.values():
            assert found.irr is None or math.isfinite(found.irr)
            assert found.payback_months is None or found.payback_months >= 0


# Checks --------------------------------------------------------------------------


def broken(result, **portfolio):
    """The checks of a result after part of it was changed."""
    changed = replace(result.portfolio, **portfolio)
    plain = result.portfolio.cost.base
    benefits = {basis: o.benefit.base for basis, o in result.portfolio.outcomes.items()}
    rules = {AllocationRule.SPEND: 10.0}
    checks = run_checks(changed, result.initiatives, rules, rules, plain, benefits)
    return {check.name for check in checks if not check.passed}


def test_each_check_fails_when_its_identity_is_broken() -> None:
    result = simulate(rich_portfolio(), Scenario(), 32)
    whole = result.portfolio
    assert broken(result) == set()
    off = 1.000001

    layers = {layer: value * off for layer, value in whole.layer_base.items()}
    assert broken(result, layer_base=layers) == {"Layers sum to total"}
    layers = {layer: value * off for layer, value in whole.layer_mean.items()}
    assert broken(result, layer_mean=layers) == {"Mean layers sum to mean total"}
    dear = replace(whole.cost, base=whole.cost.base * off)
    found = broken(result, cost=dear)
    assert {"Layers sum to total", "Initiatives sum to portfolio"} <= found
    assert any("without variance" in name for name in found)
    captured = whole.outcomes[CAPTURED]
    rich = replace(captured.benefit, base=captured.benefit.base * off)
    outcomes = {**whole.outcomes, CAPTURED: replace(captured, benefit=rich)}
    assert any("captured benefit" in name for name in broken(result, outcomes=outcomes))
    npv = replace(captured.npv, base=captured.npv.base * off)
    outcomes = {**whole.outcomes, CAPTURED: replace(captured, npv=npv)}
    assert broken(result, outcomes=outcomes) == {"NPV is benefit less cost: captured"}
    roi = replace(captured.roi, base=captured.roi.base * off)
    outcomes = {**whole.outcomes, CAPTURED: replace(captured, roi=roi)}
    assert broken(result, outcomes=outcomes) == {"ROI is NPV over cost: captured"}


def test_allocation_that_loses_a_cent_fails() -> None:
    result = simulate(rich_portfolio(), Scenario(), 8)
    benefits = {basis: o.benefit.base for basis, o in result.portfolio.outcomes.items()}
    checks = run_checks(
        result.portfolio, result.initiatives, {AllocationRule.EVEN: 1_000_000.0},
        {AllocationRule.EVEN: 999_999.99}, result.portfolio.cost.base, benefits,
    )  # fmt: skip
    assert [c.name for c in checks if not c.passed] == ["Allocation by even reconciles"]
    (failed,) = [c for c in checks if not c.passed]
    assert "999,999.99" in failed.detail


def test_checks_cover_what_the_model_demands() -> None:
    names = " | ".join(check.name for check in simulate(rich_portfolio(), Scenario(), 8).checks)
    for phrase in ("Layers sum", "Initiatives sum", "Allocation by", "without variance"):
        assert phrase in names


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_check_of_no_number_fails(value: float) -> None:
    assert not same("x", value, 1.0, "").passed
    assert not same("x", value, value, "").passed
    assert same("x", 1e12, 1e12 + 1, "").passed
    assert not same("x", 1.0, 1.0 + 1e-6, "").passed
    assert same("x", 0.0, 0.0, "").passed
