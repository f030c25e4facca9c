"""Specs and frames of the cost and value charts: what they draw, and that they stay small."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.boardpack.pptx_measure import width
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.charts.figure import Figure
from cockpit.charts.layers import layer_stack, spread_labels
from cockpit.charts.value import (
    Interval,
    Step,
    Swing,
    driver_swings,
    roi_intervals,
    waterfall,
)
from cockpit.theme import DARK, LIGHT, Palette
from scenarios.portfolio import CostLayer


def _figures(colours: Palette) -> list[Figure]:
    return [
        ranked_bars([Bar("a", 3, 1, "3"), Bar("b", 2, 0, "2")], colours, "Bars: a 3; b 2"),
        layer_stack({CostLayer.C1: 1.0, CostLayer.C4: 3.0}, colours, str, str),
        waterfall(
            [Step("Claimed", 0, 5, True, "5"), Step("lost", 5, 3, False, "−2")], colours, "w"
        ),
        roi_intervals(
            [Interval("Captured", 0.4, 0.1, 0.35, 0.7, "all", "P50")], 0.15, colours, "r"
        ),
        driver_swings([Swing("usage\nowner A", -2.0, 5.0)], 1.0, colours, str, "s"),
    ]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_specs_hold_no_data_and_know_their_fields(colours: Palette) -> None:
    for figure in _figures(colours):
        text = json.dumps(figure.spec)
        assert "data" not in figure.spec
        assert "values" not in text
        assert len(text) < 10_000
        assert figure.alt
        fields = {
            channel["field"]
            for layer in figure.spec["layer"]
            for channel in layer["encoding"].values()
            if "field" in channel
        }
        assert fields <= set(figure.frame.columns)


def test_a_spec_is_built_once_a_theme() -> None:
    first, again = _figures(LIGHT), _figures(LIGHT)
    assert all(one.spec is two.spec for one, two in zip(first, again, strict=True))
    assert all(one.spec is not two.spec for one, two in zip(first, _figures(DARK), strict=True))


def test_layer_stack_covers_the_whole_and_names_what_is_missing() -> None:
    figure = layer_stack({CostLayer.C1: 1.0, CostLayer.C4: 3.0, CostLayer.C5: 0.0}, LIGHT, str, str)
    rows = figure.frame.set_index("Layer")
    assert rows["To"].iloc[-1] == pytest.approx(1.0)
    assert rows.loc[CostLayer.C4.title, "To"] - rows.loc[CostLayer.C4.title, "From"] == 0.75
    assert rows.loc[CostLayer.C4.title, "Largest"]
    assert rows.loc[CostLayer.C2.title, "Missing"]
    assert not rows.loc[CostLayer.C5.title, "Missing"]
    assert "C2 Model access & hosting: missing" in figure.alt


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), max_size=12).map(sorted), st.floats(0.01, 0.2))
def test_labels_keep_their_order_distance_and_place(wanted: list[float], gap: float) -> None:
    places = spread_labels(wanted, gap)
    gap = min(gap, 1 / max(len(wanted), 1))
    assert len(places) == len(wanted)
    assert all(b - a >= gap - 1e-9 for a, b in itertools.pairwise(places))
    assert all(gap / 2 - 1e-9 <= place <= 1 - gap / 2 + 1e-9 for place in places)


@pytest.mark.parametrize("text", ["3.1", "371.4 (×34.8)", "371.4 (no invoice, partial)"])
def test_the_text_behind_the_longest_bar_fits_into_a_narrow_plot(text: str) -> None:
    frame = ranked_bars([Bar("a", 3, 1, text), Bar("b", 2, 0, "2")], LIGHT, "x").frame
    plot, size = 440.0, 13.0
    bar = plot * 3 / frame["Room"].iloc[0]
    assert 0.3 * plot < bar
    assert bar + 6 + width(text, size) <= plot


def test_waterfall_bars_run_between_their_ends_whatever_the_sign() -> None:
    steps = [Step("a", 0, -4, True, ""), Step("b", -4, -1, False, "")]
    frame = waterfall(steps, LIGHT, "x").frame
    assert list(zip(frame["From"], frame["To"], strict=True)) == [(-4, 0), (-4, -1)]


def test_driver_swing_orders_its_ends() -> None:
    frame = driver_swings([Swing("burden", 7.0, 2.0)], 5.0, LIGHT, str, "x").frame
    assert (frame["Lower"][0], frame["Higher"][0]) == (2.0, 7.0)
