"""What the pages of the cockpit tell: the preview of a pack, and the pages it is drawn from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from streamlit.testing.v1 import AppTest

from cockpit import navigation
from tests.app.test_pages import APP
from tests.boardpack.reading_back import bare
from tests.boardpack.told import Told


def cockpit(preset: str) -> AppTest:
    """The cockpit with the sample, opened by an address that names the scenario."""
    at = AppTest.from_file(str(APP), default_timeout=180)
    at.query_params["preset"] = preset
    return at.run()


def visit(at: AppTest, key: str) -> AppTest:
    """One page of it, shown without a fault."""
    at.switch_page(f"views/{navigation.page_row(key).script}").run()
    assert not at.exception, key
    return at


def read(text: object) -> str:
    """What markdown shows, without its escapes and white space."""
    return bare(re.sub(r"\\([^A-Za-z0-9\s])", r"\1", str(text)))


def metrics(at: AppTest) -> dict[str, str]:
    """Label and figure of each tile."""
    return {read(each.label): read(each.value) for each in at.metric}


def words(at: AppTest) -> str:
    """All text of a page."""
    groups = (at.markdown, at.caption, at.info, at.warning, at.metric)
    return read(" ".join(str(each.value) for group in groups for each in group))


def of_preview(at: AppTest, keys: Sequence[str], titles: Sequence[str], locale: str) -> Told:
    """From the page Board pack, section by section as the preview shows them."""
    told = Told()
    visit(at, "board-pack")
    at.selectbox(key="pack_locale").set_value(locale).run()
    for key, title in zip(keys, titles, strict=True):
        (preview,) = (each for each in at.button_group if str(each.key).startswith("pack_preview"))
        preview.set_value(key).run()
        assert not at.exception, key
        where = bare(title)
        told.figures[where] = [_figure(box) for box in _boxes(at.main)]
        bold = [read(e.value)[2:-2] for e in at.markdown if str(e.value).startswith("**")]
        for name, table in zip(bold, at.table, strict=True):
            told.tables[where, name] = _rows(table)
    return told


def _boxes(block: Any) -> Iterator[list[Any]]:
    """The boxes that hold a tile, each with what stands in it, in order."""
    inside = list(block.children.values())
    if any(each.type == "metric" for each in inside):
        yield inside
    for each in inside:
        if hasattr(each, "children"):
            yield from _boxes(each)


def _figure(box: list[Any]) -> tuple[str, str, str]:
    """A tile: its label stands above it, its note below."""
    (tile,) = (each for each in box if each.type == "metric")
    above, *below = (read(each.value) for each in box if each.type == "caption")
    assert above == read(tile.label)
    return above, read(tile.value), "".join(below)


def _rows(table: Any) -> list[list[str]]:
    frame = table.value
    head = [read(column) for column in frame.columns]
    return [head, *([read(cell) for cell in row] for row in frame.itertuples(index=False))]
