"""Has a child process read usage logs, with progress, and turns its fate into a sentence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence

from cockpit.apart.asking import Cause, NoAnswerError, ask
from cockpit.usage.streams import UnreadableLogError
from cockpit.usage.sums import UsageLog, from_plain

WALL_SECONDS = 300.0
MEMORY_BYTES = 2 * 2**30
FILES_LIMIT = 12
FILE_BYTES_LIMIT = 200 * 2**20

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
    request = {
        "files": [{"name": name, "size": len(content)} for name, content in ordered],
        "twice": len(files) - len(unique),
        "digest": digest,
    }
    try:
        told = ask(
            "cockpit.usage.child",
            request,
            [content for _, content in ordered],
            wall_seconds=wall_seconds,
            memory_bytes=memory_bytes,
            progress=None if progress is None else lambda share, _: progress(share),
            libraries=(),
        )
    except NoAnswerError as error:
        raise UnreadableLogError(_fate(error.cause, wall_seconds, memory_bytes)) from error
    answer = json.loads(told)
    if "problem" in answer:
        raise UnreadableLogError(f"{answer['file']}: {answer['problem']}")
    return from_plain(answer["log"])


def _fate(cause: Cause, wall_seconds: float, memory_bytes: int) -> str:
    """What became of a child that gave no answer."""
    if cause == "late":
        return (
            f"Reading the log took more than {wall_seconds:g} seconds and was stopped. Export "
            "fewer months at a time."
        )
    return (
        f"Reading the log needed more than {memory_bytes / 2**30:g} GB of memory or broke the "
        "reader, and was stopped. Export fewer months at a time, as CSV or JSON lines."
    )
