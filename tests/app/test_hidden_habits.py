"""Two workbooks that differ in the habits of a hidden group only look the same on every page."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from cockpit import cli, frame, navigation
from tests.app.opened import open_everything
from tests.app.test_pages import WORKBOOK, sentences, upload
from tests.assessment import fixture
from tests.inventory.books import book

APP = Path(navigation.__file__).with_name("app.py")
TEAM = "Zwerg Kontor"
HABITS = ("work delegated to AI", "output reviewed", "output challenged", "work done unaided")
#: What may tell two workbooks apart: the hash of their data, and names made from it.
_HASH = re.compile(r"(?<=data )[0-9a-f]{12}|\b[0-9a-f]{64}\b|(?<=id: \")[^\"]+")


def workbook(before: float, now: float, rejected: str) -> bytes:
    """Habits of four people with these values, coloured ones too, and a row that is kept out.

    Claims, a team of the organisation, is shown beside them; so is everything else.
    """
    sheets = fixture.sheets()
    tail = ["2026-Q1", "share of tasks", "records", "Olga", TEAM, 4]
    for place, name in enumerate(HABITS):
        colours = [0.6, 0.3] if place == 2 else [None, None]
        sheets["Metrics"].append(["A", name, None, before, "2025-Q1", now, *tail, *colours])
    sheets["Metrics"].append(["A", HABITS[2], None, rejected, "2025-Q1", now, *tail])
    return book(sheets)


class Shown:
    """Everything that pages show or offer for download."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files = open_everything(monkeypatch)

    def pages(self, first: bytes, second: bytes) -> Iterator[tuple[str, str]]:
        """Every page by title after both uploads, the second in use."""
        at = AppTest.from_file(str(APP), default_timeout=300).run()
        at.switch_page(f"views/{navigation.page_row('data').script}").run()
        for content in (first, second):
            upload(at, ("ours.xlsx", content, WORKBOOK))
        for row in navigation.PAGES:
            self.files.clear()
            at.switch_page(f"views/{row.script}").run()
            assert not at.exception, row.title
            assert not at.error, row.title
            tables = [table.value.to_csv() for table in at.dataframe]
            others = [
                str(element.proto)
                for kind in ("vega_lite_chart", "arrow_vega_lite_chart", "metric", "expander")
                for element in at.get(kind)
                if hasattr(element, "proto")
            ]
            found = "\n".join([sentences(at), *tables, *others, *self.files])
            yield row.title, _HASH.sub("#", found)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    return Shown(monkeypatch)


def test_no_page_tells_hidden_values_apart(shown: Shown) -> None:
    earlier = workbook(0.2, 0.3, "0.4x")
    one = dict(shown.pages(earlier, workbook(0.137913, 0.862417, "0.777x")))
    other = dict(shown.pages(earlier, workbook(0.951234, 0.051234, "0.111x")))
    assert set(one) == {row.title for row in navigation.PAGES}
    for title, text in one.items():
        assert TEAM not in text, title
        assert text == other[title], title
    assert "\n5 rows on habits of small groups are not shown." in one["Data"]
    # The walk sees what it ought to: groups shown, details and files.
    assert "Claims" in one["Maturity"]
    assert "further_metrics.csv" in one["Value grid"]


def test_a_large_group_is_seen_by_the_same_walk(shown: Shown) -> None:
    """With forty people the team is on the pages, so the walk would find it."""
    large = workbook(0.137913, 0.862417, "0.777x")
    sheets = fixture.sheets()
    row = ["A", HABITS[2], None, 0.137913, "2025-Q1", 0.862417, "2026-Q1", "share", "x", "Olga"]
    sheets["Metrics"].append([*row, TEAM, 40])
    pages = dict(shown.pages(large, book(sheets)))
    assert TEAM in pages["Maturity"]
    assert "0.862417" in pages["Maturity"]


@pytest.mark.parametrize("served", [True, False], ids=["served to others", "own upload"])
def test_the_inventory_as_read_holds_hidden_rows_for_their_owner_only(
    served: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: dict[str, bytes] = {}

    def kept(label: str, make: Any, file_name: str, **more: Any) -> None:
        made[label] = make if isinstance(make, bytes) else make()

    monkeypatch.setattr(frame, "download", kept)
    source = tmp_path / "ours.xlsx"
    source.write_bytes(workbook(0.137913, 0.862417, "0.777x"))
    if served:
        monkeypatch.setenv(cli.WORKBOOK_VARIABLE, str(source))
    at = AppTest.from_file(str(APP), default_timeout=300).run()
    at.switch_page(f"views/{navigation.page_row('data').script}").run()
    if not served:
        upload(at, ("ours.xlsx", source.read_bytes(), WORKBOOK))
    assert not at.exception
    book_made = openpyxl.load_workbook(io.BytesIO(made["Inventory as read"]))
    cells = [str(cell.value) for sheet in book_made for row in sheet.iter_rows() for cell in row]
    assert (TEAM in cells) is not served
    assert ("0.862417" in cells) is not served
    assert any("0.777x" in cell for cell in cells) is not served
    assert "Claims" in cells, "a group that is large enough stands in both"
    assert ("Your file with the problems marked" in made) is not served
    text = sentences(at)
    assert ("on habits of small groups, or of" in text) is served, text[-900:]
    # Four habits, the row that was kept out, and a benefit of the fixture in a habit.
    told = [cell for cell in cells if "on habits of groups that are too small" in cell]
    assert [cell.partition(" rows")[0] for cell in told] == (["6"] if served else [])


def test_no_file_of_the_command_line_tells_them_apart(tmp_path: Path) -> None:
    written = []
    for place, values in enumerate(((0.137913, 0.862417), (0.951234, 0.051234))):
        source, out = tmp_path / "ours.xlsx", tmp_path / str(place)
        source.write_bytes(workbook(*values, "0.777x"))
        assert cli.main(["assess", str(source), "--out", str(out), "--draws", "64"]) == 0
        files = {file.name: file.read_text("utf-8-sig") for file in sorted(out.iterdir())}
        written.append(
            {
                name: [
                    [re.sub(r"data [0-9a-f]{12}", "data #", cell) for cell in row]
                    for row in csv.reader(io.StringIO(text))
                ]
                for name, text in files.items()
            }
        )
    assert written[0] == written[1]
    assert TEAM not in str(written)
