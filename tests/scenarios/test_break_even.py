"""Break-evens against roots written out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scenarios.break_even import (
    BreakEven,
    Holds,
    base_break_even_prices,
    find_break_even,
    lever_break_even,
)
from scenarios.distributions import Normal
from scenarios.lever_moves import lever_range, with_levers
from scenarios.levers import Levers
from scenarios.portfolio import Behaviour, CostLayer, Exponents, Initiative, Portfolio, ValueBasis
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from tests.scenarios.asking import by_id
from tests.scenarios.portfolios import driver, rich_portfolio
from tests.scenarios.stating import benefit, cost

HURDLE = 0.2
TOKENS, FIXED = Behaviour.TOKENS, Behaviour.FIXED
#: Value that does not follow usage, so that the break-even in usage has a closed form.
STILL = Scenario(levers=Levers(value_follows_usage=0.0))


def stated(costs, benefits, ids: str = "a", **more) -> Portfolio:
    """Twelve months, undiscounted, hurdle 20 %."""
    return Portfolio(
        "P", "EUR", tuple(Initiative(i, i.upper()) for i in ids), tuple(costs), tuple(benefits),
        discount_rate=0.0, hurdle_rate=HURDLE, horizon_months=12, **more,
    )  # fmt: skip


def by_hand(**more) -> Portfolio:
    """100 a month of tokens, 50 that nothing moves, 300 of benefit: base ROI 100 %.

    The hurdle allows 300 ÷ 1.2 = 250 of cost, so tokens may cost 200: twice today's
    price, or twice today's usage; and benefits may fall to 180, which is 60 %.
    """
    token = cost("a", "tokens", 100, behaviour=TOKENS, vendor="Acme")
    fixed = cost("a", "fixed", 50, behaviour=FIXED, layer=CostLayer.C6)
    return stated([token, fixed], [benefit("a")], **more)


def base(portfolio: Portfolio, lever: str, scenario: Scenario = STILL, **more) -> BreakEven | None:
    return lever_break_even(Simulator(portfolio, 2), scenario, lever, quantile="base", **more)


# One lever of the portfolio -----------------------------------------------------------


@pytest.mark.parametrize(
    ("lever", "kind", "root"),
    [
        ("price_change", Holds.UP_TO, 1.0),  # 100 × (1 + p) = 200
        ("usage", Holds.UP_TO, 2.0),  # 100 × U = 200
        ("realisation", Holds.FROM, 0.6),  # 300 × r = 1.2 × 150
        ("hurdle_rate", Holds.UP_TO, 1.0),  # 300 ÷ 150 − 1
    ],
)
def test_break_evens_of_the_portfolio_by_hand(lever: str, kind: Holds, root: float) -> None:
    span = lever_range(lever)
    found = base(by_hand(), lever)
    assert found is not None
    assert found.value == pytest.approx(root, rel=1e-6)
    assert found == BreakEven.once(kind, found.value, lever, span.low, span.high)


def test_value_that_follows_usage_has_two_break_evens() -> None:
    """300 √U = 1.2 (100 U + 100): with x = √U, 2 x² − 5 x + 2 = 0, so U is 4 or ¼."""
    token, fixed = by_hand().costs
    portfolio = stated([token, replace(fixed, amount=100.0)], [benefit("a")])
    for stands, kind, root in ((2.0, Holds.UP_TO, 4.0), (0.5, Holds.FROM, 0.25)):
        levers = Levers(value_follows_usage=0.5, usage=stands)
        found = base(portfolio, "usage", Scenario(levers=levers))
        assert found is not None
        assert (found.kind, found.value) == (kind, pytest.approx(root, rel=1e-6))
        assert found.held == (pytest.approx((0.25, 4.0), rel=1e-6),)
        assert found.turns


def test_a_lever_in_whole_months() -> None:
    """150 of cost for 12 months is 1,800; 2,160 of benefit at 300 a month are 7.2 months."""
    late = benefit("a", capture_status="observed", start_month=1, volume=20.0)
    portfolio = stated(by_hand().costs, [late])
    found = base(portfolio, "benefit_delay_months")
    # Observed counts half of 600. Four months later leaves 8 × 300 = 2,400, five 2,100.
    assert found == BreakEven.once(Holds.UP_TO, 4, "benefit_delay_months", 0, 36)


def test_levers_that_never_turn_the_answer() -> None:
    assert base(by_hand(), "wages") == BreakEven.once(Holds.ALWAYS, None, "wages", 0.5, 2)
    short = base(by_hand(), "usage", low=0.5, high=1.9)
    assert short == BreakEven.once(Holds.ALWAYS, None, "usage", 0.5, 1.9)
    poor = stated(by_hand().costs, [benefit("a", volume=1.0)])
    assert base(poor, "price_change", low=0.0) == BreakEven.once(
        Holds.NEVER, None, "price_change", 0, 3
    )


def test_the_median_stands_at_the_hurdle_at_its_break_even() -> None:
    simulator = Simulator(rich_portfolio(), 256)
    found = lever_break_even(simulator, Scenario(), "realisation")
    assert found is not None
    assert found.kind is Holds.FROM
    assert found.value is not None
    there = simulator.run(with_levers(Scenario(), realisation=found.value))
    assert there.portfolio.outcomes[ValueBasis.CAPTURED].roi.p50.value == pytest.approx(
        0.2, abs=1e-7
    )
    assert found.value != lever_break_even(simulator, Scenario(), "realisation", quantile="base")


def test_what_cannot_be_answered_has_no_break_even() -> None:
    no_status = stated(by_hand().costs, [benefit("a", capture_status=None)])
    assert base(no_status, "usage") is None
    assert base(no_status, "usage", basis=ValueBasis.CLAIMED) is not None
    # Most of the cost does not say how it behaves: the base stands, a moved lever does not.
    silent = stated([cost("a", behaviour=None)], [benefit("a")])
    assert base(silent, "realisation") is not None
    assert base(silent, "usage") is None


def test_levers_and_ranges_that_do_not_exist_are_refused() -> None:
    for lever in ("price_change_by_vendor", "weather"):
        with pytest.raises(ValueError, match="no lever"):
            base(by_hand(), lever)
    with pytest.raises(ValueError, match="range must lie between"):
        base(by_hand(), "usage", low=0.01)


# Prices, initiative by initiative -------------------------------------------------------


def prices(portfolio: Portfolio, **more) -> dict[str, BreakEven | None]:
    return base_break_even_prices(Simulator(portfolio, 2), Scenario(), **more)


def test_break_even_prices_by_hand() -> None:
    """Each may cost 250 a month against a benefit of 300."""
    half = Exponents(price=0.5)
    costs = [
        cost("a", "t", 100, behaviour=TOKENS, vendor="V"), cost("a", "f", 50),
        cost("b", "t", 10, behaviour=TOKENS, vendor="V"),
        cost("c", "t", 1_000, behaviour=TOKENS, vendor="V"), cost("c", "f", 260),
        cost("d", "t", 150, exponents=half, vendor="W"),
        cost("e", "t", 100, behaviour=Behaviour.COMMIT, commitment=120.0, vendor="V"),
        cost("f", "t", 100, behaviour=None, vendor="V"),
        cost("g", "t", 100, behaviour=TOKENS, vendor="V"),
    ]  # fmt: skip
    portfolio = stated(costs, [benefit(i) for i in "abcdef"], ids="abcdefg")
    found = prices(portfolio)

    def meets(root: float) -> BreakEven:
        near = pytest.approx(root, rel=1e-6)
        return BreakEven(Holds.UP_TO, near, "price_change", -0.9, 3.0, ((-0.9, near),))

    assert found["a"] == meets(1.0)  # 100 × 2 + 50
    assert found["b"] == BreakEven.once(Holds.ALWAYS, None, "price_change", -0.9, 3.0)
    assert found["c"] == BreakEven.once(Holds.NEVER, None, "price_change", -0.9, 3.0)
    assert found["d"] == meets((250 / 150) ** 2 - 1)  # 150 × √(1 + p)
    assert found["e"] == meets(1.5)  # max(120, 100 × 2.5)
    assert found["f"] is None  # nobody says whether the cost answers to price
    assert found["g"] is None  # no benefit supplied
    assert list(found) == list("abcdefg")


def one_search(simulator: Simulator, scenario: Scenario, id_: str) -> BreakEven | None:
    """The same by Brent's method on the claimed ROI itself, without the short cut."""

    def margin(price: float) -> float | None:
        result = simulator.run(with_levers(scenario, price_change=price))
        outcome = by_id(result)[id_].outcomes.get(ValueBasis.CLAIMED)
        return None if outcome is None else outcome.roi.base - result.hurdle_rate

    return find_break_even(margin, -0.9, 3.0, 0.0, lever="price_change")


