"""The height of the browser's window, which the server cannot know otherwise.

The one component of the cockpit: a few words of our own, through Streamlit's interface for
them, that touch nothing of the page. Nothing from a file or an address ever enters it.
"""

from __future__ import annotations

import streamlit as st

from cockpit import state

_KEY = "window"
_measured = st.components.v2.component(
    "window_height",
    js="""
export default function ({ setStateValue }) {
    const tell = () => setStateValue("height", window.innerHeight);
    tell();
    window.addEventListener("resize", tell);
    return () => window.removeEventListener("resize", tell);
}
""",
)


def measure() -> None:
    """Ask the browser; where the height is another than before, the page is drawn anew."""
    _measured(key=_KEY, default={"height": None}, on_height_change=lambda: None)


def height() -> int:
    """Pixels of the window, 0 where nobody has told yet."""
    return int((state.value(_KEY) or {}).get("height") or 0)
