"""A child process hands over its answer, or one of three causes; none outlives its question."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cockpit.apart import asking
from cockpit.apart.asking import NoAnswerError, ask

GIB = 2**30


def asked(do: str, *files: bytes, **options: Any) -> bytes:
    """The answer of the child of these tests."""
    words = {"do": do, **options.pop("more", {})}
    limits: dict[str, Any] = {"wall_seconds": 30, "memory_bytes": GIB} | options
    return ask("tests.apart.child", words, files, **limits)


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every child that was started; each must have ended when its question has."""
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def start(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(real(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(asking.subprocess, "Popen", start)
    return started


def ended(children: list[subprocess.Popen[bytes]]) -> bool:
    """Whether one child was started, is dead and has left no pipe open."""
    (child,) = children
    return child.returncode is not None and child.stdin.closed and child.stdout.closed  # type: ignore[union-attr]


def test_files_and_answer_arrive_as_they_are(children: list[subprocess.Popen[bytes]]) -> None:
    """Larger than any pipe, with empty lines in them; progress stays within 0 to 1."""
    files = [b"\n\n[1, 2]\n", os.urandom(3 * 2**20), b""]
    told: list[tuple[float, int]] = []
    answer = asked("answer", *files, progress=lambda *done: told.append(done))
    assert answer == b"\n" + hashlib.sha256(b"".join(files)).digest()
    assert told == [(1.0, 9)]
    assert ended(children)


CAUSES = {
    "sleep": ({"wall_seconds": 0.5}, "late"),
    "tell for ever": ({"wall_seconds": 0.5}, "late"),
    "eat memory": ({"memory_bytes": GIB // 4, "more": {"bytes": GIB}}, "broken"),
    "raise": ({}, "failed"),
    "kill": ({}, "broken"),
    "nonsense": ({}, "broken"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits and signals")
@pytest.mark.parametrize("do", CAUSES)
def test_every_end_without_an_answer_has_a_cause(
    do: str, children: list[subprocess.Popen[bytes]]
) -> None:
    """Files are many times a pipe, so that whoever feeds a dead child would wait for ever."""
    options, cause = CAUSES[do]
    before = time.monotonic()
    with pytest.raises(NoAnswerError) as found:
        asked(do, bytes(8 * 2**20), **options)
    assert found.value.cause == cause
    assert ended(children)
    assert time.monotonic() - before < 20


def test_the_same_memory_is_enough_where_the_limit_is_above_it() -> None:
    assert asked("eat memory", more={"bytes": GIB // 2}, memory_bytes=2 * GIB)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_processor_time_is_limited_even_where_the_clock_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A clock that never strikes: the system itself ends the child, after 2 seconds of work."""

    class Silent:
        def __init__(self, *words: object) -> None:
            self.start = self.cancel = lambda: None

    monkeypatch.setattr(asking.threading, "Timer", Silent)
    with pytest.raises(NoAnswerError) as found:
        asked("spin", wall_seconds=1)
    assert found.value.cause == "late"


class _CancelledError(Exception):
    pass


def test_progress_may_break_the_work_off(children: list[subprocess.Popen[bytes]]) -> None:
    def cancel(share: float, count: int) -> None:
        assert (share, count) == (0.5, 3)
        raise _CancelledError

    with pytest.raises(_CancelledError):
        asked("tell for ever", bytes(8 * 2**20), progress=cancel)
    assert ended(children)


def test_progress_that_is_no_share_is_brought_to_one() -> None:
    told: list[float] = []
    assert asked("odd progress", progress=lambda share, _: told.append(share))
    assert told == [0.0, 0.0, 1.0, 1.0]


@pytest.mark.parametrize("libraries", [None, ("numpy",)])
def test_the_child_finds_its_libraries_and_never_the_working_directory(
    libraries: tuple[str, ...] | None,
) -> None:
    mark, no_site, safe_path, places = json.loads(
        asked("environment", libraries=libraries, environment={"MARK": "x"})
    )
    assert mark == "x"
    assert safe_path
    assert no_site == (libraries is not None)
    if libraries:
        assert any(Path(place, "numpy").is_dir() for place in places)
    assert all(Path(place).is_absolute() for place in places)
