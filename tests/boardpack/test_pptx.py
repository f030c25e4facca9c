"""The slides of a pack, read back: nothing lost, nothing beyond its place, the same bytes."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.util import Pt

from cockpit import wording
from cockpit.boardpack import pptx as renderer
from cockpit.boardpack.model import Pack, Shape
from cockpit.boardpack.pptx_measure import plain
from tests.boardpack.office import Office
from tests.boardpack.packs import hostile_pack, sample_pack

ROOT = Path(__file__).resolve().parents[2]
PACKS = {"sample": sample_pack, "hostile": hostile_pack}
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


@cache
def deck(name: str) -> Any:
    return opened(PACKS[name]())


def opened(pack: Pack) -> Any:
    return pptx.Presentation(io.BytesIO(renderer.files(pack)[renderer.FILE]))


def flat(text: str) -> str:
    """Text for comparison: where it is broken over lines does not matter."""
    return " ".join(plain(text).replace(wording.GAP, " ").split())


def all_text(slide: Any) -> str:
    return flat(" ".join(each.text or "" for each in slide._element.iter(TEXT)))


def tables(found: Any) -> Iterator[list[list[str]]]:
    for slide in found.slides:
        for shape in slide.shapes:
            if shape.has_table:
                yield [[cell.text for cell in row.cells] for row in shape.table.rows]


def notes(slide: Any) -> str:
    return flat(slide.notes_slide.notes_text_frame.text)


def test_every_figure_stands_on_a_slide() -> None:
    slides = [all_text(slide) for slide in deck("sample").slides]
    for name, figure in sample_pack().figures():
        for said in (figure.text, figure.label):
            assert any(flat(said) in text for text in slides), f"{name}: {said}"


def test_every_headline_stands_whole_in_the_notes_and_opens_its_slide() -> None:
    found = deck("sample")
    for section in sample_pack().sections:
        first = next(s for s in found.slides if flat(section.headline) in notes(s))
        start = first.shapes.title.text.removesuffix(" …").split(" (1")[0].removesuffix(" …")
        assert flat(section.headline).startswith(flat(start))


def test_tables_hold_the_texts_of_the_shown_rows() -> None:
    """All of them but those that repeat a chart, which test_pptx_plan.py holds to the chart."""
    found = list(tables(deck("sample")))
    for section in sample_pack().sections:
        for table in section.tables:
            if table.repeats:
                continue
            head = [flat(column.title) for column in table.columns]
            parts = [each for each in found if [flat(text) for text in each[0]] == head]
            rows = [row for part in parts for row in part[1:]]
            wanted = [[flat(cell.text) for cell in row] for row in table.rows[: table.shown]]
            shown = [[flat(text) for text in row] for row in rows]
            for row in wanted:
                assert any(_same(row, other) for other in shown), f"{table.key}: {row}"


def _same(wanted: list[str], shown: list[str]) -> bool:
    """Equal, but for a text that is cut at a word and says so."""
    return all(
        text == other or (other.endswith(" …") and text.startswith(other[:-2]))
        for text, other in zip(wanted, shown, strict=True)
    )


def test_rows_that_are_not_shown_are_counted() -> None:
    slides = " ".join(all_text(slide) for slide in deck("sample").slides)
    for section in sample_pack().sections:
        for table in section.tables:
            more = len(table.rows) - table.shown
            if table.shown and more > 0 and not table.repeats:
                assert f"… and {wording.count(more, 'more row')} in the workbook." in slides


def test_native_charts_hold_the_values_of_the_pack() -> None:
    charts = [s.chart for slide in deck("sample").slides for s in slide.shapes if s.has_chart]
    found: dict[tuple[str, str, str], list[float | None]] = {}
    for chart in charts:
        for series in chart.plots[0].series:
            for category, value in zip(chart.plots[0].categories, series.values, strict=True):
                key = (str(category), series.name, chart._chartSpace.xpath("name(//c:ser/..)"))
                found.setdefault(key, []).append(value)
    count = 0
    for section in sample_pack().sections:
        for each in section.charts:
            if each.native is None:
                continue
            kind = "c:lineChart" if each.native.shape is Shape.LINE else "c:barChart"
            for series in each.native.series:
                for category, value in zip(each.native.categories, series.values, strict=True):
                    assert value in found[plain(category), plain(series.name), kind]
                    count += 1
    assert count > 50


@pytest.mark.parametrize("name", PACKS)
def test_every_slide_has_title_footer_number_and_notes(name: str) -> None:
    pack = PACKS[name]()
    titles = []
    for number, slide in enumerate(deck(name).slides, start=1):
        titles.append(slide.shapes.title.text)
        holders = {each.placeholder_format.type: each for each in slide.placeholders}
        kinds = {str(kind).split(" ")[0] for kind in holders}
        assert {"FOOTER", "SLIDE_NUMBER"} <= kinds, f"slide {number}"
        footer = next(e.text for k, e in holders.items() if str(k).startswith("FOOTER"))
        cut = flat(footer).removesuffix(" …")
        assert flat(pack.footer).startswith(cut)
        assert flat(pack.footer) in notes(slide)
    assert all(titles)
    assert len(set(titles)) == len(titles), "two slides have the same title"


def test_the_footer_of_the_sample_is_whole() -> None:
    for slide in deck("sample").slides:
        assert flat(sample_pack().footer) in all_text(slide)


def test_notes_hold_method_and_remarks_of_the_section() -> None:
    found = deck("sample")
    for section in sample_pack().sections:
        own = [notes(slide) for slide in found.slides if flat(section.headline) in notes(slide)]
        assert own
        for text in own:
            assert flat(section.method) in text
            assert all(flat(remark) in text for remark in section.remarks)


@pytest.mark.parametrize("name", PACKS)
def test_charts_tables_and_pictures_have_words(name: str) -> None:
    takeaways = {
        plain(chart.takeaway) for section in PACKS[name]().sections for chart in section.charts
    }
    seen = set()
    for slide in deck(name).slides:
        for shape in slide.shapes:
            words = shape._element.xpath(".//p:cNvPr/@descr")
            if shape.has_chart or shape.shape_type == 13:
                assert words
                assert words[0] in takeaways
                seen.add(words[0])
            if shape.has_table:
                assert words
                assert words[0]
    assert seen == takeaways


@pytest.mark.parametrize("name", PACKS)
def test_nothing_reaches_beyond_the_slide_or_over_another_text(name: str) -> None:
    found = deck(name)
    for number, slide in enumerate(found.slides, start=1):
        boxes = []
        for shape in slide.shapes:
            box = (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
            room = (0, 0, found.slide_width, found.slide_height)
            within = all(least <= at for least, at in zip(room[:2], box[:2], strict=True))
            within &= all(at <= most for at, most in zip(box[2:], room[2:], strict=True))
            assert within, f"slide {number}: {shape.name}"
            if not shape.name.startswith("Rule"):
                boxes.append((shape.name, box))
        for place, (one, first) in enumerate(boxes):
            for other, second in boxes[place + 1 :]:
                apart = (
                    first[2] <= second[0]
                    or second[2] <= first[0]
                    or first[3] <= second[1]
                    or second[3] <= first[1]
                )
                assert apart, f"slide {number}: {one} lies over {other}"


@pytest.mark.parametrize("name", PACKS)
def test_texts_are_large_enough(name: str) -> None:
    for slide in deck(name).slides:
        assert _size(slide.shapes.title) >= 22
        for shape in slide.shapes:
            least = 10 if shape.has_table or "Footer" in shape.name else 12
            for run in shape._element.iter("{*}rPr"):
                if run.get("sz"):
                    assert int(run.get("sz")) >= least * 100, shape.name


def _size(title: Any) -> float:
    """Size of a title, which its layout sets."""
    layout = title.part.slide_layout.placeholders[0]
    return int(layout._element.xpath(".//a:defRPr/@sz")[0]) / 100


def test_texts_fit_by_the_typeface_itself() -> None:
    """Heights of boxes against lines set with Pillow and a typeface of Arial's widths."""
    font = pytest.importorskip("PIL.ImageFont")
    try:
        regular, bold = (
            font.truetype(f"LiberationSans-{cut}.ttf", 200) for cut in ("Regular", "Bold")
        )
    except OSError:
        pytest.skip("Liberation Sans is not installed")
    for slide in deck("sample").slides:
        for shape in slide.shapes:
            if not shape.has_text_frame or shape.is_placeholder:
                continue
            needed = 0.0
            for paragraph in shape.text_frame.paragraphs:
                runs = paragraph.runs
                size = runs[0].font.size.pt
                face = bold if runs[0].font.bold else regular
                lines = _lines(paragraph.text, face, shape.width / Pt(1) / size * 200)
                needed += lines * size * 1.17
            assert needed <= shape.height / Pt(1) + 1, shape.text_frame.text


