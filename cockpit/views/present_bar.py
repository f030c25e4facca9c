"""The bars of the presenter: where one is with next and previous, and the levers."""

from __future__ import annotations

import streamlit as st

from cockpit import forms, navigation, state, wording
from cockpit.lever_specs import LeverSpec, in_section
from cockpit.views import window
from cockpit.views.kept import held, keep
from cockpit.views.parts import Loaded
from scenarios.levers import SECTIONS
from scenarios.portfolio import Portfolio
from scenarios.presets import PRESETS

#: What a meeting moves: the first levers of the form; every lever stands on Scenarios.
_LEVERS = in_section(SECTIONS[0])[:5]
#: Heights of a screen in pixels; a room's projector is one of these.
HEIGHTS = (768, 900, 1080)
_HEIGHT, _DETAILS = "height", "details"


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
        _details()
        _screen()
        if st.button("Leave", key="present_leave", icon=":material/close:", shortcut="Escape"):
            st.switch_page(f"views/{navigation.page_row(leave_to).script}")


def details() -> bool:
    """Whether next and previous walk every chart and table, or from message to message."""
    return state.shown(_DETAILS) == "1"


def _details() -> None:
    shown = details()
    st.button(
        "Messages only" if shown else "Details",
        key="present_details",
        icon=":material/unfold_less:" if shown else ":material/unfold_more:",
        shortcut="D",
        help="Walk from message to message, or through every chart and table as well",
        on_click=state.show,
        args=(_DETAILS, "" if shown else "1"),
    )


def _screen() -> None:
    """The height of the screen, which the server cannot know; a link keeps what was chosen."""

    def change() -> None:
        chosen = state.value("present_height")
        if chosen:
            keep(_HEIGHT, str(chosen))

    st.menu_button(
        f"Screen {screen_height()}",
        HEIGHTS,
        key="present_height",
        help="Height in pixels that the type is laid out for: that of the window unless chosen",
        format_func=lambda each: f"Screen {each}",
        on_click=change,
    )


def screen_height() -> int:
    """The height of the address, else the one chosen in this session, else that of the window."""
    offered = {str(each): each for each in HEIGHTS}
    return offered.get(held(_HEIGHT, offered)) or _fitting()


def _fitting() -> int:
    """The largest height of a screen that the window has room for; the least one unmeasured."""
    return max((each for each in HEIGHTS if each <= window.height()), default=HEIGHTS[0])


def levers(loaded: Loaded) -> None:
    """Preset and the levers that a meeting moves, in one row.

    Each is a menu: a slider would take the keys of a remote for itself, and move.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _preset()
        for spec in _LEVERS:
            _lever(spec, loaded.portfolio)


def _preset() -> None:
    now = state.choice().now

    def change() -> None:
        chosen = state.value("present_preset")
        if chosen:
            state.set_now(type(now).of_preset(str(chosen)))

    st.menu_button(
        wording.escape_markdown(f"Scenario: {wording.shorten(now.origin.name, 30)}"),
        list(PRESETS),
        key="present_preset",
        icon=":material/tune:",
        help="Start from another scenario",
        format_func=lambda each: PRESETS[each].name,
        on_click=change,
    )


def _lever(spec: LeverSpec, portfolio: Portfolio) -> None:
    """One lever at round values; every value can be set on Scenarios."""
    now = state.choice().now
    value = getattr(now.levers, spec.name)
    key = f"present_{spec.name}"
    stops = forms.round_stops(spec, portfolio, value)

    def change() -> None:
        chosen = state.value(key)
        if chosen is not None:
            state.set_now(state.choice().now.with_lever(spec.name, stops[chosen]))

    st.menu_button(
        f"{spec.title} {spec.words(value)}",
        range(len(stops)),
        key=key,
        help=spec.help,
        format_func=lambda place: spec.words(stops[place]),
        on_click=change,
    )
