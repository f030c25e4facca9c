"""Where the figures come from and on which assumptions, for the Data page and the board pack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from cockpit import wording
from cockpit.inventory.reading import Inventory, Reading
from cockpit.inventory.rows import Rate, StatedThreshold
from cockpit.rows.overview import driver_label
from scenarios.drivers import DEFAULT_SOURCE, DRIVERS, Driver, split_driver_name
from scenarios.portfolio import Portfolio

#: An event beyond this month is as good as never: no horizon is longer.
_NEVER_MONTH = 120
#: Columns of quantiles, and the share of the draws that lies below each.
QUANTILES = {"P10": 0.1, "P50": 0.5, "P90": 0.9}
#: In the column Stated.
BY_YOU, BY_DEFAULT = "by you", "default of the tool"


def stated_sentence(assumptions: pd.DataFrame) -> str:
    """How many assumptions in use are the reader's own."""
    stated = int((assumptions["Stated"] == BY_YOU).sum())
    return (
        f"{stated} of {wording.count(len(assumptions), 'assumption')} in use are stated by you; "
        "the rest are defaults of the tool"
    )


def provenance_table(inventory: Inventory, reading: Reading, portfolio: Portfolio) -> pd.DataFrame:
    """Where the figures come from: file, content, settings, and which of them are defaults."""
    stated = inventory.settings

    def by_default(value: Any, text: str) -> str:
        return text if value is not None else f"{text} (default of the tool)"

    rows = [
        ("File", reading.name),
        ("Content hash (SHA-256)", reading.data_hash or wording.NA),
        ("Portfolio", portfolio.name),
        (
            "Decision date (month 0)",
            by_default(stated.decision_date, portfolio.as_of or wording.NA),
        ),
        ("Currency", wording.code(portfolio.currency) or "none stated"),
        ("Horizon", by_default(stated.horizon_months, wording.months(portfolio.horizon_months))),
        (
            "Discount rate a year",
            by_default(stated.discount_rate, wording.percent(portfolio.discount_rate, decimals=1)),
        ),
        (
            "Hurdle rate (ROI over the horizon)",
            by_default(stated.hurdle_rate, wording.percent(portfolio.hurdle_rate, decimals=1)),
        ),
        (
            "Headcount",
            wording.NA if stated.headcount is None else wording.number(stated.headcount, 0),
        ),
    ]
    rows += [
        (f"1 {code} in {wording.code(portfolio.currency) or wording.NA}", _dated(rate))
        for code, rate in sorted(stated.rates.items())
    ]
    rows += [
        (f"Threshold {threshold.name}", _dated(threshold))
        for _, threshold in sorted(stated.thresholds.items())
    ]
    return pd.DataFrame(rows, columns=["What", "Value"])


def _dated(stated: Rate | StatedThreshold) -> str:
    dated = stated.date.isoformat() if stated.date else "no date"
    return f"{wording.trimmed(stated.value, 6)}, {dated}, {stated.source or 'no source'}"


def assumptions_table(drivers: Sequence[Driver], as_of: str) -> pd.DataFrame:
    """Every driver in use: stated ones first, each default marked as such."""
    rows = []
    for driver in drivers:
        base, _ = split_driver_name(driver.name)
        spec = DRIVERS[base]
        default = driver.source == DEFAULT_SOURCE
        found = driver.distribution.ppf(np.array([*QUANTILES.values()]))
        expired = bool(driver.expires_on and as_of and driver.expires_on < as_of)
        rows.append(
            {
                "Assumption": driver_label(driver.name),
                "Stated": BY_DEFAULT if default else BY_YOU,
                **{
                    name: _driver_value(value, spec.unit)
                    for name, value in zip(QUANTILES, found, strict=True)
                },
                "Unit": spec.unit,
                "Owner": "nobody yet" if default else driver.owner or "not stated",
                "Source": "" if default else driver.source or "not stated",
                "Stated on": driver.stated_on or "",
                "Expires on": (driver.expires_on or "") + (" (expired)" if expired else ""),
            }
        )
    rows.sort(key=lambda row: row["Stated"] != BY_YOU)
    return pd.DataFrame(rows)


def assumptions_export(drivers: Sequence[Driver], as_of: str) -> pd.DataFrame:
    """The same for a file: quantiles as numbers in the stated unit, with all digits."""
    shown = assumptions_table(drivers, as_of)
    by_label = {driver_label(driver.name): driver for driver in drivers}
    shares = np.array([*QUANTILES.values()])
    found = [by_label[label].distribution.ppf(shares) for label in shown["Assumption"]]
    quantiles = np.array(found).reshape(-1, 3)
    months = shown["Unit"] == "month"
    for place, name in enumerate(QUANTILES):
        # A month beyond ten years stands for never.
        never = months.to_numpy() & (quantiles[:, place] > _NEVER_MONTH)
        shown[name] = np.where(never, np.nan, quantiles[:, place])
    return shown


def _driver_value(value: float, unit: str) -> str:
    if unit == "month":
        return "not within ten years" if value > _NEVER_MONTH else wording.number(value, 0)
    if unit == "ratio":
        return wording.multiple(value)
    return wording.percent(value, decimals=1, signed=True)
