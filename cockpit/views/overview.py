"""Overview: where the money goes, whether it is worth it, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from cockpit import frame, wording
from cockpit.assessment.answers import headline, verdict
from cockpit.assessment.value_bridge import value_bridge
from cockpit.charts.value import driver_swings, roi_intervals, waterfall
from cockpit.explain import Explanation, explain
from cockpit.rows import overview as rows
from cockpit.rows.cost_headline import layers_known
from cockpit.views import cost_sections
from cockpit.views import overview_sections as sections
from cockpit.views.chart_files import chart
from cockpit.views.cost_reasons import full as full_reason
from cockpit.views.method_parts import explained
from cockpit.views.parts import (
    Loaded,
    finding,
    load,
    noted_figure,
    remark,
    without_answer,
)
from scenarios.portfolio import ValueBasis
from scenarios.results import Estimate, Outcome, Spread

_BASE_CASE = {
    "roi": "Captured ROI = (captured benefit − full cost) ÷ full cost, as present values.",
    "npv": "Captured NPV = captured benefit − full cost, as present values.",
}


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    if loaded.result is None:
        why = f"No verdict is possible: {loaded.why_not}"
        without_answer(loaded, "overview", why, wording.EMPTY["result"])
        return
    facts_now = headline(loaded.portfolio, loaded.cost, loaded.result, loaded.active)
    frame.heading("overview", verdict(facts_now, loaded.money, wording.percent))
    frame.show_rejected(loaded.data)
    frame.show_thresholds()
    if facts_now.captured is None:
        frame.show_way_to_data()
    _figures(loaded, facts_now.partial)
    left, middle, right = st.columns([5, 6, 6], gap="medium")
    with left:
        _layers(loaded)
    with middle:
        _bridge(loaded)
    with right:
        _roi(loaded)
        _drivers(loaded)
    left, middle, right = st.columns([5, 7, 5], gap="medium")
    with left:
        sections.decisions(loaded)
    with middle:
        sections.matters(loaded)
    with right:
        sections.evidence(loaded)
    # The table of assumptions has sentences in it.
    left, right = st.columns([2, 3], gap="medium")
    with left:
        sections.movers(loaded)
    with right:
        sections.sources(loaded)
    for sentence in loaded.result.notes:
        remark(sentence)
    finding("Every question of the cockpit")
    frame.guide()
    frame.footer(loaded.result)


def _captured(loaded: Loaded) -> Outcome | None:
    return loaded.result.portfolio.outcomes.get(ValueBasis.CAPTURED) if loaded.result else None


def _figures(loaded: Loaded, partial: int) -> None:
    result, outcome = loaded.result, _captured(loaded)
    assert result is not None
    columns = st.columns(4)
    with columns[0]:
        noted_figure(
            "Full cost a year",
            loaded.money(loaded.cost.recurring) if loaded.cost.states_recurring else wording.NA,
            _cost_note(loaded, partial),
            full_reason(loaded),
            "cost",
        )
    labels = rows.return_labels(result, loaded.active)
    if outcome is None:
        for column, label in zip(columns[1:], labels, strict=True):
            with column:
                noted_figure(label, wording.NA, facts_reason(loaded))
        return
    roi, npv, chance = outcome.roi, outcome.npv, outcome.p_roi_hurdle
    scale = wording.scale_for([npv.p90.value, npv.p10.value])
    values = (
        (wording.percent(roi.base), _range(roi, _share), "roi"),
        (
            wording.chance(chance.value, se=chance.se),
            wording.probability_words(chance.value),
            "p_hurdle",
        ),
        (
            loaded.money(npv.base),
            f"{scale.unit(result.currency)}: "
            + _range(npv, lambda each: wording.in_scale(each.value, scale, se=each.se)),
            "npv",
        ),
    )
    for column, label, (value, note, kind) in zip(columns[1:], labels, values, strict=True):
        with column:
            noted_figure(label, value, note, _why(loaded, kind, f"{label}: {value}"), kind)


def _cost_note(loaded: Loaded, partial: int) -> str:
    if not loaded.cost.states_recurring:
        return "no cost a year is supplied"
    return f"as stated; partial for {wording.count(partial, 'initiative')}" if partial else ""


def facts_reason(loaded: Loaded) -> str:
    """Why captured figures cannot be given."""
    assert loaded.result is not None
    return loaded.result.portfolio.unanswered.get(ValueBasis.CAPTURED, "")


def _range(spread: Spread, words: Callable[[Estimate], str]) -> str:
    return wording.percentiles(p10=words(spread.p10), p50=words(spread.p50), p90=words(spread.p90))


def _share(estimate: Estimate) -> str:
    return wording.percent(estimate.value, se=estimate.se)


def _why(loaded: Loaded, kind: str, figure: str) -> Explanation:
    """Formula, rows and levers; ROI and NPV here are the base case, not the median of draws."""
    assert loaded.result is not None
    reason = explain(kind, figure, loaded.portfolio, loaded.result, loaded.scenario.levers)
    if kind not in _BASE_CASE:
        return reason
    rates = (
        f"Base case: every assumption at its median, every amount as stated. P10, P50 and P90 are "
        f"of the draws. Discount rate {wording.percent(loaded.result.discount_rate, decimals=1)}, "
        f"horizon {wording.months(loaded.result.horizon_months)}."
    )
    return replace(reason, formula=f"{_BASE_CASE[kind]} {rates}")


def _layers(loaded: Loaded) -> None:
    layers = loaded.cost.layers
    if not loaded.cost.states_recurring:
        finding("Full cost a year by layer: n/a")
        remark("No recurring cost line is supplied.")
        return
    top = max(layers, key=layers.__getitem__)
    said = f"{top.title} costs most" if layers_known(loaded.cost) else "Only totals are stated"
    cost_sections.layers(loaded, said)


def _bridge(loaded: Loaded) -> None:
    assert loaded.result is not None
    months = wording.months(loaded.result.horizon_months)
    bridge = value_bridge(loaded.portfolio, loaded.scenario)
    unanswered = loaded.result.portfolio.unanswered.get(ValueBasis.CASHABLE)
    if unanswered:
        finding(f"Cashable benefit: n/a, {unanswered}")
    else:
        share = bridge.cashable / bridge.claimed if bridge.claimed > 0 else None
        explained(f"{wording.percent(share)} of the claimed benefit is cashable", "return")
    if not bridge.claimed:
        remark(
            f"All of the claimed benefit, {loaded.money(bridge.left_out)}, is of initiatives "
            "whose cost nobody supplied; it is left out."
            if bridge.left_out
            else "No direct benefit with a value is supplied."
        )
        return
    currency = loaded.result.currency
    scale = wording.scale_for([bridge.claimed, bridge.captured])
    steps = rows.bridge_steps(bridge, scale)[: 1 if unanswered else None]
    chart(
        waterfall(
            steps,
            frame.colours(),
            "Benefit from claimed to cashable: "
            + "; ".join(f"{step.name} {step.text}" for step in steps),
        ),
        "chart_claimed_to_cashable",
        f"Benefit from claimed to cashable, {scale.unit(currency)}, base case",
        loaded.stamp_line,
        note=(
            f"{scale.unit(currency)}, present value over {months}, base case."
            + (
                f" Left out: {wording.money(bridge.left_out, currency, scale=scale)} claimed by "
                "initiatives without cost."
                if bridge.left_out
                else ""
            )
        ),
    )


def _roi(loaded: Loaded) -> None:
    assert loaded.result is not None
    result = loaded.result
    hurdle = wording.percent(result.hurdle_rate)
    said = f"ROI against the hurdle of {hurdle}"
    explained(said, "draws")
    intervals = rows.roi_rows(result)
    if not intervals:
        remark("No initiative supplies both cost and benefit.")
        return
    chart(
        roi_intervals(
            intervals,
            result.hurdle_rate,
            frame.colours(),
            "ROI by value basis: " + "; ".join(f"{each.name}: {each.text}" for each in intervals),
        ),
        "chart_roi",
        said,
        loaded.stamp_line,
        note="Band P10 to P90, bar P50, circle base case, dashed line hurdle.",
    )


def _drivers(loaded: Loaded) -> None:
    assert loaded.result is not None
    result, outcome = loaded.result, _captured(loaded)
    if outcome is None or not result.portfolio.influences:
        return
    said = "What moves captured NPV most"
    explained(said, "sensitivity")
    swings, _ = rows.driver_rows(result)
    scale = wording.scale_for(value for each in swings for value in (each.low, each.high))
    unit = scale.unit(result.currency)

    def worded(value: float) -> str:
        return wording.amount(value, scale)

    chart(
        driver_swings(
            swings,
            outcome.npv.mean.value,
            frame.colours(),
            worded,
            f"Mean captured NPV, {unit}, with each driver in its lowest and highest fifth: "
            + "; ".join(
                f"{each.name} {worded(each.low)} and {worded(each.high)}" for each in swings
            ),
        ),
        "chart_drivers",
        said,
        loaded.stamp_line,
        note=f"{unit}, mean NPV with the assumption in its lowest and in its highest fifth.",
    )


page()
