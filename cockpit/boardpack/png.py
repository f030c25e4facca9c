"""The pack as pictures: each chart with title and stamp, and each page, at double density."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from cockpit.boardpack import sheets
from cockpit.boardpack.material import Progress
from cockpit.boardpack.model import Pack

_FOLDER = "png"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Length, name, 13 bytes and checksum of the header chunk, which must be the first.
_HEADER = 25


def files(pack: Pack, progress: Progress | None = None) -> dict[str, bytes]:
    """Pictures by name: ``png/section_chart.png`` and ``png/page_01.png`` and so on.

    Each says in its own description what it shows, for programs that read it.
    """
    if progress is not None:
        progress(0.0, "charts")
    found = {}
    charts = [(section, chart) for section in pack.sections for chart in section.charts]
    for (section, chart), picture in zip(charts, sheets.chart_pngs(pack), strict=True):
        words = {"Title": chart.title, "Description": chart.takeaway, "Comment": pack.footer}
        found[f"{_FOLDER}/{section.key}_{chart.key}.png"] = described(picture, words)
    if progress is not None:
        progress(0.4, "pages")
    for place, picture in enumerate(sheets.page_pngs(pack), start=1):
        words = {"Title": f"{pack.title}, page {place}", "Comment": pack.footer}
        found[f"{_FOLDER}/page_{place:02d}.png"] = described(picture, words)
    return found


def described(picture: bytes, words: Mapping[str, str]) -> bytes:
    """The picture with international text chunks (PNG specification, iTXt) behind its header."""
    begin = len(_SIGNATURE) + _HEADER
    chunks = b""
    for keyword, text in words.items():
        body = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode("utf-8", "replace")
        chunks += struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return picture[:begin] + chunks + picture[begin:]
