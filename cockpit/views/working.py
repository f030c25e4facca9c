"""Work that takes seconds: its progress, a button that breaks it off, and one that resumes it.

A click interrupts the run of the page at the next step of progress that is shown; what was
broken off is remembered, so that the next run does not begin it anew until somebody asks, or
asks something else. A fragment's clicks wait for the page, so no such work may stand in one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cockpit import state
from cockpit.assessment.verdicts.figures import presets_to_judge
from scenarios.presets import PRESETS

# The page's data is simulated as such work too, and so its module imports this one.
if TYPE_CHECKING:
    from cockpit.views.parts import Loaded

T = TypeVar("T")

#: A portfolio of more initiatives takes seconds to simulate, which is then shown.
LARGE = 2_000

#: Told the share done, 0…1, and what is being worked out; breaks off where somebody wished it.
Tell = Callable[[float, str], None]


class BrokenOff(Exception):  # noqa: N818 - no error: somebody wished it
    """The work was broken off, and the page says so where its progress stood."""


class Work:
    """One piece of work at one place of the page; nothing is shown where nothing is to be done.

    ``key`` tells works of a session apart, ``what`` names it for people, ``place`` is where
    progress and buttons stand.
    """

    def __init__(self, key: str, what: str, place: DeltaGenerator | None = None) -> None:
        self._key, self._what = f"work_{key}", what
        self._place = st.empty() if place is None else place
        self._bar: DeltaGenerator | None = None

    def tell(self, share: float, what: str = "") -> None:
        """The share done, 0…1; a rerun of the page breaks the work off here.

        Raises
        ------
        BrokenOff
            If the person has broken this work off and has not asked for it since.
        """
        question = _question()
        if state.remembered(self._key) == question:
            self._stopped()
            raise BrokenOff
        if self._bar is None:
            self._bar = self._started(question)
        self._bar.progress(min(1.0, max(0.0, share)), what or self._what)

    def done(self) -> None:
        """Take progress and button away."""
        if self._bar is not None:
            self._place.empty()

    def _started(self, question: str) -> DeltaGenerator:
        with self._place.container(horizontal=True, vertical_alignment="center", gap="small"):
            bar = st.progress(0.0, self._what)
            st.button(
                "Cancel",
                key=f"{self._key}_cancel",
                help=f"Break off: {self._what}",
                icon=":material/close:",
                on_click=state.remember,
                args=(self._key, question),
            )
        return bar

    def _stopped(self) -> None:
        with self._place.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(f"Broken off, and not worked out: {self._what}.")
            st.button(
                "Work it out",
                key=f"{self._key}_resume",
                help=f"Work it out: {self._what}",
                icon=":material/play_arrow:",
                on_click=state.remember,
                args=(self._key, None),
            )


def resume(key: str) -> None:
    """Let the work with this key begin anew where it was broken off, for callbacks."""
    state.remember(f"work_{key}", None)


def stresses(loaded: Loaded, place: DeltaGenerator | None = None) -> bool:
    """Simulate the presets behind every verdict, told one by one; ``False`` where broken off.

    Presets that are known already take no time, and nothing is shown where all are.
    """
    case = loaded.case
    work = Work("stresses", "Verdicts: the presets behind them", place)
    try:
        presets = ("base", *presets_to_judge(case))
        for number, key in enumerate(presets):
            if not case.knows(key):
                # Short work needs no bar, which would only flicker.
                if len(loaded.portfolio.initiatives) > LARGE:
                    work.tell(
                        number / len(presets),
                        f"Simulating “{PRESETS[key].name}”, {number + 1} of {len(presets)}",
                    )
                case.result(key)
    except BrokenOff:
        return False
    work.done()
    return True


def only_known(*_: object) -> None:
    """In place of progress: nothing is begun here, what is known already is taken.

    Raises
    ------
    BrokenOff
        Whenever it is told, which is where something would have to be worked out.
    """
    raise BrokenOff


def _question() -> str:
    """What is asked with the inputs of this session: another question is work of its own."""
    upload = state.current_upload()
    return f"{upload.digest if upload else ''} {state.choice().model_dump_json()}"
