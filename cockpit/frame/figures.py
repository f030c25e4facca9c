"""A headline figure and “Why this number?” behind it."""

from __future__ import annotations

import streamlit as st

from cockpit import navigation, wording
from cockpit.explain import Explanation
from cockpit.frame.tables import table


def figure(
    label: str,
    value: str,
    *,
    change: str | None = None,
    better: bool | None = None,
    against: str | None = None,
    why: Explanation | None = None,
    key: str = "",
    help: str | None = None,
) -> None:
    """One headline figure with its change and the reasons behind it.

    ``change`` carries its own sign, which also gives the arrow; ``better`` says
    whether it is good news (the colour), ``None`` leaves it grey; ``against``
    names what it is measured against.
    """
    text = change or ""
    arrow = "down" if wording.MINUS in text else "up" if "+" in text else "off"
    colour = "off" if better is None else "green" if better else "red"
    st.metric(
        label,
        value,
        help=help,
        delta=None if change is None else wording.escape_markdown(change),
        delta_color=colour,  # type: ignore[arg-type]
        delta_arrow=arrow,  # type: ignore[arg-type]
        delta_description=wording.escape_markdown(against) if against and change else None,
    )
    if why is not None:
        show_why(why, key=key or label)


def show_why(why: Explanation, *, key: str) -> None:
    """“Why this number?”: formula, levers, strongest assumption, owner and the rows behind."""
    with st.popover("Why?", type="tertiary", key=f"why_{key}", on_change="rerun") as popover:
        if not popover.open:
            return
        st.markdown(f"**{wording.escape_markdown(why.figure)}**")
        st.text(why.formula)
        st.text("Levers in force: " + (wording.listed(why.levers) or "none, as stated in the data"))
        st.text(f"What moves it most: {why.mover}")
        st.text(f"Owner of that assumption: {why.owner}")
        st.page_link(
            f"views/{navigation.page_row('data').script}",
            label="Weights, widths and powers: Rules in force, on Data",
            icon=":material/rule:",
        )
        if why.rows.empty:
            st.caption(wording.EMPTY["rows"])
            return
        st.text(f"Rests on {wording.count(len(why.rows), 'row')} of the inventory:")
        table(why.rows, {"Amount": lambda v: wording.number(v, 0)}, height=260)
