"""Little workbooks for the value grid: initiatives, metrics and benefits in a line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cockpit.assessment.case import Case, case_of
from cockpit.inventory.portfolio_from import portfolio_of, to_portfolio
from cockpit.inventory.reading import NO_CURRENCY, Inventory
from cockpit.inventory.rows import Settings
from tests.inventory.books import AS_OF, SETTINGS, read

INITIATIVE_HEAD = ["ID", "Name", "Owner", "Tier", "Stage", "Monthly requests"]
METRIC_HEAD = ["Initiative", "Metric", "Baseline", "Current"]
BENEFIT_HEAD = [
    "Initiative",
    "Benefit",
    "Beneficiary",
    "Unit",
    "Baseline",
    "Current",
    "Better",
    "Volume a month",
    "Value per unit",
    "Capture status",
    "Destination",
    "Redeployed share",
    "Direct or indirect",
    "Evidence grade",
    "Tier of effect",
    "Start",
    "Metric",
]


def initiative(
    key: str, tier: str | None = "T1", stage: str = "production", **more: Any
) -> list[Any]:
    """One row of the Initiatives sheet."""
    return [key, f"Name {key}", more.get("owner", "Ada"), tier, stage, more.get("requests")]


def benefit(key: str, name: str, **more: Any) -> list[Any]:
    """One row of the Benefits sheet; a captured, measured, direct one unless told otherwise."""
    stated = {
        "Better": "lower",
        "Volume a month": 100,
        "Value per unit": 10,
        "Capture status": "captured",
        "Evidence grade": "measured with baseline",
        **{header.replace("_", " "): value for header, value in more.items()},
    }
    return [{"Initiative": key, "Benefit": name, **stated}.get(header) for header in BENEFIT_HEAD]


def case(
    initiatives: Sequence[Sequence[Any]],
    metrics: Sequence[Sequence[Any]] = (),
    benefits: Sequence[Sequence[Any]] = (),
    **sheets: Sequence[Sequence[Any]],
) -> Case:
    """The case of a workbook with these rows; every row must be accepted."""
    reading = read(
        {
            "Initiatives": [INITIATIVE_HEAD, *initiatives],
            "Metrics": [METRIC_HEAD, *metrics],
            "Benefits": [BENEFIT_HEAD, *benefits],
            "Settings": SETTINGS,
            **sheets,
        }
    )
    assert reading.inventory is not None
    assert not reading.rejected, [issue.problem for issue in reading.errors]
    return case_of(reading.inventory, portfolio_of(reading, AS_OF))


def nothing() -> Case:
    """The case of an inventory without any row."""
    inventory = Inventory("Empty", "empty.xlsx", NO_CURRENCY, Settings(), ())
    return case_of(inventory, to_portfolio(inventory, as_of=AS_OF))
