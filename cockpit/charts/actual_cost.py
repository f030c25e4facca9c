"""Actual cost by month beside plan and simulated band.

Actual is solid, the plan an outline, the band P10–P90 pale between edges: the reader sees
at once whether the solid column ends within it.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from cockpit import wording
from cockpit.assessment.actual_cost import MonthCompared
from cockpit.charts.figure import Figure
from cockpit.theme import Palette, vega_config

HEIGHT = 240


def actual_against_plan(
    months: Sequence[MonthCompared], currency: str, colours: Palette, name: str
) -> Figure:
    """Columns of actuals over plan and band; months without a band have none drawn."""
    scale = wording.scale_for(
        value for each in months for value in (each.actual, each.plan, each.p90)
    )
    frame = pd.DataFrame(
        {
            "Month": [month_label(each.month) for each in months],
            "Actual": [each.actual / scale.divisor for each in months],
            "Plan": [_over(each.plan, scale.divisor) for each in months],
            "P10": [_over(each.p10, scale.divisor) for each in months],
            "P90": [_over(each.p90, scale.divisor) for each in months],
            "In words": [wording.amount(each.actual, scale) for each in months],
        }
    )
    money = functools.partial(wording.money, currency=currency, scale=scale)
    title = f"{name}, {scale.unit(currency)} a month"
    said = "; ".join(
        f"{month_label(each.month)} actual {money(each.actual)}, "
        f"{'run rate' if each.is_rate else 'plan'} {money(each.plan)}, "
        + ("no band" if each.p10 is None else f"P10–P90 {money(each.p10)} to {money(each.p90)}")
        for each in months
    )
    return Figure(frame, _spec(colours, title, tuple(frame["Month"])), f"{name} by month: {said}.")


def month_label(month: str) -> str:
    """``Nov 2026`` from ``2026-11``."""
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{names[int(month[5:7]) - 1]} {month[:4]}"


def _over(value: float | None, divisor: float) -> float | None:
    return None if value is None else value / divisor


@lru_cache(maxsize=64)
def _spec(colours: Palette, title: str, months: tuple[str, ...]) -> dict[str, Any]:
    x = {
        "field": "Month",
        "type": "nominal",
        # Stated, since months without a band are dropped from some of the marks.
        "sort": list(months),
        "title": None,
        "axis": {"labelAngle": 0, "ticks": False, "labelOverlap": True},
    }

    def y(field: str) -> dict[str, Any]:
        return {
            "field": field,
            "type": "quantitative",
            "title": None,
            "scale": {"zero": True},
            "axis": {"tickCount": 4},
        }

    band = {"type": "bar", "color": colours.band, "width": {"band": 0.96}, "opacity": 0.9}
    plan = {
        "type": "bar",
        "filled": False,
        "stroke": colours.base,
        "strokeWidth": 1.5,
        "width": {"band": 0.72},
    }
    actual = {"type": "bar", "color": colours.current, "width": {"band": 0.44}}
    text = {"type": "text", "dy": 12, "fontSize": 11, "color": colours.paper, "baseline": "top"}
    edge = {"type": "tick", "color": colours.accent, "thickness": 1.5, "width": {"band": 0.96}}
    return {
        "height": HEIGHT,
        "title": {
            "text": title,
            "subtitle": "solid: actual · outline: plan (run rate before the decision month) · "
            "band with blue edges: P10–P90",
        },
        "config": vega_config(colours),
        "layer": [
            {"mark": band, "encoding": {"x": x, "y": y("P10"), "y2": {"field": "P90"}}},
            {"mark": plan, "encoding": {"x": x, "y": y("Plan")}},
            {"mark": actual, "encoding": {"x": x, "y": y("Actual")}},
            {"mark": edge, "encoding": {"x": x, "y": y("P10")}},
            {"mark": edge, "encoding": {"x": x, "y": y("P90")}},
            {
                "mark": text,
                "encoding": {"x": x, "y": y("Actual"), "text": {"field": "In words"}},
            },
        ],
    }
