"""Entry of the cockpit: page settings, navigation, shared state, and one boundary for errors."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, navigation, state, theme

st.set_page_config(page_title="AI Value Cockpit", page_icon=theme.ICON, layout="wide")

_rows = navigation.present()
_menu = {
    section: [
        st.Page(
            row.path, title=row.title, icon=row.icon, url_path=row.url_path, default=row is _rows[0]
        )
        for row in rows
    ]
    for section, rows in navigation.sections(_rows).items()
}
_page = st.navigation(_menu, position="top")
# The tab and the history of the browser name the page.
st.set_page_config(page_title=f"{_page.title} · AI Value Cockpit")
state.begin()
frame.guarded(_page.run)()
