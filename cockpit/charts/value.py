"""Benefit from claimed to cashable, ROI as intervals, and what moves NPV most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import Palette

_ROW = 26


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of the waterfall: a total stands on zero, a deduction hangs from the last."""

    name: str
    start: float
    end: float
    total: bool
    text: str


def waterfall(steps: Sequence[Step], colours: Palette, alt_text: str) -> Figure:
    """Totals dark, deductions light, each with its amount at the right end."""
    ends = [value for step in steps for value in (step.start, step.end)]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    frame = pd.DataFrame(
        {
            "Step": [step.name for step in steps],
            "From": [min(step.start, step.end) for step in steps],
            "To": [max(step.start, step.end) for step in steps],
            "Total": [step.total for step in steps],
            "In words": [step.text for step in steps],
            "Room": [high + 0.35 * (high - low) or 1.0] * len(steps),
        }
    )
    return Figure(frame, _waterfall_spec(colours), alt_text)


@dataclass(frozen=True, slots=True)
class Interval:
    """One row of ROI: base case, P10, P50, P90 as shares; all in words, and a short label.

    ``ends`` are P10 and P90 in words, for a label that says them as well.
    """

    name: str
    base: float
    p10: float
    p50: float
    p90: float
    text: str
    label: str
    ends: str = ""


def roi_intervals(
    rows: Sequence[Interval],
    hurdle: float,
    colours: Palette,
    alt_text: str,
    *,
    what: str = "Value basis",
) -> Figure:
    """P10–P90 as a band, P50 as a tick, the base case as a dot, the hurdle as a line.

    ``what`` says what the rows are.
    """
    ends = [end for row in rows for end in (row.p10, row.p90, hurdle)]
    room = max(ends) + 0.3 * (max(ends) - min(ends))
    frame = pd.DataFrame(
        [
            {
                what: row.name,
                "Base case": row.base,
                "P10": row.p10,
                "P50": row.p50,
                "P90": row.p90,
                "In words": row.text,
                "Hurdle": hurdle,
                "Label": row.label,
                "Room": room,
                "Room before": min(ends) - 0.04 * (max(ends) - min(ends)),
            }
            for row in rows
        ]
    )
    return Figure(frame, _intervals_spec(colours, what), alt_text)


@dataclass(frozen=True, slots=True)
class Swing:
    """NPV with one driver in its lowest and in its highest fifth; ``name`` may have two lines."""

    name: str
    low: float
    high: float


def driver_swings(
    rows: Sequence[Swing],
    base: float,
    colours: Palette,
    money: Callable[[float], str],
    alt_text: str,
) -> Figure:
    """Bars between the two values around the base case, each end labelled."""
    reach = max((abs(value - base) for row in rows for value in (row.low, row.high)), default=0.0)
    reach = 2.1 * reach or 1.0
    frame = pd.DataFrame(
        [
            {
                "Assumption": row.name,
                "Lower": min(row.low, row.high),
                "Higher": max(row.low, row.high),
                "Lower in words": money(min(row.low, row.high)),
                "Higher in words": money(max(row.low, row.high)),
                "Base case": base,
                "Room before": base - reach,
                "Room": base + reach,
            }
            for row in rows
        ]
    )
    return Figure(frame, _swings_spec(colours), alt_text)


def _rows_axis(colours: Palette, field: str) -> alt.Y:
    return alt.Y(
        f"{field}:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            domain=False,
            ticks=False,
            labelPadding=8,
            labelColor=colours.ink,
            labelLimit=320,
            labelExpr="split(datum.label, '\\n')",
        ),
    )


@lru_cache(maxsize=4)
def _waterfall_spec(colours: Palette) -> dict[str, Any]:
    base = alt.Chart(ROWS).encode(y=_rows_axis(colours, "Step"))
    x = alt.X("From:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    fill = alt.condition("datum.Total", alt.value(colours.current), alt.value(colours.base))
    bar = base.mark_bar(height=16).encode(x=x, x2="To:Q", color=fill)
    room = base.mark_point(opacity=0, size=0).encode(x=alt.X("Room:Q", axis=None))
    text = base.mark_text(align="left", dx=6).encode(
        x=alt.X("To:Q", axis=None), text="In words:N", color=alt.value(colours.ink)
    )
    return spec_of(alt.layer(room, bar, text).properties(height=alt.Step(_ROW)), colours)


@lru_cache(maxsize=4)
def _intervals_spec(colours: Palette, what: str) -> dict[str, Any]:
    base = alt.Chart(ROWS).encode(y=_rows_axis(colours, what))
    axis = alt.Axis(
        labelExpr="format(datum.value * 100, ',.0f') + ' %'", title=None, tickCount=5, grid=False
    )
    x = alt.X("P10:Q", axis=axis, scale=alt.Scale(zero=False, nice=False))
    rooms = [
        base.mark_point(opacity=0, size=0).encode(x=f"{end}:Q") for end in ("Room before", "Room")
    ]
    band = base.mark_bar(height=14, color=colours.band).encode(x=x, x2="P90:Q")
    median = base.mark_tick(color=colours.current, thickness=3, size=20).encode(x="P50:Q")
    dot = base.mark_point(color=colours.current, filled=False, size=60, strokeWidth=2).encode(
        x="Base case:Q"
    )
    # A rim in the colour of the paper keeps the label readable on the hurdle line.
    rim = base.mark_text(
        align="left", dx=8, color=colours.paper, stroke=colours.paper, strokeWidth=5
    )
    words = base.mark_text(align="left", dx=8, color=colours.ink)
    labels = [mark.encode(x="P90:Q", text="Label:N") for mark in (rim, words)]
    hurdle = (
        alt.Chart(ROWS)
        .mark_rule(clip=True, color=colours.worse, strokeDash=[4, 3], strokeWidth=1.5)
        .encode(x="Hurdle:Q")
    )
    layers = alt.layer(*rooms, band, median, dot, hurdle, *labels)
    return spec_of(layers.properties(height=alt.Step(30)), colours)


@lru_cache(maxsize=4)
def _swings_spec(colours: Palette) -> dict[str, Any]:
    base = alt.Chart(ROWS).encode(y=_rows_axis(colours, "Assumption"))
    scale = alt.Scale(nice=False, zero=False)
    rooms = [
        base.mark_point(opacity=0, size=0).encode(x=alt.X(f"{name}:Q", axis=None, scale=scale))
        for name in ("Room before", "Room")
    ]
    bar = base.mark_bar(height=16, color=colours.band).encode(
        x=alt.X("Lower:Q", axis=None, scale=scale), x2="Higher:Q"
    )
    middle = (
        alt.Chart(ROWS)
        .mark_rule(color=colours.current, strokeWidth=2)
        .encode(x=alt.X("Base case:Q", axis=None))
    )
    left = base.mark_text(align="right", dx=-6, color=colours.ink).encode(
        x=alt.X("Lower:Q", axis=None), text="Lower in words:N"
    )
    right = base.mark_text(align="left", dx=6, color=colours.ink).encode(
        x=alt.X("Higher:Q", axis=None), text="Higher in words:N"
    )
    return spec_of(
        alt.layer(*rooms, bar, middle, left, right).properties(height=alt.Step(38)), colours
    )
