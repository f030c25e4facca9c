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
    """One sheet; ``rows[0]`` is row 1. Rows may differ in length."""

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


def encode(cell: Any) -> Any:
    """A cell for JSON: blank, text, number and truth as they are, others tagged."""
    if cell is None or isinstance(cell, (bool, int, float)):
        return cell
    if isinstance(cell, str):
        return cell if cell else None
    if isinstance(cell, dt.datetime):
        return ["t", cell.isoformat()]
    if isinstance(cell, dt.date):
        return ["d", cell.isoformat()]
    if isinstance(cell, CellError):
        return ["e", cell.code]
    if isinstance(cell, Uncached):
        return ["f", ""]
    return ["o", cell.text if isinstance(cell, Unsupported) else str(cell)]


def decode(item: Any) -> Cell:
    """The cell that :func:`encode` wrote."""
    if not isinstance(item, list):
        return item
    tag, text = item
    if tag == "t":
        return dt.datetime.fromisoformat(text)
    if tag == "d":
        return dt.date.fromisoformat(text)
    if tag == "e":
        return CellError(text)
    return Uncached() if tag == "f" else Unsupported(text)


def workbook_from_payload(payload: dict[str, Any]) -> RawWorkbook:
    """What a child process sent, as values; the hash is taken over the content alone."""
    canonical = json.dumps(
        [[sheet["name"], sheet["rows"]] for sheet in payload["sheets"]],
        ensure_ascii=True,
        separators=(",", ":"),
    )
    sheets = tuple(
        RawSheet(
            sheet["name"],
            [
                [decode(item) if item.__class__ is list else item for item in row]
                for row in sheet["rows"]
            ],
            bool(sheet["hidden"]),
            int(sheet["hidden_rows"]),
        )
        for sheet in payload["sheets"]
    )
    digest = hashlib.sha256(canonical.encode("ascii")).hexdigest()
    return RawWorkbook(sheets, tuple(payload["notes"]), digest)
