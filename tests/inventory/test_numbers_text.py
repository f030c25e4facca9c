"""Numbers written as text: a table by hand, and round trips over every way of writing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.inventory.numbers_text import UnreadableCellError, read_number
from cockpit.inventory.vocabulary import NumberLocale

POINT, COMMA = NumberLocale.POINT, NumberLocale.COMMA


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("12.5", 12.5), ("12,5", 12.5), ("1,234.56", 1234.56), ("1.234,56", 1234.56),
        ("1,234,567", 1234567), ("1.234.567", 1234567), ("1 234,5", 1234.5), ("1\u00a0234", 1234),
        ("1\u202f234\u202f567", 1234567), ("1'234.5", 1234.5), ("1’234’567", 1234567),
        ("0,123", 0.123), ("1234.567", 1234.567), (".5", 0.5), ("-7", -7), ("−7", -7), ("7-", -7),
        ("(7)", -7), ("(1,234.50)", -1234.5), ("+7", 7), ("€5", 5), ("5 €", 5), ("EUR 5", 5),
        ("5 EUR", 5), ("-€5", -5), ("€ -5", -5), ("€1,2 Mio.", 1_200_000), ("1.2m", 1_200_000),
        ("1,25 Mrd. EUR", 1_250_000_000), ("3 Tsd.", 3000), ("12k", 12_000), ("12 k€", 12_000),
        ("2bn", 2e9), ("１２", 12), ("12%", 0.12), ("12,5 %", 0.125), ("150%", 1.5),
    ],
)  # fmt: skip
def test_unambiguous_text_is_read(text: str, value: float) -> None:
    assert read_number(text).value == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("text", ["1,234", "1.234", "12,345", "€1,234 Mio.", "-1.234"])
def test_three_digits_behind_a_single_sign_are_ambiguous_without_a_locale(text: str) -> None:
    with pytest.raises(UnreadableCellError, match="ambiguous"):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("1,234", POINT, 1234), ("1.234", POINT, 1.234), ("1,234", COMMA, 1.234),
        ("1.234", COMMA, 1234), ("1.234,5", COMMA, 1234.5), ("12,5", COMMA, 12.5),
        ("12.5", POINT, 12.5), ("1 234.5", POINT, 1234.5),
    ],
)  # fmt: skip
def test_a_stated_locale_decides(text: str, locale: NumberLocale, value: float) -> None:
    assert read_number(text, locale).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "locale"),
    [("1.234,56", POINT), ("1,234.56", COMMA), ("12,5", POINT), ("12.5", COMMA),
     ("1.234.567", POINT), ("1 234,5", POINT)],
)  # fmt: skip
def test_a_number_that_contradicts_the_locale_is_refused(text: str, locale: NumberLocale) -> None:
    with pytest.raises(UnreadableCellError, match="contradicts"):
        read_number(text, locale)


@pytest.mark.parametrize(
    "text",
    ["", "tbd", "about 5", "5 or 6", "1,23,456", "1.2.3,4", "12,-", "12.", "1e5", "NaN", "inf",
     "5 %%", "5% EUR", "€5 $", "5 x", "(-5)", "--5", "1 23", "1'2345", "EUR", "5 Billion", "0x10"],
)  # fmt: skip
def test_everything_else_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(UnreadableCellError) as caught:
        read_number(text)
    assert caught.value.problem
    assert caught.value.remedy


def test_the_currency_beside_a_number_is_told() -> None:
    assert read_number("€5").currencies == {"EUR"}
    assert read_number("5 CHF").currencies == {"CHF"}
    assert read_number("US$ 5").currencies == {"USD"}
    dollars = read_number("$5").currencies
    assert dollars is not None
    assert {"USD", "CAD", "AUD"} <= dollars
    assert read_number("5").currencies is None


CENTS = st.integers(min_value=0, max_value=10**13)


def written(cents: int, grouping: str, decimal: str) -> str:
    """A plain formatter: groups of three from the right, always two decimals."""
    whole, rest = divmod(cents, 100)
    digits = str(whole)
    groups = []
    while len(digits) > 3:
        groups.insert(0, digits[-3:])
        digits = digits[:-3]
    return grouping.join([digits, *groups]) + decimal + f"{rest:02d}"


@given(
    CENTS, st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", "."), ("", "."), ("", ",")])
)
def test_two_decimals_are_read_back_whatever_the_signs(cents: int, signs: tuple[str, str]) -> None:
    text = written(cents, *signs)
    assert read_number(text).value == pytest.approx(cents / 100, rel=1e-12)
    assert read_number(f"({text})").value == pytest.approx(-cents / 100, rel=1e-12)
    assert read_number(f"EUR {text}").currencies == {"EUR"}


@given(CENTS, st.sampled_from([(POINT, ",", "."), (COMMA, ".", ",")]))
def test_the_stated_locale_reads_its_own_writing(
    cents: int, signs: tuple[NumberLocale, str, str]
) -> None:
    locale, grouping, decimal = signs
    assert read_number(written(cents, grouping, decimal), locale).value == pytest.approx(
        cents / 100
    )
    whole = written(cents, grouping, decimal)[:-3]
    assert read_number(whole, locale).value == cents // 100


@given(st.text(max_size=20))
def test_no_text_does_anything_but_read_or_refuse(text: str) -> None:
    try:
        found = read_number(text)
    except UnreadableCellError:
        return
    assert found.value == found.value
    assert abs(found.value) != float("inf")
