"""The page Robustness, section by section, on good, thin and hostile data."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cockpit import navigation
from cockpit.assessment.methods import METHODS
from cockpit.views.method_parts import info
from tests.app.test_pages import WORKBOOK, sentences, visit
from tests.hostile import hostile_workbook

SECTIONS = (
    "Two levers",
    "Smallest joint move",
    "Futures that fail",
    "Regret",
    "Stress by stress",
    "What makes it uncertain",
    "Enough draws?",
    "As tables",
)
ROW = navigation.page_row("robustness")


def opened(at: AppTest, section: str) -> AppTest:
    """The page with a section chosen."""
    at.get("button_group")[-1].set_value(section)
    return at.run()


@pytest.fixture(scope="module")
def sample() -> AppTest:
    return visit(ROW)


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_answers_on_the_sample(sample: AppTest, section: str) -> None:
    at = opened(sample, section)
    assert not at.exception
    assert not at.error
    text = sentences(at)
    assert not {"nan", "NaN", "None", "inf"} & set(text.split())
    said = {
        "Two levers": "The hurdle is earned in",
        "Smallest joint move": "Together 1.",
        "Futures that fail": "With benefit realisation (driver) below",
        "Regret": "least regretted, by at most EUR",
        "Stress by stress": "the worst 5 % of draws average EUR",
        "What makes it uncertain": "of the variance of ROI, estimation errors",
        "Enough draws?": "draws are enough",
        "As tables": "The break-even of every lever",
    }
    assert said[section] in text
    if at.dataframe:
        assert at.get("download_button"), "a table without a download of ours"


def test_two_equal_levers_are_refused_in_words(sample: AppTest) -> None:
    at = opened(sample, "Two levers")
    across, down = at.selectbox[0], at.selectbox[1]
    across.set_value(down.value)
    assert "Choose two different levers." in sentences(at.run())


def test_lines_show_what_the_bars_show(sample: AppTest) -> None:
    at = sample
    at.toggle[0].set_value(True)
    at.run()
    assert not at.exception
    assert "moves ROI of the base case most" in sentences(at)


@pytest.mark.parametrize("section", SECTIONS)
def test_names_from_a_file_are_inert_in_every_section(
    section: str, tmp_path: Path, sample_path: Path
) -> None:
    file = hostile_workbook(sample_path, tmp_path)
    at = opened(visit(ROW, (file.name, file.read_bytes(), WORKBOOK)), section)
    assert not at.exception
    assert not at.error
    for element in [*at.markdown, *at.caption]:
        assert "![" not in element.value
        assert ":red[" not in element.value


def test_what_cannot_be_answered_is_said(minimal_path: Path) -> None:
    at = visit(ROW, (minimal_path.name, minimal_path.read_bytes(), WORKBOOK))
    assert "cannot be answered" in sentences(at)


def test_each_method_is_known_to_the_sign_beside_its_chart() -> None:
    with pytest.raises(KeyError):
        info("no such method")
    assert {"break_even", "tornado", "flip_map", "reverse_stress", "discovery"} <= METHODS.keys()
