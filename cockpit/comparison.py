"""Two results side by side as tables: initiatives, layers, pinned scenarios.

Pure; numbers stay numbers, missing stays missing (``None``, never zero). The same
tables feed the screen and the downloads.
"""

from __future__ import annotations

import pandas as pd

from cockpit import reading, wording
from scenarios.portfolio import CostLayer, ValueBasis
from scenarios.results import InitiativeResult, SimulationResult, Supplied

FALLS = "falls below the hurdle"
RISES = "rises above the hurdle"
STAYS_BELOW = "stays below"
STAYS_ABOVE = "stays above"

#: What an initiative's row says of the hurdle when a side cannot be answered.
UNKNOWN = wording.NA

INITIATIVE_COLUMNS = (
    "Initiative", "ROI before", "ROI now", "P(≥ hurdle) before", "P(≥ hurdle) now",
    "NPV now", "Δ NPV", "Full cost now", "At the hurdle", "Cost layers",
)


def initiative_table(now: SimulationResult, before: SimulationResult,
                     basis: ValueBasis) -> pd.DataFrame:
    """One row an initiative that can be answered, most value at stake first.

    Columns ``INITIATIVE_COLUMNS``; ROI and probabilities are shares, NPV is the
    median and full cost the mean present value. Value at stake is |Δ NPV|, or |NPV| where nothing moved.
    """
    former = {item.id: item for item in before.initiatives}
    rows = []
    for item in now.initiatives:
        outcome = item.outcomes.get(basis)
        old_item = former.get(item.id)
        old = old_item.outcomes.get(basis) if old_item else None
        if outcome is None:
            continue
        npv = outcome.npv.p50.value
        rows.append((
            item.name,
            old.roi.p50.value if old else None,
            outcome.roi.p50.value,
            old.p_roi_hurdle.value if old else None,
            outcome.p_roi_hurdle.value,
            npv,
            npv - old.npv.p50.value if old else None,
            item.cost.mean.value if item.cost else None,
            _at_hurdle(outcome.roi.p50.value >= now.hurdle_rate,
                       old.roi.p50.value >= before.hurdle_rate if old else None),
            layers_tag(item),
        ))
    table = pd.DataFrame(rows, columns=list(INITIATIVE_COLUMNS))
    if table.empty:
        return table
    moved = table["Δ NPV"].abs().fillna(0.0)
    stake = moved if moved.sum() > 0 else table["NPV now"].abs()
    order = stake.sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def _at_hurdle(above: bool, was_above: bool | None) -> str:
    if was_above is None:
        return "above" if above else "below"
    if above:
        return STAYS_ABOVE if was_above else RISES
    return FALLS if was_above else STAYS_BELOW


def layers_tag(item: InitiativeResult) -> str:
    """Completeness of an initiative's cost in words: complete, partial, assumed."""
    missing = [layer for layer in item.missing_layers if layer not in item.assumed_layers]
    words = []
    if missing:
        words.append(f"partial: no {' '.join(missing)}")
    if item.assumed_layers:
        words.append(f"assumed: {' '.join(item.assumed_layers)}")
    return "; ".join(words) or "all seven"


def unanswered_table(result: SimulationResult, basis: ValueBasis) -> pd.DataFrame:
    """Initiatives without an answer on this basis: name, what is supplied, and why."""
    rows = [(item.name, item.supplied.value, item.unanswered.get(basis, wording.NA))
            for item in result.initiatives if basis not in item.outcomes]
    return pd.DataFrame(rows, columns=["Initiative", "Supplied", "Why there is no answer"])


def not_supplied(result: SimulationResult) -> tuple[str, ...]:
    """Names of the initiatives for which neither cost nor benefit is supplied."""
    return tuple(item.name for item in result.initiatives if item.supplied is Supplied.NEITHER)


def layer_table(now: SimulationResult, before: SimulationResult) -> pd.DataFrame:
    """Seven rows: mean present value by layer before and now, what grew most first.

    A layer that no line supplies has ``None`` on that side.
    """
    growth = reading.layer_growth(now, before)
    rows = []
    for layer in CostLayer:
        old = before.portfolio.layer_mean.get(layer)
        new = now.portfolio.layer_mean.get(layer)
        rows.append((layer.title, old, new, growth.get(layer)))
    table = pd.DataFrame(rows, columns=["Layer", "Before", "Now", "Δ"]).astype(
        {"Before": float, "Now": float, "Δ": float})
    flat = not table["Δ"].abs().fillna(0).sum()
    key = table["Now"] if flat else table["Δ"]
    order = key.fillna(float("-inf")).sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


PIN_COLUMNS = ("Scenario", "ROI P10", "ROI P50", "ROI P90", "P(ROI ≥ hurdle)", "NPV P50",
               "Worst 5 %", "Full cost P50", "Below hurdle", "Of")


def scenario_table(results: list[tuple[str, SimulationResult]], basis: ValueBasis) -> pd.DataFrame:
    """One row a scenario: the reference, the pinned ones and the one on screen."""
    rows = []
    for name, result in results:
        outcome = result.portfolio.outcomes.get(basis)
        crossed = reading.crossings(result, result, basis)
        if outcome is None:
            rows.append((name, *[None] * 6, result.portfolio.cost.p50.value, None, None))
            continue
        roi = outcome.roi
        rows.append((name, roi.p10.value, roi.p50.value, roi.p90.value,
                     outcome.p_roi_hurdle.value, outcome.npv.p50.value, outcome.cvar95.value,
                     result.portfolio.cost.p50.value, len(crossed.below), crossed.compared))
    return pd.DataFrame(rows, columns=list(PIN_COLUMNS))
