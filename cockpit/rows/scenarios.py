"""Tables of scenarios: initiatives before and now, scenarios side by side, and how cells read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from cockpit import comparison, wording

_CHANCE = "Probability that ROI reaches the hurdle"

#: Columns on screen with their titles and, where a title is short, what it stands for.
INITIATIVES = {
    "Initiative": "Initiative",
    "Verdict": "Verdict",
    "At the hurdle": "Hurdle",
    "ROI before": "ROI was",
    "ROI now": "ROI now",
    "Chance before": "Chance was",
    "Chance now": "Chance now",
    "Δ NPV": "Δ NPV",
    "Full cost now": "Full cost",
    "Cost layers": "Layers",
}
SCENARIOS = {
    "Scenario": "Scenario",
    "ROI P10": "ROI P10",
    "ROI P50": "P50",
    "ROI P90": "P90",
    "Chance of hurdle": "Chance",
    "NPV P50": "NPV P50",
    "NPV worst 5 %": "Worst 5 %",
    "Full cost P50": "Full cost",
    "Below": "Below hurdle",
}
HELP = {
    "Verdict": "Computed verdict on captured ROI, as if each scenario were the base case; "
    "→ marks a flip",
    "At the hurdle": "Where the median ROI lies against the hurdle; ↓ falls below it, ↑ rises "
    "above it under this scenario",
    "ROI before": "Median ROI (P50) under the scenario compared with",
    "ROI now": "Median ROI (P50) under this scenario",
    "Chance before": f"{_CHANCE}, under the scenario compared with",
    "Chance now": f"{_CHANCE}, under this scenario",
    "Δ NPV": "Change of the median net present value",
    "Full cost now": "Mean present value of cost under this scenario",
    "Cost layers": "Cost layers without any line, or with an assumed share",
    "ROI P10": "ROI that nine of ten draws exceed",
    "ROI P50": "Median ROI",
    "ROI P90": "ROI that nine of ten draws stay below",
    "Chance of hurdle": _CHANCE,
    "NPV P50": "Median net present value",
    "NPV worst 5 %": "Mean NPV of the worst 5 % of the draws",
    "Full cost P50": "Median of the full cost",
    "Below": "Initiatives whose median ROI is below the hurdle, of those that can be answered",
}
#: Columns of money in each of the two tables; of those of initiatives, the signed one.
INITIATIVES_MONEY = ("Δ NPV", "Full cost now")
INITIATIVES_SIGNED = ("Δ NPV",)
SCENARIOS_MONEY = comparison.SCENARIO_FIGURES[4:]

_HURDLE = {
    comparison.FALLS: "↓ below",
    comparison.RISES: "↑ above",
    comparison.STAYS_BELOW: "below",
    comparison.STAYS_ABOVE: "above",
}

Formats = dict[str, Callable[[Any], str]]


def initiative_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`cockpit.comparison.initiative_table` in the words of the screen."""
    rows = table.copy()
    rows["Verdict"] = [_verdict_words(row) for row in rows.to_dict("records")]
    rows["At the hurdle"] = rows["At the hurdle"].replace(_HURDLE)
    layers = rows["Cost layers"].str.removeprefix("partial: ")
    rows["Cost layers"] = layers.replace("all seven", "all")
    return rows


def _verdict_words(row: dict[Any, Any]) -> str | None:
    """``scale → contain`` where the verdict flips; missing where it cannot be judged."""
    was, now = row["Verdict before"], row["Verdict now"]
    if pd.isna(now):
        return None
    return now if pd.isna(was) or was == now else f"{was} → {now}"


def money_scale(rows: pd.DataFrame, money: tuple[str, ...]) -> wording.Scale:
    """One scale for all money of a table."""
    return wording.scale_of_table(rows[list(money)].apply(pd.to_numeric).to_numpy().ravel())


def formats_of(
    rows: pd.DataFrame,
    columns: Mapping[str, str],
    scale: wording.Scale,
    money: tuple[str, ...],
    signed: tuple[str, ...] = (),
) -> Formats:
    """How each column of figures reads, by its name: with what its least certain cell supports."""
    formats: Formats = {}
    for name in columns:
        if f"{name} se" not in rows:
            continue
        errors = rows[f"{name} se"]
        if name in money:
            decimals = wording.column_decimals(errors, scale)
            words = _money_words(scale, decimals, name in signed)
        else:
            words = _chance_words if name.startswith("Chance") else _share_words
        formats[name] = wording.by_value(rows[name], errors, words)
    return formats


def _money_words(
    scale: wording.Scale, decimals: int, signed: bool
) -> Callable[[float, float | None], str]:
    return lambda value, se: wording.in_scale(value, scale, se=se, signed=signed, decimals=decimals)


def _share_words(value: float, se: float | None) -> str:
    return wording.percent(value, se=se)


def _chance_words(value: float, se: float | None) -> str:
    return wording.chance(value, se=se)
