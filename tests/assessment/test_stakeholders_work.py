"""Capacity, trust funnel and delivery alignment against arithmetic written out."""

from __future__ import annotations

import math
from typing import Any

import pytest

from cockpit.assessment.answer import Status, figure_text
from cockpit.assessment.case import Case
from cockpit.assessment.stakeholders import CDO, COO, CTO
from cockpit.assessment.stakeholders.alignment import unfunded
from cockpit.assessment.stakeholders.funnel import STAGES
from cockpit.assessment.stakeholders.headroom import headrooms
from cockpit.assessment.stakeholders.summary import headline, key_figures
from tests.assessment.test_stakeholders import case

SEED = {
    "ID": "A", "Name": "Gateway", "Owner": "Ulf", "Stage": "production", "Peak rpm": 2_100,
    "Capacity rpm": 3_000, "Monthly growth": 0.15, "Monthly requests": 54_787_500,
}  # fmt: skip


def test_the_example_lasts_two_point_six_months() -> None:
    """ln(3,000 ÷ 2,100) ÷ ln 1.15 = 0.35667 ÷ 0.13976 = 2.552, not the 4 of the source text."""
    found = case(Initiatives=[SEED]).answer(CTO)
    assert found.status is Status.ANSWERED
    assert found.figure == pytest.approx(math.log(3_000 / 2_100) / math.log(1.15), rel=1e-12)
    assert figure_text(found, "EUR") == "2.6\u00a0months"
    assert "in 2.6 months" in found.sentence
    row = found.tables["Capacity by initiative"].iloc[0]
    assert row["Peak use"] == pytest.approx(0.70)
    assert row["Headroom"] == pytest.approx(0.30)
    # 54,787,500 requests over 43,830 minutes are 1,250 a minute, 42 % of 3,000.
    assert row["Mean use"] == pytest.approx(1_250 / 3_000)


def test_months_are_a_distribution() -> None:
    """Growth P10 7.5 % and P90 22.5 %: the limit is reached after 1.76 to 4.93 months."""
    first = headrooms(case(Initiatives=[SEED]))[0]
    ratio = math.log(3_000 / 2_100)
    assert first.forecast.p10 == pytest.approx(ratio / math.log(1.225), rel=0.03)
    assert first.forecast.p90 == pytest.approx(ratio / math.log(1.075), rel=0.03)
    assert first.forecast.p10 < first.median < first.forecast.p90  # type: ignore[operator]


def test_the_tightest_comes_first_and_what_nobody_uses_is_left_out() -> None:
    slow = {**SEED, "ID": "B", "Name": "Slow", "Monthly growth": 0.01}
    still = {**SEED, "ID": "C", "Name": "Still", "Monthly growth": 0}
    idea = {**SEED, "ID": "D", "Name": "Idea", "Stage": "idea", "Monthly growth": 0.9}
    book = case(Initiatives=[slow, still, SEED, idea])
    assert [each.row.name for each in headrooms(book)] == ["Gateway", "Slow", "Still"]
    table = book.answer(CTO).tables["Capacity by initiative"].set_index("Initiative")
    assert math.isnan(table.loc["Still", "Months, P50"])
    assert table.loc["Still", "Never"] == 1.0


def test_every_median_of_the_next_decades_is_drawn() -> None:
    """ln(3,000 ÷ 2,100) = 0.357: at 1 % a month 36 months, at 0.1 % 357, at 0 never."""
    rates = {"A": 0.15, "B": 0.01, "C": 0.001, "D": 0.0}
    rows = [{**SEED, "ID": key, "Name": key, "Monthly growth": rate} for key, rate in rates.items()]
    frame = case(Initiatives=rows).answer(CTO).frame.set_index("Initiative")
    assert frame["Median beyond"].to_dict() == {"A": False, "B": False, "C": True, "D": True}
    ratio = math.log(3_000 / 2_100)
    assert frame.loc["B", "P50"] == pytest.approx(ratio / math.log(1.01))
    # The axis ends with the latest that can be drawn: P90 of B, growth 0.5 % a month.
    end = frame["End"].iloc[0]
    assert end == pytest.approx(ratio / math.log(1.005), rel=0.05)
    assert frame.loc["C", "P50"] == end


