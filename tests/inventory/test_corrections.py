"""Corrections of single cells: put in, left out where they do not fit, and hashed."""

from __future__ import annotations

import datetime as dt

import pytest

from cockpit.inventory.corrections import Correction, apply, merged, unfitting
from cockpit.inventory.raw import Cell, CellError, RawSheet, RawWorkbook


def raw(*rows: list[Cell]) -> RawWorkbook:
    sheets = (RawSheet("Costs", [["ID", "Amount"], *rows]), RawSheet("Other", [["Name"], ["Ada"]]))
    return RawWorkbook(sheets, ("read",), "abc")


def fix(before: str, after: str, row: int = 2, column: int = 1, sheet: str = "Costs") -> Correction:
    return Correction(sheet, row, column, "Amount", before, after)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("12x", "12x"), (12.0, "12"), (CellError("#REF!"), "#REF!"), (None, ""), ("", ""),
     (dt.date(2026, 1, 5), "2026-01-05"), (True, "TRUE"), ("y" * 300, "y" * 199 + "…")],
)  # fmt: skip
def test_a_cell_is_found_by_what_it_shows(cell: Cell, shown: str) -> None:
    before = raw(["A", cell])
    after = apply(before, [fix(shown, "14")])
    assert after.sheets[0].rows[1] == ["A", "14"]
    assert before.sheets[0].rows[1] == ["A", cell], "the file's own cells stay as they are"
    assert after.sheets[1] is before.sheets[1]
    assert after.data_hash != before.data_hash
    assert after.notes[-1].startswith("1 cell was corrected on the screen")


def test_a_blank_empties_the_cell_and_a_short_row_grows() -> None:
    after = apply(raw(["A", "x"], ["B"]), [fix("x", "  "), fix("", "7", row=3)])
    assert after.sheets[0].rows[1:] == [["A", None], ["B", "7"]]
    assert "2 cells were corrected" in after.notes[-1]


@pytest.mark.parametrize(
    "odd", [fix("13", "14"), fix("12", "14", row=9), fix("12", "14", sheet="Gone"),
            fix("", "14", row=0), fix("", "1", column=-1)],
)  # fmt: skip
def test_what_no_longer_fits_is_left_out_and_said(odd: Correction) -> None:
    before = raw(["A", "12"])
    after = apply(before, [odd])
    assert unfitting(before, [odd]) == (odd,)
    assert after.sheets == before.sheets
    assert after.data_hash == before.data_hash
    assert "1 correction was not applied" in after.notes[-1]
    assert f"{odd.sheet!r} row {odd.row}" in after.notes[-1]


def test_the_last_correction_of_a_cell_wins_and_going_back_needs_none() -> None:
    first, other = fix("12", "13"), fix("A", "B", column=0)
    assert merged([first, other], [fix("13", "14")]) == (fix("12", "14"), other)
    assert merged([first, other], [fix("13", "12")]) == (other,)
    assert merged((), [fix("12", "12")]) == ()


def test_the_hash_tells_corrections_apart_but_not_their_order() -> None:
    before = raw(["A", "12"])
    one, two = fix("12", "13"), fix("A", "B", column=0)
    assert apply(before, [one, two]).data_hash == apply(before, [two, one]).data_hash
    assert apply(before, [one]).data_hash != apply(before, [fix("12", "14")]).data_hash
    assert apply(before, ()) is before
