"""Packs of portfolios at the edge of what can be said: every format is made, and says so."""

from __future__ import annotations

import io
from functools import cache

import openpyxl
import pptx
import pytest

from cockpit.boardpack import headless
from cockpit.boardpack.build import build
from cockpit.boardpack.formats import FORMATS
from cockpit.boardpack.model import Pack
from cockpit.boardpack.options import PackOptions
from cockpit.inventory.portfolio_from import portfolio_of
from scenarios.presets import PRESETS
from tests.boardpack.materials import SPARSE
from tests.inventory import books

_SUSTAINED = ["Capture status", "Evidence grade"]


def _earning(cost: float, *benefits: float) -> books.Sheets:
    """One initiative for each benefit a month, each at this cost a month, all of it captured."""
    ids = [chr(ord("A") + place) for place in range(len(benefits))]
    return {
        "Initiatives": [["ID", "Name"], *([each, f"Initiative {each}"] for each in ids)],
        "Costs": [
            books.COST_HEAD,
            *([each, "C2", "Tokens", "tokens", "monthly", cost] for each in ids),
        ],
        "Benefits": [
            [*books.BENEFIT_HEAD, *_SUSTAINED],
            *(
                [each, "Hours", 10, benefit / 10, "sustained", "measured with baseline"]
                for each, benefit in zip(ids, benefits, strict=True)
            ),
        ],
        "Settings": books.SETTINGS,
    }


EXTREMES: dict[str, books.Sheets] = {
    **SPARSE,
    "never": _earning(10_000, 1_000, 1_000),
    "always": _earning(10, 90_000, 90_000),
    "alone": _earning(1_000, 1_200),
    "nothing": _earning(0, 0, 0),
}


@cache
def made(name: str) -> Pack:
    """The pack of one of them, on few draws."""
    reading = books.read(EXTREMES[name])
    portfolio = portfolio_of(reading, books.AS_OF)
    material = headless.material_of(reading, portfolio, PRESETS["base"], draws=200)
    return build(material, PackOptions())


@pytest.mark.parametrize("name", EXTREMES)
def test_every_format_is_made(name: str) -> None:
    found = {row.key: row.files(made(name), None) for row in FORMATS}
    assert all(files and all(files.values()) for files in found.values())
    (slides,) = found["pptx"].values()
    titles = [
        shape.text_frame.text
        for slide in pptx.Presentation(io.BytesIO(slides)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    book = openpyxl.load_workbook(io.BytesIO(found["xlsx"]["board_pack.xlsx"]))
    for section in made(name).sections:
        assert any(section.title in text for text in titles)
        assert any(section.title[:20] in sheet for sheet in book.sheetnames)


@pytest.mark.parametrize(("name", "chance"), [("never", "<1\u00a0%"), ("always", ">99\u00a0%")])
def test_draws_that_all_agree_are_not_called_certain(name: str, chance: str) -> None:
    (found,) = (
        figure
        for section in made(name).sections
        for figure in section.figures
        if section.key == "verdict" and "P(ROI" in figure.label
    )
    assert found.text == chance


@pytest.mark.parametrize("name", SPARSE)
def test_a_section_that_cannot_answer_says_what_is_missing(name: str) -> None:
    for section in made(name).sections:
        if not section.answered:
            assert section.remarks or section.tables, section.key


def test_questions_without_an_answer_stand_on_their_slide() -> None:
    files = next(row for row in FORMATS if row.key == "pptx").files(made("names only"), None)
    slides = pptx.Presentation(io.BytesIO(*files.values())).slides
    told = [
        {row.cells[0].text for row in shape.table.rows}
        for slide in slides
        for shape in slide.shapes
        if shape.has_table
    ]
    assert any({"Total exposure", "Trust and accountability"} <= topics for topics in told)
