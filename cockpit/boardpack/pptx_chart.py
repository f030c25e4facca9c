"""Charts on slides that the office program draws itself: editable, in the house notation."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from pptx.chart.chart import Chart as DrawnChart
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from cockpit.boardpack.model import NativeChart, Role, Series, Shape
from cockpit.boardpack.pptx_chart_labels import End, bars_scale, end_labels, label_room, set_labels
from cockpit.boardpack.pptx_chart_plan import (
    BARS,
    STACKED,
    ChartPart,
    has_legend,
    is_floating,
    legend_height,
    names_room,
    visible,
)
from cockpit.boardpack.pptx_measure import longest_word, plain, width
from cockpit.boardpack.pptx_package import ChartData
from cockpit.boardpack.pptx_template import BODY, Box, Colour
from cockpit.boardpack.pptx_text import describe

_TYPES = {
    Shape.BAR: XL_CHART_TYPE.BAR_CLUSTERED,
    Shape.STACKED_BAR: XL_CHART_TYPE.BAR_STACKED,
    Shape.COLUMN: XL_CHART_TYPE.COLUMN_CLUSTERED,
    Shape.STACKED_COLUMN: XL_CHART_TYPE.COLUMN_STACKED,
    Shape.LINE: XL_CHART_TYPE.LINE,
}
#: Colour of a role; the reporting convention is in cockpit.theme.
_COLOURS: dict[Role, MSO_THEME_COLOR] = {
    Role.CURRENT: Colour.CURRENT,
    Role.BASE: Colour.BASE,
    Role.BETTER: Colour.BETTER,
    Role.WORSE: Colour.WORSE,
    Role.QUIET: Colour.BAND,
    Role.PLAN: Colour.CURRENT,
}
_TINT, _MOST_TINT = 0.25, 0.75
_AXIS_ROOM, _NAMES_BELOW = 52.0, 34.0


def draw(slide: Slide, part: ChartPart, box: Box, made: dt.datetime) -> None:
    """A native chart in a place of a slide; its alternative text is the takeaway."""
    native = part.native
    assert native is not None
    data = ChartData(made, number_format(native))
    data.categories = [plain(each) for each in native.categories]
    for series in native.series:
        data.add_series(plain(series.name), series.values)
    frame = slide.shapes.add_chart(_TYPES[native.shape], *box.emu, data)
    kind = "Short chart" if part.of else "Chart"
    describe(frame, f"{kind}: {part.title}", part.chart.takeaway)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(BODY)
    chart.font.color.theme_color = Colour.QUIET
    _legend(chart, native, box)
    ends = end_labels(native, box) if native.shape is Shape.LINE else {}
    plot = _plot_area(native, box, ends)
    low, high = _scale(part, native, plot)
    _value_axis(chart, native, low, high)
    _category_axis(chart, native, plot)
    _layout(chart._chartSpace.find(".//" + qn("c:plotArea")), plot, box, inner=True)
    _gaps(chart, native)
    _marks(chart, native)
    set_labels(chart, native, plot, box, (low, high), ends)


def number_format(native: NativeChart) -> str:
    """Number format of values: a real minus sign, a no-break space before the percent sign."""
    digits = "#,##0" + ("." + "0" * native.decimals if native.decimals else "")
    body = digits + '"\u00a0"%' if native.percent else digits
    return f'{body};"\u2212"{body}'


def _legend(chart: DrawnChart, native: NativeChart, box: Box) -> None:
    """A legend above the plot where several series are not written at their marks."""
    chart.has_legend = has_legend(native)
    if not chart.has_legend:
        return
    legend = chart.legend
    legend.include_in_layout = False
    legend.font.size = Pt(BODY)
    legend.font.color.theme_color = Colour.INK
    tall = legend_height(native, box.width)
    wide = sum(width(plain(each.name), BODY) + 32 for each in visible(native))
    place = Box(0, 0, min(box.width, wide), tall - 4)
    _layout(legend._element, place, box, inner=False)
    position = legend._element.find(qn("c:legendPos"))
    if position is None:
        position = legend._element.makeelement(qn("c:legendPos"))
        legend._element.insert(0, position)
    position.set("val", "t")


def _plot_area(native: NativeChart, box: Box, ends: dict[int, End]) -> Box:
    """Where marks are drawn, relative to the chart's own corner."""
    top = legend_height(native, box.width)
    if native.shape in BARS:
        left = names_room(native, box.width)
        return Box(left, top, box.width - left, box.height - top)
    left = 4.0 if _labelled(native) else _AXIS_ROOM
    right = max((end.width for end in ends.values()), default=0.0) + 10
    top += 14
    return Box(left, top, box.width - left - right, box.height - top - _NAMES_BELOW)


def _labelled(native: NativeChart) -> bool:
    """Whether values are written at the marks, so that no axis is needed."""
    return native.shape is not Shape.LINE


def _scale(part: ChartPart, native: NativeChart, plot: Box) -> tuple[float, float]:
    """Ends of the value axis, with room for the labels beyond the marks."""
    low, high = part.span
    if native.shape is Shape.LINE:
        return _round_scale(low, high)
    if native.shape is Shape.BAR:
        parted = part.parts > 1
        whole = part.chart.native if parted and part.chart.native else native
        return bars_scale(whole, part.span, plot.width, named=parted)
    before, after = label_room(native)
    room = plot.width if native.shape in BARS else plot.height
    # The words of a floating bar stand right of it, wherever it lies.
    before = before if low < 0 else 0.0
    after = after if high > 0 or is_floating(native) else 0.0
    reach = (high - low) / max(0.3, 1 - (before + after) / room)
    return low - before / room * reach, high + after / room * reach


