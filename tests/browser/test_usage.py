"""Usage logs by drag and drop, and a pair of models behind the lever, as a person does it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.browser.test_meeting import first_line, turn_to
from tests.browser.test_scenarios import open_page, settle
from tests.usage.logs import json_lines, spend_row

pytestmark = pytest.mark.browser


def give(page: Page, name: str, content: bytes) -> None:
    """Put a file into the first upload of the page."""
    page.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    settle(page)


def test_hostile_logs_end_in_sentences_and_a_good_one_then_counts(
    page: Page, cockpit: Server
) -> None:
    open_page(page, cockpit, "usage")
    assert first_line(page).startswith("No usage log is loaded.")
    for name, content, words in (
        ("deep.json", b"[" * 200_000, "nested too deeply"),
        ("packed.gz", b"\x1f\x8b\x08" + b"x" * 99, "Unpack it"),
        ("table.csv", b"![x](http://example.org/x.png),b\n1,2\n", "no log that is known"),
        ("trace.jsonl", b'{"x": "' + b"a" * 10 * 2**20 + b'"}\n', "is a request to a model"),
    ):
        give(page, name, content)
        expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()
        page.get_by_role("button", name=f"Remove {name}").click()
        settle(page)
    assert page.locator("img[src*='example.org']").count() == 0
    good = json_lines([spend_row(1), spend_row(2, prompt_tokens=-5)])
    give(page, "good.jsonl", good)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert first_line(page).startswith("In Oct 2026 (not a whole month), 1 request to 1 model")
    expect(page.get_by_text("1 line could not be read")).to_be_visible()


def test_a_pair_of_models_sets_the_lever_and_stands_beside_it(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "usage")
    page.get_by_role("button", name="Sample usage log").click()
    expect(page.get_by_role("heading", level=4)).to_contain_text("In Oct 2026, 2.1")
    turn_to(page, "Scenarios")
    page.get_by_role("button", name="Pick models").click()
    page.get_by_role("combobox", name="Model tomorrow").click()
    page.keyboard.type("Kestralis Swift")
    page.keyboard.press("Enter")
    found = page.get_by_role("button", name=re.compile(r"^Set Price of that model to ×0\.\d+"))
    found.click()
    entry = page.get_by_role("textbox", name="Price of that model, exact value")
    # Large 4 to Swift 4: 0.4/3 of input and cached input, 1.6/15 of output.
    expect(entry).to_have_value(re.compile(r"0\.1[0-3]\d*"))
    pair = page.get_by_text("Kestralis Large 4 to Kestralis Swift 4, mix of all requests")
    expect(pair).to_be_visible()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"ratio=0\.1"))
    turn_to(page, "Overview")
    turn_to(page, "Scenarios")
    expect(pair).to_be_visible()
    entry.fill("2")
    entry.press("Enter")
    expect(pair).to_have_count(0)
    expect(entry).to_have_value("2")
