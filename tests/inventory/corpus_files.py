"""Bad files of other kinds: text, old binary workbooks, things that are no workbook."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator
from functools import partial

import xlwt

from cockpit.inventory.raw import CellError
from tests.inventory.corpus import GOOD, Case, Either, Loads, Refused, refused
from tests.inventory.makers import Formula, ods, table, text_cell, xls, xlsb, zipped
from tests.inventory.makers import row as ods_row

_OTHER = "password, corrupt, renamed"
_TEXT = "text with columns"
_OLD = "fuzzed .xls"
_HUGE = "repeated by the million"


def _text(
    label: str, content: str | bytes, outcome: Loads | Refused, name: str = "inventory.csv"
) -> tuple[str, Case]:
    raw = content.encode() if isinstance(content, str) else content
    return label, Case(_TEXT, lambda: raw, outcome, name)


def _texts() -> Iterator[tuple[str, Case]]:
    head, two = "Name,Owner\n", ("Alpha", "Beta")
    yield _text(
        "cp1252",
        "Name;Owner\nÜberblick;Zoë\n".encode("cp1252"),
        Loads(names=("Überblick",), notes=("Windows-1252",)),
    )
    yield _text(
        "UTF-16",
        "Name\tOwner\nÜberblick\tZoë\n".encode("utf-16"),
        Loads(names=("Überblick",), notes=("UTF-16",)),
    )
    yield _text(
        "UTF-16 without a mark",
        "Name\tOwner\nAlpha\tBeta\n".encode("utf-16-le"),
        Loads(names=("Alpha",), notes=("UTF-16",)),
    )
    yield _text(
        "byte order mark", b"\xef\xbb\xbf" + b"Name,Owner\nAlpha,x\n", Loads(names=("Alpha",))
    )
    yield _text(
        "semicolon and decimal comma",
        "Name;Annual cost\nAlpha;1234,50\nBeta;7,25\n",
        Loads(names=two, notes=("comma",)),
    )
    yield _text(
        "errors that a spreadsheet program saved as text",
        "Name,Owner,Annual cost\nAlpha,#REF!,1\n#DIV/0!,x,2\nBeta,x,#NAME?\nGamma,x,3\n",
        Loads(
            names=("Gamma",),
            cells={(2, 2): CellError("#REF!")},
            issues=((2, "Owner", "#REF!"), (3, "Name", "#DIV/0!"), (4, "Annual cost", "#NAME?")),
            rejected=(2, 3, 4),
        ),
    )
    yield _text("NUL in a cell", head + "Al\0pha,x\n", refused("NUL", "Line 2"))
    yield _text("NULs in plenty", head + "a\0b\0\0\0\0\0\0\0\0\0,x\n" * 99, refused("unknown kind"))
    yield _text("20 MB cell", head + "Alpha," + "x" * (20 * 2**20), refused("characters", "line 2"))
    yield _text("50 MB cell", head + "Alpha," + "x" * (50 * 2**20), refused("25 MB"))
    yield _text(
        "a million columns", "Name" + ",x" * 10**6 + "\n", refused("500 columns", "inventory")
    )
    yield _text("60,000 rows", head + "Alpha,x\n" * 60_000, refused("50,000 rows", "inventory"))
    yield _text(
        "a row wider than the header",
        head + "Alpha,Ann\nBeta,Ann,1,2\n",
        Loads(names=("Alpha",), issues=((3, "", "wrong headers"),), rejected=(3,)),
    )
    yield _text(
        "quotation mark never closed",
        head + 'Alpha,"Ann\nBeta,x\n',
        refused("quotation mark", "line 2"),
    )
    yield _text("text behind a quotation mark", head + 'Alpha,"Ann"y\n', Loads(names=("Alpha",)))
    yield _text(
        "line breaks of old Macs", head.replace("\n", "\r") + "Alpha,x\rBeta,y\r", Loads(names=two)
    )
    yield _text(
        "delimiter stated in the first line",
        "sep=;\nName;Owner\nAlpha;x\n",
        Loads(names=("Alpha",)),
    )
    yield _text(
        "broken UTF-8",
        head.encode() + "ÄÖÜäöüßéèêçñÄÖÜ,x\n".encode() + b"A\xff,x\n",
        Loads(notes=("bytes that are not",)),
    )
    yield _text("one column, no delimiter", "Name\nAlpha\nBeta\n", Loads(names=two))
    yield _text("header alone", "Name,Owner\n", refused("no row below"))
    yield _text("blank lines alone", "\n \n\t\n" * 9, refused("no text"))
    yield _text("delimiters alone", ",,,\n,,,\n" * 9, refused(""))
    yield _text(
        "formulas as text", head + "=cmd|'/c calc'!A0,x\n", Loads(names=("=cmd|'/c calc'!A0",))
    )
    yield _text("header without names", "Colour,Cost\nred,1\n", refused("names of the initiatives"))


def _others() -> Iterator[tuple[str, Case]]:
    def of(
        label: str, data: Callable[[], bytes], *words: str, name: str = "book.xlsx"
    ) -> tuple[str, Case]:
        return label, Case(_OTHER, data, refused(*words), name)

    yield of("empty file", lambda: b"", "empty")
    yield of("truncated", lambda: GOOD[:-300], "damaged")
    yield of("first bytes alone", lambda: b"PK\3\4", "damaged")
    yield of("zeros", lambda: b"\0" * 4096, "unknown kind")
    yield of("noise", lambda: random.Random(1).randbytes(9_999), "unknown kind")
    yield of("PDF", lambda: b"%PDF-1.7\n%\xe2\xe3", "PDF")
    yield of(
        "web page called .xls", lambda: b"<html><table><tr><td>Name", "web page", name="book.xls"
    )
    yield of("JSON", lambda: b'{"Name": "Alpha"}', "JSON")
    yield of("picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "picture")
    yield of("Parquet", lambda: b"PAR1" + b"\0" * 99, "Parquet")
    yield of("gzip", lambda: b"\x1f\x8b\x08" + b"\0" * 99, "packed")
    yield of("larger than allowed", lambda: b"PK\3\4" + b"x" * (26 * 2**20), "25 MB")
    yield of(
        "workbook with a password", lambda: ole("EncryptionInfo", "EncryptedPackage"), "password"
    )
    yield of(
        "Word of 1997 called .xls",
        lambda: ole("WordDocument", "1Table"),
        "old Office format",
        name="book.xls",
    )
    yield of("old workbook with a password", locked, "password", name="book.xls")
    yield of(
        "OpenDocument with a password",
        lambda: zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": "<x/>",
                "META-INF/manifest.xml": "<m><encryption-data/></m>",
            }
        ),
        "password",
        name="book.ods",
    )
    yield of(
        "text document of OpenDocument",
        lambda: zipped(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
        ),
        "no spreadsheet",
    )
    yield of(
        "archive of pictures", lambda: zipped({"a.png": b"\x89PNG\0\0\0\1" * 9}), "zip archive"
    )


def _plain_xls() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("Initiatives")
    for number in range(40):
        for place, cell in enumerate(
            ("Name", "Annual cost", "Owner") if not number else (f"I{number}", number, "Ann")
        ):
            page.write(number, place, cell)
    return xls(book)


def ole(*streams: str) -> bytes:
    """A compound file with these (tiny) streams."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    head = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0
    )
    head += struct.pack("<109I", 0, *[free] * 108)
    table_ = struct.pack("<128I", 0xFFFFFFFD, end, *[free] * 126)

    def entry(name: str, kind: int, child: int, right: int) -> bytes:
        wide = name.encode("utf-16-le") + b"\0\0"
        return wide.ljust(64, b"\0") + struct.pack(
            "<HBBIII16xI8x8xIQ", len(wide), kind, 1, free, right, child, 0, end, 0
        )

    entries = entry("Root Entry", 5, 1, free)
    for number, name in enumerate(streams, 1):
        entries += entry(name, 2, free, number + 1 if number < len(streams) else free)
    return head + table_ + entries.ljust(512, b"\0")


