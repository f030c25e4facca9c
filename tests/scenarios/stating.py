"""Small portfolios stated in one line, at 100 a month of cost and 300 of benefit."""

from __future__ import annotations

from scenarios.portfolio import (
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    Initiative,
    Portfolio,
    ValueBasis,
)
from scenarios.scenario import Scenario
from scenarios.simulate import simulate

CLAIMED, CAPTURED, CASHABLE = ValueBasis.CLAIMED, ValueBasis.CAPTURED, ValueBasis.CASHABLE


def cost(owner: str | None, key: str = "c", amount: float = 100.0, **more) -> CostLine:
    return CostLine(key, owner, more.pop("layer", CostLayer.C2), "Cost", amount, **more)


def benefit(owner: str, key: str = "b", **more) -> BenefitLine:
    values = {"volume": 10.0, "change": 1.0, "value_per_unit": 30.0}
    values |= {"capture_status": CaptureStatus.CAPTURED, **more}
    return BenefitLine(key, owner, "Benefit", **values)


def simulated(costs=(), benefits=(), ids="ab", scenario: Scenario | None = None, **initiative):
    portfolio = Portfolio(
        "P", "EUR", tuple(Initiative(i, i.upper(), **initiative) for i in ids), tuple(costs),
        tuple(benefits), discount_rate=0.0, horizon_months=12,
    )  # fmt: skip
    return simulate(portfolio, scenario or Scenario(), 32)
