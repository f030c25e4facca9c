"""Which slides a pack has: one a section for the board, and all else once in the appendix."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pptx.util import Pt

from cockpit.boardpack import native
from cockpit.boardpack.model import Column, Kind, NativeChart, Role, Section, Table
from cockpit.charts.value import Interval
from tests.boardpack.packs import sample_pack
from tests.boardpack.test_pptx import all_text, deck, flat, notes, tables

#: Cover and contents before the first section.
FIRST = 2
#: Words for marks that only the pictures have.
MARKS = ("dashed", "hollow", "grey line", "as circle", "upright line", "outline:")


def main_slides() -> list[tuple[Section, Any]]:
    slides = list(deck("sample").slides)
    return list(zip(sample_pack().sections, slides[FIRST:], strict=False))


def appendix() -> list[Any]:
    return list(deck("sample").slides)[FIRST + len(sample_pack().sections) :]


def test_tables_of_the_main_part_can_be_read_from_the_back_of_a_room() -> None:
    sizes = {
        run.font.size.pt
        for _, slide in main_slides()
        for shape in slide.shapes
        if shape.has_table
        for cell in shape.table.iter_cells()
        for paragraph in cell.text_frame.paragraphs
        for run in paragraph.runs
        if run.font.size
    }
    assert sizes
    assert min(sizes) >= 11


def test_a_board_reads_a_dozen_slides_and_then_the_appendix() -> None:
    titles = [slide.shapes.title.text for slide in deck("sample").slides]
    assert titles[1] == "Contents"
    assert titles.index("Appendix") == FIRST + len(sample_pack().sections) == 12
    for slide in appendix()[1:]:
        assert "Appendix" in all_text(slide)
    for _, slide in main_slides():
        assert "Appendix" not in slide.shapes.title.text


def test_the_slide_of_a_section_has_its_message_all_its_figures_and_what_bears_it_out() -> None:
    for section, slide in main_slides():
        text = all_text(slide)
        assert flat(section.headline) in notes(slide)
        for figure in section.figures:
            assert flat(figure.text) in text
            assert flat(figure.label) in text
        assert any(shape.has_chart or shape.has_table for shape in slide.shapes), section.key


def test_slides_of_the_main_part_are_filled() -> None:
    for section, slide in main_slides():
        shapes = [each for each in slide.shapes if not each.is_placeholder]
        lowest = max(shape.top + shape.height for shape in shapes) / Pt(1)
        assert 400 <= lowest <= 491, section.key


def test_what_a_main_slide_shows_in_part_stands_whole_in_the_appendix() -> None:
    names = [shape.name for slide in appendix() for shape in slide.shapes]
    short = [
        shape.name for _, slide in main_slides() for shape in slide.shapes if "Short" in shape.name
    ]
    assert short
    for each in short:
        title = re.split(r"; \d+", each.removeprefix("Short ").split(": ", 1)[1])[0]
        assert any(title in name for name in names), each


def test_a_table_that_stands_in_the_workbook_alone_repeats_its_chart() -> None:
    count = 0
    for section, slide in main_slides():
        for table in section.tables:
            if not table.repeats:
                continue
            count += 1
            chart = next(each for each in section.charts if each.key == table.repeats)
            assert chart.native is not None
            assert f"since a chart shows the same: {flat(table.title)}" in notes(slide)
            drawn = _marks(chart.native)
            for row in table.rows:
                here = drawn[row[0].text]
                known = {*here[0], *(a - b for a in here[0] for b in here[0])}
                for column, cell in zip(table.columns[1:], row[1:], strict=True):
                    _assert_known(column, cell.value, known, here[1])
    assert count == 2


def _marks(drawn: NativeChart) -> dict[str, tuple[list[float], str]]:
    """Values and words of each category."""
    found = {}
    for place, name in enumerate(drawn.categories):
        values = [float(series.values[place] or 0.0) for series in drawn.series]
        words = " ".join(series.labels[place] for series in drawn.series if series.labels)
        found[name] = (values, words)
    return found


def _assert_known(column: Column, value: Any, known: set[float], words: str) -> None:
    if value is None:
        return
    if column.kind is Kind.COUNT:
        assert f"({value})" in words or value == 0
    else:
        scaled = value / column.divisor
        assert any(scaled == pytest.approx(each, abs=1e-9) for each in known), column.key


def test_every_remark_stands_once_in_the_appendix() -> None:
    shown = [
        row
        for found in tables(deck("sample"))
        if found[0][-1] == "To bear in mind"
        for row in found
    ]
    for section in sample_pack().sections:
        for remark in section.remarks:
            rows = [row for row in shown if flat(row[1]) == flat(remark)]
            assert len(rows) == 1, remark
            assert flat(section.title) in flat(rows[0][0])


def test_no_slide_speaks_of_marks_that_its_chart_lacks() -> None:
    for slide in deck("sample").slides:
        text = all_text(slide).lower()
        assert not [word for word in MARKS if word in text], slide.shapes.title.text


def test_no_percentile_is_torn_from_its_figure() -> None:
    for slide in deck("sample").slides:
        for run in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t"):
            assert not re.search(r"P[1-9]0 [−\d]", run.text or ""), run.text


def test_a_brief_table_names_its_columns() -> None:
    column = Column("a", "A", Kind.TEXT, "A")
    with pytest.raises(ValueError, match=r"no columns \['b'\] to be brief with"):
        Table("t", "T", (column,), (), brief=("b",))


@pytest.mark.parametrize(
    ("low", "middle", "high"),
    [(0.1, 0.3, 0.7), (-0.5, -0.3, -0.1), (-0.2, 0.1, 0.4), (-0.4, -0.1, 0.3), (0.0, 0.0, 0.0)],
)
def test_a_band_reaches_from_p10_over_p50_to_p90(low: float, middle: float, high: float) -> None:
    row = Interval("a", 0.0, low, middle, high, "", "P50 x", "l to h")
    drawn = native.intervals([row], "ROI")
    # As a stack is drawn: outwards from zero, each side by itself, in the order of the series.
    edges = {False: [0.0], True: [0.0]}
    painted: list[tuple[float, float, Role]] = []
    for series in drawn.series:
        (value,) = series.values
        if value:
            side = edges[value > 0]
            side.append(side[-1] + value)
            if series.role is not Role.HIDDEN:
                painted.append((min(side[-2:]), max(side[-2:]), series.role))
    for role, start, end in ((Role.QUIET, low, middle), (Role.BASE, middle, high)):
        ends = sorted(each[:2] for each in painted if each[2] is role)
        assert sum(b - a for a, b in ends) == pytest.approx(end - start)
        if ends:
            assert (ends[0][0], ends[-1][1]) == pytest.approx((start, end))
    assert drawn.series[-1].labels == ("P50 x (l to h)",)
