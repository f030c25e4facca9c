"""Every lever can be drawn, typed and written: stops, entries, words."""

from __future__ import annotations

import pytest

from cockpit.lever_specs import BY_VENDOR, SPECS, LeverSpec, in_section
from scenarios.levers import SECTIONS, Levers
from scenarios.presets import PRESETS

each = pytest.mark.parametrize("spec", SPECS.values(), ids=lambda spec: spec.name)


@each
def test_stops_ascend_within_the_limits_and_hold_the_neutral_value(spec: LeverSpec) -> None:
    stops = spec.stops()
    numbers = [stop for stop in stops if stop is not None]
    assert numbers == sorted(set(numbers))
    assert (numbers[0], numbers[-1]) == (spec.low, spec.high)
    assert (stops[0] is None) == spec.optional
    neutral = 0.0 if spec.name == BY_VENDOR else getattr(Levers(), spec.name)
    assert neutral in stops
    assert 10 < len(numbers) <= 130


def test_not_set_lies_where_it_stands_for() -> None:
    hurdle = SPECS["hurdle_rate"]
    stops = hurdle.stops(stated=0.15, same=True)
    place = stops.index(None)
    assert stops[place - 1 : place + 2] == [0.1, None, 0.2]
    assert 0.15 in hurdle.stops(0.15, stated=0.15, same=True)
    between = hurdle.stops(stated=0.12, same=True)
    assert between[between.index(None) + 1] == 0.15
    cap = SPECS["value_cap"].stops(stated=float("inf"))
    assert cap[-1] is None
    beta = SPECS["value_follows_usage"].stops(stated=0.3)
    assert beta[beta.index(None) + 1] == 0.3


@each
def test_every_stop_is_a_value_the_lever_takes(spec: LeverSpec) -> None:
    for stop in spec.stops():
        value = {"V": stop} if spec.name == BY_VENDOR else stop
        levers = Levers.model_validate({spec.name: value})
        assert getattr(levers, spec.name) == value


@each
def test_an_entry_gives_back_what_it_shows(spec: LeverSpec) -> None:
    for stop in spec.stops():
        assert spec.stored(spec.entry(stop)) == stop


@each
def test_an_exact_value_becomes_a_stop_of_its_own(spec: LeverSpec) -> None:
    between = int((spec.low + spec.high) / 2) if spec.whole else spec.low + spec.step * 1.37
    assert between in spec.stops(between, None)


@each
def test_words_tell_stops_apart(spec: LeverSpec) -> None:
    words = [spec.words(stop) for stop in spec.stops()]
    assert len(set(words)) == len(words)
    assert spec.title
    assert spec.help.endswith(".")


def test_sections_hold_every_lever_once() -> None:
    listed = [spec.name for section in SECTIONS for spec in in_section(section)]
    assert sorted(listed) == sorted(Levers.model_fields)


def test_keys_of_the_address_differ() -> None:
    assert len({spec.key for spec in SPECS.values()}) == len(SPECS)


def test_slider_reaches_what_the_presets_set() -> None:
    for preset in PRESETS.values():
        for name, value in preset.levers.changed().items():
            assert value in SPECS[name].stops()


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("price_change", 0.3, "+30 %"),
        ("price_change", -0.7, "−70 %"),
        ("usage", 10, "×10"),
        ("hurdle_rate", 0.15, "15 %"),
        ("value_follows_usage", None, "as stated"),
        ("price_change_month", 6, "6"),
        ("benefit_delay_months", 6, "6 months"),
        ("model_share_moved", 0.6, "60 %"),
    ],
)
def test_words_of_levers(name: str, value: float | None, text: str) -> None:
    assert SPECS[name].words(value).replace("\u00a0", " ") == text
