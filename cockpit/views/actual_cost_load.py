"""Upper part of the page: drop a cost export, see what was read, answer what is open."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import streamlit as st

import sample_data
from cockpit import state, wording
from cockpit.actuals.amounts import to_cents
from cockpit.actuals.choices import setting_of
from cockpit.actuals.cost_export import CostExport
from cockpit.actuals.importing import (
    UPLOAD_LIMITS,
    UPLOAD_MEGABYTES,
    ImportLimits,
    Progress,
    read_export,
)
from cockpit.actuals.periods import ORDERS, DateOrder
from cockpit.cli import COSTS_VARIABLE
from cockpit.inventory.raw import UnreadableFileError
from cockpit.views import actual_cost_store as store
from cockpit.views.parts import finding, load, remark, tabled

_TAKEN = "taken_cost_export"
_REFUSED = "refused_cost_export"
_GIVEN = "given_cost_export"
_WANTED = "wanted_cost_export"
_PATH = "path_of_cost_export"
_DISK_LIMITS = ImportLimits()


def controls() -> None:
    """Uploader, sample, and the exports of the session."""
    finding("Load a cost export")
    file = st.file_uploader(
        f"FOCUS export as CSV (.gz, .zip) or Parquet, at most {UPLOAD_MEGABYTES} MB",
        type=None,
        key="cost_export",
        max_upload_size=UPLOAD_MEGABYTES,
    )
    if file is not None and state.remembered(_TAKEN) != file.file_id:
        # Before reading: a click on Cancel reruns the page, and must not start it again.
        state.remember(_TAKEN, file.file_id)
        take(file.getvalue(), file.name, UPLOAD_LIMITS)
        st.rerun()
    remark(
        "Larger files are read from disk: cockpit run WORKBOOK --costs FILE, or cockpit actuals "
        "FILE --out DIR. Sums by month and key stay in this session's memory; the rows do not."
    )
    st.button("Sample cost export", key="sample_costs", on_click=_take_sample)
    from_disk()
    refusal()


def refusal() -> None:
    """Why the last file could not be read, where it could not."""
    refused = state.remembered(_REFUSED)
    if refused:
        st.error(wording.escape_markdown(refused), icon=":material/block:")


def from_disk() -> None:
    """The sample when it was asked for, and once in a session what the command line names."""
    path: Path | None = state.remembered(_WANTED)
    state.remember(_WANTED, None)
    given = os.environ.get(COSTS_VARIABLE)
    if path is None and given and not state.remembered(_GIVEN):
        state.remember(_GIVEN, True)
        path = Path(given)
    if path is None:
        return
    if path.is_file():
        take(path, path.name, _DISK_LIMITS)
    else:
        state.remember(_REFUSED, f"{path.name} can no longer be opened.")
    st.rerun()


def _take_sample() -> None:
    state.remember(_WANTED, sample_data.COST_EXPORT)


def take(
    source: bytes | Path, name: str, limits: ImportLimits, order: DateOrder | None = None
) -> None:
    """Read an export with progress and keep it, or the reason why not."""
    state.remember(_REFUSED, "")
    bar = st.progress(0.0, text=wording.escape_markdown(f"Reading {wording.shorten(name, 60)}"))
    st.button("Cancel", key="cancel_costs", icon=":material/close:")

    def tell(so_far: Progress) -> None:
        bar.progress(so_far.share, text=f"Reading: {wording.whole(so_far.rows)} rows")

    try:
        initiatives = setting_of(load().inventory).initiatives
        problem = store.add(read_export(source, name, order, tell, limits, initiatives))
    except UnreadableFileError as error:
        problem = f"{name}: {error.problem} {error.remedy}"
    state.remember(_PATH, source if isinstance(source, Path) else None)
    state.remember(_REFUSED, problem)


def questions() -> None:
    """What must be answered before every row can be read; the file is then read once more."""
    for export in store.exports():
        source = _source_of(export) if export.question else None
        if source is None:
            continue
        order = st.radio(
            "Which comes first in dates such as 4/1/25?",
            ORDERS,
            index=None,
            horizontal=True,
            key="cost_date_order",
        )
        if order is not None:
            store.remove(export.digest)
            take(source, export.name, _DISK_LIMITS, order)
            st.rerun()
        return


def _source_of(export: CostExport) -> bytes | Path | None:
    """The file of an export, where it is still at hand: in the uploader, or on disk."""
    file = state.value("cost_export")
    if file is not None and file.name == export.name:
        content: bytes = file.getvalue()
        return content
    path: Path | None = state.remembered(_PATH)
    return path if path is not None and path.name == export.name else None


def what_was_read(stamp_line: str) -> None:
    """Each export: format, rows, months, what is missing, and the first rows not read."""
    exports = store.exports()
    finding("What was read")
    rows = pd.DataFrame(
        {
            "File": [each.name for each in exports],
            "Format": [each.format for each in exports],
            "Rows": [each.rows_read for each in exports],
            "Not readable": [each.unreadable_rows for each in exports],
            "Equal to an earlier row": [each.repeated_rows for each in exports],
            "From": [each.first[:10] or None for each in exports],
            "To": [each.last[:10] or None for each in exports],
            "Invoiced": [_sums(each, "billed") for each in exports],
            "Amortised": [_sums(each, "effective") for each in exports],
        }
    )
    tabled(rows, "exports_read", stamp_line)
    for export in exports:
        _details(export, stamp_line)
    for export in exports:
        st.button(
            f"Remove {wording.escape_markdown(wording.shorten(export.name, 50))}",
            key=f"remove_costs_{export.digest[:12]}",
            icon=":material/delete:",
            on_click=store.remove,
            args=(export.digest,),
        )


def _sums(export: CostExport, basis: str) -> str:
    """Sum of a file in each of its currencies."""
    return "; ".join(
        f"{wording.whole(to_cents(getattr(total, basis)))} {total.currency or 'no currency'}"
        for total in export.totals
    )


def _details(export: CostExport, stamp_line: str) -> None:
    missing = [(name, without) for name, without in export.missing]
    count = wording.count(len(missing), "column") if missing else "No column"
    with st.expander(
        wording.escape_markdown(f"{wording.shorten(export.name, 60)}: {count} missing, notes")
    ):
        for note in export.remarks:
            st.text(note)
        if missing:
            tabled(
                pd.DataFrame(missing, columns=["Missing column", "Consequence"]),
                f"missing_{export.digest[:8]}",
                stamp_line,
            )
        if export.unused:
            st.text(
                "No figure rests on: " + wording.shorten(wording.listed(export.unused), 400) + "."
            )
        for reason, rows in export.unreadable.items():
            st.text(f"Not readable, {wording.count(rows, 'row')}: {reason}.")
        for reason, rows in export.partly.items():
            st.text(
                f"One amount not readable, {wording.count(rows, 'row')}: {reason}; the other "
                "amount counts."
            )
        if export.bad_rows:
            tabled(
                pd.DataFrame(
                    [(bad.row, bad.column, bad.problem) for bad in export.bad_rows],
                    columns=["Row below the header", "Column", "Problem"],
                ),
                f"bad_rows_{export.digest[:8]}",
                stamp_line,
            )
