"""What slides and workbook tell, read by python-pptx and openpyxl; number formats applied here."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import openpyxl
import pptx
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from cockpit.boardpack.model import Pack
from cockpit.locales import LOCALES
from tests.boardpack.reading_back import bare
from tests.boardpack.told import Plain, Told, of_pack, plain

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
#: A number format: quoted text, or digits with decimals, thousands and percent.
_TOKEN = re.compile(r'"([^"]*)"|(#,##0(?:\.0+)?)(,*)|(.)')


def of_pptx(content: bytes, pack: Pack) -> Told:
    """From the slides; a table that runs over several is put together.

    A short table or chart of the main part must tell what the whole one in the appendix
    does. A table that repeats its chart is left to the workbook (test_pptx_plan.py holds it
    to the chart): the notes must say so.
    """
    told, short, notes = Told(), Told(), ""
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        where = _section_of(slide)
        if where is None:
            continue
        told.figures.setdefault(where, [])
        notes += bare(slide.notes_slide.notes_text_frame.text)
        for shape in slide.shapes:
            name = shape.name
            if name.startswith("Short table: "):
                cells = [bare(cell.text) for row in shape.table.rows for cell in row.cells]
                key = (where, bare(name.removeprefix("Short table: ")))
                short.tables.setdefault(key, []).append(cells)
                continue
            if name.startswith("Short chart: "):
                _chart_of_slide(shape.chart, where, short)
                continue
            if name.startswith("Figure: "):
                lines = [bare(each.text) for each in shape.text_frame.paragraphs]
                told.figures[where].append((lines[1], lines[0], "".join(lines[2:])))
            elif shape.has_table:
                rows = [[bare(cell.text) for cell in row.cells] for row in shape.table.rows]
                key = (where, bare(name.removeprefix("Table: ")))
                known = told.tables.setdefault(key, rows[:1])
                assert known[0] == rows[0], f"{key}: another head where the table goes on"
                known += rows[1:]
            elif shape.has_chart:
                _chart_of_slide(shape.chart, where, told)
    _as_the_whole(short, told)
    for section in pack.sections:
        for table in section.tables:
            key = (bare(section.title), bare(table.title))
            if table.repeats and table.shown:
                assert key not in told.tables
                assert bare(f"since a chart shows the same: {table.title}") in notes
                told.tables[key] = of_pack(pack).tables[key]
    return told


def _as_the_whole(short: Told, told: Told) -> None:
    """What a short table or chart tells stands in the whole one, cut words aside."""
    for key, (cells,) in short.tables.items():
        whole = [cell for row in told.tables[key] for cell in row]
        for text in cells:
            start = text.removesuffix("…")
            assert any(each == text or (start != text and each.startswith(start)) for each in whole)
    assert not short.marks - told.marks
    assert not short.labels - told.labels


def _section_of(slide: Any) -> str | None:
    """Title of the section that stands above a slide's message, before its question."""
    for shape in slide.placeholders:
        parts = re.split(" {2,}", shape.text_frame.text.replace("\xa0", " "))
        if shape.name.startswith("Text Placeholder") and len(parts) == 2:
            return bare(parts[0])
    return None


def _chart_of_slide(chart: Any, where: str, told: Told) -> None:
    for series in chart.plots[0].series:
        for category, value in zip(chart.plots[0].categories, series.values, strict=True):
            if value is not None:
                told.marks[where, bare(str(category)), bare(series.name), float(value)] += 1
        rich = series._element.xpath("c:dLbls/c:dLbl/c:tx/c:rich")
        told.write(where, series.name, ("".join(each.xpath(".//a:t/text()")) for each in rich))


def of_xlsx(content: bytes, locale: str, sections: Collection[str]) -> Told:
    """From the workbook, its numbers shown as a program with these signs shows them."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    told = Told(figures={where: [] for where in sections})
    for row in book["Figures"].iter_rows(min_row=4):
        if row[0].value:
            _figure_row(row, locale, told)
    sheets = {bare(sheet["A1"].value): sheet for sheet in book if sheet["A1"].value}
    for place, page in enumerate(book.worksheets, start=1):
        where = bare(page["A1"].value or "")
        if where in sections:
            _section(page, where, locale, told, sheets)
            for name, label in _labels(content, place):
                told.write(where, name, [label])
    return told


def _labels(content: bytes, place: int) -> Iterator[tuple[str, str]]:
    """Series and text at each mark of the charts of a sheet, from the package itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:

        def related(part: str, kind: str) -> list[str]:
            folder, _, name = part.rpartition("/")
            listed = f"{folder}/_rels/{name}.rels"
            if listed not in archive.namelist():
                return []
            found = etree.fromstring(archive.read(listed))
            return [
                f"xl/{each.get('Target').removeprefix('../')}"
                for each in found
                if each.get("Type").endswith(f"/{kind}")
            ]

        for drawing in related(f"xl/worksheets/sheet{place}.xml", "drawing"):
            for chart in related(drawing, "chart"):
                root = etree.fromstring(archive.read(chart))
                for series in root.iterfind(".//{*}ser"):
                    name = "".join(each.text or "" for each in series.iterfind("{*}tx//{*}v"))
                    for label in series.iterfind(".//{*}dLbl"):
                        yield name, "".join(each.text or "" for each in label.iterfind(".//{*}t"))


