"""Missing is not zero: what is not supplied is left open, said, and never made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.levers import Levers
from scenarios.portfolio import (
    AllocationRule,
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    Destination,
    Initiative,
    Portfolio,
    ValueBasis,
)
from scenarios.results import Supplied
from scenarios.scenario import MissingLayers, Scenario, Valuation
from scenarios.simulate import simulate
from scenarios.valuation import basis_weights, net_time_share
from tests.scenarios.stating import CAPTURED, CASHABLE, CLAIMED, benefit, cost, simulated

# What is supplied ------------------------------------------------------------------


def test_cost_without_benefit_is_a_cost_and_no_roi() -> None:
    result = simulated([cost("a"), cost("b")], [benefit("a")])
    lone = result.initiatives[1]
    assert lone.supplied is Supplied.COST_ONLY
    assert lone.outcomes == {}
    assert set(lone.unanswered) == set(ValueBasis)
    assert lone.cost is not None
    assert lone.cost.base == 1200
    assert result.portfolio.cost.base == 2400
    assert result.portfolio.outcomes[CAPTURED].npv.base == pytest.approx(3600 - 2400)
    assert any("1 initiative supplies no benefit" in note for note in result.notes)


def test_benefit_without_cost_is_left_out_and_said() -> None:
    result = simulated([cost("a")], [benefit("a"), benefit("b")])
    lone = result.initiatives[1]
    assert lone.supplied is Supplied.BENEFIT_ONLY
    assert lone.outcomes == {}
    assert lone.cost is None
    assert result.portfolio.outcomes[CAPTURED].benefit.base == pytest.approx(3600)
    assert any("a missing cost is not a cost of zero" in note for note in result.notes)


def test_nothing_supplied_is_not_supplied() -> None:
    result = simulated([cost("a")], [benefit("a")])
    lone = result.initiatives[1]
    assert lone.supplied is Supplied.NEITHER
    assert (lone.cost, lone.outcomes, lone.layer_base) == (None, {}, {})
    assert lone.missing_layers == tuple(CostLayer)
    assert any("neither cost nor benefit" in note for note in result.notes)


def test_a_portfolio_without_any_pair_has_no_roi() -> None:
    result = simulated([cost("a")], [benefit("b")])
    assert result.portfolio.outcomes == {}
    assert result.portfolio.fans == {}
    assert result.portfolio.histograms == {}
    assert result.portfolio.influences == ()
    assert set(result.portfolio.unanswered) == set(ValueBasis)
    assert result.portfolio.cost.base == 1200


def test_shared_cost_alone_is_cost_of_all_who_bear_it() -> None:
    shared = cost(None, allocation=AllocationRule.EVEN)
    result = simulated([shared], [benefit("a"), benefit("b")])
    for found in result.initiatives:
        assert found.supplied is Supplied.BOTH
        assert found.cost is not None
        assert found.cost.base == 600
        assert found.outcomes[CAPTURED].roi.base == pytest.approx(5.0)
    assert result.portfolio.outcomes[CAPTURED].roi.base == pytest.approx(5.0)


def test_absent_cost_is_absent_and_not_zero() -> None:
    for costs in ([], [cost("a", start_month=50)]):
        result = simulated(costs, [benefit("a")], ids="a")
        assert result.portfolio.cost is None
        assert result.portfolio.outcomes == {}
        assert result.portfolio.layer_base == {}
        assert result.stamp.tco == "no cost"
        assert result.partial
    declared = simulated([cost("a", amount=0.0)], [benefit("a")], ids="a")
    assert declared.portfolio.cost is not None
    assert declared.portfolio.cost.base == 0.0


# Capture and cash ------------------------------------------------------------------


def test_no_capture_status_is_unanswered_and_not_zero() -> None:
    result = simulated([cost("a")], [benefit("a", capture_status=None)])
    found = result.initiatives[0]
    assert set(found.outcomes) == {CLAIMED}
    assert set(found.unanswered) == {CAPTURED, CASHABLE}
    assert "capture status" in found.unanswered[CAPTURED]
    assert set(result.portfolio.outcomes) == {CLAIMED}
    assert set(result.portfolio.unanswered) == {CAPTURED, CASHABLE}
    said = "No capture status stated, so counted as claimed only: 1 of 1 benefit."
    assert said in result.notes


def test_one_status_answers_for_the_initiative_and_the_portfolio() -> None:
    result = simulated(
        [cost("a"), cost("b")],
        [benefit("a"), benefit("a", "x", capture_status=None), benefit("b", capture_status=None)],
    )
    assert CAPTURED in result.initiatives[0].outcomes
    assert result.initiatives[0].outcomes[CAPTURED].benefit.base == 3600
    assert result.initiatives[0].outcomes[CLAIMED].benefit.base == 7200
    assert CAPTURED not in result.initiatives[1].outcomes
    assert result.portfolio.outcomes[CAPTURED].benefit.base == 3600


@pytest.mark.parametrize(
    ("status", "weight"),
    [("potential", 0.0), ("observed", 0.5), ("captured", 1.0), ("sustained", 1.0)],
)
def test_captured_weighs_by_status(status: str, weight: float) -> None:
    result = simulated([cost("a")], [benefit("a", capture_status=CaptureStatus(status))])
    assert result.initiatives[0].outcomes[CAPTURED].benefit.base == 3600 * weight
    assert result.initiatives[0].outcomes[CLAIMED].benefit.base == 3600


@pytest.mark.parametrize(
    ("destination", "share", "burden", "cashable"),
    [
        (Destination.AVOIDED_HIRE, 0.5, 0.0, 1800),
        # 10 hours freed a month, 4 spent on review: 60 % of the half.
        (Destination.AVOIDED_HIRE, 0.5, 4.0, 1080),
        (Destination.AVOIDED_HIRE, 1.0, 99.0, 0),
        (None, 0.5, None, 0),
        (Destination.AVOIDED_HIRE, 0.0, None, 0),
    ],
)
def test_cashable_counts_freed_time_with_a_destination(
    destination: Destination | None, share: float, burden: float | None, cashable: float
) -> None:
    line = benefit("a", freed_time=True, destination=destination, redeployed_share=share)
    result = simulated([cost("a")], [line], burden_hours_month=burden)
    outcomes = result.initiatives[0].outcomes
    assert outcomes[CASHABLE].benefit.base == pytest.approx(cashable)
    assert outcomes[CAPTURED].benefit.base == 3600
    said = any("no destination" in note for note in result.notes)
    assert said is (destination is None)


def test_half_an_hour_freed_and_a_quarter_lost_leaves_half() -> None:
    line = benefit(
        "a", volume=0.5, freed_time=True, destination=Destination.MORE_VOLUME, redeployed_share=1.0
    )
    found = simulated([cost("a")], [line], ids="a", burden_hours_month=0.25).initiatives[0]
    assert found.outcomes[CASHABLE].benefit.base == pytest.approx(0.5 * 30 * 12 / 2)


def test_an_unknown_redeployed_share_is_unanswered_and_not_zero() -> None:
    unknown = benefit("a", freed_time=True, destination=Destination.SENIOR_TIME)
    result = simulated([cost("a")], [unknown], ids="a")
    assert set(result.initiatives[0].outcomes) == {CLAIMED, CAPTURED}
    assert "redeployed" in result.initiatives[0].unanswered[CASHABLE]
    assert set(result.portfolio.unanswered) == {CASHABLE}
    assert any("no redeployed share" in note for note in result.notes)
    # Beside a benefit that is known to be cash, it counts nothing and is said.
    beside = simulated([cost("a")], [unknown, benefit("a", "x")], ids="a")
    assert beside.portfolio.outcomes[CASHABLE].benefit.base == 3600


TIME = {"freed_time": True, "destination": Destination.SENIOR_TIME, "redeployed_share": 0.5}


@pytest.mark.parametrize(
    ("line", "burden", "why", "note"),
    [
        (TIME, None, "review, coordination and security hours", "not all stated"),
        ({**TIME, "freed_time": None}, 0.0, "working time", "No unit"),
        ({"freed_time": None}, None, "working time", "No unit"),
    ],
)
def test_freed_time_without_burden_or_unit_is_not_known_to_be_cashable(
    line: dict, burden: float | None, why: str, note: str
) -> None:
    unknown = benefit("a", **line)
    alone = simulated([cost("a")], [unknown], ids="a", burden_hours_month=burden)
    assert set(alone.initiatives[0].outcomes) == {CLAIMED, CAPTURED}
    assert why in alone.initiatives[0].unanswered[CASHABLE]
    assert why in alone.portfolio.unanswered[CASHABLE]
    assert any(note in said and "1 benefit" in said for said in alone.notes)
    beside = simulated([cost("a")], [unknown, benefit("a", "x")], ids="a")
    assert beside.portfolio.outcomes[CASHABLE].benefit.base == 3600
    # What became worse counts in full: 0.25 of the 3,600 of the gain beside it.
    worse = benefit("a", "w", change=-0.25, **line)
    lost = simulated([cost("a")], [worse, benefit("a", "x")], ids="a", burden_hours_month=burden)
    assert lost.portfolio.outcomes[CASHABLE].benefit.base == pytest.approx(2700)


def test_lines_unknown_for_several_reasons_leave_cashable_open() -> None:
    lines = [benefit("a", freed_time=None), benefit("a", "t", **TIME)]
    result = simulated([cost("a")], lines, ids="a")
    assert "of no benefit" in result.initiatives[0].unanswered[CASHABLE]
    assert CAPTURED in result.initiatives[0].outcomes


@given(st.lists(st.tuples(st.sampled_from((False, True, None)), st.floats(-1, 1),
                          st.floats(0, 1)), min_size=1, max_size=4),
       st.floats(0, 40), st.data())  # fmt: skip
def test_a_blank_unit_or_burden_never_raises_cashable(
    stated: list[tuple[bool | None, float, float]], burden: float, data: st.DataObject
) -> None:
    lines = [
        benefit("a", str(k), change=change, freed_time=time, redeployed_share=share,
                destination=Destination.MORE_VOLUME if time is not False else None)
        for k, (time, change, share) in enumerate(stated)
    ]  # fmt: skip
    blank = data.draw(st.integers(-1, len(lines) - 1))
    blanked = [
        replace(line, freed_time=None) if k == blank else line for k, line in enumerate(lines)
    ]
    found = weighed(lines, burden)
    assert weighed(blanked, burden if blank >= 0 else None) <= found + 1e-9


def weighed(lines: list[BenefitLine], burden: float | None) -> float:
    """Cashable value a month of initiative a."""
    portfolio = Portfolio(
        "P", "EUR", (Initiative("a", "A", burden_hours_month=burden),), (), tuple(lines)
    )
    net_time = net_time_share(portfolio, "a", Valuation())
    return sum(
        line.monthly_value * basis_weights(line, net_time, Valuation())[CASHABLE] for line in lines
    )


def test_cashable_leaves_what_is_not_time_alone() -> None:
    outcomes = simulated([cost("a")], [benefit("a")], burden_hours_month=5).initiatives[0].outcomes
    assert outcomes[CASHABLE].benefit.base == 3600


def test_indirect_benefits_stand_apart() -> None:
    plain = simulated([cost("a")], [benefit("a")])
    beside = simulated([cost("a")], [benefit("a"), benefit("a", "x", direct=False)])
    assert beside.portfolio.outcomes == plain.portfolio.outcomes
    assert (plain.portfolio.indirect_base, beside.portfolio.indirect_base) == (0.0, 3600.0)
    alone = simulated([cost("a")], [benefit("a", direct=False)])
    assert alone.initiatives[0].supplied is Supplied.COST_ONLY
    assert alone.portfolio.indirect_base == 3600.0


def test_the_burden_is_held_against_captured_hours_that_run() -> None:
    """10 hours captured and 10 half observed run today; 10 hoped for and 10 ahead do not."""
    time = {"freed_time": True, "destination": Destination.MORE_VOLUME, "redeployed_share": 1.0}
    lines = [
        benefit("a", "1", **time),
        benefit("a", "2", capture_status=CaptureStatus.OBSERVED, **time),
        benefit("a", "3", capture_status=CaptureStatus.POTENTIAL, **time),
        benefit("a", "4", start_month=2, **time),
    ]
    found = simulated([cost("a")], lines, ids="a", burden_hours_month=3).initiatives[0]
    captured = 3600 + 1800 + 0 + 3300
    assert found.outcomes[CAPTURED].benefit.base == pytest.approx(captured)
    assert found.outcomes[CASHABLE].benefit.base == pytest.approx(captured * (1 - 3 / 15))
    later = [benefit("a", "4", start_month=2, **time)]
    found = simulated([cost("a")], later, ids="a", burden_hours_month=3).initiatives[0]
    assert found.outcomes[CASHABLE].benefit.base == 0.0


# Behaviour that nobody states ---------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "levers", "answered"),
    [
        (0.0, {}, True),
        (0.0, {"usage": 10}, False),
        (0.0, {"price_change_by_vendor": {"Bills nothing": 0.1}}, True),
        (0.0, {"realisation": 0.5, "benefit_delay_months": 3, "discount_rate": 0.2}, True),
        (99.0, {"usage": 10}, False),
        (100.0, {"usage": 10}, True),
    ],
)
def test_costs_that_say_nothing_of_usage_answer_nothing_about_it(
    stated: float, levers: dict, answered: bool
) -> None:
    lines = [
        cost("a", behaviour=None, vendor="V"),
        cost("a", "s", stated, behaviour=Behaviour.USAGE),
    ]
    result = simulated(lines, [benefit("a")], ids="a", scenario=Scenario(levers=Levers(**levers)))
    found = result.initiatives[0]
    assert (CAPTURED in found.outcomes) is answered
    assert (CAPTURED in result.portfolio.outcomes) is answered
    if not answered:
        assert "does not state how it behaves" in found.unanswered[CAPTURED]
        assert found.cost is not None
    assert (found.known_cost is not None) is answered
    assert (result.portfolio.known_cost is not None) is answered
    asked = "usage" in levers or bool(levers.get("price_change_by_vendor", {}).get("V"))
    assert any("does not state how it behaves" in note for note in result.notes) is asked


def test_an_unstated_cost_stays_as_it_is_and_its_benefit_with_it() -> None:
    lines = [cost("a", behaviour=None, vendor="V")]
    plain = simulated(lines, [benefit("a")], ids="a")
    levers = Levers(value_follows_usage=1.0, price_elasticity=-1.0)
    moved = simulated(lines, [benefit("a")], ids="a", scenario=Scenario(levers=levers))
    assert moved.portfolio.cost == plain.portfolio.cost
    assert moved.portfolio.outcomes == plain.portfolio.outcomes


# Layers --------------------------------------------------------------------------


def test_a_declared_zero_is_an_answer() -> None:
    result = simulated([cost("a"), cost("a", "z", 0.0, layer=CostLayer.C3)], [benefit("a")])
    found = result.initiatives[0]
    assert CostLayer.C3 not in found.missing_layers
    assert found.layer_base[CostLayer.C3] == 0.0
    assert set(found.layer_base) == {CostLayer.C2, CostLayer.C3}
    assert result.partial


def test_a_full_stack_is_not_partial() -> None:
    lines = [cost("a", layer.value, layer=layer) for layer in CostLayer]
    assert not simulated(lines, [benefit("a")]).partial


def test_shared_lines_fill_the_layers_of_those_that_bear_them() -> None:
    lines = [cost("a"), cost("b"), cost(None, "s", layer=CostLayer.C7)]
    result = simulated(lines, [])
    for found in result.initiatives:
        assert CostLayer.C7 not in found.missing_layers
        assert found.layer_base[CostLayer.C7] > 0


def test_a_layer_that_an_initiative_bears_no_part_of_is_missing() -> None:
    shared = cost(None, "s", layer=CostLayer.C7, allocation=AllocationRule.USAGE)
    portfolio = Portfolio(
        "P", "EUR", (Initiative("a", "A", monthly_requests=10), Initiative("b", "B")),
        (cost("a"), cost("b"), shared),
    )  # fmt: skip
    bears, silent = simulate(portfolio, Scenario(), 4).initiatives
    assert CostLayer.C7 not in bears.missing_layers
    assert CostLayer.C7 in silent.missing_layers


def test_allowances_complete_the_known_cost() -> None:
    scenario = Scenario(
        missing_layers=MissingLayers(
            treatment="assume",
            share_of_full_cost={CostLayer.C1: 0.3, CostLayer.C2: 0.2, CostLayer.C5: 0.1},
        )
    )
    result = simulated([cost("a")], [benefit("a")], ids="a", scenario=scenario)
    found = result.initiatives[0]
    assert found.cost is not None
    # C2 is known, so that only C1 and C5 are missing: 1200 / (1 − 0.4).
    assert found.assumed_layers == (CostLayer.C1, CostLayer.C5)
    assert found.cost.base == pytest.approx(2000)
    assert found.layer_base[CostLayer.C1] == pytest.approx(600)
    assert found.layer_base[CostLayer.C5] == pytest.approx(200)
    assert result.partial, "five layers are known or assumed, the other four are not"
    wide = result.portfolio.cost
    assert wide.p10.value < 2000 < wide.p90.value


def test_nothing_is_assumed_unless_asked_for() -> None:
    shares = {CostLayer.C1: 0.3}
    scenario = Scenario(missing_layers=MissingLayers(share_of_full_cost=shares))
    found = simulated([cost("a")], [benefit("a")], scenario=scenario).initiatives[0]
    assert found.assumed_layers == ()
    assert found.cost is not None
    assert found.cost.base == 1200
