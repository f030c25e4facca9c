"""How an answer looks: a card that stands alone, its detail, and the thresholds in force."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

import pandas as pd
import streamlit as st
from pandas.api.types import is_float_dtype
from streamlit.delta_generator import DeltaGenerator

from cockpit import frame, state, wording
from cockpit.assessment.answer import Answer, Entry, Status
from cockpit.assessment.evidence_rows import left_out, missing_table, rows_table
from cockpit.assessment.thresholds import SCREEN, Threshold
from cockpit.charts.figure import Figure
from cockpit.frame import Format
from cockpit.rows.board import base_only, figure_words, said_missing
from cockpit.views.chart_files import chart, files
from cockpit.views.parts import Loaded, finding, remark, tabled

_BADGE: dict[Status, tuple[str, Literal["blue", "gray", "red"]]] = {
    Status.ANSWERED: (":material/check_circle:", "blue"),
    Status.PARTLY: (":material/contrast:", "gray"),
    Status.CANNOT: (":material/help:", "red"),
}

#: Least width of a card that stands in a grid, in pixels: three fit 1,920, two 1,280.
CARD_WIDTH = 552
_MOST_CARDS = 3
#: Words in a column's name by which its numbers are shares.
_SHARES = frozenset({"share", "roi", "gain", "score", "coverage", "conversion", "pass-through"})
#: The same with the sign written out, since it says in which direction.
_SIGNED = frozenset({"change"})
#: Numbers of one column differ by less than this where they share a unit.
_ONE_SCALE = 10_000
#: Signs of the line that says what is missing.
_MOST_MISSING = 200


def badge(status: Status) -> None:
    """How far the answer goes, in words with a sign."""
    icon, colour = _BADGE[status]
    st.badge(status.value, icon=icon, color=colour)


def card_grid() -> DeltaGenerator:
    """Cards over the whole width: three beside each other on a projector, two on a laptop."""
    return st.grid(_MOST_CARDS, min_column_width=CARD_WIDTH)


def card(
    loaded: Loaded,
    entry: Entry,
    figure: Figure | None,
    *,
    number: int | None = None,
    open_detail: Callable[[], None] | None = None,
) -> None:
    """One answer on one card: title, status, figure, sentence, small chart, what is missing.

    ``open_detail`` draws what a button “Detail” shows in a dialog; without it the
    card has no button. The button carries the number, so that no two are named alike.
    """
    case, answer = loaded.case, loaded.case.answer(entry)
    place = "" if number is None else f"{number}. "
    with st.container(border=True, height="stretch", gap="xsmall"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.markdown(f"**{wording.escape_markdown(place + entry.title)}**", width="content")
            with st.container(
                horizontal=True, width="content", vertical_alignment="center", gap="small"
            ):
                st.caption(f"as of {case.as_of.isoformat()}", width="content")
                badge(answer.status)
        st.caption(wording.escape_markdown(entry.question))
        st.markdown(f"## {_figure_words(loaded, answer)}", anchors=False)
        st.markdown(wording.escape_markdown(answer.sentence))
        if figure is not None:
            # Without the 20 pixels that are added below every chart otherwise.
            frame.chart(replace(figure, spec={**figure.spec, "padding": {"bottom": 2}}))
        with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="small"):
            remark(wording.shorten(said_missing(case, answer), _MOST_MISSING))
            if figure is not None:
                files(figure, f"chart_{entry.key}", entry.title, loaded.base_stamp_line)
            if open_detail is not None and st.button(
                "Detail" if number is None else f"Detail {number}",
                key=f"open_{entry.key}",
                help=f"Detail: {entry.title}",
                icon=":material/open_in_full:",
                type="tertiary",
            ):
                st.dialog(f"{place}{entry.title}", width="large")(frame.guarded(open_detail))()


def headline(loaded: Loaded, entry: Entry) -> None:
    """Question, status, figure, sentence and what it can be reproduced from, above the detail."""
    answer = loaded.case.answer(entry)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(wording.escape_markdown(entry.question), width="content")
        badge(answer.status)
    st.markdown(f"# {_figure_words(loaded, answer)}", anchors=False)
    st.markdown(wording.escape_markdown(answer.sentence))
    remark(loaded.base_stamp_line)


def _figure_words(loaded: Loaded, answer: Answer) -> str:
    return wording.escape_markdown(figure_words(answer, loaded.portfolio.currency))


def detail(
    loaded: Loaded,
    entry: Entry,
    figure: Figure | None,
    between: Callable[[], None] | None = None,
) -> None:
    """Everything behind an answer: full chart, tables, missing evidence, rows, method, CSV.

    ``between`` draws more below the chart.
    """
    case, answer, stamp = loaded.case, loaded.case.answer(entry), loaded.base_stamp_line
    show = functools.partial(tabled, stamp_line=stamp, in_dialog=True)
    if figure is not None:
        chart(figure, f"chart_{entry.key}_detail", entry.title, stamp)
    for sentence in answer.remarks:
        remark(sentence)
    if between is not None:
        between()
    for title, table in answer.tables.items():
        if len(table):
            finding(title)
            show(table, f"{entry.key}_{_slug(title)}", formats=formats_of(table))
    if answer.missing:
        missing = missing_table(case, answer.missing)
        finding(f"Missing evidence: {wording.count(len(missing), 'piece')}")
        show(missing, f"{entry.key}_missing")
    if answer.rows:
        rows = rows_table(case, answer.rows)
        finding(f"Rests on {wording.count(len(rows), 'row')} of the workbook")
        show(rows, f"{entry.key}_rows", formats=formats_of(rows))
        if hidden := left_out(case, answer.rows):
            remark(hidden)
    remark(f"How it is worked out: {entry.method} Source: {entry.source}.")


def formats_of(table: pd.DataFrame) -> dict[str, Format]:
    """How the numbers of a table read: chances, shares and ratios in percent, others plain."""
    return {
        str(name): _format_of(str(name), table[name])
        for name in table.columns
        if is_float_dtype(table[name])
    }


def _format_of(name: str, values: pd.Series) -> Format:
    words = set(name.replace("(", " ").casefold().split())
    if name.startswith("P("):
        return wording.chance
    if words & _SHARES:
        return wording.percent
    if words & _SIGNED:
        return functools.partial(wording.percent, signed=True)
    decimals = _decimals(values)
    return functools.partial(wording.number, decimals=decimals) if decimals is not None else _plain


def _decimals(values: pd.Series) -> int | None:
    """Decimals of a column: two digits of its smallest number, none where all are whole.

    ``None`` where its numbers differ too much for the same decimals, as they do where
    each row has a unit of its own.
    """
    sizes = values[values.notna() & (values != 0)].abs()
    if sizes.empty or bool((sizes == sizes.round()).all()):
        return 0
    if sizes.max() > _ONE_SCALE * sizes.min():
        return None
    return min(3, max(0, 1 - math.floor(math.log10(sizes.min()))))


def _plain(value: float) -> str:
    """A number with the digits that it needs, so that a small one never reads as nought."""
    if abs(value) >= 1_000 or value == round(value):
        return wording.number(value)
    return wording.number(value, 2 if abs(value) >= 1 else 3)


def more(loaded: Loaded, entry: Entry, figure: Figure | None) -> None:
    """The detail behind a button; drawn only when it is opened."""
    label = f"Detail: {entry.title}"
    with st.expander(label, key=f"detail_{entry.key}", on_change="rerun") as opened:
        if opened.open:
            detail(loaded, entry, figure)


def scenario_remark(loaded: Loaded) -> None:
    """Say that the scenario on screen does not enter these answers."""
    if loaded.active:
        remark(base_only(loaded.active))


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
