"""What every slide shares: where its body begins, its lede, its figures, titles that count.

Lengths are points. The main part is planned in :mod:`pptx_main`, the rest in
:mod:`pptx_appendix`.
"""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.boardpack.model import KeyFigure
from cockpit.boardpack.pptx_blocks import COLUMN_GAP, HEADING, NOTE_LINES, FigureRow
from cockpit.boardpack.pptx_measure import (
    LINE,
    cut,
    fitting,
    height,
    opened,
    plain,
    sentences,
    width,
    wrapped,
)
from cockpit.boardpack.pptx_template import (
    BODY,
    BODY_TOP,
    BODY_TOP_LEDE,
    FIGURE,
    LEDE,
    ROOM,
    SHORTER,
    TITLE,
)

_FIGURES_A_ROW, _GRID = 5, 4
_LEAST_FIGURE = 16.0


def one_line(title: str) -> bool:
    """Whether a title stands on one line."""
    return len(wrapped(title, TITLE, ROOM, bold=True)) <= 1


def body_top(title: str, lede: str) -> float:
    """Where the first block begins, below title and lede."""
    return (BODY_TOP_LEDE if lede else BODY_TOP) - (SHORTER if one_line(title) else 0.0)


def lede_of(rest: str) -> str:
    """What of a headline did not fit in the title, on two lines; whole, it stands in the notes."""
    parts = sentences(rest)
    count = fitting(parts, LEDE, ROOM, 2, bold=False)
    return " ".join(parts[:count]) if count else cut(rest, LEDE, ROOM, 2)


def titled(title: str, suffix: str) -> str:
    """A title with its count, on two lines."""
    if not suffix or len(wrapped(title + suffix, TITLE, ROOM, bold=True)) <= 2:
        return title + suffix
    return opened(title, TITLE, ROOM - 80, 2)[0] + suffix


def figure_rows(figures: Sequence[KeyFigure]) -> list[FigureRow]:
    """Figures in as few rows as possible, of about equal length."""
    if not figures:
        return []
    rows = -(-len(figures) // _FIGURES_A_ROW)
    each = -(-len(figures) // rows)
    return [
        _figure_row(tuple(figures[start : start + each]), max(each, _GRID))
        for start in range(0, len(figures), each)
    ]


def figure_column(figures: Sequence[KeyFigure], column: float) -> FigureRow | None:
    """Figures one below the other; ``None`` where there are none."""
    if not figures:
        return None
    size, heights = _sizes(figures, column)
    return FigureRow(tuple(figures), column, size, tuple(h + 8 for h in heights), down=True)


def _figure_row(figures: tuple[KeyFigure, ...], columns: int) -> FigureRow:
    column = (ROOM - COLUMN_GAP * (columns - 1)) / columns
    return FigureRow(figures, column, *_sizes(figures, column))


def _sizes(figures: Sequence[KeyFigure], column: float) -> tuple[float, tuple[float, ...]]:
    """Font size of the values, and the height of each figure."""
    widest = max(width(plain(each.text), 1.0, bold=True) for each in figures)
    size = max(_LEAST_FIGURE, min(FIGURE, float(int(column / widest)) if widest else FIGURE))
    return size, tuple(_figure_height(each, column, size) for each in figures)


def _figure_height(figure: KeyFigure, column: float, size: float) -> float:
    """Height of a headline figure: value, label and note."""
    lines = min(NOTE_LINES, len(wrapped(plain(figure.text), size, column, bold=True)))
    below = sum(
        min(NOTE_LINES * BODY * LINE, height(plain(text), BODY, column))
        for text in (figure.label, figure.note)
        if text
    )
    return 12 + lines * size * LINE + below + 4


def remarks_height(lines: Sequence[str], size: float, room: float = ROOM) -> float:
    """Height of remarks with their heading."""
    return HEADING + sum(height(line, size, room) + 4 for line in lines)
