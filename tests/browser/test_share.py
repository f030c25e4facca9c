"""What is shared: a link that brings back page, scenario and filters, and charts as files."""

from __future__ import annotations

import csv
import io
import re
import struct
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.browser.server import Server
from tests.browser.test_scenarios import figures, levers_in, open_page, settle, slide


def opened_files(page: Page, name: str) -> None:
    """Open picture and data of a chart."""
    page.locator(f".st-key-chart_files_{name} button:visible").click()
    expect(page.get_by_test_id("stPopoverBody").locator("img")).to_be_visible()


def file_of(page: Page, label: str) -> tuple[str, bytes]:
    """Name and content of a file of the chart that is open."""
    body = page.get_by_test_id("stPopoverBody")
    with page.expect_download() as waiting:
        body.get_by_role("button", name=label, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_link_brings_back_page_scenario_and_filter(
    browser: Browser, page: Page, cockpit: Server
) -> None:
    open_page(page, cockpit, "scenarios?preset=tenfold-usage")
    slide(page, "Review burden", "ArrowRight")
    page.wait_for_url(re.compile("review="))
    page.get_by_text(re.compile(r"All \d+ initiatives, not")).click()
    page.wait_for_url(re.compile(r"f\.initiatives=on"))
    settle(page)
    shown, address = figures(page), page.url

    fresh = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="en-GB")
    other = fresh.new_page()
    other.goto(address)
    expect(other.get_by_test_id("stMetricValue").first).to_have_text(shown[0])
    settle(other)
    assert figures(other) == shown
    assert levers_in(other.url) == levers_in(address)
    assert urlsplit(other.url).path == urlsplit(address).path
    expect(other.get_by_role("switch").or_(other.get_by_role("checkbox")).first).to_be_checked()
    fresh.close()


def test_a_part_of_a_page_is_in_its_address(browser: Browser, page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "stakeholders")
    page.get_by_role("tab", name="CTO").click()
    page.wait_for_url(re.compile(r"f\.role=cto"))

    fresh = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-GB")
    other = fresh.new_page()
    other.goto(page.url)
    expect(other.get_by_role("tab", name="CTO")).to_have_attribute("aria-selected", "true")
    fresh.close()


def test_a_chart_is_taken_along_as_picture_and_data(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "?preset=tenfold-usage")
    settle(page)
    opened_files(page, "chart_roi")
    name, picture = file_of(page, "PNG")
    assert name == "chart_roi.png"
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    _, drawing = file_of(page, "SVG")
    found = re.search(rb'<svg [^>]*?width="(\d+)" height="(\d+)"', drawing)
    assert found
    assert struct.unpack(">II", picture[16:24]) == (2 * int(found[1]), 2 * int(found[2]))

    name, data = file_of(page, "CSV")
    assert name == "chart_roi.csv"
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 3, "one row for each value basis"
    for row in rows:
        assert "seed 7" in row["stamp"]
        assert "Tenfold usage" in row["stamp"]
    # The picture says the same as the page below the chart.
    assert b"seed 7" in drawing
    assert b"ROI against the hurdle" in drawing
