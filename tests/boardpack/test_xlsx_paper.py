"""Where a printed page of the workbook ends, by sheets small enough to be counted by hand."""

from __future__ import annotations

from cockpit.boardpack.xlsx_paper import Block, columns_wide, laid_out, pages_down


def test_a_picture_that_does_not_fit_begins_a_page() -> None:
    """Page 1,000 points: 40 rows of 15, then a picture of 30 rows: 600 + 450 points."""
    found = laid_out({}, [Block(40, 69, picture=True)], 69, 2_000, 10_000, 1_000)
    assert (found.scale, found.breaks, found.pages) == (95, (), 1)
    # 600 + 795 points need 71 percent, less than is chosen for fewer pages.
    found = laid_out({}, [Block(40, 92, picture=True)], 92, 2_000, 10_000, 1_000)
    assert (found.scale, found.breaks, found.pages) == (100, (40,), 2)


def test_a_short_table_is_kept_whole_and_a_long_one_is_torn() -> None:
    short = laid_out({}, [Block(50, 79)], 79, 100, 1_000, 800)
    assert (short.breaks, short.pages) == ((50,), 2)
    long = laid_out({}, [Block(30, 99)], 99, 100, 1_000, 800)
    assert (long.breaks, long.pages) == ((), 2)
    at_the_foot = laid_out({}, [Block(52, 140)], 140, 100, 1_000, 800)
    assert at_the_foot.breaks == (52,) or at_the_foot.scale < 100


def test_columns_set_the_scale_with_room_to_spare() -> None:
    assert columns_wide([10, 20]) == 10 * 5.25 + 20 * 5.25 + 2 * 3.75
    assert laid_out({}, [], 10, 1_000, 500, 800).scale == 45
    assert laid_out({}, [], 10, 400, 800, 800).scale == 100


def test_a_last_page_of_a_few_rows_is_saved() -> None:
    """Pages of 500 points, 15 of them repeated."""
    assert pages_down(1_000, 15, 100, 1_000, 500) == 2, "985 fit: a little smaller"
    assert pages_down(1_400, 15, 100, 1_000, 500) == 0, "the third page is well filled"
    assert pages_down(300, 15, 100, 1_000, 500) == 0
    assert pages_down(600, 15, 100, 1_000, 500) == 1
