"""The value grid as one picture, and which chart each of its entries has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit import wording
from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.charts.value_entries import gains, hours, pairs
from cockpit.theme import Palette

#: Height of one row of the grid in pixels, and the longest line that fits a cell.
ROW = 122
_LINE = 72
#: Left edge, right edge of the two cells of a row, in parts of the width.
_CELLS = ((0.0, 0.41), (0.59, 1.0))


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of the picture: who gains, the figure in words, what stands behind it.

    ``gain`` gives the colour only; ``None`` where there is no figure.
    """

    title: str
    gain: float | None
    figure: str
    counted: str
    measured: Sequence[str]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One tier: its name, its two cells, and what passes from the first to the second."""

    tier: str
    individual: GridCell
    collective: GridCell
    passed: str
    verdict: str
    flagged: bool
    tested: bool


def grid_picture(rows: Sequence[GridRow], colours: Palette) -> Figure:
    """Three rows of two cells with an arrow between; everything said in words."""
    records = []
    for place, row in enumerate(rows):
        top = float(place)
        for (left, right), cell in zip(_CELLS, (row.individual, row.collective), strict=True):
            records.append(_cell(cell, left, right, top))
        records.append(_arrow(row, top))
    return Figure(pd.DataFrame(records), _grid_spec(colours, len(rows)), _alt(rows))


def _cell(cell: GridCell, left: float, right: float, top: float) -> dict[str, Any]:
    worse = cell.gain is not None and cell.gain < 0
    return {
        "Kind": "cell",
        "Left": left,
        "Right": right,
        "Top": top + 0.03,
        "Bottom": top + 0.97,
        "Middle": top + 0.5,
        "Title": cell.title,
        "Figure": cell.figure,
        "Counted": cell.counted,
        "Measured": "\n".join(_lines(cell.measured, 2)),
        "Colour": "worse" if worse else "better" if (cell.gain or 0) > 0 else "none",
    }


def _arrow(row: GridRow, top: float) -> dict[str, Any]:
    return {
        "Kind": "arrow" if row.tested else "no arrow",
        "Left": _CELLS[0][1] + 0.008,
        "Right": _CELLS[1][0] - 0.014,
        "Top": top,
        "Bottom": top + 1,
        "Middle": top + 0.5,
        "Title": row.passed,
        "Figure": "",
        "Counted": "\n".join(_wrapped(row.verdict, 24)),
        "Measured": "",
        "Colour": "worse" if row.flagged else "none",
    }


def _lines(names: Sequence[str], most: int) -> list[str]:
    """Names in lines that fit a cell; what does not fit is counted."""
    for shown in range(len(names), 0, -1):
        rest = len(names) - shown
        words = ", ".join(names[:shown]) + (f" and {rest} more" if rest else "")
        lines = _wrapped(words, _LINE)
        if len(lines) <= most:
            return lines
    return [wording.shorten(names[0], _LINE)] if names else []


def _wrapped(text: str, length: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= length:
            lines[-1] += f" {word}"
        else:
            lines.append(wording.shorten(word, length))
    return lines


def _alt(rows: Sequence[GridRow]) -> str:
    said = []
    for row in rows:
        cells = "; ".join(
            f"{cell.title} {cell.figure}, {cell.counted}"
            for cell in (row.individual, row.collective)
        )
        said.append(f"{row.tier}: {cells}; {row.passed}, {row.verdict}")
    return "Gains of three tiers, for one and for all. " + ". ".join(said) + "."


@lru_cache(maxsize=4)
def _grid_spec(colours: Palette, rows: int) -> dict[str, Any]:
    across = alt.Scale(domain=[0, 1], nice=False)
    down = alt.Scale(domain=[0, rows], nice=False, reverse=True)
    x = alt.X("Left:Q", axis=None, scale=across)
    y = alt.Y("Top:Q", axis=None, scale=down)
    cells = alt.Chart(ROWS).transform_filter("datum.Kind == 'cell'")
    arrows = alt.Chart(ROWS).transform_filter("datum.Kind != 'cell'")
    drawn = alt.Chart(ROWS).transform_filter("datum.Kind == 'arrow'")
    tone = alt.Color(
        "Colour:N",
        legend=None,
        scale=alt.Scale(
            domain=["better", "worse", "none"],
            range=[colours.better, colours.worse, colours.quiet],
        ),
    )
    box = cells.mark_rect(fillOpacity=0, stroke=colours.rule, strokeWidth=1.5, cornerRadius=4)

    def words(source: alt.Chart, field: str, **look: Any) -> alt.Chart:
        look = {"align": "left", "baseline": "top", "lineBreak": "\n", **look}
        drawn: alt.Chart = source.mark_text(**look).encode(x=x, y=y, text=f"{field}:N")
        return drawn

    centre = alt.X("Centre:Q", axis=None, scale=across)
    arrows = arrows.transform_calculate(Centre="(datum.Left + datum.Right) / 2")
    line = drawn.mark_rule(strokeWidth=2).encode(
        x=x,
        x2="Right:Q",
        y=alt.Y("Middle:Q", axis=None, scale=down),
        color=tone,
    )
    head = drawn.mark_point(shape="triangle-right", size=130, filled=True, opacity=1).encode(
        x=alt.X("Right:Q", axis=None, scale=across),
        y=alt.Y("Middle:Q", axis=None, scale=down),
        color=tone,
    )
    passed = arrows.mark_text(
        align="center", baseline="bottom", dy=-8, fontSize=13, fontWeight=600
    ).encode(x=centre, y=alt.Y("Middle:Q", axis=None, scale=down), text="Title:N", color=tone)
    verdict = arrows.mark_text(
        align="center", baseline="top", dy=9, fontSize=12, lineBreak="\n"
    ).encode(x=centre, y=alt.Y("Middle:Q", axis=None, scale=down), text="Counted:N", color=tone)
    layers = alt.layer(
        box.encode(x=x, x2="Right:Q", y=y, y2="Bottom:Q"),
        words(cells, "Title", dx=12, dy=10, fontSize=13, color=colours.ink),
        words(cells, "Figure", dx=12, dy=28, fontSize=26, fontWeight=600).encode(color=tone),
        words(cells, "Counted", dx=12, dy=60, fontSize=12, color=colours.ink),
        words(cells, "Measured", dx=12, dy=76, fontSize=12, color=colours.quiet, lineHeight=15),
        line,
        head,
        passed,
        verdict,
    )
    return spec_of(layers.properties(height=ROW * rows), colours)


Draw = Callable[..., Figure | None]

#: The chart of each cell and swap.
CHARTS: dict[str, Draw] = {
    **{
        f"grid-{tier}-{side}": gains
        for tier in ("T1", "T2", "T3")
        for side in ("individual", "collective")
    },
    **dict.fromkeys(("swap-users", "swap-prompts", "swap-summaries", "swap-uploads"), pairs),
    "swap-hours": hours,
}
