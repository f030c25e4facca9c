"""Evidence worth buying: what to find out first, what it is worth, what it costs, who can."""

from __future__ import annotations

import streamlit as st

from cockpit import cached, frame, state, wording
from cockpit.assessment.evidence.pieces import RELIABILITY, pieces_of
from cockpit.assessment.evidence.pricing import Pricing, price
from cockpit.assessment.verdicts.figures import BASIS
from cockpit.rows import evidence as rows
from cockpit.views import evidence_sections as sections
from cockpit.views.parts import Loaded, load, without_answer
from cockpit.views.working import BrokenOff, Work
from scenarios.simulate import Simulator


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    if not loaded.inventory.initiatives or loaded.result is None:
        why = loaded.why_not or wording.EMPTY["result"]
        if not loaded.inventory.initiatives:
            why = wording.EMPTY["initiatives"]
        why = f"What evidence is worth cannot be worked out: {why}"
        without_answer(loaded, "evidence", why)
        return
    top = st.empty()
    with top.container():
        frame.heading("evidence", "What each piece of evidence is worth is being worked out.")
    work = Work("evidence", "What evidence is worth")
    try:
        pricing = _pricing(loaded, work)
    except BrokenOff:
        with top.container():
            frame.heading(
                "evidence", "What evidence is worth is not worked out: it was broken off."
            )
        frame.footer(loaded.result, basis=BASIS)
        return
    work.done()
    found = pieces_of(loaded.case, pricing, loaded.case.thresholds[RELIABILITY])
    with top.container():
        frame.heading("evidence", rows.answer(loaded.case, pricing, found, loaded.active))
        frame.show_rejected(loaded.data)
        sections.basis_remark()
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
    frame.footer(loaded.result, basis=BASIS)


def _pricing(loaded: Loaded, work: Work) -> Pricing:
    chosen = state.choice()

    def priced(simulator: Simulator) -> Pricing:
        work.tell(0.0)
        return price(simulator, loaded.scenario, work.tell)

    return cached.analysis(
        rows.PRICED, loaded.data, loaded.scenario, chosen.draws, chosen.seed, priced
    )


page()
