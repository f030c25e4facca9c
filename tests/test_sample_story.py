"""What the samples' README says of the main sample, held by the reader and the engine."""

from __future__ import annotations

from functools import cache

import pytest

import sample_data
from cockpit.assessment.facts import accepted_outputs
from cockpit.assessment.full_cost import full_cost
from cockpit.assessment.spend import unit_costs
from cockpit.inventory.reading import Severity
from cockpit.inventory.vocabulary import Tier, Verdict
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


def change(initiative: str, metric: str) -> float:
    """Current over baseline, less one, of a metric that the whole initiative has once."""
    (row,) = (
        row
        for row in inventory().metrics
        if (row.initiative, row.metric, row.team) == (initiative, metric, None)
    )
    assert row.baseline
    assert row.current is not None
    return row.current / row.baseline - 1


def test_one_initiative_refers_to_an_item_that_is_funded_no_longer() -> None:
    rows = inventory()
    register = set(rows.settings.funded_items)
    orphans = {
        row.id for row in rows.initiatives if row.funded_item and row.funded_item not in register
    }
    assert orphans == {"AI-24"}
    assert register == {row.funded_item for row in rows.initiatives} - {
        None,
        "FI-EPIC-08 Faster close",
    }


def test_usage_rises_and_what_it_should_bring_does_not() -> None:
    for initiative in ("AI-01", "AI-28"):
        assert change(initiative, "meeting summaries") > 2
        assert change(initiative, "decision latency") > -0.05
    assert change("AI-17", "uploaded documents") > 2
    search = {row.metric for row in inventory().metrics if row.initiative == "AI-17"}
    assert not search & {"review minutes", "review hours", "rework"}
    assert change("AI-03", "uploaded documents") > 0
    assert change("AI-03", "rework") < -0.5


def test_the_individual_gain_that_does_not_reach_the_team() -> None:
    for initiative in ("AI-02", "AI-04", "AI-11"):
        own, team = change(initiative, "task completion time"), change(initiative, "throughput")
        assert own <= -0.1
        assert 0 <= team < 0.25 * -own
        assert change(initiative, "cycle time") > -0.05


def test_habits_of_a_small_group_and_of_a_group_of_unknown_size() -> None:
    teams = {row.team: row.group_size for row in inventory().metrics if row.team}
    assert {team for team, size in teams.items() if size is None} == {
        "Commercial underwriting Hamburg"
    }
    assert {team: size for team, size in teams.items() if size and size < 5} == {
        "Recoveries Rotterdam": 4
    }
    assert len(teams) == 7


def test_what_an_accepted_output_costs_beside_its_target() -> None:
    rows = inventory()
    targets = {
        row.initiative: row.current or 0
        for row in rows.metrics
        if row.metric == "target cost per accepted output"
    }
    found = unit_costs(full_cost(portfolio()).initiatives, accepted_outputs(rows))
    actual = {each.id: each.cost_per_output or 0 for each in found}
    above = {id_ for id_, target in targets.items() if actual[id_] > target}
    assert above == {"AI-04", "AI-11", "AI-20", "AI-25"}
    assert set(targets) - above == {"AI-03", "AI-05", "AI-06", "AI-23"}


def test_thresholds_one_red_overdue_and_one_red_without_an_action() -> None:
    rows = inventory()
    judged = [row for row in rows.metrics if row.green is not None]
    colours: dict[str, set[tuple[str | None, str]]] = {"green": set(), "amber": set(), "red": set()}
    for row in judged:
        assert row.green is not None
        assert row.red is not None
        assert row.current is not None
        sign = 1 if row.green > row.red else -1
        good, bad = sign * (row.current - row.green) >= 0, sign * (row.current - row.red) <= 0
        colours["green" if good else "red" if bad else "amber"].add((row.initiative, row.metric))
    assert {colour: len(found) for colour, found in colours.items()} == {
        "green": 3,
        "amber": 5,
        "red": 5,
    }
    red = [row for row in judged if (row.initiative, row.metric) in colours["red"]]
    today = rows.settings.decision_date
    assert today
    assert {(row.initiative, row.metric) for row in red if row.due and row.due < today} == {
        ("AI-04", "incidents")
    }
    assert {(row.initiative, row.metric) for row in red if row.action is None} == {
        ("AI-09", "incidents")
    }


def test_effects_in_another_tier_and_benefits_without_a_driver() -> None:
    rows = inventory()
    other = {
        (row.initiative, row.tier)
        for row in rows.benefits
        if row.tier and row.tier != rows.by_id[row.initiative].tier
    }
    assert other == {("AI-08", Tier.T1), ("AI-17", Tier.T2)}
    assert [row.initiative for row in rows.benefits if row.value_driver is None] == [
        "AI-14",
        "AI-18",
    ]


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
