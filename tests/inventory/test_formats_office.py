""".xlsm, .xls, .xlsb and .ods: what the library of values loses is found by the second pass."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cockpit.inventory.formats import read_raw
from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import suggest
from cockpit.inventory.raw import (
    CellError,
    Limits,
    RawWorkbook,
    Uncached,
    UnreadableFileError,
    Unsupported,
)
from cockpit.inventory.reader import read_workbook
from tests.inventory.books import INITIATIVES, book, rezip
from tests.inventory.makers import Formula, ods, row, table, text_cell, xls, xlsb, zipped

DAY = dt.date(2024, 3, 5)
STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def saved(made: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def cells(raw: RawWorkbook) -> list[list[Any]]:
    return raw.sheets[0].rows


# .xlsx and .xlsm


def test_macros_and_macro_sheets_are_left_out_and_told() -> None:
    data = book({"Initiatives": INITIATIVES, "Auto": [["=HALT()"]]})

    def change(name: str, content: bytes) -> bytes:
        if name == "xl/_rels/workbook.xml.rels":
            content = content.replace(b'worksheet"', b'xlMacrosheet"', 2)
            content = content.replace(b'xlMacrosheet"', b'worksheet"', 1)
            content = content.replace(b"worksheets/sheet2", b"macrosheets/sheet2")
        return content

    changed = rezip(data, change)
    members = {
        name.replace("worksheets/sheet2", "macrosheets/sheet2"): content
        for name, content in members_of(changed).items()
    }
    raw = read_raw(zipped(members | {"xl/vbaProject.bin": b"\xd0\xcf"}), "book.xlsm")
    assert [sheet.name for sheet in raw.sheets] == ["Initiatives"]
    assert cells(raw)[1][:2] == ["A", "Alpha"]
    assert any("macros" in note for note in raw.notes)
    assert any("'Auto'" in note for note in raw.notes)


def members_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_strict_workbooks_are_read() -> None:
    def change(name: str, content: bytes) -> bytes:
        for loose, strict in STRICT.items():
            content = content.replace(loose, strict)
        return content

    strict = rezip(book({"Initiatives": [["Name", "Date"], ["Alpha", DAY]]}), change)
    assert cells(read_raw(strict)) == [["Name", "Date"], ["Alpha", DAY]]


@pytest.mark.parametrize("mac", [False, True])
def test_dates_follow_the_system_of_the_workbook(mac: bool) -> None:
    made = openpyxl.Workbook()
    if mac:
        made.epoch = CALENDAR_MAC_1904
    made.active.append([DAY, dt.datetime(2024, 3, 5, 6, 0)])
    made.active.append([45_000])
    made.active["A2"].number_format = "yyyy-mm-dd"
    begin = dt.date(1904, 1, 1) if mac else dt.date(1899, 12, 30)
    assert cells(read_raw(saved(made))) == [
        [DAY, dt.datetime(2024, 3, 5, 6, 0)],
        [begin + dt.timedelta(days=45_000)],
    ]


@pytest.mark.parametrize("serial", [60, 0, -1, -400, 0.5, 2_958_466, 1e10])
def test_a_number_that_is_no_day_keeps_its_row_out(serial: float) -> None:
    made = openpyxl.Workbook()
    made.active.append(["Name", "Start"])
    made.active.append(["Alpha", serial])
    made.active.append(["Beta", DAY])
    made.active["B2"].number_format = "yyyy-mm-dd"
    reading = read_workbook(saved(made), "dates.xlsx")
    assert reading.inventory is not None
    assert [each.name for each in reading.inventory.initiatives] == ["Beta"]
    assert [each.row for each in reading.errors] == [2]


def test_merged_ranges_and_hidden_rows_are_told_and_limited() -> None:
    made = openpyxl.Workbook()
    made.active.append(["Name", "x", "y"])
    made.active.append(["A", 1, 2])
    made.active.merge_cells("A4:C5")
    made.active.row_dimensions[2].hidden = True
    sheet = read_raw(saved(made)).sheets[0]
    assert sheet.merged == ((3, 0, 4, 2),)
    assert sheet.hidden_row_numbers == (2,)
    with pytest.raises(UnreadableFileError, match="merged ranges"):
        read_raw(saved(made), limits=Limits(merges=0))


# .xls


def old_workbook(mac: bool = False) -> bytes:
    made = xlwt.Workbook()
    made.dates_1904 = mac
    page = made.add_sheet("Initiatives")
    for place, value in enumerate(["Name", 1.5, True, "€ ü"]):
        page.write(0, place, value)
    page.write(1, 0, DAY, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    page.row(1).set_cell_error(1, "#REF!")
    page.write_merge(3, 4, 0, 2, "merged")
    page.write(5, 0, "x")
    page.row(5).hidden = True
    hidden = made.add_sheet("Spare")
    hidden.visibility = 1
    hidden.write(0, 0, "q")
    return xls(made)


@pytest.mark.parametrize("mac", [False, True])
def test_old_workbooks_are_read(mac: bool) -> None:
    raw = read_raw(old_workbook(mac), "old.csv")
    first, second = raw.sheets
    assert first.rows[:2] == [["Name", 1.5, True, "€ ü"], [DAY, CellError("#REF!")]]
    assert (first.hidden, second.hidden) == (False, True)
    assert first.hidden_row_numbers == (6,)
    assert first.merged == ((3, 0, 4, 2),)


def test_formulas_that_no_program_calculated_are_blank_and_told() -> None:
    made = xlwt.Workbook()
    page = made.add_sheet("A")
    page.write(0, 0, xlwt.Formula("1+1"))
    assert cells(read_raw(xls(made))) == [[Uncached()]]


def test_error_results_of_old_formulas_are_found() -> None:
    """The result of a formula stands in eight bytes: here an error, there an empty text."""
    made = xlwt.Workbook()
    page = made.add_sheet("A")
    page.write(0, 0, xlwt.Formula("1+1"))
    page.write(0, 1, xlwt.Formula("2+2"))
    data = xls(made)
    empty, error = b"\x03" + bytes(5) + b"\xff\xff", b"\x02\0\x07\0\0\0\xff\xff"
    assert data.count(empty) == 2
    raw = read_raw(data.replace(empty, error, 1))
    assert cells(raw) == [[CellError("#DIV/0!")]]
    assert any("B1" in note and "ever calculated" in note for note in raw.notes)


def test_a_protected_old_workbook_is_named() -> None:
    data = old_workbook()
    begin = data.index(struct.pack("<HH", 0x0809, 16))
    place = begin + 20
    protected = data[:place] + struct.pack("<HHH", 0x002F, 2, 0) + data[place + 6 :]
    with pytest.raises(UnreadableFileError, match=r"password|damaged"):
        read_raw(protected)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_cut_old_workbook_is_refused_or_read(share: float) -> None:
    data = old_workbook()
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_raw(data[: int(len(data) * share)])


# .xlsb


def test_binary_workbooks_are_read() -> None:
    raw = read_raw(
        xlsb(
            {
                "Initiatives": [
                    ["Name", "x"],
                    ["A", 1.5, True, "#REF!", (45_000,)],
                    ["B", Formula("#N/A"), Formula(""), Formula(2.0), Formula("x")],
                ],
                "Spare": [["q"]],
                "Auto": [["q"]],
            },
            hidden=["Spare"],
            hidden_rows=[3],
            merged=[(0, 0, 1, 1)],
            kinds={"Auto": "macrosheet"},
        ),
        "book.xlsx",
    )
    first, second = raw.sheets
    assert first.rows == [
        ["Name", "x"],
        ["A", 1.5, True, CellError("#REF!"), dt.date(2023, 3, 15)],
        ["B", CellError("#N/A"), "", 2.0, "x"],
    ]
    assert (second.name, second.hidden) == ("Spare", True)
    assert (first.hidden_row_numbers, first.merged) == ((3,), ((0, 0, 1, 1),))
    assert any("'Auto'" in note for note in raw.notes)
    assert any("C3" in note for note in raw.notes)


def test_binary_workbooks_have_two_date_systems_too() -> None:
    raw = read_raw(xlsb({"A": [[(45_000,)]]}, mac_dates=True))
    assert cells(raw) == [[dt.date(1904, 1, 1) + dt.timedelta(days=45_000)]]


def test_a_binary_formula_that_was_never_calculated_is_told() -> None:
    assert cells(read_raw(xlsb({"A": [["x", Formula("")]]}))) == [["x", Uncached()]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda name, content: None if "sheet1" in name else content, "content is missing"),
        (lambda name, content: content[:-9] if "sheet1" in name else content, "damaged"),
        (lambda name, content: b"\xff" * 9 if "workbook.bin" in name else content, "damaged"),
    ],
)
def test_a_broken_binary_workbook_is_refused(change: Any, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        read_raw(rezip(xlsb({"Initiatives": [["Name"], ["A"]]}), change))


# .ods


def test_open_document_sheets_are_read() -> None:
    def cell(attributes: str, text: str = "") -> str:
        return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"

    note = "<office:annotation><text:p>a note</text:p></office:annotation>"
    raw = read_raw(
        ods(
            table(
                row("Name", "x", text_cell("y", 'table:number-columns-repeated="2"')),
                row(
                    cell('office:value-type="float" office:value="1.5"', "1,5"),
                    cell('office:value-type="date" office:date-value="2024-03-05"', "5.3.24"),
                    cell('office:value-type="percentage" office:value="0.12"', "12 %"),
                    cell('office:value-type="boolean" office:boolean-value="true"', "WAHR"),
                    cell('office:value-type="time" office:time-value="PT10H30M00S"', "10:30"),
                ),
                row(
                    cell(
                        'table:formula="of:=1/0" office:value-type="string" '
                        'office:string-value="" calcext:value-type="error"',
                        "#DIV/0!",
                    ),
                    '<table:table-cell table:formula="of:=1+1"/>',
                    f'<table:table-cell office:value-type="string">{note}<text:p>z</text:p>'
                    "</table:table-cell>",
                    attributes='table:visibility="collapse"',
                ),
                row(text_cell("m", 'table:number-columns-spanned="2"'), "<table:table-cell/>"),
                row('<table:table-cell table:number-columns-repeated="16384"/>',
                    attributes='table:number-rows-repeated="1048000"'),
            )
            + table(row("q"), name="Spare", attributes='table:style-name="off"'),
            '<style:style style:name="off" style:family="table">'
            '<style:table-properties table:display="false"/></style:style>',
        ),
        "book.xlsx",
    )  # fmt: skip
    first, second = raw.sheets
    assert first.rows == [
        ["Name", "x", "y", "y"],
        [1.5, DAY, 0.12, True, Unsupported("PT10H30M00S")],
        [CellError("#DIV/0!"), Uncached(), "z"],
        ["m"],
    ]
    assert first.hidden_row_numbers == (3,)
    assert first.merged == ((3, 0, 3, 1),)
    assert (second.name, second.hidden) == ("Spare", True)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (table(row("x", attributes='table:number-rows-repeated="1048576"')), "reaches beyond"),
        (table(row(text_cell("x", 'table:number-columns-repeated="16384"'))), "reaches beyond"),
        (
            table(row(attributes='table:number-rows-repeated="1048575"'), row("x")),
            "reaches beyond",
        ),
        (table(row("<a:b" + " x" * 3 + "/>")), "damaged"),
        (table(row("x", attributes='table:number-rows-repeated="many"')), "damaged"),
        ("<text:p>" * 100 + "</text:p>" * 100, "nested"),
        (f"<text:p>{'x' * 2_000_000}</text:p>", "more than 1 MB"),
        ("", "no sheet"),
    ],
)
def test_a_hostile_open_document_is_refused(body: str, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        read_raw(ods(body))


def test_an_open_document_text_is_named() -> None:
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    with pytest.raises(UnreadableFileError, match="no spreadsheet"):
        read_raw(data)


def test_a_protected_open_document_is_named() -> None:
    data = rezip(ods(table(row("x"))), lambda name, content: content)
    manifest = "<manifest:encryption-data/>"
    with pytest.raises(UnreadableFileError, match="password"):
        read_raw(zipped(members_of(data) | {"META-INF/manifest.xml": manifest.encode()}))


# Hidden columns


def _with_hidden(kind: str) -> bytes:
    """Three columns of which the second is hidden, saved as this kind of file."""
    if kind == "xls":
        old = xlwt.Workbook()
        page = old.add_sheet("Initiatives")
        for place, text in enumerate(("Name", "Owner", "Vendor")):
            page.write(0, place, text)
            page.write(1, place, "A")
        page.col(1).hidden = True
        return xls(old)
    if kind == "ods":
        columns = (
            '<table:table-column/><table:table-column table:visibility="collapse"/>'
            '<table:table-column table:number-columns-repeated="1022"/>'
        )
        heads = row(text_cell("Name"), text_cell("Owner"), text_cell("Vendor"))
        return ods(table(columns, heads, row(text_cell("A"), text_cell("A"), text_cell("A"))))
    made = openpyxl.Workbook()
    made.active.title = "Initiatives"
    made.active.append(["Name", "Owner", "Vendor"])
    made.active.append(["A", "A", "A"])
    made.active.column_dimensions["B"].hidden = True
    return saved(made)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_hidden_columns_are_told_and_read(kind: str) -> None:
    raw = read_raw(_with_hidden(kind), f"book.{kind}")
    assert raw.sheets[0].hidden_columns == (1,)
    reading = read_workbook(raw, f"book.{kind}")
    assert reading.inventory is not None
    assert reading.inventory.initiatives[0].owner == "A"
    assert (
        "The sheet 'Initiatives' has 1 hidden column (Owner); it was read like the others."
        in reading.notes
    )
    mapped = read_workbook(raw, f"book.{kind}", None, Intake(mapping=suggest(raw)))
    assert any("1 hidden column (Owner)" in note for note in mapped.notes)
