"""Every chart of every page can be taken along, and nothing is made before it is asked for."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from cockpit import frame, navigation
from cockpit.boardpack import captioned
from cockpit.views import chart_files
from tests.app.opened import open_everything
from tests.app.test_pages import visit
from tests.units import units_of

COCKPIT = Path(navigation.__file__).parent
#: All pages but the presenter, whose screens are charts of Board pack and have their files there.
PAGES = [row for row in navigation.PAGES if row.url_path != "present"]

each_page = pytest.mark.parametrize("row", PAGES, ids=lambda row: row.url_path)


@each_page
def test_each_chart_has_its_files(row: navigation.PageRow, monkeypatch: pytest.MonkeyPatch) -> None:
    open_everything(monkeypatch)
    drawn: list[str] = []
    offered: list[str] = []
    draw = frame.chart

    def counted(figure: Any) -> None:
        drawn.append(figure.alt)
        assert len(units_of(figure)) < 2, figure.alt
        draw(figure)

    def noted(figure: Any, name: str, title: str, stamp: str) -> None:
        assert name.startswith("chart_")
        assert title.strip()
        assert stamp.startswith(("data ", "as of "))
        offered.append(figure.alt)

    monkeypatch.setattr(frame, "chart", counted)
    monkeypatch.setattr(chart_files, "_files", noted)
    at = visit(row)
    assert not at.exception
    # The way to each page leads over Overview, so that there always are some.
    assert len(drawn) > 4
    assert sorted(offered) == sorted(drawn)


def test_no_picture_is_made_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(*_: Any, **__: Any) -> bytes:
        raise AssertionError("a picture was made that nobody asked for")

    monkeypatch.setattr(captioned, "png", made)
    monkeypatch.setattr(captioned, "svg", made)
    at = visit(navigation.page_row("overview"))
    assert not at.exception
    assert not at.error


def test_charts_reach_the_screen_through_one_door() -> None:
    drawing = [
        f"{path.relative_to(COCKPIT).as_posix()}:{node.lineno}"
        for path in sorted(COCKPIT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in ("vega_lite_chart", "altair_chart", "line_chart", "bar_chart")
    ]
    assert len(drawing) == 1
    assert drawing[0].startswith("frame/tables.py")