def _lines(text: str, face: Any, room: float) -> int:
    """Lines of a text set word by word."""
    lines, line = 1, ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if line and face.getlength(longer) > room:
            lines, line = lines + 1, word
        else:
            line = longer
    return lines


def test_every_run_names_its_language() -> None:
    for slide in deck("sample").slides:
        for run in slide._element.iter(f"{TEXT[:-1]}r"):
            assert run.find("{*}rPr").get("lang") == "en-GB"


def test_properties_are_the_pack_s() -> None:
    core = deck("sample").core_properties
    assert core.title == sample_pack().title
    assert core.category == sample_pack().classification
    assert core.created.date() == core.modified.date() == sample_pack().as_of


def test_contents_lead_to_the_sections() -> None:
    found = deck("sample")
    contents = found.slides[1]
    rows = next(tables(found))
    ids = [slide.slide_id for slide in found.slides]
    links = contents._element.xpath(".//a:hlinkClick")
    assert len(links) == len(rows) - 1 == len(sample_pack().sections) + 1
    for place, (row, link) in enumerate(zip(rows[1:], links, strict=True)):
        key = link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        target = contents.part.related_part(key).slide
        assert ids.index(target.slide_id) + 1 == int(row[2])
        if place < len(sample_pack().sections):
            assert flat(sample_pack().sections[place].headline) in notes(target)
        else:
            assert target.shapes.title.text == "Appendix"


