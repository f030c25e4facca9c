"""How what the child process read travels to the parent, and is taken there.

The answer is a line of JSON about the sheets (or on why there are none), then their cells
as MessagePack, row by row; cells of a kind that it does not know travel as a code and a
text. Neither form can hold anything to be executed, since the parent must not trust what a
hostile file may have made of the child; and numbers travel as they stand in memory, with
every digit and as they are (not finite, say).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import msgpack

from cockpit.inventory.raw import (
    Cell,
    CellError,
    RawSheet,
    RawWorkbook,
    RowRemark,
    TextFormat,
    Uncached,
    UnreadableFileError,
    Unsupported,
)

#: Half a pair of UTF-16 may stand in the name of a file, and is handed over as it is.
_ODD_SIGNS = "surrogatepass"


def pack_problem(found: UnreadableFileError) -> bytes:
    """The answer on a file that cannot be read."""
    return _line({"problem": found.problem, "remedy": found.remedy})


def pack_cells(sheets: list[tuple[str, list[list[Cell]]]]) -> bytes:
    """Names and cells of all sheets."""
    known: dict[Any, msgpack.ExtType] = {}  # dates repeat

    def other(cell: Any) -> msgpack.ExtType:
        found = known.get(cell)
        if found is None:
            found = known[cell] = _encode(cell)
        return found

    packed: bytes = msgpack.packb(sheets, default=other, unicode_errors=_ODD_SIGNS)
    return packed


def pack_answer(about: list[dict[str, Any]], notes: list[str], cells: bytes) -> bytes:
    """The whole answer; ``about`` holds the fields of each sheet besides name and rows."""
    return _line({"sheets": about, "notes": notes}) + cells


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content).encode("ascii") + b"\n"


def workbook_of_answer(answer: bytes) -> RawWorkbook:
    """What a child process sent, as values.

    The hash is taken over names and cells alone, whatever the file's bytes.

    Raises
    ------
    UnreadableFileError
        If the answer says that the file cannot be read.
    ValueError, TypeError, KeyError
        If it is no answer.
    """
    from hashlib import sha256  # the child process, which imports this module, needs none

    first, _, body = answer.partition(b"\n")
    head = json.loads(first)
    if "problem" in head:
        raise UnreadableFileError(head["problem"], head["remedy"])
    content = msgpack.unpackb(body, ext_hook=_decoder(), unicode_errors=_ODD_SIGNS)
    sheets = [
        _sheet(name, rows, about)
        for about, (name, rows) in zip(head["sheets"], content, strict=True)
    ]
    return RawWorkbook(tuple(sheets), tuple(head["notes"]), sha256(body).hexdigest())


def _sheet(name: str, rows: list[list[Cell]], about: dict[str, Any]) -> RawSheet:
    text = about["text_format"]
    return RawSheet(
        name,
        rows,
        bool(about["hidden"]),
        tuple(about["hidden_row_numbers"]),
        tuple((a, b, c, d) for a, b, c, d in about["merged"]),
        TextFormat(**text) if text else None,
        tuple(RowRemark(**each) for each in about["remarks"]),
        tuple(about["hidden_columns"]),
    )


def _encode(cell: Any) -> msgpack.ExtType:
    """A cell that MessagePack does not know, by a code for its kind."""
    code, text = "o", cell.text if isinstance(cell, Unsupported) else str(cell)
    if isinstance(cell, dt.timedelta):
        code = "l"
    if isinstance(cell, dt.date):
        code, text = "t" if isinstance(cell, dt.datetime) else "d", cell.isoformat()
    elif isinstance(cell, CellError):
        code, text = "e", cell.code
    elif isinstance(cell, Uncached):
        code, text = "f", ""
    return msgpack.ExtType(ord(code), text.encode("utf-8", _ODD_SIGNS))


def _decoder() -> Callable[[int, bytes], Cell]:
    """Makes cells of codes and texts, each once, since dates repeat and parsing them costs most."""
    known: dict[tuple[int, bytes], Cell] = {}

    def cell(code: int, data: bytes) -> Cell:
        found = known.get((code, data))
        if found is None:
            kind = _KINDS[chr(code)]
            found = known[code, data] = kind(data.decode("utf-8", _ODD_SIGNS))
        return found

    return cell


#: What becomes of the text that travels under each code of :func:`_encode`.
_KINDS: dict[str, Callable[[str], Cell]] = {
    "t": dt.datetime.fromisoformat,
    "d": dt.date.fromisoformat,
    "e": CellError,
    "f": lambda text: Uncached(),
    "l": partial(Unsupported, duration=True),
    "o": Unsupported,
}
