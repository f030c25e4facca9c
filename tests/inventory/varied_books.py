"""Workbooks of many kinds, written by two libraries from seeds, to be read by two readers."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula

from tests.inventory import corpus
from tests.inventory.books import rezip

_WORDS = (
    "NA",
    "None",
    "Überblick",
    "日本語",
    "a\nb",
    " spaced ",
    "x" * 400,
    "<&>\"'",
    "1,234",
    "€5",
    "",
)
_FORMATS = (
    "0.00", "0%", "#,##0.00 €", "[Red]0;-0", '"day "0', "0.00E+00", "@", "General", "# ?/?",
    "_-* #,##0.00_-", "yyyy-mm-dd", "dd/mm/yyyy hh:mm", "mmm yy", "[$-409]d-mmm", "d. mmmm yyyy",
    "[h]:mm", "hh:mm:ss", "mm:ss.0", 'yyyy"-Q"q', "[$€-2] #,##0", "[Blue][<5]0;General", "s0",
)  # fmt: skip
_ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NUM!", "#VALUE!", "#NULL!")


def _value(rng: random.Random) -> Any:
    """A value of any kind that a cell may hold, or none."""
    kind = rng.randrange(9)
    if kind == 0:
        return None
    if kind == 1:
        return rng.choice(_WORDS)
    if kind == 2:
        return rng.choice((True, False))
    if kind == 3:
        return rng.randrange(-(10**6), 10**6)
    if kind == 4:
        return rng.choice((1e-300, 1e300, 0.1 + 0.2, -1e-7, 2**53, 123456789.123456789, 1e15))
    if kind == 5:
        return dt.date(1990, 1, 1) + dt.timedelta(days=rng.randrange(40_000))
    if kind == 6:
        return dt.datetime(2001, 2, 3) + dt.timedelta(seconds=rng.randrange(10**9))
    if kind == 7:
        return round(rng.uniform(-1e4, 1e4), 2)
    return f"text {rng.randrange(1000)}"


def _rows(seed: int) -> list[list[Any]]:
    rng = random.Random(seed)
    width, height = rng.randrange(3, 14), rng.randrange(3, 40)
    rows = [[_value(rng) for _ in range(width)] for _ in range(height)]
    for _ in range(seed % 4):
        rows[rng.randrange(height)] = [None] * width
    if seed % 3 == 0:
        for line in rows:
            line[0] = None
    return rows


def by_openpyxl(seed: int, mac: bool = False) -> bytes:
    """Mixed values by openpyxl; two sheets, the second may be hidden."""
    made = openpyxl.Workbook()
    if mac:
        made.epoch = CALENDAR_MAC_1904
    for line in _rows(seed):
        made.active.append(line)
    second = made.create_sheet("Zweite & <Tab>")
    for line in _rows(seed + 1000):
        second.append(line)
    second.sheet_state = "hidden" if seed % 2 else "visible"
    made.active.row_dimensions[2].hidden = True
    return saved(made)


def by_xlsxwriter(seed: int, **options: Any) -> bytes:
    """Mixed values by XlsxWriter, with its own way of strings and dates."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "dd/mm/yy", **options}) as made:
        page = made.add_worksheet("Data")
        for number, line in enumerate(_rows(seed)):
            for place, cell in enumerate(line):
                if isinstance(cell, str):
                    page.write_string(number, place, cell)
                elif cell is not None:
                    page.write(number, place, cell)
    return buffer.getvalue()


def saved(made: openpyxl.Workbook) -> bytes:
    """A workbook of openpyxl as a file."""
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _formats(mac: bool) -> bytes:
    made = openpyxl.Workbook()
    if mac:
        made.epoch = CALENDAR_MAC_1904
    for number, shown in enumerate(_FORMATS, 1):
        for place, value in enumerate((0, 0.25, 1, 59, 61, 1.5, 45_000, 45_000.75, -3, 1e6), 1):
            cell = made.active.cell(number, place, value)
            cell.number_format = shown
    return saved(made)


def _times() -> bytes:
    made = openpyxl.Workbook()
    made.active.append([dt.time(6, 30), dt.time(23, 59, 59), dt.timedelta(hours=30), dt.time(0, 0)])
    return saved(made)


def _errors() -> bytes:
    made = openpyxl.Workbook()
    for number, code in enumerate(_ERRORS, 1):
        made.active.cell(number, 1, f"row {number}")
        cell = made.active.cell(number, 2)
        cell.value, cell.data_type = code, "e"
    return saved(made)


def _formulas(stored: bool) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        page = made.add_worksheet()
        for number, value in enumerate((3, "text", True, 1.5e-9, "", "#N/A", -0.0)):
            page.write_number(number, 0, number)
            page.write_formula(number, 1, "=A1", value=value if stored else 0)
        page.write_array_formula("C1:C3", "{=A1:A3*2}", value=8)
        page.write_dynamic_array_formula("D1", "=SORT(A1:A3)", value=1)
    data = buffer.getvalue()
    if stored:
        return data
    return rezip(data, lambda name, content: re.sub(rb"<v>[^<]*</v></c>", b"</c>", content)
                 if name == corpus.SHEET else content)  # fmt: skip


def _never_calculated() -> bytes:
    made = openpyxl.Workbook()
    made.active.append([1, "=A1*2", "=SUM(A1:A1)", "plain"])
    made.active["E1"] = ArrayFormula("E1:E2", "=A1:A2*2")
    return saved(made)


