"""One cockpit and one Chromium for all browser tests, a fresh window for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import REQUIRED, find_chromium, launch_options
from tests.browser.server import Server, running_cockpit

try:
    from playwright.sync_api import Browser, Page, expect, sync_playwright
except ImportError:  # the test extra is not installed
    sync_playwright = None  # type: ignore[assignment]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium, or a skip that says what is missing."""
    executable = find_chromium() if sync_playwright else None
    if executable is None:
        reason = "no Chromium found: install one, or name it in COCKPIT_CHROMIUM"
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**launch_options(executable))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def cockpit(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running cockpit; at the end, its console must hold no traceback."""
    with running_cockpit(tmp_path_factory.mktemp("cockpit")) as server:
        yield server
        assert "Traceback" not in server.console(), server.console()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of 1920 × 1080 that may reach this machine only, and fails on script errors."""
    context = browser.new_context(
        viewport={"width": 1920, "height": 1080}, accept_downloads=True, locale="en-GB"
    )
    outside: list[str] = []
    window = context.new_page()
    window.set_default_timeout(30_000)
    window.on("request", lambda request: _note_foreign(request.url, outside))
    errors: list[str] = []
    window.on("pageerror", lambda error: errors.append(str(error)))
    yield window
    context.close()
    assert errors == []
    assert outside == [], "the cockpit asks nothing of other machines"


def _note_foreign(url: str, found: list[str]) -> None:
    if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
        found.append(url)
