"""Rows of segments one after the other, each row with its text at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import altair as alt
import pandas as pd

from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import Palette

#: How a segment is drawn: what matters, context, less than context, and what is bad.
Look = Literal["strong", "light", "faint", "bad"]
#: A segment this much of the longest row has room for a word of two signs.
_ROOM_FOR_CODE = 0.055


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a row: its size, its look, and a short word written in it where it fits."""

    size: float
    look: Look = "light"
    code: str = ""


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A row: name, segments from the left, text at the end, and whether that is bad news."""

    name: str
    segments: tuple[Segment, ...]
    text: str
    bad: bool = field(default=False)


def segment_rows(
    rows: Sequence[SegmentRow],
    colours: Palette,
    alt_text: str,
    *,
    step: int = 24,
    text_room: float = 0.45,
    title: str = "",
) -> Figure:
    """Stacked rows on one scale; a row without a segment shows only its text.

    ``text_room`` is the room for the text behind the longest row, as its share;
    ``title`` says what the rows measure, and in which unit.
    """
    longest = max((sum(part.size for part in row.segments) for row in rows), default=0.0)
    found: list[dict[str, Any]] = []
    for row in rows:
        start = 0.0
        for part in row.segments or (Segment(0.0),):
            fits = longest > 0 and part.size / longest >= _ROOM_FOR_CODE * len(part.code) / 2
            end = start + part.size
            found.append(
                {
                    "Row": row.name,
                    "From": start,
                    "To": end,
                    "Middle": (start + end) / 2,
                    "Look": part.look,
                    "Code": part.code if fits else "",
                    "In words": "",
                    "Bad": row.bad,
                    "Room": longest * (1 + text_room) or 1.0,
                }
            )
            start = end
        found[-1]["In words"] = row.text
    return Figure(pd.DataFrame(found), _spec(colours, step, title), alt_text)


@lru_cache(maxsize=32)
def _spec(colours: Palette, step: int, title: str) -> dict[str, Any]:
    y = alt.Y(
        "Row:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            domain=False, ticks=False, labelPadding=8, labelColor=colours.ink, labelLimit=300
        ),
    )

    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", axis=None, scale=alt.Scale(nice=False, zero=True))

    looks = {
        "strong": colours.current,
        "light": colours.band,
        "faint": colours.rule,
        "bad": colours.worse,
    }
    fill = alt.Color(
        "Look:N", scale=alt.Scale(domain=list(looks), range=list(looks.values())), legend=None
    )
    base = alt.Chart(ROWS).encode(y=y)
    room = base.mark_point(opacity=0, size=0).encode(x=x("Room"))
    bar = base.mark_bar(height=step - 6, stroke=colours.paper, strokeWidth=1).encode(
        x=x("From"), x2="To:Q", color=fill
    )
    dark = "datum.Look == 'strong' || datum.Look == 'bad'"
    code = base.mark_text(fontSize=12).encode(
        x=x("Middle"),
        text="Code:N",
        color=alt.condition(dark, alt.value(colours.paper), alt.value(colours.ink)),
    )
    words = base.mark_text(align="left", dx=6, fontSize=12).encode(
        x=x("To"),
        text="In words:N",
        color=alt.condition("datum.Bad", alt.value(colours.worse), alt.value(colours.ink)),
    )
    layers = alt.layer(room, bar, code, words).resolve_scale(color="independent")
    return spec_of(layers.properties(height=alt.Step(step)), colours, title=title)
