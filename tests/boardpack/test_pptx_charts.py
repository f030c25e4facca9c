"""Native charts of slides: editable values, the house colours, and words at every mark."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pptx
import pytest

from cockpit import wording
from cockpit.boardpack import native
from cockpit.boardpack import pptx as renderer
from cockpit.boardpack.model import Chart, NativeChart, Pack, Role, Section, Series, Shape
from cockpit.charts.value import Interval, Step
from tests.boardpack.packs import AS_OF, bar_figure, hostile_pack


def opened(pack: Pack) -> Any:
    return pptx.Presentation(io.BytesIO(renderer.files(pack)[renderer.FILE]))


def one_chart(native: NativeChart) -> Pack:
    """A pack of one section with one chart."""
    chart = Chart("c", "What is drawn, EUR m", "The takeaway.", bar_figure(("a",)), native)
    section = Section("s", "S", "Why?", "Because of 3.", charts=(chart,))
    return Pack("T", "O", "", "en-GB", AS_OF, hostile_pack().provenance, (section,))


def drawn(native: NativeChart) -> Any:
    """The native chart of such a pack."""
    found = opened(one_chart(native))
    return next(s.chart for slide in found.slides for s in slide.shapes if s.has_chart)


def test_embedded_workbooks_hold_the_same_values_and_no_formula() -> None:
    values = (1.25, None, -3.0)
    native = NativeChart(
        Shape.BAR, ("=1+1", "<r>b</r>", "@c"), (Series("=cmd()", values),), "EUR m"
    )
    chart = drawn(native)
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[0][1] == "=cmd()"
    assert book.active["B1"].data_type == "s"
    assert [row[0] for row in rows[1:]] == list(native.categories)
    assert all(book.active.cell(row, 1).data_type == "s" for row in (2, 3, 4))
    assert [row[1] for row in rows[1:]] == list(values)


def test_colours_follow_the_roles() -> None:
    series = tuple(
        Series(role.value, (1.0, 2.0), role) for role in (Role.HIDDEN, Role.CURRENT, Role.PLAN)
    )
    hidden, current, plan = (
        drawn(NativeChart(Shape.STACKED_BAR, ("a", "b"), series)).plots[0].series
    )
    assert hidden._element.xpath("./c:spPr/a:noFill")
    assert current._element.xpath("./c:spPr/a:solidFill/a:schemeClr/@val") == ["accent1"]
    assert plan._element.xpath("./c:spPr/a:solidFill/a:schemeClr/@val") == ["bg1"]
    assert plan._element.xpath("./c:spPr/a:ln/a:solidFill/a:schemeClr/@val") == ["accent1"]


@pytest.mark.parametrize("shape", Shape)
def test_each_shape_is_drawn_with_its_labels(shape: Shape) -> None:
    series = (
        Series("First", (1.0, None, -2.5), Role.CURRENT, ("one", "", "minus")),
        Series("Second", (2.0, 4.0, 3.0), Role.BASE, ("two", "four", "three")),
    )
    chart = drawn(NativeChart(shape, ("a", "b", "c"), series, "EUR m"))
    assert [tuple(each.values) for each in chart.plots[0].series] == [
        each.values for each in series
    ]
    said = chart._chartSpace.xpath(".//c:dLbl//a:t/text()")
    assert any("three" in text for text in said)
    names = chart.has_legend or any("Second" in text for text in said)
    assert names, "nothing says which series is which"


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("values", [(0.0, 0.0), (None, 0.0), (None, None)])
def test_charts_of_nothing_but_zeros_are_drawn(
    shape: Shape, values: tuple[float | None, float | None]
) -> None:
    said = tuple("" if value is None else f"none, {value:.0f}" for value in values)
    series = (Series("All", values, Role.CURRENT, said),)
    chart = drawn(NativeChart(shape, ("a", "b"), series, percent=True))
    assert [tuple(each.values) for each in chart.plots[0].series] == [values]
    axis = chart.value_axis
    assert axis.minimum_scale <= 0.0 < axis.maximum_scale


@pytest.mark.parametrize(
    "ends",
    [
        [(0, 8), (8, 5), (0, 5), (5, 1), (0, 1)],
        [(0, 4), (4, -3), (0, -3), (-3, -5), (0, -5)],
        [(0, -2), (-2, -6), (0, -6), (-6, -6), (0, -6)],
    ],
    ids=["above zero", "across zero", "below zero"],
)
def test_steps_of_a_waterfall_lie_where_the_page_draws_them(
    ends: list[tuple[float, float]],
) -> None:
    found = [Step(f"s{n}", a, b, n % 2 == 0, f"{b}") for n, (a, b) in enumerate(ends)]
    made = native.steps(found, wording.scale_for([1.0]), "EUR")
    hidden, *seen = made.series
    assert hidden.role is Role.HIDDEN
    for place, (start, end) in enumerate(ends):
        values = [series.values[place] or 0.0 for series in seen]
        # Stacked from zero to either side, first what is not seen.
        high = max(hidden.values[place] or 0.0, 0.0) + sum(max(value, 0.0) for value in values)
        low = min(hidden.values[place] or 0.0, 0.0) + sum(min(value, 0.0) for value in values)
        outer = (min(start, end), max(start, end))
        assert (low if outer[0] < 0 else outer[0]) == outer[0]
        assert (high if outer[1] > 0 else outer[1]) == outer[1]
        assert sum(map(abs, values)) == outer[1] - outer[0]
        assert [series.labels[place] for series in seen if series.labels[place]] == [f"{end}"]
    assert drawn(made).value_axis.maximum_scale > max(0.0, *(max(pair) for pair in ends))


def test_words_beside_bands_below_zero_have_room() -> None:
    rows = [Interval("Captured", -0.6, -0.9, -0.6, -0.3, "all", "P50 −60 % (−90 % to −30 %)")]
    made = native.intervals(rows, "ROI")
    axis = drawn(made).value_axis
    assert axis.minimum_scale <= -0.9
    # The words take more than a tenth of what the axis spans.
    assert axis.maximum_scale > 0.1 * (axis.maximum_scale - axis.minimum_scale)


def test_two_series_of_one_colour_are_told_apart_at_their_bars() -> None:
    series = (
        Series("P10", (0.1, 0.2), Role.QUIET, ("", "")),
        Series("P50", (0.3, 0.4), Role.CURRENT, ("P50 30 %", "P50 40 %")),
        Series("P90", (0.5, None), Role.QUIET, ("", "")),
    )
    chart = drawn(NativeChart(Shape.BAR, ("a", "b"), series, "%", 0, percent=True))
    said = chart._chartSpace.xpath(".//c:dLbl//a:t/text()")
    assert said == ["P10", "P10", "P50 30 %", "P50 40 %", "P90"]
    assert not chart.has_legend


def test_a_series_is_named_at_its_first_bar_and_a_long_label_costs_no_length() -> None:
    told = Series("Told at length, by its name", (2.0, 9.0), Role.CURRENT, ("2 of 10", "9"))
    other = Series("Other", (None, 10.0), Role.QUIET, ("", "10"))
    native = NativeChart(Shape.BAR, ("a", "b"), (told, other), "", 0)
    chart = drawn(native)
    said = chart._chartSpace.xpath(".//c:dLbl//a:t/text()")
    assert said == ["Told at length, by its name 2 of 10", "9", "Other 10"]
    low, high = chart.value_axis.minimum_scale, chart.value_axis.maximum_scale
    assert low == 0.0
    # The long name stands beside a bar of a fifth: the longest bar has nine tenths for itself.
    assert 10.0 / high > 0.85
    same = NativeChart(Shape.BAR, ("a", "b"), (told, replace(other, role=Role.CURRENT)), "", 0)
    said = drawn(same)._chartSpace.xpath(".//c:dLbl//a:t/text()")
    assert said == [
        "Told at length, by its name 2 of 10",
        "Told at length, by its name 9",
        "Other 10",
    ]


def test_a_chart_of_many_bars_is_parted_on_one_scale() -> None:
    count = 70
    native = NativeChart(
        Shape.BAR,
        tuple(f"Initiative {place}" for place in range(count)),
        (Series("Cost", tuple(float(count - place) for place in range(count))),),
    )
    found = opened(one_chart(native))
    shapes = [shape for slide in found.slides for shape in slide.shapes if shape.has_chart]
    short = [each.chart for each in shapes if each.name.startswith("Short chart: ")]
    first = [str(c) for chart in short for c in chart.plots[0].categories]
    assert len(short) == 1
    assert first == list(native.categories[: len(first)])
    assert len(first) >= 10
    charts = [each.chart for each in shapes if each.name.startswith("Chart: ")]
    assert len(charts) > 1
    assert [c for chart in charts for c in chart.plots[0].categories] == list(native.categories)
    assert len({chart.value_axis.maximum_scale for chart in charts}) == 1


def test_signs_that_no_document_may_hold_are_shown_as_lost() -> None:
    native = NativeChart(Shape.BAR, ("a\x00b",), (Series("s\x0b\ud800", (1.0,)),))
    chart = drawn(native)
    assert list(chart.plots[0].categories) == ["a\ufffdb"]
    assert chart.plots[0].series[0].name == "s \ufffd"
