"""The workbook: whole values that read as on screen, native charts, nothing executed."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from cockpit import wording
from cockpit.boardpack import cells, xlsx
from cockpit.boardpack.model import Cell, Column, Kind, Pack, Table
from cockpit.boardpack.xlsx_formats import number_format
from scenarios.results import Estimate
from tests.boardpack.office import Office, needs_office
from tests.boardpack.packs import HOSTILE, hostile_pack, sample_pack

MILLIONS = wording.SCALES[1]


def workbook(pack: Pack) -> bytes:
    return xlsx.files(pack)[xlsx.FILE_NAME]


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


READ = (
    cells.money(14_231_456.78, MILLIONS),
    cells.money(-36_363_551.7, MILLIONS),
    cells.money(Estimate(-138_123_456.0, 4e6), MILLIONS),
    cells.money(Estimate(-54_923_456.0, 2.4e7), MILLIONS),
    cells.money(3_400.0, MILLIONS),
    cells.money(-40_000.0, MILLIONS),
    cells.money(1_234_567.0, wording.SCALES[2], signed=True),
    cells.money(999.5, wording.SCALES[3]),
    cells.share(0.8449),
    cells.share(-0.195),
    cells.share(1.234, decimals=1, signed=True),
    cells.share(Estimate(0.4449, 0.12)),
    cells.chance(0.0007),
    cells.chance(0.99999),
    cells.chance(Estimate(0.42, 0.005)),
    cells.points(-0.964),
    cells.count(1_234),
    cells.number(12.3456, 2),
    cells.number(0.125, 2),
    Cell(10.0, wording.multiple(10.0)),
    Cell(0.3, wording.multiple(0.3)),
    Cell(14, wording.months(14)),
    Cell(16_531_672.24, wording.money(16_531_672.24, "EUR")),
    Cell(-36_363_551.7, wording.money(-36_363_551.7, "EUR")),
    Cell(1_234_567.8, "1.234.568"),
    Cell(1_234_567.8, "1 234 567,8"),
    Cell(0.845, "84,5\u00a0%"),
    cells.money(None, MILLIONS),
)


def test_a_number_keeps_all_its_digits_and_a_missing_one_is_text() -> None:
    book = opened(workbook(_pack_of(READ)))
    written = [row[1].value for row in book["T0 hostile"].iter_rows() if _is_row(row[0].value)]
    assert len(written) == len(READ)
    for value, cell in zip(written, READ, strict=True):
        assert value == ("n/a" if cell.value is None else cell.value)


@needs_office
def test_every_number_reads_as_on_screen(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook(_pack_of(READ)))
    rows = [row for row in office.shown(file, "formats")["T0 hostile"] if _is_row(row[0])]
    dots = {"1.234.568": "1,234,568", "1 234 567,8": "1,234,567.8", "84,5\u00a0%": "84.5\u00a0%"}
    assert [row[1] for row in rows] == [dots.get(cell.text, cell.text) for cell in READ]


@pytest.mark.parametrize(
    ("value", "text"), [(123.4, "120"), (0.0004, "<1 %"), (2.5, "3"), (-0.05, "−5 pts")]
)
def test_what_no_format_can_round_is_shown_as_it_reads(value: float, text: str) -> None:
    """A spreadsheet program rounds 2.5 up, and knows neither tens nor points."""
    shown = number_format(value, text)
    assert shown == "#,##0" + ';"−"#,##0;#,##0' if text == "3" else text in shown


def test_the_same_pack_gives_the_same_bytes() -> None:
    pack = sample_pack()
    assert xlsx.files(pack) == xlsx.files(pack)


def test_no_text_is_a_formula_or_a_link() -> None:
    book = opened(workbook(replace(hostile_pack(), audit=None)))
    formulas = [
        cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == []
    links = {
        link.target for sheet in book for row in sheet.iter_rows() if (link := row[0].hyperlink)
    }
    assert links == {None}, "links lead to other sheets alone"


def test_every_sheet_is_stamped_and_named_once() -> None:
    for pack in (sample_pack(), replace(hostile_pack(), audit=None)):
        book = opened(workbook(pack))
        assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)
        for sheet in book:
            assert sheet.oddFooter.left.text, sheet.title
            assert sheet.oddFooter.right.text.endswith("&P / &N")
            assert sheet.page_setup.orientation in ("landscape", "portrait")
            assert not sheet.sheet_view.showGridLines


def test_charts_of_the_sample_are_native_and_say_what_they_show() -> None:
    pack = sample_pack()
    content = workbook(pack)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        drawings = "".join(
            archive.read(name).decode() for name in archive.namelist() if "/drawing" in name
        )
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
    natives = [c for section in pack.sections for c in section.charts if c.native is not None]
    assert len(charts) == len(natives) > 0
    for chart in natives:
        assert chart.takeaway.replace("&", "&amp;")[:60] in drawings


def test_a_long_table_stands_whole_on_a_sheet_of_its_own() -> None:
    many = tuple(cells.money(n * 1e5, MILLIONS) for n in range(40))
    pack = _pack_of(many, shown=12)
    book = opened(workbook(pack))
    whole = book["Table hostile"]
    assert [row[1].value for row in whole.iter_rows(min_row=4, max_row=43)] == [
        cell.value for cell in many
    ]
    assert whole.freeze_panes == "B4"


@needs_office
def test_it_opens_and_prints(office: Office, tmp_path: Path) -> None:
    for name, pack in (("sample", sample_pack()), ("hostile", hostile_pack())):
        file = tmp_path / f"{name}.xlsx"
        file.write_bytes(workbook(pack))
        (printed,) = office.convert(file, "pdf", f"pdf-{name}").iterdir()
        assert printed.read_bytes().startswith(b"%PDF")


@needs_office
def test_hostile_text_reads_as_it_was_written(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "hostile.xlsx"
    file.write_bytes(workbook(hostile_pack()))
    seen = {cell for rows in office.shown(file, "said").values() for row in rows for cell in row}
    for place, text in enumerate(HOSTILE):
        assert f"H{place} {text}" in seen
        assert text in seen, "the note of a figure"


def _pack_of(cells_: tuple[Cell, ...], shown: int = 1_000) -> Pack:
    """A pack of one section with one table: a row for each cell."""
    columns = (
        Column("row", "Row", Kind.TEXT, "row"),
        Column("value", "Value", Kind.NUMBER, "value"),
    )
    rows = tuple((Cell(f"row {n}", f"row {n}"), cell) for n, cell in enumerate(cells_))
    table = Table("t", "Table hostile", columns, rows, shown=shown)
    pack = hostile_pack()
    section = replace(pack.sections[0], title="T0 hostile", figures=(), charts=(), tables=(table,))
    return replace(pack, sections=(section,))


def _is_row(name: object) -> bool:
    return isinstance(name, str) and name.startswith("row ")
