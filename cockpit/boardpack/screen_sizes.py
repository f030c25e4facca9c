"""How much of a screen a message, figures, a chart or rows of a table take, in pixels.

Measured in a browser: the type is Source Sans, and a table's cells have the spaces that
Streamlit gives them. Texts are taken a little wider than they are.
"""

from __future__ import annotations

import functools
import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cockpit.boardpack.model import Chart, KeyFigure, Table
from cockpit.boardpack.pictures import natural_height

#: Width of a sign as a share of the size of its type.
_SIGN = 0.455
#: A table at scale 1: its type, the height of a line, the space around a cell and beside
#: it, and the width at which a text is wrapped at the latest.
_TYPE, _LINE, _AROUND, _BESIDE, _WIDEST = 14, 21, 9, 22, 400
#: Signs of a word behind which it may go on in the next line.
_WORD = 40
#: Type of a key figure's value at scale 1, in pixels.
FIGURE = 28
#: Space between two things on a screen, and around a message.
_GAP, _MESSAGE = 16, 20
#: A line of small text: the title of a chart, the words below a table.
_SMALL = 24


@dataclass(frozen=True, slots=True)
class Room:
    """Pixels of a screen between its bars, and the sizes that a room can read there.

    ``first`` is the type of a message's first sentence and ``rest`` that of what follows
    it. Scales are multiples of the sizes of a page: ``least`` is the smallest of a chart or
    table, ``most`` the largest, ``figures`` that of key figures above something, ``alone``
    where nothing stands below them.
    """

    width: int
    height: int
    first: int
    rest: int
    least: float
    most: float
    figures: float
    alone: float


@functools.lru_cache(maxsize=20_000)
def lines(text: str, size: float, width: float) -> int:
    """Lines of a text in type of ``size`` pixels, wrapped at ``width`` pixels; 0 for none."""
    return len(textwrap.wrap(text, max(1, math.floor(width / size / _SIGN))))


def message_height(message: str, more: str, room: Room) -> float:
    """Pixels of the message, with what is said below it."""
    taken = lines(message, room.first, room.width) * 1.2 * room.first + _MESSAGE + _GAP
    if more:
        taken += lines(more, room.rest, room.width) * 1.2 * room.rest + _MESSAGE / 2
    return taken


def figures_height(figures: Sequence[KeyFigure], room: Room) -> float:
    """Pixels of key figures side by side: label, value, and the note of the longest."""
    if not figures:
        return 0.0
    words = [(each.label, each.text, each.note) for each in figures]
    rows = list(zip(*words, strict=True))
    widths = _widths([[row[place] for row in rows] for place in range(len(figures))], room)
    labels, values, notes = (
        max(lines(text, size, width) for text, width in zip(row, widths, strict=True))
        for row, size in zip(rows, (_TYPE, FIGURE, _TYPE), strict=True)
    )
    noted = notes * _LINE + _AROUND if notes else 0
    high = labels * _LINE + values * FIGURE * 1.5 + 2 * _AROUND + noted
    return room.figures * high + _GAP


def _widths(columns: Sequence[Sequence[str]], room: Room) -> list[float]:
    return column_widths(columns, room.width / room.figures)


def chart_scale(chart: Chart, height: float, room: Room) -> float:
    """How many times its usual size a chart can have in ``height`` pixels, with its title."""
    natural = natural_height(chart.figure, room.width)
    return max(0.1, min(room.most, (height - _SMALL - _GAP - _GAP) / natural))


def scales(room: Room) -> Iterator[float]:
    """Scales of a table, the largest first."""
    steps = round((room.most - room.least) * 20)
    return (room.least + step / 20 for step in range(steps, -1, -1))


def table_height(
    table: Table, first: int, last: int, shares: Sequence[float], width: float, scale: float
) -> float:
    """Pixels of these rows of a table with its headings, and of the words below it.

    ``shares`` are those of :func:`column_shares` at the same width and scale.
    """
    widths = [min(_WIDEST, share * width / scale - _BESIDE) for share in shares]
    rows = [
        [column.title for column in table.columns],
        *([cell.text for cell in row] for row in table.rows[first:last]),
    ]
    high = sum(
        max(1, *(lines(text, _TYPE, wide) for text, wide in zip(row, widths, strict=True))) * _LINE
        + _AROUND
        for row in rows
    )
    return high * scale + words_below(table, first, last, width)


def words_below(table: Table, first: int, last: int, width: float) -> float:
    """Pixels of what is said below these rows: which they are, and, at the end, the note."""
    note = table.note if last == min(table.shown, len(table.rows)) else ""
    where = "Rows 1 to 99 of 99. " if (first, last) != (0, len(table.rows)) else ""
    found = lines(where + note, _TYPE, width)
    return found * _SMALL + _GAP if found else 0.0


def column_shares(table: Table, width: float, scale: float) -> list[float]:
    """Shares of the width that columns have, for all screens of a table alike."""
    titles = [column.title for column in table.columns]
    rows = [titles, *([cell.text for cell in row] for row in table.rows[: table.shown])]
    found = [each + _BESIDE for each in column_widths(list(zip(*rows, strict=True)), width / scale)]
    return [each / sum(found) for each in found]


def column_widths(columns: Sequence[Sequence[str]], width: float) -> list[float]:
    """Pixels of the texts of each column in a table of this width, at scale 1.

    As a browser lays out a table: no column is narrower than its longest word, and what
    width is left goes to each by what it could still use.
    """
    least = [
        max(_wide(word[:_WORD]) for text in each for word in text.split() or [""])
        for each in columns
    ]
    most = [min(_WIDEST, max(_wide(text) for text in each)) for each in columns]
    free = width - sum(least) - _BESIDE * len(columns)
    wanted = sum(max(0.0, high - low) for low, high in zip(least, most, strict=True))
    share = min(1.0, max(0.0, free / wanted)) if wanted else 1.0
    return [low + share * max(0.0, high - low) + 1 for low, high in zip(least, most, strict=True)]


def _wide(text: str) -> float:
    return len(text) * _TYPE * _SIGN
