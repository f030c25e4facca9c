"""Right side of the Scenarios page: figures, charts and downloads of two results."""

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
from cockpit.explain import error_of, explain
from cockpit.result_tables import result_tables
from cockpit.views.method_parts import info
from cockpit.views.parts import csv_bytes
from scenarios.portfolio import ValueBasis
from scenarios.results import Estimate, SimulationResult

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
            change, better = _change(estimate, former, words is not money, good)
        with place, st.container(gap="xxsmall"):
            frame.figure(label, value, change=change, better=better, against=versus, key=kind)
            error = error_of(kind, now, basis)
            with st.container(
                horizontal=True, wrap=False, vertical_alignment="center", gap="xxsmall"
            ):
                said = f"{label}: {value} {error}".strip()
                frame.show_why(
                    explain(kind, said, data.portfolio, now, levers, basis=basis), key=kind
                )
                if remark or error:
                    # The words of a chance leave no room for its error, which its reasons say.
                    st.caption(remark or error, width="content")

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


def _change(now: Estimate, before: Estimate, share: bool, good: int) -> tuple[str, bool | None]:
    """The change in words, and whether it is for the better (``None``: none to be seen).

    Without the currency, which stands in the figure above it.
    """
    difference = now.value - before.value
    if share:
        # Of the two figures as they are shown, so that the three agree.
        text = wording.points(_shown(now) - _shown(before))
    else:
        text = wording.money(difference, "", se=now.se, signed=True)
    if not any(sign in text for sign in ("+", wording.MINUS)):
        return "no change", None
    return text, difference * good > 0


def _shown(estimate: Estimate) -> float:
    """A share as :func:`wording.percent` prints it."""
    step = max(wording.supported_step(estimate.se * 100), 1.0)
    return round(estimate.value * 100 / step) * step / 100


def charts(
    now: SimulationResult, before: SimulationResult, basis: ValueBasis, against: str
) -> None:
    """Distribution of ROI, cash over the months, cost by layer."""
    colours = frame.colours()
    short = wording.shorten(against, 30)
    left, middle, right = st.columns([1.05, 1, 1.15], gap="small")
    layers = comparison.layer_table(now, before)
    for place, method, figure in (
        (left, "draws", roi_distribution(now, before, basis, colours, short)),
        (middle, "return", cash_fan(now, before, basis, colours, short)),
        (right, "full_cost", layer_change(layers, now.currency, colours, short)),
    ):
        with place:
            if figure is None:
                st.caption(wording.NA)
                continue
            frame.chart(figure)
            info(method)


def downloads(
    data: cached.Dataset,
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
