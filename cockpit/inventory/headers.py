"""Which column of a sheet is which column of the contract, and which sheet is which.

A header is recognised by its name in the contract, its field name or a synonym,
whatever its case, spaces, dashes, invisible characters and letters of other alphabets that
look like Latin ones. A currency after the
name ("Annual cost (EUR)") belongs to the amounts of that column. Headers that need a
person's word go through :mod:`cockpit.inventory.mapping`, which makes the same map.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from cockpit.inventory.contract import SHEETS, Column, ColumnType, Sheet
from cockpit.inventory.currencies import SIGN, meanings
from cockpit.inventory.raw import Cell, RawSheet
from cockpit.inventory.values import fold, show
from cockpit.inventory.vocabulary import DateOrder, DatesAs, NumberLocale

#: Rows at the top of a sheet among which the header is looked for.
HEADER_SEARCH_ROWS = 20
#: What a column of theirs is called where its own header is that of a column of ours: in a
#: mapped file, and where it stands beside ours under a name of its own.
AS_SUPPLIED, KEPT = "{} (as supplied)", "{} (kept)"
_TOLD_APART = re.compile(r".* \((?:as supplied|kept)\)(?: \(\d+\))?")

_UNIT = re.compile(r"^(.*?)\s*[(\[]\s*([^)\]]+?)\s*[)\]]$")
_TRAILING_CURRENCY = re.compile(rf"^(.*\S)\s+(?:in\s+)?([A-Z]{{3}}|{SIGN})$")
#: Cyrillic and Greek letters that cannot be told from Latin ones by eye.
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЗаеѕіјорсухԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυ",
    "ABESIJKMHOPCTYX3aesijopcyxdqwhABEZHIKMNOPTYXovu",
)
_HARMLESS = frozenset({"required", "optional", "yes/no", "y/n", "iso 4217", "text", "date"})


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """How the cells of one mapped column are read, as a person confirmed it.

    Numbers are multiplied by ``factor``; ``values`` holds our word for each folded word of
    theirs, ``""`` where the cell is left blank.
    """

    factor: float = 1.0
    values: dict[str, str] = field(default_factory=dict)
    number_locale: NumberLocale | None = None
    date_order: DateOrder | None = None
    dates_as: DatesAs | None = None


@dataclass
class HeaderMap:
    """Where the columns of a sheet are.

    ``row`` is the 0-based row of the header, ``places`` field → column number,
    ``unknown`` column number → header, ``currencies`` field → currencies that its
    header states, ``clashes`` headers that two columns claim alike.

    ``mapped`` says that a person confirmed it: then ``kept`` names every column as it is called
    where it is kept (see :func:`kept_names`), ``rules`` hold how each field is read,
    ``end`` is the row behind the last one, and ``skipped`` are rows that are left out (all
    from 0); a cell of a choice or a date that has no meaning here is left blank. ``constants``
    holds the text that stands for all rows in a field without a column.
    """

    row: int
    places: dict[str, int] = field(default_factory=dict)
    headers: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    currencies: dict[str, frozenset[str]] = field(default_factory=dict)
    clashes: dict[str, list[str]] = field(default_factory=dict)
    outranked: list[tuple[str, str]] = field(default_factory=list)
    invisible: list[str] = field(default_factory=list)
    lookalikes: list[str] = field(default_factory=list)
    mapped: bool = False
    kept: dict[int, str] = field(default_factory=dict)
    rules: dict[str, ColumnRule] = field(default_factory=dict)
    end: int | None = None
    skipped: frozenset[int] = frozenset()
    constants: dict[str, str] = field(default_factory=dict)


def unique_names(headers: dict[int, str]) -> dict[int, str]:
    """Headers by place, each once: a repeated one gets its number, "Notes (2)"."""
    taken: set[str] = set()
    found = {}
    for place, text in headers.items():
        name, turn = text, 1
        while name in taken:
            turn += 1
            name = f"{text} ({turn})"
        taken.add(name)
        found[place] = name
    return found


def kept_names(headers: dict[int, str], sheet: Sheet, fields: Collection[str]) -> dict[int, str]:
    """Names by place under which columns of a mapped file are kept as extra columns.

    Where the inventory is exported these stand beside our columns of ``fields``; one that would
    be taken for a column of ours there is told apart.
    """
    return unique_names(
        {
            place: AS_SUPPLIED.format(text) if _mistakable(text, sheet, fields) else text
            for place, text in headers.items()
        }
    )


def is_told_apart(text: str) -> bool:
    """Whether a header is one of those that say by themselves that they are kept."""
    return _TOLD_APART.fullmatch(text) is not None


def _mistakable(text: str, sheet: Sheet, fields: Collection[str]) -> bool:
    """Whether a header reads like a column of ours that is not there, or by its very name."""
    match = match_header(text, sheet)
    return match is not None and (match[1] == 0 or match[0].field not in fields)


def letters(place: int) -> str:
    """The column's letters in a spreadsheet program: 0 is A, 26 is AA."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found


