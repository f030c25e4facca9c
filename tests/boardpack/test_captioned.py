"""A picture of one chart stands alone: title, chart and stamp, on white, at twice the size."""

from __future__ import annotations

import struct
from dataclasses import asdict
from xml.etree import ElementTree

import pytest

from cockpit.boardpack import captioned
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.theme import DARK, LIGHT, Palette

TITLE, STAMP = "Cost a year, EUR m", "data 0123456789ab · seed 7"


def figure(colours: Palette = LIGHT, name: str = "Alpha"):
    """Two bars of known names."""
    bars = [Bar(name, 3.0, 2.0, "3.0"), Bar("Beta", 1.0, 1.0, "1.0")]
    return ranked_bars(bars, colours, f"{name} 3.0; Beta 1.0")


def size(png: bytes) -> tuple[int, int]:
    """Width and height as the header of the file states them."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def words(drawing: str) -> str:
    """Every text of a drawing, parsed as XML."""
    return "\n".join(ElementTree.fromstring(drawing).itertext())


def test_title_chart_and_stamp_are_in_the_picture() -> None:
    found = words(captioned.svg(figure(), TITLE, STAMP))
    for text in (TITLE, STAMP, "Alpha", "Beta", "3.0"):
        assert text in found


def test_the_file_has_twice_the_size_of_the_picture() -> None:
    root = ElementTree.fromstring(captioned.svg(figure(), TITLE, STAMP))
    width, height = int(root.attrib["width"]), int(root.attrib["height"])
    assert width == captioned.WIDTH
    assert size(captioned.png(figure(), TITLE, STAMP)) == (2 * width, 2 * height)


def test_longer_words_take_more_room_instead_of_the_charts() -> None:
    def height(title: str, stamp: str) -> int:
        return int(ElementTree.fromstring(captioned.svg(figure(), title, stamp)).attrib["height"])

    assert height("", "") < height(TITLE, "") < height(TITLE, STAMP)
    assert height(TITLE, STAMP) < height(" ".join([TITLE] * 8), STAMP)
    # Without end is no title: it is cut with a sign.
    assert "…" in words(captioned.svg(figure(), " ".join([TITLE] * 99), STAMP))


def test_the_dark_theme_gives_the_same_picture_on_white() -> None:
    dark = captioned.svg(figure(DARK), TITLE, STAMP)
    assert dark == captioned.svg(figure(LIGHT), TITLE, STAMP)
    only_dark = {value.casefold() for value in asdict(DARK).values() if value.startswith("#")}
    assert not [colour for colour in only_dark if colour in dark.casefold()]


@pytest.mark.parametrize("name", ["</svg><script>alert(1)</script>", "a\x00\x1bb & <b>", "=1+1"])
def test_text_of_a_file_stays_text(name: str) -> None:
    drawing = captioned.svg(figure(name=name), name, name)
    root = ElementTree.fromstring(drawing)
    assert not [each for each in root.iter() if each.tag.endswith("script")]
    assert size(captioned.png(figure(name=name), name, name))


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert captioned.png(figure(), TITLE, STAMP) == captioned.png(figure(), TITLE, STAMP)
