"""Entry of the child process: a request and a file on standard input, an answer on output.

The first line of the input is the request (name, options, limits) as JSON; the rest is the
file. A damaged or hostile file can make a reader hang, eat memory or abort its process;
only this process then dies. It limits itself before it reads the first byte.
"""

from __future__ import annotations

import gc
import json
import os
import sys

from cockpit.inventory.formats import read_here
from cockpit.inventory.handover import pack_problem
from cockpit.inventory.raw import Limits, ReadOptions, UnreadableFileError

#: Exit status of a child that ran out of memory and could still say so.
OUT_OF_MEMORY = 3


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


def main() -> int:
    """Read, extract, answer; a problem with the file is an answer, too."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    limit_resources(limits.memory_mb * 2**20, int(limits.wall_seconds) + 1)
    gc.disable()  # nothing here is cyclic, and the process ends when it has answered
    try:
        data = sys.stdin.buffer.read()
        answer = read_here(data, request["name"], ReadOptions(**request["options"]), limits)
        told = answer.answer(limits)
    except UnreadableFileError as found:
        told = pack_problem(found)
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(told)
    return 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    # Leaves at once: to take half a million cells apart would take longer than to read them.
    os._exit(status)
