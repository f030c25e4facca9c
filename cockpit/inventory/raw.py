"""Cells as they stand in a file, before anything is made of them.

Only the standard library is imported here: the child process starts with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a file may be. Every reader keeps to these; the documentation prints them.

    ``rows``, ``columns`` and ``cells`` (with content) hold for each sheet, ``ratio`` (inflated
    to packed) for parts above ``ratio_from_mb``; ``token_bytes`` is the longest single piece
    of XML, ``text_characters`` the longest text of a cell. ``rows`` counts data; titles and
    headers may stand on ``top_rows`` more.
    """

    file_mb: int = 25
    members: int = 2_000
    member_mb: int = 200
    inflated_mb: int = 300
    ratio: int = 200
    ratio_from_mb: int = 5
    depth: int = 64
    attributes: int = 100
    token_bytes: int = 2**20
    rows: int = 50_000
    top_rows: int = 20
    columns: int = 500
    cells: int = 4_000_000
    merges: int = 10_000
    text_characters: int = 65_536
    answer_mb: int = 256
    wall_seconds: float = 20.0
    memory_mb: int = 2_048

    @property
    def last_row(self) -> int:
        """Number of the last row that may hold anything."""
        return self.rows + self.top_rows


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person states about a text file; ``None`` leaves it to detection.

    ``encoding`` is a codec name such as ``"cp1252"``, ``delimiter`` a single sign, or ``""``
    where each line is one cell.
    """

    encoding: str | None = None
    delimiter: str | None = None


#: Nothing stated: everything is detected.
DETECTED = ReadOptions()


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a text file was read: detected, or as the person stated.

    ``decimal`` is the decimal sign that its numbers show, ``""`` where none shows any.
    ``certain`` is false where another reading is possible; ``remark`` says what was seen.
    """

    encoding: str
    delimiter: str
    decimal: str
    certain: bool
    remark: str


class UnreadableFileError(Exception):
    """A file that cannot be read as a whole: what is wrong, and the remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


#: What spreadsheet programs write into a cell whose formula failed.
ERROR_CODES = frozenset(
    {
        "#BLOCKED!",
        "#BUSY!",
        "#CALC!",
        "#CONNECT!",
        "#DIV/0!",
        "#FIELD!",
        "#GETTING_DATA",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#SPILL!",
        "#UNKNOWN!",
        "#VALUE!",
    }
)


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error of the spreadsheet program, such as ``#REF!``."""

    code: str


@dataclass(frozen=True, slots=True)
class Uncached:
    """A formula whose value the spreadsheet program never stored."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A value of a kind that no column takes: a time of day, or a ``duration``."""

    text: str
    duration: bool = False


Cell = None | str | float | bool | dt.date | dt.datetime | CellError | Uncached | Unsupported


@dataclass(frozen=True, slots=True)
class RowRemark:
    """What is odd about a row as it stands in the file; ``row`` counts from 1.

    ``blocks`` where its cells may stand below the wrong headers, so that the row must not
    be used before a person has looked at it.
    """

    row: int
    problem: str
    remedy: str
    blocks: bool


def too_wide(row: int, cells: int, header: int) -> RowRemark:
    """The remark on a row of a text file that has more cells than its header."""
    return RowRemark(
        row,
        f"The row has {cells} cells, the header {header}: cells may stand below the wrong headers.",
        "Put quotation marks around the text that holds the delimiter.",
        blocks=True,
    )


def _too_short(row: int, cells: int, header: int) -> RowRemark:
    return RowRemark(
        row,
        f"The row ends after {cells} of {header} cells; the others are read as blank.",
        "If a line break broke it, put quotation marks around the text with the line break.",
        blocks=False,
    )


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet; ``rows[0]`` is row 1. Rows may differ in length; a blank is ``None`` or ``""``.

    ``hidden_row_numbers`` counts from 1; ``merged`` holds first row, first column, last row
    and last column, from 0; ``text_format`` is there for text files only; ``remarks`` are in
    the order of their rows, ``hidden_columns`` counts from 0.
    """

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    hidden_row_numbers: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    text_format: TextFormat | None = None
    remarks: tuple[RowRemark, ...] = ()
    hidden_columns: tuple[int, ...] = ()

    def odd_rows(self, header_row: int) -> dict[int, list[RowRemark]]:
        """Remarks by row number (from 1), once it is known in which row the header is (from 0).

        Beside those of the reader, of text files alone: a row with content to the right of
        the header has been split at one delimiter too many, so that its cells may stand
        below the wrong headers. A row that ends early is odd only where most rows do not.
        """
        found: dict[int, list[RowRemark]] = {}
        for remark in self.remarks:
            found.setdefault(remark.row, []).append(remark)
        if self.text_format is None:
            return found
        width = len(self.rows[header_row])
        below = [row for row in self.rows[header_row + 1 :] if row]
        early_is_odd = 2 * sum(len(row) >= width for row in below) >= len(below)
        for number, row in enumerate(self.rows[header_row + 1 :], header_row + 2):
            size = len(row)
            if size > width and any(str(cell).strip() for cell in row[width:]):
                found.setdefault(number, []).append(too_wide(number, size, width))
            elif 0 < size < width and early_is_odd:
                found.setdefault(number, []).append(_too_short(number, size, width))
        return found

    def hidden_among(self, headers: Mapping[int, str]) -> list[str]:
        """The headers, by place, whose column is hidden."""
        hidden = set(self.hidden_columns)
        return [text for place, text in headers.items() if place in hidden]

    @property
    def hidden_rows(self) -> int:
        """How many rows are hidden."""
        return len(self.hidden_row_numbers)


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """All sheets in order, with plain sentences about what was not used."""

    sheets: tuple[RawSheet, ...]
    notes: tuple[str, ...] = ()
    data_hash: str = field(default="")
