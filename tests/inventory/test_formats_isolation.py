"""Whatever becomes of the child process that reads a file, the parent says it in a sentence."""

from __future__ import annotations

import random
import subprocess
import sys
from typing import Any

import pytest

from cockpit.apart import asking
from cockpit.inventory.formats import read_raw
from cockpit.inventory.raw import Limits, UnreadableFileError
from tests.inventory.books import INITIATIVES, book
from tests.inventory.makers import Formula, ods, row, table, xlsb
from tests.inventory.test_formats_office import old_workbook

FATES = {
    "raises": ("raise ValueError('x')", "damaged or of unusual make"),
    "raises what no except takes": ("raise BaseException('x')", "damaged or of unusual make"),
    "aborts": ("import os; os.abort()", "broke the reader"),
    "is killed": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "broke the reader"),
    "runs out of memory": ("raise SystemExit(3)", "2 GB of memory"),
    "says nothing": ("pass", "broke the reader"),
    "answers nonsense": ("print('nonsense')", "broke the reader"),
    "answers beside the point": ("print('\\nnonsense')", "broke the reader"),
    "answers without cells": (
        'print(\'\\n{"sheets": [], "notes": []}\')',
        "broke the reader",
    ),
    "answers with another kind of cell": (
        "import sys; sys.stdout.buffer.write("
        "b'\\n{\"sheets\": [{}], \"notes\": []}\\n' + bytes.fromhex('9192a15891d47a00'))",
        "broke the reader",
    ),
    "hangs": ("import time; time.sleep(60)", "more than 1 seconds"),
    "eats processor time": (
        "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)",
        "more than 1 seconds",
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("name", FATES)
def test_every_end_of_the_child_is_a_sentence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code, words = FATES[name]
    real = subprocess.Popen

    def start(command: list[str], **options: Any) -> Any:
        return real([sys.executable, "-c", code], **options)

    monkeypatch.setattr(asking.subprocess, "Popen", start)
    with pytest.raises(UnreadableFileError, match=words) as caught:
        read_raw(b"Name\nAlpha\n", limits=Limits(wall_seconds=1))
    assert caught.value.remedy


def test_the_name_and_environment_of_the_program_do_not_reach_into_the_child(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module of a library's name in the working directory must not be imported."""
    (tmp_path / "python_calamine.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert read_raw(b"Name\nAlpha\n", "\udce4\0 -c evil").sheets[0].rows == [["Name"], ["Alpha"]]


SEEDS = {
    "xlsx": book({"Initiatives": INITIATIVES}),
    "xls": old_workbook(),
    "xlsb": xlsb({"Initiatives": [["Name", 1.5, True], ["#REF!", Formula("x"), Formula("")]]}),
    "ods": ods(table(row("Name", "x"), row("Alpha", "1"))),
    "csv": 'Name;Kosten\n"Müller; A";1,5\n'.encode("cp1252"),
}


@pytest.mark.parametrize("kind", SEEDS)
def test_no_byte_turned_over_ends_in_more_than_a_sentence(kind: str) -> None:
    chance = random.Random(kind)
    told = []
    for _ in range(12):
        data = bytearray(SEEDS[kind])
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.choice((0, 255, chance.randrange(256)))
        try:
            raw = read_raw(bytes(data), "x", limits=Limits(wall_seconds=10))
            told.append(f"{len(raw.sheets)} sheets.")
        except UnreadableFileError as found:
            told.append(found.problem)
    assert all(problem.endswith(".") and "Traceback" not in problem for problem in told)
