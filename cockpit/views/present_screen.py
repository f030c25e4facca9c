"""One screen of the presenter: the message first and largest, then what bears it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from cockpit import frame, wording
from cockpit.boardpack.model import Chart, KeyFigure, Table
from cockpit.boardpack.screen_sizes import Room, column_shares
from cockpit.boardpack.screens import Screen
from cockpit.charts.figure import enlarged
from cockpit.views import pack_parts
from cockpit.views.present_bar import screen_height

#: Pixels that bar, levers and stamp take, with the space around them.
_BARS = 260


@dataclass(frozen=True, slots=True)
class _Layout:
    """Room between the bars, and the headings whose sizes in .streamlit/config.toml it uses.

    The sixth heading is the presenter's own: no page has one.
    """

    room: Room
    message: str
    more: str
    title: str


#: By the height of the screen; the width is that of a usual screen without its margins.
_LAYOUTS = {
    768: _Layout(Room(1206, 768 - _BARS, 28, 18, 1.15, 1.9, 1.15, 1.6), "#", "####", ""),
    900: _Layout(Room(1280, 900 - _BARS, 28, 18, 1.25, 2.1, 1.25, 1.7), "#", "####", ""),
    1080: _Layout(Room(1760, 1080 - _BARS, 40, 22, 1.5, 2.6, 1.65, 2.3), "######", "##", "###"),
}


#: Room of each height, and the headings of message and of what follows it.
ROOMS = {height: layout.room for height, layout in _LAYOUTS.items()}
HEADINGS = {height: (layout.message, layout.more) for height, layout in _LAYOUTS.items()}


def _layout() -> _Layout:
    return _LAYOUTS[screen_height()]


def room() -> Room:
    """What the chosen height of the screen has room for."""
    return _layout().room


def show(screen: Screen) -> None:
    """Message, figures, and a chart or a table, for the height of the screen."""
    say(screen.message, screen.more)
    bears_out = screen.chart or screen.table
    _figures(screen.figures, room().figures if bears_out else screen.scale)
    if screen.chart is not None:
        _chart(screen.chart, screen.scale, screen.message)
    if screen.table is not None:
        shares = column_shares(screen.table, room().width, screen.scale)
        pack_parts.cells(screen.table, *screen.rows, screen.scale, shares)
        _below(screen.table, *screen.rows)


def say(message: str, more: str = "") -> None:
    """A message in the largest type, and more below it."""
    layout = _layout()
    with st.container(gap=None):
        st.markdown(f"{layout.message} {wording.escape_markdown(message)}", anchors=False)
        if more:
            st.markdown(f"{layout.more} {wording.escape_markdown(more)}", anchors=False)


def _figures(found: Sequence[KeyFigure], scale: float) -> None:
    """Key figures as a table of their own: a metric has one size on every screen."""
    if not found:
        return
    words = [[each.text for each in found]]
    if any(each.note for each in found):
        words.append([each.note for each in found])
    labels = [wording.escape_markdown(each.label) for each in found]
    shown = pd.DataFrame(
        [[wording.escape_markdown(text) for text in row] for row in words], columns=labels
    )
    styled = shown.style.set_properties(
        subset=pd.IndexSlice[:0, :], **pack_parts.LARGE
    ).set_table_styles(pack_parts.at_scale(scale))
    st.table(styled, border=False, hide_index=True, alt="Key figures")


def _chart(chart: Chart, scale: float, message: str) -> None:
    """The chart with its title, where that is not the message."""
    if chart.title != message:
        words = f"{_layout().title} :gray[{wording.escape_markdown(chart.title)}]"
        st.markdown(words.strip(), anchors=False)
    frame.chart(enlarged(chart.figure, scale))


def _below(table: Table, first: int, last: int) -> None:
    """Which rows of how many these are, where they are not all; at the end the note."""
    words = []
    if (first, last) != (0, len(table.rows)):
        places = f"Rows {first + 1} to {last}" if last - first > 1 else f"Row {last}"
        words.append(f"{places} of {wording.whole(len(table.rows))}.")
    if table.note and last == min(table.shown, len(table.rows)):
        words.append(table.note)
    if words:
        st.caption(wording.escape_markdown(" ".join(words)))
