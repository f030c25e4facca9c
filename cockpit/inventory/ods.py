"""Reads .ods: values by the library, what it loses by a second pass over the XML.

The library gives error cells as texts or blanks, and tells nothing of hidden rows and
merged cells; and cells repeated a million times must be refused before it expands them.
Runs in the child process only.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

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

_SPREADSHEET = b"opendocument.spreadsheet"
_HIDDEN = ("collapse", "filter")
#: Kinds of value that the library reads; it loses cells of other kinds, or of none.
_KNOWN = frozenset({"float", "percentage", "currency", "date", "time", "boolean", "string"})


@dataclass
class OdsSheet:
    """What the second pass finds on one sheet; rows and columns from 0, hidden rows from 1."""

    name: str
    style: str
    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
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
    _parse(walker, xml)
    if not walker.sheets:
        raise UnreadableFileError(
            "The OpenDocument file has no sheet with cells.", "Add a sheet with your data."
        )
    book, sheets = open_book(io.BytesIO(data)), []
    for found in walker.sheets:
        rows = sheet_rows(open_sheet(book, found.name), found.marks, limits)
        hidden = found.style in walker.hidden_styles
        limit_merges(found.name, len(found.merged), limits)
        sheets.append(SheetCells(found.name, rows, hidden, sorted(found.hidden_rows), found.merged))
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
        self.kind, self.valued, self.text, self.filled = "", False, "", False
        self.inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.limits.depth or len(attributes) > self.limits.attributes:
            raise UnreadableFileError(
                "The file is nested or annotated beyond reason.",
                "Save the data anew as .xlsx from a spreadsheet program.",
            )
        if tag == "table:table":
            self.tables += 1
            if self.tables == 1:
                self._table(attributes)
        elif self.tables > 1 or self.note:
            self.note += tag == "office:annotation"
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)
        elif tag == "table:table-row":
            self._row(attributes)
        elif tag == "text:p":
            self.inside = True
            if isinstance(self.mark, Uncached):
                self.mark = None  # even an empty paragraph is a result
        elif tag == "office:annotation":
            self.note += 1
        elif tag == "style:style":
            self.style = attributes.get("style:name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)
        elif tag in ("table:table-source", "office:dde-source", "table:cell-range-source"):
            self.links = True

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

    def _cell(self, attributes: dict[str, str]) -> None:
        self.repeat = max(int(attributes.get("table:number-columns-repeated", "1")), 1)
        self.kind = attributes.get("office:value-type", "")
        error = attributes.get("calcext:value-type") == "error"
        formula = attributes.get("table:formula", "")
        self.links = self.links or "'file:" in formula
        self.text, self.filled, self.mark = "", bool(self.kind), None
        if error or "#ERR" in formula or self.kind == "error":
            self.mark = CellError("#ERROR")
        elif self.kind == "time":
            self.mark = Unsupported(attributes.get("office:time-value", ""))
        elif formula and not self.kind:
            self.mark = Uncached()
        down = int(attributes.get("table:number-rows-spanned", "1"))
        right = int(attributes.get("table:number-columns-spanned", "1"))
        if (down > 1 or right > 1) and self.sheets:
            place = (self.row, self.column, self.row + down - 1, self.column + right - 1)
            self.sheets[-1].merged.append(place)

    def characters(self, data: str) -> None:
        if not self.inside or self.note or self.tables != 1:
            return
        if self.mark is None and self.kind in _KNOWN:
            self.text = "…"  # what matters is that there is one; the library reads it
        elif len(self.text) <= self.limits.text_characters:
            self.text += data

    def end(self, tag: str) -> None:
        self.depth -= 1
        if tag == "table:table":
            self.tables -= 1
        elif tag == "office:annotation":
            self.note -= 1
        elif tag == "text:p":
            self.inside = False
        elif (
            self.tables == 1
            and not self.note
            and tag
            in (
                "table:table-cell",
                "table:covered-table-cell",
            )
        ):
            self._close()

    def _close(self) -> None:
        if self.filled or self.text:
            self.cells += self.repeat * self.rows
            last = (self.row + self.rows, self.column + self.repeat)
            check_size(self.sheets[-1].name, *last, self.cells, self.limits)
            mark = self.mark
            if isinstance(mark, CellError) and self.text:
                mark = CellError(self.text)
            elif self.text and self.kind not in _KNOWN:
                mark = self.text  # a value without a known kind is the text that it shows
        else:
            mark = self.mark if isinstance(self.mark, Uncached) else None
        if mark is not None:
            check_size(self.sheets[-1].name, self.row + 1, self.column + 1, self.cells, self.limits)
            for row in range(self.row, self.row + self.rows):
                for column in range(self.column, self.column + self.repeat):
                    self.sheets[-1].marks[row, column] = mark
        self.column += self.repeat


def _parse(walker: _Walker, xml: bytes) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.characters
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError) as error:
        raise DAMAGED from error
