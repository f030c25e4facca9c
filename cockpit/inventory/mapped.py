"""A file with foreign headers as the confirmed mapping says, and what that left blank."""

from __future__ import annotations

from collections import Counter

from cockpit.inventory.assigning import Assigned, Table, hidden_columns_note, not_read_notes
from cockpit.inventory.contract import SHEETS
from cockpit.inventory.dates_bare import Bare, bare_problem
from cockpit.inventory.drafts import Draft, is_blank_row
from cockpit.inventory.headers import HeaderMap
from cockpit.inventory.mapping.apply import is_literal, mapped_tables
from cockpit.inventory.mapping.constants import problems, said
from cockpit.inventory.mapping.fit import fit
from cockpit.inventory.mapping.model import Mapping, TableMapping
from cockpit.inventory.mapping.totals import is_total_word
from cockpit.inventory.mapping.words import normal
from cockpit.inventory.own_words import columns_kept
from cockpit.inventory.raw import RawSheet, RawWorkbook, UnreadableFileError
from cockpit.inventory.reading import Issue, Severity
from cockpit.inventory.values import show

#: Words without a meaning that are listed one by one; the others are counted together.
MOST_WORDS = 25
_MAP_ANEW = "Map its columns anew on the Data page, or with: cockpit map FILE --out MAP.json."


def assign_mapped(raw: RawWorkbook, mapping: Mapping) -> Assigned:
    """The tables of a file by a confirmed mapping.

    Where the tables lie elsewhere than the mapping says, they are looked for by their
    headers, and what changed is said.

    Raises
    ------
    UnreadableFileError
        If no table of the file fits the mapping, or none holds the initiatives.
    """
    notes: list[str] = []
    if not is_literal(mapping, raw):
        fitted = fit(mapping, raw)
        if fitted is None:
            raise UnreadableFileError(
                f"The mapping {mapping.name!r} fits no table of this file."
                if mapping.name
                else "The mapping fits no table of this file.",
                _MAP_ANEW,
            )
        mapping = fitted.mapping
        notes += fitted.changes
    if wrong := problems(mapping):
        raise UnreadableFileError(wrong[0], _MAP_ANEW)
    found = []
    for key, sheet, header, table in mapped_tables(mapping, raw):
        left_out = {
            row: _reason(sheet, row, header)
            for row in table.skip_rows
            if table.first_row <= row <= len(sheet.rows)
            and not is_blank_row(sheet.rows[row - 1], header)
        }
        found.append(Table(key, sheet, header, table.header_rows, left_out))
        notes += _table_notes(table, left_out)
        if hidden := sheet.hidden_among(header.headers):
            notes.append(hidden_columns_note(sheet.name, hidden))
        if sheet.hidden:
            notes.append(f"The sheet {sheet.name!r} is hidden; it was read as the mapping says.")
    read = {(table.tab, table.header_row) for table in mapping.tables if table.sheet}
    notes += [
        f"The table at row {table.header_row} of {table.tab!r} was not read, as the mapping says."
        for table in mapping.tables
        if not table.sheet and (table.tab, table.header_row) not in read
    ]
    mentioned = {table.tab for table in mapping.tables}
    others = [each for each in raw.sheets if each.name not in mentioned]
    notes += not_read_notes(
        [each.name for each in others if any(map(any, each.rows))], "the mapping"
    )
    if not any(table.key == "initiatives" for table in found):
        raise UnreadableFileError(
            "The mapping reads no table as Initiatives.",
            "Map the column with the names of the initiatives.",
        )
    order = list(SHEETS)
    return Assigned(sorted(found, key=lambda table: order.index(table.key)), [], notes)


def _reason(sheet: RawSheet, row: int, header: HeaderMap) -> str:
    """Why a row is left out, as far as the row itself shows it."""
    if row in sheet.hidden_row_numbers:
        return "hidden"
    cells = sheet.rows[row - 1]
    texts = [show(cells[place]) for place in header.headers if place < len(cells)]
    if [normal(text) for text in texts] == [normal(text) for text in header.headers.values()]:
        return "headers again"
    return "total" if any(map(is_total_word, texts[:2])) else "left out by the mapping"


def _table_notes(table: TableMapping, left_out: dict[int, str]) -> list[str]:
    """What a person chose about one table, in sentences."""
    mapped = [column for column in table.columns if column.field]
    notes = [
        f"On {table.tab!r}, {len(mapped)} of {len(table.columns)} columns are mapped to "
        f"{SHEETS[table.sheet].title}; the others are kept as extra columns."
    ]
    if table.constants:
        notes.append(
            f"On {table.tab!r}, all rows share what a person stated and no column holds: "
            f"{said(table)}."
        )
    if left_out:
        rows = ", ".join(str(row) for row in list(left_out)[:12])
        more = " …" if len(left_out) > 12 else ""
        count = f"{len(left_out)} row{'s were' if len(left_out) > 1 else ' was'}"
        notes.append(f"On {table.tab!r}, {count} left out as the mapping says ({rows}{more}).")
    return notes


def left_blank(table: Table) -> tuple[list[Issue], list[str]]:
    """Words of theirs without a meaning in a choice of ours: one warning each, with its count."""
    times: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    for draft in table.drafts:
        for name, text in draft.left.items():
            times[name, text] += 1
            first.setdefault((name, text), draft.row)
    issues, notes = [], []
    sheet = SHEETS[table.key]
    for (name, text), count in times.most_common(MOST_WORDS):
        column = sheet.by_field[name]
        also = f", here and in {count - 1} further row{'s' if count > 2 else ''}" * (count > 1)
        issues.append(
            Issue(
                table.raw.name,
                first[name, text],
                table.header.headers[table.header.places[name]],
                text,
                f"This word is mapped to no value of {column.header!r}{also}. The field is left "
                "blank; the word is kept as an extra column.",
                "Map the word to one of ours, or leave it.",
                Severity.WARNING,
            )
        )
    issues += _bare_numbers(table)
    if both := columns_kept(table.header):
        named = ", ".join(
            f"{text!r} ({sheet.by_field[name].header})" for name, text in both.items()
        )
        notes.append(
            f"On {table.raw.name!r}, words of theirs became words of ours; the column with their "
            f"own words is kept as an extra column as well: {named}."
        )
    by_name: Counter[str] = Counter()
    for (name, _), count in times.items():
        by_name[name] += count
    for name, count in by_name.items():
        header = table.header.headers[table.header.places[name]]
        words = sum(key[0] == name for key in times)
        notes.append(
            f"{count:,} cell{'s' if count > 1 else ''} of {header!r} "
            f"{'hold' if count > 1 else 'holds'} {words} word{'s' if words > 1 else ''} without a "
            f"meaning among the values of {sheet.by_field[name].header}; "
            f"{'they are' if count > 1 else 'it is'} left blank there and kept as an extra column."
        )
    return issues, notes


def _bare_numbers(table: Table) -> list[Issue]:
    """Years and serial days in columns of dates: one warning for each column and kind."""
    found: dict[tuple[str, Bare], list[Draft]] = {}
    for draft in table.drafts:
        for name, kind in draft.bare.items():
            found.setdefault((name, kind), []).append(draft)
    return [
        Issue(
            table.raw.name,
            drafts[0].row,
            table.header.headers[table.header.places[name]],
            drafts[0].raw(name),
            *bare_problem(kind, len(drafts)),
            Severity.WARNING,
        )
        for (name, kind), drafts in found.items()
    ]
