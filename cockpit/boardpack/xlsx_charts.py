"""Charts that a spreadsheet program draws itself, from cells beside them."""

from __future__ import annotations

import io
from typing import Any

from cockpit.boardpack.model import Chart, NativeChart, Role, Series, Shape
from cockpit.boardpack.pictures import png
from cockpit.boardpack.xlsx_book import FONT, HEAD, HEADING, LINE, QUIET, ROW_PIXELS, Sheet
from cockpit.theme import LIGHT

_TYPES = {
    Shape.BAR: {"type": "bar"},
    Shape.STACKED_BAR: {"type": "bar", "subtype": "stacked"},
    Shape.COLUMN: {"type": "column"},
    Shape.STACKED_COLUMN: {"type": "column", "subtype": "stacked"},
    Shape.LINE: {"type": "line"},
}
_HORIZONTAL = (Shape.BAR, Shape.STACKED_BAR)
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
_WIDTH = 760
#: Pixels of a picture for each of the screen's.
_DENSITY = 2
_FEWEST_PIXELS, _MOST_PIXELS = 200, 640


def place_chart(sheet: Sheet, row: int, last: int, width: float, chart: Chart) -> int:
    """A chart with its title, what it shows and the cells it is drawn from; the next free row.

    Where a spreadsheet program cannot draw it, the picture of the page is set.
    """
    sheet.wide(row, last, chart.title, width, **HEADING)
    sheet.wide(row + 1, last, chart.takeaway, width, **QUIET)
    native = chart.native
    height = chart.height if native is None else _height(native)
    data = row + height // ROW_PIXELS + 4
    place = {"description": chart.takeaway, "object_position": 2, "x_offset": 2}
    sheet.together(row, data - 1, width)
    if native is None:
        scale = {"x_scale": 1 / _DENSITY, "y_scale": 1 / _DENSITY}
        picture = io.BytesIO(png(chart.figure, chart.width, chart.height, _DENSITY))
        options = {**place, **scale, "image_data": picture}
        sheet.page.insert_image(row + 2, 0, f"{chart.key}.png", options)
        return data
    _write_data(sheet, data, native)
    drawn = _drawn(sheet, native, data)
    drawn.set_size({"width": _WIDTH, "height": height})
    sheet.page.insert_chart(row + 2, 0, drawn, place)
    sheet.together(data, data + len(native.categories), width)
    return data + len(native.categories) + 2


def _height(native: NativeChart) -> int:
    if native.shape not in _HORIZONTAL:
        return 320
    bars = len(native.categories)
    if native.shape is Shape.BAR:
        bars *= max(1, len(native.series))
    return max(_FEWEST_PIXELS, min(_MOST_PIXELS, 24 * bars + 70))


def _write_data(sheet: Sheet, top: int, native: NativeChart) -> None:
    """Categories and series as cells: what the chart is drawn from."""
    unit = f" ({native.unit})" if native.unit else ""
    sheet.text(top, 0, f"Drawn from{unit}", **HEAD)
    code = _code(native)
    for place, series in enumerate(native.series, start=1):
        sheet.text(top, place, series.name, **{**HEAD, "align": "right"})
        for number, value in enumerate(series.values, start=1):
            if value is None:
                sheet.text(top + number, place, "", **LINE)
            else:
                sheet.number(top + number, place, value, code, **LINE, **QUIET)
    for number, category in enumerate(native.categories, start=1):
        sheet.text(top + number, 0, category, **LINE, **QUIET)


def _code(native: NativeChart) -> str:
    digits = "#,##0" + ("." + "0" * native.decimals if native.decimals else "")
    digits += '"\u00a0"%' if native.percent else ""
    return f'{digits};"\u2212"{digits};{digits}'


def _drawn(sheet: Sheet, native: NativeChart, data: int) -> Any:
    chart = sheet.book.book.add_chart(dict(_TYPES[native.shape]))
    first, last = data + 1, data + len(native.categories)
    labelled = False
    for place, series in enumerate(native.series, start=1):
        labels = _labels(native, series)
        labelled = labelled or labels is not None
        chart.add_series(
            {
                "name": [sheet.name, data, place],
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, place, last, place],
                **_look(native, series.role),
                **({"data_labels": labels} if labels else {}),
            }
        )
    _axes(chart, native, labelled)
    floating = any(each.role is Role.HIDDEN for each in native.series)
    if len(native.series) > 1 and not floating:
        chart.set_legend({"position": "top", "font": _font()})
    else:
        # Floating bars are named by their categories and signed by their labels.
        chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": LIGHT.paper}})
    chart.show_blanks_as("gap")
    return chart


def _axes(chart: Any, native: NativeChart, labelled: bool) -> None:
    line = {"color": LIGHT.base, "width": 0.75}
    category: dict[str, Any] = {
        "num_font": _font(),
        "line": line,
        "major_tick_mark": "none",
        "label_position": "low",
        "reverse": native.shape in _HORIZONTAL,
    }
    if native.shape is Shape.LINE:
        category["interval_unit"] = max(1, len(native.categories) // 13)
    # Where the figures stand at the marks, an axis and a grid would say them twice.
    value = {
        "num_font": _font(),
        "num_format": _code(native),
        "line": {"none": True},
        "major_gridlines": {
            "visible": not labelled,
            "line": {"color": LIGHT.rule, "width": 0.5},
        },
        "visible": not labelled,
        "name": "" if labelled else native.unit,
        "name_font": {**_font(), "bold": False},
        "label_position": "high" if native.shape in _HORIZONTAL else "next_to",
    }
    # In a bar chart XlsxWriter takes the vertical axis for y, whatever it carries.
    lying = native.shape in _HORIZONTAL
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
    if series.role is Role.HIDDEN or native.shape is Shape.LINE or not any(series.labels):
        return None
    custom = [{"value": text} if text else {"delete": True} for text in series.labels]
    font = _font()
    if native.shape in _STACKED and series.role in (Role.CURRENT, Role.BETTER, Role.WORSE):
        font = {**font, "color": LIGHT.paper}
    return {"value": True, "custom": custom, "font": font}


def _font() -> dict[str, Any]:
    return {"name": FONT, "size": 9, "color": LIGHT.quiet}
