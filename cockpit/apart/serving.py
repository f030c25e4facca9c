"""The child's side: limits itself, takes the request, tells how far it is, answers.

On standard input comes a line of JSON, then the bytes of the files. On standard output go
lines of JSON, ``[share, count]``, for as long as the work lasts; then an empty line and the
answer, whatever its bytes are.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, NoReturn

#: Exit status of a child that ran out of memory and could still say so.
OUT_OF_MEMORY = 3

#: Told the share that is done, 0 to 1, and how many rows, or other items, that was.
Tell = Callable[[float, int], None]
#: Turns the request and the files behind it into the bytes of the answer.
Work = Callable[[dict[str, Any], BinaryIO, Tell], bytes]


def limit_resources(memory_bytes: int, cpu_seconds: int) -> None:
    """Cap address space and processor time where the platform can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    for kind, limit, hard in (
        (resource.RLIMIT_AS, memory_bytes, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 1),  # a signal that tells, then the end
        (resource.RLIMIT_CORE, 0, 0),
    ):
        try:
            resource.setrlimit(kind, (limit, hard))
        except (ValueError, OSError):  # a stricter limit is already set
            continue


def serve(work: Work) -> NoReturn:
    """Do the work within the limits asked for, before the first byte of a file is read.

    Leaves at once: to take half a million cells apart would take longer than to read them.
    An error that the work does not turn into an answer ends the process with status 1.
    """
    files, out = sys.stdin.buffer, sys.stdout.buffer
    asked = json.loads(files.readline())
    limit_resources(asked["memory_bytes"], asked["cpu_seconds"])

    def tell(share: float, count: int) -> None:
        out.write(json.dumps([min(share, 1.0), count]).encode("ascii") + b"\n")
        out.flush()

    try:
        answer = work(asked["request"], files, tell)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    out.write(b"\n")
    out.write(answer)
    out.flush()
    os._exit(0)
