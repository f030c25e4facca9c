"""Tables of fixing a file: what became of its rows, causes, corrections."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cockpit import wording
from cockpit.inventory.causes import Cause
from cockpit.inventory.corrections import Correction
from cockpit.inventory.masking import NOT_SHOWN
from cockpit.inventory.tie_out import RowTally
from cockpit.views.data_tables import Formats, whole


def rows_table(tallies: Sequence[RowTally]) -> tuple[pd.DataFrame, Formats]:
    """One line for each sheet of the file: the kinds of rows, which sum to its rows."""
    rows = [
        {
            "Sheet": tally.tab,
            "Rows in the file": tally.rows,
            "Accepted": tally.accepted,
            "Rejected": tally.rejected,
            "Headings": tally.header,
            "Outside tables": tally.outside,
            "Left out": sum(tally.left_out.values()),
            "Blank": tally.blank,
        }
        for tally in tallies
    ]
    table = pd.DataFrame(rows)
    counts = list(table.columns[1:])
    if len(rows) > 1:
        table.loc[len(table)] = ["All sheets", *table[counts].sum()]
        table[counts] = table[counts].astype(int)
    if not table["Left out"].any():
        table = table.drop(columns="Left out")
        counts.remove("Left out")
    return table, dict.fromkeys(counts, whole)


def left_out_words(tallies: Sequence[RowTally]) -> str:
    """Why rows were left out, counted; empty where none was."""
    reasons: dict[str, int] = {}
    for tally in tallies:
        for reason, count in tally.left_out.items():
            reasons[reason] = reasons.get(reason, 0) + count
    return ", ".join(f"{wording.whole(count)} × {reason}" for reason, count in reasons.items())


def causes_table(found: Sequence[Cause]) -> tuple[pd.DataFrame, Formats]:
    """One row for each cause, in their order."""
    rows = [
        (
            cause.count,
            cause.severity.value,
            cause.column or "whole sheet or file",
            cause.problem,
            cause.places(),
            cause.remedy,
        )
        for cause in found
    ]
    columns = ["Count", "Severity", "Column", "Cause", "First places", "What to do"]
    return pd.DataFrame(rows, columns=columns), {"Count": whole}


def corrections_table(
    made: Sequence[Correction], hidden: frozenset[tuple[str, int]]
) -> tuple[pd.DataFrame, Formats]:
    """Corrections with what stood there; values of rows that must not be seen are left out."""
    rows = []
    for each in made:
        secret = (each.sheet, each.row) in hidden
        before, after = (NOT_SHOWN, NOT_SHOWN) if secret else (each.before, each.after)
        rows.append((each.sheet, each.row, each.header, before, after))
    columns = ["Sheet", "Row", "Column", "In the file", "Corrected to"]
    return pd.DataFrame(rows, columns=columns), {"Row": whole}
