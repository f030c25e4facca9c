"""Full cost by layer before and after: grey outline and solid bar, what grew most first."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from cockpit import wording
from cockpit.charts.axes import bounds
from cockpit.charts.figure import Figure
from cockpit.theme import Palette, vega_config

HEIGHT = 200
#: Pixels behind the longest bar for its figures, such as 15.5 → 108.0.
_LABEL_ROOM = 92


def layer_change(layers: pd.DataFrame, currency: str, colours: Palette, against: str) -> Figure:
    """The chart of a layer table (columns Layer, Before, Now, Δ; present values).

    A layer that nothing supplies has no bar and says so.
    """
    scale = wording.scale_for([*layers["Before"].dropna(), *layers["Now"].dropna()])
    frame = pd.DataFrame(
        {
            "Layer": layers["Layer"],
            "Before": (layers["Before"] / scale.divisor).astype("float32"),
            "Now": (layers["Now"] / scale.divisor).astype("float32"),
            "In words": [
                _label(before, now, scale)
                for before, now in zip(layers["Before"], layers["Now"], strict=True)
            ],
            "Greater": (layers[["Before", "Now"]].max(axis=1).fillna(0) / scale.divisor).astype(
                "float32"
            ),
        }
    )
    _, high = bounds([*frame["Before"].dropna(), *frame["Now"].dropna()])
    title = f"Full cost by layer, {scale.unit(currency)}"
    subtitle = f"mean present value; outline: {against}"
    return Figure(frame, _spec(colours, high, title, subtitle), _alt(layers, currency, scale))


def _label(before: float, now: float, scale: wording.Scale) -> str:
    if pd.isna(before) and pd.isna(now):
        return "not supplied"
    old = wording.amount(None if pd.isna(before) else before, scale)
    new = wording.amount(None if pd.isna(now) else now, scale)
    return new if old == new else f"{old} → {new}"


def _alt(layers: pd.DataFrame, currency: str, scale: wording.Scale) -> str:
    parts = []
    for layer, before, now in zip(layers["Layer"], layers["Before"], layers["Now"], strict=True):
        if pd.isna(before) and pd.isna(now):
            parts.append(f"{layer} not supplied")
        else:
            old = wording.money(None if pd.isna(before) else before, currency, scale=scale)
            new = wording.money(None if pd.isna(now) else now, currency, scale=scale)
            parts.append(f"{layer} from {old} to {new}")
    return "Mean present value of cost by layer: " + "; ".join(parts) + "."


@lru_cache(maxsize=64)
def _spec(colours: Palette, high: float, title: str, subtitle: str) -> dict[str, Any]:
    y = {
        "field": "Layer",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {
            "domain": False,
            "ticks": False,
            "labelColor": colours.ink,
            "labelLimit": 190,
            "labelPadding": 8,
        },
    }

    def x(field: str) -> dict[str, Any]:
        return {
            "field": field,
            "type": "quantitative",
            "axis": None,
            "scale": {
                "domain": [0, high],
                "nice": False,
                "range": [0, {"expr": f"max(20, width - {_LABEL_ROOM})"}],
            },
        }

    return {
        "height": HEIGHT,
        "title": {"text": title, "subtitle": subtitle},
        "config": vega_config(colours),
        "layer": [
            {
                "mark": {"type": "bar", "color": colours.current, "height": 9},
                "encoding": {"y": y, "x": x("Now")},
            },
            {
                "mark": {
                    "type": "bar",
                    "filled": False,
                    "color": colours.base,
                    "strokeWidth": 1.5,
                    "height": 16,
                },
                "encoding": {"y": y, "x": x("Before")},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": colours.ink},
                "encoding": {"y": y, "x": x("Greater"), "text": {"field": "In words"}},
            },
        ],
    }
