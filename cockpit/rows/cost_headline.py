"""Headline of the full cost: its figures with their notes, and the bars beside the layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cockpit import wording
from cockpit.assessment import spend
from cockpit.assessment.full_cost import FullCost, InitiativeCost
from cockpit.charts.bars import Bar
from cockpit.inventory.lines_from import LUMP_ITEM
from cockpit.rows.full_cost import ratio

#: What "a year" and "the model invoice" mean wherever the full cost stands.
DEFINITION = (
    "A year is the first 12 months after the decision date, at today's usage, seats and prices, "
    "undiscounted; shared lines are allocated; one-off amounts are stated apart. The model "
    "invoice is every recurring line of layer C2 (model access & hosting) that names a vendor."
)
LAYERS_FINDING = "Seven layers by initiative: a layer without any line is missing, not zero"
LAYERS_REMARK = "Allocated shares of shared lines are included."
COST_REMEDY = "Add a Costs sheet, or the column Annual cost on the Initiatives sheet, and upload."
#: Bars of initiatives drawn; the rest stands in the table.
MOST_BARS = 14
BARS_REMARK = "× is full cost over invoice; partial: at least one layer is missing."
_NAME_LENGTH = 42


@dataclass(frozen=True, slots=True)
class CostFigure:
    """A headline figure of the full cost; ``value`` is ``None`` where nothing is supplied.

    Money in portfolio currency, unscaled.
    """

    key: str
    label: str
    value: float | int | None
    text: str
    note: str


def cost_figures(cost: FullCost, invoice: spend.Invoice) -> tuple[CostFigure, ...]:
    """Full cost and model invoice a year, their ratio, one-off money, layers missing."""
    supplied = [each for each in cost.initiatives if each.supplied]
    recurring = cost.recurring if cost.states_recurring else None
    billed = invoice.invoice if invoice.lines else None
    once = cost.one_off if cost.states_one_off else None
    later = f"and {_money(cost, cost.later_one_off)} later" if cost.later_one_off else ""
    return (
        CostFigure(
            "full_cost_a_year",
            "Full cost a year",
            recurring,
            _money(cost, recurring),
            "no recurring line"
            if recurring is None
            else wording.count(len(supplied), "initiative"),
        ),
        CostFigure(
            "invoice_a_year",
            "Model invoice a year",
            billed,
            _money(cost, billed),
            "no vendor in layer C2"
            if billed is None
            else f"{wording.percent(invoice.share)} of the full cost",
        ),
        CostFigure(
            "full_cost_over_invoice",
            "Full cost ÷ invoice",
            invoice.multiple,
            wording.multiple(invoice.multiple, decimals=1),
            "",
        ),
        CostFigure(
            "one_off",
            "One-off, first year",
            once,
            _money(cost, once),
            "no one-off line" if once is None else later,
        ),
        CostFigure(
            "layers_missing",
            "Layers missing",
            cost.missing_pairs,
            wording.number(cost.missing_pairs),
            f"of {len(supplied)} × 7",
        ),
    )


def invoice_bars(cost: FullCost) -> tuple[list[Bar], wording.Scale]:
    """The dearest initiatives: full cost a year, of which the model invoice is dark."""
    invoices = spend.invoice_by_initiative(cost)
    supplied = with_cost(cost)
    scale = wording.scale_for(each.recurring for each in supplied)
    bars = []
    for each in supplied[:MOST_BARS]:
        invoice = invoices[each.id]
        times = ratio(each.recurring / invoice) if invoice else "no invoice"
        said = f"{times}{', partial' if each.partial else ''}"
        bars.append(
            Bar(
                wording.shorten(each.name, _NAME_LENGTH),
                each.recurring,
                invoice or 0.0,
                f"{wording.amount(each.recurring, scale)} ({said})",
            )
        )
    return bars, scale


def invoice_bars_title(unit: str) -> str:
    """What the bars of :func:`invoice_bars` show; ``unit`` is that of the money, ``EUR m``."""
    return f"What the invoice shows (strong colour) of the full stack, {unit} a year"


def invoice_bars_alt(bars: Sequence[Bar]) -> str:
    """The same bars in words."""
    said = "; ".join(f"{bar.name} {bar.text}" for bar in bars)
    return f"Full cost and model invoice by initiative, largest first: {said}"


def layers_finding(cost: FullCost) -> str:
    """Which layer is the largest; that layers are unknown where only totals are stated."""
    if not layers_known(cost):
        return "Only totals are stated; the layers are unknown"
    layers = cost.layers
    top = max(layers, key=lambda layer: layers[layer])
    share = layers[top] / cost.recurring if cost.recurring else 0.0
    return f"{top.title} is the largest layer: {wording.percent(share)}"


def layers_known(cost: FullCost) -> bool:
    """Whether any cost line states its layer, and is not just a total."""
    return any(each.line.item != LUMP_ITEM for each in cost.lines)


def lump_words(cost: FullCost) -> str:
    """Where a total stands in C2 only because its layer is not stated; empty if nowhere."""
    lumps = sum(each.line.item == LUMP_ITEM for each in cost.lines)
    if not lumps:
        return ""
    return (
        f"{wording.count(lumps, 'initiative')} state only a total: its layer is unknown, and "
        "it stands in C2."
    )


def without_cost_words(cost: FullCost) -> str:
    """Initiatives that are in no table of cost since they supply none; empty if there are none."""
    silent = [each.name for each in cost.initiatives if not each.supplied]
    if not silent:
        return ""
    return (
        f"{wording.count(len(silent), 'initiative')} without any cost, not in the table: "
        + wording.shorten(wording.listed(silent), 300)
        + "."
    )


def as_stated_words(scenario: str) -> str:
    """That the full cost is that of today, whatever scenario is on screen."""
    return f"shows cost as stated; scenario {scenario} is not applied to it."


def with_cost(cost: FullCost) -> list[InitiativeCost]:
    """Initiatives that supply a cost, dearest first."""
    return [each for each in cost.initiatives if each.supplied]


def _money(cost: FullCost, value: float | None) -> str:
    return wording.money(value, cost.currency)
