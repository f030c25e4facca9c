"""Coverage of the EU AI Act, transparency and control: minimum beside mean, unknown is no pass."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cockpit.assessment.answer import Status
from cockpit.assessment.case import Case
from cockpit.assessment.stakeholders import CISO, TRUST
from cockpit.assessment.stakeholders.ai_act_dates import (
    act_dates,
    dates_table,
    months_between,
    next_date,
    next_high_risk,
)
from cockpit.assessment.stakeholders.coverage import DUTIES, next_date_words
from cockpit.assessment.stakeholders.summary import headline, key_figures
from cockpit.inventory.vocabulary import RiskClass
from tests.assessment.test_stakeholders import case

NO_FLAGS = {
    "Customer-facing": "no", "Employee impact": "no", "Regulated": "no", "Critical process": "no",
}  # fmt: skip


def initiative(id_: str, risk: str | None, **more: Any) -> dict[str, Any]:
    return {
        "ID": id_,
        "Name": f"System {id_}",
        "EU AI Act risk class": risk,
        "Owner": "Ada",
        **more,
    }


def duties(id_: str, *values: float | None) -> list[dict[str, Any]]:
    """Five coverages of a system, in the order of the duties."""
    return [
        # A baseline, so that a row without a current value is still a row.
        {"Initiative": id_, "Metric": duty.metric, "Baseline": 0.1, "Current": value}
        for duty, value in zip(DUTIES, values, strict=True)
    ]


def two_systems(last: float | None = 0.6) -> Case:
    return case(
        Initiatives=[
            initiative("A", "high"),
            initiative("B", "high"),
            initiative("C", "minimal"),
        ],
        Metrics=[*duties("A", 1.0, 0.9, 0.8, 0.7, last), *duties("B", 0.5, 0.9, 0.9, 0.9, 0.8)],
    )


def test_the_minimum_stands_beside_the_mean() -> None:
    """A: least 0.6, mean 4.0 ÷ 5 = 0.8; B: least 0.5, mean 4.0 ÷ 5 = 0.8; together 8.0 ÷ 10."""
    found = two_systems().answer(CISO)
    assert found.status is Status.ANSWERED
    assert found.figure == 0.5
    assert "transparency of System B" in found.sentence
    assert "the mean is 80\u00a0%" in found.sentence
    table = found.tables["Coverage by system"].set_index("System")
    assert table["Minimum"].to_dict() == {"System B": 0.5, "System A": 0.6}
    assert table["Mean"].tolist() == pytest.approx([0.8, 0.8])
    assert table.index[0] == "System B"
    assert "compliant" not in found.sentence


def test_a_duty_that_nobody_measured_may_be_the_lowest() -> None:
    found = two_systems(last=None).answer(CISO)
    assert found.status is Status.PARTLY
    assert found.figure is None
    assert "at most 50\u00a0%" in found.sentence
    assert found.columns == ("Metrics: Current of “EU AI Act documentation coverage”",)
    assert found.owner == "Ada"
    cell = found.frame.set_index(["System", "Duty"]).loc[("System A", "Documentation")]
    assert cell["In words"] == "n/a"
    assert cell["State"] == "not measured"


@pytest.mark.parametrize(
    ("value", "state"),
    [(0.9, "green"), (0.899, "amber"), (0.7, "amber"), (0.699, "red"), (0.0, "red")],
)
def test_colours_at_the_thresholds(value: float, state: str) -> None:
    found = two_systems(last=value).answer(CISO)
    cell = found.frame.set_index(["System", "Duty"]).loc[("System A", "Documentation")]
    assert cell["State"] == state


def test_classes_that_nobody_assessed_are_listed() -> None:
    book = case(
        Initiatives=[initiative("A", "high"), initiative("B", None)],
        Metrics=duties("A", 1, 1, 1, 1, 0.9),
    )
    found = book.answer(CISO)
    assert found.status is Status.PARTLY
    assert found.columns == ("Initiatives: EU AI Act risk class",)
    classes = found.tables["Initiatives by risk class"].set_index("Risk class")
    assert classes.loc["not assessed", "Which"] == "System B"
    assert classes.loc["high", "Initiatives"] == 1


def test_no_high_risk_system_needs_no_coverage() -> None:
    found = case(Initiatives=[initiative("A", "limited")]).answer(CISO)
    assert (found.status, found.figure) == (Status.ANSWERED, None)
    unknown = case(Initiatives=[initiative("A", None)]).answer(CISO)
    assert unknown.status is Status.CANNOT


def test_a_prohibited_system_comes_before_any_coverage() -> None:
    banned = initiative("P", "prohibited", Stage="scaling")
    found = case(Initiatives=[banned, initiative("A", "limited")]).answer(CISO)
    assert (found.status, found.figure) == (Status.PARTLY, None)
    assert found.sentence.startswith("1 system is classed as prohibited and must be stopped: Syst")
    assert "no coverage is due" not in found.sentence
    assert found.columns == ("Initiatives: EU AI Act risk class",)
    beside = case(
        Initiatives=[banned, initiative("Q", "prohibited"), initiative("A", "high")],
        Metrics=duties("A", 1, 1, 1, 1, 0.9),
    )
    said = beside.answer(CISO)
    assert (said.status, said.figure) == (Status.PARTLY, None)
    assert said.sentence.startswith("2 systems are classed as prohibited and must be stopped: ")
    assert "90\u00a0%" in said.sentence
    assert headline(beside).startswith("2 prohibited systems must be stopped")
    mute = case(Initiatives=[banned, initiative("A", "high")]).answer(CISO)
    assert mute.status is Status.CANNOT
    assert mute.sentence.startswith("1 system is classed as prohibited")


def test_a_prohibited_system_that_is_retired_was_stopped() -> None:
    gone = initiative("P", "prohibited", Stage="retired")
    found = case(Initiatives=[gone, initiative("A", "limited")]).answer(CISO)
    assert found.status is Status.ANSWERED
    assert "prohibited" not in found.sentence


def test_an_unclassed_system_beside_classed_ones_leaves_the_answer_in_part() -> None:
    found = case(Initiatives=[initiative("A", "limited"), initiative("B", None)]).answer(CISO)
    assert (found.status, found.figure) == (Status.PARTLY, None)
    assert "no coverage is due" not in found.sentence
    assert "1 initiative has no risk class yet" in found.sentence


def test_dates_are_data_with_source_and_day_of_check() -> None:
    rows = act_dates()
    assert all(row.article and row.regulation and row.checked for row in rows)
    assert [row.date for row in rows] == sorted(row.date for row in rows)
    high = {row.applies: (row.date, row.first_enacted) for row in rows
            if row.risk_class is RiskClass.HIGH}  # fmt: skip
    day = dt.date
    assert high == {
        "High-risk systems by use (Annex III)": (day(2027, 12, 2), day(2026, 8, 2)),
        "High-risk systems in regulated products (Annex I)": (day(2028, 8, 2), day(2027, 8, 2)),
    }
    following = next_high_risk(day(2026, 11, 1))
    assert following is not None
    assert following.date == day(2027, 12, 2)
    assert next_high_risk(day(2028, 8, 2)) is None


def test_the_next_date_is_that_of_the_classes_at_hand() -> None:
    """From 1 April 2026: limited 2026-08-02, high 2027-12-02; prohibited would be 2026-12-02."""
    as_of, day = dt.date(2026, 4, 1), dt.date
    first = next_date(as_of, {RiskClass.HIGH, RiskClass.LIMITED})
    assert first is not None
    assert first.date == day(2026, 8, 2)
    assert next_date(as_of, {RiskClass.MINIMAL}) is None
    assert next_date(as_of, set()) is None
    # The day itself is not ahead any more.
    second = next_date(day(2026, 8, 2), {RiskClass.LIMITED})
    assert second is not None
    assert (second.date, second.applies) == (
        day(2026, 12, 2), "Marking by systems already on the market",
    )  # fmt: skip


def test_the_ciso_reads_the_next_date_first_and_the_high_risk_one_beside_it() -> None:
    rows = [initiative("A", "high"), initiative("B", "limited")]
    book = case({"Decision date": "2026-11-01"}, Initiatives=rows,
                Metrics=duties("A", 1, 1, 1, 1, 0.9))  # fmt: skip
    assert next_date_words(book) == (
        "next date 2\u00a0Dec\u00a02026: marking by systems already on the market; "
        "high-risk duties from 2\u00a0Dec\u00a02027"
    )
    assert "EU AI Act coverage is 90\u00a0%, next date 2\u00a0Dec\u00a02026" in headline(book)
    assert "next date 2\u00a0Dec\u00a02026" in key_figures(book)[1].note
    assert "next date 2\u00a0Dec\u00a02026" in book.answer(CISO).remarks[0]
    # Only high-risk systems: theirs is the next, and stands once.
    alone = case({"Decision date": "2026-11-01"}, Initiatives=rows[:1])
    assert next_date_words(alone) == "high-risk duties from 2\u00a0Dec\u00a02027"


def test_time_to_each_date_counts_from_the_decision_date() -> None:
    table = dates_table(dt.date(2026, 11, 1)).set_index("Applies from")
    words = table["From the decision date"].str.replace("\u00a0", " ")
    # Two classes share a date.
    distance = words[~words.index.duplicated()]
    assert len(words) == len(distance) + 1
    assert distance[dt.date(2026, 8, 2)] == "applies already"
    assert distance[dt.date(2026, 12, 2)] == "in 1 month"
    assert distance[dt.date(2027, 12, 2)] == "in 13 months"
    assert months_between(dt.date(2026, 11, 3), dt.date(2026, 12, 2)) == 0


def test_transparency_is_a_lower_bound() -> None:
    """High 0.9 by its file; limited 0.5 by its log and one unknown: (0.9 + 0.5) ÷ 3."""
    book = case(
        Initiatives=[
            initiative("A", "high"),
            initiative("B", "limited"),
            initiative("C", "limited"),
            initiative("D", "minimal"),
        ],
        Metrics=[
            {"Initiative": "A", "Metric": "EU AI Act transparency coverage", "Current": 0.9},
            {"Initiative": "B", "Metric": "explained decisions", "Current": 0.5},
        ],
    )
    found = book.answer(TRUST[0])
    assert found.figure == pytest.approx(1.4 / 3)
    assert found.status is Status.PARTLY
    assert found.columns == ("Metrics: Current of “explained decisions”",)
    assert found.sentence.startswith("At least 47\u00a0%")


def processing(id_: str, *kinds: str, owner: str | None = "Ines") -> list[dict[str, Any]]:
    return [{"Initiative": id_, "Kind": kind, "Region": "EU", "Processor": "Us",
             "Control owner": owner} for kind in kinds]  # fmt: skip


ALL_KINDS = ("prompt", "completion", "embedding", "log", "agent action")


def test_control_counts_kinds_with_an_owner() -> None:
    """A: five of five; B: two of five, one without an owner; C is not material: 7 ÷ 10."""
    rows = [
        initiative("A", "minimal", **{**NO_FLAGS, "Regulated": "yes"}),
        initiative("B", "minimal", **{**NO_FLAGS, "Customer-facing": "yes"}),
        initiative("C", "minimal", **NO_FLAGS),
    ]
    stated = [
        *processing("A", *ALL_KINDS),
        *processing("B", "prompt", "log"),
        *processing("B", "completion", owner=None),
    ]
    found = case(Initiatives=rows, Processing=stated).answer(TRUST[1])
    assert found.figure == pytest.approx(0.7)
    assert found.columns == ("Processing: Control owner",)
    # An initiative that may be material joins the total only: 7 ÷ 15.
    rows[2] = initiative("C", "minimal", **{**NO_FLAGS, "Regulated": None})
    found = case(Initiatives=rows, Processing=stated).answer(TRUST[1])
    assert found.figure == pytest.approx(7 / 15)
    assert "Initiatives: Regulated" in found.columns
