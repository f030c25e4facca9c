"""Rows and steps of the overview's tables and charts, from facts to words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from cockpit import wording
from cockpit.assessment.board.decisions import Decided
from cockpit.assessment.case import Case
from cockpit.assessment.overview import Mover
from cockpit.assessment.value_bridge import BEFORE_CAPTURE, Loss, ValueBridge
from cockpit.charts.value import Interval, Step, Swing
from cockpit.rows.full_cost import titled
from scenarios.drivers import DEFAULT_SOURCE, DRIVERS, split_driver_name
from scenarios.portfolio import ValueBasis
from scenarios.results import SimulationResult, Spread

#: Written as the source of an assumption that nobody stated.
DEFAULT = "default of the tool"

Formats = dict[str, Callable[[Any], str]]
#: Most characters of a scenario's name in the label of a figure.
_NAME_LENGTH = 24


def return_labels(result: SimulationResult, scenario: str | None) -> tuple[str, str, str]:
    """What captured ROI, its chance and NPV are called; ``scenario`` unless it is the base."""
    # The name stands where the horizon else does: a label of one line has no room for both.
    told = (
        f"“{wording.shorten(scenario, _NAME_LENGTH)}”"
        if scenario
        else f"over {wording.months(result.horizon_months)}"
    )
    joined = ", " if scenario else " "
    return (
        f"Captured ROI{joined}{told}, base case",
        f"P(ROI ≥ hurdle of {wording.percent(result.hurdle_rate)})",
        f"Captured NPV{joined}{told}, base case",
    )


def bridge_steps(bridge: ValueBridge, scale: wording.Scale) -> list[Step]:
    """Claimed, its losses, captured, its losses, cashable; losses of nothing are left out."""

    def total(name: str, value: float) -> Step:
        return Step(name, 0.0, value, True, wording.amount(value, scale))

    steps = [total("Claimed", bridge.claimed)]
    level = bridge.claimed
    for loss in Loss:
        if loss not in BEFORE_CAPTURE and len(steps) and not _has(steps, "Captured"):
            steps.append(total("Captured", bridge.captured))
            level = bridge.captured
        value = bridge.losses[loss]
        if value:
            text = wording.amount(-value, scale, signed=True)
            steps.append(Step(loss.value, level, level - value, False, text))
            level -= value
    return [*steps, total("Cashable", bridge.cashable)]


def _has(steps: Sequence[Step], name: str) -> bool:
    return any(step.name == name for step in steps)


def roi_rows(result: SimulationResult) -> list[Interval]:
    """One interval a value basis that can be answered."""
    rows = []
    for basis in ValueBasis:
        outcome = result.portfolio.outcomes.get(basis)
        if outcome is None:
            continue
        rows.append(roi_row(basis.value.capitalize(), outcome.roi))
    return rows


def roi_row(name: str, roi: Spread) -> Interval:
    """One interval of ROI, in words as well."""
    p10, p50, p90 = (
        wording.percent(each.value, se=each.se) for each in (roi.p10, roi.p50, roi.p90)
    )
    return Interval(
        name,
        roi.base,
        roi.p10.value,
        roi.p50.value,
        roi.p90.value,
        f"base {wording.percent(roi.base)}, {wording.percentiles(p10=p10, p50=p50, p90=p90)}",
        wording.percentiles(p50=p50),
        f"{p10} to {p90}",
    )


def driver_label(name: str) -> str:
    """A driver's label with its vendor, as people say it."""
    base, vendor = split_driver_name(name)
    label = DRIVERS[base].label if base in DRIVERS else base
    return f"{label}, {vendor}" if vendor else label


def driver_rows(result: SimulationResult, count: int = 3) -> tuple[list[Swing], pd.DataFrame]:
    """The drivers that move captured NPV most: swings for the chart, sources for the table."""
    by_name = {driver.name: driver for driver in result.drivers}
    swings, rows = [], []
    for influence in result.portfolio.influences[:count]:
        driver = by_name.get(influence.driver)
        default = driver is None or driver.source == DEFAULT_SOURCE
        owner = None if driver is None or default else driver.owner
        source = None if driver is None or default else driver.source
        label = driver_label(influence.driver)
        who = DEFAULT if default else f"owner {owner or 'not stated'}"
        short = label.removesuffix(", all initiatives").removesuffix(", whole market")
        name = f"{wording.shorten(short, 30)}\n{wording.shorten(who, 30)}"
        swings.append(Swing(name, influence.low, influence.high))
        rows.append(
            {
                "Assumption": label,
                "Share of spread": influence.variance_share,
                "Owner": "nobody yet" if default else owner or "not stated",
                "Source": DEFAULT if default else source or "not stated",
            }
        )
    return swings, pd.DataFrame(rows)


def decision_rows(found: Sequence[Decided], case: Case) -> tuple[pd.DataFrame, Formats]:
    """The decisions to look at: what was decided, what the figures say, and how much it is."""
    money = titled("", case.portfolio.currency)
    rows = []
    for each in found:
        cost = case.costs[each.row.id]
        computed = each.finding.verdict.value if each.finding.computable else "cannot be judged"
        rows.append(
            {
                "Initiative": each.row.name,
                "Recorded": each.row.decision.value if each.row.decision else "none",
                "Computed": computed,
                money: cost.recurring if cost.supplied else np.nan,
            }
        )
    return pd.DataFrame(rows), {money: lambda v: wording.number(v, 0)}


def mover_rows(moves: Sequence[Mover], currency: str) -> tuple[pd.DataFrame, Formats]:
    """What moved since the previous upload: cost a year and captured base-case NPV."""
    cost, npv = (
        titled("Change of full cost", currency),
        titled("Change of captured NPV", currency, ""),
    )
    rows = []
    for move in moves:
        what = "new" if move.before is None else "gone" if move.after is None else "changed"
        change = move.npv_change
        rows.append(
            {
                "Initiative": move.name,
                "What": what,
                cost: move.run_rate_change,
                npv: np.nan if change is None else change,
            }
        )
    signed = lambda value: wording.number(value, 0, signed=True)  # noqa: E731
    return pd.DataFrame(rows), {cost: signed, npv: signed}
