"""What PDF, web page and CSV tell, read by pypdf, the HTML parser and the CSV reader."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

import pypdf

from cockpit.export import safe_text
from tests.boardpack.reading_back import bare
from tests.boardpack.told import Plain, Told

#: Marks put by :func:`cockpit.export.safe_text` before a text that looks like a formula.
_APOSTROPHE = "'"


def of_csv(files: Mapping[str, bytes]) -> Told:
    """From ``csv/….csv``; names of tables are those of the data dictionary."""
    told = Told()
    sections = {row["section"]: bare(str(row["title"])) for row in _rows(files["csv/sections.csv"])}
    told.figures = {title: [] for title in sections.values()}
    for row in _rows(files["csv/figures.csv"]):
        where, label = sections[str(row["section"])], _text(row["label"])
        shown = (label, _text(row["as shown"]), _text(row["note"]))
        told.figures[where].append(shown)
        told.values[where, label] = _value(row["value"]) or _value(row["date or text"])
        if row["value"] == 0.0:
            told.values[where, label] = 0.0
    for row in _rows(files["csv/charts.csv"]):
        where = sections[str(row["section"])]
        if isinstance(row["value"], float):
            mark = (where, _text(row["category"]), _text(row["series"]), row["value"])
            told.marks[mark] += 1
        if row["as shown"]:
            told.write(where, _text(row["series"]), [_text(row["as shown"])])
    for resource in json.loads(files["csv/datapackage.json"])["resources"]:
        section, _, title = resource["title"].partition(": ")
        if bare(section) in told.figures and title:
            rows = _rows(files[f"csv/{resource['path']}"])
            told.cells[bare(section), bare(title)] = [
                [_value(value) for key, value in row.items() if key != "stamp"] for row in rows
            ]
    return told


def _rows(content: bytes) -> list[dict[str, Any]]:
    """Texts are quoted and stay text, whatever is bare is a number."""
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), quoting=csv.QUOTE_NONNUMERIC))


def _text(value: object) -> str:
    text = str(value)
    inner = text.removeprefix(_APOSTROPHE)
    return bare(inner if safe_text(inner) == text else text)


def _value(value: object) -> Plain:
    return value if isinstance(value, float) else _text(value)


class _Page(HTMLParser):
    """Figures and tables of the sections of the web page."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.told = Told()
        self.path: list[tuple[str, str]] = []
        self.where = self.caption = ""
        self.buffer = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("meta", "br", "col"):
            return
        self.path.append((tag, dict(attrs).get("class") or ""))
        if tag in ("h2", "dt", "dd", "caption", "th", "td", "text"):
            self.buffer = ""
        if self.where and tag == "tr":
            self.told.tables.setdefault((self.where, self.caption), []).append([])

    def handle_data(self, data: str) -> None:
        self.buffer += data

    def handle_endtag(self, tag: str) -> None:
        opened, kind = self.path.pop()
        assert opened == tag
        text = bare(self.buffer)
        if tag == "h2" and self._within("main"):
            self.where = text
            self.told.figures[text] = []
        elif not self.where:
            return
        elif tag == "text":
            self.told.drawn[self.where] = self.told.drawn.get(self.where, "") + text
        elif tag == "dt":
            self.told.figures[self.where].append((text, "", ""))
        elif tag == "dd":
            label, shown, _ = self.told.figures[self.where][-1]
            new = (label, shown, text) if kind == "note" else (label, text, "")
            self.told.figures[self.where][-1] = new
        elif tag == "caption":
            self.caption = text
        elif tag in ("th", "td"):
            self.told.tables[self.where, self.caption][-1].append(text)

    def _within(self, tag: str) -> bool:
        return any(opened == tag for opened, _ in self.path)


def of_html(content: bytes) -> Told:
    """From the web page."""
    return _Page(content).told


def of_pdf(content: bytes, sections: Collection[str]) -> Told:
    """From the tagged structure of the PDF: what a screen reader says, cell by cell."""
    document = pypdf.PdfReader(io.BytesIO(content))
    spoken = {page.indirect_reference.idnum: _spoken(page) for page in document.pages}
    told = Told()
    where, title, divisions = "", "", False
    for kind, node, page in _elements(document.trailer["/Root"]["/StructTreeRoot"], None):
        text = bare(_said(node, page, spoken))
        if kind == "/H1":
            where = text if text in sections else ""
            told.figures |= {where: []} if where else {}
            divisions = True
        elif kind in ("/H2", "/H3"):
            title = text
        elif kind == "/Table" and where in told.figures:
            rows = [
                [bare(_said(cell, at, spoken)) for _, cell, at in _children(row, row_page)]
                for name, row, row_page in _elements(node, page)
                if name == "/TR"
            ]
            told.tables.setdefault((where, title), []).extend(rows)
        elif kind == "/Div" and divisions and where:
            # The first division of a section holds its figures, a division each.
            parts = [list(_children(each, at)) for _, each, at in _children(node, page)]
            if parts and all(2 <= len(p) <= 3 and p[0][0] == "/P" for p in parts):
                said = [[bare(_said(each, at, spoken)) for _, each, at in p] for p in parts]
                told.figures[where] += [(s[0], s[1], s[2] if len(s) > 2 else "") for s in said]
                divisions = False
        elif kind == "/Figure" and where:
            divisions = False
            told.drawn[where] = told.drawn.get(where, "") + text
    return told


def _spoken(page: pypdf.PageObject) -> dict[int | None, str]:
    """Text of each piece of marked content on a page."""
    found: dict[int | None, str] = defaultdict(str)
    open_: list[int | None] = []

    def before(operator: bytes, operands: Any, *_: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            marks = operands[1] if len(operands) > 1 else None
            open_.append(marks.get("/MCID") if isinstance(marks, dict) else None)
        elif operator == b"EMC":
            open_.pop()

    def text(words: str, *_: Any) -> None:
        found[next((each for each in reversed(open_) if each is not None), None)] += words

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return dict(found)


def _elements(node: Any, page: int | None) -> Iterator[tuple[str, Any, int | None]]:
    """Every element below a node in reading order, with its kind and page."""
    for kind, child, at in _children(node, page):
        yield kind, child, at
        yield from _elements(child, at)


def _children(node: Any, page: int | None) -> Iterator[tuple[str, Any, int | None]]:
    below = node.get_object().get("/K", [])
    below = below.get_object() if hasattr(below, "get_object") else below
    for child in below if isinstance(below, list) else [below]:
        each = child.get_object()
        if isinstance(each, dict) and "/S" in each:
            at = each.raw_get("/Pg").idnum if "/Pg" in each else page
            yield str(each["/S"]), each, at


def _said(node: Any, page: int | None, spoken: Mapping[int, Mapping[int | None, str]]) -> str:
    """All text of an element."""
    each = node.get_object()
    if isinstance(each, list):
        return "".join(_said(child, page, spoken) for child in each)
    if isinstance(each, int):
        return spoken[page].get(int(each), "") if page is not None else ""
    at = each.raw_get("/Pg").idnum if "/Pg" in each else page
    if each.get("/Type") == "/MCR":
        return spoken[at].get(int(each["/MCID"]), "") if at is not None else ""
    return _said(each["/K"], at, spoken) if "/K" in each else ""
