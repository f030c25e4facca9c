"""Maturity: how far the evidence carries, where we guess, and what to find out next."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, wording
from cockpit.assessment.maturity.evidence_table import NOTE, asked_table
from cockpit.assessment.maturity.next_evidence import (
    WORTH_NOTE,
    evidence_table,
    guess_sentence,
    level_sentence,
    next_evidence,
)
from cockpit.assessment.maturity.scores import Maturity, maturity_of
from cockpit.charts.maturity import ladder
from cockpit.rows.maturity import LADDER_NOTE, must_pass, rungs
from cockpit.views import answer_parts
from cockpit.views import maturity_parts as parts
from cockpit.views.chart_files import chart
from cockpit.views.parts import Loaded, finding, load, remark, tabled, without_answer


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    if not loaded.inventory.initiatives:
        why = f"No evidence can be judged: {wording.EMPTY['initiatives']}"
        without_answer(loaded, "maturity", why)
        return
    found = maturity_of(loaded.case)
    frame.heading("maturity", level_sentence(found))
    frame.show_rejected(loaded.data)
    left, right = st.columns([6, 5], gap="large")
    with left:
        _ladder(loaded, found)
    with right:
        finding(guess_sentence(loaded.case, found))
        answer_parts.thresholds(loaded, ["maturity_pass_share", "smallest_group"])
    _next(loaded, found)
    parts.heat_map(loaded, found)
    parts.layers(loaded, found)
    parts.habits(loaded)
    answer_parts.scenario_remark(loaded)
    frame.footer(loaded.case.result())


def _ladder(loaded: Loaded, found: Maturity) -> None:
    said = "Evidence by layer, each resting on those below"
    finding(said)
    if not found.scores:
        remark("No layer can be weighed: no cost a year is known.")
        return
    chart(
        ladder(rungs(found), found.threshold, must_pass(found), frame.colours()),
        "chart_maturity",
        said,
        loaded.base_stamp_line,
        note=LADDER_NOTE,
    )


def _next(loaded: Loaded, found: Maturity) -> None:
    """What to ask for next, in the order in which it lifts the layer."""
    shown = asked_table(loaded.case, found)
    if shown.empty:
        return
    _, must = wording.compared(1.0, found.threshold)
    finding(f"What to ask for, until {must} pass")
    pieces = next_evidence(loaded.case, found)
    shares = ["Lifts share to, alone", "With the rows above"]
    words = [str(name) for name in shown if str(name).startswith(("Worth", "Cost"))]
    tabled(
        shown,
        "next_evidence",
        loaded.base_stamp_line,
        {name: lambda share: wording.compared(share, found.threshold)[0] for name in shares},
        column_config={name: st.column_config.TextColumn(alignment="right") for name in words},
        exported=evidence_table(loaded.case, pieces),
    )
    remark(f"{NOTE} {WORTH_NOTE}")


page()
