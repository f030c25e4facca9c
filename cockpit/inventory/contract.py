"""The workbook contract: every sheet and column, declared once.

Template, reader, documentation and the Data page are generated from
:data:`SHEETS`; to add a column, add it to its sheet in ``sheets/`` and to the row
model in ``rows.py`` (a test holds the two together).
"""

from __future__ import annotations

from cockpit.inventory.schema import Choice, Column, ColumnType, Sheet
from cockpit.inventory.sheets.benefits import BENEFITS
from cockpit.inventory.sheets.costs import COSTS
from cockpit.inventory.sheets.evidence import ASSUMPTIONS, PROCESSING
from cockpit.inventory.sheets.initiatives import INITIATIVES
from cockpit.inventory.sheets.metrics import METRICS
from cockpit.inventory.sheets.settings import (
    RATE_PREFIX,
    SETTINGS,
    SETTINGS_KEYS,
    THRESHOLD_PREFIX,
)

__all__ = [
    "RATE_PREFIX",
    "SETTINGS_KEYS",
    "SHEETS",
    "THRESHOLD_PREFIX",
    "Choice",
    "Column",
    "ColumnType",
    "Sheet",
]

#: Sheets by name, in the order of the template.
SHEETS: dict[str, Sheet] = {
    sheet.name: sheet
    for sheet in (INITIATIVES, COSTS, BENEFITS, METRICS, PROCESSING, ASSUMPTIONS, SETTINGS)
}
