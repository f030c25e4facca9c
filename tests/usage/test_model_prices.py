"""The price catalogue, the token mix and the price ratio, by hand."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.export import to_csv
from cockpit.usage.mix import (
    Mix,
    PriceRatio,
    cost_of_million,
    mix_of_sheet,
    mix_of_sums,
    price_ratio,
)
from cockpit.usage.model_prices import (
    HEADERS,
    MOST_PRICE,
    OWN_SOURCE,
    ModelPrice,
    catalogue_of,
    read_catalogue,
    rows_of,
    shipped,
)
from sample_data import make_model_prices
from tests.usage.logs import here, json_lines, spend_row


def price(
    model: str, tokens_in: float, cached: float | None, out: float, currency: str = "USD"
) -> ModelPrice:
    return ModelPrice(model, "V", currency, tokens_in, cached, out, None, None, "test")


def test_the_shipped_extract_is_whole_and_dated() -> None:
    found = shipped()
    assert 40 <= len(found.prices) <= 80
    assert len({each.vendor for each in found.prices}) >= 8
    for each in found.prices:
        assert each.as_of == dt.date(2026, 11, 22)
        assert each.source.startswith("litellm 1.109.1")
        assert each.licence == "MIT"
        assert 0 < each.input <= each.output
        assert each.cached is None or 0 < each.cached <= each.input
        assert each.context is not None
        assert each.context > 1000


def test_the_script_takes_prices_as_they_are_stated(tmp_path: Path) -> None:
    entry = {"input_cost_per_token": 4.4e-08, "output_cost_per_token": 1.36e-06}
    content = {
        prefix + model: entry for _, prefix, models in make_model_prices.VENDORS for model in models
    }
    content["gpt-4.1"] = {**entry, "cache_read_input_token_cost": 1e-08, "max_input_tokens": 5}
    source, out = tmp_path / "in.json", tmp_path / "out.csv"
    source.write_text(json.dumps(content), encoding="utf-8")
    make_model_prices.main([str(source), "--out", str(out)])
    found = read_catalogue(out.read_bytes())
    first, second = found.prices[:2]
    assert (first.input, first.cached, first.output, first.context) == (0.044, 0.01, 1.36, 5)
    assert second.cached is None, "no stated price is not a price of zero"
    assert [each.model for each in found.prices] == [each.model for each in shipped().prices]


def test_a_downloaded_catalogue_loads_again_as_it_was() -> None:
    prices = (*shipped().prices, price("=cmd|own", 0.125, None, 7e-05))
    again = read_catalogue(to_csv(HEADERS, rows_of(prices), "stamp"))
    assert again.problems == ()
    assert again.prices[:-1] == prices[:-1]
    last = again.prices[-1]
    assert (last.input, last.cached, last.output) == (0.125, None, 7e-05)
    assert last.model.endswith("=cmd|own")


@pytest.mark.parametrize(
    ("header", "value", "words"),
    [
        ("Model", "", "no name"),
        ("Input per million tokens", "", "a blank is no price"),
        ("Output per million tokens", None, "a blank is no price"),
        ("Input per million tokens", "-1", "number from 0"),
        ("Input per million tokens", "NaN", "number from 0"),
        ("Input per million tokens", "inf", "number from 0"),
        ("Input per million tokens", "1e400", "number from 0"),
        ("Input per million tokens", MOST_PRICE * 2, "number from 0"),
        ("Cached input per million tokens", "free", "number from 0"),
        ("Currency", "dollar", "three letters"),
        ("Currency", "", "three letters"),
        ("As of", "22.11.2026", "must be a day"),
        ("Longest input, tokens", "2.5", "whole number"),
        ("Vendor", "x" * 300, "longer than"),
    ],
)
def test_a_row_at_fault_is_left_out_and_said(header: str, value: object, words: str) -> None:
    good = dict(zip(HEADERS, rows_of([price("good", 1, 0.5, 2)])[0], strict=True))
    found = catalogue_of([{**good, "Model": "bad", header: value}, good])
    assert [each.model for each in found.prices] == ["good"]
    assert len(found.problems) == 1
    assert found.problems[0].startswith("Row 1: ")
    assert words in found.problems[0]


def test_a_model_stands_once_and_own_rows_say_so() -> None:
    rows = [
        {**dict.fromkeys(HEADERS), "Model": name, "Currency": "usd", HEADERS[3]: 1, HEADERS[5]: 2}
        for name in ("Alpha-1", "alpha 1", "beta")
    ]
    found = catalogue_of([*rows, dict.fromkeys(HEADERS)])
    assert [each.model for each in found.prices] == ["Alpha-1", "beta"]
    assert found.problems == ("Row 2: alpha 1 stands twice; the first row is used.",)
    assert found.prices[0].source == OWN_SOURCE
    assert found.named("ALPHA_1") == found.prices[0]
    assert found.named("gamma") is None


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"a,b\n1,2\n", b'"' + b"x" * 200_000])
def test_a_file_that_is_no_catalogue_ends_in_a_sentence(content: bytes) -> None:
    found = read_catalogue(content)
    assert found.prices == ()
    assert found.problems[0].endswith(".")


def test_the_ratio_by_hand() -> None:
    """700·2 + 300·0.5 + 200·8 = 3,150; 700·4 + 300·1 + 200·20 = 7,100."""
    mix = Mix(700, 300, 200, "by hand")
    found = price_ratio(mix, price("a", 2, 0.5, 8), price("b", 4, 1, 20))
    assert isinstance(found, PriceRatio)
    assert found.ratio == pytest.approx(7100 / 3150, rel=1e-12)
    assert found.cost_today == pytest.approx(3150 / 1200, rel=1e-12)


def test_cached_input_without_a_price_costs_what_input_costs() -> None:
    mix = Mix(700, 300, 0, "by hand")
    assert cost_of_million(mix, price("a", 2, None, 8)) == pytest.approx(2)


def test_a_ratio_that_cannot_be_given_says_why() -> None:
    a, b = price("a", 1, 1, 1), price("b", 1, 1, 1, "EUR")
    assert "USD" in str(price_ratio(Mix(1, 0, 0, ""), a, b))
    assert "costs nothing" in str(price_ratio(Mix(1, 0, 0, ""), price("c", 0, 0, 9), a))
    assert "no tokens" in str(price_ratio(Mix(0, 0, 0, ""), a, a))


amounts = st.floats(0.01, 1e3)


@given(amounts, amounts, amounts, amounts, amounts, amounts, amounts)
def test_a_ratio_lies_between_those_of_its_parts_and_inverts(
    tokens_in: float, cached: float, out: float, p: float, q: float, r: float, factor: float
) -> None:
    mix = Mix(tokens_in, cached, out, "")
    a, b = price("a", p, q, r), price("b", q, r, p)
    there, back = price_ratio(mix, a, b), price_ratio(mix, b, a)
    assert isinstance(there, PriceRatio)
    assert isinstance(back, PriceRatio)
    assert there.ratio * back.ratio == pytest.approx(1)
    parts = (q / p, r / q, p / r)
    assert min(parts) * (1 - 1e-9) <= there.ratio <= max(parts) * (1 + 1e-9)
    scaled = price_ratio(Mix(tokens_in * factor, cached * factor, out * factor, ""), a, b)
    assert isinstance(scaled, PriceRatio)
    assert scaled.ratio == pytest.approx(there.ratio)


def test_the_mix_of_a_log_leaves_out_embeddings_and_adds_up_tokens() -> None:
    rows = [
        spend_row(1),
        spend_row(2, prompt_tokens=3000, completion_tokens=100),
        spend_row(3, call_type="aembedding", prompt_tokens=90_000, completion_tokens=None,
                  metadata={}),
    ]  # fmt: skip
    mix = mix_of_sums(here(("a", json_lines(rows))).sums, "log")
    assert mix is not None
    assert (mix.input, mix.cached, mix.output) == (3200, 800, 300)
    assert mix.cached_known
    unknown = mix_of_sums(here(("a", json_lines([spend_row(1, metadata={})]))).sums, "log")
    assert unknown is not None
    assert (unknown.input, unknown.cached, unknown.cached_known) == (1000, 0, False)
    assert mix_of_sums([], "log") is None


def test_the_mix_of_the_sheet_weighs_by_requests_where_there_are_several() -> None:
    mix = mix_of_sheet([(100, 10, 5), (1000, 50, 2), (9, None, 4), (7, 7, None)], "sheet")
    assert mix is not None
    assert (mix.input, mix.cached, mix.output) == (100 * 5 + 1000 * 2, 0, 10 * 5 + 50 * 2)
    assert not mix.cached_known
    alone = mix_of_sheet([(100, 10, None)], "sheet")
    assert alone is not None
    assert (alone.input, alone.output) == (100, 10)
    assert mix_of_sheet([(None, 10, 5)], "sheet") is None
    assert mix_of_sheet([], "sheet") is None
