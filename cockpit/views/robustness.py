"""Robustness: how far each lever may move, what moves ROI most, and in which futures it fails."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, state, wording
from cockpit.views import robustness_fold as fold
from cockpit.views import robustness_sections as sections
from cockpit.views.parts import load, remark
from cockpit.views.robustness_asked import Asked

_PAGE = "robustness"


@frame.guarded
def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    if loaded.unreadable:
        frame.heading(_PAGE, loaded.unreadable)
        return
    basis = state.choice().basis
    result = loaded.result
    outcome = result.portfolio.outcomes.get(basis) if result else None
    if result is None or outcome is None:
        unanswered = result.portfolio.unanswered if result else {}
        reason = unanswered.get(basis, loaded.why_not or wording.EMPTY["result"])
        frame.heading(_PAGE, f"Whether {basis} ROI holds cannot be answered: {reason}")
        frame.show_rejected(loaded.data)
        frame.footer(result)
        return
    asked = Asked(loaded, basis, result, outcome)
    top = st.container(gap="small")
    left, right = st.columns([6, 5], gap="large")
    with right:
        st.fragment(frame.guarded(fold.swings), key="robustness_swings")(asked)
    with left:
        fold.break_evens(asked, top)
    st.fragment(frame.guarded(sections.chosen), key="robustness_section")(asked)
    remark(
        f"All on {basis} ROI under “{loaded.scenario.name}”, the scenario on Scenarios, except "
        "Regret and Stress by stress, which always compare the base case with its stress set."
    )
    frame.footer(result)


page()
