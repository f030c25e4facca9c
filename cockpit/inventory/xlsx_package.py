"""What the workbook part of an .xlsx or .xlsb package says: its sheets, and where they are.

Runs in the child process only, on a package that was checked.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

from cockpit.inventory.raw import UnreadableFileError

_SAVE_AGAIN = "Open it in a spreadsheet program, save it as .xlsx, and upload that."
_HOSTILE = "Nothing was read from it. Save the data anew as .xlsx from a spreadsheet program."
#: Cell formats that a spreadsheet program allows in one workbook.
MAX_FORMATS = 65_490
#: Shared texts of one workbook: as many as its sheets may have cells, for five sheets.
MAX_TEXTS = 10_000_000
MAX_LIST_BYTES = 5 * 2**20
MAX_LIST_DEPTH = 64
_TEXTS = re.compile(rb"<(?:\w+:)?sst\b[^>]*>")
_COUNT = re.compile(rb"\b(?:count|uniqueCount)\s*=\s*[\"'](\d+)")
_FORMAT = re.compile(rb"<(?:\w+:)?xf(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet by its tab name and the member that holds it."""

    name: str
    member: str
    hidden: bool


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
    _limit_formats(handle)
    _limit_texts(handle)
    found: list[SheetPart] = []
    others: list[str] = []
    for item in _parse(handle, "xl/workbook.xml").iter():
        if item.tag.rpartition("}")[2] != "sheet":
            continue
        name = item.get("name", "")
        relation = next((value for key, value in item.attrib.items() if key.endswith("}id")), "")
        target = targets.get(relation, Relation("", ""))
        if target.kind not in ("", "worksheet"):
            others.append(name)
            continue
        if any(part.name.casefold() == name.casefold() for part in found):
            raise UnreadableFileError(
                f"Two sheets of the file have the same name, {name!r}.", _SAVE_AGAIN
            )
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


def _limit_formats(handle: zipfile.ZipFile) -> None:
    for member in handle.namelist():
        if member.casefold() != "xl/styles.xml":
            continue
        count = sum(1 for _ in _FORMAT.finditer(handle.read(member)))
        if count > 2 * MAX_FORMATS:  # those of cells, and of named styles
            raise UnreadableFileError(
                f"The file holds {count:,} cell formats; spreadsheet programs allow "
                f"{MAX_FORMATS:,}.",
                "Copy the values into a new workbook, without formats, and upload that.",
            )


def _limit_texts(handle: zipfile.ZipFile) -> None:
    """Refuse a count of shared texts beyond reason: the library takes memory by it."""
    for member in handle.namelist():
        if member.casefold() != "xl/sharedstrings.xml":
            continue
        tag = _TEXTS.search(handle.read(member))
        for count in _COUNT.findall(tag[0] if tag else b""):
            if len(count) > 9 or int(count) > MAX_TEXTS:
                raise UnreadableFileError(
                    f"The file claims to hold {int(count[:20]):,} shared texts; more than "
                    f"{MAX_TEXTS:,} are not read.",
                    _HOSTILE,
                )


class _Builder(ElementTree.TreeBuilder):
    """Builds a tree, but no deep one."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ElementTree.Element:
        self.depth += 1
        if self.depth > MAX_LIST_DEPTH:
            raise UnreadableFileError("The list of sheets is nested beyond reason.", _HOSTILE)
        return super().start(tag, attrs)

    def end(self, tag: str) -> ElementTree.Element:
        self.depth -= 1
        return super().end(tag)


def _parse(handle: zipfile.ZipFile, member: str) -> ElementTree.Element:
    data = handle.read(member)
    if len(data) > MAX_LIST_BYTES:
        raise UnreadableFileError(
            "The list of sheets is larger than any spreadsheet program writes.", _HOSTILE
        )
    try:
        return ElementTree.fromstring(data, ElementTree.XMLParser(target=_Builder()))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UnreadableFileError(
            "The list of sheets in the file is damaged.", _SAVE_AGAIN
        ) from error
