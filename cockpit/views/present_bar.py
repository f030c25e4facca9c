"""The bars of the presenter: where one is with next and previous, and the levers."""

from __future__ import annotations

import streamlit as st

from cockpit import forms, navigation, state, wording
from cockpit.lever_specs import in_section
from cockpit.views.parts import Loaded
from scenarios.levers import SECTIONS
from scenarios.presets import PRESETS

#: What a meeting moves: the first levers of the form; every lever stands on Scenarios.
_LEVERS = in_section(SECTIONS[0])[:5]
#: Heights of a screen in pixels; a room's projector is one of these.
HEIGHTS = (768, 900, 1080)
_HEIGHT = "height"


def bar(where: str, before: str | None, after: str | None, leave_to: str) -> None:
    """Where one is, previous and next by button and by the keys of a presenter's remote.

    ``leave_to`` is the address of the page that shows what this screen shows.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(wording.escape_markdown(where), width="stretch")
        st.button(
            "Previous",
            key="present_before",
            icon=":material/chevron_left:",
            shortcut="PageUp",
            disabled=before is None,
            on_click=state.show,
            args=("screen", before or ""),
        )
        st.button(
            "Next",
            key="present_after",
            icon=":material/chevron_right:",
            shortcut="PageDown",
            disabled=after is None,
            on_click=state.show,
            args=("screen", after or ""),
        )
        _screen()
        if st.button("Leave", key="present_leave", icon=":material/close:", shortcut="Escape"):
            st.switch_page(f"views/{navigation.page_row(leave_to).script}")


def _screen() -> None:
    """The height of the screen, which the server cannot know; a link keeps what was chosen."""
    height = screen_height()
    key = state.widget_key("present_height", height)

    def change() -> None:
        if state.is_current("present_height", key):
            state.remember(_HEIGHT, int(state.value(key)))
            state.show(_HEIGHT, str(state.value(key)))

    st.selectbox(
        "Height of the screen",
        HEIGHTS,
        HEIGHTS.index(height),
        key=key,
        format_func=lambda each: f"Screen {each}",
        help="Screens are laid out for a screen of this height, in pixels.",
        label_visibility="collapsed",
        width=130,
        on_change=change,
    )


def screen_height() -> int:
    """The height of the address, else the one chosen in this session."""
    shown = state.shown(_HEIGHT)
    found = int(shown) if shown.isdecimal() and len(shown) < 5 else 0
    return found if found in HEIGHTS else int(state.remembered(_HEIGHT, HEIGHTS[0]))


def levers(loaded: Loaded) -> None:
    """Preset and the levers that a meeting moves, in one row."""
    places = st.columns([2, *([1.6] * len(_LEVERS))], gap="medium", vertical_alignment="bottom")
    with places[0]:
        _preset()
    for place, spec in zip(places[1:], _LEVERS, strict=True):
        with place:
            forms.single(spec, loaded.portfolio, (), slim=True)


def _preset() -> None:
    now = state.choice().now
    key = state.widget_key("present_preset", now.preset)

    def change() -> None:
        if state.is_current("present_preset", key):
            state.set_now(type(now).of_preset(str(state.value(key))))

    st.selectbox(
        "Scenario",
        list(PRESETS),
        list(PRESETS).index(now.preset),
        key=key,
        format_func=lambda each: PRESETS[each].name,
        on_change=change,
    )
