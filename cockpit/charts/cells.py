"""A grid of cells, each with its word in it: matrix, heat map, flip map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import TEXT, Palette


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its place, the text in it, how strongly it is filled (0…1), and a flag.

    ``bad`` writes the text in the colour of worse; ``marked`` draws a frame.
    """

    row: str
    column: str
    text: str
    strength: float = 0.0
    bad: bool = False
    marked: bool = False


def cell_grid(
    cells: Sequence[Cell],
    colours: Palette,
    alt_text: str,
    *,
    step: int = 24,
    title: str = "",
    row_title: str = "",
    text_size: int = TEXT,
    stacked: bool = False,
) -> Figure:
    """Rows and columns in the order in which they first occur; every cell is labelled.

    ``title`` names the columns, ``row_title`` the rows, where their labels do not;
    ``text_size`` is in pixels. ``stacked`` sets the words of a column's label below each
    other, where columns are narrower than their names.
    """
    frame = pd.DataFrame(
        {
            "Row": [cell.row for cell in cells],
            "Column": [cell.column for cell in cells],
            "In words": [cell.text for cell in cells],
            "Strength": [cell.strength for cell in cells],
            "Bad": [cell.bad for cell in cells],
            "Marked": [cell.marked for cell in cells],
        }
    )
    return Figure(frame, _spec(colours, step, title, row_title, text_size, stacked), alt_text)


@lru_cache(maxsize=16)
def _spec(
    colours: Palette, step: int, title: str, row_title: str, text_size: int, stacked: bool
) -> dict[str, Any]:
    x = alt.X(
        "Column:N",
        sort=None,
        title=title or None,
        axis=alt.Axis(
            orient="top",
            domain=False,
            ticks=False,
            labelAngle=0,
            labelColor=colours.ink,
            labelPadding=36 if stacked else 4,
            labelExpr="split(datum.label, ' ')" if stacked else "datum.label",
        ),
    )
    y = alt.Y(
        "Row:N",
        sort=None,
        title=row_title or None,
        axis=alt.Axis(
            domain=False, ticks=False, labelColor=colours.ink, labelPadding=8, labelLimit=300
        ),
    )
    base = alt.Chart(ROWS).encode(x=x, y=y)
    fill = base.mark_rect(color=colours.band, stroke=colours.paper, strokeWidth=2).encode(
        opacity=alt.Opacity("Strength:Q", scale=alt.Scale(domain=[0, 1], range=[0, 1]), legend=None)
    )
    frame = base.transform_filter("datum.Marked").mark_rect(
        filled=False, stroke=colours.current, strokeWidth=2
    )
    words = base.mark_text(fontSize=text_size).encode(
        text="In words:N",
        color=alt.condition("datum.Bad", alt.value(colours.worse), alt.value(colours.ink)),
    )
    grid = alt.layer(fill, frame, words).properties(height=alt.Step(step))
    return spec_of(grid, colours, text_size=text_size)
