"""Tables and charts of two results: order, flips, missing values, bounds."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from cockpit import comparison
from cockpit.charts.axes import bounds, round_up
from cockpit.charts.cash_fan import cash_fan
from cockpit.charts.layer_change import layer_change
from cockpit.charts.roi_distribution import roi_distribution
from cockpit.theme import DARK, LIGHT
from tests.cockpit.results_fixture import BASIS, initiative, result


@pytest.fixture
def before():
    return result(
        "base",
        0.4,
        [
            initiative("a", 0.5, 50.0),
            initiative("b", 0.2, 20.0),
            initiative("c", 0.1, 900.0),
            initiative("d", None),
        ],
        {"C1": 100.0, "C2": 200.0},
    )


@pytest.fixture
def now():
    return result(
        "ten",
        0.1,
        [
            initiative("a", 0.6, 60.0),
            initiative("b", -0.2, -300.0),
            initiative("c", 0.2, 910.0, missing="C1 C3", assumed="C3"),
            initiative("d", None),
        ],
        {"C1": 110.0, "C2": 500.0, "C4": 5.0},
    )


def test_initiatives_by_value_at_stake(now, before) -> None:
    table = comparison.initiative_table(now, before, BASIS)
    # As much is at stake in c as in a, but c crosses the hurdle.
    assert list(table["Initiative"]) == ["b", "c", "a"]
    assert list(table["At the hurdle"]) == ["falls below", "rises above", "stays above"]
    assert list(table["Δ NPV"]) == [-320.0, 10.0, 10.0]
    assert list(table["Cost layers"]) == ["all seven", "partial: no C1; assumed: C3", "all seven"]


def test_verdicts_before_and_now_stand_beside_their_initiative(now, before) -> None:
    verdicts = comparison.Verdicts({"a": "scale", "b": "scale"}, {"a": "scale", "b": "stop"})
    table = comparison.initiative_table(now, before, BASIS, verdicts).set_index("Initiative")
    assert table.loc["b", ["Verdict before", "Verdict now"]].tolist() == ["scale", "stop"]
    assert pd.isna(table.loc["c", "Verdict now"]), "not judged is missing, not a verdict"
    assert verdicts.turned == (("scale", "stop"),)


def test_a_scenario_is_told_by_the_verdicts_it_turns() -> None:
    before = {"a": "scale", "b": "scale", "c": "stop", "d": "contain"}
    now = {"a": "contain", "b": "contain", "c": "optimise"}
    said = comparison.Verdicts(before, now).sentence("Tenfold usage")
    assert said == "“Tenfold usage” turns 3 of 3 verdicts: 2 scale → contain, 1 stop → optimise"
    assert "none of 1 verdict" in comparison.Verdicts({"a": "stop"}, {"a": "stop"}).sentence("x")
    assert "No verdict" in comparison.Verdicts({"a": "stop"}, {}).sentence("x")


def test_a_file_says_what_is_compared(now, before) -> None:
    table = comparison.traced(comparison.layer_table(now, before), now, before, BASIS)
    assert set(table["Value basis"]) == {"captured"}
    assert set(table["Currency"]) == {"EUR"}
    assert set(table["Scenario now"]) == {"ten ten"}
    assert set(table["Scenario before"]) == {"base base"}


def test_without_a_change_the_largest_value_comes_first(before) -> None:
    table = comparison.initiative_table(before, before, BASIS)
    assert list(table["Initiative"]) == ["c", "a", "b"]
    assert list(table["At the hurdle"]) == ["stays below", "stays above", "stays above"]


def test_unanswered_initiatives_stand_apart_and_are_never_zero(now, before) -> None:
    assert "d" not in set(comparison.initiative_table(now, before, BASIS)["Initiative"])
    apart = comparison.unanswered_table(now, BASIS)
    assert apart.to_numpy().tolist() == [
        ["d", "not supplied", "neither cost nor benefit is supplied"]
    ]


def test_layers_by_growth_with_missing_left_missing(now, before) -> None:
    table = comparison.layer_table(now, before)
    assert [layer[:2] for layer in table["Layer"]] == ["C2", "C1", "C4", "C3", "C5", "C6", "C7"]
    assert list(table["Δ"][:3]) == [300.0, 10.0, 5.0]
    assert table["Now"][3:].isna().all()
    assert math.isnan(table["Before"][2])


def test_scenarios_side_by_side(now, before) -> None:
    table = comparison.scenario_table([("Base", before), ("Ten", now)], BASIS)
    assert list(table["ROI P50"]) == [0.4, 0.1]
    assert list(table["Initiatives below hurdle"]) == [1, 1]
    assert list(table["Of"]) == [3, 3]
    silent = result("x", None, [initiative("d", None)], {"C1": 1.0})
    assert comparison.scenario_table([("X", silent)], BASIS)["ROI P50"].isna().all()


@pytest.mark.parametrize(
    ("size", "rounded"),
    [
        (0, 0),
        (1, 1),
        (1.01, 1.5),
        (83, 100),
        (0.012, 0.015),
        (7.6e6, 1e7),
        (300, 300),
    ],
)
def test_round_up(size, rounded) -> None:
    assert round_up(size) == pytest.approx(rounded)


def test_bounds_stay_while_values_move_a_little() -> None:
    assert bounds([-0.61, 1.02]) == bounds([-0.74, 1.44]) == (-0.75, 1.5)
    assert bounds([2.0, 3.0]) == (0.0, 3.0)
    assert bounds([]) == (-1.0, 1.0)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_charts_tell_their_figures(now, before, colours) -> None:
    roi = roi_distribution(now, before, BASIS, colours, "Base")
    assert roi is not None
    # Bins 0…0.5 and 0.5…1.5 with shares 0.25 and 0.75: densities 0.5 and 0.75, then closed.
    assert roi.frame["Density, this scenario"].tolist() == [0.5, 0.75, 0.0]
    assert "P50\u00a010" in roi.alt
    fan = cash_fan(now, before, BASIS, colours, "Base")
    assert fan is not None
    assert fan.frame["P50"].tolist() == [0.0, 1.0, 2.0]
    layers = layer_change(comparison.layer_table(now, before), "EUR", colours, "Base")
    assert layers.frame["In words"].tolist()[:4] == [
        "200 → 500",
        "100 → 110",
        "n/a → 5",
        "not supplied",
    ]
    for figure in (roi, fan, layers):
        assert isinstance(figure.frame, pd.DataFrame)
        assert colours.current in str(figure.spec)


def test_charts_of_an_unanswered_basis_are_left_out(before) -> None:
    silent = result("x", None, [initiative("d", None)], {"C1": 1.0})
    assert roi_distribution(silent, before, BASIS, LIGHT, "Base") is None
