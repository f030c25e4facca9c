"""Cells as they stand in a file, before anything is made of them.

Only the standard library is imported here: the child process starts with it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

MAX_FILE_MB = 25
MAX_ROWS = 50_000
MAX_COLUMNS = 500
MAX_CELLS = 2_000_000


class UnreadableFileError(Exception):
    """A file that cannot be read as a whole: what is wrong, and the remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error of the spreadsheet program, such as ``#REF!``."""

    code: str


@dataclass(frozen=True, slots=True)
class Uncached:
    """A formula whose value the spreadsheet program never stored."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A value of a kind that no column takes, a time of day say."""

    text: str


Cell = None | str | float | bool | dt.date | dt.datetime | CellError | Uncached | Unsupported


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet; ``rows[0]`` is row 1. Rows may differ in length; a blank is ``None`` or ``""``."""

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    hidden_rows: int = 0


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """All sheets in order, with plain sentences about what was not used."""

    sheets: tuple[RawSheet, ...]
    notes: tuple[str, ...] = ()
    data_hash: str = field(default="")


def encode(cell: Any) -> list[str]:
    """A cell that JSON does not know, tagged by its kind; for ``json.dumps(default=…)``."""
    if isinstance(cell, dt.datetime):
        return ["t", cell.isoformat()]
    if isinstance(cell, dt.date):
        return ["d", cell.isoformat()]
    if isinstance(cell, CellError):
        return ["e", cell.code]
    if isinstance(cell, Uncached):
        return ["f", ""]
    return ["o", str(cell)]


def decode(item: list[str]) -> Cell:
    """The cell that :func:`encode` wrote."""
    tag, text = item
    if tag == "t":
        return dt.datetime.fromisoformat(text)
    if tag == "d":
        return dt.date.fromisoformat(text)
    if tag == "e":
        return CellError(text)
    return Uncached() if tag == "f" else Unsupported(text)


def workbook_of_answer(answer: bytes) -> RawWorkbook:
    """What a child process sent, as values.

    The hash is taken over names and cells alone, whatever the file's bytes.

    Raises
    ------
    UnreadableFileError
        If the answer says that the file cannot be read.
    """
    first, _, body = answer.partition(b"\n")
    head = json.loads(first)
    if "problem" in head:
        raise UnreadableFileError(head["problem"], head["remedy"])
    sheets = []
    for about, (name, rows) in zip(head["sheets"], json.loads(body), strict=True):
        for row in rows:
            for place, item in enumerate(row):
                if item.__class__ is list:
                    row[place] = decode(item)
        sheets.append(RawSheet(name, rows, about["hidden"], about["hidden_rows"]))
    return RawWorkbook(tuple(sheets), tuple(head["notes"]), hashlib.sha256(body).hexdigest())
