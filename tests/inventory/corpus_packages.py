"""Bad packages: lying directories, bombs, missing parts, too many of something."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from tests.inventory.corpus import (
    GOOD,
    MAIN,
    OFFICE,
    SHEET,
    SOUND,
    STRINGS,
    Case,
    Loads,
    Member,
    endless,
    forged,
    made,
    members,
    refused,
    replaced,
    row,
    sheet,
    sound_parts,
    text,
)
from tests.inventory.corpus_markup import in_sheet, noise
from tests.inventory.makers import zipped

_BOMBS = "bombs and lying archives"
_PARTS = "styles, merges, blank rows"
_DIMENSION = "dimension that lies"
_STRICT = "strict and missing parts"

_OPEN = f'<worksheet xmlns="{MAIN}"><sheetData>'
_GIB_10 = 10 * 2**30


def _bombs() -> Iterator[tuple[str, Case]]:
    def of(label: str, part: Callable[[], Member], *words: str) -> tuple[str, Case]:
        return label, Case(_BOMBS, lambda: replaced(part().name, part()), refused(*words))

    cell, blank = "<row><c><v>1</v></c></row>".ljust(4096), "<row><c/></row>".ljust(4096)
    yield of("10 GB of cells", lambda: endless(SHEET, _OPEN, cell, _GIB_10), "200 MB", "sheet1")
    yield of("10 GB of blanks", lambda: endless(SHEET, _OPEN, blank, _GIB_10), "200 MB", "sheet1")
    yield (
        "10 GB of shared strings",
        Case(
            _BOMBS,
            lambda: forged(
                [
                    *sound_parts(),
                    endless(
                        STRINGS, f'<sst xmlns="{MAIN}">', "<si><t>a</t></si>".ljust(4096), _GIB_10
                    ),
                ]
            ),
            refused("200 MB", "sharedStrings"),
        ),
    )
    yield of(
        "10 GB that say they are 1 kB",
        lambda: endless(SHEET, _OPEN, cell, _GIB_10, declared=1_000),
        "200 MB",
        "sheet1",
    )
    yield of(
        "4 MB that say they are 1 kB",
        lambda: endless(SHEET, _OPEN, cell, 4 * 2**20, declared=1_000),
        "damaged",
        "sheet1",
    )
    yield of(
        "1 kB that says it is 100 MB",
        lambda: replace(Member.of(SHEET, sheet(SOUND)), size=10**8),
        "damaged",
        "sheet1",
    )
    yield of(
        "wrong checksum",
        lambda: replace(Member.of(SHEET, sheet(SOUND)), crc=7),
        "damaged",
        "sheet1",
    )
    yield of(
        "unknown packing",
        lambda: replace(Member.of(SHEET, sheet(SOUND)), method=93),
        "packed in a way",
        "sheet1",
    )
    yield of(
        "part with a password", lambda: replace(Member.of(SHEET, sheet(SOUND)), flags=1), "password"
    )
    yield (
        "320 MB in four parts",
        Case(
            _BOMBS,
            lambda: forged([*sound_parts(), *(_padding(n) for n in range(4))]),
            refused("300 MB"),
        ),
    )
    parts = sound_parts()
    yield (
        "parts that overlap",
        Case(
            _BOMBS,
            lambda: forged([*parts, replace(parts[0], name="xl/a.xml", offset=0)]),
            refused("overlap", "xl/a.xml"),
        ),
    )
    yield (
        "the same part named 500 times",
        Case(
            _BOMBS,
            lambda: forged(
                replace(Member.of("x", "y"), name=f"xl/{n}.xml", offset=0) for n in range(500)
            ),
            refused("overlap", "xl/"),
        ),
    )
    for label, name, words in (
        ("duplicate part", SHEET, "same name"),
        ("part of the same name in capitals", SHEET.upper(), "same name"),
        ("part outside", "../../etc/passwd", "outside"),
        ("part at the root", "/etc/passwd", "outside"),
        ("part outside in the way of Windows", "..\\..\\evil.xml", "outside"),
    ):
        yield (
            label,
            Case(
                _BOMBS,
                partial(_beside, name),
                refused(words, name.replace("\\", "/")[:20]),
            ),
        )
    yield (
        "3,000 parts",
        Case(
            _BOMBS,
            lambda: zipped({f"xl/{n}.xml": "<x/>" for n in range(3000)}),
            refused("3,0", "parts"),
        ),
    )
    yield (
        "archive in an archive",
        Case(
            _BOMBS,
            lambda: zipped({"inner.zip": zipped({"a.csv": "Name\nAlpha\n"})}),
            refused("another archive", "inner.zip"),
            "files.zip",
        ),
    )


def _beside(name: str) -> bytes:
    return forged([*sound_parts(), Member.of(name, "<x/>")])


def _padding(n: int) -> Member:
    """80 MB that pack about a hundred times."""
    unit = noise(9_000) + " " * (2**20 - 9_000)
    part = endless(f"xl/pad{n}.dat", "", unit, 80 * 2**20)
    return part


def _parts() -> Iterator[tuple[str, Case]]:
    def styles() -> str:
        rng = random.Random(3)
        formats = (
            "".join(
                f'<xf numFmtId="{rng.randrange(160)}" fontId="{rng.randrange(9999)}"/>'
                for _ in range(50_000)
            )
            * 20
        )
        return (
            f'<styleSheet xmlns="{MAIN}"><cellXfs count="1000000">{formats}</cellXfs></styleSheet>'
        )

    yield (
        "a million styles",
        Case(
            _PARTS,
            lambda: made(sheet(SOUND), extra={"xl/styles.xml": styles()}),
            refused("1,000,000 cell formats"),
        ),
    )
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(10, 100_010))
    yield (
        "100,000 merged ranges",
        Case(
            _PARTS,
            in_sheet(lambda: sheet(SOUND, after=f"<mergeCells>{merges}</mergeCells>")),
            refused("100,000 merged ranges", "Initiatives"),
        ),
    )
    yield (
        "a million formatted blank rows",
        Case(
            _PARTS,
            in_sheet(
                lambda: sheet(
                    SOUND
                    + "".join(
                        f'<row r="{n}" s="1" customFormat="1" ht="{n % 97}"/>'
                        for n in range(3, 1_000_003)
                    )
                )
            ),
            refused("blank", "Initiatives"),
        ),
    )
    yield (
        "a million formatted blank cells",
        Case(
            _PARTS,
            in_sheet(
                lambda: sheet(
                    SOUND
                    + "".join(
                        f'<row r="{n}">'
                        + "".join(f'<c r="{a}{n}" s="{n % 50}"/>' for a in "ABCDEFGHIJKLMNOPQRST")
                        + "</row>"
                        for n in range(3, 50_003)
                    )
                )
            ),
            Loads(names=("Alpha",)),
        ),
    )
    lying = "".join(row(n, f"Initiative {n}", "1", f"Owner {n}") for n in range(2, 102))
    yield (
        "A1:B2 that is 101 × 3",
        Case(
            _DIMENSION,
            in_sheet(
                lambda: sheet(row(1, "Name", "Colour", "Owner") + lying, '<dimension ref="A1:B2"/>')
            ),
            Loads(rows=101, cells={(101, 1): "Initiative 101", (101, 3): "Owner 101", (2, 2): "1"}),
        ),
    )
    yield (
        "A1:XFD1048576 that is 2 × 3",
        Case(
            _DIMENSION,
            in_sheet(lambda: sheet(SOUND, '<dimension ref="A1:XFD1048576"/>')),
            Loads(names=("Alpha",), rows=2),
        ),
    )
    page = "<html><body><p>Please sign in</p></body></html>"
    yield (
        "web page in the place of a sheet",
        Case(_PARTS, in_sheet(lambda: page), refused("begins as <html>", "Initiatives")),
    )


def _strict() -> Iterator[tuple[str, Case]]:
    loose, strict = MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    kin = b"http://purl.oclc.org/ooxml/officeDocument/relationships"

    def strictly() -> bytes:
        parts = {
            name: (c.encode() if isinstance(c, str) else c)
            .replace(loose, strict)
            .replace(OFFICE.encode(), kin)
            for name, c in members(sheet(SOUND)).items()
        }
        return zipped(parts)

    yield "strict workbook", Case(_STRICT, strictly, Loads(names=("Alpha",)))
    without = {
        name: c for name, c in members(sheet(SOUND), sheet(SOUND)).items() if "2.xml" not in name
    }
    yield (
        "sheet without its part",
        Case(_STRICT, lambda: zipped(without), refused("missing", "Other")),
    )
    yield (
        "two sheets of one name",
        Case(
            _STRICT,
            lambda: made(sheet(SOUND), sheet(SOUND), tabs=("Initiatives", "initiatives")),
            refused("same name", "initiatives"),
        ),
    )
    yield "no sheet at all", Case(_STRICT, lambda: made(), refused("no sheet"))
    bare = {n: c for n, c in members(sheet(SOUND)).items() if n != "xl/workbook.xml"}
    yield (
        "package without a list of sheets",
        Case(_STRICT, lambda: zipped(bare), refused("without a list of sheets")),
    )
    twice = SOUND.replace("</row>", text("A2", "Beta") + "</row>").replace(
        text("A2", "Beta"), "", 1
    )
    yield (
        "cell that is there twice",
        Case(_STRICT, in_sheet(lambda: sheet(twice)), refused("twice", "A2")),
    )
    yield (
        "rows in disorder",
        Case(_STRICT, in_sheet(lambda: sheet(row(5, "Name") + row(2, "Alpha"))), refused("row 2")),
    )
    yield "cut in half", Case(_STRICT, lambda: GOOD[: len(GOOD) // 2], refused("damaged"))


PACKAGES: dict[str, Case] = dict([*_bombs(), *_parts(), *_strict()])
