"""What stands behind each headline figure of the full cost page."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.assessment.full_cost import LineCost
from cockpit.assessment.spend import Invoice
from cockpit.explain import Explanation, rows_behind
from cockpit.rows.cost_headline import DEFINITION
from cockpit.rows.full_cost import owner_of
from cockpit.views.parts import Loaded
from scenarios.portfolio import Timing


def full(loaded: Loaded) -> Explanation:
    """Annual run-rate over all lines."""
    lines = [each for each in loaded.cost.lines if each.line.timing is not Timing.ONE_OFF]
    return _explanation(
        loaded,
        "Full cost a year: "
        + (loaded.money(loaded.cost.recurring) if loaded.cost.states_recurring else wording.NA),
        "Sum of all recurring cost lines × months 1 to 12 in which they fall due. " + DEFINITION,
        lines,
    )


def invoice(loaded: Loaded, found: Invoice) -> Explanation:
    """The model vendors' part of it."""
    booked = wording.percent(found.booked / found.invoice) if found.invoice else wording.NA
    return _explanation(
        loaded,
        f"Model invoice a year: {loaded.money(found.invoice)}",
        f"{DEFINITION} {booked} of the invoice is booked as actual; the rest is estimated or does "
        "not say.",
        found.lines,
    )


def multiple(loaded: Loaded, found: Invoice) -> Explanation:
    """Full cost over invoice: rows of both, the invoice among the others."""
    lines = [each for each in loaded.cost.lines if each.recurring]
    return _explanation(
        loaded,
        f"Full cost ÷ invoice: {wording.multiple(found.multiple, decimals=1)}",
        f"{loaded.money(found.full)} full cost a year ÷ {loaded.money(found.invoice)} model "
        f"invoice a year. {DEFINITION}",
        lines,
    )


def one_off(loaded: Loaded) -> Explanation:
    """One-off money of the first year."""
    lines = [each for each in loaded.cost.lines if each.one_off]
    return _explanation(
        loaded,
        "One-off, first year: "
        + (loaded.money(loaded.cost.one_off) if loaded.cost.states_one_off else wording.NA),
        "Sum of the one-off cost lines that fall due in months 0 to 12. Amounts before the "
        "decision date are spent already and count nowhere.",
        lines,
    )


def missing(loaded: Loaded, supplied: int) -> Explanation:
    """Layers without any line."""
    return Explanation(
        figure=f"Layers missing: {wording.whole(loaded.cost.missing_pairs)}",
        formula=f"{wording.count(supplied, 'initiative')} with cost × 7 layers, less those with at "
        "least one own or shared line. A line with amount 0 is a statement and counts as present.",
        rows=rows_behind(loaded.portfolio),
        levers=(),
        mover="Each missing layer hides cost: the full cost is higher than shown.",
        owner="the owner of each initiative, as in the table below",
    )


def _explanation(
    loaded: Loaded, figure: str, formula: str, lines: Sequence[LineCost]
) -> Explanation:
    """Rows by size; what moves the figure most is its largest line."""
    ranked = sorted(lines, key=lambda each: -(each.recurring + each.one_off))
    mover, owner = "No such line is supplied.", wording.NA
    if ranked:
        largest = ranked[0]
        total = sum(each.recurring + each.one_off for each in ranked)
        share = (largest.recurring + largest.one_off) / total if total else None
        mover = f"The largest line, {largest.line.item}: {wording.percent(share)} of these rows."
        owner = owner_of(loaded.portfolio, largest.line)
    return Explanation(
        figure=figure,
        formula=formula,
        rows=rows_behind(loaded.portfolio, costs=[each.line for each in ranked]),
        levers=(),
        mover=mover,
        owner=owner,
    )
