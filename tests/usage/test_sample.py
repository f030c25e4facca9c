"""The sample usage log: repeatable, readable, and telling what it is meant to tell."""

from __future__ import annotations

from pathlib import Path

import pytest

import sample_data
from cockpit.usage.compared import Stated, compared, whole_months
from cockpit.usage.isolation import read_logs
from cockpit.usage.matching import match
from cockpit.usage.model_prices import read_catalogue
from sample_data import make_usage
from tests.sample_readings import inventory


def test_the_script_gives_the_committed_files(tmp_path: Path) -> None:
    make_usage.main(["--out", str(tmp_path)])
    for committed in (sample_data.USAGE, sample_data.MODEL_PRICES):
        assert (tmp_path / committed.name).read_bytes() == committed.read_bytes()


def test_it_matches_the_sample_portfolio_and_differs_where_it_is_meant_to() -> None:
    log = read_logs([(sample_data.USAGE.name, sample_data.USAGE.read_bytes())])
    assert log.problems == ()
    assert whole_months(log) == make_usage.MONTHS
    rows = inventory().initiatives
    found = match(log, [(row.id, row.name) for row in rows])
    assert set(found.by_initiative) == set(make_usage.FACTORS)
    assert {label for each in found.unmatched for label in each.labels} == {("team", "prompt lab")}
    sheet = [
        Stated(r.id, r.name, r.monthly_requests, r.tokens_in, r.tokens_out, r.monthly_growth)
        for r in rows
    ]
    for each in compared(log, found, sheet):
        requests, tokens_in, tokens_out, cached = make_usage.FACTORS[each.stated.id]
        growth = make_usage.GROWTH.get(each.stated.id, each.stated.monthly_growth)
        assert each.requests_variance == pytest.approx(requests - 1, abs=1e-4)
        assert each.tokens_in_variance == pytest.approx(tokens_in - 1, abs=1e-4)
        assert each.tokens_out_variance == pytest.approx(tokens_out - 1, abs=1e-4)
        assert each.logged.cached_share == pytest.approx(cached, abs=1e-4)
        assert each.logged.growth == pytest.approx(growth, abs=1e-3)


def test_every_model_of_the_log_has_a_price() -> None:
    log = read_logs([(sample_data.USAGE.name, sample_data.USAGE.read_bytes())])
    prices = read_catalogue(sample_data.MODEL_PRICES.read_bytes())
    assert prices.problems == ()
    assert all(prices.named(each.model) for each in log.sums)
