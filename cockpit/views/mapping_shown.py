"""The first rows as they would be read, with what could not be read of each column."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from cockpit import frame, wording
from cockpit.inventory.contract import SHEETS
from cockpit.inventory.mapping import TablePreview
from cockpit.views.parts import finding, remark, table_height


def previews(tables: Sequence[TablePreview]) -> None:
    """Every table that would be read."""
    for table in tables:
        title = SHEETS[table.sheet].title
        good = table.count - table.rejected
        finding(
            f"Read like this: {wording.count(good, 'row')} of "
            f"{wording.number(table.count, 0)} as {title}"
        )
        _kept_out(table)
        _rows(table)
        _counts(table)


def _kept_out(table: TablePreview) -> None:
    """Before anything is confirmed: the columns that keep rows out, and what helps."""
    for column in table.columns:
        if column.keeps_out:
            rows = wording.count(column.keeps_out, "row")
            example = f" For example {column.examples[0]}." if column.examples else ""
            said = f"{column.theirs}: {rows} would be kept out.{example} {column.problem}"
            st.warning(wording.escape_markdown(said), icon=":material/error:")
        for sentence in column.bare:
            st.warning(
                wording.escape_markdown(f"{column.theirs}: {sentence}"), icon=":material/help:"
            )


def _rows(table: TablePreview) -> None:
    rows = pd.DataFrame(
        [(number, *texts) for number, texts in table.rows],
        columns=["Row", *(column.ours for column in table.columns)],
    )
    if any(table.kept_out):
        rows.insert(1, "Kept out", table.kept_out)
    frame.table(rows, height=table_height(len(rows)), alt="First rows as they would be read")


def _counts(table: TablePreview) -> None:
    rows = pd.DataFrame(
        [
            (
                column.ours,
                column.theirs,
                column.read,
                column.blank,
                column.unreadable,
                "; ".join(column.examples),
            )
            for column in table.columns
        ],
        columns=["Our column", "Your column", "Read", "Blank", "Not understood", "For example"],
    )
    frame.table(
        rows,
        dict.fromkeys(("Read", "Blank", "Not understood"), wording.number),
        height=table_height(len(rows), 10),
        alt="Cells read, blank and not understood",
    )
    remark(
        "Not understood: a word, date or yes/no without a meaning here is left blank and kept as "
        "an extra column; a number that cannot be read keeps its row out until it is corrected. "
        "A column whose words become ours is kept as it stands as well."
    )
