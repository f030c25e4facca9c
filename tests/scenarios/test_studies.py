"""EVSI against the normal closed form, a simulation of the study itself, and its bounds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import norm

from scenarios.distributions import Discrete
from scenarios.information import Information, Worth
from scenarios.studies import reliability, study
from tests.scenarios.drawn import drawn, normal, uniforms
from tests.scenarios.test_information import loss, near

DRAWS = 10_000


@pytest.fixture(scope="module")
def linear() -> Worth:
    """Mean 0.5, and 1.5 a standard deviation of x, amid noise."""
    known = uniforms(21, DRAWS, "xz")
    npv = 0.5 + 1.5 * normal(known, "x") + 2 * normal(known, "z")
    return Information(drawn({"i": npv}, known)).driver("x")


@pytest.mark.parametrize("quality", [0.25, 0.5, 0.8, 0.95])
def test_a_study_of_a_normal_driver(linear: Worth, quality: float) -> None:
    near(study(linear, quality).gain, loss(0.5, 1.5 * math.sqrt(quality)))


def test_reliability_by_hand() -> None:
    assert reliability(2.0, 2.0) == 0.5
    assert reliability(2.0, 2.0, observations=4) == 0.8
    assert reliability(3.0, 0.0) == 1.0
    assert reliability(0.0, 0.0) == 0.0


def test_a_study_of_a_curved_driver_against_the_study_itself() -> None:
    """NPV = exp(x) − 1.2 + noise. Given a result s, x is normal about r s' … drawn 400,000 times.

    E[exp(x) | s] = exp(√r s + (1 − r) / 2), s standard normal.
    """
    known = uniforms(22, DRAWS, "xz")
    npv = np.exp(normal(known, "x")) - 1.2 + normal(known, "z")
    worth = Information(drawn({"i": npv}, known)).driver("x")
    result = norm.ppf((np.arange(400_000) + 0.5) / 400_000)
    for quality in (0.3, 0.7):
        given = np.exp(math.sqrt(quality) * result + (1 - quality) / 2) - 1.2
        truth = np.maximum(given, 0).mean() - max(given.mean(), 0)
        near(study(worth, quality).gain, truth)


def test_better_studies_are_worth_more_up_to_certainty(linear: Worth) -> None:
    gains = [study(linear, quality).gain.value for quality in np.linspace(0, 1, 21)]
    assert gains[0] == 0.0
    assert gains == sorted(gains)
    assert gains[-1] == linear.total.value
    assert gains[-1] > 0


def test_net_of_cost(linear: Worth) -> None:
    found = study(linear, 0.5, cost=0.25)
    assert found.net.value == found.gain.value - 0.25
    assert found.net.se == found.gain.se
    assert found.net.value < 0 < study(linear, 0.95, cost=0.25).net.value


def test_a_study_that_turns_nothing_is_worth_nothing() -> None:
    """A poor study of a strong driver cannot turn a decision far from the balance."""
    known = uniforms(23, DRAWS, "xz")
    values = Discrete(values=(-3.0, 1.0), probabilities=(0.2, 0.8))
    npv = 3 + values.ppf(known["x"]) + normal(known, "z")
    table = drawn({"i": npv, "j": npv - 2.1}, known, {"x": values})
    worth = Information(table).driver("x")
    assert worth.changes == ("j",)
    assert study(worth, 0.01).gain.value == 0.0
    assert 0 < study(worth, 0.7).gain.value < worth.total.value


def test_one_study_informs_every_initiative() -> None:
    known = uniforms(24, DRAWS, "xz")
    x, z = normal(known, "x"), normal(known, "z")
    table = drawn({"i": 0.2 + x + z, "j": -0.4 + 2 * x}, known)
    found = study(Information(table).driver("x"), 0.5)
    near(found.gain, loss(0.2, math.sqrt(0.5)) + loss(-0.4, 2 * math.sqrt(0.5)))


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda w: study(w, 1.1), "between 0 and 1"),
        (lambda w: study(w, math.nan), "between 0 and 1"),
        (lambda w: study(w, 0.5, -1), "cost of a study"),
        (lambda w: reliability(-1, 1), "prior standard deviation"),
        (lambda w: reliability(1, math.inf), "of the error"),
        (lambda w: reliability(1, 1, 0), "at least one observation"),
    ],
)
def test_impossible_studies_are_refused(linear: Worth, ask, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ask(linear)
