"""Cumulative net cash over the months: band P10–P90, median, base case, and the reference."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from cockpit import wording
from cockpit.charts.axes import bounds
from cockpit.charts.figure import Figure
from cockpit.theme import Palette, vega_config
from scenarios.portfolio import ValueBasis
from scenarios.results import Fan, SimulationResult

HEIGHT = 200


def cash_fan(
    now: SimulationResult,
    before: SimulationResult,
    basis: ValueBasis,
    colours: Palette,
    against: str,
) -> Figure | None:
    """The chart, or ``None`` where the scenario's cash flow cannot be answered."""
    fan = now.portfolio.fans.get(basis)
    if fan is None:
        return None
    former = before.portfolio.fans.get(basis)
    scale = wording.scale_for([*fan.p10, *fan.p90])
    frame = _frame(fan, former, scale.divisor)
    low, high = bounds([*frame["P10"], *frame["P90"], *frame["Compared with"].dropna()])
    title = f"Cumulative net cash, {scale.unit(now.currency)}"
    subtitle = f"P10–P90, dots: base case, grey: {against}"
    return Figure(
        frame, _spec(colours, fan.months[-1], low, high, title, subtitle), _alt(fan, now, basis)
    )


def _frame(fan: Fan, former: Fan | None, divisor: float) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "Month": fan.months,
            "P10": fan.p10,
            "P50": fan.p50,
            "P90": fan.p90,
            "Base case": fan.base,
        }
    )
    if former is None:
        frame["Compared with"] = float("nan")
    else:
        frame["Compared with"] = frame["Month"].map(
            dict(zip(former.months, former.p50, strict=True))
        )
    money = ["P10", "P50", "P90", "Base case", "Compared with"]
    frame[money] = (frame[money] / divisor).astype("float32")
    frame["Month"] = frame["Month"].astype("int16")
    return frame


def _alt(fan: Fan, now: SimulationResult, basis: ValueBasis) -> str:
    ends = [series[-1] for series in (fan.p10, fan.p50, fan.p90)]
    scale = wording.scale_for(ends)
    p10, p50, p90 = (wording.money(end, now.currency, scale=scale) for end in ends)
    return (
        f"Cumulative net cash on the {basis} basis, undiscounted, by month {fan.months[-1]}: "
        f"{wording.percentiles(p10=p10, p50=p50, p90=p90)}."
    )


@lru_cache(maxsize=64)
def _spec(
    colours: Palette, last_month: int, low: float, high: float, title: str, subtitle: str
) -> dict[str, Any]:
    step = 6 if last_month <= 48 else 12
    x = {
        "field": "Month",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, last_month], "nice": False},
        "axis": {
            "values": list(range(0, last_month + 1, step)),
            "grid": False,
            "labelExpr": f"datum.value == {last_month - last_month % step} ? "
            "'month ' + datum.value : datum.value",
        },
    }

    def y(field: str) -> dict[str, Any]:
        return {
            "field": field,
            "type": "quantitative",
            "title": None,
            "scale": {"domain": [low, high], "nice": False},
            "axis": {"tickCount": 5},
        }

    def line(field: str, **look: Any) -> dict[str, Any]:
        return {"mark": {"type": "line", **look}, "encoding": {"x": x, "y": y(field)}}

    return {
        "height": HEIGHT,
        "title": {"text": title, "subtitle": subtitle},
        "config": vega_config(colours),
        "layer": [
            {
                "mark": {"type": "area", "color": colours.band, "opacity": 0.8},
                "encoding": {"x": x, "y": y("P10"), "y2": {"field": "P90"}},
            },
            {"mark": {"type": "rule", "color": colours.quiet}, "encoding": {"y": {"datum": 0}}},
            line("Compared with", color=colours.base, strokeWidth=1.5),
            line(
                "Base case",
                color=colours.current,
                strokeWidth=1.5,
                strokeDash=[1, 4],
                strokeCap="round",
            ),
            line("P50", color=colours.current, strokeWidth=2.5),
        ],
    }
