"""Charts as pictures: exact size, the same bytes everywhere, nothing loaded, text as text."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest

from cockpit.boardpack import fonts, pictures
from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import LIGHT
from tests.boardpack.packs import HOSTILE, bar_figure, sample_pack
from tests.units import units_of

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
CHARTS = [
    pytest.param(chart, id=f"{section.key}.{chart.key}")
    for section in sample_pack().sections
    for chart in section.charts
]


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in the header of a PNG."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def texts(drawing: str) -> str:
    """All text of an SVG."""
    return "\n".join("".join(each.itertext()) for each in ElementTree.fromstring(drawing).iter())


@pytest.mark.parametrize("chart", CHARTS)
def test_a_picture_has_the_size_asked_for(chart) -> None:
    drawing = ElementTree.fromstring(pictures.svg(chart.figure, chart.width, chart.height))
    assert (drawing.get("width"), drawing.get("height")) == (str(chart.width), str(chart.height))
    painted = pictures.png(chart.figure, chart.width, chart.height)
    assert size_of(painted) == (2 * chart.width, 2 * chart.height)


@pytest.mark.parametrize("chart", CHARTS)
def test_every_text_is_set_in_our_typeface(chart) -> None:
    drawing = ElementTree.fromstring(pictures.svg(chart.figure, chart.width, chart.height))
    families = {each.get("font-family") for each in drawing.iter(f"{SVG}text")}
    assert families == {fonts.FAMILY}


@pytest.mark.parametrize("chart", CHARTS)
def test_the_labels_of_a_chart_are_in_one_unit(chart) -> None:
    assert len(units_of(chart.figure)) < 2


def test_rows_of_the_frame_are_in_the_picture() -> None:
    assert "Alpha" in texts(pictures.svg(bar_figure(("Alpha", "Beta")), 300, 120))


def test_a_picture_is_white() -> None:
    drawing = ElementTree.fromstring(pictures.svg(bar_figure(("Alpha",)), 300, 120))
    ground = next(drawing.iter(f"{SVG}rect"))
    assert ground.attrib == {"width": "300", "height": "120", "fill": LIGHT.paper}


def test_a_title_of_its_own_can_be_left_out() -> None:
    plain = bar_figure(("Alpha",))
    figure = Figure(plain.frame, {**plain.spec, "title": "Own title"}, "")
    assert "Own title" in texts(pictures.svg(figure, 300, 120))
    assert "Own title" not in texts(pictures.svg(figure, 300, 120, titled=False))


def test_hostile_names_are_text_in_a_sound_document() -> None:
    figure = bar_figure((*HOSTILE, "bell \x07 and nul \x00"))
    drawing = pictures.svg(figure, 600, 300)
    root = ElementTree.fromstring(drawing)
    assert not [each for each in root.iter() if each.tag in (f"{SVG}script", f"{SVG}image")]
    said = texts(drawing)
    for name in HOSTILE:
        if len(name) < 30:
            assert name in said
    assert "bell \ufffd and nul \ufffd" in said


def test_nothing_is_loaded() -> None:
    chart = alt.Chart("https://example.org/rows.csv").mark_bar().encode(x="a:Q")
    spec = spec_of(alt.Chart(ROWS).mark_bar().encode(x="Size:Q"), LIGHT)
    inner = {"data": {"url": "https://example.org/rows.csv"}, **chart.to_dict()}
    spec["layer"] = [{**inner, "mark": "bar"}]
    with pytest.raises(ValueError, match=r"(?i)not allowed|url"):
        pictures.svg(Figure(pd.DataFrame({"Size": [1.0]}), spec, ""), 200, 100)


def test_a_chart_that_cannot_be_fitted_is_scaled() -> None:
    frame = pd.DataFrame({"Name": ["a", "b"], "Side": ["left", "right"], "Size": [1.0, 2.0]})
    chart = alt.Chart(ROWS).mark_bar().encode(x="Size:Q", y="Name:N", column="Side:N")
    drawing = pictures.svg(Figure(frame, spec_of(chart, LIGHT), ""), 200, 100)
    root = ElementTree.fromstring(drawing)
    assert (root.get("width"), root.get("height")) == ("200", "100")
    assert "left" in texts(drawing)


def test_missing_and_infinite_values_are_drawn_nowhere() -> None:
    frame = pd.DataFrame({"Name": ["a", "b", "c"], "Size": [1.0, float("nan"), float("inf")]})
    figure = Figure(frame, bar_figure(("a",)).spec, "")
    assert "NaN" not in pictures.svg(figure, 200, 100)


def test_names_of_elements_are_the_pictures_own() -> None:
    clipped = (
        alt.Chart(ROWS)
        .mark_line(clip=True)
        .encode(x=alt.X("Size:Q", scale=alt.Scale(domain=[0, 1])), y="Size:Q")
    )
    spec = spec_of(clipped, LIGHT)
    frames = [pd.DataFrame({"Size": [1.0, size]}) for size in (2.0, 3.0)]
    drawings = [pictures.svg(Figure(frame, spec, ""), 200, 100) for frame in frames]
    named = [
        {each.get("id") for each in ElementTree.fromstring(drawing).iter()} - {None}
        for drawing in drawings
    ]
    assert named[0]
    assert named[1]
    assert not named[0] & named[1]
    for drawing, names in zip(drawings, named, strict=True):
        assert all(f"url(#{name})" in drawing for name in names)


_DRAW = """
import hashlib, sys
from tests.boardpack.packs import bar_figure
from cockpit.boardpack import pictures
order = [("a", "b"), ("c", "d")][:: int(sys.argv[1])]
made = {names: pictures.png(bar_figure(names), 300, 120) for names in order}
print([hashlib.sha256(made[names]).hexdigest() for names in sorted(made)])
"""


def test_the_same_chart_is_the_same_bytes_in_any_process_and_order() -> None:
    found = set()
    for seed, zone, order in (("0", "Pacific/Auckland", "1"), ("17", "America/Lima", "-1")):
        there = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        told = subprocess.run(
            [sys.executable, "-c", _DRAW, order],
            cwd=ROOT,
            env=there,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(told.stdout)
    assert len(found) == 1


@pytest.mark.parametrize("name", fonts.FILES.values())
def test_the_typeface_is_there_with_its_licence(name: str) -> None:
    assert (fonts.FOLDER / name).read_bytes()[:4] == b"OTTO"
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts.FOLDER / "OFL.txt").read_text()
