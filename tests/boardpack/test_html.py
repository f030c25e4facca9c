"""The web page says what the pack says, needs nothing but itself, and lets no text be markup."""

from __future__ import annotations

import base64
import dataclasses
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import pytest

from cockpit.boardpack import fonts, html
from cockpit.boardpack.model import Pack
from tests.boardpack.packs import HOSTILE, hostile_pack, sample_pack
from tests.boardpack.reading_back import bare, said

VOID = ("meta", "link", "img", "br", "hr", "input", "col")


class Page(HTMLParser):
    """Elements with their attributes, and the text between them."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def each(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@cache
def page(which: str = "sample") -> Page:
    pack = sample_pack() if which == "sample" else hostile_pack()
    return Page(html.files(pack)["board_pack.html"])


def pack_of(which: str) -> Pack:
    return sample_pack() if which == "sample" else hostile_pack()


@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_every_text_of_the_pack_is_text_of_the_page(which: str) -> None:
    shown = bare(page(which).text)
    lost = [(where, each) for where, each in said(pack_of(which)) if bare(each) not in shown]
    assert lost == []


@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_every_element_is_closed_and_no_name_stands_twice(which: str) -> None:
    assert page(which).open == []
    names = Counter(a["id"] for _, a in page(which).elements if "id" in a)
    assert [name for name, count in names.items() if count > 1 and not name.startswith("p")] == []


@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_nothing_is_run_or_asked_for(which: str) -> None:
    found = page(which)
    for tag in ("script", "link", "iframe", "img", "image", "object", "form", "base", "use"):
        assert found.each(tag) == []
    for tag, attributes in found.elements:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            if name in ("href", "src", "xlink:href", "action"):
                assert value is not None
                assert value.startswith("#"), (tag, value)
    policy = next(m["content"] for m in found.each("meta") if "http-equiv" in m)
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "script" not in policy


def test_addresses_are_only_names_of_vocabularies() -> None:
    source = html.files(sample_pack())["board_pack.html"].decode()
    addresses = set(re.findall(r"https?://[^\s\"'<>)]+", source))
    assert addresses == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_hostile_texts_make_no_elements() -> None:
    kinds = {tag for tag, _ in page("hostile").elements}
    assert kinds <= {tag for tag, _ in page("sample").elements} | {"ul", "li", "p"}
    for each in HOSTILE:
        assert each in page("hostile").text


def test_it_can_be_read_without_eyes() -> None:
    found = page()
    assert found.each("html") == [{"lang": "en"}]
    assert len(found.each("h1")) == 1
    assert {each["scope"] for each in found.each("th")} == {"col", "row"}
    assert len(found.each("caption")) == len(found.each("table"))
    assert found.each("a")[0]["href"] == "#content"
    ids = {a["id"] for _, a in found.elements if "id" in a}
    for _, attributes in found.elements:
        for name in (attributes.get("aria-labelledby") or "").split():
            assert name in ids
    targets = {each["href"] for each in found.each("a")}
    assert {f"#{section.key}" for section in sample_pack().sections} <= targets


def test_every_chart_says_its_takeaway() -> None:
    drawings = [each for each in page().each("svg") if each.get("role") == "img"]
    charts = [chart for section in sample_pack().sections for chart in section.charts]
    assert len(drawings) == len(charts)
    for chart in charts:
        assert chart.takeaway in page().text


def test_the_typeface_is_in_the_page_as_it_was_published() -> None:
    source = html.files(sample_pack())["board_pack.html"].decode()
    faces = re.findall(r"url\(data:font/otf;base64,([A-Za-z0-9+/=]+)\)", source)
    assert [base64.b64decode(each) for each in faces] == [
        (fonts.FOLDER / fonts.FILES[weight, "normal"]).read_bytes() for weight in (400, 600)
    ]


def test_controls_are_shown_as_marks() -> None:
    section = dataclasses.replace(sample_pack().sections[0], headline="bell \x07 nul \x00")
    pack = dataclasses.replace(sample_pack(), sections=(section,))
    assert "bell \ufffd nul \ufffd" in Page(html.files(pack)["board_pack.html"]).text


def test_a_section_without_an_answer_says_so() -> None:
    section = dataclasses.replace(sample_pack().sections[0], answered=False, figures=(), charts=())
    pack = dataclasses.replace(sample_pack(), sections=(section,))
    assert "Cannot be answered" in Page(html.files(pack)["board_pack.html"]).text
    open_ones = sum(not section.answered for section in sample_pack().sections)
    assert page().text.count("Cannot be answered from this data yet") == open_ones


def test_columns_are_as_wide_as_their_texts_ask_for() -> None:
    """Each table has a width for each column, a hundred percent together; prose has the most."""
    shares = [
        float(str(each["style"]).removeprefix("width: ").removesuffix("%"))
        for each in page().each("col")
    ]
    assert len(shares) == len(page().each("th")) - sum(
        each.get("scope") == "row" for each in page().each("th")
    )
    tables = [
        table
        for part in sample_pack().sections
        for table in part.tables
        if table.shown and table.rows
    ]
    begun = 0
    for table in tables:
        own = shares[begun : begun + len(table.columns)]
        begun += len(own)
        assert sum(own) == pytest.approx(100, abs=0.1)
        longest = [max(len(row[place].text) for row in table.rows) for place in range(len(own))]
        if max(longest) > 80:
            assert own[longest.index(max(longest))] > 0.9 * max(own), table.key
