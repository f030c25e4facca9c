"""The verdict: what AI costs a year, whether it returns more than that, and how sure that is."""

from __future__ import annotations

from cockpit import wording
from cockpit.assessment.answers import headline, verdict
from cockpit.assessment.value_bridge import ValueBridge, value_bridge
from cockpit.boardpack import native
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import (
    Chart,
    KeyFigure,
    Kind,
    Section,
)
from cockpit.charts.value import roi_intervals, waterfall
from cockpit.rows.overview import bridge_steps, return_labels, roi_rows
from scenarios.portfolio import ValueBasis
from scenarios.results import Estimate, Outcome

_METHOD = (
    "Full cost a year is the sum of all recurring cost lines over the months 1 to 12 in which they "
    "fall due, all seven layers. Captured ROI = (captured benefit − full cost) ÷ full cost, NPV = "
    "captured benefit − full cost, both as present values over the horizon. The base case takes "
    "every assumption at its median and every amount as stated; P10, P50 and P90 are percentiles "
    "of the draws."
)


def section(material: Material) -> Section:
    """The first page of a pack."""
    active = None if material.is_base else material.scenario.name
    facts = headline(material.portfolio, material.case.cost, material.result, active)
    return Section(
        key="verdict",
        title="Verdict",
        question="Where does the AI money go, and is it worth it?",
        headline=verdict(facts, lambda amount: _money(material, amount), wording.percent),
        figures=(_cost(material), *_return(material)),
        charts=tuple(each for each in (_bridge(material), _intervals(material)) if each),
        remarks=material.result.notes,
        method=_METHOD,
        answered=facts.captured is not None,
    )


def _money(material: Material, amount: float | None) -> str:
    return wording.money(amount, material.currency)


def _cost(material: Material) -> KeyFigure:
    cost = material.case.cost
    known = cost.recurring if cost.states_recurring else None
    partial = sum(each.partial for each in cost.initiatives if each.supplied)
    note = "as stated; partial for " + wording.count(partial, "initiative") if partial else ""
    return KeyFigure(
        "full_cost_a_year",
        "Full cost a year",
        known,
        _money(material, known),
        Kind.MONEY,
        material.currency,
        note if known is not None else "no cost a year is supplied",
    )


def _return(material: Material) -> tuple[KeyFigure, ...]:
    """ROI, its chance of reaching the hurdle, and NPV, on captured value."""
    result = material.result
    outcome = result.portfolio.outcomes.get(ValueBasis.CAPTURED)
    scenario = None if material.is_base else material.scenario.name
    roi_label, chance_label, npv_label = return_labels(result, scenario)
    why = result.portfolio.unanswered.get(ValueBasis.CAPTURED, "")
    roi, npv, chance = _ranges(outcome, result.currency) if outcome else (why, why, why)
    return (
        KeyFigure(
            "roi_base",
            roi_label,
            outcome.roi.base if outcome else None,
            wording.percent(outcome.roi.base if outcome else None),
            Kind.SHARE,
            "share",
            roi,
        ),
        KeyFigure(
            "p_roi_hurdle",
            chance_label,
            outcome.p_roi_hurdle.value if outcome else None,
            wording.chance(outcome.p_roi_hurdle.value, se=outcome.p_roi_hurdle.se)
            if outcome
            else wording.NA,
            Kind.SHARE,
            "share",
            chance,
            outcome.p_roi_hurdle.se if outcome else None,
        ),
        KeyFigure(
            "npv_base",
            npv_label,
            outcome.npv.base if outcome else None,
            _money(material, outcome.npv.base if outcome else None),
            Kind.MONEY,
            material.currency,
            npv,
        ),
    )


def _ranges(outcome: Outcome, currency: str) -> tuple[str, str, str]:
    """The notes below ROI, NPV and chance."""
    roi, npv = outcome.roi, outcome.npv
    scale = wording.scale_for([npv.p90.value, npv.p10.value])

    def share(estimate: Estimate) -> str:
        return wording.percent(estimate.value, se=estimate.se)

    def money(estimate: Estimate) -> str:
        return wording.in_scale(estimate.value, scale, se=estimate.se)

    return (
        wording.percentiles(p10=share(roi.p10), p50=share(roi.p50), p90=share(roi.p90)),
        f"{scale.unit(currency)}: "
        + wording.percentiles(p10=money(npv.p10), p50=money(npv.p50), p90=money(npv.p90)),
        wording.probability_words(outcome.p_roi_hurdle.value),
    )


def _bridge(material: Material) -> Chart | None:
    """Claimed, captured and cashable benefit as a waterfall."""
    bridge = value_bridge(material.portfolio, material.scenario)
    if not bridge.claimed:
        return None
    scale = wording.scale_for([bridge.claimed, bridge.captured])
    unanswered = ValueBasis.CASHABLE in material.result.portfolio.unanswered
    steps = bridge_steps(bridge, scale)[: 1 if unanswered else None]
    unit = scale.unit(material.result.currency)
    months = wording.months(material.result.horizon_months)
    said = "; ".join(f"{step.name} {step.text}" for step in steps)
    return Chart(
        "value_bridge",
        f"Benefit from claimed to cashable, {unit}, present value over {months}, base case",
        _bridge_takeaway(bridge, unanswered) + f" {said}.",
        waterfall(steps, material.colours, said),
        native.steps(steps, scale, unit),
        height=26 * len(steps) + 20,
    )


def _bridge_takeaway(bridge: ValueBridge, unanswered: bool) -> str:
    if unanswered:
        return "What of the claimed benefit is cashable cannot be answered."
    return (
        f"{wording.percent(bridge.cashable / bridge.claimed)} of the claimed benefit is cashable."
    )


def _intervals(material: Material) -> Chart | None:
    """ROI by value basis against the hurdle."""
    result = material.result
    rows = roi_rows(result)
    if not rows:
        return None
    hurdle = wording.percent(result.hurdle_rate)
    said = "; ".join(f"{each.name}: {each.text}" for each in rows)
    return Chart(
        "roi_by_basis",
        f"ROI by value basis against the hurdle of {hurdle}: P10 to P90 as band, P50 as bar, "
        "base case as circle",
        f"ROI by value basis against the hurdle of {hurdle}. {said}.",
        roi_intervals(rows, result.hurdle_rate, material.colours, said),
        native.intervals(rows, f"ROI by value basis, % of full cost; the hurdle is {hurdle}"),
        height=32 * len(rows) + 60,
    )
