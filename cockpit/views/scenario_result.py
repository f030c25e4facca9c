"""Right side of the Scenarios page: figures, charts and tables of two results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from cockpit import cached, comparison, export, frame, state, wording
from cockpit.charts.cash_fan import cash_fan
from cockpit.charts.layer_change import layer_change
from cockpit.charts.roi_distribution import roi_distribution
from cockpit.explain import Explanation, explain
from cockpit.views.parts import chart, csv_bytes
from scenarios.portfolio import ValueBasis
from scenarios.results import Estimate, SimulationResult

_TABLE_HEIGHT = 318

#: Tables of one result, as the command line writes them too.
RESULT_TABLES = ("portfolio", "initiatives", "fan")


def figures(data: cached.Dataset, now: SimulationResult, before: SimulationResult,
            basis: ValueBasis, against: str) -> None:
    """Five headline figures, each with its change against the reference and its reasons."""
    outcome = now.portfolio.outcomes.get(basis)
    old = before.portfolio.outcomes.get(basis)
    scenario = state.choice().now.scenario(data.portfolio)

    def why(kind: str, figure: str) -> Explanation:
        return explain(kind, figure, data.portfolio, now, scenario.levers)

    def share(value: Estimate) -> str:
        return wording.percent(value.value, se=value.se)

    def money(value: Estimate) -> str:
        return wording.money(value.value, now.currency, se=value.se)

    def cell(place: Any, label: str, kind: str, pick: Callable[[Any], Estimate | None],
             words: Callable[[Estimate], str], *, points: bool = False,
             good: int = 1) -> None:
        estimate = pick(outcome) if outcome else None
        former = pick(old) if old else None
        change = better = None
        if estimate is not None and former is not None:
            change, better = _change(estimate, former, now.currency, points, good)
        with place:
            frame.figure(label, wording.NA if estimate is None else words(estimate),
                         change=change, better=better, against=f"vs {wording.shorten(against, 24)}",
                         why=why(kind, label), key=kind)

    hurdle = wording.percent(now.hurdle_rate)
    columns = st.columns(5, gap="small")
    cell(columns[0], f"{basis.capitalize()} ROI, P50", "roi", lambda o: o.roi.p50, share,
         points=True)
    cell(columns[1], f"Chance of ROI ≥ {hurdle}", "p_hurdle", lambda o: o.p_roi_hurdle, share,
         points=True)
    cell(columns[2], "NPV, P50", "npv", lambda o: o.npv.p50, money)
    with columns[3]:
        cost, was = now.portfolio.cost.p50, before.portfolio.cost.p50
        change, better = _change(cost, was, now.currency, points=False, good=-1)
        frame.figure("Partial cost, P50" if now.partial else "Full cost, P50", money(cost),
                     change=change, better=better, against=f"vs {wording.shorten(against, 24)}",
                     why=why("cost", "Full cost, P50"), key="cost")
    cell(columns[4], "NPV, worst 5 %", "cvar", lambda o: o.cvar95, money)


def _change(now: Estimate, before: Estimate, currency: str, points: bool,
            good: int) -> tuple[str, bool | None]:
    """The change in words, and whether it is for the better (``None``: none to be seen)."""
    difference = now.value - before.value
    if points:
        text = wording.points(difference, se=now.se)
    else:
        text = wording.money(difference, currency, se=now.se, signed=True)
    if text[0] not in ("+", wording.MINUS) and wording.MINUS not in text and "+" not in text:
        return "no change", None
    return text, difference * good > 0


def charts(now: SimulationResult, before: SimulationResult, basis: ValueBasis,
           against: str) -> None:
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
                chart(figure)


def initiatives(now: SimulationResult, before: SimulationResult, basis: ValueBasis) -> None:
    """What the scenario does to each initiative, most value at stake first."""
    rows = comparison.initiative_table(now, before, basis)
    if rows.empty:
        st.caption(wording.EMPTY["initiatives"])
    else:
        _money_table(rows, ("NPV now", "Δ NPV", "Full cost now"), now.currency,
                     shares=("ROI before", "ROI now", "P(≥ hurdle) before", "P(≥ hurdle) now"),
                     signed=("Δ NPV",), height=_TABLE_HEIGHT,
                     alt="Initiatives before and under this scenario")
    unanswered = comparison.unanswered_table(now, basis)
    if not unanswered.empty:
        with st.expander(f"{wording.count(len(unanswered), 'initiative')} without an answer "
                         f"on the {basis} basis", key="unanswered", on_change="rerun") as more:
            if more.open:
                frame.table(unanswered)


def pinned(results: list[tuple[str, SimulationResult]], basis: ValueBasis) -> None:
    """The reference, the pinned scenarios and the one on screen side by side."""
    rows = comparison.scenario_table(results, basis)
    _money_table(rows, ("NPV P50", "Worst 5 %", "Full cost P50"), results[0][1].currency,
                 shares=("ROI P10", "ROI P50", "ROI P90", "P(ROI ≥ hurdle)"),
                 alt="Scenarios side by side")
    pins = state.choice().pins
    with st.container(horizontal=True, vertical_alignment="center"):
        for place, pin in enumerate(pins):
            st.button(f"Remove {wording.escape_markdown(wording.shorten(pin.name, 40))}",
                      key=f"unpin_{place}", type="tertiary", icon=":material/close:",
                      on_click=_unpin, args=(place,))


def _unpin(place: int) -> None:
    state.choose(state.choice().unpinned(place))


def downloads(now: SimulationResult, before: SimulationResult, basis: ValueBasis,
              results: list[tuple[str, SimulationResult]]) -> None:
    """Every table of the page as CSV, with all digits and the stamp."""
    stamp = now.stamp.line()
    screen = {
        "Initiatives": ("scenario-initiatives",
                        lambda: comparison.initiative_table(now, before, basis)),
        "Cost by layer": ("scenario-layers", lambda: comparison.layer_table(now, before)),
        "Side by side": ("scenarios-side-by-side",
                         lambda: comparison.scenario_table(results, basis)),
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption("Download as CSV", width="content")
        for label, (name, rows) in screen.items():
            frame.download(label, lambda rows=rows: csv_bytes(rows(), stamp), f"{name}.csv",
                           key=f"csv_{name}")
        for name in RESULT_TABLES:
            frame.download(f"All of {name}", lambda name=name: _whole_table(now, name),
                           f"{name}.csv", key=f"csv_all_{name}")


def _whole_table(result: SimulationResult, name: str) -> bytes:
    columns, rows = export.result_tables(result)[name]
    return export.to_csv(columns, rows, result.stamp.line())


def _money_table(rows: pd.DataFrame, money: tuple[str, ...], currency: str, *,
                 shares: tuple[str, ...], signed: tuple[str, ...] = (), height: int | str = "auto",
                 alt: str = "") -> None:
    """A table with one scale for all its money, named in the headings."""
    scale = wording.scale_for(rows[list(money)].abs().max())
    titles = {name: f"{name}, {scale.unit(currency)}" for name in money}
    formats: dict[str, Callable[[Any], str]] = dict.fromkeys(shares, wording.percent)
    for name in money:
        formats[titles[name]] = (
            lambda value, s=name in signed: wording.in_scale(value, scale, signed=s))
    frame.table(rows.rename(columns=titles), formats, height=height, alt=alt)
