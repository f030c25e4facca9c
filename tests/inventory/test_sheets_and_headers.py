"""Which sheet and which column is which: names, headers, one-sheet files, hash and path."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import NO_CURRENCY
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.vocabulary import Stage
from tests.inventory.books import (
    AS_OF,
    INITIATIVES,
    SETTINGS,
    Sheets,
    book,
    costs,
    read,
)  # fmt: skip

GOOD = ["A", "C2", "Tokens", "tokens", "monthly", 100]


def test_one_sheet_of_any_name_is_enough() -> None:
    rows = [["use case", "Annual cost (USD)", "annual benefit"], ["Alpha", 1000, 3000],
            ["Beta", None, None], ["None", "2,500.00", "n/a"]]  # fmt: skip
    reading = read({"Tabelle1": rows})
    assert reading.ok
    inventory = reading.inventory
    assert inventory is not None
    assert inventory.currency == "USD"
    assert [(row.name, row.annual_cost, row.annual_benefit) for row in inventory.initiatives] == [
        ("Alpha", 1000, 3000), ("Beta", None, None), ("None", 2500, None),
    ]  # fmt: skip
    assert any("Tabelle1" in note for note in reading.notes)


def test_a_file_without_any_currency_has_none() -> None:
    reading = read({"S": [["name", "annual cost"], ["Alpha", 1]]})
    assert reading.inventory is not None
    assert reading.inventory.currency == NO_CURRENCY


def test_headers_in_disguise_are_recognised() -> None:
    rows = [["Our AI list 2026"], [], ["use_case\u200b", "MONTHLY\u00a0REQUESTS", "Owner\n",
             "Mood"],
            ["Alpha", 5, "Kim", "good"]]  # fmt: skip
    reading = read({"Initiatives": rows, "Settings": SETTINGS})
    assert reading.inventory is not None
    row: InitiativeRow = reading.inventory.initiatives[0]
    assert (row.name, row.monthly_requests, row.owner) == ("Alpha", 5, "Kim")
    assert row.extra == {"Mood": "good"}
    assert str(row.at) == "Initiatives!4"
    text = " ".join(reading.notes)
    assert "Mood" in text
    assert "invisible" in text


def test_two_columns_of_one_meaning() -> None:
    same = read({"Initiatives": [["Name", "Owner", "Owner"], ["Alpha", "Kim", "Lee"]],
                 "Settings": SETTINGS})  # fmt: skip
    assert same.inventory is not None
    assert same.inventory.initiatives[0].owner is None
    assert set(same.inventory.initiatives[0].extra.values()) == {"Kim", "Lee"}
    assert not same.ok
    ranked = read({"Initiatives": [["Use case", "Name"], ["no", "Alpha"]], "Settings": SETTINGS})
    assert ranked.inventory is not None
    assert ranked.inventory.initiatives[0].name == "Alpha"
    assert ranked.warnings


def test_a_unit_that_changes_the_value_is_not_swallowed() -> None:
    reading = read(
        {"Initiatives": [["Name", "Annual cost (k€)"], ["Alpha", 5]], "Settings": SETTINGS}
    )
    assert reading.inventory is not None
    assert reading.inventory.initiatives[0].annual_cost is None
    assert any("Annual cost (k€)" in note for note in reading.notes)


def test_foreign_sheets_are_named_not_read() -> None:
    reading = read(
        {"Initiatives": INITIATIVES, "Holidays": [["Day"], ["Monday"]], "Settings": SETTINGS}
    )
    assert any("Holidays" in note for note in reading.notes)


def test_blank_rows_do_not_count_and_rows_keep_their_numbers() -> None:
    reading = read({"Initiatives": [["Name"], [None], ["  "], ["Alpha"], [None], ["Beta"]],
                    "Settings": SETTINGS})  # fmt: skip
    assert reading.counts[0].found == 2
    assert reading.inventory is not None
    assert [row.at.row for row in reading.inventory.initiatives] == [4, 6]


@pytest.mark.parametrize("sheets", [
    {"S": [["city", "people"], ["Rome", 3]]},
    {"S": []},
    {"Initiatives": [["Name"]]},
    {"Initiatives": [["city"], ["Rome"]]},
])  # fmt: skip
def test_a_file_without_initiatives_is_one_plain_issue(sheets: Sheets) -> None:
    reading = read(sheets)
    assert reading.inventory is None
    assert len(reading.issues) == 1
    assert reading.issues[0].remedy


def test_the_hash_follows_the_content_not_the_bytes() -> None:
    first, second = read(costs(GOOD)), read(costs(GOOD))
    other = read(costs([*GOOD[:-1], 101]))
    assert first.data_hash == second.data_hash != other.data_hash
    assert len(first.data_hash) == 64


def test_a_path_is_read_like_its_content(tmp_path: Path) -> None:
    path = tmp_path / "inventory.xlsx"
    path.write_bytes(book(costs(GOOD)))
    assert read_workbook(path, path.name, AS_OF) == read_workbook(
        path.read_bytes(), path.name, AS_OF
    )
    missing = read_workbook(tmp_path / "absent.xlsx", "absent.xlsx")
    assert missing.inventory is None
    assert "cannot be opened" in missing.issues[0].problem


def test_stage_and_other_choices_take_synonyms() -> None:
    reading = read({"Initiatives": [["Name", "Phase"], ["Alpha", "Proof of concept"]],
                    "Settings": SETTINGS})  # fmt: skip
    assert reading.inventory is not None
    assert reading.inventory.initiatives[0].stage is Stage.PILOT


@pytest.mark.parametrize(("others", "said"), [(8, 8), (9, 1), (40, 1)])
def test_many_sheets_that_are_not_read_are_said_in_one_sentence(others: int, said: int) -> None:
    more = {f"Other {number}": [["x", "y"], ["1", "2"]] for number in range(others)}
    notes = read({"Initiatives": INITIATIVES, **more}).notes
    found = [note for note in notes if "Other 0" in note or note.startswith("The sheet 'Other")]
    assert len(found) == said
    if said == 1:
        assert f"{others} sheets" in found[0]
        assert f"and {others - 8} more" in found[0]
