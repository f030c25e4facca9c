"""The page Decisions: its charts, its filter, and the choice of a mix, as a person uses them."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from cockpit import navigation, wording
from cockpit.assessment.decisions.cards import cross_table, decision_cards
from cockpit.charts.decisions import Point, against, frontier_chart
from cockpit.theme import DARK, LIGHT, Palette
from tests.app.test_pages import sentences, visit
from tests.assessment import fixture


def page() -> AppTest:
    return visit(navigation.page_row("decisions"))


def names_on_cards(at: AppTest) -> list[str]:
    """Names of the cards on screen: bold, and nothing else in their line."""
    found = [re.fullmatch(r"\*\*(.+)\*\*", element.value) for element in at.markdown]
    return [match[1].replace("\\", "") for match in found if match]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_the_grid_marks_what_is_at_odds(colours: Palette) -> None:
    figure = against(cross_table(decision_cards(fixture.full())), wording.scale_for([1e6]), colours)
    rows = {(row.Row, row.Column): row for row in figure.frame.itertuples()}
    assert rows["optimise", "stop"].Bad
    assert rows["optimise", "optimise"].Marked
    assert not rows["optimise", "optimise"].Bad
    assert rows["scale", "stop"]._3 == "", "a pair that does not occur stays empty"
    assert "data" not in figure.spec
    assert "recorded optimise, computed stop: 1" in figure.alt


def test_nothing_recorded_and_nothing_judged_are_not_at_odds() -> None:
    table = pd.DataFrame(
        [("none recorded", "stop", 1, 5.0), ("scale", "cannot be judged", 1, float("nan"))],
        columns=["Recorded", "Computed", "Initiatives", "Cost a year"],
    )
    figure = against(table, wording.scale_for([5.0]), LIGHT)
    assert not figure.frame["Bad"].any()
    assert {"5 (1)", "n/a (1)"} < set(figure.frame["In words"])


def test_the_frontier_is_drawn_in_its_scale_with_each_mix_labelled() -> None:
    points = [
        Point(2e6, 9e6, "5", "frontier"),
        Point(3e6, 8e6, "4", "frontier"),
        Point(2e6, 9e6, "best mix: 5 funded", "best"),
        Point(-1e6, 6e6, "today's mix: 7", "today"),
    ]
    figure = frontier_chart(points, "EUR", wording.scale_for([9e6]), LIGHT)
    assert figure.frame["Mean NPV"].tolist() == [9, 8, 9, 6]
    text = json.dumps(figure.spec)
    assert "EUR m" in text
    assert "today's mix: 7: mean NPV" in figure.alt
    sizes = [layer["mark"].get("fontSize", 12) for layer in figure.spec["layer"]]
    assert min(sizes) >= 12


def test_the_page_tells_verdict_record_flips_and_chance() -> None:
    text = sentences(page())
    assert re.search(r"\d+ of 28 should scale, \d+ stop", text)
    assert "recorded decisions are not borne out, with EUR" in text
    assert re.search(r"Flips to \w+ at ", text)
    assert "P(verdict stays) with other draws of the same assumptions" in text
    assert "verdicts stay the same in every preset" in text
    assert re.search(r"Fund \d+ of 25 within EUR [\d.]+ m a year", text)
    assert "being worked out" not in text


def test_the_filter_leaves_the_verdict_asked_for() -> None:
    at = page()
    assert len(names_on_cards(at)) == 6
    at.button_group(key="decisions_filter").set_value("scale").run()
    assert set(names_on_cards(at)) == {
        "Guided claim form",
        "Fleet insight in the client portal",
        "Broker self-service knowledge base",
    }


def test_all_cards_stand_when_asked_for() -> None:
    at = page()
    at.toggle(key="decisions_all").set_value(True).run()
    assert len(names_on_cards(at)) == 28


def test_a_budget_too_small_is_told_the_least_that_would_do() -> None:
    at = page()
    (budget,) = (each for each in at.number_input if each.label.startswith("Budget a year"))
    budget.set_value(0.5).run()
    assert not at.exception
    assert re.search(
        r"No mix fits: EUR 1\.9 m a year is the least budget that would do", sentences(at)
    )
    # and the page keeps what was asked when somebody comes back to it
    at.switch_page(f"views/{navigation.page_row('overview').script}").run()
    at.switch_page(f"views/{navigation.page_row('decisions').script}").run()
    assert "No mix fits" in sentences(at)


def test_funded_and_stopped_at_once_is_said_by_name() -> None:
    at = page()
    for name in ("Must be funded", "Must stop"):
        (box,) = (each for each in at.multiselect if each.label == name)
        box.set_value([*box.value, "AI-23"]).run()
    assert "Both to be funded and to be stopped: Guided claim form." in sentences(at)
    assert not at.exception


def test_a_threshold_set_on_the_screen_moves_the_verdicts() -> None:
    """With a STOP below 0 % nothing is stopped: no chance lies below it."""
    at = page()
    (limit,) = (each for each in at.number_input if each.label.startswith("STOP"))
    limit.set_value(0.0).run()
    assert " stop," not in sentences(at).partition(". ")[0]
    assert not re.search(r"\(Stop\)", sentences(at))
    assert "stop" not in {
        name.partition(" (")[0] for name in at.button_group(key="decisions_filter").options
    }
