"""The PDF says what the pack says, is accessible, and is the same bytes anywhere."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import shutil
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path

import pypdf
import pytest

from cockpit import locales, wording
from cockpit.boardpack import pdf, signs
from cockpit.boardpack.model import Column, Kind, Pack, Table, text_cell
from tests.boardpack.packs import HOSTILE, hostile_pack, sample_pack
from tests.boardpack.reading_back import MAKE, bare, pdf_text, said

ROOT = Path(__file__).resolve().parents[2]
RTL, FAR = ("\u0590", "\u06ff"), "\u3000"


@cache
def made(which: str) -> bytes:
    pack = sample_pack() if which == "sample" else hostile_pack()
    return pdf.files(pack)["board_pack.pdf"]


def reader(which: str = "sample") -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made(which)))


def test_every_text_of_the_pack_stands_on_a_page() -> None:
    text = pdf_text(made("sample"))
    lost = [(where, each) for where, each in said(sample_pack()) if bare(each) not in text]
    assert lost == []


def test_hostile_texts_are_text() -> None:
    text = pdf_text(made("hostile"))
    for each in HOSTILE:
        # Text from right to left is read back in another order, and a machine may have no
        # typeface for far signs.
        if not any(RTL[0] <= sign <= RTL[1] or sign >= FAR for sign in each):
            assert bare(each) in text
    assert "emoji" in text
    assert "root:" not in text


def test_nothing_a_reader_could_run_or_follow_comes_from_a_text() -> None:
    document = reader("hostile")
    links = [note.get_object() for page in document.pages for note in page.get("/Annots", [])]
    assert links
    assert all("/A" not in link and link["/Subtype"] == "/Link" for link in links)
    assert "/JavaScript" not in document.trailer["/Root"].get("/Names", {})


def test_it_is_tagged_and_says_what_it_is() -> None:
    document = reader()
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"].startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata is not None
    assert document.metadata.title == sample_pack().title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_every_chart_has_its_takeaway_as_alternative_text() -> None:
    found = set()

    def walk(node: object) -> None:
        node = node.get_object() if isinstance(node, pypdf.generic.IndirectObject) else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.add(str(node["/Alt"]))
            walk(node.get("/K", []))

    walk(reader().trailer["/Root"]["/StructTreeRoot"]["/K"])
    charts = {chart.takeaway for section in sample_pack().sections for chart in section.charts}
    assert charts <= found


def test_contents_name_every_section_with_its_page() -> None:
    document = reader()
    pages = [bare(page.extract_text()) for page in document.pages]
    outline = [each for each in document.outline if not isinstance(each, list)]
    begins = {str(each.title): document.get_destination_page_number(each) for each in outline}
    for section in sample_pack().sections:
        page = begins[section.title]
        assert bare(section.headline) in pages[page]
        assert bare(f"{section.headline}{page + 1}") in pages[1]


def test_every_page_has_its_number_and_the_stamp() -> None:
    document = reader()
    total = len(document.pages)
    for place, page in enumerate(document.pages, start=1):
        text = bare(page.extract_text())
        assert bare(f"Page {place} of {total}") in text
        assert bare(sample_pack().footer) in text


def test_pages_are_a4_landscape_and_nothing_lies_outside() -> None:
    for which in ("sample", "hostile"):
        for page in reader(which).pages:
            assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
            places: list[float] = []
            page.extract_text(
                visitor_text=lambda text, cm, tm, font, size, places=places: (
                    places.append(cm[0] * tm[4] + cm[4]) if text.strip() else None
                )
            )
            assert places
            assert all(0 < place < 842 for place in places)


def test_a_shortened_table_says_so() -> None:
    section = sample_pack().sections[0]
    table = hostile_pack().sections[0].tables[0]
    short = dataclasses.replace(table, shown=3, key="short")
    none = dataclasses.replace(table, shown=0, key="none", title="only in the files")
    changed = dataclasses.replace(section, tables=(short, none))
    pack = dataclasses.replace(sample_pack(), sections=(changed,))
    text = pdf_text(pdf.files(pack)["board_pack.pdf"])
    assert bare(f"The first 3 of {len(table.rows)} rows") in text
    assert bare("only in the files") not in text


def test_methods_stand_at_the_end_and_their_place_is_named() -> None:
    long = " ".join(f"Sentence {place} says how a figure is formed." for place in range(70))
    section = next(each for each in sample_pack().sections if each.tables)
    pack = dataclasses.replace(sample_pack(), sections=(dataclasses.replace(section, method=long),))
    pages = [
        bare(page.extract_text())
        for page in pypdf.PdfReader(io.BytesIO(pdf.files(pack)["board_pack.pdf"])).pages
    ]
    last = len(pages)
    assert bare("Sentence 0 says") in pages[-1]
    assert bare("Sentence 69 says") in pages[-1]
    assert any(bare(f"How it is worked out: page {last}") in page for page in pages[2:-1])


def test_no_page_of_the_sample_is_almost_empty() -> None:
    """Without what stands on every page, and the method at the end: a dozen lines or a chart."""
    document = reader()
    for number, page in enumerate(document.pages[2:-1], start=3):
        places = set[int]()
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size, places=places: (
                places.add(round(cm[1] * tm[4] + cm[3] * tm[5] + cm[5])) if text.strip() else None
            )
        )
        # Head and foot of every page lie outside of these heights, in points from below.
        body = [place for place in places if 50 < place < 545]
        assert max(body, default=0) - min(body, default=0) > 100, number


def test_a_few_lines_do_not_take_a_page_of_their_own() -> None:
    """Rows that just do not fit are set closer; where that saves no page, they are left as is."""
    section = next(each for each in sample_pack().sections if each.tables)
    words = ("row", "Row", Kind.TEXT, "One row")
    pages = {}
    for count in range(18, 30, 2):
        rows = tuple((text_cell(f"Row {place}"),) for place in range(count))
        table = Table("rows", "Rows", (Column(*words),), rows, shown=count)
        changed = dataclasses.replace(
            section, charts=(), tables=(table,), remarks=("One.", "Two."), method=""
        )
        pack = dataclasses.replace(sample_pack(), sections=(changed,))
        document = pypdf.PdfReader(io.BytesIO(pdf.files(pack)["board_pack.pdf"]))
        pages[count] = [page.extract_text() for page in document.pages[2:]]
    longest = max(count for count, own in pages.items() if len(own) == 1)
    assert longest >= 22, "by its own spacing a page takes 18 rows and the remarks"
    assert "Row 23" in pages[28][1], "where no page is saved, the lines stand as far apart as ever"


@pytest.mark.parametrize("locale", ["de-CH", "fr-FR", "sv-SE"])
def test_numbers_of_every_locale_have_their_signs(locale: str) -> None:
    with locales.speaking(locale):
        figure = wording.number(1234567.8, 1)
    section = dataclasses.replace(sample_pack().sections[0], headline=f"In all {figure}")
    pack = dataclasses.replace(sample_pack(), sections=(section,), locale=locale)
    content = pdf.files(pack)["board_pack.pdf"]
    assert bare(figure) in pdf_text(content)
    # The standard is kept, so each sign has a glyph in a typeface of ours.
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def test_a_section_without_an_answer_says_so() -> None:
    section = dataclasses.replace(
        sample_pack().sections[0], answered=False, figures=(), charts=(), tables=()
    )
    pack = dataclasses.replace(sample_pack(), sections=(section,), classification="")
    text = pdf_text(pdf.files(pack)["board_pack.pdf"])
    assert bare("Cannot be answered from this data yet") in text
    assert bare(section.headline) in text


def test_a_pack_without_sections_is_still_a_document() -> None:
    pack: Pack = dataclasses.replace(sample_pack(), sections=())
    assert len(pypdf.PdfReader(io.BytesIO(pdf.files(pack)["board_pack.pdf"])).pages) >= 1


def test_signs_without_a_glyph_cost_the_standard_and_nothing_else() -> None:
    document = reader("hostile")
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]


def test_long_words_may_break_and_others_may_not() -> None:
    assert "\u200b" not in signs.soft("EUR\u00a01.2\u00a0m of twenty-eight words and a hyphen")
    assert signs.soft("x" * 300).replace("\u200b", "") == "x" * 300
    assert max(map(len, signs.soft("x" * 300).split("\u200b"))) <= 14


def can_leave_the_network() -> bool:
    """Whether this system lets a process without rights have no network."""
    tool = shutil.which("unshare")
    return bool(tool) and subprocess.run([str(tool), "-rn", "true"], check=False).returncode == 0


@pytest.mark.slow
def test_the_same_pack_is_the_same_bytes_in_any_process_and_without_a_network() -> None:
    told = set()
    alone = ["unshare", "-rn"] if can_leave_the_network() else []
    for seed, zone, within in (("0", "Pacific/Auckland", alone), ("17", "America/Lima", [])):
        run = subprocess.run(
            [*within, sys.executable, "-c", MAKE, "pdf", "png", "html"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        told.add(run.stdout)
    assert len(told) == 1
    names = {line.split()[0] for line in told.pop().splitlines()}
    assert {"board_pack.html", "board_pack.pdf", "png/page_01.png"} <= names


def test_it_is_made_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refused)
    again = pdf.files(sample_pack())["board_pack.pdf"]
    assert hashlib.sha256(again).digest() == hashlib.sha256(made("sample")).digest()
