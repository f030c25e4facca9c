"""Reads text with columns (.csv, .tsv, .txt): every value stays the text that it is.

What can be read in two ways (encoding, delimiter, decimal sign) is detected, told as a
:class:`TextFormat`, and can be stated by the person. Rows that do not fit the header are
marked, never moved. Runs in the child process only.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import PurePosixPath
from typing import Any

from cockpit.inventory.currencies import SIGN
from cockpit.inventory.extracted import SHRINK, Extract, SheetCells
from cockpit.inventory.raw import (
    ERROR_CODES,
    CellError,
    Limits,
    ReadOptions,
    RowRemark,
    TextFormat,
    UnreadableFileError,
)
from cockpit.inventory.text_delimiter import NAMES, detect_delimiter
from cockpit.inventory.text_encoding import decode_text

#: Stands for "no delimiter": no text holds it, as it separates records in old protocols.
_NONE = "\x1f"
_END_MARK = "\x1e"
_SEPARATOR_LINE = re.compile(r'\A"?sep=(.)"?(?:\r\n?|\n|\Z)', re.IGNORECASE)
_SIGNED = rf"[-+(]?(?:[A-Z]{{3}}|{SIGN})?\s?"
_DECIMAL_COMMA = re.compile(_SIGNED + r"(?:\d{1,3}(?:[. ’']\d{3})+,\d+|\d+,\d{1,2})\D{0,4}")
_DECIMAL_POINT = re.compile(_SIGNED + r"(?:\d{1,3}(?:[, ’']\d{3})+\.\d+|\d+\.\d{1,2})\D{0,4}")
_DECIMAL_ROWS = 2_000


def read_text(data: bytes, name: str, options: ReadOptions, limits: Limits) -> Extract:
    """One sheet, called after the file.

    Raises
    ------
    UnreadableFileError
        If the text cannot be decoded, has no content or lies beyond the limits.
    """
    sheet = text_sheet(data, sheet_name(name), options, limits)
    return Extract([sheet], text_notes([sheet]))


def text_notes(sheets: list[SheetCells]) -> list[str]:
    """A sentence for each sheet on how it was read."""
    return [
        f"The text {sheet.name!r}: {sheet.text_format.remark}"
        for sheet in sheets
        if sheet.text_format is not None
    ]


def sheet_name(name: str) -> str:
    """What the sheet of a text file is called: its name without folder and ending."""
    return PurePosixPath(name.replace("\\", "/")).stem.strip() or "Text file"


def text_sheet(data: bytes, name: str, options: ReadOptions, limits: Limits) -> SheetCells:
    """The one sheet of a text file.

    Raises
    ------
    UnreadableFileError
        As :func:`read_text`.
    """
    decoded = decode_text(data, options.encoding)
    text, certain, said = decoded.text, decoded.certain, [decoded.remark]
    if not text.strip():
        raise UnreadableFileError(
            f"{name!r} holds no text.", "Save it again, with one row of headers, then upload it."
        )
    line = _SEPARATOR_LINE.match(text)
    if line:
        text = text[line.end() :]
        said.append("The first line (sep=) states the delimiter and is no row.")
    if options.delimiter is not None:
        delimiter = _checked(options.delimiter)
        said.append(f"Columns separated by {NAMES.get(delimiter, repr(delimiter))}, as stated.")
    elif line:
        delimiter = line[1]
    else:
        found = detect_delimiter(text)
        delimiter, certain = found.delimiter, certain and found.certain
        said.append(found.remark)
    rows = _rows(text, name, delimiter or _NONE, limits)
    if not rows:
        raise UnreadableFileError(
            f"{name!r} holds delimiters, but no text.",
            "Save it again, with one row of headers, then upload it.",
        )
    decimal, remark, clear = _decimal(rows)
    said.append(remark)
    remarks = _stray_quotes(text, delimiter or _NONE)
    if decoded.lost:
        remarks += _lost(rows)
    shown = TextFormat(decoded.encoding, delimiter, decimal, certain and clear, " ".join(said))
    remarks.sort(key=lambda each: each.row)
    cells = _with_errors(rows) if "#" in text else list(rows)
    return SheetCells(name, cells, text_format=shown, remarks=remarks)


def _with_errors(rows: list[list[str]]) -> list[list[Any]]:
    """The rows with what a spreadsheet program saved of failed formulas as errors again."""
    return [
        [CellError(cell) if cell in ERROR_CODES else cell for cell in row]
        if not ERROR_CODES.isdisjoint(row)
        else row
        for row in rows
    ]


def _checked(delimiter: str) -> str:
    if len(delimiter) > 1 or delimiter in ('"', "\r", "\n", "\0"):
        raise UnreadableFileError(
            f"{delimiter!r} cannot separate columns.", "Choose a comma, semicolon, tab or bar."
        )
    return delimiter


def _rows(text: str, name: str, delimiter: str, limits: Limits) -> list[list[str]]:
    """Every row up to the last with content.

    A row of our own is put behind the last: it is missing where a quotation mark is open.
    """
    csv.field_size_limit(limits.text_characters)
    mark = _END_MARK
    while mark in text:
        mark += _END_MARK
    source = io.StringIO(text + ("" if text.endswith(("\n", "\r")) else "\n") + mark, newline="")
    reader = csv.reader(source, delimiter=delimiter)
    rows: list[list[str]] = []
    blank = cells = 0
    line = 1
    ended = False
    try:
        for row in reader:
            if row == [mark]:
                ended = True
                break
            if not any(map(str.strip, row)):
                blank += 1
                line = reader.line_num + 1
                continue
            while len(row) > limits.columns and not row[-1].strip():
                row.pop()
            cells += len(row)
            if (
                len(row) > limits.columns
                or cells > limits.cells
                or (len(rows) + blank >= limits.last_row)
            ):
                _refuse_size(name, limits)
            rows += [[] for _ in range(blank)]
            rows.append(row)
            blank, line = 0, reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(
            f"In {name!r}, a cell in the row that begins in line {line:,} holds more than "
            f"{limits.text_characters:,} characters, or a quotation mark there is never closed.",
            "Shorten the cell or close the quotation mark.",
        ) from error
    if not ended:
        raise UnreadableFileError(
            f"In {name!r}, a quotation mark in the row that begins in line "
            f"{_opened(text, delimiter):,} is never closed; it swallows the rest of the file.",
            "Close the quotation mark, or write it twice inside a text.",
        )
    return rows


def _opened(text: str, delimiter: str) -> int:
    """The line in which the last row begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begin = last = 1
    for _ in reader:
        begin, last = last, reader.line_num + 1
    return begin


