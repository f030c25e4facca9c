"""The pages of a pack, set by typst: the same for the PDF and for the pictures of pages.

Everything that is said goes to the template ``pack.typ`` as JSON and is set as plain
text; nothing of it is ever part of the template. Pages are A4 landscape.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from cockpit import wording
from cockpit.boardpack import fonts, pictures
from cockpit.boardpack.model import Chart, KeyFigure, Pack, Section, Table, texts
from cockpit.theme import LIGHT

_TEMPLATE = Path(__file__).with_name("pack.typ")
#: Width of the text of a page and of a half of it, in points.
FULL, HALF = 751.0, 361.0
#: Points a pixel of a chart, beside another one and alone: its 12 pixels read as 8 or 9 points.
_BESIDE, _ALONE = 0.66, 0.75
#: A word longer than this may be broken, every so many characters, where there is no hyphen.
_LONG_WORD, _PIECE = 28, 14
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MOST_FIGURES = 5
#: A method of at most so many characters stands in one column.
_ONE_COLUMN = 500
#: Charts of a page grow to this at most, and leave so many points of it white.
_MOST_GROWTH, _SPARE = 1.5, 20.0
#: Where the text of a page ends, in points from its top.
_FOOT = 544.0
#: A table of at most so many rows stands on one page whole.
_WHOLE = 18
#: Width of a character of a table, of the gap between columns, and of a column at most.
_CHARACTER, _GAP, _WIDEST = 4.6, 9.0, 280.0

#: How many times higher a row of charts stands than its charts ask for; by section and place.
Growth = Mapping[tuple[str, int], float]


def pdf(pack: Pack) -> bytes:
    """The pages as PDF, tagged and made to PDF/UA-1.

    A text may have signs that none of our typefaces can show. They are then taken from the
    typefaces of the machine; where that has none either, the standard forbids the file, and
    it is written without the claim, tagged all the same.
    """
    inputs = _fitting(pack)
    made = dt.datetime.combine(pack.as_of, dt.time(), dt.UTC)
    for machine in (False, True):
        try:
            return _one(_compiler(machine), inputs, pdf_standards=["ua-1"], timestamp=made)
        except typst.TypstError as error:
            if not _sign_missing(error):
                raise
    return _one(_compiler(True), inputs, timestamp=made)


def pngs(pack: Pack, ppi: float = 144.0) -> list[bytes]:
    """The pages as PNG, in order; 144 points an inch are two pixels a point."""
    inputs = _fitting(pack)
    try:
        _one(_compiler(False), inputs, pdf_standards=["ua-1"])
        compiler = _compiler(False)
    except typst.TypstError as error:
        if not _sign_missing(error):
            raise
        compiler = _compiler(True)
    pages = compiler.compile(format="png", ppi=ppi, sys_inputs=inputs)
    if isinstance(pages, bytes):
        return [pages]
    return list(pages or ())


def _one(compiler: typst.Compiler, inputs: dict[str, str], **settings: Any) -> bytes:
    found = compiler.compile(format="pdf", sys_inputs=inputs, **settings)
    assert isinstance(found, bytes)
    return found


def _sign_missing(error: typst.TypstError) -> bool:
    """Whether PDF/UA-1 was refused for a sign that no typeface shows."""
    return "PDF/UA-1" in str(error) and "could not be displayed" in str(error)


def _fitting(pack: Pack) -> dict[str, str]:
    """What the template takes, with charts as high as their pages allow."""
    inputs = _inputs(pack, {})
    grown = _growth(inputs)
    return _inputs(pack, grown) if grown else inputs


def _inputs(pack: Pack, grown: Growth) -> dict[str, str]:
    return {"pack": json.dumps(content(pack, grown), ensure_ascii=False, sort_keys=True)}


def _growth(inputs: dict[str, str]) -> Growth:
    """How many times higher each row of charts stands, so that its page is filled.

    The pages are set once as they are; the template marks where each row begins and ends,
    where a section ends and what its last page has left.
    """
    compiler = _compiler(False)
    _one(compiler, inputs)
    marks = json.loads(compiler.query("<mark>", field="value"))
    grown: dict[tuple[str, int], float] = {}
    for section in json.loads(inputs["pack"])["sections"]:
        own = [mark for mark in marks if mark["section"] == section["label"]]
        heights = {
            place: max(each["height"] for each in row)
            for place, row in enumerate(section["rows"])
            if all(each["kind"] == "chart" for each in row)
        }
        for page in {mark["page"] for mark in own}:
            here = [mark for mark in own if mark["page"] == page]
            begun = {mark["part"] for mark in here} & heights.keys()
            drawn = sum(heights[place] for place in begun)
            left = _left(here) - _SPARE
            if drawn and left > 0:
                grown |= {
                    (section["label"], place): min(_MOST_GROWTH, 1 + left / drawn)
                    for place in begun
                }
    return grown


def _left(marks: Sequence[Mapping[str, Any]]) -> float:
    """Points that stay white at the foot of a page, above the method where that stands there."""
    used = max((mark["y"] for mark in marks if mark["part"] != "foot"), default=0.0)
    foot = min((mark["y"] for mark in marks if mark["part"] == "foot"), default=_FOOT)
    return float(foot - used)


@functools.lru_cache(maxsize=2)
def _compiler(machine: bool) -> typst.Compiler:
    """The compiler with our typeface and those that typst brings; the machine's only if asked."""
    return typst.Compiler(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(fonts.FOLDER)],
        ignore_system_fonts=not machine,
    )


