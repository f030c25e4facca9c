"""Small cost exports for the tests, and reading them without a process of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from cockpit.actuals.choices import Setting
from cockpit.actuals.cost_export import CostExport
from cockpit.actuals.extract import MOST_CELLS, Extraction
from cockpit.actuals.periods import DateOrder
from cockpit.actuals.source import open_source

SETTING = Setting("USD", {"EUR": 1.25}, {"AI-1": "Claims copilot", "AI-2": "Chat, public"})
#: Columns of a plain row.
PLAIN = (
    "BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory", "BilledCost",
    "EffectiveCost", "BillingCurrency", "ServiceName", "Tags",
)  # fmt: skip


def row(**given: Any) -> dict[str, Any]:
    """A row of April 2025 in USD, with what is given."""
    return {
        "BillingPeriodStart": "2025-04-01T00:00:00Z",
        "ChargePeriodStart": "2025-04-03T00:00:00Z",
        "ChargePeriodEnd": "2025-04-04T00:00:00Z",
        "ChargeCategory": "Usage",
        "BilledCost": "1.00",
        "EffectiveCost": "1.00",
        "BillingCurrency": "USD",
        **given,
    }


def csv_of(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | None = None, delimiter: str = ","
) -> bytes:
    """Rows as CSV; by default with the columns that any row has, in order of appearance."""
    rows = list(rows)
    names = list(columns or dict.fromkeys(name for each in rows for name in each))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, restval="", delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def extract(
    data: bytes,
    order: DateOrder | None = None,
    most_cells: int = MOST_CELLS,
    most_bytes: int = 2**30,
    names: Collection[str] = (),
) -> CostExport:
    """The export as the child process reads it, here."""
    source = open_source(io.BytesIO(data), len(data), "export", most_bytes)
    extraction = Extraction(source, order, most_cells, names)
    extraction.run(lambda rows: None)
    return extraction.result("export", "digest")
