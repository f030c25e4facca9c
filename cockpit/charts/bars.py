"""Horizontal bars in the order of their size, each labelled with its own figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import TEXT, Palette

#: Height of one bar with its gap, in pixels.
STEP = 26
#: Least room for bars and texts, as a multiple of the longest bar.
_LEAST_ROOM = 1.45
#: Width of a narrow plot and of a letter, in font sizes; most of it that a text may take.
_NARROW, _LETTER, _MOST_TEXT = 34.0, 0.54, 0.6


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: name, size, the part of it drawn dark, and the text at its end."""

    name: str
    amount: float
    dark: float
    text: str


def ranked_bars(
    bars: Sequence[Bar], colours: Palette, alt_text: str, *, text_size: int = TEXT
) -> Figure:
    """Bars in the order given; the dark part of each starts at zero; text in pixels."""
    frame = pd.DataFrame(
        {
            "Name": [bar.name for bar in bars],
            "Amount": [bar.amount for bar in bars],
            "Of which dark": [bar.dark for bar in bars],
            "In words": [bar.text for bar in bars],
            "Room": [room_of(bars) or 1.0] * len(bars),
        }
    )
    return Figure(frame, _bars_spec(colours, text_size), alt_text)


def room_of(bars: Sequence[Bar]) -> float:
    """Where the axis ends so that every text fits behind its bar, in the unit of the amounts.

    A plot does not know how wide it will be drawn; it is taken as narrow as on a page of 1,366
    pixels with long names.
    """
    room = _LEAST_ROOM * max((bar.amount for bar in bars), default=0.0)
    for bar in bars:
        text = min(_MOST_TEXT, (1 + _LETTER * len(bar.text)) / _NARROW)
        room = max(room, bar.amount / (1 - text))
    return room


@lru_cache(maxsize=4)
def _bars_spec(colours: Palette, text_size: int) -> dict[str, Any]:
    y = alt.Y(
        "Name:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            domain=False, ticks=False, labelPadding=8, labelColor=colours.ink, labelLimit=320
        ),
    )
    x = alt.X("Amount:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    base = alt.Chart(ROWS).encode(y=y)
    room = base.mark_point(opacity=0, size=0).encode(x=alt.X("Room:Q", axis=None))
    whole = base.mark_bar(color=colours.band, height=16).encode(x=x)
    dark = base.mark_bar(color=colours.current, height=16).encode(
        x=alt.X("Of which dark:Q", axis=None)
    )
    text = base.mark_text(align="left", dx=6, color=colours.ink).encode(x=x, text="In words:N")
    layers = alt.layer(room, whole, dark, text).properties(height=alt.Step(STEP))
    return spec_of(layers, colours, text_size=text_size)
