"""Signed changes as dots left and right of zero, each with its figure beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import Palette


@dataclass(frozen=True, slots=True)
class Dot:
    """One row: signed change, positive where better (``None``: not known), and its text."""

    name: str
    change: float | None
    text: str


def signed_dots(
    rows: Sequence[Dot], colours: Palette, alt_text: str, *, step: int = 26, room: float = 0.35
) -> Figure:
    """Better to the right, worse to the left; what is not known stands as text on the zero line.

    Both directions are named above the zero line, since a signal may be better when lower.
    ``room`` is what is left for texts on each side, as a share of the width of the dots.
    """
    known = [row.change for row in rows if row.change is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    span = (high - low) or 1.0
    frame = pd.DataFrame(
        {
            "Name": [row.name for row in rows],
            "Zero": [0.0] * len(rows),
            "Change": [row.change for row in rows],
            "Better": [row.change is not None and row.change > 0 for row in rows],
            "Worse": [row.change is not None and row.change < 0 for row in rows],
            "In words": [row.text for row in rows],
            "Place of text": [0.0 if row.change is None else row.change for row in rows],
            "Room before": [low - (room if low < 0 else 0.05) * span] * len(rows),
            "Room": [high + room * span] * len(rows),
        }
    )
    frame["Change"] = frame["Change"].astype("float64")
    return Figure(frame, _spec(colours, step), alt_text)


@lru_cache(maxsize=8)
def _spec(colours: Palette, step: int) -> dict[str, Any]:
    y = alt.Y(
        "Name:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            domain=False, ticks=False, labelPadding=8, labelColor=colours.ink, labelLimit=260
        ),
    )

    directions = alt.Axis(
        values=[0],
        labelExpr="'\u2190 worse | better \u2192'",
        labelAlign="center",
        labelLimit=200,
        grid=False,
        domain=False,
        ticks=False,
        orient="top",
    )

    # One axis for all layers: Vega-Lite drops it where one of them has none.
    def x(name: str) -> alt.X:
        scale = alt.Scale(nice=False, zero=True)
        return alt.X(f"{name}:Q", axis=directions, title=None, scale=scale)

    base = alt.Chart(ROWS).encode(y=y)
    rooms = [
        base.mark_point(opacity=0, size=0).encode(x=x(name)) for name in ("Room before", "Room")
    ]
    zero = alt.Chart(ROWS).mark_rule(color=colours.base).encode(x=x("Zero"))
    sign = (
        alt.when("datum.Better")
        .then(alt.value(colours.better))
        .when("datum.Worse")
        .then(alt.value(colours.worse))
        .otherwise(alt.value(colours.base))
    )
    known = base.transform_filter("isValid(datum.Change)")
    stem = known.mark_rule(strokeWidth=2).encode(x=x("Zero"), x2="Change:Q", color=sign)
    dot = known.mark_point(filled=True, size=90, opacity=1).encode(x=x("Change"), color=sign)
    right = (
        base.transform_filter("!datum.Worse")
        .mark_text(align="left", dx=10, fontSize=12)
        .encode(x=x("Place of text"), text="In words:N", color=alt.value(colours.ink))
    )
    left = (
        base.transform_filter("datum.Worse")
        .mark_text(align="right", dx=-10, fontSize=12)
        .encode(x=x("Place of text"), text="In words:N", color=alt.value(colours.ink))
    )
    layers = alt.layer(*rooms, zero, stem, dot, right, left)
    return spec_of(layers.properties(height=alt.Step(step)), colours)
