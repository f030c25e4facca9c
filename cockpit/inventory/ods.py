"""Reads .ods: values by the library, what it loses by a second pass over the XML.

The library gives error cells as texts or blanks, and tells nothing of hidden rows and
merged cells; and cells repeated a million times must be refused before it expands them.
Runs in the child process only.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from cockpit.inventory.extracted import (
    DAMAGED,
    Extract,
    Mark,
    SheetCells,
    open_book,
    open_sheet,
    sheet_rows,
)
from cockpit.inventory.raw import (
    CellError,
    Limits,
    ReadOptions,
    Uncached,
    UnreadableFileError,
    Unsupported,
)
from cockpit.inventory.xlsx import limit_merges
from cockpit.inventory.xlsx_cells import check_size, limit_tokens
from cockpit.inventory.xml_walk import DamagedXmlError, walk

_SPREADSHEET = b"opendocument.spreadsheet"
_HIDDEN = ("collapse", "filter")
#: Kinds of value that the library reads; it loses cells of other kinds, or of none.
_KNOWN = frozenset({"float", "percentage", "currency", "date", "time", "boolean", "string"})
_PLAIN = _KNOWN - {"time"}
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_UNUSUAL = frozenset(
    {
        "table:formula",
        "table:number-columns-repeated",
        "table:number-columns-spanned",
        "table:number-rows-spanned",
    }
)


@dataclass
class OdsSheet:
    """What the second pass finds on one sheet; rows and columns from 0, hidden rows from 1."""

    name: str
    style: str
    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    columns: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False


def read_ods(data: bytes, name: str, options: ReadOptions, limits: Limits) -> Extract:
    """Sheets of an .ods file whose package was checked.

    Raises
    ------
    UnreadableFileError
        If it is no spreadsheet, protected, damaged or beyond the limits.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.namelist()
        kind = package.read("mimetype") if "mimetype" in members else _SPREADSHEET
        if _SPREADSHEET not in kind:
            raise UnreadableFileError(
                "This is an OpenDocument file, but no spreadsheet.",
                "Put the data into a spreadsheet and save it as .ods or .xlsx.",
            )
        if "META-INF/manifest.xml" in members and b"encryption-data" in package.read(
            "META-INF/manifest.xml"
        ):
            raise UnreadableFileError(
                "The file is protected by a password.",
                "Save a copy without a password and upload that.",
            )
        xml = package.read("content.xml")
    limit_tokens("The content", xml, limits)
    walker = _Walker(limits)
    try:
        walk(walker, xml)
    except DamagedXmlError as error:
        raise DAMAGED from error
    if not walker.sheets:
        raise UnreadableFileError(
            "The OpenDocument file has no sheet with cells.", "Add a sheet with your data."
        )
    book, sheets = open_book(io.BytesIO(data)), []
    for found in walker.sheets:
        rows = sheet_rows(open_sheet(book, found.name), found.marks, limits)
        hidden = found.style in walker.hidden_styles
        limit_merges(found.name, len(found.merged), limits)
        sheets.append(
            SheetCells(
                found.name,
                rows,
                hidden,
                sorted(found.hidden_rows),
                found.merged,
                hidden_columns=sorted(found.hidden_columns),
            )
        )
    notes = []
    if any(member.startswith(("Basic/", "Scripts/")) for member in members):
        notes.append("The file holds macros; they were not run and not read.")
    if walker.links:
        notes.append(
            "The file links to other files; the values stored last were read, the links not "
            "followed."
        )
    return Extract(sheets, notes)


