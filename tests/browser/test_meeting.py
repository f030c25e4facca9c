"""A meeting as it goes: a stress, what it turns, what breaks the case, and what to find out."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cockpit import navigation
from tests.browser.server import Server
from tests.browser.test_scenarios import open_page, settle

pytestmark = pytest.mark.browser

#: Seconds that the whole way may take, and that anything may spin without a word of progress.
WHOLE, SPINNER = 60.0, 2.0

#: Notes the longest time that a spinner stood, that a bar of progress stood still, and any
#: message of a fault; an empty page of a skeleton counts as a spinner.
_WATCH = """() => {
  window.longest = {spinner: 0, progress: 0};
  window.faults = [];
  const since = {}, before = {};
  const look = (name, shown, now) => {
    const seen = shown ? shown.textContent + (shown.querySelector('[role=progressbar]')
      ?.getAttribute('aria-valuenow') ?? '') : null;
    if (seen === null || (name === 'progress' && seen !== before[name])) delete since[name];
    before[name] = seen;
    if (seen === null) return;
    since[name] ??= now;
    window.longest[name] = Math.max(window.longest[name], (now - since[name]) / 1000);
  };
  setInterval(() => {
    const now = performance.now(), at = (name) => document.querySelector(
      `[data-testid=${name}]`);
    look('spinner', at('stSpinner') ?? at('stAppSkeleton') ?? at('stSkeleton'), now);
    look('progress', at('stProgress'), now);
    for (const name of ['stException', 'stAlertContentError']) {
      const found = at(name);
      if (found) window.faults.push(found.textContent);
    }
    if (document.body.innerText.includes('Traceback')) window.faults.push('Traceback');
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


def read(page: Page, pattern: str) -> re.Match[str]:
    """The first sentence of the page that says this, once it stands there."""
    found = page.get_by_text(re.compile(pattern)).first
    expect(found).to_be_visible()
    match = re.search(pattern, found.inner_text().replace("\u00a0", " "))
    assert match, pattern
    return match


def test_a_meeting_takes_under_a_minute(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "scenarios")
    page.evaluate(_WATCH)
    began = time.monotonic()

    page.get_by_role("combobox", name=re.compile("Preset|Scenario")).first.click()
    page.get_by_role("option", name="Tenfold usage").click()
    settle(page)
    assert re.search(r"falls? (from|below)|drop", first_line(page))
    # Which verdicts flip: how many, and every way they go, adding up.
    turned = read(page, r"“Tenfold usage” turns (\d+) of \d+[^:]*: ([^.]+)")
    ways = [int(number) for number in re.findall(r"(\d+) [\w ]+ → \w+", turned[2])]
    assert ways
    assert sum(ways) == int(turned[1]) > 0

    turn_to(page, "Decisions")
    again = read(page, r"“Tenfold usage” turns (\d+) of \d+[^:]*: ([^.]+)")
    assert again[1] == turned[1], "two pages count the same flips"

    turn_to(page, "Robustness")
    # The break-even in figures, not the mere word.
    line = page.get_by_role("heading", level=4).first
    expect(line).to_contain_text(re.compile(r"usage at most ×\d[\d.]*"), timeout=30_000)
    assert "hurdle" in first_line(page)

    turn_to(page, "Evidence worth buying")
    expect(page.get_by_role("heading", level=4).first).to_contain_text("Knowing", timeout=30_000)
    names = top_three(page)
    assert len(set(names)) == 3
    assert names[0].removesuffix(": own figures").casefold() in first_line(page).casefold()

    assert time.monotonic() - began < WHOLE
    assert_calm(page, cockpit)


def top_three(page: Page) -> list[str]:
    """The three pieces of evidence worth most, by the description of the ranking."""
    chart = page.locator("[aria-label^='Evidence by worth.']").first
    expect(chart).to_be_visible()
    described = str(chart.get_attribute("aria-label"))
    found = re.findall(r"(?:worth\. |; )([^;]+?): EUR", described.replace("\u00a0", " "))
    assert len(found) >= 3, described
    return found[:3]


def assert_calm(page: Page, cockpit: Server) -> None:
    """Nothing span for long, no bar stood still, and no fault was shown or logged."""
    longest: dict[str, Any] = page.evaluate("window.longest")
    assert longest["spinner"] < SPINNER
    assert page.evaluate("window.faults") == []
    assert "Traceback" not in cockpit.console()
    # A bar that moves may stay; one that stands still for that long is frozen.
    assert longest["progress"] < 2 * SPINNER


def test_the_watch_sees_what_it_watches_for(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "scenarios")
    page.evaluate(_WATCH)
    page.evaluate(
        """() => {
          const add = (name) => {
            const e = document.createElement('div');
            e.setAttribute('data-testid', name); e.textContent = name;
            document.body.append(e);
          };
          ['stSpinner', 'stProgress', 'stException'].forEach(add);
        }"""
    )
    page.wait_for_timeout(1_000)
    longest = page.evaluate("window.longest")
    assert longest["spinner"] > 0.5
    assert longest["progress"] > 0.5
    assert page.evaluate("window.faults.includes('stException')")


@pytest.mark.parametrize(
    ("address", "work", "ready", "said"),
    [
        ("robustness", "break_evens", "levers are worked out", "not worked out|asked so far|hold"),
        ("decisions", "steadiness", "was broken off", "should"),
        ("evidence", "evidence", "it was broken off", "not worked out"),
    ],
)
def test_work_is_broken_off_and_taken_up_again(
    page: Page, cockpit: Server, address: str, work: str, ready: str, said: str
) -> None:
    """A seed of its own, so that nothing was worked out before."""
    seed = 4_000 + len(address)
    page.goto(f"{cockpit.url}/{address}?preset=base&use=1.37&seed={seed}")
    # By key: other work of the page may have a bar of its own.
    page.locator(f".st-key-work_{work}_cancel").get_by_text("Cancel").first.click()
    resume = page.locator(f".st-key-work_{work}_resume").get_by_text("Work it out").first
    expect(resume).to_be_visible(timeout=10_000)
    expect(page.get_by_text(re.compile(ready)).first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert re.search(said, first_line(page))
    settle(page)
    # It stays broken off: no bar, no button to break off, and the footer is there.
    expect(page.get_by_test_id("stProgress")).to_have_count(0)
    expect(page.get_by_text(f"seed {seed}").last).to_be_visible()

    resume.click()
    expect(resume).to_have_count(0, timeout=40_000)
    expect(page.get_by_test_id("stProgress")).to_have_count(0, timeout=60_000)
    expect(page.get_by_text(re.compile(ready))).to_have_count(0)
    assert not re.search("not worked out|asked so far", first_line(page))
