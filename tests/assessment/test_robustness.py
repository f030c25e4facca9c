"""Robustness in words and tables, on portfolios whose answers are written out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.assessment.robustness import break_evens, flips, futures, shocks, swings, words
from cockpit.assessment.robustness.break_evens import LEVERS, LeverAnswer, Rank, lever_answer
from cockpit.assessment.robustness.headline import fails, first_line
from scenarios.break_even import BreakEven, Holds, lever_break_even
from scenarios.discovery import discover
from scenarios.distributions import Normal, Point, Uniform
from scenarios.drivers import DRIVERS, Driver, driver_name
from scenarios.flip_map import flip_map
from scenarios.levers import Levers
from scenarios.portfolio import Behaviour, CostLayer, Initiative, Portfolio, ValueBasis
from scenarios.results import Outcome
from scenarios.reverse_stress import Break, driver_stress
from scenarios.scenario import Scenario, Valuation
from scenarios.simulate import Simulator
from scenarios.tornado import Swing, Tornado, driver_tornado, lever_tornado
from tests.scenarios.stating import benefit, cost

CAPTURED = ValueBasis.CAPTURED
HURDLE = 0.2
#: Value that does not follow usage, so that the break-even in usage has a closed form.
CERTAIN = Valuation(
    actual_p90=1.0, estimate_p90=1.0, ungraded_p90=1.0,
)  # fmt: skip
STILL = Scenario(levers=Levers(value_follows_usage=0.0), valuation=CERTAIN)
MISSED = Scenario(name="Five", levers=Levers(value_follows_usage=0.0, usage=5.0), valuation=CERTAIN)


def by_hand(*drivers: Driver) -> Portfolio:
    """100 a month of tokens, 50 that nothing moves, 300 of benefit: base ROI 100 %.

    The hurdle allows 300 ÷ 1.2 = 250 of cost, so tokens may cost 200: twice today's
    price or usage; and benefits may fall to 180, which is 60 %. Drivers that are not
    given are certain.
    """
    still = {
        name: Driver(name=name, distribution=Point(value=spec.default.median))
        for base, spec in DRIVERS.items()
        for name in [driver_name(base, "Acme" if spec.per_vendor else None)]
    } | {driver.name: driver for driver in drivers}
    token = cost("a", "tokens", 100, behaviour=Behaviour.TOKENS, vendor="Acme")
    fixed = cost("a", "fixed", 50, behaviour=Behaviour.FIXED, layer=CostLayer.C6)
    return Portfolio(
        "P", "EUR", (Initiative("a", "A"),), (token, fixed), (benefit("a"),),
        drivers=tuple(still.values()),
        discount_rate=0.0, hurdle_rate=HURDLE, horizon_months=12,
    )  # fmt: skip


def realisation(low: float, high: float) -> Driver:
    return Driver(name="realisation", distribution=Uniform(low=low, high=high))


@pytest.fixture(scope="module")
def simulator() -> Simulator:
    return Simulator(by_hand(), 2)


def outcome(simulator: Simulator, scenario: Scenario = STILL) -> Outcome:
    return simulator.run(scenario).portfolio.outcomes[CAPTURED]


def answers(simulator: Simulator, scenario: Scenario = STILL) -> dict[str, LeverAnswer]:
    now = outcome(simulator, scenario)
    return {name: lever_answer(simulator, scenario, name, CAPTURED, now) for name in LEVERS}


def crossing(lever: str, value: float, kind: Holds, stands: float) -> LeverAnswer:
    return LeverAnswer(lever, BreakEven.once(kind, value, lever, 0.0, 1.0), stands, True)


# Rounding and words -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lever", "value", "kind", "shown"),
    [
        ("usage", 2.667, Holds.UP_TO, "×2.6"),
        ("usage", 2.667, Holds.FROM, "×2.7"),
        ("usage", 13.9, Holds.UP_TO, "×13"),
        ("usage", 2.0 - 1e-9, Holds.UP_TO, "×2"),
        ("usage", 0.2511, Holds.FROM, "×0.26"),
        ("price_change", 0.5752, Holds.UP_TO, "+57\u00a0%"),
        ("price_change", -0.123, Holds.UP_TO, "\u221213\u00a0%"),
        ("realisation", 0.8241, Holds.FROM, "83\u00a0%"),
        ("benefit_delay_months", 7.0, Holds.UP_TO, "7\u00a0months"),
        ("usage", 19.999, Holds.FROM, "×20"),
    ],
)
def test_what_is_shown_still_holds(lever: str, value: float, kind: Holds, shown: str) -> None:
    rounded = words.to_the_holding_side(lever, value, kind)
    assert words.lever_words(lever, rounded) == shown
    hair = 1e-6 * max(1.0, abs(value))
    assert rounded <= value + hair if kind is Holds.UP_TO else rounded >= value - hair


def test_names_of_drivers_read_within_a_sentence() -> None:
    assert words.driver_label("realisation") == "Benefit realisation (driver)"
    assert words.driver_label("usage_growth + data_growth") == "Usage growth and data growth"
    assert words.driver_label("price_trend") == "Price trend, all vendors"
    assert words.driver_label("price_trend:Acme") == "Price trend, Acme"
    assert words.driver_words("price_event_month:Acme", 1e6) == "does not come"
    assert words.driver_words("usage_growth", 0.12) == "+12\u00a0% a year"


# Break-evens --------------------------------------------------------------------------


def test_break_evens_by_hand(simulator: Simulator) -> None:
    found = answers(simulator)
    assert found["usage"].in_words == "holds up to ×2"
    assert found["price_change"].in_words == "holds up to +100\u00a0%"
    assert found["realisation"].in_words == "holds from 60\u00a0%"
    # 1.2 × 150 = 180 of 300 is reached whatever the share that follows a usage of 1.
    assert found["wages"].in_words == "no effect in this scenario"
    assert found["hurdle_rate"].in_words == "holds up to 100\u00a0%"
    # The way to ×2 against the way to ×10, in ratios; 40 points against 30 of the preset.
    assert found["usage"].reach == pytest.approx(0.30103, abs=1e-5)
    assert found["realisation"].reach == pytest.approx(0.4 / 0.3)
    assert found["price_change"].reach == pytest.approx(1.0 / 0.3)


def test_what_breaks_first_comes_first(simulator: Simulator) -> None:
    order = [answer.lever for answer in break_evens.ranked(answers(simulator).values())]
    assert order[:3] == ["usage", "realisation", "price_change"]
    ranks = [answer.rank for answer in break_evens.ranked(answers(simulator).values())]
    assert ranks == sorted(ranks)
    assert ranks[-1] is Rank.IDLE


def test_the_hurdles_own_break_even_is_the_roi_without_a_search(simulator: Simulator) -> None:
    searched = lever_break_even(simulator, STILL, "hurdle_rate", CAPTURED)
    quick = answers(simulator)["hurdle_rate"].found
    assert searched is not None
    assert quick == replace(searched, value=pytest.approx(searched.value, rel=1e-6))


def test_every_lever_is_in_the_table(simulator: Simulator) -> None:
    table = break_evens.table(break_evens.ranked(answers(simulator).values()))
    assert sorted(table["Lever"]) == sorted(words.lever_title(lever) for lever in LEVERS)
    at_usage = table.set_index("Lever").loc["Usage"]
    assert at_usage["Break-even"] == pytest.approx(2.0, rel=1e-5)
    assert at_usage["Stands at"] == "×1"


def test_heading_says_what_breaks_it_alone(simulator: Simulator) -> None:
    order = break_evens.ranked(answers(simulator).values())
    said = break_evens.first_sentence(order, holds=True)
    assert said == "Usage breaks it alone"
    assert break_evens.first_sentence((), holds=True).startswith("No single lever breaks")
    assert "wages" in break_evens.reading(order)


# First line ---------------------------------------------------------------------------


def test_first_line_where_it_holds(simulator: Simulator) -> None:
    said = first_line(outcome(simulator), HURDLE, CAPTURED, answers(simulator), None)
    assert said == (
        "Captured ROI holds the 20\u00a0% hurdle up to usage ×2 or vendor prices +100\u00a0% and "
        "down to benefit realisation 60\u00a0%."
    )


def test_first_line_where_it_fails(simulator: Simulator) -> None:
    """Five times the tokens cost 500 a month: ROI is 300 ÷ 550 − 1; prices may be 200 ÷ 500."""
    found = answers(simulator, MISSED)
    said = first_line(outcome(simulator, MISSED), HURDLE, CAPTURED, found, None, "Five")
    assert said.startswith("Under “Five”, captured ROI misses the 20\u00a0% hurdle (median \u2212")
    assert said.endswith(
        "; it would hold with usage at most ×2 or vendor prices at most \u221260\u00a0%."
    )


def test_first_line_without_any_break_even(simulator: Simulator) -> None:
    now = outcome(simulator)
    still = {name: LeverAnswer(name, None, 1.0, effect=False) for name in LEVERS}
    assert "wherever a single lever stands" in first_line(now, HURDLE, CAPTURED, still, None)
    assert "no single lever moves it there" in first_line(now, 9.0, CAPTURED, still, None)


def test_nothing_is_claimed_of_levers_that_were_not_asked(simulator: Simulator) -> None:
    """The one lever that earns the hurdle is asked late: until then nobody may deny it."""
    now, late = outcome(simulator), "value_follows_usage"
    assert LEVERS.index(late) >= 4
    others = {n: LeverAnswer(n, None, 1.0, effect=False) for n in LEVERS if n != late}
    for hurdle in (HURDLE, 9.0):
        for known in ({}, dict(list(others.items())[:4]), others):
            said = first_line(now, hurdle, CAPTURED, known, None)
            assert "no single lever" not in said
            assert "wherever" not in said
        assert "asked" in break_evens.first_sentence(tuple(others.values()), holds=True)
    known = others | {late: crossing(late, 0.5, Holds.FROM, 0.3)}
    assert "it would hold with" in first_line(now, 9.0, CAPTURED, known, None)


def test_only_a_yardstick_is_no_lever_that_moves_it(simulator: Simulator) -> None:
    still = {name: LeverAnswer(name, None, 1.0, effect=False) for name in LEVERS}
    still["hurdle_rate"] = crossing("hurdle_rate", 0.5, Holds.UP_TO, 9.0)
    said = first_line(outcome(simulator), 9.0, CAPTURED, still, None)
    assert "no single lever moves it there, only another yardstick" in said


def test_no_box_is_not_called_no_effect(simulator: Simulator) -> None:
    found = discover(simulator.draw_table(STILL))
    some = replace(found, failures=0.97, boxes=(), drivers=("realisation",))
    assert fails(some) == "it fails in almost all futures; no narrower set stands out"
    assert "no driver tells which" in fails(replace(some, drivers=()))
    assert fails(replace(some, failures=1.0)) == f"it fails in all {found.draws:,} futures"


def test_futures_that_fail_are_told_as_the_planted_box() -> None:
    """ROI = 2 r − 1 misses 20 % where r < 0.6: a quarter of r uniform on 0.4 … 1.2."""
    simulator = Simulator(by_hand(realisation(0.4, 1.2)), 4096)
    found = discover(simulator.draw_table(STILL))
    assert found.failures == pytest.approx(0.25, abs=0.02)
    limit = found.boxes[0].limits[0]
    assert limit.driver == "realisation"
    assert limit.high_value == pytest.approx(0.6, rel=0.05)
    limit_words = "futures with benefit realisation (driver) below 60\u00a0%"
    assert limit_words in fails(found).replace("59", "60")
    table = futures.limits_table(found)
    assert table["Driver"].tolist()[0] == "Benefit realisation (driver)"
    assert table["At least"].tolist()[0] == "open"
    curve = futures.trade_off(found)
    first, told = curve.iloc[0], curve[(curve["Told"] == "yes") & (curve["Box"] == 1)].iloc[0]
    assert first["Coverage"] == 1.0
    assert told["Density"] > first["Density"]


def test_no_failing_future_is_said_as_none_of_the_draws() -> None:
    found = discover(Simulator(by_hand(realisation(0.9, 1.1)), 256).draw_table(STILL))
    assert fails(found) == "it fails in none of 256 futures"
    assert futures.sentence(found) == "The hurdle is missed in none of 256 draws"
    assert futures.told(found) == ()
    assert futures.trade_off(found).empty


# Tornado ------------------------------------------------------------------------------


def test_swing_of_a_driver_by_hand() -> None:
    """r uniform on 0.4 … 1.2 is 0.48 at P10 and 1.12 at P90: base ROI −4 % and 124 %."""
    found = driver_tornado(Simulator(by_hand(realisation(0.4, 1.2)), 2), STILL)
    assert found is not None
    first = swings.rows(found)[0]
    assert first.name == "Benefit realisation (driver)"
    assert first.places[0] == "48\u00a0%"
    assert first.figures[0] == pytest.approx(-0.04)
    assert first.width == pytest.approx(1.28)
    said = swings.sentence(swings.rows(found))
    assert said == (
        "Benefit realisation (driver) moves ROI of the base case most: \u22124\u00a0% to 124\u00a0%"
    )


def test_a_turn_is_said_although_both_ends_are_alike() -> None:
    bent = Swing("usage", "lever", (), (1.0, 2.0, 4.0), (0.1, 0.9, 0.1), (1.0, 9.0, 1.0))
    flat = Swing("wages", "lever", (), (1.0, 1.5, 2.0), (0.1, 0.1, 0.1), (1.0, 1.0, 1.0))
    found = Tornado("roi", 0.1, 1.0, HURDLE, (bent, flat))
    shown = swings.rows(found)
    assert [row.name for row in shown] == ["Usage"]
    assert "Turns, so that both ends mislead: usage." in swings.reading(found, shown)
    assert "1 other hardly move" in swings.reading(found, shown)
    assert set(swings.table(found)["Turns"]) == {"yes", "no"}


def test_levers_are_swung_over_what_the_presets_span(simulator: Simulator) -> None:
    found = lever_tornado(simulator, STILL)
    assert found is not None
    usage = next(row for row in swings.rows(found) if row.name == "Usage")
    assert (usage.places[0], usage.places[-1]) == ("×1", "×10")
    # 300 ÷ (100 × 10 + 50) − 1
    assert usage.figures[-1] == pytest.approx(300 / 1050 - 1)


# Map and shock ------------------------------------------------------------------------


def test_map_holds_where_tokens_cost_no_more_than_twice(simulator: Simulator) -> None:
    portfolio = simulator.portfolio
    axes = [flips.axis(lever, portfolio, STILL) for lever in ("usage", "price_change")]
    found = flip_map(simulator, STILL, CAPTURED, "usage", "price_change", *axes)
    told = flips.cells(found, portfolio, STILL)
    pairs = [(usage, price) for price in axes[1] for usage in axes[0]]
    for (usage, price), cell in zip(pairs, told, strict=True):
        if usage * (1 + price) != 2:  # on the hurdle itself the last bit decides
            assert cell.holds is (usage * (1 + price) < 2)
    assert [pair for pair, cell in zip(pairs, told, strict=True) if cell.stands] == [(1.0, 0.0)]
    held = sum(cell.holds is True for cell in told)
    assert f"in {held} of {len(pairs)} pairs of usage and vendor prices" in flips.sentence(
        found, told
    )
    assert len(flips.table(found, told)) == len(pairs)


@pytest.mark.parametrize("lever", LEVERS)
def test_every_lever_has_an_axis_that_the_map_accepts(simulator: Simulator, lever: str) -> None:
    values = flips.axis(lever, simulator.portfolio, STILL)
    assert 2 <= len(values) <= 9
    other = "wages" if lever == "usage" else "usage"
    found = flip_map(simulator, STILL, CAPTURED, lever, other, values, (1.0, 1.1))
    assert len(flips.cells(found, simulator.portfolio, STILL)) == 2 * len(values)


def test_the_hurdle_as_an_axis_judges_each_cell_by_its_own(simulator: Simulator) -> None:
    found = flip_map(simulator, STILL, CAPTURED, "hurdle_rate", "usage", (0.5, 1.5), (1.0, 1.1))
    told = flips.cells(found, simulator.portfolio, STILL)
    assert [cell.holds for cell in told[:2]] == [True, False]


def test_smallest_shock_of_one_driver_is_its_distance() -> None:
    """r normal with mean 1 and deviation 0.2 meets 0.6 two deviations below."""
    driver = Driver(name="realisation", distribution=Normal(mean=1.0, sd=0.2))
    found = driver_stress(Simulator(by_hand(driver), 2), STILL)
    assert found is not None
    assert shocks.sentence(found).startswith(
        "It breaks at benefit realisation (driver) 60\u00a0% instead of 100\u00a0%"
    )
    assert "Together 2.00 standard deviations" in shocks.distance_words(found)
    assert "2\u00a0%" in shocks.distance_words(found)
    assert shocks.table(found)["Standard deviations"].tolist()[0] == pytest.approx(-2, rel=1e-3)


def test_no_shock_and_no_need_of_one_are_said(simulator: Simulator) -> None:
    below = driver_stress(simulator, MISSED)
    assert below is not None
    assert below.verdict is Break.ALREADY
    assert shocks.sentence(below).startswith("No shock is needed: base ROI \u221245")
    assert shocks.distance_words(below) == ""
    holds = replace(below, verdict=Break.HOLDS, roi=0.31, distance=None)
    assert "No joint move within 4 standard deviations" in shocks.sentence(holds)
