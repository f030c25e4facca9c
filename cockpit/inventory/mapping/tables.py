"""Where the tables of a sheet are: below titles, above notes, several on one sheet.

Rules, in this order:

1. Blocks of rows are separated by blank rows. The header of a block is the row, among its
   first 30, that names most of the columns filled below it, in different texts; the
   higher one where two are as good.
2. A row of groups directly above ("2025" over "Cost" and "Benefit"), or of parts directly
   below, belongs to the header; the names are joined by " / ".
3. A block below is a table of its own where at least half of its headers are known, or where
   it has other columns and texts where the table above has numbers or dates. In columns
   of the table above it is one where a title stands above it and one of its texts is a known
   header or a header of that table, or where all of them are texts above numbers or
   dates. Any other continues the table above it, as does one under the same headers again.
4. Columns apart by a blank column are tables of their own where their rows differ.
5. Lone texts after the last row are notes, and no rows; so are titles of groups. Where a
   lone text may be the name of an initiative, the person is asked.
6. Texts between a table and the one above it are kept, and so are its notes, since they may
   state its unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cockpit.inventory.drafts import blank
from cockpit.inventory.mapping.asides import asides_of, is_note, lone_text
from cockpit.inventory.mapping.headings import Heading, find_heading, is_label, text_of
from cockpit.inventory.mapping.scores import is_known
from cockpit.inventory.mapping.totals import totals_rows
from cockpit.inventory.mapping.words import normal
from cockpit.inventory.raw import Cell, RawSheet, RawWorkbook
from cockpit.inventory.values import show


@dataclass(frozen=True)
class FoundTable:
    """One table. Rows count from 1 and are inclusive; ``headers`` goes by place (from 0).

    ``totals`` holds rows of totals with the reason, ``repeated`` rows that hold the headers
    again, ``hidden`` hidden rows among its own, ``notes`` rows of text below it. ``asides``
    are rows of one text alone that are left out unless a person says otherwise, ``lone``
    those that are read, each with the reason. ``above`` holds the lines above its header,
    ``below`` the texts of notes and of other rows of one text that are left out.
    """

    tab: str
    headers: dict[int, str]
    header_row: int
    header_rows: int
    first_row: int
    last_row: int
    totals: dict[int, str] = field(default_factory=dict)
    repeated: tuple[int, ...] = ()
    hidden: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    asides: dict[int, str] = field(default_factory=dict)
    lone: dict[int, str] = field(default_factory=dict)
    above: dict[int, str] = field(default_factory=dict)
    below: dict[int, str] = field(default_factory=dict)
    hidden_sheet: bool = False

    @property
    def beside(self) -> tuple[tuple[str, str], ...]:
        """Texts that may state a unit, each with its place: above, the tab's name, below."""
        above = sorted(self.above.items(), reverse=True)
        return (
            *((f"Row {row} above the table", text) for row, text in above),
            ("The name of the tab", self.tab),
            *((f"Row {row} below the headings", text) for row, text in self.below.items()),
        )

    @property
    def left_out(self) -> tuple[int, ...]:
        """Rows that are left out unless the person says otherwise."""
        return tuple(sorted({*self.totals, *self.repeated, *self.asides}))

    def rows(self, sheet: RawSheet) -> list[list[Cell]]:
        """Its rows that are not blank, without those left out."""
        apart = set(self.left_out)
        lines = enumerate(sheet.rows[self.first_row - 1 : self.last_row], self.first_row)
        return [
            cells for number, cells in lines if number not in apart and _any(cells, self.headers)
        ]


def find_tables(raw: RawWorkbook) -> tuple[FoundTable, ...]:
    """Every table of the workbook, in its order."""
    return tuple(table for sheet in raw.sheets for table in tables_of(sheet))


