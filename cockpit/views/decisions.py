"""Decisions: what should happen to each initiative, beside what was decided, and how surely."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, navigation, wording
from cockpit.assessment.decisions.cards import (
    DecisionCard,
    agreement,
    cross_table,
    decision_cards,
    first_line,
)
from cockpit.assessment.thresholds import defaults
from cockpit.assessment.verdicts.figures import BASIS
from cockpit.charts.decisions import against
from cockpit.rows import decisions as rows
from cockpit.views import (
    answer_parts,
    decisions_cards,
    decisions_matrix,
    decisions_mix,
    scenario_verdicts,
)
from cockpit.views.chart_files import chart
from cockpit.views.method_parts import info
from cockpit.views.parts import (
    Loaded,
    csv_download,
    finding,
    in_currency,
    load,
    remark,
    without_answer,
)
from cockpit.views.working import stresses

#: How verdicts are judged, and judged again.
_METHOD = "verdicts"
#: What the verdicts on this page judge by.
_VERDICT_THRESHOLDS = tuple(each.key for each in defaults() if each.used_by == "Verdicts")


def page() -> None:
    """The whole page, top to bottom; what takes seconds is filled in once the rest stands."""
    loaded = load()
    if not loaded.inventory.initiatives:
        why = f"Nothing can be decided: {wording.EMPTY['initiatives']}"
        without_answer(loaded, "decisions", why)
        return
    waiting = st.empty()
    if not stresses(loaded, waiting):
        frame.heading("decisions", "The verdicts were not worked out")
        return
    cards = decision_cards(loaded.case)
    frame.heading("decisions", first_line(cards, loaded.portfolio.currency))
    frame.show_rejected(loaded.data)
    _scenario(loaded)
    left, right = st.columns([3, 1], gap="large")
    with left:
        _against(loaded, cards)
    with right:
        _figures(loaded, cards)
    shown = decisions_cards.cards(loaded, cards)
    if loaded.case.result() is None:
        remark(f"Nothing can be simulated: {loaded.case.why_no_result()}")
    else:
        decisions_matrix.matrix(loaded, cards)
        decisions_mix.mix(loaded)
    decisions_cards.fill(loaded, cards, shown)
    frame.footer(loaded.case.result(), basis=BASIS)


def _scenario(loaded: Loaded) -> None:
    """Which verdicts the scenario on screen turns, and that those below are of Base."""
    if not loaded.active or loaded.result is None:
        return
    turned = scenario_verdicts.against_base(loaded.data).sentence(loaded.active)
    st.markdown(f"**{wording.escape_markdown(turned.rstrip('.'))}.**")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        answer_parts.scenario_remark(loaded)
        row = navigation.page_row("scenarios")
        st.page_link(f"views/{row.script}", label="Each on Scenarios", icon=row.icon)


def _against(loaded: Loaded, cards: tuple[DecisionCard, ...]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        with st.container(width="content"):
            finding(agreement(cards))
        info(_METHOD, "_against")
    table = cross_table(cards)
    scale = rows.sums_scale(rows.verdict_sums(cards))
    unit = scale.unit(loaded.portfolio.currency)
    chart(
        against(table, scale, frame.colours()),
        "chart_recorded_against_computed",
        f"{agreement(cards)}; full cost, {unit} a year, in brackets: initiatives",
        loaded.base_stamp_line,
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        remark(rows.against_note(unit))
        table = in_currency(loaded, table, "Cost a year")
        csv_download(table, "decisions_recorded_against_computed", loaded.base_stamp_line)
        answer_parts.thresholds(loaded, _VERDICT_THRESHOLDS)


def _figures(loaded: Loaded, cards: tuple[DecisionCard, ...]) -> None:
    frame.figure(rows.AGAINST, loaded.money(rows.money_against(cards)))
    frame.figure(rows.OVERDUE, wording.count(rows.overdue(cards), "review"))
    frame.figure(rows.UNRECORDED, wording.count(rows.unrecorded(cards), "initiative"))


page()
