"""Actual cost: a cost export becomes monthly lines by layer and initiative."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, navigation, wording
from cockpit.actuals.amounts import as_float
from cockpit.actuals.charges import BASIS_TITLES
from cockpit.charts.actual_cost import month_label
from cockpit.views import actual_cost_load as loading
from cockpit.views import actual_cost_results as results
from cockpit.views import actual_cost_rules as rules
from cockpit.views import actual_cost_store as store
from cockpit.views.parts import load, noted_figure, remark


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    found = store.booked(loaded)
    frame.heading("actual-cost", _answer(found))
    frame.show_rejected(loaded.data)
    if found is None:
        loading.controls()
        loading.questions()
        remark(
            "An export is what a cloud or software provider or a cost tool hands out in the FOCUS "
            "format (versions 1.0 to 1.4); older exports of large providers are read where their "
            "columns are unambiguous."
        )
        frame.footer(loaded.result)
        return
    stamp = f"{loaded.stamp_line} · {found.stamp_line}"
    _figures(found)
    left, right = st.columns([2, 3], gap="large")
    with left:
        loading.controls()
        loading.questions()
        chosen = rules.choices(found, stamp)
    with right:
        if found.actual.lines:
            results.by_initiative(found, stamp)
    if found.actual.lines:
        results.by_month(found, stamp)
    st.page_link(
        f"views/{navigation.page_row('full-cost').script}",
        label="Actual beside plan and simulated range: see Full cost",
        icon=":material/stacked_bar_chart:",
    )
    chosen = rules.rules(found, chosen)
    if chosen != found.choices:
        store.choose(chosen, found.choices)
        st.rerun()
    results.unmatched(found, stamp)
    results.tie_out(found, stamp)
    loading.what_was_read(stamp)
    results.files(found, stamp)
    st.caption(wording.escape_markdown(stamp))
    frame.footer(loaded.result)


def _answer(found: store.Booked | None) -> str:
    if found is None:
        return "No cost export is loaded, so nothing can be said on what was really paid."
    actual = found.actual
    if not actual.lines:
        return "No charge of the export counts yet; below stands why, and what to answer."
    spans = []
    if actual.last_whole_month:
        first, last = month_label(actual.first_month), month_label(actual.last_whole_month)
        spans.append(first if first == last else f"{first} to {last}")
    if actual.partial:
        spans.append(f"part of {month_label(actual.partial)}")
    share = actual.matched / actual.total if actual.total else None
    return (
        f"{wording.money(as_float(actual.in_span), actual.currency)} of actual cost, "
        f"{wording.listed(spans)}; {wording.percent(share)} of all that counts is matched to "
        "initiatives or shared by all."
    )


def _figures(found: store.Booked) -> None:
    actual = found.actual

    def money(amount: int) -> str:
        return wording.money(as_float(amount), actual.currency)

    def share(part: int) -> str:
        return wording.percent(part / actual.total if actual.total else None)

    figures = (
        (
            BASIS_TITLES[actual.basis],
            money(actual.total),
            f"{wording.whole(len(actual.lines))} lines",
        ),
        ("Matched", share(actual.matched), money(actual.matched)),
        ("Unmatched", share(actual.total - actual.matched), money(actual.total - actual.matched)),
        ("With a layer", share(actual.classified), money(actual.classified)),
        ("Unused commitment", money(actual.unused_commitment), "counts"),
        ("Credits", money(actual.credits), f"corrections {money(actual.corrections)}"),
    )
    for column, (label, value, note) in zip(st.columns(len(figures)), figures, strict=True):
        with column:
            noted_figure(label, value, note)


page()
