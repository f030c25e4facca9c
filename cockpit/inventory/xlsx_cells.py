"""The safety pass over the XML of one sheet: error cells and formulas without values.

Readers of values lose both in silence. A sheet as spreadsheet programs write it is
searched as bytes, once a grammar has found nothing else in it; anything unusual goes
through an XML parser, slower but exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn

from cockpit.inventory.raw import LIMITS, Limits, UnreadableFileError
from cockpit.inventory.xml_walk import DamagedXmlError, walk

MAX_ROW_ELEMENTS = 200_000
#: The last row and column of any spreadsheet program.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_SHRINK = "Delete rows and columns beyond the data, or split the file, and save it again."
_SAVE_AGAIN = "Open it in a spreadsheet program, save it as .xlsx, and upload that."
_ATTRIBUTES = rb'(?: [A-Za-z0-9:]+="[^"<>]{0,100}+"){0,20}+'
#: Rows of cells with stated places, each with a formula, a value or a plain text at most.
_PLAIN = re.compile(
    rb'(?:<row r="(\d{1,5})"' + _ATTRIBUTES + rb"(?:/>|>"
    rb'(?:<c r="[A-Z]{1,2}\1"' + _ATTRIBUTES + rb"(?:/>|>"
    rb"(?:<f" + _ATTRIBUTES + rb"(?:/>|>[^<]*+</f>))?+"
    rb"(?:<v>[^<]*+</v>|<v ?/>|<is><t(?: xml:space=\"preserve\")?+>[^<]*+</t></is>)?+"
    rb"</c>))*+</row>))*+"
)
#: The same without formulas, error cells, texts in the cell and far columns: most sheets.
_SIMPLE = re.compile(
    rb'(?:<row r="(\d{1,5})"' + _ATTRIBUTES + rb"(?:/>|>"
    rb'(?:<c r="[A-R]?[A-Z]\1"(?: (?!t="e")[A-Za-z0-9:]+="[^"<>]{0,100}+"){0,20}+'
    rb"(?:/>|><v>[^<]++</v></c>))*+</row>))*+"
)
#: The least that a cell takes.
_CELL_BYTES = 11
_CELL_NAME = re.compile(rb'<c r="([A-Z]+\d+)')
_ROW = re.compile(rb'<row r="(\d+)"')
#: Column SA (495) or one to the right of it: near enough to the limit to be looked at closely.
_FAR = re.compile(rb'<c r="[S-Z][A-Z]\d')
_NEAR_COLUMNS = 494
_ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,2})(\d{1,5})"[^>]*? t="e"[^>]*?(?<!/)>(.*?)</c>')
_ANY_CELL = re.compile(rb'<c r="([A-Z]{1,2})(\d{1,5})"[^>]*?(?<!/)>(.*?)</c>', re.DOTALL)
_HIDDEN_ROW = re.compile(rb'<row r="(\d{1,5})"(?=[^>]*? hidden="(?:1|true)")')
_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_VALUE = re.compile(rb"<v>([^<]+)</v>")
_INLINE = re.compile(rb"<is>")

#: Codes that the library of values knows; it refuses the whole sheet for any other.
_KNOWN_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_ERROR_CODE = re.compile(
    rb"""(\bt\s*=\s*["']e["'][^<>]*>"""
    rb"(?:<(?:\w+:)?f[^<>]*/>|<(?:\w+:)?f[^<>]*>[^<]*</(?:\w+:)?f>)?<(?:\w+:)?v>)[^<]*"
)


@dataclass
class CellFlags:
    """Places (row, column; 0-based) of error cells with their code, and of uncached formulas.

    ``hidden_rows`` are row numbers from 1, ``hidden_columns`` places from 0; ``merged`` holds
    first row, first column, last row and last column, from 0; ``filled`` is the number of
    cells that show anything.
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    filled: int = 0


def scan_sheet(name: str, xml: bytes, limits: Limits = LIMITS) -> CellFlags:
    """Find what the reader of values would lose; refuse a sheet past the limits.

    Raises
    ------
    UnreadableFileError
        If the sheet has too many rows, columns or cells, or is not sound XML.
    """
    limit_tokens(f"The sheet {name!r}", xml, limits)
    begin, end = xml.find(b"<sheetData>") + 11, xml.rfind(b"</sheetData>")
    if begin < 11 or end < begin or limits.columns < _NEAR_COLUMNS:
        return _parse(name, xml, limits)
    simple = _SIMPLE.fullmatch(xml, begin, end) is not None
    if not (simple or _plain(xml, begin, end)) or _large(xml, begin, end, limits):
        return _parse(name, xml, limits)
    flags = _parse(name, xml[:begin] + xml[end:], limits)
    cells = xml[begin:end]
    if b' hidden="' in cells:
        flags.hidden_rows.update(int(number) for number in _HIDDEN_ROW.findall(cells))
    flags.filled = cells.count(b"</v>")
    if not simple:
        _search(cells, flags)
    return flags


def in_known_errors(xml: bytes, flags: CellFlags) -> bytes | None:
    """The sheet with its newer error codes (``#SPILL!``, say) written as ``#VALUE!``.

    For the library alone, whose error cells are replaced by those of the flags anyway;
    ``None`` where it knows every code.
    """
    if _KNOWN_ERRORS.issuperset(flags.errors.values()):
        return None
    return _ERROR_CODE.sub(rb"\1#VALUE!", xml)


def _plain(xml: bytes, begin: int, end: int) -> bool:
    return _PLAIN.fullmatch(xml, begin, end) is not None and _FAR.search(xml, begin, end) is None


def _large(xml: bytes, begin: int, end: int, limits: Limits) -> bool:
    """Whether rows are out of order, or a limit may be passed: then it is looked at closely."""
    rows = list(map(int, _ROW.findall(xml, begin, end)))
    return (
        not all(map(int.__lt__, [0, *rows], rows))
        or (bool(rows) and rows[-1] > limits.last_row)
        or (
            end - begin > limits.cells * _CELL_BYTES
            and xml.count(b"<c ", begin, end) > limits.cells
        )
    )


def refuse_repeated(name: str, xml: bytes) -> None:
    """Refuse a sheet that names a cell twice, of which the library keeps one.

    Looked for only where fewer cells came than :attr:`CellFlags.filled` says, as texts
    that are empty make fewer, too.

    Raises
    ------
    UnreadableFileError
        Naming the first such cell.
    """
    known: set[bytes] = set()
    for place in _CELL_NAME.findall(xml):
        if place in known:
            _refuse_place(name, f"cell {place.decode()}")
        known.add(place)


def _refuse_place(name: str, place: str) -> NoReturn:
    raise UnreadableFileError(
        f"The content of the sheet {name!r} is damaged: {place[:40]} lies outside any sheet, in "
        "the wrong row, or is there twice.",
        _SAVE_AGAIN,
    )


def _search(cells: bytes, flags: CellFlags) -> None:
    """Error cells, and formulas without a value."""
    flags.filled += cells.count(b"<is>") - cells.count(b"<v></v>")
    if b' t="e"' in cells:
        for match in _ERROR_CELL.finditer(cells):
            value = _VALUE.search(match[3])
            code = value[1].decode("utf-8", "replace") if value else "#ERROR"
            flags.errors[int(match[2]) - 1, column_number(match[1]) - 1] = code
    if b"<f" in cells:
        for match in _ANY_CELL.finditer(cells):
            content, opening = match[3], match[0][: match.start(3) - match.start(0)]
            valueless = not _VALUE.search(content) and not _INLINE.search(content)
            if b"<f" in content and valueless and b' t="str"' not in opening:
                flags.uncached.add((int(match[2]) - 1, column_number(match[1]) - 1))


def limit_tokens(what: str, xml: bytes, limits: Limits = LIMITS) -> None:
    """Refuse XML with a single piece (tag, text or comment) beyond the limit.

    ``what`` begins the sentence, ``"The sheet 'Costs'"`` say.
    """
    place = 0
    while len(xml) - place > limits.token_bytes:
        following = xml.rfind(b"<", place + 1, place + limits.token_bytes)
        if following < 0:
            raise UnreadableFileError(
                f"{what} holds a single piece of more than {limits.token_bytes / 2**20:g} MB, in "
                f"line {xml.count(10, 0, place + 1) + 1:,}.",
                _SHRINK,
            )
        place = following


def check_size(name: str, rows: int, columns: int, cells: int, limits: Limits = LIMITS) -> None:
    """Refuse a sheet whose last row, last column or number of cells lies beyond the limits."""
    if cells > limits.cells:
        refuse_size(name, limits)
    if rows > limits.last_row or columns > limits.columns:
        refuse_size(name, limits, f" Content stands in cell {column_letters(columns)}{rows}.")


def refuse_size(name: str, limits: Limits = LIMITS, where: str = "") -> NoReturn:
    """Say that a sheet is too large."""
    raise UnreadableFileError(
        f"The sheet {name!r} reaches beyond {limits.rows:,} rows, {limits.columns} columns or "
        f"{limits.cells:,} cells.{where}",
        _SHRINK,
    )


def column_number(letters: bytes) -> int:
    """Number of a column from 1: 1 for A, 27 for AA."""
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """Letters of a column: A for 1, AA for 27."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


class _Walker:
    """Follows rows and cells, with or without stated references."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits, self.flags, self.depth = name, limits, CellFlags(), 0
        self.row = self.column = self.cells = self.rows = self.blanks = 0
        self.last_row = 0
        self.places: set[int] = set()
        self.kind, self.formula, self.inside, self.value = "", False, False, ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.limits.depth or len(attributes) > self.limits.attributes:
            raise UnreadableFileError(
                f"The sheet {self.name!r} is nested or annotated beyond reason, near "
                f"{self._here()}.",
                _SHRINK,
            )
        tag = tag.rpartition(":")[2]
        if self.depth == 1 and tag != "worksheet":
            raise UnreadableFileError(
                f"The sheet {self.name!r} holds no cells: it begins as <{tag[:40]}>.",
                _SAVE_AGAIN,
            )
        if tag == "c":
            self._cell(attributes.get("r", ""))
            self.kind, self.formula, self.value = attributes.get("t", ""), False, ""
        elif tag == "row":
            self._row(attributes)
        elif tag == "f":
            self.formula = True
        elif tag in ("v", "is"):
            self.inside = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 0))
            end = min(last, self.limits.columns)
            self.flags.hidden_columns.update(range(max(first, 1) - 1, end))

    def _row(self, attributes: dict[str, str]) -> None:
        self.rows += 1
        if self.rows > MAX_ROW_ELEMENTS:
            raise UnreadableFileError(
                f"The sheet {self.name!r} has more than {MAX_ROW_ELEMENTS:,} rows, formatted "
                f"though most may be blank; {self.limits.rows:,} are read.",
                "Delete the rows below the data (not only their content) and save it again.",
            )
        self.row = int(attributes.get("r") or self.row + 1)
        self.column = 0
        if not self.last_row < self.row <= LAST_ROW:
            _refuse_place(self.name, f"row {self.row}")
        self.last_row = self.row
        self.places.clear()
        if attributes.get("hidden") in ("1", "true"):
            self.flags.hidden_rows.add(self.row)

    def _cell(self, reference: str) -> None:
        if reference:
            self.row, self.column = self._place(reference)
        else:
            self.column += 1
        if self.row != self.last_row or self.column in self.places:
            _refuse_place(self.name, self._here())
        self.places.add(self.column)
        self.blanks += 1
        if self.blanks > 4 * self.limits.cells:
            refuse_size(self.name, self.limits)

    def _place(self, reference: str) -> tuple[int, int]:
        """Row and column from 1 of a cell such as ``B7``."""
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            _refuse_place(self.name, reference)
        row, column = int(found[2]), column_number(found[1].upper().encode("ascii"))
        if not (0 < row <= LAST_ROW and column <= LAST_COLUMN):
            _refuse_place(self.name, reference)
        return row, column

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = self._place(first)
        bottom, right = self._place(last or first)
        self.flags.merged.append((top - 1, left - 1, bottom - 1, right - 1))

    def _here(self) -> str:
        return f"cell {column_letters(self.column)}{self.row}" if self.row else "its beginning"

    def characters(self, data: str) -> None:
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


def _parse(name: str, xml: bytes, limits: Limits) -> CellFlags:
    walker = _Walker(name, limits)
    try:
        walk(walker, xml)
    except DamagedXmlError as error:
        raise UnreadableFileError(
            f"The content of the sheet {name!r} is damaged, near line {error.line:,}.",
            _SAVE_AGAIN,
        ) from error
    return walker.flags
