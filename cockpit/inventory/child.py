"""Entry of the child process: an .xlsx file on standard input, JSON on standard output.

The first line of the answer is about the sheets (or says why there are none), the
second holds their cells.

A damaged or hostile file can make a reader hang, eat memory or abort its process;
only this process then dies. It limits itself before it reads the first byte.
"""

from __future__ import annotations

import gc
import io
import json
import sys
import zipfile
from typing import Any

import python_calamine

from cockpit.inventory.raw import CellError, Uncached, UnreadableFileError, encode
from cockpit.inventory.xlsx_cells import CellFlags, scan_sheet
from cockpit.inventory.xlsx_package import SheetPart, open_package

_DAMAGED = UnreadableFileError(
    "The file is damaged or was cut off.", "Download or save it again, then upload it."
)


#: Most that the parent is sent.
MAX_ANSWER_BYTES = 256 * 2**20


def limit_resources(memory_bytes: int, cpu_seconds: int) -> None:
    """Cap address space and processor time where the platform can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    for kind, limit in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CPU, cpu_seconds)):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):  # a stricter limit is already set
            continue


def extract(data: bytes) -> dict[str, Any]:
    """Sheets with their cells; a blank is an empty text.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read as a whole.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _DAMAGED from error
    with package:
        parts = open_package(package)
        flags = {part.name: scan_sheet(part.name, package.read(part.member)) for part in parts}
        notes = _notes(package.namelist())
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [_sheet(book, part, flags[part.name]) for part in parts]
    except python_calamine.CalamineError as error:
        raise _DAMAGED from error
    return {"sheets": sheets, "notes": notes}


def _sheet(book: Any, part: SheetPart, flags: CellFlags) -> dict[str, Any]:
    rows: list[list[Any]]
    rows = book.get_sheet_by_name(part.name).to_python(skip_empty_area=False)
    marks: dict[tuple[int, int], CellError | Uncached] = {
        place: CellError(code) for place, code in flags.errors.items()
    }
    marks |= {place: Uncached() for place in flags.uncached}
    for (row, column), mark in marks.items():
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = mark
    for line in rows:
        while line and line[-1] == "":
            line.pop()
    while rows and not rows[-1]:
        rows.pop()
    return {
        "name": part.name,
        "hidden": part.hidden,
        "hidden_row_numbers": sorted(flags.hidden_rows),
        "rows": rows,
    }


def _notes(members: list[str]) -> list[str]:
    notes = []
    if any(name.endswith("vbaProject.bin") for name in members):
        notes.append("The file holds macros; they were not run and not read.")
    if any(name.startswith("xl/externalLinks/") for name in members):
        notes.append(
            "The file links to other files; the values stored last were read, the links not "
            "followed."
        )
    return notes


def main() -> int:
    """Read, extract, answer; a problem with the file is an answer, too."""
    limit_resources(int(sys.argv[1]), int(sys.argv[2]))
    gc.disable()  # nothing here is cyclic, and the process ends when it has answered
    try:
        head = extract(sys.stdin.buffer.read())
        content = [[sheet["name"], sheet.pop("rows")] for sheet in head["sheets"]]
        body = json.dumps(content, default=encode, separators=(",", ":")).encode("ascii")
        if len(body) > MAX_ANSWER_BYTES:
            raise UnreadableFileError(
                "The file repeats more text than can be handled.",
                "Delete sheets and columns that are not needed.",
            )
    except UnreadableFileError as found:
        head, body = {"problem": found.problem, "remedy": found.remedy}, b""
    except MemoryError:
        return 3
    sys.stdout.buffer.write(json.dumps(head).encode("ascii") + b"\n" + body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
