"""Evidence worth buying: what to find out first, what it is worth, what it costs, who can."""

from __future__ import annotations

import streamlit as st

from cockpit import cached, frame, state, wording
from cockpit.assessment.evidence.pieces import first_line, pieces_of
from cockpit.assessment.evidence.pricing import Pricing, price
from cockpit.views import evidence_sections as sections
from cockpit.views.parts import Loaded, load


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    if loaded.unreadable:
        frame.heading("evidence", loaded.unreadable)
        return
    if not loaded.inventory.initiatives or loaded.result is None:
        why = loaded.why_not or wording.EMPTY["result"]
        if not loaded.inventory.initiatives:
            why = wording.EMPTY["initiatives"]
        frame.heading("evidence", f"What evidence is worth cannot be worked out: {why}")
        frame.show_rejected(loaded.data)
        frame.footer(loaded.result)
        return
    pricing = _pricing(loaded)
    found = pieces_of(loaded.case, pricing, loaded.case.thresholds[sections.RELIABILITY])
    answer = first_line(loaded.case, pricing, found)
    frame.heading("evidence", f"With “{loaded.active}”: {answer}" if loaded.active else answer)
    frame.show_rejected(loaded.data)
    if pricing.initiatives:
        left, right = st.columns([7, 4], gap="large")
        with right:
            sections.figures(loaded, pricing, found)
        with left:
            sections.ranking(loaded, found)
        sections.pieces(loaded, found)
        sections.mix(loaded)
        sections.own_figures(loaded, pricing)
    sections.without_price(loaded, pricing)
    frame.footer(loaded.result)


def _pricing(loaded: Loaded) -> Pricing:
    chosen, progress = state.choice(), sections.Bar("What evidence is worth")
    found = cached.analysis(
        "evidence",
        loaded.data,
        loaded.scenario,
        chosen.draws,
        chosen.seed,
        lambda simulator: price(simulator, loaded.scenario, progress.tell),
    )
    progress.done()
    return found


page()
