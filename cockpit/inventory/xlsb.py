"""Reads .xlsb: values by the library, what it loses by a walk over the records (MS-XLSB).

Runs in the child process only.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from cockpit.inventory.binary_codes import error_text
from cockpit.inventory.extracted import DAMAGED, Extract, SheetCells, open_sheet, sheet_rows
from cockpit.inventory.raw import Limits, ReadOptions, UnreadableFileError
from cockpit.inventory.xls import BinaryFlags, binary_marks, formula_notes, never_calculated
from cockpit.inventory.xlsx import limit_merges, open_package, package_notes, skipped_notes
from cockpit.inventory.xlsx_cells import check_size
from cockpit.inventory.xlsx_package import Relation, relations

_WORKBOOK = "xl/workbook.bin"
_ROW, _BLANK, _MERGE, _SHEET, _COLUMNS = 0, 1, 176, 156, 60
_ERRORS, _FORMULA_TEXT, _CELLS = (3, 11), 8, range(2, 12)
_FORMULAS = range(8, 12)


def read_xlsb(data: bytes, name: str, options: ReadOptions, limits: Limits) -> Extract:
    """Sheets of an .xlsb file whose package was checked.

    Raises
    ------
    UnreadableFileError
        If the file is damaged or beyond the limits.
    """
    walked: list[tuple[str, bool, BinaryFlags, list[tuple[int, int, int, int]]]] = []
    others = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        targets = relations(package, _WORKBOOK)
        members = package.namelist()
        for title, relation, hidden in _sheets(package.read(_WORKBOOK)):
            target = targets.get(relation, Relation("", ""))
            if target.kind not in ("", "worksheet"):
                others.append(title)
            elif target.member not in members:
                raise UnreadableFileError(
                    f"The file names a sheet {title!r}, but the sheet's content is missing.",
                    "Open it in a spreadsheet program, save it as .xlsx, and upload that.",
                )
            else:
                found, merged = _walk(package.read(target.member), title, limits)
                walked.append((title, hidden, found, merged))
        notes = package_notes(members) + skipped_notes(others)
    if not walked:
        raise UnreadableFileError(
            "The workbook has no sheet with cells.", "Add a sheet with your data."
        )
    flags = [found for _, _, found, _ in walked]
    notes += formula_notes([title for title, *_ in walked], flags)
    never, book, sheets = never_calculated(flags), open_package(data, _WORKBOOK, others), []
    for title, hidden, found, merged in walked:
        rows = sheet_rows(open_sheet(book, title), binary_marks(found, never), limits)
        sheets.append(
            SheetCells(
                title,
                rows,
                hidden,
                sorted(found.hidden_rows),
                merged,
                hidden_columns=sorted(found.hidden_columns),
            )
        )
    return Extract(sheets, notes)


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, begin and length of each record; both numbers are of seven bits a byte."""
    place, size = 0, len(stream)
    try:
        while place < size:
            kind = stream[place]
            place += 1
            if kind & 0x80:
                kind = (kind & 0x7F) | (stream[place] & 0x7F) << 7
                place += 1
            length = shift = 0
            while True:
                byte = stream[place]
                place += 1
                length |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 or shift > 21:
                    break
            if place + length > size:
                raise DAMAGED
            yield kind, place, length
            place += length
    except IndexError as error:
        raise DAMAGED from error


def _sheets(stream: bytes) -> list[tuple[str, str, bool]]:
    """Name, relation and whether it is hidden, of each sheet in order."""
    found = []
    for kind, at, length in _records(stream):
        if kind != _SHEET:
            continue
        if length < 16:
            raise DAMAGED
        (state,) = struct.unpack_from("<I", stream, at)
        relation, place = _text(stream, at + 8, at + length)
        title, _ = _text(stream, place, at + length)
        found.append((title, relation, state != 0))
    return found


def _text(stream: bytes, place: int, end: int) -> tuple[str, int]:
    if place + 4 > end:
        raise DAMAGED
    (count,) = struct.unpack_from("<I", stream, place)
    last = place + 4 + 2 * count
    if last > end:
        raise DAMAGED
    return stream[place + 4 : last].decode("utf-16-le", "replace"), last


def _walk(
    stream: bytes, name: str, limits: Limits
) -> tuple[BinaryFlags, list[tuple[int, int, int, int]]]:
    found, merged = BinaryFlags(), []
    row = cells = 0
    for kind, at, length in _records(stream):
        if kind == _ROW and length >= 12:
            (row,) = struct.unpack_from("<I", stream, at)
            if stream[at + 11] & 0x10:
                found.hidden_rows.add(row + 1)
        elif kind == _COLUMNS and length >= 18 and stream[at + 16] & 0x01:
            first, last = struct.unpack_from("<II", stream, at)
            found.hidden_columns.update(range(first, min(last, limits.columns - 1) + 1))
        elif kind in _CELLS and length >= 8:
            (column,) = struct.unpack_from("<I", stream, at)
            cells += 1
            check_size(name, row + 1, column + 1, cells, limits)
            found.formulas += kind in _FORMULAS
            if kind in _ERRORS and length > 8:
                found.errors[row, column] = error_text(stream[at + 8])
            elif kind == _FORMULA_TEXT and stream[at + 8 : at + 12] == b"\0\0\0\0":
                found.blank_formulas.append((row, column))
        elif kind == _MERGE and length >= 16:
            top, bottom, left, right = struct.unpack_from("<IIII", stream, at)
            merged.append((top, left, bottom, right))
    limit_merges(name, len(merged), limits)
    return found, merged
