"""ROI of the scenario over the reference: two densities, the hurdle, P10–P90 and the base case."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from cockpit import wording
from cockpit.charts.axes import bounds, part, round_up
from cockpit.charts.figure import Figure
from cockpit.theme import Palette, vega_config
from scenarios.portfolio import ValueBasis
from scenarios.results import Histogram, Outcome, SimulationResult

HEIGHT = 200
_COLUMNS = ["part", "x", "x2", "y", "text"]


def roi_distribution(now: SimulationResult, before: SimulationResult, basis: ValueBasis,
                     colours: Palette, against: str) -> Figure | None:
    """The chart, or ``None`` where the scenario's ROI cannot be answered."""
    outcome = now.portfolio.outcomes.get(basis)
    shape = now.portfolio.histograms.get(basis)
    if outcome is None or shape is None:
        return None
    former = before.portfolio.histograms.get(basis)
    rows = _curve("now", shape) + (_curve("before", former) if former else [])
    ends = [row[1] for row in rows]
    peak = round_up(max(row[3] for row in rows))
    rows += _marks(outcome, now.hurdle_rate)
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    low, high = bounds([*ends, now.hurdle_rate])
    subtitle = f"filled: this scenario, line: {against}"
    title = f"{basis.capitalize()} ROI of the portfolio"
    return Figure(frame, _spec(colours, low, high, peak, title, subtitle),
                  _alt(outcome, now.hurdle_rate, basis))


def _curve(name: str, shape: Histogram) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for left, right, share in zip(shape.edges, shape.edges[1:], shape.share, strict=False):
        width = right - left
        rows.append((name, left, None, share / width if width > 0 else 0.0, None))
    rows.append((name, shape.edges[-1], None, 0.0, None))
    return rows


def _marks(outcome: Outcome, hurdle_rate: float) -> list[tuple[Any, ...]]:
    roi = outcome.roi
    words = ", ".join(f"{name} {wording.percent(estimate.value, se=estimate.se)}"
                      for name, estimate in (("P10", roi.p10), ("P50", roi.p50), ("P90", roi.p90)))
    return [
        ("hurdle", hurdle_rate, None, None, f"hurdle {wording.percent(hurdle_rate)}"),
        ("range", roi.p10.value, roi.p90.value, None, None),
        ("p50", roi.p50.value, None, None, None),
        ("base", roi.base, None, None, None),
        ("words", None, None, None, f"{words}; ◆ base case {wording.percent(roi.base)}"),
    ]


def _alt(outcome: Outcome, hurdle_rate: float, basis: ValueBasis) -> str:
    roi = outcome.roi
    return (f"Distribution of {basis} ROI: P10 {wording.percent(roi.p10.value)}, "
            f"P50 {wording.percent(roi.p50.value)}, P90 {wording.percent(roi.p90.value)}, "
            f"base case {wording.percent(roi.base)}; it reaches the hurdle of "
            f"{wording.percent(hurdle_rate)} with a probability of "
            f"{wording.probability(outcome.p_roi_hurdle.value)}.")


@lru_cache(maxsize=64)
def _spec(colours: Palette, low: float, high: float, peak: float, title: str,
          subtitle: str) -> dict[str, Any]:
    x = {"field": "x", "type": "quantitative", "title": None,
         "scale": {"domain": [low, high], "nice": False},
         "axis": {"labelExpr": "format(datum.value * 100, ',.0f') + ' %'", "tickCount": 6,
                  "grid": False}}
    y = {"field": "y", "type": "quantitative", "axis": None,
         "scale": {"domain": [-0.42 * peak, peak], "nice": False}}
    strip = {"datum": -0.13 * peak, "type": "quantitative"}

    clip = {"clip": True}
    return {
        "height": HEIGHT,
        "title": {"text": title, "subtitle": subtitle},
        "config": vega_config(colours),
        "layer": [
            {"transform": part("now"),
             "mark": {"type": "area", "interpolate": "step-after", "color": colours.band,
                      "line": {"color": colours.current, "strokeWidth": 1.5}, **clip},
             "encoding": {"x": x, "y": y, "y2": {"datum": 0}}},
            {"transform": part("before"),
             "mark": {"type": "line", "interpolate": "step-after", "color": colours.base,
                      "strokeWidth": 1.5, **clip},
             "encoding": {"x": x, "y": y}},
            {"transform": part("hurdle"),
             "mark": {"type": "rule", "color": colours.ink, "strokeDash": [4, 3]},
             "encoding": {"x": x}},
            {"transform": part("hurdle"),
             "mark": {"type": "text", "align": "left", "dx": 4, "baseline": "top",
                      "color": colours.ink},
             "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "text"}}},
            {"transform": part("range"),
             "mark": {"type": "rule", "color": colours.current, "strokeWidth": 4},
             "encoding": {"x": x, "x2": {"field": "x2"}, "y": strip}},
            {"transform": part("p50"),
             "mark": {"type": "tick", "orient": "vertical", "color": colours.paper,
                      "thickness": 3, "size": 10},
             "encoding": {"x": x, "y": strip}},
            {"transform": part("base"),
             "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 70,
                      "color": colours.paper, "stroke": colours.current, "strokeWidth": 1.5,
                      "opacity": 1},
             "encoding": {"x": x, "y": strip}},
            {"transform": part("words"),
             "mark": {"type": "text", "align": "left", "baseline": "bottom", "color": colours.ink},
             "encoding": {"x": {"value": 2}, "y": {"datum": -0.42 * peak, "type": "quantitative"},
                          "text": {"field": "text"}}},
        ],
    }
