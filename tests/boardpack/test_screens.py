"""A section as screens: everything stands on exactly one of them, and has room there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit import navigation
from cockpit.boardpack import screen_sizes
from cockpit.boardpack.model import Cell, Chart, Column, KeyFigure, Kind, Section, Table
from cockpit.boardpack.pictures import natural_height
from cockpit.boardpack.screens import Screen, screens
from cockpit.boardpack.sections.registry import SECTIONS
from cockpit.charts.figure import enlarged
from cockpit.views.present_screen import HEADINGS, ROOMS
from tests.boardpack import materials
from tests.boardpack.packs import bar_figure

SMALL = ROOMS[768]
each_room = pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS.keys())

texts = st.text("abcdefgh ", min_size=0, max_size=160)


def table(rows: list[list[str]], shown: int, key: str = "t") -> Table:
    """A table of texts."""
    columns = tuple(Column(f"c{n}", f"Column {n}", Kind.TEXT, "") for n in range(len(rows[0])))
    cells = tuple(tuple(Cell(text, text) for text in row) for row in rows)
    return Table(key, "Rows of a table", columns, cells, shown)


def figures(count: int) -> tuple[KeyFigure, ...]:
    """Key figures."""
    return tuple(
        KeyFigure(f"f{n}", f"Figure {n}", float(n), f"EUR {n}.0 m", Kind.MONEY, note="of all")
        for n in range(count)
    )


def assert_all_there_once(section: Section, found: tuple[Screen, ...]) -> None:
    """Every figure, chart and shown row on exactly one screen, in order, glances apart."""
    assert [each.part for each in found] == list(range(1, len(found) + 1))
    assert {each.of for each in found} == {len(found)}
    assert [one.key for each in found for one in each.figures] == [
        each.key for each in section.figures
    ]
    assert [each.chart for each in found if each.chart] == list(section.charts)
    rows: dict[str, list[int]] = {}
    for each in found:
        if each.table is not None and not each.glance:
            assert each.rows[0] < each.rows[1]
            rows.setdefault(each.table.key, []).extend(range(*each.rows))
    assert rows == {
        each.key: list(range(min(each.shown, len(each.rows))))
        for each in section.tables
        if each.shown and each.rows
    }


@each_room
@pytest.mark.parametrize("row", SECTIONS, ids=lambda row: row.key)
def test_the_sample_is_shown_whole(row: object, room: screen_sizes.Room) -> None:
    section = materials.built(row.key, materials.of_sample())  # type: ignore[attr-defined]
    assert_all_there_once(section, screens(section, room))


@pytest.mark.parametrize("sheets", materials.SPARSE.values(), ids=materials.SPARSE.keys())
@pytest.mark.parametrize("key", ["verdict", "tco", "decisions"])
def test_a_sparse_workbook_is_shown_whole(sheets: object, key: str) -> None:
    section = materials.built(key, materials.of_sheets(sheets))  # type: ignore[arg-type]
    found = screens(section, SMALL)
    assert_all_there_once(section, found)
    if not section.charts and not section.tables:
        assert all(sentence in found[0].more for sentence in section.remarks)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 6).flatmap(
        lambda width: st.lists(
            st.lists(texts, min_size=width, max_size=width), min_size=1, max_size=25
        )
    ),
    st.integers(0, 25),
    st.integers(0, 5),
)
def test_any_table_is_shown_whole_and_has_room(
    rows: list[list[str]], shown: int, count: int
) -> None:
    section = Section(
        "s", "S", "Q?", "It holds. The rest follows.", figures(count), tables=(table(rows, shown),)
    )
    found = screens(section, SMALL)
    assert_all_there_once(section, found)
    for each in found:
        if each.table is None or each.rows[1] - each.rows[0] == 1:
            continue
        shares = screen_sizes.column_shares(each.table, SMALL.width, each.scale)
        taken = screen_sizes.message_height(each.message, each.more, SMALL)
        taken += screen_sizes.figures_height(each.figures, SMALL)
        taken += screen_sizes.table_height(each.table, *each.rows, shares, SMALL.width, each.scale)
        assert taken <= SMALL.height


@each_room
def test_ten_questions_stand_on_one_screen_before_their_answers(room: screen_sizes.Room) -> None:
    section = materials.built("questions", materials.of_sample())
    first, glance, *others = screens(section, room)
    assert first.figures
    assert glance.glance
    assert glance.rows == (0, 10)
    assert glance.table is not None
    told = {column.key: place for place, column in enumerate(section.tables[0].columns)}
    for place, column in enumerate(glance.table.columns):
        if column.key in told:
            texts = [row[told[column.key]].text for row in section.tables[0].rows]
            assert [row[place].text for row in glance.table.rows] == texts
    assert len(others) > 1
    assert not any(each.glance for each in others)


def test_a_table_is_parted_evenly_and_alike() -> None:
    long = table([[f"Row {n}", "word " * 30] for n in range(30)], 30)
    found = screens(Section("s", "S", "Q?", "It holds.", tables=(long,)), SMALL)
    counts = [each.rows[1] - each.rows[0] for each in found]
    assert len(found) > 1
    assert max(counts) - min(counts) <= 1
    assert len({each.scale for each in found}) == 1


def test_a_short_table_is_larger_than_a_long_one() -> None:
    scales = []
    for count in (3, 9):
        rows = table([["Name", "1"]] * count, count)
        (only,) = screens(Section("s", "S", "Q?", "It holds.", tables=(rows,)), SMALL)
        scales.append(only.scale)
    assert scales[0] > scales[1] >= SMALL.least


def test_a_chart_too_small_below_the_figures_has_a_screen_of_its_own() -> None:
    for count, number in ((3, 1), (24, 2)):
        chart = Chart(
            "c", "Bars", "The longest is 9. More.", bar_figure(tuple(map(str, range(count))))
        )
        found = screens(Section("s", "S", "Q?", "It holds.", figures(3), (chart,)), SMALL)
        assert len(found) == number
        assert found[-1].chart is chart
        assert found[0].figures


@pytest.mark.parametrize(
    ("headline", "first"),
    [
        ("EUR 3 m a year. It holds.", "EUR 3 m a year."),
        ("The cost is higher. 3 % reach it.", "The cost is higher."),
        ("It is no. 5 of ten.", "It is no. 5 of ten."),
        ("Cost rises by 2.5 times.", "Cost rises by 2.5 times."),
    ],
)
def test_the_first_sentence_is_the_message(headline: str, first: str) -> None:
    (found,) = screens(Section("s", "S", "Q?", headline), SMALL)
    assert found.message == first
    assert f"{found.message} {found.more}".strip() == headline


@pytest.mark.parametrize("factor", [1.5, 2.5])
def test_an_enlarged_chart_is_larger_by_the_factor(factor: float) -> None:
    """Its drawing is as many times as high, and every number in the spec that changed grew."""
    usual = bar_figure(tuple("abcdef"))
    larger = enlarged(usual, factor)
    assert natural_height(larger, 900) == pytest.approx(
        natural_height(usual, 900) * factor, rel=0.12
    )
    assert larger.frame is usual.frame
    assert larger.spec["config"]["axis"]["labelFontSize"] == pytest.approx(
        usual.spec["config"]["axis"]["labelFontSize"] * factor
    )
    assert larger.spec["encoding"] == usual.spec["encoding"]
    assert larger.spec["config"]["text"]["color"] == usual.spec["config"]["text"]["color"]


def test_the_type_of_the_presenter_is_that_of_the_theme() -> None:
    config = Path(navigation.__file__).with_name(".streamlit") / "config.toml"
    sizes = tomllib.loads(config.read_text(encoding="utf-8"))["theme"]["headingFontSizes"]
    for height, (first, rest) in HEADINGS.items():
        for marks, pixels in ((first, ROOMS[height].first), (rest, ROOMS[height].rest)):
            assert sizes[len(marks) - 1] == f"{pixels / 16:g}rem"
