"""Which row of a block holds the headers, and how headers of two rows are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cockpit.inventory.drafts import blank
from cockpit.inventory.mapping.scores import is_known
from cockpit.inventory.raw import Cell, RawSheet
from cockpit.inventory.values import show

#: Rows at the top of a block among which its header is looked for.
SEARCH_ROWS = 30
_BODY_ROWS = 60
#: A header covers at least this share of the columns that are filled below it.
_LEAST_COVER = 0.45
_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}(?:[ T]\d.*)?")
_AMOUNT = re.compile(r"[€£$¥]\s?\d[\d.,' ]*|\d[\d.,' ]*\s?[€£$¥]")


@dataclass(frozen=True)
class Heading:
    """Headers by place; ``row`` (from 0) is the last of ``rows`` rows that hold them."""

    row: int
    rows: int
    headers: dict[int, str]


def text_of(cell: Cell) -> str:
    """A header as one line."""
    return " ".join(show(cell).split())


def is_label(cell: Cell) -> bool:
    """Whether a cell can be a header: text that is neither a number nor a date."""
    if not isinstance(cell, str) or blank(cell):
        return False
    text = cell.strip()
    plain = text.rstrip("%").replace(",", "").replace(".", "").replace("-", "")
    if _DAY.fullmatch(text) or _AMOUNT.fullmatch(text):
        return False
    return not plain.isdigit() or is_year(cell)


def is_year(cell: Cell) -> bool:
    """Whether a cell is a year, which groups columns often enough."""
    text = show(cell).strip()
    return len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")


def find_heading(sheet: RawSheet, lines: Sequence[int], places: frozenset[int]) -> Heading | None:
    """The heading of a block, given its rows (from 0) and places; ``None`` if there is none."""
    rows = sheet.rows
    filled = {
        number: {place for place in places if _at(rows, number, place) is not None}
        for number in lines[: SEARCH_ROWS + _BODY_ROWS]
    }
    best, best_score = -1, 0.0
    for order, number in enumerate(lines[:SEARCH_ROWS]):
        score = _score(rows, number, lines[order + 1 : order + 1 + _BODY_ROWS], filled)
        if score - 0.04 * order > best_score:
            best, best_score = number, score - 0.04 * order
    if best < 0:
        return None
    return _with_neighbours(sheet, best, lines, filled)


def _at(rows: Sequence[Sequence[Cell]], number: int, place: int) -> Cell:
    line = rows[number]
    cell = line[place] if place < len(line) else None
    return None if blank(cell) else cell


def _score(
    rows: Sequence[Sequence[Cell]],
    number: int,
    below: Sequence[int],
    filled: dict[int, set[int]],
) -> float:
    """How well a row names what stands below it; 0 where it cannot be a header."""
    own = filled[number]
    cells = [_at(rows, number, place) for place in sorted(own)]
    labels = sum(is_label(cell) for cell in cells)
    texts = [text_of(cell) for cell in cells if isinstance(cell, str)]
    known = sum(is_known(text) or text.endswith("?") for text in texts)
    if not cells or labels < 0.7 * len(cells) or (len(cells) == 1 and not known):
        return 0.0
    times = Counter(place for line in below for place in filled.get(line, ()))
    columns = {place for place, count in times.items() if count >= 0.1 * len(below)} or set(times)
    if columns and len(own & columns) < _LEAST_COVER * len(columns):
        return 0.0
    if len(own) < 3 and not known:
        return 0.0
    cover = len(own & columns) / len(columns) if columns else 0.5
    distinct = len({text_of(cell) for cell in cells}) / len(cells)
    other = sum(
        any(
            not is_label(cell)
            for line in below[:10]
            if (cell := _at(rows, line, place)) is not None
        )
        for place in own
    ) / len(own)
    again = _again(rows, number, below, own) / len(own)
    named = cover + 0.7 * labels / len(cells) + 0.3 * distinct + 0.2 * min(known, 6)
    return named + 0.4 * other - 0.6 * again


def _again(rows: Sequence[Sequence[Cell]], number: int, below: Sequence[int], own: set[int]) -> int:
    """How many cells of a row stand again below in their column, as values do and headers do not.

    A row that repeats the whole row, as headers on the next page, does not count.
    """
    cells = {place: _at(rows, number, place) for place in own}
    other = [
        line
        for line in below
        if any(_at(rows, line, place) != cell for place, cell in cells.items())
    ]
    return sum(
        any(_at(rows, line, place) == cell for line in other) for place, cell in cells.items()
    )


def _with_neighbours(
    sheet: RawSheet, number: int, lines: Sequence[int], filled: dict[int, set[int]]
) -> Heading:
    """The heading with the groups above it and the parts below it."""
    first = last = number
    spans = _spans(sheet)
    above = number - 1
    if above in filled and _groups(sheet, above, number, filled, spans):
        first = above
    below = number + 1
    if below in filled and first == number and _parts(sheet, number, below, filled, spans):
        last = below
    headers: dict[int, str] = {}
    for place in sorted(set().union(*(filled[line] for line in range(first, last + 1)))):
        pieces: list[str] = []
        for line in range(first, last + 1):
            text = _label_over(sheet, line, place, line < last, filled, spans)
            if text and text not in pieces:
                pieces.append(text)
        headers[place] = " / ".join(pieces)
    return Heading(last, last - first + 1, {place: text for place, text in headers.items() if text})


_Spans = dict[tuple[int, int], tuple[int, int, int, int]]


def _spans(sheet: RawSheet) -> _Spans:
    """Merged areas by each of their cells in the first rows of a sheet."""
    return {
        (row, place): (top, left, bottom, right)
        for top, left, bottom, right in sheet.merged
        if bottom - top < 4 and right - left < 200
        for row in range(top, bottom + 1)
        for place in range(left, right + 1)
    }


def _label_over(
    sheet: RawSheet, line: int, place: int, group: bool, filled: dict[int, set[int]], spans: _Spans
) -> str:
    """The text of a header row at a place; that of its group where the group spans it."""
    own = _at(sheet.rows, line, place)
    if own is not None:
        return text_of(own)
    span = spans.get((line, place))
    if span is not None:
        return text_of(_at(sheet.rows, span[0], span[1])) if span[0] == line else ""
    if not group or (line + 1 in filled and place not in filled[line + 1]):
        return ""
    if any(spans.get((line, left)) for left in filled[line]):
        return ""  # the file says what is merged; a blank beside it has no group
    left = max((each for each in filled[line] if each < place), default=None)
    return "" if left is None else text_of(_at(sheet.rows, line, left))


def _groups(
    sheet: RawSheet, above: int, number: int, filled: dict[int, set[int]], spans: _Spans
) -> bool:
    """Whether the row above groups the columns of the header."""
    over, own = filled[above], filled[number]
    if not over or not all(is_label(_at(sheet.rows, above, place)) or is_year(
        _at(sheet.rows, above, place)) for place in over):  # fmt: skip
        return False
    wide = [
        span
        for place in over
        if (span := spans.get((above, place))) is not None and span[3] > span[1]
    ]
    if wide:  # a title over the whole table is no group
        return len(wide) > 1 or wide[0][3] - wide[0][1] + 1 < len(own | over)
    texts = [text_of(_at(sheet.rows, number, place)) for place in own]
    return len(over) > 1 and len(over) < len(own | over) and len(set(texts)) < len(texts)


def _parts(
    sheet: RawSheet, number: int, below: int, filled: dict[int, set[int]], spans: _Spans
) -> bool:
    """Whether the row below names parts of the header's columns."""
    under, own = filled[below], filled[number]
    if not under or not all(is_label(_at(sheet.rows, below, place)) for place in under):
        return False
    wide = any(
        span[3] > span[1]
        for place in own
        if (span := spans.get((number, place))) is not None and span[0] == number == span[2]
    )
    if wide:
        return len(under) < len(under | own) or not own - under
    texts = [text_of(_at(sheet.rows, below, place)) for place in under]
    gaps = under - own
    return bool(gaps) and len(set(texts)) < len(texts) and len(under) < len(under | own)
