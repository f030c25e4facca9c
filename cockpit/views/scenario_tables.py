"""Tables of the Scenarios page: initiatives before and now, pinned scenarios side by side.

The screen shows what fits a projector of 1,280 pixels, under short titles with the
unit above; the downloads hold every column under its full name.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cockpit import comparison, frame, state, wording
from cockpit.rows import scenarios as tables
from cockpit.views.kept import kept_switch
from cockpit.views.method_parts import explained
from scenarios.portfolio import ValueBasis
from scenarios.results import SimulationResult

#: Initiatives shown at once; the rest on request.
_FIRST_ROWS = 10
#: Letters of a name that fit its column; whole names stand in the downloads.
_NAME_LENGTH, _SCENARIO_LENGTH = 35, 34


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
            every = kept_switch("initiatives", "all_initiatives")
            whole = len(rows) <= _FIRST_ROWS or st.toggle(
                f"All {wording.count(len(rows), 'initiative')}, not the {_FIRST_ROWS} most at "
                "stake",
                every.value,
                key=every.key,
                on_change=every.change,
                width="content",
            )
            scale = _unit_said(rows, tables.INITIATIVES_MONEY, now.currency)
        rows = tables.initiative_rows(rows)
        rows["Initiative"] = [wording.shorten(name, _NAME_LENGTH) for name in rows["Initiative"]]
        _figures_table(
            rows if whole else rows.head(_FIRST_ROWS),
            tables.INITIATIVES,
            scale,
            money=tables.INITIATIVES_MONEY,
            signed=tables.INITIATIVES_SIGNED,
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


def pinned(
    results: list[tuple[str, SimulationResult]], basis: ValueBasis, parts: tuple[str, ...]
) -> None:
    """Base, the pinned scenarios and the one on screen side by side."""
    rows = comparison.scenario_table(results, basis)
    below = zip(rows["Initiatives below hurdle"], rows["Of"], strict=True)
    rows["Below"] = [f"{count} of {all_of}" for count, all_of in below]
    rows["Scenario"] = [wording.shorten(name, _SCENARIO_LENGTH) for name in rows["Scenario"]]
    money = tables.SCENARIOS_MONEY
    scale = _unit_said(rows, money, results[0][1].currency)
    _figures_table(rows, tables.SCENARIOS, scale, money=money, alt="Scenarios side by side")
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
    scale = tables.money_scale(rows, money)
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
    formats = tables.formats_of(rows, titles, scale, money, signed)
    frame.table(
        rows[list(titles)].rename(columns=titles),
        {titles[name]: words for name, words in formats.items()},
        alt=alt,
        height="content",
        column_config={
            titles[name]: st.column_config.Column(help=text)
            for name, text in tables.HELP.items()
            if name in titles
        },
    )
