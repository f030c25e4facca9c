"""The person's own file with its problems marked, to be corrected and loaded again.

Every sheet is there, in its order, with its headers and values; a cell at fault is filled
and has a comment, each row says at its right what is wrong, and a first sheet lists
everything. Formulas are there by their values; an error stays an error, so that it is
refused again until it is corrected.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.worksheet import Worksheet

from cockpit.inventory.cells_kept import writable
from cockpit.inventory.cells_out import Pen, pieces
from cockpit.inventory.headers import letters
from cockpit.inventory.marks import PROBLEMS, PROBLEMS_OF_TEXT
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reading import Issue, Reading, Severity, TableRead
from cockpit.inventory.template import header_look, new_book

#: Comments make a file slow to open; what has none is filled and listed all the same.
MOST_COMMENTS = 3_000
#: Problems that are listed; the others stand at their rows. A reader takes no longer sheets.
MOST_LISTED = 20_000
_MOST_LINKS = 10_000
#: Texts from this length on are measured as the file format counts them.
_LONG = 16_000
_MOST_MERGES = 1_000
_FILLS = {Severity.ERROR: "#F8CBAD", Severity.WARNING: "#FFE699"}
_COMMENT = {"x_scale": 2.4, "y_scale": 1.4, "author": ""}
_WIDTH_ROWS = 200
_LISTED_HEADS = (
    ("Severity", 10), ("Sheet", 22), ("Cell", 9), ("Column", 26), ("Value", 30),
    ("What is wrong", 70), ("What to do", 70),
)  # fmt: skip

#: Row and column from 0; column ``None`` for a problem of the whole row.
_Place = tuple[int, int | None]


@dataclass
class _Marked:
    """One sheet with its problems; ``tab`` is its name in the new workbook.

    ``rows`` holds the problems of each row (from 0), ``cells`` those of its cells by column.
    """

    sheet: RawSheet
    tab: str
    tables: list[TableRead]
    rows: dict[int, list[Issue]] = field(default_factory=dict)
    cells: dict[int, dict[int, list[Issue]]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Columns of the file itself; the added one stands behind them."""
        return max(map(len, self.sheet.rows), default=0)


@dataclass
class _Listed:
    """A line of the first sheet."""

    issue: Issue
    tab: str
    place: _Place | None


def error_workbook(raw: RawWorkbook, reading: Reading) -> bytes:
    """The file as .xlsx with every problem of its reading marked; the same bytes each time.

    Parameters
    ----------
    raw
        The cells that were read, corrections included.
    reading
        What came of them; its tables say where each problem lies.
    """
    marked = _marked(raw, reading)
    listed = [_locate(marked, issue) for issue in reading.issues]
    buffer = io.BytesIO()
    book = new_book(buffer)
    pen = Pen(book)
    first = book.add_worksheet(PROBLEMS)
    comments = MOST_COMMENTS
    for each in marked:
        comments -= _write_sheet(book, pen, each, comments, listed)
    _write_problems(first, pen, listed, reading)
    book.close()
    return buffer.getvalue()


def _marked(raw: RawWorkbook, reading: Reading) -> list[_Marked]:
    taken = {PROBLEMS.casefold()}
    return [
        _Marked(
            sheet,
            tab_name(sheet.name, taken),
            [table for table in reading.tables if table.tab == sheet.name],
        )
        for sheet in raw.sheets
    ]


def tab_name(name: str, taken: set[str]) -> str:
    """A name that a spreadsheet program accepts for a tab, added to those taken."""
    plain = re.sub(r"[\[\]:*?/\\]", "_", name).strip("'")[:31] or "Sheet"
    if plain.casefold() == "history":
        plain += "_"
    found, turn = plain, 1
    while found.casefold() in taken:
        turn += 1
        found = f"{plain[: 31 - len(f' ({turn})')]} ({turn})"
    taken.add(found.casefold())
    return found


