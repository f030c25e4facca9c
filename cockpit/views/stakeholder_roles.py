"""One section for each role: what they must act on, with the figures behind it."""

from __future__ import annotations

import streamlit as st

from cockpit import wording
from cockpit.assessment.answer import Entry, figure_text
from cockpit.assessment.stakeholders import ACTIONS, CDO, CFO, CISO, COO, CTO, METRICS, TRUST
from cockpit.assessment.stakeholders.worked_example import example_table, example_words
from cockpit.views import answer_parts
from cockpit.views.method_parts import info
from cockpit.views.parts import Loaded, finding, remark, tabled
from cockpit.views.stakeholder_tables import (
    behind,
    by_unit,
    formats_of,
    head,
    in_units,
    only,
    picture,
    table,
    without,
)

_COVERAGE = ("coverage_green", "coverage_red")
_CAPACITY = (
    "capacity_safe_share",
    "capacity_growth_p10",
    "capacity_growth_p90",
    "capacity_warn_months",
)
_FUNNEL = ("funnel_aware", "funnel_tried", "funnel_weekly", "funnel_rely", "funnel_recommend")


def cfo(loaded: Loaded) -> None:
    """Return on three bases, by driver."""
    left, right = st.columns(2, gap="large")
    with left:
        head(loaded, CFO)
        picture(loaded, CFO)
        _unit_remark(loaded, CFO, "Whole bar claimed, strong part captured.")
        _remarks(loaded, CFO)
    with right:
        table(loaded, CFO, "ROI by basis", said="Claimed, captured and cashable ROI")
        if "ROI by basis" in loaded.case.answer(CFO).tables:
            remark("P(ROI ≥ hurdle): the chance to earn at least the hurdle rate.")
        said = "Where the value comes from"
        table(loaded, CFO, "Value by driver", said=said, shape=without("Benefits"))
    _worked_example(loaded)
    behind(loaded, CFO)


def ciso(loaded: Loaded) -> None:
    """Coverage of the EU AI Act's duties, and when they apply."""
    limits = loaded.case.thresholds
    left, right = st.columns(2, gap="large")
    with left:
        head(loaded, CISO)
        picture(loaded, CISO)
        if not loaded.case.answer(CISO).frame.empty:
            remark(
                f"Blue from {wording.percent(limits['coverage_green'])}, orange below "
                f"{wording.percent(limits['coverage_red'])}; n/a is not measured."
            )
        answer_parts.thresholds(loaded, _COVERAGE)
        _remarks(loaded, CISO)
    with right:
        columns = ("System", "Minimum", "Mean", "Measured", "Owner")
        said = "Minimum beside mean, by system"
        table(loaded, CISO, "Coverage by system", said=said, shape=only(*columns))
        classes = only("Risk class", "Initiatives", "Full cost a year")
        table(loaded, CISO, "Initiatives by risk class", shape=classes)
        names = [row.name for row in loaded.case.initiatives if row.risk_class is None]
        if names:
            remark(wording.shorten(f"Not assessed: {wording.listed(names)}.", 300))
    dates = only(
        "Applies from",
        "As first enacted",
        "What applies",
        "From the decision date",
        "Article",
        "Regulation (EU)",
    )
    table(loaded, CISO, "Dates of application", said="When which duties apply", shape=dates)
    table(loaded, CISO, "What each duty asks, and what shows it")
    behind(loaded, CISO)


def cto(loaded: Loaded) -> None:
    """Utilisation, headroom and months to capacity."""
    left, right = st.columns(2, gap="large")
    with left:
        head(loaded, CTO)
        picture(loaded, CTO)
        remark(
            "Band P10 to P90, mark the median (P50), dashed line the warning. Distances shrink to "
            "the right; an arrow is a median beyond the last month drawn."
        )
    with right:
        with st.container(horizontal=True):
            answer_parts.thresholds(loaded, _CAPACITY)
            info("capacity")
        _remarks(loaded, CTO)
        shape = by_unit("Before", "Now")
        table(loaded, CTO, "Service now", said="How well the service runs", shape=shape)
        if "Service now" in loaded.case.answer(CTO).tables:
            remark("Response time p95: 19 of 20 answers come sooner.")
    said = "Utilisation, headroom and months left"
    table(loaded, CTO, "Capacity by initiative", said=said, shape=without("Never"))
    if loaded.case.answer(CTO).tables.get("Capacity by initiative") is not None:
        remark(
            "Peak and capacity in requests a minute; mean use over all hours of a month; growth a "
            "month. Months n/a: never reached at that growth."
        )
    behind(loaded, CTO)


