"""A chart on a page with the way to its picture and its data beside it.

Closed, that way costs one small button; picture and files are made when it is opened, in
a run of its own that leaves the rest of the page alone.
"""

from __future__ import annotations

import streamlit as st

from cockpit import frame, wording
from cockpit.boardpack import captioned
from cockpit.charts.figure import Figure
from cockpit.views.parts import csv_bytes

#: Width in pixels at which the picture is shown; the file has twice its full size.
_SHOWN = 480


def chart(figure: Figure, name: str, title: str, stamp: str, note: str = "") -> None:
    """A chart with its description; below it a quiet note, and its picture and data.

    ``name`` is that of the files, and tells the charts of one page apart; ``title`` and
    ``stamp`` are what the picture says above and below the chart.
    """
    frame.chart(figure)
    with st.container(
        horizontal=True,
        wrap=False,
        horizontal_alignment="right",
        vertical_alignment="top",
        gap="small",
    ):
        if note:
            st.caption(wording.escape_markdown(note), width="stretch")
        files(figure, name, title, stamp)


def files(figure: Figure, name: str, title: str, stamp: str) -> None:
    """The small button that opens picture and data of a chart (see :func:`chart`)."""
    # A part of the page that reruns by itself takes all the width it can get.
    with st.container(width="content"):
        _files(figure, name, title, stamp)


@st.fragment
@frame.guarded
def _files(figure: Figure, name: str, title: str, stamp: str) -> None:
    with st.popover(
        ":material/download:",
        type="tertiary",
        help=f"Picture and data: {wording.escape_markdown(title)}",
        key=f"chart_files_{name}",
        on_change="rerun",
    ) as popover:
        if not popover.open:
            return
        picture = captioned.png(figure, title, stamp)
        with st.container(horizontal=True, gap="small"):
            # Made already: a button that waits for its file would lose the focus in a dialog.
            for label, content, ending, mime in (
                ("PNG", picture, "png", "image/png"),
                ("SVG", captioned.svg(figure, title, stamp).encode(), "svg", "image/svg+xml"),
                ("CSV", csv_bytes(figure.frame, stamp), "csv", "text/csv"),
            ):
                frame.download(
                    label, content, f"{name}.{ending}", key=f"chart_{ending}_{name}", mime=mime
                )
        st.image(picture, width=_SHOWN)
        st.caption("Right click on the picture copies it. The files hold it larger and sharp.")
