"""The parent's side: starts a child with limits, feeds it, hears it out, and ends it.

Whatever becomes of the child, the parent gets the answer or one of three causes; the words
for these belong to who asked, as does the remedy.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Literal

from cockpit.apart.serving import Tell

#: Status of a child ended for its processor time; no other system than Windows lacks the signal.
_CPU_STATUS = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else None
#: A longer line is no progress that the child's code tells.
_MOST_LINE_BYTES = 200

#: ``late``: stopped by the clock; ``failed``: the reader raised an error; ``broken``: it needed
#: more memory than allowed or was ended by a signal, as a library does to its process that
#: cannot have the memory it asks for.
Cause = Literal["late", "failed", "broken"]


class NoAnswerError(Exception):
    """The child ended without an answer, or with none that its code gives."""

    def __init__(self, cause: Cause) -> None:
        self.cause: Cause = cause
        super().__init__(cause)


def ask(
    module: str,
    request: Mapping[str, Any],
    files: Iterable[bytes] = (),
    *,
    wall_seconds: float,
    memory_bytes: int,
    progress: Tell | None = None,
    libraries: Sequence[str] | None = None,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """What the child answers.

    Parameters
    ----------
    module
        Its entry, which hands its work to :func:`cockpit.apart.serving.serve`.
    request
        What it is asked, as JSON knows it.
    files
        Contents, handed over behind the request one after the other.
    wall_seconds, memory_bytes
        The most it may take; address space, and as much processor time as wall time.
    progress
        Is told the share that is done, 0 to 1, and a count. May raise to break the work off:
        the child ends with it.
    libraries
        All that it imports beside the standard library and this package; it then starts in
        half the time, without a search for what is installed. ``None`` searches.
    environment
        Variables to set for it.

    Raises
    ------
    NoAnswerError
        If it ended without an answer, or not within the limits.
    """
    asked = {
        "memory_bytes": memory_bytes,
        "cpu_seconds": int(wall_seconds) + 1,
        "request": request,
    }
    process = _start(module, libraries, environment)
    assert process.stdin is not None
    assert process.stdout is not None
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(wall_seconds, stop)
    head = json.dumps(asked).encode("ascii") + b"\n"
    feeder = threading.Thread(target=_feed, args=(process.stdin, head, files), daemon=True)
    clock.start()
    feeder.start()
    try:
        answer = _listen(process.stdout, progress)
        if answer is None:
            process.kill()
        status = process.wait()
    finally:
        clock.cancel()
        process.kill()
        process.wait()
        feeder.join(timeout=5)
        process.stdout.close()
    if late.is_set() or status == _CPU_STATUS:
        raise NoAnswerError("late")
    if status != 0 or not answer:
        raise NoAnswerError("failed" if status == 1 else "broken")
    return answer


def _start(
    module: str, libraries: Sequence[str] | None, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """The process, which sees neither the working directory nor what it would say on a screen."""
    if libraries is None:
        flags, places = ["-P"], [_root(), os.environ.get("PYTHONPATH", "")]
    else:
        flags, places = ["-P", "-S"], [_root(), *_places(tuple(libraries))]
    return subprocess.Popen(
        [sys.executable, *flags, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(filter(None, places))},
    )


def _root() -> str:
    """The folder that holds this program's packages."""
    return str(Path(__file__).resolve().parents[2])


@cache
def _places(libraries: tuple[str, ...]) -> tuple[str, ...]:
    """Folders that hold the libraries, each once."""
    found = []
    for name in libraries:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            found.append(str(Path(spec.origin).resolve().parents[1]))
    return tuple(dict.fromkeys(found))


def _feed(pipe: IO[bytes], head: bytes, files: Iterable[bytes]) -> None:
    """Hand all over; a child that has stopped listening ends this, not the session."""
    try:
        with pipe:
            pipe.write(head)
            for content in files:
                pipe.write(content)
    except (BrokenPipeError, OSError):
        return


def _listen(pipe: IO[bytes], progress: Tell | None) -> bytes | None:
    """The answer, empty if the child ended before it; ``None`` for what its code never says."""
    while line := pipe.readline(_MOST_LINE_BYTES):
        if line == b"\n":
            return pipe.read()
        try:
            share, count = json.loads(line)
            done = min(1.0, max(0.0, float(share))), int(count)
        except (ValueError, TypeError, OverflowError):
            return None
        if progress is not None:
            progress(*done)
    return b""
