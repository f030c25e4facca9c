"""Pictures of every page, to look at: ``python -m tests.browser.screens OUT``.

Each page is shown at 1920 × 1080 and 1366 × 768, light and dark, with the sample
portfolio; Scenarios also under tenfold usage. A picture named ``…-whole`` shows
the page down to its end.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from cockpit import navigation
from tests.browser.chromium import find_chromium, launch_options
from tests.browser.server import running_cockpit

SIZES = ((1920, 1080), (1366, 768))
THEMES = ("light", "dark")


def settle(page: Page) -> None:
    """Wait until the page has been drawn and no script runs any more."""
    page.get_by_role("heading", level=1).first.wait_for()
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stApp]')"
        "?.getAttribute('data-test-script-state')?.startsWith('running')"
    )
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_200)


def content_height(page: Page) -> int:
    """Height of everything on the page, below the fold too."""
    return int(page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight"))


def shoot(browser: Browser, url: str, out: Path, queries: dict[str, str]) -> None:
    """Take every picture; ``queries`` maps a picture's name to its address."""
    for theme in THEMES:
        for width, height in SIZES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=theme, locale="en-GB"
            )
            page = context.new_page()
            for name, query in queries.items():
                page.set_viewport_size({"width": width, "height": height})
                page.goto(f"{url}/{query}")
                settle(page)
                stem = f"{name}-{width}-{theme}"
                page.screenshot(path=out / f"{stem}.png")
                whole = content_height(page)
                if whole > height:
                    page.set_viewport_size({"width": width, "height": min(whole + 80, 6_000)})
                    settle(page)
                    page.screenshot(path=out / f"{stem}-whole.png")
                print(f"{stem}: {whole} px high")
            context.close()


def main() -> None:
    """Take the pictures into the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    executable = find_chromium()
    if executable is None:
        raise SystemExit("no Chromium found: install one, or name it in COCKPIT_CHROMIUM")
    first, *others = navigation.present()
    queries = {first.url_path: "", **{row.url_path: row.url_path for row in others}}
    queries["scenarios-tenfold"] = "scenarios?preset=tenfold-usage"
    with (
        tempfile.TemporaryDirectory() as folder,
        running_cockpit(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**launch_options(executable))
        shoot(browser, server.url, out, queries)
        browser.close()


if __name__ == "__main__":
    main()
