"""Entry of the child process that reads usage logs: all their files in, their sums out.

The answer is JSON: the sums, or a problem in words with the file that has it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from typing import Any, BinaryIO

from cockpit.apart.serving import Tell, serve
from cockpit.usage.streams import Source, UnreadableLogError, read_file
from cockpit.usage.sums import to_plain
from cockpit.usage.tally import Tally, TooMuchError


def work(request: dict[str, Any], stream: BinaryIO, tell: Tell) -> bytes:
    """Read every file of the stream; their names and sizes are in the request."""
    total = max(1, sum(file["size"] for file in request["files"]))
    answer = _read(request, stream, lambda done: tell(done / total, done))
    return json.dumps(answer).encode("ascii")


def _read(request: dict[str, Any], stream: BinaryIO, tell: Callable[[int], None]) -> dict[str, Any]:
    tally = Tally()
    for _ in range(request["twice"]):
        tally.note("twice")
    before = 0
    for file in request["files"]:
        source = Source(stream, file["size"], functools.partial(_tell_all, tell, before))
        tally.open(file["name"])
        try:
            read_file(source, tally)
        except (UnreadableLogError, TooMuchError) as error:
            return {"problem": str(error), "file": file["name"]}
        tally.close()
        before += file["size"]
    return {"log": to_plain(tally.result(request["digest"]))}


def _tell_all(tell: Callable[[int], None], before: int, done: int) -> None:
    tell(before + done)


if __name__ == "__main__":
    serve(work)
