"""The page of the board questions: ten cards, and every detail opens without a fault."""

from __future__ import annotations

import logging

import pytest

from cockpit import navigation
from cockpit.assessment.board import QUESTIONS
from cockpit.assessment.case import case_of
from cockpit.charts.board import CHARTS
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reader import read_workbook
from cockpit.theme import DARK, LIGHT
from tests.app.test_pages import WORKBOOK, sentences, visit
from tests.assessment import fixture
from tests.inventory.books import AS_OF, book

NOBODY = {"Initiatives": [["ID", "Name"], ["A", None]]}
ROW = navigation.page_row("board")
each_question = pytest.mark.parametrize("entry", QUESTIONS, ids=lambda entry: entry.key)


def test_ten_questions_each_with_a_chart() -> None:
    keys = [entry.key for entry in QUESTIONS]
    assert keys == [f"Q{number}" for number in range(1, 11)]
    assert set(CHARTS) == set(keys)
    assert len({entry.question for entry in QUESTIONS}) == 10


@each_question
def test_every_detail_opens(entry, caplog: pytest.LogCaptureFixture) -> None:
    at = visit(ROW)
    with caplog.at_level(logging.ERROR):
        at.button(key=f"open_{entry.key}").click().run()
    assert not at.exception
    assert not at.error
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []
    text = sentences(at)
    assert "How it is worked out" in text
    assert f"Source: {entry.source}" in text
    assert at.dataframe
    assert at.get("download_button")
    # Whoever takes a picture of the detail alone has its date, source and data hash.
    stamp = next(c.value for c in at.caption if "seed" in c.value and "scenario Base" in c.value)
    for part in ("as of", "source nordhafen", "data "):
        assert part in stamp.replace("\\", "")


def test_no_two_buttons_of_the_cards_are_named_alike() -> None:
    buttons = [b for b in visit(ROW).button if str(b.key).startswith("open_")]
    assert len({button.label for button in buttons}) == len(buttons) == 10
    assert {button.help for button in buttons} == {f"Detail: {each.title}" for each in QUESTIONS}


def test_the_first_line_has_one_sentence_beside_the_count() -> None:
    line = next(m.value for m in visit(ROW).markdown if m.value.startswith("#### "))
    plain = line.replace("\\", "").replace("\u00a0", " ")
    assert "questions answered" in plain
    assert plain.endswith("tenfold usage.")


def test_the_detail_of_stress_holds_break_evens_and_the_map() -> None:
    text = sentences(visit(ROW).button(key="open_Q3").click().run())
    assert "How far each may move before the hurdle is missed" in text
    assert "Usage and price together" in text


def test_an_empty_inventory_has_ten_cards_that_cannot_answer() -> None:
    # The one row has no name and is rejected, so that no initiative is left.
    at = visit(ROW, ("none.xlsx", book(NOBODY), WORKBOOK))
    assert not at.exception
    text = sentences(at)
    assert "0 of 10 questions answered, 0 in part, 10 not." in text
    # Figures are headings of their own; each of the ten reads n/a.
    assert [m.value for m in at.markdown if m.value.startswith("## ")] == ["## n\\/a"] * 10


@each_question
def test_charts_have_words_and_few_rows(entry) -> None:
    case = fixture.full()
    for colours in (LIGHT, DARK):
        for small in (True, False):
            figure = CHARTS[entry.key](case.answer(entry), colours, small=small)
            assert figure is not None
            assert len(figure.alt) > 20
            assert "nan" not in figure.alt
            assert not {"data", "datasets"} & set(figure.spec)


@each_question
def test_charts_of_nothing_are_none(entry) -> None:
    reading = read_workbook(book(NOBODY), "none.xlsx", AS_OF)
    assert reading.inventory is not None
    case = case_of(reading.inventory, portfolio_of(reading, AS_OF), draws=8)
    assert CHARTS[entry.key](case.answer(entry), LIGHT, small=True) is None
