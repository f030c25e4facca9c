"""A section as screens of one message each, for a room to read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cockpit.boardpack.model import Cell, Chart, KeyFigure, Section, Table

#: Where a sentence ends: what follows begins with a capital, so an abbreviation is no end.
_SENTENCE = re.compile(r"(?<=[a-z%0-9)”][.]) (?=[A-Z“])")
#: Signs of the longest message that a room reads; what is longer is named, not told.
_LONGEST = 170
#: Signs in a row of a table across the screen, and the most that one column takes of them.
_ACROSS, _COLUMN = 175, 50
#: Pixels of a line of text in a cell, and of the space around it.
_LINE, _SPACE = 24, 13


@dataclass(frozen=True, slots=True)
class Room:
    """Pixels that rows of a table have below a message; ``beside`` those below figures too."""

    height: int
    beside: int


@dataclass(frozen=True)
class Screen:
    """One screen: its message, and what bears it out; ``part`` of ``of`` screens of its section.

    ``rows`` are the places of the table's rows that stand on it, first and last exclusive.
    """

    section: Section
    message: str
    figures: tuple[KeyFigure, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    rows: tuple[int, int] = (0, 0)
    part: int = 1
    of: int = 1


def screens(section: Section, room: Room) -> tuple[Screen, ...]:
    """The message with its figures and first chart; then each further chart and each table.

    A table that has no room on one screen goes on on the next; one that stands in the
    files only has none.
    """
    charts = list(section.charts)
    tables = [each for each in section.tables if each.shown and each.rows]
    opening = Screen(section, section.headline, section.figures)
    if charts:
        found = [replace(opening, chart=charts.pop(0))]
    elif tables:
        found = list(_tabled(opening, tables.pop(0), room))
    else:
        found = [opening]
    found += [Screen(section, _message(each), chart=each) for each in charts]
    for each in tables:
        found += _tabled(Screen(section, each.title), each, room)
    return tuple(
        replace(each, part=part, of=len(found)) for part, each in enumerate(found, start=1)
    )


def _message(chart: Chart) -> str:
    """The first sentence of what it shows; its title where that says too much at once."""
    first = _SENTENCE.split(chart.takeaway)[0]
    return first if len(first) <= _LONGEST else chart.title


def _tabled(opening: Screen, table: Table, room: Room) -> Iterator[Screen]:
    """The table on as many screens as its rows need; figures stand on the first alone."""
    rows = table.rows[: table.shown]
    widths = _widths(table, rows)
    first, left = 0, room.beside if opening.figures else room.height
    screen = opening
    for place, row in enumerate(rows):
        needed = _height(row, widths)
        if place > first and needed > left:
            yield replace(screen, table=table, rows=(first, place))
            first, left, screen = place, room.height, Screen(opening.section, table.title)
        left -= needed
    yield replace(screen, table=table, rows=(first, len(rows)))


def _widths(table: Table, rows: tuple[tuple[Cell, ...], ...]) -> list[float]:
    """Signs that have room in each column, as a browser shares them out by what they hold."""
    wanted = [
        min(_COLUMN, max(len(column.title), *(len(row[place].text) for row in rows)))
        for place, column in enumerate(table.columns)
    ]
    return [_ACROSS * each / max(_ACROSS, sum(wanted)) for each in wanted]


def _height(row: tuple[Cell, ...], widths: list[float]) -> int:
    """Pixels of a row by its tallest cell; words do not break, which costs a little room."""
    lines = max(
        math.ceil(1.1 * len(cell.text) / max(1.0, width))
        for cell, width in zip(row, widths, strict=True)
    )
    return _SPACE + _LINE * lines
