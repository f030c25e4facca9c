"""Amounts of exports: exact, or refused with a reason."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.actuals.amounts import (
    AmountError,
    DecimalSign,
    decimal_of,
    decimal_sign,
    read_amount,
    scaled,
    to_cents,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$10,000.00 ", "10000"),
        ("0.00 ", "0"),
        ("-5.25", "-5.25"),
        ("5.25-", "-5.25"),
        ("(1,234.50)", "-1234.50"),
        ("1.2E-7", "0.00000012"),
        ("€1.234,56", "1234.56"),
        ("USD 3.5", "3.5"),
        ("12.00 EUR", "12"),
        (".5", "0.5"),
        ("+7", "7"),
        ("1,234,567.8", "1234567.8"),
        ("0.00013299999999999998", "0.00013300000000000"),
    ],
)
def test_amounts_as_exports_write_them(text: str, amount: str) -> None:
    found = read_amount(text)
    assert found is not None
    assert decimal_of(found) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "  ", "null", "NULL", "None", "n/a", "-"])
def test_a_blank_is_no_zero(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    "text",
    ["NaN", "inf", "-Infinity", "1e400", "1e15", "1000000000000", "abc", "1,5", "1.2.3", "--3",
     "9" * 61, "0x10", "1_000"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(AmountError):
        read_amount(text)


@pytest.mark.parametrize(
    ("text", "decimal", "amount"),
    [
        ("1,5", ",", "1.5"), ("1.234,5", ",", "1234.5"), ("1234.5", ",", "1234.5"),
        ("1.234", ",", "1234"), ("12.500", ",", "12500"), ("-1.234 EUR", ",", "-1234"),
        ("(1.234.567)", ",", "-1234567"), ("0.125", ",", "0.125"), ("1,234", ",", "1.234"),
        ("1.234", ".", "1.234"), ("1,234", ".", "1234"), ("1.5", "", "1.5"), ("1,5", "", "1.5"),
        ("1234.567", "", "1234.567"), ("1.234,56", "", "1234.56"), ("1.2E-7", ",", "0.00000012"),
    ],
)  # fmt: skip
def test_one_sign_before_three_digits_is_read_by_the_file(
    text: str, decimal: DecimalSign, amount: str
) -> None:
    assert decimal_of(read_amount(text, decimal) or 0) == Decimal(amount)


@pytest.mark.parametrize("text", ["1.234", "12.500", "-1,234", "EUR 999.125"])
def test_where_nothing_decides_the_sign_the_amount_is_refused(text: str) -> None:
    with pytest.raises(AmountError, match="may be a decimal sign or not"):
        read_amount(text, "")


@pytest.mark.parametrize(
    ("texts", "sign"),
    [(["1.234", "12", ""], ""), (["1.234", "1.234,56"], ","), (["1,234", "7.5"], "."),
     (["1.5", "1,5"], ""), (["1.234.567"], ","), (["1,234,567"], "."), (["0,125"], ","),
     (["n/a", "-0.005 "], "."), (["(1.234,00)"], ",")],
)  # fmt: skip
def test_the_sign_that_amounts_show(texts: list[str], sign: str) -> None:
    assert decimal_sign(texts) == sign


@given(st.decimals(-(10**11), 10**11, allow_nan=False, places=10))
def test_every_amount_is_read_exactly(amount: Decimal) -> None:
    for text in (f"{amount:f}", f"${amount:,f} "):
        assert decimal_of(read_amount(text) or 0) == amount


@given(st.integers(-(10**30), 10**30), st.decimals("0.01", 100, places=4))
def test_a_rate_rounds_at_the_eighteenth_decimal(amount: int, rate: Decimal) -> None:
    assert abs(scaled(amount, rate) - amount * Fraction(rate)) <= Fraction(1, 2)
    assert scaled(amount, Decimal(1)) == amount


def test_cents_round_half_to_even() -> None:
    assert [str(to_cents(read_amount(t) or 0)) for t in ("0.125", "0.135", "-0.005")] == [
        "0.12", "0.14", "0.00".replace("0.00", "-0.00"),
    ]  # fmt: skip
