"""The ladder of evidence, and the share of the cost that passes each layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit.assessment.answer import Answer
from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import Palette

#: Height of one rung, in pixels.
_STEP, _SMALL_STEP = 52, 30
#: The part of a layer's cost that passes, as the assessment words it.
_PASSES = "passes"


@dataclass(frozen=True, slots=True)
class Rung:
    """One layer of the ladder; shares of the cost, 0…1.

    ``supported`` passes this layer and every one below, ``alone`` this layer looked at
    by itself (``None`` where it is not known). ``gate`` marks the first layer that does
    not hold, ``grey`` those above it. ``state`` and ``text`` stand
    below the bar.
    """

    name: str
    supported: float
    alone: float | None
    gate: bool
    grey: bool
    text: str
    state: str


def ladder(
    rungs: Sequence[Rung],
    threshold: float,
    threshold_text: str,
    colours: Palette,
    *,
    small: bool = False,
) -> Figure:
    """Layers from the ground up, the first at the bottom, with the share that must pass.

    The strong part is what rests on every layer below; the faint part passes the layer by
    itself only.
    """
    rows = [
        {
            "Layer": rung.name,
            "Supported": rung.supported,
            "Alone": max(rung.alone or 0.0, rung.supported),
            "In full": f"{rung.state}: {rung.text}",
            "In short": rung.state,
            "Gate": rung.gate,
            "Grey": rung.grey,
            "Threshold": threshold,
            "Threshold in words": threshold_text,
            "Whole": 1.0,
            "Top": place == len(rungs) - 1,
        }
        for place, rung in reversed(list(enumerate(rungs)))
    ]
    said = "; ".join(f"{rung.name}: {rung.text}, {rung.state}" for rung in rungs)
    return Figure(
        pd.DataFrame(rows),
        _ladder_spec(colours, small),
        f"Share of the cost a year that passes each evidence layer; {threshold_text}. {said}.",
    )


@lru_cache(maxsize=8)
def _ladder_spec(colours: Palette, small: bool) -> dict[str, Any]:
    step = _SMALL_STEP if small else _STEP
    size = 12 if small else 14
    y = alt.Y(
        "Layer:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            domain=False,
            ticks=False,
            labelPadding=10,
            labelColor=colours.ink,
            labelFontSize=size,
            labelLimit=240,
        ),
    )

    def x(name: str) -> alt.X:
        scale = alt.Scale(domain=[0, 2 if small else 1], nice=False)
        return alt.X(f"{name}:Q", axis=None, scale=scale)

    base = alt.Chart(ROWS).encode(y=y)
    height = 14 if small else 20
    track = base.mark_bar(color=colours.rule, height=height, yOffset=0 if small else -9).encode(
        x=x("Whole")
    )
    alone = base.mark_bar(color=colours.band, height=height, yOffset=0 if small else -9).encode(
        x=x("Alone")
    )
    supported = base.mark_bar(height=height, yOffset=0 if small else -9).encode(
        x=x("Supported"),
        color=alt.condition("datum.Grey", alt.value(colours.base), alt.value(colours.current)),
    )
    # One row is enough for the line; without a place on the ladder it spans all of it.
    top = alt.Chart(ROWS).transform_filter("datum.Top")
    rule = top.mark_rule(color=colours.ink, strokeDash=[4, 3], strokeWidth=1.5).encode(
        x=x("Threshold")
    )
    layers = [track, alone, supported, rule]
    shade = alt.condition("datum.Gate", alt.value(colours.worse), alt.value(colours.ink))
    if small:
        short = base.mark_text(align="left", dx=8, fontSize=12).encode(
            x=x("Whole"), text="In short:N", color=shade
        )
        return spec_of(alt.layer(*layers, short).properties(height=alt.Step(step)), colours)
    # One line of text, left of the threshold's line on any screen.
    words = base.mark_text(align="left", dy=14, fontSize=13).encode(
        x=alt.value(0),
        text="In full:N",
        color=shade,
    )
    label = top.mark_text(align="center", baseline="bottom", dy=-4, fontSize=13).encode(
        x=x("Threshold"),
        y=alt.value(0),
        text="Threshold in words:N",
        color=alt.value(colours.ink),
    )
    layers += [words, label]
    return spec_of(alt.layer(*layers).properties(height=alt.Step(step)), colours)


def layer_share(answer: Answer, colours: Palette, *, small: bool = False) -> Figure | None:
    """The cost by how it stands at one layer: passes, does not pass, evidence missing."""
    if answer.frame.empty:
        return None
    frame = answer.frame.rename(columns={"Share of cost": "Share"})
    frame = frame[["Standing", "Share", "In words"]].copy()
    frame["Passes"] = frame["Standing"] == _PASSES
    said = "; ".join(frame["In words"])
    return Figure(frame, _share_spec(colours, small), f"Share of the cost a year. {said}.")


@lru_cache(maxsize=8)
def _share_spec(colours: Palette, small: bool) -> dict[str, Any]:
    base = alt.Chart(ROWS).encode(
        y=alt.Y("Standing:N", sort=None, axis=None),
    )

    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", axis=None, scale=alt.Scale(domain=[0, 1.6], nice=False))

    bar = base.mark_bar(height=18).encode(
        x=x("Share"),
        color=alt.condition(
            "datum.Passes",
            alt.value(colours.current),
            alt.value(colours.base),
        ),
    )
    text = base.mark_text(align="left", dx=6, fontSize=13, color=colours.ink).encode(
        x=x("Share"), text="In words:N"
    )
    return spec_of(alt.layer(bar, text).properties(height=alt.Step(24 if small else 30)), colours)


#: The chart of each layer's answer.
CHARTS: dict[str, Callable[..., Figure | None]] = dict.fromkeys(
    ("E1", "E2", "E3", "E4", "E5"), layer_share
)
