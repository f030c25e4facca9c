"""Columns of bare years whose header reads like one of our dates: kept, and said to be."""

from __future__ import annotations

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.mapping.evidence import profile
from cockpit.inventory.mapping.model import TableMapping
from cockpit.inventory.mapping.scores import header_scores
from cockpit.inventory.raw import RawSheet
from cockpit.inventory.schema import ColumnType

#: Score of a header from which it reads like a date of ours.
_LIKELY = 0.6
#: Share of the filled cells of a column that are years.
_MOSTLY = 0.8


def years_kept(table: TableMapping, sheet: RawSheet) -> list[str]:
    """For each column of years that is kept as an extra column, how it can be read as a date."""
    if table.sheet not in SHEETS:
        return []
    ours = SHEETS[table.sheet]
    free = [column for column in table.columns if column.field is None]
    scores, _ = header_scores([column.header for column in free], ours)
    rows = sheet.rows[table.first_row - 1 : table.last_row]
    found = []
    for column, by_field in zip(free, scores, strict=True):
        likely = {
            name: score.value
            for name, score in by_field.items()
            if score.value >= _LIKELY and ours.by_field[name].type is ColumnType.DATE
        }
        if likely and profile(rows, column.place).year >= _MOSTLY:
            header = ours.by_field[max(likely, key=lambda name: likely[name])].header
            found.append(
                f"{column.header} holds years, and a year is no day: it is kept as an extra "
                f"column. To read it as {header}, choose {header} for it, and in “Read as” "
                "whether a year means its first or its last day."
            )
    return found