def _draws_slides() -> bool:
    """Whether the LibreOffice of this machine has its program for presentations."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    return bool(program) and any(Path(program).resolve().parent.glob("libsd*lo.so"))


@pytest.mark.skipif(not _draws_slides(), reason="no LibreOffice Impress on this machine")
def test_libreoffice_opens_every_slide_with_its_figures(office: Office, tmp_path: Path) -> None:
    file = tmp_path / renderer.FILE
    file.write_bytes(renderer.files(sample_pack())[renderer.FILE])
    made = next(office.convert(file, "odp", "slides").iterdir())
    with zipfile.ZipFile(made) as package:
        root = etree.fromstring(package.read("content.xml"))
    found = root.findall(".//{*}presentation/{*}page")
    assert len(found) == len(deck("sample").slides)
    texts = [flat(" ".join(page.itertext())) for page in found]
    for name, figure in sample_pack().figures():
        assert any(flat(figure.text) in text for text in texts), name


_SCRIPT = """
import hashlib, sys
from cockpit.boardpack import pptx
from tests.boardpack.office import Office
from tests.boardpack.packs import hostile_pack, sample_pack
for pack in (sample_pack(draws=400), hostile_pack()):
    print(hashlib.sha256(pptx.files(pack)[pptx.FILE]).hexdigest())
"""


def test_two_processes_write_the_same_bytes() -> None:
    made = [
        subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1]
    assert len(made[0].split()) == 2


def test_the_package_knows_no_clock_and_no_leftovers() -> None:
    content = renderer.files(hostile_pack())[renderer.FILE]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        contents = [package.read(name) for name in names if name.endswith(".xml")]
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "notesMasterIdLst" in package.read("ppt/presentation.xml").decode()
    assert len(names) == len(set(names))
    assert b"en-US" not in b"".join(contents)
    assert not [name for name in names if "thumbnail" in name or "printer" in name]
