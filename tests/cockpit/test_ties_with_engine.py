"""Figures computed here and in the engine must be the same money."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.assessment.full_cost import full_cost
from cockpit.assessment.value_bridge import value_bridge
from scenarios.portfolio import Destination, ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario
from scenarios.simulate import simulate
from tests.cockpit.cost_fixture import BENEFITS, PORTFOLIO


def test_first_year_cost_is_the_base_case_of_twelve_undiscounted_months() -> None:
    result = simulate(PORTFOLIO, Scenario(), draws=64)
    cost = full_cost(PORTFOLIO)
    assert cost.recurring + cost.one_off == pytest.approx(result.portfolio.cost.base, rel=1e-12)
    by_id = {each.id: each for each in result.initiatives}
    for each in cost.initiatives:
        simulated = by_id[each.id]
        if simulated.cost is None:
            assert not each.supplied
            continue
        assert each.recurring + each.one_off == pytest.approx(simulated.cost.base, rel=1e-12)
        assert each.missing == simulated.missing_layers


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_bridge_totals_are_the_base_case_of_the_simulation(preset: str) -> None:
    hours, rework, image = BENEFITS
    freed = replace(
        hours,
        key="freed",
        freed_time=True,
        destination=Destination.MORE_VOLUME,
        redeployed_share=0.4,
        ramp_months=5,
        start_month=3,
    )
    portfolio = replace(
        PORTFOLIO,
        benefits=(hours, rework, image, freed, replace(hours, key="n", initiative_id="N")),
        discount_rate=0.08,
        horizon_months=36,
    )
    scenario = PRESETS[preset]
    outcomes = simulate(portfolio, scenario, draws=64).portfolio.outcomes
    bridge = value_bridge(portfolio, scenario)
    totals = {
        ValueBasis.CLAIMED: bridge.claimed,
        ValueBasis.CAPTURED: bridge.captured,
        ValueBasis.CASHABLE: bridge.cashable,
    }
    for basis, total in totals.items():
        assert total == pytest.approx(outcomes[basis].benefit.base, rel=1e-12)
