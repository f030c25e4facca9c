"""The page Board pack in a real browser: choose, break off, make, and take the files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from cockpit.boardpack.sections.registry import SECTIONS
from tests.browser.server import Server
from tests.browser.test_scenarios import open_page, settle

pytestmark = pytest.mark.browser

#: The first bytes of a file of this kind.
_SIGNATURES = {".pdf": b"%PDF-", ".pptx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04"}
#: What the test hands out.
_KEPT = ("verdict", "tco")


def work(page: Page, part: str) -> Locator:
    """A button of the work in progress: ``cancel`` or ``resume``."""
    return page.locator(f"[class*=st-key-work_pack_][class*=_{part}]").get_by_role("button")


def test_a_pack_is_chosen_broken_off_made_and_downloaded(page: Page, cockpit: Server) -> None:
    # A seed of its own, so that nothing was worked out before.
    open_page(page, cockpit, "board-pack?seed=4711")
    sections = page.locator(".st-key-pack_sections")
    for row in SECTIONS:
        if row.key not in _KEPT:
            sections.get_by_role("button", name=row.title, exact=True).click()
            settle(page)

    title = page.get_by_label("Title", exact=True)
    title.fill("")
    title.press("Enter")
    expect(page.get_by_text("Give the pack a title.")).to_be_visible()
    assert page.get_by_role("button", name="Make the pack").count() == 0
    title.fill("Spring review")
    title.press("Enter")
    expect(page.get_by_role("button", name="Make the pack")).to_be_visible()

    classification = page.get_by_role("combobox", name="Classification")
    classification.click()
    page.keyboard.type("Eyes of the board only")
    page.keyboard.press("Enter")
    settle(page)

    page.get_by_role("button", name="Make the pack").click()
    work(page, "cancel").click()
    expect(work(page, "resume")).to_be_visible()
    assert page.get_by_role("button", name="Everything").count() == 0
    work(page, "resume").click()

    everything = page.get_by_role("button", name="Everything")
    expect(everything).to_be_visible(timeout=60_000)
    settle(page)
    with page.expect_download() as waiting:
        everything.click()
    with zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())) as archive:
        assert archive.testzip() is None
        files = {each.filename: archive.read(each) for each in archive.infolist()}
    for ending, signature in _SIGNATURES.items():
        found = [content for name, content in files.items() if name.endswith(ending)]
        assert found, ending
        assert all(content.startswith(signature) for content in found)
    (web,) = (content for name, content in files.items() if name.endswith(".html"))
    assert "Eyes of the board only" in web.decode()
    assert "Spring review" in web.decode()

    with page.expect_download() as waiting:
        page.get_by_role("button", name="PDF").last.click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF-")
