"""The trade-off curve of boxes, shares of variance with their intervals, and running estimates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit.charts.axes import PERCENT_LABEL
from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import PROJECTED, Palette


def trade_off(frame: pd.DataFrame, usual: float, alt_text: str, colours: Palette) -> Figure:
    """Coverage against density along the peeling, one line a box, the told step marked.

    ``frame`` has columns Box, Step, Coverage, Density, Told; ``usual`` is the share of
    all draws that fail, a density that needs no box.
    """
    rows = frame[["Box", "Step", "Coverage", "Density"]].copy()
    told = frame["Told"] == "yes"
    rows["Told"] = told
    rows["In words"] = [
        f"box {box}, told" if at else "" for box, at in zip(frame["Box"], told, strict=True)
    ]
    rows["Usual"] = usual
    return Figure(rows, _trade_off_spec(colours), alt_text)


@lru_cache(maxsize=4)
def _trade_off_spec(colours: Palette) -> dict[str, Any]:
    share = alt.Scale(domain=[0, 1])

    def axis(title: str) -> alt.Axis:
        return alt.Axis(format="%", labelExpr=PERCENT_LABEL, title=title, tickCount=5)

    x = alt.X("Coverage:Q", scale=share, axis=axis("Coverage: share of all failures in the box"))
    density = axis("Density: share of the box that fails")
    y = alt.Y("Density:Q", scale=share, axis=density)
    base = alt.Chart(ROWS).encode(x=x, y=y, detail="Box:N", order="Step:O")
    usual = (
        alt.Chart(ROWS)
        .mark_rule(color=colours.base, strokeDash=[4, 3])
        .encode(y=alt.Y("Usual:Q", axis=density))
    )
    line = base.mark_line(color=colours.current, strokeWidth=1.5)
    dots = base.mark_point(filled=True, size=22, opacity=1, color=colours.current)
    chosen = base.transform_filter("datum.Told").mark_point(
        size=130, strokeWidth=2.5, opacity=1, color=colours.accent
    )
    words = base.transform_filter("datum.Told").mark_text(
        align="left", dx=12, dy=-10, fontSize=PROJECTED, color=colours.ink
    )
    layers = alt.layer(usual, line, dots, chosen, words.encode(text="In words:N"))
    return spec_of(layers, colours, height=320, text_size=PROJECTED)


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A driver's share of variance alone and in total, with the 95 % interval of the total."""

    name: str
    alone: float
    total: float
    low: float
    high: float
    text: str


def share_bars(bars: Sequence[ShareBar], colours: Palette, alt_text: str) -> Figure:
    """Dark: what the driver does alone; pale: with joint effects; a line: the interval."""
    frame = pd.DataFrame(
        {
            "Driver": [bar.name for bar in bars],
            # An estimate without bias may fall just below zero; a bar cannot.
            "Alone": [max(0.0, bar.alone) for bar in bars],
            "In total": [max(0.0, bar.total) for bar in bars],
            "From": [max(0.0, bar.low) for bar in bars],
            "To": [max(0.0, bar.high) for bar in bars],
            "In words": [bar.text for bar in bars],
            "Room": [1.35 * max([0.01, *(bar.high for bar in bars)])] * len(bars),
        }
    )
    return Figure(frame, _share_spec(colours), alt_text)


@lru_cache(maxsize=4)
def _share_spec(colours: Palette) -> dict[str, Any]:
    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", axis=None, scale=alt.Scale(nice=False, zero=True))

    y = alt.Y(
        "Driver:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            domain=False, ticks=False, labelPadding=8, labelColor=colours.ink, labelLimit=280
        ),
    )
    base = alt.Chart(ROWS).encode(y=y)
    room = base.mark_point(opacity=0, size=0).encode(x=x("Room"))
    total = base.mark_bar(height=15, color=colours.band).encode(x=x("In total"))
    alone = base.mark_bar(height=15, color=colours.current).encode(x=x("Alone"))
    interval = base.mark_rule(color=colours.ink, strokeWidth=1.5).encode(x=x("From"), x2="To:Q")
    words = base.mark_text(align="left", dx=8, fontSize=PROJECTED, color=colours.ink).encode(
        x=x("To"), text="In words:N"
    )
    layers = alt.layer(room, total, alone, interval, words)
    return spec_of(layers.properties(height=alt.Step(28)), colours, text_size=PROJECTED)


def running(frame: pd.DataFrame, alt_text: str, colours: Palette) -> Figure:
    """Median ROI of the first n draws with two standard errors on each side."""
    rows = pd.DataFrame(
        {
            "Draws": frame["Draws"],
            "ROI P50": frame["ROI P50"],
            "Low": frame["ROI P50"] - 2 * frame["ROI P50, error"],
            "High": frame["ROI P50"] + 2 * frame["ROI P50, error"],
            "Last": [frame["ROI P50"].iloc[-1]] * len(frame),
        }
    )
    return Figure(rows, _running_spec(colours), alt_text)


@lru_cache(maxsize=4)
def _running_spec(colours: Palette) -> dict[str, Any]:
    x = alt.X(
        "Draws:Q",
        scale=alt.Scale(type="log", nice=False),
        axis=alt.Axis(title="Draws", grid=False, format=",", tickCount=6),
    )

    def y(name: str) -> alt.Y:
        axis = alt.Axis(format="%", labelExpr=PERCENT_LABEL, title="Median ROI")
        return alt.Y(f"{name}:Q", axis=axis, scale=alt.Scale(zero=False))

    base = alt.Chart(ROWS).encode(x=x)
    band = base.mark_area(color=colours.band).encode(y=y("Low"), y2="High:Q")
    last = alt.Chart(ROWS).mark_rule(color=colours.base, strokeDash=[4, 3]).encode(y=y("Last"))
    line = base.mark_line(color=colours.current, strokeWidth=2).encode(y=y("ROI P50"))
    dots = base.mark_point(filled=True, size=36, opacity=1, color=colours.current).encode(
        y=y("ROI P50")
    )
    return spec_of(alt.layer(band, last, line, dots), colours, height=260, text_size=PROJECTED)
