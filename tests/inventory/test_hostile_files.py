"""Files that break readers: each ends in one sentence, within seconds, and the process lives on."""

from __future__ import annotations

import io
import re
import sys
import time
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from cockpit.inventory.formats import read_raw
from cockpit.inventory.raw import CellError, Limits, Uncached, UnreadableFileError
from cockpit.inventory.reader import read_workbook
from tests.inventory.books import INITIATIVES, SETTINGS, at, book, costs, rezip

PLAIN = book({"Initiatives": INITIATIVES})
SHEET = "xl/worksheets/sheet1.xml"


def in_sheet(change: Callable[[bytes], bytes]) -> bytes:
    return rezip(PLAIN, lambda name, content: change(content) if name == SHEET else content)


def with_sheet(xml: bytes) -> bytes:
    return in_sheet(lambda _: xml)


def rows_xml(rows: bytes) -> bytes:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return b"<worksheet " + space + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def far_cell() -> bytes:
    return with_sheet(rows_xml(
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))  # fmt: skip


def bomb() -> bytes:
    return with_sheet(rows_xml(b'<row r="1"><c r="A1"><v>1</v></c></row>' + b" " * (40 * 2**20)))


def many_rows() -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 60_001))
    return with_sheet(rows_xml(rows))


def shared_strings() -> bytes:
    xml = (b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
           b'count="4294967295" uniqueCount="4294967295"><si><t>Name</t></si></sst>')  # fmt: skip
    return rezip(PLAIN, lambda n, c: xml if n == "xl/sharedStrings.xml" else c)


def duplicate_member() -> bytes:
    buffer = io.BytesIO(PLAIN)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(buffer, "a") as package:
        package.writestr(SHEET, b"<x/>")
    return buffer.getvalue()


