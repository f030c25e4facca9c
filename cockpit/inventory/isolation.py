"""Runs the child process that reads a file, and turns its fate into a sentence."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from cockpit.inventory.collecting import paused
from cockpit.inventory.handover import workbook_of_answer
from cockpit.inventory.raw import Limits, RawWorkbook, ReadOptions, UnreadableFileError

#: Sent to a child beyond its processor time; no other system than Windows lacks it.
CPU_SIGNAL = int(getattr(signal, "SIGXCPU", 0))

_SAVE_ANEW = (
    "Save the data anew as .xlsx from a spreadsheet program, without formatting beyond "
    "the data, and upload that."
)


@cache
def _places() -> tuple[str, ...]:
    """Folders of this package and of the libraries that the child reads with."""
    found = [Path(__file__).resolve().parents[2]]
    for name in ("python_calamine", "msgpack", "olefile", "charset_normalizer"):
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            found.append(Path(spec.origin).resolve().parents[1])
    return tuple(dict.fromkeys(map(str, found)))


def read_apart(data: bytes, name: str, options: ReadOptions, limits: Limits) -> RawWorkbook:
    """Cells of a file, read in a process of its own.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read, or not within the limits.
    """
    request = {"name": name, "options": asdict(options), "limits": asdict(limits)}
    # Where its modules are is known here: without a search for them (-S) it starts in half the
    # time.
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(_places()))
    process = subprocess.Popen(
        [sys.executable, "-P", "-S", "-m", "cockpit.inventory.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        answer, _ = process.communicate(
            json.dumps(request).encode("ascii") + b"\n" + data, timeout=limits.wall_seconds
        )
    except subprocess.TimeoutExpired as error:
        process.kill()
        process.communicate()
        raise UnreadableFileError(
            f"Reading the file took more than {limits.wall_seconds:g} seconds and was stopped.",
            _SAVE_ANEW,
        ) from error
    if process.returncode != 0 or not answer:
        raise _fate(process.returncode, limits)
    try:
        with paused():
            return workbook_of_answer(answer)
    except (ValueError, TypeError, KeyError) as error:  # no answer that the child's code gives
        raise _fate(-1, limits) from error


def _fate(status: int, limits: Limits) -> UnreadableFileError:
    """What the exit status of a child that gave no answer means.

    1 is an error that the reader raised, a negative status a signal: a library that
    cannot have the memory it asks for ends its process by one, as does the system.
    """
    if status == 1:
        problem = "The file is damaged or of unusual make: the reader failed on it."
    elif status == -CPU_SIGNAL:
        problem = (
            f"Reading the file took more than {limits.wall_seconds:g} seconds and was stopped."
        )
    else:
        problem = (
            f"Reading the file needed more than {limits.memory_mb / 1024:g} GB of memory or broke "
            "the reader, and was stopped."
        )
    return UnreadableFileError(problem, _SAVE_ANEW)
