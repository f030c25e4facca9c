"""Value grid: who gains, whether it reaches the organisation, and whether use became value."""

from __future__ import annotations

import streamlit as st

from cockpit import filters, frame, wording
from cockpit.assessment.value.across import answer_line
from cockpit.assessment.value.effects import effects_of
from cockpit.charts.value_grid import grid_picture
from cockpit.views import value_grid_sections as sections
from cockpit.views.answer_parts import scenario_remark, thresholds
from cockpit.views.chart_files import chart
from cockpit.views.kept import kept
from cockpit.views.parts import load, remark, without_answer
from cockpit.views.value_grid_rows import grid_rows

_PAGE = "value-grid"
_THRESHOLDS = ("paradox_individual_gain", "paradox_pass_through")

TABS = {
    "Initiatives": sections.initiatives,
    "The six cells": sections.cells,
    "Usage or value?": sections.scorecard,
    "Value chain": sections.chain,
    "Claimed to cashable": sections.waterfall_and_hours,
    "Where to begin": sections.picker,
    "Metrics": sections.catalogue,
}


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    if not loaded.inventory.initiatives:
        without_answer(loaded, _PAGE, wording.EMPTY["initiatives"])
        return
    case = loaded.case
    effects = effects_of(case)
    frame.heading(_PAGE, answer_line(case, effects))
    frame.show_rejected(loaded.data)
    chart(
        grid_picture(grid_rows(case, effects), frame.colours()),
        "chart_value_grid",
        answer_line(case, effects),
        loaded.base_stamp_line,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        thresholds(loaded, _THRESHOLDS)
        remark(
            "Each figure is the median of gains, each against its own baseline. Pass-through: what "
            "the others gain as a share of what the person gains, only where both sides are "
            "measured; above 100 % they gain more, and part of it must come from elsewhere. "
            "Paradox: people "
            f"gain {wording.percent(case.thresholds[_THRESHOLDS[0]])} or more and less than "
            f"{wording.percent(case.thresholds[_THRESHOLDS[1]])} of it arrives."
        )
    part = kept("part", filters.codes(TABS), next(iter(TABS)))
    tabs = st.tabs(list(TABS), default=part.value, key=part.key, on_change=part.change)
    for tab, draw in zip(tabs, TABS.values(), strict=True):
        with tab:
            draw(loaded)
    scenario_remark(loaded)
    frame.footer(loaded.case.result())


page()
