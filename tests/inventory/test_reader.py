"""The reader: every defect by place, good rows kept, counts that tie out, nothing in silence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cockpit.inventory.reading import Reading, Severity
from cockpit.inventory.vocabulary import Channel
from scenarios.portfolio import CostLayer
from tests.inventory.books import (
    INITIATIVES,
    SETTINGS,
    at,
    benefits,
    costs,
    read,
)  # fmt: skip

GOOD = ["A", "C2", "Tokens", "tokens", "monthly", 100]


def errors(reading: Reading) -> set[tuple[str, int, str]]:
    return {(issue.sheet, issue.row, issue.column) for issue in reading.errors}


def ties_out(reading: Reading) -> None:
    for count in reading.counts:
        assert count.found == count.accepted + count.rejected
        rejected = [row for row in reading.rejected if row.sheet == count.title]
        assert len(rejected) == count.rejected
    assert all(row.issues for row in reading.rejected)


def test_a_sound_workbook_has_nothing_to_say() -> None:
    reading = read(costs(GOOD))
    assert reading.ok
    assert reading.issues == ()
    assert reading.inventory is not None
    assert [row.id for row in reading.inventory.initiatives] == ["A", "B"]
    assert reading.inventory.costs[0].layer is CostLayer.C2
    assert str(reading.inventory.costs[0].at) == "Costs!2"
    ties_out(reading)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["A", "C2", "Tokens", "tokens", "monthly", None], "Amount"),
        (["A", "C2", "Tokens", "tokens", "monthly", -5], "Amount"),
        (["A", "C2", "Tokens", "tokens", "monthly", "1,234"], "Amount"),
        (["A", "C2", "Tokens", "tokens", "monthly", "tbd"], "Amount"),
        (["A", "C2", "Tokens", "tokens", "monthly", "n/a"], "Amount"),
        (["A", "C2", "Tokens", "tokens", "monthly", "12%"], "Amount"),
        (["A", "C2", "Tokens", "tokens", "monthly", True], "Amount"),
        (["A", "C2", "Tokens", "tokens", "monthly", dt.date(2026, 1, 1)], "Amount"),
        (["A", "C2", "Tokens", "tokens", "monthly", "$ 5"], "Amount"),
        (["A", "C2", "Tokens", "tokens", "monthly", "CHF 5"], "Amount"),
        (["A", "C8", "Tokens", "tokens", "monthly", 5], "Layer"),
        (["A", None, "Tokens", "tokens", "monthly", 5], "Layer"),
        (["A", "C2", "  ", "tokens", "monthly", 5], "Item"),
        (["A", "C2", "Tokens", "elastic", "monthly", 5], "Behaviour"),
        (["A", "C2", "Tokens", "tokens", "weekly", 5], "Timing"),
        (["Z", "C2", "Tokens", "tokens", "monthly", 5], "Initiative"),
        ([None, "C2", "Tokens", "tokens", "monthly", 5], "Initiative"),
        (["A", "C2", "Tokens", "commit", "monthly", 5], "Commitment"),
        (["A", "C1", "Blocks", "capacity", "monthly", 5], "Block"),
    ],
)
def test_one_bad_cost_row_stays_out_and_the_good_one_loads(row: list[Any], column: str) -> None:
    reading = read(costs(GOOD, row))
    assert errors(reading) == {("Costs", 3, column)}
    assert all(issue.problem and issue.remedy for issue in reading.errors)
    assert reading.inventory is not None
    assert len(reading.inventory.costs) == 1
    assert reading.rejected[0].row == 3
    ties_out(reading)


@pytest.mark.parametrize(
    ("extra", "cells", "column"),
    [
        (["P10", "P90"], [120, 80], "P10"),
        (["P10", "P90"], [110, 150], "P10"),
        (["P10", "P90"], [50, 90], "P90"),
        (["P10", "P90"], [50, None], "P10"),
        (["P10", "P90"], [None, 150], "P90"),
        (["P10", "P90"], [0, 150], "P10"),
        (["Start", "End"], [dt.date(2026, 6, 1), dt.date(2026, 5, 31)], "End"),
        (["Start"], ["03/04/2026"], "Start"),
        (["Currency"], ["USD"], "Currency"),
        (["Currency"], ["EURO"], "Currency"),
        (["Evidence"], ["gut feeling"], "Evidence"),
        (["In IT budget"], ["perhaps"], "In IT budget"),
    ],
)
def test_checks_across_the_cells_of_a_cost(extra: list[str], cells: list[Any], column: str) -> None:
    reading = read(costs([*GOOD, *cells], extra=extra))
    assert errors(reading) == {("Costs", 2, column)}


def test_every_problem_of_a_row_is_told_at_once() -> None:
    row = ["Z", "C9", None, "elastic", "weekly", -1, 9, 3]
    reading = read(costs(row, extra=["P10", "P90"]))
    assert errors(reading) == {
        ("Costs", 2, column)
        for column in ("Initiative", "Layer", "Item", "Behaviour", "Timing", "Amount", "P10")
    }
    assert len(reading.rejected) == 1
    assert reading.rejected[0].values["Amount"] == "-1"


def test_a_missing_rate_is_named_and_a_stated_one_is_used() -> None:
    row = [*GOOD, "USD"]
    refused = read(costs(row, extra=["Currency"]))
    assert "rate USD" in at(refused.issues, "Costs", 2, "Currency")[0].remedy
    rates = [*SETTINGS, ["rate USD", 0.9, dt.date(2026, 4, 1)]]
    assert read(costs(row, extra=["Currency"], settings=rates)).ok
    signed = read(costs(["A", "C2", "Tokens", "tokens", "monthly", "US$ 5"], settings=rates))
    assert signed.inventory is not None
    assert signed.inventory.costs[0].currency == "USD"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["rate USD", 0], "Value"),
        (["rate USD", -1], "Value"),
        (["rate DOG", 1], "Setting"),
        (["rate EUR", 1.1], "Value"),
        (["Favourite colour", "blue"], "Setting"),
        (["Horizon months", 400], "Value"),
        (["Horizon months", "three years"], "Value"),
        (["Discount rate", 8], "Value"),
        (["Currency", "USD"], "Setting"),
        (["Decision date", "03/04/2026"], "Value"),
        (["Number locale", "Swiss"], "Value"),
        (["Channels declared zero", "SaaS; pigeon"], "Value"),
        (["threshold layer pass", "most"], "Value"),
        (["threshold layer pass", "EUR 5"], "Value"),
        (["thresholds", 0.8], "Setting"),
    ],
)
def test_bad_settings_are_refused_by_row(row: list[Any], column: str) -> None:
    reading = read(costs(GOOD, settings=[*SETTINGS, row]))
    assert errors(reading) == {("Settings", 3, column)}


def test_settings_are_read_by_their_types() -> None:
    stated = [
        ["Setting", "Value"], ["currency", "chf"], ["Discount rate", "7,5%"], ["Hurdle rate", 0.2],
        ["Decision date", dt.datetime(2026, 7, 20)], ["Headcount", "1.200"],
        ["Number locale", "1.234,56"], ["Channels declared zero", "SaaS; data center"],
        ["Horizon months", None],
    ]  # fmt: skip
    reading = read({"Initiatives": INITIATIVES, "Settings": stated})
    assert reading.inventory is not None
    settings = reading.inventory.settings
    assert (settings.currency, settings.headcount, settings.hurdle_rate) == ("CHF", 1200, 0.2)
    assert settings.discount_rate == pytest.approx(0.075)
    assert settings.decision_date == dt.date(2026, 7, 20)
    assert settings.zero_channels == (Channel.SAAS, Channel.DATA_CENTRE)
    assert settings.horizon_months is None


def test_the_number_locale_reaches_every_sheet() -> None:
    row = ["A", "C2", "Tokens", "tokens", "monthly", "1.234"]
    reading = read(costs(row, settings=[*SETTINGS, ["Number locale", "1.234,56"]]))
    assert reading.inventory is not None
    assert reading.inventory.costs[0].amount == 1234


@pytest.mark.parametrize(
    ("head", "cells", "column"),
    [
        (["Seats licensed", "Seats active"], [10, 11], "Seats active"),
        (["Monthly growth"], [4], "Monthly growth"),
        (["Stage"], ["dreaming"], "Stage"),
        (["Start"], ["2026-02-30"], "Start"),
        (["Customer-facing"], ["sometimes"], "Customer-facing"),
        (["Annual cost"], [-3], "Annual cost"),
    ],
)
def test_checks_of_an_initiative(head: list[str], cells: list[Any], column: str) -> None:
    reading = read({"Initiatives": [["Name", *head], ["Alpha", *cells]], "Settings": SETTINGS})
    assert errors(reading) == {("Initiatives", 2, column)}


def test_duplicate_ids_names_and_totals_stay_out() -> None:
    rows = [["ID", "Name"], ["A", "Alpha"], ["a ", "Other"], [None, "Beta"], [None, "beta"],
            [None, "Total"]]  # fmt: skip
    reading = read({"Initiatives": rows, "Settings": SETTINGS})
    assert errors(reading) == {
        ("Initiatives", 3, "ID"), ("Initiatives", 5, "Name"), ("Initiatives", 6, "Name"),
    }  # fmt: skip
    assert reading.inventory is not None
    assert [row.id for row in reading.inventory.initiatives] == ["A", "beta"]


def test_references_by_id_and_name_and_to_rejected_or_ambiguous_initiatives() -> None:
    sheets = {
        "Initiatives": [["ID", "Name", "Stage"], ["A", "Alpha", None], ["B", "Twin", None],
                        ["C", "Twin", None], ["D", "Delta", "dreaming"]],
        "Costs": [["Initiative", "Layer", "Item", "Behaviour", "Timing", "Amount"],
                  ["alpha", *GOOD[1:]], ["shared", *GOOD[1:]], ["Twin", *GOOD[1:]],
                  ["D", *GOOD[1:]]],
        "Settings": SETTINGS,
    }  # fmt: skip
    reading = read(sheets)
    assert reading.inventory is not None
    assert [row.initiative for row in reading.inventory.costs] == ["A", None]
    assert errors(reading) == {
        ("Costs", 4, "Initiative"), ("Costs", 5, "Initiative"), ("Initiatives", 5, "Stage"),
    }  # fmt: skip
    assert "row 5" in at(reading.issues, "Costs", 5, "Initiative")[0].problem


def test_a_capacity_line_needs_the_peak_of_its_initiative() -> None:
    row = ["C1", "GPU blocks", "capacity", "monthly", 900, 100]
    reading = read(costs(["A", *row], ["B", *row], extra=["Block"]))
    assert errors(reading) == {("Costs", 3, "Initiative")}


@pytest.mark.parametrize(
    ("extra", "cells", "column"),
    [
        (["Baseline"], [10], "Baseline"),
        (["Current"], [10], "Baseline"),
        (["Baseline", "Current"], [10, 8], "Baseline"),
        (["Baseline", "Current", "Target"], [10, 8, 10], "Baseline"),
        (["Baseline", "Current", "Better"], [10, 8, "sideways"], "Better"),
        (["P10", "P90"], [500, 900], "P90"),
        (["Redeployed share"], [60], "Redeployed share"),
        (["Capture status"], ["banked"], "Capture status"),
        (["Ramp months"], [2.5], "Ramp months"),
    ],
)
def test_checks_of_a_benefit(extra: list[str], cells: list[Any], column: str) -> None:
    reading = read(benefits(["A", "Faster", 100, 10, *cells], extra=extra))
    assert errors(reading) == {("Benefits", 2, column)}


def test_a_benefit_without_money_is_kept_with_a_warning() -> None:
    reading = read(benefits(["A", "Happier", None, None]))
    assert reading.ok
    assert at(reading.warnings, "Benefits", 2, "Volume a month")


@pytest.mark.parametrize(
    ("head", "cells", "column"),
    [
        (["Driver", "Distribution", "P10", "P50", "P90"],
         ["usage_growth", "P10/P50/P90", 3, 2, 1], "Distribution"),
        (["Driver", "Distribution", "P50"], ["usage_growth", "uniform", 1], "Distribution"),
        (["Driver", "Distribution", "P50"], ["team_spirit", "point", 1], "Driver"),
        (["Driver", "Distribution", "P50"], ["price_trend", "point", 1], "Vendor"),
        (["Driver", "Vendor", "Distribution", "P50"], ["usage_growth", "X", "point", 1], "Vendor"),
        (["Driver", "Distribution", "Values"],
         ["usage_growth", "discrete", "0:0.3; 1:0.6"], "Distribution"),
        (["Driver", "Distribution", "Values"], ["usage_growth", "discrete", "0=1"], "Distribution"),
        (["Driver", "Distribution", "P50", "Correlated with", "Correlation"],
         ["usage_growth", "point", 0, "mood", 0.5], "Correlated with"),
        (["Driver", "Distribution", "P50", "Correlated with", "Correlation"],
         ["usage_growth", "point", 0, "wage_growth", 1.5], "Correlation"),
        (["Driver", "Distribution", "P50", "Correlated with"],
         ["usage_growth", "point", 0, "wage_growth"], "Correlation"),
        (["Driver", "Distribution", "Probability"], ["usage_growth", "event", 0.2], "Distribution"),
    ],
)  # fmt: skip
def test_checks_of_an_assumption(head: list[str], cells: list[Any], column: str) -> None:
    reading = read({"Initiatives": INITIATIVES, "Assumptions": [head, cells], "Settings": SETTINGS})
    assert errors(reading) == {("Assumptions", 2, column)}


def test_an_expired_assumption_is_used_with_a_warning() -> None:
    head = ["Driver", "Distribution", "P50", "Expiry"]
    rows = [head, ["usage_growth", "point", "20%", dt.date(2026, 3, 31)]]
    reading = read({"Initiatives": INITIATIVES, "Assumptions": rows, "Settings": SETTINGS})
    assert reading.ok
    assert at(reading.warnings, "Assumptions", 2, "Expiry")
    assert reading.inventory is not None
    assert len(reading.inventory.assumptions) == 1


def test_sunk_and_ended_costs_are_told() -> None:
    rows = (["A", "C1", "Set-up", "fixed", "one-off", 5, dt.date(2026, 3, 31), None],
            ["A", "C1", "Old tool", "fixed", "monthly", 5, None, dt.date(2026, 3, 31)],
            ["A", "C1", "New tool", "fixed", "monthly", 5, None, dt.date(2026, 4, 1)])  # fmt: skip
    reading = read(costs(*rows, extra=["Start", "End"]))
    assert reading.ok
    assert {(issue.row, issue.column) for issue in reading.warnings} == {(2, "Start"), (3, "End")}


def test_a_vendor_in_two_spellings_is_remarked_upon() -> None:
    rows = [
        ["A", "C2", "Tokens", "tokens", "monthly", 100, "Kestralis"],
        ["A", "C2", "Seats", "seats", "monthly", 100, "KESTRALIS"],
        ["B", "C2", "Seats", "seats", "monthly", 100, "Kestralis"],
        ["B", "C1", "Servers", "fixed", "monthly", 100, "Other"],
    ]
    found = read(costs(*rows, extra=["Vendor"]))
    assert not found.rejected
    remarks = [i for i in found.issues if i.column == "Vendor"]
    assert [(i.row, i.severity) for i in remarks] == [(3, Severity.WARNING)]
    assert "'Kestralis'" in remarks[0].problem


def test_a_worse_benefit_with_a_range_is_told_what_to_do_about_the_range() -> None:
    head = ["Baseline", "Current", "Better", "P10", "P90"]
    found = read(
        benefits(
            ["A", "Slower", 10, 5, 8, 10, "lower", -150, -80],
            ["A", "Slower yet", 10, 5, 8, 10, "lower", 80, 150],
            ["B", "Slower, no range", 10, 5, 8, 10, "lower", None, None],
            extra=head,
        )
    )
    errors = [i for i in found.issues if i.severity is Severity.ERROR]
    assert [(i.row, i.column) for i in errors] == [(2, "P10"), (3, "P10")]
    for issue in errors:
        assert "became worse" in issue.problem
        assert issue.remedy.startswith("Leave P10 and P90 blank")
    assert [row.row for row in found.rejected] == [2, 3]
