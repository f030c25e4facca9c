"""Entry of the cockpit: page settings, navigation, shared state, and one boundary for errors."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, locales, navigation, state, theme

st.set_page_config(page_title="AI Value Cockpit", page_icon=theme.ICON, layout="wide")

_rows = navigation.present()
_menu = {
    section: [
        st.Page(
            row.path,
            title=row.title,
            icon=row.icon,
            url_path=row.url_path,
            default=row is _rows[0],
            visibility="hidden" if row.alone else "visible",
        )
        for row in rows
    ]
    for section, rows in navigation.sections(_rows).items()
}
_page = st.navigation(_menu, position="top")
_row = next(row for row in _rows if row.title == _page.title)
if _row.alone:
    _page = st.navigation(_menu, position="hidden")
# The tab and the history of the browser name the page. The menu at the right holds the
# theme; it is there only while it has an entry of its own.
st.set_page_config(
    page_title=f"{_page.title} · AI Value Cockpit",
    menu_items={
        "About": None if _row.alone else theme.ABOUT,
        "Get help": None,
        "Report a bug": None,
    },
)
locales.speak(state.locale())
state.begin()
frame.guarded(frame.open_page)(_row, _page.run)
