"""Board question 3 where the arithmetic can be done by hand: no driver of the world moves.

One initiative over one year at no discount: tokens 100 a month, benefit 200 a month
that does not follow usage. Cost 1,200, benefit 2,400: ROI 1.0, the hurdle is 15 %.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cockpit import wording
from cockpit.assessment.answer import Answer, Status
from cockpit.assessment.board import stresses
from cockpit.assessment.board.stress_depth import stress_depth
from cockpit.assessment.case import Case, case_of
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reader import read_workbook
from scenarios.drivers import DRIVERS
from scenarios.simulate import Simulator
from tests.inventory.books import book

AS_OF = dt.date(2026, 4, 1)
#: Value at which each driver changes nothing.
_STILL = {name: 0 for name in DRIVERS if name.endswith("_growth")} | {
    "price_market": 0,
    "realisation": 1,
    "review_burden": 1,
    "model_price_ratio": 1,
}


def sheets(behaviour: str | None = "tokens", vendor: str | None = "Vee") -> dict[str, Any]:
    return {
        "Initiatives": [["ID", "Name", "Owner", "Vendor"], ["A", "Alpha", "Ada", vendor]],
        "Costs": [
            [
                "Initiative", "Layer", "Item", "Vendor", "Behaviour", "Timing", "Amount",
                "P10", "P90",
            ],
            ["A", "C2", "Tokens", vendor, behaviour, "monthly", 100, 100, 100],
            # All else is declared zero: a layer without a line would make every answer partial.
            *[
                ["A", layer, "None", None, "fixed", "monthly", 0, None, None]
                for layer in ("C1", "C3", "C4", "C5", "C6", "C7")
            ],
        ],
        "Benefits": [
            [
                "Initiative", "Benefit", "Better", "Baseline", "Current", "Volume a month",
                "Value per unit", "P10", "P90", "Value follows usage", "Capture status",
                "Evidence grade",
            ],
            ["A", "Fewer errors", "lower", 10, 6, 10, 5, 200, 200, 0, "captured", "measured"],
        ],
        "Assumptions": [
            ["Driver", "Vendor", "Distribution", "P50"],
            *[[name, None, "point", value] for name, value in _STILL.items()],
            ["price_trend", "Vee", "point", 0],
            ["price_event_size", "Vee", "point", 1],
        ],
        "Settings": [
            ["Setting", "Value"],
            ["Currency", "EUR"],
            ["Horizon months", 12],
            ["Discount rate", 0],
            ["Hurdle rate", 0.15],
        ],
    }  # fmt: skip


def case(rows: dict[str, Any]) -> Case:
    reading = read_workbook(book(rows), "stress.xlsx", AS_OF)
    assert reading.inventory is not None
    assert not reading.rejected, reading.issues
    return case_of(reading.inventory, portfolio_of(reading, AS_OF), draws=64)


def chances(answer: Answer) -> dict[str, float]:
    return dict(zip(answer.frame["Scenario"], answer.frame["P(ROI ≥ hurdle)"], strict=True))


def test_every_stress_by_hand() -> None:
    answer = case(sheets()).answer(stresses.ENTRY)
    roi = dict(zip(answer.frame["Scenario"], answer.frame["ROI base case"], strict=True))
    # Base: 2,400 / 1,200 − 1.
    assert roi["Base case"] == pytest.approx(1.0)
    # Prices +30 % from month 6: 5 × 100 + 7 × 130 = 1,410.
    assert roi["Vendors raise prices"] == pytest.approx(2_400 / 1_410 - 1)
    # 60 % at five times the price: cost × 3.4; 5 % more accepted of it: benefit × 1.03.
    assert roi["Pricier models"] == pytest.approx(2_400 * 1.03 / (1_200 * 3.4) - 1)
    # Usage grows geometrically to tenfold in month 12: 100 × Σ 10^(m/12), m = 1…12.
    grown = 100 * sum(10 ** (month / 12) for month in range(1, 13))
    assert roi["Tenfold usage"] == pytest.approx(2_400 / grown - 1)
    # 70 % of the benefit comes true; what is captured already does not come later.
    assert roi["Benefits slip"] == pytest.approx(2_400 * 0.7 / 1_200 - 1)
    assert roi["Review burden doubles"] == pytest.approx(1.0)


def test_the_figure_is_the_worst_single_stress() -> None:
    answer = case(sheets()).answer(stresses.ENTRY)
    found = chances(answer)
    # The three that fall far below the hurdle by hand, and those that stay above it.
    for name in ("Pricier models", "Tenfold usage", "Everything at once"):
        assert found[name] == 0.0
    for name in ("Base case", "Vendors raise prices", "Benefits slip", "Review burden doubles"):
        assert found[name] > 0.5
    assert (answer.status, answer.figure) == (Status.ANSWERED, 0.0)
    # Regret of going on, everything at once: cost 130 % from month 6, × 3.4, usage up.
    table = answer.tables["Expected regret"].set_index("Scenario")
    tokens = sum(
        100 * 10 ** (month / 12) * (1.3 if month >= 6 else 1.0) * 3.4 for month in range(1, 13)
    )
    lost = tokens - 2_400 * 0.7
    assert table.loc["Everything at once", "Regret of going on with all"] == pytest.approx(
        lost, rel=1e-2
    )
    # The benefit's own error has a mean above its median: 1,200 and a little more.
    assert table.loc["Base case", "Regret of stopping all"] == pytest.approx(1_200, rel=0.05)


def test_both_choices_are_said_in_money_and_by_scenario() -> None:
    answer = case(sheets()).answer(stresses.ENTRY)
    table = answer.tables["Expected regret"].set_index("Scenario")
    going, stopping = (table[f"Regret of {each} all"] for each in ("going on with", "stopping"))
    said = next(each for each in answer.remarks if "One choice for" in each)
    assert f"{wording.money(going.max(), 'EUR')} (Everything at once)" in said
    assert f"{wording.money(stopping.max(), 'EUR')} ({stopping.idxmax()})" in said
    assert "12\u00a0months" in said
    assert not any("regret" in each for each in answer.remarks)


def test_without_behaviour_only_bounds_are_given() -> None:
    answer = case(sheets(behaviour=None)).answer(stresses.ENTRY)
    assert (answer.status, answer.figure) == (Status.PARTLY, None)
    # β = 0.3 by default: benefit × 10^0.3 = 4,789; against 12,000 or against 1,200.
    said = answer.sentence.replace("\u00a0", " ").replace("\u2212", "-")
    assert "between -60 % and 299 %" in said
    assert "Costs: Behaviour" in answer.columns


def test_a_price_stress_that_moves_nothing_is_no_comfort() -> None:
    answer = case(sheets(vendor=None)).answer(stresses.ENTRY)
    assert (answer.status, answer.figure) == (Status.PARTLY, None)
    assert "Costs: Vendor" in answer.columns


def test_without_a_status_captured_roi_is_not_answered() -> None:
    rows = sheets()
    rows["Benefits"][1][10] = None
    answer = case(rows).answer(stresses.ENTRY)
    assert (answer.status, answer.figure) == (Status.CANNOT, None)
    assert "Benefits: Capture status" in answer.columns


def test_ranges_of_the_tool_are_no_evidence() -> None:
    rows = sheets()
    rows["Assumptions"] = [r for r in rows["Assumptions"] if r[0] != "usage_growth"]
    assert case(rows).answer(stresses.ENTRY).columns == ("Assumptions: Driver",)


def test_break_evens_and_map_by_hand() -> None:
    found = stress_depth(Simulator(case(sheets()).portfolio, 64, 7))
    value = dict(zip(found.break_evens["What moves"], found.break_evens["Break-even"], strict=True))
    # What is left of chance moves the median by less than a percent.
    # The hurdle is met where cost × m = benefit / 1.15: m = 2,400 / 1,200 / 1.15 = 1.7391.
    most = 2 / 1.15
    assert value["Usage against today"] == pytest.approx(most, rel=1e-2)
    assert value["Change of all vendor prices"] == pytest.approx(most - 1, rel=1e-2)
    # A share s at five times the price: 1 + 4 s = m.
    dearer = value["Share of tokens moved to a model 5 times dearer"]
    assert dearer == pytest.approx((most - 1) / 4, rel=1e-2)
    for row in found.flip_map.to_dict("records"):
        usage = float(row["Usage"].removeprefix("×"))
        price = row["Vendor prices"].replace("\u00a0%", "").replace("\u2212", "-")
        earned = usage * (1 + float(price) / 100) <= most
        assert row["Hurdle earned"] == ("yes" if earned else "no"), row


def test_progress_is_told_to_the_end() -> None:
    told: list[float] = []
    portfolio = case(sheets()).portfolio
    stress_depth(Simulator(portfolio, 8, 7), lambda share, what: told.append(share))
    assert told == sorted(told)
    assert told[-1] == 1.0
