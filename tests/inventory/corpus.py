"""Bad input as cases: a file made by code, and what must come of it.

The files are put together by hand, so that they can lie; no reader of the product and no
library of workbooks is used.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.inventory.makers import zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


@dataclass(frozen=True)
class Refused:
    """Nothing is loaded, and one sentence holds all these words: the reason and the place."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Loads:
    """What must stand in the reading: only what is stated is looked at.

    ``names`` are the accepted initiatives; ``cells`` raw cells by place (row and column from
    1, first sheet); ``notes`` words of one note each; ``issues`` row, header and words of the
    problem; ``rejected`` the rows kept out.
    """

    names: tuple[str, ...] | None = None
    cells: Mapping[tuple[int, int], Any] | None = None
    notes: tuple[str, ...] = ()
    issues: tuple[tuple[int, str, str], ...] = ()
    rejected: tuple[int, ...] | None = None
    rows: int | None = None


@dataclass(frozen=True)
class Either:
    """Noise: it loads or is refused by a sentence, but never breaks anything."""


@dataclass(frozen=True)
class Case:
    """One bad file. ``row`` names the line of the table of bad input that it belongs to."""

    row: str
    make: Callable[[], bytes]
    outcome: Refused | Loads | Either
    name: str = "book.xlsx"


def refused(*words: str) -> Refused:
    """Short for :class:`Refused`."""
    return Refused(words)


def workbook(*tabs: str, extra: str = "", states: Mapping[str, str] | None = None) -> str:
    """The workbook part; ``extra`` stands before the list of sheets."""
    listed = "".join(
        f'<sheet name="{tab}" sheetId="{n}" r:id="rId{n}"'
        + (f' state="{states[tab]}"' if states and tab in states else "")
        + "/>"
        for n, tab in enumerate(tabs, 1)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{extra}<sheets>{listed}</sheets></workbook>'
    )


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """The part of a worksheet around the XML of its rows."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def members(
    *sheets: str | bytes,
    tabs: tuple[str, ...] = ("Initiatives", "Other", "Third"),
    extra: Mapping[str, str | bytes] | None = None,
) -> dict[str, str | bytes]:
    """Parts of a workbook with these sheets; ``extra`` adds parts or replaces them."""
    count = len(sheets)
    linked = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, count + 1)
    )
    kinds = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            *([("sharedStrings", "sharedStrings")] if STRINGS in (extra or {}) else []),
            *((f"worksheets/sheet{n}", "worksheet") for n in range(1, count + 1)),
        )
    )
    related = "application/vnd.openxmlformats-package.relationships+xml"
    kinds += f'<Default Extension="rels" ContentType="{related}"/>'
    root = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE[:-13]}content-types">{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{root}</Relationships>',
        "xl/workbook.xml": workbook(*tabs[:count]),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}">{linked}</Relationships>'
        ),
        **{f"xl/worksheets/sheet{n}.xml": each for n, each in enumerate(sheets, 1)},
        **(extra or {}),
    }


def made(*sheets: str | bytes, **options: Any) -> bytes:
    """A workbook with these sheets, as a file."""
    return zipped(members(*sheets, **options))


def text(place: str, content: str) -> str:
    """A text cell."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{content}</t></is></c>'


def number(place: str, content: str, more: str = "") -> str:
    """A number cell; ``content`` goes in as it is."""
    return f'<c r="{place}"{more}><v>{content}</v></c>'


def row(n: int, *cells: str, more: str = "") -> str:
    """A row of cells; a cell without markup becomes a text."""
    done = (
        each if each.startswith("<") else text(f"{chr(65 + place)}{n}", each)
        for place, each in enumerate(cells)
    )
    return f'<row r="{n}"{more}>{"".join(done)}</row>'


#: A header and one sound initiative.
SOUND = row(1, "Name", "Annual cost", "Owner") + row(2, "Alpha", '<c r="B2"><v>100</v></c>', "Ann")
GOOD = made(sheet(SOUND))


@dataclass
class Member:
    """A member of a zip archive as its directory tells it, true or not."""

    name: str
    packed: bytes
    crc: int = 0
    size: int = 0
    method: int = 8
    flags: int = 0
    #: Offset to state in the directory instead of the true one.
    offset: int | None = None

    @classmethod
    def of(cls, name: str, content: str | bytes) -> Member:
        """A sound member."""
        raw = content.encode() if isinstance(content, str) else content
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        return cls(name, packer.compress(raw) + packer.flush(), zlib.crc32(raw), len(raw))


def forged(parts: Iterable[Member]) -> bytes:
    """A zip archive with exactly this directory."""
    body, directory, count = b"", b"", 0
    for part in parts:
        name = part.name.encode()
        about = struct.pack(
            "<HHHHHIIIHH",
            20,
            part.flags,
            part.method,
            0,
            33,
            part.crc,
            len(part.packed),
            part.size,
            len(name),
            0,
        )
        offset = len(body) if part.offset is None else part.offset
        directory += b"PK\1\2" + struct.pack("<H", 20) + about
        directory += struct.pack("<HHHII", 0, 0, 0, 0, offset) + name
        body += b"PK\3\4" + about + name + part.packed
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + end


def sound_parts() -> list[Member]:
    """Members of a sound workbook, to be spoilt."""
    return [Member.of(name, content) for name, content in members(sheet(SOUND)).items()]


def replaced(name: str, part: Member) -> bytes:
    """The sound workbook with one member in another make."""
    return forged(part if each.name == name else each for each in sound_parts())


def endless(name: str, begin: str, unit: str, total: int, declared: int | None = None) -> Member:
    """A member that inflates to about ``total`` bytes: one packed block, over and over.

    ``declared`` is the size that the directory states.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(begin.encode()) + packer.flush(zlib.Z_FULL_FLUSH)
    block = (unit * (2**20 // len(unit) + 1)).encode()
    one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    times = total // len(block)
    size = min(len(begin) + times * len(block), 2**32 - 2)
    packed = head + one * times + packer.flush()
    crc = zlib.crc32(begin.encode())
    if declared is not None:
        crc = zlib.crc32((begin.encode() + block)[:declared])
    elif total < 2**28:  # beyond, nobody comes to the end of it
        for _ in range(times):
            crc = zlib.crc32(block, crc)
    return Member(name, packed, crc, size if declared is None else declared)
