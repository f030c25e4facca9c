"""Step 3 of the data page: what is wrong by cause, corrected in place or in the file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cockpit import cached, filters, frame, state, wording
from cockpit.dataset import Upload
from cockpit.inventory.causes import Cause, causes
from cockpit.inventory.masking import habit_rows
from cockpit.inventory.reading import Issue, Reading, Severity
from cockpit.views import data_editor as editing
from cockpit.views import data_fix_tables as fix_tables
from cockpit.views import data_tables as tables
from cockpit.views.data_files import file_downloads
from cockpit.views.kept import kept
from cockpit.views.parts import Loaded, csv_download, finding, remark, table_height, tabled

_ALL = "all"
_WIDE = st.column_config.TextColumn(width="large")
_MOST_CAUSES = 8
_CAUSES = "Problems by cause"
_CAUSE_WIDTHS = {"Cause": _WIDE, "What to do": _WIDE}


def fix(loaded: Loaded) -> None:
    """Causes with their filter, the rows to correct, the corrections made, and the files."""
    reading, upload = loaded.data.reading, state.current_upload()
    finding(summary(reading))
    if upload is not None:
        editing.history_bar(upload)
    if reading.issues:
        shown = _filtered(reading)
        found = causes(shown)
        chosen = _opened(found)
        if upload is not None:
            _rows(upload, chosen.issues if chosen else tuple(shown), chosen)
        with st.expander("Every problem, one by one"):
            _issues(shown)
        if reading.rejected:
            with st.expander("Rows kept out, as they stand in the file"):
                _rejected(loaded)
        with st.container(horizontal=True):
            csv_download(tables.issues_table(reading.issues), "issues", loaded.stamp_line)
            frame.download(
                "JSON",
                lambda: tables.issues_json(reading, loaded.stamp_line),
                "issues.json",
                key="json_issues",
                mime="application/json",
            )
    file_downloads(loaded.data, upload)
    if upload is not None:
        _corrections(loaded, upload)


def summary(reading: Reading) -> str:
    """How much there is to fix, in a sentence."""
    if not reading.issues:
        return "Nothing to fix: every cell could be read"
    errors, warnings = len(reading.errors), len(reading.warnings)
    rows_out = wording.count(len(reading.rejected), "row")
    kept_out = f"{wording.count(errors, 'error')}, {rows_out} kept out"
    return (
        f"What to fix: {kept_out if errors else 'no row is kept out'}, "
        f"{wording.count(warnings, 'warning')}"
    )


def causes_shown(found: Sequence[Cause]) -> None:
    """The causes as a table."""
    rows, formats = fix_tables.causes_table(found)
    height = table_height(len(rows), _MOST_CAUSES)
    frame.table(rows, formats, height=height, alt=_CAUSES, column_config=_CAUSE_WIDTHS)


def _opened(found: Sequence[Cause]) -> Cause | None:
    """The causes as a table of which one can be chosen; the chosen one."""
    rows, formats = fix_tables.causes_table(found)
    rows = frame.one_page(rows)
    if rows.empty:
        remark("No problem matches the filter.")
        return None
    picked = st.dataframe(
        rows.style.format(dict(formats)),
        hide_index=True,
        # A choice by line must not slip to another cause when the lines change.
        key=f"causes_{editing.short(list(rows['Cause']))}",
        on_select="rerun",
        selection_mode="single-row",
        height=table_height(len(rows), _MOST_CAUSES),
        alt=_CAUSES,
        column_config=_CAUSE_WIDTHS,
    ).selection.rows
    return found[picked[0]] if picked and picked[0] < len(found) else None


def _filtered(reading: Reading) -> list[Issue]:
    """The issues that the filters above the table let through."""
    sheets = sorted({issue.sheet for issue in reading.issues})
    columns = sorted({issue.column for issue in reading.issues})
    one, two, three, four = st.columns([2, 1, 1, 2])
    with one:
        options = [_ALL, *(each.value for each in Severity)]
        # Sheets, columns and words come from the file: a link that travels holds none of them.
        asked = kept("severity", filters.codes(options), _ALL, "issues_severity")
        severity = st.segmented_control(
            "Severity",
            options,
            default=asked.value,
            required=True,
            key=asked.key,
            on_change=asked.change,
            format_func=str.capitalize,
        )
    with two:
        sheet = st.selectbox(
            "Sheet", [_ALL, *sheets], key="issues_sheet", format_func=lambda name: name or "file"
        )
    with three:
        column = st.selectbox(
            "Column",
            [_ALL, *columns],
            key="issues_column",
            format_func=lambda name: name or "whole row",
        )
    with four:
        text = st.text_input("With the words", key="issues_text").casefold().strip()
    return [
        issue
        for issue in reading.issues
        if severity in (_ALL, issue.severity.value)
        and sheet in (_ALL, issue.sheet)
        and column in (_ALL, issue.column)
        and text in f"{issue.problem} {issue.remedy} {issue.value} {issue.column}".casefold()
    ]


def _rows(upload: Upload, issues: Sequence[Issue], chosen: Cause | None) -> None:
    """The rows of one cause, or of all problems that are shown, for correction."""
    if chosen is not None:
        finding(f"{chosen.column}: {chosen.problem}".strip(": "))
        remark(chosen.remedy)
    cells = editing.cells_of(upload)
    if chosen is None:
        kept_out = [issue for issue in issues if issue.severity is Severity.ERROR]
        found = cells.to_fix(kept_out or issues)
        count = sum(len(each.rows) for each in found)
        if found:
            finding(
                f"Correct {wording.count(count, 'row')} in place"
                f"{' that are kept out' if kept_out else ''}, or choose a cause above"
            )
    else:
        found = cells.to_fix(issues)
        editing.bulk(upload, cells, chosen)
    if found:
        editing.editor(upload, cells, found)
    elif chosen is not None:
        remark("This is about a whole sheet or file: correct it there and drop the file again.")


def _rejected(loaded: Loaded) -> None:
    """Rows kept out, with their raw values, for reading and for a file."""
    rejected = loaded.data.reading.rejected
    for place, sheet in enumerate(dict.fromkeys(row.sheet for row in rejected), start=1):
        rows = tables.rejected_table([row for row in rejected if row.sheet == sheet])
        remark(f"{sheet}: {wording.count(len(rows), 'row')}")
        tabled(rows, f"rejected_rows_{place}", loaded.stamp_line)


def _issues(shown: Sequence[Issue]) -> None:
    rows = tables.issues_table(shown)
    frame.table(
        rows,
        {"Row": tables.whole},
        height=table_height(len(rows)),
        alt="Every problem",
        column_config={"Problem": _WIDE, "What to do": _WIDE},
    )


def _corrections(loaded: Loaded, upload: Upload) -> None:
    """What was corrected on the screen, for the record."""
    made = upload.intake.corrections
    if not made:
        return
    finding(f"{wording.count(len(made), 'cell')} corrected on the screen; the file is unchanged")
    hidden = habit_rows(cached.dataset(upload).reading)
    rows, formats = fix_tables.corrections_table(made, hidden)
    tabled(rows, "corrections", loaded.stamp_line, formats)
