"""Small workbooks and draws stated directly, for tests of what evidence is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.integrate import quad
from scipy.stats import norm

from cockpit.assessment.case import Case, case_of
from cockpit.inventory.portfolio_from import portfolio_of
from scenarios.draw_table import DrawTable
from scenarios.results import Estimate
from tests.inventory import books
from tests.scenarios.drawn import drawn

DRAWS = 10_000
_HEAD = ["ID", "Name", "Owner", "Cost of next evidence", "Currency"]


def case(*rows: tuple[str, str, str | None, float | None, str | None]) -> Case:
    """Initiatives with owner, cost of next evidence and currency; CHF has a rate, USD none."""
    settings = [["Setting", "Value"], ["Currency", "EUR"], ["Rate CHF", 1.05]]
    reading = books.read({"Initiatives": [_HEAD, *map(list, rows)], "Settings": settings})
    assert reading.inventory is not None
    return case_of(reading.inventory, portfolio_of(reading), draws=64)


def plain() -> Case:
    """X can be studied for 0.1 by Ada; Y states neither an owner nor a cost."""
    return case(("X", "Xeno", "Ada", 0.1, None), ("Y", "Ypsilon", None, None, None))


def scores(seed: int, *names: str) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Uniforms by name of a driver, and the same as normal scores."""
    chance = np.random.default_rng(seed)
    uniforms = {name: chance.random(DRAWS) for name in names}
    return uniforms, {name: norm.ppf(each) for name, each in uniforms.items()}


def two_arms(seed: int = 11) -> DrawTable:
    """X: NPV = 1 + a − 2 b with standard normal realisation a and usage growth b."""
    uniforms, score = scores(seed, "realisation", "usage_growth")
    return drawn({"X": 1 + score["realisation"] - 2 * score["usage_growth"]}, uniforms)


def owned(npv: Mapping[str, np.ndarray], own: Mapping[str, np.ndarray]) -> DrawTable:
    """Initiatives with own estimates of benefit and no shared driver."""
    return drawn(npv, {}, own_benefit=own)


def loss(mean: float, sd: float) -> float:
    """EVPI of continue or stop by numerical integration, not by the formula in use."""
    area = quad(lambda x: max(x, 0.0) * norm.pdf(x, mean, sd), 0, mean + 12 * sd)[0]
    return area - max(mean, 0.0)


def near(found: Estimate, expected: float, errors: float = 4) -> None:
    """Within the stated error, which must itself say something."""
    assert found.se > 0
    assert abs(found.value - expected) <= errors * found.se
    assert found.se < 0.25 * expected


def told(mean: float, sd: float, reliability: float) -> float:
    """Worth of a study of a normal NPV: its mean's spread falls to √r of it."""
    return loss(mean, sd * math.sqrt(reliability))
