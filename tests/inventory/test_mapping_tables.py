"""Where tables lie on a sheet, and which of their rows are none of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from cockpit.inventory.mapping import FoundTable, find_tables
from cockpit.inventory.mapping.totals import is_total_word
from cockpit.inventory.raw import RawSheet, RawWorkbook

HEAD: list[Any] = ["Name", "Unit", "Annual cost"]
BODY: list[list[Any]] = [
    ["Alpha", "Claims", 100.0],
    ["Beta", "Sales", 200.0],
    ["Gamma", "Claims", 50.0],
]


def tables(rows: Sequence[Sequence[Any]], **about: Any) -> list[FoundTable]:
    sheet = RawSheet("Sheet", [list(row) for row in rows], **about)
    return list(find_tables(RawWorkbook((sheet,))))


def only(rows: Sequence[Sequence[Any]], **about: Any) -> FoundTable:
    found = tables(rows, **about)
    assert len(found) == 1, found
    return found[0]


def bounds(table: FoundTable) -> tuple[int, int, int]:
    return table.header_row, table.first_row, table.last_row


def test_a_plain_table() -> None:
    assert bounds(only([HEAD, *BODY])) == (1, 2, 4)


def test_titles_and_notes_above_and_below() -> None:
    rows: list[list[Any]] = [["AI inventory 2025"], ["As of March; all amounts in EUR"], []]
    rows += [HEAD, *BODY, [], ["Source: programme office"]]
    found = only(rows)
    assert bounds(found) == (4, 5, 7)
    assert found.notes == (9,)


def test_a_note_right_below_the_last_row() -> None:
    found = only([HEAD, *BODY, ["* without the pilots of the subsidiaries"]])
    assert bounds(found) == (1, 2, 4)


def test_a_blank_row_within_does_not_end_the_table() -> None:
    assert bounds(only([HEAD, *BODY[:2], [], BODY[2]])) == (1, 2, 5)


def test_merged_groups_are_joined_with_their_parts() -> None:
    rows: list[list[Any]] = [
        ["Name", "Unit", "2025", None, "2026", None],
        [None, None, "Cost", "Benefit", "Cost", "Benefit"],
        ["Alpha", "Claims", 1.0, 2.0, 3.0, 4.0],
        ["Beta", "Sales", 5.0, 6.0, 7.0, 8.0],
    ]
    merged = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5))
    want = ["Name", "Unit", "2025 / Cost", "2025 / Benefit", "2026 / Cost", "2026 / Benefit"]
    found = only(rows, merged=merged)
    assert (list(found.headers.values()), found.header_rows, found.first_row) == (want, 2, 3)
    plain = only(rows)  # a text file knows nothing of merged cells
    assert (list(plain.headers.values()), plain.header_rows) == (want, 2)


def test_a_title_merged_over_the_table_is_no_group() -> None:
    found = only([["Inventory", None, None], HEAD, *BODY], merged=((0, 0, 0, 2),))
    assert list(found.headers.values()) == HEAD


def test_two_tables_below_each_other() -> None:
    second: list[list[Any]] = [
        ["Initiative", "Layer", "Item", "Amount"],
        ["Alpha", "C2", "Tokens", 5.0],
    ]
    found = tables([HEAD, *BODY, [], *second])
    assert [bounds(table) for table in found] == [(1, 2, 4), (6, 7, 7)]


def test_two_tables_beside_each_other() -> None:
    beside: list[list[Any]] = [["Vendor", "Contract"], ["Northwind", "K-1"]]
    rows: list[list[Any]] = [
        [*HEAD, None, *beside[0]],
        [*BODY[0], None, *beside[1]],
        BODY[1],
        BODY[2],
    ]
    found = tables(rows)
    assert [list(table.headers) for table in found] == [[0, 1, 2], [4, 5]]


def test_headers_that_stand_again_are_no_rows() -> None:
    found = only([HEAD, BODY[0], HEAD, BODY[1], [], HEAD, BODY[2]])
    assert bounds(found) == (1, 2, 7)
    assert found.repeated == (3, 6)


@pytest.mark.parametrize(
    "word",
    ["Total", "Grand total", "Subtotal", "Summe", "Gesamtsumme", "Zwischensumme", "Somme", "Suma",
     "Totale", "Totaal", "TOTAL GENERAL", "Sum:", "Total 2025"],
)  # fmt: skip
def test_totals_by_their_words(word: str) -> None:
    found = only([HEAD, *BODY, [word, None, 350.0]])
    assert list(found.totals) == [5]


@pytest.mark.parametrize("name", ["Total quality assistant", "Summary writer", "Sumatra pilot"])
def test_names_that_only_sound_like_totals(name: str) -> None:
    assert not is_total_word(name)


def test_totals_by_their_values() -> None:
    assert list(only([HEAD, *BODY, [None, None, 350.0]]).totals) == [5]
    assert not only([HEAD, *BODY, [None, None, 351.0]]).totals
    assert not only([HEAD, *BODY, ["Delta", "Sales", 350.0]]).totals, "it has a name of its own"


def test_hidden_rows_and_sheets_are_disclosed() -> None:
    found = only([HEAD, *BODY], hidden=True, hidden_row_numbers=(3,))
    assert (found.hidden_sheet, found.hidden) == (True, (3,))


@pytest.mark.parametrize("rows", [[], [[]], [["only a title"]], [["2024", "2025"], ["1", "2"]]])
def test_no_table(rows: list[list[Any]]) -> None:
    assert tables(rows) == []


def test_a_slip_after_a_blank_row_does_not_start_a_table() -> None:
    found = only([HEAD, *BODY, [], ["Delta", "Sales", "many"], ["Epsilon", "Claims", 7.0]])
    assert bounds(found) == (1, 2, 7)
    assert found.notes == ()


def test_rows_above_the_header_of_a_second_table_stay_with_the_first() -> None:
    second: list[list[Any]] = [
        ["Initiative", "Layer", "Item", "Amount"],
        ["Alpha", "C2", "Tokens", 5.0],
    ]
    found = tables([HEAD, *BODY, [], ["Delta", "Sales", 9.0], *second])
    assert [bounds(table) for table in found] == [(1, 2, 6), (7, 8, 8)]


@pytest.mark.parametrize(
    "word",
    ["Average", "Mean", "Avg.", "Durchschnitt", "Mittelwert", "Moyenne", "Promedio", "Media",
     "Gemiddelde", "Median", "Sub-total"],
)  # fmt: skip
def test_averages_are_no_initiatives(word: str) -> None:
    assert list(only([HEAD, *BODY, [word, None, 117.0]]).totals) == [5]
    assert not only([HEAD, *BODY, ["Media", "Sales", 117.0]]).totals, "a word of many meanings"


def test_averages_by_their_values_and_totals_of_groups() -> None:
    assert list(only([HEAD, *BODY, [None, None, 350 / 3]]).totals) == [5]
    group: list[list[Any]] = [
        ["Delta", "Sales", 7.0],
        ["Epsilon", "Claims", 8.0],
        [None, None, 15.0],
    ]
    found = only([HEAD, *BODY, [None, None, 350.0], [], ["Completed"], HEAD, *group])
    assert list(found.totals) == [5, 11]
    assert (found.repeated, list(found.asides)) == ((8,), [7])


def test_notes_between_the_rows_and_their_totals() -> None:
    notes: list[list[Any]] = [["* Costs exclude staff."], ["Prepared by: PMO, 3 March 2025"]]
    sums: list[list[Any]] = [["Total", None, 350.0], ["Average", None, 117.0]]
    found = only([HEAD, *BODY, *notes, *sums])
    assert (list(found.asides), list(found.totals), found.left_out) == (
        [5, 6],
        [7, 8],
        (5, 6, 7, 8),
    )


def test_a_name_alone_at_the_end_is_asked_about() -> None:
    found = only([HEAD, *BODY, ["Delta"]])
    assert (list(found.lone), found.left_out, found.last_row) == ([5], (), 5)


def test_a_second_header_ends_the_table() -> None:
    second: list[list[Any]] = [
        ["Rejected requests"], ["Name", "Reason", "Day"], ["Voice", "too dear", 45000.0]
    ]  # fmt: skip
    found = tables([HEAD, *BODY, ["Total", None, 350.0], [], [], *second])
    assert [bounds(table) for table in found] == [(1, 2, 5), (9, 10, 10)]
    assert found[1].above == {8: "Rejected requests"}
