"""What reading a workbook takes: bytes to issues, against the library and the row checks alone.

``python -m benchmarks.reading`` measures this part alone and writes READING.md;
``python -m benchmarks`` does so with the rest.
"""

from __future__ import annotations

import io
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.timing import Ratio, Timings, interleave, milliseconds

ROWS, COLUMNS = 5_000, 60
LARGE_ROWS, LARGE_COLUMNS = 50_000, 20
#: Most that the whole check may take, in times of the library and typed rows.
GOAL = 3
_ROUNDS = 9
RESULT = Path(__file__).with_name("READING.md")
#: Where the large page says so.
REFERENCE = (
    f"## Reading a workbook\n\nMeasured on a page of its own: [{RESULT.name}]({RESULT.name})."
)


@dataclass(frozen=True)
class Reading:
    """Times of one run; ``large`` holds seconds and GiB of a workbook at the limit of rows."""

    times: dict[str, Timings]
    megabytes: float
    issues: int
    large: dict[str, float]

    def over(self, rows: str) -> Ratio:
        """Whole check ÷ (library + ``rows``), round by round; ``rows`` names a contender."""
        parts = (self.times["whole check"], self.times["library"], self.times[rows])
        each = [w / (a + b) for w, a, b in zip(*(one.seconds for one in parts), strict=True)]
        return Ratio(statistics.median(each), min(each), max(each))


def workbook(rows: int, columns: int) -> bytes:
    """Initiatives in the contract's columns, then in columns of their own; one row in 50 is bad."""
    import xlsxwriter

    from cockpit.inventory.contract import SHEETS

    chance = random.Random(5)
    known = SHEETS["initiatives"].columns[:columns]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_numbers": False}) as made:
        page = made.add_worksheet("Initiatives")
        extra = [f"Local figure {n}" for n in range(columns - len(known))]
        page.write_row(0, 0, [*(column.header for column in known), *extra])
        for number in range(1, rows + 1):
            for place, column in enumerate(known):
                value = _value(column.field, column.example, number)
                page.write(number, place, "#bad" if number % 50 == 0 and place == 7 else value)
            for place in range(len(known), columns):
                text = place % 4 == 0
                figure = round(chance.random() * 1e6, 2)
                page.write(number, place, f"text {number % 400}" if text else figure)
    return buffer.getvalue()


def _value(field: str, example: Any, number: int) -> Any:
    if field in ("id", "name"):
        return f"{field} {number}"
    text = str(example)
    try:
        return float(text)
    except ValueError:
        return text


def measure() -> Reading:
    """Everything, the contenders in turn."""
    import python_calamine

    from cockpit.inventory.formats import read_raw
    from cockpit.inventory.reader import read_workbook

    data = workbook(ROWS, COLUMNS)
    raw = read_raw(data, "inventory.xlsx")

    def library(_: int) -> object:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return book.get_sheet_by_index(0).to_python()

    inventory = read_workbook(raw, "inventory.xlsx").inventory
    assert inventory is not None
    assert len(inventory.initiatives) == ROWS - ROWS // 50
    model = type(inventory.initiatives[0])
    values = [{name: getattr(row, name) for name in model.model_fields} for row in
              inventory.initiatives]  # fmt: skip

    times = interleave(
        {
            "library": library,
            "typed rows": lambda _: [model(**each) for each in values],
            "row checks": lambda _: read_workbook(raw, "inventory.xlsx"),
            "cells to the cockpit": lambda _: read_raw(data, "inventory.xlsx"),
            "whole check": lambda _: read_workbook(data, "inventory.xlsx"),
        },
        _ROUNDS,
    )
    issues = len(read_workbook(raw, "inventory.xlsx").issues)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading", "--large"],
        text=True, capture_output=True, check=True, env=dict(os.environ), timeout=600,
    )  # fmt: skip
    return Reading(times, len(data) / 1e6, issues, json.loads(done.stdout))


def _large() -> None:
    """In a process of its own, so that the peak of its child is the reader's alone."""
    from cockpit.inventory.formats import read_raw
    from cockpit.inventory.reader import read_workbook

    data = workbook(LARGE_ROWS, LARGE_COLUMNS)
    begin = time.perf_counter()
    raw = read_raw(data, "inventory.xlsx")
    read = time.perf_counter()
    found = read_workbook(raw, "inventory.xlsx")
    end = time.perf_counter()
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    accepted = sum(count.accepted + count.rejected for count in found.counts)
    print(
        json.dumps(
            {"megabytes": len(data) / 1e6, "rows": accepted, "cells": read - begin,
             "checks": end - read, "child_gib": peak / 2**30}
        )
    )  # fmt: skip


def page(found: Reading) -> str:
    """What was measured, and the goal held against it."""
    strict, loose = found.over("typed rows"), found.over("row checks")
    lines = [
        ("", "median", "÷ (library + typed rows)", "÷ (library + row checks)"),
        ("---", "---", "---", "---"),
        *(
            (
                name,
                milliseconds(one.median),
                *((str(strict), str(loose)) if "whole" in name else ("", "")),
            )
            for name, one in found.times.items()
        ),
    ]
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
    verdict = "met" if strict.median <= GOAL else "**not met**"
    large = found.large
    return (
        "# Reading a workbook\n\n`python -m benchmarks.reading`, "
        f"{platform.machine()}, Python {platform.python_version()}; medians of {_ROUNDS} rounds in "
        "turn, in brackets the least and the greatest ratio of a round.\n\n"
        "| goal for | goal | measured |  |\n| --- | --- | --- | --- |\n"
        f"| whole check ÷ (library + typed rows) | ≤ {GOAL} | {strict} | {verdict} |\n\n"
        f"{ROWS:,} rows × {COLUMNS} columns, {found.megabytes:.1f} MB, "
        f"{found.issues:,} issues found. *Library*: calamine alone, in this "
        "process, without any check of the file. *Typed rows*: values that are right already, put "
        "through the model of a row alone. *Row checks*: cells to typed rows and issues. "
        "*Cells to the cockpit*: a process of its own, package and cells checked, cells handed "
        f"over. *Whole check*: from the bytes of the upload to the issues.\n\n{table}\n\n"
        f"{large['rows']:,.0f} rows × {LARGE_COLUMNS} columns ({large['megabytes']:.1f} MB): "
        f"{large['cells']:.1f} s to the cells, {large['checks']:.1f} s for the row checks, while "
        f"the page says which of the two runs; the reading process took "
        f"{large['child_gib']:.2f} GiB at its peak.\n"
    )


if __name__ == "__main__":
    if "--large" in sys.argv:
        _large()
    else:
        measured = page(measure())
        print(measured)
        RESULT.write_text(measured, encoding="utf-8")
