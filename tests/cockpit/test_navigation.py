"""The menu: sections that a first-time reader understands, and every page in one of them."""

from __future__ import annotations

from cockpit import navigation

SECTIONS = ["Where we stand", "What it costs", "What if", "Decide", "Data"]


def test_sections_stand_in_the_order_in_which_they_are_read() -> None:
    assert list(navigation.sections(navigation.PAGES)) == SECTIONS


def test_every_page_stands_in_one_section_in_its_order() -> None:
    grouped = navigation.sections(navigation.PAGES)
    assert [row for rows in grouped.values() for row in rows] == list(navigation.PAGES)
    assert all(grouped.values())