class _Walker:
    """Follows tables, rows and cells with their repetitions."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.depth, self.links = limits, 0, False
        self.sheets: list[OdsSheet] = []
        self.hidden_styles: set[str] = set()
        self.style, self.tables, self.note = "", 0, 0
        self.row = self.next_row = self.column = self.cells = 0
        self.repeat = self.rows = 1
        self.mark: Mark | None = None
        self.kind, self.text, self.inside = "", "", False
        self.plain = False  # inside a sheet, and in none of its notes or inner tables

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.limits.depth or len(attributes) > self.limits.attributes:
            raise UnreadableFileError(
                "The file is nested or annotated beyond reason.",
                "Save the data anew as .xlsx from a spreadsheet program.",
            )
        if self.plain and tag in _CELLS:  # most of all tags are cells and their paragraphs
            self.kind = attributes.get("office:value-type", "")
            self.text, self.mark, self.repeat = "", None, 1
            if (
                self.kind not in _PLAIN
                or not _UNUSUAL.isdisjoint(attributes)
                or attributes.get("calcext:value-type") == "error"
            ):
                self._unusual(attributes)
        elif self.plain and tag == "text:p":
            if self.mark is not None or self.kind not in _KNOWN:
                self._paragraph()
        elif tag == "table:table":
            self.tables += 1
            if self.tables == 1:
                self._table(attributes)
            self.plain = self.tables == 1 and not self.note
        elif tag == "office:annotation":
            self.note += 1
            self.plain = False
        elif self.plain and tag == "table:table-row":
            self._row(attributes)
        elif self.plain and tag == "table:table-column":
            self._column(attributes)
        elif tag == "style:style":
            self.style = attributes.get("style:name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)
        elif tag in ("table:table-source", "office:dde-source", "table:cell-range-source"):
            self.links = True

    def _paragraph(self) -> None:
        self.inside = True
        if isinstance(self.mark, Uncached):
            self.mark = None  # even an empty paragraph is a result
        elif self.text:
            self.text += "\n"

    def _table(self, attributes: dict[str, str]) -> None:
        name = attributes.get("table:name", "")
        self.sheets.append(OdsSheet(name, attributes.get("table:style-name", "")))
        self.next_row = self.cells = 0

    def _row(self, attributes: dict[str, str]) -> None:
        self.row = self.next_row
        self.rows = max(int(attributes.get("table:number-rows-repeated", "1")), 1)
        self.next_row += self.rows
        self.column = 0
        if attributes.get("table:visibility") in _HIDDEN:
            last = min(self.next_row, self.limits.last_row)
            self.sheets[-1].hidden_rows.update(range(self.row + 1, last + 1))

    def _column(self, attributes: dict[str, str]) -> None:
        sheet, first = self.sheets[-1], self.sheets[-1].columns
        sheet.columns += max(int(attributes.get("table:number-columns-repeated", "1")), 1)
        if attributes.get("table:visibility") in _HIDDEN:
            end = min(sheet.columns, self.limits.columns)
            sheet.hidden_columns.update(range(first, end))

    def _unusual(self, attributes: dict[str, str]) -> None:
        """A cell that is repeated, merged, calculated, or of a kind that the library loses."""
        self.repeat = max(int(attributes.get("table:number-columns-repeated", "1")), 1)
        error = attributes.get("calcext:value-type") == "error"
        formula = attributes.get("table:formula", "")
        self.links = self.links or "'file:" in formula
        if error or "#ERR" in formula or self.kind == "error":
            self.mark = CellError("#ERROR")
        elif self.kind == "time":
            self.mark = Unsupported(attributes.get("office:time-value", ""))
        elif formula and not self.kind:
            self.mark = Uncached()
        down = int(attributes.get("table:number-rows-spanned", "1"))
        right = int(attributes.get("table:number-columns-spanned", "1"))
        if down > 1 or right > 1:
            place = (self.row, self.column, self.row + down - 1, self.column + right - 1)
            self.sheets[-1].merged.append(place)

    def characters(self, data: str) -> None:
        if self.inside and self.plain and len(self.text) <= self.limits.text_characters:
            self.text += data

    def end(self, tag: str) -> None:
        self.depth -= 1
        if tag == "text:p":
            self.inside = self.inside and not self.plain
        elif self.plain and tag in _CELLS:
            self._close()
        elif tag == "table:table":
            self.tables -= 1
            self.plain = self.tables == 1 and not self.note
        elif tag == "office:annotation":
            self.note -= 1
            self.plain = self.tables == 1 and not self.note

    def _close(self) -> None:
        mark, last = self.mark, self.column + self.repeat
        if self.kind or self.text:
            self.cells += self.repeat * self.rows
            check_size(self.sheets[-1].name, self.next_row, last, self.cells, self.limits)
            if isinstance(mark, CellError) and self.text:
                mark = CellError(self.text)
            elif self.text and self.kind not in _KNOWN:
                mark = self.text  # a value without a known kind is the text that it shows
        elif not isinstance(mark, Uncached):
            mark = None
        if mark is not None:
            check_size(self.sheets[-1].name, self.next_row, last, self.cells, self.limits)
            for row in range(self.row, self.next_row):
                for column in range(self.column, last):
                    self.sheets[-1].marks[row, column] = mark
        self.column = last
