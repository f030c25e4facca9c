"""Thresholds at their edges, actions and their days, and the level of what is measured."""

from __future__ import annotations

from typing import Any

import pytest

from cockpit.assessment.answer import Status
from cockpit.assessment.case import Case
from cockpit.assessment.stakeholders import ACTIONS, METRICS
from cockpit.assessment.stakeholders.actions import State, judged, state_of
from cockpit.assessment.stakeholders.summary import headline
from cockpit.inventory.vocabulary import Better
from tests.assessment.test_stakeholders import case


@pytest.mark.parametrize(
    ("current", "state"),
    [
        (3.9, State.GREEN), (4.0, State.GREEN), (4.01, State.AMBER), (5.99, State.AMBER),
        (6.0, State.RED), (7.0, State.RED), (None, State.UNKNOWN),
    ],
)  # fmt: skip
def test_lower_is_better(current: float | None, state: State) -> None:
    assert state_of(current, green=4, red=6) is state


@pytest.mark.parametrize(
    ("current", "state"),
    [(0.95, State.GREEN), (0.9, State.GREEN), (0.8, State.AMBER), (0.7, State.RED), (0, State.RED)],
)
def test_higher_is_better(current: float, state: State) -> None:
    assert state_of(current, green=0.9, red=0.7) is state


def test_equal_thresholds_leave_no_amber() -> None:
    assert state_of(5, 5, 5, Better.LOWER) is State.GREEN
    assert state_of(5.1, 5, 5, Better.LOWER) is State.RED
    assert state_of(4.9, 5, 5, Better.HIGHER) is State.RED


def row(metric: str, current: float | None, **more: Any) -> dict[str, Any]:
    return {"Initiative": "A", "Metric": metric, "Better": "lower", "Baseline": 9,
            "Current": current, "Green from": 2, "Red from": 6, "Owner": "Silke",
            "Action": "Fix it", "Due": "2026-06-30", **more}  # fmt: skip


def book(*rows: dict[str, Any]) -> Case:
    """As of 1 April 2026."""
    return case(Initiatives=[{"ID": "A", "Name": "Desk", "Owner": "Ana"}], Metrics=rows)


def test_red_comes_first_then_overdue_then_the_earliest_day() -> None:
    found = book(
        row("incidents", 1),
        row("decision latency", 3),
        row("handoffs", 7, Due="2026-09-30"),
        row("steps", 7, Due="2026-03-31"),
        row("cycle time", 8, Due="2026-05-31"),
        row("support ticket volume", 4, Due="2026-04-01"),
    )
    order = [(each.row.metric, each.state, each.overdue) for each in judged(found)]
    assert order == [
        ("steps", State.RED, True),
        ("cycle time", State.RED, False),
        ("handoffs", State.RED, False),
        # Due on the decision date itself is not overdue yet.
        ("support ticket volume", State.AMBER, False),
        ("decision latency", State.AMBER, False),
        ("incidents", State.GREEN, False),
    ]
    said = found.answer(ACTIONS)
    assert (said.status, said.figure) == (Status.ANSWERED, 3)
    assert said.sentence == "3 of 6 metrics with thresholds are red; 1 overdue."
    assert headline(found) == (
        "Silke must act first: “steps” of Desk is red, overdue since 31\u00a0Mar\u00a02026; 2 more "
        "metrics are red."
    )


def test_the_headline_says_where_owner_or_day_is_missing() -> None:
    nobody = book(row("steps", 7, Owner=None, Due=None), row("cycle time", None, Due="2026-03-31"))
    assert headline(nobody) == (
        "Nobody owns what comes first: “steps” of Desk is red, without a day to act by."
    )
    # A metric without a value may be red as well.
    several = book(row("steps", 7), row("handoffs", 8), row("cycle time", None))
    assert "; at least 1 more metric is red" in headline(several)
    assert headline(book(row("steps", 1))) == "No metric is red."


def test_what_is_green_is_never_overdue() -> None:
    assert not judged(book(row("steps", 1, Due="2020-01-01")))[0].overdue


@pytest.mark.parametrize("column", ["Action", "Owner", "Due"])
def test_red_without_action_owner_or_day_is_missing(column: str) -> None:
    said = book(row("steps", 7, **{column: None})).answer(ACTIONS)
    assert said.status is Status.PARTLY
    assert said.columns == (f"Metrics: {column}",)
    assert said.figure == 1
    # Amber asks for none of them yet.
    assert book(row("steps", 5, **{column: None})).answer(ACTIONS).status is Status.ANSWERED


