"""Reads .xls: values by the library, what it loses by a walk over the records.

The records (MS-XLS) say which cells show an error, which rows are hidden and whether a
formula has a value. Runs in the child process only.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile
import python_calamine

from cockpit.inventory.binary_codes import error_text
from cockpit.inventory.extracted import (
    DAMAGED,
    PROTECTED,
    Extract,
    Marks,
    SheetCells,
    first_places,
    open_book,
    open_sheet,
    sheet_rows,
)
from cockpit.inventory.raw import CellError, Limits, ReadOptions, Uncached, UnreadableFileError
from cockpit.inventory.xlsx import merged_ranges, skipped_notes
from cockpit.inventory.xlsx_cells import check_size

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _SUPBOOK = 0x0809, 0x000A, 0x002F, 0x0085, 0x01AE
_ROW, _FORMULA, _BOOLERR, _MULRK, _COLUMNS = 0x0208, 0x0006, 0x0205, 0x00BD, 0x007D
#: Records of one cell with content, by row and column at their start.
_CELLS = frozenset({_FORMULA, _BOOLERR, 0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6})
_WORKSHEET = 0


@dataclass
class BinaryFlags:
    """Places (row, column; from 0) that a library of values would lose."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    blank_formulas: list[tuple[int, int]] = field(default_factory=list)
    formulas: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_xls(data: bytes, name: str, options: ReadOptions, limits: Limits) -> Extract:
    """Sheets of an .xls file.

    Raises
    ------
    UnreadableFileError
        If the file is no workbook, protected, damaged or beyond the limits.
    """
    stream, macros = _workbook_stream(data)
    kinds, links = _globals(stream)
    book = open_book(io.BytesIO(data))
    shown = python_calamine.SheetVisibleEnum.Visible
    about = book.sheets_metadata
    if len(about) != len(kinds):
        raise DAMAGED
    kept = [(m, place) for m, (kind, place) in zip(about, kinds, strict=True) if kind == _WORKSHEET]
    others = [m.name for m, (kind, _) in zip(about, kinds, strict=True) if kind != _WORKSHEET]
    flags = [_walk(stream, place, meta.name, limits) for meta, place in kept]
    notes = [*skipped_notes(others), *formula_notes([m.name for m, _ in kept], flags)]
    if macros:
        notes.insert(0, "The file holds macros; they were not run and not read.")
    if links:
        notes.append(
            "The file links to other files; the values stored last were read, the links not "
            "followed."
        )
    never = never_calculated(flags)
    sheets = []
    for (meta, _), found in zip(kept, flags, strict=True):
        marks = binary_marks(found, never)
        sheet = open_sheet(book, meta.name)
        merged = merged_ranges(sheet, limits)
        rows = sheet_rows(sheet, marks, limits)
        sheets.append(
            SheetCells(
                meta.name,
                rows,
                meta.visible != shown,
                sorted(found.hidden_rows),
                merged,
                hidden_columns=sorted(found.hidden_columns),
            )
        )
    if not sheets:
        raise UnreadableFileError(
            "The workbook has no sheet with cells.", "Add a sheet with your data."
        )
    return Extract(sheets, notes)


def never_calculated(flags: list[BinaryFlags]) -> bool:
    """Whether every formula of the file shows an empty text: no program ever calculated it."""
    formulas = sum(each.formulas for each in flags)
    return formulas > 0 and formulas == sum(len(each.blank_formulas) for each in flags)


def binary_marks(found: BinaryFlags, never: bool) -> Marks:
    """Cells that take the place of what the library gives."""
    marks: dict[tuple[int, int], CellError | Uncached] = {
        place: CellError(code) for place, code in found.errors.items()
    }
    if never:
        marks |= {place: Uncached() for place in found.blank_formulas}
    return marks


def formula_notes(names: list[str], flags: list[BinaryFlags]) -> list[str]:
    """What this kind of file does not tell about its formulas."""
    notes = []
    for name, found in zip(names, flags, strict=True):
        if found.blank_formulas and not never_calculated(flags):
            count = len(found.blank_formulas)
            notes.append(
                f"On the sheet {name!r}, {count:,} formula{'s' if count > 1 else ''} "
                f"({first_places(found.blank_formulas)}) show an empty text, read as blank; this "
                "format does not tell whether they were ever calculated."
            )
    return notes


def _workbook_stream(data: bytes) -> tuple[bytes, bool]:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if container.exists("EncryptedPackage"):
                raise PROTECTED
            for stream in ("Workbook", "Book"):
                if container.exists(stream):
                    return container.openstream(stream).read(), container.exists("_VBA_PROJECT_CUR")
    except (OSError, struct.error, IndexError, ValueError, TypeError) as error:
        raise DAMAGED from error
    raise UnreadableFileError(
        "This is a file in an old Office format, and not a workbook.",
        "Put the data into a spreadsheet and save it as .xlsx.",
    )


def _records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Kind, begin and length of each record of a substream, to its end."""
    depth, size = 0, len(stream)
    while place + 4 <= size:
        kind, length = struct.unpack_from("<HH", stream, place)
        if place + 4 + length > size:
            raise DAMAGED
        yield kind, place + 4, length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        place += 4 + length
    raise DAMAGED


def _globals(stream: bytes) -> tuple[list[tuple[int, int]], bool]:
    """Kind and place of each sheet, and whether other files are linked."""
    sheets, links = [], False
    for kind, at, length in _records(stream, 0):
        if kind == _FILEPASS:
            raise PROTECTED
        if kind == _BOUNDSHEET and length >= 6:
            place, _, what = struct.unpack_from("<IBB", stream, at)
            sheets.append((what & 0x0F, place))
        elif kind == _SUPBOOK and length > 4:
            links = True
    return sheets, links


def _walk(stream: bytes, place: int, name: str, limits: Limits) -> BinaryFlags:
    found, cells = BinaryFlags(), 0
    for kind, at, length in _records(stream, place):
        if kind in _CELLS and length >= 6:
            row, column = struct.unpack_from("<HH", stream, at)
            cells += 1
            check_size(name, row + 1, column + 1, cells, limits)
            if kind == _BOOLERR and length >= 8 and stream[at + 7]:
                found.errors[row, column] = error_text(stream[at + 6])
            elif kind == _FORMULA and length >= 14:
                found.formulas += 1
                if stream[at + 12 : at + 14] == b"\xff\xff":
                    what = stream[at + 6]
                    if what == 2:
                        found.errors[row, column] = error_text(stream[at + 8])
                    elif what == 3:
                        found.blank_formulas.append((row, column))
        elif kind == _MULRK and length >= 6:
            row, first = struct.unpack_from("<HH", stream, at)
            (last,) = struct.unpack_from("<H", stream, at + length - 2)
            cells += max(last - first + 1, 0)
            check_size(name, row + 1, last + 1, cells, limits)
        elif kind == _ROW and length >= 16 and stream[at + 12] & 0x20:
            found.hidden_rows.add(struct.unpack_from("<H", stream, at)[0] + 1)
        elif kind == _COLUMNS and length >= 10 and stream[at + 8] & 0x01:
            first, last = struct.unpack_from("<HH", stream, at)
            found.hidden_columns.update(range(first, min(last, limits.columns - 1) + 1))
    return found
