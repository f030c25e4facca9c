"""Lower part of the overview: decisions, evidence, movers, and who answers for assumptions."""

from __future__ import annotations

import streamlit as st

from cockpit import cached, frame, state, wording
from cockpit.assessment import facts, overview
from cockpit.assessment.answers import weakest_evidence
from cockpit.assessment.full_cost import full_cost
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.views import overview_rows as rows
from cockpit.views.cost_tables import amount
from cockpit.views.parts import Loaded, chart, finding, remark, tabled
from scenarios.portfolio import ValueBasis


def decisions(loaded: Loaded) -> None:
    """Recorded decisions with the money in each."""
    mix = overview.decision_mix(loaded.cost, facts.decisions(loaded.inventory))
    recorded = sum(len(group.initiatives) for group in mix if group.decision)
    total = len(loaded.portfolio.initiatives)
    finding(f"A decision is recorded for {recorded} of {wording.count(total, 'initiative')}")
    if not loaded.cost.states_recurring:
        remark("No cost a year is supplied, so no money can be set beside the decisions.")
        return
    scale = wording.scale_for(group.run_rate for group in mix)
    bars = [
        Bar(
            group.decision or "none recorded",
            group.run_rate,
            group.run_rate if group.decision else 0.0,
            f"{amount(group.run_rate, scale)} ({len(group.initiatives)})",
        )
        for group in mix
    ]
    unit = f"{scale.unit(loaded.portfolio.currency)} a year (initiatives)"
    chart(
        ranked_bars(
            bars,
            frame.colours(),
            f"Full cost by recorded decision, {unit}: "
            + "; ".join(f"{bar.name} {bar.text}" for bar in bars),
        )
    )
    remark(f"Full cost, {unit}.")


def matters(loaded: Loaded) -> None:
    """The three decisions with most money that the figures question."""
    assert loaded.result is not None
    issues = overview.decisions_that_matter(
        loaded.cost, facts.decisions(loaded.inventory), loaded.result.initiatives
    )
    finding("The three decisions to look at first")
    table, formats = rows.decision_rows(issues, loaded.result)
    narrow = {"Initiative": st.column_config.TextColumn(width="medium")}
    tabled(table, "decisions_to_look_at", loaded.stamp_line, formats, column_config=narrow)


def evidence(loaded: Loaded) -> None:
    """Money by how well it is evidenced, cost and benefit."""
    coverages = (overview.cost_coverage(loaded.cost), overview.benefit_coverage(loaded.portfolio))
    finding(weakest_evidence(coverages, wording.percent))
    bars = rows.coverage_bars(coverages)
    if bars:
        chart(
            ranked_bars(
                bars,
                frame.colours(),
                "Share of the money by evidence: "
                + "; ".join(f"{bar.name} {bar.text}" for bar in bars),
            )
        )
    remark("Share of cost and of claimed benefit a year; booked or measured is in strong colour.")


def movers(loaded: Loaded) -> None:
    """The three initiatives that moved most since the previous upload."""
    before = state.previous_upload()
    finding("Largest movers since the previous upload")
    if before is None:
        remark(
            "There is no previous upload in this session. Upload a newer workbook on the Data "
            "page, and the three initiatives that moved most stand here."
        )
        return
    old = cached.dataset(before)
    if old.portfolio.currency != loaded.portfolio.currency:
        remark("The previous upload states another currency; the amounts are not compared.")
        return
    chosen = state.choice()
    scenario = chosen.now.scenario(old.portfolio)
    try:
        results = cached.result(old, scenario, chosen.draws, chosen.seed).initiatives
    except ValueError:
        results = ()
    assert loaded.result is not None
    moves = overview.movers(
        overview.standings(full_cost(old.portfolio), results),
        overview.standings(loaded.cost, loaded.result.initiatives),
    )
    if not moves:
        remark("No initiative moved by a unit of currency.")
        return
    table, formats = rows.mover_rows(moves, loaded.portfolio.currency)
    tabled(table, "movers", loaded.stamp_line, formats)


def sources(loaded: Loaded) -> None:
    """Owner and source of the assumptions that move NPV most."""
    assert loaded.result is not None
    if (
        ValueBasis.CAPTURED not in loaded.result.portfolio.outcomes
        or not loaded.result.portfolio.influences
    ):
        return
    _, table = rows.driver_rows(loaded.result)
    unowned = int((table["Source"] == rows.DEFAULT).sum())
    finding(
        "Who answers for the three assumptions that move NPV most"
        + (f": {unowned} by nobody yet" if unowned else "")
    )
    tabled(
        table, "assumptions_that_move_npv", loaded.stamp_line, {"Share of spread": wording.percent}
    )
