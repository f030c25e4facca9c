"""Charts of the page Decisions: recorded against computed, and the efficient frontier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit import wording
from cockpit.charts.cells import Cell, cell_grid
from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import PROJECTED, Palette
from cockpit.wording import Scale

_HEIGHT = 300


def against(table: pd.DataFrame, scale: Scale, colours: Palette) -> Figure:
    """Recorded decision (rows) against computed verdict (columns): how many, and their money.

    ``table`` has the columns Recorded, Computed, Initiatives and Cost a year, one row for
    each pair that occurs. Pairs that agree are framed; pairs at odds read in the colour
    of worse. The fill follows the money, which every cell states in ``scale``.
    """
    most = table["Cost a year"].max()
    filled = {
        (row["Recorded"], row["Computed"]): row
        for row in table.to_dict("records")  # few rows, one for each pair
    }
    rows = list(dict.fromkeys(table["Recorded"]))
    columns = [name for name in _ORDER if name in set(table["Computed"])]
    cells = []
    for recorded in rows:
        for computed in columns:
            row = filled.get((recorded, computed))
            known = row is not None and pd.notna(row["Cost a year"])
            cost = row["Cost a year"] if row is not None and known else 0.0
            money = wording.amount(cost, scale) if known else wording.NA
            odds = recorded in _ORDER and computed not in (recorded, _ORDER[-1])
            cells.append(
                Cell(
                    row=recorded,
                    column=computed,
                    text="" if row is None else f"{money} ({wording.whole(row['Initiatives'])})",
                    strength=cost / most if most and most > 0 else 0.0,
                    bad=row is not None and odds,
                    marked=row is not None and recorded == computed,
                )
            )
    told = "; ".join(
        f"recorded {row['Recorded']}, computed {row['Computed']}: "
        f"{wording.count(row['Initiatives'], 'initiative')}"
        for row in table.to_dict("records")
    )
    alt_text = f"Initiatives by recorded decision and computed verdict. {told}."
    return cell_grid(
        cells,
        colours,
        alt_text,
        step=30,
        title="Computed verdict",
        row_title="Recorded decision",
        text_size=PROJECTED,
    )


#: Verdicts in the order in which they are told; the last stands for none.
_ORDER = (
    "scale",
    "stop",
    "renegotiate",
    "replatform",
    "optimise",
    "contain",
    "cannot be judged",
)


@dataclass(frozen=True, slots=True)
class Point:
    """A mix on the plane: money, and a label; ``kind`` is frontier, best or today."""

    cvar: float
    mean: float
    label: str
    kind: str


def frontier_chart(
    points: Sequence[Point], currency: str, scale: Scale, colours: Palette
) -> Figure:
    """Mean NPV (up) against CVaR (right) of mixes: the frontier, the best mix and today's.

    Up and to the right is better in both.
    """
    frame = pd.DataFrame(
        {
            "CVaR": [point.cvar / scale.divisor for point in points],
            "Mean NPV": [point.mean / scale.divisor for point in points],
            "Label": [point.label for point in points],
            "Kind": [point.kind for point in points],
        }
    )
    unit = scale.unit(currency)
    told = "; ".join(
        f"{point.label}: mean NPV {wording.money(point.mean, currency, scale=scale)}, worst 5 % "
        f"{wording.money(point.cvar, currency, scale=scale)}"
        for point in points
    )
    return Figure(frame, _frontier_spec(colours, unit), f"Efficient frontier of mixes. {told}.")


@lru_cache(maxsize=8)
def _frontier_spec(colours: Palette, unit: str) -> dict[str, Any]:
    axis = alt.Axis(tickCount=5, format=",~f")
    x = alt.X(
        "CVaR:Q",
        title=f"Mean NPV of the worst 5 % of draws (CVaR), {unit}",
        axis=axis,
        scale=alt.Scale(zero=False, nice=True, padding=60),
    )
    y = alt.Y(
        "Mean NPV:Q",
        title=f"Mean NPV, {unit}",
        axis=axis,
        scale=alt.Scale(zero=False, nice=True, padding=24),
    )
    base = alt.Chart(ROWS).encode(x=x, y=y)
    frontier = base.transform_filter("datum.Kind == 'frontier'")
    best = base.transform_filter("datum.Kind == 'best'")
    today = base.transform_filter("datum.Kind == 'today'")
    line = frontier.mark_line(color=colours.current, strokeWidth=2)
    dots = frontier.mark_point(filled=True, size=60, opacity=1, color=colours.current)
    chosen = best.mark_point(size=220, strokeWidth=3, color=colours.accent, filled=False)
    now = today.mark_point(size=120, strokeWidth=2, color=colours.base, filled=False)
    words = [
        frontier.mark_text(align="left", dx=9, dy=-9, fontSize=PROJECTED, color=colours.quiet),
        best.mark_text(align="right", dx=-14, dy=6, fontSize=PROJECTED, color=colours.ink),
        today.mark_text(align="left", dx=12, fontSize=PROJECTED, color=colours.ink),
    ]
    labels = [each.encode(text="Label:N") for each in words]
    layers = alt.layer(line, dots, chosen, now, *labels)
    return spec_of(layers, colours, _HEIGHT, text_size=PROJECTED)
