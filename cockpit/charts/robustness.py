"""Break-evens on their ranges, tornado and spider: which way ROI goes, and where it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import altair as alt
import pandas as pd

from cockpit import wording
from cockpit.charts.axes import PERCENT_LABEL
from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import PROJECTED, Palette

#: What swings are measured in: one run, no draws.
_BASE_ROI = "ROI of the base case"
#: Side of a place on which its words stand.
_Side = Literal["left", "right"]

#: Height of one row of each chart, in pixels.
_LEVER_STEP, _SWING_STEP = 26, 32
#: Room for the names of levers and drivers, in pixels.
_NAME_ROOM = 250
#: Where the answer of a lever stands behind the end of its range, in pixels.
_WORDS_AT = 90


@dataclass(frozen=True, slots=True)
class RangeBar:
    """One lever on its range, places as shares of it from 0 to 1.

    ``holds`` are the parts in which the hurdle is earned, ascending; ``breaks`` the
    nearest break-even and ``stands`` where the lever is, ``None`` where unknown.
    """

    name: str
    text: str
    low: str
    high: str
    holds: tuple[tuple[float, float], ...]
    breaks: float | None
    stands: float | None


def range_bars(bars: Sequence[RangeBar], colours: Palette) -> Figure:
    """Each lever's range with the part that holds filled, in the order given."""
    # A row for each part that holds; what stands once a lever is drawn from its first row.
    parts = [(bar, place) for bar in bars for place in range(max(1, len(bar.holds)))]
    frame = pd.DataFrame(
        {
            "Lever": [bar.name for bar, _ in parts],
            "First": [place == 0 for _, place in parts],
            "In words": [bar.text for bar, _ in parts],
            "Low end": [bar.low for bar, _ in parts],
            "High end": [bar.high for bar, _ in parts],
            "Start": [0.0] * len(parts),
            "End": [1.0] * len(parts),
            "Holds from": [bar.holds[place][0] if bar.holds else None for bar, place in parts],
            "Holds to": [bar.holds[place][1] if bar.holds else None for bar, place in parts],
            "Breaks": [bar.breaks for bar, _ in parts],
            "Stands": [bar.stands for bar, _ in parts],
            "Room": [2.4] * len(parts),
            "Room before": [-0.52] * len(parts),
        }
    )
    places = ["Holds from", "Holds to", "Breaks", "Stands"]
    frame[places] = frame[places].astype("float64")
    said = "; ".join(f"{bar.name} {bar.text}" for bar in bars)
    return Figure(frame, _range_spec(colours), f"Where the hurdle is earned, by lever: {said}.")


@lru_cache(maxsize=4)
def _range_spec(colours: Palette) -> dict[str, Any]:
    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", axis=None, scale=alt.Scale(nice=False, zero=False))

    every = alt.Chart(ROWS).encode(y=_names("Lever", colours))
    base = every.transform_filter("datum.First")
    rooms = [
        base.mark_point(opacity=0, size=0).encode(x=x(name)) for name in ("Room before", "Room")
    ]
    whole = base.mark_bar(height=11, color=colours.rule).encode(x=x("Start"), x2="End:Q")
    holds = (
        every.transform_filter("isValid(datum['Holds from'])")
        .mark_bar(height=11, color=colours.current)
        .encode(x=x("Holds from"), x2="Holds to:Q")
    )
    breaks = (
        base.transform_filter("isValid(datum.Breaks)")
        .mark_tick(color=colours.worse, thickness=3, size=19)
        .encode(x=x("Breaks"))
    )
    stands = (
        base.transform_filter("isValid(datum.Stands)")
        .mark_point(shape="circle", filled=True, size=44, opacity=1)
        .encode(x=x("Stands"), color=alt.value(colours.paper), stroke=alt.value(colours.ink))
    )

    def end(text: str, place: str, align: _Side, dx: int) -> Any:
        words = base.mark_text(align=align, dx=dx, fontSize=PROJECTED, color=colours.quiet)
        return words.encode(x=x(place), text=f"{text}:N")

    ends = [end("Low end", "Start", "right", -12), end("High end", "End", "left", 12)]
    words = base.mark_text(
        align="left", dx=_WORDS_AT, fontSize=PROJECTED, color=colours.ink
    ).encode(x=x("End"), text="In words:N")
    layers = alt.layer(*rooms, whole, holds, breaks, stands, *ends, words)
    return spec_of(layers.properties(height=alt.Step(_LEVER_STEP)), colours, text_size=PROJECTED)


@dataclass(frozen=True, slots=True)
class SwingBar:
    """One driver or lever: the figure at each place, in order, and each place in words."""

    name: str
    places: tuple[str, ...]
    figures: tuple[float, ...]
    turns: bool


def tornado(
    bars: Sequence[SwingBar], base: float, hurdle: float, alt_text: str, colours: Palette
) -> Figure:
    """Bars over the five places, each place a dot; the low end hollow, both ends named."""
    rows = []
    for bar in bars:
        low, high = min(bar.figures), max(bar.figures)
        for k, (place, figure) in enumerate(zip(bar.places, bar.figures, strict=True)):
            first, last = k == 0, k == len(bar.figures) - 1
            inner = figure != low and figure != high
            rows.append(
                {
                    "Name": f"{bar.name} (turns)" if bar.turns else bar.name,
                    "Low": low,
                    "High": high,
                    "ROI": figure,
                    "First": first,
                    "Place": place if (first or last) and not inner else "",
                    "Left": figure == low,
                    "Base": base,
                    "Hurdle": hurdle,
                }
            )
    frame = pd.DataFrame(rows)
    return Figure(frame, _tornado_spec(colours), alt_text)


