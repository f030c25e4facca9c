"""Colours that mean something stay apart for every common colour deficiency, and can be read.

Deficiencies are simulated with the matrices of Machado, Oliveira and Fernandes (2009), “A
Physiologically-based Model for Simulation of Color Vision Deficiency”, severity 1.0, applied
to linear RGB; distances are CIEDE2000 (Sharma, Wu and Dalal 2005) between the colours so
seen; contrast is that of WCAG 2.
"""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

import numpy as np
import pytest

from cockpit import theme
from cockpit.theme import DARK, LIGHT, Palette

#: Machado et al. 2009, severity 1.0; rows give red, green and blue as seen.
SEEN = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip
#: Least CIEDE2000 distance of a pair: 20 for what means opposites, 10 for fill on paper.
OPPOSITES, FILL = 20.0, 10.0
PAIRS = {
    ("better", "worse"): OPPOSITES,
    ("base", "current"): OPPOSITES,
    ("band", "current"): OPPOSITES,
    ("worse", "current"): OPPOSITES,
    ("band", "paper"): FILL,
    ("band", "base"): FILL,
}
#: What is written, and what is only drawn. WCAG 2: 4.5 : 1 for text, 3 : 1 for marks.
TEXTS = {"ink", "quiet", "better", "worse", "accent"}
MARKS = {"base", "current"}


def linear(colour: str) -> np.ndarray:
    """Linear light of an sRGB colour, three numbers from 0 to 1."""
    raw = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(raw <= 0.04045, raw / 12.92, ((raw + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2, from 1 to 21."""
    shares = [float(linear(each) @ [0.2126, 0.7152, 0.0722]) for each in (one, other)]
    return (max(shares) + 0.05) / (min(shares) + 0.05)


def lab(light: np.ndarray) -> np.ndarray:
    """CIE L*a*b* under D65 of linear sRGB."""
    matrix = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
         [0.0193339, 0.1191920, 0.9503041]]
    )  # fmt: skip
    ratio = matrix @ light / np.array([0.95047, 1.0, 1.08883])
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(one: np.ndarray, other: np.ndarray) -> float:
    """Distance of two L*a*b* colours (Sharma et al. 2005, equations 2 to 22)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1 = math.degrees(math.atan2(b1, a1)) % 360 if c1 else 0.0
    h2 = math.degrees(math.atan2(b2, a2)) % 360 if c2 else 0.0
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    d_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    if c1 * c2 == 0:
        mean_h = h1 + h2
    elif abs(h1 - h2) <= 180:
        mean_h = (h1 + h2) / 2
    else:
        mean_h = (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2
    t = (
        1
        - 0.17 * math.cos(math.radians(mean_h - 30))
        + 0.24 * math.cos(math.radians(2 * mean_h))
        + 0.32 * math.cos(math.radians(3 * mean_h + 6))
        - 0.20 * math.cos(math.radians(4 * mean_h - 63))
    )
    r_c = 2 * math.sqrt(mean_c**7 / (mean_c**7 + 25**7))
    r_t = -math.sin(math.radians(60 * math.exp(-(((mean_h - 275) / 25) ** 2)))) * r_c
    l_part = (l2 - l1) / (1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2))
    c_part = (c2 - c1) / (1 + 0.045 * mean_c)
    h_part = d_h / (1 + 0.015 * mean_c * t)
    return math.sqrt(l_part**2 + c_part**2 + h_part**2 + r_t * c_part * h_part)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        # From the test data that Sharma et al. (2005) publish with the formula, table 1.
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_distance_is_the_published_one(one, other, distance) -> None:
    assert ciede2000(np.array(one), np.array(other)) == pytest.approx(distance, abs=5e-5)


def test_the_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_the_simulation_tells_red_and_green_apart_no_more() -> None:
    """A pair that is known to fail does: the test would find such a palette."""

    def apart(kind: str) -> float:
        return distance_seen("#C0504D", "#6B8E23", kind)

    assert apart("usual") > 2 * OPPOSITES
    assert apart("deuteranopia") < apart("usual") / 2


def distance_seen(one: str, other: str, kind: str) -> float:
    """Distance of two colours as somebody with this vision sees them."""
    seen = [lab(np.clip(SEEN[kind] @ linear(each), 0, 1)) for each in (one, other)]
    return ciede2000(*seen)


@pytest.mark.parametrize("kind", SEEN)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda each: each.name)
def test_what_means_something_stays_apart(colours: Palette, kind: str) -> None:
    found = {
        pair: distance_seen(getattr(colours, pair[0]), getattr(colours, pair[1]), kind)
        for pair in PAIRS
    }
    assert {pair: round(d, 1) for pair, d in found.items() if d < PAIRS[pair]} == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda each: each.name)
def test_texts_and_marks_can_be_read_on_paper(colours: Palette) -> None:
    least = dict.fromkeys(TEXTS, 4.5) | dict.fromkeys(MARKS, 3.0)
    found = {name: contrast(getattr(colours, name), colours.paper) for name in least}
    assert {name: round(c, 2) for name, c in found.items() if c < least[name]} == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda each: each.name)
def test_the_app_has_the_colours_of_the_charts(colours: Palette) -> None:
    file = Path(theme.__file__).parent / ".streamlit" / "config.toml"
    stated = tomllib.loads(file.read_text(encoding="utf-8"))["theme"][colours.name]
    assert stated["backgroundColor"] == colours.paper
    assert stated["textColor"] == colours.ink
    assert (stated["greenColor"], stated["redColor"]) == (colours.better, colours.worse)
    for name in ("textColor", "linkColor", "greenTextColor", "redTextColor"):
        assert contrast(stated[name], colours.paper) >= 4.5, name
    for name in ("greenColor", "redColor", "grayColor"):
        assert contrast(stated[name], colours.paper) >= 3, name
