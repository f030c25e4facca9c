"""Metrics before and now: signs of a gain, teams that add up, and blanks that stay blank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.assessment.measures import Measures, gain
from cockpit.inventory.rows import MetricRow
from cockpit.inventory.vocabulary import Better
from scenarios.portfolio import Source

VALUES = st.floats(-1e9, 1e9).filter(lambda value: abs(value) > 1e-6)


def row(metric: str, baseline: float | None, current: float | None, **more: object) -> MetricRow:
    """A row of initiative A."""
    values = {"initiative": "A", "at": Source("Metrics", 2), **more}
    return MetricRow(metric=metric, baseline=baseline, current=current, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("better", "baseline", "current", "expected"),
    [
        (Better.HIGHER, 100, 125, 0.25),  # 25 of 100 more
        (Better.LOWER, 100, 125, -0.25),
        (Better.LOWER, 8, 6, 0.25),  # 2 of 8 fewer
        (Better.HIGHER, -50, -25, 0.5),  # from −50 up by 25, of 50
        (Better.HIGHER, 0, 5, None),  # no share of nothing
        (Better.HIGHER, None, 5, None),
        (Better.HIGHER, 5, None, None),
        (None, 5, 6, None),
    ],
)
def test_gain(
    better: Better | None, baseline: float | None, current: float | None, expected: float | None
) -> None:
    assert gain(better, baseline, current) == expected


@given(VALUES, VALUES)
def test_gain_changes_its_sign_with_the_direction(baseline: float, current: float) -> None:
    up, down = gain(Better.HIGHER, baseline, current), gain(Better.LOWER, baseline, current)
    assert up is not None
    assert down is not None
    assert up == -down


def test_teams_add_up_where_the_metric_counts_something() -> None:
    measures = Measures(
        [
            row("review hours", 10, 30, team="North"),
            row("Review-Hours", 5, 12, team="South"),
        ]
    )
    found = measures.of("A", "review hours")
    assert found is not None
    assert (found.baseline, found.current) == (15, 42)


def test_the_row_of_the_whole_is_not_added_to_its_teams() -> None:
    measures = Measures([row("review hours", 10, 30, team="North"), row("review hours", 15, 42)])
    assert measures.current("A", "review hours") == 42


def test_a_team_without_a_value_leaves_the_sum_open() -> None:
    measures = Measures(
        [row("review hours", 10, 30, team="North"), row("review hours", 5, None, team="South")]
    )
    found = measures.of("A", "review hours")
    assert found is not None
    assert (found.baseline, found.current) == (15, None)


def test_shares_do_not_add_up() -> None:
    measures = Measures([row("rework", 0.2, 0.1, team="North"), row("rework", 0.3, 0.2)])
    assert measures.current("A", "rework") == 0.2


def test_direction_unit_and_name_come_from_the_catalogue_where_the_row_is_silent() -> None:
    found = Measures([row("output reviewed", 0.5, 0.6)]).of("A", "output reviewed before use")
    assert found is not None
    assert (found.name, found.better) == ("output reviewed before use", Better.HIGHER)
    assert found.unit == "share of tasks"
    assert found.gain == pytest.approx(0.2)


def test_what_is_not_stated_is_not_found() -> None:
    measures = Measures([row("rework", 0.2, 0.1)])
    assert measures.of("A", "cycle time") is None
    assert measures.of(None, "rework") is None
    assert measures.current("B", "rework") is None


def test_of_several_periods_the_latest_counts() -> None:
    measures = Measures(
        [
            row("review hours", 10, 30, current_period="2026-Q2"),
            row("review hours", 10, 20, current_period="2026-Q1"),
            row("cycle time", 9, 5, current_period="2026-Q2"),
            row("cycle time", 9, 7, current_period="2026-Q1"),
        ]
    )
    assert measures.current("A", "review hours") == 30
    assert measures.current("A", "cycle time") == 5


def test_periods_that_do_not_sort_go_by_the_sheet() -> None:
    rows = [
        row("rework", 0.3, 0.2, current_period="autumn"),
        row("rework", 0.3, 0.1, current_period="after go-live"),
    ]
    assert Measures(rows).current("A", "rework") == 0.1


@pytest.mark.parametrize(
    ("text", "value"),
    [("Jan 2024", 30), ("H2 2024", 30), ("lately", 30), (None, 30), ("Q3 2026", 10)],
)
def test_a_later_row_counts_only_where_its_period_is_later(text: str | None, value: float) -> None:
    rows = [
        row("review hours", 10, 30, current_period="2026-H1"),
        row("review hours", 10, 10, current_period=text),
    ]
    assert Measures(rows).current("A", "review hours") == value
    assert Measures(rows[::-1]).current("A", "review hours") == value


def test_parts_of_one_period_add_up() -> None:
    rows = [
        row("accepted outputs", 100, 120, current_period="2026-H1"),
        row("accepted outputs", 10, 15, current_period="2026-H1"),
    ]
    assert Measures(rows).current("A", "accepted outputs") == 135
