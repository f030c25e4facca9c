"""Presenter: the pack on a screen that a room reads, one message at a time, with the levers.

The menu is gone (see cockpit.app), the type is large, and nothing scrolls: a screen is laid
out for the height of the screen that is chosen once. It follows the scenario as every
page does; the screen stands in the address. Next and previous walk from message to
message, each with its first chart or table; the others are walked once details are asked for.
"""

from __future__ import annotations

import streamlit as st

from cockpit import frame, navigation, state, wording
from cockpit.boardpack.options import PackOptions
from cockpit.boardpack.screens import Screen, opening, screens
from cockpit.boardpack.sections.registry import SECTIONS, section_row
from cockpit.views import pack_material, present_screen, window
from cockpit.views.parts import Loaded, load
from cockpit.views.present_bar import bar, details, levers

_SCREEN = "screen"
#: The last screen that is walked of a section, when one comes to it from the next one.
_LAST = 0


@frame.guarded
def page() -> None:
    """Bar, screen, levers and stamp."""
    loaded = load()
    if loaded.data.unreadable or loaded.result is None:
        bar("", None, None, "data")
        why = loaded.data.unreadable or f"There is nothing to present: {loaded.why_not}"
        present_screen.say(why)
        return
    keys = _sections()
    key, part = _place(keys)
    place = st.empty()
    with st.spinner(f"Working out: {section_row(key).title}", show_time=False):
        section = pack_material.section(loaded, key, frame.colours())
    found = screens(section, present_screen.room())
    walked = len(found) if details() else opening(found)
    screen = found[min(part, len(found)) - 1] if part != _LAST else found[walked - 1]
    with place.container():
        bar(
            _where(keys, screen),
            _before(keys, screen),
            _after(keys, screen, walked),
            navigation.page_of(key),
        )
    present_screen.show(screen)
    with st.bottom:
        levers(loaded)
        st.caption(wording.escape_markdown(_foot(loaded)))
        window.measure()


def _sections() -> list[str]:
    """The sections chosen on the page Board pack, or all of them."""
    chosen = state.value("pack_sections")
    return [row.key for row in SECTIONS if not chosen or row.key in chosen]


def _place(keys: list[str]) -> tuple[str, int]:
    """Section and screen of the address; the first one where it names none of these."""
    key, _, part = state.shown(_SCREEN).partition(".")
    if key not in keys:
        return keys[0], 1
    return key, int(part) if part.isdecimal() and len(part) < 4 else 1


def _where(keys: list[str], screen: Screen) -> str:
    """Where one is: section of sections, screen of screens."""
    section = screen.section
    words = f"{keys.index(section.key) + 1} of {len(keys)} · {section.title}"
    return words if screen.of == 1 else f"{words}, {screen.part} of {screen.of}"


def _before(keys: list[str], screen: Screen) -> str | None:
    """The address of the screen before this one; ``None`` on the first."""
    if screen.part > 1:
        return f"{screen.section.key}.{screen.part - 1}"
    at = keys.index(screen.section.key)
    return f"{keys[at - 1]}.{_LAST}" if at else None


def _after(keys: list[str], screen: Screen, walked: int) -> str | None:
    """The address of the screen after this one; ``None`` on the last.

    ``walked`` is how many screens of its section next and previous walk.
    """
    if screen.part < walked:
        return f"{screen.section.key}.{screen.part + 1}"
    at = keys.index(screen.section.key)
    return f"{keys[at + 1]}.1" if at + 1 < len(keys) else None


def _foot(loaded: Loaded) -> str:
    """Classification and stamp, as at the foot of every page of the files."""
    classification = state.value("pack_classification") or PackOptions().classification
    rejected = len(loaded.data.reading.rejected)
    left_out = f"{wording.count(rejected, 'rejected row')} left out" if rejected else ""
    return " · ".join(filter(None, (classification, left_out, loaded.stamp_line)))


page()
