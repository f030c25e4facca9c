"""Workbooks written by hand with openpyxl, a library that the reader does not use."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl

from cockpit.inventory.reader import Reading, read_workbook
from cockpit.inventory.reading import Issue

AS_OF = dt.date(2026, 4, 15)

INITIATIVES = [["ID", "Name", "Peak rpm"], ["A", "Alpha", 200], ["B", "Beta", None]]
COST_HEAD = ["Initiative", "Layer", "Item", "Behaviour", "Timing", "Amount"]
BENEFIT_HEAD = ["Initiative", "Benefit", "Volume a month", "Value per unit"]
SETTINGS = [["Setting", "Value", "Date"], ["Currency", "EUR", None]]

Sheets = Mapping[str, Sequence[Sequence[Any]]]


def book(sheets: Sheets) -> bytes:
    """A workbook with these sheets; each is a list of rows, the first one the header."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def read(sheets: Sheets, as_of: dt.date | None = AS_OF) -> Reading:
    """Write and read a workbook."""
    return read_workbook(book(sheets), "book.xlsx", as_of)


def costs(*rows: Sequence[Any], extra: Sequence[str] = (), settings: Any = SETTINGS) -> Sheets:
    """Two initiatives and these cost rows."""
    return {
        "Initiatives": INITIATIVES,
        "Costs": [[*COST_HEAD, *extra], *rows],
        "Settings": settings,
    }


def benefits(*rows: Sequence[Any], extra: Sequence[str] = ()) -> Sheets:
    """Two initiatives and these benefit rows."""
    return {
        "Initiatives": INITIATIVES,
        "Benefits": [[*BENEFIT_HEAD, *extra], *rows],
        "Settings": SETTINGS,
    }


def at(issues: Sequence[Issue], sheet: str, row: int, column: str) -> list[Issue]:
    """The issues of one cell."""
    return [i for i in issues if (i.sheet, i.row, i.column) == (sheet, row, column)]


def rezip(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The same package with its members changed; ``None`` leaves a member out."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()
