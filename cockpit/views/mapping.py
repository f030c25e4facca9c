"""How a file with other headings is read: suggested, changed and confirmed by the person."""

from __future__ import annotations

import hashlib

import streamlit as st

from cockpit import cached, frame, wording
from cockpit.dataset import Upload
from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import (
    Fitted,
    FoundTable,
    Mapping,
    find_tables,
    fit,
    preview,
    recognise,
    renewed,
    suggest,
)
from cockpit.inventory.mapping.apply import is_literal
from cockpit.inventory.mapping.edits import lacking
from cockpit.inventory.raw import RawWorkbook
from cockpit.views import mapping_columns as columns
from cockpit.views import mapping_constants as constants
from cockpit.views import mapping_file as file
from cockpit.views import mapping_shown as shown
from cockpit.views import mapping_state as store
from cockpit.views.parts import finding, remark


def confirm(upload: Upload, raw: RawWorkbook) -> Intake | None:
    """The screen; the intake once the person confirms, ``None`` until then."""
    tables = cached.of_file(upload, "tables", raw.data_hash, lambda: find_tables(raw))
    base, changes = _base(upload, raw)
    _said(base, changes)
    top = st.container()  # filled last: what stands in it depends on the editors below
    file.detected(upload, raw)
    turn = f"{upload.digest[:12]}_{store.turn()}"
    mapping = file.tables_shown(base, raw, tables, turn)
    mapping = _columns(mapping, raw, tables, turn)
    missing = lacking(mapping)
    if not missing:
        made = cached.of_file(
            upload, "preview", _digest(raw.data_hash, mapping), lambda: preview(raw, mapping)
        )
        shown.previews(made)
    file.saving(upload, mapping, turn)
    with top:
        return _buttons(upload, mapping, missing)


def _base(upload: Upload, raw: RawWorkbook) -> tuple[Mapping, tuple[str, ...]]:
    """What the editors start from: what was loaded, confirmed, recognised or suggested."""
    own = upload.intake.mapping
    begun = store.begun(upload) or (None if own is None else (own, ()))
    if begun is not None:
        if is_literal(begun[0], raw):
            return begun
        fitted = fit(begun[0], raw)  # the same content under another name, or read otherwise
        if fitted is not None:
            return fitted.mapping, fitted.changes
    known = store.known()
    names = _digest("", *known)
    found = cached.of_file(upload, "recognised", names, lambda: _recognised(raw, known))
    if found is not None:
        return found.mapping, (
            f"Recognised by its headings: the mapping {found.mapping.name} is laid over this file.",
            *_rivals(found.rivals),
            *found.changes,
        )
    return cached.of_file(upload, "suggest", raw.data_hash, lambda: suggest(raw)), ()


def _recognised(raw: RawWorkbook, known: tuple[Mapping, ...]) -> Fitted | None:
    found = recognise(raw, known)
    return None if found is None else renewed(found, raw)


def _rivals(names: tuple[str, ...]) -> tuple[str, ...]:
    """That others would fit as well, where there are any."""
    if not names:
        return ()
    return (
        f"It is the newest of {len(names) + 1} saved mappings with these headings; "
        f"{wording.shorten(wording.listed(names), 120)} can be chosen below.",
    )


def _digest(text: str, *mappings: Mapping) -> str:
    whole = "\n".join([text, *(mapping.model_dump_json() for mapping in mappings)])
    return hashlib.sha256(whole.encode()).hexdigest()


def _said(base: Mapping, changes: tuple[str, ...]) -> None:
    """In one look: how much was found, and what needs an eye."""
    read = [table for table in base.tables if table.sheet]
    if not read:
        st.warning(
            "No table with names of initiatives was found. Choose below which table to read, "
            "and which of its columns holds the names.",
            icon=":material/help:",
        )
        return
    sure = [column for table in read for column in table.columns if column.field]
    total = sum(len(table.columns) for table in read)
    unsure = sum(column.confidence < columns.SURE for column in sure)
    remark(
        f"{len(sure)} of {wording.count(total, 'column')} "
        f"{'is' if len(sure) == 1 else 'are'} suggested for columns of ours; the others are kept "
        "as extra columns and exported again. "
        + (f"Please look at {wording.count(unsure, 'column')} marked “check”. " if unsure else "")
        + "Nothing is used before you confirm."
    )
    for table in read:
        if table.sheet == "costs" and lacking(base):
            remark(
                f"{wording.shorten(table.tab, 60)} holds amounts of these initiatives and is "
                "suggested as Costs. State below what it lacks, or choose “not read” for it."
            )
    for sentence in changes:
        remark(sentence)


def _columns(
    mapping: Mapping, raw: RawWorkbook, tables: tuple[FoundTable, ...], turn: str
) -> Mapping:
    """The editors of every table that is read; one table at a time where there are several."""
    read = [place for place, table in enumerate(mapping.tables) if table.sheet]
    if not read:
        return mapping
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    beside = {(table.tab, table.header_row): table.beside for table in tables}
    finding("What each column becomes")
    for place in read:
        table = mapping.tables[place]
        if len(read) > 1:
            st.text(f"{table.tab}, header in row {table.header_row}")
        lines = beside.get((table.tab, table.header_row), ())
        mapping = columns.editor(mapping, place, sheets[table.tab], f"{turn}_{place}", lines)
        mapping = constants.editor(mapping, place, f"{turn}_{place}")
        mapping = columns.words_editor(mapping, place, sheets[table.tab], f"{turn}_{place}")
    return mapping


def _buttons(upload: Upload, mapping: Mapping, missing: list[str]) -> Intake | None:
    """Confirm, or start over; what is still lacking is said beside."""
    for sentence in missing:
        st.warning(wording.escape_markdown(sentence), icon=":material/error:")
    with st.container(horizontal=True):
        confirmed = st.button(
            "Confirm the columns",
            key="confirm_mapping",
            type=frame.leading(),
            icon=":material/check:",
            disabled=bool(missing),
        )
        st.button(
            "Start over",
            key="mapping_anew",
            icon=":material/restart_alt:",
            on_click=store.start_from,
            args=(upload, None),
            help="Back to what is suggested.",
        )
    return upload.intake.with_mapping(mapping) if confirmed else None
