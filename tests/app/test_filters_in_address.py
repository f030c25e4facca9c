"""A link brings back what a page showed; what it cannot bring back is said, never a fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cockpit import filters, navigation
from tests.app.test_pages import sentences

APP = Path(navigation.__file__).with_name("app.py")

#: Page, parameter, code in a link, key of the control, and what it then shows.
LINKS: tuple[tuple[str, str, str, str, Any], ...] = (
    ("robustness", "f.section", "enough-draws", "robustness_section", "Enough draws?"),
    ("robustness", "f.moves", "levers", "robustness_of", "Levers"),
    ("robustness", "f.lines", "on", "robustness_lines", True),
    ("decisions", "f.only", "not-borne-out", "decisions_filter", "not borne out"),
    ("decisions", "f.all", "on", "decisions_all", True),
    ("scenarios", "f.initiatives", "on", "all_initiatives", True),
)


def opened(page: str, query: dict[str, str]) -> AppTest:
    """The page as a link with these parameters opens it."""
    at = AppTest.from_file(str(APP), default_timeout=300).run()
    at.switch_page(f"views/{navigation.page_row(page).script}")
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
    assert not at.error
    return at


def control(at: AppTest, key: str) -> Any:
    """The control under a key, or the key that took its place."""
    kinds = ("toggle", "button_group", "selectbox")
    found = [
        each
        for kind in kinds
        for each in at.get(kind)
        if str(each.key or "").partition("~")[0] == key
    ]
    assert len(found) == 1, key
    return found[0]


def shown(at: AppTest, key: str) -> Any:
    """What a control shows, a list of one as that one."""
    value = control(at, key).value
    return value[0] if isinstance(value, list) and len(value) == 1 else value


@pytest.mark.parametrize(("page", "parameter", "code", "key", "value"), LINKS)
def test_a_link_sets_the_control(
    page: str, parameter: str, code: str, key: str, value: Any
) -> None:
    at = opened(page, {parameter: code})
    found = shown(at, key)
    assert str(found).casefold() == str(value).casefold()
    assert at.query_params[parameter] in (code, [code])
    assert filters.NOTE not in sentences(at)


@pytest.mark.parametrize("code", ["no such thing", "<b>x</b>", "1" * 400])
def test_a_link_that_names_nothing_of_this_page_is_noted(code: str) -> None:
    at = opened("decisions", {"f.only": code, "f.all": code})
    assert filters.NOTE in sentences(at)
    assert code not in sentences(at)
    assert shown(at, "decisions_filter") in (None, [])


def test_a_control_writes_its_address_and_takes_it_back() -> None:
    at = opened("decisions", {})
    assert "f.all" not in at.query_params
    control(at, "decisions_all").set_value(True).run()
    assert at.query_params["f.all"] in ("on", ["on"])
    control(at, "decisions_all").set_value(False).run()
    assert "f.all" not in at.query_params
