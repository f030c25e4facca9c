"""Has a child process read a file, and turns its fate into a sentence."""

from __future__ import annotations

from dataclasses import asdict

from cockpit.apart.asking import Cause, NoAnswerError, ask
from cockpit.inventory.collecting import paused
from cockpit.inventory.handover import workbook_of_answer
from cockpit.inventory.raw import Limits, RawWorkbook, ReadOptions, UnreadableFileError

#: All that the readers import.
_LIBRARIES = ("python_calamine", "msgpack", "olefile", "charset_normalizer")
_SAVE_ANEW = (
    "Save the data anew as .xlsx from a spreadsheet program, without formatting beyond "
    "the data, and upload that."
)


def read_apart(data: bytes, name: str, options: ReadOptions, limits: Limits) -> RawWorkbook:
    """Cells of a file, read in a process of its own.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read, or not within the limits.
    """
    request = {"name": name, "options": asdict(options), "limits": asdict(limits)}
    try:
        answer = ask(
            "cockpit.inventory.child",
            request,
            [data],
            wall_seconds=limits.wall_seconds,
            memory_bytes=limits.memory_mb * 2**20,
            libraries=_LIBRARIES,
        )
        with paused():
            return workbook_of_answer(answer)
    except NoAnswerError as error:
        raise UnreadableFileError(_fate(error.cause, limits), _SAVE_ANEW) from error
    except (ValueError, TypeError, KeyError) as error:  # no answer that the child's code gives
        raise UnreadableFileError(_fate("broken", limits), _SAVE_ANEW) from error


def _fate(cause: Cause, limits: Limits) -> str:
    """What became of a child that gave no answer."""
    if cause == "failed":
        return "The file is damaged or of unusual make: the reader failed on it."
    if cause == "late":
        return f"Reading the file took more than {limits.wall_seconds:g} seconds and was stopped."
    return (
        f"Reading the file needed more than {limits.memory_mb / 1024:g} GB of memory or broke "
        "the reader, and was stopped."
    )
