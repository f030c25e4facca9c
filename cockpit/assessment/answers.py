"""The first line of each page: its figures put into short sentences.

How money and shares are written is handed in as ``money`` and ``percent``, since
the screen owns that. The sentences hold no name from any file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from cockpit import wording
from cockpit.assessment.full_cost import FullCost
from cockpit.assessment.overview import Coverage
from cockpit.assessment.spend import Invoice
from scenarios.portfolio import Portfolio, ValueBasis
from scenarios.results import SimulationResult, Spread

Money = Callable[[float], str]


class Percent(Protocol):
    """A share in words; rounded to its standard error where it has one."""

    def __call__(self, share: float, *, se: float | None = None) -> str: ...


#: A share of the money below this is called little.
_LITTLE = 0.9


@dataclass(frozen=True, slots=True)
class Headline:
    """What the first line says. ``captured`` and ``claimed`` are ``None`` when unanswered.

    ``run_rate`` is ``None`` when no recurring cost is supplied.
    """

    run_rate: float | None
    initiatives: int
    captured: Spread | None
    claimed_base: float | None
    without_benefit: int
    without_cost: int
    partial: int
    why_unanswered: str | None
    scenario: str | None


def headline(
    portfolio: Portfolio, cost: FullCost, result: SimulationResult, scenario: str | None = None
) -> Headline:
    """Collect the figures of the verdict; ``scenario`` is named unless it is the base."""
    outcomes = result.portfolio.outcomes
    captured, claimed = outcomes.get(ValueBasis.CAPTURED), outcomes.get(ValueBasis.CLAIMED)
    return Headline(
        run_rate=cost.recurring if cost.states_recurring else None,
        initiatives=len(portfolio.initiatives),
        captured=captured.roi if captured else None,
        claimed_base=claimed.roi.base if claimed else None,
        without_benefit=sum(not portfolio.has_benefit(each.id) for each in portfolio.initiatives),
        without_cost=sum(not each.supplied for each in cost.initiatives),
        partial=sum(each.partial for each in cost.initiatives if each.supplied),
        why_unanswered=None if captured else result.portfolio.unanswered.get(ValueBasis.CAPTURED),
        scenario=scenario,
    )


def verdict(facts: Headline, money: Money, percent: Percent) -> str:
    """The state of the portfolio in three short sentences.

    Cost a year is always as stated. Where a scenario is on screen, what it does to the
    return comes first, under its name: the cost as stated is not moved by it.
    """
    stated = ", as stated" if facts.scenario else ""
    costed = facts.initiatives - facts.without_cost
    over = f"{costed} of " if facts.without_cost else ""
    cost = (
        "No cost a year is supplied."
        if facts.run_rate is None
        else f"{money(facts.run_rate)} a year over {over}{_count(facts.initiatives)}{stated}."
    )
    under = f"Under “{facts.scenario}”: captured" if facts.scenario else "Captured"
    if facts.captured is None:
        reason = facts.why_unanswered or "the workbook has no cost and benefit to compare"
        earned = f"{under} ROI cannot be answered: {reason.rstrip('.')}."
    else:
        claimed = "" if facts.claimed_base is None else f"; claimed {percent(facts.claimed_base)}"
        earned = (
            f"{under} ROI {percent(facts.captured.base)} in the base case "
            f"({_range(facts.captured, percent)}){claimed}."
        )
    sentences = [earned, cost] if facts.scenario else [cost, earned]
    if facts.without_benefit:
        verb = "has" if facts.without_benefit == 1 else "have"
        sentences.append(f"{_count(facts.without_benefit)} {verb} no benefit on record.")
    if facts.without_cost:
        verb = "states" if facts.without_cost == 1 else "state"
        sentences.append(f"{_count(facts.without_cost)} {verb} no cost.")
    return " ".join(sentences)


def _range(roi: Spread, percent: Percent) -> str:
    p10, p50, p90 = (percent(each.value, se=each.se) for each in (roi.p10, roi.p50, roi.p90))
    return wording.percentiles(p10=p10, p50=p50, p90=p90)


def weakest_evidence(coverages: tuple[Coverage, ...], percent: Percent) -> str:
    """Which side of the account rests on least evidence, in words."""
    known = [each for each in coverages if each.solid_share is not None]
    if not known:
        return "There is neither a cost nor a benefit to evidence."
    weakest = min(known, key=lambda each: each.solid_share or 0.0)
    what = "booked as actuals" if weakest.title == "Cost" else "measured"
    share = weakest.solid_share or 0.0
    part = f"{'only ' if share < _LITTLE else ''}{percent(share)}" if share else "none"
    return f"Weakest evidence: {weakest.title.lower()}, {part} of the money is {what}."


def full_cost_answer(cost: FullCost, invoice: Invoice, money: Money, percent: Percent) -> str:
    """What AI costs in full, how much of it the model invoice shows, and what is missing."""
    if not cost.lines:
        return "No cost is supplied, so the full cost is unknown."
    sentences = [
        f"{money(cost.recurring)} a year in full."
        if cost.states_recurring
        else "Only one-off cost is supplied; the cost a year is unknown."
    ]
    if invoice.multiple is None:
        sentences.append("No model invoice is supplied to compare it with.")
    else:
        sentences.append(
            f"The model invoices show {money(invoice.invoice)}, "
            f"{percent(invoice.share or 0.0)} of it."
        )
    supplied = [each for each in cost.initiatives if each.supplied]
    partial = sum(each.partial for each in supplied)
    if partial:
        sentences.append(
            f"{partial} of {_count(len(supplied))} with cost "
            f"{'lacks' if partial == 1 else 'lack'} at least one layer, "
            "so the true cost is higher."
        )
    return " ".join(sentences)


def data_answer(name: str, initiatives: int | None, accepted: int, rejected: int) -> str:
    """What was read of a file; ``initiatives`` is ``None`` when it could not be read."""
    if initiatives is None:
        return f"{name} could not be read. The data before it stays in use."
    rows = "1 row" if accepted == 1 else f"{wording.whole(accepted)} rows"
    left = "none rejected" if not rejected else f"{wording.whole(rejected)} rejected"
    return f"{name}: {_count(initiatives)}, {rows} accepted, {left}."


def _count(number: int) -> str:
    return "1 initiative" if number == 1 else f"{wording.whole(number)} initiatives"
