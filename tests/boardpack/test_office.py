"""Slides, workbook and PDF open in an office program, and their packages are sound."""

from __future__ import annotations

import io
import posixpath
import zipfile
from functools import cache
from pathlib import Path

import pptx
import pypdf
import pytest
from lxml import etree

from cockpit.boardpack.bundle import files_of
from cockpit.boardpack.formats import format_row
from tests.boardpack.office import Office, needs_office
from tests.boardpack.packs import hostile_pack, sample_pack

PACKS = {"sample": sample_pack, "hostile": hostile_pack}
FILES = ("board_pack.pptx", "board_pack.xlsx")
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

each_pack = pytest.mark.parametrize("name", PACKS)
each_file = pytest.mark.parametrize("file", FILES)


@cache
def made(name: str, key: str) -> bytes:
    row = format_row(key)
    return files_of(PACKS[name](), [row])[row.single]


@cache
def parts(name: str, file: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made(name, file.rpartition(".")[2]))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names)), "an entry stands twice"
        assert names[0] == "[Content_Types].xml", "what programs look for first"
        return {each: archive.read(each) for each in names}


@each_file
@each_pack
def test_every_part_is_well_formed(name: str, file: str) -> None:
    strict = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    for part, content in parts(name, file).items():
        if part.endswith((".xml", ".rels", ".vml")):
            root = etree.fromstring(content, strict)
            assert root.getroottree().docinfo.doctype == "", part


@each_file
@each_pack
def test_every_relationship_has_its_part(name: str, file: str) -> None:
    found = parts(name, file)
    told = set()
    for listed, content in found.items():
        if not listed.endswith(".rels"):
            continue
        folder, _, own = listed.partition("_rels/")
        source = folder + own.removesuffix(".rels")
        assert source == "" or source in found, f"{listed}: relationships of nothing"
        names = [each.get("Id") for each in etree.fromstring(content)]
        assert len(names) == len(set(names)), listed
        for each in etree.fromstring(content):
            assert each.get("TargetMode") != "External", f"{listed} leads out of the file"
            target = each.get("Target")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            path = posixpath.normpath(path)
            assert path in found, f"{listed}: {target} is missing"
            told.add(path)
    lost = {each for each in found if not each.endswith(".rels")} - told - {"[Content_Types].xml"}
    assert lost == set(), "parts that nothing leads to"


@each_file
@each_pack
def test_every_part_has_a_content_type(name: str, file: str) -> None:
    found = parts(name, file)
    root = etree.fromstring(found["[Content_Types].xml"])
    endings = {each.get("Extension").lower() for each in root.iter(f"{_TYPES}Default")}
    overrides = [each.get("PartName").lstrip("/") for each in root.iter(f"{_TYPES}Override")]
    assert len(overrides) == len(set(overrides))
    assert set(overrides) <= set(found)
    for part in found:
        if part != "[Content_Types].xml":
            assert part in overrides or part.rpartition(".")[2].lower() in endings, part


@each_file
@each_pack
def test_what_a_part_refers_to_is_listed(name: str, file: str) -> None:
    """An ``r:id`` without its relationship is what makes a program ask for a repair."""
    found = parts(name, file)
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    for part, content in found.items():
        if not part.endswith(".xml"):
            continue
        used = {
            value
            for element in etree.fromstring(content).iter(etree.Element)
            for key, value in element.attrib.items()
            if key.startswith(space) and value
        }
        if used:
            folder, _, own = part.rpartition("/")
            listed = etree.fromstring(found[f"{folder}/_rels/{own}.rels"])
            assert used <= {each.get("Id") for each in listed}, part


@each_pack
def test_shapes_of_a_slide_have_names_of_their_own(name: str) -> None:
    for number, slide in enumerate(pptx.Presentation(io.BytesIO(made(name, "pptx"))).slides, 1):
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids)), f"slide {number}"


@needs_office
@each_pack
def test_slides_open_one_page_each(name: str, office: Office, tmp_path: Path) -> None:
    content = made(name, "pptx")
    slides = len(pptx.Presentation(io.BytesIO(content)).slides)
    document = _converted(office, tmp_path / f"slides_{name}.pptx", content)
    assert len(document.pages) == slides
    for page in document.pages:
        assert page.extract_text().strip(), "a page without any text"


@needs_office
def test_the_workbook_opens_and_prints_every_sheet(office: Office, tmp_path: Path) -> None:
    pack = sample_pack()
    document = _converted(office, tmp_path / "workbook.xlsx", made("sample", "xlsx"))
    text = " ".join(" ".join(page.extract_text().split()) for page in document.pages)
    for section in pack.sections:
        assert section.title in text
        for figure in section.figures:
            assert figure.text.replace("\u00a0", " ") in text.replace("\u00a0", " ")
    for error in ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "Err:5"):
        assert error not in text
    assert len(document.pages) <= 80, "a column that a page has no room for doubles the pages"


@needs_office
def test_the_pdf_opens_with_all_its_pages(office: Office, tmp_path: Path) -> None:
    content = made("sample", "pdf")
    file = tmp_path / "paper.pdf"
    file.write_bytes(content)
    (drawn,) = office.convert(file, "pdf:draw_pdf_Export", "paper").glob("*.pdf")
    assert len(pypdf.PdfReader(drawn).pages) == len(pypdf.PdfReader(io.BytesIO(content)).pages)


def _converted(office: Office, file: Path, content: bytes) -> pypdf.PdfReader:
    file.write_bytes(content)
    (made_,) = office.convert(file, "pdf", f"pdf_{file.stem}").glob("*.pdf")
    return pypdf.PdfReader(made_)
