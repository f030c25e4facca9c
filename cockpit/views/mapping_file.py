"""What was detected in a file, which of its tables are read, and mappings to save or load."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cockpit import cached, frame, state, wording
from cockpit.dataset import Upload
from cockpit.inventory.contract import SHEETS
from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import FoundTable, Mapping, MappingFileError, fit, from_json, renewed
from cockpit.inventory.mapping.edits import with_rows, with_sheet
from cockpit.inventory.mapping.shelf import file_name, folder, keep
from cockpit.inventory.mapping.stated import stated_beside
from cockpit.inventory.raw import RawWorkbook, ReadOptions
from cockpit.inventory.text_encoding import NAMES
from cockpit.state import Pending
from cockpit.views import mapping_state as store
from cockpit.views.parts import remark

_ENCODINGS = ("utf-8", "cp1252", "utf-16", "iso-8859-15", "cp1250", "cp437", "mac_roman")
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "": "none, one column"}
_NOT_READ = ""
_MOST_NAMED = 5


def detected(upload: Upload, raw: RawWorkbook) -> None:
    """Encoding and delimiter of a text file, each to be overridden."""
    texts = [sheet.text_format for sheet in raw.sheets if sheet.text_format is not None]
    if not texts:
        return
    first = texts[0]
    with st.expander(
        "How the text was read" + ("" if first.certain else ": please check"),
        expanded=not first.certain,
    ):
        st.text(first.remark)
        left, right = st.columns(2)
        with left:
            encodings = list(dict.fromkeys([first.encoding, *_ENCODINGS]))
            encoding = st.selectbox(
                "Encoding",
                encodings,
                key=f"encoding_{upload.digest[:12]}_{first.encoding}",
                format_func=lambda codec: NAMES.get(codec, codec),
            )
        with right:
            delimiters = list(dict.fromkeys([first.delimiter, *_DELIMITERS]))
            delimiter = st.selectbox(
                "Columns are separated by",
                delimiters,
                key=f"delimiter_{upload.digest[:12]}_{first.delimiter}",
                format_func=lambda sign: _DELIMITERS.get(sign, sign),
            )
        if (encoding, delimiter) != (first.encoding, first.delimiter):
            options = ReadOptions(encoding, delimiter)
            waiting = replace(upload, intake=Intake(options=options))
            state.hold(Pending(waiting, mapped=False))
            st.rerun()


def tables_shown(
    mapping: Mapping, raw: RawWorkbook, tables: tuple[FoundTable, ...], turn: str
) -> Mapping:
    """Where each table lies, as what it is read, and which rows are left out."""
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    found = {(table.tab, table.header_row): table for table in tables}
    for place, table in enumerate(mapping.tables):
        own = found.get((table.tab, table.header_row))
        if own is None:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(_where(own))
            chosen = st.selectbox(
                f"Read the table of {wording.escape_markdown(table.tab)} as",
                [*SHEETS, _NOT_READ],
                index=[*SHEETS, _NOT_READ].index(table.sheet),
                key=f"sheet_{turn}_{place}",
                format_func=lambda key: SHEETS[key].title if key else "not read",
                label_visibility="collapsed",
                width=200,
            )
        mapping = with_sheet(mapping, place, own, sheets[table.tab], chosen)
        if chosen:
            _beside(own)
            if hidden := sheets[table.tab].hidden_among(own.headers):
                remark(
                    f"{wording.count(len(hidden), 'column')} hidden in the file, and read like "
                    f"the others: {wording.shorten(wording.listed(hidden), 200)}."
                )
            mapping = _rows_left_out(mapping, place, own, f"{turn}_{place}")
    return mapping


def _beside(found: FoundTable) -> None:
    """The lines above and below a table, and what is proposed from them for its amounts."""
    listed = [f"Row {row}, above it: {text[:200]}" for row, text in found.above.items()]
    below = [f"Row {row}, below it: {text[:200]}" for row, text in found.below.items()]
    lines = listed[-_MOST_NAMED:] + below[:_MOST_NAMED]
    if lines:
        st.text("\n".join(lines))
    stated = stated_beside(found.beside)
    if not stated.texts:
        return
    unit = stated.unit
    factor = f"times {wording.number(unit.factor, 0)}" if unit.factor != 1 else ""
    said = " and ".join(part for part in (factor, unit.currency and f"in {unit.currency}") if part)
    st.warning(
        wording.escape_markdown(
            f"{'; '.join(stated.texts)}. Amounts are proposed {said}, unless their own heading "
            "states a unit. Please check Currency and “Multiply by” in the table of columns below."
        ),
        icon=":material/help:",
    )


def _where(table: FoundTable) -> str:
    rows = table.last_row - table.first_row + 1
    header = (
        f"header in row {table.header_row}"
        if table.header_rows == 1
        else f"header in rows {table.header_row - table.header_rows + 1} to {table.header_row}"
    )
    hidden = ", on a hidden sheet" if table.hidden_sheet else ""
    notes = f", {wording.count(len(table.notes), 'line')} of notes below" if table.notes else ""
    return f"{table.tab}{hidden}: {header}, {wording.count(rows, 'row')} below{notes}"


def _rows_left_out(mapping: Mapping, place: int, found: FoundTable, key: str) -> Mapping:
    """Totals, lone texts and hidden rows: listed, and left out or read as the person says."""
    skipped = set(mapping.tables[place].skip_rows)
    left: set[int] = set()
    for name, what, rows in (
        ("totals", "of totals or averages", found.totals),
        ("asides", "that hold one text alone, such as notes or titles of groups", found.asides),
        ("lone", "with a name alone; please check whether these are initiatives", found.lone),
    ):
        if rows and st.toggle(
            f"Leave out {wording.count(len(rows), 'row')} {what}",
            value=set(rows) <= skipped,
            key=f"{name}_{key}",
        ):
            left.update(rows)
        if rows:
            more = f"\nand {len(rows) - _MOST_NAMED} more" if len(rows) > _MOST_NAMED else ""
            named = list(rows.items())[:_MOST_NAMED]
            st.text("\n".join(f"Row {row}: {why}" for row, why in named) + more)
    if found.hidden:
        listed = ", ".join(map(str, found.hidden[:12])) + (" …" if len(found.hidden) > 12 else "")
        if st.toggle(
            f"Leave out {wording.count(len(found.hidden), 'hidden row')}: {listed}",
            value=set(found.hidden) <= skipped,
            key=f"hidden_{key}",
        ):
            left.update(found.hidden)
    if found.repeated:
        remark(
            "1 row that holds the headings again is left out."
            if len(found.repeated) == 1
            else f"{wording.whole(len(found.repeated))} rows that hold the headings again are left "
            "out."
        )
    return with_rows(mapping, place, found, left)


def saving(upload: Upload, mapping: Mapping, turn: str) -> None:
    """Name and keep the mapping, download it, or load one."""
    with st.expander("Save this mapping, or load one"):
        left, right = st.columns(2, gap="large")
        with left:
            name = st.text_input(
                "Name of the mapping",
                value=mapping.name or upload.name.rsplit(".", 1)[0],
                max_chars=80,
                key=f"mapping_name_{turn}",
            )
            named = mapping.model_copy(update={"name": name.strip()})
            with st.container(horizontal=True):
                saved = st.button("Save mapping", key="save_mapping", disabled=not name.strip())
                frame.download(
                    "Mapping as file", named.to_json().encode(), file_name(named),
                    key="mapping_file", mime="application/json",
                )  # fmt: skip
            remark(_where_kept())
            if saved:
                store.remember(named)
                store.start_from(upload, named)
                st.toast(_kept(named))
        with right:
            known = {each.name: each for each in store.known()}
            if known:
                picked = st.selectbox(
                    "Saved mappings", list(known), index=None, key=f"saved_mapping_{turn}"
                )
                if picked:
                    _use_or_delete(upload, known[picked])
            given = st.file_uploader(
                "Mapping file (.json)", type=["json"], key=f"given_mapping_{turn}"
            )
            if given is not None:
                try:
                    _lay_over(upload, from_json(given.getvalue()))
                except MappingFileError as error:
                    st.error(wording.escape_markdown(str(error)))


def _use_or_delete(upload: Upload, mapping: Mapping) -> None:
    with st.container(horizontal=True):
        used = st.button("Use it", key="use_mapping")
        deleted = st.button(
            "Delete it" if folder() is None else "Delete it for everybody",
            key="delete_mapping",
            icon=":material/delete:",
        )
    if used:
        _lay_over(upload, mapping)
    if deleted:
        try:
            store.forget(mapping)
        except OSError as error:
            reason = error.strerror or "the folder cannot be written"
            st.error(wording.escape_markdown(f"It cannot be deleted: {reason}."))
        else:
            st.rerun()


def _where_kept() -> str:
    """For whom and for how long a saved mapping is kept."""
    place = folder()
    if place is None:
        return (
            "Saved mappings stay in this session's memory and are gone when you close the page. "
            "Download the file to keep one."
        )
    return (
        f"Saved mappings are kept in the folder {place} of the machine that runs the cockpit, "
        "for everybody who uses it there. They hold headings and words of columns with choices, "
        "and no rows."
    )


def _kept(mapping: Mapping) -> str:
    """Keep a mapping in the folder, if there is one, and say for how long it is kept."""
    place = folder()
    if place is None:
        return "Saved for this session. Download the file to keep it."
    try:
        keep(place, mapping)
    except OSError as error:
        return f"Saved for this session only: {error.strerror or 'the folder cannot be written'}."
    return "Saved. The next file with these headings is recognised."


def _lay_over(upload: Upload, mapping: Mapping) -> None:
    """Start from another mapping, laid over this file; say so where it does not fit."""
    fitted = fit(mapping, cached.raw(upload))
    if fitted is None:
        st.error("This mapping fits no table of the file: too few headings are the same.")
        return
    anew = renewed(fitted, cached.raw(upload))
    said = f"The mapping {mapping.name or 'without a name'} is laid over this file."
    store.start_from(upload, anew.mapping, (said, *anew.changes))
    st.rerun()
