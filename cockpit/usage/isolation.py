"""Reads usage logs in a process of its own with limits, and tells how far it is."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from cockpit.usage.streams import UnreadableLogError
from cockpit.usage.sums import UsageLog, from_plain

WALL_SECONDS = 300.0
MEMORY_BYTES = 2 * 2**30
FILES_LIMIT = 12
FILE_BYTES_LIMIT = 200 * 2**20
_CHUNK = 2**20

#: Share of all bytes that is done, 0 to 1.
Progress = Callable[[float], None]


def read_logs(
    files: Sequence[tuple[str, bytes]],
    progress: Progress | None = None,
    wall_seconds: float = WALL_SECONDS,
    memory_bytes: int = MEMORY_BYTES,
) -> UsageLog:
    """The sums of all files together; a file given twice counts once.

    Nothing is written to disk. The order of the files and of their lines changes no sum.

    Raises
    ------
    UnreadableLogError
        If a file cannot be read, or not within the limits; none of them counts then.
    """
    if len(files) > FILES_LIMIT:
        raise UnreadableLogError(
            f"At most {FILES_LIMIT} files are read together; {len(files)} were given."
        )
    for name, content in files:
        if len(content) > FILE_BYTES_LIMIT:
            raise UnreadableLogError(
                f"{name} has {len(content) / 2**20:,.0f} MB; at most {FILE_BYTES_LIMIT // 2**20} "
                "MB are read. Export fewer months at a time, or daily sums."
            )
    unique = {hashlib.sha256(content).hexdigest(): (name, content) for name, content in files}
    digest = hashlib.sha256("".join(sorted(unique)).encode()).hexdigest()
    ordered = [unique[mark] for mark in sorted(unique)]
    head = {
        "files": [{"name": name, "size": len(content)} for name, content in ordered],
        "twice": len(files) - len(unique),
        "digest": digest,
    }
    answer = _ask(head, [content for _, content in ordered], progress, wall_seconds, memory_bytes)
    if "problem" in answer:
        raise UnreadableLogError(f"{answer['file']}: {answer['problem']}")
    return from_plain(answer["log"])


def _ask(
    head: dict[str, Any],
    contents: Sequence[bytes],
    progress: Progress | None,
    wall_seconds: float,
    memory_bytes: int,
) -> dict[str, Any]:
    """What the child answers; its own end before that is turned into a sentence."""
    root = str(Path(__file__).resolve().parents[2])
    known = os.environ.get("PYTHONPATH", "")
    process = subprocess.Popen(
        [
            sys.executable, "-P", "-m", "cockpit.usage.child",
            str(memory_bytes), str(int(wall_seconds) + 1),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, known)))},
    )  # fmt: skip
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(wall_seconds, stop)
    assert process.stdin is not None
    assert process.stdout is not None
    feeder = threading.Thread(target=_feed, args=(process.stdin, head, contents), daemon=True)
    clock.start()
    feeder.start()
    total = max(1, sum(len(content) for content in contents))
    answer: dict[str, Any] = {}
    try:
        for line in process.stdout:
            said = json.loads(line)
            if "done" not in said:
                answer = said
            elif progress is not None:
                progress(min(1.0, said["done"] / total))
        process.wait()
    finally:
        clock.cancel()
        if process.poll() is None:
            process.kill()
            process.wait()
        feeder.join(timeout=5)
        process.stdout.close()
    if late.is_set():
        raise UnreadableLogError(
            f"Reading the log took more than {wall_seconds:g} seconds and was stopped. Export "
            "fewer months at a time."
        )
    if process.returncode != 0 or not answer:
        raise UnreadableLogError(
            f"Reading the log needed more than {memory_bytes / 2**30:g} GB of memory or broke the "
            "reader, and was stopped. Export fewer months at a time, as CSV or JSON lines."
        )
    return answer


def _feed(stdin: IO[bytes], head: dict[str, Any], contents: Sequence[bytes]) -> None:
    """Hand the files over; a child that has stopped listening ends this, not the session."""
    try:
        stdin.write(json.dumps(head).encode() + b"\n")
        for content in contents:
            for start in range(0, len(content), _CHUNK):
                stdin.write(content[start : start + _CHUNK])
        stdin.close()
    except (BrokenPipeError, OSError, ValueError):
        return
