"""The “i” beside a chart: how the figure is worked out, and when not to trust it."""

from __future__ import annotations

import streamlit as st

from cockpit.assessment.methods import METHODS
from cockpit.views.parts import finding


def info(key: str, place: str = "") -> None:
    """A small button that opens the method of this key; ``place`` tells two of one page apart.

    Raises
    ------
    KeyError
        If no method has the key.
    """
    method = METHODS[key]
    with st.popover(
        ":material/info:",
        type="tertiary",
        help=f"How it is worked out: {method.title}",
        key=f"method_{key}{place}",
        on_change="rerun",
    ) as popover:
        if not popover.open:
            return
        st.markdown(f"**{method.title}**")
        for label, text in method.parts:
            gap = "\n\n" if text.startswith("- ") else " "
            st.markdown(f"**{label}.**{gap}{text}")


def explained(sentence: str, key: str, place: str = "") -> None:
    """A section's heading with the “i” of its method beside it, below it where there is no room."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        with st.container(width="content"):
            finding(sentence)
        info(key, place)
