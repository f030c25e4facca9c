"""Extra columns come back with the kinds of their cells; openpyxl reads both files."""

from __future__ import annotations

import datetime as dt
import io
import math
import random
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from cockpit.assessment.facts import tables
from cockpit.inventory.cells_kept import kept, share_of_day, writable
from cockpit.inventory.raw import Cell, CellError, RawSheet, RawWorkbook, Uncached, Unsupported
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Reading
from cockpit.inventory.writer import inventory_workbook
from tests.inventory.round_trip import assert_equal

AS_OF = dt.date(2026, 4, 15)
HEADS = [f"Own {number}" for number in range(12)]


def read(data: bytes | RawWorkbook) -> Reading:
    return read_workbook(data, "a.xlsx", AS_OF)


def grid(data: bytes) -> dict[str, dict[str, Any]]:
    """By name, then header, what openpyxl reads on the sheet of the initiatives."""
    rows = list(openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Initiatives"].values)
    head = [str(text) for text in rows[0]]
    lines = [dict(zip(head, row, strict=False)) for row in rows[1:]]
    return {line["Name"]: line for line in lines}


def by_xlsxwriter(chance: random.Random) -> bytes:
    """Numbers in many formats, dates, times, durations, truth, errors, formulas and texts."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"date_1904": chance.random() < 0.3})
    page = book.add_worksheet("Initiatives")
    page.write_row(0, 0, ["Name", *HEADS])

    def look(text: str) -> Any:
        return book.add_format({"num_format": text})

    day = dt.datetime(1905, 1, 1)
    writers: list[Callable[[int, int], Any]] = [
        lambda r, c: page.write_number(r, c, chance.choice([0.1 + 0.2, 1e-7, 1e21, 7, -0.0])),
        lambda r, c: page.write_number(r, c, chance.random(), look("0%")),
        lambda r, c: page.write_number(r, c, chance.randint(1, 999), look('"AI-"000')),
        lambda r, c: page.write_boolean(r, c, chance.random() < 0.5),
        lambda r, c: page.write_datetime(
            r, c, day + dt.timedelta(days=chance.randint(0, 60_000)), look("dd/mm/yyyy")),
        lambda r, c: page.write_datetime(
            r, c, day + dt.timedelta(seconds=chance.randint(1, 10**9)), look("d.m.yy hh:mm")),
        lambda r, c: page.write_number(r, c, chance.randint(0, 86_399) / 86_400, look("hh:mm")),
        lambda r, c: page.write_number(r, c, chance.random() * 5, look("[h]:mm:ss")),
        lambda r, c: page.write_formula(r, c, "=1+1", None, chance.choice([2, "two", True, 3.5])),
        lambda r, c: page.write_formula(r, c, "=1/0", None, "#DIV/0!"),
        lambda r, c: page.write_formula(r, c, "=1+1", None, ""),
        lambda r, c: page.write_string(
            r, c, chance.choice(["007", "1e5", "TRUE", "=1+1", " a ", "a\nb", "_x000D_", "日本"])),
        lambda r, c: page.write_blank(r, c, None),
    ]  # fmt: skip
    for number in range(1, 40):
        page.write_string(number, 0, f"Initiative {number}")
        for place in range(1, len(HEADS) + 1):
            chance.choice(writers)(number, place)
    book.close()
    return buffer.getvalue()


def by_openpyxl(chance: random.Random) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Initiatives"
    page.append(["Name", *HEADS])
    cells = [None, 0.25, -(9**9), dt.datetime(2024, 5, 6, 7, 8, 9), dt.date(2020, 2, 29),
             dt.time(3, 4, 5), dt.timedelta(days=2, hours=5), dt.timedelta(hours=11), False,
             "text", dt.datetime(1900, 1, 1), dt.datetime(1900, 2, 28, 12)]  # fmt: skip
    for number in range(1, 40):
        page.append([f"Initiative {number}", *(chance.choice(cells) for _ in HEADS)])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("make", [by_xlsxwriter, by_openpyxl])
def test_every_cell_comes_back_as_openpyxl_reads_it(
    make: Callable[[random.Random], bytes], seed: int
) -> None:
    data = make(random.Random(seed))
    reading = read(data)
    written = inventory_workbook(reading)
    theirs, ours = grid(data), grid(written)
    assert len(theirs) == 39
    for name, line in theirs.items():
        for head in HEADS:
            before, after = line[head], ours[name].get(head)
            assert (after, type(after)) == (before, type(before)), (name, head)
    back = read(written)
    assert_equal(reading, back)
    assert len(back.issues) == len(reading.issues)
    assert inventory_workbook(back) == written


def one(cell: Cell) -> tuple[Reading, Any]:
    """The reading of a single extra cell, and what openpyxl finds of it in the export."""
    raw = RawWorkbook((RawSheet("Initiatives", [["Name", "Own"], ["Alpha", cell]]),))
    reading = read(raw)
    written = inventory_workbook(reading)
    assert_equal(reading, read(written))
    place = openpyxl.load_workbook(io.BytesIO(written))["Initiatives"]["C2"]
    return reading, place


def test_a_number_can_be_summed_and_a_text_of_digits_stays_text() -> None:
    _, cell = one(0.1 + 0.2)
    assert (cell.value, cell.data_type) == (0.1 + 0.2, "n")
    _, cell = one("62469")
    assert (cell.value, cell.data_type) == ("62469", "s")


def test_a_formula_without_a_value_is_a_formula_and_an_error_an_error() -> None:
    reading, cell = one(Uncached())
    assert (cell.value, cell.data_type) == ("=NA()", "f")
    assert [issue.column for issue in reading.warnings] == ["Own"]
    _, cell = one(CellError("#REF!"))
    assert (cell.value, cell.data_type) == ("=#REF!", "f")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("PT08H30M00S", 8.5),
        ("P1DT2H", 26),
        ("-PT90M", -1.5),
        ("PT0.25S", 0.25 / 3600),
        ("8:30:00", 8.5),
        ("3 days, 2:12:15.407000", 74 + 12 / 60 + 15.407 / 3600),
        ("-1 day, 18:00:00", -6),
        ("08:30:00", 8.5),
    ],
)
def test_a_time_is_the_share_of_a_day_that_it_says(text: str, hours: float) -> None:
    share = share_of_day(text)
    assert share is not None
    assert math.isclose(share * 24, hours)
    _, cell = one(Unsupported(text))
    clock = text == "08:30:00"
    assert cell.number_format == ("hh:mm:ss" if clock else "[h]:mm:ss")
    assert isinstance(cell.value, dt.time if clock else dt.timedelta)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (math.inf, "inf"),
        (math.nan, "nan"),
        (dt.date(1899, 12, 30), "1899-12-30"),
        (CellError("#SPILL!"), "#SPILL!"),
        (Unsupported("noon"), "noon"),
        (Unsupported("PT"), "PT"),
    ],
)
def test_what_no_workbook_can_hold_is_kept_as_its_text(cell: Cell, text: str) -> None:
    reading, found = one(cell)
    assert reading.inventory is not None
    assert reading.inventory.initiatives[0].extra == {"Own": text}
    assert (found.value, found.data_type) == (text, "s")
    assert writable(cell) == text


def test_a_moment_is_kept_to_the_millisecond_and_midnight_is_a_day() -> None:
    assert kept(dt.datetime(2024, 5, 6)) == dt.date(2024, 5, 6)
    assert kept(dt.datetime(2024, 5, 6, 7, 8, 9, 123_456)) == dt.datetime(
        2024, 5, 6, 7, 8, 9, 123_000
    )
    assert kept(dt.datetime(2024, 5, 6, 23, 59, 59, 999_900)) == dt.date(2024, 5, 7)
    assert kept(7) == 7.0
    assert type(kept(7)) is float
    assert kept(True) is True


def test_what_changed_compares_what_is_seen() -> None:
    """A number and its digits as text, as from a .csv file, are no change."""
    found = []
    for cell in (7.0, "7"):
        raw = RawWorkbook((RawSheet("Initiatives", [["Name", "Own"], ["Alpha", cell]]),))
        inventory = read(raw).inventory
        assert inventory is not None
        found.append(tables(inventory))
    assert found[0] == found[1]


def test_a_moment_fits_into_its_column() -> None:
    _, cell = one(dt.datetime(2024, 5, 6, 7, 8, 9))
    assert cell.parent.column_dimensions["C"].width >= len("2024-05-06 07:08:09")
