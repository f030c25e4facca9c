"""How a sheet comes onto paper: its scale, and where a page ends.

A sheet of a section has blocks that are not torn apart (a chart, a table of a few rows); it
is printed at the scale that needs the fewest pages. All lengths are points.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Height of a row for which none is set.
ROW_POINTS = 15.0
#: Width of a character of the standard typeface, as sheets measure columns, and their margin.
CHARACTER_POINTS, COLUMN_POINTS = 5.25, 3.75
#: Characters across a landscape page that can still be read on paper.
READABLE = 240
#: The least scale chosen for the sake of fewer pages; columns may need a smaller one.
_LEAST_SCALE = 75
#: Programs differ in the width of a column by some percent: none may lose one to another page.
_SPARE = 0.91
#: A table begins at the foot of a page, and goes on on the next, where it is longer than this
#: share of a page and has at least so much room.
_LONG, _BEGINS = 0.55, 130.0
#: How much smaller a long table may be set so that its last page is not almost empty.
_SHRUNK = 0.75


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together; ``picture`` where they must not be torn, however many."""

    first: int
    last: int
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """``scale`` in percent, the rows before which a page ends, and the number of pages."""

    scale: int
    breaks: tuple[int, ...]
    pages: int


def columns_wide(widths: Sequence[float]) -> float:
    """Width of columns in points, from their widths in characters."""
    return sum(each * CHARACTER_POINTS + COLUMN_POINTS for each in widths)


def laid_out(
    heights: Mapping[int, float],
    blocks: Sequence[Block],
    end: int,
    wide: float,
    across: float,
    down: float,
) -> Paper:
    """The scale and the page breaks of a sheet whose blocks stay whole.

    Parameters
    ----------
    heights
        Of the rows that have one of their own.
    blocks
        From top to bottom; ``end`` is the last row.
    wide
        Width of all columns; ``across`` and ``down`` are the page between its margins.

    Returns
    -------
    Paper
        Of all scales that can be read, the largest of those with the fewest pages.
    """
    fits = max(10, min(100, math.floor(100 * _SPARE * across / wide)))
    scales = range(fits, min(fits, _LEAST_SCALE) - 1, -1)
    tried = [_flow(heights, blocks, end, scale, down * 100 / scale) for scale in scales]
    return min(tried, key=lambda paper: (paper.pages, -paper.scale))


def _flow(
    heights: Mapping[int, float],
    blocks: Sequence[Block],
    end: int,
    scale: int,
    page: float,
) -> Paper:
    """The sheet at one scale, on pages ``page`` high."""

    def high(first: int, last: int) -> float:
        return sum(heights.get(row, ROW_POINTS) for row in range(first, last + 1))

    breaks: list[int] = []
    used, pages, row = 0.0, 1, 0
    for block in (*blocks, Block(end + 1, end)):
        used += high(row, block.first - 1)
        tall = high(block.first, block.last)
        whole = tall <= page * (1.0 if block.picture else _LONG)
        if used + tall > page and (whole or page - used < _BEGINS) and block.first > 0:
            breaks.append(block.first)
            used, pages = 0.0, pages + 1
        used += tall
        if used > page:
            pages += int(used // page)
            used %= page
        row = block.last + 1
    return Paper(scale, tuple(breaks), pages)


def pages_down(rows: float, repeated: float, wide: float, across: float, down: float) -> int:
    """Pages onto which a long table is fitted; 0 where as many as it takes are right.

    A table that would leave a few rows on its last page is set a little smaller instead.
    ``rows`` is the height of all rows, ``repeated`` of those that stand on every page.
    """
    scale = min(1.0, _SPARE * across / wide)
    page = down / scale
    pages = 1 + max(0.0, rows - page) / (page - repeated) if page > repeated else 0.0
    fewer = int(pages)
    if fewer < 1 or pages == fewer:
        return 0
    # Height and width shrink together, so that each page takes more by one over the scale.
    smaller = scale * (fewer * down / scale) / (rows + (fewer - 1) * repeated)
    return fewer if smaller >= _SHRUNK * scale else 0
