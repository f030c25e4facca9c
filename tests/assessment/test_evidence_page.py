"""The page Evidence worth buying, as a person meets it."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from cockpit import navigation

APP = Path(navigation.__file__).with_name("app.py")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def opened(upload: Path | None = None) -> AppTest:
    at = AppTest.from_file(str(APP), default_timeout=120).run()
    if upload is not None:
        at.switch_page(f"views/{navigation.page_row('data').script}").run()
        at.file_uploader[0].set_value((upload.name, upload.read_bytes(), WORKBOOK)).run()
    return at.switch_page(f"views/{navigation.page_row('evidence').script}").run()


def answer(at: AppTest) -> str:
    found = next(each.value for each in at.markdown if each.value.startswith("#### "))
    return str(found).replace("\\", "").replace("\u00a0", " ")


def ranking(at: AppTest):
    return at.dataframe[0].value.set_index("What to find out")


def test_the_first_line_names_the_first_row_of_the_table() -> None:
    at = opened()
    first = str(ranking(at).index[0]).removesuffix(": own figures")
    assert first in answer(at)
    assert "before the next decision" in answer(at)
    worth = ranking(at)["Worth, EUR k"]
    assert worth.is_monotonic_decreasing
    assert (worth > 0).all()


def test_a_less_reliable_study_is_worth_less_and_knowing_is_not() -> None:
    at = opened()
    before = ranking(at)
    slider = next(each for each in at.slider if each.label == "Reliability of a study")
    assert slider.value == 80
    slider.set_value(40).run()
    after = ranking(at)
    assert after["Worth, EUR k"].equals(before["Worth, EUR k"])
    clear = before["Study worth, EUR k"] > 1
    assert (after["Study worth, EUR k"][clear] < before["Study worth, EUR k"][clear]).all()
    slider = next(each for each in at.slider if each.label == "Reliability of a study")
    slider.set_value(80).run()
    assert ranking(at)["Study worth, EUR k"].equals(before["Study worth, EUR k"])


def test_a_smaller_budget_funds_less() -> None:
    at = opened()
    slider = next(each for each in at.slider if each.label.startswith("Budget"))
    said = next(each.value for each in at.text if " a year" in each.value)
    slider.set_value(60).run()
    less = next(each.value for each in at.text if " a year" in each.value)
    assert said != less


def test_the_minimal_workbook_is_answered_with_what_has_no_price(minimal_path: Path) -> None:
    at = opened(minimal_path)
    assert not at.exception
    assert len(answer(at)) > 30
    assert any("cannot be priced" in each.value for each in at.markdown)


def test_the_page_follows_the_scenario_on_screen() -> None:
    at = AppTest.from_file(str(APP), default_timeout=120).run()
    at.switch_page(f"views/{navigation.page_row('scenarios').script}").run()
    picked = next(each for each in at.selectbox if each.label == "Scenario")
    picked.set_value("tenfold-usage").run()
    at.switch_page(f"views/{navigation.page_row('evidence').script}").run()
    assert answer(at).startswith("#### With “Tenfold usage”")
    assert any("scenario Tenfold usage" in each.value.replace("\\", "") for each in at.caption)
