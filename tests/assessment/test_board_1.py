"""Board questions 1, 2, 4 and 5 on three initiatives whose figures are written out.

Recurring cost a year, all amounts annual:

=====  ======================================  =========
A      C2 tokens 600 (SaaS), C6 staff 200       800
B      C2 seats 100 (SaaS)                      100
C      C1 fixed 60 (cloud)                       60
all    C5 governance 40, even: 13⅓ each          40
all    every other layer declared zero            0
=====  ======================================  =========

Sum 1,000.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cockpit.assessment.answer import Answer, Status
from cockpit.assessment.board import evidence, exposure, materiality, processing
from cockpit.assessment.case import Case, case_of
from cockpit.charts import board
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reader import read_workbook
from cockpit.theme import LIGHT
from tests.inventory.books import book

AS_OF = dt.date(2026, 4, 1)
INITIATIVES = [
    [
        "ID", "Name", "Business unit", "Owner", "Channel",
        "Customer-facing", "Employee impact", "Regulated", "Critical process",
    ],
    ["A", "Alpha", "Claims", "Ada", "SaaS", "yes", "no", "no", "no"],
    ["B", "Beta", "Claims", "Ben", "SaaS", "no", "no", "no", "no"],
    ["C", "Gamma", "Sales", None, "cloud", "no", "yes", "yes", "no"],
]  # fmt: skip
COSTS = [
    [
        "Initiative", "Layer", "Item", "Vendor", "Channel",
        "Behaviour", "Timing", "Amount", "Commitment", "Allocation rule",
    ],
    ["A", "C2", "Tokens", "Vee", None, "tokens", "annual", 600, None, None],
    ["A", "C6", "Support", None, None, "staff", "annual", 200, None, None],
    ["B", "C2", "Seats", "Wu", None, "seats", "annual", 100, None, None],
    ["C", "C1", "Host", "Wu", None, "fixed", "annual", 60, None, None],
    ["SHARED", "C5", "Governance", None, "shared services", "staff", "annual", 40, None, "even"],
    *[
        ["SHARED", layer, "None", None, "shared services", "staff", "annual", 0, None, "even"]
        for layer in ("C1", "C2", "C3", "C4", "C6", "C7")
    ],
]  # fmt: skip
BENEFITS = [
    [
        "Initiative", "Benefit", "Better", "Baseline", "Current", "Volume a month",
        "Value per unit", "Capture status", "Evidence grade", "Direct or indirect",
    ],
    ["A", "Hours", "lower", 10, 6, 10, 5, "captured", "measured", "direct"],
    ["B", "Errors", "lower", 10, 8, 10, 5, "observed", "estimated", "direct"],
    ["C", "Image", "higher", 1, 2, 1, 1, "sustained", "measured", "indirect"],
]  # fmt: skip
PROCESSING = [
    ["Initiative", "Kind", "Region", "Processor", "Retention days", "Control owner"],
    *[["A", kind, "EU", "Vee", 30, "Ada"] for kind in ("prompt", "completion", "embedding")],
    ["A", "log", "EU", "Vee", None, "Ada"],
    ["A", "agent action", None, "none", None, None],
    ["C", "prompt", "EU", "Wu", 0, None],
]
SETTINGS = [
    ["Setting", "Value"],
    ["Currency", "EUR"],
    ["Channels declared zero", "data centre; private cloud; labour substitution"],
]
Sheets = dict[str, list[list[Any]]]


def sheets(**changed: list[list[Any]]) -> Sheets:
    whole = {
        "Initiatives": INITIATIVES,
        "Costs": COSTS,
        "Benefits": BENEFITS,
        "Processing": PROCESSING,
        "Settings": SETTINGS,
    }
    return {name: [list(row) for row in rows] for name, rows in {**whole, **changed}.items()}


def case(rows: Sheets) -> Case:
    reading = read_workbook(book(rows), "board.xlsx", AS_OF)
    assert reading.inventory is not None
    assert not reading.rejected, reading.issues
    return case_of(reading.inventory, portfolio_of(reading, AS_OF), draws=256)


def with_cell(sheet: str, row: int, column: str, value: Any) -> Sheets:
    rows = sheets()
    rows[sheet][row][rows[sheet][0].index(column)] = value
    return rows


def plain(answer: Answer) -> str:
    return answer.sentence.replace("\u00a0", " ")


def test_exposure_adds_up_by_channel() -> None:
    answer = case(sheets()).answer(exposure.ENTRY)
    assert answer.status is Status.ANSWERED
    assert answer.figure == pytest.approx(1_000)
    by_channel = answer.frame.groupby("Channel")["Cost a year"].sum().to_dict()
    assert by_channel == pytest.approx(
        {
            "SaaS": 900,
            "cloud": 60,
            "shared services": 40,
            "data centre": 0,
            "private cloud": 0,
            "labour substitution": 0,
        }
    )
    # Vendors bill 600 and 160 of 760: (100 × 600/760)² + (100 × 160/760)² = 6,233 + 443.
    assert "vendors are highly concentrated (HHI 6,676 of 10,000)" in plain(answer)
    assert "100 % of it reaches an initiative" in plain(answer)
    assert "AI costs EUR 1.0 k a year in full." in plain(answer)


def test_a_layer_without_a_line_is_unknown_and_not_zero() -> None:
    rows = sheets()
    # Without the shared C1 and C7, A and B lack both, and C lacks C7.
    rows["Costs"] = [
        row for row in rows["Costs"] if row[:2] not in (["SHARED", "C1"], ["SHARED", "C7"])
    ]
    answer = case(rows).answer(exposure.ENTRY)
    assert (answer.status, answer.figure) == (Status.PARTLY, pytest.approx(1_000))
    assert "as supplied; 5 cost layers in 3 initiatives are missing" in plain(answer)
    assert "in full" not in answer.sentence
    assert [(each.need.label, each.initiative) for each in answer.missing] == [
        ("Costs: Layer", name) for name in ("A", "B", "C")
    ]


def test_a_channel_neither_stated_nor_declared_hides_the_total() -> None:
    rows = with_cell("Settings", 2, "Value", "data centre; labour substitution")
    answer = case(rows).answer(exposure.ENTRY)
    assert answer.status is Status.CANNOT
    assert answer.figure is None
    assert "private cloud is neither stated nor declared zero" in plain(answer)
    assert "EUR 1.0 k a year" in plain(answer)
    assert answer.columns == ("Settings: Channels declared zero",)
    open_row = answer.frame[answer.frame["Channel"] == "private cloud"]
    assert open_row["State"].tolist() == ["not declared"]
    assert open_row["Cost a year"].isna().all()


def test_a_shared_line_without_a_rule_is_not_allocated() -> None:
    found = case(with_cell("Costs", 5, "Allocation rule", None))
    answer = found.answer(exposure.ENTRY)
    # 40 of 1,000 fall by a default that nobody stated.
    assert exposure.allocated_share(found) == pytest.approx(0.96)
    assert answer.status is Status.PARTLY
    assert answer.columns == ("Costs: Allocation rule",)


def test_tokens_without_a_vendor_are_a_gap_and_staff_is_none() -> None:
    answer = case(with_cell("Costs", 1, "Vendor", None)).answer(exposure.ENTRY)
    assert [(each.need.label, each.initiative) for each in answer.missing] == [
        ("Costs: Vendor", "A")
    ]
    assert answer.owner == "Ada"


def test_evidence_is_the_cost_behind_measured_benefits() -> None:
    answer = case(sheets()).answer(evidence.ENTRY)
    # A alone is direct, before and after, measured: 800 + 40/3 of 1,000.
    assert answer.figure == pytest.approx((800 + 40 / 3) / 1_000)
    # B is an estimate: speculative, and no gap. C has only an indirect benefit: a gap.
    assert {each.initiative for each in answer.missing} == {"C"}
    status = dict(zip(answer.frame["Initiative"], answer.frame["Status"], strict=True))
    assert status == {"Alpha": "captured", "Beta": "observed", "Gamma": "unproven"}


@pytest.mark.parametrize("small", [True, False], ids=["small", "full"])
def test_the_chart_of_evidence_shows_the_share_of_its_sentence(small: bool) -> None:
    figure = board.evidence(case(sheets()).answer(evidence.ENTRY), LIGHT, small=small)
    assert figure is not None
    # 800 + 40/3 of 1,000
    assert "81\u00a0%" in figure.alt
    assert "19\u00a0%" in figure.alt


def test_a_status_that_is_stated_and_not_measured_is_not_tied() -> None:
    rows = sheets()
    for row in rows["Benefits"][1:]:
        row[8] = "estimated"
    answer = case(rows).answer(evidence.ENTRY)
    figure = board.evidence(answer, LIGHT, small=True)
    assert figure is not None
    bars = figure.frame.set_index("Row")
    assert bars.loc["captured", "In words"].replace("\u00a0", " ") == "81 %, none tied"
    assert bars.loc["all cost", "In words"].replace("\u00a0", " ") == "100 %, none tied"
    assert set(bars["Look"]) == {"bad"}


def test_evidence_of_nothing_is_unproven_and_not_nought() -> None:
    rows = sheets()
    for row in rows["Benefits"][1:]:
        row[3] = row[4] = None
    answer = case(rows).answer(evidence.ENTRY)
    assert answer.status is Status.CANNOT
    assert answer.figure is None
    assert "unproven" in answer.sentence
    assert "Benefits: Baseline" in answer.columns


def test_cost_shared_by_a_rule_nobody_stated_is_tied_to_nobody() -> None:
    answer = case(with_cell("Costs", 5, "Allocation rule", None)).answer(evidence.ENTRY)
    assert answer.figure == pytest.approx(0.8)
    assert "Costs: Allocation rule" in answer.columns
    # Chart and sentence count alike: 13⅓ of Alpha's cost is tied to nobody.
    assert answer.frame["Of it tied"].sum() == pytest.approx(800)
    assert "EUR 200 a year is speculative" in plain(answer)


def test_one_yes_is_material_whatever_else_is_blank() -> None:
    answer = case(sheets()).answer(materiality.ENTRY)
    assert answer.status is Status.ANSWERED
    assert answer.figure == 2
    # A and C: 800 + 60 + 2 × 40/3 of 1,000 is 88.7 %.
    assert "89 % of the cost" in plain(answer)
    still = case(with_cell("Initiatives", 1, "Regulated", None)).answer(materiality.ENTRY)
    assert (still.status, still.figure) == (Status.PARTLY, 2)
    assert "1 of 12 assessments is blank" in still.sentence


def test_a_blank_is_not_a_no() -> None:
    answer = case(with_cell("Initiatives", 2, "Regulated", None)).answer(materiality.ENTRY)
    assert (answer.status, answer.figure) == (Status.PARTLY, 2)
    assert "1 is not assessed" in answer.sentence
    assert dict(zip(answer.frame["ID"], answer.frame["Material"], strict=True)) == {
        "A": "yes",
        "B": "not assessed",
        "C": "yes",
    }


def test_nobody_assessed_means_no_count() -> None:
    rows = sheets()
    for row in rows["Initiatives"][1:]:
        row[5:] = [None] * 4
    answer = case(rows).answer(materiality.ENTRY)
    assert answer.status is Status.CANNOT
    assert len(answer.missing) == 12


def test_processing_counts_cells_of_material_initiatives() -> None:
    answer = case(sheets()).answer(processing.ENTRY)
    # A: 3 × 4 filled, log 3 of 4, no agent actions 4: 19. C: prompt 3, four kinds without a row.
    assert answer.figure == pytest.approx((19 + 3) / 40)
    gaps = {(each.need.label, each.initiative) for each in answer.missing}
    assert gaps == {
        ("Processing: Kind", "C"),
        ("Processing: Retention days", "A"),
        ("Processing: Control owner", "C"),
    }
    assert "complete for 0 of 2" in plain(answer)


def test_what_nobody_assessed_counts_as_not_filled() -> None:
    answer = case(with_cell("Initiatives", 2, "Regulated", None)).answer(processing.ENTRY)
    assert answer.figure == pytest.approx(22 / 60)
    assert "Initiatives: Regulated" in answer.columns


def test_of_two_rows_of_a_kind_both_must_state_it() -> None:
    rows = sheets()
    rows["Processing"].append(["A", "prompt", None, "Wu", 30, "Ada"])
    assert case(rows).answer(processing.ENTRY).figure == pytest.approx(21 / 40)


def test_without_a_register_nothing_is_governed() -> None:
    answer = case(sheets(Processing=PROCESSING[:1])).answer(processing.ENTRY)
    assert answer.status is Status.CANNOT
    assert answer.columns == ("Processing: Kind",)
