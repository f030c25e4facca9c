"""What a reader hands back inside the child process; see :mod:`cockpit.inventory.handover`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import python_calamine

from cockpit.inventory.handover import pack_answer, pack_cells
from cockpit.inventory.raw import (
    CellError,
    Limits,
    RowRemark,
    TextFormat,
    Uncached,
    UnreadableFileError,
    Unsupported,
)

#: What a second pass has seen in a cell and the reader of values loses.
Mark = CellError | Uncached | Unsupported | str
#: By row and column from 0.
Marks = Mapping[tuple[int, int], Mark]

DAMAGED = UnreadableFileError(
    "The file is damaged or was cut off.", "Download or save it again, then upload it."
)
SHRINK = "Delete rows and columns beyond the data, or split the file, and save it again."


@dataclass
class SheetCells:
    """One sheet as read; the fields are those of a raw sheet."""

    name: str
    rows: list[list[Any]]
    hidden: bool = False
    hidden_row_numbers: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    text_format: TextFormat | None = None
    remarks: list[RowRemark] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


@dataclass
class Extract:
    """All sheets in order, with plain sentences about what was not used."""

    sheets: list[SheetCells]
    notes: list[str] = field(default_factory=list)

    def answer(self, limits: Limits) -> bytes:
        """What the parent gets.

        Raises
        ------
        UnreadableFileError
            If they are larger than the parent takes.
        """
        cells = pack_cells([(sheet.name, sheet.rows) for sheet in self.sheets])
        if len(cells) > limits.answer_mb * 2**20:
            raise UnreadableFileError(
                "The file repeats more text than can be handled.",
                "Delete sheets and columns that are not needed.",
            )
        about = []
        for sheet in self.sheets:
            sheet.rows = []
            item = asdict(sheet)
            del item["rows"], item["name"]
            about.append(item)
        return pack_answer(about, self.notes, cells)


def open_book(data: Any) -> Any:
    """The workbook as the library opens it.

    Raises
    ------
    UnreadableFileError
        If it cannot.
    """
    try:
        return python_calamine.CalamineWorkbook.from_filelike(data)
    except python_calamine.PasswordError as error:
        raise PROTECTED from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise DAMAGED from error


PROTECTED = UnreadableFileError(
    "The file is protected by a password.", "Save a copy without a password and upload that."
)


def open_sheet(book: Any, name: str) -> Any:
    """One sheet as the library reads it, which it does anew at each call.

    Raises
    ------
    UnreadableFileError
        If it cannot be read.
    """
    try:
        return book.get_sheet_by_name(name)
    except (python_calamine.CalamineError, python_calamine.WorksheetNotFound, OSError) as error:
        raise UnreadableFileError(
            f"The content of the sheet {name!r} is damaged.", DAMAGED.remedy
        ) from error


def sheet_rows(sheet: Any, marks: Marks, limits: Limits) -> list[list[Any]]:
    """Cells of one sheet: a blank is ``""``, marks take their places.

    Raises
    ------
    UnreadableFileError
        If a text is longer than the limit.
    """
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    for (row, column), mark in marks.items():
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = mark
    longest = limits.text_characters
    for number, line in enumerate(rows):
        while line and line[-1] == "":
            line.pop()
        for cell in line:
            if cell.__class__ is str and len(cell) > longest:
                refuse_long(sheet.name, number + 1, limits)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def refuse_long(name: str, row: int, limits: Limits) -> None:
    """Say that a cell holds too long a text."""
    raise UnreadableFileError(
        f"A cell in row {row:,} of {name!r} holds more than {limits.text_characters:,} characters.",
        "Shorten it, or delete that column.",
    )


def first_places(places: list[tuple[int, int]], most: int = 5) -> str:
    """Cells as a spreadsheet program names them, the first few of them."""
    shown = ", ".join(f"{_letters(column)}{row + 1}" for row, column in places[:most])
    return shown + (", …" if len(places) > most else "")


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
