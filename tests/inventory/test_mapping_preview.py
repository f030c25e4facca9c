"""What is said before a mapping is confirmed: rows that would be kept out, why, and what helps."""

from __future__ import annotations

from typing import Any

from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import preview, suggest
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reader import read_workbook

HEAD: list[Any] = ["Use case", "Status", "Annual cost"]


def book(head: list[Any], *body: list[Any]) -> RawWorkbook:
    return RawWorkbook((RawSheet("List", [head, *body]),), data_hash="x")


def test_rows_that_would_be_kept_out_are_marked_with_the_reason() -> None:
    rows: list[list[Any]] = [[f"Case {n}", "Pilot", 5.5] for n in range(8)]
    rows[1][2], rows[7][2] = "twelve", "many"
    raw = book(HEAD, *rows)
    table = preview(raw, suggest(raw), rows=3)[0]
    assert [row for row, _ in table.rows] == [2, 3, 4, 9], "one more that is kept out"
    assert [bool(why) for why in table.kept_out] == [False, True, False, True]
    assert table.kept_out[1].startswith("Annual cost: twelve – ")
    cost = next(column for column in table.columns if column.field == "annual_cost")
    assert (cost.keeps_out, table.rejected) == (2, 2)


def test_an_ambiguous_amount_is_said_with_the_place_to_settle_it() -> None:
    raw = book(
        ["Use case", "Status", "Annual cost ($)"],
        ["Alpha", "Pilot", "$100,000"],
        ["Beta", "Pilot", "$201,000"],
    )
    mapping = suggest(raw)
    cost = next(
        column for column in preview(raw, mapping)[0].columns if column.field == "annual_cost"
    )
    assert cost.keeps_out == 2
    assert "ambiguous" in cost.problem
    assert "under “Columns and format”, in “Read as”" in cost.problem
    reading = read_workbook(raw, "list.csv", None, Intake(mapping=mapping))
    assert all("Settings sheet" not in issue.remedy for issue in reading.errors)


def test_several_currencies_of_a_foreign_file_have_a_remedy_that_it_can_follow() -> None:
    raw = book(
        ["Use case", "Status", "Annual cost (EUR)", "Annual benefit (USD)"],
        ["Alpha", "Pilot", 5.0, 6.0],
        ["Beta", "Pilot", 7.0, 8.0],
    )
    reading = read_workbook(raw, "list.csv", None, Intake(mapping=suggest(raw)))
    assert reading.errors
    assert all("“Columns and format”" in issue.remedy for issue in reading.errors)


def test_what_can_be_read_wrongly_stands_before_texts() -> None:
    """Of a wide table only the first columns are seen without scrolling."""
    head = ["Department", "Vendor", "Use Case Name", "Annual cost (k€)", "Status", "Start date"]
    body = [["Sales", "SAP", f"Case {n}", "5", "Pilot", "2024-05-06"] for n in range(3)]
    raw = RawWorkbook((RawSheet("List", [list(head), *map(list, body)]),))
    shown = preview(raw, suggest(raw))[0]
    assert [column.theirs for column in shown.columns] == [
        "Use Case Name", "Annual cost (k€)", "Status", "Start date", "Department", "Vendor",
    ]  # fmt: skip
    assert shown.rows[0][1] == ("Case 0", "5,000", "pilot", "2024-05-06", "Sales", "SAP")