def locked() -> bytes:
    """An .xls whose stream says that all that follows is encrypted."""
    data = bytearray(_plain_xls())
    place = data.find(struct.pack("<HH", 0x0042, 2))  # the code page becomes a password
    data[place : place + 2] = struct.pack("<H", 0x002F)
    return bytes(data)


def fuzzed(seed: int) -> bytes:
    """A sound .xls with some of its bytes changed."""
    rng, data = random.Random(seed), bytearray(_plain_xls())
    for _ in range(rng.choice((1, 5, 40, 400))):
        data[rng.randrange(512 * (seed % 2), len(data))] = rng.randrange(256)
    return bytes(data[: rng.randrange(600, len(data))] if seed % 5 == 4 else data)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def claiming_xls() -> bytes:
    """An .xls of a few kB that claims four thousand million shared texts."""
    data = bytearray(_plain_xls())
    place = data.find(struct.pack("<H", 0x00FC))
    data[place + 4 : place + 12] = struct.pack("<II", 2**32 - 1, 2**32 - 1)
    return bytes(data)


def _old() -> Iterator[tuple[str, Case]]:
    for seed in range(10):
        yield f"fuzzed .xls {seed}", Case(_OLD, partial(fuzzed, seed), Either(), "book.xls")
    yield ".xls that claims 4e9 shared texts", Case(_OLD, claiming_xls, Either(), "book.xls")
    yield (
        "sound .xls",
        Case(_OLD, _plain_xls, Loads(names=tuple(f"I{n}" for n in range(1, 40))), "book.xls"),
    )
    rng = random.Random(9)
    base = xlsb({"Initiatives": [["Name", "x"], ["Alpha", Formula(1.0)]]})
    spoilt = bytearray(base)
    for _ in range(20):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    yield "fuzzed .xlsb", Case(_OLD, lambda: bytes(spoilt), Either(), "book.xlsb")
    yield (
        "binary workbook of noise",
        Case(_OLD, lambda: zipped({"xl/workbook.bin": b"x"}), refused("damaged"), "book.xlsb"),
    )


def _repeated() -> Iterator[tuple[str, Case]]:
    cell = text_cell("x", 'table:number-columns-repeated="16384"')
    many = ods_row(cell, attributes='table:number-rows-repeated="1048576"')
    yield (
        ".ods cell repeated 1.7e10 times",
        Case(
            _HUGE,
            lambda: ods(table(ods_row("Name", "x"), many)),
            refused("Initiatives"),
            "book.ods",
        ),
    )
    blank = ods_row("<table:table-cell/>", attributes='table:number-rows-repeated="1048570"')
    yield (
        ".ods with a million blank rows",
        Case(
            _HUGE,
            lambda: ods(table(ods_row("Name", "x"), ods_row("Alpha", "y"), blank)),
            Loads(names=("Alpha",)),
            "book.ods",
        ),
    )
    deep = "<text:span>" * 500 + "</text:span>" * 500
    yield (
        ".ods nested 500 deep",
        Case(
            _HUGE,
            lambda: ods(table(ods_row(f"<table:table-cell>{deep}</table:table-cell>"))),
            refused("nested"),
            "book.ods",
        ),
    )


FILES: dict[str, Case] = dict([*_texts(), *_others(), *_old(), *_repeated()])
