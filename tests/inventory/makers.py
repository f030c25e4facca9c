"""Files of the other formats, made by hand or by libraries that the readers do not use."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import xlwt

_ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A, "#VALUE!": 0x0F}


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip archive with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def xls(book: xlwt.Workbook) -> bytes:
    """An .xls file as bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(body: str, styles: str = "") -> bytes:
    """An .ods file around the XML of its tables."""
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for key, name in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
        )
    )
    extra = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} {extra}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": xml})


def table(*rows: str, name: str = "Initiatives", attributes: str = "") -> str:
    """A table of an .ods file from the XML of its rows."""
    return f'<table:table table:name="{name}" {attributes}>{"".join(rows)}</table:table>'


def row(*cells: str, attributes: str = "") -> str:
    """A row of an .ods file; a plain text becomes a text cell."""
    made = (cell if cell.startswith("<") else text_cell(cell) for cell in cells)
    return f"<table:table-row {attributes}>{''.join(made)}</table:table-row>"


def text_cell(text: str, attributes: str = "") -> str:
    """A text cell of an .ods file."""
    return (
        f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def xlsb(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    hidden: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    mac_dates: bool = False,
    kinds: Mapping[str, str] | None = None,
) -> bytes:
    """An .xlsb file: texts, numbers, truth values, errors (``"#REF!"``) and :class:`Formula`.

    A number in a tuple of one is written in the date style.
    """
    relations, bundle, members = [], b"", {}
    for number, (name, rows) in enumerate(sheets.items(), 1):
        kind = (kinds or {}).get(name, "worksheet")
        target = f"{kind}s/sheet{number}.bin"
        relations.append(
            f'<Relationship Id="rId{number}" Type="http://x/{kind}" Target="{target}"/>'
        )
        about = struct.pack("<II", int(name in hidden), number) + _wide(f"rId{number}")
        bundle += _record(156, about + _wide(name))
        members[f"xl/{target}"] = _sheet(rows, hidden_rows, merged)
    properties = _record(153, struct.pack("<III", int(mac_dates), 0, 0))
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    formats = _record(617, struct.pack("<I", 2)) + _format(0) + _format(14) + _record(618, b"")
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.bin": _record(131, b"") + properties + _record(143, b"") + bundle
            + _record(144, b"") + _record(132, b""),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{space}">'
            + "".join(relations) + "</Relationships>",
            "xl/styles.bin": _record(278, b"") + formats + _record(279, b""),
            **members,
        }
    )  # fmt: skip


class Formula:
    """A formula with the value stored last."""

    def __init__(self, value: str | float) -> None:
        self.value = value


def _format(number: int) -> bytes:
    return _record(47, struct.pack("<HHHHHBB", 0, number, 0, 0, 0, 0, 0) + b"\0\0\0\0")


def _sheet(rows: Sequence[Sequence[Any]], hidden: Sequence[int], merged: Sequence[Any]) -> bytes:
    width = max(map(len, rows), default=1)
    made = _record(129, b"") + _record(148, struct.pack("<4I", 0, len(rows) - 1, 0, width - 1))
    made += _record(145, b"")
    for number, cells in enumerate(rows):
        flag = 0x10 if number + 1 in hidden else 0
        made += _record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, flag, 0, 0))
        for place, cell in enumerate(cells):
            made += _cell(place, cell)
    made += _record(146, b"")
    for top, left, bottom, right in merged:
        made += _record(176, struct.pack("<4I", top, bottom, left, right))
    return made + _record(130, b"")


def _cell(place: int, value: Any) -> bytes:
    style = 0
    if isinstance(value, tuple):
        (value,), style = value, 1
    head, tail = struct.pack("<II", place, style), b""
    shift = 0
    if isinstance(value, Formula):
        value, shift, tail = value.value, 1, struct.pack("<HI", 0, 0)
    if isinstance(value, bool):
        return _record(4, head + bytes([value]))
    if isinstance(value, (int, float)):
        return _record(9 if shift else 5, head + struct.pack("<d", value) + tail)
    if value in _ERRORS:
        return _record(11 if shift else 3, head + bytes([_ERRORS[value]]) + tail)
    if value is None:
        return b""
    return _record(8 if shift else 6, head + _wide(value) + tail)


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, content: bytes) -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(content), b""
    while True:
        more = size >> 7
        length += bytes([size & 0x7F | (0x80 if more else 0)])
        size = more
        if not size:
            return head + length + content