def tables_of(sheet: RawSheet) -> list[FoundTable]:
    """Every table of one sheet; none where no row can be a header."""
    found: list[FoundTable] = []
    for first, last in _blocks(sheet.rows):
        for places in _strips(sheet.rows, first, last):
            _take(sheet, found, first, last, places)
    wide = [table for table in found if len(table.headers) > 1]  # a lone column is a title then
    return [_finish(sheet, table) for table in wide or found]


def table_below(sheet: RawSheet, header: int) -> FoundTable | None:
    """The first table that begins below the one with this header row (from 0), in its columns."""
    blocks = _blocks(sheet.rows[header:])
    if len(blocks) < 2:  # the usual case, and the quick one
        return None
    places = {place for place, cell in enumerate(sheet.rows[header]) if not blank(cell)}
    found = (table for table in tables_of(sheet) if table.header_row > header + 1)
    return next((table for table in found if places & set(table.headers)), None)


def _any(cells: Sequence[Cell], places: object) -> bool:
    wanted = places if isinstance(places, (dict, frozenset, set)) else ()
    width = len(cells)
    return any(place < width and not blank(cells[place]) for place in wanted)


def _blocks(rows: Sequence[Sequence[Cell]]) -> list[tuple[int, int]]:
    """First and last row (from 0) of each run of rows without a blank one."""
    blocks: list[tuple[int, int]] = []
    start = -1
    for number, cells in enumerate(rows):
        if all(map(blank, cells)):
            if start >= 0:
                blocks.append((start, number - 1))
            start = -1
        elif start < 0:
            start = number
    if start >= 0:
        blocks.append((start, len(rows) - 1))
    return blocks


def _strips(rows: Sequence[Sequence[Cell]], first: int, last: int) -> list[frozenset[int]]:
    """Places of each group of columns that stands apart; all in one group otherwise."""
    used: dict[int, set[int]] = {}
    for number in range(first, last + 1):
        for place, cell in enumerate(rows[number]):
            if not blank(cell):
                used.setdefault(place, set()).add(number)
    groups: list[list[int]] = []
    for place in sorted(used):
        if groups and place == groups[-1][-1] + 1:
            groups[-1].append(place)
        else:
            groups.append([place])
    whole = [frozenset(used)]
    if len(groups) < 2 or any(len(group) < 2 for group in groups):
        return whole
    lines = [set().union(*(used[place] for place in group)) for group in groups]
    heads = [
        {normal(show(rows[min(own)][place])) for place in group if place < len(rows[min(own)])}
        for group, own in zip(groups, lines, strict=True)
    ]
    differ = all(one != other for one, other in pairwise(lines))
    alike = bool(set.intersection(*heads) - {""})
    return [frozenset(group) for group in groups] if differ or alike else whole


def _take(
    sheet: RawSheet, found: list[FoundTable], first: int, last: int, places: frozenset[int]
) -> None:
    """A block as a new table, as more rows of the one above, or as neither."""
    lines = [number for number in range(first, last + 1) if _any(sheet.rows[number], places)]
    heading = find_heading(sheet, lines, places)
    above = next((each for each in reversed(found) if places & set(each.headers)), None)
    if above is not None and len(above.headers) == 1 and heading and len(heading.headers) > 1:
        above = None
    if above is not None and (heading is None or not _is_new(sheet, above, heading, lines)):
        found[found.index(above)] = replace(above, last_row=lines[-1] + 1)
    elif heading is not None:
        start = heading.row - heading.rows + 1
        before = [number for number in lines if number < start]
        titles = all(lone_text(sheet.rows[number], places) for number in before)
        if above is not None and before and not titles:  # rows of the table above
            found[found.index(above)] = replace(above, last_row=start)
        found.append(
            FoundTable(
                sheet.name, heading.headers, heading.row + 1, heading.rows, heading.row + 2,
                lines[-1] + 1, above=_above(sheet, found, start), hidden_sheet=sheet.hidden,
            )
        )  # fmt: skip


