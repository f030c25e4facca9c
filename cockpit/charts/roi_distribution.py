"""ROI of the scenario over the reference: two densities, the hurdle, P10–P90 and the base case."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pandas as pd

from cockpit import wording
from cockpit.charts.axes import bounds, round_up
from cockpit.charts.figure import Figure
from cockpit.theme import Palette, vega_config
from scenarios.portfolio import ValueBasis
from scenarios.results import Histogram, Outcome, SimulationResult

HEIGHT = 200
_NOW, _BEFORE = "this scenario", "compared with"


def roi_distribution(
    now: SimulationResult,
    before: SimulationResult,
    basis: ValueBasis,
    colours: Palette,
    against: str,
) -> Figure | None:
    """The chart, or ``None`` where the scenario's ROI cannot be answered."""
    outcome = now.portfolio.outcomes.get(basis)
    shape = now.portfolio.histograms.get(basis)
    if outcome is None or shape is None:
        return None
    former = before.portfolio.histograms.get(basis)
    frame = pd.concat([_curve(_NOW, shape), _curve(_BEFORE, former), _marks(outcome, now)], axis=1)
    ends = [*frame[f"ROI, {_NOW}"].dropna(), *frame[f"ROI, {_BEFORE}"].dropna()]
    low, high = bounds([*ends, now.hurdle_rate])
    tops = [frame[f"Density, {name}"].max(skipna=True) for name in (_NOW, _BEFORE)]
    peak = round_up(max(*tops, 0.0))
    subtitle = f"filled: this scenario, line: {against}"
    title = f"{basis.capitalize()} ROI of the portfolio"
    return Figure(
        frame,
        _spec(colours, low, high, peak, title, subtitle),
        _alt(outcome, now.hurdle_rate, basis),
    )


def _curve(name: str, shape: Histogram | None) -> pd.DataFrame:
    """Density by left edge of each bin, closed by a zero at the last edge."""
    if shape is None:
        return pd.DataFrame(
            {f"ROI, {name}": [math.nan], f"Density, {name}": [math.nan]}, dtype="float32"
        )
    widths = [right - left for left, right in pairwise(shape.edges)]
    density = [
        share / width if width > 0 else 0.0
        for share, width in zip(shape.share, widths, strict=True)
    ]
    return pd.DataFrame(
        {f"ROI, {name}": shape.edges, f"Density, {name}": [*density, 0.0]}, dtype="float32"
    )


def _marks(outcome: Outcome, now: SimulationResult) -> pd.DataFrame:
    """One row: hurdle, P10, P50, P90 and base case, and their words."""
    roi = outcome.roi
    words = ", ".join(
        f"{name} {wording.percent(estimate.value, se=estimate.se)}"
        for name, estimate in (("P10", roi.p10), ("P50", roi.p50), ("P90", roi.p90))
    )
    return pd.DataFrame(
        {
            "Hurdle": [now.hurdle_rate],
            "P10": [roi.p10.value],
            "P50": [roi.p50.value],
            "P90": [roi.p90.value],
            "Base case": [roi.base],
            "Hurdle in words": [f"hurdle {wording.percent(now.hurdle_rate)}"],
            "In words": [f"{words}; ◆ base {wording.percent(roi.base)}"],
        }
    )


def _alt(outcome: Outcome, hurdle_rate: float, basis: ValueBasis) -> str:
    roi = outcome.roi
    spread = wording.percentiles(
        p10=wording.percent(roi.p10.value),
        p50=wording.percent(roi.p50.value),
        p90=wording.percent(roi.p90.value),
    )
    return (
        f"Distribution of {basis} ROI: {spread}, base case {wording.percent(roi.base)}; "
        f"it reaches the hurdle of {wording.percent(hurdle_rate)} with a probability of "
        f"{wording.probability(outcome.p_roi_hurdle.value)}."
    )


@dataclass(frozen=True)
class _Scales:
    """Ends of the axis of ROI, and the greatest density; marks stand below the densities."""

    low: float
    high: float
    peak: float

    def x(self, field: str, **axis: Any) -> dict[str, Any]:
        """A column of ROI."""
        return {
            "field": field,
            "type": "quantitative",
            "title": None,
            "scale": {"domain": [self.low, self.high], "nice": False},
            **axis,
        }

    def y(self, field: str) -> dict[str, Any]:
        """A column of densities."""
        return {
            "field": field,
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [-0.42 * self.peak, self.peak], "nice": False},
        }

    def level(self, share: float) -> dict[str, Any]:
        """A height as a share of the greatest density; below zero there are no densities."""
        return {"datum": share * self.peak, "type": "quantitative"}


