"""The presenter at three sizes: one click, a bare screen, nothing cut off, all by keyboard."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cockpit.boardpack.sections.registry import SECTIONS
from tests.browser.server import Server
from tests.browser.test_scenarios import open_page, settle

pytestmark = pytest.mark.browser

SIZES = [(1366, 768), (1440, 900), (1920, 1080)]

#: What of a screen sticks out: to the side, below the fold, under the levers, within itself.
_OUT = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const body = document.querySelector('[data-testid=stMainBlockContainer]');
  const foot = document.querySelector('[data-testid=stBottom]').getBoundingClientRect();
  const boxes = [...document.querySelectorAll('[data-testid=stMain] *')]
    .map((each) => each.getBoundingClientRect()).filter((box) => box.width && box.height);
  const ends = [...body.querySelectorAll('[data-testid=stElementContainer]')]
    .map((each) => each.getBoundingClientRect().bottom);
  const scrolled = [...body.querySelectorAll('*')].filter((each) =>
    ['auto', 'scroll'].includes(getComputedStyle(each).overflowY) &&
    (each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1));
  return {
    wide: document.documentElement.scrollWidth - innerWidth,
    high: main.scrollHeight - innerHeight,
    right: Math.max(...boxes.map((box) => box.right)) > innerWidth,
    covered: Math.max(...ends) > foot.top + 1,
    scrolled: scrolled.map((each) => each.outerHTML.slice(0, 160)),
  };
}"""
_NOTHING = {"wide": 0, "high": 0, "right": False, "covered": False, "scrolled": []}


def present(page: Page, cockpit: Server, height: int, screen: str = "verdict") -> None:
    """Open the presenter by its address."""
    page.goto(f"{cockpit.url}/present?screen={screen}&height={height}&details=1")
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    settle(page)


def place(page: Page) -> str:
    """Which screen the address names."""
    return page.url.partition("screen=")[2].partition("&")[0]


def step(page: Page, key: str) -> str:
    """Press a key of a presenter's remote, and say where it leads."""
    before = page.url
    page.keyboard.press(key)
    page.wait_for_url(lambda url: url != before)
    settle(page)
    return place(page)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[1]))
def test_every_screen_fits_and_the_keys_lead_through_all_of_them(
    browser: Browser, cockpit: Server, size: tuple[int, int]
) -> None:
    width, height = size
    theme: Any = "dark" if height == 900 else "light"
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, locale="en-GB"
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    present(page, cockpit, height)
    wrong, seen = {}, ["verdict"]
    following = page.get_by_role("button", name="Next")
    while True:
        found = page.evaluate(_OUT)
        if found != _NOTHING:
            wrong[seen[-1]] = found
        if following.is_disabled():
            break
        seen.append(step(page, "PageDown"))
    context.close()
    assert wrong == {}
    assert list(dict.fromkeys(each.partition(".")[0] for each in seen)) == [
        row.key for row in SECTIONS
    ]
    assert len(seen) == len(set(seen)) > len(SECTIONS)


def test_one_click_leads_to_a_bare_screen_and_escape_back(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "?preset=tenfold-usage")
    page.get_by_role("link", name="Present", exact=True).click()
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    settle(page)
    for part in ("stMainMenu", "stSidebar", "stTopNav", "stToolbarActions"):
        assert page.get_by_test_id(part).count() == 0, part
    assert "preset=tenfold-usage" in page.url
    said = page.get_by_test_id("stMain").inner_text().replace("\u00a0", " ")
    assert "Tenfold usage" in said
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stTopNav")).to_be_visible()
    assert "preset=tenfold-usage" in page.url


def test_leave_shows_the_page_of_the_section(page: Page, cockpit: Server) -> None:
    present(page, cockpit, 1080, "decisions")
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What should happen to each initiative?"
    )


def test_the_first_screen_says_what_the_overview_says(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "")
    metrics = page.get_by_test_id("stMetricValue").all_inner_texts()
    cost = next(text for text in metrics if text.startswith("EUR")).replace("\u00a0", " ")
    present(page, cockpit, 1080)
    words = page.get_by_role("table", name="Key figures").inner_text().replace("\u00a0", " ")
    assert cost.strip() in words


def test_a_lever_moves_the_screen_and_a_reload_restores_both(page: Page, cockpit: Server) -> None:
    present(page, cockpit, 1080, "verdict.2")
    before = page.get_by_test_id("stMain").inner_text()
    page.get_by_role("button", name="Usage ×1").click()
    page.get_by_text("×2", exact=True).click()
    page.wait_for_url(re.compile("use=2"))
    settle(page)
    assert place(page) == "verdict.2"
    assert "height=1080" in page.url
    assert page.get_by_test_id("stMain").inner_text() != before
    # The next key of the remote turns the screen, and moves no lever.
    assert step(page, "PageDown") == "exposure.1"
    assert step(page, "PageUp") == "verdict.0"  # the last of its section
    assert "use=2" in page.url
    shown, address = page.get_by_test_id("stMain").inner_text(), page.url
    page.reload()
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    settle(page)
    assert (page.url, page.get_by_test_id("stMain").inner_text()) == (address, shown)


def test_everything_is_reached_by_the_tab_key(page: Page, cockpit: Server) -> None:
    present(page, cockpit, 768, "exposure")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "() => { const at = document.activeElement; return at.getAttribute('aria-label')"
                " || (at.labels && at.labels[0] && at.labels[0].innerText) || at.innerText || ''; }"
            )
        )
    text = " | ".join(sorted(reached))
    for name in ("Previous", "Next", "Messages only", "Leave", "Screen 768", "Scenario", "Usage"):
        assert name in text, text


def test_the_type_follows_the_height_of_the_window(page: Page, cockpit: Server) -> None:
    page.goto(f"{cockpit.url}/present?screen=verdict")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        expect(page.get_by_role("button", name=f"Screen {height}")).to_be_visible()
        settle(page)
        assert page.evaluate(_OUT) == _NOTHING
    assert "height=" not in page.url
