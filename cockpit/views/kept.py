"""A control whose value stands in the page's address, so that a link brings it back."""

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
    value, usable = filters.value_of(offered, _code(name, offered), default)
    if not usable:
        st.caption(filters.NOTE)
    base = key or name
    widget = state.widget_key(base, value)

    def change() -> None:
        if state.is_current(base, widget):
            code = filters.code_of(offered, state.value(widget), default)
            state.remember(filters.parameter(name), code)
            state.show(filters.parameter(name), code)

    return Kept(widget, value, change)


def _code(name: str, offered: Collection[str]) -> str:
    """What the filter is set to: by the address if that was changed from outside, else here."""
    key = filters.parameter(name)
    stated, ours = state.shown(key), str(state.remembered(key, ""))
    if stated and stated != ours:
        if stated in offered:
            state.remember(key, stated)
        return stated
    if ours not in offered:
        return ""
    state.show(key, ours)
    return ours


def kept_switch(name: str, key: str = "") -> Kept[bool]:
    """A toggle that is off unless the address says otherwise."""
    return kept(name, {"on": True, "off": False}, False, key)
