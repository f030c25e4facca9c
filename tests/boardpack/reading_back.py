"""What a file says, read back by a second program and made comparable."""

from __future__ import annotations

import io
import re

import pypdf

from cockpit.boardpack.model import Pack, texts

#: A program that makes the formats it is given and prints a hash of every file.
MAKE = """
import hashlib, sys
from tests.boardpack.packs import sample_pack
from cockpit.boardpack import formats
for key in sys.argv[1:]:
    found = formats.format_row(key).files(sample_pack(draws=200))
    for name in sorted(found):
        print(name, hashlib.sha256(found[name]).hexdigest())
"""


def bare(text: str) -> str:
    """Text without any white space or break marks: line breaks differ between programs."""
    return re.sub(r"[\s\u00a0\u200b\u2060\u00ad]+", "", text)


def pdf_text(content: bytes) -> str:
    """All text of a PDF, bare."""
    return bare("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


def said(pack: Pack) -> list[tuple[str, str]]:
    """Every text of a pack that a page must show, with where it comes from."""
    found = [("title", pack.title), ("organisation", pack.organisation), ("footer", pack.footer)]
    for section in pack.sections:
        key = section.key
        found += [(f"{key} {part}", getattr(section, part)) for part in ("title", "headline")]
        found += [(f"{key} method", section.method)]
        found += [(f"{key} remark", each) for each in section.remarks]
        for each in section.figures:
            where = f"{key}.{each.key}"
            found += [(where, each.label), (where, each.text), (where, each.note)]
        found += [(f"{key}.{each.key}", each.title) for each in section.charts]
        for table in section.tables:
            if not table.shown or not table.rows:
                continue
            where = f"{key}.{table.key}"
            found += [(where, table.title), (where, table.note)]
            found += [(where, column.title) for column in table.columns]
            found += [(where, text) for row in table.rows[: table.shown] for text in texts(row)]
    return [(where, text) for where, text in found if text]
