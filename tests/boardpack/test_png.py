"""The pictures of a pack: at double density, each with its stamp, the same bytes anywhere."""

from __future__ import annotations

import dataclasses
import io
from functools import cache

import numpy as np
import pypdf
from PIL import Image

from cockpit.boardpack import pdf, png
from cockpit.theme import LIGHT
from tests.boardpack.packs import hostile_pack, sample_pack


@cache
def made() -> dict[str, bytes]:
    return png.files(sample_pack())


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_every_chart_and_every_page_is_there() -> None:
    pack = sample_pack()
    charts = {f"png/{s.key}_{c.key}.png" for s in pack.sections for c in s.charts}
    pages = {name for name in made() if name.startswith("png/page_")}
    assert set(made()) == charts | pages
    document = pypdf.PdfReader(io.BytesIO(pdf.files(pack)["board_pack.pdf"]))
    assert len(pages) == len(document.pages)


def test_pages_are_a4_landscape_at_two_pixels_a_point() -> None:
    sizes = {opened(made()[name]).size for name in made() if name.startswith("png/page_")}
    assert sizes == {(round(2 * 841.89), round(2 * 595.28))}


def test_charts_are_twice_as_wide_as_they_ask_for_and_their_margins() -> None:
    for section in sample_pack().sections:
        for chart in section.charts:
            width, height = opened(made()[f"png/{section.key}_{chart.key}.png"]).size
            assert width == 2 * (chart.width + 32)
            assert height > 2 * chart.height


def test_nothing_touches_the_edge_of_a_chart() -> None:
    paper = tuple(int(LIGHT.paper[at : at + 2], 16) for at in (1, 3, 5))
    for name, content in made().items():
        if "/page_" in name:
            continue
        pixels = np.asarray(opened(content).convert("RGB"))
        edges = [pixels[:8], pixels[-8:], pixels[:, :8], pixels[:, -8:]]
        assert all((edge == paper).all() for edge in edges), name


def test_each_picture_says_what_it_shows() -> None:
    pack = sample_pack()
    for section in pack.sections:
        for chart in section.charts:
            told = opened(made()[f"png/{section.key}_{chart.key}.png"])
            told.load()
            assert told.text["Title"] == chart.title
            assert told.text["Description"] == chart.takeaway
            assert told.text["Comment"] == pack.footer


def test_hostile_texts_make_pictures_too() -> None:
    found = png.files(hostile_pack())
    assert len([name for name in found if "page_" not in name]) == len(hostile_pack().sections)
    for content in found.values():
        opened(content).verify()


def test_a_pack_without_charts_has_its_pages() -> None:
    section = dataclasses.replace(sample_pack().sections[0], charts=())
    found = png.files(dataclasses.replace(sample_pack(), sections=(section,)))
    assert {name[:9] for name in found} == {"png/page_"}
