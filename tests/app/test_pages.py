"""Every page with every kind of data: a heading, an answer, and never a fault."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cockpit import cli, navigation
from cockpit.cli import WORKBOOK_VARIABLE
from cockpit.inventory.template import template_bytes
from tests.app.opened import open_everything
from tests.hostile import hostile_workbook

APP = Path(navigation.__file__).with_name("app.py")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

each_page = pytest.mark.parametrize("row", navigation.PAGES, ids=lambda row: row.url_path)
#: The presenter has a message in place of a question; see test_present.
each_page_of_the_menu = pytest.mark.parametrize(
    "row", [row for row in navigation.PAGES if not row.alone], ids=lambda row: row.url_path
)


@pytest.fixture(params=["sample", "minimal", "broken", "empty", "not a workbook"])
def data(
    request: pytest.FixtureRequest, minimal_path: Path, broken_path: Path
) -> tuple[str, tuple[str, bytes, str] | None]:
    """What is loaded: its kind, and the file to upload (none for the sample)."""
    match request.param:
        case "minimal":
            upload = (minimal_path.name, minimal_path.read_bytes(), WORKBOOK)
        case "broken":
            upload = (broken_path.name, broken_path.read_bytes(), WORKBOOK)
        case "empty":
            upload = ("empty.xlsx", template_bytes(), WORKBOOK)
        case "not a workbook":
            upload = ("report.xlsx", b"PK\x03\x04 this is no workbook", WORKBOOK)
        case _:
            upload = None
    return request.param, upload


def upload(at: AppTest, file: tuple[str, bytes, str]) -> None:
    """Drop a file on the Data page, and confirm and use it where that is asked."""
    at.file_uploader[0].set_value(file).run()
    for key in ("confirm_mapping", "use_pending"):
        if any(button.key == key and not button.disabled for button in at.button):
            at.button(key=key).click().run()


def visit(row: navigation.PageRow, file: tuple[str, bytes, str] | None = None) -> AppTest:
    """The page as a person gets there: open the cockpit, upload on Data, choose the page."""
    at = AppTest.from_file(str(APP), default_timeout=120).run()
    if file is not None:
        at.switch_page(f"views/{navigation.page_row('data').script}").run()
        upload(at, file)
    return at.switch_page(f"views/{row.script}").run()


def sentences(at: AppTest) -> str:
    """All text of the page as a person reads it, without the escapes of markdown."""
    groups = (at.markdown, at.caption, at.info, at.warning, at.error, at.text)
    text = "\n".join(str(element.value) for group in groups for element in group)
    return text.replace("\\", "").replace("\u2060", "").replace("\u00a0", " ")


@each_page_of_the_menu
def test_page_answers_its_question(
    row: navigation.PageRow,
    data: tuple[str, tuple[str, bytes, str] | None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    kind, upload = data
    with caplog.at_level(logging.ERROR):
        at = visit(row, upload)
    assert not at.exception
    assert [title.value for title in at.title] == [row.question]
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []
    answer = [element.value for element in at.markdown if element.value.startswith("#### ")]
    assert answer, "the answer stands below the question"
    assert len(answer[0]) > len("#### ") + 20
    words = sentences(at).split()
    assert not {"nan", "NaN", "None", "inf", "Traceback"} & set(words)
    if kind == "sample":
        assert not at.error


@each_page
def test_page_carries_its_stamp(row: navigation.PageRow) -> None:
    text = sentences(visit(row))
    for part in ("data ", "scenario Base", "seed 7", "version", "as of", "source nordhafen"):
        assert part in text, part


@each_page
def test_every_table_can_be_downloaded(row: navigation.PageRow) -> None:
    at = visit(row)
    if at.dataframe:
        assert at.get("download_button"), "a table without a download of ours"


def test_pages_have_one_question_each() -> None:
    for values in zip(
        *((r.title, r.question, r.script, r.url_path) for r in navigation.PAGES), strict=True
    ):
        assert len(set(values)) == len(values)
    assert all(row.path.is_file() for row in navigation.PAGES)
    assert all(row.question.endswith("?") for row in navigation.PAGES)


@each_page
def test_the_workbook_named_on_the_command_line_is_opened(
    row: navigation.PageRow, sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "ours.xlsx"
    own.write_bytes(sample_path.read_bytes())
    monkeypatch.setenv(WORKBOOK_VARIABLE, str(own))
    assert "source ours.xlsx" in sentences(visit(row))


@each_page_of_the_menu
def test_every_page_says_that_its_data_cannot_be_read(
    row: navigation.PageRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also a page that is added and knows nothing of it; some show what they can all the same."""
    own = tmp_path / "ours.xlsx"
    own.write_bytes(b"PK\x03\x04 this is no workbook")
    monkeypatch.setenv(WORKBOOK_VARIABLE, str(own))
    at = visit(row)
    assert not at.exception
    assert [title.value for title in at.title] == [row.question]
    answers = [element.value for element in at.markdown if element.value.startswith("#### ")]
    said = [answer for answer in answers if "could not be read" in answer]
    assert bool(said) == (row.url_path != "usage")
    if not row.without_data:
        assert answers == said
        assert not at.metric
        assert not at.dataframe


def test_a_workbook_that_went_away_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(WORKBOOK_VARIABLE, str(tmp_path / "gone.xlsx"))
    at = visit(navigation.page_row("scenarios"))
    assert "gone.xlsx can no longer be opened" in sentences(at)
    assert "source nordhafen" in sentences(at)


def test_an_unreadable_workbook_is_refused_before_anything_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"no workbook")
    assert cli.main(["run", str(bad), "--no-browser"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("cockpit: ")
    assert "Traceback" not in said


def test_text_from_a_file_is_never_markup(
    tmp_path: Path, sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text that is markdown reaches no page unescaped (HTML is shown as text by Streamlit)."""
    open_everything(monkeypatch)
    file = hostile_workbook(sample_path, tmp_path)
    for row in navigation.PAGES:
        at = visit(row, (file.name, file.read_bytes(), WORKBOOK))
        assert not at.exception, row.title
        assert not at.error, row.title
        named = [*at.expander, *at.tabs, *at.get("popover")]
        for element in [*at.markdown, *at.caption, *at.info, *at.warning, *at.metric, *named]:
            shown = f"{getattr(element, 'label', '')} {getattr(element, 'value', '')}"
            assert "![" not in shown, row.title
            assert ":red[" not in shown, row.title
