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

from cockpit.inventory.raw import LIMITS, Limits, UnreadableFileError

_SAVE_AGAIN = "Open it in a spreadsheet program, save it as .xlsx, and upload that."
_HOSTILE = "Nothing was read from it. Save the data anew as .xlsx from a spreadsheet program."


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet by its tab name and the member that holds it."""

    name: str
    member: str
    hidden: bool


def check_package(handle: zipfile.ZipFile, limits: Limits = LIMITS) -> None:
    """Check any zip package, and inflate every member once within the limits.

    Raises
    ------
    UnreadableFileError
        If the package is damaged, protected, too large or of hostile make.
    """
    infos = handle.infolist()
    if len(infos) > limits.members:
        raise UnreadableFileError(f"The file holds more than {limits.members:,} parts.", _HOSTILE)
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
    total = 0
    for info in infos:
        total += _inflated_size(handle, info, total, limits)


def _refuse_overlaps(infos: list[zipfile.ZipInfo]) -> None:
    end = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.header_offset < end:
            raise UnreadableFileError("Parts of the file overlap.", _HOSTILE)
        end = info.header_offset + 30 + len(info.filename.encode()) + info.compress_size


def _inflated_size(
    handle: zipfile.ZipFile, info: zipfile.ZipInfo, before: int, limits: Limits
) -> int:
    size = 0
    most = min(limits.member_mb * 2**20, limits.inflated_mb * 2**20 - before)
    markup = info.filename.lower().endswith((".xml", ".rels", ".vml"))
    tail = b""
    try:
        with handle.open(info) as stream:
            while chunk := stream.read(1 << 18):
                size += len(chunk)
                if size > most:
                    raise UnreadableFileError(
                        f"Unpacked, the file is larger than {limits.inflated_mb} MB.", _HOSTILE
                    )
                ratio = size / max(info.compress_size, 1)
                if size > limits.ratio_from_mb * 2**20 and ratio > limits.ratio:
                    raise UnreadableFileError(
                        f"A part of the file unpacks to more than {limits.ratio} times its size.",
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


@dataclass(frozen=True, slots=True)
class Relation:
    """What a relation of the workbook points to: its kind and the member in the package."""

    kind: str
    member: str


def relations(handle: zipfile.ZipFile, workbook: str) -> dict[str, Relation]:
    """Relations of the workbook part (``xl/workbook.xml``, say) by their identifiers."""
    folder, _, name = workbook.rpartition("/")
    member = f"{folder}/_rels/{name}.rels"
    if member not in handle.namelist():
        return {}
    found = {}
    for item in _parse(handle, member):
        target = item.get("Target", "")
        where = target if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        kind = item.get("Type", "").rpartition("/")[2]
        found[item.get("Id", "")] = Relation(kind, where.lstrip("/") if target else "")
    return found


def sheet_parts(handle: zipfile.ZipFile) -> tuple[list[SheetPart], list[str]]:
    """Worksheets of an .xlsx package in order, and the names of sheets of other kinds.

    Raises
    ------
    UnreadableFileError
        If the list of sheets is damaged, or names one that is not there, or is empty.
    """
    names, targets = set(handle.namelist()), relations(handle, "xl/workbook.xml")
    found, others = [], []
    for item in _parse(handle, "xl/workbook.xml").iter():
        if item.tag.rpartition("}")[2] != "sheet":
            continue
        name = item.get("name", "")
        relation = next((value for key, value in item.attrib.items() if key.endswith("}id")), "")
        target = targets.get(relation, Relation("", ""))
        if target.kind not in ("", "worksheet"):
            others.append(name)
            continue
        if target.member not in names:
            raise UnreadableFileError(
                f"The file names a sheet {name!r}, but the sheet's content is missing.", _SAVE_AGAIN
            )
        found.append(SheetPart(name, target.member, item.get("state", "visible") != "visible"))
    if not found:
        raise UnreadableFileError(
            "The workbook has no sheet with cells.", "Add a sheet with your data."
        )
    return found, others


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
