"""A row on habits that is listed for its problems shows none of its values."""

from __future__ import annotations

import json

import pytest

from cockpit.inventory.causes import causes
from cockpit.inventory.fixing import Cells
from cockpit.inventory.formats import read_raw
from cockpit.inventory.masking import NOT_SHOWN
from cockpit.inventory.raw import RawWorkbook
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Reading
from cockpit.inventory.report import as_json, as_text
from cockpit.views import data_fix_tables, data_tables
from tests.inventory import books

HEAD = ["Initiative", "Metric", "Baseline", "Current", "Team", "Group size", "Green from", "Due"]
#: Kept out: a current value that is no number, and one that may be two numbers.
HABIT = ["A", "output challenged", 0.314159, "0.27182x", "Tiny Crew", None, 0.5, None]
UNCLEAR = ["A", "Output reviewed", "7.531", 0.161803, "Tiny Crew", 4, None, None]
#: Kept, with a remark on the one threshold that stands alone.
REMARKED = ["A", "work done unaided", 0.577215, 0.693147, "Tiny Crew", 4, 0.915965, None]
OTHER = ["A", "review hours", 120, "eighty-one", "Large", 40, None, None]
SECRETS = ("0.314159", "0.27182", "7.531", "0.161803", "0.577215", "0.915965", "Tiny Crew")


@pytest.fixture
def raw() -> RawWorkbook:
    rows = [HEAD, HABIT, UNCLEAR, REMARKED, OTHER]
    return read_raw(books.book({"Initiatives": books.INITIATIVES, "Metrics": rows}), "book.xlsx")


@pytest.fixture
def reading(raw: RawWorkbook) -> Reading:
    return read_workbook(raw, "book.xlsx", books.AS_OF)


def test_values_are_in_no_list_of_problems(raw: RawWorkbook, reading: Reading) -> None:
    assert [row.row for row in reading.rejected] == [2, 3, 5]
    found = causes(reading.issues)
    written = "\n".join(
        (
            as_text(reading),
            json.dumps(as_json(reading)),
            data_tables.issues_json(reading, "stamp").decode(),
            data_tables.issues_table(reading.issues).to_csv(),
            data_fix_tables.causes_table(found)[0].to_csv(),
            # Of a cause, its values are offered to be replaced; of a table, its rows to be edited.
            repr([cause.values for cause in found]),
            repr([table.rows for table in Cells(raw, reading, ()).to_fix(reading.issues)]),
            data_tables.rejected_table(reading.rejected).to_csv(),
        )
    )
    for secret in SECRETS:
        assert secret not in written, secret


def test_place_column_and_reason_are_still_said(reading: Reading) -> None:
    errors = {(issue.row, issue.column): issue for issue in reading.errors}
    assert {(2, "Current"), (3, "Baseline")} <= set(errors)
    assert errors[(2, "Current")].value == NOT_SHOWN
    assert "is ambiguous" in errors[(3, "Baseline")].problem
    assert (4, "Green from") in {(issue.row, issue.column) for issue in reading.warnings}
    assert reading.rejected[0].values["Metric"] == "output challenged"
    assert reading.rejected[0].values["Baseline"] == NOT_SHOWN
    # A blank cell was blank, which helps to mend the row.
    assert reading.rejected[0].values["Group size"] == ""


def test_other_rows_stand_as_in_the_file(reading: Reading) -> None:
    other = next(row for row in reading.rejected if row.row == 5)
    assert (other.values["Team"], other.values["Current"]) == ("Large", "eighty-one")


def test_an_accepted_row_keeps_its_values(reading: Reading) -> None:
    assert reading.inventory is not None
    (row,) = reading.inventory.metrics
    assert (row.baseline, row.current, row.team) == (0.577215, 0.693147, "Tiny Crew")
