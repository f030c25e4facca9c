"""A file that was dropped and is not in use yet: its columns, what it holds, what it changes."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cockpit import cached, frame, state, wording
from cockpit.dataset import Dataset
from cockpit.inventory.causes import causes
from cockpit.inventory.raw import UnreadableFileError
from cockpit.inventory.tie_out import lost_rows
from cockpit.state import Pending
from cockpit.views import data_fix_tables as fix_tables
from cockpit.views.data_changed import compared
from cockpit.views.data_fix import causes_shown, summary
from cockpit.views.mapping import confirm
from cockpit.views.parts import Loaded, finding, remark, tabled


def review(loaded: Loaded, waiting: Pending) -> None:
    """Confirm the columns where that is needed, then what the file would change."""
    name = wording.shorten(waiting.upload.name, 60)
    used = wording.shorten(loaded.data.name, 60)
    st.info(
        wording.escape_markdown(f"{name} is not in use yet: all pages still show {used}."),
        icon=":material/hourglass_empty:",
    )
    if waiting.mapped:
        _what_it_holds(loaded, waiting)
    else:
        _columns(waiting)


def _columns(waiting: Pending) -> None:
    """The mapping screen; it hands back how the file is to be read once that is confirmed."""
    finding("2 · Confirm what the columns mean")
    try:
        raw = cached.raw(waiting.upload)
    except UnreadableFileError as found:
        st.error(wording.escape_markdown(f"{found.problem} {found.remedy}"))
        raw = None
    if raw is not None:
        rows = wording.count(sum(len(sheet.rows) for sheet in raw.sheets), "row")
        with st.spinner(f"Step 2 of 3: looking at the columns of {rows}"):
            intake = confirm(waiting.upload, raw)
        if intake is not None:
            upload = replace(waiting.upload, intake=intake)
            with st.status(f"Step 3 of 3: checking {rows}"):
                cached.dataset(upload)
            state.hold(Pending(upload, mapped=True))
            st.rerun()
    st.button("Discard this file", key="discard_pending", on_click=state.hold, args=(None,))


def _what_it_holds(loaded: Loaded, waiting: Pending) -> None:
    upload = waiting.upload
    data = cached.dataset(upload)
    readable = data.reading.inventory is not None
    finding("3 · Use this file?")
    if not readable:
        said = " ".join(f"{each.problem} {each.remedy}" for each in data.reading.issues[:3])
        st.error(wording.escape_markdown(f"Read like this, the file holds no inventory. {said}"))
    with st.container(horizontal=True):
        st.button(
            "Use this file",
            key="use_pending",
            type=frame.leading(),
            icon=":material/check:",
            disabled=not readable,
            on_click=state.take,
            args=(upload,),
        )
        st.button(
            "Columns and format",
            key="back_to_columns",
            icon=":material/view_column:",
            on_click=state.hold,
            args=(Pending(upload, mapped=False),),
        )
        st.button("Discard this file", key="discard_pending", on_click=state.hold, args=(None,))
    if not readable:
        return
    what_was_read(data, "_pending", loaded.stamp_line)
    if loaded.data.is_sample:
        finding("What it changes: there is nothing of yours to compare with yet")
        remark("The sample portfolio is in use.")
    else:
        with st.spinner("Comparing with the data in use"):
            compared(data, loaded.data, loaded.stamp_line, loaded.data.name, "_pending")
    finding(summary(data.reading).replace("What to fix", "What is wrong with it"))
    if data.reading.issues:
        causes_shown(causes(data.reading.issues))
        remark("Use the file and correct these here, or correct the file and drop it again.")


def what_was_read(data: Dataset, key: str, stamp_line: str) -> None:
    """What became of every row of the file, one line for each sheet."""
    found, accepted = (
        sum(getattr(count, name) for count in data.reading.counts) for name in ("found", "accepted")
    )
    finding(f"{wording.whole(accepted)} of {wording.count(found, 'row')} accepted")
    rows, formats = fix_tables.rows_table(data.rows)
    tabled(rows, f"rows_by_sheet{key}", stamp_line, formats)
    lost = lost_rows(data.rows)
    if lost:
        st.error(
            wording.escape_markdown(
                "The rows of these sheets do not tie out, so some may have been lost: "
                f"{', '.join(tally.tab for tally in lost)}. Check them against the file."
            )
        )
    else:
        left = fix_tables.left_out_words(data.rows)
        remark(
            "Every row of the file is in one of these columns."
            + (f" Left out: {left}." if left else "")
        )
    for note in data.reading.notes:
        remark(note)