def content(pack: Pack, grown: Growth) -> dict[str, Any]:
    """What the template sets: texts, drawings and sizes, and nothing to be worked out."""
    stamp = pack.provenance
    lead = pack.sections[0].headline if pack.sections else ""
    facts = (
        ("Classification", pack.classification or wording.NA),
        ("Scenario", stamp.scenario),
        ("Source", stamp.source_name),
        ("Draws and seed", f"{stamp.draws:,}, {stamp.seed}"),
        ("Data", stamp.data_hash[:12]),
        ("Version", stamp.version),
    )
    region = pack.locale[-2:] if pack.locale.startswith("en-") else "GB"
    return {
        "title": soft(pack.title),
        "organisation": soft(pack.organisation),
        "running": wording.shorten(f"{pack.organisation} · {pack.title}", 120),
        "description": pack.footer,
        "footer": soft(pack.footer),
        "day": [pack.as_of.year, pack.as_of.month, pack.as_of.day],
        "day_text": wording.day(pack.as_of),
        "region": region,
        "font": fonts.FAMILY,
        "colours": {name: hex_ for name, hex_ in asdict(LIGHT).items() if hex_.startswith("#")},
        "lead": soft(lead),
        "facts": [[name, soft(text)] for name, text in facts],
        "contents_gap": 7 if len(pack.sections) <= 10 else 4,
        "sections": [_section(each, grown) for each in pack.sections],
    }


def soft(text: str) -> str:
    """Text that fits any column: very long words may break, and controls show as a mark."""
    text = _CONTROLS.sub("\ufffd", text)
    return re.sub(
        rf"\S{{{_LONG_WORD},}}",
        lambda word: "\u200b".join(
            word[0][at : at + _PIECE] for at in range(0, len(word[0]), _PIECE)
        ),
        text,
    )


def _label(section: Section) -> str:
    return f"section-{section.key}"


def _section(section: Section, grown: Growth) -> dict[str, Any]:
    return {
        "label": _label(section),
        "title": soft(section.title),
        "headline": soft(section.headline),
        "headline_size": 19 if len(section.headline) <= 170 else 16,
        "answered": section.answered,
        "figures": _figures(section.figures),
        "rows": _rows(section, grown),
        "remarks": [soft(each) for each in section.remarks],
        "method": _method(soft(section.method)),
    }


def _method(text: str) -> list[str]:
    """The method in one or two columns, parted behind the sentence nearest to its middle."""
    ends = [match.end() for match in re.finditer(r"\. ", text)]
    if len(text) <= _ONE_COLUMN or not ends:
        return [text] if text else []
    middle = min(ends, key=lambda end: abs(end - len(text) / 2))
    return [text[:middle].rstrip(), text[middle:]]


def _figures(figures: Sequence[KeyFigure]) -> list[list[dict[str, Any]]]:
    """Headline figures in rows of equal length, at most five a row."""
    if not figures:
        return []
    lines = math.ceil(len(figures) / _MOST_FIGURES)
    each_line = math.ceil(len(figures) / lines)
    longest = max(len(each.text) for each in figures)
    size = 24 if longest <= 14 and each_line <= 4 else 19 if longest <= 18 else 13
    shown = [
        {
            "label": soft(each.label),
            "text": soft(each.text),
            "note": soft(each.note),
            "size": size,
        }
        for each in figures
    ]
    return [shown[at : at + each_line] for at in range(0, len(shown), each_line)]


