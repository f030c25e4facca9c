"""One screen of the presenter: the message first and largest, then what bears it out."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, wording
from cockpit.boardpack.model import Chart, Table
from cockpit.boardpack.screens import Room, Screen
from cockpit.charts.figure import enlarged
from cockpit.views import pack_parts
from cockpit.views.present_bar import screen_height

#: Pixels that bar, message, levers and stamp take, and what figures take where there are any.
_AROUND, _FIGURES = 322, 120
#: Largest growth of a chart's type: beyond it, labels no longer find room beside each other.
_LARGEST = 1.9
#: Pixels of the heading of a table, two lines high, and of what stands below it.
_HEADING = 90
#: Signs of a message that is set in the largest type; a longer one is set smaller.
_SHORT = 110


def room() -> Room:
    """Pixels of a table that the chosen height of the screen has room for."""
    below = screen_height() - _AROUND - _HEADING
    return Room(below, below - _FIGURES)


def show(screen: Screen) -> None:
    """Message, figures, and a chart or a table, for the height of the screen."""
    level = "##" if len(screen.message) <= _SHORT else "###"
    st.markdown(f"{level} {wording.escape_markdown(screen.message)}", anchors=False)
    pack_parts.figures(screen.figures)
    if screen.chart is not None:
        taken = _AROUND + (_FIGURES if screen.figures else 0)
        _chart(screen.chart, screen_height() - taken)
    if screen.table is not None:
        pack_parts.cells(screen.table, *screen.rows)
        _rest(screen.table, *screen.rows)


def _chart(chart: Chart, height: int) -> None:
    st.caption(wording.escape_markdown(chart.title))
    frame.chart(enlarged(chart.figure, min(_LARGEST, height / chart.height)))


def _rest(table: Table, first: int, last: int) -> None:
    """Which rows of how many these are, where they are not all."""
    if (first, last) != (0, len(table.rows)):
        places = f"Rows {first + 1} to {last}" if last - first > 1 else f"Row {last}"
        st.caption(f"{places} of {wording.whole(len(table.rows))}.")
