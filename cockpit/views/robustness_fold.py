"""Above the fold: the first line, the break-even of every lever, and the tornado."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cockpit import filters, frame
from cockpit.assessment.robustness import break_evens as levers
from cockpit.assessment.robustness import swings as turning
from cockpit.assessment.robustness import words
from cockpit.assessment.robustness.break_evens import LEVERS, LeverAnswer
from cockpit.assessment.robustness.headline import first_line
from cockpit.charts.robustness import range_bars, spider, tornado
from cockpit.rows import robustness as rows
from cockpit.views.chart_files import chart
from cockpit.views.kept import kept, kept_switch
from cockpit.views.method_parts import explained
from cockpit.views.parts import remark, tabled
from cockpit.views.robustness_asked import Asked
from cockpit.views.working import BrokenOff, Work, only_known

_PAGE = "robustness"
#: Levers after which the first line is written anew: those that a board asks of.
_FIRST = 4
_DRIVERS, _LEVERS = "Uncertain drivers", "Levers"


def known(asked: Asked) -> dict[str, LeverAnswer]:
    """The break-evens that were worked out before, of the same inputs."""
    found = {}
    for lever in LEVERS:
        with contextlib.suppress(BrokenOff):
            found[lever] = asked.break_even(lever, only_known)
    return found


def break_evens(asked: Asked, found: dict[str, LeverAnswer], top: DeltaGenerator) -> None:
    """Every lever's break-even, searched one after the other; the heading goes to ``top``.

    ``found`` are those known before, and takes those that are searched here.
    """
    work = Work("break_evens", "Break-even of every lever")
    place, notes = st.empty(), st.empty()
    missing = [lever for lever in LEVERS if lever not in found]
    try:
        for lever in missing:
            name = f"Break-even: {words.within(words.lever_title(lever))}"
            share = len(found) / len(LEVERS)
            found[lever] = asked.break_even(lever, functools.partial(work.tell, share, name))
            if len(found) == _FIRST:
                heading(asked, found, top)
                _drawn(asked, found, place)
        work.done()
    except BrokenOff:
        notes.caption(f"{len(found)} of {len(LEVERS)} levers are worked out.")
    if missing:
        heading(asked, found, top)
    if found:
        _drawn(asked, found, place)
        remark(levers.reading(levers.ranked(found.values())))


def heading(asked: Asked, found: Mapping[str, LeverAnswer], top: DeltaGenerator) -> None:
    """Title and first line by what is known so far."""
    line = first_line(
        asked.outcome,
        asked.result.hurdle_rate,
        asked.basis,
        found,
        asked.discovery() if found else None,
        asked.loaded.active,
    )
    with top.container(gap="small"):
        frame.heading(_PAGE, line)
        frame.show_rejected(asked.loaded.data)


def _drawn(asked: Asked, found: Mapping[str, LeverAnswer], place: DeltaGenerator) -> None:
    order = levers.ranked(found.values())
    seen = rows.seen(order)
    holds = asked.outcome.roi.p50.value >= asked.result.hurdle_rate
    with place.container():
        said = levers.first_sentence(order, holds=holds)
        explained(said, "break_even", str(len(found)))
        if seen:
            bars = [rows.range_bar(answer) for answer in seen]
            # The section fills in as answers come, and draws the chart anew each time.
            name = f"chart_break_evens_{len(found)}"
            chart(range_bars(bars, frame.colours()), name, said, asked.stamp)


def swings(asked: Asked) -> None:
    """Tornado, or spider, of drivers or of levers."""
    place = st.container(gap="small")
    with st.container(horizontal=True, vertical_alignment="center"):
        moves = kept("moves", filters.codes([_DRIVERS, _LEVERS]), _DRIVERS, "robustness_of")
        of = st.segmented_control(
            "What moves",
            [_DRIVERS, _LEVERS],
            default=moves.value,
            required=True,
            label_visibility="collapsed",
            key=moves.key,
            on_change=moves.change,
        )
        drawn = kept_switch("lines", "robustness_lines")
        lines = st.toggle(
            "Lines instead of bars", drawn.value, key=drawn.key, on_change=drawn.change
        )
    found = asked.tornado(levers=of == _LEVERS)
    with place:
        if found is None:
            remark(rows.NO_SWING)
            return
        shown = turning.rows(found)
        said = turning.sentence(shown)
        explained(said, "tornado")
        if shown:
            draw = spider if lines else tornado
            bars, alt_text = rows.swing_bars(shown), rows.swings_words(shown)
            figure = draw(bars, found.base_roi, found.hurdle_rate, alt_text, frame.colours())
            chart(figure, "chart_swings", said, asked.stamp)
        remark(turning.reading(found, shown, lines=lines))
        median = asked.outcome.roi.p50.value
        remark(turning.two_centres(found, median, asked.result.stamp.draws))


def everything(asked: Asked) -> None:
    """Break-evens and swings as tables with their downloads."""
    found = known(asked)
    if len(found) < len(LEVERS):
        remark(f"The break-evens of {len(LEVERS) - len(found)} levers are not worked out.")
    order = levers.ranked(found.values())
    explained("The break-even of every lever", "break_even", "_table")
    table = levers.table(order)
    tabled(
        table.drop(columns=["Break-even", "Other break-evens", "Share of the strongest preset"]),
        "robustness_break_evens",
        asked.stamp,
        exported=table,
    )
