"""Reads .xlsx and .xlsm: values by the library, what it loses by a second pass over the XML.

Runs in the child process only.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from cockpit.inventory.extracted import (
    Extract,
    Marks,
    SheetCells,
    open_book,
    open_sheet,
    sheet_rows,
)
from cockpit.inventory.raw import CellError, Limits, ReadOptions, Uncached, UnreadableFileError
from cockpit.inventory.xlsx_cells import in_known_errors, refuse_repeated, scan_sheet
from cockpit.inventory.xlsx_package import sheet_parts

#: Kinds of sheet that the library does not know, by relation (.xlsx) and by folder (.xlsb).
_KIND = re.compile(rb"/xl(?:Intl)?macrosheet(?=[\"'])", re.IGNORECASE)
_FOLDER = re.compile(rb"(?<=\W)macrosheets/")
#: A formula of the form ``program|topic!item``.
_OTHER_PROGRAM = re.compile(rb"<f(?: [^<>]*)?>[^<|]*\|[^<!]*!")


def read_xlsx(data: bytes, name: str, options: ReadOptions, limits: Limits) -> Extract:
    """Sheets of an .xlsx or .xlsm file whose package was checked.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read as a whole.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts, others = sheet_parts(package)
        flags, changed, called = [], {}, False
        for part in parts:
            xml = package.read(part.member)
            flags.append(scan_sheet(part.name, xml, limits))
            known = in_known_errors(xml, flags[-1])
            if known is not None:
                changed[part.member] = known
            called = called or calls_programs(xml)
        notes = package_notes(package.namelist(), called) + skipped_notes(others)
    for part, found in zip(parts, flags, strict=True):
        limit_merges(part.name, len(found.merged), limits)
    book = open_package(data, "xl/workbook.xml", others, changed)
    sheets = []
    for part, found in zip(parts, flags, strict=True):
        marks: Marks = {place: CellError(code) for place, code in found.errors.items()} | {
            place: Uncached() for place in found.uncached
        }
        rows = sheet_rows(open_sheet(book, part.name), marks, limits)
        if sum(len(row) - row.count("") for row in rows) < found.filled + len(found.uncached):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                refuse_repeated(part.name, package.read(part.member))
        sheets.append(
            SheetCells(
                part.name,
                rows,
                part.hidden,
                sorted(found.hidden_rows),
                found.merged,
                hidden_columns=sorted(found.hidden_columns),
            )
        )
    return Extract(sheets, notes)


def open_package(
    data: bytes, workbook: str, others: list[str], changed: Mapping[str, bytes] | None = None
) -> Any:
    """The package as the library opens it; ``others`` are sheets of other kinds.

    ``changed`` holds members that the library gets in another wording.

    The library refuses a whole workbook for one macro sheet, so such a sheet is declared
    to be a dialog sheet, which the library knows and does not read.
    """
    if not others and not changed:
        return open_book(io.BytesIO(data))
    folder, _, name = workbook.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(copy, "w") as new:
        for member in old.namelist():
            content = (changed or {}).get(member) or old.read(member)
            if member == relations and others:
                content = _FOLDER.sub(b"dialogsheets/", _KIND.sub(b"/dialogsheet", content))
            new.writestr(member, content)
    copy.seek(0)
    return open_book(copy)


def merged_ranges(sheet: Any, limits: Limits) -> list[tuple[int, int, int, int]]:
    """Merged ranges that the library tells: first row and column, last row and column, from 0.

    Raises
    ------
    UnreadableFileError
        If there are more than the limit.
    """
    found = sheet.merged_cell_ranges or []
    limit_merges(sheet.name, len(found), limits)
    return [(*first, *last) for first, last in found]


def limit_merges(name: str, count: int, limits: Limits) -> None:
    """Refuse a sheet with too many merged ranges."""
    if count > limits.merges:
        raise UnreadableFileError(
            f"The sheet {name!r} has {count:,} merged ranges; more than {limits.merges:,} "
            "are not read.",
            "Unmerge the cells, or copy the values into a new workbook.",
        )


def calls_programs(xml: bytes) -> bool:
    """Whether a formula of the sheet asks another program for its value (DDE)."""
    return b"|" in xml and _OTHER_PROGRAM.search(xml) is not None


def package_notes(members: list[str], called: bool = False) -> list[str]:
    """Sentences about macros, links and calls of other programs in an Office package."""
    notes = []
    if any(name.lower().endswith("vbaproject.bin") for name in members):
        notes.append("The file holds macros; they were not run and not read.")
    if any(name.startswith("xl/externalLinks/") for name in members):
        notes.append(
            "The file links to other files; the values stored last were read, the links not "
            "followed."
        )
    if called:
        notes.append(
            "Formulas call other programs (DDE); the values stored last were read, no program was "
            "called."
        )
    return notes


def skipped_notes(names: list[str]) -> list[str]:
    """A sentence about sheets without cells of data: macro, dialog and chart sheets."""
    if not names:
        return []
    listed = ", ".join(repr(name) for name in names)
    return [f"Macro, dialog and chart sheets hold no data and were not read: {listed}."]
