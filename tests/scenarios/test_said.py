"""What is said beside the figures: stamp, yardsticks, drivers, refusals, partial totals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scenarios import __version__
from scenarios.distributions import Point
from scenarios.levers import Levers
from scenarios.portfolio import CostLayer, Portfolio, ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import MissingLayers, Scenario
from scenarios.simulate import Simulator, simulate
from tests.scenarios.portfolios import driver, rich_portfolio

CAPTURED = ValueBasis.CAPTURED


# What is said beside the figures ------------------------------------------------------


def test_the_stamp_says_what_a_figure_can_be_reproduced_from() -> None:
    portfolio = rich_portfolio()
    stamp = simulate(portfolio, PRESETS["tenfold-usage"], 16, 9).stamp
    assert (stamp.data_hash, stamp.as_of) == (portfolio.data_hash, portfolio.as_of)
    assert (stamp.seed, stamp.draws, stamp.version) == (9, 16, __version__)
    assert (stamp.scenario_name, stamp.source_name) == ("Tenfold usage", "made by hand")
    line = stamp.line()
    for part in (portfolio.data_hash[:12], stamp.scenario_hash[:8], "seed 9", "16 draws"):
        assert part in line


def test_the_stamp_names_the_yardsticks_and_how_full_the_cost_is() -> None:
    portfolio = replace(rich_portfolio(), rejected_rows=3)
    levers = Levers(hurdle_rate=0.25, discount_rate=0.1, horizon_months=24)
    stamp = simulate(portfolio, Scenario(levers=levers), 4).stamp
    assert (stamp.hurdle_rate, stamp.discount_rate, stamp.horizon_months) == (0.25, 0.1, 24)
    assert (stamp.tco, stamp.rejected_rows) == ("partial", 3)
    for part in ("hurdle 25 %", "discount 10 %", "24 months", "TCO partial", "3 rows rejected"):
        assert part in stamp.line()
    assert "rejected" not in simulate(rich_portfolio(), Scenario(), 4).stamp.line()


def test_the_scenario_hash_is_of_what_is_set_and_not_of_its_name() -> None:
    def hashed(scenario: Scenario) -> str:
        return simulate(rich_portfolio(), scenario, 2).stamp.scenario_hash

    base = hashed(Scenario())
    assert hashed(Scenario(name="Other", description="words")) == base
    assert hashed(Scenario(levers=Levers(usage=1.1))) != base
    assert hashed(Scenario(missing_layers=MissingLayers(p90_ratio=3))) != base


def test_yardsticks_come_from_the_portfolio_unless_a_lever_sets_them() -> None:
    portfolio = rich_portfolio()
    plain = simulate(portfolio, Scenario(), 4)
    assert (plain.discount_rate, plain.hurdle_rate, plain.horizon_months) == (0.07, 0.2, 36)
    levers = Levers(discount_rate=0.0, hurdle_rate=0.0, horizon_months=24)
    moved = simulate(portfolio, Scenario(levers=levers), 4)
    assert (moved.discount_rate, moved.hurdle_rate, moved.horizon_months) == (0.0, 0.0, 24)
    outcome = moved.portfolio.outcomes[CAPTURED]
    assert len(outcome.base_net_cash) == 25
    assert outcome.npv.base == pytest.approx(sum(outcome.base_net_cash))
    assert outcome.discount_rate == 0.0
    assert len(moved.portfolio.fans[CAPTURED].months) == 25


def test_every_driver_that_takes_part_is_listed_with_its_source() -> None:
    listed = {d.name: d for d in simulate(rich_portfolio(), Scenario(), 4).drivers}
    for vendor in ("Acme", "Bolt", "Cirrus"):
        for name in ("price_trend", "price_event_month", "price_event_size"):
            assert f"{name}:{vendor}" in listed
    assert "not evidence" in (listed["usage_growth"].source or "")
    assert listed["wage_growth"].source is None
    assert listed["price_event_month:Acme"].distribution.annual_probability == 0.6
    assert listed["price_event_month:Bolt"].distribution.kind == "uniform"


def test_impossible_requests_are_refused() -> None:
    with pytest.raises(ValueError, match="2 draws"):
        Simulator(rich_portfolio(), 1)
    for name in ("nonsense", "usage_growth:Acme", "nonsense:Acme"):
        with pytest.raises(ValueError, match="no driver"):
            simulate(rich_portfolio(), Scenario(drivers=(driver(name, Point(value=0)),)), 4)


def test_progress_ascends_to_one() -> None:
    seen: list[float] = []
    Simulator(rich_portfolio(), 4).run(Scenario(), progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert seen[0] > 0


def test_a_portfolio_of_nothing_is_an_answer_of_nothing() -> None:
    empty = Portfolio("Empty", "EUR", ())
    result = simulate(empty, Scenario(), 4)
    assert result.initiatives == ()
    assert result.portfolio.outcomes == {}
    assert all(check.passed for check in result.checks)
    assert set(result.portfolio.unanswered) == set(ValueBasis)


def test_shared_cost_that_nobody_can_bear_is_a_failed_check_and_no_crash() -> None:
    shared = tuple(c for c in rich_portfolio().costs if c.initiative_id is None)
    result = simulate(Portfolio("Orphans", "EUR", (), shared), Scenario(), 4)
    assert any("Allocation" in check.name for check in result.checks if not check.passed)


def test_influences_tell_the_driver_that_matters() -> None:
    portfolio = rich_portfolio()
    loud = driver("realisation", {"kind": "lognormal", "median_value": 1, "sigma": 1.5})
    quiet = replace(portfolio, drivers=(loud, driver("wage_growth", Point(value=0.02))))
    found = simulate(quiet, Scenario(), 2048).portfolio.influences
    assert found[0].driver == "realisation"
    assert found[0].variance_share > 0.3
    assert found[0].high > found[0].low
    assert "wage_growth" not in {influence.driver for influence in found}
    shares = [influence.variance_share for influence in found]
    assert shares == sorted(shares, reverse=True)
    # Nothing moves to another model, so that its price can have no influence.
    assert {i.driver: i for i in found}["model_price_ratio"].variance_share == 0.0


def test_a_partial_total_is_marked_until_layers_are_assumed() -> None:
    shares = dict.fromkeys(CostLayer, 0.1)
    assumed = Scenario(missing_layers=MissingLayers(treatment="assume", share_of_full_cost=shares))
    plain = simulate(rich_portfolio(), Scenario(), 64)
    full = simulate(rich_portfolio(), assumed, 64)
    assert plain.partial
    assert not full.partial
    assert (plain.stamp.tco, full.stamp.tco) == ("partial", "assumed")
    for before, after in zip(plain.initiatives, full.initiatives, strict=True):
        if before.cost is None:
            continue
        assert after.assumed_layers == before.missing_layers
        assert before.assumed_layers == ()
        ratio = 1 / (1 - 0.1 * len(before.missing_layers))
        assert after.cost.base == pytest.approx(before.cost.base * ratio)
        assert set(after.layer_base) >= set(before.missing_layers)
        for layer in before.missing_layers:
            assert layer not in before.layer_base
            assert after.layer_base[layer] == pytest.approx(0.1 * after.cost.base)
