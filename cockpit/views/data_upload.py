"""Step 1 of the data page: drop a file, take the template or a sample, go back."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

import sample_data
from cockpit import cached, frame, navigation, state, wording
from cockpit.inventory.elsewhere import Elsewhere, belongs_elsewhere
from cockpit.inventory.mapping import needs_confirmation
from cockpit.inventory.raw import UnreadableFileError
from cockpit.inventory.reading import Reading
from cockpit.inventory.template import template_bytes
from cockpit.views.parts import Loaded, finding, remark

_TAKEN = "taken_file"
_REFUSED = "refused_file"
_ELSEWHERE = "file_for_another_page"
_SAMPLE = "sample"
_MEGABYTES = state.UPLOAD_BYTES_LIMIT // 2**20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def refused() -> Reading | None:
    """The file dropped last, where it could not be read as a whole."""
    upload = state.remembered(_REFUSED)
    return cached.dataset(upload).reading if upload else None


def controls(loaded: Loaded) -> None:
    """Where files are dropped, downloads, and switches between the files of this session."""
    finding("1 · Drop a file")
    file = st.file_uploader(
        f"Your inventory: .xlsx, .xlsm, .xls, .xlsb, .ods, .csv, .tsv or .zip, at most "
        f"{_MEGABYTES} MB",
        # Every file is taken to the reader, which says in words what to do with those
        # that it cannot read.
        type=None,
        key="workbook",
        max_upload_size=_MEGABYTES,
    )
    if file is not None and state.remembered(_TAKEN) != file.file_id:
        state.remember(_TAKEN, file.file_id)
        drop(file.name, file.getvalue())
        st.rerun()
    _pointer()
    remark(
        "Any headings will do: you confirm what they mean before anything is used. The file "
        "stays in this session's memory and is gone when you close the page. Nothing in it is "
        "executed."
    )
    _switch(loaded)
    with st.container(horizontal=True):
        frame.download(
            "Empty template",
            template_bytes,
            "ai_value_inventory_template.xlsx",
            key="template",
            mime=_XLSX,
        )
        frame.download(
            "Sample workbook", sample_data.SAMPLE.read_bytes, sample_data.SAMPLE.name,
            key="sample_file", mime=_XLSX,
        )  # fmt: skip
    remark("To try it out:")
    with st.container(horizontal=True):
        st.button(
            "Sample portfolio",
            key="use_sample",
            on_click=use,
            args=(None,),
            disabled=loaded.data.is_sample,
        )
        st.button(
            "One-sheet file", key="use_minimal", on_click=_take_sample, args=(sample_data.MINIMAL,)
        )
        st.button(
            "File with mistakes", key="use_broken", on_click=_take_sample,
            args=(sample_data.BROKEN,),
        )  # fmt: skip


def drop(name: str, content: bytes) -> None:
    """Read a file and let it wait to be confirmed; else say why it cannot be.

    Where only the sample was in use and the file has the contract's own headings there is
    nothing to confirm: it is used at once.
    """
    _forget()
    problem = state.refusal(content, wording.shorten(name, 60))
    if problem:
        state.note(problem)
        return
    upload = state.new_upload(name, content)
    size = f"{wording.whole(max(1, len(content) // 1024))} KB"
    label = f"Step 1 of 3: reading {wording.escape_markdown(wording.shorten(name, 60))}, {size}"
    with st.status(label) as status:
        try:
            raw = cached.raw(upload)
        except UnreadableFileError:
            found = belongs_elsewhere(content, None)
            state.remember(_ELSEWHERE if found else _REFUSED, found or upload)
            return
        found = belongs_elsewhere(content, raw)
        if found is not None:
            state.remember(_ELSEWHERE, found)
            return
        if upload.intake.mapping is None and needs_confirmation(raw):
            state.hold(state.Pending(upload, mapped=False))
            return
        rows = sum(len(sheet.rows) for sheet in raw.sheets)
        status.update(label=f"Step 3 of 3: checking {wording.count(rows, 'row')}")
        if cached.dataset(upload).reading.inventory is None:
            state.remember(_REFUSED, upload)
        elif state.current_upload() is None and upload.intake.mapping is None:
            state.take(upload)
        else:
            state.hold(state.Pending(upload, mapped=True))


def use(digest: str | None) -> None:
    """Work on another file of this session, or on the sample portfolio."""
    _forget()
    state.use_data(digest)


def _forget() -> None:
    """What was said about the file dropped before no longer matters."""
    state.note()
    state.hold(None)
    state.remember(_REFUSED, None)
    state.remember(_ELSEWHERE, None)


def _pointer() -> None:
    """Where a file belongs that is no inventory, if one was dropped."""
    found: Elsewhere | None = state.remembered(_ELSEWHERE)
    if found is None:
        return
    st.info(wording.escape_markdown(found.sentence), icon=":material/info:")
    for row in navigation.present():
        if row.url_path == found.page:
            st.page_link(f"views/{row.script}", label=f"Open {row.title}", icon=row.icon)


def _take_sample(path: Path) -> None:
    _forget()
    state.take(state.new_upload(path.name, path.read_bytes()))


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
            on_click=use,
            args=(target,),
        )
    current = state.current_upload()
    names = {_SAMPLE: "Sample portfolio", **{each.digest: each.name for each in files}}
    state.put("data_in_use", current.digest if current else _SAMPLE)

    def change() -> None:
        picked = state.value("data_in_use")
        use(None if picked == _SAMPLE else picked)

    st.selectbox(
        "Data in use",
        list(names),
        key="data_in_use",
        on_change=change,
        format_func=lambda key: wording.shorten(names[key], 60),
    )
