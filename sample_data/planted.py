"""Write the deliberately broken inventory from ``source/broken/``, one CSV file a sheet.

What is wrong where stands in ``broken_inventory_expected.csv``, written by hand.
The template's writer is of no use here, since it keeps to the contract. A source
cell is written as a number or a date if it reads as one, else as text, with these
signs:

- ``'`` in front: text, whatever follows (``'NaN``),
- ``=formula``: a formula without a stored value, as programs write that do not compute,
- ``=formula -> #REF!``: a formula that ended in that error,
- ``{zero-width space}``: that character, which nobody would see here either.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from cockpit.inventory.contract import SHEETS

SOURCE = Path(__file__).resolve().parent / "source" / "broken"

_CREATED = dt.datetime(2026, 1, 1)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
#: Stands for "no stored value" until the package is rewritten; no source cell holds it.
_UNCACHED = -98765432123


def write_broken(target: Path) -> None:
    """Write the broken workbook; the same sources give the same bytes."""
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": "A broken AI value inventory", "created": _CREATED})
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in SHEETS.values():
        page = book.add_worksheet(sheet.title)
        page.freeze_panes(1, 0)
        path = SOURCE / f"{sheet.name}.csv"
        with path.open(newline="", encoding="utf-8") as file:
            for number, row in enumerate(csv.reader(file)):
                for place, text in enumerate(row):
                    _write(page, number, place, text, bold if number == 0 else day)
        page.set_column(0, 15, 18)
    book.close()
    target.write_bytes(_without_stored_values(buffer.getvalue()))


def _write(page: Worksheet, row: int, place: int, text: str, style: Any) -> None:
    if text == "":
        return
    if text.startswith("="):
        formula, _, error = text.partition(" -> ")
        page.write_formula(row, place, formula, None, error or _UNCACHED)
        return
    value = _value(text)
    if isinstance(value, dt.date):
        page.write_datetime(row, place, value, style)
    elif isinstance(value, str):
        page.write_string(row, place, value, style if row == 0 else None)
    else:
        page.write_number(row, place, value)


def _value(text: str) -> str | float | dt.date:
    if text.startswith("'"):
        return text[1:]
    try:
        return float(text)
    except ValueError:
        pass
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text.replace("{zero-width space}", "\u200b")


def _without_stored_values(package: bytes) -> bytes:
    """The package with the value taken out of each formula that must have none."""
    rewritten = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name).replace(f"<v>{_UNCACHED}</v>".encode(), b"")
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, content)
    return rewritten.getvalue()
