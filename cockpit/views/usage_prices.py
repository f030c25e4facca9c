"""The price ratio on the usage page, and the catalogue: own rows, reset, file in and out."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from cockpit import export, frame, navigation, state, wording
from cockpit.usage.model_prices import (
    COLUMNS,
    HEADERS,
    MOST_PRICE,
    Catalogue,
    catalogue_of,
    read_catalogue,
    rows_of,
    shipped,
)
from cockpit.views import model_picker
from cockpit.views import usage_session as session
from cockpit.views.parts import Loaded, finding, remark

_TURN = "usage_prices_turn"
_TAKEN = "usage_prices_taken"
_PROBLEMS = "usage_prices_problems"
_MEGABYTES = 1
#: Headings and widths in pixels with which the date stands on a laptop; the full name is help.
_SHORT = {"input": "Input", "cached": "Cached input", "output": "Output"}
_PRICE = 130


def ratio(loaded: Loaded) -> None:
    """Two models at a mix, with the way to the lever."""
    finding("What would the same tokens cost with another model?")
    with st.container(border=True):
        found = model_picker.pick(loaded.data, "page")
        if found is not None:
            model_picker.explain(found)
        st.page_link(
            f"views/{navigation.page_row('scenarios').script}",
            label="Set the price of the other model on Scenarios: Pick models",
            icon=":material/tune:",
        )


def catalogue(loaded: Loaded) -> None:
    """The prices in use, to be changed in place."""
    found = session.catalogue()
    dated = [each.as_of for each in found.prices if each.as_of]
    span = f", as of {wording.day(max(dated))} at the latest" if dated else ""
    finding(
        f"{wording.count(len(found.prices), 'model price')} for a million tokens in use, "
        f"{'with rows of your own' if session.is_own_catalogue() else 'as shipped'}{span}"
    )
    edited = st.data_editor(
        _frame(found),
        num_rows="dynamic",
        hide_index=True,
        height=380,
        placeholder=wording.NA,
        key=f"usage_prices_{state.remembered(_TURN, 0)}",
        column_config=_columns(),
    )
    _changed(edited, found)
    for problem in state.remembered(_PROBLEMS, ())[:6]:
        st.error(wording.escape_markdown(problem))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Back to the prices of the tool",
            key="reset_prices",
            on_click=_reset,
            disabled=not session.is_own_catalogue(),
        )
        frame.download(
            "Prices as CSV",
            lambda: export.to_csv(HEADERS, rows_of(found.prices), loaded.stamp_line),
            "model_prices.csv",
            key="csv_model_prices",
        )
    file = st.file_uploader(
        "Load prices, in the form of that CSV",
        type=None,
        key=f"usage_prices_file_{state.remembered(_TURN, 0)}",
        max_upload_size=_MEGABYTES,
    )
    if file is not None and state.remembered(_TAKEN) != file.file_id:
        state.remember(_TAKEN, file.file_id)
        _load(read_catalogue(file.getvalue()))
        st.rerun()
    remark(
        "List prices in their own currency for a million tokens. They leave out discounts, "
        "batch and priority prices, what writing to a cache costs, and dearer very long "
        "requests. A blank price of cached input means that it costs what other input costs."
    )


def _frame(found: Catalogue) -> pd.DataFrame:
    table = pd.DataFrame(rows_of(found.prices), columns=list(HEADERS))
    for name in ("input", "cached", "output", "context"):
        table[COLUMNS[name]] = table[COLUMNS[name]].astype("float64")
    return table


def _columns() -> dict[str, Any]:
    amounts = {
        COLUMNS[name]: st.column_config.NumberColumn(
            _SHORT[name],
            help=COLUMNS[name],
            width=_PRICE,
            min_value=0.0,
            max_value=MOST_PRICE,
            format="%.4g",
            required=name != "cached",
        )
        for name in ("input", "cached", "output")
    }
    return {
        **amounts,
        COLUMNS["model"]: st.column_config.TextColumn(required=True, width="medium"),
        COLUMNS["currency"]: st.column_config.TextColumn(default="USD", width=100),
        COLUMNS["context"]: st.column_config.NumberColumn(
            min_value=1, format="localized", width=165
        ),
        COLUMNS["as_of"]: st.column_config.Column(width=110),
    }


def _changed(edited: pd.DataFrame, before: Catalogue) -> None:
    """Take over what was changed in the table, once it is whole."""
    found = catalogue_of(edited.to_dict("records"))
    for problem in found.problems[:6]:
        st.error(wording.escape_markdown(f"Not taken over yet. {problem}"))
    if not found.problems and found.prices != before.prices:
        session.keep_prices(found.prices)
        state.remember(_PROBLEMS, ())
        state.remember(_TURN, state.remembered(_TURN, 0) + 1)
        st.rerun()


def _load(found: Catalogue) -> None:
    if found.prices:
        session.keep_prices(found.prices)
        state.remember(_TURN, state.remembered(_TURN, 0) + 1)
    state.remember(_PROBLEMS, found.problems)


def _reset() -> None:
    session.keep_prices(shipped().prices)
    state.remember(_PROBLEMS, ())
    state.remember(_TURN, state.remembered(_TURN, 0) + 1)
