"""The samples as read, once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import sample_data
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Inventory, Reading
from scenarios.portfolio import Portfolio


@cache
def reading(path: Path) -> Reading:
    return read_workbook(path, path.name)


@cache
def inventory() -> Inventory:
    found = reading(sample_data.SAMPLE).inventory
    assert found is not None
    return found


@cache
def portfolio() -> Portfolio:
    return portfolio_of(reading(sample_data.SAMPLE))
