"""Measures of money and risk against published vectors and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.measures import (
    discount_factors,
    internal_rate,
    npv,
    payback_month,
    roi,
)


def yearly(*flows: float) -> np.ndarray:
    """Yearly flows laid out by month, the first in month 0."""
    cash = np.zeros(12 * (len(flows) - 1) + 1)
    cash[::12] = flows
    return cash


# Present value ----------------------------------------------------------------


def test_npv_counts_the_first_flow_in_full() -> None:
    # numpy-financial tests/test_financial.py, test_npv: 122.89.
    assert npv(0.05, yearly(-15000, 1500, 2500, 3500, 4500, 6000)) == pytest.approx(
        122.89, abs=0.005
    )


def test_npv_of_a_spreadsheet_is_one_year_later() -> None:
    # Microsoft Excel function reference, NPV example 1: 1,188.44; and the same flows as
    # above by that rule, numpy 1.0 test_financial.py: 117.04.
    assert npv(0.10, yearly(0, -10000, 3000, 4200, 6800)) == pytest.approx(1188.44, abs=0.005)
    assert npv(0.05, yearly(0, -15000, 1500, 2500, 3500, 4500, 6000)) == pytest.approx(
        117.04, abs=0.005
    )


def test_npv_of_monthly_flows_is_the_annuity() -> None:
    # PMT: 15,000 at 8 %/12 a month over 60 months is 304.1459 a month
    # (numpy-financial tests). The monthly rate compounds to its annual rate.
    annual = (1 + 0.08 / 12) ** 12 - 1
    cash = np.full(61, 304.1459)
    cash[0] = 0
    assert npv(annual, cash) == pytest.approx(15000, abs=0.005)


def test_npv_takes_rows() -> None:
    rows = np.stack([yearly(-100, 110), yearly(-100, 121)])
    assert npv(0.10, rows) == pytest.approx([0.0, 10.0], abs=1e-9)


def test_discount_factors_are_monthly_and_start_undiscounted() -> None:
    factors = discount_factors(0.21, 24)
    assert factors.shape == (25,)
    assert factors[0] == 1.0
    assert factors[[6, 12, 24]] == pytest.approx([1 / 1.1, 1 / 1.21, 1 / 1.4641], abs=1e-12)
    with pytest.raises(ValueError, match="exceed"):
        discount_factors(-1.0, 12)


def test_roi_is_net_and_not_the_gross_multiple() -> None:
    # Support deflection 50,000 × 15 and 5,000 hours × 75 on 50,000 + 24,000 + 100,000: the
    # published example says 547 %; benefit over cost is the multiple of 6.5.
    benefit, cost = 50_000 * 15 + 5_000 * 75, 50_000 + 24_000 + 100_000
    assert round(100 * float(roi(np.array(benefit), np.array(cost)))) == 547
    assert benefit / cost == pytest.approx(6.47, abs=0.005)


@pytest.mark.parametrize("cost", [0.0, -1.0])
def test_roi_is_undefined_without_cost(cost: float) -> None:
    assert math.isnan(float(roi(np.array(10.0), np.array(cost))))


# Internal rate ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("flows", "rate", "tolerance"),
    [
        # numpy-financial tests/test_financial.py, test_irr.
        ((-150000, 15000, 25000, 35000, 45000, 60000), 0.0524, 5e-5),
        ((-100, 0, 0, 74), -0.0955, 5e-5),
        # Microsoft Excel function reference, IRR.
        ((-70000, 12000, 15000, 18000, 21000, 26000), 0.086630948, 1e-9),
        # One flow out, one in: the quotient.
        ((-1, 1e6), 1e6 - 1, 1e-3),
        ((100, -110), 0.10, 1e-12),
        ((0, 0, -100, 110, 0), 0.10, 1e-12),
        # Three changes of sign, yet one root: (1 − 1.1v)(1 + v²) = 1 − 1.1v + v² − 1.1v³.
        ((1, -1.1, 1, -1.1), 0.10, 1e-9),
        # A double root, at which the value only touches zero: (1 − 1.1v)².
        ((100, -220, 121), 0.10, 1e-6),
    ],
)
def test_internal_rate(flows: tuple[float, ...], rate: float, tolerance: float) -> None:
    assert internal_rate(np.array(flows, dtype=float)) == pytest.approx(rate, abs=tolerance)


@pytest.mark.parametrize(
    "flows",
    [
        # Textbook flow with the roots 10 % and 20 %: neither is reported.
        (100, -230, 132),
        # Two changes of sign and no root: 1 − v + v² > 0.
        (100, -100, 100),
        (5, 5),
        (-5, -5),
        (0, 0),
        (),
    ],
)
def test_internal_rate_is_none_unless_unique(flows: tuple[float, ...]) -> None:
    assert internal_rate(np.array(flows, dtype=float)) is None


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_internal_rate_of_an_almost_total_loss_is_no_crash(sign: float) -> None:
    rate = internal_rate(sign * np.array([-1000.0] * 120 + [0.5]))
    assert rate is None or -1 < rate < -0.99


@given(
    rate=st.floats(-0.3, 3),
    inflows=st.lists(st.floats(0, 1e6), min_size=1, max_size=40).filter(lambda f: sum(f) > 1),
    scale=st.sampled_from([1e-3, 1.0, 1e6]),
)
def test_internal_rate_finds_the_rate_that_a_loan_was_made_with(
    rate: float, inflows: list[float], scale: float
) -> None:
    outflow = sum(f / (1 + rate) ** (k + 1) for k, f in enumerate(inflows))
    cash = np.array([-outflow, *inflows]) * scale
    assert internal_rate(cash) == pytest.approx(rate, abs=1e-7)


# Payback ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flows", "month"),
    [
        ((-100, 40, 40, 40), 3),
        ((-100, 50, 50, 50), 2),
        ((-100, 40, 40), None),
        ((-100, 0, 0, 200), 3),
        # Nothing happens before month 2, and nothing is paid back by nothing.
        ((0, 0, -10, 10), 3),
        ((0, 0, 0), None),
        # From the first month on more comes in than goes out.
        ((0, 5, 5), 1),
        ((7, -3), 0),
        # What is lost again later is not paid back, until it is earned for good.
        ((-10, 10, -30, 5), None),
        ((-10, 10, -30, 40), 3),
        ((10, -20, 5, 5), 3),
        # Ten times a tenth is one, though not in binary.
        ((-1.0, *[0.1] * 10), 10),
    ],
)
def test_payback_month(flows: tuple[float, ...], month: int | None) -> None:
    assert payback_month(np.array(flows, dtype=float)) == month


def test_discounted_payback_is_later() -> None:
    cash = np.array([-100.0] + [10.0] * 12)
    assert payback_month(cash) == 10
    # 100 = 10 (1 − v^n)/i at i = 1 % a month: n = −ln(1 − 0.1)/ln 1.01 = 10.59.
    assert payback_month(cash * discount_factors(1.01**12 - 1, 12)) == 11
