"""Tornado and spider against figures worked out by hand, and against runs of their own."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from scenarios.distributions import EventMonth, Normal, Point, Uniform
from scenarios.driver_groups import DriverGroup, group_drivers
from scenarios.drivers import Correlation, Driver
from scenarios.levers import Levers
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from scenarios.tornado import Swing, Tornado, driver_tornado, lever_tornado, preset_ranges
from tests.scenarios.portfolios import driver, rich_portfolio
from tests.scenarios.stating import benefit, cost
from tests.scenarios.test_break_even import STILL, by_hand, stated

CLAIMED = ValueBasis.CLAIMED


def by_key(found: Tornado | None) -> dict[str, Swing]:
    assert found is not None
    return {swing.key: swing for swing in found.swings}


# Levers -----------------------------------------------------------------------------


def test_levers_by_hand() -> None:
    """100 of tokens, 50 fixed, 300 of benefit a month for twelve months."""
    ranges = {"realisation": (0.5, 1.5), "usage": (0.5, 8.0), "wages": (0.5, 2.0)}
    found = lever_tornado(Simulator(by_hand(), 2), STILL, ranges=ranges)
    assert found is not None
    assert [swing.key for swing in found.swings] == ["usage", "realisation", "wages"]
    usage, realised, wages = found.swings
    assert usage.values == pytest.approx((0.5, 1, 2, 4, 8))
    assert usage.roi == pytest.approx([300 / (100 * u + 50) - 1 for u in (0.5, 1, 2, 4, 8)])
    assert usage.npv == pytest.approx([12 * (300 - 100 * u - 50) for u in (0.5, 1, 2, 4, 8)])
    assert usage.width("roi") == pytest.approx(3 - 6 / 17)
    assert realised.roi == pytest.approx((0.0, 0.5, 1.0, 1.5, 2.0))
    assert wages.width("roi") == 0
    assert (found.base_roi, found.base_npv) == pytest.approx((1.0, 1_800.0))
    assert found.hurdle_rate == 0.2


def test_order_follows_the_figure_asked_for() -> None:
    """Half the cost raises ROI most; half the benefit moves most money."""
    ranges = {"realisation": (0.4, 1.0), "price_change": (-0.9, 0.0)}
    simulator = Simulator(stated([cost("a", behaviour="tokens", vendor="V")], [benefit("a")]), 2)
    for figure, first in (("roi", "price_change"), ("npv", "realisation")):
        found = lever_tornado(simulator, STILL, figure=figure, ranges=ranges)
        assert found is not None
        assert found.swings[0].key == first


def test_a_turn_shows_though_the_ends_are_alike() -> None:
    """300 √U / (100 U + 100) is greatest at U = 1 and alike at U and 1/U."""
    token, fixed = by_hand().costs
    portfolio = stated([token, replace(fixed, amount=100.0)], [benefit("a")])
    scenario = Scenario(levers=Levers(value_follows_usage=0.5))
    ranges = {"usage": (0.25, 4.0), "realisation": (0.9, 1.0)}
    found = by_key(lever_tornado(Simulator(portfolio, 2), scenario, ranges=ranges))
    usage = found["usage"]
    assert usage.turns("roi")
    assert usage.roi[0] == pytest.approx(usage.roi[-1])
    assert usage.width("roi") == pytest.approx(1.5 - 1.2)
    assert not found["realisation"].turns("roi")


def test_whole_months_and_unanswered_points() -> None:
    silent = stated([cost("a", behaviour=None)], [benefit("a")])
    ranges = {"usage": (1.0, 2.0), "benefit_delay_months": (0.0, 2.0)}
    found = lever_tornado(Simulator(silent, 2), Scenario(), ranges=ranges)
    assert found is not None
    delay, usage = found.swings
    assert delay.values == (0.0, 1.0, 2.0)
    assert usage.roi == (pytest.approx(2.0), None, None, None, None)
    assert usage.width("roi") is None
    assert not usage.turns("roi")


def test_the_presets_state_the_ranges() -> None:
    ranges = preset_ranges()
    assert ranges["usage"] == (1.0, 10.0)
    assert ranges["price_change"] == (-0.7, 0.3)
    assert ranges["realisation"] == (0.7, 1.0)
    assert "wages" not in ranges
    for name, (low, high) in ranges.items():
        assert all(low <= getattr(p.levers, name) <= high for p in PRESETS.values())


def test_levers_can_be_watched_and_broken_off() -> None:
    seen: list[tuple[int, int]] = []
    simulator, ranges = Simulator(by_hand(), 2), {"usage": (1.0, 2.0), "wages": (1.0, 2.0)}
    lever_tornado(simulator, STILL, ranges=ranges, progress=lambda *done: seen.append(done))
    assert seen == [(1, 2), (2, 2)]
    with pytest.raises(ValueError, match="no lever"):
        lever_tornado(simulator, STILL, ranges={"weather": (0, 1)})


# Drivers ----------------------------------------------------------------------------


def test_a_driver_by_hand() -> None:
    """Benefit 300 × r against 150 of cost; r is uniform from ½ to 1½."""
    sure = stated(
        [cost("a", amount=150.0, behaviour="fixed")], [benefit("a")],
        drivers=(driver("realisation", Uniform(low=0.5, high=1.5)),),
    )  # fmt: skip
    found = driver_tornado(Simulator(sure, 2), STILL)
    assert found is not None
    first, *others = found.swings
    assert first.key == "realisation"
    assert first.values == pytest.approx((0.6, 0.75, 1.0, 1.25, 1.4))
    assert first.roi == pytest.approx((0.2, 0.5, 1.0, 1.5, 1.8))
    assert all(swing.width("roi") == 0 for swing in others)
    assert [swing.key for swing in others] == sorted(swing.key for swing in others)


@pytest.mark.parametrize("preset", ["base", "tenfold-usage"])
def test_each_point_is_the_base_of_a_run_of_its_own(preset: str) -> None:
    scenario, simulator = PRESETS[preset], Simulator(rich_portfolio(), 4)
    found = driver_tornado(simulator, scenario, CLAIMED, split_vendors=True)
    checked = 0
    for key, swing in by_key(found).items():
        assert swing.values is not None
        for value, roi in itertools.islice(zip(swing.values, swing.roi, strict=True), 0, 5, 2):
            certain = Driver(name=key, distribution=Point(value=value))
            alone = scenario.model_copy(update={"drivers": (certain,)})
            outcome = simulator.run(alone, (CLAIMED,), fan=False).portfolio.outcomes[CLAIMED]
            assert roi == pytest.approx(outcome.roi.base, rel=1e-12, abs=1e-12)
            checked += 1
    assert checked == 3 * (8 + 3 * 3)  # three points; three vendors bill


def test_vendors_move_together_unless_split() -> None:
    simulator = Simulator(rich_portfolio(), 2)
    together = by_key(driver_tornado(simulator, Scenario(), CLAIMED))
    apart = by_key(driver_tornado(simulator, Scenario(), CLAIMED, split_vendors=True))
    trends = [key for key in apart if key.startswith("price_trend:")]
    assert len(trends) > 2
    assert set(together["price_trend"].drivers) == set(trends)
    assert together["price_trend"].values is None, "Acme's has its own distribution"
    assert together["price_trend"].width("npv") > max(apart[t].width("npv") or 0 for t in trends)
    assert apart["wage_growth"] == together["wage_growth"]


def test_an_event_stands_at_no_event_in_the_middle() -> None:
    token = cost("a", behaviour="tokens", vendor="Acme")
    portfolio = stated(
        [token], [benefit("a")],
        drivers=(driver("price_event_month", EventMonth(annual_probability=0.8)),
                 driver("price_event_size", Uniform(low=2, high=4))),
    )  # fmt: skip
    less_likely = Driver(name="price_event_month", distribution=EventMonth(annual_probability=0.4))
    found = by_key(driver_tornado(Simulator(portfolio, 2), Scenario(drivers=(less_likely,))))
    month = found["price_event_month"]
    # ⌈12 ln 0.9 / ln 0.6⌉ = 3: the price, thrice today's, is paid in months 3…12.
    assert month.values is not None
    assert month.values[0] == 3
    assert month.roi[0] == pytest.approx(3_600 / (2 * 100 + 10 * 300) - 1)
    assert month.roi[2] == pytest.approx(2.0)
    assert found["price_event_size"].width("roi") == 0, "no event at base, so no size"


def test_a_certain_driver_is_left_out_and_limits_hold() -> None:
    wide = driver("usage_growth", Normal(mean=0.0, sd=5.0))
    sure = driver("wage_growth", Point(value=0.1))
    found = by_key(driver_tornado(Simulator(by_hand(drivers=(wide, sure)), 2), STILL))
    assert "wage_growth" not in found
    assert found["usage_growth"].values is not None
    assert found["usage_growth"].values[:2] == (-0.95, -0.95)


def test_no_answer_no_tornado() -> None:
    no_status = stated([cost("a")], [benefit("a", capture_status=None)])
    simulator = Simulator(no_status, 2)
    assert driver_tornado(simulator, Scenario()) is None
    assert lever_tornado(simulator, Scenario()) is None


def test_an_irrelevant_driver_changes_no_bit() -> None:
    plain = rich_portfolio()
    zebra = driver("price_trend:Zebra", Normal(mean=0.5, sd=1))
    more = replace(plain, drivers=(*plain.drivers, zebra))
    for split in (True, False):
        one, other = (
            driver_tornado(Simulator(p, 2), Scenario(), CLAIMED, split_vendors=split)
            for p in (plain, more)
        )
        assert one == other
    # A vendor billed for something nobody pays: its own drivers take part, and move nothing.
    idle = cost("chat", "idle", 0.0, behaviour="tokens", vendor="Zebra")
    billed = replace(more, costs=(*plain.costs, idle))
    before = by_key(driver_tornado(Simulator(plain, 2), Scenario(), CLAIMED, split_vendors=True))
    after = by_key(driver_tornado(Simulator(billed, 2), Scenario(), CLAIMED, split_vendors=True))
    assert set(after) - set(before) == {
        f"{kind}:Zebra" for kind in ("price_trend", "price_event_month", "price_event_size")
    }
    assert all(after[key] == swing for key, swing in before.items())


# Groups -----------------------------------------------------------------------------


def test_groups_by_kind_and_by_correlation() -> None:
    names = ["usage_growth", "wage_growth", "price_trend:A", "price_trend:B", "realisation"]
    alone, together = group_drivers(names, split_vendors=True), group_drivers(names)
    assert alone == tuple(DriverGroup(name, (name,)) for name in names)
    assert together[2] == DriverGroup("price_trend", ("price_trend:A", "price_trend:B"))
    linked = [
        Correlation(first="realisation", second="usage_growth", value=0.3),
        Correlation(first="price_trend:B", second="wage_growth", value=0.3),
        Correlation(first="price_trend:Zebra", second="wage_growth", value=0.3),
    ]
    assert group_drivers(names, linked) == (
        DriverGroup("usage_growth + realisation", ("usage_growth", "realisation")),
        DriverGroup("wage_growth + price_trend", ("wage_growth", "price_trend:A", "price_trend:B")),
    )
    assert [g.key for g in group_drivers(names, linked, split_vendors=True)] == [
        "usage_growth + realisation", "wage_growth + price_trend:B", "price_trend:A",
    ]  # fmt: skip
