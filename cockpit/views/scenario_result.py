"""Right side of the Scenarios page: figures, charts and downloads of two results."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from cockpit import cached, comparison, export, frame, state, wording
from cockpit.charts.cash_fan import cash_fan
from cockpit.charts.layer_change import layer_change
from cockpit.charts.roi_distribution import roi_distribution
from cockpit.dataset import Dataset
from cockpit.explain import error_of, explain
from cockpit.result_tables import result_tables
from cockpit.rows.scenario_figures import scenario_figures
from cockpit.views.chart_files import files
from cockpit.views.method_parts import info
from cockpit.views.parts import csv_bytes
from scenarios.portfolio import ValueBasis
from scenarios.results import SimulationResult

#: Tables of one result, as the command line writes them too.
RESULT_TABLES = ("portfolio", "initiatives", "costs", "layers", "fan", "checks", "fields")


def figures(
    data: Dataset,
    now: SimulationResult,
    before: SimulationResult,
    basis: ValueBasis,
    against: str,
) -> None:
    """Five headline figures, each with its change against the reference and its reasons."""
    levers = state.choice().now.scenario(data.portfolio).levers
    versus = f"vs {wording.shorten(against, 20)}"
    found = scenario_figures(now, before, basis)
    for place, each in zip(st.columns(len(found), gap="small"), found, strict=True):
        with place, st.container(gap="xxsmall"):
            frame.figure(
                each.label,
                each.text,
                change=each.change,
                better=each.better,
                against=versus,
                key=each.kind,
            )
            error = error_of(each.kind, now, basis)
            with st.container(
                horizontal=True, wrap=False, vertical_alignment="center", gap="xxsmall"
            ):
                said = f"{each.label}: {each.text} {error}".strip()
                frame.show_why(
                    explain(each.kind, said, data.portfolio, now, levers, basis=basis),
                    key=each.kind,
                )
                if each.remark or error:
                    # The words of a chance leave no room for its error, which its reasons say.
                    st.caption(each.remark or error, width="content")


def charts(
    now: SimulationResult, before: SimulationResult, basis: ValueBasis, against: str
) -> None:
    """Distribution of ROI, cash over the months, cost by layer."""
    colours = frame.colours()
    short = wording.shorten(against, 30)
    left, middle, right = st.columns([1.05, 1, 1.15], gap="small")
    layers = comparison.layer_table(now, before)
    for place, method, title, figure in (
        (left, "draws", "ROI", roi_distribution(now, before, basis, colours, short)),
        (middle, "return", "Cumulative cash", cash_fan(now, before, basis, colours, short)),
        (right, "full_cost", "Cost by layer", layer_change(layers, now.currency, colours, short)),
    ):
        with place:
            if figure is None:
                st.caption(f"{title}: {wording.NA}, since no {basis} ROI can be answered")
                continue
            said = f"{title}, {basis} value, compared with {short}"
            frame.chart(figure)
            with st.container(horizontal=True, wrap=False, gap="xxsmall"):
                info(method)
                stamp = f"{now.stamp.line()} · {basis} value"
                files(figure, f"chart_scenario_{method}", said, stamp)


def downloads(
    data: Dataset,
    now: SimulationResult,
    before: SimulationResult,
    basis: ValueBasis,
    results: list[tuple[str, SimulationResult]],
    verdicts: comparison.Verdicts,
) -> None:
    """Every table of the page as CSV, with all digits and the stamp."""
    stamp = now.stamp.line()
    choice = state.choice()
    scenario = choice.now.scenario(data.portfolio)
    simulate = cached.later(data, scenario, choice.draws, choice.seed)
    trace = partial(comparison.traced, now=now, before=before, basis=basis)
    screen: dict[str, tuple[str, Callable[[], pd.DataFrame]]] = {
        "Initiatives before and now": (
            "scenario-initiatives",
            lambda: trace(comparison.initiative_table(now, before, basis, verdicts)),
        ),
        "Cost by layer": ("scenario-layers", lambda: trace(comparison.layer_table(now, before))),
        "Side by side": (
            "scenarios-side-by-side",
            lambda: comparison.scenario_table(results, basis).assign(
                **{"Value basis": basis.value, "Currency": now.currency}
            ),
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
