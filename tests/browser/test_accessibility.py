"""Every page and the presenter, light and dark, by the rules of WCAG 2 A and AA (axe-core)."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from cockpit import navigation
from tests.browser.server import Server
from tests.browser.test_scenarios import settle

pytestmark = pytest.mark.browser

_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
#: What Streamlit's own markup does and no setting changes: rule, part of the element, reason.
_NOT_OURS: tuple[tuple[str, str, str], ...] = ()


def violations(page: Page) -> list[str]:
    """Serious and critical ones, each with its element; what is not ours is left out."""
    found: list[dict[str, Any]] = Axe().run(page, options=_RULES).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['html'][:300]} {node['failureSummary'][:300]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
        if not any(each["id"] == rule and part in node["html"] for rule, part, _ in _NOT_OURS)
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_a_serious_violation(browser: Browser, cockpit: Server, theme: Any) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme=theme, locale="en-GB"
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    wrong = {}
    for row in navigation.PAGES:
        page.goto(f"{cockpit.url}/{row.url_path}")
        page.locator("h1").first.wait_for()
        settle(page)
        if found := violations(page):
            wrong[row.url_path] = found
    context.close()
    assert wrong == {}


def test_the_rules_see_what_they_look_for(page: Page, cockpit: Server) -> None:
    page.set_content(
        "<html lang=en><title>x</title><p style='color:#bbb'>pale</p><button></button>"
    )
    assert {each.split(" ")[0] for each in violations(page)} == {"color-contrast", "button-name"}
