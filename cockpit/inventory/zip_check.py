"""Checks a zip package before any reader touches it, and gives a safe copy of it.

Runs in the child process only. Bytes are counted while inflating, since sizes in
a zip directory may lie; and the copy is what was counted, so that a reader which
understands a directory in another way sees nothing else.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import NoReturn

from cockpit.inventory.raw import LIMITS, Limits, UnreadableFileError
from cockpit.inventory.xlsx_cells import limit_tokens

_HOSTILE = "Nothing was read from it. Save the data anew as .xlsx from a spreadsheet program."
_SAVE_AGAIN = "Open it in a spreadsheet program, save it as .xlsx, and upload that."
#: Folders that no reader opens: pictures, queries and labels of other programs, files inside.
_UNREAD = ("xl/media/", "xl/embeddings/", "customXml/", "docProps/", "Pictures/", "Thumbnails/")
_SHEETS = "xl/worksheets/"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
#: A tag with more than a hundred attributes is longer than this.
_LONG_TAG = re.compile(rb"<[^<>]{400,}")
_STEP_BYTES = 1 << 20


def checked_copy(data: bytes, limits: Limits = LIMITS) -> bytes:
    """The same package, every member inflated within the limits and stored unpacked.

    Of an office package, the folders that no reader opens are counted and left out.

    Raises
    ------
    UnreadableFileError
        If the package is damaged, protected, too large or of hostile make.
    """
    copy = io.BytesIO()
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(copy, "w") as safe:
            infos = package.infolist()
            _check_directory(infos, limits)
            begins = _begins(data, infos)
            office = any(_office(info.filename) for info in infos)
            for info in infos:
                with package.open(info):  # holds the member's own header against the directory
                    pass
                begin = begins[info.filename]
                packed = data[begin : begin + info.compress_size]
                content = _content(packed, info, total, limits)
                total += len(content)
                if office and info.filename.startswith(_UNREAD):
                    continue
                if office:
                    _check_markup(info.filename, content, limits)
                safe.writestr(zipfile.ZipInfo(info.filename), content)
    except (zipfile.BadZipFile, NotImplementedError, struct.error, OSError, ValueError) as error:
        raise _damaged() from error
    return copy.getvalue()


def _office(name: str) -> bool:
    return name in ("[Content_Types].xml", "content.xml") or name.startswith("xl/")


def _damaged(name: str = "") -> UnreadableFileError:
    where = f", in its part {_short(name)}" if name else ""
    return UnreadableFileError(
        f"The file is damaged or was cut off{where}.",
        "Download or save it again, then upload it.",
    )


def _short(name: str) -> str:
    return repr(name if len(name) <= 80 else name[:79] + "…")


def _check_directory(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.members:
        raise UnreadableFileError(
            f"The file holds {len(infos):,} parts; more than {limits.members:,} are not read.",
            _HOSTILE,
        )
    known: set[str] = set()
    for info in infos:
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/"):
            raise UnreadableFileError(
                f"The file holds a part that points outside it, {_short(name)}.", _HOSTILE
            )
        # the library looks names up whatever their case: one would hide the other
        if name.casefold() in known:
            raise UnreadableFileError(
                f"The file holds two parts of the same name, {_short(name)}.", _HOSTILE
            )
        known.add(name.casefold())
        if info.flag_bits & 0x1:
            raise UnreadableFileError(
                "The file is protected by a password.",
                "Save a copy without a password and upload that.",
            )
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableFileError(
                f"A part of the file, {_short(name)}, is packed in a way that no spreadsheet "
                "program uses.",
                _SAVE_AGAIN,
            )


def _begins(data: bytes, infos: list[zipfile.ZipInfo]) -> dict[str, int]:
    """Where the content of each member begins; members that overlap are refused."""
    found, end = {}, 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.header_offset < end:
            raise UnreadableFileError(
                f"Parts of the file overlap, at {_short(info.filename)}.", _HOSTILE
            )
        name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
        found[info.filename] = info.header_offset + 30 + name + extra
        end = found[info.filename] + info.compress_size
    return found


def _content(packed: bytes, info: zipfile.ZipInfo, before: int, limits: Limits) -> bytes:
    """What one member holds; ``before`` bytes were unpacked already."""
    if info.compress_type == zipfile.ZIP_STORED:
        _limit_size(len(packed), len(packed), info.filename, before, limits)
        content = packed
    else:
        content = _inflate(packed, info.filename, before, limits)
    if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise _damaged(info.filename)
    return content


def _inflate(packed: bytes, name: str, before: int, limits: Limits) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    pieces, size, rest = [], 0, packed
    try:
        while not inflater.eof:
            piece = inflater.decompress(rest, _STEP_BYTES)
            rest = inflater.unconsumed_tail
            if not piece and not rest and not inflater.eof:
                break
            pieces.append(piece)
            size += len(piece)
            _limit_size(size, len(packed), name, before, limits)
    except zlib.error as error:
        raise _damaged(name) from error
    if not inflater.eof or inflater.unused_data:
        raise _damaged(name)
    return b"".join(pieces)


def _limit_size(size: int, packed: int, name: str, before: int, limits: Limits) -> None:
    if size > limits.ratio_from_mb * 2**20 and size > limits.ratio * max(packed, 1):
        raise UnreadableFileError(
            f"A part of the file, {_short(name)}, unpacks to more than {limits.ratio} times its "
            "size.",
            _HOSTILE,
        )
    if size > limits.member_mb * 2**20:
        raise UnreadableFileError(
            f"Unpacked, a part of the file, {_short(name)}, is larger than {limits.member_mb} MB.",
            _HOSTILE,
        )
    if before + size > limits.inflated_mb * 2**20:
        raise UnreadableFileError(
            f"Unpacked, the file is larger than {limits.inflated_mb} MB.", _HOSTILE
        )


def _check_markup(name: str, content: bytes, limits: Limits) -> None:
    """Refuse declarations, and pieces and tags beyond the limits, in every part that is XML.

    Its name says nothing: a reader takes any part for XML that another part points to.
    The pieces of a sheet are looked at with the sheet, whose tab can then be named.
    """
    head = content[:256].removeprefix(_BYTE_ORDER_MARK).lstrip()
    if not head.startswith(b"<") and not name.lower().endswith((".xml", ".rels")):
        if head.startswith(_WIDE) and b"<" in head:
            _refuse_declaration(name)
        return
    # A sign that most sheets lack is found in no time, a word takes longer.
    declared = b"!" in content and (b"<!DOCTYPE" in content or b"<!ENTITY" in content)
    if declared or b"\0" in content:
        _refuse_declaration(name)
    if name.startswith(_SHEETS):
        return
    limit_tokens(f"The part {_short(name)} of the file", content, limits)
    for tag in _LONG_TAG.finditer(content):
        if tag[0].count(b"=") > limits.attributes:
            raise UnreadableFileError(
                f"The part {_short(name)} of the file is annotated beyond reason: a tag has more "
                f"than {limits.attributes} attributes.",
                _HOSTILE,
            )


def _refuse_declaration(name: str) -> NoReturn:
    raise UnreadableFileError(
        f"The part {_short(name)} of the file declares XML entities or a foreign encoding, which "
        "no spreadsheet program writes.",
        _HOSTILE,
    )
