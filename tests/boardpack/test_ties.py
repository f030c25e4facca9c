"""Every figure of the pack is the same in every format and on the pages, to the last digit.

Slides, PDF, workbook, web page and CSV are read back by programs that did not write them
(see told_office and told_texts) and held against the model and against each other; the
preview and the pages that a figure comes from are read as a person reads them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from cockpit.boardpack.build import build
from cockpit.boardpack.bundle import files_of
from cockpit.boardpack.formats import format_row
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import Cell, KeyFigure, Pack, Section
from cockpit.boardpack.options import PackOptions
from cockpit.boardpack.sections.registry import SECTIONS
from tests.boardpack import told_office, told_pages, told_texts
from tests.boardpack.materials import of_sample
from tests.boardpack.reading_back import bare
from tests.boardpack.told import Told, differences, of_pack

#: Scenario and locale of the packs that are made, on the draws of the pages.
CASES = {
    "base": ("base", "en-GB"),
    "scenario": ("tenfold-usage", "en-GB"),
    "German": ("tenfold-usage", "de-DE"),
}
FORMATS = ("csv", "html", "pdf", "pptx", "xlsx")
Made = Mapping[str, bytes]
Read = Callable[[Made, Pack], Told]

#: How each format is read back, and which parts of a pack it must hold.
READERS: dict[str, tuple[Read, tuple[str, ...]]] = {
    "csv": (
        lambda made, _: told_texts.of_csv(made),
        ("figures", "values", "cells", "marks", "labels"),
    ),
    "html": (lambda made, _: told_texts.of_html(made["board_pack.html"]), ("figures", "tables")),
    "pdf": (
        lambda made, pack: told_texts.of_pdf(made["board_pack.pdf"], titles(pack)),
        ("figures", "tables"),
    ),
    "pptx": (
        lambda made, pack: told_office.of_pptx(made["board_pack.pptx"], pack),
        ("figures", "tables", "marks", "labels"),
    ),
    "xlsx": (
        lambda made, pack: told_office.of_xlsx(
            made["board_pack.xlsx"], pack.locale, titles(pack)
        ),
        ("figures", "tables", "values", "cells", "marks", "labels"),
    ),
}  # fmt: skip
#: Pages that show figures of a section as tiles under the same name, and how many at least.
SOURCES = {
    "verdict": ("overview", 4),
    "scenarios": ("scenarios", 5),
    "tco": ("full-cost", 3),
    "decisions": ("decisions", 3),
    "evidence": ("evidence", 3),
}
#: Pages whose answer is the message of a section.
MESSAGES = {
    "verdict": "overview",
    "maturity": "maturity",
    "questions": "board",
    "scenarios": "scenarios",
    "robustness": "robustness",
    "evidence": "evidence",
    "decisions": "decisions",
}


def titles(pack: Pack) -> set[str]:
    return {bare(section.title) for section in pack.sections}


@dataclass(frozen=True)
class Case:
    """A pack, and the files that were made of it."""

    pack: Pack
    made: Made

    def reads(self, key: str) -> Told:
        return READERS[key][0](self.made, self.pack)


@cache
def material(preset: str) -> Material:
    return of_sample(preset)


@cache
def case(name: str) -> Case:
    preset, locale = CASES[name]
    pack = build(material(preset), PackOptions(locale=locale))
    return Case(pack, files_of(pack, [format_row(key) for key in FORMATS]))


@cache
def told(name: str, key: str) -> Told:
    return case(name).reads(key)


@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize("name", CASES)
def test_a_format_tells_every_figure_as_it_is_meant(name: str, key: str) -> None:
    assert differences(of_pack(case(name).pack), told(name, key), READERS[key][1]) == []


@pytest.mark.parametrize("name", CASES)
def test_two_formats_never_tell_a_figure_differently(name: str) -> None:
    """Without the model between them: each format against each other one."""
    for one in FORMATS:
        for other in FORMATS:
            shared = tuple(part for part in READERS[one][1] if part in READERS[other][1])
            found = differences(told(name, other), told(name, one), shared)
            assert found == [], f"{one} against {other}"


def test_the_pack_is_large_enough_to_be_held_against_anything() -> None:
    meant = of_pack(case("scenario").pack)
    assert list(meant.figures) == [bare(row.title) for row in SECTIONS]
    assert sum(map(len, meant.figures.values())) >= 35
    assert sum(len(rows) for rows in meant.tables.values()) >= 150
    assert sum(len(rows) for rows in meant.cells.values()) >= 400
    assert sum(meant.marks.values()) >= 150
    assert sum(meant.labels.values()) >= 100


@pytest.mark.parametrize("name", CASES)
def test_pictures_write_the_figures_of_the_marks(name: str) -> None:
    """The pictures of the same charts, in web page and PDF; they need not name what is drawn.

    The picture of what drivers do to ROI writes the drivers' values, not the ROI.
    """
    for key in ("html", "pdf"):
        drawn = told(name, key).drawn
        lost = [
            (where, number)
            for where, label in told(name, "csv").labels
            # Of a band the picture writes P50 alone, and draws its ends.
            for number in re.findall(r"[+−]?\d[\d.,]*%?", re.sub(r"^(P50[^(]*)\(.*", r"\1", label))
            if where not in UNWRITTEN and not label.startswith("ROI") and number not in drawn[where]
        ]
        assert lost == [], key


#: Sections whose native charts write more at their marks than the pictures do.
UNWRITTEN = {bare("Evidence worth buying"), bare("Decisions")}


@pytest.mark.parametrize("name", CASES)
def test_the_same_value_reads_the_same_wherever_it_stands(name: str) -> None:
    """Two sections that report one figure report it with the same digits."""
    seen: dict[tuple[float, str], dict[str, str]] = {}
    for full, figure in case(name).pack.figures():
        if isinstance(figure.value, float) and figure.value not in (0.0, 1.0):
            key = (figure.value, figure.unit)
            seen.setdefault(key, {})[full] = figure.text.replace("+", "")
    assert [each for each in seen.values() if len(set(each.values())) > 1] == []


def test_a_locale_changes_signs_and_no_digit() -> None:
    english, german = (of_pack(case(name).pack) for name in ("scenario", "German"))
    assert english.values == german.values
    swap = str.maketrans(".,", ",.")
    for where, figures in english.figures.items():
        texts = [text for _, text, _ in figures]
        others = [text for _, text, _ in german.figures[where]]
        assert [text.translate(swap) for text in texts] == others, where
    pairs = zip(english.tables.items(), german.tables.items(), strict=True)
    for ((where, title), rows), ((_, other), written) in pairs:
        assert _digits([[title], *rows]) == _digits([[other], *written]), where


def _digits(rows: list[list[str]]) -> list[list[list[str]]]:
    """The numbers of each cell without the signs that a locale sets between digits."""
    return [
        [re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", text)) for text in row] for row in rows
    ]


@pytest.fixture(scope="module")
def cockpit() -> Callable[[str], AppTest]:
    return cache(told_pages.cockpit)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_preview_shows_what_the_files_hold(
    name: str, cockpit: Callable[[str], AppTest]
) -> None:
    preset, locale = CASES[name]
    keys = [row.key for row in SECTIONS]
    found = told_pages.of_preview(cockpit(preset), keys, [row.title for row in SECTIONS], locale)
    meant = of_pack(case(name).pack)
    assert differences(meant, found, ("figures", "tables")) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["base", "scenario"])
def test_the_pages_show_the_figures_of_the_pack(
    name: str, cockpit: Callable[[str], AppTest]
) -> None:
    """The tiles of the page that a section is drawn from, and its answer."""
    at = cockpit(CASES[name][0])
    sections = {section.key: section for section in case(name).pack.sections}
    for key, (page, fewest) in SOURCES.items():
        tiles = told_pages.metrics(told_pages.visit(at, page))
        figures = {bare(each.label): bare(each.text) for each in sections[key].figures}
        shared = {label: text for label, text in tiles.items() if label in figures}
        assert len(shared) >= fewest, f"{page}: {sorted(tiles)} against {sorted(figures)}"
        assert shared == {label: figures[label] for label in shared}, page
    for key, page in MESSAGES.items():
        if name == "base" and key == "scenarios":
            continue  # the base has nothing to be compared with: the section speaks of the presets
        said = told_pages.words(told_pages.visit(at, page))
        # Answers rest on the base scenario whatever is on screen; a page says so below.
        headline = sections[key].headline.removeprefix("In the base scenario: ")
        assert f"####{bare(headline)}" in said, page


# What the comparison itself is worth: a digit changed in one format is found, and only there.


def _digit(text: str) -> str:
    """The text with its last digit changed."""
    return re.sub(r"\d(?=\D*$)", lambda found: str((int(found.group()) + 1) % 10), text)


def _in_figure(section: Section) -> Section:
    first, *rest = section.figures
    assert isinstance(first.value, float)
    other: KeyFigure = replace(first, text=_digit(first.text), value=first.value * 1.013)
    return replace(section, figures=(other, *rest))


def _in_table(section: Section) -> Section:
    table, *rest = section.tables
    row, *rows = table.rows
    name, cell, *cells = row
    assert isinstance(cell.value, float)
    other = Cell(cell.value * 1.013, _digit(cell.text))
    return replace(
        section, tables=(replace(table, rows=((name, other, *cells), *rows)), *rest)
    )  # fmt: skip


def _in_chart(section: Section) -> Section:
    chart, *rest = section.charts
    assert chart.native is not None
    series, *others = chart.native.series
    value = series.values[0]
    assert value is not None
    changed = replace(series, values=(value * 1.013, *series.values[1:]))
    native = replace(chart.native, series=(changed, *others))
    return replace(section, charts=(replace(chart, native=native), *rest))


@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize("change", [_in_figure, _in_table, _in_chart])
def test_a_changed_digit_is_found(change: Callable[[Section], Section], key: str) -> None:
    whole = case("scenario").pack
    section = next(each for each in whole.sections if each.key == "exposure")
    small = replace(whole, sections=(section,), audit=None)
    wrong = replace(small, sections=(change(section),))
    read, parts = READERS[key]
    right = differences(of_pack(small), read(_made(small, key), small), parts)
    found = differences(of_pack(small), read(_made(wrong, key), small), parts)
    assert right == []
    touched = {"_in_figure": "figures", "_in_table": "tables", "_in_chart": "marks"}
    part = touched[change.__name__]
    part = "cells" if key == "csv" and part == "tables" else part
    assert any(each.startswith(part) for each in found) == (part in parts), found


def _made(pack: Pack, key: str) -> Made:
    return files_of(pack, [format_row(key)])


def test_a_figure_that_is_missing_is_found() -> None:
    whole = case("scenario").pack
    section = next(each for each in whole.sections if each.key == "verdict")
    small = replace(whole, sections=(section,), audit=None)
    less = replace(small, sections=(replace(section, figures=section.figures[:-1]),))
    for key in FORMATS:
        read, parts = READERS[key]
        assert differences(of_pack(small), read(_made(less, key), small), parts) != [], key
