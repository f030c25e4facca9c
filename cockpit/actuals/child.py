"""Entry of the child process that reads a cost export: a file, piped or by its path, in; sums out.

The answer is JSON: ``{"export"}`` or ``{"problem", "remedy"}``.
"""

from __future__ import annotations

import hashlib
import io
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, BinaryIO

from cockpit.apart.serving import Tell, serve

_TELL_SECONDS = 0.2


def work(request: dict[str, Any], piped: BinaryIO, tell: Tell) -> bytes:
    """Read the export that is piped, or that the request names the path of."""
    from cockpit.inventory.raw import UnreadableFileError  # all imports count against the limit

    try:
        if request["path"] is None:
            data = piped.read()
            answer: dict[str, Any] = {"export": read(io.BytesIO(data), len(data), request, tell)}
        else:
            path = Path(request["path"])
            with path.open("rb") as file:
                answer = {"export": read(file, path.stat().st_size, request, tell)}
    except UnreadableFileError as error:
        answer = {"problem": error.problem, "remedy": error.remedy}
    except MemoryError:
        answer = {"problem": "The export needs more memory than it may use.", "remedy": ""}
    return json.dumps(answer).encode("ascii")


def read(file: IO[bytes], size: int, request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """The export as plain values.

    Raises
    ------
    UnreadableFileError
        If the file as a whole cannot be read.
    """
    from cockpit.actuals.extract import Extraction
    from cockpit.actuals.source import open_source

    source = open_source(file, size, request["name"], request["most_bytes"])
    extraction = Extraction(source, request["date_order"], names=request["names"])
    told = float("-inf")  # the first block is told at once

    def progress(rows: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _TELL_SECONDS:
            told = time.monotonic()
            tell(file.tell() / size, rows)

    extraction.run(progress)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    return extraction.result(request["name"], digest).to_plain()


if __name__ == "__main__":
    serve(work)
