"""Usage month by month, one line a model, named at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from cockpit.charts.axes import round_up
from cockpit.charts.figure import Figure
from cockpit.charts.layers import spread_labels
from cockpit.theme import Palette, vega_config

HEIGHT = 300
_LABEL = 18
#: Lines that are drawn; the models after them are added up in one.
MOST_LINES = 6


def usage_lines(
    months: Sequence[str],
    by_model: Mapping[str, Sequence[float]],
    colours: Palette,
    *,
    title: str,
    words: Mapping[str, str],
    divisor: float,
) -> Figure:
    """Lines over months, the largest at the end in the strong colour; one month is a dot.

    ``by_model`` holds a number for each month, largest models first; ``words`` is what
    stands at the end of each line.
    """
    top = round_up(max((max(values) for values in by_model.values()), default=0.0) / divisor) or 1.0
    ordered = sorted(by_model, key=lambda name: -by_model[name][-1])
    places = spread_labels(
        [1 - by_model[name][-1] / divisor / top for name in ordered], _LABEL / HEIGHT
    )
    rows = [
        {
            "Month": month,
            "Model": name,
            "Value": by_model[name][at] / divisor,
            "Label": words[name] if at == len(months) - 1 else "",
            "Place": top * (1 - place),
            "Look": "first" if name == next(iter(by_model)) else "other",
        }
        for at, month in enumerate(months)
        for name, place in zip(ordered, places, strict=True)
    ]
    said = "; ".join(words[name] for name in ordered)
    return Figure(
        pd.DataFrame(rows),
        _spec(colours, top, title),
        f"{title}, {months[0]} to {months[-1]}. In the last month: {said}.",
    )


@lru_cache(maxsize=16)
def _spec(colours: Palette, top: float, title: str) -> dict[str, Any]:
    x = {
        "field": "Month",
        "type": "ordinal",
        "title": None,
        "sort": None,
        "axis": {"labelAngle": 0, "grid": False, "labelOverlap": True},
        "scale": {"padding": 0.1},
    }

    def y(field: str) -> dict[str, Any]:
        return {
            "field": field,
            "type": "quantitative",
            "title": None,
            "scale": {"domain": [0, top], "nice": False},
            "axis": {"tickCount": 5},
        }

    look = {
        "field": "Look",
        "type": "nominal",
        "scale": {"domain": ["first", "other"], "range": [colours.current, colours.base]},
        "legend": None,
    }
    detail = {"field": "Model", "type": "nominal"}
    return {
        "height": HEIGHT,
        "title": {"text": title},
        "config": vega_config(colours),
        # Room for the names at the ends of the lines.
        "padding": {"right": 230},
        "autosize": {"type": "fit", "contains": "padding"},
        "layer": [
            {
                "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 36}},
                "encoding": {"x": x, "y": y("Value"), "color": look, "detail": detail},
            },
            {
                "transform": [{"filter": "datum.Label != ''"}],
                "mark": {"type": "text", "align": "left", "dx": 12, "color": colours.ink},
                "encoding": {
                    "x": x,
                    "y": y("Place"),
                    "text": {"field": "Label", "type": "nominal"},
                },
            },
        ],
    }
