"""The ladder and the bars of a layer: what they draw, and what they say."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from cockpit.assessment.answer import Answer, Status, Unit
from cockpit.charts.figure import Figure
from cockpit.charts.maturity import CHARTS, Rung, ladder
from cockpit.theme import DARK, LIGHT, Palette

RUNGS = (
    Rung("E1 Usage", 0.9, 0.9, False, False, "90 % passes", "holds"),
    Rung("E2 Output", 0.6, 0.7, True, False, "60 % with all below", "we guess from here"),
    Rung("E3 Work", 0.5, None, False, True, "nothing passes", "unsupported"),
)
FRAME = pd.DataFrame(
    {
        "Standing": ["passes", "does not pass", "evidence missing"],
        "Share of cost": [0.5, 0.3, 0.2],
        "Initiatives": [5, 3, 2],
        "In words": ["passes 50 %", "does not pass 30 %", "evidence missing 20 %"],
    }
)


def figures(colours: Palette) -> list[Figure]:
    answer = Answer(Status.ANSWERED, 0.5, Unit.SHARE, "Half passes.", frame=FRAME)
    drawn = [CHARTS[key](answer, colours, small=small) for key in CHARTS for small in (True, False)]
    assert all(drawn)
    return [
        *(each for each in drawn if each),
        *(ladder(RUNGS, 0.8, "80 % must pass", colours, small=small) for small in (True, False)),
    ]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_specs_hold_no_data_and_know_their_fields(colours: Palette) -> None:
    for figure in figures(colours):
        assert "data" not in figure.spec
        assert '"values"' not in json.dumps(figure.spec)
        fields = {
            channel["field"]
            for layer in figure.spec["layer"]
            for channel in layer["encoding"].values()
            if "field" in channel
        }
        assert fields <= set(figure.frame.columns)


def test_the_ladder_grows_upwards_and_says_its_gate() -> None:
    figure = ladder(RUNGS, 0.8, "80 % must pass", LIGHT)
    assert figure.frame["Layer"].tolist() == ["E3 Work", "E2 Output", "E1 Usage"]
    assert figure.frame["Gate"].tolist() == [False, True, False]
    # What passes alone is never drawn shorter than what passes with all below.
    assert figure.frame["Alone"].tolist() == [0.5, 0.7, 0.9]
    assert figure.frame["Top"].tolist() == [True, False, False]
    assert "80 % must pass" in figure.alt
    assert "E2 Output: 60 % with all below, we guess from here" in figure.alt


def test_without_rows_there_is_no_chart() -> None:
    answer = Answer(Status.ANSWERED, 0.5, Unit.SHARE, "Half passes.")
    assert all(draw(answer, LIGHT, small=True) is None for draw in CHARTS.values())


def test_small_charts_fit_a_card() -> None:
    for figure in figures(LIGHT)[::2]:
        assert figure.spec["height"]["step"] * len(figure.frame) <= 170
