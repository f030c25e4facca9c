"""Left side of the data page: upload, template, samples, and the way back."""

from __future__ import annotations

import hashlib
from pathlib import Path

import streamlit as st

import sample_data
from cockpit import cached, frame, state, wording
from cockpit.inventory.reading import Reading
from cockpit.inventory.template import template_bytes
from cockpit.views.parts import Loaded, finding, remark

_TAKEN = "taken_file"
_REFUSED = "refused_file"
_SAMPLE = "sample"
_MEGABYTES = state.UPLOAD_BYTES_LIMIT // 2**20


def refused() -> Reading | None:
    """The file uploaded last, where it could not be read as a whole."""
    upload = state.remembered(_REFUSED)
    return cached.dataset(upload).reading if upload else None


def controls(loaded: Loaded) -> None:
    """Upload, downloads and switches between the files of this session."""
    finding("Use your own workbook")
    file = st.file_uploader(
        f"Excel workbook (.xlsx), at most {_MEGABYTES} MB",
        # Every file is taken to the reader, which says in words what to do with those
        # that it cannot read.
        type=None,
        key="workbook",
        max_upload_size=_MEGABYTES,
    )
    if file is not None and state.remembered(_TAKEN) != file.file_id:
        state.remember(_TAKEN, file.file_id)
        take(file.name, file.getvalue())
        st.rerun()
    remark(
        "The file stays in this session's memory and is gone when you close the page. Nothing "
        "in it is executed."
    )
    with st.container(horizontal=True):
        frame.download(
            "Empty template",
            template_bytes,
            "ai_value_inventory_template.xlsx",
            key="template",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
        frame.download(
            "Sample workbook",
            sample_data.SAMPLE.read_bytes,
            sample_data.SAMPLE.name,
            key="sample_file",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    _switch(loaded)
    remark("To try it out:")
    with st.container(horizontal=True):
        st.button(
            "Sample portfolio",
            key="use_sample",
            on_click=_use,
            args=(None,),
            disabled=loaded.data.is_sample,
        )
        st.button(
            "One-sheet file", key="use_minimal", on_click=_take_sample, args=(sample_data.MINIMAL,)
        )
        st.button(
            "File with mistakes",
            key="use_broken",
            on_click=_take_sample,
            args=(sample_data.BROKEN,),
        )


def take(name: str, content: bytes) -> None:
    """Read a file and use it, if it can be read; else the data before it stays in use."""
    upload = state.Upload(name, content, hashlib.sha256(content).hexdigest())
    if content and cached.dataset(upload).reading.inventory is None:
        state.remember(_REFUSED, upload)
        return
    state.remember(_REFUSED, None)
    problem = state.add_upload(name, content)
    if problem:
        state.note(problem)


def _take_sample(path: Path) -> None:
    take(path.name, path.read_bytes())


def _use(digest: str | None) -> None:
    state.remember(_REFUSED, None)
    state.use_data(digest)


def _switch(loaded: Loaded) -> None:
    """The files of this session; the one before is one click away."""
    files = state.uploads()
    if not files:
        return
    before = state.previous_upload()
    target = None if before is None else before.digest
    name = "the sample portfolio" if before is None else wording.shorten(before.name, 40)
    if not loaded.data.is_sample:
        st.button(
            f"Back to {wording.escape_markdown(name)}",
            key="undo",
            icon=":material/undo:",
            on_click=_use,
            args=(target,),
        )
    current = state.current_upload()
    names = {_SAMPLE: "Sample portfolio", **{each.digest: each.name for each in files}}
    state.put("data_in_use", current.digest if current else _SAMPLE)

    def change() -> None:
        picked = state.value("data_in_use")
        _use(None if picked == _SAMPLE else picked)

    st.selectbox(
        "Data in use",
        list(names),
        key="data_in_use",
        on_change=change,
        format_func=lambda key: wording.shorten(names[key], 60),
    )
