"""The presenter: what is on a screen for every kind of data, and where its keys lead."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cockpit import navigation, wording
from cockpit.boardpack.sections.registry import SECTIONS
from cockpit.cli import WORKBOOK_VARIABLE
from cockpit.inventory.template import template_bytes
from tests.app.test_pages import APP, WORKBOOK, sentences, upload, visit

ROW = navigation.page_row("present")


def headings(at: AppTest) -> list[str]:
    """Messages of a screen, without marks and escapes."""
    found = [each.value for each in at.markdown if each.value.startswith("#")]
    return [each.lstrip("# ").replace("\\", "").replace("\u00a0", " ") for each in found]


def press(at: AppTest, name: str) -> AppTest:
    """Press a button of the bar."""
    return at.button(key=f"present_{name}").click().run()


def shown_figures(at: AppTest) -> list[str]:
    """Values of the key figures on the screen."""
    words = at.table[0].value.iloc[0].tolist()
    return [text.replace("\\", "").replace("\u00a0", " ") for text in words]


def test_the_first_screen_says_what_the_overview_says() -> None:
    overview = visit(navigation.page_row("overview"))
    cost = overview.metric[0].value.replace("\u00a0", " ")
    at = visit(ROW)
    assert cost in shown_figures(at)
    assert cost in headings(at)[0]
    assert "Confidential" in sentences(at)


def test_next_and_previous_lead_back_to_where_one_was() -> None:
    at = visit(ROW)
    assert at.button(key="present_before").disabled
    first = headings(at)
    at = press(at, "after")
    assert at.query_params["screen"] == "verdict.2"
    assert headings(at) != first
    at = press(at, "before")
    assert at.query_params["screen"] == "verdict.1"
    assert headings(at) == first


def test_messages_are_walked_with_their_first_chart_or_table() -> None:
    at = visit(ROW)
    walked = []
    while not at.button(key="present_after").disabled:
        at = press(at, "after")
        walked.append(at.query_params["screen"])
    sections = list(dict.fromkeys(each.partition(".")[0] for each in walked))
    assert sections == [row.key for row in SECTIONS]
    assert len(walked) <= 2 * len(SECTIONS)


def test_details_are_walked_where_they_are_asked_for() -> None:
    at = press(press(visit(ROW), "after"), "details")
    assert at.query_params["screen"] == "verdict.2"
    at = press(at, "after")
    assert at.query_params["screen"] == "verdict.3"
    at = press(at, "details")
    at = press(at, "after")
    assert at.query_params["screen"] == "exposure.1"
    at = press(at, "before")
    assert at.query_params["screen"] == "verdict.0"


def test_a_link_that_names_no_screen_begins_at_the_first() -> None:
    for wrong in ("nonsense.1", "verdict.x", "verdict.99999", "", ".", "verdict.-1"):
        at = AppTest.from_file(str(APP), default_timeout=120).run()
        at.query_params["screen"] = wrong
        at = at.switch_page(f"views/{ROW.script}").run()
        assert not at.exception
        assert not at.error
        assert headings(at)


def test_the_screen_follows_the_scenario() -> None:
    at = visit(ROW)
    base = shown_figures(at)
    at = at.menu_button(key="present_preset").set_value("tenfold-usage").run()
    assert shown_figures(at) != base
    assert at.query_params["preset"] == "tenfold-usage"


def test_a_higher_screen_has_larger_tables_and_stands_in_the_address() -> None:
    at = visit(ROW)
    at = at.menu_button(key="present_height").set_value(1080).run()
    assert at.query_params["height"] == "1080"
    assert any(each.value.startswith("###### ") for each in at.markdown)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (template_bytes(), "ours.xlsx"),
        (b"PK\x03\x04 this is no workbook", "could not be read"),
    ],
    ids=["empty", "unreadable"],
)
def test_where_nothing_can_be_presented_the_reason_is_said(
    content: bytes, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "ours.xlsx"
    own.write_bytes(content)
    monkeypatch.setenv(WORKBOOK_VARIABLE, str(own))
    at = visit(ROW)
    assert not at.exception
    assert not at.error
    assert words in headings(at)[0]
    assert at.button(key="present_after").disabled
    assert at.button(key="present_before").disabled


def test_after_an_unreadable_file_the_data_before_is_presented() -> None:
    at = visit(ROW, ("report.xlsx", b"PK\x03\x04 this is no workbook", WORKBOOK))
    assert not at.exception
    assert not at.error
    assert headings(at) == headings(visit(ROW))
    assert "source nordhafen" in sentences(at)


def test_every_screen_of_a_sparse_workbook_is_shown(minimal_path: Path) -> None:
    at = AppTest.from_file(str(APP), default_timeout=120).run()
    at.switch_page(f"views/{navigation.page_row('data').script}").run()
    upload(at, (minimal_path.name, minimal_path.read_bytes(), WORKBOOK))
    at = at.switch_page(f"views/{ROW.script}").run()
    seen = 0
    while not at.button(key="present_after").disabled:
        at = press(at, "after")
        assert not at.exception
        assert not at.error
        assert headings(at)
        assert not {"nan", "None", "inf"} & set(sentences(at).split())
        seen += 1
        assert seen < 150
    assert seen >= 9


def test_rejected_rows_are_said_at_the_foot(broken_path: Path) -> None:
    at = visit(ROW, (broken_path.name, broken_path.read_bytes(), WORKBOOK))
    assert f"{wording.count(56, 'rejected row')} left out" in sentences(at)
