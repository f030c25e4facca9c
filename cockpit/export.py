"""CSV that a spreadsheet can open safely, and the tables of a simulation.

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

from scenarios.portfolio import CostLayer, ValueBasis
from scenarios.results import Expected, Outcome, SimulationResult, Spread
from scenarios.scenario import Scenario

#: A table: column names and rows.
Table = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]

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


def result_tables(result: SimulationResult) -> dict[str, Table]:
    """The tables of a result by name: portfolio, initiatives, layers, fan, checks."""
    return {
        "portfolio": portfolio_table(result),
        "initiatives": initiatives_table(result),
        "layers": layers_table(result),
        "fan": fan_table(result),
        "checks": (
            ("check", "passed", "detail"),
            tuple((check.name, check.passed, check.detail) for check in result.checks),
        ),
    }


_EXPECTED = ("base", "mean", "mean se")
_SPREAD = (*_EXPECTED, "P10", "P10 se", "P50", "P50 se", "P90", "P90 se")
_NO_SPREAD = (None,) * len(_SPREAD)


def _expected(quantity: Expected | Spread) -> tuple[float, ...]:
    return quantity.base, quantity.mean.value, quantity.mean.se


def _spread(spread: Spread) -> tuple[float, ...]:
    found = list(_expected(spread))
    for estimate in (spread.p10, spread.p50, spread.p90):
        found += (estimate.value, estimate.se)
    return tuple(found)


_SINGLE = (
    "P(ROI >= 0)",
    "P(ROI >= 0) se",
    "P(ROI >= hurdle)",
    "P(ROI >= hurdle) se",
    "CVaR 95 %",
    "CVaR 95 % se",
    "payback months",
    "discounted payback months",
    "IRR",
)


def _single(outcome: Outcome) -> tuple[Any, ...]:
    found: list[Any] = []
    for estimate in (outcome.p_roi_nonnegative, outcome.p_roi_hurdle, outcome.cvar95):
        found += [estimate.value, estimate.se]
    return (*found, outcome.payback_months, outcome.discounted_payback_months, outcome.irr)


_OUTCOME = (
    *(f"ROI {name}" for name in _SPREAD),
    *(f"NPV {name}" for name in _SPREAD),
    *(f"benefit {name}" for name in _EXPECTED),
    *_SINGLE,
)


def _outcome(outcome: Outcome | None) -> tuple[Any, ...]:
    if outcome is None:
        return (None,) * len(_OUTCOME)
    return (
        *_spread(outcome.roi),
        *_spread(outcome.npv),
        *_expected(outcome.benefit),
        *_single(outcome),
    )


def portfolio_table(result: SimulationResult) -> Table:
    """One row a value basis; ROI and probabilities are shares, money is present value."""
    columns = (
        "basis",
        "currency",
        *_OUTCOME,
        *(f"full cost {name}" for name in _SPREAD),
        "unanswered",
    )
    rows = tuple(
        (
            basis,
            result.currency,
            *_outcome(result.portfolio.outcomes.get(basis)),
            *(_NO_SPREAD if result.portfolio.cost is None else _spread(result.portfolio.cost)),
            result.portfolio.unanswered.get(basis),
        )
        for basis in ValueBasis
    )
    return columns, rows


def initiatives_table(result: SimulationResult) -> Table:
    """One row an initiative and value basis, in the order of the workbook."""
    columns = (
        "id",
        "initiative",
        "basis",
        "supplied",
        "currency",
        *_OUTCOME,
        *(f"full cost {name}" for name in _EXPECTED),
        "missing layers",
        "assumed layers",
        "unanswered",
    )
    rows = tuple(
        (
            item.id,
            item.name,
            basis,
            item.supplied,
            result.currency,
            *_outcome(item.outcomes.get(basis)),
            *((None,) * len(_EXPECTED) if item.cost is None else _expected(item.cost)),
            " ".join(item.missing_layers),
            " ".join(item.assumed_layers),
            item.unanswered.get(basis),
        )
        for item in result.initiatives
        for basis in ValueBasis
    )
    return columns, rows


def layers_table(result: SimulationResult) -> Table:
    """Present value of cost by layer: the portfolio first, then each initiative.

    A layer that is missing has a blank, not a zero.
    """
    columns = (
        "id",
        "initiative",
        "layer",
        "layer name",
        "currency",
        "full cost base",
        "full cost mean",
    )
    blocks = [("", "Portfolio", result.portfolio.layer_base, result.portfolio.layer_mean)]
    blocks += [
        (item.id, item.name, item.layer_base, item.layer_mean) for item in result.initiatives
    ]
    rows = tuple(
        (key, name, layer, layer.label, result.currency, base.get(layer), mean.get(layer))
        for key, name, base, mean in blocks
        for layer in CostLayer
    )
    return columns, rows


def fan_table(result: SimulationResult) -> Table:
    """Cumulative net cash by month and value basis, undiscounted."""
    rows = [
        (basis, month, result.currency, base, p10, p50, p90)
        for basis, fan in result.portfolio.fans.items()
        for month, base, p10, p50, p90 in zip(
            fan.months, fan.base, fan.p10, fan.p50, fan.p90, strict=True
        )
    ]
    return ("basis", "month", "currency", "base", "P10", "P50", "P90"), tuple(rows)


def result_files(result: SimulationResult, scenario: Scenario) -> dict[str, bytes]:
    """Every file of a result by name: the tables as CSV, the whole as JSON, the scenario.

    The same result gives the same bytes; no file holds a time of writing.
    """
    line = result.stamp.line()
    files = {
        f"{name}.csv": to_csv(columns, rows, line)
        for name, (columns, rows) in result_tables(result).items()
    }
    files["summary.json"] = summary_json(result)
    files["scenario.json"] = scenario.to_json().encode()
    return files


def summary_json(result: SimulationResult) -> bytes:
    """The whole result as one readable JSON file; numbers with all their digits."""
    return (json.dumps(_plain(result), ensure_ascii=False, indent=2) + "\n").encode()


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