def _round_scale(low: float, high: float) -> tuple[float, float]:
    step = _step(low, high)
    return math.floor(low / step) * step, math.ceil(high / step) * step


def _step(low: float, high: float) -> float:
    """A round step that gives about four intervals."""
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)


def _value_axis(chart: DrawnChart, native: NativeChart, low: float, high: float) -> None:
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = low, high
    axis.has_major_gridlines = not _labelled(native)
    axis.visible = not _labelled(native)
    if _labelled(native):
        return
    axis.major_unit = _step(low, high)
    axis.major_gridlines.format.line.color.theme_color = Colour.RULE
    axis.major_gridlines.format.line.width = Pt(0.75)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format = number_format(native)
    axis.tick_labels.number_format_is_linked = False


def _category_axis(chart: DrawnChart, native: NativeChart, plot: Box) -> None:
    axis = chart.category_axis
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.theme_color = Colour.BASE
    axis.format.line.width = Pt(0.75)
    axis.tick_labels.font.size = Pt(BODY)
    axis.tick_labels.font.color.theme_color = Colour.INK
    # Names stand as they are written, never turned.
    axis.tick_labels.font._rPr.getparent().getparent().getparent().find(qn("a:bodyPr")).set(
        "rot", "0"
    )
    if native.shape in BARS:
        axis.reverse_order = True
        return
    room = plot.width / max(1, len(native.categories))
    widest = max((longest_word(plain(each), BODY) for each in native.categories), default=0.0)
    if widest + 6 > room:
        _skip(axis._element, math.ceil((widest + 6) / room))


def _skip(axis: Any, every: int) -> None:
    """Only every so many-th name below the plot."""
    for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
        mark = axis.makeelement(qn(tag), val=str(every))
        after = axis.find(qn("c:noMultiLvlLbl"))
        if after is None:
            axis.append(mark)
        else:
            after.addprevious(mark)


def _gaps(chart: DrawnChart, native: NativeChart) -> None:
    if native.shape is Shape.LINE:
        return
    plot = chart.plots[0]
    plot.gap_width = 45 if len(visible(native)) > 1 and native.shape not in STACKED else 55
    plot.overlap = 100 if native.shape in STACKED else 0
    plot.vary_by_categories = False


def _marks(chart: DrawnChart, native: NativeChart) -> None:
    """Colours by role; a role that comes again in a stack is lighter each time."""
    seen: dict[Role, int] = {}
    for drawn, series in zip(chart.series, native.series, strict=True):
        tint = min(_MOST_TINT, seen.get(series.role, 0) * _TINT)
        seen[series.role] = seen.get(series.role, 0) + 1
        if native.shape is Shape.LINE:
            _line(drawn, series)
        else:
            drawn.invert_if_negative = False
            shaded = native.shape in STACKED and not is_floating(native)
            _bar(drawn, series, tint if shaded else 0.0, native)


def _bar(drawn: Any, series: Series, tint: float, native: NativeChart) -> None:
    fill: FillFormat = drawn.format.fill
    line = drawn.format.line
    if series.role is Role.HIDDEN:
        fill.background()
        line.fill.background()
        return
    if series.role is Role.PLAN:
        fill.solid()
        fill.fore_color.theme_color = Colour.PAPER
        line.color.theme_color = Colour.CURRENT
        line.width = Pt(1.25)
        return
    fill.solid()
    fill.fore_color.theme_color = _COLOURS[series.role]
    if tint:
        fill.fore_color.brightness = tint
    if native.shape in STACKED and not is_floating(native):
        # A white hair line parts the segments of a stack.
        line.color.theme_color = Colour.PAPER
        line.width = Pt(0.75)


def _line(drawn: Any, series: Series) -> None:
    drawn.smooth = False
    drawn.marker.style = XL_MARKER_STYLE.NONE
    line = drawn.format.line
    if series.role is Role.HIDDEN:
        line.fill.background()
        return
    line.color.theme_color = _COLOURS[series.role]
    line.width = Pt(2.5 if series.role is Role.CURRENT else 1.75)
    if series.role is Role.PLAN:
        line.dash_style = MSO_LINE.DASH


def _layout(element: Any, place: Box, box: Box, *, inner: bool) -> None:
    """A fixed place for plot or legend, as shares of the chart's size."""
    old = element.find(qn("c:layout"))
    if old is not None:
        element.remove(old)
    layout = element.makeelement(qn("c:layout"))
    manual = layout.makeelement(qn("c:manualLayout"))
    layout.append(manual)

    def put(tag: str, value: str) -> None:
        manual.append(manual.makeelement(qn(tag), val=value))

    if inner:
        put("c:layoutTarget", "inner")
    put("c:xMode", "edge")
    put("c:yMode", "edge")
    shares = (
        ("c:x", place.left / box.width),
        ("c:y", place.top / box.height),
        ("c:w", place.width / box.width),
        ("c:h", place.height / box.height),
    )
    for tag, share in shares:
        put(tag, f"{share:.5f}")
    before = element.find(qn("c:legendPos"))
    if before is None:
        element.insert(0, layout)
    else:
        before.addnext(layout)
