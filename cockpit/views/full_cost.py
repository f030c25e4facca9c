"""Full cost: seven layers by initiative, against what the model invoice shows."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, wording
from cockpit.assessment import spend
from cockpit.assessment.answers import full_cost_answer
from cockpit.charts.bars import ranked_bars
from cockpit.rows import cost_headline as headline
from cockpit.rows import full_cost as tables
from cockpit.views import cost_reasons as why
from cockpit.views import cost_sections as sections
from cockpit.views.actual_cost_section import actual_against_plan_section
from cockpit.views.chart_files import chart
from cockpit.views.method_parts import explained
from cockpit.views.parts import (
    Loaded,
    csv_download,
    finding,
    load,
    noted_figure,
    remark,
    table_height,
    without_answer,
)


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    invoice = spend.invoice_only(loaded.cost)
    answer = full_cost_answer(loaded.cost, invoice, loaded.money, wording.percent)
    if not loaded.cost.lines:
        without_answer(loaded, "full-cost", answer, headline.COST_REMEDY, loaded.result)
        return
    frame.heading("full-cost", answer)
    frame.show_rejected(loaded.data)
    if loaded.active:
        remark(f"This page {headline.as_stated_words(loaded.active)}")
    _figures(loaded, invoice)
    if loaded.cost.states_recurring:
        left, right = st.columns([3, 2], gap="large")
        with left:
            _invoice_chart(loaded)
        with right:
            sections.layers(loaded, headline.layers_finding(loaded.cost))
    actual_against_plan_section(loaded)
    _layers_table(loaded)
    # Side by side what is short; tables with more columns take the whole width.
    for pair in ((sections.seats, sections.shadow), (sections.vendors, sections.channels)):
        for column, section in zip(st.columns(2, gap="large"), pair, strict=True):
            with column:
                section(loaded)
    for section in (sections.commitments, sections.unit_cost, sections.shared):
        section(loaded)
    remark(headline.DEFINITION)
    frame.footer(loaded.result)


def _figures(loaded: Loaded, invoice: spend.Invoice) -> None:
    supplied = len(headline.with_cost(loaded.cost))
    reasons = (
        why.full(loaded),
        why.invoice(loaded, invoice),
        why.multiple(loaded, invoice),
        why.one_off(loaded),
        why.missing(loaded, supplied),
    )
    found = headline.cost_figures(loaded.cost, invoice)
    for column, each, reason in zip(st.columns(len(found)), found, reasons, strict=True):
        with column:
            noted_figure(each.label, each.text, each.note, reason)


def _invoice_chart(loaded: Loaded) -> None:
    bars, scale = headline.invoice_bars(loaded.cost)
    unit = scale.unit(loaded.portfolio.currency)
    explained(headline.invoice_bars_title(unit), "full_cost", "_invoice")
    rest = len(headline.with_cost(loaded.cost)) - len(bars)
    chart(
        ranked_bars(bars, frame.colours(), headline.invoice_bars_alt(bars)),
        "chart_invoice",
        headline.invoice_bars_title(unit),
        loaded.stamp_line,
        note=headline.BARS_REMARK
        + (f" {rest} smaller initiatives are in the table below." if rest > 0 else ""),
    )


def _layers_table(loaded: Loaded) -> None:
    finding(headline.LAYERS_FINDING)
    shown, formats, scale = tables.layers_table(loaded.cost)
    if shown.empty:
        remark("No initiative bears any of the cost that is supplied.")
        return
    remark(
        f"{scale.unit(loaded.portfolio.currency)} a year; a stronger colour is more. "
        f"{headline.LAYERS_REMARK}"
    )
    st.dataframe(
        tables.heat(shown, formats, frame.one_page(shown, "layers").index),
        hide_index=True,
        height=table_height(len(shown), 40),
        alt="Annual cost by initiative and layer",
        placeholder="missing",
        column_config={
            layer.title: st.column_config.NumberColumn(label, help=layer.title)
            for layer, label in tables.SHORT_LAYERS.items()
        },
    )
    silent = headline.without_cost_words(loaded.cost)
    if silent:
        remark(silent)
    csv_download(tables.layers_export(loaded.cost), "full_cost_by_layer", loaded.stamp_line)


page()
