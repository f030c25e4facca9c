"""The workbook: whole values that read as on screen, native charts, nothing executed."""

from __future__ import annotations

import html
import inspect
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.cell import range_boundaries

from cockpit import wording
from cockpit.boardpack import cells, xlsx, xlsx_book, xlsx_charts, xlsx_labels
from cockpit.boardpack.model import (
    Cell,
    Column,
    Kind,
    NativeChart,
    Pack,
    Role,
    Series,
    Shape,
    Table,
)
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


def test_no_label_stands_in_a_stacked_bar_and_none_is_a_bare_number() -> None:
    """Bars without fill carry the texts behind the last part, each as long as its text."""
    pack = sample_pack()
    with zipfile.ZipFile(io.BytesIO(workbook(pack))) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        charts = [archive.read(name).decode() for name in names]
    labels = set()
    for chart in charts:
        stacked = 'grouping val="stacked"' in chart and 'barDir val="bar"' in chart
        for series in re.findall(r"<c:ser>.*?</c:ser>", chart):
            said = {html.unescape(each) for each in re.findall(r"<a:t>(.*?)</a:t>", series)}
            labels |= said
            if stacked and said:
                assert "<c:v> </c:v>" in series.partition("</c:tx>")[0], "a nameless carrier"
                assert "<a:noFill/>" in series.partition("<c:dLbls>")[0]
                assert 'dLblPos val="inBase"' in series
    natives = [c.native for s in pack.sections for c in s.charts if c.native is not None]
    wanted = {
        label.replace(" ", "\u00a0")
        for native in natives
        for series in native.series
        for label in series.labels
        if label and native.shape is not Shape.LINE and series.role is not Role.HIDDEN
    }
    assert labels >= wanted > {"<1\u00a0%"}


@pytest.mark.parametrize("pixels", [500, 940])
def test_labels_beside_bars_have_room_left_and_right(pixels: int) -> None:
    """Worked out by hand: drawn part and both rooms fill the width, in the unit of the axis."""
    native = NativeChart(
        Shape.STACKED_BAR,
        ("A long name of a vendor", "B"),
        (
            Series("Worse", (-2.0, -0.5), Role.WORSE, ("WWWWWWWW", "x")),
            Series("Better", (1.0, None), Role.BETTER, ("", "")),
        ),
    )
    room = xlsx_labels.frame(native, pixels)
    assert 0.1 < room.left < 0.38
    assert room.ends is not None
    low, high = room.ends
    unit = (high - low) / (pixels * (1 - room.left) - 10)
    (carrier,) = room.carriers
    assert carrier.series == 0
    assert carrier.values[0] == pytest.approx(low - -2.0)
    assert -low - 2.0 > 8 * 0.944 * 9 * 4 / 3 * unit, "eight letters W of Arial at nine points"
    assert high > 1.0


def test_a_bound_in_a_chart_reads_as_one_in_its_cells() -> None:
    pack = sample_pack()
    (section,) = (each for each in pack.sections if each.key == "robustness")
    page = opened(workbook(pack))[section.title]
    bounds = [cell for row in page.iter_rows() for cell in row if "<1" in cell.number_format]
    assert bounds
    assert all(isinstance(cell.value, int | float) and 0 <= cell.value < 0.01 for cell in bounds)


def test_quantiles_of_assumptions_are_numbers_that_read_as_on_the_page() -> None:
    page = opened(workbook(sample_pack()))["Assumptions in use"]
    heads = {cell.value: cell.column - 1 for cell in page[3]}
    units = set()
    for row in page.iter_rows(min_row=4):
        unit = row[heads["Unit"]].value
        for cell in (row[heads[name]] for name in ("P10", "P50", "P90")):
            if cell.value == "not within ten years":
                assert unit == "month"
                continue
            assert isinstance(cell.value, int | float), (row[0].value, cell.value)
            units.add((unit, cell.number_format.split(";")[0].strip('"')[0]))
    assert {("ratio", "×"), ("share a year", "+")} <= units


def test_pages_are_no_smaller_than_can_be_read() -> None:
    """All columns of a page across, at six tenths of the size or more; nothing beside it."""
    for sheet in opened(workbook(sample_pack())):
        wide, tall = (595, 842) if sheet.page_setup.orientation == "portrait" else (842, 595)
        last = max(cell.column for row in sheet.iter_rows() for cell in row if cell.value)
        end = sheet.max_row
        if sheet.print_area:
            _, _, last, end = range_boundaries(sheet.print_area.rpartition("!")[2])
        widths = [
            each.width * (each.max - each.min + 1)
            for each in sheet.column_dimensions.values()
            if each.min and each.min <= last and not each.hidden
        ]
        needed = 5.25 * sum(widths)
        if sheet.page_setup.scale:
            scale = sheet.page_setup.scale / 100
            assert scale * needed < wide - 72, sheet.title
        else:
            scale = (wide - 72) * (sheet.page_setup.fitToWidth or 1) / needed
        if sheet.page_setup.fitToHeight:
            heights = [sheet.row_dimensions[row].height or 15.0 for row in range(1, end + 1)]
            room = (tall - 97) * sheet.page_setup.fitToHeight
            scale = min(scale, room / sum(heights))
        assert scale > 0.55, sheet.title


