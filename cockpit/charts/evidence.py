"""Evidence ranked by its worth: known for certain, as a study tells it, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import PROJECTED, Palette

#: Height of one row with its gap, in pixels.
STEP = 32


@dataclass(frozen=True, slots=True)
class EvidenceBar:
    """One piece of evidence, money in one currency.

    ``worth`` is for certainty with standard error ``error``, ``study`` that of a study,
    ``cost`` ``None`` where it is not stated; ``text`` stands behind the longest of them.
    """

    name: str
    worth: float
    error: float
    study: float
    cost: float | None
    text: str


def evidence_bars(bars: Sequence[EvidenceBar], colours: Palette, alt_text: str) -> Figure:
    """In the order given: broad known for certain, slim a study, an upright line the cost."""
    ends = [max(bar.worth + bar.error, bar.cost or 0.0) for bar in bars]
    frame = pd.DataFrame(
        {
            "Name": [bar.name for bar in bars],
            "Known for certain": [bar.worth for bar in bars],
            "As a study tells it": [bar.study for bar in bars],
            "Costs": [bar.cost for bar in bars],
            "Low": [max(0.0, bar.worth - bar.error) for bar in bars],
            "High": [bar.worth + bar.error for bar in bars],
            "In words": [bar.text for bar in bars],
            "Place of text": ends,
            # Room for the text behind the longest bar.
            "Room": [max(ends, default=0.0) * 1.6 or 1.0] * len(bars),
        }
    )
    frame["Costs"] = frame["Costs"].astype("float64")
    return Figure(frame, _spec(colours), alt_text)


@lru_cache(maxsize=4)
def _spec(colours: Palette) -> dict[str, Any]:
    y = alt.Y(
        "Name:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            domain=False, ticks=False, labelPadding=8, labelColor=colours.ink, labelLimit=320
        ),
    )

    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", axis=None, scale=alt.Scale(nice=False, zero=True))

    base = alt.Chart(ROWS).encode(y=y)
    room = base.mark_point(opacity=0, size=0).encode(x=x("Room"))
    certain = base.mark_bar(color=colours.band, height=20).encode(x=x("Known for certain"))
    told = base.mark_bar(color=colours.current, height=10).encode(x=x("As a study tells it"))
    error = base.mark_rule(color=colours.base, strokeWidth=1.5).encode(x=x("Low"), x2="High:Q")
    # A cost that is not stated has no line at all: never one at zero.
    stated = base.transform_filter("isValid(datum.Costs)")
    cost = stated.mark_tick(color=colours.worse, thickness=3, height=24).encode(x=x("Costs"))
    text = base.mark_text(align="left", dx=8, color=colours.ink).encode(
        x=x("Place of text"), text="In words:N"
    )
    layers = alt.layer(room, certain, told, error, cost, text)
    return spec_of(layers.properties(height=alt.Step(STEP)), colours, text_size=PROJECTED)
