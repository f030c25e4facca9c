"""Lines from before to now, each against its own before, with its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import altair as alt
import pandas as pd

from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.charts.layers import spread_labels
from cockpit.theme import Palette

#: What a line says: good news, bad news, or neither.
Look = Literal["better", "worse", "quiet"]
#: Least distance of two labels, in pixels.
_LABEL = 17


@dataclass(frozen=True, slots=True)
class Slope:
    """One line: ``now`` over ``before`` as a ratio, how it looks, and its label.

    A line without a label is drawn and not named.
    """

    ratio: float
    look: Look
    label: str


def slopes(
    rows: Sequence[Slope],
    colours: Palette,
    alt_text: str,
    *,
    height: int,
    room: float = 0.9,
    title: str = "",
) -> Figure:
    """All lines start at 1 on the left; labels keep their distance on the right.

    ``room`` is the width for labels, as a share of that of the lines; ``title`` says
    what the lines measure.
    """
    low = min([1.0, *(row.ratio for row in rows)])
    high = max([1.0, *(row.ratio for row in rows)])
    span = (high - low) or 1.0
    top = high + 0.06 * span
    whole = 1.12 * span
    ordered = sorted(rows, key=lambda row: -row.ratio)
    labelled = [row for row in ordered if row.label]
    wanted = [(top - row.ratio) / whole for row in labelled]
    spread = iter(spread_labels(wanted, _LABEL / height))
    found: list[dict[str, Any]] = []
    for line, row in enumerate(ordered):
        place = top - whole * next(spread) if row.label else row.ratio
        for x, y in ((0.0, 1.0), (1.0, row.ratio)):
            found.append(
                {
                    "Line": line,
                    "When": x,
                    "Ratio": y,
                    "Look": row.look,
                    "Label": row.label if x else "",
                    "Place of label": place,
                    "Label from": 1.0,
                    "Label to": 1.05,
                    "Room": 1.0 + room,
                    "Top": top,
                    "Bottom": top - whole,
                }
            )
    return Figure(pd.DataFrame(found), _spec(colours, height, title), alt_text)


@lru_cache(maxsize=8)
def _spec(colours: Palette, height: int, title: str) -> dict[str, Any]:
    ends = alt.Axis(
        values=[0, 1],
        labelExpr="datum.value == 0 ? 'before' : 'now'",
        grid=True,
        domain=False,
        ticks=False,
        labelAlign="center",
        orient="top",
    )

    # One axis for all layers: Vega-Lite drops it where one of them has none.
    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", axis=ends, title=None, scale=alt.Scale(nice=False, zero=True))

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", axis=None, scale=alt.Scale(nice=False, zero=False))

    looks = {"better": colours.better, "worse": colours.worse, "quiet": colours.base}
    colour = alt.Color(
        "Look:N", scale=alt.Scale(domain=list(looks), range=list(looks.values())), legend=None
    )
    base = alt.Chart(ROWS)
    rooms = [
        base.mark_point(opacity=0, size=0).encode(x=x("Room"), y=y(name))
        for name in ("Top", "Bottom")
    ]
    lines = base.mark_line(strokeWidth=2).encode(
        x=x("When"), y=y("Ratio"), detail="Line:N", color=colour
    )
    dots = base.mark_point(filled=True, size=36, opacity=1).encode(
        x=x("When"), y=y("Ratio"), color=colour
    )
    named = base.transform_filter("datum.Label != ''")
    leaders = named.mark_rule(color=colours.rule).encode(
        x=x("Label from"), x2="Label to:Q", y=y("Ratio"), y2="Place of label:Q"
    )
    words = named.mark_text(align="left", dx=4, fontSize=12).encode(
        x=x("Label to"), y=y("Place of label"), text="Label:N", color=alt.value(colours.ink)
    )
    return spec_of(alt.layer(*rooms, leaders, lines, dots, words), colours, height, title)
