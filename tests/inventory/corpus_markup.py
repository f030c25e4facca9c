"""Bad XML around the cells: cells at the far end, entities, comments, attributes, nesting."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial

from tests.inventory.corpus import (
    MAIN,
    OFFICE,
    PACKAGE,
    SHEET,
    SOUND,
    STRINGS,
    Case,
    made,
    members,
    number,
    refused,
    row,
    sheet,
    workbook,
)
from tests.inventory.makers import zipped

_FAR = "cells at the far end, counts beyond reason"
_ENTITIES = "DTDs and entities"
_MARKUP = "comments, attributes, nesting"

_OPEN = f'<worksheet xmlns="{MAIN}"><sheetData>'


def noise(size: int) -> str:
    """Text that packs badly, always the same."""
    return random.Random(5).randbytes(size // 2).hex()


def _strings(count: str) -> bytes:
    xml = f'<sst xmlns="{MAIN}" count="{count}" uniqueCount="{count}"><si><t>Name</t></si></sst>'
    cells = row(1, '<c r="A1" t="s"><v>0</v></c>') + row(2, "Alpha")
    return made(sheet(cells), extra={STRINGS: xml, **_linked("sharedStrings", "sharedStrings.xml")})


def _linked(kind: str, target: str) -> dict[str, str | bytes]:
    """Relations of a workbook of one sheet with another part."""
    listed = (
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/{kind}" Target="{target}"/>'
    )
    xml = f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'
    return {"xl/_rels/workbook.xml.rels": xml}


def _with(part: str, content: str | bytes) -> Callable[[], bytes]:
    return lambda: made(sheet(SOUND), extra={part: content})


def in_sheet(make: Callable[[], str]) -> Callable[[], bytes]:
    """A workbook with this sheet, made when it is asked for."""
    return lambda: made(make())


_DTD = '<!DOCTYPE a [<!ENTITY b "c">]>'
_LAUGHS = (
    "<!DOCTYPE a ["
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


def _far_cells() -> Iterator[tuple[str, Case]]:
    for label, place in (("last cell of Excel", "XFD1048576"), ("row 60,000", "A60000")):
        cells = row(1, "Name") + f'<row r="{place.lstrip("XFDA")}">{number(place, "1")}</row>'
        yield label, Case(_FAR, in_sheet(partial(sheet, cells)), refused("Initiatives", place))
    for label, place in (("row 4e9", "A4000000000"), ("row 0", "A0"), ("column ZZZZ", "ZZZZ1")):
        cells = row(1, "Name") + f'<row r="2">{number(place, "1")}</row>'
        yield label, Case(_FAR, in_sheet(partial(sheet, cells)), refused("Initiatives", place))
    blank = row(1, "Name") + '<row r="4000000000"/>'
    yield "blank row 4e9", Case(_FAR, in_sheet(lambda: sheet(blank)), refused("4000000000"))
    for count in ("4294967295", "18446744073709551615"):
        yield (
            f"{count} shared strings",
            Case(_FAR, partial(_strings, count), refused("shared texts", f"{int(count):,}")),
        )
    index = row(1, "Name") + row(2, '<c r="A2" t="s"><v>7</v></c>')
    yield (
        "shared string that is not there",
        Case(_FAR, in_sheet(lambda: sheet(index)), refused("Initiatives", "damaged")),
    )


def _entities() -> Iterator[tuple[str, Case]]:
    sound = str(members(sheet(SOUND))[SHEET])
    for label, declared in (
        ("DTD", "<!DOCTYPE worksheet>"),
        ("entity", _DTD),
        ("external entity", _OUTSIDE),
        ("a billion laughs", _LAUGHS),
    ):
        yield (
            f"{label} in a sheet",
            Case(
                _ENTITIES,
                in_sheet(partial(str.__add__, declared, sound)),
                refused("entities", "sheet1.xml"),
            ),
        )
    book = workbook("Initiatives")
    for part, content in (
        ("xl/workbook.xml", book),
        (STRINGS, f'<sst xmlns="{MAIN}"/>'),
        ("xl/styles.xml", f'<styleSheet xmlns="{MAIN}"/>'),
        ("xl/_rels/workbook.xml.rels", str(_linked("x", "x")["xl/_rels/workbook.xml.rels"])),
    ):
        yield (
            f"entity in {part}",
            Case(_ENTITIES, _with(part, _DTD + content), refused("entities", part)),
        )
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + _DTD + sound).encode("utf-16")
    yield (
        "entity in UTF-16",
        Case(_ENTITIES, lambda: made(wide), refused("foreign encoding", "sheet1.xml")),
    )
    hidden = {
        "xl/_rels/workbook.xml.rels": str(_linked("x", "y")["xl/_rels/workbook.xml.rels"]).replace(
            "sheet1.xml", "sheet1.bin"
        ),
        "xl/worksheets/sheet1.bin": _DTD + sound,
    }
    yield (
        "entity in a part of another name",
        Case(_ENTITIES, lambda: made("", extra=hidden), refused("entities", "sheet1.bin")),
    )
    yield (
        "entity in an OpenDocument",
        Case(
            _ENTITIES,
            lambda: zipped(
                {
                    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                    "content.xml": _DTD + "<x/>",
                }
            ),
            refused("entities", "content.xml"),
            "book.ods",
        ),
    )


def _markup() -> Iterator[tuple[str, Case]]:
    def of(label: str, make: Callable[[], str], *words: str) -> tuple[str, Case]:
        return label, Case(_MARKUP, in_sheet(make), refused(*words))

    yield of(
        "40 MB comment that packs well",
        lambda: sheet(SOUND, f"<!--{' ' * 40 * 2**20}-->"),
        "times its size",
        "sheet1",
    )
    yield of(
        "3 MB comment that packs badly",
        lambda: sheet(SOUND, f"<!--{noise(3 * 2**20)}-->"),
        "1 MB",
        "Initiatives",
    )
    yield of(
        "40 MB attribute",
        lambda: sheet(SOUND, f'<x a="{" " * 40 * 2**20}"/>'),
        "times its size",
        "sheet1",
    )
    yield of(
        "3 MB attribute of a cell",
        lambda: sheet(f'<row r="1"><c r="A1" x="{noise(3 * 2**20)}"/></row>'),
        "1 MB",
        "Initiatives",
    )
    many = "".join(f' a{n}="{n * 7919 % 99991}"' for n in range(1_000_000))
    yield of("a million attributes", lambda: sheet(f'<row r="1"{many}/>'), "1 MB", "Initiatives")
    yield of(
        "5,000 attributes of a cell",
        lambda: sheet(f'<row r="1"><c r="A1"{many[:60_000].rpartition(" ")[0]}/></row>'),
        "annotated beyond reason",
        "Initiatives",
    )
    yield (
        "5,000 attributes in the list of sheets",
        Case(
            _MARKUP,
            _with(
                "xl/workbook.xml",
                workbook("Initiatives", extra=f"<x{many[:60_000].rpartition(' ')[0]}/>"),
            ),
            refused("annotated beyond reason", "xl/workbook.xml"),
        ),
    )
    for depth in (100, 400_000):
        deep = "<a>" * depth + "</a>" * depth
        yield of(
            f"nesting {depth:,} deep around the cells",
            partial(sheet, SOUND, deep),
            "nested",
            "Initiatives",
        )
        yield of(
            f"nesting {depth:,} deep in a cell",
            partial(sheet, f'<row r="1"><c r="A1">{deep}</c></row>'),
            "nested",
            "A1",
        )
    deep = "<a>" * 100_000 + "</a>" * 100_000
    yield (
        "nesting in the list of sheets",
        Case(
            _MARKUP,
            _with("xl/workbook.xml", workbook("Initiatives", extra=deep)),
            refused("list of sheets", "nested"),
        ),
    )
    yield of(
        "sheet that ends amid a tag",
        lambda: _OPEN + SOUND + '<row r="3"><c r=',
        "damaged",
        "Initiatives",
    )
    yield of(
        "entity that was never declared",
        lambda: sheet(row(1, "Name") + row(2, "A&b;c")),
        "damaged",
        "Initiatives",
    )


MARKUP: dict[str, Case] = dict([*_far_cells(), *_entities(), *_markup()])
