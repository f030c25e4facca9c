"""Our reading of cells against openpyxl's, cell by cell, on the sample workbooks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cockpit.inventory.formats import read_raw
from cockpit.inventory.raw import CellError, Uncached
from sample_data import BROKEN, MINIMAL, SAMPLE


def seen(value: Any) -> Any:
    """One form for what both readers see."""
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, Uncached) or value == "":
        return None
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return pytest.approx(float(value), rel=1e-12)
    return value


@pytest.mark.parametrize("path", [SAMPLE, MINIMAL, BROKEN], ids=lambda p: p.stem)
def test_both_readers_see_the_same_cells(path: Path) -> None:
    other = openpyxl.load_workbook(path, data_only=True)
    raw = read_raw(path.read_bytes())
    assert [sheet.name for sheet in raw.sheets] == other.sheetnames
    compared = 0
    for sheet in raw.sheets:
        page = other[sheet.name]
        for number, cells in enumerate(page.iter_rows(values_only=True)):
            ours = sheet.rows[number] if number < len(sheet.rows) else []
            for place, theirs in enumerate(cells):
                mine = ours[place] if place < len(ours) else None
                assert seen(mine) == seen(theirs), (sheet.name, number + 1, place + 1)
                compared += theirs is not None
        assert len(sheet.rows) <= page.max_row
    assert compared > 20
