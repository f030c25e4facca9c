"""A cockpit of our own on a free port, started as a person starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60


class Server:
    """A running cockpit: its address and what it has written to the console."""

    def __init__(self, port: int, log: Path) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._log = log

    def console(self) -> str:
        """Everything written so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def running_cockpit(folder: Path) -> Iterator[Server]:
    """Start ``cockpit run`` from a foreign directory, wait until it answers, end it after.

    ``folder`` takes the console log and is the working directory, so that nothing
    may depend on where the cockpit is started.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "console.log"
    command = [sys.executable, "-m", "cockpit.cli", "run", "--port", str(port), "--no-browser"]
    with log.open("wb") as console:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=console,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        try:
            server = Server(port, log)
            _wait_until_healthy(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)


def _wait_until_healthy(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the cockpit ended at once:\n{server.console()}")
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"no answer within {START_SECONDS} s:\n{server.console()}")
