"""Lower part of the full cost page: one finding each, with its table or chart."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, wording
from cockpit.assessment import facts, spend
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.rows import full_cost as tables
from cockpit.views.method_parts import explained
from cockpit.views.parts import Loaded, chart, csv_download, finding, remark, tabled


def shadow(loaded: Loaded) -> None:
    """What is stated to lie outside the IT budget."""
    split = spend.budget_split(loaded.cost)
    if split.shadow_lines:
        finding(f"{loaded.money(split.shadow)} a year lies outside the IT budget")
        rows, formats = tables.lines_table(loaded.portfolio, split.shadow_lines)
        tabled(rows, "shadow_spend", loaded.stamp_line, formats)
    else:
        finding("No cost line is stated to lie outside the IT budget")
    if any(each.line.in_it_budget is not None for each in loaded.cost.lines):
        remark(
            f"In the IT budget: {loaded.money(split.inside)}. Not stated: "
            f"{loaded.money(split.not_stated)}, counted as neither."
        )
    else:
        remark("No line says whether it is in the IT budget: fill the column In IT budget.")


def seats(loaded: Loaded) -> None:
    """Seats paid for and not in use, with their money."""
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


def unit_cost(loaded: Loaded) -> None:
    """Full cost per accepted output, where Metrics gives the volume."""
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


def commitments(loaded: Loaded) -> None:
    """Committed against metered amounts."""
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


def channels(loaded: Loaded) -> None:
    """How AI is bought or provided."""
    channels = spend.by_channel(loaded.cost, facts.cost_channels(loaded.inventory))
    named = {name: amount for name, amount in channels.items() if name is not None}
    total = loaded.cost.recurring
    if not named or not total:
        finding("Cost by channel: n/a")
        remark(
            "No line costs anything a year."
            if named
            else "Fill the column Channel on the Initiatives or Costs sheet."
        )
        return
    top = next(iter(named))
    explained(
        f"Most of the cost comes through {top}: {wording.percent(named[top] / total)}",
        "full_cost",
        "_channels",
    )
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


def vendors(loaded: Loaded) -> None:
    """Who is paid, and how concentrated that is."""
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
    pairs: dict[str | None, float] = {**dict(shares.vendors), None: shares.no_vendor}
    csv_download(
        tables.pairs_table("Vendor", pairs, loaded.portfolio.currency), "vendors", loaded.stamp_line
    )
    more = len(shares.vendors) - len(bars)
    remark(
        (f"{wording.count(more, 'smaller vendor')} not drawn. " if more > 0 else "")
        + f"Without a vendor: {loaded.money(shares.no_vendor)}. HHI is the sum of squared shares "
        f"in percent; above {spend.HHI_MODERATE:,} is moderate, above {spend.HHI_HIGH:,} high."
    )


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
