"""Room that charts take on a slide, which stand side by side, and which are parted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cockpit.boardpack.model import Chart, NativeChart, Role, Series, Shape
from cockpit.boardpack.pptx_measure import (
    LINE,
    counted,
    longest_word,
    plain,
    whole_units,
    width,
    wrapped,
)
from cockpit.boardpack.pptx_template import BODY, ROOM
from cockpit.wording import GAP

#: Space between two charts, and below a chart's title.
BETWEEN, BELOW_TITLE = 32.0, 6.0
HALF = (ROOM - BETWEEN) / 2
TITLE_SIZE, TITLE_LINES = 13.0, 3
#: Height of a bar with its share of the gap: at least, and at most.
_BAR, _MOST_BAR, _THIN_BAR = 17.0, 40.0, 7.5
_NAME_SHARE, _NAME_LINE = 0.42, 14.0
_LEAST_PLOT, _MOST_PLOT = 170.0, 330.0
_MOST_HALF_BARS, _MOST_HALF_COLUMNS = 16, 12
#: Categories in which every bar may carry a line of text.
_FEW = 4

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
    of: int = 0

    @property
    def title(self) -> str:
        """What is drawn, with its unit; and that the appendix has more, ``of`` so many."""
        own = self.native.title if self.native else ""
        title = whole_units(plain(own or self.chart.title))
        if self.native and self.of:
            shown = f"{len(self.native.categories)} of {self.of}".replace(" ", GAP)
            title += f"; {shown}, the others in the appendix"
        return title + counted(self.part, self.parts)


def chart_parts(charts: Sequence[Chart], most: float) -> list[ChartPart]:
    """Charts, those of them in parts that need more than ``most`` points of height."""
    return [part for chart in charts for part in _parts(chart, most)]


def whole_part(chart: Chart) -> ChartPart:
    """A chart that is not parted."""
    return ChartPart(chart, chart.native, span(chart.native) if chart.native else (0.0, 0.0))


def first_of(part: ChartPart, room: float, most: float) -> ChartPart | None:
    """A bar chart with as many of its first categories as ``most`` points can hold."""
    if part.native is None or part.native.shape not in BARS:
        return None
    count = len(part.native.categories)
    for some in range(count - 1, 1, -1):
        native = _some(part.native, 0, some)
        found = replace(part, native=native, span=span(native), of=count)
        if need(found, room)[0] <= most:
            return found
    return None


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


def is_floating(native: NativeChart) -> bool:
    """Whether bars float on others that are not seen."""
    return len(visible(native)) < len(native.series)


def in_column(native: NativeChart) -> bool:
    """Whether the words about floating stacks stand in a column beside them: at the last bar."""
    words = [labelled(each) for each in visible(native)]
    return is_floating(native) and len(words) > 2 and words[-1] and not any(words[:-1])


def labelled(series: Series) -> bool:
    """Whether the page writes anything at the marks of a series."""
    return any(series.labels)


def named_at_marks(native: NativeChart) -> bool:
    """Whether each bar is written with the name of its series: all or none have words."""
    seen = visible(native)
    with_words = sum(labelled(each) for each in seen)
    return native.shape is Shape.BAR and len(seen) > 1 and with_words in (0, len(seen))


def only_names(native: NativeChart) -> bool:
    """Whether bars without words of their own are written with the name of their series alone.

    So they are where a colour stands for two series (P10 and P90), which no legend could
    tell apart, as long as there is room for a line a bar.
    """
    seen = visible(native)
    few = len(native.categories) <= _FEW
    shared = len({each.role for each in seen}) < len(seen)
    some = any(labelled(each) for each in seen)
    return native.shape is Shape.BAR and few and shared and some and not named_at_marks(native)


def has_legend(native: NativeChart) -> bool:
    """Whether names of series need a legend: several, none of which is written at its marks."""
    if len(visible(native)) < 2 or is_floating(native) or native.shape is Shape.LINE:
        return False
    return not named_at_marks(native) and not only_names(native)


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
    names = names_room(native, room) - 8
    lines = [min(3, len(wrapped(plain(each), BODY, names))) for each in native.categories]
    # A name of two lines may reach beyond its own bar, but not into the name next to it.
    pairs = [(one + other) / 2 for one, other in pairwise(lines)]
    return max(_BAR, _bars_height(native), max(pairs, default=1.0) * _NAME_LINE)


def _bars_height(native: NativeChart) -> float:
    """Height of the bars of one category: each as high as its label, thinner without any."""
    bars = len(visible(native))
    if native.shape is not Shape.BAR or bars < 2:
        return _BAR
    with_words = 0 if only_names(native) else sum(labelled(each) for each in visible(native))
    with_words = with_words or bars
    return max(with_words * 14.0, bars * _THIN_BAR) + 8


def labels_beyond(native: NativeChart) -> bool:
    """Whether labels stand beyond the end of a stack.

    So they do at floating bars, where the words at the last series alone are about the
    whole stack, and where each stack is one bar to either side.
    """
    if native.shape not in STACKED:
        return False
    seen = visible(native)
    words = [labelled(each) for each in seen]
    if is_floating(native) or (words[-1:] == [True] and not any(words[:-1])):
        return True
    stacks = zip(*(each.values for each in seen), strict=True)
    return all(max(_sides(values)) <= 1 for values in stacks)


def _sides(values: Sequence[float | None]) -> tuple[int, int]:
    """How many bars lie on either side of zero."""
    found = [value for value in values if value]
    return sum(value > 0 for value in found), sum(value < 0 for value in found)


def span(native: NativeChart) -> tuple[float, float]:
    """Least and largest value that is drawn, zero included; of stacks their sums.

    Never without extent: where all values are zero, an axis of one unit still stands.
    """
    lows, highs = [0.0], [0.0]
    for place in range(len(native.categories)):
        values = [series.values[place] or 0.0 for series in native.series]
        if native.shape in STACKED:
            highs.append(sum(value for value in values if value > 0))
            lows.append(sum(value for value in values if value < 0))
        else:
            highs.append(max(values, default=0.0))
            lows.append(min(values, default=0.0))
    low, high = min(lows), max(highs)
    return (low, high) if high > low else (0.0, 1.0)


def _parts(chart: Chart, most: float) -> list[ChartPart]:
    """A chart with more bars than a slide can hold in parts, all on one scale."""
    native = chart.native
    if native is None:
        return [ChartPart(chart, None)]
    whole = whole_part(chart)
    reach = whole.span
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
