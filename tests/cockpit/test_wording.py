"""Figures in words: digits, signs, missing values, inert text."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit import wording


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("share", "se", "text"),
    [
        (0.842, None, "84 %"),
        (0.842, 0.004, "84 %"),
        (0.842, 0.0124, "84 %"),
        (0.83, 0.0124, "83 %"),
        (0.842, 0.03, "84 %"),
        (0.842, 0.096, "80 %"),
        (-0.123, 0.001, "−12 %"),
        (-0.004, None, "0 %"),
        (5.47, None, "547 %"),
        (None, None, "n/a"),
        (math.nan, None, "n/a"),
        (math.inf, None, "n/a"),
    ],
)
def test_percent_shows_no_digit_the_error_does_not_support(share, se, text) -> None:
    assert plain(wording.percent(share, se=se)) == text


@pytest.mark.parametrize(
    ("amount", "se", "text"),
    [
        (14_234_567, None, "EUR 14.2 m"),
        (14_234_567, 400_000, "EUR 14.2 m"),
        (14_234_567, 960_000, "EUR 14 m"),
        (-8_867_000, 1_040_000, "EUR −9 m"),
        (-349_100_000, 15_500_000, "EUR −350 m"),
        (-840_300, None, "EUR −840.3 k"),
        (999_960, None, "EUR 1.0 m"),
        (999_940, None, "EUR 999.9 k"),
        (640, None, "EUR 640"),
        (0, None, "EUR 0"),
        (2.5e9, None, "EUR 2.5 bn"),
        (None, None, "n/a"),
    ],
)
def test_money(amount, se, text) -> None:
    assert plain(wording.money(amount, "EUR", se=se)) == text


@pytest.mark.parametrize(
    ("se", "step"),
    [
        (None, 0),
        (0, 0),
        (0.4, 0.1),
        (0.94, 0.1),
        (0.96, 1),
        (1.0, 1),
        (1.2, 1),
        (7, 1),
        (15.5, 10),
        (0.012, 0.01),
    ],
)
def test_supported_step(se, step) -> None:
    assert wording.supported_step(se) == pytest.approx(step)


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e6))
def test_rounding_moves_a_figure_by_less_than_it_supports(value, se) -> None:
    text = wording.number(value, 6, se=se).replace(wording.MINUS, "-").replace(",", "")
    step = max(wording.supported_step(se), 1e-6)
    assert abs(float(text) - value) <= step * 0.5 + 1e-6 * max(1.0, abs(value))


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e6))
def test_a_file_rounded_to_the_step_on_screen_is_the_figure_on_screen(value, se) -> None:
    step = max(wording.supported_step(se), 1.0)
    shown = wording.number(value, 0, se=se).replace(wording.MINUS, "-").replace(",", "")
    assert math.log10(step) == round(math.log10(step)), "a power of ten, never 2 or 20"
    assert float(shown) == round(value / step) * step


def test_a_column_has_the_decimals_of_its_least_certain_cell() -> None:
    millions = wording.scale_for([5e6])
    assert wording.column_decimals([40_000.0, 90_000.0, None], millions) == 1
    assert wording.column_decimals([40_000.0, 900_000.0, math.nan], millions) == 1
    assert wording.column_decimals([40_000.0, 1_200_000.0], millions) == 0
    assert wording.in_scale(53_240_000.0, millions, se=1e4, decimals=0) == "53"


@pytest.mark.parametrize(
    ("se", "text"),
    [
        (1_040_000.0, "± EUR 1.0 m"),
        (230_000.0, "± EUR 0.2 m"),
        (15_500_000.0, "± EUR 16 m"),
        (40_000.0, "± EUR 0.04 m"),
        (0.0, "± EUR 0 m"),
    ],
)
def test_a_standard_error_of_money_shows_what_counts_of_it(se, text) -> None:
    millions = wording.scale_for([5e6])
    assert plain(wording.error_in_money(se, "EUR", millions)) == text


def test_a_standard_error_of_a_share_is_in_points() -> None:
    assert plain(wording.error_in_points(0.0046)) == "± 0.5 pts"


@pytest.mark.parametrize(
    ("share", "limit", "words"),
    [
        (0.64, 0.8, ("64 %", "80 %")),
        (0.5955, 0.6, ("59.6 %", "60 %")),  # 60 % of 60 % would read as reached
        (0.5996, 0.6, ("59.96 %", "60 %")),
        (0.6004, 0.6, ("60.04 %", "60 %")),
        (0.6, 0.6, ("60 %", "60 %")),
        (0.1 + 0.5 + 1e-16, 0.6, ("60 %", "60 %")),  # the last digit of a float is no difference
        (0.5999999, 0.6, ("just under 60 %", "60 %")),
        (0.64, 0.825, ("64 %", "82.5 %")),  # the limit keeps its own digits
        (0.0, 0.8, ("0 %", "80 %")),
        (0.002, 0.0, ("0.2 %", "0 %")),
        (0.8251, 0.825, ("82.51 %", "82.5 %")),
    ],
)
def test_a_share_reads_as_it_compares_with_its_limit(
    share: float, limit: float, words: tuple[str, str]
) -> None:
    assert tuple(text.replace(wording.GAP, " ") for text in wording.compared(share, limit)) == words


def test_a_day_is_never_torn() -> None:
    assert wording.day(dt.date(2026, 12, 2)) == "2\u00a0Dec\u00a02026"


def test_changes_carry_their_sign() -> None:
    assert plain(wording.points(-0.96)) == "−96 pts"
    assert plain(wording.points(0.03)) == "+3 pts"
    assert plain(wording.money(5_000, "EUR", signed=True)) == "EUR +5.0 k"
    assert wording.number(0.0, 1, signed=True) == "0.0"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.84, "84 % (likely)"),
        (0.0, "<1 % (almost impossible)"),
        (0.003, "<1 % (almost impossible)"),
        (0.998, ">99 % (almost certain)"),
        (0.0096, "1 % (very unlikely)"),
        (0.5, "50 % (about even)"),
        (0.95, "95 % (very likely)"),
        (0.2, "20 % (unlikely)"),
    ],
)
def test_probability_in_words_and_number(share, text) -> None:
    assert plain(wording.probability(share)) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (10, "×", "×10"),
        (0.3, "×", "×0.3"),
        (0.3, "%", "30 %"),
        (0.025, "%", "2.5 %"),
        (6, "months", "6 months"),
        (1, "months", "1 month"),
        (0.3, "share", "0.3"),
        (-0.5, "share", "−0.5"),
        (0, "share", "0"),
        (None, "×", "as stated"),
    ],
)
def test_lever_values(value, unit, text) -> None:
    assert plain(wording.lever_value(value, unit)) == text


def test_one_scale_for_a_table() -> None:
    scale = wording.scale_for([1_500.0, None, -2_400_000.0])
    assert scale.unit("EUR") == "EUR m"
    assert wording.in_scale(-2_400_000.0, scale) == "−2.4"
    assert wording.in_scale(-347_100_000.0, scale, se=15_000_000.0) == "−350"
    assert wording.in_scale(None, scale) == "n/a"


@pytest.mark.parametrize(
    ("value", "divisor", "text"),
    [
        (0.0, 1e3, "0.0"),
        (7.0, 1e3, "<0.1"),
        (-7.0, 1e3, ">−0.1"),
        (60.0, 1e3, "0.1"),
        (0.2, 1.0, "<1"),
        (3.0, 1.0, "3"),
        (1e-9, 1.0, "0"),
        (None, 1e3, "n/a"),
    ],
)
def test_a_small_amount_is_not_zero(value: float | None, divisor: float, text: str) -> None:
    assert wording.amount(value, wording.Scale(divisor, "")) == text


def test_an_amount_within_its_error_of_nothing_is_nothing() -> None:
    million = wording.scale_for([1e6])
    assert wording.amount(30_000.0, million, se=2_000_000.0) == "0"
    assert wording.amount(30_000.0, million, se=1_000.0) == "<0.1"


def test_money_among_other_labels_keeps_their_scale() -> None:
    million = wording.scale_for([1e6])
    assert plain(wording.money(416_000.0, "EUR", scale=million)) == "EUR 0.4 m"
    assert plain(wording.money(23_600.0, "EUR", scale=million)) == "EUR <0.1 m"
    assert plain(wording.money(0.0, "EUR", scale=million)) == "EUR 0.0 m"


def test_scale_of_a_table_lets_its_small_values_be_seen() -> None:
    assert wording.scale_of_table([1.1e9, 2e7, 5e7, 4e8, 2e7, None]).suffix == "m"
    assert wording.scale_of_table([8e7, 3e5, 2e7, 4e6]).suffix == "m"
    assert wording.scale_of_table([math.nan, 0.0]).suffix == ""


def test_cells_of_a_column_are_rounded_to_their_own_error() -> None:
    words = wording.by_value(
        [0.421, 0.837, None],
        [0.001, 0.11, None],
        lambda value, se: plain(wording.percent(value, se=se)),
    )
    assert [words(0.421), words(0.837), words(math.nan)] == ["42 %", "80 %", "n/a"]


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://evil.example/p.png)",
        "[a](javascript:alert(1))",
        ":material/home:",
        ":smile:",
        "<img src=x>",
        "$x^2$",
        "# heading",
        "*bold* _it_ `code`",
        "www.evil.example",
        "a@b.example",
        "line\n# two",
        "-> --",
        "| a | b |",
        ":red[x]",
        "1. list",
    ],
)
def test_escaped_text_keeps_its_letters_and_loses_its_markup(text) -> None:
    escaped = wording.escape_markdown(text)
    bare = escaped.replace("\u2060", "")
    for mark in "*_`[]()<>#!$|~":
        for at, letter in enumerate(bare):
            if letter == mark:
                assert bare[at - 1] == "\\"
    assert ":\u2060" in escaped or ":" not in text.replace(": ", "")
    assert "www." not in escaped
    assert "\n" not in escaped
    letters = [letter for letter in escaped if letter.isalnum()]
    assert letters == [letter for letter in text if letter.isalnum()]


def test_a_plain_colon_needs_no_joiner() -> None:
    assert "\u2060" not in wording.escape_markdown("Base: P50 is 40 %")


def test_a_figure_is_never_torn_from_its_unit() -> None:
    said = f"falls  by\n{wording.money(400_000, 'EUR')}"
    whole = wording.money(400_000, "EUR")
    assert wording.shorten(said, 90) == f"falls by {whole}"
    assert wording.escape_markdown(said).replace("\\", "") == f"falls by {whole}"
