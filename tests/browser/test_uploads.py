"""Five of the worst files in a row, then a good one: each ends in a sentence, the app lives."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from sample_data import SAMPLE
from tests.browser.server import Server
from tests.browser.test_scenarios import open_page, settle
from tests.inventory.corpus import Case, Refused
from tests.inventory.corpus_files import FILES
from tests.inventory.corpus_markup import MARKUP
from tests.inventory.corpus_packages import PACKAGES

pytestmark = pytest.mark.browser

WORST: dict[str, Case] = {
    label: ({**MARKUP, **PACKAGES, **FILES})[label]
    for label in (
        "10 GB of cells",
        "4294967295 shared strings",
        "a billion laughs in a sheet",
        "last cell of Excel",
        "workbook with a password",
    )
}
#: A name that would load a picture from elsewhere if it were taken for markup.
NAME = "![x](https://example.org/{}.png) <img src=x> worst.xlsx"
SECONDS = 20.0


def upload(page: Page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def test_five_of_the_worst_and_then_a_good_one(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "data")
    alerts = page.get_by_test_id("stAlert")
    for turn, (label, case) in enumerate(WORST.items()):
        assert isinstance(case.outcome, Refused)
        began = time.monotonic()
        upload(page, NAME.format(turn), case.make())
        for word in case.outcome.words:
            expect(alerts.filter(has_text=word).first, label).to_be_visible()
        assert time.monotonic() - began < SECONDS, label
        assert page.get_by_text("Traceback").count() == 0
        assert page.locator("img[src*=example]").count() == 0
    began = time.monotonic()
    upload(page, "a good one.xlsx", SAMPLE.read_bytes())
    expect(page.get_by_role("heading", level=4).first).to_contain_text("a good one")
    settle(page)
    assert time.monotonic() - began < SECONDS
    assert alerts.filter(has_text="cannot").count() == 0
    assert "Traceback" not in cockpit.console()