def test_no_chart_and_no_heading_is_torn_off_by_a_page() -> None:
    """The rows under a chart lie on one page; a program breaks before the rows that are named."""
    torn = 0
    for sheet in opened(workbook(sample_pack())):
        breaks = [each.id for each in sheet.row_breaks.brk]
        assert breaks == sorted(breaks)
        page = 498 / ((sheet.page_setup.scale or 100) / 100)
        for chart in sheet._charts:
            first = chart.anchor._from.row + 1
            last = chart.anchor.to.row + 1
            start = max((each for each in breaks if each < first - 2), default=0)
            heights = (sheet.row_dimensions[row].height or 15.0 for row in range(start + 1, last))
            assert not any(first - 2 <= each < last for each in breaks), (sheet.title, first)
            assert sum(heights) < page, (sheet.title, first)
            torn += 1
    assert torn >= 8


def test_the_inputs_of_the_audit_are_written_in_their_units() -> None:
    """The value stays whole; only what is shown has a unit, and no more than four decimals."""
    page = opened(workbook(sample_pack()))["Audit inputs"]
    codes = {row[2].value: row[1].number_format for row in page.iter_rows() if row[2].value}
    for name in ("discount_rate", "lever_price_change", "median_usage_growth", "assumed_C1"):
        assert codes[name].endswith("%"), name
    for name in ("lever_usage", "median_review_burden"):
        assert codes[name].startswith('"×"'), name
    assert codes["horizon"] == codes["lever_usage_ramp_months"] == "0"
    inputs = opened(workbook(sample_pack()))
    for title in ("Audit inputs", "Audit cost", "Audit benefit", "Audit initiatives"):
        for row in inputs[title].iter_rows():
            plain = [c for c in row if isinstance(c.value, float) and c.number_format == "General"]
            assert plain == [], title


def test_a_long_table_stands_whole_on_a_sheet_of_its_own() -> None:
    many = tuple(cells.money(n * 1e5, MILLIONS) for n in range(40))
    pack = _pack_of(many, shown=12)
    book = opened(workbook(pack))
    whole = book["Table hostile"]
    assert [row[1].value for row in whole.iter_rows(min_row=4, max_row=43)] == [
        cell.value for cell in many
    ]
    assert whole.freeze_panes == "B4"


@pytest.mark.parametrize(
    ("ours", "method", "words"),
    [
        (xlsx_charts._Bars, "_write_custom_label_str", ["self", "label"]),
        (xlsx_charts._Bars, "_write_a_body_pr", ["self", "rotation", "is_horizontal"]),
        (xlsx_book._Page, "_prepare_formula", ["self", "formula", "expand_future_functions"]),
    ],
    ids=["labels", "how text is set", "formulas"],
)
def test_what_xlsxwriter_does_not_offer_is_still_written_where_we_change_it(
    ours: type, method: str, words: list[str]
) -> None:
    """No option keeps a label in one line; if this fails, look whether one does by now."""
    theirs = getattr(ours.__bases__[0], method, None)
    assert theirs is not None, f"XlsxWriter has no {method} any more"
    assert list(inspect.signature(theirs).parameters) == words, f"{method} of XlsxWriter changed"


def test_every_label_of_a_lying_bar_stands_in_one_line() -> None:
    """What the two methods are changed for, as it is in the file."""
    with zipfile.ZipFile(io.BytesIO(workbook(sample_pack(draws=200)))) as package:
        charts = [package.read(n).decode() for n in package.namelist() if "/charts/chart" in n]
    lying = [xml for xml in charts if '<c:barDir val="bar"/>' in xml]
    labels = [text for xml in lying for text in re.findall(r"<c:dLbl>.*?</c:dLbl>", xml)]
    written = [text for text in labels if "<c:rich>" in text]
    assert len(written) > 10
    assert all('<c:rich><a:bodyPr wrap="none"/>' in text for text in written)
    rest = [re.sub(r"<c:dLbl>.*?</c:dLbl>", "", xml) for xml in lying]
    assert all("<a:bodyPr/>" in xml and 'wrap="none"' not in xml for xml in rest)


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
