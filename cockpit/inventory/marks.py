"""What the cockpit adds to a file that it hands back for correction, and leaves out again.

A sheet and a column by the same name list the problems. Whatever reads the corrected file
must see the person's own cells alone: no added tab to map, no added header.
"""

from __future__ import annotations

from dataclasses import replace

from cockpit.inventory.raw import Cell, RawSheet, RawWorkbook, RowRemark, too_wide

#: Tab and header of what is added.
PROBLEMS = "Problems (AI Value Cockpit)"
#: The header instead where the file was a text file, of which rows can be too wide.
PROBLEMS_OF_TEXT = "Problems (AI Value Cockpit, text file)"

_HEADERS = (PROBLEMS, PROBLEMS_OF_TEXT)
#: Rows at the top in which the header is found even left of columns that were added.
_SEARCH_ROWS = 60


def without_marks(raw: RawWorkbook) -> RawWorkbook:
    """The file without what the cockpit added; the same object where it added nothing."""
    kept = [sheet for sheet in raw.sheets if sheet.name != PROBLEMS]
    sheets = [_own(sheet) for sheet in kept]
    if all(new is old for new, old in zip(sheets, raw.sheets, strict=False)) and len(kept) == len(
        raw.sheets
    ):
        return raw
    note = f"The sheet and the columns {PROBLEMS!r}, which the cockpit added, were not read."
    return replace(raw, sheets=tuple(sheets), notes=(*raw.notes, note))


def _own(sheet: RawSheet) -> RawSheet:
    """The sheet without the added column; cells right of it move one to the left."""
    headers = {
        number: place for number, cells in enumerate(sheet.rows) if (place := _place(number, cells))
    }
    if not headers:
        return sheet
    places = sorted(set(headers.values()), reverse=True)
    rows = []
    for cells in sheet.rows:
        own = list(cells)
        for place in places:
            del own[place : place + 1]
        while own and own[-1] in (None, ""):
            own.pop()
        rows.append(own)
    first = min(headers)
    of_text = sheet.rows[first][headers[first]] == PROBLEMS_OF_TEXT
    remarks = _too_wide_rows(rows, first) if of_text else ()
    return replace(sheet, rows=rows, remarks=(*sheet.remarks, *remarks))


def _place(number: int, cells: list[Cell]) -> int:
    """Column of the added header in this row, 0 where it has none (it is never the first)."""
    if not cells or not (cells[-1] in _HEADERS or number < _SEARCH_ROWS):
        return 0
    return next((place for place, cell in enumerate(cells) if place and cell in _HEADERS), 0)


def _too_wide_rows(rows: list[list[Cell]], header: int) -> tuple[RowRemark, ...]:
    """Rows that still are wider than the header, as the text file's own reader says."""
    width = len(rows[header])
    return tuple(
        too_wide(number, len(cells), width)
        for number, cells in enumerate(rows[header + 1 :], header + 2)
        if len(cells) > width
    )
