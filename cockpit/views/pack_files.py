"""The files of a board pack: which formats, the work with its progress, and the downloads."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cockpit import frame, state, theme, wording
from cockpit.boardpack.bundle import archive, files_of, within
from cockpit.boardpack.formats import FORMATS, FormatRow, format_row
from cockpit.boardpack.options import PackOptions
from cockpit.views import pack_material
from cockpit.views.parts import Loaded, remark
from cockpit.views.working import BrokenOff, Work, resume

_MADE, _ASKED = "pack_made", "pack_asked"
#: Share of the work after which the sections stand and only the files are to be written.
_BUILT = 0.4
_MIMES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html",
}


@dataclass(frozen=True)
class Made:
    """Files that were made, and what they were made from."""

    key: str
    files: Mapping[str, bytes]
    whole: bytes


def export(loaded: Loaded, options: PackOptions, place: DeltaGenerator) -> None:
    """Formats, one button that makes the files, and a download for each when they stand.

    ``place`` shows the progress, where it is in view whatever else the page holds.
    """
    chosen = st.pills(
        "Files",
        [row.key for row in FORMATS],
        selection_mode="multi",
        default=[row.key for row in FORMATS],
        format_func=lambda key: format_row(key).title,
        key="pack_formats",
        wrap=True,
        help=" ".join(f"{row.title}: {row.purpose}" for row in FORMATS),
        persist_state="session",
    )
    if not chosen:
        remark("Choose at least one kind of file.")
        return
    key = _key(loaded, options, chosen)
    asked = st.button(
        "Make the pack",
        type=frame.leading(),
        icon=":material/file_export:",
        width="stretch",
        on_click=_ask,
        args=(key,),
    )
    made: Made | None = state.remembered(_MADE)
    if made is not None and made.key == key and not asked:
        _downloads(made)
        return
    if state.remembered(_ASKED) != key:
        _of_before(made)
        return
    work = Work(_work(key), "The board pack", place)
    try:
        made = _make(loaded, options, [format_row(each) for each in chosen], key, work)
    except BrokenOff:
        return
    work.done()
    state.remember(_MADE, made)
    state.remember(_ASKED, None)
    _downloads(made)


def _work(key: str) -> str:
    return f"pack_{key[:12]}"


def _ask(key: str) -> None:
    """Ask for the pack, and for its work anew where it was broken off."""
    state.remember(_ASKED, key)
    resume(_work(key))


def _of_before(made: Made | None) -> None:
    """What stands of a pack of other choices: its files, or that its making was broken off."""
    if state.remembered(_ASKED) is not None:
        remark("A choice was changed while the pack was being made. Make it again.")
    elif made is not None:
        remark("These files were made before the last change. Make the pack again for the new one.")
        _downloads(made)


def _key(loaded: Loaded, options: PackOptions, chosen: list[str]) -> str:
    """All that the files depend on."""
    parts = (
        loaded.data.digest,
        loaded.data.name,
        loaded.scenario.model_dump_json(),
        state.choice().model_dump_json(),
        options.model_dump_json(),
        *chosen,
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _make(
    loaded: Loaded, options: PackOptions, formats: list[FormatRow], key: str, work: Work
) -> Made:
    pack = pack_material.pack(loaded, options, theme.LIGHT, within(work.tell, 0.0, _BUILT))
    files = files_of(pack, formats, within(work.tell, _BUILT, 1.0))
    return Made(key, files, archive(files))


def _downloads(made: Made) -> None:
    """Everything as one archive, then each file that stands alone."""
    st.download_button(
        f"Everything, {wording.number(len(made.whole) / 1e6, 1)} MB (zip)",
        made.whole,
        "board_pack.zip",
        "application/zip",
        on_click="ignore",
        icon=":material/folder_zip:",
        width="stretch",
        key="pack_zip",
    )
    with st.container(horizontal=True, gap="small"):
        for row in FORMATS:
            if row.single in made.files:
                frame.download(
                    row.title,
                    made.files[row.single],
                    row.single,
                    key=f"pack_{row.key}",
                    mime=_MIMES[row.key],
                )
                continue
            several = {name: made.files[name] for name in made.files if row.owns(name)}
            if several:
                frame.download(
                    f"{row.title} (zip)",
                    functools.partial(archive, several),
                    f"board_pack_{row.key}.zip",
                    key=f"pack_{row.key}",
                    mime="application/zip",
                )
    count = wording.count(len(made.files), "file")
    remark(f"{count}, kept in this session only. Nothing is sent anywhere.")
