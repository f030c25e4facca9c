"""Robustness: how far each lever may move, what moves ROI most, and in which futures it fails."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, state
from cockpit.rows.robustness import rests_on, unanswered
from cockpit.views import robustness_fold as fold
from cockpit.views import robustness_sections as sections
from cockpit.views.parts import load, remark, without_answer
from cockpit.views.robustness_asked import Asked

_PAGE = "robustness"


@frame.guarded
def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    basis = state.choice().basis
    result = loaded.result
    outcome = result.portfolio.outcomes.get(basis) if result else None
    if result is None or outcome is None:
        why = unanswered(result, basis, loaded.why_not)
        without_answer(loaded, _PAGE, why, result=result)
        return
    asked = Asked(loaded, basis, result, outcome)
    top = st.empty()
    found = fold.known(asked)
    fold.heading(asked, found, top)
    left, right = st.columns([6, 5], gap="large")
    with right:
        fold.swings(asked)
    with left:
        fold.break_evens(asked, found, top)
    sections.chosen(asked)
    remark(rests_on(basis, loaded.scenario.name))
    frame.footer(result, basis=basis)


page()
