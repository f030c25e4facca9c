"""What a page shows that a link brings back, and that the session keeps between pages.

What is shown of the moment only, such as the screen of the presenter, stands in the address
alone (``state.show``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from cockpit import filters, state

T = TypeVar("T")


@dataclass(frozen=True)
class Kept(Generic[T]):
    """What a widget gets: its key, the value it starts with, and its callback."""

    key: str
    value: T
    change: Callable[[], None]


def kept(name: str, offered: Mapping[str, T], default: T, key: str = "") -> Kept[T]:
    """A choice among ``offered``, by the codes that a link has for them.

    A link that is opened wins; an address without this parameter (after a change of page)
    changes nothing. ``key`` is the widget's, the name unless stated.
    """
    parameter = filters.parameter(name)
    value, usable = filters.value_of(offered, held(parameter, offered), default)
    if not usable:
        st.caption(filters.NOTE)
    base = key or name
    widget = state.widget_key(base, value)

    def change() -> None:
        if state.is_current(base, widget):
            keep(parameter, filters.code_of(offered, state.value(widget), default))

    return Kept(widget, value, change)


def held(parameter: str, offered: Collection[str]) -> str:
    """The code kept under a parameter: that of the address if a link changed it, else ours.

    A code of the address that is not offered is handed back, so that the person can be told.
    """
    stated, ours = state.shown(parameter), str(state.remembered(parameter, ""))
    if stated and stated != ours:
        if stated in offered:
            state.remember(parameter, stated)
        return stated
    if ours not in offered:
        return ""
    state.show(parameter, ours)
    return ours


def keep(parameter: str, code: str) -> None:
    """Keep a code for the session, and write it into the address."""
    state.remember(parameter, code)
    state.show(parameter, code)


def kept_switch(name: str, key: str = "") -> Kept[bool]:
    """A toggle that is off unless the address says otherwise."""
    return kept(name, {"on": True, "off": False}, False, key)
