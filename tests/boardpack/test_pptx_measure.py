"""What fits on a slide, against a typeface of Arial's widths and against what may not be torn."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cockpit.boardpack.pptx_measure import (
    counted,
    cut,
    opened,
    sentences,
    whole_units,
    width,
    wrapped,
)

TEXTS = st.text(alphabet="abc XYZ,.;:()−%\u00a0\u00e9漢🚀", max_size=300)


@pytest.fixture(scope="module")
def faces() -> dict[bool, Any]:
    """Liberation Sans, regular and bold, at 1,000 units."""
    font = pytest.importorskip("PIL.ImageFont")
    try:
        return {
            bold: font.truetype(f"LiberationSans-{name}.ttf", 1000)
            for bold, name in ((False, "Regular"), (True, "Bold"))
        }
    except OSError:
        pytest.skip("Liberation Sans is not installed")


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "EUR\u00a016.5\u00a0m a year over 27 of 28 initiatives, as stated.",
        "“Tenfold usage”: captured ROI −20\u00a0% – P(ROI ≥ 15\u00a0%) …",
        "ÀÉÎÕÜ àéîõü ß € × ÷ ± · «»",
    ],
)
def test_widths_are_those_of_the_typeface(faces: dict[bool, Any], text: str, bold: bool) -> None:
    # Pillow kerns pairs of letters, which makes a text a little narrower.
    real = faces[bold].getlength(text) / 1000 * 12
    assert real * 0.995 <= width(text, 12, bold=bold) <= real * 1.05


@given(TEXTS, st.floats(20, 400))
def test_lines_hold_every_sign_and_stay_within_the_room(text: str, room: float) -> None:
    lines = wrapped(text, 12, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, 12) <= room + 1e-6 or len(line.strip()) <= 1 for line in lines)


@given(TEXTS, st.floats(60, 400), st.integers(1, 4))
@example("\u00a0::%%% 🚀", 60.0, 1)
@example("  abc XYZ abc XYZ", 60.0, 1)
@example("a" * 80, 60.0, 1)
def test_what_is_cut_fits_and_says_so(text: str, room: float, lines: int) -> None:
    found = cut(text, 12, room, lines)
    assert len(wrapped(found, 12, room)) <= lines
    if found != text:
        assert found.endswith("…")
        assert text.startswith(found[:-1].rstrip(" ")) or found == "…"


@given(
    st.lists(st.sampled_from(["EUR\u00a016.5\u00a0m", "−20\u00a0%", "falls", "(P10", "x)", "to;"]))
)
def test_no_figure_is_torn_from_its_unit(words: list[str]) -> None:
    text = " ".join(words)
    for found in (cut(text, 24, 200, 2), opened(text, 24, 200, 2)[0]):
        for word in found.removesuffix("…").strip().split(" "):
            assert word.rstrip(",;:") in {"", *(each.rstrip(",;:") for each in words)}


@pytest.mark.parametrize(
    ("headline", "title", "rest"),
    [
        ("It costs 5. It pays 6.", "It costs 5. It pays 6.", ""),
        (
            "The first costs EUR 5.3 in full. The second pays 6 later.",
            "The first costs EUR 5.3 in full.",
            "The second pays 6 later.",
        ),
        (
            "A return that turns from plus to minus 27; nine of them fall below what is asked.",
            "A return that turns from plus to minus 27 …",
            "… nine of them fall below what is asked.",
        ),
        (
            "Knowing it (its cost was and is) is worth 266 here and could change many of them.",
            "Knowing it (its cost was and is) is worth 266 here …",
            "… and could change many of them.",
        ),
    ],
)
def test_a_headline_opens_with_what_is_whole(headline: str, title: str, rest: str) -> None:
    assert opened(headline, 24, 330, 2) == (title, rest)


def test_nothing_of_a_headline_is_lost_between_title_and_lede() -> None:
    headline = "Captured ROI is −20\u00a0% in the base case (P10 −47\u00a0%, P90 −4\u00a0%) of all."
    title, rest = opened(headline, 24, 330, 2)
    assert title == "Captured ROI is −20\u00a0% in the base case …"
    assert rest == headline


def test_sentences_end_before_a_capital_or_a_figure() -> None:
    assert sentences("It is 3.5 m. 2 of 3 hold, e.g. this. “So” it is.") == [
        "It is 3.5 m.",
        "2 of 3 hold, e.g. this.",
        "“So” it is.",
    ]


def test_units_and_counts_stay_together() -> None:
    assert whole_units("Cost, EUR m a year") == "Cost, EUR\u00a0m a year"
    assert counted(1, 1) == ""
    assert counted(2, 3) == " (2\u00a0of\u00a03)"
