"""Bad files of every kind: each loads, or ends in a sentence with reason and place."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from cockpit.inventory.formats import read_raw
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Reading
from tests.inventory.corpus import Case, Loads, Refused
from tests.inventory.corpus_files import FILES
from tests.inventory.corpus_markup import MARKUP
from tests.inventory.corpus_packages import PACKAGES
from tests.inventory.corpus_values import VALUES

CASES: dict[str, Case] = {**MARKUP, **PACKAGES, **VALUES, **FILES}
ROOT = Path(__file__).resolve().parents[2]
SECONDS = 5.0
GIB = 2**30
#: Every line of the table of bad input, by the words that the cases use.
TABLE = {
    "cells at the far end, counts beyond reason",
    "fuzzed .xls",
    "DTDs and entities",
    "comments, attributes, nesting",
    "bombs and lying archives",
    "styles, merges, blank rows",
    "dimension that lies",
    "strict and missing parts",
    "error cells",
    "formula without value",
    "names that read like blanks",
    "numbers as text",
    "not finite",
    "headers",
    "hidden",
    "dates",
    "password, corrupt, renamed",
    "macros, links, DDE",
    "text with columns",
}


def test_every_line_of_the_table_has_cases() -> None:
    assert {case.row for case in CASES.values()} >= TABLE
    assert len(CASES) == sum(map(len, (MARKUP, PACKAGES, VALUES, FILES))) >= 80


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("label", CASES)
def test_it_loads_or_ends_in_a_clear_sentence(label: str) -> None:
    case = CASES[label]
    data = case.make()
    begin = time.monotonic()
    reading = read_workbook(data, case.name)
    seconds = time.monotonic() - begin
    if isinstance(case.outcome, Loads):
        _loads(reading, data, case, case.outcome)
    elif isinstance(case.outcome, Refused) or reading.inventory is None:
        words = case.outcome.words if isinstance(case.outcome, Refused) else ()
        _refused(reading, words)
    assert seconds < SECONDS


def _refused(reading: Reading, words: tuple[str, ...]) -> None:
    assert reading.inventory is None
    assert (reading.rejected, reading.counts, reading.tables) == ((), (), ())
    assert reading.data_hash == ""
    (issue,) = reading.issues
    for word in words:
        assert word in issue.problem
    assert issue.remedy
    assert "Traceback" not in issue.problem
    assert len(issue.problem) < 300


def _loads(reading: Reading, data: bytes, case: Case, outcome: Loads) -> None:
    if outcome.names is not None:
        assert reading.inventory is not None, reading.issues
        assert tuple(each.name for each in reading.inventory.initiatives) == outcome.names
    if outcome.cells is not None or outcome.rows is not None:
        sheet = read_raw(data, case.name).sheets[0]
        for (row, column), expected in (outcome.cells or {}).items():
            assert sheet.rows[row - 1][column - 1] == expected, (row, column)
        assert outcome.rows in (None, len(sheet.rows))
    for words in outcome.notes:
        assert any(words in note for note in reading.notes), (words, reading.notes)
    for row, header, words in outcome.issues:
        found = [each for each in reading.issues if (each.row, each.column) == (row, header)]
        assert any(words in each.problem for each in found), (row, header, reading.issues)
    if outcome.rejected is not None:
        assert tuple(each.row for each in reading.rejected) == outcome.rejected


_READ_ALL = """
import resource, warnings
from cockpit.inventory.reader import read_workbook
from tests.inventory.corpus import GOOD
from tests.inventory.test_bad_input import CASES

warnings.simplefilter("ignore")
for case in CASES.values():
    read_workbook(case.make(), case.name)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
good = read_workbook(GOOD, "good.xlsx").inventory
print(peak, *(each.name for each in good.initiatives))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="counted in kilobytes on Linux")
def test_no_child_takes_more_memory_than_allowed_and_the_process_lives_on() -> None:
    """In a process of its own: other tests have children too, and greedier ones."""
    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL], cwd=ROOT, text=True, capture_output=True, check=True
    )
    peak, *names = done.stdout.split()
    assert 0 < int(peak) <= 2 * GIB
    assert names == ["Alpha"]
