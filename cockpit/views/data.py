"""Data: drop a file, confirm its columns, fix it, and see what it can answer and rests on."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, state, wording
from cockpit.assessment.answers import data_answer
from cockpit.inventory.reading import Reading
from cockpit.views import data_about as about
from cockpit.views import data_editor as editing
from cockpit.views import data_upload as upload
from cockpit.views.data_changed import changed
from cockpit.views.data_fix import fix
from cockpit.views.data_review import review, what_was_read
from cockpit.views.parts import Loaded, load

_PARTS = (
    "Fix",
    "Rows read",
    "Columns",
    "What it can answer",
    "What changed",
    "Where figures come from",
    "Rules and documentation",
)


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    if loaded.data.unreadable:
        frame.heading("data", loaded.data.unreadable)
        _way_back()
        upload.controls(loaded)
        return
    counts = loaded.data.reading.counts
    total = [sum(getattr(count, name) for count in counts) for name in ("accepted", "rejected")]
    frame.heading("data", data_answer(loaded.data.name, len(loaded.inventory.initiatives), *total))
    refused = upload.refused()
    if refused is not None:
        _refused(refused)
    waiting = state.pending()
    left, right = st.columns([2, 5], gap="large")
    with left:
        upload.controls(loaded)
    with right:
        if waiting is not None:
            review(loaded, waiting)
        else:
            _in_use(loaded)
    frame.footer(loaded.result)


def _in_use(loaded: Loaded) -> None:
    """The data in use, part by part: what is to be fixed first, else what was read."""
    current = state.current_upload()
    fixing, rows, columns, answers, changes, provenance, rules = st.tabs(
        _PARTS,
        default=_PARTS[0] if loaded.data.reading.rejected else _PARTS[1],
        # Another file begins with its own most pressing part; a correction moves nothing.
        key=f"data_parts_{current.digest[:8] if current else 'sample'}",
    )
    with fixing:
        fix(loaded)
    with rows:
        what_was_read(loaded.data, "", loaded.stamp_line)
    with columns:
        about.columns(loaded)
    with answers:
        about.can_answer(loaded)
    with changes:
        changed(loaded)
    with provenance:
        about.provenance(loaded)
    with rules:
        about.rules(loaded)
        about.documentation()


def _refused(reading: Reading) -> None:
    """A file that could not be read as a whole; the data before it stays in use."""
    st.error(
        wording.escape_markdown(
            data_answer(reading.name, None, 0, 0)
            + "".join(f" {issue.problem} {issue.remedy}" for issue in reading.issues[:3])
        )
    )


def _way_back() -> None:
    """Corrections can empty a file as a whole; they are undone here."""
    current = state.current_upload()
    if current is not None:
        editing.history_bar(current)


page()
