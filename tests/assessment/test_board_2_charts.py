"""Charts of questions 6 to 10: what they draw, small and in full, and that they stay inert."""

from __future__ import annotations

import json
from functools import cache

import pytest

from cockpit.assessment.answer import Answer
from cockpit.assessment.board import decisions, juniors, net_hours, redesign, trust
from cockpit.assessment.case import case_of
from cockpit.charts.board_work import CHARTS
from cockpit.charts.diverging import Balance, diverging_bars
from cockpit.charts.dots import Dot, signed_dots
from cockpit.charts.figure import Figure
from cockpit.charts.slopes import Slope, slopes
from cockpit.theme import DARK, LIGHT, Palette
from tests.assessment import fixture
from tests.sample_readings import inventory, portfolio

ENTRIES = {
    module.ENTRY.key: module.ENTRY for module in (net_hours, redesign, decisions, juniors, trust)
}


@cache
def answers(book: str) -> dict[str, Answer]:
    case = fixture.full() if book == "fixture" else case_of(inventory(), portfolio(), draws=256)
    return {key: case.answer(entry) for key, entry in ENTRIES.items()}


def draw(key: str, book: str, colours: Palette = LIGHT, *, small: bool) -> Figure:
    figure = CHARTS[key](answers(book)[key], colours, small=small)
    assert figure is not None
    return figure


def height(figure: Figure) -> float:
    """Height of the plot: fixed, or a step for each row of its axis."""
    stated = figure.spec["height"]
    if not isinstance(stated, dict):
        return float(stated)
    name = next(n for n in ("Name", "Row") if n in figure.frame)
    return stated["step"] * figure.frame[name].nunique()


def test_every_question_has_a_chart() -> None:
    assert set(CHARTS) == set(ENTRIES)


@pytest.mark.parametrize("small", [True, False], ids=["small", "full"])
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda palette: palette.name)
@pytest.mark.parametrize("book", ["fixture", "sample"])
@pytest.mark.parametrize("key", CHARTS)
def test_specs_hold_no_data_and_know_their_fields(
    key: str, book: str, colours: Palette, small: bool
) -> None:
    figure = draw(key, book, colours, small=small)
    text = json.dumps(figure.spec)
    assert "data" not in figure.spec
    assert len(text) < 10_000
    assert '"values": [{' not in text
    assert figure.alt
    fields = {
        channel["field"]
        for layer in figure.spec["layer"]
        for channel in layer["encoding"].values()
        if "field" in channel
    }
    assert fields <= set(figure.frame.columns)
    sizes = [layer["mark"].get("fontSize", 12) for layer in figure.spec["layer"]]
    assert min(sizes) >= 12


@pytest.mark.parametrize("key", CHARTS)
def test_small_charts_fit_a_card(key: str) -> None:
    assert height(draw(key, "sample", small=True)) <= 150


@pytest.mark.parametrize("key", CHARTS)
def test_a_spec_is_built_once_a_theme(key: str) -> None:
    assert draw(key, "sample", small=True).spec is draw(key, "sample", small=True).spec
    assert draw(key, "sample", small=True).spec is not draw(key, "sample", DARK, small=True).spec


@pytest.mark.parametrize("key", CHARTS)
def test_nothing_is_drawn_from_nothing(key: str) -> None:
    answer = answers("fixture")[key]
    empty = Answer(answer.status, None, answer.unit, "x", frame=answer.frame.iloc[:0])
    assert CHARTS[key](empty, LIGHT, small=True) is None


def test_hours_of_the_small_chart_sum_to_those_of_the_full_one() -> None:
    small, full = (draw("Q6", "sample", small=each).frame for each in (True, False))
    assert len(small) < len(full)
    for name in ("Gained", "Taken", "Net"):
        assert small[name].sum() == pytest.approx(full[name].sum())
    assert full["Net"].sum() == pytest.approx(answers("sample")["Q6"].figure)


def test_hours_lie_on_their_side_of_nought() -> None:
    rows = [Balance("a", 5, 2, 0, 3, "+3"), Balance("b", 0, 4, 6, None, "6 gross only")]
    frame = diverging_bars(rows, LIGHT, "x").frame
    assert list(frame["Taken"]) == [-2, -4]
    assert list(frame["With unproven"]) == [5, 6]
    assert list(frame["Unproven"]) == [False, True]
    assert frame["Net"].isna().tolist() == [False, True]


def test_lines_start_at_one_and_labels_keep_their_distance() -> None:
    rows = [Slope(0.5, "better", "a"), Slope(0.51, "better", "b"), Slope(1.2, "worse", "")]
    frame = slopes(rows, LIGHT, "x", height=100).frame
    assert (frame.loc[frame["When"] == 0, "Ratio"] == 1).all()
    ends = frame[frame["When"] == 1].set_index("Label")
    span = ends["Top"].iloc[0] - ends["Bottom"].iloc[0]
    distance = abs(ends.loc["a", "Place of label"] - ends.loc["b", "Place of label"])
    assert distance / span * 100 >= 17 - 1e-6
    assert ends.loc["b", "Place of label"] > ends.loc["a", "Place of label"]


def test_only_work_that_is_known_has_a_line() -> None:
    frame = draw("Q7", "sample", small=False).frame
    table = answers("sample")["Q7"].frame
    assert frame["Line"].nunique() == (table["Work"] != "not known").sum()
    looks = frame[frame["When"] == 1]["Look"].value_counts()
    assert looks["better"] == answers("sample")["Q7"].figure


def test_labels_of_cycle_time_say_in_words_which_way_it_went() -> None:
    labels = [text for text in draw("Q7", "sample", small=False).frame["Label"] if text]
    assert any(text.endswith("\u221268\u00a0% (shorter)") for text in labels)
    small = [text for text in draw("Q7", "sample", small=True).frame["Label"] if text]
    assert all(text.endswith("(shorter)") for text in small)
    assert "Cycle time" in draw("Q7", "sample", small=True).spec["title"]["text"]


@pytest.mark.parametrize("small", [True, False], ids=["small", "full"])
def test_a_signal_that_rose_and_got_worse_says_both(small: bool) -> None:
    """The sample counts 11 incidents before and 21 now: 10/11 more, and left of the line."""
    row = draw("Q10", "sample", small=small).frame.set_index("Name").loc["incidents"]
    words = "11 → 21, worse" if small else "11 → 21 (+91\u00a0%), worse"
    assert row["In words"] == words
    assert row["Change"] == pytest.approx(-10 / 11)
    assert row["Worse"]


@pytest.mark.parametrize("key", ["Q6", "Q7", "Q9"])
def test_charts_say_what_they_measure(key: str) -> None:
    assert len(draw(key, "fixture", small=True).spec["title"]["text"]) > 20


def test_dots_say_better_worse_and_unknown() -> None:
    rows = [Dot("a", 0.2, "+20 %"), Dot("b", -0.5, "−50 %"), Dot("c", None, "not known")]
    frame = signed_dots(rows, LIGHT, "x").frame
    assert list(frame["Better"]) == [True, False, False]
    assert list(frame["Worse"]) == [False, True, False]
    assert list(frame["Place of text"]) == [0.2, -0.5, 0.0]


def test_the_board_marks_what_differs() -> None:
    frame = draw("Q8", "fixture", small=False).frame
    assert set(frame["Row"]) == {"Drafting desk", "Client answers", "Insight panel"}
    computed = frame[frame["Column"] == "Computed"].set_index("Row")
    assert computed.loc["Client answers", "In words"] == "stop"
    assert computed["Bad"].to_dict() == {
        "Drafting desk": False,
        "Client answers": True,
        "Insight panel": False,
    }