@pytest.mark.parametrize(
    "levers",
    [Levers(), Levers(price_change_month=9, usage=2.0), Levers(price_elasticity=-0.4)],
    ids=["base", "later and more", "usage answers price"],
)
def test_break_even_prices_are_those_of_one_search_each(levers: Levers) -> None:
    simulator, scenario = Simulator(rich_portfolio(), 2), Scenario(levers=levers)
    values = []
    for id_, found in base_break_even_prices(simulator, scenario, ValueBasis.CLAIMED).items():
        other = one_search(simulator, scenario, id_)
        assert (found is None) == (other is None)
        if found is not None and other is not None:
            assert replace(found, value=None, held=()) == replace(other, value=None, held=())
            for part, also in zip(found.held, other.held, strict=True):
                assert part == pytest.approx(also, rel=1e-7, abs=1e-8)
            assert (found.value is None) == (other.value is None)
            if other.value is not None:
                assert found.value == pytest.approx(other.value, rel=1e-7, abs=1e-8)
                values.append(found.value)
    assert values


def test_the_number_of_draws_and_the_seed_do_not_matter_to_prices() -> None:
    few = prices(rich_portfolio())
    many = base_break_even_prices(Simulator(rich_portfolio(), 100, seed=3), Scenario())
    assert few == many
    assert any(found is not None for found in few.values())


def test_an_assumption_on_a_vendor_who_bills_nothing_changes_no_bit() -> None:
    zebra = driver("price_trend:Zebra", Normal(mean=0.5, sd=1))
    plain = rich_portfolio()
    more = replace(plain, drivers=(*plain.drivers, zebra))
    assert prices(more) == prices(plain)
    for quantile in ("p50", "base"):
        one, other = (
            lever_break_even(Simulator(p, 64), Scenario(), "realisation", quantile=quantile)
            for p in (plain, more)
        )
        assert one is not None
        assert one == other


def test_another_initiative_changes_no_bit_of_a_price() -> None:
    one = by_hand()
    two = stated(
        [*one.costs, cost("b", amount=170, behaviour=TOKENS, vendor="New")],
        [*one.benefits, benefit("b")], ids="ba",
    )  # fmt: skip
    assert prices(two)["a"] == prices(one)["a"]


def test_a_search_over_prices_can_be_watched_and_broken_off() -> None:
    seen: list[tuple[int, int]] = []
    prices(rich_portfolio(), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(k, 8) for k in range(1, 9)]

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        prices(rich_portfolio(), progress=stop)
