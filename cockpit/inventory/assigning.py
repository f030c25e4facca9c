"""Which sheet of the contract each tab of a file is, where its names and synonyms are used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cockpit.inventory.contract import SHEETS, Sheet
from cockpit.inventory.drafts import Draft, blank
from cockpit.inventory.headers import HeaderMap, find_header, match_sheet
from cockpit.inventory.mapping.tables import table_below
from cockpit.inventory.raw import RawSheet, RawWorkbook, UnreadableFileError
from cockpit.inventory.reading import Issue, Severity, TableRead
from cockpit.inventory.template import README_TITLE
from cockpit.inventory.values import fold

_MOST_NAMED = 8


@dataclass
class Table:
    """One table of the file as a sheet of the contract, with its drafts once they are read.

    ``left_out`` holds the rows (from 1) that the person leaves out, each with the reason.
    """

    key: str
    raw: RawSheet
    header: HeaderMap
    header_rows: int = 1
    left_out: dict[int, str] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)

    def read(self) -> TableRead:
        """Where its rows stood."""
        header = self.header
        return TableRead(
            self.key,
            self.raw.name,
            header_row=header.row + 1,
            first_row=header.row + 2,
            last_row=len(self.raw.rows) if header.end is None else header.end,
            headers=dict(header.headers),
            fields={place: name for name, place in header.places.items()},
            header_rows=self.header_rows,
            left_out=dict(self.left_out),
            extras=dict(header.unknown),
        )


@dataclass
class Assigned:
    """The tables that are read, with what was found wrong or unusual on the way."""

    tables: list[Table]
    issues: list[Issue]
    notes: list[str]


@dataclass
class _Work:
    """An assignment while it is made."""

    issues: list[Issue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    found: dict[str, tuple[RawSheet, HeaderMap]] = field(default_factory=dict)


def assign(raw: RawWorkbook) -> Assigned:
    """Find each sheet of the contract in the file, by its tab and its header.

    Raises
    ------
    UnreadableFileError
        If no sheet has a column with names of initiatives.
    """
    work = _Work()
    unread = []
    for sheet in raw.sheets:
        known = match_sheet(sheet.name)
        if known is None or known.name in work.found:
            if fold(sheet.name) != fold(README_TITLE):
                unread.append(sheet)
        elif not any(not blank(cell) for row in sheet.rows for cell in row):
            work.notes.append(f"The sheet {sheet.name!r} is empty.")
        else:
            header = find_header(sheet, known)
            if header is None:
                _no_header(work, sheet, known)
            else:
                work.found[known.name] = (sheet, _to_its_end(work, sheet, header))
    if "initiatives" not in work.found:
        _find_initiatives(work, unread)
    filled = [each.name for each in unread if any(not blank(c) for row in each.rows for c in row)]
    work.notes += not_read_notes(filled, "the workbook contract")
    for key, (sheet, header) in work.found.items():
        _describe(work, SHEETS[key], sheet, header)
    tables = [Table(key, *work.found[key]) for key in SHEETS if key in work.found]
    return Assigned(tables, work.issues, work.notes)


def _to_its_end(work: _Work, raw: RawSheet, header: HeaderMap) -> HeaderMap:
    """The header with the row at which another table begins below its own, if one does."""
    below = table_below(raw, header.row)
    if below is None:
        return header
    listed = ", ".join(repr(text) for text in list(below.headers.values())[:_MOST_NAMED])
    work.issues.append(
        Issue(
            raw.name,
            below.header_row,
            "",
            "",
            f"Another table begins here ({listed}); it was not read.",
            "Put it on a sheet of its own; if it belongs to the table above, delete the blank row.",
            Severity.WARNING,
        )
    )
    return replace(
        header, end=min([below.header_row - below.header_rows, *(r - 1 for r in below.above)])
    )


def _no_header(work: _Work, raw: RawSheet, sheet: Sheet) -> None:
    needed = ", ".join(column.header for column in sheet.columns if column.required)
    problem = f"No row with the headers of {sheet.title} was found; the sheet was not read."
    remedy = f"Put the headers into one row at the top; needed are: {needed}."
    if sheet.required:
        raise UnreadableFileError(
            f"On the sheet {raw.name!r}: no column with the names of the initiatives was found.",
            remedy,
        )
    work.issues.append(Issue(raw.name, 0, "", "", problem, remedy))


def _find_initiatives(work: _Work, unread: list[RawSheet]) -> None:
    """Take the first sheet with a name column for the Initiatives sheet."""
    sheet = SHEETS["initiatives"]
    for hidden in (False, True):
        for raw in unread:
            header = find_header(raw, sheet) if raw.hidden is hidden else None
            if header is not None:
                work.found["initiatives"] = (raw, _to_its_end(work, raw, header))
                work.notes.append(f"The sheet {raw.name!r} was read as Initiatives.")
                unread.remove(raw)
                return
    raise UnreadableFileError(
        "No sheet has a column with the names of the initiatives.",
        "Name the column Name or Initiative, with one row for each initiative below it; "
        "or fill in the template.",
    )


def not_read_notes(tabs: Sequence[str], whole: str) -> list[str]:
    """That tabs are no part of ``whole``: one by one, or in one sentence where they are many."""
    if len(tabs) <= _MOST_NAMED:
        return [f"The sheet {tab!r} is not part of {whole} and was not read." for tab in tabs]
    listed = ", ".join(map(repr, tabs[:_MOST_NAMED]))
    return [
        f"{len(tabs):,} sheets are not part of {whole} and were not read: {listed} and "
        f"{len(tabs) - _MOST_NAMED:,} more."
    ]


def hidden_columns_note(tab: str, headers: Sequence[str]) -> str:
    """That columns of a sheet are hidden, and are read nevertheless."""
    one = len(headers) == 1
    listed = ", ".join(headers[:_MOST_NAMED]) + (" …" if len(headers) > _MOST_NAMED else "")
    return (
        f"The sheet {tab!r} has {_counted(len(headers), 'hidden column')} ({listed}); "
        f"{'it was' if one else 'they were'} read like the others."
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _describe(work: _Work, sheet: Sheet, raw: RawSheet, header: HeaderMap) -> None:
    """Say what is unusual about a sheet that was found."""
    if raw.hidden:
        work.notes.append(f"The sheet {raw.name!r} is hidden; it was read like the others.")
    if raw.hidden_rows:
        work.notes.append(
            f"The sheet {raw.name!r} has {_counted(raw.hidden_rows, 'hidden row')}; "
            f"{'it was' if raw.hidden_rows == 1 else 'they were'} read like the others."
        )
    if hidden := raw.hidden_among(header.headers):
        work.notes.append(hidden_columns_note(raw.name, hidden))
    skipped = sum(any(not blank(cell) for cell in row) for row in raw.rows[: header.row])
    if skipped:
        work.notes.append(
            f"On the sheet {raw.name!r}, {_counted(skipped, 'row')} above the header "
            f"{'was' if skipped == 1 else 'were'} not read."
        )
    unknown = list(header.unknown.values())
    if unknown:
        work.notes.append(
            f"Columns on {raw.name!r} that are kept but not computed with: {', '.join(unknown)}."
        )
    for text in header.invisible:
        work.notes.append(
            f"The header {text!r} on {raw.name!r} holds invisible signs; they were ignored."
        )
    for text in header.lookalikes:
        work.notes.append(
            f"The header {text!r} on {raw.name!r} holds letters of another alphabet that look like "
            "Latin ones; it was read as if they were."
        )
    for text, winner in header.outranked:
        work.issues.append(
            Issue(
                raw.name,
                header.row + 1,
                text,
                "",
                f"The column {winner!r} holds the same; this one was not used.",
                "Delete or rename one of the two columns.",
                Severity.WARNING,
            )
        )
    for name, headers in header.clashes.items():
        work.issues.append(
            Issue(
                raw.name,
                header.row + 1,
                ", ".join(headers),
                "",
                f"{len(headers)} columns claim to be {sheet.by_field[name].header!r}; none of "
                f"them was used.",
                "Delete or rename all but one.",
            )
        )
