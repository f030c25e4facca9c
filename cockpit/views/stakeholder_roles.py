"""One section for each role: what they must act on, with the figures behind it."""

from __future__ import annotations

import streamlit as st

from cockpit import wording
from cockpit.assessment.answer import figure_text
from cockpit.assessment.stakeholders import ACTIONS, CDO, CFO, CISO, COO, CTO, METRICS, TRUST
from cockpit.assessment.stakeholders.worked_example import example_table, example_words
from cockpit.views import answer_parts
from cockpit.views.parts import Loaded, remark, tabled
from cockpit.views.stakeholder_tables import behind, formats_of, head, picture, table

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
        _unit_remark(loaded, CFO.key, "Whole bar claimed, strong part captured.")
        _remarks(loaded, CFO.key)
    with right:
        table(loaded, CFO, "ROI by basis", said="Claimed, captured and cashable ROI")
        table(loaded, CFO, "Value by driver", said="Where the value comes from")
    _worked_example(loaded)
    behind(loaded, CFO)


def ciso(loaded: Loaded) -> None:
    """Coverage of the EU AI Act's duties, and when they apply."""
    left, right = st.columns([4, 5], gap="large")
    with left:
        head(loaded, CISO)
        picture(loaded, CISO)
        answer_parts.thresholds(loaded, _COVERAGE)
        table(loaded, CISO, "Coverage by system", said="Minimum beside mean, by system")
    with right:
        table(loaded, CISO, "Dates of application", said="When which duties apply")
        _remarks(loaded, CISO.key)
    left, right = st.columns([4, 5], gap="large")
    with left:
        table(loaded, CISO, "Initiatives by risk class")
    with right:
        table(loaded, CISO, "What each duty asks, and what shows it")
    behind(loaded, CISO)


def cto(loaded: Loaded) -> None:
    """Utilisation, headroom and months to capacity."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        head(loaded, CTO)
        picture(loaded, CTO)
        remark(
            "Months to capacity: band P10 to P90, mark the median, dashed line the warning; what "
            "ends at the right edge lasts longer still."
        )
        answer_parts.thresholds(loaded, _CAPACITY)
    with right:
        table(loaded, CTO, "Capacity by initiative", said="Utilisation, headroom and months left")
        _remarks(loaded, CTO.key)
        table(loaded, CTO, "Service now", said="How well the service runs")
    behind(loaded, CTO)


def cdo(loaded: Loaded) -> None:
    """The trust funnel, and trust in four lines."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        head(loaded, CDO)
        picture(loaded, CDO)
        remark("Share of the stage before; the upright mark is the healthy share.")
        answer_parts.thresholds(loaded, _FUNNEL)
        _remarks(loaded, CDO.key)
        table(loaded, CDO, "Trust funnel", said="Counts and conversions")
        behind(loaded, CDO)
    with right:
        _trust(loaded)


def coo(loaded: Loaded) -> None:
    """Spend on funded work, orphans, and likely overlaps."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        head(loaded, COO)
        picture(loaded, COO)
        _unit_remark(loaded, COO.key, "In brackets: share of the spend, number of initiatives.")
        _remarks(loaded, COO.key)
    with right:
        table(loaded, COO, "Initiatives and their funded item", said="What is not funded, first")
    table(loaded, COO, "Likely overlaps", said="Pairs to look at together")
    behind(loaded, COO)


def everyone(loaded: Loaded) -> None:
    """Thresholds with their actions, and the level of what is measured."""
    head(loaded, ACTIONS)
    left, right = st.columns([1, 4], gap="large")
    with left:
        picture(loaded, ACTIONS)
        _remarks(loaded, ACTIONS.key)
    with right:
        table(loaded, ACTIONS, "Thresholds and actions", said="Red first, with what is done")
    behind(loaded, ACTIONS)
    st.divider()
    left, right = st.columns([2, 3], gap="large")
    with left:
        head(loaded, METRICS)
        picture(loaded, METRICS)
        _remarks(loaded, METRICS.key)
        table(loaded, METRICS, "Names that are not in the catalogue")
    with right:
        table(loaded, METRICS, "Metrics by level", said="What each level says")
        table(loaded, METRICS, "What the next level needs")
    behind(loaded, METRICS)


def _trust(loaded: Loaded) -> None:
    """Four lines, each with its own figure: a mixed score would hide the one that fails."""
    st.markdown("##### Trust = transparency + control + measurement + value")
    remark("Four lines, each computed by itself. They are not added up: the weakest one decides.")
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
            for title in answer.tables:
                with st.expander(title, key=f"table_{entry.key}", on_change="rerun") as opened:
                    if opened.open:
                        table(loaded, entry, title)
            behind(loaded, entry)


def _worked_example(loaded: Loaded) -> None:
    with st.expander(
        "Why claimed ROI is not enough: a worked example", key="worked", on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        remark(example_words())
        rows = example_table()
        tabled(rows, "worked_example", loaded.stamp_line, formats_of(rows))
        remark("Saved hours count in cash only as far as they were put to another use.")


def _remarks(loaded: Loaded, key: str) -> None:
    entry = next(each for each in (CFO, CISO, CTO, CDO, COO, ACTIONS, METRICS) if each.key == key)
    for sentence in loaded.case.answer(entry).remarks:
        remark(sentence)


def _unit_remark(loaded: Loaded, key: str, sentence: str) -> None:
    """Unit of the chart above, then how to read it; nothing where there is no chart."""
    entry = CFO if key == CFO.key else COO
    rows = loaded.case.answer(entry).frame
    if not rows.empty:
        remark(f"{rows['Unit'].iloc[0]} a year. {sentence}")
