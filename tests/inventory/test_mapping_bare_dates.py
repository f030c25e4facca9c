"""Bare years and serial days in a column of dates: read only as a person says, never silently."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cockpit.inventory.dates_bare import Bare, bare_of, read_bare
from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import from_json, preview, suggest
from cockpit.inventory.mapping.edits import ColumnChoice, with_columns
from cockpit.inventory.mapping.model import Mapping
from cockpit.inventory.mapping.years import years_kept
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Reading
from cockpit.inventory.vocabulary import DateOrder, DatesAs


def book(*starts: Any) -> RawWorkbook:
    body: list[list[Any]] = [[f"Case {n}", "Unit", each] for n, each in enumerate(starts)]
    head: list[Any] = ["Use Case Name", "Bureau", "Start date"]
    return RawWorkbook((RawSheet("List", [head, *body]),), data_hash="x")


def mapped(raw: RawWorkbook, means: DatesAs | None, order: DateOrder | None = None) -> Mapping:
    choice = ColumnChoice("start", date_order=order, dates_as=means)
    made = with_columns(suggest(raw), 0, {2: ColumnChoice(None)}, raw.sheets[0])
    return from_json(with_columns(made, 0, {2: choice}, raw.sheets[0]).to_json())


def read(raw: RawWorkbook, mapping: Mapping) -> Reading:
    return read_workbook(raw, "list.csv", dt.date(2026, 4, 1), Intake(mapping=mapping))


def starts(reading: Reading) -> list[dt.date | None]:
    assert reading.inventory is not None
    return [row.start for row in reading.inventory.initiatives]


@pytest.mark.parametrize(
    ("means", "first"),
    [(DatesAs.YEAR_START, dt.date(2019, 1, 1)), (DatesAs.YEAR_END, dt.date(2019, 12, 31))],
)
@pytest.mark.parametrize("cell", ["2019", 2019.0, "2019.0"])
def test_a_year_is_the_day_that_a_person_says(cell: Any, means: DatesAs, first: dt.date) -> None:
    raw = book(cell, "2020-05-06", cell, None)
    reading = read(raw, mapped(raw, means))
    assert starts(reading) == [first, dt.date(2020, 5, 6), first, None]
    assert not [issue for issue in reading.issues if issue.column == "Start date"]


@pytest.mark.parametrize("means", [None, DatesAs.SERIAL])
def test_unless_it_is_said_a_year_is_blank_and_named_once(means: DatesAs | None) -> None:
    raw = book("2019", "2020", "2021")
    mapping = mapped(raw, means)
    reading = read(raw, mapping)
    assert starts(reading) == [None] * 3
    said = [issue for issue in reading.issues if issue.column == "Start date"]
    assert [issue.row for issue in said] == [2]
    assert "3 cells hold a year alone" in said[0].problem
    assert "1 January or 31 December" in said[0].remedy
    assert reading.inventory is not None
    assert reading.inventory.initiatives[1].extra["Start date"] == "2020"
    column = next(each for each in preview(raw, mapping)[0].columns if each.field == "start")
    assert (column.read, column.unreadable) == (0, 3)
    assert "3 cells hold a year alone" in column.bare[0]


def test_serial_days_are_those_of_excel() -> None:
    """44562 is 1 January 2022 and 60000 is 8 April 2064 in Excel; openpyxl agrees."""
    from openpyxl.utils.datetime import from_excel

    for serial in (20_000, 44_562, 45_351, 60_000):
        assert read_bare(str(serial), DatesAs.SERIAL) == from_excel(serial).date()
    raw = book("44562", "45351", "2024-03-01")
    assert starts(read(raw, mapped(raw, DatesAs.SERIAL))) == [
        dt.date(2022, 1, 1), dt.date(2024, 2, 29), dt.date(2024, 3, 1),
    ]  # fmt: skip
    unsaid = read(raw, mapped(raw, None))
    assert starts(unsaid) == [None, None, dt.date(2024, 3, 1)]
    said = [issue for issue in unsaid.issues if issue.column == "Start date"]
    assert len(said) == 1
    assert "Excel serial days (1900)" in said[0].remedy


@pytest.mark.parametrize("cell", ["19999", "60001", "1989", "2101", "44562.5", True, "12", None])
def test_other_numbers_are_neither(cell: Any) -> None:
    assert bare_of(cell) is None


def test_an_order_that_was_found_stays_beside_it() -> None:
    raw = book("2019", "25/03/2024", "04/03/2024")
    made = mapped(raw, None, DateOrder.DAY_FIRST)
    again = with_columns(
        made, 0, {2: ColumnChoice("start", dates_as=DatesAs.YEAR_START)}, raw.sheets[0]
    )
    assert starts(read(raw, again)) == [
        dt.date(2019, 1, 1), dt.date(2024, 3, 25), dt.date(2024, 3, 4),
    ]  # fmt: skip


def test_a_column_of_years_that_is_not_suggested_is_said() -> None:
    head: list[Any] = ["Use Case Name", "Bureau", "Year implemented", "Fiscal year", "Start date"]
    body: list[list[Any]] = [
        [f"Case {n}", "Unit", f"20{10 + n}", "2024", "2024-05-06"] for n in range(5)
    ]
    raw = RawWorkbook((RawSheet("List", [head, *body]),))
    table = suggest(raw).tables[0]
    assert table.column_of("start") is not None
    said = years_kept(table, raw.sheets[0])
    assert [sentence.partition(" holds")[0] for sentence in said] == ["Year implemented"]
    assert "To read it as Start" in said[0]


def test_kinds() -> None:
    assert bare_of("2019") is Bare.YEAR
    assert bare_of(44562.0) is Bare.SERIAL
