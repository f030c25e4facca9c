"""A section as screens of one message each, laid out for a room to read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cockpit.boardpack import screen_sizes as sizes
from cockpit.boardpack.model import Chart, KeyFigure, Section, Table
from cockpit.boardpack.screen_sizes import Room

#: Where a sentence ends: what follows begins anew, so that an abbreviation is no end.
_SENTENCE = re.compile(r"(?<=[a-z%0-9)”][.]) (?=[A-Z“])|(?<=[a-z]{4}[.]) (?=[0-9])")
#: Signs of the longest message that a room reads; what is longer is named, not told.
_LONGEST = 170
#: Rows below key figures: a table of which fewer have room stands on the next screen.
_FEW = 3


@dataclass(frozen=True)
class Screen:
    """One screen: its message, and what bears it out; ``part`` of ``of`` screens of its section.

    ``more`` is said below the message, smaller. ``rows`` are the places of the table's
    rows that stand on it, first and last exclusive; with ``glance`` it says in short what the
    next screens tell in full. ``scale`` is how many times the size of
    a page figures, chart or table have.
    """

    section: Section
    message: str
    more: str = ""
    figures: tuple[KeyFigure, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    rows: tuple[int, int] = (0, 0)
    scale: float = 1.0
    part: int = 1
    of: int = 1
    glance: bool = False


def opening(found: Sequence[Screen]) -> int:
    """How many screens tell a section's message: up to its first chart or table."""
    shows = (each.part for each in found if each.chart is not None or each.table is not None)
    return next(shows, 1)


def screens(section: Section, room: Room) -> tuple[Screen, ...]:
    """The message with its figures and first chart; then each further chart and each table.

    What would be too small to read below the figures stands on a screen of its own, and a
    table that has no room on one goes on on the next; one that stands in the files only
    has none. A section without either says what is missing.
    """
    charts = list(section.charts)
    tables = [each for each in section.tables if each.shown and each.rows]
    opening = _opening(section)
    found: list[Screen] = []
    if charts and (scale := _chart_scale(opening, charts[0], room)) >= room.least:
        found.append(replace(opening, chart=charts.pop(0), scale=scale))
    elif not charts and tables and _begins(opening, tables[0], room):
        found += _tabled(opening, tables.pop(0), room)
    elif charts or tables:
        found.append(replace(opening, scale=room.alone))
    else:
        more = " ".join((opening.more, *section.remarks)).strip()
        found.append(replace(opening, more=more, scale=room.alone))
    for chart in charts:
        screen = Screen(section, _message(chart))
        scale = _chart_scale(screen, chart, room)
        found.append(replace(screen, chart=chart, scale=scale))
    found += _glance(section, tables, room)
    for table in tables:
        found += _tabled(Screen(section, table.title), table, room)
    return tuple(
        replace(each, part=part, of=len(found)) for part, each in enumerate(found, start=1)
    )


def _opening(section: Section) -> Screen:
    """The first sentence is the message; what follows it stands below."""
    first, *rest = _SENTENCE.split(section.headline)
    return Screen(section, first, " ".join(rest), section.figures)


def _message(chart: Chart) -> str:
    """The first sentence of what it shows; its title where that says too much at once."""
    first = _SENTENCE.split(chart.takeaway)[0]
    return first if len(first) <= _LONGEST else chart.title


def _left(screen: Screen, room: Room) -> float:
    """Pixels below the message and the figures of a screen."""
    taken = sizes.message_height(screen.message, screen.more, room)
    return room.height - taken - sizes.figures_height(screen.figures, room)


def _chart_scale(screen: Screen, chart: Chart, room: Room) -> float:
    return sizes.chart_scale(chart, _left(screen, room), room)


def _begins(opening: Screen, table: Table, room: Room) -> bool:
    """Whether enough rows of a table have room below what opens its section."""
    few = min(_FEW, table.shown, len(table.rows))
    shares = sizes.column_shares(table, room.width, room.least)
    height = sizes.table_height(table, 0, few, shares, room.width, room.least)
    return height <= _left(opening, room)


def _tabled(opening: Screen, table: Table, room: Room) -> list[Screen]:
    """The table on as few screens as it needs, evenly, and as large as these have room for.

    Figures stand on the first of them alone.
    """
    least = _parted(opening, table, room, room.least)
    for scale in sizes.scales(room):
        found = _parted(opening, table, room, scale)
        if found and len(found) == len(least):
            return found
    return least


def _glance(section: Section, tables: Sequence[Table], room: Room) -> list[Screen]:
    """The section at a glance, where its first table goes over several screens."""
    if section.glance is None or not tables:
        return []
    whole = Screen(section, tables[0].title)
    if len(_parted(whole, tables[0], room, room.least)) == 1:
        return []
    found = _tabled(Screen(section, section.glance.title), section.glance, room)
    return [replace(each, glance=True) for each in found]


def _parted(opening: Screen, table: Table, room: Room, scale: float) -> list[Screen]:
    """The table on screens at this scale; none where a single row has no room on one.

    At the least scale a row stands on a screen of its own, whatever room it has.
    """
    count = min(table.shown, len(table.rows))
    further = Screen(opening.section, table.title)
    shares = sizes.column_shares(table, room.width, scale)

    def behind(screen: Screen, first: int) -> int:
        """The place behind the last row that has room on this screen."""
        height, last = _left(screen, room), first
        while last < count and needs(first, last + 1) <= height:
            last += 1
        return last if scale > room.least else max(last, first + 1)

    def needs(first: int, last: int) -> float:
        return sizes.table_height(table, first, last, shares, room.width, scale)

    found: list[Screen] = []
    screen, first = opening, 0
    while first < count:
        last = place = behind(screen, first)
        needed = 1
        while first < place < count:
            after = behind(further, place)
            needed, place = needed + 1, after if after > place else first
        if place <= first:
            return []
        last = min(last, first - (first - count) // needed)
        found.append(replace(screen, table=table, rows=(first, last), scale=scale))
        screen, first = further, last
    return found
