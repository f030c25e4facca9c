"""A portfolio small enough for paper: what the engine says of it must be what paper says."""

from __future__ import annotations

import pytest

from scenarios.levers import Levers
from scenarios.portfolio import Portfolio, ValueBasis
from scenarios.scenario import Scenario
from scenarios.simulate import simulate


def test_base_case_of_the_tiny_portfolio(tiny_portfolio: Portfolio) -> None:
    result = simulate(tiny_portfolio, Scenario(), draws=1_000, seed=7)
    whole = result.portfolio.outcomes[ValueBasis.CAPTURED]
    assert result.portfolio.cost.base == pytest.approx(57_600, rel=1e-12)
    assert whole.benefit.base == pytest.approx(108_000, rel=1e-12)
    assert whole.roi.base == pytest.approx(0.875, rel=1e-12)
    assistant = result.initiatives[0].outcomes[ValueBasis.CAPTURED]
    assert assistant.roi.base == pytest.approx(1.0, rel=1e-12)
    assert assistant.payback_months == 1


def test_tenfold_usage_of_the_tiny_portfolio(tiny_portfolio: Portfolio) -> None:
    """Only the tokens follow: 36 × (10,000 + 500 + 100); the benefit grows by 10^0.3."""
    result = simulate(tiny_portfolio, Scenario(levers=Levers(usage=10)), draws=1_000, seed=7)
    whole = result.portfolio.outcomes[ValueBasis.CAPTURED]
    assert result.portfolio.cost.base == pytest.approx(36 * 10_600, rel=1e-12)
    assert whole.benefit.base == pytest.approx(108_000 * 10**0.3, rel=1e-12)


def test_a_benefit_never_stated_is_not_zero(tiny_portfolio: Portfolio) -> None:
    archive = simulate(tiny_portfolio, Scenario(), draws=1_000, seed=7).initiatives[1]
    assert archive.outcomes == {}
    assert ValueBasis.CAPTURED in archive.unanswered
