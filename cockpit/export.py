"""CSV that a spreadsheet can open safely, and the files of a simulation.

Screen downloads and the command line use the same functions, so that both hold
the same numbers.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

import numpy as np
from pydantic import BaseModel

from cockpit.inventory.rules import effective_scenario
from cockpit.result_tables import result_tables
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


def safe_text(text: str) -> str:
    """Text that no spreadsheet program takes for a formula.

    A leading apostrophe is put before a string that begins with one of
    ``= + - @ TAB CR LF NUL``; NUL itself is removed, since no program shows it.
    """
    risky = text.startswith(_DANGEROUS) or text.lstrip().startswith(("=", "+", "-", "@"))
    return ("'" if risky else "") + text.replace("\0", "")


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], stamp_line: str = "") -> bytes:
    """UTF-8 CSV with ``\\r\\n`` line ends; every text quoted, numbers bare, blanks empty.

    Numbers keep all their digits (``repr``), so that a figure can be found again.
    ``stamp_line`` stands in a last column ``stamp`` in every row, so that a row
    that is sorted, filtered or copied elsewhere can still be traced, and the file
    stays a plain table. A byte order mark comes first: spreadsheet programs need
    it to read UTF-8.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    stamp = [safe_text(stamp_line)] if stamp_line else []
    writer.writerow([safe_text(name) for name in columns] + ["stamp"] * len(stamp))
    for row in rows:
        writer.writerow([_cell(value) for value in row] + stamp)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


def _cell(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if value is None:
        return ""
    if isinstance(value, Enum):
        return safe_text(str(value.value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return value if value == value else ""
    return safe_text(str(value))


def result_files(result: SimulationResult, scenario: Scenario) -> dict[str, bytes]:
    """Every file of a result by name: the tables as CSV, the whole as JSON, the scenario.

    The same result gives the same bytes; no file holds a time of writing.
    """
    line = result.stamp.line()
    files = {
        f"{name}.csv": to_csv(columns, rows, line)
        for name, (columns, rows) in result_tables(result).items()
    }
    files["summary.json"] = summary_json(result, scenario)
    files["scenario.json"] = scenario.to_json().encode()
    return files


def summary_json(result: SimulationResult, scenario: Scenario) -> bytes:
    """The whole result as one readable JSON file; numbers with all their digits.

    ``scenario`` is written with every default and rule, so that a figure can be
    worked out again from this file and the workbook.
    """
    content = {**_plain(result), "scenario": effective_scenario(scenario)}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _plain(value: Any) -> Any:
    """Dataclasses, models, enumerations and numpy scalars as what JSON knows."""
    if isinstance(value, np.generic):
        value = value.item()
    if dataclasses.is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return None
    return value
