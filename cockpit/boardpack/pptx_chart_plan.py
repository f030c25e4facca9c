"""Room that charts take on a slide, which stand side by side, and which are parted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cockpit.boardpack.model import Chart, NativeChart, Role, Series, Shape
from cockpit.boardpack.pptx_measure import LINE, counted, longest_word, plain, width, wrapped
from cockpit.boardpack.pptx_template import BODY, ROOM

#: Space between two charts, and below a chart's title.
BETWEEN, BELOW_TITLE = 32.0, 6.0
HALF = (ROOM - BETWEEN) / 2
TITLE_SIZE, TITLE_LINES = 13.0, 3
#: Height of a bar with its share of the gap: at least, and at most.
_BAR, _MOST_BAR = 17.0, 40.0
_NAME_SHARE, _NAME_LINE = 0.42, 14.0
_LEAST_PLOT, _MOST_PLOT = 170.0, 330.0
_MOST_HALF_BARS, _MOST_HALF_COLUMNS = 16, 12

BARS = (Shape.BAR, Shape.STACKED_BAR)
STACKED = (Shape.STACKED_BAR, Shape.STACKED_COLUMN)


@dataclass(frozen=True)
class ChartPart:
    """A chart on one slide, or some of its categories; ``span`` is that of the whole chart."""

    chart: Chart
    native: NativeChart | None
    span: tuple[float, float] = (0.0, 0.0)
    part: int = 1
    parts: int = 1

    @property
    def title(self) -> str:
        """What is drawn, with its unit."""
        title = plain((self.native.title if self.native else "") or self.chart.title)
        return title + counted(self.part, self.parts)


def chart_parts(charts: Sequence[Chart], most: float) -> list[ChartPart]:
    """Charts, those of them in parts that need more than ``most`` points of height."""
    return [part for chart in charts for part in _parts(chart, most)]


def chart_row(parts: Sequence[ChartPart], left: float) -> tuple[int, float, float] | None:
    """How many of the first charts stand side by side in what is left of a slide.

    With the least and the largest height of that row; ``None`` where not even one fits.
    """
    pair = len(parts) > 1 and all(_narrow(part) for part in parts[:2])
    for count in (2, 1) if pair else (1,):
        room = ROOM if count == 1 else HALF
        needs = [need(part, room) for part in parts[:count]]
        least = max(each[0] for each in needs)
        if least <= left:
            return count, least, max(least, *(each[1] for each in needs))
    return None


def title_height(part: ChartPart, room: float) -> float:
    """Height of the title of a chart with the space below it."""
    lines = min(TITLE_LINES, len(wrapped(part.title, TITLE_SIZE, room, bold=True)))
    return lines * TITLE_SIZE * LINE + BELOW_TITLE


def visible(native: NativeChart) -> tuple[Series, ...]:
    """The series that are seen."""
    return tuple(each for each in native.series if each.role is not Role.HIDDEN)


def has_legend(native: NativeChart) -> bool:
    """Whether names of series need a legend: several, none of which is written at its marks."""
    floating = any(each.role is Role.HIDDEN for each in native.series)
    return len(visible(native)) > 1 and not floating and native.shape in (*STACKED, Shape.COLUMN)


def legend_height(native: NativeChart, room: float) -> float:
    """Height of the legend above the plot."""
    if not has_legend(native):
        return 0.0
    total = sum(width(plain(each.name), BODY) + 32 for each in visible(native))
    return (int(total / room) + 1) * 18.0 + 4


def names_room(native: NativeChart, room: float) -> float:
    """Room that the names of the categories take to the left of bars."""
    widest = max((width(plain(each), BODY) for each in native.categories), default=0.0)
    return min(widest, room * _NAME_SHARE) + 8


def slot(native: NativeChart, room: float) -> float:
    """Height that one category of a bar chart needs at least."""
    bars = len(visible(native)) if native.shape is Shape.BAR else 1
    names = names_room(native, room) - 8
    lines = [min(3, len(wrapped(plain(each), BODY, names))) for each in native.categories]
    # A name of two lines may reach beyond its own bar, but not into the name next to it.
    pairs = [(one + other) / 2 for one, other in pairwise(lines)]
    return max(_BAR, bars * 14.0 + (8 if bars > 1 else 0), max(pairs, default=1.0) * _NAME_LINE)


def labels_beyond(native: NativeChart) -> bool:
    """Whether labels stand beyond the end of a stack: of floating bars, or of whole stacks.

    Words at the last series alone are about the whole stack.
    """
    if native.shape not in STACKED:
        return False
    seen = visible(native)
    floating = len(seen) < len(native.series)
    return floating or (
        bool(seen) and bool(seen[-1].labels) and not any(each.labels for each in seen[:-1])
    )


def span(native: NativeChart) -> tuple[float, float]:
    """Least and largest value that is drawn, zero included; of stacks their sums."""
    lows, highs = [0.0], [0.0]
    for place in range(len(native.categories)):
        values = [series.values[place] or 0.0 for series in native.series]
        if native.shape in STACKED:
            highs.append(sum(value for value in values if value > 0))
            lows.append(sum(value for value in values if value < 0))
        else:
            highs.append(max(values, default=0.0))
            lows.append(min(values, default=0.0))
    return min(lows), max(highs)


def _parts(chart: Chart, most: float) -> list[ChartPart]:
    """A chart with more bars than a slide can hold in parts, all on one scale."""
    native = chart.native
    if native is None:
        return [ChartPart(chart, None)]
    reach = span(native)
    whole = ChartPart(chart, native, reach)
    count = len(native.categories)
    if native.shape not in BARS or need(whole, ROOM)[0] <= most:
        return [whole]
    room = most - title_height(replace(whole, parts=9), ROOM) - legend_height(native, ROOM)
    each = max(1, int(room / slot(native, ROOM)))
    parts = -(-count // each)
    each = -(-count // parts)
    return [
        ChartPart(chart, _some(native, start, start + each), reach, 1 + start // each, parts)
        for start in range(0, count, each)
    ]


def _some(native: NativeChart, start: int, end: int) -> NativeChart:
    """Some of the categories of a chart."""
    series = tuple(
        replace(each, values=each.values[start:end], labels=each.labels[start:end])
        for each in native.series
    )
    return replace(native, categories=native.categories[start:end], series=series)


def _narrow(part: ChartPart) -> bool:
    """Whether a chart can be read at half the width."""
    native = part.native
    if native is None:
        return part.chart.width <= 600
    if part.parts > 1:
        return False
    marks = len(native.categories) * (1 if native.shape in STACKED else len(visible(native)))
    if native.shape in BARS:
        return marks <= _MOST_HALF_BARS
    if native.shape is Shape.LINE:
        return len(native.categories) <= 61
    words = max((longest_word(plain(each), BODY) for each in native.categories), default=0.0)
    return marks <= _MOST_HALF_COLUMNS and words <= HALF / max(1, len(native.categories))


def need(part: ChartPart, room: float) -> tuple[float, float]:
    """Least and largest height of a chart with its title."""
    above = title_height(part, room)
    native = part.native
    if native is None:
        # One pixel is drawn as one point: text of 12 pixels then reads as 12 points.
        tall = float(part.chart.height)
        return above + min(tall, _LEAST_PLOT), above + min(tall, _MOST_PLOT)
    above += legend_height(native, room)
    if native.shape not in BARS:
        return above + _LEAST_PLOT, above + _MOST_PLOT
    bars = len(visible(native)) if native.shape is Shape.BAR else 1
    least, count = slot(native, room), len(native.categories)
    return above + count * least, above + count * max(least, min(60.0, _MOST_BAR * bars))
