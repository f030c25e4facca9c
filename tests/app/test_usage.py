"""The usage page without a browser: sample log, answers, tables, prices, picked models."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import sample_data
from cockpit import navigation
from cockpit.charts.usage import usage_lines
from cockpit.inventory.contract import SHEETS
from cockpit.theme import LIGHT
from cockpit.usage.compared import compared
from cockpit.usage.isolation import read_logs
from cockpit.usage.matching import match
from cockpit.usage.mix import Mix, PriceRatio, price_ratio
from cockpit.usage.model_prices import read_catalogue
from cockpit.views import model_picker, usage_sections
from cockpit.views import usage_session as session
from cockpit.views.parts import csv_bytes
from tests.app.test_pages import sentences, visit
from tests.sample_readings import inventory
from tests.usage.logs import here, json_lines, spend_row

USAGE = navigation.page_row("usage")


@pytest.fixture(scope="module")
def shown() -> AppTest:
    """The page with the sample log."""
    at = visit(USAGE)
    return at.button(key="use_sample_usage").click().run()


def test_the_sample_log_is_answered_from_its_own_rows(shown: AppTest) -> None:
    assert not shown.exception
    assert not shown.error
    rows = pd.read_csv(sample_data.USAGE)
    last = rows[rows["date"].str.startswith("2026-10")]
    requests, models = last["requests"].sum(), last["model"].nunique()
    tokens = last["input_tokens"].sum() + last["output_tokens"].sum()
    lab = last[last["initiative"].isna()]
    share = (lab["input_tokens"].sum() + lab["output_tokens"].sum()) / tokens
    text = sentences(shown)
    assert f"In Oct 2026, {requests / 1e6:.1f} m requests to {models} models" in text
    assert f"took {tokens / 1e9:.1f} bn tokens, for 9 initiatives" in text
    assert f"{share * 100:.1f} % of the tokens belong to none" in text
    assert "15 lines of the log belong to no initiative" in text


def test_sums_by_month_and_model_are_those_of_the_file() -> None:
    log = read_logs([("a.csv", sample_data.USAGE.read_bytes())])
    table = usage_sections.monthly(log.sums)
    rows = pd.read_csv(sample_data.USAGE)
    rows["Month"] = rows["date"].str[:7]
    truth = rows.groupby(["Month", "model"])[
        ["requests", "input_tokens", "cached_input_tokens", "output_tokens"]
    ].sum()
    ours = table.set_index(["Month", "Model"])[
        ["Requests", "Input tokens", "Of which cached", "Output tokens"]
    ]
    assert ours.to_numpy().tolist() == truth.to_numpy().tolist()
    assert table["Spend stated"].isna().all(), "no spend is stated, and none is made up"


def test_spend_is_kept_by_currency_and_blank_where_it_is_not_stated() -> None:
    rows = [spend_row(1), spend_row(2, spend=0.1), spend_row(3, spend=0.2, model="b"),
            spend_row(4, spend=None, model="c")]  # fmt: skip
    table = usage_sections.monthly(here(("a", json_lines(rows))).sums).set_index("Model")
    assert table.loc["kestralis-large-4", "Spend stated"] == pytest.approx(0.35, abs=1e-12)
    assert table.loc["b", "Spend stated"] == 0.2
    assert pd.isna(table.loc["c", "Spend stated"])
    assert table["Currency"].fillna("").to_dict() == {
        "kestralis-large-4": "USD",
        "b": "USD",
        "c": "",
    }


def test_the_download_has_the_headers_of_the_initiatives_sheet() -> None:
    log = read_logs([("a.csv", sample_data.USAGE.read_bytes())])
    rows = inventory().initiatives
    found = compared(log, match(log, [(r.id, r.name) for r in rows]), session.stated(rows))
    content = csv_bytes(usage_sections.as_columns(found), "stamp")
    table = pd.read_csv(io.BytesIO(content)).drop(columns="stamp")
    headers = {column.header for column in SHEETS["initiatives"].columns}
    assert set(table.columns) <= headers
    chat = table.set_index("ID").loc["AI-06"]
    assert chat["Monthly requests"] == round(590_000 * 1.02)
    assert chat["Tokens in per request"] == pytest.approx(4200 * 0.97, rel=1e-4)


def test_labels_without_an_initiative_come_first() -> None:
    log = read_logs([("a.csv", sample_data.USAGE.read_bytes())])
    rows = inventory().initiatives
    table = usage_sections.labels_table(log, match(log, [(r.id, r.name) for r in rows]))
    assert list(table.iloc[0][["Kind", "Label", "Now"]]) == ["team", "prompt lab", ""]
    assert table.iloc[0]["Lost"] == table["Lost"].sum() == 123_000


def test_a_log_of_text_from_strangers_stays_text() -> None:
    nasty = "![x](http://example.org/a.png) <b>=1+1"
    log = here(("a", json_lines([spend_row(1, model=nasty, team_id=nasty)])))
    content = csv_bytes(usage_sections.monthly(log.sums), "stamp").decode("utf-8-sig")
    assert nasty in content
    figure = usage_lines(
        ["Oct 2026"], {nasty: [1.0]}, LIGHT, title="T", words={nasty: nasty}, divisor=1.0
    )
    assert list(figure.frame["Label"]) == [nasty]


def test_lines_keep_the_order_of_months_and_name_each_model_once() -> None:
    figure = usage_lines(
        ["Aug 2026", "Sep 2026", "Oct 2026"],
        {"a": [1e6, 2e6, 3e6], "b": [2e6, 2e6, 2.9e6]},
        LIGHT,
        title="Requests",
        words={"a": "a 3.0", "b": "b 2.9"},
        divisor=1e6,
    )
    assert list(dict.fromkeys(figure.frame["Month"])) == ["Aug 2026", "Sep 2026", "Oct 2026"]
    assert sorted(label for label in figure.frame["Label"] if label) == ["a 3.0", "b 2.9"]
    assert figure.spec["layer"][0]["encoding"]["x"]["sort"] is None
    places = figure.frame[figure.frame["Label"] != ""]["Place"]
    assert places.diff().abs().dropna().min() > 0.1, "labels do not run into each other"


def test_the_arithmetic_shown_adds_up_to_the_ratio() -> None:
    prices = read_catalogue(sample_data.MODEL_PRICES.read_bytes())
    large, swift = prices.named("Kestralis Large 4"), prices.named("Kestralis Swift 4")
    assert large is not None
    assert swift is not None
    found = price_ratio(Mix(500, 400, 100, "by hand"), swift, large)
    assert isinstance(found, PriceRatio)
    table = model_picker.arithmetic(found)
    for name, total in (("Today, USD", found.cost_today), ("Tomorrow, USD", found.cost_tomorrow)):
        parts = table.iloc[:3]
        assert (parts["Share of tokens"] * parts[name]).sum() == pytest.approx(total)
        assert table.iloc[3][name] == total
    # (500·3 + 400·0.3 + 100·15) ÷ (500·0.4 + 400·0.04 + 100·1.6) = 3,120 ÷ 376
    assert found.ratio == pytest.approx(3120 / 376)


def test_the_page_picks_models_at_the_mix_of_the_log(shown: AppTest) -> None:
    boxes = {box.label: box for box in shown.selectbox}
    assert boxes["Model today"].value == "Kestralis Large 4", "most tokens of the log"
    at = boxes["Model tomorrow"].select("Kestralis Swift 4").run()
    rows = pd.read_csv(sample_data.USAGE)
    cached_in, out = rows["cached_input_tokens"].sum(), rows["output_tokens"].sum()
    fresh = rows["input_tokens"].sum() - cached_in
    ratio = (0.4 * fresh + 0.04 * cached_in + 1.6 * out) / (3 * fresh + 0.3 * cached_in + 15 * out)
    assert f"×{ratio:.2f}" in sentences(at).replace("**", "")
    assert "moves the token lines of every initiative by this one number" in sentences(at)
    boxes = {box.label: box for box in at.selectbox}
    at = boxes["Model tomorrow"].select("Orvanta Medium 2").run()
    assert "State both in one currency" in sentences(at)


def test_without_a_log_the_sheet_states_the_mix() -> None:
    at = visit(USAGE)
    assert "No usage log is loaded." in sentences(at)
    boxes = {box.label: box for box in at.selectbox}
    at = boxes["Model today"].select("gpt-5.4").run()
    boxes = {box.label: box for box in at.selectbox}
    at = boxes["Model tomorrow"].select("gpt-5.5").run()
    rows = pd.read_csv(sample_data.SAMPLE.parent / "source" / "initiatives.csv")
    known = rows.dropna(subset=["tokens_in", "tokens_out", "monthly_requests"])
    tokens_in = (known["tokens_in"] * known["monthly_requests"]).sum()
    tokens_out = (known["tokens_out"] * known["monthly_requests"]).sum()
    ratio = (5 * tokens_in + 30 * tokens_out) / (2.5 * tokens_in + 15 * tokens_out)
    text = sentences(at).replace("**", "")
    assert f"= ×{ratio:.0f}" in text
    assert "Cached input is not stated" in text
