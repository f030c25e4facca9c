"""Lower part of the overview: decisions, evidence, movers, and who answers for assumptions."""

from __future__ import annotations

import streamlit as st

from cockpit import cached, frame, navigation, state, wording
from cockpit.assessment import overview
from cockpit.assessment.answers import weakest_evidence
from cockpit.assessment.board.decisions import decided
from cockpit.assessment.full_cost import full_cost
from cockpit.assessment.maturity.next_evidence import level_words
from cockpit.assessment.maturity.scores import maturity_of
from cockpit.assessment.verdicts.figures import presets_to_judge
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.charts.maturity import ladder
from cockpit.rows import overview as rows
from cockpit.rows.maturity import rungs
from cockpit.views.chart_files import chart
from cockpit.views.method_parts import explained
from cockpit.views.parts import Loaded, finding, remark, tabled
from cockpit.views.working import stresses
from scenarios.portfolio import ValueBasis


def decisions(loaded: Loaded) -> None:
    """Computed verdicts with the money in each, and how far recorded decisions agree."""
    if not stresses(loaded):
        return
    case = loaded.case
    every = decided(case)
    mix = overview.verdict_mix(case, every)
    recorded = [each for each in every if each.row.decision is not None]
    agreed = sum(
        each.finding.computable and each.row.decision is each.finding.verdict for each in recorded
    )
    explained(
        f"The figures bear out {agreed} of {wording.count(len(recorded), 'recorded decision')}"
        if recorded
        else "No decision is recorded",
        "verdicts",
    )
    if not loaded.cost.states_recurring:
        remark("No cost a year is supplied, so no money can be set beside the decisions.")
        return
    scale = wording.scale_for(group.run_rate for group in mix)
    bars = [
        Bar(
            group.verdict or "cannot be judged",
            group.run_rate,
            group.agreed,
            f"{wording.amount(group.run_rate, scale) if group.known else wording.NA} "
            f"({wording.whole(len(group.initiatives))})",
        )
        for group in mix
    ]
    unit = f"{scale.unit(loaded.portfolio.currency)} a year (initiatives)"
    chart(
        ranked_bars(
            bars,
            frame.colours(),
            f"Full cost by computed verdict, {unit}: "
            + "; ".join(f"{bar.name} {bar.text}" for bar in bars),
        ),
        "chart_verdicts",
        f"Full cost by computed verdict, {unit}",
        loaded.base_stamp_line,
        note=f"Full cost by computed verdict, {unit}. Strong colour: recorded alike.",
    )


def matters(loaded: Loaded) -> None:
    """The three decisions with most money that the figures question."""
    case = loaded.case
    finding("The three decisions to look at first")
    if not all(map(case.knows, presets_to_judge(case))):
        remark("The verdicts were not worked out.")
        return
    every = decided(case)
    if not any(each.row.decision or each.finding.computable for each in every):
        remark("No decision is on record and no verdict can be computed.")
        return
    first = overview.decisions_that_matter(case, every)
    table, formats = rows.decision_rows(first, case)
    tabled(table, "decisions_to_look_at", loaded.stamp_line, formats)
    st.page_link(
        f"views/{navigation.page_row('board').script}",
        label="Every verdict with its reasons: Board questions",
        icon=":material/quiz:",
    )


def evidence(loaded: Loaded) -> None:
    """How far the evidence carries, and where it is weakest."""
    found = maturity_of(loaded.case)
    said = level_words(found)
    finding(said)
    if found.level is not None:
        limit = f"holds from {wording.compared(1.0, found.threshold)[1]}"
        chart(
            ladder(rungs(found), found.threshold, limit, frame.colours(), small=True),
            "chart_evidence_ladder",
            said,
            loaded.base_stamp_line,
        )
    coverages = (overview.cost_coverage(loaded.cost), overview.benefit_coverage(loaded.portfolio))
    remark(weakest_evidence(coverages, wording.percent))
    st.page_link(
        f"views/{navigation.page_row('maturity').script}",
        label="What to ask for next, and from whom: Maturity",
        icon=":material/stairs:",
    )


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
