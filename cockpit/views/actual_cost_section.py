"""Section of Full cost: actual beside plan and simulated band, or where to load actuals."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cockpit import filters, frame, navigation, wording
from cockpit.actuals.files import UNCLASSIFIED, UNMATCHED
from cockpit.assessment.actual_cost import Comparison, MonthCompared
from cockpit.charts.actual_cost import actual_against_plan, month_label
from cockpit.views import actual_cost_store as store
from cockpit.views.actual_cost_load import from_disk, refusal
from cockpit.views.chart_files import chart
from cockpit.views.kept import kept
from cockpit.views.parts import Loaded, finding, remark, tabled
from scenarios.portfolio import CostLayer

_ALL = "All layers"


def actual_against_plan_section(loaded: Loaded) -> None:
    """The section, or one line that says where to load a cost export."""
    from_disk()
    found = store.booked(loaded)
    if found is None:
        finding("Actual against plan: no cost export is loaded")
        refusal()
        _link("Load a cost export, or the sample one, on Actual cost")
        return
    compared = store.comparison(loaded, found)
    if compared is None:
        finding("Actual against plan: nothing can be compared")
        remark(
            "No initiative and layer has both an actual of a whole month and a planned cost line."
        )
        _link("Match the spend on Actual cost")
        return
    stamp = f"{loaded.stamp_line} · {found.stamp_line}"
    finding(_headline(loaded, compared))
    names = [_ALL, *(layer.title for layer in compared.layers)]
    asked = kept("layer", filters.codes(names), _ALL, "actual_layer")
    picked = st.segmented_control(
        "Layer", names, default=asked.value, key=asked.key, on_change=asked.change
    )
    by_title = {layer.title: layer for layer in compared.layers}
    layer = by_title.get(picked or _ALL)
    months = compared.total if layer is None else compared.layers[layer]
    chart(
        actual_against_plan(
            months, loaded.portfolio.currency, frame.colours(), "Actual, plan and range"
        ),
        "chart_actual_against_plan",
        _headline(loaded, compared) if layer is None else f"Actual against plan: {layer.title}",
        stamp,
        note=compared.calibration.sentence,
    )
    if compared.calibration.share is not None:
        remark(
            "Months and layers of one portfolio move together, so the interval is narrower than "
            "it should be (90 %, exact binomial)."
        )
    before = [each for each in compared.total if each.is_rate]
    if before:
        remark(
            f"{wording.count(len(before), 'month')} before {month_label(compared.decision_month)}, "
            "the decision month, have no plan and no range: today's run rate stands in its place."
        )
    remark(
        f"Compared are {wording.count(compared.pairs, 'pair')} of initiative and layer with both "
        "an actual and a plan: where both name who is paid, the plan of a vendor and that vendor's "
        "charges. Own staff and review are in no export and in no comparison. Shares of shared "
        "cost are not divided."
    )
    fewer = [each for each in compared.total if each.pairs < compared.pairs]
    if fewer:
        said = "; ".join(
            f"{month_label(each.month)} {each.pairs} of {compared.pairs}" for each in fewer
        )
        remark(
            "In months that the export of a provider does not cover, its pairs are neither in the "
            f"actual nor in the plan. Pairs compared: {said}."
        )
    with st.expander("Months by layer, and what stands in no comparison"):
        _tables(compared, loaded, stamp)
    _link("Rules, matching and unmatched spend: Actual cost")


def _link(label: str) -> None:
    row = navigation.page_row("actual-cost")
    st.page_link(f"views/{row.script}", label=label, icon=row.icon)


def _headline(loaded: Loaded, compared: Comparison) -> str:
    """The last month with a band, else the last month against the run rate."""
    judged = [each for each in compared.total if each.inside is not None]
    last = judged[-1] if judged else compared.total[-1]
    said = f"{month_label(last.month)}: {loaded.money(last.actual)} actual"
    if last.plan is None:
        return f"{said}, no plan to compare with"
    gap = last.actual - last.plan
    word = "over" if gap > 0 else "under"
    share = f" ({wording.percent(abs(gap) / last.plan)})" if last.plan else ""
    against = "today's run rate" if last.is_rate else "plan"
    said += f", {loaded.money(abs(gap))} {word} {against}{share}"
    if last.inside is None:
        return said
    return f"{said}, {'within' if last.inside else 'outside'} the simulated range"


def _tables(compared: Comparison, loaded: Loaded, stamp: str) -> None:
    names = ("Layer", "Month", "Actual", "Plan", "P10", "P90", "Plan is")
    rows = [
        row
        for title, months in (
            (_ALL, compared.total),
            *((layer.title, months) for layer, months in compared.layers.items()),
        )
        for row in _rows(title, months)
    ]
    money = dict.fromkeys(names[2:6], lambda value: f"{wording.number(value)}")
    tabled(pd.DataFrame(rows, columns=names), "actual_against_plan", stamp, money)
    apart = [
        (_owner(each.initiative), _title(each.layer), each.amount, what)
        for each, what in (
            *((each, "actual without a plan, all months") for each in compared.without_plan),
            *((each, "planned a month, without an actual") for each in compared.without_actual),
        )
    ]
    if apart:
        tabled(
            pd.DataFrame(apart, columns=["Initiative", "Layer", "Amount", "What is missing"]),
            "not_compared",
            stamp,
            {"Amount": lambda value: f"{wording.number(value)}"},
        )


def _rows(title: str, months: tuple[MonthCompared, ...]) -> list[tuple[object, ...]]:
    return [
        (
            title,
            each.month,
            each.actual,
            each.plan,
            each.p10,
            each.p90,
            "run rate" if each.is_rate else "base case",
        )
        for each in months
    ]


def _owner(initiative: str | None) -> str:
    return initiative or UNMATCHED


def _title(layer: CostLayer | None) -> str:
    return layer.title if layer else UNCLASSIFIED
