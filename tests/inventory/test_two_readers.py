"""Our reading of cells against openpyxl's, cell by cell: samples, and workbooks of many kinds.

Where the two differ, the difference is one of a table, with its reason: most are reported
as issues by our reader, as the other loses something in silence.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import openpyxl
import pytest

from cockpit.inventory.formats import read_raw
from cockpit.inventory.raw import (
    Cell,
    CellError,
    RawSheet,
    RawWorkbook,
    Uncached,
    Unsupported,
)
from cockpit.inventory.reader import read_workbook
from sample_data import BROKEN, MINIMAL, SAMPLE
from tests.inventory.varied_books import BOOKS

FILES = {path.stem: path.read_bytes for path in (SAMPLE, MINIMAL, BROKEN)} | BOOKS
MODES = ("whole", "streamed")
#: Every difference between the two readers that there may be; each must occur.
EXPLAINED = {
    "error": "We mark an error cell, which blocks its row; openpyxl gives its code as a text.",
    "no value": "We mark a formula without a stored value, which is refused; openpyxl gives None.",
    "time": "No column takes a time of day; we mark it, which is refused with its text.",
    "duration": "No column takes a duration; we mark it, which is refused with its text.",
    "before day 0": "A serial below 0 is no day; we mark it, openpyxl counts back.",
    "midnight": "A day without a time is a date here, a datetime at midnight in openpyxl.",
    "escape": "A control sign stored as _x0007_ is that sign here, as in a spreadsheet program.",
    "spaces": "Spaces at the ends of a run that the file does not mark as kept are left out here.",
    "padded": "A number stored between spaces is a text here, and read by the rules for text.",
    "covered": "A value below a merged cell is kept here; openpyxl drops it when it reads whole.",
}
_ESCAPED = re.compile(r"_x(00[01][0-9A-F])_")


def _pages(data: bytes, mode: str) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Sheets by openpyxl with their rows of values."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=mode != "whole")
        for page in book.worksheets:
            if mode != "whole":
                page.reset_dimensions()
            yield page.title, list(page.iter_rows(values_only=True))
        book.close()


def _difference(mine: Any, theirs: Any) -> str:
    """Why two values of one cell differ: ``""`` where they are the same."""
    if mine == "" or mine is None:
        return "" if theirs is None or theirs == "" else "unexplained"
    if isinstance(mine, CellError):
        return "error" if mine.code == theirs else "unexplained"
    if isinstance(mine, Uncached):
        return "no value" if theirs is None else "unexplained"
    if isinstance(mine, Unsupported):
        return _unsupported(mine.text, theirs)
    if isinstance(theirs, dt.datetime) and type(mine) is dt.date:
        return "midnight" if theirs == dt.datetime.combine(mine, dt.time()) else "unexplained"
    if isinstance(mine, str) and isinstance(theirs, str) and mine != theirs:
        if mine == _ESCAPED.sub(_sign, theirs):
            return "escape"
        return "spaces" if mine.replace(" ", "") == theirs.replace(" ", "") else "unexplained"
    if isinstance(mine, str) and isinstance(theirs, (int, float)):
        return "padded" if float(mine.strip()) == theirs and " " in mine else "unexplained"
    if isinstance(mine, bool) is not isinstance(theirs, bool):
        return "unexplained"
    return "" if mine == theirs else "unexplained"


def _unsupported(text: str, theirs: Any) -> str:
    if isinstance(theirs, dt.datetime):
        return "before day 0" if theirs < dt.datetime(1904, 1, 1) else "unexplained"
    if isinstance(theirs, dt.time):
        return "time" if text.startswith(theirs.isoformat("seconds")) else "unexplained"
    if isinstance(theirs, dt.timedelta):
        return "duration" if text == str(theirs) else "unexplained"
    return "unexplained"


def _covered(sheet: RawSheet, row: int, column: int) -> bool:
    """Whether a cell lies below a merged one, and is not its first."""
    return any(
        top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
        for top, left, bottom, right in sheet.merged
    )


def _sign(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


@cache
def differences(label: str, mode: str) -> tuple[int, Counter[str], tuple[Any, ...]]:
    """Cells compared, differences by reason, and those without one."""
    data = FILES[label]()
    raw = read_raw(data, "book.xlsx")
    pages = list(_pages(data, mode))
    assert [sheet.name for sheet in raw.sheets] == [name for name, _ in pages]
    compared, found, open_ = 0, Counter[str](), []
    for sheet, (_, rows) in zip(raw.sheets, pages, strict=True):
        height = max(len(sheet.rows), len(rows))
        for number in range(height):
            ours = sheet.rows[number] if number < len(sheet.rows) else []
            other = rows[number] if number < len(rows) else ()
            for place in range(max(len(ours), len(other))):
                mine = ours[place] if place < len(ours) else None
                theirs = other[place] if place < len(other) else None
                compared += mine not in (None, "") or theirs is not None
                reason = _difference(mine, theirs)
                if reason == "unexplained" and theirs is None and _covered(sheet, number, place):
                    reason = "covered"
                if reason == "unexplained":
                    open_.append((sheet.name, number + 1, place + 1, mine, theirs))
                elif reason:
                    found[reason] += 1
    return compared, found, tuple(open_)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("label", FILES)
def test_both_readers_see_the_same_cells(label: str, mode: str) -> None:
    compared, _, unexplained = differences(label, mode)
    assert unexplained == ()
    assert compared > 0


def test_each_explained_difference_occurs() -> None:
    seen: Counter[str] = Counter()
    for label in FILES:
        for mode in MODES:
            seen += differences(label, mode)[1]
    assert set(seen) == set(EXPLAINED)
    assert len(BOOKS) >= 60


@pytest.mark.parametrize("lost", [CellError("#REF!"), Uncached(), Unsupported("06:00:00")])
def test_what_the_other_reader_loses_is_an_issue_here(lost: Cell) -> None:
    rows: list[list[Cell]] = [["Name", "Annual cost"], ["Alpha", lost], ["Beta", 1.0]]
    reading = read_workbook(RawWorkbook((RawSheet("Initiatives", rows),)), "book.xlsx")
    assert [(each.row, each.column) for each in reading.errors] == [(2, "Annual cost")]
    assert [each.row for each in reading.rejected] == [2]
