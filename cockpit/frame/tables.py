"""Tables page by page, charts with their description, and downloads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import streamlit as st

from cockpit import theme, wording
from cockpit.charts.figure import Figure

Format = Callable[[Any], str]
Height = int | Literal["auto", "content", "stretch"]

#: One page of a table: pandas words no more than 2**18 cells, and long before that it is slow.
_MOST_ROWS, _MOST_CELLS = 5_000, 2**17


def one_page(rows: pd.DataFrame, key: str = "") -> pd.DataFrame:
    """The rows of a long table that are on the screen: a page to choose, else the first ones.

    Short tables come back as they are. ``key`` names the table; without it there is no choice.
    """
    step = min(_MOST_ROWS, _MOST_CELLS // max(1, len(rows.columns)))
    if len(rows) <= step:
        return rows
    first = 0
    if key:
        first = st.selectbox(
            f"Rows shown, of {wording.whole(len(rows))}; the table sorts these alone",
            range(0, len(rows), step),
            key=f"page_{key}",
            format_func=lambda place: (
                f"{wording.whole(place + 1)} to {wording.whole(min(place + step, len(rows)))}"
            ),
            width=400,
        )
    else:
        st.caption(f"The first {wording.whole(step)} of {wording.whole(len(rows))} rows.")
    return rows.iloc[first : first + step]


def table(
    frame: pd.DataFrame,
    formats: Mapping[str, Format] | None = None,
    *,
    height: Height = "auto",
    alt: str | None = None,
    column_config: Mapping[str, Any] | None = None,
    key: str = "",
) -> None:
    """A read-only table: numbers stay numbers (they sort), and read as ``formats`` words them.

    Missing values read ``n/a`` in every column. A long table stands page by page where a
    ``key`` tells its pages from those of other tables.
    """
    frame = one_page(frame, key)
    shown: Any = frame
    if formats:
        shown = frame.style.format(dict(formats), na_rep=wording.NA)
    st.dataframe(
        shown,
        hide_index=True,
        height=height,
        alt=alt,
        column_config=dict(column_config or {}),
        placeholder=wording.NA,
    )


def chart(figure: Figure) -> None:
    """A chart with its description; the frame goes without the notes that pandas adds to it."""
    rows = pa.Table.from_pandas(figure.frame, preserve_index=False).replace_schema_metadata(None)
    st.vega_lite_chart(rows, theme.localised(figure.spec), theme=None, alt=figure.alt)


def download(
    label: str,
    make: Callable[[], bytes] | bytes,
    file_name: str,
    *,
    key: str,
    mime: str = "text/csv",
) -> None:
    """A download that is made when it is asked for, and does not rerun the page.

    Hand in bytes within a dialog: a button that waits for its file loses the focus, and
    with it the key that closes the dialog.
    """
    st.download_button(
        label,
        data=make,
        file_name=file_name,
        mime=mime,
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
        key=key,
    )
