"""What each cut through the full cost shows, in a sentence, with the bars drawn below it.

A sentence that ends in ``n/a`` says that nothing is supplied; its remedy says what to fill in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cockpit import wording
from cockpit.assessment import spend
from cockpit.assessment.full_cost import FullCost
from cockpit.charts.bars import Bar

SEATS_REMEDY = "Fill the columns Seats licensed and Seats active on the Initiatives sheet."
SEATS_REMARK = (
    "Money is the cost of the lines with behaviour “seats” times the idle share; n/a where "
    "no such line or no active count is supplied."
)
COMMITMENTS_REMEDY = (
    "Behaviour “commit” with the column Commitment on the Costs sheet compares the "
    "committed with the metered amount."
)
VENDORS_REMEDY = "Fill the column Vendor on the Costs sheet."
#: Vendors drawn; the rest stands in the file.
MOST_VENDORS = 8
_VENDOR_LENGTH = 30


def shadow_finding(cost: FullCost, split: spend.BudgetSplit) -> str:
    """What is stated to lie outside the IT budget."""
    if not split.shadow_lines:
        return "No cost line is stated to lie outside the IT budget"
    return f"{_money(cost, split.shadow)} a year lies outside the IT budget"


def budget_stated(cost: FullCost) -> bool:
    """Whether any line says if it is in the IT budget."""
    return any(each.line.in_it_budget is not None for each in cost.lines)


def budget_words(cost: FullCost, split: spend.BudgetSplit) -> str:
    """What is in the IT budget, and of what nobody says."""
    if not budget_stated(cost):
        return "No line says whether it is in the IT budget: fill the column In IT budget."
    return (
        f"In the IT budget: {_money(cost, split.inside)}. Not stated: "
        f"{_money(cost, split.not_stated)}, counted as neither."
    )


def idle_money(uses: Sequence[spend.SeatUse]) -> float | None:
    """Money a year in seats not in use; ``None`` where no initiative lets it be known."""
    known = [use.idle_money for use in uses if use.idle_money is not None]
    return sum(known) if known else None


def seats_finding(cost: FullCost, uses: Sequence[spend.SeatUse]) -> str:
    """Seats paid for and not in use, with their money as far as it is known."""
    if not uses:
        return "Seats paid and unused: n/a"
    licensed = wording.number(sum(use.licensed for use in uses))
    if all(use.idle is None for use in uses):
        return f"How many of {licensed} paid seats are in use is not stated"
    idle = wording.number(sum(max(use.idle or 0.0, 0.0) for use in uses))
    money = idle_money(uses)
    wasted = "their money is n/a" if money is None else f"{_money(cost, money)} a year"
    return f"{idle} of {licensed} paid seats are not in use: {wasted}"


def commitments_finding(cost: FullCost, uses: Sequence[spend.CommitmentUse]) -> str:
    """What is committed beyond metered use."""
    if not uses:
        return "No cost line states a commitment"
    unused = sum(use.unused for use in uses)
    return f"{_money(cost, unused)} a year is committed beyond metered use"


def units_finding(units: Sequence[spend.UnitCost]) -> str:
    """Of how many initiatives the cost of an accepted output is known."""
    known = sum(unit.cost_per_output is not None for unit in units)
    if not known:
        return "Cost per accepted output: n/a"
    return f"Cost per accepted output is known for {known} of {_initiatives(len(units))}"


def units_remedy(units: Sequence[spend.UnitCost]) -> str:
    """What makes the cost of an output known for the rest; empty where it is known for all."""
    silent = sum(unit.cost_per_output is None for unit in units)
    if not silent:
        return ""
    whom = f"For the other {silent}: add" if silent < len(units) else "Add"
    return (
        f"{whom} a row with the metric “accepted outputs” and its Current value (outputs a month) "
        "on the Metrics sheet."
    )


def channels_finding(cost: FullCost, channels: Mapping[str | None, float]) -> str:
    """Through which channel most of the cost comes; ``n/a`` where none is named."""
    top = top_channel(cost, channels)
    if top is None:
        return "Cost by channel: n/a"
    share = wording.percent(channels[top] / cost.recurring)
    return f"Most of the cost comes through {top}: {share}"


def top_channel(cost: FullCost, channels: Mapping[str | None, float]) -> str | None:
    """The channel with most money; ``None`` where none is named, or nothing recurs."""
    return next((name for name in channels if name is not None), None) if cost.recurring else None


def channel_bars(
    cost: FullCost, channels: Mapping[str | None, float]
) -> tuple[list[Bar], wording.Scale]:
    """Cost a year by channel, the largest dark, and the one scale of all labels."""
    top = top_channel(cost, channels)
    scale = wording.scale_for(channels.values())
    bars = [
        Bar(
            name or "not stated",
            paid,
            paid if name == top else 0.0,
            f"{wording.amount(paid, scale)} ({wording.percent(paid / cost.recurring)})",
        )
        for name, paid in channels.items()
    ]
    return bars, scale


def channels_title(unit: str) -> str:
    """What :func:`channel_bars` show; ``unit`` is that of the money, ``EUR m``."""
    return f"Cost by channel, {unit} a year and share of the full cost"


def vendors_finding(shares: spend.VendorShares) -> str:
    """Who is paid most, and how concentrated that is."""
    if shares.hhi is None:
        return "Vendor concentration: n/a"
    name, paid = shares.vendors[0]
    return (
        f"{name} takes {wording.percent(paid / shares.total)} of the spend with vendors; "
        f"concentration is {spend.hhi_word(shares.hhi)} (HHI {wording.number(shares.hhi)})"
    )


def vendor_bars(shares: spend.VendorShares) -> tuple[list[Bar], wording.Scale]:
    """Cost a year by vendor, at most :data:`MOST_VENDORS`, and the one scale of all labels.

    The largest is first and dark.
    """
    drawn = shares.vendors[:MOST_VENDORS]
    scale = wording.scale_for(paid for _, paid in drawn)
    bars = [
        Bar(
            wording.shorten(vendor, _VENDOR_LENGTH),
            paid,
            paid if place == 0 else 0.0,
            f"{wording.amount(paid, scale)} ({wording.percent(paid / shares.total)})",
        )
        for place, (vendor, paid) in enumerate(drawn)
    ]
    return bars, scale


def vendors_title(unit: str) -> str:
    """What :func:`vendor_bars` show; ``unit`` is that of the money, ``EUR m``."""
    return f"Cost by vendor, {unit} a year and share of the spend with vendors"


def bars_alt(title: str, bars: Sequence[Bar]) -> str:
    """The bars in words, after what they show and in which unit."""
    return f"{title}: " + "; ".join(f"{bar.name} {bar.text}" for bar in bars)


def vendors_words(cost: FullCost, shares: spend.VendorShares) -> str:
    """What the bars leave out, and how to read the index of concentration."""
    more = len(shares.vendors) - MOST_VENDORS
    return (
        (f"{wording.count(more, 'smaller vendor')} not drawn. " if more > 0 else "")
        + f"Without a vendor: {_money(cost, shares.no_vendor)}. HHI is the sum of squared shares "
        f"in percent; above {wording.number(spend.HHI_MODERATE)} is moderate, above "
        f"{wording.number(spend.HHI_HIGH)} high."
    )


def _money(cost: FullCost, value: float) -> str:
    return wording.money(value, cost.currency)


def _initiatives(number: int) -> str:
    return wording.count(number, "initiative")
