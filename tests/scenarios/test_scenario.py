"""Scenarios as files: nothing is lost on the way, and nothing unknown gets in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scenarios.distributions import (
    Discrete,
    EventMonth,
    Lognormal,
    Normal,
    Pert,
    Point,
    Quantiles,
    Triangular,
    Uniform,
)
from scenarios.drivers import DRIVERS, Correlation, Driver, driver_name, split_driver_name
from scenarios.levers import LONGEST_HORIZON, SECTIONS, Levers
from scenarios.portfolio import CaptureStatus, CostLayer, EvidenceGrade
from scenarios.presets import PRESETS
from scenarios.scenario import MissingLayers, Scenario, Valuation
from scenarios.simulate import simulate
from tests.scenarios.portfolios import any_levers, any_scenario, rich_portfolio

EVERY_KIND = [
    Point(value=0.1), Uniform(low=0, high=1), Triangular(low=0, mode=0, high=1),
    Pert(low=0, mode=0.5, high=1), Normal(mean=0, sd=0.1), Lognormal(median_value=1, sigma=0.2),
    Quantiles(p10=0, p50=0.1, p90=0.3, lower=-1), EventMonth(annual_probability=0.2),
    Discrete(values=(0, 1), probabilities=(0.5, 0.5)),
]  # fmt: skip

stated_drivers = st.lists(
    st.builds(
        Driver,
        name=st.sampled_from([*DRIVERS, "price_trend:Vendor Ü/1"]),
        distribution=st.sampled_from(EVERY_KIND),
        owner=st.none() | st.text(max_size=5),
        source=st.none() | st.text(max_size=5),
    ),
    max_size=3,
).map(tuple)
stated_correlations = st.lists(
    st.builds(
        Correlation,
        first=st.sampled_from(list(DRIVERS)),
        second=st.sampled_from(list(DRIVERS)),
        value=st.floats(-1, 1),
    ),
    max_size=2,
).map(tuple)
valuations = st.builds(
    Valuation,
    capture_weight=st.fixed_dictionaries(dict.fromkeys(CaptureStatus, st.floats(0, 1))),
    realisation_p90=st.fixed_dictionaries(dict.fromkeys(EvidenceGrade, st.floats(1, 10))),
    ungraded_p90=st.floats(1, 10),
    value_follows_usage=st.floats(0, 1),
)


@settings(max_examples=80)
@given(
    any_scenario(), stated_drivers, stated_correlations, valuations,
    st.text(max_size=20), st.text(max_size=20),
)  # fmt: skip
def test_any_scenario_comes_back_from_its_file(
    scenario: Scenario, drivers, correlations, valuation, name: str, description: str
) -> None:
    whole = scenario.model_copy(
        update={
            "drivers": drivers, "correlations": correlations, "valuation": valuation,
            "name": name, "description": description,
        }
    )  # fmt: skip
    text = whole.to_json()
    assert Scenario.from_json(text) == whole
    assert Scenario.from_json(text.encode()) == whole
    assert json.loads(text)["name"] == name


@pytest.mark.parametrize("name", PRESETS)
def test_presets_come_back_and_give_the_same_result(name: str) -> None:
    preset = PRESETS[name]
    again = Scenario.from_json(preset.to_json())
    assert again == preset
    assert simulate(rich_portfolio(), again, 8) == simulate(rich_portfolio(), preset, 8)


def test_the_file_holds_what_was_changed_and_no_more() -> None:
    content = json.loads(Scenario(name="N", levers=Levers(usage=10)).to_json())
    assert content["levers"] == {"usage": 10}
    assert "valuation" not in content
    assert Levers(usage=10, wages=1.0).changed() == {"usage": 10}
    assert Levers().changed() == {}


def test_a_file_may_leave_out_everything() -> None:
    assert Scenario.from_json("{}") == Scenario()


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "{", '{"lever": {}}', '{"levers": {"usages": 2}}',
        '{"levers": {"usage": 0.01}}', '{"levers": {"usage": 21}}', '{"levers": {"usage": "much"}}',
        '{"levers": {"usage": NaN}}', '{"levers": {"usage": Infinity}}',
        '{"levers": {"horizon_months": 11}}', '{"levers": {"horizon_months": 121}}',
        '{"levers": {"horizon_months": 12.5}}',
        '{"levers": {"price_change_by_vendor": {"A": -0.95}}}',
        '{"levers": {"price_change_by_vendor": {"A": 3.1}}}',
        '{"drivers": [{"name": "usage_growth"}]}',
        '{"drivers": [{"name": "usage_growth", "distribution": {"kind": "cauchy"}}]}',
        '{"correlations": [{"first": "a", "second": "b", "value": 1.1}]}',
        '{"valuation": {"capture_weight": {"captured": 1}}}',
        '{"valuation": {"capture_weight": {"potential": 0, "observed": 2, "captured": 1, '
        '"sustained": 1}}}',
        '{"valuation": {"realisation_p90": {"measured": 1.2}}}',
        '{"valuation": {"realisation_p90": {"measured": 0.9, "estimated": 1, "anecdotal": 1, '
        '"measured with baseline": 1}}}',
        '{"missing_layers": {"treatment": "guess"}}',
        '{"missing_layers": {"share_of_full_cost": {"C8": 0.1}}}',
        '{"missing_layers": {"share_of_full_cost": {"C1": -0.1}}}',
        '{"missing_layers": {"share_of_full_cost": {"C1": 0.5, "C2": 0.45}}}',
        '{"missing_layers": {"p90_ratio": 0.9}}',
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Scenario.from_json(text)


# The registry ----------------------------------------------------------------------


def test_every_lever_says_all_that_a_form_and_an_address_need() -> None:
    keys = set()
    for name, info in Levers.model_fields.items():
        extra = info.json_schema_extra
        assert isinstance(extra, dict)
        assert info.title
        assert info.description
        assert extra["section"] in SECTIONS
        assert extra["unit"] in ("×", "%", "months", "share")
        assert extra["low"] < extra["high"]
        assert 0 < extra["step"] <= (extra["high"] - extra["low"]) / 4, name
        assert extra["scale"] in ("linear", "log")
        assert extra["scale"] == "linear" or extra["low"] > 0
        keys.add(extra["key"])
    assert len(keys) == len(Levers.model_fields)


@pytest.mark.parametrize("name", [n for n in Levers.model_fields if n != "price_change_by_vendor"])
def test_each_lever_is_held_within_its_stated_range(name: str) -> None:
    extra = Levers.model_fields[name].json_schema_extra
    assert isinstance(extra, dict)
    for value in (extra["low"], extra["high"]):
        assert getattr(Levers(**{name: value}), name) == value
    for value in (extra["low"] - 1, extra["high"] + 1, float("nan")):
        with pytest.raises(ValidationError):
            Levers(**{name: value})


def test_the_levers_at_rest_change_nothing() -> None:
    """Each lever stated at the value that it rests at gives the very same figures."""
    neutral = Levers(
        usage=1, price_change=0, model_share_moved=0, review_burden=1, realisation=1, adoption=1,
        seats=1, wages=1, data_volume=1, price_elasticity=0, benefit_delay_months=0,
        discount_rate=0.07, hurdle_rate=0.2, horizon_months=36,
        price_change_by_vendor={"Acme": 0.0},
    )  # fmt: skip
    plain = simulate(rich_portfolio(), Scenario(), 32)
    stated = simulate(rich_portfolio(), Scenario(levers=neutral), 32)
    assert stated.portfolio == plain.portfolio
    assert stated.initiatives == plain.initiatives


@given(any_levers())
@settings(max_examples=30)
def test_changed_levers_are_enough_to_make_them_again(levers: Levers) -> None:
    assert Levers(**levers.changed()) == levers


def test_presets_are_the_eight_of_the_model() -> None:
    assert list(PRESETS) == [
        "base", "tenfold-usage", "vendors-raise-prices", "prices-collapse", "pricier-models",
        "benefits-slip", "review-burden-doubles", "everything-at-once",
    ]  # fmt: skip
    assert PRESETS["base"].levers == Levers()
    assert PRESETS["tenfold-usage"].levers.usage == 10
    assert PRESETS["vendors-raise-prices"].levers.price_change > 0
    assert PRESETS["prices-collapse"].levers.price_change < 0
    assert PRESETS["pricier-models"].levers.model_price_ratio > 1
    assert PRESETS["benefits-slip"].levers.realisation < 1
    assert PRESETS["review-burden-doubles"].levers.review_burden == 2
    assert len({preset.name for preset in PRESETS.values()}) == 8


def test_assumed_layers_never_reach_the_whole() -> None:
    with pytest.raises(ValidationError):
        MissingLayers(share_of_full_cost={CostLayer.C1: 0.95})
    assert MissingLayers(share_of_full_cost={CostLayer.C1: 0.94}).p90_ratio == 2.5


def test_driver_names() -> None:
    assert driver_name("price_trend", "A:B") == "price_trend:A:B"
    assert split_driver_name("price_trend:A:B") == ("price_trend", "A:B")
    assert split_driver_name("usage_growth") == ("usage_growth", None)
    assert LONGEST_HORIZON == 120