def _figure_row(row: tuple[Any, ...], locale: str, told: Told) -> None:
    """One row of the sheet of figures: whole value, and both ways in which it is shown."""
    where, label, stated = bare(row[0].value), bare(row[1].value), row[2]
    text, note = bare(str(row[4].value)), bare(row[5].value or "")
    seen = shown(stated, locale)
    assert seen == text, f"{where}, {label}: the value reads {seen!r}, beside it stands {text!r}"
    told.figures[where].append((label, text, note))
    told.values[where, label] = plain(stated.value)


def _section(
    page: Worksheet, where: str, locale: str, told: Told, sheets: dict[str, Worksheet]
) -> None:
    merged = {each.min_row for each in page.merged_cells.ranges if each.min_col == 1}
    rows = list(page.iter_rows())
    again = [
        (bare(row[0].value), shown(row[1], locale), bare(row[2].value or ""))
        for row in _below(rows, "Figure", merged)
    ]
    assert again == told.figures[where], f"{where}: figures differ from their list"
    for number, row in enumerate(rows):
        head = str(row[0].value or "")
        if head.startswith("Drawn from"):
            _chart_of_sheet(rows[number:], where, told)
        elif _is_table(rows, number):
            _table(rows[number:], locale, told, (where, bare(head)), merged, sheets)


def _is_table(rows: list[tuple[Any, ...]], number: int) -> bool:
    """Whether a bold line stands above a bold head that is ruled below."""
    title = rows[number][0]
    if not title.value or not title.font.b or number + 1 >= len(rows) or number < 3:
        return False
    below = rows[number + 1][0]
    link = below.hyperlink is not None
    return bool(below.value) and (link or bool(below.font.b and below.border.bottom.style))


def _table(
    rows: list[tuple[Any, ...]],
    locale: str,
    told: Told,
    key: tuple[str, str],
    merged: set[int],
    sheets: dict[str, Worksheet],
) -> None:
    """A table of a section's sheet; the whole of a long one stands on a sheet of its own."""
    whole = sheets.get(key[1])
    if rows[1][0].hyperlink is None:
        width = sum(1 for cell in rows[1] if cell.value)
        body = list(_below(rows[1:], rows[1][0].value, merged))
        head = [bare(cell.value) for cell in rows[1][:width]]
        if body:
            told.tables[key] = [head, *([shown(c, locale) for c in row[:width]] for row in body)]
        told.cells[key] = [[_whole(cell) for cell in row[:width]] for row in body]
    if whole is not None:
        listed = list(whole.iter_rows(min_row=3))
        width = sum(1 for cell in listed[0] if cell.value)
        body = list(_below(listed, listed[0][0].value, set()))
        told.cells[key] = [[_whole(cell) for cell in row[:width]] for row in body]


def _whole(cell: Any) -> Plain:
    """The value of a cell; a word where a number is expected says why there is none."""
    if isinstance(cell.value, str) and cell.alignment.horizontal == "right":
        return ""
    return plain(cell.value)


def _below(rows: list[tuple[Any, ...]], head: str, merged: set[int]) -> Iterator[tuple[Any, ...]]:
    """Rows below a head, up to a blank one, a note over several columns or a link."""
    begun = False
    for row in rows:
        if begun:
            first = row[0]
            if not first.value or first.row in merged or first.hyperlink is not None:
                return
            yield row
        elif row[0].value == head and row[0].font.b:
            begun = True


def _chart_of_sheet(rows: list[tuple[Any, ...]], where: str, told: Told) -> None:
    """The cells that a chart is drawn from."""
    names = [bare(cell.value) for cell in rows[0][1:] if cell.value]
    for row in rows[1:]:
        if not row[0].value:
            return
        for name, cell in zip(names, row[1:], strict=False):
            if isinstance(cell.value, (int, float)):
                told.marks[where, bare(row[0].value), name, float(cell.value)] += 1


def shown(cell: Any, locale: str) -> str:
    """What a spreadsheet program shows of a cell, without white space."""
    value, code = cell.value, cell.number_format
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        assert code == "d mmm yyyy", code
        return f"{value.day}{_MONTHS[value.month - 1]}{value.year}"
    if isinstance(value, str):
        return bare(value)
    assert code != "General", f"{cell.coordinate}: nobody said how {value} reads"
    signs = [re.split(";", part) for part in re.split(r'("[^"]*")', code)]
    sections = [""]
    for part in signs:
        sections[-1] += part[0]
        sections += part[1:]
    chosen = sections[0 if value > 0 else 1 if value < 0 else 2]
    return bare(_formatted(abs(value), chosen, locale))


def _formatted(size: float, code: str, locale: str) -> str:
    """A size in one part of a number format."""
    percent = "%" in re.sub(r'"[^"]*"', "", code)
    found = ""
    for quoted, digits, thousands, other in _TOKEN.findall(code):
        if digits:
            scaled = Decimal(repr(size)) * (100 if percent else 1) / 1000 ** len(thousands)
            decimals = len(digits.partition(".")[2])
            rounded = scaled.quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
            found += LOCALES[locale].written(f"{rounded:,f}")
        else:
            found += quoted or other
    return found
