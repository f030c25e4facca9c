"""Tables of the Scenarios page: initiatives before and now, pinned scenarios side by side.

The screen shows what fits a projector of 1,280 pixels, under short titles with the
unit above; the downloads hold every column under its full name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from cockpit import comparison, frame, state, wording
from cockpit.views.method_parts import explained
from scenarios.portfolio import ValueBasis
from scenarios.results import SimulationResult

#: Initiatives shown at once; the rest on request.
_FIRST_ROWS = 10
#: Letters of a name that fit its column; whole names stand in the downloads.
_NAME_LENGTH, _SCENARIO_LENGTH = 35, 34
_CHANCE = "Probability that ROI reaches the hurdle"

#: Columns on screen with their titles and, where a title is short, what it stands for.
_INITIATIVES = {
    "Initiative": "Initiative",
    "Verdict": "Verdict",
    "At the hurdle": "Hurdle",
    "ROI before": "ROI was",
    "ROI now": "ROI now",
    "Chance before": "Chance was",
    "Chance now": "Chance now",
    "Δ NPV": "Δ NPV",
    "Full cost now": "Full cost",
    "Cost layers": "Layers",
}
_SCENARIOS = {
    "Scenario": "Scenario",
    "ROI P10": "ROI P10",
    "ROI P50": "P50",
    "ROI P90": "P90",
    "Chance of hurdle": "Chance",
    "NPV P50": "NPV P50",
    "NPV worst 5 %": "Worst 5 %",
    "Full cost P50": "Full cost",
    "Below": "Below hurdle",
}
_HELP = {
    "Verdict": "Computed verdict on captured ROI, as if each scenario were the base case; "
    "→ marks a flip",
    "At the hurdle": "Where the median ROI lies against the hurdle; ↓ falls below it, ↑ rises "
    "above it under this scenario",
    "ROI before": "Median ROI (P50) under the scenario compared with",
    "ROI now": "Median ROI (P50) under this scenario",
    "Chance before": f"{_CHANCE}, under the scenario compared with",
    "Chance now": f"{_CHANCE}, under this scenario",
    "Δ NPV": "Change of the median net present value",
    "Full cost now": "Mean present value of cost under this scenario",
    "Cost layers": "Cost layers without any line, or with an assumed share",
    "ROI P50": "Median ROI",
    "ROI P90": "ROI that nine of ten draws stay below",
    "Chance of hurdle": _CHANCE,
    "NPV worst 5 %": "Mean NPV of the worst 5 % of the draws",
    "Full cost P50": "Median of the full cost",
    "Below": "Initiatives whose median ROI is below the hurdle, of those that can be answered",
}
_HURDLE = {
    comparison.FALLS: "↓ below",
    comparison.RISES: "↑ above",
    comparison.STAYS_BELOW: "below",
    comparison.STAYS_ABOVE: "above",
}


def initiatives(
    now: SimulationResult,
    before: SimulationResult,
    basis: ValueBasis,
    verdicts: comparison.Verdicts,
    name: str,
) -> None:
    """What the scenario does to each initiative and its verdict, most value at stake first."""
    rows = comparison.initiative_table(now, before, basis, verdicts)
    if before.stamp.scenario_hash != now.stamp.scenario_hash:
        explained(verdicts.sentence(name), "verdicts")
    if rows.empty:
        st.caption(
            f"No initiative can be answered on the {basis} basis; each one's reason stands below."
        )
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            whole = len(rows) <= _FIRST_ROWS or st.toggle(
                f"All {wording.count(len(rows), 'initiative')}, not the {_FIRST_ROWS} most at "
                "stake",
                key="all_initiatives",
                width="content",
            )
            scale = _unit_said(rows, ("Δ NPV", "Full cost now"), now.currency)
        rows["Verdict"] = [_verdict_words(row) for row in rows.to_dict("records")]
        rows["At the hurdle"] = rows["At the hurdle"].replace(_HURDLE)
        layers = rows["Cost layers"].str.removeprefix("partial: ")
        rows["Cost layers"] = layers.replace("all seven", "all")
        rows["Initiative"] = [wording.shorten(name, _NAME_LENGTH) for name in rows["Initiative"]]
        _figures_table(
            rows if whole else rows.head(_FIRST_ROWS),
            _INITIATIVES,
            scale,
            money=("Δ NPV", "Full cost now"),
            signed=("Δ NPV",),
            alt="Initiatives before and under this scenario",
        )
    unanswered = comparison.unanswered_table(now, basis)
    if not unanswered.empty:
        with st.expander(
            f"{wording.count(len(unanswered), 'initiative')} without an answer "
            f"on the {basis} basis",
            key="unanswered",
            on_change="rerun",
        ) as more:
            if more.open:
                frame.table(unanswered)


def _verdict_words(row: dict[Any, Any]) -> str | None:
    """``scale → contain`` where the verdict flips; missing where it cannot be judged."""
    was, now = row["Verdict before"], row["Verdict now"]
    if pd.isna(now):
        return None
    return now if pd.isna(was) or was == now else f"{was} → {now}"


def pinned(
    results: list[tuple[str, SimulationResult]], basis: ValueBasis, parts: tuple[str, ...]
) -> None:
    """Base, the pinned scenarios and the one on screen side by side."""
    rows = comparison.scenario_table(results, basis)
    below = zip(rows["Initiatives below hurdle"], rows["Of"], strict=True)
    rows["Below"] = [f"{count} of {all_of}" for count, all_of in below]
    rows["Scenario"] = [wording.shorten(name, _SCENARIO_LENGTH) for name in rows["Scenario"]]
    money = comparison.SCENARIO_FIGURES[4:]
    scale = _unit_said(rows, money, results[0][1].currency)
    _figures_table(rows, _SCENARIOS, scale, money=money, alt="Scenarios side by side")
    with st.container(horizontal=True, vertical_alignment="center"):
        for place, (name, _) in enumerate(results[1 : len(state.choice().pins) + 1]):
            st.button(
                f"Remove {wording.escape_markdown(wording.shorten(name, 80))}",
                key=f"unpin_{place}",
                type="tertiary",
                icon=":material/close:",
                on_click=_unpin,
                args=(place, parts),
            )


def _unpin(place: int, parts: tuple[str, ...]) -> None:
    state.choose(state.choice().unpinned(place))
    state.refresh(*parts)


def _unit_said(rows: pd.DataFrame, money: tuple[str, ...], currency: str) -> wording.Scale:
    """One scale for a table's money, said above it."""
    scale = wording.scale_of_table(rows[list(money)].apply(pd.to_numeric).to_numpy().ravel())
    st.caption(f"Money in {scale.unit(currency)}, present value", width="content")
    return scale


