"""Charts of the views for stakeholders: one function each, from an answer to a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import Palette

_ROW = 26
#: Most rows of a small chart, so that it stays below 170 pixels.
_MOST_SMALL = 5
_MOST = 16
_NAME_LENGTH = 34
#: Marks on the axis of months.
_MONTH_MARKS = (0, 3, 6, 12, 24, 48, 96, 192)

Chart = Callable[..., Figure | None]


def value_by_driver(answer: Answer, colours: Palette, *, small: bool = False) -> Figure | None:
    """Claimed value by driver as the whole bar, captured as its strong part."""
    rows = _cut(answer.frame, small)
    if rows.empty:
        return None
    bars = [
        Bar(str(name), float(claimed), max(0.0, float(captured)), str(text))
        for name, claimed, captured, text in _columns(
            rows, "Value driver", "Claimed a year", "Captured a year", "In words"
        )
    ]
    unit = rows["Unit"].iloc[0]
    return ranked_bars(bars, colours, f"Claimed and captured, {unit} a year: {_said(bars)}")


def coverage_heat(answer: Answer, colours: Palette, *, small: bool = False) -> Figure | None:
    """Duties across, systems down, weakest first; each cell with its coverage."""
    if answer.frame.empty:
        return None
    systems = list(dict.fromkeys(answer.frame["System"]))[: _MOST_SMALL if small else _MOST]
    rows = answer.frame[answer.frame["System"].isin(systems)].reset_index(drop=True)
    said = "; ".join(
        f"{system}, {str(duty).lower()} {text}"
        for system, duty, text in _columns(rows, "System", "Duty", "In words")
    )
    named = rows.assign(System=[wording.shorten(name, _NAME_LENGTH) for name in rows["System"]])
    return Figure(named, _heat_spec(colours), f"EU AI Act coverage by system and duty: {said}.")


def months_to_capacity(answer: Answer, colours: Palette, *, small: bool = False) -> Figure | None:
    """P10 to P90 of the months as a band, the median as a tick, the warning as a line.

    Distances shrink to the right (square root), so that near months can be read beside
    those that are years away. A median beyond the end is an arrow there.
    """
    rows = _cut(answer.frame, small)
    if rows.empty:
        return None
    end = float(rows["End"].iloc[0])
    named = rows.assign(
        Initiative=[wording.shorten(name, _NAME_LENGTH) for name in rows["Initiative"]],
        Room=end * 2.2,
    )
    said = "; ".join(f"{name} {text}" for name, text in _columns(rows, "Initiative", "In words"))
    return Figure(
        named, _months_spec(colours, end), f"Months to capacity, P50 (P10 to P90): {said}."
    )


def trust_funnel(answer: Answer, colours: Palette, *, small: bool = False) -> Figure | None:
    """Conversion of each stage as a bar, its healthy share as a mark."""
    rows = answer.frame
    if rows.empty:
        return None
    said = "; ".join(
        f"{stage} {text}, healthy above {wording.percent(healthy)}"
        for stage, text, healthy in _columns(rows, "Stage", "In words", "Healthy above")
    )
    drawn = rows.assign(
        Shown=[0.0 if pd.isna(share) else share for share in rows["Conversion"]], Room=1.55
    )
    return Figure(drawn, _funnel_spec(colours), f"Conversion from stage to stage: {said}.")


def spend_by_state(answer: Answer, colours: Palette, *, small: bool = False) -> Figure | None:
    """Spend mapped to funded items in strong colour, orphans and unresolved light."""
    if answer.frame.empty:
        return None
    bars = [
        Bar(str(name), float(cost), float(cost) if funded else 0.0, str(text))
        for name, cost, funded, text in _columns(
            answer.frame, "State", "Full cost a year", "Funded", "In words"
        )
    ]
    unit = answer.frame["Unit"].iloc[0]
    return ranked_bars(bars, colours, f"Spend by funded item, {unit} a year: {_said(bars)}")


def states(answer: Answer, colours: Palette, *, small: bool = False) -> Figure | None:
    """Number of metrics red, amber and green."""
    if answer.frame.empty:
        return None
    said = "; ".join(f"{n} {state}" for state, n in _columns(answer.frame, "State", "Metrics"))
    most = float(answer.frame["Metrics"].max())
    drawn = answer.frame.assign(Room=1.3 * most or 1.0)
    return Figure(drawn, _states_spec(colours), f"Metrics with thresholds: {said}.")


def metric_levels(answer: Answer, colours: Palette, *, small: bool = False) -> Figure | None:
    """Tracked metrics by level; those that speak of the business in strong colour."""
    if answer.frame.empty:
        return None
    bars = [
        Bar(str(level), float(number), float(number) if business else 0.0, str(text))
        for level, number, business, text in _columns(
            answer.frame, "Level", "Metrics", "Business", "In words"
        )
    ]
    return ranked_bars(bars, colours, f"Tracked metrics by level: {_said(bars)}")


def share_line(answer: Answer, colours: Palette, *, small: bool = False) -> Figure | None:
    """One share on a line from nothing to all."""
    if answer.frame.empty:
        return None
    drawn = answer.frame.assign(All=1.0, Room=1.2)
    return Figure(drawn, _line_spec(colours), f"{answer.frame['In words'].iloc[0]} of all.")


#: Chart of each view, by its key.
CHARTS: dict[str, Chart] = {
    "cfo-roi": value_by_driver,
    "ciso-coverage": coverage_heat,
    "cto-capacity": months_to_capacity,
    "cdo-funnel": trust_funnel,
    "coo-alignment": spend_by_state,
    "thresholds-action": states,
    "metric-maturity": metric_levels,
    "trust-transparency": share_line,
    "trust-control": share_line,
    "trust-measurement": share_line,
    "trust-value": share_line,
}


def _cut(rows: pd.DataFrame, small: bool) -> pd.DataFrame:
    return rows.head(_MOST_SMALL if small else _MOST)


def _columns(rows: pd.DataFrame, *names: str) -> Iterable[tuple[Any, ...]]:
    return zip(*(rows[name] for name in names), strict=True)


def _said(bars: Iterable[Bar]) -> str:
    return "; ".join(f"{bar.name} {bar.text}" for bar in bars) + "."


def _names(colours: Palette, field: str) -> alt.Y:
    axis = alt.Axis(
        domain=False, ticks=False, labelPadding=8, labelColor=colours.ink, labelLimit=260
    )
    return alt.Y(f"{field}:N", sort=None, title=None, axis=axis)


def _room(base: Any) -> Any:
    """Keeps the text behind the longest bar inside the chart."""
    return base.mark_point(opacity=0, size=0).encode(x=alt.X("Room:Q", axis=None))


@lru_cache(maxsize=4)
def _heat_spec(colours: Palette) -> dict[str, Any]:
    top = alt.Axis(
        orient="top",
        domain=False,
        ticks=False,
        labelAngle=0,
        labelColor=colours.ink,
        labelLimit=120,
    )
    base = alt.Chart(ROWS).encode(
        x=alt.X("Short:N", sort=None, title=None, axis=top), y=_names(colours, "System")
    )
    # Vega-Lite takes the first test that holds.
    fill = {
        "condition": [
            {"test": "datum.State == 'green'", "value": colours.better},
            {"test": "datum.State == 'red'", "value": colours.worse},
            {"test": "datum.State == 'amber'", "value": colours.band},
        ],
        "value": colours.paper,
    }
    ink = {
        "condition": {
            "test": "datum.State == 'green' || datum.State == 'red'",
            "value": colours.paper,
        },
        "value": colours.ink,
    }
    cell = base.mark_rect(stroke=colours.rule, strokeWidth=1)
    text = base.mark_text(fontSize=13, fontWeight=600).encode(text="In words:N")
    spec = spec_of(alt.layer(cell, text).properties(height=alt.Step(34)), colours)
    for layer, colour in zip(spec["layer"], (fill, ink), strict=True):
        layer["encoding"]["color"] = colour
    return spec


@lru_cache(maxsize=16)
def _months_spec(colours: Palette, end: float) -> dict[str, Any]:
    base = alt.Chart(ROWS).encode(y=_names(colours, "Initiative"))
    axis = alt.Axis(
        title="Months to capacity",
        titleAnchor="start",
        values=[month for month in _MONTH_MARKS if month <= end],
        grid=False,
        labelColor=colours.ink,
        titleColor=colours.ink,
    )
    scale = alt.Scale(type="sqrt", zero=True, nice=False)
    # Not _room(), whose hidden axis would hide this one.
    room = base.mark_point(opacity=0, size=0).encode(x=alt.X("Room:Q", axis=axis, scale=scale))
    fill = alt.condition("datum.Act", alt.value(colours.worse), alt.value(colours.current))
    band = base.mark_bar(height=12, color=colours.band).encode(
        x=alt.X("P10:Q", axis=axis, scale=scale), x2="P90:Q"
    )
    median = (
        base.transform_filter("!datum['Median beyond']")
        .mark_tick(thickness=4, height=18)
        .encode(x="P50:Q", color=fill)
    )
    later = (
        base.transform_filter("datum['Median beyond']")
        .mark_point(shape="triangle-right", size=70, filled=True, opacity=1)
        .encode(x="P50:Q", color=fill)
    )
    # Without rows of its own, so that it is one line from top to bottom.
    warn = (
        alt.Chart(ROWS)
        .mark_rule(strokeDash=[4, 3], color=colours.quiet)
        .encode(x=alt.X("max(Warn under):Q"))
    )
    text = base.mark_text(align="left", dx=6).encode(
        x="P90:Q",
        text="In words:N",
        color=alt.condition("datum.Act", alt.value(colours.worse), alt.value(colours.ink)),
    )
    return spec_of(
        alt.layer(room, band, median, later, warn, text).properties(height=alt.Step(_ROW)),
        colours,
    )


@lru_cache(maxsize=4)
def _funnel_spec(colours: Palette) -> dict[str, Any]:
    base = alt.Chart(ROWS).encode(y=_names(colours, "Stage"))
    x = alt.X("Shown:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    below = "datum.State == 'below'"
    bar = base.mark_bar(height=18).encode(
        x=x, color=alt.condition(below, alt.value(colours.worse), alt.value(colours.current))
    )
    mark = base.mark_tick(thickness=3, height=26, color=colours.base).encode(
        x=alt.X("Healthy above:Q", axis=None)
    )
    # Behind whichever ends later: the bar, or the mark of its healthy share.
    text = (
        base.transform_calculate(end="max(datum.Shown, datum['Healthy above'])")
        .mark_text(align="left", dx=10)
        .encode(
            x=alt.X("end:Q", axis=None),
            text="In words:N",
            color=alt.condition(below, alt.value(colours.worse), alt.value(colours.ink)),
        )
    )
    return spec_of(alt.layer(_room(base), bar, mark, text).properties(height=alt.Step(30)), colours)


@lru_cache(maxsize=4)
def _states_spec(colours: Palette) -> dict[str, Any]:
    base = alt.Chart(ROWS).encode(y=_names(colours, "State"))
    x = alt.X("Metrics:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    fill = {
        "condition": [
            {"test": "datum.State == 'red'", "value": colours.worse},
            {"test": "datum.State == 'green'", "value": colours.better},
        ],
        "value": colours.base,
    }
    bar = base.mark_bar(height=18).encode(x=x)
    text = base.mark_text(align="left", dx=6, color=colours.ink).encode(x=x, text="In words:N")
    spec = spec_of(alt.layer(_room(base), bar, text).properties(height=alt.Step(_ROW)), colours)
    spec["layer"][1]["encoding"]["color"] = fill
    return spec


@lru_cache(maxsize=4)
def _line_spec(colours: Palette) -> dict[str, Any]:
    base = alt.Chart(ROWS)
    x = alt.X("All:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    whole = base.mark_bar(height=14, color=colours.band).encode(x=x)
    part = base.mark_bar(height=14, color=colours.current).encode(x=alt.X("Share:Q", axis=None))
    text = base.mark_text(align="left", dx=6, color=colours.ink).encode(x=x, text="In words:N")
    return spec_of(alt.layer(_room(base), whole, part, text), colours, 24)
