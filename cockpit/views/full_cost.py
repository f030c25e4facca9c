"""Full cost: seven layers by initiative, against what the model invoice shows."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, wording
from cockpit.assessment import facts, spend
from cockpit.assessment.answers import full_cost_answer
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.charts.layers import layer_stack
from cockpit.explain import Explanation, rows_behind
from cockpit.views import cost_tables as tables
from cockpit.views.parts import (
    Loaded,
    chart,
    csv_download,
    finding,
    load,
    noted_figure,
    remark,
    table_height,
    tabled,
)
from scenarios.portfolio import CostLayer

_MOST_BARS = 14

DEFINITION = (
    "A year is the first 12 months after the decision date, at today's usage, seats and prices, "
    "undiscounted; shared lines are allocated; one-off amounts are stated apart. The model "
    "invoice is every line of layer C2 that names a vendor."
)


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    invoice = spend.invoice_only(loaded.cost)
    answer = full_cost_answer(loaded.cost, invoice, loaded.money, wording.percent)
    frame.heading("full-cost", answer)
    if not loaded.cost.lines:
        remark("Add a Costs sheet, or the column Annual cost on the Initiatives sheet, and upload.")
        frame.footer(loaded.result)
        return
    if loaded.active:
        remark(f"This page shows cost as stated; scenario {loaded.active} is not applied to it.")
    _figures(loaded, invoice)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _invoice_chart(loaded)
    with right:
        _layer_chart(loaded)
    _layers_table(loaded)
    left, right = st.columns(2, gap="large")
    with left:
        _seats(loaded)
        _vendors(loaded)
        _commitments(loaded)
    with right:
        _shadow(loaded)
        _channels(loaded)
        _unit_cost(loaded)
    _shared(loaded)
    remark(DEFINITION)
    frame.footer(loaded.result)


def _figures(loaded: Loaded, invoice: spend.Invoice) -> None:
    cost, money = loaded.cost, loaded.money
    supplied = [each for each in cost.initiatives if each.supplied]
    columns = st.columns(5)
    with columns[0]:
        noted_figure(
            "Full cost a year",
            money(cost.recurring),
            f"{wording.count(len(supplied), 'initiative')} with cost",
            _why_full(loaded),
            "run",
        )
    with columns[1]:
        noted_figure(
            "Model invoice a year",
            money(invoice.invoice) if invoice.lines else wording.NA,
            f"{wording.percent(invoice.share)} of the full cost"
            if invoice.lines
            else "no line of layer C2 names a vendor",
            _why_invoice(loaded, invoice),
            "invoice",
        )
    with columns[2]:
        noted_figure("Full cost ÷ invoice", wording.multiple(invoice.multiple, decimals=1))
    with columns[3]:
        later = f"and {money(cost.later_one_off)} later" if cost.later_one_off else ""
        noted_figure("One-off, first year", money(cost.one_off), later)
    with columns[4]:
        noted_figure(
            "Layers missing",
            f"{cost.missing_pairs:,}",
            f"of {len(supplied) * len(CostLayer):,} (initiatives with cost × 7)",
        )


def _why_full(loaded: Loaded) -> Explanation:
    lines = sorted(loaded.cost.lines, key=lambda each: -each.recurring)
    largest = lines[0]
    share = (
        wording.percent(largest.recurring / loaded.cost.recurring) if loaded.cost.recurring else ""
    )
    return Explanation(
        figure=f"Full cost a year: {loaded.money(loaded.cost.recurring)}",
        formula="Sum of all recurring cost lines × months 1 to 12 in which they fall due. "
        + DEFINITION,
        rows=rows_behind(loaded.portfolio, costs=[each.line for each in lines]),
        levers=(),
        mover=f"The largest line, {largest.line.item}, is {share} of it.",
        owner=tables.owner_of(loaded.portfolio, largest.line),
    )


def _why_invoice(loaded: Loaded, invoice: spend.Invoice) -> Explanation:
    lines = sorted(invoice.lines, key=lambda each: -each.recurring)
    booked = wording.percent(invoice.booked / invoice.invoice) if invoice.invoice else wording.NA
    return Explanation(
        figure=f"Model invoice a year: {loaded.money(invoice.invoice)}",
        formula="Sum of the recurring lines of layer C2 (model access & hosting) that name a "
        f"vendor, months 1 to 12. {booked} of it is booked as actual; the rest is estimated or "
        "does not say.",
        rows=rows_behind(loaded.portfolio, costs=[each.line for each in lines]),
        levers=(),
        mover=f"The largest line: {lines[0].line.item}." if lines else "No such line.",
        owner=tables.owner_of(loaded.portfolio, lines[0].line) if lines else wording.NA,
    )


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
                f"{wording.in_scale(each.recurring, scale)} "
                f"({ratio}{', partial' if each.partial else ''})",
            )
        )
    finding(f"What the invoice shows (dark) of the full stack, {scale.unit(currency)} a year")
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
    finding(f"{top.title} is the largest layer, {wording.percent(share)} of the full cost a year")
    chart(layer_stack(layers, frame.colours(), loaded.money, wording.percent))


def _layers_table(loaded: Loaded) -> None:
    finding("Seven layers by initiative: a layer without any line is missing, not zero")
    shown, formats, scale = tables.layers_table(loaded.cost)
    remark(
        f"{scale.unit(loaded.portfolio.currency)} a year, darker is more. Allocated shares of "
        "shared lines are included."
    )
    st.dataframe(
        tables.heat(shown, formats),
        hide_index=True,
        height=table_height(len(shown), 40),
        alt="Annual cost by initiative and layer",
        placeholder="missing",
        column_config={
            "Initiative": st.column_config.TextColumn(pinned=True),
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


def _shadow(loaded: Loaded) -> None:
    split = spend.budget_split(loaded.cost)
    if split.shadow_lines:
        finding(f"{loaded.money(split.shadow)} a year lies outside the IT budget")
        rows, formats = tables.lines_table(loaded.portfolio, split.shadow_lines)
        tabled(rows, "shadow_spend", loaded.stamp_line, formats)
    else:
        finding("No cost line is stated to lie outside the IT budget")
    remark(
        f"In the IT budget: {loaded.money(split.inside)}. Not stated: "
        f"{loaded.money(split.not_stated)}, counted as neither."
    )


def _seats(loaded: Loaded) -> None:
    uses = spend.seat_use(loaded.portfolio, loaded.cost)
    if not uses:
        finding("Seats paid and unused: n/a")
        remark("Fill the columns Seats licensed and Seats active on the Initiatives sheet.")
        return
    idle = sum(max(use.idle or 0.0, 0.0) for use in uses)
    licensed = sum(use.licensed for use in uses)
    wasted = sum(use.idle_money or 0.0 for use in uses)
    finding(
        f"{idle:,.0f} of {licensed:,.0f} paid seats are not in use: {loaded.money(wasted)} a year"
    )
    rows, formats = tables.seats_table(uses, loaded.portfolio.currency)
    tabled(rows, "seats", loaded.stamp_line, formats)
    remark(
        "Money is the cost of the lines with behaviour “seats” times the idle share; n/a where "
        "no such line or no active count is supplied."
    )


def _unit_cost(loaded: Loaded) -> None:
    accepted = facts.accepted_outputs(loaded.inventory)
    units = spend.unit_costs(loaded.cost.initiatives, accepted)
    known = [unit for unit in units if unit.cost_per_output is not None]
    if known:
        finding(
            f"Cost per accepted output is known for {len(known)} of "
            f"{wording.count(len(units), 'initiative')}"
        )
        rows, formats = tables.units_table(tuple(known), loaded.portfolio.currency)
        exported, _ = tables.units_table(units, loaded.portfolio.currency)
        tabled(rows, "unit_cost", loaded.stamp_line, formats, exported=exported)
    else:
        finding("Cost per accepted output: n/a")
    if len(known) < len(units):
        remark(
            f"For the other {len(units) - len(known)}: add a row with the metric “accepted "
            "outputs” and its Current value (outputs a month) on the Metrics sheet."
        )


def _commitments(loaded: Loaded) -> None:
    uses = spend.commitment_use(loaded.cost)
    if not uses:
        finding("No cost line states a commitment")
        remark(
            "Behaviour “commit” with the column Commitment on the Costs sheet compares the "
            "committed with the metered amount."
        )
        return
    unused = sum(use.unused for use in uses)
    finding(f"{loaded.money(unused)} a year is committed beyond metered use")
    rows, formats = tables.commitments_table(loaded.portfolio, uses)
    tabled(rows, "commitments", loaded.stamp_line, formats)


def _channels(loaded: Loaded) -> None:
    channels = spend.by_channel(loaded.cost, facts.cost_channels(loaded.inventory))
    named = {name: amount for name, amount in channels.items() if name is not None}
    if not named:
        finding("Cost by channel: n/a")
        remark("Fill the column Channel on the Initiatives or Costs sheet.")
        return
    top = next(iter(named))
    finding(
        f"Most of the cost comes through {top}: "
        f"{wording.percent(named[top] / loaded.cost.recurring)}"
    )
    total = loaded.cost.recurring
    bars = [
        Bar(
            name or "not stated",
            amount,
            amount if name == top else 0.0,
            f"{loaded.money(amount)}, {wording.percent(amount / total)}",
        )
        for name, amount in channels.items()
    ]
    chart(
        ranked_bars(
            bars,
            frame.colours(),
            "Cost a year by channel: " + "; ".join(f"{bar.name} {bar.text}" for bar in bars),
        )
    )
    rows = tables.pairs_table("Channel", channels, loaded.portfolio.currency)
    csv_download(rows, "channels", loaded.stamp_line)


def _vendors(loaded: Loaded) -> None:
    shares = spend.vendor_shares(loaded.cost)
    if shares.hhi is None:
        finding("Vendor concentration: n/a")
        remark("Fill the column Vendor on the Costs sheet.")
        return
    name, amount = shares.vendors[0]
    finding(
        f"{name} takes {wording.percent(amount / shares.total)} of the spend with vendors; "
        f"concentration is {spend.hhi_word(shares.hhi)} (HHI {shares.hhi:,.0f})"
    )
    bars = [
        Bar(
            wording.shorten(vendor, 30),
            paid,
            paid if vendor == name else 0.0,
            f"{loaded.money(paid)}, {wording.percent(paid / shares.total)}",
        )
        for vendor, paid in shares.vendors[:8]
    ]
    chart(
        ranked_bars(
            bars,
            frame.colours(),
            "Cost a year by vendor: " + "; ".join(f"{bar.name} {bar.text}" for bar in bars),
        )
    )
    pairs = {**dict(shares.vendors), None: shares.no_vendor}
    csv_download(
        tables.pairs_table("Vendor", pairs, loaded.portfolio.currency), "vendors", loaded.stamp_line
    )
    more = len(shares.vendors) - len(bars)
    remark(
        (f"{wording.count(more, 'smaller vendor')} not drawn. " if more > 0 else "")
        + f"Without a vendor: {loaded.money(shares.no_vendor)}. HHI is the sum of squared shares "
        f"in percent; above {spend.HHI_MODERATE:,} is moderate, above {spend.HHI_HIGH:,} high."
    )


def _shared(loaded: Loaded) -> None:
    allocations = loaded.cost.allocations
    if not allocations:
        finding("No cost line is shared, so nothing is allocated")
        return
    total = sum(each.recurring + each.one_off for each in allocations)
    gap = sum(each.difference for each in allocations)
    verdict = "the parts sum to it to the cent" if gap == 0 else f"{gap} is not allocated"
    finding(f"{loaded.money(float(total))} of shared cost is allocated: {verdict}")
    rows, formats = tables.allocation_table(loaded.cost)
    tabled(rows, "shared_cost", loaded.stamp_line, formats)
    for note in loaded.cost.notes:
        remark(note)
    with st.expander("Each initiative's part of each shared line"):
        parts, part_formats = tables.parts_table(loaded.cost)
        tabled(parts, "shared_cost_parts", loaded.stamp_line, part_formats, height=320)


page()
