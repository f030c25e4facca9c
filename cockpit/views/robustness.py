"""Robustness: how far each lever may move, what moves ROI most, and in which futures it fails."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, state, wording
from cockpit.views import robustness_fold as fold
from cockpit.views import robustness_sections as sections
from cockpit.views.parts import load, remark
from cockpit.views.robustness_asked import Asked
from scenarios.portfolio import ValueBasis
from scenarios.results import SimulationResult

_PAGE = "robustness"


def _instead(result: SimulationResult | None) -> str:
    """Which value basis has an answer, where the one chosen has none."""
    answered = result.portfolio.outcomes if result else {}
    names = [each.value for each in ValueBasis if answered.get(each) is not None]
    verb = "has" if len(names) == 1 else "have"
    return f" On Scenarios, choose {' or '.join(names)}, which {verb} an answer." if names else ""


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
        said = f"Whether {basis} ROI holds cannot be answered: {reason}"
        frame.heading(_PAGE, f"{said.rstrip('.')}.{_instead(result)}")
        frame.show_rejected(loaded.data)
        frame.footer(result)
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
    remark(
        f"All on {basis} value under “{loaded.scenario.name}”, the scenario on Scenarios, except "
        "Regret and Stress by stress, which always compare the scenario Base with its stress set."
    )
    frame.footer(result, basis=basis)


page()