def _shared_formulas() -> bytes:
    first = '<c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>2</v></c>'
    rows = corpus.row(1, corpus.number("A1", "1"), first)
    for n in (2, 3):
        value = f"<v>{2 * n}</v>" if n == 2 else ""
        rows += corpus.row(
            n, corpus.number(f"A{n}", str(n)), f'<c r="B{n}"><f t="shared" si="0"/>{value}</c>'
        )
    return corpus.made(corpus.sheet(rows))


def _merged() -> bytes:
    made = openpyxl.Workbook()
    for line in _rows(5):
        made.active.append(line)
    for ranged in ("A1:C1", "B3:B5", "D2:E4"):
        made.active.merge_cells(ranged)
    return saved(made)


def _merged_with_values() -> bytes:
    rows = "".join(corpus.row(n, f"a{n}", f"b{n}", f"c{n}") for n in (1, 2, 3))
    merges = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    return corpus.made(corpus.sheet(rows, after=merges))


def _dimension(stated: str) -> bytes:
    stated_tag = f'<dimension ref="{stated}"'.encode() if stated else b"<x"

    def change(name: str, content: bytes) -> bytes:
        if name != corpus.SHEET:
            return content
        return re.sub(rb'<dimension ref="[^"]*"', stated_tag, content)

    return rezip(by_xlsxwriter(7), change)


def _rich() -> bytes:
    made = openpyxl.Workbook()
    bold = TextBlock(InlineFont(b=True), "bold ")
    made.active["A1"] = CellRichText("plain ", bold, " and plain")
    made.active["B2"] = CellRichText(bold, TextBlock(InlineFont(i=True), "  two  "))
    return saved(made)


def _rich_shared() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        page, bold = made.add_worksheet(), made.add_format({"bold": True})
        page.write_rich_string("A1", "plain ", bold, "bold", " rest ")
        page.write_string("B1", "  kept  ")
        page.write_string("C1", "line\nbreak\ttab")
        page.write_string("D1", "\x07bell _x0041_ \r\n")
        page.write_blank("E1", None, bold)
    return buffer.getvalue()


def _inline() -> bytes:
    cells = (
        corpus.text("A1", "  kept  "),
        '<c r="B1" t="inlineStr"><is><r><t>two</t></r><r><t> runs</t></r></is></c>',
        '<c r="C1" t="inlineStr"><is><t/></is></c>',
        '<c r="D1" t="str"><v>text of a formula</v></c>',
        '<c r="E1" t="d"><v>2024-03-05T00:00:00</v></c>', '<c r="F1" t="d"><v>2024-03-05</v></c>',
        '<c r="G1" t="b"><v>1</v></c>', '<c r="H1"><v> 5 </v></c>',
    )  # fmt: skip
    return corpus.made(corpus.sheet(corpus.row(1, *cells)))


def _without_places() -> bytes:
    first = "<row><c><v>1</v></c><c t='inlineStr'><is><t>two</t></is></c></row>"
    rows = first + "<row/><row><c><v>3</v></c></row>"
    return corpus.made(corpus.sheet(rows))


def _far_begin() -> bytes:
    made = openpyxl.Workbook()
    made.active["D9"] = "first"
    made.active["F9"] = 7
    made.active["E12"] = dt.date(2024, 2, 29)
    return saved(made)


def _phonetic() -> bytes:
    xml = (
        f'<sst xmlns="{corpus.MAIN}"><si><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh></si>'
        "<si><r><t>run </t></r><r><t>two</t></r></si></sst>"
    )
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    linked = {
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{corpus.PACKAGE}">'
        f'<Relationship Id="rId1" Type="{corpus.OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{corpus.OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
    }
    return corpus.made(corpus.sheet(corpus.row(1, cells)), extra={corpus.STRINGS: xml, **linked})


BOOKS: dict[str, Callable[[], bytes]] = {
    **{f"openpyxl, seed {n}": partial(by_openpyxl, n) for n in range(20)},
    **{f"openpyxl, seed {n}, 1904": partial(by_openpyxl, n, mac=True) for n in range(4)},
    **{f"XlsxWriter, seed {n}": partial(by_xlsxwriter, n) for n in range(20)},
    **{f"XlsxWriter, seed {n}, 1904": partial(by_xlsxwriter, n, date_1904=True) for n in range(4)},
    **{
        f"XlsxWriter, seed {n}, strings in line": partial(by_xlsxwriter, n, constant_memory=True)
        for n in range(4)
    },
    "number formats, 1900": partial(_formats, mac=False),
    "number formats, 1904": partial(_formats, mac=True),
    "times and durations": _times,
    "error cells": _errors,
    "formulas with stored values": partial(_formulas, stored=True),
    "formulas without stored values": partial(_formulas, stored=False),
    "formulas that were never calculated": _never_calculated,
    "shared formulas": _shared_formulas,
    "merged cells": _merged,
    "merged cells that hold values": _merged_with_values,
    "dimension too small": partial(_dimension, "A1:B2"),
    "dimension too large": partial(_dimension, "A1:XFD1048576"),
    "no dimension": partial(_dimension, ""),
    "rich text in line": _rich,
    "rich text, spaces, control signs": _rich_shared,
    "cells of every kind in line": _inline,
    "cells without places": _without_places,
    "first cell at D9": _far_begin,
    "phonetic guides": _phonetic,
}