def _rows(section: Section, grown: Growth) -> list[list[dict[str, Any]]]:
    """Charts and tables in rows of one or two, in the order of the section.

    A narrow one takes the next narrow one of its kind to its side.
    """
    things: list[Chart | Table] = [
        *section.charts,
        *(each for each in section.tables if each.shown and each.rows),
    ]
    rows: list[list[Chart | Table]] = []
    while things:
        first = things.pop(0)
        fits = (each for each in things if _narrow(first) and _beside(first, each))
        partner = next(fits, None)
        if partner is not None:
            things = [each for each in things if each is not partner]
        rows.append([first] if partner is None else [first, partner])
    return [
        [_block(each, len(row) == 2, grown.get((_label(section), place), 1.0)) for each in row]
        for place, row in enumerate(rows)
    ]


def _narrow(thing: Chart | Table) -> bool:
    """Whether it stands well on half a page."""
    if isinstance(thing, Chart):
        return thing.width <= 700
    return sum(_widths(thing)) <= HALF


def _widths(table: Table) -> list[float]:
    """About how wide each column would like to be for its texts, in points."""
    return [min(_WIDEST, _points(max(map(len, told)))) for told in _told(table, _halves)]


def _fitted(table: Table, room: float) -> list[float]:
    """Widths of the columns in ``room`` points: none below its longest word, the rest by need."""
    wanted = _widths(table)
    least = [_points(max(map(len, told))) for told in _told(table, _words)]
    spread = sum(max(0.0, want - low) for want, low in zip(wanted, least, strict=True))
    left = room - sum(least)
    if sum(wanted) <= room or left <= 0 or not spread:
        return wanted
    return [
        low + left * max(0.0, want - low) / spread for want, low in zip(wanted, least, strict=True)
    ]


def _points(characters: int) -> float:
    return characters * _CHARACTER + _GAP


def _told(table: Table, parts: Callable[[str], list[str]]) -> list[list[str]]:
    """What each column has to hold without a break: parts of its title, and its cells."""
    whole: Callable[[str], list[str]] = _words if parts is _words else lambda text: [text]
    return [
        [
            *parts(column.title),
            *(part for row in table.rows[: table.shown] for part in whole(row[place].text)),
        ]
        for place, column in enumerate(table.columns)
    ]


def _words(text: str) -> list[str]:
    """Words as lines can break them; a no-break space is part of a word."""
    return [word[:_LONG_WORD] for word in re.split(r"[ \n-]", text)]


def _halves(text: str) -> list[str]:
    """A title over two lines."""
    return [*_words(text), text[: math.ceil(len(text) / 2)]]


def _beside(one: Chart | Table, other: Chart | Table) -> bool:
    """Whether the other can stand to the right: it is narrow and of the same kind."""
    return type(one) is type(other) and _narrow(other)


def _block(thing: Chart | Table, beside: bool, grown: float) -> dict[str, Any]:
    return (
        _chart(thing, beside, grown)
        if isinstance(thing, Chart)
        else _table(thing, HALF if beside else FULL)
    )


def _chart(chart: Chart, beside: bool, grown: float) -> dict[str, Any]:
    """The chart drawn for the width it has on the page, at its own height."""
    points, scale = (HALF, _BESIDE) if beside else (FULL, _ALONE)
    height = round(chart.height * grown)
    drawing = pictures.svg(chart.figure, round(points / scale), height)
    return {
        "kind": "chart",
        "long": False,
        "title": soft(chart.title),
        "alt": chart.takeaway,
        "svg": drawing,
        "points": points,
        "height": height * scale,
    }


def _table(table: Table, room: float) -> dict[str, Any]:
    shown = table.rows[: table.shown]
    rest = len(table.rows) - len(shown)
    more = f"The first {len(shown)} of {len(table.rows)} rows; the workbook and the CSV hold all."
    return {
        "kind": "table",
        "long": len(shown) > _WHOLE or any(len(text) > 200 for row in shown for text in texts(row)),
        "title": soft(table.title),
        "columns": [
            {"title": soft(each.title), "numeric": each.kind.numeric, "width": width}
            for each, width in zip(table.columns, _fitted(table, room), strict=True)
        ],
        "rows": [[soft(text) for text in texts(row)] for row in shown],
        "note": " ".join(part for part in (soft(table.note), more if rest else "") if part),
        "size": 9.5 if len(table.columns) <= 8 else 8.5,
        "pad": 4.0 if len(shown) <= 14 else 3.2,
    }
