"""A number to type, and which fragments of the page follow what is set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from cockpit import state
from cockpit.entries import UnreadableEntryError, entry_text, read_entry
from cockpit.lever_specs import Value

Change = Callable[[Value], None]

#: Pixels of an exact entry: room for the digits, none for step buttons (the arrow keys step).
_ENTRY_WIDTH = 92
#: What the label of a lever's entry says after its title.
EXACT = ", exact value"


@dataclass(frozen=True, slots=True)
class Parts:
    """Fragments of the page: ``form`` holds the levers, ``shown`` follow every change of them.

    ``below`` draws more under a lever of the first section; it is told what to refresh.
    """

    form: str
    shown: tuple[str, ...]
    below: Mapping[str, Callable[[tuple[str, ...]], None]] = field(default_factory=dict)


def entry(
    label: str,
    base: str,
    value: Value,
    change: Change,
    refreshed: tuple[str, ...],
    *,
    placeholder: str,
    collapsed: bool = False,
    **rules: Any,
) -> None:
    """A number to type, with a point or a comma; one that cannot be read is refused in words.

    ``rules`` are those of :func:`cockpit.entries.read_entry`; ``value`` is in the unit
    of the entry. It reads as it was typed for as long as it stands.
    """
    shown = entry_text(value, state.remembered(f"text_{base}"), **rules)
    key = state.widget_key(base, shown)

    def report() -> None:
        if state.is_current(base, key):
            text = str(state.value(key) or "")
            try:
                number = read_entry(text, **rules)
            except UnreadableEntryError as error:
                state.note(f"{label.removesuffix(EXACT)}: {error}")
            else:
                state.remember(f"text_{base}", text)
                change(number)
        state.refresh(*refreshed)

    st.text_input(
        label,
        shown,
        key=key,
        on_change=report,
        placeholder=placeholder,
        autocomplete="off",
        width=_ENTRY_WIDTH if collapsed else "stretch",
        label_visibility="collapsed" if collapsed else "visible",
    )
