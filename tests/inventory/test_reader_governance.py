"""The reader on metrics by team, their thresholds, drivers of value, funded items and limits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cockpit.inventory.reading import Reading, Severity
from cockpit.inventory.rows import MetricRow
from cockpit.inventory.thresholds import defaults
from cockpit.inventory.vocabulary import Tier, ValueDriver
from tests.inventory.books import INITIATIVES, SETTINGS, at, benefits, read

METRIC_HEAD = ["Initiative", "Metric", "Better", "Baseline", "Current", "Current period"]


def metrics(*rows: list[Any], extra: tuple[str, ...] = ()) -> Reading:
    head = [*METRIC_HEAD, *extra]
    return read({"Initiatives": INITIATIVES, "Metrics": [head, *rows], "Settings": SETTINGS})


def only_metric(reading: Reading) -> MetricRow:
    assert reading.inventory is not None
    assert len(reading.inventory.metrics) == 1
    return reading.inventory.metrics[0]


def settings(*rows: list[Any]) -> Reading:
    stated = [["Setting", "Value", "Date", "Source"], ["Currency", "EUR", None, None], *rows]
    return read({"Initiatives": INITIATIVES, "Settings": stated})


def test_a_metric_of_a_team_is_read_with_its_thresholds_and_action() -> None:
    reading = metrics(
        ["A", "rework", "lower", 0.2, "12%", "2026-Q1", "Hamburg", 24, "10%", 0.2, "Train",
         dt.date(2026, 6, 30)],
        extra=("Team", "Group size", "Green from", "Red from", "Action", "Due"),
    )  # fmt: skip
    assert reading.issues == ()
    row = only_metric(reading)
    assert (row.team, row.group_size) == ("Hamburg", 24)
    assert (row.green, row.red) == (pytest.approx(0.1), 0.2)
    assert (row.action, row.due) == ("Train", dt.date(2026, 6, 30))


def test_what_a_metric_does_not_say_is_none() -> None:
    row = only_metric(metrics(["A", "rework", "lower", 0.2, 0.1, "2026-Q1"]))
    assert (row.team, row.group_size, row.green, row.red, row.action, row.due) == (None,) * 6


@pytest.mark.parametrize(
    ("head", "cells", "column"),
    [
        (("Group size",), [0], "Group size"),
        (("Group size",), [-3], "Group size"),
        (("Group size",), [7.5], "Group size"),
        (("Group size",), ["a few"], "Group size"),
        (("Green from", "Red from"), ["good", 1], "Green from"),
        (("Due",), ["soon"], "Due"),
    ],
)
def test_what_a_metric_cannot_say_keeps_it_out(
    head: tuple[str, ...], cells: list[Any], column: str
) -> None:
    reading = metrics(["A", "rework", "lower", 0.2, 0.1, "2026-Q1", *cells], extra=head)
    assert {(i.sheet, i.row, i.column) for i in reading.errors} == {("Metrics", 2, column)}


@pytest.mark.parametrize(
    ("metric", "better", "green", "red", "sound"),
    [
        ("anything", "higher", 90, 60, True),
        ("anything", "higher", 60, 90, False),
        ("anything", "higher", 60, 60, False),
        ("anything", "lower", 5, 20, True),
        ("anything", "lower", 20, 5, False),
        ("anything", None, 60, 90, True),  # nobody says which is better: the two say it
        ("anything", None, 90, 60, True),
        ("rework", None, 0.05, 0.2, True),  # the catalogue says lower
        ("rework", None, 0.2, 0.05, False),
        ("rework", "higher", 0.2, 0.05, True),  # the row's own direction comes first
    ],
)
def test_green_is_better_than_red(
    metric: str, better: str | None, green: float, red: float, sound: bool
) -> None:
    reading = metrics(
        ["A", metric, better, 1, 0.5, "2026-Q1", green, red], extra=("Green from", "Red from")
    )
    found = at(reading.errors, "Metrics", 2, "Green from")
    assert bool(found) is not sound
    assert len(reading.errors) == len(found)
    if not sound:
        assert "Correct or swap" in found[0].remedy
        assert f"({red:g})" in found[0].problem


@pytest.mark.parametrize(("given", "other"), [("Green from", "Red from"), ("Red from", "Green")])
def test_one_threshold_alone_is_remarked_upon(given: str, other: str) -> None:
    reading = metrics(["A", "rework", "lower", 0.2, 0.1, "2026-Q1", 0.1], extra=(given,))
    assert reading.ok
    found = at(reading.warnings, "Metrics", 2, given)
    assert len(found) == 1
    assert other in found[0].problem


def test_rows_of_other_teams_and_periods_are_no_duplicates() -> None:
    reading = metrics(
        ["A", "rework", "lower", 0.2, 0.1, "2026-Q1", "Hamburg"],
        ["A", "rework", "lower", 0.2, 0.1, "2026-Q1", "Aarhus"],
        ["A", "rework", "lower", 0.2, 0.1, "2026-Q2", "Hamburg"],
        ["A", "rework", "lower", 0.2, 0.1, "2026-Q1", None],
        ["A", "rework", "lower", 0.2, 0.1, "2026-Q1", "Hamburg"],
        extra=("Team",),
    )
    assert reading.inventory is not None
    assert len(reading.inventory.metrics) == 5
    assert [(i.row, i.severity) for i in reading.issues] == [(6, Severity.WARNING)]
    assert "row 2 word for word" in reading.issues[0].problem


def test_the_tier_of_an_effect_and_its_driver_are_read() -> None:
    rows = (["A", "Fewer calls", 100, 10, "calls", "t2", "deflection"],
            ["A", "Fewer errors", 100, 10, "%", "Internal tools", "Error Reduction"],
            ["A", "Something", 100, 10, "EUR", None, None])  # fmt: skip
    reading = read(benefits(*rows, extra=["Unit", "Tier of effect", "Value driver"]))
    assert reading.issues == ()
    assert reading.inventory is not None
    assert [(row.tier, row.value_driver) for row in reading.inventory.benefits] == [
        (Tier.T2, ValueDriver.DEFLECTION), (Tier.T1, ValueDriver.ERRORS), (None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(("column", "cell"), [("Tier of effect", "T4"), ("Value driver", "magic")])
def test_an_unknown_tier_or_driver_keeps_a_benefit_out(column: str, cell: str) -> None:
    reading = read(benefits(["A", "Faster", 100, 10, cell], extra=[column]))
    assert {(i.sheet, i.row, i.column) for i in reading.errors} == {("Benefits", 2, column)}


def test_the_register_of_funded_items_is_read_and_none_stated_is_empty() -> None:
    reading = settings(["Funded items", "EP-1 Claims, motor; DW Digital workplace"])
    assert reading.issues == ()
    assert reading.inventory is not None
    items = ("EP-1 Claims, motor", "DW Digital workplace")
    assert reading.inventory.settings.funded_items == items
    blank = settings(["Funded items", None]).inventory
    assert blank is not None
    assert blank.settings.funded_items == ()


def test_thresholds_are_kept_with_date_source_and_place() -> None:
    day = dt.date(2026, 4, 1)
    reading = settings(
        ["Threshold  Maturity_Pass_Share", "80%", day, "Board"],
        ["threshold stop p npv", 0.2, day, ""],
    )
    assert reading.issues == ()
    assert reading.inventory is not None
    found = reading.inventory.settings.thresholds
    assert list(found) == ["maturity pass share", "stop p npv"]
    first = found["maturity pass share"]
    assert (first.name, first.date, first.source) == ("Maturity_Pass_Share", day, "Board")
    assert first.value == pytest.approx(0.8)
    assert str(first.at) == "Settings!3"
    assert found["stop p npv"].source is None


def test_a_threshold_without_date_twice_or_without_value() -> None:
    reading = settings(
        ["threshold maturity pass share", 0.8],
        ["THRESHOLD maturity-pass-share", 0.9],
        ["threshold other", None],
    )
    assert {(i.row, i.column, i.severity) for i in reading.issues} == {
        (3, "Date", Severity.WARNING), (4, "Setting", Severity.ERROR),
    }  # fmt: skip
    assert reading.inventory is not None
    assert list(reading.inventory.settings.thresholds) == ["maturity pass share"]


@pytest.mark.parametrize(
    ("metric", "value", "said"),
    [
        ("EU AI Act transparency coverage", 85, "85 % is written 0.85"),
        ("output reviewed", 1.2, "85 % is written 0.85"),  # by its synonym
        ("rework", -0.4, "Correct the value"),
        ("review hours", -5_000, "Correct the value"),
        ("people who tried", -3, "Correct the value"),
    ],
)
@pytest.mark.parametrize("column", ["Baseline", "Current"])
def test_a_value_that_a_metric_cannot_have_keeps_its_row_out(
    metric: str, value: float, said: str, column: str
) -> None:
    values = [0.1, value] if column == "Current" else [value, 0.1]
    reading = metrics(["A", metric, None, *values, "2026-Q1"])
    found = at(reading.errors, "Metrics", 2, column)
    assert len(found) == len(reading.errors) == 1
    assert said in found[0].remedy
    assert reading.inventory is not None
    assert reading.inventory.metrics == ()


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("rework", 0), ("rework", 1), ("rework", "85%"), ("product NPS", -20),
        ("throughput", 4_000), ("speed-up of the AI step", 12), ("net revenue retention", 104),
        ("our own", -7),
        ("our own", 85),
    ],
)  # fmt: skip
def test_values_that_can_be_are_read(metric: str, value: float | str) -> None:
    assert metrics(["A", metric, None, 0.5, value, "2026-Q1"]).errors == ()


def test_rows_whose_period_stands_aside_are_named() -> None:
    reading = metrics(
        ["A", "incidents", None, None, 9, "before summer"],
        ["A", "incidents", None, None, 8, "Q1 2026"],
        ["A", "incidents", None, None, 1, "lately"],
        ["A", "rework", None, None, 0.2, "autumn"],  # the only period: nothing to put in order
        ["B", "steps", None, None, 4, "first"],
        ["B", "steps", None, None, 3, "second"],
    )
    said = {(issue.row, issue.column): issue.problem for issue in reading.warnings}
    assert set(said) == {(2, "Current period"), (4, "Current period"), (7, "Current period")}
    assert "Q1 2026 in row 3" in said[2, "Current period"]
    assert "Q1 2026 in row 3" in said[4, "Current period"]
    assert "last row" in said[7, "Current period"]


@pytest.mark.parametrize(
    ("name", "value", "column", "said"),
    [
        ("threshold nonsense", 0.5, "Setting", "no such threshold"),
        ("threshold maturity_pass_shar", 0.7, "Setting", "no such threshold"),
        ("threshold funnel aware", 95, "Value", "between 0 and 1"),
        ("threshold maturity pass share", 0.2, "Value", "between 0.5 and 1"),
        ("threshold smallest-group", 2, "Value", "between 5 and 50"),
    ],
)
def test_a_threshold_that_is_not_used_is_remarked_upon(
    name: str, value: float, column: str, said: str
) -> None:
    settings = [["Setting", "Value", "Date"], [name, value, "2026-03-01"]]
    reading = read({"Initiatives": [["Name"], ["Alpha"]], "Settings": settings})
    found = at(reading.warnings, "Settings", 2, column)
    assert len(found) == len(reading.issues) == 1
    assert said in found[0].problem
    if column == "Setting" and "shar" in name:
        assert "maturity_pass_share" in found[0].remedy


def test_every_threshold_of_the_tool_is_known_by_its_name() -> None:
    rows = [[f"threshold {each.key.replace('_', ' ')}", each.value, "2026-03-01"]
            for each in defaults()]  # fmt: skip
    settings = [["Setting", "Value", "Date"], *rows]
    assert read({"Initiatives": [["Name"], ["Alpha"]], "Settings": settings}).issues == ()


def test_nobody_is_no_headcount() -> None:
    settings = [["Setting", "Value"], ["Headcount", 0]]
    reading = read({"Initiatives": [["Name"], ["Alpha"]], "Settings": settings})
    assert len(at(reading.errors, "Settings", 2, "Value")) == 1
    assert reading.inventory is not None
    assert reading.inventory.settings.headcount is None
