"""The full cost: seven layers by initiative, against what the model invoice shows."""

from __future__ import annotations

from cockpit import wording
from cockpit.assessment import facts, spend
from cockpit.assessment.answers import full_cost_answer
from cockpit.boardpack import native
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import (
    Chart,
    KeyFigure,
    Kind,
    NativeChart,
    Role,
    Section,
    Series,
    Shape,
)
from cockpit.boardpack.sections import tco_tables as tables
from cockpit.charts.bars import STEP, ranked_bars
from cockpit.charts.layers import layer_stack
from cockpit.rows import cost_findings as findings
from cockpit.rows import cost_headline as headline
from scenarios.portfolio import CostLayer

#: Kind of each headline figure that is not money.
_KINDS = {
    "full_cost_over_invoice": (Kind.MULTIPLE, "×"),
    "layers_missing": (Kind.COUNT, "pairs of initiative and layer"),
}


def section(material: Material) -> Section:
    """What AI costs in full, what of it the invoice shows, and which layers nobody states."""
    cost = material.case.cost
    invoice = spend.invoice_only(cost)
    return Section(
        key="tco",
        title="Full cost (TCO)",
        question="What does AI cost in all seven layers, and what of it does the invoice show?",
        headline=full_cost_answer(
            cost, invoice, lambda amount: wording.money(amount, cost.currency), wording.percent
        ),
        figures=_figures(material, invoice),
        charts=(_layers(material), _invoices(material)) if cost.states_recurring else (),
        tables=tables.cost_tables(material),
        remarks=_remarks(material),
        method=f"{headline.DEFINITION} {findings.SEATS_REMARK}",
        answered=cost.states_recurring,
    )


def _figures(material: Material, invoice: spend.Invoice) -> tuple[KeyFigure, ...]:
    """The headline figures of the page; none where there is no cost line to count in."""
    cost = material.case.cost
    if not cost.lines:
        return ()
    found = []
    for each in headline.cost_figures(cost, invoice):
        kind, unit = _KINDS.get(each.key, (Kind.MONEY, material.currency))
        found.append(KeyFigure(each.key, each.label, each.value, each.text, kind, unit, each.note))
    return tuple(found)


def _layers(material: Material) -> Chart:
    """The seven layers of the portfolio; one without a line is said to be missing."""
    cost = material.case.cost
    scale = wording.scale_for(cost.layers.values())
    unit = scale.unit(cost.currency)
    figure = layer_stack(
        cost.layers,
        material.colours,
        lambda amount: wording.amount(amount, scale),
        wording.percent,
        f"{unit} a year",
    )
    said = [text.partition(": ")[2] for text in figure.frame["In words"]]
    amounts = [cost.layers.get(layer) for layer in CostLayer]
    return Chart(
        "layers",
        f"Full cost by layer, {unit} a year",
        f"{headline.layers_finding(cost)}. {figure.alt}",
        figure,
        NativeChart(
            Shape.BAR,
            tuple(layer.title for layer in CostLayer),
            (
                Series(
                    "Full cost a year",
                    tuple(None if paid is None else paid / scale.divisor for paid in amounts),
                    Role.CURRENT,
                    tuple(said),
                ),
            ),
            unit,
        ),
        width=420,
    )


def _invoices(material: Material) -> Chart:
    """Full cost of the dearest initiatives, of which the model invoice is dark."""
    cost = material.case.cost
    bars, scale = headline.invoice_bars(cost)
    unit = scale.unit(cost.currency)
    invoices = spend.invoice_by_initiative(cost)
    whole = headline.cost_figures(cost, spend.invoice_only(cost))[1]
    said = f"{whole.label}: {whole.text}, {whole.note}. "
    billed = [invoices[each.id] for each in headline.with_cost(cost)[: len(bars)]]
    return Chart(
        "invoice",
        headline.invoice_bars_title(unit),
        f"{said}{headline.invoice_bars_alt(bars)}. {headline.BARS_REMARK}",
        ranked_bars(bars, material.colours, headline.invoice_bars_alt(bars)),
        native.parts(bars, billed, scale, unit, ("Model invoice", "Rest of the full cost")),
        height=STEP * len(bars) + 20,
    )


def _remarks(material: Material) -> tuple[str, ...]:
    """What is not in the figures, and what to fill in."""
    cost = material.case.cost
    if not cost.lines:
        return (headline.COST_REMEDY,)
    seats = spend.seat_use(material.portfolio, cost)
    commitments = spend.commitment_use(cost)
    units = spend.unit_costs(cost.initiatives, facts.accepted_outputs(material.case.inventory))
    said = [headline.lump_words(cost), *cost.notes]
    if not material.is_base:
        said.insert(0, f"This section {headline.as_stated_words(material.scenario.name)}")
    # What is known stands above its table; here what is not, with its remedy.
    if not seats:
        said += [f"{findings.seats_finding(cost, seats)}.", findings.SEATS_REMEDY]
    if not commitments:
        said += [f"{findings.commitments_finding(cost, commitments)}.", findings.COMMITMENTS_REMEDY]
    if all(unit.cost_per_output is None for unit in units):
        said += [f"{findings.units_finding(units)}.", findings.units_remedy(units)]
    return tuple(each for each in said if each)
