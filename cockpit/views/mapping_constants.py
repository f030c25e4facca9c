"""One value for all rows of a table, where no column of theirs supplies it."""

from __future__ import annotations

import streamlit as st

from cockpit import wording
from cockpit.inventory.contract import SHEETS
from cockpit.inventory.mapping import Mapping
from cockpit.inventory.mapping.constants import offered
from cockpit.inventory.mapping.edits import with_constants
from cockpit.inventory.schema import Column
from cockpit.views.parts import remark

_EACH_ROW = "not stated"
_MOST_SIGNS = 120


def editor(mapping: Mapping, place: int, key: str) -> Mapping:
    """What all rows of a table share, for the fields without a column; the mapping as edited."""
    table = mapping.tables[place]
    free = offered(table)
    if not free:
        return mapping
    needed = [column.header for column in free if column.required]
    title = SHEETS[table.sheet].title
    with st.expander(
        f"One value for all rows of {title}"
        + (f": {wording.listed(needed)} have no column" if len(needed) > 1 else "")
        + (f": {needed[0]} has no column" if len(needed) == 1 else ""),
        expanded=bool(needed),
    ):
        remark("You state it, nothing is assumed. It is part of the mapping and saved with it.")
        with st.container(horizontal=True):
            chosen = {
                column.field: _field(column, table.constants.get(column.field, ""), key)
                for column in free
            }
    return with_constants(mapping, place, chosen)


def _field(column: Column, now: str, key: str) -> str:
    """The value of one field for all rows as the person left it; blank where there is none."""
    label, name = f"All rows: {column.header}", f"constant_{key}_{column.field}"
    if not column.allowed:
        return st.text_input(
            label, value=now, key=name, max_chars=_MOST_SIGNS, help=column.help, width=280
        )
    texts = ["", *(choice.text for choice in column.allowed)]
    return st.selectbox(
        label,
        texts,
        index=texts.index(now) if now in texts else 0,
        key=name,
        format_func=lambda text: text or _EACH_ROW,
        help=column.help,
        width=280,
    )
