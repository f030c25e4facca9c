"""Entry of the child process: usage logs on standard input, their sums on standard output.

The first line of the input names the files and their sizes; their bytes follow. Each line
of the output is JSON: bytes done, or, last, the sums or a problem in words.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from cockpit.usage.streams import Source, UnreadableLogError, read_file
from cockpit.usage.sums import to_plain
from cockpit.usage.tally import Tally, TooMuchError


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


def read(stream: BinaryIO, tell: Callable[[int], None]) -> dict[str, Any]:
    """Read every file of the stream; the answer as JSON knows it."""
    head = json.loads(stream.readline())
    tally = Tally()
    for _ in range(head["twice"]):
        tally.note("twice")
    before = 0
    for file in head["files"]:
        source = Source(stream, file["size"], functools.partial(_tell_all, tell, before))
        tally.open(file["name"])
        try:
            read_file(source, tally)
        except (UnreadableLogError, TooMuchError) as error:
            return {"problem": str(error), "file": file["name"]}
        tally.close()
        before += file["size"]
    return {"log": to_plain(tally.result(head["digest"]))}


def _tell_all(tell: Callable[[int], None], before: int, done: int) -> None:
    tell(before + done)


def main() -> int:
    """Limit this process, read, answer."""
    limit_resources(int(sys.argv[1]), int(sys.argv[2]))

    def tell(done: int) -> None:
        sys.stdout.write(json.dumps({"done": done}) + "\n")
        sys.stdout.flush()

    try:
        answer = read(sys.stdin.buffer, tell)
    except MemoryError:
        return 3
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
