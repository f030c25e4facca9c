"""A section of the board pack on the screen: the preview, and the sheets of the presenter."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st
from pandas.io.formats.style_render import CSSDict

from cockpit import wording
from cockpit.boardpack.model import Chart, KeyFigure, Section, Table
from cockpit.boardpack.screen_sizes import FIGURE
from cockpit.views.chart_files import chart
from cockpit.views.parts import remark

#: What of a word has room in a column.
_WORD = re.compile(r"(\S{40})(?=\S)")
#: Numbers stand below each other; a table of texts would set them to the left.
_RIGHT = "text-align: right !important"
#: A key figure in a table.
LARGE = {"font-size": f"{FIGURE}px", "font-weight": "600"}


def figures(found: Sequence[KeyFigure]) -> None:
    """The key figures side by side, each with its range or caveat below."""
    if not found:
        return
    for place, each in zip(st.columns(len(found)), found, strict=True):
        with place, st.container(gap="xxsmall"):
            # A metric cuts its label where there is no room; text wraps.
            st.caption(wording.escape_markdown(each.label))
            st.metric(each.label, each.text, label_visibility="collapsed")
            if each.note:
                st.caption(wording.escape_markdown(each.note))


def charts(found: Sequence[Chart], stamp: str) -> None:
    """Charts side by side, two in a row."""
    for first in range(0, len(found), 2):
        row = found[first : first + 2]
        for place, each in zip(st.columns(len(row), gap="large"), row, strict=True):
            with place:
                remark(each.title)
                chart(each.figure, f"chart_{each.key}", each.title, stamp)


def table(found: Table) -> None:
    """The first rows of a table in its own words; how many more there are is said."""
    shown = found.shown
    if not shown:
        return
    st.markdown(f"**{wording.escape_markdown(found.title)}**")
    cells(found, 0, shown)
    if len(found.rows) > shown:
        rest = wording.whole(len(found.rows) - shown)
        remark(f"… and {rest} more in the workbook and the CSV files.")
    if found.note:
        remark(found.note)


def cells(
    found: Table, first: int, last: int, scale: float = 1.0, widths: Sequence[float] = ()
) -> None:
    """Rows in their own words, numbers to the right; long words wrap, nothing scrolls.

    ``first`` is the place of the first of them, ``last`` that behind the last; ``scale``
    enlarges the table as a browser enlarges a page. ``widths`` are shares of the columns,
    for a table that stands on several screens.
    """
    titles = [column.title for column in found.columns]
    words = pd.DataFrame(
        [[_broken(cell.text) for cell in row] for row in found.rows[first:last]],
        columns=[wording.escape_markdown(title) for title in titles],
    )
    right = [place for place, column in enumerate(found.columns) if column.kind.numeric]
    styled = words.style.set_table_styles(
        [
            *at_scale(scale),
            *({"selector": f".col{place}", "props": _RIGHT} for place in right),
            *(
                {"selector": f"th.col{place}", "props": f"width: {share:.1%}"}
                for place, share in enumerate(widths)
            ),
        ]
    )
    st.table(styled, border="horizontal", hide_index=True, alt=found.title)


def _broken(text: str) -> str:
    """A text, inert; a word that no column has room for (a hash) goes on in the next line."""
    return wording.escape_markdown(_WORD.sub("\\1\u200b", text))


def at_scale(scale: float) -> list[CSSDict]:
    """Styles of a table that is enlarged."""
    return [{"selector": "", "props": f"zoom: {scale:g}"}] if scale != 1 else []


def section(found: Section, stamp: str) -> None:
    """A whole section, as a page of the pack holds it."""
    st.markdown(f"#### {wording.escape_markdown(found.headline)}")
    figures(found.figures)
    charts(found.charts, stamp)
    for each in found.tables:
        table(each)
    for sentence in found.remarks:
        remark(sentence)
