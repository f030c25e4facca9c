"""Marimekko: the width of a column is its money, the parts of its height are its shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.charts.layers import spread_labels
from cockpit.theme import Palette

#: Columns end at 1; the column of all stands behind them, then its labels.
_ALL_FROM, _ALL_TO, _LABELS = 1.05, 1.13, 1.16
_END = 1.62
#: Width of one sign of a label, in pixels.
_SIGN = 6.6

#: A name cut to fewer signs than this says nothing.
_LEAST_SIGNS = 9


def marimekko(
    columns: Mapping[str, Sequence[float]],
    parts: Sequence[tuple[str, str]],
    colours: Palette,
    alt_text: str,
    *,
    height: int,
    width: int,
    title: str = "",
) -> Figure:
    """Columns by money; the last, apart, is the sum of all with its parts named.

    Parameters
    ----------
    columns
        Money of each part by column, in the order of ``parts``; columns in the order given.
    parts
        From bottom to top: name and the text that stands beside the column of all. The
        first is darkest, the last is drawn as what is bad.
    width
        Pixels that the chart is expected to have; a name that does not fit is cut.
    title
        What widths and heights measure.
    """
    total = sum(sum(values) for values in columns.values())
    rows: list[dict[str, Any]] = []
    left = 0.0
    for name, values in columns.items():
        share = sum(values) / total if total else 0.0
        rows += _column(name, values, left, left + share, parts, width)
        left += share
    sums = [sum(values[at] for values in columns.values()) for at in range(len(parts))]
    rows += _column("all", sums, _ALL_FROM, _ALL_TO, parts, width)
    _label(rows[-len(parts) :], parts, height)
    return Figure(pd.DataFrame(rows), _spec(colours, height, len(parts), title), alt_text)


def _column(
    name: str,
    values: Sequence[float],
    left: float,
    right: float,
    parts: Sequence[tuple[str, str]],
    width: int,
) -> list[dict[str, Any]]:
    total, bottom = sum(values), 0.0
    signs = int((right - left) / _END * width / _SIGN)
    cut = f"{name[: signs - 1].rstrip()}…" if signs >= _LEAST_SIGNS else ""
    title = name if len(name) <= signs else cut
    rows = []
    for place, (value, (part, _)) in enumerate(zip(values, parts, strict=True)):
        share = value / total if total else 0.0
        rows.append(
            {
                "Column": name,
                "Part": part,
                "Share": share,
                "Left": left,
                "Right": right,
                "Bottom": bottom,
                "Top": bottom + share,
                "Place": place,
                "Title": title if place == 0 else "",
                "Title at": (left + right) / 2,
                "In words": "",
                "Label at": 0.0,
            }
        )
        bottom += share
    return rows


def _label(rows: list[dict[str, Any]], parts: Sequence[tuple[str, str]], height: int) -> None:
    """Write the texts beside the column of all; a part without money has none."""
    shown = [at for at, row in enumerate(rows) if row["Share"] > 0]
    middles = [(rows[at]["Bottom"] + rows[at]["Top"]) / 2 for at in shown]
    for at, place in zip(shown, spread_labels(middles, 17 / (height - 18)), strict=True):
        rows[at]["In words"] = parts[at][1]
        rows[at]["Label at"] = place


@lru_cache(maxsize=8)
def _spec(colours: Palette, height: int, parts: int, title: str) -> dict[str, Any]:
    across = alt.Scale(domain=[0, _END], nice=False)
    upward = alt.Scale(domain=[-18 / height, 1], nice=False)

    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", axis=None, scale=across)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", axis=None, scale=upward)

    shades = [colours.current, colours.base, colours.band, colours.rule]
    looks = [*shades[: parts - 1], colours.worse]
    fill = alt.Color(
        "Place:O", scale=alt.Scale(domain=list(range(parts)), range=looks), legend=None
    )
    base = alt.Chart(ROWS)
    block = base.mark_rect(stroke=colours.paper, strokeWidth=1.5).encode(
        x=x("Left"), x2="Right:Q", y=y("Bottom"), y2="Top:Q", color=fill
    )
    name = base.mark_text(baseline="top", fontSize=12, color=colours.quiet, dy=4).encode(
        x=x("Title at"), y=alt.YDatum(0, axis=None, scale=upward), text="Title:N"
    )
    label = base.mark_text(align="left", fontSize=12, color=colours.ink).encode(
        x=alt.XDatum(_LABELS, axis=None, scale=across), y=y("Label at"), text="In words:N"
    )
    return spec_of(alt.layer(block, name, label), colours, height, title)