def nameless(rows: Sequence[Sequence[Cell]], headers: Collection[int]) -> dict[int, str]:
    """Names for columns that hold values below a blank header: "Column F (no header)"."""
    width = max(map(len, rows), default=0)
    free = [place for place in range(width) if place not in headers]
    return {
        place: f"Column {letters(place)} (no header)"
        for place in free
        if any(place < len(row) and show(row[place]).strip() for row in rows)
    }


def match_sheet(name: str) -> Sheet | None:
    """The sheet of the contract that a tab of this name is."""
    word = fold(name)
    for sheet in SHEETS.values():
        if word in {fold(known) for known in (sheet.title, sheet.name, *sheet.synonyms)}:
            return sheet
    return None


def find_header(raw: RawSheet, sheet: Sheet) -> HeaderMap | None:
    """The header: the first row in which a required column is recognised.

    Among the first :data:`HEADER_SEARCH_ROWS` rows; a row that recognises more
    columns within the three rows that follow is preferred, so that a title line
    that happens to read "Initiative" is not taken for the header.
    """
    best: HeaderMap | None = None
    needed = {column.field for column in sheet.columns if column.required}
    for number, cells in enumerate(raw.rows[:HEADER_SEARCH_ROWS]):
        if best is not None and number > best.row + 3:
            break
        found = map_header(cells, sheet, number)
        claimed = set(found.places) | set(found.clashes)
        if needed & claimed and (best is None or len(found.places) > len(best.places)):
            best = found
    if best is not None:
        best.unknown |= nameless(raw.rows[best.row + 1 :], best.headers)
        best.headers |= {
            place: best.unknown[place] for place in set(best.unknown) - set(best.headers)
        }
    return best


def map_header(cells: Sequence[Cell], sheet: Sheet, row: int) -> HeaderMap:
    """Match one row of headers to the columns of a sheet."""
    found = HeaderMap(row)
    claims: dict[str, list[tuple[int, int]]] = {}
    for place, cell in enumerate(cells):
        text = " ".join(show(cell).split())
        if not text:
            continue
        found.headers[place] = text
        if any(unicodedata.category(sign) == "Cf" for sign in text):
            found.invisible.append(text)
        match = match_header(text, sheet)
        if match is None and (latin := text.translate(_LOOKALIKES)) != text:
            match = match_header(latin, sheet)
            if match is not None:
                found.lookalikes.append(text)
        if match is None:
            found.unknown[place] = text
            continue
        column, rank, currencies = match
        claims.setdefault(column.field, []).append((rank, place))
        if currencies:
            found.currencies[column.field] = currencies
    for name, places in claims.items():
        places.sort()
        if len(places) > 1 and places[0][0] == places[1][0]:
            found.clashes[name] = [found.headers[place] for _, place in places]
            found.unknown |= {place: found.headers[place] for _, place in places}
            continue
        found.places[name] = places[0][1]
        for _, place in places[1:]:
            found.outranked.append((found.headers[place], found.headers[places[0][1]]))
            found.unknown[place] = found.headers[place]
    found.headers = unique_names(found.headers)
    found.unknown = {place: found.headers[place] for place in found.unknown}
    return found


def match_header(text: str, sheet: Sheet) -> tuple[Column, int, frozenset[str] | None] | None:
    """Column, rank (0: its own name) and currencies of a header that the contract knows."""
    direct = _lookup(text, sheet)
    if direct:
        return (*direct, None)
    for pattern in (_UNIT, _TRAILING_CURRENCY):
        parts = pattern.match(text)
        inner = _lookup(parts[1], sheet) if parts else None
        if parts is None or inner is None:
            continue
        column, rank = inner
        currencies = meanings(parts[2])
        if currencies is not None and column.type is ColumnType.MONEY:
            return column, rank + 2, currencies
        if fold(parts[2]) in _HARMLESS or (column.unit and fold(parts[2]) == fold(column.unit)):
            return column, rank + 2, None
    return None


def _lookup(text: str, sheet: Sheet) -> tuple[Column, int] | None:
    word = fold(text)
    for column in sheet.columns:
        if word in (fold(column.header), fold(column.field)):
            return column, 0
    for column in sheet.columns:
        if any(word == fold(synonym) for synonym in column.synonyms):
            return column, 1
    return None
