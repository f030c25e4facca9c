"""Where a Chromium is on this machine, and how it is started.

``python -m tests.browser.chromium`` prints its path, or fails.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

#: Set to make a missing browser a failure instead of a skip.
REQUIRED = os.environ.get("COCKPIT_REQUIRE_BROWSER", "") not in ("", "0")

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Path of a Chromium: COCKPIT_CHROMIUM, one installed, or Playwright's own."""
    stated = os.environ.get("COCKPIT_CHROMIUM")
    if stated:
        return stated if Path(stated).exists() else None
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    for place in _PLACES:
        if Path(place).exists():
            return place
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        bundled = playwright.chromium.executable_path
    return bundled if Path(bundled).exists() else None


def launch_options(executable: str) -> dict[str, Any]:
    """Arguments of ``playwright.chromium.launch``; the sandbox cannot start as root."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {
        "executable_path": executable,
        "args": [*_QUIET, *(["--no-sandbox"] if as_root else [])],
    }


def main() -> int:
    """Print the path, and say by the exit code whether there is one."""
    path = find_chromium()
    sys.stdout.write(f"{path or 'no Chromium found'}\n")
    return 0 if path else 1


if __name__ == "__main__":
    raise SystemExit(main())