def _refuse_size(name: str, limits: Limits) -> None:
    raise UnreadableFileError(
        f"{name!r} reaches beyond {limits.rows:,} rows, {limits.columns} columns or "
        f"{limits.cells:,} cells.",
        SHRINK,
    )


def _decimal(rows: list[list[str]]) -> tuple[str, str, bool]:
    """The decimal sign that numbers show, a sentence, and whether they agree.

    A number such as ``1,234`` shows none.
    """
    votes: Counter[str] = Counter()
    for row in rows[:_DECIMAL_ROWS]:
        for cell in row:
            if len(cell) < 30 and ("," in cell or "." in cell):
                votes[","] += bool(_DECIMAL_COMMA.fullmatch(cell.strip()))
                votes["."] += bool(_DECIMAL_POINT.fullmatch(cell.strip()))
    comma, point = votes[","], votes["."]
    if comma and point:
        counted = f"{point:,} numbers show a point, {comma:,} a comma"
        return "", f"Decimal sign not clear: {counted}.", False
    if comma:
        return ",", "Decimal sign: comma.", True
    if point:
        return ".", "Decimal sign: point.", True
    return "", "No number shows a decimal sign.", True


def _stray_quotes(text: str, delimiter: str) -> list[RowRemark]:
    """The first row in which text follows a closing quotation mark."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    sound = 0
    try:
        for _ in reader:
            sound += 1
    except csv.Error:
        return [
            RowRemark(
                sound + 1,
                "Text follows a closing quotation mark; here and in rows below, a quotation mark "
                "may be missing from what was read.",
                "Write a quotation mark inside a text twice.",
                blocks=False,
            )
        ]
    return []


def _lost(rows: list[list[str]]) -> list[RowRemark]:
    return [
        RowRemark(
            number + 1,
            "A sign could not be read in the encoding of the file and shows as \ufffd.",
            "Correct the text, or choose another encoding.",
            blocks=False,
        )
        for number, row in enumerate(rows)
        if any("\ufffd" in cell for cell in row)
    ]