def test_no_growth_is_an_answer_without_a_month() -> None:
    found = case(Initiatives=[{**SEED, "Monthly growth": 0}]).answer(CTO)
    assert (found.status, found.figure) == (Status.ANSWERED, None)
    assert "reaches its capacity" in found.sentence


def test_a_load_beyond_its_capacity_has_no_month_left() -> None:
    found = case(Initiatives=[{**SEED, "Peak rpm": 3_100}]).answer(CTO)
    assert found.figure == 0
    # 3,100 of 3,000
    assert found.sentence.startswith(
        "Gateway is over its capacity now: its peak is 103\u00a0% of it. 1 of 1 that state it has "
    )


@pytest.mark.parametrize(
    ("peak", "safe", "said"),
    [
        (3_000, 1, "is at its capacity now"),
        (3_000, 0.7, "is at its capacity now"),
        (2_130, 0.7, "has no room now: 71 % used at peak, where 70 % may be used"),
        (3_990, 0.7, "is over its capacity now: its peak is 133 % of it"),
        (3_001, 1, "its peak is 100.03 % of it"),
    ],
)
def test_no_room_is_said_as_it_is(peak: float, safe: float, said: str) -> None:
    rows = [{**SEED, "Peak rpm": peak}]
    found = case({"threshold capacity_safe_share": safe}, Initiatives=rows).answer(CTO)
    assert found.figure == 0
    assert said in found.sentence.replace("\u00a0", " ")


def test_the_safe_share_shortens_the_time() -> None:
    """80 % of 3,000 are 2,400: ln(2,400 ÷ 2,100) ÷ ln 1.15 = 0.96 months."""
    found = case({"threshold capacity_safe_share": 0.8}, Initiatives=[SEED]).answer(CTO)
    assert found.figure == pytest.approx(math.log(2_400 / 2_100) / math.log(1.15), rel=1e-12)


def test_a_missing_figure_is_named_with_its_owner() -> None:
    found = case(Initiatives=[SEED, {**SEED, "ID": "B", "Name": "Mute", "Peak rpm": None}])
    said = found.answer(CTO)
    assert (said.status, said.columns, said.owner) == (
        Status.PARTLY, ("Initiatives: Peak rpm",), "Ulf",
    )  # fmt: skip


def funnel(*counts: float | None, headcount: float | None = 1_000) -> Case:
    metrics = [
        # A baseline, so that a row without a count of today is still a row.
        {"Initiative": "ORG", "Metric": stage.metric, "Baseline": 10, "Current": count,
         "Owner": "Yara"}
        for stage, count in zip(STAGES, counts, strict=True)
    ]  # fmt: skip
    settings: dict[str, Any] = {} if headcount is None else {"Headcount": headcount}
    return case(settings, Initiatives=[{"ID": "A", "Name": "A"}], Metrics=metrics)


def test_conversions_come_from_counts() -> None:
    """920/1,000, 552/920, 276/552, 60/276, 33/60 = 92, 60, 50, 22, 55 %; reliance is weakest."""
    found = funnel(920, 552, 276, 60, 33).answer(CDO)
    assert found.status is Status.ANSWERED
    assert found.figure == pytest.approx(60 / 276)
    table = found.tables["Trust funnel"]
    assert table["Conversion"].tolist() == pytest.approx([0.92, 0.6, 0.5, 60 / 276, 0.55])
    # Exactly 60 % is not more than 60 %.
    assert table["State"].tolist() == ["healthy", "below", "healthy", "below", "healthy"]
    assert "reliance: 22\u00a0% of weekly users against 25\u00a0%" in found.sentence
    assert "3 of 5 steps are healthy" in found.sentence


def test_the_headline_names_the_weakest_step_only_where_one_is_weak() -> None:
    assert "weakest trust step is reliance, 22\u00a0% against 25\u00a0%" in headline(
        funnel(920, 560, 276, 60, 33)
    )
    assert headline(funnel(920, 560, 276, 80, 50)) == "Every trust step is healthy."


def test_the_weakest_step_is_judged_against_its_own_healthy_share() -> None:
    """Awareness 50 % of 90 % is weaker than reliance 24 % of 25 %, though the share is larger."""
    found = funnel(500, 400, 200, 48, 30).answer(CDO)
    assert found.figure == pytest.approx(0.5)