def _figures_table(
    rows: pd.DataFrame,
    titles: dict[str, str],
    scale: wording.Scale,
    *,
    money: tuple[str, ...],
    signed: tuple[str, ...] = (),
    alt: str = "",
) -> None:
    """A table in which a column has the decimals that its least certain cell supports."""
    formats: dict[str, Callable[[Any], str]] = {}
    for name, title in titles.items():
        if f"{name} se" not in rows:
            continue
        errors = rows[f"{name} se"]
        if name in money:
            decimals = wording.column_decimals(errors, scale)
            words = _money_words(scale, decimals, name in signed)
        else:
            words = _chance_words if name.startswith("Chance") else _share_words
        formats[title] = wording.by_value(rows[name], errors, words)
    frame.table(
        rows[list(titles)].rename(columns=titles),
        formats,
        alt=alt,
        height="content",
        column_config={
            titles[name]: st.column_config.Column(help=text)
            for name, text in _HELP.items()
            if name in titles
        },
    )


def _money_words(
    scale: wording.Scale, decimals: int, signed: bool
) -> Callable[[float, float | None], str]:
    return lambda value, se: wording.in_scale(value, scale, se=se, signed=signed, decimals=decimals)


def _share_words(value: float, se: float | None) -> str:
    return wording.percent(value, se=se)


def _chance_words(value: float, se: float | None) -> str:
    return wording.chance(value, se=se)
