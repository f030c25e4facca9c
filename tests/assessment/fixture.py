"""A small complete workbook in which every question can be answered; how to blank parts of it."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import pandas as pd

from cockpit.assessment.answer import Answer, Entry, Need
from cockpit.assessment.case import Case, case_of
from cockpit.assessment.registries import all_entries
from cockpit.inventory.catalogue import known_metric
from cockpit.inventory.contract import SETTINGS_KEYS, SHEETS
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reader import Reading, read_workbook
from tests.assessment.fixture_metrics import METRICS
from tests.assessment.fixture_rows import (
    ASSUMPTIONS,
    BENEFITS,
    COSTS,
    INITIATIVES,
    PROCESSING,
    SETTINGS,
)
from tests.inventory.books import book

Sheets = dict[str, list[list[Any]]]

#: Draws of every simulation here: the verdicts have wide margins.
DRAWS = 512
SEED = 7


def sheets() -> Sheets:
    """A copy of the whole workbook: rows by tab, the first one the header."""
    return copy.deepcopy(
        {
            "Initiatives": INITIATIVES,
            "Costs": COSTS,
            "Benefits": BENEFITS,
            "Metrics": METRICS,
            "Processing": PROCESSING,
            "Assumptions": ASSUMPTIONS,
            "Settings": SETTINGS,
        }
    )


def read(rows: Sheets) -> Reading:
    """Write the rows as a workbook and read that."""
    return read_workbook(book(rows), "fixture.xlsx")


def case(rows: Sheets) -> Case:
    """What the assessments look at for these rows."""
    return case_from(read(rows))


def case_from(reading: Reading) -> Case:
    """What the assessments look at for a workbook as read."""
    assert reading.inventory is not None, reading
    return case_of(reading.inventory, portfolio_of(reading), seed=SEED, draws=DRAWS)


@cache
def full() -> Case:
    """The case of the whole workbook."""
    return case(sheets())


@cache
def entries() -> dict[str, Entry]:
    """Every entry of every registry by key."""
    return {entry.key: entry for entry in all_entries()}


def answer(key: str) -> Answer:
    """What the whole workbook says on an entry."""
    return full().answer(entries()[key])


def column(table: pd.DataFrame, key: str, value: str) -> dict[object, object]:
    """One column of a table by another."""
    return dict(zip(table[key], table[value], strict=True))


def title_of(need: Need) -> str:
    """Tab of the need's sheet."""
    return SHEETS[need.sheet].title


def blanked(need: Need) -> Sheets:
    """The workbook with the need's column blank: of its metric, where it names one."""
    rows = sheets()
    head, *body = rows[title_of(need)]
    if _is_setting(need):
        header, place = _setting_header(need), head.index("Value")
        for row in body:
            if row[0] == header:
                row[place] = None
        return rows
    header = SHEETS[need.sheet].by_field[need.field].header
    if header not in head:
        return rows
    place = head.index(header)
    for row in body:
        if need.metric is None or _is(row, head, need.metric):
            row[place] = None
    return rows


def without_metric(metric: str) -> Sheets:
    """The workbook without any row of a metric."""
    rows = sheets()
    head, *body = rows["Metrics"]
    rows["Metrics"] = [head, *[row for row in body if not _is(row, head, metric)]]
    return rows


def holds(need: Need) -> bool:
    """Whether the whole workbook has a value where :func:`blanked` takes one away."""
    return blanked(need) != sheets()


def _is(row: list[Any], head: list[Any], metric: str) -> bool:
    stated, wanted = known_metric(str(row[head.index("Metric")])), known_metric(metric)
    return stated is not None and stated == wanted


def _is_setting(need: Need) -> bool:
    return need.sheet == "settings" and need.field not in SHEETS["settings"].by_field


def _setting_header(need: Need) -> str:
    return next(key.header for key in SETTINGS_KEYS if key.field == need.field)
