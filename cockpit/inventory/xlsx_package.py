"""Checks of the zip package of an .xlsx file before any reader touches it.

Runs in the child process only. Bytes are counted while inflating, since sizes in
a zip directory may lie.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree import ElementTree

from cockpit.inventory.raw import UnreadableFileError

MAX_MEMBERS = 2_000
MAX_MEMBER_BYTES = 200 * 2**20
MAX_TOTAL_BYTES = 300 * 2**20
MAX_RATIO = 200
RATIO_FROM_BYTES = 5 * 2**20
MAX_TOKEN_BYTES = 2**20

_SAVE_AGAIN = "Open it in a spreadsheet program, save it as .xlsx, and upload that."
_HOSTILE = "Nothing was read from it. Save the data anew as .xlsx from a spreadsheet program."


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet by its tab name and the member that holds it."""

    name: str
    member: str
    hidden: bool


def open_package(handle: zipfile.ZipFile) -> list[SheetPart]:
    """Check the package and list its worksheets in order.

    Raises
    ------
    UnreadableFileError
        If the package is not a workbook, is damaged, or is of hostile make.
    """
    infos = handle.infolist()
    if len(infos) > MAX_MEMBERS:
        raise UnreadableFileError(f"The file holds more than {MAX_MEMBERS:,} parts.", _HOSTILE)
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise UnreadableFileError("The file holds two parts of the same name.", _HOSTILE)
    for name in names:
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
            raise UnreadableFileError("The file holds a part that points outside it.", _HOSTILE)
    if any(info.flag_bits & 0x1 for info in infos):
        raise UnreadableFileError(
            "The file is protected by a password.",
            "Save a copy without a password and upload that.",
        )
    _refuse_overlaps(infos)
    _require_workbook(names)
    total = 0
    for info in infos:
        total += _inflated_size(handle, info, total)
    return _sheet_parts(handle, set(names))


def _refuse_overlaps(infos: list[zipfile.ZipInfo]) -> None:
    end = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.header_offset < end:
            raise UnreadableFileError("Parts of the file overlap.", _HOSTILE)
        end = info.header_offset + 30 + len(info.filename.encode()) + info.compress_size


def _require_workbook(names: list[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise UnreadableFileError("This is a binary workbook (.xlsb).", _SAVE_AGAIN)
    for prefix, what in (("word/", "a Word document"), ("ppt/", "a PowerPoint presentation")):
        if any(name.startswith(prefix) for name in names):
            raise UnreadableFileError(
                f"This is {what}, not a workbook, whatever its name says.",
                "Put the data into a spreadsheet and save it as .xlsx.",
            )
    if "content.xml" in names:
        raise UnreadableFileError("This is an OpenDocument file.", _SAVE_AGAIN)
    raise UnreadableFileError(
        "This is a zip archive without a workbook in it.",
        "Unpack it and upload the .xlsx file inside.",
    )


def _inflated_size(handle: zipfile.ZipFile, info: zipfile.ZipInfo, before: int) -> int:
    size = 0
    markup = info.filename.lower().endswith((".xml", ".rels", ".vml"))
    tail = b""
    try:
        with handle.open(info) as stream:
            while chunk := stream.read(1 << 18):
                size += len(chunk)
                if size > MAX_MEMBER_BYTES or before + size > MAX_TOTAL_BYTES:
                    raise UnreadableFileError(
                        f"Unpacked, the file is larger than {MAX_TOTAL_BYTES // 2**20} MB.",
                        _HOSTILE,
                    )
                if size > RATIO_FROM_BYTES and size > MAX_RATIO * max(info.compress_size, 1):
                    raise UnreadableFileError(
                        f"A part of the file unpacks to more than {MAX_RATIO} times its size.",
                        _HOSTILE,
                    )
                if markup:
                    _refuse_declarations(tail + chunk)
                    tail = chunk[-16:]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise UnreadableFileError(
            "The file is damaged or was cut off.", "Download or save it again, then upload it."
        ) from error
    return size


def _refuse_declarations(chunk: bytes) -> None:
    if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk or b"\0" in chunk:
        raise UnreadableFileError(
            "The file declares XML entities or a foreign encoding, which no "
            "spreadsheet program writes.",
            _HOSTILE,
        )


def _sheet_parts(handle: zipfile.ZipFile, names: set[str]) -> list[SheetPart]:
    targets = {}
    if "xl/_rels/workbook.xml.rels" in names:
        for item in _parse(handle, "xl/_rels/workbook.xml.rels"):
            targets[item.get("Id", "")] = (item.get("Type", ""), item.get("Target", ""))
    found = []
    for item in _parse(handle, "xl/workbook.xml").iter():
        if item.tag.rpartition("}")[2] != "sheet":
            continue
        name = item.get("name", "")
        relation = next((value for key, value in item.attrib.items() if key.endswith("}id")), "")
        kind, target = targets.get(relation, ("", ""))
        if kind and not kind.endswith("/worksheet"):
            continue
        member = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath("xl/" + target)
        )
        if not target or member not in names:
            raise UnreadableFileError(
                f"The file names a sheet {name!r}, but the sheet's content is missing.", _SAVE_AGAIN
            )
        found.append(SheetPart(name, member, item.get("state", "visible") != "visible"))
    if not found:
        raise UnreadableFileError(
            "The workbook has no sheet with cells.", "Add a sheet with your data."
        )
    return found


def _parse(handle: zipfile.ZipFile, member: str) -> ElementTree.Element:
    data = handle.read(member)
    if len(data) > 5 * 2**20:
        raise UnreadableFileError(
            "The list of sheets is larger than any spreadsheet program writes.", _HOSTILE
        )
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise UnreadableFileError(
            "The list of sheets in the file is damaged.", _SAVE_AGAIN
        ) from error
