"""Sound packages with bad content: values, headers, dates, hidden parts, links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial

from cockpit.inventory.raw import CellError, Uncached
from tests.inventory.corpus import (
    MAIN,
    OFFICE,
    SOUND,
    Case,
    Loads,
    made,
    members,
    number,
    refused,
    row,
    sheet,
    text,
    workbook,
)
from tests.inventory.makers import zipped

_ERRORS = "error cells"
_FORMULAS = "formula without value"
_NAMES = "names that read like blanks"
_TEXTS = "numbers as text"
_MONEY = "not finite"
_HEADERS = "headers"
_HIDDEN = "hidden"
_DATES = "dates"
_LINKS = "macros, links, DDE"
_COST = "Annual cost"
HEAD = row(1, "Name", _COST)
#: Style 1 is a date.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>"
)


def _one(cell: str, head: str = HEAD) -> Callable[[], bytes]:
    """Alpha with this cell in column B, and a sound Beta."""
    rows = head + row(2, "Alpha", cell) + row(3, "Beta", number("B3", "5"))
    return lambda: made(sheet(rows), extra={"xl/styles.xml": STYLES})


def _error(code: str) -> str:
    return f'<c r="B2" t="e"><v>{code}</v></c>'


def _kept_out(words: str, cells: dict[tuple[int, int], object] | None = None) -> Loads:
    """Alpha is kept out for its cell B2, Beta is not."""
    return Loads(names=("Beta",), cells=cells, issues=((2, _COST, words),), rejected=(2,))


def _error_cells() -> Iterator[tuple[str, Case]]:
    for code in (
        "#REF!",
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NUM!",
        "#VALUE!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#BUSY!",
    ):
        yield f"{code}", Case(_ERRORS, _one(_error(code)), _kept_out("", {(2, 2): CellError(code)}))
    rich = '<c r="B2" t="e" vm="1"><f>A1:A9</f><v>#VALUE!</v></c>'
    yield (
        "#SPILL! as Excel stores it",
        Case(_ERRORS, _one(rich), _kept_out("", {(2, 2): CellError("#VALUE!")})),
    )
    quoted = "<c r='B2' t='e'><v>#REF!</v></c>"
    yield (
        "error cell in other quotation marks",
        Case(_ERRORS, _one(quoted), _kept_out("", {(2, 2): CellError("#REF!")})),
    )
    spaced = '<c r="B2" t = "e"><v>#REF!</v></c>'
    yield (
        "error cell with spaces around its kind",
        Case(_ERRORS, _one(spaced), _kept_out("", {(2, 2): CellError("#REF!")})),
    )
    for label, cell in (
        ("formula without value", '<c r="B2"><f>1+1</f></c>'),
        ("formula with an empty value", '<c r="B2"><f>1+1</f><v></v></c>'),
        ("shared formula without value", '<c r="B2"><f t="shared" ref="B2:B3" si="0">A2*2</f></c>'),
        ("formula in a comment's shade", '<c r="B2"><!-- --><f>1+1</f></c>'),
    ):
        yield label, Case(_FORMULAS, _one(cell), _kept_out("formula", {(2, 2): Uncached()}))
    yield (
        "formula with a stored blank text",
        Case(
            _FORMULAS,
            _one('<c r="B2" t="str"><f>""</f><v></v></c>'),
            Loads(names=("Alpha", "Beta")),
        ),
    )


def _names() -> Iterator[tuple[str, Case]]:
    words = ("NA", "None", "null", "nan", "TRUE", "-1", "1e5", "=1+1", "@x", "00042")
    rows = HEAD + "".join(row(n, word, number(f"B{n}", "1")) for n, word in enumerate(words, 2))
    yield "NA, None and null", Case(_NAMES, lambda: made(sheet(rows)), Loads(names=words))


def _numbers() -> Iterator[tuple[str, Case]]:
    for written, words in (
        ("12%", "percentage"),
        ("(1,234)", "ambiguous"),
        ("(1,234.50)", "negative"),
        ("1.234", ""),
        ("1,234", ""),
        ("12 apples", ""),
        ("1,2,3", ""),
        ("--5", ""),
        ("0x1F", ""),
    ):
        yield f"{written} as an amount", Case(_TEXTS, _one(text("B2", written)), _kept_out(words))
    yield (
        "€1.234,56 as an amount",
        Case(_TEXTS, _one(text("B2", "€1.234,56")), Loads(names=("Alpha", "Beta"))),
    )
    for written in ("NaN", "INF", "-INF", "1e400", "-1e400", "1e309"):
        yield (
            f"{written} as the number of a cell",
            Case(_MONEY, _one(number("B2", written)), Loads(names=("Beta",), rejected=(2,))),
        )
    for written in ("nan", "inf", "Infinity", "1e400"):
        yield (
            f"{written} as the text of a cell",
            Case(_MONEY, _one(text("B2", written)), _kept_out("")),
        )
    for written in ("1e308", "-1e16"):
        yield (
            f"{written} as an amount",
            Case(_MONEY, _one(number("B2", written)), _kept_out("beyond 1,000,000,000,000,000")),
        )
    yield (
        "error code as the text of a cell",
        Case(_ERRORS, _one(text("B2", "#DIV/0!")), _kept_out("#DIV/0! is an error")),
    )
    yield (
        "letters as the number of a cell",
        Case(_MONEY, _one(number("B2", "abc")), Loads(names=("Beta",), rejected=(2,))),
    )


def _headers() -> Iterator[tuple[str, Case]]:
    def of(label: str, head: str, outcome: Loads) -> tuple[str, Case]:
        rows = head + row(2, "Alpha", number("B2", "1"), number("C2", "2"))
        return label, Case(_HEADERS, lambda: made(sheet(rows)), outcome)

    yield of(
        "two columns of one name",
        row(1, "Name", "Colour", "Colour"),
        Loads(names=("Alpha",), notes=("Colour (2)",)),
    )
    yield of(
        "two columns that are the same of ours",
        row(1, "Name", _COST, _COST),
        Loads(issues=((1, f"{_COST}, {_COST}", ""),)),
    )
    yield of(
        "zero-width sign in a header",
        row(1, "Na\u200bme", "x"),
        Loads(names=("Alpha",), notes=("invisible",)),
    )
    yield of(
        "byte order mark in a header",
        row(1, "\ufeffName", "x"),
        Loads(names=("Alpha",), notes=("invisible",)),
    )
    yield of(
        "no-break space in a header", row(1, "Name", "Annual\u00a0cost"), Loads(names=("Alpha",))
    )
    yield of("full-width letters in a header", row(1, "Ｎａｍｅ", "x"), Loads(names=("Alpha",)))
    yield of(
        "Cyrillic letters that look like ours",
        row(1, "Nаme", "Оwner"),
        Loads(names=("Alpha",), notes=("'Nаme'", "'Оwner'", "look like Latin ones")),
    )
    alone = row(1, "Name", _COST) + row(2, "Alpha", number("B2", "1"))
    budgets = row(5, "Cost centre", "Budget") + row(6, "X", number("B6", "99"))
    yield (
        "another table below",
        Case(
            _HEADERS,
            lambda: made(sheet(alone + budgets)),
            Loads(names=("Alpha",), issues=((5, "", "Another table begins here"),), rejected=()),
        ),
    )
    yield of("column without a header", row(1, "Name", "x"), Loads(notes=("Column C (no header)",)))


def _hidden() -> Iterator[tuple[str, Case]]:
    for state in ("hidden", "veryHidden"):
        book = workbook("Initiatives", "Other", states={"Initiatives": state})
        yield (
            f"first sheet is {state}",
            Case(
                _HIDDEN,
                partial(made, sheet(SOUND), sheet(""), extra={"xl/workbook.xml": book}),
                Loads(names=("Alpha",), notes=("'Initiatives' is hidden",)),
            ),
        )
    rows = (
        HEAD
        + row(2, "Alpha", more=' hidden="1"')
        + row(3, "Beta")
        + row(4, "Gamma", more=" hidden='1'")
    )
    yield (
        "hidden rows",
        Case(
            _HIDDEN,
            lambda: made(sheet(rows)),
            Loads(names=("Alpha", "Beta", "Gamma"), notes=("2 hidden rows",)),
        ),
    )


def _dates() -> Iterator[tuple[str, Case]]:
    head = row(1, "Name", "Start")
    mac = '<workbookPr date1904="1"/>'

    def of(label: str, serial: str, outcome: Loads, extra: str = "") -> tuple[str, Case]:
        rows = head + row(2, "Alpha", number("B2", serial, ' s="1"')) + row(3, "Beta")
        parts = {"xl/styles.xml": STYLES, "xl/workbook.xml": workbook("Initiatives", extra=extra)}
        return label, Case(_DATES, lambda: made(sheet(rows), extra=parts), outcome)

    out = Loads(names=("Beta",), rejected=(2,))
    yield of("45000 by 1900", "45000", Loads(cells={(2, 2): dt.date(2023, 3, 15)}))
    yield of("45000 by 1904", "45000", Loads(cells={(2, 2): dt.date(2027, 3, 16)}), mac)
    for serial in ("60", "0", "-1", "2958466", "1e10", "1e300"):
        yield of(f"serial {serial}", serial, out)
    yield of("serial 0 by 1904", "0", out, mac)
    for written in ("03/04/2026", "31.02.2026", "2026-13-01", "yesterday"):
        rows = head + row(2, "Alpha", text("B2", written)) + row(3, "Beta")
        yield (
            f"{written} as a date",
            Case(_DATES, partial(made, sheet(rows)), Loads(names=("Beta",), rejected=(2,))),
        )


def _links() -> Iterator[tuple[str, Case]]:
    parts = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
    yield (
        "macros",
        Case(
            _LINKS,
            lambda: made(sheet(SOUND), extra=parts),
            Loads(names=("Alpha",), notes=("macros; they were not run",)),
            "book.xlsm",
        ),
    )
    linked = "[1]Other!$A$1"
    cell = f'<c r="B2"><f>{linked}</f><v>7</v></c>'
    outside = {"xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>'}
    yield (
        "links to other files",
        Case(
            _LINKS,
            lambda: made(sheet(HEAD + row(2, "Alpha", cell)), extra=outside),
            Loads(names=("Alpha",), cells={(2, 2): 7}, notes=("links to other files",)),
        ),
    )
    command = "cmd|'/c calc'!A0"
    called = f'<c r="B2"><f>{command}</f><v>7</v></c>'
    dde = {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}">'
        '<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    }
    yield (
        "DDE",
        Case(
            _LINKS,
            lambda: made(sheet(HEAD + row(2, "Alpha", called)), extra=dde),
            Loads(names=("Alpha",), cells={(2, 2): 7}, notes=("links to other files",)),
        ),
    )
    yield (
        "DDE without a part of its own",
        Case(
            _LINKS,
            lambda: made(sheet(HEAD + row(2, "Alpha", called))),
            Loads(names=("Alpha",), cells={(2, 2): 7}, notes=("no program was called",)),
        ),
    )
    asked = '<c r="B2"><f>WEBSERVICE("http://127.0.0.1:9/x")</f></c>'
    yield (
        "formula that calls a server",
        Case(_LINKS, _one(asked), _kept_out("formula", {(2, 2): Uncached()})),
    )
    query = "<DataMashup>".encode("utf-16") + b"\0" * 99
    yield (
        "query of Power Query beside the cells",
        Case(
            _LINKS,
            lambda: made(sheet(SOUND), extra={"customXml/item1.xml": query}),
            Loads(names=("Alpha",)),
        ),
    )
    for label, content in (
        ("Word document", "word/document.xml"),
        ("PowerPoint presentation", "ppt/presentation.xml"),
    ):
        yield (
            f"{label} called .xlsx",
            Case(
                "password, corrupt, renamed",
                partial(zipped, {"[Content_Types].xml": "<x/>", content: "<x/>"}),
                refused(label),
            ),
        )
    yield (
        "macro sheet alone",
        Case(
            _LINKS,
            lambda: zipped(
                {
                    name: content.replace(f"{OFFICE}/worksheet", "http://x/xlMacrosheet")
                    if isinstance(content, str)
                    else content
                    for name, content in members(sheet(SOUND)).items()
                }
            ),
            refused("no sheet with cells"),
        ),
    )


VALUES: dict[str, Case] = dict(
    [*_error_cells(), *_names(), *_numbers(), *_headers(), *_hidden(), *_dates(), *_links()]
)
