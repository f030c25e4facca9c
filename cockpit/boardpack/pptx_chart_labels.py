"""Values and names written at the marks of a native chart, in place of axis and legend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from pptx.chart.chart import Chart as DrawnChart
from pptx.oxml.ns import qn

from cockpit import wording
from cockpit.boardpack.model import NativeChart, Role, Series, Shape
from cockpit.boardpack.pptx_chart_plan import (
    BARS,
    STACKED,
    in_column,
    is_floating,
    labelled,
    labels_beyond,
    named_at_marks,
    only_names,
    span,
    visible,
)
from cockpit.boardpack.pptx_measure import cut, plain, width
from cockpit.boardpack.pptx_template import BODY, LANGUAGE, Box

_NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
#: A moved label stands next to its mark: no line has to lead to it.
_NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)
_LINE = 14.0
_GAP = 4.0
_END_SHARE = 0.3
#: Least share of a chart's width that its longest bar has, and steps until the scale stands.
_BARS_SHARE, _ROUNDS = 0.3, 60
#: Roles whose fill is dark, so that text on it is light.
_DARK = (Role.CURRENT, Role.BETTER, Role.WORSE)


@dataclass(frozen=True, slots=True)
class End:
    """The label at the end of a line: at which point, its text, width, and shift downwards."""

    point: int
    text: str
    width: float
    shift: float


@dataclass(frozen=True, slots=True)
class _Label:
    """A label: its text, where it stands, and by how much it is moved (shares of the chart)."""

    text: str
    position: str
    light: bool = False
    move: tuple[float, float] = (0.0, 0.0)


def text_of(native: NativeChart, series: Series, place: int) -> str:
    """What is written at a mark: the words of the page, else the value; nothing where missing.

    Where no legend names the series, the first of its bars does; all of them where two series
    are of one colour.
    """
    said = _said(native, series, place)
    if not said or not named_at_marks(native):
        return said
    first = next(each for each in range(len(series.values)) if _said(native, series, each))
    roles = [each.role for each in visible(native)]
    named = place == first or len(set(roles)) < len(roles)
    return f"{plain(series.name)} {said}" if named else said


def _said(native: NativeChart, series: Series, place: int) -> str:
    value = series.values[place]
    name = plain(series.name)
    if labelled(series):
        said = plain(series.labels[place])
        if said and only_names(native) and not said.startswith(name):
            said = f"{name} {said}"
    elif only_names(native):
        return "" if value is None else name
    elif any(labelled(each) for each in native.series):
        return ""  # only what the page writes is written
    elif value is None:
        return ""
    elif native.percent:
        said = wording.percent(value, decimals=native.decimals)
    else:
        said = wording.number(value, native.decimals)
    return said


def label_room(native: NativeChart) -> tuple[float, float]:
    """Room in points that labels need before the least and beyond the largest value."""
    if native.shape in STACKED and not labels_beyond(native):
        return 0.0, 0.0
    if native.shape not in BARS:
        return _LINE + _GAP, _LINE + _GAP
    before = after = 0.0
    for series in visible(native):
        for place, value in enumerate(series.values):
            wide = width(text_of(native, series, place), BODY) + 2 * _GAP
            if value is not None and value < 0 and not is_floating(native):
                before = max(before, wide)
            else:
                after = max(after, wide)
    return before, after


def bars_scale(
    part: NativeChart, span: tuple[float, float], room: float, *, named: bool
) -> tuple[float, float]:
    """Ends of the axis of bars side by side on ``room`` points: each bar with its label fits.

    A long label beside a short bar needs no room beyond the longest. Bars have at least three
    tenths of the room. ``named`` reckons with the name of the series at every bar, so that parts
    of one chart, which begin at other bars, are drawn on one scale.
    """
    labels = []
    for series in visible(part):
        name = f"{plain(series.name)} " if named and named_at_marks(part) else ""
        for place, value in enumerate(series.values):
            said = _said(part, series, place) if named else text_of(part, series, place)
            wide = width(name + said, BODY) + 2 * _GAP if said else 0.0
            labels.append((value or 0.0, wide))
    low, high = span
    unit = least = (high - low) / room
    for _ in range(_ROUNDS):
        below = min([low, *(value - wide * unit for value, wide in labels if value < 0)])
        above = max([high, *(value + wide * unit for value, wide in labels if value >= 0)])
        unit = min((above - below) / room, least / _BARS_SHARE)
    return below, above


def end_labels(native: NativeChart, box: Box) -> dict[int, End]:
    """Labels at the ends of lines, moved apart where they would cover each other."""
    low, high = span(native)
    found = []
    for number, series in enumerate(native.series):
        points = [place for place, value in enumerate(series.values) if value is not None]
        if series.role is Role.HIDDEN or not points:
            continue
        last = points[-1]
        said = plain(series.labels[last]) if labelled(series) else ""
        name = plain(series.name) if len(visible(native)) > 1 else ""
        text = cut(" ".join(part for part in (name, said) if part), BODY, box.width * _END_SHARE, 1)
        value = series.values[last] or 0.0
        level = (high - value) / (high - low) * (box.height - 48)
        found.append((level, number, last, text))
    ends, below = {}, float("-inf")
    for level, number, last, text in sorted(found):
        at = max(level, below + _LINE)
        below = at
        ends[number] = End(last, text, width(text, BODY) + _GAP, at - level)
    return ends


def set_labels(
    chart: DrawnChart,
    native: NativeChart,
    plot: Box,
    box: Box,
    scale: tuple[float, float],
    ends: dict[int, End],
) -> None:
    """Labels of every series into the chart."""
    reach = scale[1] - scale[0]
    for number, (drawn, series) in enumerate(zip(chart.series, native.series, strict=True)):
        if series.role is Role.HIDDEN:
            continue
        if native.shape is Shape.LINE:
            labels = _at_ends(ends.get(number), box)
        elif labels_beyond(native):
            labels = _each(native, series, _beyond(native, series, plot, box, reach))
        elif native.shape in STACKED:
            labels = _each(native, series, _within(native, series, plot, reach))
        else:
            labels = _each(native, series, _outside(native, plot))
        _write(drawn._element, labels)


def _each(
    native: NativeChart, series: Series, place_label: Callable[[int, str], _Label | None]
) -> dict[int, _Label]:
    labels = {}
    for place in range(len(series.values)):
        text = text_of(native, series, place)
        label = place_label(place, text) if text else None
        if label is not None:
            labels[place] = label
    return labels


def _at_ends(end: End | None, box: Box) -> dict[int, _Label]:
    if end is None or not end.text:
        return {}
    return {end.point: _Label(end.text, "r", move=(0.0, end.shift / box.height))}


def _outside(native: NativeChart, plot: Box) -> Callable[[int, str], _Label | None]:
    """Beyond the end of the bar; none above a column that is narrower than its label."""
    marks = len(native.categories) * len(visible(native))
    room = plot.width / max(1, marks) * 0.9

    def place_label(place: int, text: str) -> _Label | None:
        fits = native.shape is Shape.BAR or width(text, BODY) <= room
        return _Label(text, "outEnd") if fits else None

    return place_label


def _within(
    native: NativeChart, series: Series, plot: Box, reach: float
) -> Callable[[int, str], _Label | None]:
    """In the middle of its segment, where it fits."""
    bars = native.shape in BARS

    def place_label(place: int, text: str) -> _Label | None:
        size = abs(series.values[place] or 0.0) / reach * (plot.width if bars else plot.height)
        across = plot.width / max(1, len(native.categories)) * 0.6
        wide = width(text, BODY) + 2 * _GAP
        fits = wide <= size if bars else size >= _LINE + 2 and wide <= across
        return _Label(text, "ctr", light=_is_dark(native, series)) if fits else None

    return place_label


def _is_dark(native: NativeChart, series: Series) -> bool:
    """Whether the segment is dark: the first two of its role; those after them are tinted."""
    same = [each for each in native.series if each.role is series.role]
    return series.role in _DARK and any(each is series for each in same[:2])


def _beyond(
    native: NativeChart, series: Series, plot: Box, box: Box, reach: float
) -> Callable[[int, str], _Label | None]:
    """Beyond the end of a stack: moved from the middle of the bar, where a stack sets labels."""
    bars, highest = native.shape in BARS, span(native)[1]

    def place_label(place: int, text: str) -> _Label | None:
        value = series.values[place]
        if value is None:
            return None
        if in_column(native) and bars:
            start = sum(max(each.values[place] or 0.0, 0.0) for each in native.series) - value / 2
            shift = (highest - start) / reach * plot.width + _GAP + width(text, BODY) / 2
            return _Label(text, "ctr", move=(shift / box.width, 0.0))
        side = -1 if value < 0 and not is_floating(native) else 1
        half = abs(value) / 2 / reach
        if bars:
            shift = side * (half * plot.width + _GAP + width(text, BODY) / 2)
            return _Label(text, "ctr", move=(shift / box.width, 0.0))
        shift = side * (half * plot.height + _LINE / 2 + 2)
        return _Label(text, "ctr", move=(0.0, -shift / box.height))

    return place_label


def _write(series: Any, labels: dict[int, _Label]) -> None:
    """Data labels into the series, before its categories, as the file format orders them."""
    parts = "".join(_xml(place, label) for place, label in sorted(labels.items()))
    shown = "".join(
        f'<c:{flag} val="0"/>'
        for flag in (
            "showLegendKey",
            "showVal",
            "showCatName",
            "showSerName",
            "showPercent",
            "showBubbleSize",
        )
    )
    old = series.find(qn("c:dLbls"))
    if old is not None:
        series.remove(old)
    element = etree.fromstring(f"<c:dLbls {_NS}>{parts}{shown}{_NO_LEADERS}</c:dLbls>")
    before = series.find(qn("c:cat"))
    if before is None:
        before = series.find(qn("c:val"))
    before.addprevious(element)


def _xml(place: int, label: _Label) -> str:
    """One label with the words of the page."""
    across, down = label.move
    layout = (
        f'<c:layout><c:manualLayout><c:x val="{across:.5f}"/><c:y val="{down:.5f}"/>'
        "</c:manualLayout></c:layout>"
        if across or down
        else "<c:layout/>"
    )
    colour = "bg1" if label.light else "tx1"
    look = (
        f'lang="{LANGUAGE}" sz="{BODY * 100:.0f}" b="0"'
        f'><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
    )
    return (
        f'<c:dLbl><c:idx val="{place}"/>{layout}<c:tx><c:rich>'
        '<a:bodyPr wrap="none" lIns="19050" tIns="0" rIns="19050" bIns="0"/><a:lstStyle/>'
        f"<a:p><a:pPr><a:defRPr {look}</a:defRPr></a:pPr>"
        f"<a:r><a:rPr {look}</a:rPr><a:t>{escape(label.text)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:dLblPos val="{label.position}"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbl>'
    )
