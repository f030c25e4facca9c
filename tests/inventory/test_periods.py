"""Periods in order, however they are written; free text has none."""

from __future__ import annotations

import pytest

from cockpit.inventory.periods import period_of


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2026-H1", "H1 2026"), ("2026-Q2", "q2/2026"), ("2026-Q2", "2026 Q2"),
        ("2026-04", "April 2026"), ("2026-04", "Apr-2026"), ("2026-04", "04/2026"),
        ("2026-04", "2026.4"), ("2026-W14", "W14 2026"),
    ],
)  # fmt: skip
def test_ways_to_write_one_period(text: str, same: str) -> None:
    assert period_of(text) == period_of(same) is not None


def test_order_by_the_last_month() -> None:
    """A quarter that ends in March lies before April, and a half before the year."""
    order = ["Jan 2024", "H2 2024", "2025-H1", "2025-11", "2025", "2026-Q1", "2026-04",
             "2026-04-30", "2026-W20", "2026-Q2", "2026-H1", "2026-07-01", "2026-Q3",
             "2026"]  # fmt: skip
    found = [period_of(text) for text in order]
    assert None not in found
    ends = [each[0] for each in found if each]
    assert ends == sorted(ends)
    years = [24_289, 24_300, 24_306, 24_311, 24_312, 24_315, 24_316, 24_316, 24_317, 24_318, 24_318,
             24_319, 24_321, 24_324]  # 12 × year + last month  # fmt: skip
    assert ends == years


@pytest.mark.parametrize(
    "text", [None, "", "autumn", "after go-live", "2026-Q5", "2026-H3", "2026-13", "13/2026",
             "2026-W60", "26-Q1", "Q1", "May", "FY26", "Foo 2026"],
)  # fmt: skip
def test_free_text_has_no_order(text: str | None) -> None:
    assert period_of(text) is None
