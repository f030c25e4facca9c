"""The inventory as a workbook: loaded again it is equal; openpyxl sees what was written."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.corrections import Correction
from cockpit.inventory.formats import read_raw
from cockpit.inventory.intake import Intake
from cockpit.inventory.layout import unmistakable
from cockpit.inventory.mapping import needs_confirmation, suggest
from cockpit.inventory.raw import CellError, RawSheet, RawWorkbook, Uncached, Unsupported
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Reading
from cockpit.inventory.writer import APART_TITLE, inventory_workbook
from sample_data import BROKEN, MINIMAL, SAMPLE
from tests.assessment import fixture
from tests.inventory import books
from tests.inventory.round_trip import assert_equal, rejected

AS_OF = dt.date(2026, 4, 15)


def again(reading: Reading) -> Reading:
    return read_workbook(inventory_workbook(reading), reading.name, AS_OF)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("path", [SAMPLE, MINIMAL, BROKEN], ids=lambda path: path.stem)
def test_a_sample_comes_back_equal(path: Path) -> None:
    reading = read_workbook(path, path.name, AS_OF)
    back = again(reading)
    assert_equal(reading, back)
    assert len(back.issues) == len(reading.issues)
    assert rejected(back.rejected) == rejected(reading.rejected)


def test_the_assessment_fixture_comes_back_equal() -> None:
    reading = fixture.read(fixture.sheets())
    back = read_workbook(inventory_workbook(reading), reading.name)
    assert_equal(reading, back)
    assert len(back.issues) == len(reading.issues)


def test_the_same_reading_gives_the_same_bytes() -> None:
    reading = read_workbook(BROKEN, BROKEN.name, AS_OF)
    assert inventory_workbook(reading) == inventory_workbook(reading)


FOREIGN = (
    "Projektname;Abteilung;Phase;Beginn;Kosten pro Monat (k€);Wer;Wer;Rang\r\n"
    "Schadenfoto;Schaden;Betrieb;25.03.2024;1,5;a;b;=1+1\r\n"
    "Sprachdialog;Service;Erprobung;04.03.2025;2,25;;c;@SUM(A1)\r\n"
    "Schadenfoto;Schaden;Warteschleife;im Herbst;0,5;;;-3\r\n"
    "Tarifmodell;Aktuariat;Betrieb;01.02.2025;viel;x;;007\r\n"
)


@pytest.fixture
def foreign() -> Reading:
    raw = read_raw(FOREIGN.encode("cp1252"), "liste.csv")
    reading = read_workbook(raw, "liste.csv", AS_OF, Intake(mapping=suggest(raw)))
    assert len(reading.rejected) == 1
    return reading


def test_a_mapped_file_comes_back_equal_without_a_mapping(foreign: Reading) -> None:
    back = again(foreign)
    assert_equal(foreign, back)
    assert back.inventory is not None
    rows = {row.id: row for row in back.inventory.initiatives}
    assert set(rows) == {"schadenfoto", "schadenfoto-2", "sprachdialog"}
    assert rows["schadenfoto"].annual_cost == pytest.approx(18_000)
    assert rows["schadenfoto"].currency == "EUR"
    assert rows["schadenfoto"].extra == {
        "Wer": "a", "Wer (2)": "b", "Rang": "=1+1", "Phase": "Betrieb",
    }  # fmt: skip
    assert rows["schadenfoto-2"].extra["Phase"] == "Warteschleife"
    assert [row.values["Annual cost"] for row in back.rejected] == ["viel"]
    assert not needs_confirmation(read_raw(inventory_workbook(foreign)))


def test_text_that_begins_like_a_formula_is_a_string_that_stays_one(foreign: Reading) -> None:
    page = opened(inventory_workbook(foreign))["Initiatives"]
    head = [cell.value for cell in page[1]]
    place = head.index("Rang") + 1
    for row, text in ((2, "=1+1"), (3, "@SUM(A1)"), (4, "-3")):
        cell = page.cell(row, place)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert page.cell(5, place).value == "007"


def test_a_corrected_file_comes_back_with_its_corrections() -> None:
    raw = RawWorkbook((RawSheet("Initiatives", [["Name", "Monthly requests"], ["Alpha", "many"]]),))
    change = Correction("Initiatives", 2, 1, "Monthly requests", "many", "12.5")
    reading = read_workbook(raw, "a.xlsx", AS_OF, Intake(corrections=(change,)))
    assert_equal(reading, again(reading))
    assert not reading.rejected


def test_cells_have_the_kind_and_format_of_their_column() -> None:
    reading = read_workbook(SAMPLE, SAMPLE.name, AS_OF)
    assert reading.inventory is not None
    book = opened(inventory_workbook(reading))
    assert book.sheetnames == ["Read me", *(sheet.title for sheet in SHEETS.values())]
    page = book["Initiatives"]
    head = {cell.value: cell.column for cell in page[1]}
    first = reading.inventory.initiatives[0]
    start = page.cell(2, head["Start"])
    assert start.value.date() == first.start
    assert start.number_format == "yyyy-mm-dd"
    growth = page.cell(2, head["Monthly growth"])
    assert (growth.value, growth.number_format) == (first.monthly_growth, "0.0%")
    assert page.freeze_panes == "C2"
    assert page["A1"].comment is not None
    assert any("production" in str(rule.formula1) for rule in page.data_validations.dataValidation)
    values = {row[0].value: row[1] for row in book["Settings"].iter_rows(min_row=2)}
    assert values["Hurdle rate"].number_format == "0.0%"
    assert values["Decision date"].is_date


def test_all_digits_of_a_number_are_kept() -> None:
    value = 0.1 + 0.2
    raw = RawWorkbook((RawSheet("Initiatives", [["Name", "Annual cost"], ["Alpha", value]]),))
    back = again(read_workbook(raw, "a.xlsx", AS_OF))
    assert back.inventory is not None
    assert back.inventory.initiatives[0].annual_cost == value


def test_what_cannot_be_read_is_refused_again_for_the_same_reason() -> None:
    cells = [CellError("#DIV/0!"), Uncached(), Unsupported("08:30:00"), True, "1,234", "abc"]
    rows = [["X" + str(n), f"Bad {n}", cell] for n, cell in enumerate(cells)]
    head = ["ID", "Name", "Peak rpm"]
    raw = RawWorkbook((RawSheet("Initiatives", [head, ["A", "Alpha", 1.0], *rows]),))
    reading = read_workbook(raw, "a.xlsx", AS_OF)
    assert len(reading.rejected) == len(cells)
    back = again(reading)
    assert_equal(reading, back)
    assert rejected(back.rejected) == rejected(reading.rejected)


def test_a_row_that_would_now_be_read_is_kept_apart() -> None:
    data = b"Name,Monthly requests\r\nAlpha,5\r\nBeta,1,234\r\nGamma,6\r\nDelta,7\r\n"
    reading = read_workbook(data, "list.csv", AS_OF)
    assert [row.row for row in reading.rejected] == [3]
    written = inventory_workbook(reading)
    back = read_workbook(written, "list.csv", AS_OF)
    assert reading.inventory is not None
    assert back.inventory is not None
    assert [row.name for row in back.inventory.initiatives] == ["Alpha", "Gamma", "Delta"]
    apart = [[cell.value for cell in row] for row in opened(written)[APART_TITLE].iter_rows()]
    assert {str(row[2]) for row in apart[1:]} == {"Beta", "1", "234"}
    assert all("wrong headers" in str(row[3]) for row in apart[1:])


def test_rows_keep_the_currency_of_their_header() -> None:
    sheets = {
        "Initiatives": [["Name", "Annual cost (USD)"], ["Alpha", 5], ["Beta", "about 6"]],
        "Settings": [["Setting", "Value", "Date"], ["Currency", "EUR", None],
                     ["rate USD", 0.9, dt.date(2026, 1, 31)]],
    }  # fmt: skip
    reading = books.read(sheets)
    back = again(reading)
    assert_equal(reading, back)
    assert back.inventory is not None
    assert back.inventory.initiatives[0].currency == "USD"
    assert back.rejected[0].values["Currency"] == "USD"


def test_settings_come_back_with_their_sources_and_rates() -> None:
    settings = [
        ["Setting", "Value", "Date", "Source", "Remark"],
        ["Hurdle rate", "250%", None, "board", None],
        ["Number locale", "1.234,56", None, None, None],
        ["Funded items", "n/a; EPIC-1", None, None, None],
        ["threshold  maturity pass-share", 0.8, dt.date(2026, 1, 1), "us", None],
        ["rate usd", "0,92", dt.date(2026, 3, 31), "ECB", None],
        ["Currency", "EUR", None, "statutes", None],
        ["Headcount", "n/a", None, None, None],
        ["Horizon months", 48, None, None, None],
    ]
    reading = books.read({"Initiatives": books.INITIATIVES, "Settings": settings})
    assert not reading.errors, reading.errors
    back = again(reading)
    assert_equal(reading, back)
    assert [row.model_dump(exclude={"at"}) for row in back.settings_rows if row.source] == [
        row.model_dump(exclude={"at"}) | {"value": value}
        for row, value in zip(
            (row for row in reading.settings_rows if row.source),
            ("250%", "0.8", "0.92", "EUR"),
            strict=True,
        )
    ]


def test_extra_headers_are_not_taken_for_columns_of_ours() -> None:
    sheet = SHEETS["initiatives"]
    ours = [sheet.by_field["name"]]
    assert unmistakable(sheet, ours, ["Vendor", "Mood"]) == ("Vendor (kept)", "Mood")
    assert unmistakable(sheet, ours, ["Mood", "Stage", "Stage (2)"]) == ("Mood", "Stage", "Stage")
    both = [sheet.by_field["name"], sheet.by_field["stage"]]
    assert unmistakable(sheet, both, ["Status"]) == ("Status",), "Stage itself ranks before it"
    assert unmistakable(sheet, both, ["Stage"]) == ("Stage (kept)",)


def test_two_columns_of_the_same_name_stay_two() -> None:
    rows = [["Name", "Stage", "Stage", "Mood"], ["Alpha", "pilot", "idea", "good"]]
    reading = books.read({"Initiatives": rows})
    assert_equal(reading, again(reading))
    assert [issue.problem for issue in again(reading).errors] == [
        issue.problem for issue in reading.errors
    ]


def test_a_long_text_goes_on_in_a_further_column() -> None:
    text = "x" * 40_000
    raw = RawWorkbook((RawSheet("Initiatives", [["Name", "Notes"], ["Alpha", text]]),))
    back = again(read_workbook(raw, "a.csv", AS_OF))
    assert back.inventory is not None
    assert "".join(back.inventory.initiatives[0].extra.values()) == text


def test_nothing_is_written_where_nothing_was_read() -> None:
    with pytest.raises(ValueError, match="could not be read"):
        inventory_workbook(read_workbook(b"", "empty.xlsx", AS_OF))
