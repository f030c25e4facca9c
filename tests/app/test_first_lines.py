"""First lines of Robustness, Decisions and Evidence: true to all that was asked, never more."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cockpit import navigation
from tests.app.test_pages import APP, WORKBOOK, sentences, visit


def under(preset: str, page: str, basis: str = "captured") -> AppTest:
    """A page under a scenario, as a link opens it."""
    at = AppTest.from_file(str(APP), default_timeout=120)
    at.query_params["preset"] = preset
    at.query_params["basis"] = basis
    at.run()
    return at.switch_page(f"views/{navigation.page_row(page).script}").run()


def line(at: AppTest) -> str:
    """The answer below the question."""
    found = next(each.value for each in at.markdown if each.value.startswith("#### "))
    return str(found).replace("\\", "").replace("\u00a0", " ")


def test_a_lever_beyond_the_first_four_is_in_the_first_line() -> None:
    """Under everything at once only “value follows usage” earns the hurdle; it is asked late."""
    said = line(under("everything-at-once", "robustness"))
    assert "no single lever" not in said
    assert "value follows usage at least" in said
    assert "in all 10,000 futures" in said


def test_the_value_basis_is_told_in_every_stamp() -> None:
    claimed = sentences(under("base", "robustness", "claimed"))
    assert "Claimed ROI holds" in claimed
    assert "· claimed value" in claimed
    evidence = sentences(under("base", "evidence", "claimed"))
    assert "All on captured value" in evidence
    assert "Claimed value, chosen on Scenarios, does not enter." in evidence
    assert "· captured value" in evidence


def test_two_central_figures_are_told_apart_where_they_stand() -> None:
    text = sentences(under("tenfold-usage", "robustness"))
    assert "(median −27 %)" in text
    assert "Two central figures: ROI of the base case" in text


def test_decisions_say_what_the_scenario_turns_above_the_fold() -> None:
    at = under("tenfold-usage", "decisions")
    texts = [str(each.value).replace("\\", "") for each in at.markdown]
    place = next(i for i, text in enumerate(texts) if "“Tenfold usage” turns" in text)
    assert place < next(i for i, text in enumerate(texts) if text.startswith("##### Figures"))


def test_advice_names_no_purchase_that_is_not_worth_its_cost() -> None:
    """On the sample finding out about the mailroom costs EUR 55 k and is worth a few k."""
    text = sentences(visit(navigation.page_row("decisions")))
    assert "Find out next: Measure “Second process family”" not in text
    assert "Missing, but not worth buying now: Measure “Second process family”" in text
    assert "To stop at usage ×" in text


@pytest.mark.parametrize("page", ["decisions", "robustness", "evidence"])
def test_a_workbook_without_answers_compares_nothing(page: str, minimal_path: Path) -> None:
    at = visit(navigation.page_row(page), (minimal_path.name, minimal_path.read_bytes(), WORKBOOK))
    assert not at.exception
    text = sentences(at)
    if page == "decisions":
        assert "agree on 0 of" not in text
        figures = {each.label: each.value for each in at.metric}
        assert figures["A year in decisions not borne out"] == "n/a"
    if page == "robustness":
        assert "On Scenarios, choose claimed, which has an answer." in text


def test_work_broken_off_stays_so_until_asked_or_something_else_is_asked() -> None:
    """The flag belongs to the question: another seed is work of its own."""

    def script() -> None:
        import streamlit as st

        from cockpit import state
        from cockpit.views.working import BrokenOff, Work

        state.begin()
        work = Work("try", "Something long")
        try:
            work.tell(0.0)
        except BrokenOff:
            st.text("broken")
        else:
            st.text("at work")

    at = AppTest.from_function(script).run()
    assert [each.value for each in at.text] == ["at work"]
    at.button(key="work_try_cancel").click().run()
    assert "broken" in [each.value for each in at.text]
    at.run()
    assert "broken" in [each.value for each in at.text]
    at.button(key="work_try_resume").click().run()
    assert [each.value for each in at.text] == ["at work"]
    at.button(key="work_try_cancel").click().run()
    at.query_params["seed"] = "99"
    at.run()
    assert [each.value for each in at.text] == ["at work"]


def test_levers_without_an_answer_are_named_and_the_map_says_why(minimal_path: Path) -> None:
    """The minimal workbook states no behaviour of cost: usage and prices cannot be moved."""
    at = AppTest.from_file(str(APP), default_timeout=120)
    at.query_params["basis"] = "claimed"
    at.run()
    at.switch_page(f"views/{navigation.page_row('data').script}").run()
    at.file_uploader[0].set_value((minimal_path.name, minimal_path.read_bytes(), WORKBOOK)).run()
    at.switch_page(f"views/{navigation.page_row('robustness').script}").run()
    text = sentences(at)
    assert "Claimed ROI" in text
    lost = text.partition("Cannot be answered, since ROI has no answer")[2].partition(".")[0]
    assert {"usage", "vendor prices and wages"} <= set(lost.partition(": ")[2].split(", "))
    assert "How usage and vendor prices together turn the hurdle cannot be answered" in text
    assert "Choose two levers that have a break-even above." in text
    assert not at.dataframe
