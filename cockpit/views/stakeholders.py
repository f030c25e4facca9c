"""Stakeholders: what each role must act on, with the most important figure of each on top."""

from __future__ import annotations

import streamlit as st

from cockpit import filters, frame, wording
from cockpit.assessment.stakeholders.summary import headline, key_figures
from cockpit.views import answer_parts, stakeholder_roles
from cockpit.views.kept import kept
from cockpit.views.parts import load, noted_figure, remark

_ROLES = {
    "CFO": stakeholder_roles.cfo,
    "CISO / GRC": stakeholder_roles.ciso,
    "CTO": stakeholder_roles.cto,
    "CDO": stakeholder_roles.cdo,
    "COO / PMO": stakeholder_roles.coo,
    "All thresholds": stakeholder_roles.everyone,
}


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    frame.heading("stakeholders", headline(loaded.case))
    frame.show_rejected(loaded.data)
    answer_parts.scenario_remark(loaded)
    if not loaded.inventory.initiatives:
        remark(wording.EMPTY["initiatives"])
    figures = key_figures(loaded.case)
    for column, each in zip(st.columns(len(figures)), figures, strict=True):
        with column:
            noted_figure(f"{each.role}: {each.label}", each.value, each.note)
    remark(
        "P10, P50, P90: of all simulated futures one in ten lies below P10, half below P50, nine "
        "in ten below P90. A figure without a range is the base case."
    )
    role = kept("role", filters.codes(_ROLES), next(iter(_ROLES)))
    tabs = st.tabs(list(_ROLES), default=role.value, key=role.key, on_change=role.change)
    for tab, draw in zip(tabs, _ROLES.values(), strict=True):
        with tab:
            draw(loaded)
    frame.footer(loaded.case.result())


page()
