"""First-year full cost against sums made by hand, and its identities on any portfolio."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.assessment.full_cost import full_cost, months_in_year, split_cents, to_cents
from cockpit.assessment.spend import (
    budget_split,
    by_channel,
    commitment_use,
    invoice_by_initiative,
    invoice_only,
    seat_use,
    unit_costs,
    vendor_shares,
)
from scenarios.portfolio import (
    AllocationRule,
    CostLayer,
    CostLine,
    Initiative,
    Portfolio,
    Source,
    Timing,
)
from tests.cockpit.cost_fixture import INITIATIVES, PORTFOLIO

COST = full_cost(PORTFOLIO)
BY_ID = {each.id: each for each in COST.initiatives}


def test_totals() -> None:
    # 39,000 (A) + 12,000 (B) + 1,000.01 (office) + 1,200 (gateway)
    assert COST.recurring == pytest.approx(53_200.01, abs=1e-9)
    assert COST.one_off == 7_000
    assert COST.later_one_off == 500


def test_layers_sum_to_the_total_and_a_missing_one_is_absent() -> None:
    assert COST.layers == pytest.approx(
        {
            CostLayer.C1: 12_000,
            CostLayer.C2: 39_000,
            CostLayer.C4: 1_200,
            CostLayer.C6: 0.0,
            CostLayer.C7: 1_000.01,
        }
    )
    assert sum(COST.layers.values()) == pytest.approx(COST.recurring)


def test_shared_cost_alone_is_cost_of_those_who_bear_it() -> None:
    shared = CostLine("office", None, CostLayer.C7, "Office", 100, allocation=AllocationRule.EVEN)
    cost = full_cost(Portfolio("p", "EUR", INITIATIVES, (shared,)))
    assert [each.supplied for each in cost.initiatives] == [True, True, True]
    assert cost.missing_pairs == 3 * 6
    assert (cost.states_recurring, cost.states_one_off) == (True, False)
    assert not any(each.states_one_off for each in cost.initiatives)


def test_a_part_of_nothing_leaves_the_layer_missing() -> None:
    own = [CostLine("own", key, CostLayer.C1, "Own", 10) for key in "AN"]
    shared = CostLine("gate", None, CostLayer.C4, "Gate", 100, allocation=AllocationRule.USAGE)
    cost = full_cost(Portfolio("p", "EUR", INITIATIVES, (*own, shared)))
    missing = {each.id: each.missing for each in cost.initiatives}
    # N states no requests, so it bears no part of the gateway, and nothing of layer C4.
    assert CostLayer.C4 not in missing["A"]
    assert CostLayer.C4 in missing["N"]


def test_one_off_cost_alone_says_nothing_of_a_year() -> None:
    line = CostLine("setup", "A", CostLayer.C4, "Set-up", 7, timing=Timing.ONE_OFF)
    cost = full_cost(Portfolio("p", "EUR", INITIATIVES, (line,)))
    assert (cost.states_recurring, cost.states_one_off) == (False, True)


def test_initiatives_carry_own_and_allocated_cost() -> None:
    a, b, n = BY_ID["A"], BY_ID["B"], BY_ID["N"]
    assert a.own_recurring == 39_000
    assert a.allocated_recurring == pytest.approx(500.005 + 1_080)
    assert a.one_off == 7_000
    assert b.recurring == pytest.approx(12_000 + 500.005 + 120)
    assert n.recurring == 0
    assert not n.supplied
    assert n.layers == {}
    assert COST.difference == pytest.approx(0, abs=1e-9)
    assert [each.id for each in COST.initiatives] == ["A", "B", "N"]


def test_missing_is_not_zero() -> None:
    assert BY_ID["B"].layers[CostLayer.C6] == 0.0
    assert CostLayer.C1 not in BY_ID["B"].layers
    assert BY_ID["B"].missing == (CostLayer.C1, CostLayer.C3, CostLayer.C5)
    assert BY_ID["B"].partial
    assert COST.missing_pairs == 2 + 3  # A lacks C3 and C5; N supplies nothing at all


def test_allocation_reconciles_to_the_cent() -> None:
    office, gateway = COST.allocations
    assert office.recurring == Decimal("1000.01")
    assert {name: part[1] for name, part in office.parts.items()} == {
        "A": Decimal("500.01"),
        "B": Decimal("500.00"),
    }
    assert gateway.parts["A"][:2] == (0.9, Decimal("1080.00"))
    assert office.difference == gateway.difference == 0


@settings(deadline=None)
@given(
    cents=st.integers(0, 10**12),
    weights=st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=40),
)
def test_split_cents_loses_no_cent(cents: int, weights: list[float]) -> None:
    shares = {f"i{k}": weight / sum(weights) for k, weight in enumerate(weights)}
    total = Decimal(cents) / 100
    parts = split_cents(total, shares)
    assert sum(parts.values()) == total
    for name, share in shares.items():
        assert abs(float(parts[name]) - float(total) * share) <= 0.01 + 1e-6 * float(total)


def test_to_cents_rounds_half_to_even() -> None:
    assert to_cents(1.005) == Decimal("1.00")
    assert to_cents(1.015) == Decimal("1.02")


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [(0, None, 12), (1, 12, 12), (4, 9, 6), (12, 40, 1), (13, None, 0), (0, 0, 0)],
)
def test_months_in_year(start: int, end: int | None, months: int) -> None:
    line = CostLine("k", "A", CostLayer.C1, "x", 1, start_month=start, end_month=end)
    assert months_in_year(line) == months


def test_invoice_is_c2_with_a_vendor() -> None:
    invoice = invoice_only(COST)
    assert invoice.invoice == 24_000 + 3_000 + 12_000
    assert invoice.booked == 24_000
    assert invoice.share == pytest.approx(39_000 / 53_200.01)
    assert invoice.multiple == pytest.approx(53_200.01 / 39_000)
    assert invoice_by_initiative(COST) == {"A": 27_000, "B": 12_000, "N": None}


def test_shadow_spend_keeps_the_unstated_apart() -> None:
    split = budget_split(COST)
    assert (split.inside, split.shadow) == (36_000, 3_000)
    assert split.not_stated == pytest.approx(53_200.01 - 39_000)
    assert [each.line.key for each in split.shadow_lines] == ["seats"]


def test_idle_seats_cost_their_share() -> None:
    (use,) = seat_use(PORTFOLIO, COST)
    assert (use.idle, use.seat_cost) == (30, 3_000)
    assert use.idle_money == pytest.approx(900)


def test_seats_without_activity_are_unknown_not_idle() -> None:
    portfolio = Portfolio("p", "EUR", (Initiative("A", "A", seats_licensed=5),))
    (use,) = seat_use(portfolio, full_cost(portfolio))
    assert use.idle is None
    assert use.idle_money is None


def test_commitment_against_metered() -> None:
    (use,) = commitment_use(COST)
    assert (use.committed, use.metered, use.unused) == (12_000, 9_600, 2_400)


def test_vendor_concentration() -> None:
    shares = vendor_shares(COST)
    assert dict(shares.vendors) == {"Modello": 36_000, "Cloudia": 13_200, "Seatwise": 3_000}
    assert shares.no_vendor == pytest.approx(1_000.01)
    expected = sum((100 * part / 52_200) ** 2 for part in (36_000, 13_200, 3_000))
    assert shares.hhi == pytest.approx(expected)


def test_one_vendor_has_the_greatest_index_and_none_has_no_index() -> None:
    line = CostLine("k", "A", CostLayer.C2, "x", 10, vendor="Only")
    one = Portfolio("p", "EUR", (Initiative("A", "A"),), (line,))
    assert vendor_shares(full_cost(one)).hhi == pytest.approx(10_000)
    assert vendor_shares(full_cost(Portfolio("p", "EUR", ()))).hhi is None


def test_channels_sum_to_the_total() -> None:
    channels = by_channel(
        COST, {Source("Costs", 2): "cloud", Source("Costs", 3): "SaaS", Source("Costs", 9): "cloud"}
    )
    assert channels["cloud"] == 13_200
    assert channels["SaaS"] == 24_000
    assert list(channels)[-1] is None
    assert sum(channels.values()) == pytest.approx(COST.recurring)


def test_unit_cost_needs_a_volume() -> None:
    a, b = unit_costs(COST.initiatives, {"A": 2_000})
    assert a.cost_per_output == pytest.approx((39_000 + 1_580.005) / 12 / 2_000)
    assert b.id == "B"
    assert b.cost_per_output is None


def test_an_empty_portfolio_is_no_error() -> None:
    empty = full_cost(Portfolio("p", "EUR", ()))
    assert empty.recurring == 0
    assert empty.layers == {}
    assert empty.initiatives == ()
    assert invoice_only(empty).share is None
    assert invoice_only(empty).multiple is None
