"""One chart an entry: gains of a cell, use beside value of a swap, hours and where they went."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.theme import Palette

_STEP = 26
#: Pixels that the words behind a bar take, such as “+312 % (bar cut), anecdotal”.
_WORDS = 170
#: Rows of a chart: on a card, and in full.
_MOST = {True: 4, False: 30}


def gains(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """Each effect of a cell as a bar from zero, best first, coloured by better or worse."""
    if answer.frame.empty:
        return None
    frame = answer.frame.head(_MOST[small]).copy()
    high = max(0.0, frame["Gain"].max())
    # One effect many times larger than all others would leave those without a bar.
    cut = min(high, 3 * max(frame["Gain"].median(), 0.1))
    frame["Drawn"] = frame["Gain"].clip(upper=cut)
    frame["End"] = frame["Drawn"].clip(lower=0.0)
    frame["In words"] = [
        f"{words} (bar cut)" if gain > cut else words
        for words, gain in zip(frame["In words"], frame["Gain"], strict=True)
    ]
    named = zip(frame["Effect"], frame["In words"], strict=True)
    said = "; ".join(f"{name} {words}" for name, words in named)
    return Figure(frame, _gains_spec(colours), f"Gain against its own baseline: {said}.")


@lru_cache(maxsize=4)
def _gains_spec(colours: Palette) -> dict[str, Any]:
    y = alt.Y(
        "Effect:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            domain=False, ticks=False, labelPadding=8, labelColor=colours.ink, labelLimit=420
        ),
    )
    base = alt.Chart(ROWS).encode(y=y)
    # Room for the words behind the longest bar, in pixels at any width.
    room = alt.ExprRef(f"max(20, width - {_WORDS})")
    scale = alt.Scale(nice=False, zero=True, range=[0, room])
    x = alt.X("Drawn:Q", axis=None, scale=scale)
    fill = alt.condition("datum.Gain < 0", alt.value(colours.worse), alt.value(colours.better))
    bar = base.mark_bar(height=12).encode(x=x, color=fill)
    text = base.mark_text(align="left", dx=6, color=colours.ink).encode(
        x=alt.X("End:Q", axis=None, scale=scale), text="In words:N"
    )
    return spec_of(alt.layer(bar, text).properties(height=alt.Step(_STEP)), colours)


def pairs(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """Use beside value: each initiative's change of use in grey, what changed in words."""
    if answer.frame.empty:
        return None
    frame = answer.frame.head(3 if small else _MOST[False])
    records = []
    for _, row in frame.iterrows():
        value = row["Change of value"]
        records.append(
            {
                "Initiative": wording.shorten(str(row["Initiative"]), 34),
                "Use": _or_zero(row["Change of use"]),
                "Use in words": f"use {_signed(row['Change of use'])}",
                "Value": _or_zero(value),
                "Value in words": str(row["In words"]),
                "Tone": "none" if pd.isna(value) else "worse" if value < 0 else "better",
            }
        )
    table = pd.DataFrame(records)
    reach = max(table["Use"].abs().max(), table["Value"].abs().max()) or 1.0
    table["Room"] = 3.2 * reach
    table["Use ends"], table["Value ends"] = table["Use"].clip(0), table["Value"].clip(0)
    said = "; ".join(
        f"{each['Initiative']}: {each['Use in words']}, {each['Value in words']}"
        for each in records
    )
    return Figure(table, _pairs_spec(colours), f"Change of use beside change of value: {said}.")


def _or_zero(value: float) -> float:
    """Length of a bar; what is not measured has none, and its words say so."""
    return 0.0 if pd.isna(value) else float(value)


def _signed(value: float) -> str:
    return "before not stated" if pd.isna(value) else wording.percent(value, signed=True)


@lru_cache(maxsize=4)
def _pairs_spec(colours: Palette) -> dict[str, Any]:
    y = alt.Y(
        "Initiative:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            domain=False, ticks=False, labelPadding=8, labelColor=colours.ink, labelLimit=300
        ),
    )
    base = alt.Chart(ROWS).encode(y=y)
    scale = alt.Scale(nice=False, zero=True)
    tone = alt.Color(
        "Tone:N",
        legend=None,
        scale=alt.Scale(
            domain=["better", "worse", "none"],
            range=[colours.better, colours.worse, colours.quiet],
        ),
    )

    def bar(field: str, offset: int, **look: Any) -> alt.Chart:
        drawn: alt.Chart = base.mark_bar(height=11, yOffset=offset, **look).encode(
            x=alt.X(f"{field}:Q", axis=None, scale=scale)
        )
        return drawn

    def words(field: str, at: str, offset: int) -> alt.Chart:
        text = base.mark_text(align="left", dx=6, dy=offset, color=colours.ink)
        drawn: alt.Chart = text.encode(
            x=alt.X(f"{at}:Q", axis=None, scale=scale), text=f"{field}:N"
        )
        return drawn

    room = base.mark_point(opacity=0, size=0).encode(x=alt.X("Room:Q", axis=None))
    layers = alt.layer(
        room,
        bar("Use", -8, color=colours.base),
        bar("Value", 8).encode(color=tone),
        words("Use in words", "Use ends", -8),
        words("Value in words", "Value ends", 8),
    )
    return spec_of(layers.properties(height=alt.Step(46)), colours)


def hours(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """Claimed hours of each initiative; the part with a destination is strong."""
    if answer.frame.empty:
        return None
    frame = answer.frame.head(_MOST[small])
    bars = [
        Bar(
            wording.shorten(str(row["Initiative"]), 34),
            _or_zero(row["Claimed hours a month"]),
            _or_zero(row["With a destination"]),
            f"{_hours(row['Claimed hours a month'])}, {row['In words']}",
        )
        for _, row in frame.iterrows()
    ]
    said = "; ".join(f"{bar.name} {bar.text}" for bar in bars)
    return ranked_bars(
        bars, colours, f"Claimed hours a month, strong part with a destination: {said}."
    )


def _hours(value: float) -> str:
    return "hours not stated" if pd.isna(value) else f"{wording.number(value)}{wording.GAP}h"
