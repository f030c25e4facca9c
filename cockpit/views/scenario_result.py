"""Right side of the Scenarios page: figures, charts and tables of two results."""

from __future__ import annotations

import functools
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from cockpit import cached, comparison, export, frame, state, wording
from cockpit.charts.cash_fan import cash_fan
from cockpit.charts.layer_change import layer_change
from cockpit.charts.roi_distribution import roi_distribution
from cockpit.explain import explain
from cockpit.result_tables import result_tables
from cockpit.views.parts import csv_bytes
from scenarios.portfolio import ValueBasis
from scenarios.results import Estimate, SimulationResult

#: Initiatives shown at once; the rest on request.
_FIRST_ROWS = 10
_CHANCE = "Probability that ROI reaches the hurdle"

#: Tables of one result, as the command line writes them too.
RESULT_TABLES = ("portfolio", "initiatives", "costs", "layers", "fan", "checks", "fields")


def figures(
    data: cached.Dataset,
    now: SimulationResult,
    before: SimulationResult,
    basis: ValueBasis,
    against: str,
) -> None:
    """Five headline figures, each with its change against the reference and its reasons."""
    outcome = now.portfolio.outcomes.get(basis)
    old = before.portfolio.outcomes.get(basis)
    levers = state.choice().now.scenario(data.portfolio).levers
    same = now.stamp.scenario_hash == before.stamp.scenario_hash
    versus = f"vs {wording.shorten(against, 20)}"

    money = functools.partial(wording.money, currency=now.currency)

    def show(
        place: Any,
        label: str,
        kind: str,
        estimate: Estimate | None,
        former: Estimate | None,
        words: Callable[..., str],
        *,
        good: int = 1,
        remark: str = "",
    ) -> None:
        value, change, better = wording.NA, None, None
        if estimate is not None:
            value = words(estimate.value, se=estimate.se)
        if estimate is not None and former is not None and not same:
            change, better = _change(estimate, former, now.currency, words is not money, good)
        with place, st.container(gap="xxsmall"):
            frame.figure(
                label,
                value,
                change=change,
                better=better,
                against=remark or versus,
                key=kind,
                why=explain(kind, label, data.portfolio, now, levers),
            )

    chance = outcome.p_roi_hurdle if outcome else None
    assumed = any(item.assumed_layers for item in now.initiatives)
    cost_label = ("Partial cost" if now.partial else "Full cost") + (
        ", part assumed" if assumed else ", P50"
    )
    cost, old_cost = now.portfolio.cost, before.portfolio.cost
    places = st.columns(5, gap="small")
    show(
        places[0],
        f"{basis.capitalize()} ROI, P50",
        "roi",
        outcome.roi.p50 if outcome else None,
        old.roi.p50 if old else None,
        wording.percent,
    )
    show(
        places[1],
        f"Chance of ROI ≥ {wording.percent(now.hurdle_rate)}",
        "p_hurdle",
        chance,
        old.p_roi_hurdle if old else None,
        wording.chance,
        remark=wording.probability_words(chance.value) if chance else "",
    )
    show(
        places[2],
        "NPV, P50",
        "npv",
        outcome.npv.p50 if outcome else None,
        old.npv.p50 if old else None,
        money,
    )
    if cost is None:
        cost_label = "Full cost: none supplied"
    show(
        places[3],
        cost_label,
        "cost",
        cost.p50 if cost else None,
        old_cost.p50 if old_cost else None,
        money,
        good=-1,
    )
    show(
        places[4],
        "NPV, worst 5 %",
        "cvar",
        outcome.cvar95 if outcome else None,
        old.cvar95 if old else None,
        money,
    )


def _change(
    now: Estimate, before: Estimate, currency: str, share: bool, good: int
) -> tuple[str, bool | None]:
    """The change in words, and whether it is for the better (``None``: none to be seen)."""
    difference = now.value - before.value
    if share:
        text = wording.points(difference, se=now.se)
    else:
        text = wording.money(difference, currency, se=now.se, signed=True)
    if not any(sign in text for sign in ("+", wording.MINUS)):
        return "no change", None
    return text, difference * good > 0


def charts(
    now: SimulationResult, before: SimulationResult, basis: ValueBasis, against: str
) -> None:
    """Distribution of ROI, cash over the months, cost by layer."""
    colours = frame.colours()
    short = wording.shorten(against, 30)
    left, middle, right = st.columns([1.05, 1, 1.15], gap="small")
    for place, figure in (
        (left, roi_distribution(now, before, basis, colours, short)),
        (middle, cash_fan(now, before, basis, colours, short)),
        (right, layer_change(comparison.layer_table(now, before), now.currency, colours, short)),
    ):
        with place:
            if figure is None:
                st.caption(wording.NA)
            else:
                frame.chart(figure)