def _locate(marked: Sequence[_Marked], issue: Issue) -> _Listed:
    """Where a problem lies, noted on its sheet."""
    sheet = next((each for each in marked if each.sheet.name == issue.sheet), None)
    if sheet is None:
        return _Listed(issue, "", None)
    if issue.row < 1:
        return _Listed(issue, sheet.tab, None)
    row, column = issue.row - 1, None
    sheet.rows.setdefault(row, []).append(issue)
    for column in _columns(sheet.tables, issue):
        sheet.cells.setdefault(row, {}).setdefault(column, []).append(issue)
    return _Listed(issue, sheet.tab, (row, column))


def _columns(tables: Iterable[TableRead], issue: Issue) -> tuple[int, ...]:
    """Columns of the cells at fault; none where it is the row as a whole."""
    for table in tables:
        if table.holds(issue.sheet, issue.row) or issue.row == table.header_row:
            found = table.places(issue.column)
            if not found:  # two columns that claim to be the same are named together
                names = issue.column.split(", ")
                found = tuple(place for name in names for place in table.places(name))
            return found
    return ()


def _write_sheet(book: Any, pen: Pen, marked: _Marked, comments: int, listed: list[_Listed]) -> int:
    """Write one sheet; how many comments it got."""
    page: Worksheet = book.add_worksheet(marked.tab)
    sheet, width = marked.sheet, marked.width
    if sheet.hidden:
        page.hide()
    for row in sheet.hidden_row_numbers:
        page.set_row(row - 1, None, None, {"hidden": True})
    _set_widths(page, marked)
    merges = _merges(sheet)
    heads = {
        row
        for table in marked.tables
        for row in range(table.header_row - table.header_rows, table.header_row)
    }
    added = {table.header_row - 1 for table in marked.tables}
    title = PROBLEMS if sheet.text_format is None else PROBLEMS_OF_TEXT
    written = 0
    for number, cells in enumerate(sheet.rows):
        look = {"bold": True} if number in heads else {}
        for span in merges.get(number, ()):
            _merge(page, pen, span, look)
        faulty = marked.cells.get(number, {})
        for place, cell in enumerate(cells):
            fill = {"bg_color": _FILLS[_worst(faulty[place])]} if place in faulty else {}
            cell = writable(cell)
            if cell.__class__ is str and len(str(cell)) > _LONG:
                cell = _cut(str(cell), marked, (number, place), listed)
            pen.cell(page, number, place, cell, **look, **fill)
        for place in sorted(faulty):
            if place >= len(cells):  # missing behind the last filled cell of the row
                pen.cell(page, number, place, None, bg_color=_FILLS[_worst(faulty[place])])
            if written < comments:
                text = "\n".join(_sentence(issue, False) for issue in faulty[place])
                page.write_comment(number, place, pieces(text)[0], _COMMENT)
                written += 1
        if number in added:
            pen.text(page, number, width, title, **header_look(False))
        elif number in marked.rows:
            issues = marked.rows[number]
            text = "\n".join(_sentence(issue, True) for issue in issues)
            pen.text(page, number, width, pieces(text)[0], bg_color=_FILLS[_worst(issues)])
    if len(marked.tables) == 1:
        page.freeze_panes(marked.tables[0].header_row, 0)
    return written


def _worst(issues: Iterable[Issue]) -> Severity:
    return min((issue.severity for issue in issues), key=lambda each: each is not Severity.ERROR)


def _sentence(issue: Issue, with_column: bool) -> str:
    """Severity, what is wrong and what to do, so that colour is not all that tells it."""
    where = f"{issue.column}: " if with_column and issue.column else ""
    return f"{issue.severity.value.capitalize()}. {where}{issue.problem} — {issue.remedy}"