def test_overdue_is_said_whatever_the_colour() -> None:
    """One red and due, one amber and one without a value overdue, one green that never is."""
    late = {"Due": "2026-03-31"}
    found = book(
        row("steps", 7), row("handoffs", 4, **late), row("cycle time", None, **late),
        row("incidents", 1, **late),
    ).answer(ACTIONS)  # fmt: skip
    assert found.sentence == (
        "At least 1 of 4 metrics with thresholds is red, each with an action that is not yet due. "
        "Overdue as well: 1 amber and 1 without a current value."
    )
    calm = book(row("steps", 4, **late)).answer(ACTIONS)
    assert calm.sentence == "None of 1 metric with thresholds is red. Overdue as well: 1 amber."


def test_no_due_day_is_never_not_yet_due() -> None:
    found = book(row("steps", 7, Due=None), row("handoffs", 7, Due="2026-03-31")).answer(ACTIONS)
    assert found.sentence == (
        "2 of 2 metrics with thresholds are red; 1 overdue and 1 with no due day."
    )


def test_unknown_values_make_the_number_a_least_one() -> None:
    said = book(row("steps", 7), row("decision latency", None)).answer(ACTIONS)
    assert said.columns == ("Metrics: Current",)
    assert said.sentence.startswith("At least 1 of 2 metrics with thresholds is red")
    assert book(row("decision latency", None)).answer(ACTIONS).status is Status.CANNOT
    lone = book(row("decision latency", 3, **{"Green from": None})).answer(ACTIONS)
    assert lone.status is Status.CANNOT
    assert "Metrics: Green from" in lone.columns


def test_habits_of_a_small_group_are_not_judged_by_colour() -> None:
    habit = row("output challenged", 0.7, Team="Four people", Baseline=0.9,
                **{"Group size": 4, "Green from": 0.2, "Red from": 0.6})  # fmt: skip
    assert not judged(book(habit))
    assert len(judged(book({**habit, "Group size": 5}))) == 1
    assert not judged(book({**habit, "Group size": None}))


def metrics(*names: str, current: float | None = 1) -> list[dict[str, Any]]:
    return [
        {"Initiative": "A", "Metric": name, "Baseline": 1, "Current": current} for name in names
    ]


def test_levels_come_from_the_catalogue() -> None:
    """M1 availability; M2 rework, steps; M3 CSAT; M4 training hours; one name of its own: 2 ÷ 6."""
    found = book(
        *metrics("availability", "rework", "steps", "CSAT", "training hours", "our own")
    ).answer(METRICS)
    assert found.status is Status.ANSWERED
    assert found.figure == pytest.approx(2 / 6)
    table = found.tables["Metrics by level"].set_index("Level")
    assert table["Metrics"].to_dict() == {
        "M1 technical": 1, "M2 operational": 2, "M3 business": 1, "M4 strategic": 1,
        "not in the catalogue": 1,
    }  # fmt: skip
    assert found.tables["Names that are not in the catalogue"]["Metric"].tolist() == ["our own"]
    assert any(sentence.startswith("From M2 to M3") for sentence in found.remarks)


def test_a_metric_without_a_value_raises_nothing() -> None:
    """CSAT of three names; with rework blank the share stays 1 ÷ 3."""
    known = book(*metrics("rework", "steps", "CSAT")).answer(METRICS)
    blank = book(*metrics("rework", current=None), *metrics("steps", "CSAT")).answer(METRICS)
    assert known.figure == blank.figure == pytest.approx(1 / 3)
    assert blank.status is Status.PARTLY
    assert blank.sentence.startswith("At least 33\u00a0%")
    assert book(*metrics("CSAT", current=None)).answer(METRICS).status is Status.CANNOT


def test_synonyms_and_teams_are_one_metric() -> None:
    found = book(
        *metrics("satisfaction"),
        {**metrics("rework")[0], "Team": "North"},
        {**metrics("rework")[0], "Team": "South"},
    ).answer(METRICS)
    assert found.figure == pytest.approx(1 / 2)


def test_what_the_next_level_needs() -> None:
    table = book(*metrics("rework")).answer(METRICS).tables["What the next level needs"]
    assert table.iloc[0]["Highest level"] == "M2 operational"
    assert table.iloc[0]["Next level"] == "M3 business"
    assert "cost per output" in table.iloc[0]["Metrics that reach it"]
