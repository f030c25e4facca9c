"""Entry of the child process that reads a cost export.

Arguments: a path, or ``-`` for standard input, and the request as JSON. The answer
comes as JSON lines: ``{"share", "rows"}`` now and then, at last ``{"export"}`` or
``{"problem", "remedy"}``.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from cockpit.inventory.child import limit_resources

_TELL_SECONDS = 0.2


def main() -> None:
    """Read the export named on the command line under the limits asked for."""
    path, request = sys.argv[1], json.loads(sys.argv[2])
    limit_resources(request["memory_bytes"], request["cpu_seconds"])
    from cockpit.inventory.raw import UnreadableFileError

    try:
        if path == "-":
            data = sys.stdin.buffer.read()
            _say({"export": read(io.BytesIO(data), len(data), request)})
        else:
            with Path(path).open("rb") as file:
                _say({"export": read(file, Path(path).stat().st_size, request)})
    except UnreadableFileError as error:
        _say({"problem": error.problem, "remedy": error.remedy})
    except MemoryError:
        _say({"problem": "The export needs more memory than it may use.", "remedy": ""})


def read(file: IO[bytes], size: int, request: Mapping[str, Any]) -> dict[str, Any]:
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
            _say({"share": min(file.tell() / size, 1.0), "rows": rows})

    extraction.run(progress)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    return extraction.result(request["name"], digest).to_plain()


def _say(what: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
