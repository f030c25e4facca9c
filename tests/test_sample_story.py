"""What the samples' README says of the main sample, held by the reader and the engine."""

from __future__ import annotations

from functools import cache

import pytest

import sample_data
from cockpit.inventory.reading import Severity
from cockpit.inventory.vocabulary import Verdict
from scenarios.allocation import first_year_cost
from scenarios.facts import gather_facts
from scenarios.portfolio import CostLayer, ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import InitiativeResult, SimulationResult
from scenarios.simulate import Simulator
from tests.sample_readings import inventory, portfolio, reading

DRAWS = 1024


@cache
def simulator() -> Simulator:
    return Simulator(portfolio(), draws=DRAWS, seed=7)


@cache
def result(preset: str) -> SimulationResult:
    return simulator().run(PRESETS[preset])


def of(preset: str, initiative: str) -> InitiativeResult:
    return next(found for found in result(preset).initiatives if found.id == initiative)


def captured_base(preset: str, initiative: str) -> float:
    return of(preset, initiative).outcomes[ValueBasis.CAPTURED].roi.base


# --- the main sample: the planted defects ----------------------------------------------------


def test_what_is_missing_is_missing_where_the_readme_says() -> None:
    rows, data = inventory(), portfolio()
    assert {i.id for i in data.initiatives if not data.has_benefit(i.id)} == {"AI-19", "AI-28"}
    assert {i.id for i in data.initiatives if not data.has_cost(i.id)} == {"AI-27"}
    assert {row.id for row in rows.initiatives if row.funded_item is None} == {
        "AI-13",
        "AI-14",
        "AI-15",
        "AI-16",
        "AI-28",
    }
    assert {row.id for row in rows.initiatives if row.owner is None} == {"AI-28"}
    assert {row.id for row in rows.initiatives if row.risk_class is None} == {"AI-27", "AI-28"}
    missing = gather_facts(data).missing_layers
    without_data_layer = {i.id for i in data.initiatives if CostLayer.C3 in missing[i.id]}
    assert without_data_layer - {"AI-27"} == {
        "AI-07",
        "AI-09",
        "AI-10",
        "AI-13",
        "AI-14",
        "AI-15",
        "AI-16",
        "AI-19",
        "AI-22",
        "AI-24",
        "AI-26",
        "AI-28",
    }
    assert not missing["AI-12"], "a declared zero is an answer"


def test_money_and_time_that_nobody_watches() -> None:
    rows, data = inventory(), portfolio()
    shadow = {row.initiative for row in rows.costs if row.in_it_budget is False}
    assert shadow == {"AI-13", "AI-14", "AI-15", "AI-16", "AI-28"}
    office = rows.by_id["AI-01"]
    assert (office.seats_active or 0) < 0.6 * (office.seats_licensed or 0)
    idle = {
        line.initiative_id for line in data.benefits if line.freed_time and line.destination is None
    }
    assert idle == {"AI-01", "AI-13", "AI-14", "AI-15", "AI-17", "AI-18", "AI-24"}
    chat = next(row for row in rows.costs if row.initiative == "AI-06" and row.commitment)
    assert chat.commitment > chat.amount


def test_the_warnings_of_the_main_sample_are_the_planted_ones() -> None:
    places = [
        (issue.sheet, issue.column)
        for issue in reading(sample_data.SAMPLE).issues
        if issue.severity is Severity.WARNING
    ]
    assert sorted(places) == [("Assumptions", "Expiry"), ("Metrics", "Current")]
    assert len(portfolio().correlations) == 1


# --- the main sample: the story, as the engine tells it --------------------------------------


def test_claimed_far_above_captured_and_hardly_anything_cashable() -> None:
    roi = {basis: outcome.roi.base for basis, outcome in result("base").portfolio.outcomes.items()}
    assert roi[ValueBasis.CLAIMED] > 1
    assert 0.2 < roi[ValueBasis.CAPTURED] < 0.6
    assert roi[ValueBasis.CASHABLE] < 0.1
    assert all(check.passed for check in result("base").checks)


def test_full_cost_of_a_mid_cap() -> None:
    first_year = sum(first_year_cost(line) for line in portfolio().costs)
    assert 12e6 < first_year < 18e6


def test_tenfold_usage_turns_those_that_the_readme_names() -> None:
    hurdle = portfolio().hurdle_rate
    answered = [
        found.id for found in result("base").initiatives if ValueBasis.CAPTURED in found.outcomes
    ]
    falls = {
        id_
        for id_ in answered
        if captured_base("base", id_) >= hurdle > captured_base("tenfold-usage", id_)
    }
    stands = {
        id_
        for id_ in answered
        if min(captured_base("base", id_), captured_base("tenfold-usage", id_)) >= hurdle
    }
    assert falls == {
        "AI-02",
        "AI-04",
        "AI-05",
        "AI-07",
        "AI-11",
        "AI-12",
        "AI-16",
        "AI-20",
        "AI-25",
    }
    assert stands >= {"AI-06", "AI-08", "AI-23"}
    before, after = (
        result(preset).portfolio.outcomes[ValueBasis.CAPTURED].roi.p50.value
        for preset in ("base", "tenfold-usage")
    )
    assert after < 0 < before


@pytest.mark.parametrize("preset", PRESETS)
def test_one_is_to_be_stopped_and_one_to_be_scaled_in_every_preset(preset: str) -> None:
    stop = of(preset, "AI-13").outcomes[ValueBasis.CAPTURED]
    scale = of(preset, "AI-23").outcomes[ValueBasis.CAPTURED]
    assert stop.p_roi_nonnegative.value < 0.2
    assert scale.p_roi_hurdle.value >= (0.8 if preset == "base" else 0.6)


def test_a_recorded_decision_is_contradicted() -> None:
    assert inventory().by_id["AI-01"].decision is Verdict.SCALE
    assert captured_base("base", "AI-01") < 0
