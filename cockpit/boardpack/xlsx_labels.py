"""Room for the texts of a native chart: beside its bars, never in them, and left of its names.

A spreadsheet program sets the label of a stacked bar inside of it, over whatever is narrower
than the text. So that labels stand beyond the bars, as in the picture and on the slides,
bars without fill carry them: as long as their text, stacked behind the last part.
"""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.boardpack.model import NativeChart, Role, Series, Shape
from cockpit.boardpack.pptx_measure import width

HORIZONTAL = (Shape.BAR, Shape.STACKED_BAR)
SIZE = 9
#: Pixels a point, and pixels left free beside a text.
_PIXELS, _GAP = 4 / 3, 10.0
#: Most of a chart's width that names take; longer ones are set in two lines.
_MOST_NAMES = 0.38


@dataclass(frozen=True, slots=True)
class Carrier:
    """A bar without fill for the labels of a series on one side of zero.

    ``values`` are as long as the text of each category, in the unit of the chart; ``None``
    where there is none. ``series`` is the place of the series that is labelled.
    """

    series: int
    values: tuple[float | None, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the bars are drawn: ``left`` as a share of the chart's width, and the axis' ends.

    ``ends`` is ``None`` where nothing is written at the marks: the axis is the program's.
    """

    left: float
    ends: tuple[float, float] | None
    carriers: tuple[Carrier, ...]


def labelled(native: NativeChart, series: Series) -> bool:
    """Whether a series has texts at its marks."""
    return series.role is not Role.HIDDEN and native.shape is not Shape.LINE and any(series.labels)


def frame(native: NativeChart, pixels: int) -> Frame:
    """Room for names and labels in a chart of lying bars ``pixels`` wide."""
    longest = max((_room(name) for name in native.categories), default=0.0)
    left = min(longest, _MOST_NAMES * pixels) / pixels
    if not any(labelled(native, series) for series in native.series):
        return Frame(left, None, ())
    low, high = _span(native)
    sides = [
        (place, negative, texts)
        for place, series in enumerate(native.series)
        if labelled(native, series)
        for negative, texts in _sides(native, series)
    ]
    before, after = (
        max((_room(text) for _, side, texts in sides if side is negative for text in texts if text),
            default=_GAP)
        for negative in (True, False)
    )  # fmt: skip
    drawn = max(pixels * (1 - left) - before - after - _GAP, pixels * 0.2)
    unit = (high - low) / drawn
    found = [
        Carrier(
            place,
            tuple((-1 if negative else 1) * _room(text) * unit if text else None for text in texts),
            texts,
        )
        for place, negative, texts in sides
        if native.shape is Shape.STACKED_BAR and any(texts)
    ]
    return Frame(left, (low - before * unit, high + after * unit), tuple(found))


def _sides(native: NativeChart, series: Series) -> list[tuple[bool, tuple[str, ...]]]:
    """The labels left and right of the bars: of a band right of it, wherever it lies."""
    if any(each.role is Role.HIDDEN for each in native.series):
        return [(False, series.labels)]
    below = [value is not None and value < 0 for value in series.values]
    return [
        (side, tuple(t if b is side else "" for t, b in zip(series.labels, below, strict=True)))
        for side in (True, False)
    ]


def _span(native: NativeChart) -> tuple[float, float]:
    """The least and the largest value that bars reach, zero included."""
    columns = [
        [value or 0.0 for value in values]
        for values in zip(*(series.values for series in native.series), strict=True)
    ]
    if native.shape is Shape.STACKED_BAR:
        low = min((sum(min(v, 0.0) for v in values) for values in columns), default=0.0)
        high = max((sum(max(v, 0.0) for v in values) for values in columns), default=0.0)
    else:
        low = min((min(values) for values in columns), default=0.0)
        high = max((max(values) for values in columns), default=0.0)
    low, high = min(low, 0.0), max(high, 0.0)
    return (low, high) if high > low else (0.0, 1.0)


def _room(text: str) -> float:
    """Pixels that a text takes with the room beside it."""
    return width(text, SIZE) * _PIXELS + _GAP
