"""Bars to both sides of zero: what is gained to the right, what it takes to the left."""

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
class Balance:
    """One row: what it gains and takes (both ≥ 0), what is gained before an unknown cost.

    ``net`` is drawn as a tick and may be ``None``; ``text`` stands at the right end.
    """

    name: str
    gained: float
    taken: float
    unproven: float
    net: float | None
    text: str


def diverging_bars(
    rows: Sequence[Balance], colours: Palette, alt_text: str, *, step: int = 26, title: str = ""
) -> Figure:
    """Gains right, losses left, the unproven part as an outline behind the gains.

    ``title`` says what the bars measure, and in which unit.
    """
    right = max((row.gained + row.unproven for row in rows), default=0.0)
    left = max((row.taken for row in rows), default=0.0)
    span = left + right or 1.0
    frame = pd.DataFrame(
        {
            "Name": [row.name for row in rows],
            "Zero": [0.0] * len(rows),
            "Taken": [-row.taken for row in rows],
            "Gained": [row.gained for row in rows],
            "With unproven": [row.gained + row.unproven for row in rows],
            "Unproven": [row.unproven > 0 for row in rows],
            "Net": [row.net for row in rows],
            "Net negative": [row.net is not None and row.net < 0 for row in rows],
            "In words": [row.text for row in rows],
            # Room for the text behind the longest bar.
            "Room": [right + 0.75 * span] * len(rows),
        }
    )
    frame["Net"] = frame["Net"].astype("float64")
    return Figure(frame, _spec(colours, step, title), alt_text)


@lru_cache(maxsize=8)
def _spec(colours: Palette, step: int, title: str) -> dict[str, Any]:
    y = alt.Y(
        "Name:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            domain=False, ticks=False, labelPadding=8, labelColor=colours.ink, labelLimit=200
        ),
    )

    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", axis=None, scale=alt.Scale(nice=False, zero=True))

    height = step - 10
    base = alt.Chart(ROWS).encode(y=y)
    room = base.mark_point(opacity=0, size=0).encode(x=x("Room"))
    taken = base.mark_bar(height=height, color=colours.worse).encode(x=x("Taken"), x2="Zero:Q")
    gained = base.mark_bar(height=height, color=colours.better).encode(x=x("Zero"), x2="Gained:Q")
    unproven = (
        base.transform_filter("datum.Unproven")
        .mark_bar(height=height, filled=False, stroke=colours.base, strokeDash=[3, 2])
        .encode(x=x("Gained"), x2="With unproven:Q")
    )
    zero = alt.Chart(ROWS).mark_rule(color=colours.base).encode(x=x("Zero"))
    net = (
        base.transform_filter("isValid(datum.Net)")
        .mark_tick(color=colours.ink, thickness=3, size=height + 4)
        .encode(x=x("Net"))
    )
    words = base.mark_text(align="left", dx=8, fontSize=12).encode(
        x=x("With unproven"),
        text="In words:N",
        color=alt.condition(
            "datum['Net negative']", alt.value(colours.worse), alt.value(colours.ink)
        ),
    )
    layers = alt.layer(room, taken, gained, unproven, zero, net, words)
    return spec_of(layers.properties(height=alt.Step(step)), colours, title=title)
