"""Charts that a spreadsheet program draws itself, from cells beside them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter.chart_bar import ChartBar

from cockpit.boardpack.model import Chart, NativeChart, Role, Series, Shape
from cockpit.boardpack.pictures import png
from cockpit.boardpack.xlsx_book import FONT, HEAD, HEADING, LINE, QUIET, ROW_PIXELS, Sheet
from cockpit.boardpack.xlsx_formats import number_format
from cockpit.boardpack.xlsx_labels import HORIZONTAL, SIZE, Frame, frame, labelled
from cockpit.theme import LIGHT

_TYPES = {
    Shape.BAR: {"type": "bar"},
    Shape.STACKED_BAR: {"type": "bar", "subtype": "stacked"},
    Shape.COLUMN: {"type": "column"},
    Shape.STACKED_COLUMN: {"type": "column", "subtype": "stacked"},
    Shape.LINE: {"type": "line"},
}
_STACKED = (Shape.STACKED_BAR, Shape.STACKED_COLUMN)
#: Fill and outline by what a series stands for: actual solid, plan outlined, variance in colour.
_FILLS: dict[Role, tuple[str | None, str | None]] = {
    Role.CURRENT: (LIGHT.current, None),
    Role.BASE: (LIGHT.base, None),
    Role.BETTER: (LIGHT.better, None),
    Role.WORSE: (LIGHT.worse, None),
    Role.QUIET: (LIGHT.band, None),
    Role.PLAN: (LIGHT.paper, LIGHT.current),
    Role.HIDDEN: (None, None),
}
#: Lines are told apart by dashes as well as by colour.
_DASHES = {Role.PLAN: "dash", Role.BASE: "round_dot", Role.QUIET: "square_dot"}
#: Wide enough that no label takes a fifth of it, where programs would break the text.
_WIDTH = 940
#: Pixels above bars under a legend, below them over an axis with its unit, and elsewhere.
_LEGEND, _AXIS, _EDGE = 34, 44, 8
#: Columns right of the page in which the room for labels stands.
_ASIDE = 3
#: Pixels of a picture for each of the screen's.
_DENSITY = 2
_FEWEST_PIXELS, _MOST_PIXELS = 200, 640


class _Bars(ChartBar):  # type: ignore[misc]
    """Lying bars with each label in one line, which XlsxWriter does not offer."""

    _one_line = False

    def _write_custom_label_str(self, label: dict[str, Any]) -> None:
        self._one_line = True
        super()._write_custom_label_str(label)
        self._one_line = False

    def _write_a_body_pr(self, rotation: int | None, is_horizontal: bool | None) -> None:
        if self._one_line:
            self._xml_empty_tag("a:bodyPr", [("wrap", "none")])
        else:
            super()._write_a_body_pr(rotation, is_horizontal)


def place_chart(sheet: Sheet, row: int, last: int, width: float, chart: Chart) -> int:
    """A chart with its title, what it shows and the cells it is drawn from; the next free row.

    Where a spreadsheet program cannot draw it, the picture of the page is set.
    """
    native = chart.native
    title = (native.title if native is not None else "") or chart.title
    sheet.wide(row, last, title, width, **HEADING)
    sheet.wide(row + 1, last, chart.takeaway, width, **QUIET)
    height = chart.height if native is None else _height(native)
    data = row + height // ROW_PIXELS + 4
    place = {"description": chart.takeaway, "object_position": 2, "x_offset": 2}
    end = data - 1 if native is None else data + len(native.categories)
    sheet.together(row, data - 1, picture=True)
    if native is None:
        scale = {"x_scale": 1 / _DENSITY, "y_scale": 1 / _DENSITY}
        picture = io.BytesIO(png(chart.figure, chart.width, chart.height, _DENSITY))
        options = {**place, **scale, "image_data": picture}
        sheet.page.insert_image(row + 2, 0, f"{chart.key}.png", options)
        return data
    _write_data(sheet, data, native)
    room = frame(native, _WIDTH) if native.shape in HORIZONTAL else Frame(0.0, None, ())
    _write_room(sheet, data, last + _ASIDE, room)
    drawn = _drawn(sheet, native, data, last + _ASIDE, room)
    if native.shape in HORIZONTAL:
        top = (_LEGEND if _has_legend(native) else _EDGE) / height
        below = (_EDGE if room.ends else _AXIS) / height
        sized = {"x": room.left, "y": top, "width": 0.995 - room.left, "height": 1 - top - below}
        drawn.set_plotarea({"layout": sized})
    drawn.set_size({"width": _WIDTH, "height": height})
    sheet.page.insert_chart(row + 2, 0, drawn, place)
    sheet.together(data, end)
    return end + 2


def _height(native: NativeChart) -> int:
    if native.shape not in HORIZONTAL:
        return 320
    bars = len(native.categories)
    if native.shape is Shape.BAR:
        bars *= max(1, len(native.series))
    return max(_FEWEST_PIXELS, min(_MOST_PIXELS, 24 * bars + 70))


def _write_data(sheet: Sheet, top: int, native: NativeChart) -> None:
    """Categories and series as cells: what the chart is drawn from."""
    unit = f" ({native.unit})" if native.unit else ""
    sheet.text(top, 0, f"Drawn from{unit}", **HEAD)
    for place, series in enumerate(native.series, start=1):
        sheet.text(top, place, series.name, **{**HEAD, "align": "right"})
        for number, value in enumerate(series.values, start=1):
            if value is None:
                sheet.text(top + number, place, "", **LINE)
            else:
                text = series.labels[number - 1] if series.labels else ""
                # What is more than nothing must not read 0.
                shown = (
                    number_format(value, text) if text[:1] in tuple("<>") else _code(native, value)
                )
                sheet.number(top + number, place, value, shown, **LINE, **QUIET)
    for number, category in enumerate(native.categories, start=1):
        sheet.text(top + number, 0, category, **LINE, **QUIET)


def _write_room(sheet: Sheet, top: int, first: int, room: Frame) -> None:
    """Lengths of the bars without fill that carry labels, beside what is printed."""
    if room.carriers:
        sheet.text(top - 1, first, "Room for the labels of the chart", **QUIET, font_size=8)
    for place, carrier in enumerate(room.carriers, start=first):
        for row, value in enumerate(carrier.values, start=top + 1):
            if value is not None:
                sheet.number(row, place, value, "0.00", **QUIET, font_size=8)


def _code(native: NativeChart, value: float = 1.0) -> str:
    """How the values are written; what rounds to nothing has no sign."""
    digits = "#,##0" + ("." + "0" * native.decimals if native.decimals else "")
    digits += '"\u00a0"%' if native.percent else ""
    if round(value, native.decimals + (2 if native.percent else 0)) == 0:
        return f"{digits};{digits};{digits}"
    return f'{digits};"\u2212"{digits};{digits}'


def _drawn(sheet: Sheet, native: NativeChart, data: int, aside: int, room: Frame) -> Any:
    chart = sheet.book.book.add_chart(dict(_TYPES[native.shape]))
    if native.shape in HORIZONTAL:
        chart.__class__ = _Bars  # XlsxWriter makes charts of its own classes alone
    first, last = data + 1, data + len(native.categories)
    for place, series in enumerate(native.series, start=1):
        labels = _labels(native, series)
        chart.add_series(
            {
                "name": [sheet.name, data, place],
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, place, last, place],
                **_look(native, series.role),
                **({"data_labels": labels} if labels else {}),
            }
        )
    for place, carrier in enumerate(room.carriers):
        chart.add_series(
            {
                # Nameless, so that a legend shows nothing for it; programs count its entries
                # from either end, and would leave out another's.
                "name": " ",
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, aside + place, last, aside + place],
                **_look(native, Role.HIDDEN),
                "data_labels": {**_texts(carrier.labels), "position": "inside_base"},
            }
        )
    _axes(chart, native, room)
    if _has_legend(native):
        chart.set_legend({"position": "top", "font": _font()})
    else:
        # Floating bars are named by their categories and signed by their labels.
        chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": LIGHT.paper}})
    chart.show_blanks_as("gap")
    return chart


def _has_legend(native: NativeChart) -> bool:
    return len(native.series) > 1 and all(each.role is not Role.HIDDEN for each in native.series)


def _axes(chart: Any, native: NativeChart, room: Frame) -> None:
    written = any(labelled(native, series) for series in native.series)
    line = {"color": LIGHT.base, "width": 0.75}
    category: dict[str, Any] = {
        "num_font": _font(),
        "line": line,
        "major_tick_mark": "none",
        "label_position": "low",
        "reverse": native.shape in HORIZONTAL,
    }
    if native.shape is Shape.LINE:
        category["interval_unit"] = max(1, len(native.categories) // 13)
    # Where the figures stand at the marks, an axis and a grid would say them twice.
    value = {
        "num_font": _font(),
        "num_format": _code(native),
        "line": {"none": True},
        "major_gridlines": {
            "visible": not written,
            "line": {"color": LIGHT.rule, "width": 0.5},
        },
        "visible": not written,
        "name": "" if written else native.unit,
        "name_font": {**_font(), "bold": False},
        "label_position": "high" if native.shape in HORIZONTAL else "next_to",
    }
    if room.ends:
        value |= {"min": room.ends[0], "max": room.ends[1]}
    # In a bar chart XlsxWriter takes the vertical axis for y, whatever it carries.
    lying = native.shape in HORIZONTAL
    chart.set_x_axis(value if lying else category)
    chart.set_y_axis(category if lying else value)


def _look(native: NativeChart, role: Role) -> dict[str, Any]:
    fill, outline = _FILLS[role]
    if native.shape is Shape.LINE:
        if role is Role.HIDDEN:
            return {"line": {"none": True}}
        colour = outline or fill
        wide = {"color": colour, "width": 2.25 if role is Role.CURRENT else 1.5}
        dash = _DASHES.get(role)
        return {"line": {**wide, "dash_type": dash} if dash else wide, "smooth": False}
    stacked = native.shape in _STACKED
    return {
        "fill": {"color": fill} if fill else {"none": True},
        "border": {"color": outline, "width": 1} if outline else {"none": True},
        "gap": 45,
        **({"overlap": 100} if stacked else {}),
    }


def _labels(native: NativeChart, series: Series) -> dict[str, Any] | None:
    """Figures at the marks, in the words of the screen where those are given."""
    if not labelled(native, series) or native.shape is Shape.STACKED_BAR:
        return None
    if native.shape is not Shape.STACKED_COLUMN:
        return {**_texts(series.labels), "position": "outside_end"}
    dark = series.role in (Role.CURRENT, Role.BETTER, Role.WORSE)
    return _texts(series.labels, LIGHT.paper if dark else LIGHT.quiet)


def _texts(labels: Sequence[str], colour: str = LIGHT.quiet) -> dict[str, Any]:
    """A label for each mark that has a text; the others have none."""
    # Some programs break a label at its spaces, whatever room there is.
    whole = [text.replace(" ", "\u00a0") for text in labels]
    custom = [{"value": text} if text else {"delete": True} for text in whole]
    return {"value": True, "custom": custom, "font": {**_font(), "color": colour}}


def _font() -> dict[str, Any]:
    return {"name": FONT, "size": SIZE, "color": LIGHT.quiet}