def deep() -> bytes:
    return with_sheet(rows_xml(b"<!-- -->" + b"<a>" * 500 + b"</a>" * 500))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "text without a name column": (lambda: b"Colour,Cost\nred,1\n", "names of the initiatives"),
    "html": (lambda: b"<html><table></table></html>", "web page"),
    "pdf": (lambda: b"%PDF-1.7 ...", "PDF"),
    "noise": (lambda: b"\x01\x02\x00\xff" * 50, "unknown kind"),
    "truncated": (lambda: PLAIN[: len(PLAIN) // 2], "damaged"),
    "signature only": (lambda: b"PK\x03\x04", "damaged"),
    "Word document": (
        lambda: zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
        "Word",
    ),
    "some archive": (lambda: zipped({"picture.png": b"\x89PNG\0\0\0\1" * 9}), "zip archive"),
    "binary workbook": (lambda: zipped({"xl/workbook.bin": b"x"}), "damaged"),
    "OpenDocument": (lambda: zipped({"content.xml": b"<x/>"}), "OpenDocument"),
    "old workbook": (
        lambda: bytes.fromhex("D0CF11E0A1B11AE1") + "Workbook".encode("utf-16-le"),
        "damaged",
    ),
    "missing sheet part": (lambda: rezip(PLAIN, lambda n, c: None if n == SHEET else c), "missing"),
    "entity declaration": (
        lambda: in_sheet(lambda c: b'<!DOCTYPE a [<!ENTITY b "c">]>' + c),
        "entities",
    ),
    "foreign encoding": (lambda: in_sheet(lambda c: c.decode().encode("utf-16")), "encoding"),
    "broken XML": (lambda: with_sheet(b"<worksheet><sheetData><row>"), "damaged"),
    "zip bomb": (bomb, "times its size"),
    "cell at the far end": (far_cell, "reaches beyond"),
    "too many rows": (many_rows, "reaches beyond"),
    "shared strings by the billion": (shared_strings, ""),
    "duplicate member": (duplicate_member, "same name"),
    "member outside": (lambda: zipped({"xl/workbook.xml": b"<x/>", "../evil": b"x"}), "outside"),
    "3,000 members": (lambda: zipped({f"xl/{n}.xml": b"<x/>" for n in range(3000)}), "parts"),
    "deep nesting": (deep, "nested"),
    "larger than the limit": (lambda: b"PK\x03\x04" + b"x" * (26 * 2**20), "larger than 25 MB"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_each_ends_in_one_sentence_within_seconds(name: str) -> None:
    make, words = HOSTILE[name]
    data = make()
    begin = time.monotonic()
    reading = read_workbook(data, name)
    assert time.monotonic() - begin < 10
    if name == "shared strings by the billion" and reading.inventory is not None:
        return  # the reader shrugged it off, which is as good
    assert reading.inventory is None
    assert len(reading.issues) == 1
    assert words in reading.issues[0].problem
    assert reading.issues[0].remedy
    assert "Traceback" not in reading.issues[0].problem


def test_a_lying_dimension_hides_no_row() -> None:
    rows = [["Name"], *([f"Initiative {n}"] for n in range(100))]
    data = rezip(book({"Initiatives": rows}), lambda name, content: re.sub(
        rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"', content)
        if name == SHEET else content)  # fmt: skip
    reading = read_workbook(data, "lying.xlsx")
    assert reading.counts[0].accepted == 100


def test_error_cells_and_formulas_without_value_are_cited() -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(costs(
        ["A", "C2", "Tokens", "tokens", "monthly", 1], ["A", "C2", "Sum", "tokens", "monthly", 1],
        ["A", "C2", "Fine", "tokens", "monthly", 1]))))  # fmt: skip
    page = made["Costs"]
    page["F2"].value, page["F2"].data_type = "#REF!", "e"
    page["F3"].value = "=1+1"
    buffer = io.BytesIO()
    made.save(buffer)
    reading = read_workbook(buffer.getvalue(), "errors.xlsx")
    assert at(reading.errors, "Costs", 2, "Amount")[0].value == "#REF!"
    assert "formula" in at(reading.errors, "Costs", 3, "Amount")[0].problem
    assert reading.inventory is not None
    assert [row.item for row in reading.inventory.costs] == ["Fine"]


@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_the_slow_scan_sees_the_same_as_the_fast_one(prefix: bytes) -> None:
    """Cells without references, or with a namespace prefix, go through the XML parser."""
    xml = (
        b"<@worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><@sheetData>"
        b"<@row><@c t='inlineStr'><@is><@t>Name</@t></@is></@c></@row>"
        b"<@row><@c t='e'><@v>#N/A</@v></@c><@c><@f>1+1</@f></@c></@row>"
        b"</@sheetData></@worksheet>"
    ).replace(b"@", prefix)
    if prefix:
        xml = xml.replace(b"xmlns=", b"xmlns:x=")
    sheet = read_raw(with_sheet(xml)).sheets[0]
    assert sheet.rows[1][:2] == [CellError("#N/A"), Uncached()]


def test_the_clock_ends_a_reader_that_hangs() -> None:
    with pytest.raises(UnreadableFileError, match="seconds"):
        read_raw(PLAIN, limits=Limits(wall_seconds=0.001))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds the limit reliably")
def test_memory_is_limited() -> None:
    large = book({"Initiatives": [["Name"], *([f"Initiative {n}"] * 40 for n in range(4000))]})
    with pytest.raises(UnreadableFileError, match="memory"):
        read_raw(large, limits=Limits(memory_mb=32))


def test_hidden_sheets_and_rows_are_disclosed() -> None:
    made = openpyxl.load_workbook(
        io.BytesIO(book({"Initiatives": INITIATIVES, "Settings": SETTINGS}))
    )
    made["Initiatives"].sheet_state = "hidden"
    made["Initiatives"].row_dimensions[3].hidden = True
    buffer = io.BytesIO()
    made.save(buffer)
    reading = read_workbook(buffer.getvalue(), "hidden.xlsx")
    assert reading.counts[0].accepted == 2
    text = " ".join(reading.notes)
    assert "is hidden" in text
    assert "1 hidden row;" in text