@lru_cache(maxsize=4)
def _tornado_spec(colours: Palette) -> dict[str, Any]:
    def x(name: str) -> alt.X:
        axis = alt.Axis(
            format="%", labelExpr=PERCENT_LABEL, title=_BASE_ROI, grid=False, tickCount=6
        )
        # Room for the words at both ends.
        return alt.X(f"{name}:Q", axis=axis, scale=alt.Scale(nice=False, zero=False, padding=84))

    base = alt.Chart(ROWS).encode(y=_names("Name", colours))
    bar = base.mark_bar(height=14, color=colours.band).encode(x=x("Low"), x2="High:Q")
    rules = [
        alt.Chart(ROWS).mark_rule(color=colour, strokeDash=dash).encode(x=x(name))
        for name, colour, dash in (
            ("Base", colours.base, [1, 0]),
            ("Hurdle", colours.worse, [4, 3]),
        )
    ]
    dots = base.mark_point(size=42, opacity=1, filled=True).encode(
        x=x("ROI"),
        color=alt.condition("datum.First", alt.value(colours.paper), alt.value(colours.current)),
        stroke=alt.value(colours.current),
    )

    def words(side: str, align: _Side, dx: int) -> list[Any]:
        there = base.transform_filter(f"datum.Place !== '' && {side}")
        there = there.encode(x=x("ROI"), text="Place:N")
        return _on_paper(there, colours, colours.quiet, align=align, dx=dx)

    ends = [*words("datum.Left", "right", -8), *words("!datum.Left", "left", 8)]
    layers = alt.layer(*rules, bar, dots, *ends)
    return spec_of(layers.properties(height=alt.Step(_SWING_STEP)), colours, text_size=PROJECTED)


def spider(
    bars: Sequence[SwingBar], base: float, hurdle: float, alt_text: str, colours: Palette
) -> Figure:
    """ROI at the five places of each, joined, the widest four in strong ink."""
    labels = _end_labels(bars[:_NAMED])
    rows = []
    for order, bar in enumerate(bars):
        last = len(bar.figures) - 1
        for k, figure in enumerate(bar.figures):
            rows.append(
                {
                    "Name": bar.name,
                    # Places as shares of the way, since each has values of its own.
                    "Place": k / last if last else 0.0,
                    "ROI": figure,
                    "Label": labels.get(bar.name, "") if k == last else "",
                    "Strong": order < _NAMED,
                    "Hurdle": hurdle,
                    "Room": 2.1,
                }
            )
    frame = pd.DataFrame(rows)
    return Figure(frame, _spider_spec(colours), f"{alt_text} {_BASE_ROI} {wording.percent(base)}.")


#: Lines of the spider that are named at their end, and how far apart two names must be.
_NAMED, _APART = 4, 0.04


def _end_labels(bars: Sequence[SwingBar]) -> dict[str, str]:
    """What stands at the end of each line; lines that end together share one label."""
    figures = [figure for bar in bars for figure in bar.figures]
    near = _APART * (max(figures) - min(figures)) if figures else 0.0
    labels: dict[str, str] = {}
    ends: dict[str, float] = {}
    for bar in bars:
        end = bar.figures[-1]
        shared = next((name for name, at in ends.items() if abs(at - end) < near), None)
        if shared is None:
            labels[bar.name], ends[bar.name] = bar.name, end
        else:
            labels[shared] += f", {bar.name}"
    return labels


@lru_cache(maxsize=4)
def _spider_spec(colours: Palette) -> dict[str, Any]:
    axis = alt.Axis(
        values=[0, 0.5, 1],
        labelExpr="datum.value == 0 ? 'low end' : datum.value == 1 ? 'high end' : 'middle'",
        grid=False,
        title=None,
    )
    x = alt.X("Place:Q", axis=axis, scale=alt.Scale(nice=False, zero=False))
    roi = alt.Axis(format="%", labelExpr=PERCENT_LABEL, title=_BASE_ROI)
    y = alt.Y("ROI:Q", axis=roi, scale=alt.Scale(zero=False))
    base = alt.Chart(ROWS).encode(x=x, y=y, detail="Name:N")
    room = alt.Chart(ROWS).mark_point(opacity=0, size=0).encode(
        x=alt.X("Room:Q", axis=axis, scale=alt.Scale(nice=False, zero=False)), y=y
    )  # fmt: skip
    rule = (
        alt.Chart(ROWS)
        .mark_rule(color=colours.worse, strokeDash=[4, 3])
        .encode(y=alt.Y("Hurdle:Q", axis=roi))
    )
    colour = alt.condition("datum.Strong", alt.value(colours.current), alt.value(colours.base))
    lines = base.mark_line(strokeWidth=2).encode(color=colour)
    dots = base.mark_point(filled=True, size=34, opacity=1).encode(color=colour)
    named = base.transform_filter("datum.Label !== ''").encode(text="Label:N")
    words = _on_paper(named, colours, colours.ink, align="left", dx=8)
    layers = alt.layer(room, rule, lines, dots, *words)
    return spec_of(layers, colours, height=380, text_size=PROJECTED)


def _on_paper(base: Any, colours: Palette, ink: str, *, align: _Side, dx: int) -> list[Any]:
    """Words with the paper's colour around them, so that no line strikes them through."""
    place = {"align": align, "dx": dx, "fontSize": PROJECTED}
    around = {"stroke": colours.paper, "strokeWidth": 6, "strokeJoin": "round"}
    return [base.mark_text(**place, **around), base.mark_text(**place, color=ink)]


def _names(field: str, colours: Palette) -> alt.Y:
    axis = alt.Axis(
        domain=False, ticks=False, labelPadding=8, labelColor=colours.ink, labelLimit=_NAME_ROOM
    )
    return alt.Y(f"{field}:N", sort=None, title=None, axis=axis)
