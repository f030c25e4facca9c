"""The Data page step by step: drop, confirm, correct, undo, discard, go back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cockpit import navigation
from cockpit.dataset import Upload
from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import suggest
from cockpit.inventory.raw import RawWorkbook
from cockpit.views import data_review, data_upload
from tests.app.test_pages import WORKBOOK, sentences
from tests.inventory.books import Sheets, book, costs

APP = Path(navigation.__file__).with_name("app.py")
OWN = costs(
    ["A", "C2", "Calls", "fixed", "monthly", 100],
    ["A", "C6", "Support", "fixed", "weekly", 20],
    ["B", "C6", "Support", "fixed", "weekly", 30],
    ["B", "C1", "Servers", "fixed", "monthly", "many"],
)
FOREIGN: Sheets = {
    "Use cases": [
        ["Use Case Name", "Bureau", "Stage of Development"],
        ["Translate letters", "Mail office", "Pilot"],
        ["Read meters", "Field service", "Pilot"],
    ]
}


@pytest.fixture
def at() -> AppTest:
    """The Data page with the sample portfolio in use."""
    page = AppTest.from_file(str(APP), default_timeout=120).run()
    return page.switch_page(f"views/{navigation.page_row('data').script}").run()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[int, str], str]:
    """What a person types into the editor, by row of the sheet and heading."""
    wanted: dict[tuple[int, str], str] = {}

    def edited(frame: pd.DataFrame, **more: Any) -> pd.DataFrame:
        found = frame.copy()
        # A text column knows its heading by its own settings.
        labels = {about["label"]: key for key, about in more["column_config"].items()}
        for (row, heading), text in wanted.items():
            if heading in labels:
                found.loc[found["row"] == row, labels[heading]] = text
        return found

    monkeypatch.setattr(st, "data_editor", edited)
    return wanted


def drop(at: AppTest, content: bytes, name: str = "ours.xlsx") -> AppTest:
    at.file_uploader[0].set_value((name, content, WORKBOOK)).run()
    assert not at.exception
    return at


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception
    return at


def has(at: AppTest, key: str) -> bool:
    return any(button.key == key for button in at.button)


def headline(at: AppTest) -> str:
    text = next(str(each.value) for each in at.markdown if each.value.startswith("#### "))
    return text.replace("\\", "")


def stamp(at: AppTest) -> str:
    return str(at.caption[-1].value).split(" · ")[0]


def test_our_own_workbook_is_taken_at_once_where_only_the_sample_was_in_use(at: AppTest) -> None:
    drop(at, book(OWN))
    assert "ours.xlsx: 2 initiatives, 4 rows accepted, 3 rejected." in headline(at)
    assert not has(at, "use_pending")
    press(at, "undo")
    assert "nordhafen" in headline(at)


def test_a_second_file_waits_and_is_compared_before_it_is_used(at: AppTest) -> None:
    drop(at, book(OWN))
    newer = dict(OWN)
    newer["Costs"] = [*OWN["Costs"][:1], ["A", "C2", "Calls", "fixed", "monthly", 130]]
    drop(at, book(newer), "newer.xlsx")
    said = sentences(at)
    assert "newer.xlsx is not in use yet: all pages still show ours.xlsx." in said
    assert "Since ours.xlsx: 0 rows added, 0 rows removed, 1 cell changed" in said
    assert "ours.xlsx" in headline(at)
    figures = next(each.value for each in at.dataframe if "Figure" in each.value.columns)
    cost = figures.set_index("Figure").loc["Full cost a year"]
    assert (cost["Before"], cost["Now"]) == ("1,200", "1,560")
    press(at, "discard_pending")
    assert "ours.xlsx" in headline(at)
    assert not has(at, "use_pending")
    drop(at, book(newer), "newer.xlsx")
    press(at, "use_pending")
    assert "newer.xlsx: 2 initiatives" in headline(at)
    assert "Since ours.xlsx" in sentences(at)
    press(at, "undo")
    assert "ours.xlsx" in headline(at)


def test_cells_are_corrected_undone_redone_and_discarded(
    at: AppTest, typed: dict[tuple[int, str], str]
) -> None:
    drop(at, book(OWN))
    before, mark = headline(at), stamp(at)
    typed[(5, "Amount")] = "40"
    typed[(3, "Timing")] = "monthly"
    at.run()
    assert headline(at) == before, "typed, not applied yet"
    assert at.button(key="apply_corrections").label == "Apply 2 corrections"
    typed.clear()
    press(at.run(), "apply_corrections")
    assert "6 rows accepted, 1 rejected" in headline(at)
    assert stamp(at) != mark, "the data hash covers the corrections"
    said = sentences(at)
    assert "2 cells were corrected on the screen; the file itself was not changed." in said
    made = next(each.value for each in at.dataframe if "Corrected to" in each.value.columns)
    assert made.to_numpy().tolist() == [
        ["Costs", 3, "Timing", "weekly", "monthly"], ["Costs", 5, "Amount", "many", "40"],
    ]  # fmt: skip
    stated = next(each.value for each in at.dataframe if "What" in each.value.columns
                  and "Corrections" in set(each.value["What"]))  # fmt: skip
    assert "2 cells corrected" in stated.set_index("What").loc["Corrections", "Value"]
    assert "Since ours.xlsx as it was dropped: 2 rows added" in said
    press(at, "step_undone")
    assert (headline(at), stamp(at)) == (before, mark)
    press(at, "step_redone")
    assert "6 rows accepted, 1 rejected" in headline(at)
    press(at, "step_discarded")
    assert headline(at) == before
    press(at, "step_undone")
    assert "6 rows accepted, 1 rejected" in headline(at)


def test_corrections_survive_another_page_and_are_seen_there(
    at: AppTest, typed: dict[tuple[int, str], str]
) -> None:
    drop(at, book(OWN))
    typed[(5, "Amount")] = "40"
    at.run()
    typed.clear()
    at.switch_page("views/full_cost.py").run()
    assert "3 rejected rows take no part" in str([each.proto for each in at.get("page_link")])
    at.switch_page("views/data.py").run()
    assert at.button(key="apply_corrections").label == "Apply 1 correction", "typed is kept"
    press(at, "apply_corrections")
    at.switch_page("views/full_cost.py").run()
    assert "2 rejected rows take no part" in str([each.proto for each in at.get("page_link")])


def test_one_value_is_replaced_in_every_row_of_its_cause(
    at: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = st.dataframe

    def first_selected(*args: Any, **more: Any) -> Any:
        found = opened(*args, **more)
        if not str(more.get("key")).startswith("causes_"):
            return found
        return type("State", (), {"selection": type("Rows", (), {"rows": [0]})()})()

    monkeypatch.setattr(st, "dataframe", first_selected)
    drop(at, book(OWN))
    boxes = [each for each in at.text_input if each.label == "By"]
    boxes[0].set_value("monthly").run()
    (button,) = [each for each in at.button if each.label == "Replace in 2 cells"]
    button.click().run()
    assert not at.exception
    assert "6 rows accepted, 1 rejected" in headline(at)


def test_filters_show_what_they_name(at: AppTest) -> None:
    drop(at, book(OWN))
    at.text_input(key="issues_text").set_value("number").run()
    tables = [each.value for each in at.dataframe if "Problem" in each.value.columns]
    assert [list(each["Value"]) for each in tables] == [["many"]]
    at.text_input(key="issues_text").set_value("nothing like it").run()
    assert "No problem matches the filter." in sentences(at)


def confirmed(upload: Upload, raw: RawWorkbook) -> Intake | None:
    """A screen on which the person takes what is suggested."""
    if st.button("Confirm", key="confirm_here"):
        return dataclasses.replace(upload.intake, mapping=suggest(raw))
    return None


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Intake | None]:
    monkeypatch.setattr(data_review, "confirm", confirmed)
    monkeypatch.setattr(data_upload, "needs_confirmation", lambda raw: len(raw.sheets) == 1)
    return confirmed


@pytest.mark.usefixtures("screen")
def test_a_foreign_file_is_confirmed_reviewed_and_used(at: AppTest) -> None:
    drop(at, book(FOREIGN), "theirs.xlsx")
    assert "Confirm what the columns mean" in sentences(at)
    assert "nordhafen" in headline(at)
    press(at, "confirm_here")
    assert has(at, "use_pending"), "even where only the sample is in use"
    press(at, "back_to_columns")
    assert has(at, "confirm_here")
    press(at, "confirm_here")
    press(at, "use_pending")
    assert "theirs.xlsx: 2 initiatives, 2 rows accepted, none rejected." in headline(at)
    press(at, "remap")
    assert "theirs.xlsx is not in use yet" in sentences(at)
    press(at, "discard_pending")
    assert "theirs.xlsx: 2 initiatives" in headline(at)


@pytest.mark.usefixtures("screen")
def test_a_foreign_file_is_discarded(at: AppTest) -> None:
    drop(at, book(FOREIGN), "theirs.xlsx")
    press(at, "discard_pending")
    assert "nordhafen" in headline(at)
    assert not has(at, "confirm_here")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bill.csv", b"BilledCost,EffectiveCost,SkuId,ServiceCategory\n1,1,x,AI\n", "cost export"),
        ("bill.parquet", b"PAR1 and more", "Parquet"),
        ("log.jsonl", b'{"request_id":"a","total_tokens":1,"api_key":"h"}\n', "usage log"),
    ],
)
def test_what_belongs_on_another_page_is_pointed_there(
    at: AppTest, name: str, content: bytes, said: str
) -> None:
    drop(at, content, name)
    assert said in "".join(str(each.value) for each in at.info)
    assert "nordhafen" in headline(at)
    assert not has(at, "use_pending")


def test_a_file_that_cannot_be_read_leaves_everything_as_it_is(at: AppTest) -> None:
    drop(at, book(OWN))
    drop(at, b"PK\x03\x04 no workbook", "odd.xlsx")
    assert "odd.xlsx could not be read" in at.error[0].value.replace("\\", "")
    assert "ours.xlsx" in headline(at)


def test_corrections_that_empty_the_file_can_be_undone(
    at: AppTest, typed: dict[tuple[int, str], str]
) -> None:
    drop(at, book({"Initiatives": [["Name", "Peak rpm"], ["Alpha", "many"]]}))
    typed.update({(2, "Name"): "", (2, "Peak rpm"): ""})
    at.run()
    typed.clear()
    press(at, "apply_corrections")
    assert "could not be read" in headline(at)
    press(at, "step_undone")
    assert "1 rejected" in headline(at)


def test_a_file_that_made_room_begins_anew(at: AppTest, typed: dict[tuple[int, str], str]) -> None:
    drop(at, book(OWN))
    typed[(5, "Amount")] = "40"
    at.run()
    typed.clear()
    press(at, "apply_corrections")
    for key in ("use_minimal", "use_broken"):
        press(at, key)
    drop(at, book(costs(["A", "C2", "Calls", "fixed", "monthly", 7])), "fourth.xlsx")
    press(at, "use_pending")
    drop(at, book(OWN))
    press(at, "use_pending")
    assert "4 rows accepted, 3 rejected" in headline(at)
    assert not has(at, "step_undone")
