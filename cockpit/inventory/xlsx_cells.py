"""The safety pass over the XML of one sheet: error cells and formulas without values.

Readers of values lose both in silence. Sheets as spreadsheet programs write them
are searched as bytes; anything unusual goes through an XML parser, slower but exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from cockpit.inventory.raw import LIMITS, Limits, UnreadableFileError

MAX_ROW_ELEMENTS = 200_000

_SHRINK = "Delete rows and columns beyond the data, or split the file, and save it again."
_ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,9})"[^>]*? t="e"[^>]*?(?<!/)>(.*?)</c>', re.DOTALL
)
_ANY_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,9})"[^>]*?(?<!/)>(.*?)</c>', re.DOTALL)
# A cell with content in column SA or to the right of it, or in row 50,000 or below it: near
# enough to the limits to be looked at closely.
_FAR = re.compile(
    rb'<c r="(?:(?:[A-Z]{3,}|[S-Z][A-Z])\d+|[A-Z]+(?:\d{6,}|[5-9]\d{4}))"[^>]*?(?<!/)>'
)
_PLACE = re.compile(rb'"([A-Z]+)(\d+)"')
_HIDDEN_ROW = re.compile(rb'<row (?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d{1,9})"')
_VALUE = re.compile(rb"<v>([^<]+)</v>")
_INLINE = re.compile(rb"<is>")


@dataclass
class CellFlags:
    """Places (row, column; 0-based) of error cells with their code, and of uncached formulas.

    ``hidden_rows`` are row numbers from 1.
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)


def scan_sheet(name: str, xml: bytes, limits: Limits = LIMITS) -> CellFlags:
    """Find what the reader of values would lose; refuse a sheet past the limits.

    Raises
    ------
    UnreadableFileError
        If the sheet has too many rows, columns or cells, or is not sound XML.
    """
    limit_tokens(name, xml, limits)
    plain = (
        xml.count(b"<c ") + xml.count(b"<c>") == xml.count(b'<c r="')
        and b"<!--" not in xml
        and b"<![CDATA[" not in xml
        and b":row" not in xml
        and b":c " not in xml
        and xml.count(b"<row") == xml.count(b'<row r="')
    )
    return _scan_bytes(name, xml, limits) if plain else _scan_parser(name, xml, limits)


def limit_tokens(name: str, xml: bytes, limits: Limits = LIMITS) -> None:
    """Refuse XML with a single piece (tag, text or comment) beyond the limit."""
    place = 0
    while len(xml) - place > limits.token_bytes:
        following = xml.rfind(b"<", place + 1, place + limits.token_bytes)
        if following < 0:
            raise UnreadableFileError(
                f"The sheet {name!r} holds a single piece of more than 1 MB.", _SHRINK
            )
        place = following


def _scan_bytes(name: str, xml: bytes, limits: Limits) -> CellFlags:
    flags = CellFlags()
    if b'hidden="' in xml:
        flags.hidden_rows = {int(number) for number in _HIDDEN_ROW.findall(xml)}
    if xml.count(b"<row") > MAX_ROW_ELEMENTS or xml.count(b"<c ") > 4 * limits.cells:
        refuse_size(name, limits)
    if xml.count(b"<v>") + xml.count(b"<is>") > limits.cells:
        refuse_size(name, limits)
    for match in _FAR.finditer(xml):
        place = _PLACE.search(match[0])
        assert place is not None
        check_size(name, int(place[2][:10]), _column_number(place[1]), 0, limits)
    if b't="e"' in xml:
        for match in _ERROR_CELL.finditer(xml):
            value = _VALUE.search(match[3])
            code = value[1].decode("utf-8", "replace") if value else "#ERROR"
            flags.errors[int(match[2]) - 1, _column_number(match[1]) - 1] = code
    if b"<f" in xml:
        for match in _ANY_CELL.finditer(xml):
            content, opening = match[3], match[0][: match.start(3) - match.start(0)]
            valueless = not _VALUE.search(content) and not _INLINE.search(content)
            if b"<f" in content and valueless and b't="str"' not in opening:
                flags.uncached.add((int(match[2]) - 1, _column_number(match[1]) - 1))
    return flags


def check_size(name: str, rows: int, columns: int, cells: int, limits: Limits = LIMITS) -> None:
    """Refuse a sheet whose last row, last column or number of cells lies beyond the limits."""
    if rows > limits.last_row or columns > limits.columns or cells > limits.cells:
        refuse_size(name, limits)


def refuse_size(name: str, limits: Limits = LIMITS) -> NoReturn:
    """Say that a sheet is too large."""
    raise UnreadableFileError(
        f"The sheet {name!r} reaches beyond {limits.rows:,} rows, {limits.columns} columns or "
        f"{limits.cells:,} cells.",
        _SHRINK,
    )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number


class _Walker:
    """Follows rows and cells, with or without stated references."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits, self.flags, self.depth = name, limits, CellFlags(), 0
        self.row = self.column = self.cells = self.rows = 0
        self.kind, self.formula, self.inside, self.value = "", False, False, ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.limits.depth or len(attributes) > self.limits.attributes:
            raise UnreadableFileError(
                f"The sheet {self.name!r} is nested or annotated beyond reason.", _SHRINK
            )
        tag = tag.rpartition(":")[2]
        if tag == "row":
            self.rows += 1
            if self.rows > MAX_ROW_ELEMENTS:
                refuse_size(self.name, self.limits)
            self.row = int(attributes.get("r") or self.row + 1)
            self.column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.flags.hidden_rows.add(self.row)
        elif tag == "c":
            self._place(attributes.get("r", ""))
            self.kind, self.formula, self.value = attributes.get("t", ""), False, ""
        elif tag == "f":
            self.formula = True
        elif tag in ("v", "is"):
            self.inside = True

    def _place(self, reference: str) -> None:
        letters = reference.rstrip("0123456789")
        if letters:
            self.column = _column_number(letters.upper().encode("ascii", "replace"))
            self.row = int(reference[len(letters) :] or self.row)
        else:
            self.column += 1

    def text(self, data: str) -> None:
        if self.inside and len(self.value) < 100:
            self.value += data

    def end(self, tag: str) -> None:
        self.depth -= 1
        tag = tag.rpartition(":")[2]
        if tag in ("v", "is"):
            self.inside = False
        elif tag == "c":
            place = (self.row - 1, self.column - 1)
            if self.value or self.formula:
                self.cells += 1
                check_size(self.name, self.row, self.column, self.cells, self.limits)
            if self.kind == "e":
                self.flags.errors[place] = self.value or "#ERROR"
            elif self.formula and not self.value and self.kind != "str":
                self.flags.uncached.add(place)


def _scan_parser(name: str, xml: bytes, limits: Limits) -> CellFlags:
    walker = _Walker(name, limits)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError) as error:
        raise UnreadableFileError(
            f"The content of the sheet {name!r} is damaged.",
            "Open it in a spreadsheet program, save it as .xlsx, and upload that.",
        ) from error
    return walker.flags
