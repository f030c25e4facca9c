"""Typed numbers: a comma is a decimal sign, never dropped; what cannot be read is refused."""

from __future__ import annotations

import pytest

from cockpit.entries import UnreadableEntryError, entry_text, read_entry

LEVER = {"low": -90.0, "high": 1_000.0}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7.5", 7.5),
        ("7,5", 7.5),
        (" 7,5 ", 7.5),
        ("×7,5", 7.5),
        ("x2", 2.0),
        ("6 months", 6.0),
        ("-20", -20.0),
        ("\u221220", -20.0),
        ("+30", 30.0),
        ("0,125", 0.125),
        ("", None),
        ("  ", None),
    ],
)
def test_both_decimal_signs_are_read(text: str, number: float | None) -> None:
    assert read_entry(text, **LEVER) == number


def test_a_percent_sign_may_follow_only_where_percent_is_asked() -> None:
    assert read_entry("7,5 %", percent=True, **LEVER) == 7.5
    with pytest.raises(UnreadableEntryError, match="unit"):
        read_entry("7,5 %", **LEVER)


@pytest.mark.parametrize(
    "text", ["abc", "7,5,3", "1,234", "7..5", "1e3", "NaN", "inf", "EUR 5", "=1+1", "1001", "-91"]
)
def test_anything_else_is_refused_with_the_limits_and_the_remedy(text: str) -> None:
    with pytest.raises(UnreadableEntryError) as caught:
        read_entry(text, **LEVER)
    assert text in str(caught.value)
    assert "\u221290 to 1,000" in str(caught.value)


def test_months_are_whole() -> None:
    assert read_entry("6", low=0, high=60, whole=True) == 6
    assert isinstance(read_entry("6", low=0, high=60, whole=True), int)
    with pytest.raises(UnreadableEntryError, match="whole"):
        read_entry("6,5", low=0, high=60, whole=True)


def test_an_entry_reads_as_typed_for_as_long_as_it_means_the_value() -> None:
    assert entry_text(7.5, "7,5", **LEVER) == "7,5"
    assert entry_text(8.0, "7,5", **LEVER) == "8"
    assert entry_text(8.0, "abc", **LEVER) == "8"
    assert entry_text(None, None, **LEVER) == ""
    assert entry_text(0.30000000000000004, None, **LEVER) == "0.3"
