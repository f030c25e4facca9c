"""The fixture itself: read without a problem, and its economics as stated beside its rows."""

from __future__ import annotations

import pytest

from cockpit.inventory.catalogue import known_metric
from scenarios.portfolio import CostLayer, ValueBasis
from tests.assessment import fixture


def test_every_row_is_read_without_a_remark() -> None:
    reading = fixture.read(fixture.sheets())
    assert not reading.issues
    assert all(count.found == count.accepted > 0 for count in reading.counts)
    assert len(reading.counts) == 7


def test_every_metric_is_one_of_the_catalogue() -> None:
    assert all(known_metric(str(row[1])) for row in fixture.sheets()["Metrics"][1:])


def test_cost_of_a_year() -> None:
    case = fixture.full()
    assert case.cost.recurring == pytest.approx(1_200_000)
    assert {key: each.recurring for key, each in case.costs.items()} == pytest.approx(
        {"A": 480_000, "B": 240_000, "C": 120_000, "D": 120_000, "E": 240_000}
    )
    # by layer and month: C2 is 31 + 5 + 4 + 4 + 10, C3 is 4 + 2 + 2 + 3, C4 is 4 + 3 + 3 + 3 + 3
    # and C6 is 11 + 3 + 1.25 thousand; C1, C5 and C7 are shared only
    month = {"C1": 1_250, "C2": 54_000, "C3": 11_000, "C4": 16_000, "C5": 1_250, "C6": 15_250,
             "C7": 1_250}  # fmt: skip
    expected = {CostLayer(code): 12 * amount for code, amount in month.items()}
    assert case.cost.layers == pytest.approx(expected)


def test_roi_of_the_base_case() -> None:
    result = fixture.full().result()
    assert result is not None
    portfolio = {basis: result.portfolio.outcomes[basis].roi.base for basis in ValueBasis}
    # claimed 311,200 and captured 271,600 on 100,000 a month
    assert portfolio[ValueBasis.CLAIMED] == pytest.approx(2.112)
    assert portfolio[ValueBasis.CAPTURED] == pytest.approx(1.716)
    # Of freed time half is redeployed, net of burden hours over freed hours: A 500 of 4,000,
    # B 200 of 600, D 100 of 300; C 100 and E 70 exceed their captured 25 hours, nothing is left.
    # 200,000 × ½ × 7/8 = 87,500; 30,000 × ½ × 2/3 = 10,000; 12,000 × ½ × 2/3 = 4,000; what is no
    # freed time counts as captured: C 1,000 and E 26,400. 128,900 on 100,000.
    assert portfolio[ValueBasis.CASHABLE] == pytest.approx(0.289)
    captured = {each.id: each.outcomes[ValueBasis.CAPTURED].roi.base for each in result.initiatives}
    # 200/40, 30/20, 2/10, 12/10 and 27.6/20 thousand, less 1
    assert captured == pytest.approx({"A": 4.0, "B": 0.5, "C": -0.8, "D": 0.2, "E": 0.38})
