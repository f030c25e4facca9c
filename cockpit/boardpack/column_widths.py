"""Widths of the columns of a table on paper, from the texts that they hold."""

from __future__ import annotations

import re
from collections.abc import Callable

from cockpit.boardpack.model import Table
from cockpit.boardpack.pptx_measure import whole_units
from cockpit.boardpack.signs import LONG_WORD

#: Width of a character of a table, of the gap between columns, and of a column at most.
_CHARACTER, _GAP, _WIDEST = 4.6, 9.0, 420.0


def wanted(table: Table) -> list[float]:
    """About how wide each column would like to be for its texts, in points."""
    return [min(_WIDEST, _points(max(map(len, told)))) for told in _told(table, _halves)]


def fitted(table: Table, room: float) -> list[float]:
    """Widths of the columns in ``room`` points: none below its longest word, the rest by need."""
    wide = wanted(table)
    least = [_points(max(map(len, told))) for told in _told(table, _words)]
    spread = sum(max(0.0, want - low) for want, low in zip(wide, least, strict=True))
    left = room - sum(least)
    if sum(wide) <= room or left <= 0 or not spread:
        return wide
    return [
        low + left * max(0.0, want - low) / spread for want, low in zip(wide, least, strict=True)
    ]


def _points(characters: int) -> float:
    return characters * _CHARACTER + _GAP


def _told(table: Table, parts: Callable[[str], list[str]]) -> list[list[str]]:
    """What each column has to hold without a break: parts of its title, and its cells."""
    whole: Callable[[str], list[str]] = _words if parts is _words else lambda text: [text]
    return [
        [
            *parts(whole_units(column.title)),
            *(part for row in table.rows[: table.shown] for part in whole(row[place].text)),
        ]
        for place, column in enumerate(table.columns)
    ]


def _words(text: str) -> list[str]:
    """Words as lines can break them; a no-break space is part of a word."""
    return [word[:LONG_WORD] for word in re.split(r"[ \n-]", text)]


def _halves(text: str) -> list[str]:
    """A title over two lines, parted where the longer of them is shortest."""
    words = text.split(" ")
    ways = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) + 1)]
    return list(min(ways, key=lambda lines: max(map(len, lines))))
