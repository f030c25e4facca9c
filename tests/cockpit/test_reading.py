"""The sentences of the Scenarios page against results whose figures are known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit import reading
from cockpit.rows.scenario_figures import scenario_figures
from scenarios.portfolio import CostLayer, ValueBasis
from scenarios.results import Supplied
from tests.cockpit.results_fixture import BASIS, initiative, result


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def base():
    return result(
        "base",
        0.84,
        [initiative("a", 0.5), initiative("b", 0.2), initiative("c", 0.1), initiative("d", None)],
        {"C1": 100.0, "C2": 200.0, "C5": 100.0},
    )


def test_worse_scenario_names_roi_crossings_and_layers(base) -> None:
    now = result(
        "ten",
        -0.12,
        [initiative("a", 0.3), initiative("b", 0.1), initiative("c", 0.0), initiative("d", None)],
        {"C1": 110.0, "C2": 600.0, "C5": 190.0},
    )
    # Extra cost 10 + 400 + 90 = 500, of which C2 carries 80 %.
    assert plain(reading.survival(now, base, BASIS, "Usage ×10", "Base")) == (
        "Usage ×10: P50 captured ROI turns from 84 % to −12 %; "
        "1 of 3 initiatives falls below the 15 % hurdle, 1 cannot be answered; "
        "C2 carries 80 % of the extra cost."
    )


def test_better_scenario_rises_and_saves(base) -> None:
    now = result(
        "cheap",
        1.2,
        [initiative("a", 0.9), initiative("b", 0.6), initiative("c", 0.4), initiative("d", None)],
        {"C1": 60.0, "C2": 150.0, "C5": 100.0},
    )
    assert plain(reading.survival(now, base, BASIS, "Prices collapse", "Base")) == (
        "Prices collapse: P50 captured ROI rises from 84 % to 120 %; "
        "1 of 3 initiatives rises above the 15 % hurdle, 1 cannot be answered; "
        "C2 and C1 carry 100 % of the saving."
    )


def test_mixed_crossings_are_both_told(base) -> None:
    now = result(
        "mix",
        0.8,
        [initiative("a", 0.1), initiative("b", 0.1), initiative("c", 0.4)],
        {"C1": 100.0, "C2": 200.0, "C5": 100.0},
    )
    text = plain(reading.survival(now, base, BASIS, "Mix", "Base"))
    assert "2 of 3 initiatives fall below the 15 % hurdle and 1 rises above it" in text
    assert "full cost stays about the same" in text


def test_same_scenario_is_described_not_compared(base) -> None:
    assert plain(reading.survival(base, base, BASIS, "Base", "Base")) == (
        "Base: P50 captured ROI is 84 % (P10 64 %, P90 104 %); "
        "1 of 3 initiatives lies below the 15 % hurdle, 1 cannot be answered."
    )


def test_a_higher_return_is_no_gain_where_benefits_are_losses() -> None:
    base = result("Base", -5.4, [initiative("A", -5.4)], {"C2": 100.0})
    now = result("Usage ×10", -2.9, [initiative("A", -2.9)], {"C2": 300.0})
    said = plain(reading.survival(now, base, BASIS, "Usage ×10", "Base"))
    assert said.startswith(
        "Usage ×10: P50 captured ROI moves from −540 % to −290 %, and more money is lost (P50 NPV)"
    )
    roi = scenario_figures(now, base, BASIS)[0]
    assert (roi.change, roi.better) == ("+250\u00a0pts", None)


def test_change_within_the_error_is_no_change(base) -> None:
    now = result(
        "slight", 0.84, [initiative("a", 0.5)], {"C1": 100.0, "C2": 200.0, "C5": 100.0}, se=0.12
    )
    before = result(
        "base", 0.81, [initiative("a", 0.5)], {"C1": 100.0, "C2": 200.0, "C5": 100.0}, se=0.12
    )
    assert plain(reading.survival(now, before, BASIS, "Slight", "Base")).startswith(
        "Slight: P50 captured ROI stays at 80 %;"
    )


def test_reference_other_than_base_is_named(base) -> None:
    now = result("x", 0.5, [initiative("a", 0.5)], {"C1": 400.0})
    assert "from 84 % to 50 %, against Dear vendors;" in plain(
        reading.survival(now, base, BASIS, "X", "Dear vendors")
    )


def test_unanswered_basis_says_why(base) -> None:
    now = result("x", None, [initiative("a", None)], {"C1": 400.0})
    assert reading.survival(now, base, BASIS, "X", "Base") == (
        "Captured ROI cannot be answered: no benefit is supplied."
    )


def test_another_basis_that_has_an_answer_is_offered(base) -> None:
    now = result("x", None, [initiative("a", None)], {"C1": 400.0})
    now.portfolio.unanswered.pop(ValueBasis.CLAIMED)
    assert reading.survival(now, base, BASIS, "X", "Base") == (
        "Captured ROI cannot be answered: no benefit is supplied. Choose claimed to see an answer."
    )


def test_layers_that_run_against_each_other_are_given_as_amounts(base) -> None:
    now = result("x", 0.5, [], {"C1": 60.0, "C2": 320.0, "C5": 100.0})
    # C2 +120 and C1 −40 net to +80: C2 carries neither 150 % nor 75 % of it.
    assert plain(reading.survival(now, base, BASIS, "X", "Base")).endswith(
        "; mean full cost rises by EUR 80 (largest moves C2 EUR +120, C1 EUR −40)."
    )


def test_moves_that_cancel_out_are_told(base) -> None:
    now = result("x", 0.5, [], {"C1": 200.0, "C2": 150.0, "C5": 50.0})
    assert plain(reading.survival(now, base, BASIS, "X", "Base")).endswith(
        "; mean full cost stays about the same (largest moves C1 EUR +100, C2 EUR −50)."
    )


def test_absent_cost_is_neither_nil_nor_unchanged(base) -> None:
    now, before = result("x", 0.5, [], {}), result("y", 0.4, [], {})
    assert plain(reading.survival(now, before, BASIS, "X", "Base")).endswith(
        "; no single initiative can be answered; no cost is supplied."
    )


def test_partial_costs_are_said() -> None:
    one = result(
        "x",
        0.5,
        [initiative("a", 0.5, missing="C1 C2"), initiative("b", 0.5, missing="C1", assumed="C1")],
        {"C3": 400.0},
        partial=True,
    )
    assert plain(reading.survival(one, one, BASIS, "X", "Base")).endswith(
        "; partial: 1 lacks a cost layer."
    )


def test_absent_benefits_are_said_beside_absent_layers() -> None:
    silent = replace(initiative("b", None), supplied=Supplied.COST_ONLY)
    both = result("x", 0.5, [initiative("a", 0.5, missing="C1"), silent], {"C3": 400.0})
    assert plain(reading.survival(both, both, BASIS, "X", "Base")).endswith(
        "; partial: 1 lacks a cost layer, 1 lacks a benefit."
    )
    one = result("x", 0.5, [initiative("a", 0.5), silent], {"C3": 400.0})
    assert plain(reading.survival(one, one, BASIS, "X", "Base")).endswith(
        "; partial: 1 lacks a benefit."
    )


def test_layer_that_appears_counts_whole(base) -> None:
    now = result("x", 0.5, [], {"C1": 100.0, "C2": 200.0, "C5": 100.0, "C7": 50.0})
    growth = reading.layer_growth(now, base)
    assert growth[CostLayer.C7] == 50.0
    assert CostLayer.C3 not in growth
