"""Figures that the literature prints, against ours: CVaR of a portfolio, a G function, EVPI."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtri

from scenarios.information import evpi
from scenarios.measures import cvar, percentile
from scenarios.sensitivity import sensitivity
from tests.scenarios.drawn import uniforms

#: Rockafellar and Uryasev 2000 (Journal of Risk 2(3), tables 1–4): monthly returns of the
#: S&P 500, long government bonds and small caps, and the mix of least CVaR.
MIX = np.array([0.452013, 0.115573, 0.432414])
RETURNS = np.array([0.0101110, 0.0043532, 0.0137058])
COVARIANCE = np.array(
    [
        [0.00324625, 0.00022983, 0.00420395],
        [0.00022983, 0.00049937, 0.00019247],
        [0.00420395, 0.00019247, 0.00764097],
    ]
)


@pytest.mark.parametrize(
    ("level", "var", "tail"),
    [(0.90, 0.067847, 0.096975), (0.95, 0.090200, 0.115908), (0.99, 0.132128, 0.152977)],
)
def test_var_and_cvar_of_the_published_mix(level: float, var: float, tail: float) -> None:
    """Of the normal returns' own quantiles, so that nothing is left to chance."""
    draws = 1_000_000
    scores = ndtri((np.arange(draws) + 0.5) / draws)
    rows = MIX @ RETURNS + math.sqrt(MIX @ COVARIANCE @ MIX) * scores[None]
    assert -percentile(rows, 1 - level)[0][0] == pytest.approx(var, abs=3e-6)
    assert -cvar(rows, 1 - level)[0][0] == pytest.approx(tail, abs=3e-6)


def test_the_g_function_of_eight_inputs() -> None:
    """Saltelli and Sobol 1995, a = 0, 1, 4.5, 9, 99 × 4: the first input carries 0.7162."""
    weights = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
    parts = 1 / (3 * (1 + weights) ** 2)
    assert parts[0] / (np.prod(1 + parts) - 1) == pytest.approx(0.7161921688790331, abs=1e-12)
    known = uniforms(5, 10_000, "abcdefgh")
    stacked = np.array(list(known.values()))
    values = np.prod((np.abs(4 * stacked - 2) + weights[:, None]) / (1 + weights[:, None]), axis=0)
    found = {each.key: each for each in sensitivity(known, values).indices}["a"].first
    assert found.value == pytest.approx(0.7161921688790331, abs=4 * max(found.se, 0.005))


def test_the_better_choice_is_that_of_the_mean_not_of_the_median() -> None:
    """Three draws lose 1, one gains 10: continuing earns 1.75, knowing earns 2.5."""
    (found,) = evpi(np.array([[-1.0, -1.0, -1.0, 10.0]]))
    assert found.value == pytest.approx(2.5 - 1.75, rel=1e-12)
