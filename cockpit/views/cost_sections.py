"""Parts of the full cost page: one finding each, with its table or chart."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, wording
from cockpit.assessment import facts, spend
from cockpit.charts.bars import ranked_bars
from cockpit.charts.layers import layer_stack
from cockpit.rows import cost_findings as findings
from cockpit.rows import full_cost as tables
from cockpit.rows.cost_headline import lump_words
from cockpit.views.chart_files import chart
from cockpit.views.method_parts import explained
from cockpit.views.parts import Loaded, csv_download, finding, remark, tabled


def layers(loaded: Loaded, said: str) -> None:
    """Full cost a year by layer, under a finding; says where C2 holds what states no layer."""
    explained(said, "full_cost")
    found = loaded.cost.layers
    scale = wording.scale_for(found.values())
    unit = f"{scale.unit(loaded.portfolio.currency)} a year"
    chart(
        layer_stack(
            found,
            frame.colours(),
            lambda amount: wording.amount(amount, scale),
            wording.percent,
            unit,
        ),
        "chart_layers",
        f"Full cost by layer, {unit}: {said}",
        loaded.stamp_line,
        note=f"{unit}, share of the full cost.",
    )
    lump = lump_words(loaded.cost)
    if lump:
        remark(lump)


def shadow(loaded: Loaded) -> None:
    """What is stated to lie outside the IT budget."""
    split = spend.budget_split(loaded.cost)
    finding(findings.shadow_finding(loaded.cost, split))
    if split.shadow_lines:
        rows, formats = tables.lines_table(loaded.portfolio, split.shadow_lines)
        tabled(rows, "shadow_spend", loaded.stamp_line, formats)
    remark(findings.budget_words(loaded.cost, split))


def seats(loaded: Loaded) -> None:
    """Seats paid for and not in use, with their money."""
    uses = spend.seat_use(loaded.portfolio, loaded.cost)
    finding(findings.seats_finding(loaded.cost, uses))
    if not uses:
        remark(findings.SEATS_REMEDY)
        return
    rows, formats = tables.seats_table(uses, loaded.portfolio.currency)
    tabled(rows, "seats", loaded.stamp_line, formats)
    remark(findings.SEATS_REMARK)


def unit_cost(loaded: Loaded) -> None:
    """Full cost per accepted output, where Metrics gives the volume."""
    accepted = facts.accepted_outputs(loaded.inventory)
    units = spend.unit_costs(loaded.cost.initiatives, accepted)
    known = tuple(unit for unit in units if unit.cost_per_output is not None)
    finding(findings.units_finding(units))
    if known:
        rows, formats = tables.units_table(known, loaded.portfolio.currency)
        exported, _ = tables.units_table(units, loaded.portfolio.currency)
        tabled(rows, "unit_cost", loaded.stamp_line, formats, exported=exported)
    remedy = findings.units_remedy(units)
    if remedy:
        remark(remedy)


def commitments(loaded: Loaded) -> None:
    """Committed against metered amounts."""
    uses = spend.commitment_use(loaded.cost)
    finding(findings.commitments_finding(loaded.cost, uses))
    if not uses:
        remark(findings.COMMITMENTS_REMEDY)
        return
    rows, formats = tables.commitments_table(loaded.portfolio, uses)
    tabled(rows, "commitments", loaded.stamp_line, formats)


def channels(loaded: Loaded) -> None:
    """How AI is bought or provided."""
    cost = loaded.cost
    channels = spend.by_channel(cost, facts.cost_channels(loaded.inventory))
    said = findings.channels_finding(cost, channels)
    if findings.top_channel(cost, channels) is None:
        finding(said)
        remark(
            "No line costs anything a year."
            if any(name is not None for name in channels)
            else "Fill the column Channel on the Initiatives or Costs sheet."
        )
        return
    explained(said, "full_cost", "_channels")
    bars, scale = findings.channel_bars(cost, channels)
    unit = scale.unit(cost.currency)
    title = findings.channels_title(unit)
    chart(
        ranked_bars(bars, frame.colours(), findings.bars_alt(title, bars)),
        "chart_channels",
        f"{said}; {unit} a year",
        loaded.stamp_line,
        note=f"{unit} a year, share of the full cost.",
    )
    rows = tables.pairs_table("Channel", channels, loaded.portfolio.currency)
    csv_download(rows, "channels", loaded.stamp_line)


def vendors(loaded: Loaded) -> None:
    """Who is paid, and how concentrated that is."""
    shares = spend.vendor_shares(loaded.cost)
    said = findings.vendors_finding(shares)
    finding(said)
    if shares.hhi is None:
        remark(findings.VENDORS_REMEDY)
        return
    bars, scale = findings.vendor_bars(shares)
    unit = scale.unit(loaded.portfolio.currency)
    title = findings.vendors_title(unit)
    chart(
        ranked_bars(bars, frame.colours(), findings.bars_alt(title, bars)),
        "chart_vendors",
        f"{said}; {unit} a year",
        loaded.stamp_line,
        note=f"{unit} a year, share of the spend with vendors.",
    )
    pairs: dict[str | None, float] = {**dict(shares.vendors), None: shares.no_vendor}
    csv_download(
        tables.pairs_table("Vendor", pairs, loaded.portfolio.currency), "vendors", loaded.stamp_line
    )
    remark(findings.vendors_words(loaded.cost, shares))


def shared(loaded: Loaded) -> None:
    """Shared lines, and the proof that their parts sum to them."""
    allocations = loaded.cost.allocations
    if not allocations:
        finding("No cost line is shared, so nothing is allocated")
        return
    total = sum(each.recurring + each.one_off for each in allocations)
    gap = sum(each.difference for each in allocations)
    verdict = "the parts sum to it to the cent" if gap == 0 else f"{gap} is not allocated"
    explained(
        f"{loaded.money(float(total))} of shared cost is allocated: {verdict}",
        "full_cost",
        "_shared",
    )
    rows, formats = tables.allocation_table(loaded.cost)
    tabled(rows, "shared_cost", loaded.stamp_line, formats)
    for note in loaded.cost.notes:
        remark(note)
    with st.expander("Each initiative's part of each shared line"):
        parts, part_formats = tables.parts_table(loaded.cost)
        tabled(parts, "shared_cost_parts", loaded.stamp_line, part_formats, height=320)
