"""Cells written so that a reader finds again exactly what was written, and nothing is executed.

Text stays text whatever it begins with: it is written as a string, and marked as text, so
that a spreadsheet program does not take it for a formula when somebody edits the cell.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlsxwriter.worksheet import Worksheet

from cockpit.inventory.cells_kept import share_of_day
from cockpit.inventory.raw import Cell, CellError, Uncached, Unsupported

#: Options under which XlsxWriter takes no text for anything else.
TEXT_STAYS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
#: Characters (UTF-16) that a cell of an .xlsx file can hold.
MAX_CELL_TEXT = 32_767

_RISKY = frozenset("=+-@\t\r\n")
_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_CLOCK, _DURATION = "hh:mm:ss", "[h]:mm:ss"


class _Exact(float):
    """A number that XlsxWriter writes with all its digits, and not with sixteen."""

    def __format__(self, spec: str) -> str:
        whole = self.is_integer() and abs(self) < 1e15
        return str(int(self)) if whole else float.__repr__(self)


class Pen:
    """Writes cells into the sheets of one workbook, with one format for each look."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._styles: dict[tuple[tuple[str, Any], ...], Any] = {}

    def style(self, **look: Any) -> Any:
        """The format with these properties of XlsxWriter; ``None`` without any."""
        if not look:
            return None
        key = tuple(sorted(look.items()))
        found = self._styles.get(key)
        if found is None:
            found = self._styles[key] = self._book.add_format(look)
        return found

    def text(self, page: Worksheet, row: int, column: int, text: str, **look: Any) -> None:
        """A text as it stands, up to :data:`MAX_CELL_TEXT`; a longer one is refused.

        Raises
        ------
        ValueError
            If the text is too long for a cell: cut it with :func:`pieces`.
        """
        if text[:1] in _RISKY or (text[:1].isspace() and text.lstrip()[:1] in _RISKY):
            look["quote_prefix"] = True
        style = self.style(**look)
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such a text for markup of its own; in parts it is text.
            failed = page.write_rich_string(row, column, text[:1], self.style(bold=False), text[1:])
        else:
            failed = page.write_string(row, column, text, style)
        if failed:
            raise ValueError(f"a text of {len(text)} signs does not fit into a cell")

    def number(self, page: Worksheet, row: int, column: int, value: float, **look: Any) -> None:
        """A number with all its digits."""
        page.write_number(row, column, _Exact(value), self.style(**look))

    def cell(self, page: Worksheet, row: int, column: int, cell: Cell, **look: Any) -> None:
        """A cell with its kind, as :func:`~cockpit.inventory.cells_kept.writable` gives it."""
        if cell.__class__ is str:
            if cell:
                self.text(page, row, column, str(cell), **look)
            elif look:
                page.write_blank(row, column, None, self.style(**look))
        elif cell is None:
            if look:
                page.write_blank(row, column, None, self.style(**look))
        elif isinstance(cell, bool):
            page.write_boolean(row, column, cell, self.style(**look))
        elif isinstance(cell, (int, float)):
            self.number(page, row, column, cell, **look)
        elif isinstance(cell, dt.datetime):
            bare = cell.time() == dt.time()
            look = {"num_format": _DAY if bare else _MOMENT, **look}
            page.write_datetime(row, column, cell, self.style(**look))
        elif isinstance(cell, dt.date):
            page.write_datetime(row, column, cell, self.style(**{"num_format": _DAY, **look}))
        elif isinstance(cell, CellError):
            page.write_formula(row, column, f"={cell.code}", self.style(**look), cell.code)
        elif isinstance(cell, Uncached):
            # Which formula stood there is not known; this one shows an error once calculated.
            page.write_formula(row, column, "=NA()", self.style(**look), "")
        elif isinstance(cell, Unsupported):
            look = {"num_format": _DURATION if cell.duration else _CLOCK, **look}
            self.number(page, row, column, share_of_day(cell.text) or 0.0, **look)


def pieces(text: str) -> list[str]:
    """A text in parts that each fit into a cell; one part for almost every text."""
    if len(text) * 2 <= MAX_CELL_TEXT:
        return [text]
    found, start, size = [], 0, 0
    for place, sign in enumerate(text):
        wide = 1 + (ord(sign) > 0xFFFF)
        if size + wide > MAX_CELL_TEXT:
            found.append(text[start:place])
            start, size = place, 0
        size += wide
    return [*found, text[start:]]
