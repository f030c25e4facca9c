"""Workbooks with an audit, and inputs to be changed in them and in what is simulated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from cockpit.boardpack import xlsx
from cockpit.boardpack.model import Audit, Pack
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reader import read_workbook
from sample_data import SAMPLE
from scenarios.distributions import Point
from scenarios.drivers import Driver
from scenarios.portfolio import AllocationRule, Behaviour, CaptureStatus, Exponents, Portfolio
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario
from scenarios.simulate import simulate
from tests.boardpack.audit_cases import ASSUMED, EVERY_LEVER, features
from tests.boardpack.packs import AS_OF, hostile_pack


@cache
def sample() -> Portfolio:
    return portfolio_of(read_workbook(SAMPLE, SAMPLE.name), AS_OF)


def run(portfolio: Portfolio, scenario: Scenario) -> SimulationResult:
    """Only the base case is read, so that few draws do."""
    return simulate(portfolio, scenario, draws=64)


def book_of(portfolio: Portfolio, scenario: Scenario) -> bytes:
    inventory = read_workbook(SAMPLE, SAMPLE.name).inventory if portfolio is sample() else None
    audit = Audit(portfolio, scenario, run(portfolio, scenario), inventory)
    pack: Pack = replace(hostile_pack(), sections=(), audit=audit)
    return xlsx.files(pack)[xlsx.FILE_NAME]


@dataclass(frozen=True)
class Edit:
    """One input changed in the workbook, and the same in what is simulated.

    ``place`` is a name of the workbook, or sheet, heading and number of a line.
    """

    place: str | tuple[str, str, int]
    value: float | str | None
    portfolio: Portfolio = field(default_factory=features)
    scenario: Scenario = PRESETS["base"]
    changed: Callable[[Portfolio], Portfolio] = lambda portfolio: portfolio
    levers: dict[str, Any] = field(default_factory=dict)

    def fresh(self) -> SimulationResult:
        levers = self.scenario.levers.model_copy(update=self.levers)
        return run(
            self.changed(self.portfolio), self.scenario.model_copy(update={"levers": levers})
        )


def _cost(number: int, **values: Any) -> Callable[[Portfolio], Portfolio]:
    def changed(portfolio: Portfolio) -> Portfolio:
        costs = list(portfolio.costs)
        costs[number - 1] = replace(costs[number - 1], p10=None, p90=None, **values)
        return replace(portfolio, costs=tuple(costs))

    return changed


def _benefit(number: int, **values: Any) -> Callable[[Portfolio], Portfolio]:
    def changed(portfolio: Portfolio) -> Portfolio:
        benefits = list(portfolio.benefits)
        benefits[number - 1] = replace(benefits[number - 1], p10=None, p90=None, **values)
        return replace(portfolio, benefits=tuple(benefits))

    return changed


def _initiative(number: int, **values: Any) -> Callable[[Portfolio], Portfolio]:
    def changed(portfolio: Portfolio) -> Portfolio:
        found = list(portfolio.initiatives)
        found[number - 1] = replace(found[number - 1], **values)
        return replace(portfolio, initiatives=tuple(found))

    return changed


def _driver(name: str, median: float) -> Callable[[Portfolio], Portfolio]:
    def changed(portfolio: Portfolio) -> Portfolio:
        kept = tuple(each for each in portfolio.drivers if each.name != name)
        driver = Driver(name=name, distribution=Point(value=median))
        return replace(portfolio, drivers=(*kept, driver))

    return changed


def _one_benefit(status: CaptureStatus | None) -> Portfolio:
    """Whether captured can be told at all hangs on one line."""
    first = replace(features().benefits[0], capture_status=status)
    return replace(features(), benefits=(first,))


TENFOLD, EVERYTHING = PRESETS["tenfold-usage"], PRESETS["everything-at-once"]
COMPLETED = Scenario(name="Completed", missing_layers=ASSUMED)
_EVERY = Scenario(name="Every lever", levers=EVERY_LEVER)
EDITS: dict[str, Edit] = {
    "amount": Edit(
        ("Audit cost", "Amount", 5), 98_765.43, sample(), changed=_cost(5, amount=98_765.43)
    ),
    "discount rate": Edit("discount_rate", 0.11, sample(), levers={"discount_rate": 0.11}),
    "usage": Edit("stated_lever_usage", 10, sample(), levers={"usage": 10}),
    "usage back": Edit("stated_lever_usage", 1, scenario=TENFOLD, levers={"usage": 1}),
    "ramp": Edit(
        "stated_lever_usage_ramp_months", 3, scenario=TENFOLD, levers={"usage_ramp_months": 3}
    ),
    "usage cleared": Edit("stated_lever_usage", None, scenario=EVERYTHING, levers={"usage": 1.0}),
    "adoption cleared": Edit(
        "stated_lever_adoption", None, scenario=_EVERY, levers={"adoption": 1.0}
    ),
    "realisation cleared": Edit(
        "stated_lever_realisation", None, scenario=_EVERY, levers={"realisation": 1.0}
    ),
    "cap cleared": Edit(
        "stated_lever_value_cap", None, scenario=_EVERY, levers={"value_cap": None}
    ),
    "growth": Edit("median_usage_growth", 0.5, sample(), changed=_driver("usage_growth", 0.5)),
    "prices": Edit(
        "stated_lever_price_change", 0.9, scenario=EVERYTHING, levers={"price_change": 0.9}
    ),
    "review": Edit(
        "stated_lever_review_burden", 3, scenario=EVERYTHING, levers={"review_burden": 3}
    ),
    "cap": Edit("stated_lever_value_cap", 1.2, scenario=TENFOLD, levers={"value_cap": 1.2}),
    "horizon": Edit("horizon", 24, levers={"horizon_months": 24}),
    "longer horizon": Edit("horizon", 61, sample(), TENFOLD, levers={"horizon_months": 61}),
    "longest horizon": Edit("horizon", 120, scenario=EVERYTHING, levers={"horizon_months": 120}),
    "elasticity": Edit(
        "stated_lever_price_elasticity",
        -1.1,
        scenario=EVERYTHING,
        levers={"price_elasticity": -1.1},
    ),
    "first month": Edit(
        ("Audit cost", "First month stated", 9), 13, changed=_cost(9, start_month=13)
    ),
    "value": Edit(
        ("Audit benefit", "Value per unit of change", 2),
        77.7,
        changed=_benefit(2, value_per_unit=77.7),
    ),
    "status": Edit(
        ("Audit benefit", "Capture status", 1),
        "potential",
        changed=_benefit(1, capture_status=CaptureStatus.POTENTIAL),
    ),
    "redeployed": Edit(
        ("Audit benefit", "Redeployed share", 1),
        0.15,
        changed=_benefit(1, redeployed_share=0.15),
    ),
    "burden": Edit(
        ("Audit initiatives", "Burden hours a month that no cost line carries", 1),
        55,
        changed=_initiative(1, burden_hours_month=55.0),
    ),
    "burden no longer stated": Edit(
        ("Audit initiatives", "Burden hours a month that no cost line carries", 1),
        None,
        changed=_initiative(1, burden_hours_month=None),
    ),
    "requests": Edit(
        ("Audit initiatives", "Requests a month", 2),
        400_000,
        scenario=COMPLETED,
        changed=_initiative(2, monthly_requests=400_000.0),
    ),
    "peak": Edit(
        ("Audit initiatives", "Peak, requests a minute", 1),
        2_500,
        scenario=TENFOLD,
        changed=_initiative(1, peak_rpm=2_500.0),
    ),
    "status no longer stated": Edit(
        ("Audit benefit", "Capture status", 1),
        None,
        _one_benefit(CaptureStatus.CAPTURED),
        changed=_benefit(1, capture_status=None),
    ),
    "status stated at last": Edit(
        ("Audit benefit", "Capture status", 1),
        "captured",
        _one_benefit(None),
        changed=_benefit(1, capture_status=CaptureStatus.CAPTURED),
    ),
    "division": Edit(
        ("Audit cost", "Shared by", 20),
        "even",
        changed=_cost(20, allocation=AllocationRule.EVEN),
    ),
    "behaviour": Edit(
        ("Audit cost", "Behaviour", 1),
        "fixed",
        scenario=EVERYTHING,
        changed=_cost(1, behaviour=Behaviour.FIXED),
    ),
    "behaviour of the shared": Edit(
        ("Audit cost", "Behaviour", 21),
        "staff",
        scenario=EVERYTHING,
        changed=_cost(21, behaviour=Behaviour.STAFF),
    ),
    "behaviour no longer stated": Edit(
        ("Audit cost", "Behaviour", 18),
        None,
        scenario=TENFOLD,
        changed=_cost(18, behaviour=None),
    ),
    "power": Edit(
        ("Audit cost", "Power of usage, stated", 17),
        0.2,
        scenario=TENFOLD,
        changed=lambda portfolio: _cost(
            17, exponents=replace(portfolio.costs[16].exponents or Exponents(), usage=0.2)
        )(portfolio),
    ),
    "commitment": Edit(
        ("Audit cost", "Commitment a month", 2),
        4_000,
        changed=_cost(2, commitment=4_000.0),
    ),
}
