"""A chart as the pages, exports and tests see it: a small frame, a spec, its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from cockpit.theme import MARK, TEXT, Palette, vega_config

#: Stands for the frame while a spec is built; the frame itself is added on the page.
ROWS = alt.NamedData(name="rows")


@dataclass(frozen=True)
class Figure:
    """A frame, already aggregated, with the Vega-Lite spec that draws it.

    ``spec`` holds no data and is shared between runs: do not change it. ``alt``
    says in words what the chart shows, for those who cannot see it.
    """

    frame: pd.DataFrame
    spec: dict[str, Any]
    alt: str


def spec_of(
    chart: alt.TopLevelMixin,
    colours: Palette,
    height: int | None = None,
    title: str = "",
    *,
    text_size: int = TEXT,
) -> dict[str, Any]:
    """A chart built on :data:`ROWS` as a spec without data, with the theme in it.

    ``title`` is a quiet line above it: what is drawn, and in which unit. Such a chart
    has its figures written in it; a tooltip would repeat them under the names of the
    frame's columns, so there is none. ``text_size`` in pixels holds wherever a mark sets
    none of its own.
    """
    spec: dict[str, Any] = chart.to_dict()
    for key in ("data", "$schema", "config", "datasets"):
        spec.pop(key, None)
    if height is not None:
        spec["height"] = height
    if title:
        spec["title"] = {
            "text": title,
            "anchor": "start",
            "frame": "bounds",
            "fontSize": 12,
            "fontWeight": "normal",
            "color": colours.quiet,
            "offset": 4,
        }
    spec["config"] = {**vega_config(colours, text_size), "mark": MARK}
    return spec


#: Lengths in a spec that grow with the type; an area grows with its square.
_LENGTHS = frozenset(
    {
        "fontSize", "labelFontSize", "titleFontSize", "subtitleFontSize", "strokeWidth",
        "dx", "dy", "labelLimit", "limit", "labelPadding", "titlePadding", "offset",
        "labelOffset", "tickSize", "step", "height", "cornerRadius", "thickness", "labelWidth",
    }
)  # fmt: skip
_AREAS = frozenset({"point", "circle", "square"})


def enlarged(figure: Figure, factor: float) -> Figure:
    """The same chart with type, lines and rows ``factor`` times as large, for a large screen.

    Places on the axes follow the data and stay; the width is that of the screen.
    """
    return Figure(figure.frame, _enlarged(figure.spec, factor, area=False), figure.alt)


def _enlarged(part: Any, factor: float, *, area: bool) -> Any:
    if isinstance(part, list):
        return [_enlarged(each, factor, area=area) for each in part]
    if not isinstance(part, dict):
        return part
    mark = part.get("mark", part)
    kind = mark.get("type") if isinstance(mark, dict) else mark
    area = kind in _AREAS if isinstance(kind, str) else area
    found: dict[str, Any] = {}
    for key, value in part.items():
        grows = isinstance(value, (int, float)) and not isinstance(value, bool)
        if grows and key in _LENGTHS:
            found[key] = value * factor
        elif grows and key == "size":
            found[key] = value * (factor**2 if area else factor)
        elif key == "size" and isinstance(value, dict) and "value" in value:
            scale = factor**2 if area else factor
            found[key] = {**value, "value": value["value"] * scale}
        else:
            found[key] = _enlarged(value, factor, area=area)
    return found
