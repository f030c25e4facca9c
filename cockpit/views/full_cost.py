"""Full cost: seven layers by initiative, against what the model invoice shows."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, wording
from cockpit.assessment import spend
from cockpit.assessment.answers import full_cost_answer
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.charts.layers import layer_stack
from cockpit.rows import full_cost as tables
from cockpit.views import cost_reasons as why
from cockpit.views import cost_sections as sections
from cockpit.views.actual_cost_section import actual_against_plan_section
from cockpit.views.method_parts import explained
from cockpit.views.parts import (
    Loaded,
    chart,
    csv_download,
    finding,
    layers_known,
    load,
    lump_remark,
    noted_figure,
    remark,
    table_height,
)

_MOST_BARS = 14


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    if loaded.unreadable:
        frame.heading("full-cost", loaded.unreadable)
        return
    invoice = spend.invoice_only(loaded.cost)
    answer = full_cost_answer(loaded.cost, invoice, loaded.money, wording.percent)
    frame.heading("full-cost", answer)
    frame.show_rejected(loaded.data)
    if not loaded.cost.lines:
        remark("Add a Costs sheet, or the column Annual cost on the Initiatives sheet, and upload.")
        frame.footer(loaded.result)
        return
    if loaded.active:
        remark(f"This page shows cost as stated; scenario {loaded.active} is not applied to it.")
    _figures(loaded, invoice)
    if loaded.cost.states_recurring:
        left, right = st.columns([3, 2], gap="large")
        with left:
            _invoice_chart(loaded)
        with right:
            _layer_chart(loaded)
    actual_against_plan_section(loaded)
    _layers_table(loaded)
    left, right = st.columns(2, gap="large")
    with left:
        sections.seats(loaded)
        sections.vendors(loaded)
        sections.commitments(loaded)
    with right:
        sections.shadow(loaded)
        sections.channels(loaded)
        sections.unit_cost(loaded)
    sections.shared(loaded)
    remark(why.DEFINITION)
    frame.footer(loaded.result)


def _figures(loaded: Loaded, invoice: spend.Invoice) -> None:
    cost, money = loaded.cost, loaded.money
    supplied = [each for each in cost.initiatives if each.supplied]
    share = f"{wording.percent(invoice.share)} of the full cost"
    later = f"and {money(cost.later_one_off)} later" if cost.later_one_off else ""
    figures = (
        (
            "Full cost a year",
            money(cost.recurring) if cost.states_recurring else wording.NA,
            wording.count(len(supplied), "initiative")
            if cost.states_recurring
            else "no recurring line",
            why.full(loaded),
        ),
        (
            "Model invoice a year",
            money(invoice.invoice) if invoice.lines else wording.NA,
            share if invoice.lines else "no vendor in layer C2",
            why.invoice(loaded, invoice),
        ),
        (
            "Full cost ÷ invoice",
            wording.multiple(invoice.multiple, decimals=1),
            "",
            why.multiple(loaded, invoice),
        ),
        (
            "One-off, first year",
            money(cost.one_off) if cost.states_one_off else wording.NA,
            later if cost.states_one_off else "no one-off line",
            why.one_off(loaded),
        ),
        (
            "Layers missing",
            f"{cost.missing_pairs:,}",
            f"of {len(supplied)} × 7",
            why.missing(loaded, len(supplied)),
        ),
    )
    for column, (label, value, note, reason) in zip(st.columns(5), figures, strict=True):
        with column:
            noted_figure(label, value, note, reason)


def _invoice_chart(loaded: Loaded) -> None:
    invoices = spend.invoice_by_initiative(loaded.cost)
    supplied = [each for each in loaded.cost.initiatives if each.supplied]
    currency = loaded.portfolio.currency
    scale = wording.scale_for(each.recurring for each in supplied)
    bars = []
    for each in supplied[:_MOST_BARS]:
        invoice = invoices[each.id]
        ratio = f"×{each.recurring / invoice:.1f}" if invoice else "no invoice"
        bars.append(
            Bar(
                wording.shorten(each.name, 36),
                each.recurring,
                invoice or 0.0,
                f"{tables.amount(each.recurring, scale)} "
                f"({ratio}{', partial' if each.partial else ''})",
            )
        )
    explained(
        f"What the invoice shows (strong colour) of the full stack, {scale.unit(currency)} a year",
        "full_cost",
        "_invoice",
    )
    chart(
        ranked_bars(
            bars,
            frame.colours(),
            "Full cost and model invoice by initiative, largest "
            "first: " + "; ".join(f"{bar.name} {bar.text}" for bar in bars),
        )
    )
    rest = len(supplied) - len(bars)
    remark(
        "× is full cost over invoice; partial: at least one layer is missing."
        + (f" {rest} smaller initiatives are in the table below." if rest > 0 else "")
    )


def _layer_chart(loaded: Loaded) -> None:
    layers = loaded.cost.layers
    top = max(layers, key=lambda layer: layers[layer])
    share = layers[top] / loaded.cost.recurring if loaded.cost.recurring else 0.0
    largest = f"{top.title} is the largest layer: {wording.percent(share)}"
    explained(
        largest if layers_known(loaded) else "Only totals are stated; the layers are unknown",
        "full_cost",
    )
    chart(layer_stack(layers, frame.colours(), loaded.money, wording.percent))
    lump_remark(loaded)


def _layers_table(loaded: Loaded) -> None:
    finding("Seven layers by initiative: a layer without any line is missing, not zero")
    shown, formats, scale = tables.layers_table(loaded.cost)
    if shown.empty:
        remark("No initiative bears any of the cost that is supplied.")
        return
    remark(
        f"{scale.unit(loaded.portfolio.currency)} a year; a stronger colour is more. "
        "Allocated shares of shared lines are included."
    )
    st.dataframe(
        tables.heat(shown, formats, frame.one_page(shown, "layers").index),
        hide_index=True,
        height=table_height(len(shown), 40),
        alt="Annual cost by initiative and layer",
        placeholder="missing",
        column_config={
            **{
                layer.title: st.column_config.NumberColumn(label, help=layer.title)
                for layer, label in tables.SHORT_LAYERS.items()
            },
            "Full ÷ invoice": st.column_config.TextColumn(alignment="right"),
        },
    )
    silent = [each.name for each in loaded.cost.initiatives if not each.supplied]
    if silent:
        remark(
            f"{wording.count(len(silent), 'initiative')} without any cost, not in the table: "
            + wording.shorten(wording.listed(silent), 300)
            + "."
        )
    csv_download(tables.layers_export(loaded.cost), "full_cost_by_layer", loaded.stamp_line)


page()