@lru_cache(maxsize=64)
def _spec(
    colours: Palette, low: float, high: float, peak: float, title: str, subtitle: str
) -> dict[str, Any]:
    scales = _Scales(low, high, peak)
    return {
        "height": HEIGHT,
        "title": {"text": title, "subtitle": subtitle, "offset": 18},
        "config": vega_config(colours),
        "layer": [*_curve_layers(colours, scales), _mark_layer(colours, scales)],
    }


def _curve_layers(colours: Palette, scales: _Scales) -> list[dict[str, Any]]:
    """The density of the scenario, filled, and that of the reference, a line."""
    ticks = {"labelExpr": "format(datum.value * 100, ',.0f') + ' %'", "tickCount": 4, "grid": False}
    ticks |= {"labelOverlap": "greedy", "labelSeparation": 8}
    # A label moved inwards at the end of the axis would cover that of zero.
    ticks |= {"labelFlush": False, "labelBound": True}
    return [
        {
            "mark": {
                "type": "area",
                "interpolate": "step-after",
                "color": colours.band,
                "line": {"color": colours.current, "strokeWidth": 1.5},
                "clip": True,
            },
            "encoding": {
                "x": scales.x(f"ROI, {_NOW}", axis=ticks),
                "y": scales.y(f"Density, {_NOW}"),
                "y2": {"datum": 0},
            },
        },
        {
            "mark": {
                "type": "line",
                "interpolate": "step-after",
                "color": colours.base,
                "strokeWidth": 1.5,
                "clip": True,
            },
            "encoding": {"x": scales.x(f"ROI, {_BEFORE}"), "y": scales.y(f"Density, {_BEFORE}")},
        },
    ]


def _mark_layer(colours: Palette, scales: _Scales) -> dict[str, Any]:
    """Hurdle, P10 to P90, P50, base case and their words, where there are any."""
    # Above the plot, so that no curve runs through it; towards the middle of the chart.
    middle = (scales.low + scales.high) / 2
    beside = f"datum['Hurdle'] > {middle!r} ? 'right' : 'left'"
    return {
        "transform": [{"filter": "isValid(datum.P50)"}],
        "layer": [
            {
                "mark": {
                    "type": "rule",
                    "color": colours.ink,
                    "strokeDash": [4, 3],
                    "clip": True,
                },
                "encoding": {
                    "x": scales.x("Hurdle"),
                    "y": scales.level(-0.2),
                    "y2": {"datum": scales.peak},
                },
            },
            {
                "mark": {
                    "type": "text",
                    "align": {"expr": beside},
                    "dy": -4,
                    "baseline": "bottom",
                    "color": colours.ink,
                },
                "encoding": {
                    "x": scales.x("Hurdle"),
                    "y": {"value": 0},
                    "text": {"field": "Hurdle in words"},
                },
            },
            {
                "mark": {"type": "rule", "color": colours.current, "strokeWidth": 4},
                "encoding": {
                    "x": scales.x("P10"),
                    "x2": {"field": "P90"},
                    "y": scales.level(-0.13),
                },
            },
            {
                "mark": {
                    "type": "tick",
                    "orient": "vertical",
                    "color": colours.paper,
                    "thickness": 3,
                    "size": 10,
                },
                "encoding": {"x": scales.x("P50"), "y": scales.level(-0.13)},
            },
            {
                "mark": {
                    "type": "point",
                    "shape": "diamond",
                    "filled": True,
                    "size": 70,
                    "color": colours.paper,
                    "stroke": colours.current,
                    "strokeWidth": 1.5,
                    "opacity": 1,
                },
                "encoding": {"x": scales.x("Base case"), "y": scales.level(-0.13)},
            },
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "bottom",
                    "color": colours.ink,
                },
                "encoding": {
                    "x": {"value": 2},
                    "y": scales.level(-0.42),
                    "text": {"field": "In words"},
                },
            },
        ],
    }