def _above(sheet: RawSheet, found: Sequence[FoundTable], start: int) -> dict[int, str]:
    """Lines between the header (from 0) and the table above it, by row, each as one text."""
    end = max((table.last_row for table in found), default=0)
    lines = enumerate(sheet.rows[end:start], end + 1)
    texts = {
        row: "  ".join(text_of(cell) for cell in cells if not blank(cell)) for row, cells in lines
    }
    return {row: text for row, text in texts.items() if text}


def _is_new(sheet: RawSheet, above: FoundTable, heading: Heading, lines: Sequence[int]) -> bool:
    """Whether a block is a table of its own, and not more rows of the table above."""
    own = {normal(text) for text in heading.headers.values()}
    theirs = {normal(text) for text in above.headers.values()}
    if own == theirs:
        return False  # the same header on the next page
    known = sum(is_known(text) for text in heading.headers.values())
    if known >= 2 and 2 * known >= len(heading.headers):
        return True
    if len(own) > 1 and _is_titled_header(sheet, heading, lines, known + len(own & theirs)):
        return True
    if set(heading.headers) <= set(above.headers):
        return False  # rows in the same columns, be it with a slip in a column of numbers
    if len(heading.headers) < 2:
        return False
    sample = above.rows(sheet)[:20]
    for place in heading.headers:
        cells = [row[place] for row in sample if place < len(row) and not blank(row[place])]
        if sum(not is_label(cell) for cell in cells) > 0.6 * len(sample):
            return True
    return False


def _is_titled_header(sheet: RawSheet, heading: Heading, lines: Sequence[int], words: int) -> bool:
    """Whether a row in columns of the table above is a header: titled, or over other types."""
    first = heading.row - heading.rows + 1
    before = [number for number in lines if number < first]
    titled = bool(before) and bool(lone_text(sheet.rows[before[-1]], heading.headers))
    below = [sheet.rows[number] for number in lines if number > heading.row]
    typed = False
    for place in heading.headers:
        cells = [row[place] for row in below if place < len(row) and not blank(row[place])]
        typed = typed or (bool(cells) and not any(map(is_label, cells)))
    texts = all(is_label(cell) for cell in sheet.rows[heading.row] if not blank(cell))
    return texts and bool(below) and ((titled and (words > 0 or typed)) or (words > 0 and typed))


def _finish(sheet: RawSheet, table: FoundTable) -> FoundTable:
    """The table with its notes, totals, repeated headers and hidden rows told apart."""
    first, last = table.first_row - 1, table.last_row - 1
    notes = []
    while last >= first and is_note(sheet.rows, first, last, table.headers):
        if _any(sheet.rows[last], table.headers):
            notes.append(last + 1)
        last -= 1
    repeated = tuple(
        number + 1
        for number in range(first, last + 1)
        if len(table.headers) > 1 and _repeats(sheet.rows[number], table.headers)
    )
    totals = totals_rows(sheet.rows, first, last, table.headers)
    apart = {*totals, *(row - 1 for row in repeated)}
    asides, lone = asides_of(sheet.rows, first, last, table.headers, apart)
    return replace(
        table,
        last_row=last + 1,
        totals={number + 1: why for number, why in totals.items()},
        repeated=repeated,
        asides={number + 1: why for number, why in asides.items()},
        lone={number + 1: why for number, why in lone.items()},
        hidden=tuple(row for row in sheet.hidden_row_numbers if first < row <= last + 1),
        notes=tuple(reversed(notes)),
        below={
            row: next(text_of(cell) for cell in sheet.rows[row - 1] if not blank(cell))
            for row in sorted({*notes, *(number + 1 for number in asides)})
        },
    )


def _repeats(cells: Sequence[Cell], headers: dict[int, str]) -> bool:
    """Whether a row holds the headers again; most rows differ in the first one."""
    if len(cells) <= max(headers):
        return False
    return all(normal(text_of(cells[place])) == normal(headers[place]) for place in sorted(headers))
