"""The file handed back with its problems marked: openpyxl sees the marks, the reader none."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from cockpit.inventory.error_workbook import MOST_COMMENTS, error_workbook, tab_name
from cockpit.inventory.formats import read_raw
from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import fit, needs_confirmation, suggest
from cockpit.inventory.marks import PROBLEMS, PROBLEMS_OF_TEXT
from cockpit.inventory.raw import CellError, RawSheet, RawWorkbook, Uncached
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Reading
from sample_data import BROKEN, SAMPLE

AS_OF = dt.date(2026, 4, 15)
ERROR, WARNING = "FFF8CBAD", "FFFFE699"


def read(raw: RawWorkbook, name: str = "book.xlsx") -> Reading:
    return read_workbook(raw, name, AS_OF)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def issues(reading: Reading) -> list[tuple[object, ...]]:
    return [(i.sheet, i.row, i.column, i.value, i.problem, i.severity) for i in reading.issues]


@pytest.mark.parametrize("path", [BROKEN, SAMPLE], ids=lambda path: path.stem)
def test_an_uncorrected_file_has_the_same_problems_in_the_same_cells(path: Path) -> None:
    raw = read_raw(path.read_bytes(), path.name)
    before = read(raw, path.name)
    data = error_workbook(raw, before)
    again = read_raw(data, path.name)
    assert [sheet.name for sheet in again.sheets] == [sheet.name for sheet in raw.sheets]
    for old, new in zip(raw.sheets, again.sheets, strict=True):
        assert [trimmed(row) for row in new.rows] == [trimmed(row) for row in old.rows], old.name
    assert issues(read(again, path.name)) == issues(before)
    assert needs_confirmation(again) == needs_confirmation(raw)


def trimmed(row: list[object]) -> list[object]:
    found = [None if cell == "" else cell for cell in row]
    while found and found[-1] is None:
        found.pop()
    return found


def test_every_cell_at_fault_is_filled_commented_and_listed() -> None:
    raw = read_raw(BROKEN.read_bytes(), BROKEN.name)
    reading = read(raw, BROKEN.name)
    book = opened(error_workbook(raw, reading))
    assert book.sheetnames[0] == PROBLEMS
    marked = 0
    for issue in reading.issues:
        tables = [t for t in reading.tables if t.holds(issue.sheet, issue.row)]
        places = tables[0].places(issue.column) if tables else ()
        for place in places:
            cell = book[issue.sheet].cell(issue.row, place + 1)
            assert cell.comment is not None
            assert f"{issue.problem} — {issue.remedy}" in cell.comment.text
            assert issue.severity.value.capitalize() in cell.comment.text
            assert cell.fill.fgColor.rgb in (ERROR, WARNING)
            if issue.severity == "error":
                assert cell.fill.fgColor.rgb == ERROR
            marked += 1
        if tables:
            page = book[issue.sheet]
            right = next(c.column for c in page[tables[0].header_row] if c.value == PROBLEMS)
            assert issue.problem in page.cell(issue.row, right).value
    assert marked > 40
    listed = [[c.value for c in row] for row in book[PROBLEMS].iter_rows(min_row=6)]
    assert [(row[0], row[5]) for row in listed] == [
        (issue.severity.value, issue.problem) for issue in reading.issues
    ]


def test_links_stay_inside_the_workbook() -> None:
    raw = RawWorkbook(
        (RawSheet("Tom's [list]", [["Name", "Peak rpm", "Site"], ["A", "x", "https://a.example"]]),)
    )
    data = error_workbook(raw, read(raw))
    page = opened(data)[PROBLEMS]
    link = page["C6"].hyperlink
    assert (link.location, link.target) == ("'Tom''s _list_'!B2", None)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        relations = [package.read(n) for n in package.namelist() if n.endswith(".rels")]
        assert not any(b'TargetMode="External"' in content for content in relations)
        sheets = [package.read(n) for n in package.namelist() if "worksheets/sheet" in n]
        assert not any(b"<f>" in content for content in sheets)


def test_a_corrected_cell_is_read_and_the_marks_are_not() -> None:
    raw = RawWorkbook((RawSheet("Initiatives", [["Name", "Peak rpm"], ["A", "x"], ["B", 2.0]]),))
    reading = read(raw)
    book = opened(error_workbook(raw, reading))
    book["Initiatives"]["B2"] = 7
    buffer = io.BytesIO()
    book.save(buffer)
    again = read(read_raw(buffer.getvalue()))
    assert not again.issues
    assert again.inventory is not None
    assert [row.peak_rpm for row in again.inventory.initiatives] == [7, 2]
    assert all(row.extra == {} for row in again.inventory.initiatives)


FOREIGN = (
    "Liste der Vorhaben 2025;;;\r\n"
    "Projektname;Abteilung;Phase;Kosten pro Monat (k€)\r\n"
    "Schadenfoto;Schaden;Betrieb;1,5\r\n"
    "Sprachdialog;Service;Betrieb;viel\r\n"
)


def test_a_mapping_still_fits_the_file_that_was_handed_back() -> None:
    raw = read_raw(FOREIGN.encode("cp1252"), "liste.csv")
    mapping = suggest(raw)
    reading = read_workbook(raw, "liste.csv", AS_OF, Intake(mapping=mapping))
    assert len(reading.rejected) == 1
    again = read_raw(error_workbook(raw, reading), "liste.xlsx")
    assert suggest(again).signature == mapping.signature
    fitted = fit(mapping, again)
    assert fitted is not None
    assert fitted.exact
    back = read_workbook(again, "liste.xlsx", AS_OF, Intake(mapping=mapping))
    assert issues(back) == issues(reading)


def test_a_row_of_a_text_file_that_is_too_wide_stays_refused() -> None:
    data = b"Name,Monthly requests\r\nAlpha,5\r\nBeta,1,234\r\nGamma,6\r\nDelta,7\r\n"
    raw = read_raw(data, "list.csv")
    reading = read(raw, "list.csv")
    written = error_workbook(raw, reading)
    assert opened(written)["list"]["D1"].value == PROBLEMS_OF_TEXT
    again = read(read_raw(written, "list.xlsx"))
    assert [(row.row, row.issues[0].problem) for row in again.rejected] == [
        (row.row, row.issues[0].problem) for row in reading.rejected
    ]


def test_errors_stay_errors_merges_stay_merged_and_hidden_stays_hidden() -> None:
    rows = [
        ["Costs 2026", None, None],
        ["Name", "Owner", "Peak rpm"],
        ["A", CellError("#REF!"), Uncached()],
        ["=1+1", "@x", 3.0],
    ]
    sheets = (
        RawSheet("Initiatives", rows, hidden_row_numbers=(4,), merged=((0, 0, 0, 2),)),
        RawSheet("Secret", [["x", True, dt.datetime(2026, 4, 1, 8, 30)]], hidden=True),
    )
    raw = RawWorkbook(sheets)
    data = error_workbook(raw, read(raw))
    again = read_raw(data)
    assert again.sheets[0].rows[2][1:3] == [CellError("#REF!"), Uncached()]
    assert again.sheets[0].rows[3] == ["=1+1", "@x", 3.0]
    assert again.sheets[0].merged == ((0, 0, 0, 2),)
    assert again.sheets[0].hidden_row_numbers == (4,)
    assert again.sheets[1].hidden
    assert again.sheets[1].rows == [["x", True, dt.datetime(2026, 4, 1, 8, 30)]]
    cell = opened(data)["Initiatives"]["A4"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_same_file_gives_the_same_bytes() -> None:
    raw = read_raw(BROKEN.read_bytes(), BROKEN.name)
    reading = read(raw, BROKEN.name)
    assert error_workbook(raw, reading) == error_workbook(raw, reading)


def test_a_file_without_a_table_is_handed_back_with_its_one_problem() -> None:
    raw = RawWorkbook((RawSheet("Notes", [["nothing", "here"]]),))
    reading = read(raw)
    assert reading.inventory is None
    book = opened(error_workbook(raw, reading))
    assert book["Notes"]["A1"].value == "nothing"
    assert book[PROBLEMS]["F6"].value == reading.issues[0].problem


def test_comments_end_where_they_would_make_the_file_slow_and_fills_do_not() -> None:
    rows = [["Name", "Peak rpm"], *([f"A{n}", "x"] for n in range(MOST_COMMENTS + 50))]
    raw = RawWorkbook((RawSheet("Initiatives", rows),))
    page = opened(error_workbook(raw, read(raw)))["Initiatives"]
    cells = [page.cell(row, 2) for row in range(2, len(rows) + 1)]
    assert sum(cell.comment is not None for cell in cells) == MOST_COMMENTS
    assert all(cell.fill.fgColor.rgb == ERROR for cell in cells)


def test_a_text_that_no_cell_holds_is_cut_and_said() -> None:
    raw = RawWorkbook((RawSheet("Initiatives", [["Name", "Notes"], ["A", "x" * 40_000]]),))
    book = opened(error_workbook(raw, read(raw)))
    assert len(book["Initiatives"]["B2"].value) == 32_767
    assert "40,000 signs" in book[PROBLEMS]["F6"].value


def test_tabs_get_names_that_spreadsheet_programs_accept() -> None:
    taken: set[str] = set()
    names = [tab_name(name, taken) for name in ("a/b", "A?B", "", "History", "x" * 40, "x" * 40)]
    assert names == ["a_b", "A_B (2)", "Sheet", "History_", "x" * 31, "x" * 27 + " (2)"]
