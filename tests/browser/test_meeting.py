"""A meeting as it goes: a stress, what it turns, what breaks the case, and what to find out."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from cockpit import navigation
from tests.browser.server import Server
from tests.browser.test_scenarios import open_page, settle

pytestmark = pytest.mark.browser

#: Seconds that the whole way may take, and that a spinner may stand.
WHOLE, SPINNER = 60.0, 2.0

_WATCH = """() => {
  window.longest = 0;
  let since = null;
  setInterval(() => {
    const shown = document.querySelector('[data-testid=stSpinner]');
    const now = performance.now();
    since = shown ? (since ?? now) : null;
    if (since !== null) window.longest = Math.max(window.longest, (now - since) / 1000);
  }, 50);
}"""


def turn_to(page: Page, title: str) -> None:
    """Choose a page in the menu, without waiting for what it fills in below."""
    row = next(row for row in navigation.PAGES if row.title == title)
    page.get_by_test_id("stTopNav").get_by_text(row.section, exact=True).click()
    page.get_by_role("menuitem", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(row.question)


def first_line(page: Page) -> str:
    """The answer below the page's question."""
    line = page.get_by_role("heading", level=4).first
    expect(line).to_be_visible()
    return line.inner_text().replace("\u00a0", " ")


def test_a_meeting_takes_under_a_minute(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "scenarios")
    page.evaluate(_WATCH)
    began = time.monotonic()

    page.get_by_role("combobox", name=re.compile("Preset|Scenario")).first.click()
    page.get_by_role("option", name="Tenfold usage").click()
    settle(page)
    assert re.search(r"falls? (from|below)|drop", first_line(page))

    turn_to(page, "Decisions")
    expect(page.get_by_text(re.compile(r"“Tenfold usage” turns \d+")).first).to_be_visible()

    turn_to(page, "Robustness")
    expect(page.get_by_role("heading", level=4).first).to_contain_text(
        re.compile(r"hurdle"), timeout=30_000
    )

    turn_to(page, "Evidence worth buying")
    assert re.search(r"worth|No evidence", first_line(page))
    assert time.monotonic() - began < WHOLE
    assert page.evaluate("window.longest") < SPINNER
    assert page.get_by_text("Traceback").count() == 0
    assert "Traceback" not in cockpit.console()
