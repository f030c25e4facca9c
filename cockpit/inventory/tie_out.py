"""Every row of the file, told by what became of it: the kinds sum to the rows of the file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from cockpit.inventory.drafts import blank
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reading import Reading, TableRead


@dataclass(frozen=True, slots=True)
class RowTally:
    """The rows of one tab, counted from its first to its last.

    ``outside`` holds rows with content above, below and between tables, or on a tab
    that was not read; ``left_out`` rows within a table by the reason why they were not
    read (totals, say).
    """

    tab: str
    rows: int
    header: int
    outside: int
    blank: int
    accepted: int
    rejected: int
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def ties(self) -> bool:
        """Whether the kinds sum to the rows of the tab."""
        kinds = (self.header, self.outside, self.blank, self.accepted, self.rejected)
        return self.rows == sum(kinds) + sum(self.left_out.values())


def tie_out(raw: RawWorkbook, reading: Reading) -> tuple[RowTally, ...]:
    """Each tab's rows by what became of them.

    Parameters
    ----------
    raw
        The cells that ``reading`` was made from, corrections included.
    reading
        What was made of them. Rows that were accepted come from its counts, every other
        kind from the cells: so the sum is a check, and fails where a row was lost.
    """
    return tuple(_tally(sheet, reading) for sheet in raw.sheets)


def lost_rows(tallies: tuple[RowTally, ...]) -> tuple[RowTally, ...]:
    """Tabs whose rows do not tie out; none, unless a reader is wrong."""
    return tuple(tally for tally in tallies if not tally.ties)


def _tally(sheet: RawSheet, reading: Reading) -> RowTally:
    tables = [table for table in reading.tables if table.tab == sheet.name]
    rejected = sum(row.sheet == sheet.name for row in reading.rejected)
    found: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for number, cells in enumerate(sheet.rows, start=1):
        table = next((each for each in tables if each.holds(sheet.name, number)), None)
        if table is not None and number in table.left_out:
            reasons[table.left_out[number]] += 1
        elif any(_is_header(each, number) for each in tables):
            found["header"] += 1
        elif all(map(blank, cells)):
            found["blank"] += 1
        elif table is None:
            found["outside"] += 1
    return RowTally(
        sheet.name,
        len(sheet.rows),
        found["header"],
        found["outside"],
        found["blank"],
        sum(count.accepted for count in reading.counts if count.title == sheet.name),
        rejected,
        dict(reasons),
    )


def _is_header(table: TableRead, number: int) -> bool:
    return table.header_row - table.header_rows < number <= table.header_row