def test_more_weekly_users_than_tried_is_a_contradiction() -> None:
    found = funnel(920, 552, 600, 200, 150).answer(CDO)
    assert found.status is Status.PARTLY
    assert found.figure is None
    assert "contradict each other: 600 people who use weekly" in found.sentence
    assert found.columns == ("Metrics: Current of “people who use weekly”",)
    assert math.isnan(found.tables["Trust funnel"].set_index("Stage").loc[
        "Regular use", "Conversion"])  # fmt: skip


def test_an_unknown_step_may_be_the_weakest() -> None:
    found = funnel(920, None, 276, 60, 33).answer(CDO)
    assert (found.status, found.figure, found.owner) == (Status.PARTLY, None, "Yara")
    assert found.columns == ("Metrics: Current of “people who tried”",)
    nothing = funnel(None, None, None, None, None, headcount=None).answer(CDO)
    assert nothing.status is Status.CANNOT
    assert "Settings: Headcount" in nothing.columns


def test_after_nobody_the_rest_has_no_share() -> None:
    found = funnel(920, 552, 276, 0, 0).answer(CDO)
    assert (found.status, found.figure) == (Status.ANSWERED, 0)


REGISTER = {"Funded items": "CL-14 Claims; DW-25 Digital workplace; XX-1 Nobody's"}


def portfolio(settings: dict[str, Any] | None = None, **changed: str | None) -> Case:
    """A 600, B 300, C 100 a month; A by its code, B in full, C by an item that is not there."""
    items = {"A": "CL-14", "B": "dw-25 digital workplace", "C": "ZZ-9", **changed}
    return case(
        REGISTER if settings is None else settings,
        Initiatives=[
            {"ID": key, "Name": f"Work {key}", "Owner": key, "Tier": "T1", "Funded item": item}
            for key, item in items.items()
        ],
        Costs=[
            {"Initiative": key, "Layer": "C2", "Item": "Calls", "Behaviour": "fixed",
             "Timing": "monthly", "Amount": amount}
            for key, amount in {"A": 600, "B": 300, "C": 100}.items()
        ],
    )  # fmt: skip


def test_spend_is_mapped_by_cost() -> None:
    found = portfolio().answer(COO)
    assert found.status is Status.ANSWERED
    assert found.figure == pytest.approx(900 / 1_000)
    states = found.tables["Initiatives and their funded item"].set_index("Initiative")["State"]
    assert states.to_dict() == {
        "Work A": "on a funded item",
        "Work B": "on a funded item",
        "Work C": "item not in the register",
    }
    assert any("XX-1 Nobody's" in sentence for sentence in found.remarks)


def test_an_orphan_is_not_mapped_and_is_missing() -> None:
    found = portfolio(B=None).answer(COO)
    assert found.status is Status.PARTLY
    assert found.figure == pytest.approx(0.6)
    assert found.columns == ("Initiatives: Funded item",)
    assert found.owner == "B"


def test_the_coo_reads_what_is_not_funded() -> None:
    """B 300 + C 100 a month, 4,800 a year of 12,000: 40 %."""
    book = portfolio(B=None)
    assert unfunded(book) == pytest.approx(4_800)
    figure = key_figures(book)[4]
    assert (figure.role, figure.value) == ("COO / PMO", "EUR\u00a04.8\u00a0k")
    assert figure.note.replace("\u00a0", " ") == (
        "40 % of the spend; 1 initiative without a funded item, 1 not in the register"
    )
    assert "EUR\u00a04.8\u00a0k a year is unfunded" in headline(book)
    # Without a register it is unknown, which is not nought.
    assert unfunded(portfolio({})) is None
    assert key_figures(portfolio({}))[4].value == "n/a"


def test_without_a_register_nothing_resolves() -> None:
    found = portfolio({}).answer(COO)
    assert (found.status, found.figure) == (Status.CANNOT, None)
    assert found.columns == ("Settings: Funded items",)
    assert "100\u00a0% of the spend names a funded item" in found.sentence


def test_work_on_one_item_is_looked_at_together() -> None:
    pairs = portfolio(B="CL-14").answer(COO).tables["Likely overlaps"]
    assert pairs.iloc[0]["Full cost a year, both"] == pytest.approx(12 * 900)
    assert pairs.iloc[0]["Why look"] == "one funded item, CL-14"
