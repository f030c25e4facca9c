"""Every entry of every registry: answers, says when it cannot, is drawn, shown and documented."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from cockpit import navigation, theme
from cockpit.assessment import docs
from cockpit.assessment.answer import Entry, Status, figure_text
from cockpit.assessment.case import Case, case_of
from cockpit.assessment.registries import REGISTRIES, all_entries
from cockpit.assessment.thresholds import defaults
from cockpit.charts import board, maturity, stakeholders, value_grid
from cockpit.inventory.contract import SETTINGS_KEYS, SHEETS
from cockpit.inventory.portfolio_from import to_portfolio
from cockpit.inventory.reading import Inventory
from cockpit.inventory.rows import Settings
from tests import sample_readings
from tests.app.test_pages import sentences, visit
from tests.assessment import fixture

ROOT = Path(__file__).resolve().parents[2]
CHARTS = {**maturity.CHARTS, **board.CHARTS, **value_grid.CHARTS, **stakeholders.CHARTS}
DRAWS = 512

each_entry = pytest.mark.parametrize("entry", all_entries(), ids=lambda entry: entry.key)


@cache
def sample() -> Case:
    return case_of(sample_readings.inventory(), sample_readings.portfolio(), draws=DRAWS)


@cache
def empty() -> Case:
    """An inventory without any initiative."""
    nothing = Inventory("Nothing", "nothing.xlsx", "EUR", Settings(), ())
    return case_of(nothing, to_portfolio(nothing), draws=DRAWS)


@cache
def bare() -> Case:
    """One initiative of which only the name is known."""
    return fixture.case({"Initiatives": [["Name"], ["Alpha"]]})


def test_keys_are_unique() -> None:
    keys = Counter(entry.key for entry in all_entries())
    assert not [key for key, number in keys.items() if number > 1]
    titles = Counter((entry.page, entry.title) for entry in all_entries())
    assert not [title for title, number in titles.items() if number > 1]


def test_every_framework_is_whole() -> None:
    counts = [len(entries) for entries in REGISTRIES.values()]
    assert counts[:4] == [5, 10, 6, 5], "layers, questions, cells, swaps"
    assert counts[4] >= 11


@each_entry
def test_answers_on_the_sample(entry: Entry) -> None:
    answer = sample().answer(entry)
    assert answer.status is not Status.CANNOT, answer.sentence
    assert answer.rows
    places = {row.at for name in SHEETS if name != "settings" for row in _rows(name)}
    assert set(answer.rows) <= places, "every place is a row of the workbook"


def _rows(sheet: str) -> tuple:  # type: ignore[type-arg]
    return getattr(sample_readings.inventory(), sheet)


@each_entry
@pytest.mark.parametrize("case", [empty, bare], ids=["no initiative", "only a name"])
def test_says_that_it_cannot_answer(entry: Entry, case: object) -> None:
    answer = case().answer(entry)  # type: ignore[operator]
    assert answer.status is Status.CANNOT, answer.sentence
    assert answer.figure is None
    assert answer.sentence
    assert answer.columns
    assert figure_text(answer, "EUR") == "n/a"


@each_entry
def test_is_well_formed(entry: Entry) -> None:
    assert entry.question.endswith("?")
    assert entry.method.endswith(".")
    assert entry.source
    assert entry.better in (None, "higher", "lower")
    assert entry.page in {row.url_path for row in navigation.PAGES}
    assert entry.rests_on
    assert len(set(entry.rests_on)) == len(entry.rests_on)
    settings = {key.field for key in SETTINGS_KEYS}
    for need in entry.rests_on:
        known = set(SHEETS[need.sheet].by_field) | (settings if need.sheet == "settings" else set())
        assert need.field in known, need


@each_entry
@pytest.mark.parametrize("small", [True, False], ids=["small", "full"])
def test_is_drawn(entry: Entry, small: bool) -> None:
    """A frame with figures has a chart, without a frame there is none, and blanks break none."""
    draw = CHARTS.get(entry.key)
    for case in (sample, fixture.full, bare):
        answer = case().answer(entry)
        assert draw is not None or answer.frame.empty, "a frame without a chart"
        figure = draw(answer, theme.LIGHT, small=small) if draw else None
        if answer.frame.empty:
            assert figure is None
        elif answer.status is not Status.CANNOT:
            assert figure is not None


@cache
def shown(page: str) -> str:
    at = visit(navigation.page_row(page))
    labels = [str(element.label) for element in at.get("expander")]
    return "\n".join([sentences(at), *labels]).replace("\\", "")


@each_entry
def test_has_a_place_on_its_page(entry: Entry) -> None:
    assert entry.title in shown(entry.page)


@each_entry
def test_is_documented(entry: Entry) -> None:
    page = docs.generate()
    for part in (entry.title, entry.question, entry.method, entry.source):
        assert part in page
    assert all(need.label in page for need in entry.rests_on)


def test_documentation_is_current() -> None:
    written = (ROOT / docs.TARGET).read_text(encoding="utf-8")
    assert written == docs.generate(), "run: python -m cockpit.assessment.docs"


def test_every_threshold_is_documented() -> None:
    page = docs.generate()
    assert all(f"`{each.key}`" in page and each.source in page for each in defaults())
