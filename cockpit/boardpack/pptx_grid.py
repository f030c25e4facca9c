"""Room that a table takes on a slide: widths of its columns, heights of its rows, its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cockpit import wording
from cockpit.boardpack.model import Cell, Column, Table
from cockpit.boardpack.pptx_measure import (
    LINE,
    cut,
    height,
    longest_word,
    plain,
    whole_units,
    width,
    wrapped,
)
from cockpit.boardpack.pptx_template import BODY, ROOM, SMALL

#: Space within a cell, left and right together, and above and below together.
PAD_ACROSS, PAD_DOWN = 12.0, 8.0
#: Lines a cell may take before its text is cut; whole, it stands in the workbook.
MOST_LINES = 9
#: Gap above the line below a table, and its lines at most.
AFTER_GAP, AFTER_LINES = 8.0, 3
_BREATH = 48.0
#: Font sizes of a table, the largest first.
SIZES = (BODY, 11.0, SMALL)
#: Room moved between columns at a time, in points, and how often at most.
_STEP, _MOST_MOVES = 18.0, 12


@dataclass(frozen=True)
class TablePart:
    """Rows of a table on one slide.

    ``texts`` are header and rows as written, ``widths`` and ``heights`` in points, ``size``
    the font size; ``after`` is the line below it, ``part`` and ``parts`` count from 1.
    """

    table: Table
    texts: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float
    after: str = ""
    part: int = 1
    parts: int = 1
    room: float = ROOM

    @property
    def after_height(self) -> float:
        """Height of the line below the table with the gap above it."""
        return _after_height(self.after, self.room)

    @property
    def height(self) -> float:
        """Height of the table with the line below it."""
        return sum(self.heights) + self.after_height


def parts_of(
    table: Table,
    most: float,
    first: float | None = None,
    *,
    room: float = ROOM,
    lines: int = MOST_LINES,
    sizes: Sequence[float] = SIZES,
) -> list[TablePart]:
    """The shown rows of a table in as many parts as slides of ``most`` points are needed.

    ``first`` is the height for the first part, where it begins below something else;
    ``room`` the width; a cell is cut after ``lines`` lines. A smaller type is taken where it
    saves a slide, or where a word would be broken; ``sizes`` are tried, the largest first.
    """
    here = most if first is None else first
    good = [size for size in sizes if _roomy(table, size, room)] or [sizes[-1]]
    tried = [_parts_of(table, size, most, here, room, lines) for size in good]
    return min(tried, key=len)


def _parts_of(
    table: Table, size: float, most: float, first: float, room: float, most_lines: int
) -> list[TablePart]:
    widths = _widths(table, size, room)
    head = _head(table)
    rows = [_cut(row, widths, size, most_lines) for row in table.rows[: table.shown]]
    after = below(table)
    taken = _height(head, widths, size, bold=True)
    tall = [_height(row, widths, size) for row in rows]
    groups = _groups(tall, most - taken, first - taken, _after_height(after, room))
    found, start = [], 0
    for place, count in enumerate(groups, start=1):
        shown = rows[start : start + count]
        start += count
        texts = (head, *shown)
        heights = tuple(
            _height(row, widths, size, bold=not number) for number, row in enumerate(texts)
        )
        line = after if place == len(groups) else ""
        found.append(TablePart(table, texts, widths, heights, size, line, place, len(groups), room))
    return found


def below(table: Table) -> str:
    """The line below a table: its note, and how many rows stand elsewhere."""
    more = len(table.rows) - table.shown
    said = f"… and {wording.count(more, 'more row')} in the workbook." if more > 0 else ""
    return " ".join(part for part in (plain(table.note), said) if part)


def _after_height(after: str, room: float) -> float:
    if not after:
        return 0.0
    return AFTER_GAP + min(height(after, BODY, room), AFTER_LINES * BODY * LINE)


def _groups(heights: Sequence[float], room: float, first: float, tail: float) -> list[int]:
    """How many rows each part holds: as few parts as possible, of about equal height.

    ``tail`` is what follows the last of them.
    """
    if not heights:
        return [0]
    tight = _greedy([*heights, tail], room, first)
    parts = len(tight) - (tight[-1] == 1)
    even = sum(heights) / parts + max(heights) / 2
    balanced = _greedy([*heights, tail], min(room, even + tail), min(first, even + tail))
    for groups in (balanced, tight):
        if groups[-1] > 1:
            groups[-1] -= 1  # the tail is no row
            if len(groups) == parts:
                return groups
    return _greedy(heights, room - tail, first - tail)


def _greedy(heights: Sequence[float], room: float, first: float) -> list[int]:
    groups, used = [0], 0.0
    for each in heights:
        if groups[-1] and used + each > (room if len(groups) > 1 else first):
            groups.append(0)
            used = 0.0
        groups[-1] += 1
        used += each
    return groups


def _named(column: Column) -> str:
    return whole_units(plain(column.title))


def _head(table: Table) -> tuple[str, ...]:
    return tuple(_named(column) for column in table.columns)


def _texts(table: Table, column: int) -> list[str]:
    return [plain(row[column].text) for row in table.rows[: table.shown]]


def _least(table: Table, size: float) -> list[float]:
    """Least width of each column: that of its longest word."""
    return [
        max(
            longest_word(_named(column), size, bold=True),
            *(longest_word(text, size) for text in _texts(table, place)),
            0.0,
        )
        + PAD_ACROSS
        for place, column in enumerate(table.columns)
    ]


def _wanted(table: Table, size: float) -> list[float]:
    """Width of each column in which no cell wraps; a header may stand on two lines."""
    wanted = []
    for place, column in enumerate(table.columns):
        head = width(_named(column), size, bold=True)
        cells = max((width(text, size) for text in _texts(table, place)), default=0.0)
        wanted.append(max(head / 2, cells) + PAD_ACROSS)
    return [max(pair) for pair in zip(wanted, _least(table, size), strict=True)]


def _roomy(table: Table, size: float, room: float) -> bool:
    """Whether no word has to be broken at this size."""
    return sum(_least(table, size)) <= room


def _widths(table: Table, size: float, whole: float) -> tuple[float, ...]:
    """Widths in points: the shares asked for, but no word broken and no room kept unused."""
    least, wanted = _least(table, size), _wanted(table, size)
    if sum(least) >= whole:
        return _broken(least, wanted, whole)
    room = whole
    if len(table.columns) <= 3:
        room = min(whole, sum(wanted) + _BREATH * len(wanted))
    if sum(wanted) <= room:
        spare = (room - sum(wanted)) / len(wanted)
        return tuple(each + spare for each in wanted)
    widths = list(least)
    open_columns = set(range(len(widths)))
    while open_columns:
        # What a column asks for beyond its need goes to those that still wrap.
        spare = room - sum(widths)
        weight = sum(table.columns[place].width for place in open_columns)
        full = {
            place
            for place in open_columns
            if widths[place] + spare * table.columns[place].width / weight >= wanted[place]
        }
        if not full:
            for place in open_columns:
                widths[place] += spare * table.columns[place].width / weight
            break
        for place in full:
            widths[place] = wanted[place]
        open_columns -= full
    return _evened(table, size, widths, least)


def _broken(least: Sequence[float], wanted: Sequence[float], whole: float) -> tuple[float, ...]:
    """Widths where even the longest words do not fit: those of the widest columns are broken.

    The others get what they want, where no further word is broken by that.
    """
    tight, ample = (
        tuple(min(each, _cap(sizes, whole)) for each in sizes) for sizes in (least, wanted)
    )

    def torn(widths: Sequence[float]) -> int:
        return sum(each < need for each, need in zip(widths, least, strict=True))

    return ample if torn(ample) <= torn(tight) else tight


def _evened(
    table: Table, size: float, widths: list[float], least: Sequence[float]
) -> tuple[float, ...]:
    """Widths with room moved to the columns that make rows high, while that makes them lower."""
    columns = [[_named(each), *_texts(table, place)] for place, each in enumerate(table.columns)]

    @cache
    def lines(place: int, room: int) -> tuple[int, ...]:
        inner = room - PAD_ACROSS
        head, *cells = columns[place]
        return (
            len(wrapped(head, size, inner, bold=True)),
            *(min(MOST_LINES, len(wrapped(text, size, inner))) for text in cells),
        )

    def total(sizes: Sequence[float]) -> int:
        each = [lines(place, int(room)) for place, room in enumerate(sizes)]
        return sum(max(row) for row in zip(*each, strict=True))

    best = total(widths)
    for _ in range(_MOST_MOVES):
        tried = [
            (total(moved), moved)
            for giver in range(len(widths))
            for taker in range(len(widths))
            if giver != taker and (moved := _moved(widths, least, giver, taker))
        ]
        found = min(tried, default=(best, widths), key=lambda each: each[0])
        if found[0] >= best:
            break
        best, widths = found
    return tuple(widths)


def _moved(
    widths: Sequence[float], least: Sequence[float], giver: int, taker: int
) -> list[float] | None:
    """Widths after a step of room was moved; nothing where a word would be broken."""
    if widths[giver] - _STEP < least[giver]:
        return None
    moved = list(widths)
    moved[giver] -= _STEP
    moved[taker] += _STEP
    return moved


def _cap(sizes: Sequence[float], room: float) -> float:
    """The width to which columns are limited so that they fit together."""
    rest, columns = room, len(sizes)
    for each in sorted(sizes):
        if each * columns >= rest:
            return rest / columns
        rest -= each
        columns -= 1
    return max(sizes)


def _cut(row: Sequence[Cell], widths: Sequence[float], size: float, lines: int) -> tuple[str, ...]:
    return tuple(
        cut(plain(cell.text), size, room - PAD_ACROSS, lines)
        for cell, room in zip(row, widths, strict=True)
    )


def _height(
    texts: Sequence[str], widths: Sequence[float], size: float, *, bold: bool = False
) -> float:
    lines = max(
        len(wrapped(text, size, room - PAD_ACROSS, bold=bold))
        for text, room in zip(texts, widths, strict=True)
    )
    return lines * size * LINE + PAD_DOWN
