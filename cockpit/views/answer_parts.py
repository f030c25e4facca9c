"""How an answer looks: a card that stands alone, its detail, and the thresholds in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from cockpit import state, wording
from cockpit.assessment.answer import Entry, Status, figure_text
from cockpit.assessment.evidence_rows import missing_in_words, missing_table, rows_table
from cockpit.assessment.thresholds import SCREEN, Threshold
from cockpit.charts.figure import Figure
from cockpit.views.parts import Loaded, chart, finding, remark, tabled

_BADGE: dict[Status, tuple[str, Literal["blue", "gray", "red"]]] = {
    Status.ANSWERED: (":material/check_circle:", "blue"),
    Status.PARTLY: (":material/contrast:", "gray"),
    Status.CANNOT: (":material/help:", "red"),
}


def badge(status: Status) -> None:
    """How far the answer goes, in words with a sign."""
    icon, colour = _BADGE[status]
    st.badge(status.value, icon=icon, color=colour)


def card(loaded: Loaded, entry: Entry, figure: Figure | None, *, number: int | None = None) -> None:
    """One answer on one card: question, status, figure, sentence, small chart, what is missing."""
    answer = loaded.case.answer(entry)
    with st.container(border=True, height="stretch"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            place = "" if number is None else f"{number}. "
            st.markdown(f"**{wording.escape_markdown(place + entry.title)}**")
            badge(answer.status)
        st.caption(wording.escape_markdown(entry.question))
        st.markdown(
            f"### {wording.escape_markdown(figure_text(answer, loaded.portfolio.currency))}"
        )
        st.markdown(wording.escape_markdown(answer.sentence))
        if figure is not None:
            chart(figure)
        if answer.missing:
            remark(missing_in_words(loaded.case, answer))


def detail(loaded: Loaded, entry: Entry, figure: Figure | None) -> None:
    """Everything behind an answer: full chart, tables, missing evidence, rows, method, CSV."""
    case, answer = loaded.case, loaded.case.answer(entry)
    if figure is not None:
        chart(figure)
    for sentence in answer.remarks:
        remark(sentence)
    for title, table in answer.tables.items():
        finding(title)
        tabled(table, f"{entry.key}_{_slug(title)}", loaded.stamp_line)
    if answer.missing:
        missing = missing_table(case, answer.missing)
        finding(f"Missing evidence: {wording.count(len(missing), 'piece')}")
        tabled(missing, f"{entry.key}_missing", loaded.stamp_line)
    if answer.rows:
        rows = rows_table(case, answer.rows)
        finding(f"Rests on {wording.count(len(rows), 'row')} of the workbook")
        tabled(rows, f"{entry.key}_rows", loaded.stamp_line)
    remark(f"How it is worked out: {entry.method} Source: {entry.source}")


def more(loaded: Loaded, entry: Entry, figure: Figure | None) -> None:
    """The detail behind a button; drawn only when it is opened."""
    label = f"Detail: {entry.title}"
    with st.expander(label, key=f"detail_{entry.key}", on_change="rerun") as opened:
        if opened.open:
            detail(loaded, entry, figure)


def scenario_remark(loaded: Loaded) -> None:
    """Say that the scenario on screen does not enter these answers."""
    if loaded.active:
        remark(
            f"These answers rest on the base case and its stress set. “{loaded.active}”, set on "
            "Scenarios, does not enter them."
        )


def thresholds(loaded: Loaded, keys: Sequence[str]) -> None:
    """The thresholds that this page judges by: value, date, source, and a way to change them."""
    found = loaded.case.thresholds
    for sentence in found.notes:
        st.warning(wording.escape_markdown(sentence), icon=":material/rule:")
    changed = sum(found.by_key[key].origin == SCREEN for key in keys)
    label = "Thresholds in force" + (f" ({changed} set on the screen)" if changed else "")
    with st.popover(label, icon=":material/tune:", key=f"thresholds_{keys[0]}"):
        for key in keys:
            _threshold(found.by_key[key])


def _threshold(each: Threshold) -> None:
    share = each.kind == "share"
    factor = 100 if share else 1
    key = state.widget_key(f"threshold_{each.key}", each.value * factor)
    st.number_input(
        each.label + (" (%)" if share else ""),
        min_value=each.low * factor,
        max_value=each.high * factor,
        value=each.value * factor,
        step=5.0 if share else 1.0,
        format="%g",
        key=key,
        on_change=_changed,
        args=(each.key, key, factor),
    )
    day = f"{each.date.isoformat()}, " if each.date else ""
    st.caption(wording.escape_markdown(f"{day}{each.source} ({each.origin})"))
    if each.origin == SCREEN:
        st.button(
            "Take back",
            key=f"back_{each.key}",
            on_click=state.set_threshold,
            args=(each.key, None),
            type="tertiary",
        )


def _changed(name: str, key: str, factor: int) -> None:
    value = state.value(key)
    if value is not None:
        state.set_threshold(name, value / factor)


def _slug(title: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in title.casefold()).strip("_")
