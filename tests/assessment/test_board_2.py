"""Board questions 6 to 10: each against rows whose arithmetic is written beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from cockpit.assessment.answer import Answer, Entry, Status
from cockpit.assessment.board import decisions, juniors, net_hours, redesign, trust
from cockpit.assessment.board.hours import BURDEN, hours_of
from cockpit.assessment.case import Case, case_of
from cockpit.inventory.portfolio_from import portfolio_of, to_portfolio
from tests.assessment import fixture
from tests.inventory import books
from tests.sample_readings import inventory, portfolio

BENEFIT_HEAD = [
    "Initiative", "Benefit", "Unit", "Better", "Baseline", "Current", "Target", "Volume a month",
    "Value per unit", "Start", "End", "Capture status", "Direct or indirect",
]  # fmt: skip
METRIC_HEAD = [
    "Initiative",
    "Metric",
    "Baseline",
    "Baseline period",
    "Current",
    "Current period",
    "Team",
]
SETTINGS = [["Setting", "Value"], ["Currency", "EUR"], ["Decision date", dt.date(2026, 4, 1)]]


def initiative(name: str, stage: str | None = "production", unit: str | None = "Claims") -> list:
    return [name, f"Name {name}", unit, f"Owner {name}", stage]


def hours(name: str, **changes: Any) -> list[Any]:
    """100 a month, 2.0 → 1.5 hours: 50 hours a month."""
    row = {
        "Initiative": name, "Benefit": "Less time", "Unit": "hours", "Better": "lower",
        "Baseline": 2.0, "Current": 1.5, "Target": None, "Volume a month": 100,
        "Value per unit": 40, "Start": dt.date(2025, 1, 1), "End": None,
        "Capture status": "captured", "Direct or indirect": "direct",
    }  # fmt: skip
    row |= {key.replace("_", " "): value for key, value in changes.items()}
    return [row[header] for header in BENEFIT_HEAD]


def metric(of: str, name: str, before: Any, now: Any, **more: Any) -> list[Any]:
    then, later = more.get("periods", ("2025", "2026"))
    return [of, name, before, then, now, later, more.get("team")]


def burden(of: str, review: Any, coordination: Any, security: Any) -> list[list[Any]]:
    values = zip(BURDEN, (review, coordination, security), strict=True)
    return [metric(of, name, 0, value) for name, value in values if value is not None]


def case(
    initiatives: list[list[Any]],
    metrics: list[list[Any]],
    benefits: list[list[Any]] | None = None,
) -> Case:
    sheets = {
        "Initiatives": [["ID", "Name", "Business unit", "Owner", "Stage"], *initiatives],
        "Metrics": [METRIC_HEAD, *metrics],
        "Settings": SETTINGS,
    }
    if benefits:
        sheets["Benefits"] = [BENEFIT_HEAD, *benefits]
    reading = books.read(sheets)
    assert reading.inventory is not None
    assert not reading.errors, reading.errors
    return case_of(reading.inventory, portfolio_of(reading), draws=64)


# --- 6: net hours ----------------------------------------------------------------------------


def test_net_hours_by_unit_is_saved_less_three_burdens() -> None:
    found = case(
        [initiative("A"), initiative("B", unit="Legal"), initiative("C", unit="Legal")],
        [*burden("A", 10, 5, 1), *burden("B", 20, 30, 10), *burden("C", 1, 1, 1)],
        [hours("A"), hours("B"), hours("C", Unit="EUR")],
    ).answer(net_hours.ENTRY)
    # A 50 − 16 = 34; B 50 − 60 = −10; C saves money, not hours: −3
    assert found.status is Status.ANSWERED
    assert found.figure == pytest.approx(21)
    assert dict(zip(found.frame["Business unit"], found.frame["Net"], strict=True)) == {
        "Claims": 34,
        "Legal": -13,
    }


@pytest.mark.parametrize("lacking", range(3))
def test_a_burden_not_stated_leaves_the_hours_gross(lacking: int) -> None:
    values: list[int | None] = [10, 5, 1]
    values[lacking] = None
    found = case(
        [initiative("A"), initiative("B")],
        [*burden("A", *values), *burden("B", 1, 1, 1)],
        [hours("A"), hours("B")],
    ).answer(net_hours.ENTRY)
    assert found.status is Status.PARTLY
    assert found.figure == pytest.approx(47)
    assert found.frame["Gross only"].sum() == pytest.approx(50)
    assert "50 hours of 1 initiative are gross" in found.sentence
    assert found.columns == (f"Metrics: Current of “{BURDEN[lacking]}”",)
    assert found.owner == "Owner A"


@pytest.mark.parametrize(
    ("change", "saved"),
    [
        ({"Capture_status": "potential"}, 0),
        ({"Capture_status": "observed"}, 50),
        ({"Direct_or_indirect": "indirect"}, 0),
        ({"Start": dt.date(2026, 4, 30)}, 50),
        ({"Start": dt.date(2026, 5, 1)}, 0),
        ({"End": dt.date(2026, 3, 31)}, 0),
        ({"Current": 2.5}, -50),
        ({"Better": None, "Target": 1.0}, 50),
    ],
)
def test_only_hours_that_are_saved_by_now_count(change: dict[str, Any], saved: float) -> None:
    found = case([initiative("A")], burden("A", 0, 0, 0), [hours("A", **change)])
    answer = found.answer(net_hours.ENTRY)
    assert answer.status is Status.ANSWERED
    assert answer.figure == pytest.approx(saved)


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"Unit": None}, "Benefits: Unit"),
        ({"Volume_a_month": None}, "Benefits: Volume a month"),
        ({"Capture_status": None}, "Benefits: Capture status"),
        ({"Current": None, "Target": 1.0}, "Benefits: Current"),
        # Rows without money are kept although no change can be told.
        ({"Value_per_unit": None, "Current": None}, "Benefits: Current"),
        ({"Value_per_unit": None, "Baseline": None}, "Benefits: Baseline"),
        ({"Value_per_unit": None, "Baseline": None, "Target": 1.0}, "Benefits: Baseline"),
        ({"Value_per_unit": None, "Better": None}, "Benefits: Better"),
        ({"Value_per_unit": None, "Better": None, "Target": 2.0}, "Benefits: Better"),
    ],
)
def test_hours_that_are_not_known_are_not_nought(change: dict[str, Any], column: str) -> None:
    found = case([initiative("A")], burden("A", 5, 5, 5), [hours("A", **change)])
    answer = found.answer(net_hours.ENTRY)
    assert (answer.status, answer.figure) == (Status.CANNOT, None)
    assert column in answer.columns


def test_ideas_and_retired_ones_are_not_asked_for_hours() -> None:
    found = case(
        [initiative("A"), initiative("B", "idea"), initiative("C", "retired")],
        burden("A", 5, 5, 5),
        [hours("A"), hours("B"), hours("C")],
    ).answer(net_hours.ENTRY)
    assert found.status is Status.ANSWERED
    assert found.figure == pytest.approx(35)


# --- 7: redesign -----------------------------------------------------------------------------

BEFORE_AND_NOW = {"cycle time": (10, 8), "steps": (6, 5), "handoffs": (4, 4)}


def workflow(**changes: tuple[Any, Any] | None) -> Answer:
    values = BEFORE_AND_NOW | {key.replace("_", " "): value for key, value in changes.items()}
    rows = [metric("A", name, *value) for name, value in values.items() if value]
    return case([initiative("A")], rows).answer(redesign.ENTRY)


@pytest.mark.parametrize(
    ("changes", "work"),
    [
        ({}, "redesigned"),
        ({"steps": (6, 6), "handoffs": (4, 3)}, "redesigned"),
        ({"steps": (6, 6)}, "layered on"),
        ({"steps": (6, 7), "handoffs": (4, 5)}, "layered on"),
        ({"cycle_time": (10, 10)}, "layered on"),
        ({"cycle_time": (10, 11)}, "layered on"),
        ({"handoffs": None}, "redesigned"),
        ({"steps": (6, 6), "handoffs": None}, "not known"),
        ({"steps": None, "handoffs": None}, "not known"),
        ({"cycle_time": None}, "not known"),
        ({"cycle_time": (None, 8)}, "not known"),
        ({"cycle_time": (10, None)}, "not known"),
    ],
)
def test_redesigned_if_the_work_shrinks_and_gets_faster(
    changes: dict[str, tuple[Any, Any] | None], work: str
) -> None:
    found = workflow(**changes)
    assert list(found.frame["Work"]) == [work]
    whole = all(value and None not in value for value in changes.values())
    if work == "not known":
        assert (found.status, found.figure) == (Status.CANNOT, None)
    else:
        assert found.status is (Status.ANSWERED if whole else Status.PARTLY)
        assert found.figure == (1 if work == "redesigned" else 0)


def test_a_stage_that_nobody_states_leaves_the_work_unknown() -> None:
    rows = [metric(of, name, *value) for of in "AB" for name, value in BEFORE_AND_NOW.items()]
    found = case([initiative("A"), initiative("B", None)], rows).answer(redesign.ENTRY)
    assert found.status is Status.PARTLY
    assert found.figure == 1
    assert found.columns == ("Initiatives: Stage",)


# --- 9 and 10: juniors, trust ----------------------------------------------------------------

JUNIORS = {"entry-level tasks": (200, 150), "training hours": (2, 3),
           "entry-level promotions": (0.1, 0.1)}  # fmt: skip


def test_juniors_of_the_organisation() -> None:
    rows = [metric("ORG", name, *value) for name, value in JUNIORS.items()]
    found = case([initiative("A")], rows).answer(juniors.ENTRY)
    assert found.status is Status.ANSWERED
    assert found.figure == pytest.approx(-0.25)
    changes = dict(zip(found.frame["Signal"], found.frame["Gain"], strict=True))
    assert changes == pytest.approx(
        {"entry-level tasks": -0.25, "training hours": 0.5, "entry-level promotions": 0.0}
    )


def test_tasks_summed_over_initiatives_are_a_partial_answer() -> None:
    # 100 + 300 → 90 + 270: a tenth fewer; C has no before and is left out
    rows = [
        metric("A", "entry-level tasks", 100, 90),
        metric("B", "entry-level tasks", 300, 270),
        metric("C", "entry-level tasks", None, 900),
    ]
    found = case([initiative(name) for name in "ABC"], rows).answer(juniors.ENTRY)
    assert found.status is Status.PARTLY
    assert found.figure == pytest.approx(-0.1)
    assert "Metrics: Baseline of “entry-level tasks”" in found.columns


def test_the_same_period_twice_is_no_comparison() -> None:
    rows = [
        metric("ORG", name, *value, periods=("2026-H1", "2026-H1"))
        for name, value in JUNIORS.items()
    ]
    found = case([initiative("A")], rows).answer(juniors.ENTRY)
    assert (found.status, found.figure) == (Status.CANNOT, None)


TRUST = {
    "incidents": (10, 12),
    "overrides": (0.2, 0.1),
    "CSAT": (4.0, 4.0),
    "staff who name the accountable person": (0.4, 0.6),
}
OUTPUTS = [
    metric("A", "accepted outputs", 60, 90), metric("A", "rejected outputs", 40, 10),
    metric("B", "accepted outputs", 100, 700), metric("B", "rejected outputs", 100, 300),
]  # fmt: skip


def trusted(rows: list[list[Any]]) -> Answer:
    return case([initiative("A"), initiative("B")], rows).answer(trust.ENTRY)


def test_trust_counts_signals_that_improve() -> None:
    rows = [*OUTPUTS, *(metric("ORG", name, *value) for name, value in TRUST.items())]
    found = trusted(rows)
    assert found.status is Status.ANSWERED
    # acceptance 160/300 = 0.533 → 790/1,100 = 0.718, overrides and accountability: 3 of 5
    assert found.figure == pytest.approx(0.6)
    table = found.frame.set_index("Signal")
    assert table.loc["acceptance", "Before"] == pytest.approx(160 / 300)
    assert table.loc["acceptance", "Now"] == pytest.approx(790 / 1_100)
    assert list(table["Direction"]) == ["better", "worse", "better", "unchanged", "better"]
    # 10 → 12 incidents are a fifth more, and worse: the figure says rose, the word says worse.
    assert table.loc["incidents", "Change"] == pytest.approx(0.2)
    assert table.loc["incidents", "In words"] == "10 → 12"
    assert found.sentence.endswith("worse: incidents (10 → 12).")
    assert table.loc["acceptance", "In words"].replace("\u00a0", " ") == "53 % → 72 %"


def test_signals_of_initiatives_stand_in_for_the_organisation() -> None:
    rows = [
        *OUTPUTS,
        metric("A", "incidents", 1, 3), metric("B", "incidents", 4, 0),
        metric("A", "overrides", 0.1, 0.3), metric("B", "overrides", 0.3, 0.2),
        metric("ORG", "CSAT", 4, 5),
        metric("ORG", "staff who name the accountable person", 0.4, 0.3),
    ]  # fmt: skip
    table = trusted(rows).frame.set_index("Signal")
    assert list(table.loc["incidents", ["Before", "Now"]]) == [5, 3]
    assert list(table.loc["overrides", ["Before", "Now"]]) == pytest.approx([0.2, 0.25])
    assert list(table["Direction"]) == ["better", "better", "worse", "better", "worse"]


def test_no_nought_where_the_only_signal_that_improved_goes_missing() -> None:
    rows = [
        metric("ORG", name, *value)
        for name, value in {**TRUST, "overrides": (None, 0.1)}.items()
        if name != "staff who name the accountable person"
    ]
    found = trusted(rows)
    assert (found.status, found.figure) == (Status.PARTLY, None)
    assert "Metrics: Baseline of “overrides”" in found.columns


def test_incidents_from_nought_are_worse_without_a_share() -> None:
    table = trusted([*OUTPUTS, metric("ORG", "incidents", 0, 2)]).frame.set_index("Signal")
    assert table.loc["incidents", "Direction"] == "worse"
    assert table["Change"].isna()["incidents"]
    assert table.loc["incidents", "In words"].endswith("→ 2.0")


# --- the sample, and nothing at all ----------------------------------------------------------

ENTRIES = [module.ENTRY for module in (net_hours, redesign, decisions, juniors, trust)]


@cache
def sample() -> Case:
    return case_of(inventory(), portfolio(), draws=1024)


def test_the_sample_by_hand() -> None:
    """Q6: AI-25 alone saves 210,000 × 0.035 = 7,350 hours and takes 1,344 + 260 + 150."""
    of = {each.row.id: each for each in hours_of(sample())}
    assert of["AI-25"].net == pytest.approx(7_350 - 1_754)
    assert of["AI-01"].net is None
    # 1,740 users × 2.2 hours
    assert of["AI-01"].saved == pytest.approx(3_828)
    assert sample().answer(redesign.ENTRY).figure == 9
    assert sample().answer(juniors.ENTRY).figure == pytest.approx(25_600 / 41_800 - 1)
    assert sample().answer(trust.ENTRY).figure == pytest.approx(0.8)
    frame = sample().answer(decisions.ENTRY).frame.set_index("ID")
    assert list(frame.loc["AI-01", ["Recorded", "Compared"]]) == ["scale", "differs"]
    assert frame.loc["AI-13", "Review overdue"] == "yes"
    # The gateway supplies no benefit.
    assert list(frame.loc["AI-19", ["Computed", "Compared"]]) == ["cannot be judged", "open"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_nothing_can_be_answered_without_an_initiative(entry: Entry) -> None:
    whole = fixture.full().inventory
    # The organisation's own metrics stay: without an initiative they answer nothing.
    empty = replace(whole, initiatives=(), costs=(), benefits=(), processing=())
    found = case_of(empty, to_portfolio(empty), draws=64).answer(entry)
    assert (found.status, found.figure) == (Status.CANNOT, None)
    assert found.sentence
