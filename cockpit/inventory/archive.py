"""Reads a .zip of text files: each is one sheet. Runs in the child process only."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from cockpit.inventory.extracted import Extract
from cockpit.inventory.raw import Limits, ReadOptions, UnreadableFileError
from cockpit.inventory.text_encoding import looks_like_text
from cockpit.inventory.text_files import sheet_name, text_notes, text_sheet

_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_UNPACK = "Unpack it, and upload that file by itself."


def read_archive(data: bytes, name: str, options: ReadOptions, limits: Limits) -> Extract:
    """One sheet for each text file of an archive whose package was checked.

    Raises
    ------
    UnreadableFileError
        If it holds another archive or a workbook, no text file, or one that cannot be read.
    """
    sheets, skipped, cells = [], [], 0
    taken: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for member in package.namelist():
            path = PurePosixPath(member)
            if member.endswith("/"):
                continue
            content = package.read(member)
            if content.startswith((*_PACKED, _OLE)):
                raise UnreadableFileError(
                    f"The archive holds another archive or a workbook, {member!r}, which is not "
                    "opened.",
                    _UNPACK,
                )
            system = path.name.startswith(".") or "__MACOSX" in path.parts
            if system or not content.strip() or not looks_like_text(content) or _markup(content):
                skipped.append(member)
                continue
            sheet = text_sheet(content, _free_name(sheet_name(member), taken), options, limits)
            cells += sum(map(len, sheet.rows))
            if cells > limits.cells:
                raise UnreadableFileError(
                    f"The archive holds more than {limits.cells:,} cells.", "Split it."
                )
            sheets.append(sheet)
    if not sheets:
        raise UnreadableFileError(
            "This is a zip archive without a workbook or a text file in it.",
            "Upload a workbook, or a .zip of .csv files.",
        )
    notes = text_notes(sheets)
    if skipped:
        listed = ", ".join(repr(each) for each in skipped[:10])
        more = f" and {len(skipped) - 10:,} more" if len(skipped) > 10 else ""
        notes.append(f"Parts of the archive without text were not read: {listed}{more}.")
    return Extract(sheets, notes)


def _markup(content: bytes) -> bool:
    return content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"%PDF"))


def _free_name(name: str, taken: set[str]) -> str:
    """The name, with a number where another sheet has it."""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    taken.add(free.casefold())
    return free
