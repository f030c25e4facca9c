"""Runs the child process that reads a file, and turns its fate into a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cockpit.inventory.raw import RawWorkbook, UnreadableFileError, workbook_of_answer

WALL_SECONDS = 20.0
MEMORY_BYTES = 2 * 2**30

_SAVE_ANEW = (
    "Save the data anew as .xlsx from a spreadsheet program, without formatting beyond "
    "the data, and upload that."
)


def read_xlsx(
    data: bytes, wall_seconds: float = WALL_SECONDS, memory_bytes: int = MEMORY_BYTES
) -> RawWorkbook:
    """Cells of an .xlsx file, read in a process of its own.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read, or not within the limits.
    """
    root = str(Path(__file__).resolve().parents[2])
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(
        part for part in (root, environment.get("PYTHONPATH", "")) if part
    )
    command = [
        sys.executable,
        "-P",
        "-m",
        "cockpit.inventory.child",
        str(memory_bytes),
        str(int(wall_seconds) + 1),
    ]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        answer, _ = process.communicate(data, timeout=wall_seconds)
    except subprocess.TimeoutExpired as error:
        process.kill()
        process.communicate()
        raise UnreadableFileError(
            f"Reading the file took more than {wall_seconds:g} seconds and was stopped.", _SAVE_ANEW
        ) from error
    if process.returncode != 0 or not answer:
        raise UnreadableFileError(
            f"Reading the file needed more than {memory_bytes / 2**30:g} GB of memory or broke the "
            "reader, and was stopped.",
            _SAVE_ANEW,
        )
    return workbook_of_answer(answer)