def _cut(text: str, marked: _Marked, place: tuple[int, int], listed: list[_Listed]) -> str:
    """A text as far as a cell holds it; what is cut is said."""
    first, *more = pieces(text)
    if more:
        table = next((each for each in marked.tables if place[1] in each.headers), None)
        column = table.headers[place[1]] if table else ""
        issue = Issue(
            marked.sheet.name, place[0] + 1, column, "",
            f"The text has {len(text):,} signs; a cell of this workbook holds {len(first):,}.",
            "Take the text from your own file, or shorten it.", Severity.WARNING,
        )  # fmt: skip
        listed.append(_Listed(issue, marked.tab, place))
    return first


def _merges(sheet: RawSheet) -> dict[int, list[tuple[int, int, int, int]]]:
    """Merged ranges by their first row, the first of them."""
    found: dict[int, list[tuple[int, int, int, int]]] = {}
    for span in sheet.merged[:_MOST_MERGES]:
        found.setdefault(span[0], []).append(span)
    return found


def _merge(
    page: Worksheet, pen: Pen, span: tuple[int, int, int, int], look: dict[str, Any]
) -> None:
    """Merge cells as in the file."""
    first, left, last, right = span
    if (first, left) == (last, right):
        return
    try:
        page.merge_range(first, left, last, right, "", pen.style(**look, valign="top"))
    except OverlappingRange:
        return  # the file itself is at odds here; the values stand in their cells


def _set_widths(page: Worksheet, marked: _Marked) -> None:
    """Widths by the texts at the top, since those of the file are not known."""
    for place in range(marked.width):
        texts = (
            len(str(cells[place]))
            for cells in marked.sheet.rows[:_WIDTH_ROWS]
            if place < len(cells)
        )
        page.set_column(place, place, min(40, max(10, 2 + max(texts, default=0))))
    if marked.tables:
        page.set_column(marked.width, marked.width, 80)


def _write_problems(page: Worksheet, pen: Pen, listed: Sequence[_Listed], reading: Reading) -> None:
    """The first sheet: what this is, and every problem with a link to its cell."""
    errors = sum(each.issue.severity is Severity.ERROR for each in listed)
    lines = [
        f"Problems in {reading.name}: {errors} errors, {len(listed) - errors} warnings",
        "A row with an error is kept out; a warning keeps nothing out. Correct the cells on their "
        "sheets and load this file again; this sheet and the columns of this name are ignored.",
        "The sheets hold the values of your file; formulas, charts and formats are not carried "
        "over.",
    ]
    if len(listed) > MOST_LISTED:
        lines[0] += f"; the first {MOST_LISTED:,} are listed, the others stand beside their rows"
    for place, (_, width) in enumerate(_LISTED_HEADS):
        page.set_column(place, place, width)
    for number, line in enumerate(lines):
        pen.text(page, number, 0, line, **({"bold": True, "font_size": 14} if not number else {}))
    top = len(lines) + 1
    for place, (head, _) in enumerate(_LISTED_HEADS):
        pen.text(page, top, place, head, **header_look(False))
    shown = listed[:MOST_LISTED]
    for number, each in enumerate(shown, start=top + 1):
        issue = each.issue
        fill = {"bg_color": _FILLS[issue.severity]}
        pen.text(page, number, 0, issue.severity.value, **fill)
        pen.text(page, number, 1, issue.sheet or "the file")
        if each.tab:
            row, column = each.place or (0, None)
            cell = f"{letters(column or 0)}{row + 1}"
            text = cell if each.place and column is not None else f"row {row + 1}"
            if number < _MOST_LINKS:
                tab = each.tab.replace("'", "''")
                page.write_url(number, 2, f"internal:'{tab}'!{cell}", string=text)
            else:
                pen.text(page, number, 2, text)
        for place, words in enumerate((issue.column, issue.value, issue.problem, issue.remedy), 3):
            if words:
                pen.text(page, number, place, words, text_wrap=place > 4, valign="top")
    if shown:
        page.autofilter(top, 0, top + len(shown), len(_LISTED_HEADS) - 1)
    page.freeze_panes(top + 1, 0)
    page.activate()
