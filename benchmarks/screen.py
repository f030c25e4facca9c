"""The screen in a real Chromium: slider to repaint, bytes a move, first paint.

A move counts as painted when nothing on the page has changed for a while: neither
the document below the main block nor any canvas (charts and tables draw there).
The empty page, one slider and one line of text, is measured by the same yardstick
in the same rounds.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.timing import Timings

_EMPTY_PAGE = """
import streamlit as st
st.title("Empty")
st.write(f"Usage {st.slider('Usage', 0.0, 20.0, 1.0, 0.1)}")
"""

#: Notes when the page last changed, when the server last sent something, and how much
#: it sent since the key. Layers over the page (tooltips) are left out, and so is what
#: stands within a canvas: a table's words for screen readers, which nobody sees.
_PROBE = """
(() => {
  const probe = window.probe = {last: 0, begin: 0, received: 0, bytes: 0};
  const touch = () => { probe.last = performance.now(); };
  new MutationObserver((changes) => {
    const seen = (change) => {
      const at = change.target.parentElement ?? change.target;
      return at.closest?.('[data-testid="stMain"]') && !at.closest("canvas");
    };
    if (changes.some(seen)) touch();
  }).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
  for (const call of ["clearRect", "fillText"]) {
    const draw = CanvasRenderingContext2D.prototype[call];
    CanvasRenderingContext2D.prototype[call] = function (...rest) {
      touch();
      return draw.apply(this, rest);
    };
  }
  window.WebSocket = class extends window.WebSocket {
    constructor(...rest) {
      super(...rest);
      this.addEventListener("message", (message) => {
        probe.received = performance.now();
        probe.bytes += message.data.byteLength ?? message.data.size ?? message.data.length;
      });
    }
  };
  document.addEventListener("keydown", () => {
    probe.begin = performance.now();
    probe.bytes = 0;
  }, true);
})();
"""
_QUIET = """
() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app?.getAttribute("data-test-script-state") === "notRunning"
    && probe.last > probe.begin && performance.now() - probe.last > 400;
}
"""
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
)
_TIMEOUT_MS = 60_000


@dataclass(frozen=True)
class Screen:
    """What the screen takes, in wall seconds.

    ``answered`` is the part of a move until the server has sent everything,
    ``bytes_a_move`` what it sent (median).
    """

    empty_move: Timings
    scenarios_move: Timings
    answered: dict[str, Timings]
    bytes_a_move: dict[str, int]
    hello_paint: Timings
    cockpit_paint: Timings
    browser: str


class UnavailableError(Exception):
    """The browser or its driver is not installed; the message says which."""


def measure(moves: int = 12, paints: int = 3) -> Screen:
    """Measure everything, interleaved.

    Raises
    ------
    UnavailableError
        If Playwright or Chromium is missing.
    """
    executable = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if executable is None:
        raise UnavailableError("Chromium is not installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise UnavailableError("Playwright is not installed") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_ARGUMENTS))
        try:
            hello, cockpit = _first_paints(browser, paints)
            moved = _moves(browser, moves)
            return Screen(
                empty_move=_timings(moved["empty"], "seconds"),
                scenarios_move=_timings(moved["Scenarios"], "seconds"),
                answered={name: _timings(each, "answered") for name, each in moved.items()},
                bytes_a_move={
                    name: int(statistics.median(one["bytes"] for one in each))
                    for name, each in moved.items()
                },
                hello_paint=hello,
                cockpit_paint=cockpit,
                browser=f"Chromium {browser.version}",
            )
        finally:
            browser.close()


Move = dict[str, float]


def _timings(moves: list[Move], part: str) -> Timings:
    return Timings(tuple(move[part] for move in moves))


def _moves(browser: Any, moves: int) -> dict[str, list[Move]]:
    """Moves of both pages in turn; the first two warm up.

    The slider starts at its least value, so that each move sets one not seen before.
    """
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "empty.py")
        script.write_text(_EMPTY_PAGE, encoding="utf-8")
        with (
            _server(_streamlit("run", str(script))) as empty_address,
            _server(_cockpit()) as cockpit_address,
        ):
            pages = {
                "empty": _open(browser, empty_address),
                "Scenarios": _open(browser, cockpit_address + "/scenarios"),
            }
            found: dict[str, list[Move]] = {name: [] for name in pages}
            for number in range(moves + 2):
                for name, page in pages.items():
                    page.bring_to_front()
                    moved = _press(page, "ArrowRight" if number else "Home")
                    if number >= 2:
                        found[name].append(moved)
            for page in pages.values():
                page.context.close()
    return found


def _press(page: Any, key: str) -> Move:
    """Press a key on the usage slider and wait for the last change of the page."""
    slider = page.get_by_test_id("stSlider").filter(has_text="Usage").get_by_role("slider").first
    slider.focus()
    page.keyboard.press(key)
    page.wait_for_function(_QUIET, timeout=_TIMEOUT_MS, polling=50)
    moved: Move = page.evaluate(
        "({seconds: (probe.last - probe.begin) / 1000, bytes: probe.bytes,"
        " answered: (probe.received - probe.begin) / 1000})"
    )
    return moved


def _open(browser: Any, address: str) -> Any:
    """A page of its own at the address, settled."""
    page = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
    page.add_init_script(_PROBE)
    page.goto(address, timeout=_TIMEOUT_MS)
    page.get_by_role("slider").first.wait_for(timeout=_TIMEOUT_MS)
    page.wait_for_function(_QUIET, timeout=_TIMEOUT_MS, polling=50)
    return page


def _first_paints(browser: Any, paints: int) -> tuple[Timings, Timings]:
    """Seconds from the command to the first heading on the screen, and whole page settled."""
    seconds: dict[str, list[float]] = {"hello": [], "cockpit": []}
    for number in range(paints + 1):
        for name, command in (("hello", _streamlit("hello")), ("cockpit", _cockpit())):
            begin = time.perf_counter()
            with _server(command) as address:
                context = browser.new_context(viewport={"width": 1920, "height": 1080})
                page = context.new_page()
                page.goto(address, timeout=_TIMEOUT_MS)
                page.get_by_test_id("stMain").get_by_role("heading").first.wait_for(
                    timeout=_TIMEOUT_MS
                )
                page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
                if number:
                    seconds[name].append(time.perf_counter() - begin)
                context.close()
    return Timings(tuple(seconds["hello"])), Timings(tuple(seconds["cockpit"]))


def _streamlit(*what: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "streamlit",
        *what,
        "--server.headless",
        "true",
        "--browser.gatherUsageStats",
        "false",
        "--server.fileWatcherType",
        "none",
        "--server.port",
    ]


def _cockpit() -> list[str]:
    return [sys.executable, "-m", "cockpit.cli", "run", "--no-browser", "--port"]


@contextmanager
def _server(command: list[str]) -> Iterator[str]:
    """Run a server on a free port of the loopback address; stop it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = dict(os.environ, BROWSER="none")
    process = subprocess.Popen(
        [*command, str(port)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _await(address + "/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError("the server did not answer within 30 seconds")
