"""Has a child process read a cost export, with progress, and turns its fate into words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from cockpit.actuals.cost_export import CostExport
from cockpit.actuals.periods import DateOrder
from cockpit.actuals.rules import names_of
from cockpit.apart.asking import Cause, NoAnswerError, ask
from cockpit.inventory.raw import UnreadableFileError

#: Most that the page takes; larger files are read from disk by the command line.
UPLOAD_MEGABYTES = 200
#: Pools of the default allocator, and a stack a thread, reserve address space that counts
#: against the limit.
_ENVIRONMENT = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_IO_THREADS"), "1"),
}


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
        "path": None if isinstance(source, bytes) else str(source),
        "name": name,
        "date_order": date_order,
        "names": list(names_of(initiatives)),
        "most_bytes": limits.most_bytes,
    }
    try:
        told = ask(
            "cockpit.actuals.child",
            request,
            [source] if isinstance(source, bytes) else [],
            wall_seconds=limits.wall_seconds,
            memory_bytes=limits.memory_bytes,
            progress=None if progress is None else lambda *done: progress(Progress(*done)),
            environment=_ENVIRONMENT,
        )
    except NoAnswerError as error:
        raise _fate(error.cause, limits) from error
    answer = json.loads(told)
    if "problem" in answer:
        raise UnreadableFileError(answer["problem"], answer["remedy"])
    return CostExport.from_plain(answer["export"])


def _fate(cause: Cause, limits: ImportLimits) -> UnreadableFileError:
    """What became of a child that gave no answer."""
    if cause == "late":
        return UnreadableFileError(
            f"Reading the export took more than {limits.wall_seconds:g} seconds and was stopped.",
            "Load a shorter period, or read it with: cockpit actuals FILE --out DIR.",
        )
    return UnreadableFileError(
        f"Reading the export needed more than {limits.memory_bytes / 2**30:g} GB of memory or "
        "broke the reader, and was stopped.",
        "Export the data anew, as CSV, and load that.",
    )
