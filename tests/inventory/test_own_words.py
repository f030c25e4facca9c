"""Words of a mapped file that became ours are kept beside ours, and come back in the export."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping as Given
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.formats import read_raw
from cockpit.inventory.headers import is_told_apart, kept_names
from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import ColumnMapping, Mapping, TableMapping, needs_confirmation
from cockpit.inventory.mapping.preview import preview
from cockpit.inventory.raw import CellError, RawSheet, RawWorkbook
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Reading
from cockpit.inventory.writer import inventory_workbook
from tests.inventory.round_trip import assert_equal

AS_OF = dt.date(2026, 4, 15)
WORDS = {
    "Operation and Maintenance": "production",
    "Acquisition and/or Development": "pilot",
    "Implementation and Assessment": "pilot",
    "Parked": "",
}


def mapped(
    head: Sequence[str], fields: Given[str, str], words: Given[str, dict[str, str]], *rows: Any
) -> tuple[RawWorkbook, Mapping]:
    """A sheet and its mapping; ``fields`` and ``words`` go by header."""
    raw = RawWorkbook((RawSheet("Liste", [list(head), *(list(row) for row in rows)]),))
    columns = tuple(
        ColumnMapping(place=place, header=text, field=fields.get(text), values=words.get(text, {}))
        for place, text in enumerate(head)
    )
    table = TableMapping(
        tab="Liste", sheet="initiatives", header_row=1, first_row=2, last_row=len(rows) + 1,
        columns=columns,
    )  # fmt: skip
    return raw, Mapping(tables=(table,))


def stages(header: str, *words: Any, texts: Given[str, str] | None = None) -> Reading:
    """A reading of one column of stages, below ``header``."""
    rows = [[f"Alpha {number}", word] for number, word in enumerate(words)]
    fields = {"Case": "name", header: "stage"}
    raw, mapping = mapped(["Case", header], fields, {header: dict(texts or WORDS)}, *rows)
    return read_workbook(raw, "a.xlsx", AS_OF, Intake(mapping=mapping))


def exported(reading: Reading) -> tuple[Reading, dict[str, list[Any]]]:
    """The export read again without a mapping, and what openpyxl finds in it by header.

    It is a workbook of ours, and a second round changes nothing.
    """
    written = inventory_workbook(reading)
    assert not needs_confirmation(read_raw(written))
    back = read_workbook(written, "a.xlsx", AS_OF)
    assert_equal(reading, back)
    again = inventory_workbook(back)
    assert_equal(back, read_workbook(again, "a.xlsx", AS_OF))
    found = [columns(each) for each in (written, again)]
    assert found[0] == found[1]
    return back, found[0]


def columns(data: bytes) -> dict[str, list[Any]]:
    page = openpyxl.load_workbook(io.BytesIO(data))["Initiatives"]
    return {str(column[0].value): [cell.value for cell in column[1:]] for column in page.columns}


def test_words_that_were_mapped_come_back_under_their_own_header() -> None:
    words = [*WORDS, "production", None]
    reading = stages("Development_Stage", *words)
    _, found = exported(reading)
    assert found["Stage"] == ["production", "pilot", "pilot", None, "production", None]
    assert found["Development_Stage"] == words
    said = [note for note in reading.notes if "kept as an extra column as well" in note]
    assert len(said) == 1
    assert "'Development_Stage' (Stage)" in said[0]


@pytest.mark.parametrize("words", [["production", "Pilot", None], ["PILOT", "n/a"]])
def test_words_that_are_ours_are_not_kept_twice(words: list[Any]) -> None:
    reading = stages("Development_Stage", *words)
    _, found = exported(reading)
    assert "Development_Stage" not in found
    assert not [note for note in reading.notes if "as well" in note]


def test_a_word_of_ours_that_a_person_maps_to_another_is_kept() -> None:
    _, found = exported(stages("Phase", "pilot", "idea", texts={"pilot": "production"}))
    assert found["Stage"] == ["production", "idea"]
    assert found["Phase"] == ["pilot", "idea"]


def test_a_header_that_is_ours_is_told_apart() -> None:
    back, found = exported(stages("Stage", *WORDS))
    assert found["Stage"] == ["production", "pilot", "pilot", None]
    assert found["Stage (as supplied)"] == list(WORDS)
    assert back.inventory is not None
    assert set(back.inventory.initiatives[0].extra) == {"Stage (as supplied)"}


def test_columns_that_read_like_ours_are_extra_columns_again() -> None:
    """Headers of ours that a person means otherwise, and one that an export of ours made."""
    head = ["Case", "Tier", "Vendor", "Status", "Stage (as supplied)", "Stage"]
    fields = {"Case": "name", "Tier": "stage"}
    raw, mapping = mapped(head, fields, {"Tier": WORDS},
                          ["A", "Operation and Maintenance", "x", "live", "y", 3.0],
                          ["B", "Parked", None, "dead", "z", True])  # fmt: skip
    reading = read_workbook(raw, "a.xlsx", AS_OF, Intake(mapping=mapping))
    _, found = exported(reading)
    assert found["Tier (as supplied)"] == ["Operation and Maintenance", "Parked"]
    assert found["Vendor (as supplied)"] == ["x", None]
    assert found["Status"] == ["live", "dead"], "Stage itself ranks before it"
    assert found["Stage (as supplied)"] == ["y", "z"]
    assert found["Stage (as supplied) (2)"] == [3, True]


def test_truth_is_kept_where_its_words_say_more() -> None:
    head = ["Case", "Public", "Staff"]
    fields = {"Case": "name", "Public": "customer_facing", "Staff": "employee_impact"}
    words = {"Public": {"Yes, on the web": "yes", "None of them": "no"}}
    rows = [["A", "Yes, on the web", True], ["B", "None of them", "nein"]]
    raw, mapping = mapped(head, fields, words, *rows)
    reading = read_workbook(raw, "a.xlsx", AS_OF, Intake(mapping=mapping))
    _, found = exported(reading)
    assert found["Public"] == ["Yes, on the web", "None of them"]
    assert "Staff" not in found


def test_a_row_that_is_kept_out_keeps_its_own_words() -> None:
    head = ["Case", "Phase", "Requests"]
    fields = {"Case": "name", "Phase": "stage", "Requests": "monthly_requests"}
    raw, mapping = mapped(head, fields, {"Phase": WORDS},
                          ["A", "Operation and Maintenance", 5.0],
                          ["B", "Implementation and Assessment", "many"],
                          ["C", CellError("#REF!"), 6.0])  # fmt: skip
    reading = read_workbook(raw, "a.xlsx", AS_OF, Intake(mapping=mapping))
    assert [row.row for row in reading.rejected] == [3, 4]
    assert len(reading.issues) == 2, "the error is said once"
    _, found = exported(reading)
    assert found["Phase"][:2] == ["Operation and Maintenance", "Implementation and Assessment"]


def test_the_preview_counts_what_is_left_blank_and_not_what_is_kept() -> None:
    raw, mapping = mapped(["Case", "Phase"], {"Case": "name", "Phase": "stage"}, {"Phase": WORDS},
                          *([f"A{n}", word] for n, word in enumerate([*WORDS, None])))  # fmt: skip
    column = next(each for each in preview(raw, mapping)[0].columns if each.field == "stage")
    assert (column.read, column.unreadable, column.blank) == (3, 1, 1)


def test_names_of_kept_columns() -> None:
    headers = {0: "Stage", 1: "Status", 2: "Mood", 3: "Annual cost (EUR)"}
    sheet = SHEETS["initiatives"]
    assert kept_names(headers, sheet, {"stage", "annual_cost"}) == {
        0: "Stage (as supplied)", 1: "Status", 2: "Mood", 3: "Annual cost (EUR)",
    }  # fmt: skip
    assert kept_names(headers, sheet, {"name"})[1] == "Status (as supplied)"
    assert is_told_apart("Stage (as supplied)")
    assert is_told_apart("Stage (as supplied) (2)")
    assert is_told_apart("Vendor (kept)")
    assert not is_told_apart("Stage")
    assert not is_told_apart("(kept)")
