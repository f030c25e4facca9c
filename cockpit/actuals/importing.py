"""Reads a cost export in a process of its own, with progress, and turns its fate into words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, NamedTuple

from cockpit.actuals.cost_export import CostExport
from cockpit.actuals.periods import DateOrder
from cockpit.actuals.rules import names_of
from cockpit.inventory.raw import UnreadableFileError

#: Most that the page takes; larger files are read from disk by the command line.
UPLOAD_MEGABYTES = 200
#: A part of the names is enough to tell the tag that holds them.
_MOST_NAMES_BYTES = 60_000


@dataclass(frozen=True)
class ImportLimits:
    """What reading one export may take; more than a workbook, since exports are larger."""

    wall_seconds: float = 1_800.0
    memory_bytes: int = 3 * 2**30
    most_bytes: int = 64 * 2**30


#: For a file that came through the browser.
UPLOAD_LIMITS = ImportLimits(wall_seconds=300.0, most_bytes=4 * 2**30)


class Progress(NamedTuple):
    """How far the reading is: share of the file, and rows so far."""

    share: float
    rows: int


def read_export(
    source: bytes | Path,
    name: str,
    date_order: DateOrder | None = None,
    progress: Callable[[Progress], None] | None = None,
    limits: ImportLimits = ImportLimits(),
    initiatives: Mapping[str, str] = MappingProxyType({}),
) -> CostExport:
    """Read an export, from memory or from disk.

    ``initiatives`` (name by id) tell which tag to keep where a file holds too much detail.

    ``progress`` may raise to break the reading off: the child process ends with it.

    Raises
    ------
    UnreadableFileError
        If the file as a whole cannot be read, or not within the limits.
    """
    request = {
        "name": name,
        "date_order": date_order,
        "names": _names(initiatives),
        "memory_bytes": limits.memory_bytes,
        "cpu_seconds": int(limits.wall_seconds) + 1,
        "most_bytes": limits.most_bytes,
    }
    process = _start("-" if isinstance(source, bytes) else str(source), request)
    clock = threading.Timer(limits.wall_seconds, process.kill)
    clock.start()
    try:
        if isinstance(source, bytes):
            threading.Thread(target=_feed, args=(process.stdin, source), daemon=True).start()
        answer = _listen(process, progress)
        late = not clock.is_alive()
    finally:
        clock.cancel()
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
    if "export" in answer:
        return CostExport.from_plain(answer["export"])
    if "problem" in answer:
        raise UnreadableFileError(answer["problem"], answer["remedy"])
    if late:
        raise UnreadableFileError(
            f"Reading the export took more than {limits.wall_seconds:g} seconds and was stopped.",
            "Load a shorter period, or read it with: cockpit actuals FILE --out DIR.",
        )
    raise UnreadableFileError(
        f"Reading the export needed more than {limits.memory_bytes / 2**30:g} GB of memory or "
        "broke the reader, and was stopped.",
        "Export the data anew, as CSV, and load that.",
    )


def _names(initiatives: Mapping[str, str]) -> list[str]:
    """Folded ids and names; of very many the first, for a command line has a limit."""
    kept, room = [], _MOST_NAMES_BYTES
    for name in names_of(initiatives):
        room -= len(json.dumps(name))
        if room < 0:
            break
        kept.append(name)
    return kept


def _start(path: str, request: dict[str, Any]) -> subprocess.Popen[bytes]:
    root = str(Path(__file__).resolve().parents[2])
    environment = dict(os.environ)
    known = environment.get("PYTHONPATH", "")
    environment["PYTHONPATH"] = os.pathsep.join(part for part in (root, known) if part)
    # Pools of the default allocator reserve address space that counts against the limit.
    environment["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    environment |= dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_IO_THREADS"), "1"
    )
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "cockpit.actuals.child", path, json.dumps(request)],
        stdin=subprocess.PIPE if path == "-" else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _feed(pipe: IO[bytes] | None, data: bytes) -> None:
    """Hand the file over; a child that ended early is noticed by its silence."""
    if pipe is None:
        return
    try:
        with pipe:
            pipe.write(data)
    except (BrokenPipeError, OSError):
        return


def _listen(
    process: subprocess.Popen[bytes], progress: Callable[[Progress], None] | None
) -> dict[str, Any]:
    """The child's last word; empty if it ended without one."""
    assert process.stdout is not None
    for line in process.stdout:
        try:
            said: dict[str, Any] = json.loads(line)
        except ValueError:  # cut off in the middle of a line
            return {}
        if "share" not in said:
            return said
        if progress is not None:
            progress(Progress(said["share"], said["rows"]))
    return {}
