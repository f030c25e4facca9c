"""The choice in the address: there and back, nothing confidential, nothing invalid."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit import address
from cockpit.assessment.thresholds import defaults
from cockpit.choice import PIN_LIMIT, Choice, Setting, setting_from_file
from cockpit.lever_specs import SINGLE_LEVERS, SPECS, exact
from scenarios.distributions import Point
from scenarios.drivers import Driver
from scenarios.levers import Levers
from scenarios.portfolio import CostLayer, Portfolio, ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import MissingLayers, Scenario


def there_and_back(choice: Choice, mark: str = "") -> tuple[Choice, tuple[str, ...]]:
    url = address.link("http://host/scenarios?old=1#x", address.to_query(choice, mark))
    return address.from_query(parse_qs(urlsplit(url).query))


@st.composite
def settings_(draw) -> Setting:
    setting = Setting.of_preset(draw(st.sampled_from(sorted(PRESETS))))
    for name in draw(st.sets(st.sampled_from(SINGLE_LEVERS), max_size=5)):
        spec = SPECS[name]
        if spec.whole:
            value = draw(st.integers(int(spec.low), int(spec.high)))
        else:
            value = exact(draw(st.floats(spec.low, spec.high)))
        if spec.optional and draw(st.booleans()):
            value = None
        setting = setting.with_lever(name, value)
    if draw(st.booleans()):
        pairs = draw(
            st.dictionaries(
                st.integers(0, 60), st.floats(-0.9, 3).map(exact).filter(bool), max_size=3
            )
        )
        if pairs:
            setting = setting.model_copy(
                update={"vendor_prices": tuple(sorted(pairs.items())), "data": "0123456789ab"}
            )
    if draw(st.booleans()):
        shares = draw(
            st.dictionaries(
                st.sampled_from(list(CostLayer)), st.floats(0.01, 0.13).map(exact), max_size=7
            )
        )
        setting = setting.model_copy(
            update={"missing": MissingLayers(treatment="assume", share_of_full_cost=shares)}
        )
    return setting


@given(
    settings_(),
    st.lists(settings_(), max_size=PIN_LIMIT),
    st.sampled_from(list(ValueBasis)),
    st.integers(0, 2**31 - 1),
    st.integers(1_000, 100_000),
)
def test_every_choice_comes_back_whole(now, pins, basis, seed, draws) -> None:
    choice = Choice(
        now=now, pins=tuple(pins), reference=len(pins), basis=basis, seed=seed, draws=draws
    )
    assert there_and_back(choice) == (choice, ())


def test_a_lever_moved_back_gives_the_very_same_address() -> None:
    start = Choice().with_now(Setting.of_preset("tenfold-usage"))
    moved = start.with_now(start.now.with_lever("usage", 12.0).with_lever("wages", 1.1))
    back = moved.with_now(moved.now.with_lever("wages", 1.0).with_lever("usage", 10.0))
    assert address.to_query(moved) != address.to_query(start)
    assert list(address.to_query(back).items()) == list(address.to_query(start).items())


def test_no_lever_takes_a_reserved_parameter() -> None:
    assert not address.RESERVED_KEYS & set(address.LEVER_OF_KEY)


def test_the_address_is_never_without_our_parameters() -> None:
    assert address.to_query(Choice()) == {"preset": ["base"]}


@pytest.mark.parametrize(
    "query",
    [
        {"use": ["99"]},
        {"use": ["nan"]},
        {"use": ["1e999"]},
        {"use": ["x"]},
        {"use": ["none"]},
        {"ramp": ["1.5"]},
        {"preset": ["no-such"]},
        {"seed": ["-1"]},
        {"draws": ["10"]},
        {"basis": ["gross"]},
        {"ref": ["3"]},
        {"miss": ["guess"]},
        {"miss": ["assume"], "mC1": ["2"]},
        {"pv0": ["99"]},
        {"pin": ["preset_base"] * (PIN_LIMIT + 1)},
        {"pin": ["preset_base~use_99"]},
        {"t.maturity_pass_share": ["0.1"]},
        {"t.maturity_pass_share": ["x"]},
        {"t.no_such_threshold": ["0.5"]},
    ],
)
def test_invalid_parts_are_ignored_and_named(query) -> None:
    choice, notes = address.from_query(query)
    assert choice.now == Setting()
    assert choice.model_copy(update={"pins": ()}) == Choice()
    assert len(notes) == 1
    assert notes[0].endswith(".")
    assert not any(values[0] in notes[0] for values in query.values() if len(values[0]) > 3)


@given(st.lists(st.tuples(st.sampled_from(defaults()), st.floats(0, 1).map(exact)), max_size=4))
def test_thresholds_set_on_the_screen_come_back(pairs) -> None:
    choice = Choice()
    for threshold, place in pairs:
        value = exact(threshold.low + place * (threshold.high - threshold.low))
        choice = choice.with_threshold(
            threshold.key, min(max(value, threshold.low), threshold.high)
        )
    assert there_and_back(choice) == (choice, ())
    for threshold, _ in pairs:
        choice = choice.with_threshold(threshold.key, None)
    assert choice == Choice()


def test_parameters_of_others_are_left_alone() -> None:
    assert address.from_query({"embed": ["true"], "utm": ["x"]}) == (Choice(), ())
    assert not address.knows("embed")


def test_no_name_from_the_data_stands_in_a_link(tiny_portfolio: Portfolio) -> None:
    driver = Driver(name="usage_growth", distribution=Point(value=0.2), owner="Secret Owner")
    scenario = Scenario(
        name="Secret plan",
        description="Secret",
        drivers=(driver,),
        levers=Levers(usage=3, price_change_by_vendor={"Vendor": 0.4}),
    )
    setting, notes = setting_from_file(scenario.to_json().encode(), tiny_portfolio)
    assert notes == ()
    assert setting.scenario(tiny_portfolio).drivers == (driver,)
    assert setting.price_by_vendor(tiny_portfolio) == {"Vendor": 0.4}
    query = address.to_query(Choice(now=setting, pins=(setting,)), "mark")
    assert "ecret" not in str(query)
    assert "Vendor" not in str(query)
    assert query["part"] == ["1"]
    assert query["pv0"] == ["0.4"]


def test_prices_by_vendor_are_not_applied_to_other_data(tiny_portfolio: Portfolio) -> None:
    setting = Setting(vendor_prices=((0, 0.3),), data="other data 0")
    assert setting.price_by_vendor(tiny_portfolio) == {}
    own = Setting().with_vendor_prices(tiny_portfolio, {"Vendor": 0.3, "Unknown": 0.1})
    assert own.scenario(tiny_portfolio).levers.price_change_by_vendor == {"Vendor": 0.3}


def test_scenario_file_survives_the_round_trip(tiny_portfolio: Portfolio) -> None:
    for preset in PRESETS.values():
        setting, _ = setting_from_file(preset.to_json().encode(), tiny_portfolio)
        assert setting.scenario(tiny_portfolio) == preset


def test_pins_keep_no_doubles_and_know_their_limit() -> None:
    choice = Choice()
    for usage in (2.0, 2.0, 3.0, 4.0, 5.0, 6.0):
        choice = choice.with_now(Setting().with_lever("usage", usage)).pinned()
    assert [pin.levers.usage for pin in choice.pins] == [2.0, 3.0, 4.0, 5.0]
    compared = choice.model_copy(update={"reference": 3})
    assert compared.against.levers.usage == 4.0
    assert compared.unpinned(0).against.levers.usage == 4.0
    assert compared.unpinned(2).against == Setting()


def test_a_changed_preset_says_so_in_its_name() -> None:
    setting = Setting.of_preset("tenfold-usage").with_lever("price_change", 0.3)
    assert setting.name.replace("\u00a0", " ") == "Tenfold usage, Vendor prices +30 %"
    assert Setting().with_lever("usage", 10.0).name == "Usage ×10"
    assert Setting().name == "Base"
    assumed = Setting(missing=MissingLayers(treatment="assume"))
    assert assumed.name == "Missing layers assumed, no share set"
    shared = MissingLayers(treatment="assume", share_of_full_cost={CostLayer.C1: 0.3})
    assert Setting(missing=shared).name == "Missing layers assumed"


def test_a_changed_scenario_does_not_keep_the_description_of_its_origin() -> None:
    portfolio = Portfolio("p", "EUR", ())
    assert Setting().scenario(portfolio).description == PRESETS["base"].description
    moved = Setting.of_preset("tenfold-usage").with_lever("price_change", 0.3)
    assert moved.scenario(portfolio).description == "Changed from Tenfold usage."