def initiatives(now: SimulationResult, before: SimulationResult, basis: ValueBasis) -> None:
    """What the scenario does to each initiative, most value at stake first."""
    rows = comparison.initiative_table(now, before, basis)
    if rows.empty:
        st.caption(
            f"No initiative can be answered on the {basis} basis; each one's reason stands below."
        )
    else:
        whole = len(rows) <= _FIRST_ROWS or st.toggle(
            f"All {wording.count(len(rows), 'initiative')}, not the {_FIRST_ROWS} most at stake",
            key="all_initiatives",
        )
        _figures_table(
            rows if whole else rows.head(_FIRST_ROWS),
            comparison.INITIATIVE_FIGURES[:4],
            comparison.INITIATIVE_FIGURES[4:],
            now.currency,
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


def pinned(
    results: list[tuple[str, SimulationResult]], basis: ValueBasis, parts: tuple[str, ...]
) -> None:
    """Base, the pinned scenarios and the one on screen side by side."""
    rows = comparison.scenario_table(results, basis)
    _figures_table(
        rows,
        comparison.SCENARIO_FIGURES[:4],
        comparison.SCENARIO_FIGURES[4:],
        results[0][1].currency,
        alt="Scenarios side by side",
    )
    pins = state.choice().pins
    with st.container(horizontal=True, vertical_alignment="center"):
        for place, pin in enumerate(pins):
            st.button(
                f"Remove {wording.escape_markdown(wording.shorten(pin.name, 40))}",
                key=f"unpin_{place}",
                type="tertiary",
                icon=":material/close:",
                on_click=_unpin,
                args=(place, parts),
            )


def _unpin(place: int, parts: tuple[str, ...]) -> None:
    state.choose(state.choice().unpinned(place))
    state.refresh(*parts)


def downloads(
    data: cached.Dataset,
    now: SimulationResult,
    before: SimulationResult,
    basis: ValueBasis,
    results: list[tuple[str, SimulationResult]],
) -> None:
    """Every table of the page as CSV, with all digits and the stamp."""
    stamp = now.stamp.line()
    choice = state.choice()
    scenario = choice.now.scenario(data.portfolio)
    simulate = cached.later(data, scenario, choice.draws, choice.seed)
    screen = {
        "Initiatives before and now": (
            "scenario-initiatives",
            lambda: comparison.initiative_table(now, before, basis),
        ),
        "Cost by layer": ("scenario-layers", lambda: comparison.layer_table(now, before)),
        "Side by side": (
            "scenarios-side-by-side",
            lambda: comparison.scenario_table(results, basis),
        ),
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption("Download as CSV", width="content")
        for label, (name, rows) in screen.items():
            frame.download(
                label, partial(_screen_table, rows, stamp), f"{name}.csv", key=f"csv_{name}"
            )
        repaired = ("correlations",) if now.repair else ()
        for name in (*RESULT_TABLES, *repaired):
            frame.download(
                name.capitalize(),
                partial(_whole_table, simulate, name),
                f"{name}.csv",
                key=f"csv_all_{name}",
            )


def _screen_table(rows: Callable[[], pd.DataFrame], stamp: str) -> bytes:
    return csv_bytes(rows(), stamp)


def _whole_table(simulate: Callable[[], SimulationResult], name: str) -> bytes:
    """A table of the whole result, all value bases, as the command line writes it."""
    result = simulate()
    columns, rows = result_tables(result)[name]
    return export.to_csv(columns, rows, result.stamp.line())


def _figures_table(
    rows: pd.DataFrame,
    shares: tuple[str, ...],
    money: tuple[str, ...],
    currency: str,
    *,
    signed: tuple[str, ...] = (),
    alt: str = "",
) -> None:
    """A table with one scale for its money, each cell rounded to its own standard error."""
    scale = wording.scale_of_table(rows[list(money)].apply(pd.to_numeric).to_numpy().ravel())
    titles = {name: f"{name}, {scale.unit(currency)}" for name in money}
    formats: dict[str, Callable[[Any], str]] = {}
    for name in (*shares, *money):
        is_signed = name in signed

        def words(
            value: float, se: float | None, name: str = name, is_signed: bool = is_signed
        ) -> str:
            if name in shares:
                return (wording.chance if "hance" in name else wording.percent)(value, se=se)
            return wording.in_scale(value, scale, se=se, signed=is_signed)

        formats[titles.get(name, name)] = wording.by_value(rows[name], rows[f"{name} se"], words)
    shown = rows[[name for name in rows.columns if not name.endswith(" se")]]
    help_texts = {name: st.column_config.Column(help=_CHANCE) for name in shares if "hance" in name}
    frame.table(
        shown.rename(columns=titles), formats, alt=alt, height="content", column_config=help_texts
    )
