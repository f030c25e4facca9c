"""Currency signs of other countries: in cells, in headers and in the lines beside a table."""

from __future__ import annotations

import pytest

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.currencies import CODES, SYMBOLS
from cockpit.inventory.mapping.scales import stated_in
from cockpit.inventory.mapping.units import unit_of
from cockpit.inventory.numbers_text import read_number

COST = SHEETS["initiatives"].by_field["annual_cost"]


def test_every_sign_stands_for_codes_that_are_known() -> None:
    assert set().union(*SYMBOLS.values()) <= CODES


@pytest.mark.parametrize(
    ("text", "number", "code"),
    [
        ("R$ 1.234,50", 1234.5, "BRL"), ("-R$ 5", -5, "BRL"), ("12 kR$", 12_000, "BRL"),
        ("A$12,345.00", 12_345, "AUD"), ("NZ$ 1,200.50", 1200.5, "NZD"), ("HK$7", 7, "HKD"),
        ("S$12", 12, "SGD"), ("CA$ 3", 3, "CAD"), ("1 234,50 zł", 1234.5, "PLN"),
        ("Kč 12", 12, "CZK"), ("₹12,34,567.5", None, ""), ("₺ 9", 9, "TRY"), ("5 ₩", 5, "KRW"),
        ("Fr. 5", 5, "CHF"), ("SFr. 1'200", 1200, "CHF"), ("CHF 7.5", 7.5, "CHF"),
    ],
)  # fmt: skip
def test_a_sign_beside_a_number(text: str, number: float | None, code: str) -> None:
    if number is None:  # grouped in twos: refused, not guessed
        with pytest.raises(Exception, match="thousands"):
            read_number(text)
        return
    found = read_number(text)
    assert (found.value, found.currencies) == (number, {code})


@pytest.mark.parametrize(
    ("text", "codes"),
    [("kr. 1.200,00", {"DKK", "NOK", "SEK"}), ("5 kr", {"SEK"}), ("C$ 5", {"CAD", "NIO"}),
     ("$5", {"USD", "CLP", "COP"}), ("Rs. 500", {"INR", "PKR"})],
)  # fmt: skip
def test_a_sign_of_several_currencies_decides_for_none(text: str, codes: set[str]) -> None:
    found = read_number(text).currencies
    assert found is not None
    assert codes <= found
    assert len(found) > 1


@pytest.mark.parametrize(
    ("header", "code", "factor"),
    [
        ("Custo anual (R$)", "BRL", 1), ("Custo (R$ mil)", "BRL", 1e3), ("R$ milhões", "BRL", 1e6),
        ("Annual spend A$", "AUD", 1), ("Cost (NZ$k)", "NZD", 1e3), ("Cost HK$", "HKD", 1),
        ("Koszt roczny (zł)", "PLN", 1), ("Náklady Kč", "CZK", 1), ("Cost ₺", "TRY", 1),
        ("Kosten (kCHF)", "CHF", 1e3), ("Cost Fr.", "CHF", 1), ("Maliyet (TRY)", "TRY", 1),
        ("ALL costs", None, 1), ("Cost per sq Ft", None, 1), ("TRY again cost", None, 1),
    ],
)  # fmt: skip
def test_a_sign_in_a_header(header: str, code: str | None, factor: float) -> None:
    found = unit_of(header, COST)
    assert (found.currency, found.factor) == (code, factor)


@pytest.mark.parametrize(
    ("header", "said"),
    [("Cost ($)", "USD"), ("Kostnad (Mkr)", "SEK, NOK"), ("Cost C$", "CAD"), ("Cost ¥m", "JPY")],
)
def test_a_header_that_leaves_the_currency_open_says_so(header: str, said: str) -> None:
    found = unit_of(header, COST)
    assert found.currency is None
    assert "choose its currency" in found.why
    assert said.split(", ")[0] in found.why


@pytest.mark.parametrize(
    ("line", "code", "factor"),
    [("Valores em R$ mil", "BRL", 1e3), ("Valores em milhares de R$", "BRL", 1e3),
     ("amounts in A$", "AUD", 1), ("Kwoty w zł; in thousands of zł", "PLN", 1e3),
     ("amounts in kr", None, 1), ("ALL IN ONE", None, 1)],
)  # fmt: skip
def test_a_sign_in_a_line_above(line: str, code: str | None, factor: float) -> None:
    found = stated_in(line)
    assert (found.currency, found.factor) == (code, factor)
