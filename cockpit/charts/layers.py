"""The full cost as one bar of seven layers, each named at its side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import Palette
from scenarios.portfolio import CostLayer

HEIGHT = 280
#: Least distance between two labels, as a share of the height.
_LABEL_GAP = 20 / HEIGHT


def layer_stack(
    layers: Mapping[CostLayer, float],
    colours: Palette,
    money: Callable[[float], str],
    percent: Callable[[float], str],
    unit: str = "a year",
) -> Figure:
    """Run-rate by layer, C1 on top; the layer with the most money is dark.

    A layer without any line is listed as missing, without a segment. ``money`` words every
    amount in the one ``unit``, which the description states.
    """
    total = sum(layers.values())
    largest = max(layers, key=lambda layer: layers[layer], default=None)
    rows: list[dict[str, Any]] = []
    top = 0.0
    for layer in CostLayer:
        amount = layers.get(layer)
        share = amount / total if amount and total else 0.0
        words = "missing" if amount is None else f"{money(amount)} ({percent(share)})"
        rows.append(
            {
                "Layer": layer.title,
                "From": top,
                "To": top + share,
                "Middle": top + share / 2,
                "In words": f"{layer.title}: {words}",
                "Largest": layer is largest,
                "Missing": amount is None,
            }
        )
        top += share
    for row, place in zip(rows, spread_labels([row["Middle"] for row in rows]), strict=True):
        row["Place of label"] = place
    said = "; ".join(row["In words"] for row in rows)
    return Figure(pd.DataFrame(rows), _stack_spec(colours), f"Full cost by layer, {unit}. {said}.")


def spread_labels(wanted: list[float], gap: float = _LABEL_GAP) -> list[float]:
    """Places in 0…1, in the given order, at least ``gap`` apart and near ``wanted``.

    Pushed down from the top, then back up from the bottom. With no room for all
    (gap × count > 1) they are spaced evenly.
    """
    if not wanted:
        return []
    gap = min(gap, 1 / len(wanted))
    places = list(wanted)
    places[0] = max(places[0], gap / 2)
    for k in range(1, len(places)):
        places[k] = max(places[k], places[k - 1] + gap)
    places[-1] = min(places[-1], 1 - gap / 2)
    for k in range(len(places) - 2, -1, -1):
        places[k] = min(places[k], places[k + 1] - gap)
    return places


@lru_cache(maxsize=4)
def _stack_spec(colours: Palette) -> dict[str, Any]:
    def y(name: str) -> alt.Y:
        return alt.Y(
            f"{name}:Q", axis=None, scale=alt.Scale(domain=[0, 1], reverse=True, nice=False)
        )

    base = alt.Chart(ROWS)
    fill = alt.condition("datum.Largest", alt.value(colours.current), alt.value(colours.band))
    segment = base.mark_rect(stroke=colours.paper, strokeWidth=1.5).encode(
        y=y("From"), y2="To:Q", x=alt.value(0), x2=alt.value(64), color=fill
    )
    leader = (
        base.transform_filter("!datum.Missing")
        .mark_rule(color=colours.base)
        .encode(y=y("Middle"), y2="Place of label:Q", x=alt.value(66), x2=alt.value(88))
    )
    label = base.mark_text(align="left", baseline="middle", fontSize=13).encode(
        y=y("Place of label"),
        x=alt.value(94),
        text="In words:N",
        color=alt.condition("datum.Missing", alt.value(colours.worse), alt.value(colours.ink)),
    )
    return spec_of(alt.layer(segment, leader, label), colours, HEIGHT)