def cdo(loaded: Loaded) -> None:
    """The trust funnel, and trust in four lines."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        head(loaded, CDO)
        picture(loaded, CDO)
        remark("Share of the stage before; the upright mark is the healthy share.")
        answer_parts.thresholds(loaded, _FUNNEL)
        _remarks(loaded, CDO)
        columns = ("Stage", "People", "Of people", "Conversion before", "Conversion")
        shape = only(*columns, "Healthy above", "State")
        table(loaded, CDO, "Trust funnel", said="Counts and conversions", shape=shape)
    with right:
        _trust(loaded)
    behind(loaded, CDO)
    for entry in TRUST:
        behind(loaded, entry, *loaded.case.answer(entry).tables)


def coo(loaded: Loaded) -> None:
    """Spend on funded work, orphans, and likely overlaps."""
    left, right = st.columns(2, gap="large")
    with left:
        head(loaded, COO)
        _remarks(loaded, COO)
    with right:
        _titled(loaded, COO, "Full cost a year by funded item")
        _unit_remark(loaded, COO, "In brackets: share of the spend, number of initiatives.")
    table(loaded, COO, "Initiatives and their funded item", said="What is not funded, first")
    table(loaded, COO, "Likely overlaps", said="Pairs to look at together")
    behind(loaded, COO)


def everyone(loaded: Loaded) -> None:
    """Thresholds with their actions, and the level of what is measured."""
    left, right = st.columns(2, gap="large")
    with left:
        head(loaded, ACTIONS)
        _remarks(loaded, ACTIONS)
    with right:
        _titled(loaded, ACTIONS, "Metrics with thresholds, by colour")
    said = "Red first, with what is done"
    table(loaded, ACTIONS, "Thresholds and actions", said=said, shape=in_units)
    behind(loaded, ACTIONS)
    st.divider()
    left, right = st.columns(2, gap="large")
    with left:
        head(loaded, METRICS)
        picture(loaded, METRICS)
        _remarks(loaded, METRICS)
    with right:
        shape = without("Names nobody tracks yet")
        table(loaded, METRICS, "Metrics by level", said="Four levels", shape=shape)
        table(loaded, METRICS, "Names that are not in the catalogue")
    table(loaded, METRICS, "What the next level needs")
    behind(loaded, METRICS)


def _trust(loaded: Loaded) -> None:
    """Four lines, each with its own figure: a mixed score would hide the one that fails."""
    st.markdown("##### Trust = transparency + control + measurement + value")
    remark("Four lines, each computed by itself and never added up: a mean would hide the weakest.")
    for entry in TRUST:
        answer = loaded.case.answer(entry)
        with st.container(border=True, gap="xsmall"):
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            ):
                figure = figure_text(answer, loaded.portfolio.currency)
                title = wording.escape_markdown(f"{entry.title}, {figure}")
                st.markdown(f"**{title}**", width="content")
                answer_parts.badge(answer.status)
            remark(entry.question)
            picture(loaded, entry, small=True)
            st.markdown(wording.escape_markdown(answer.sentence))


def _worked_example(loaded: Loaded) -> None:
    with st.expander(
        "Why claimed ROI is not enough: a worked example", key="worked", on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        remark(example_words())
        rows = example_table()
        tabled(rows, "worked_example", loaded.base_stamp_line, formats_of(rows))
        remark("Saved hours count in cash only as far as they were put to another use.")


def _titled(loaded: Loaded, entry: Entry, title: str) -> None:
    """The chart of a view below what it shows; nothing where there is nothing to draw."""
    if not loaded.case.answer(entry).frame.empty:
        finding(title)
        picture(loaded, entry)


def _remarks(loaded: Loaded, entry: Entry) -> None:
    for sentence in loaded.case.answer(entry).remarks:
        remark(sentence)


def _unit_remark(loaded: Loaded, entry: Entry, sentence: str) -> None:
    """Unit of the chart above, then how to read it; nothing where there is no chart."""
    rows = loaded.case.answer(entry).frame
    if not rows.empty:
        remark(f"{rows['Unit'].iloc[0]} a year. {sentence}")
