"""Sample workbooks, and where they are once the package is installed."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent

#: The main sample: all seven sheets of a fictional insurer.
SAMPLE = _HERE / "nordhafen_portfolio.xlsx"
#: One sheet with name, annual cost and annual benefit.
MINIMAL = _HERE / "minimal_one_sheet.xlsx"
#: One planted defect of each kind, listed in :data:`BROKEN_EXPECTED`.
BROKEN = _HERE / "broken_inventory.xlsx"
#: Sheet, row and column of each planted defect, and what must be said about it.
BROKEN_EXPECTED = _HERE / "broken_inventory_expected.csv"
#: Usage log of the main sample: sums of about a week by initiative and model.
USAGE = _HERE / "nordhafen_usage.csv"
#: Prices of the sample's invented models, as a model price catalogue.
MODEL_PRICES = _HERE / "nordhafen_model_prices.csv"
#: Seven months of cost of the main sample, as a FOCUS export.
COST_EXPORT = _HERE / "nordhafen_cost_export.csv"
