"""The base case at other points, against a run for each point."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.distributions import Normal, Point
from scenarios.drivers import Driver
from scenarios.levers import Levers
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from tests.scenarios.portfolios import rich_portfolio
from tests.scenarios.stating import benefit, cost
from tests.scenarios.test_break_even import stated

CLAIMED = ValueBasis.CLAIMED
POINTS = {
    "usage_growth": np.array([-0.3, 0.0, 0.4, 2.0]),
    "price_trend:Acme": np.array([0.1, -0.5, 0.9, 0.2]),
    "price_event_month:Bolt": np.array([3.0, 500.0, 1.0, 20.0]),
    "review_burden": np.array([1.0, 2.0, -1.0, 0.5]),
}


def one_run_each(scenario: Scenario) -> list[tuple[float, float]]:
    """Base ROI and NPV, from a scenario in which the drivers are certain."""
    simulator, found = Simulator(rich_portfolio(), 2), []
    for point in range(4):
        certain = tuple(
            Driver(name=name, distribution=Point(value=float(values[point])))
            for name, values in POINTS.items()
        )
        stated = scenario.model_copy(update={"drivers": certain})
        outcome = simulator.run(stated, (CLAIMED,), fan=False).portfolio.outcomes[CLAIMED]
        found.append((outcome.roi.base, outcome.npv.base))
    return found


@pytest.mark.parametrize("preset", ["base", "tenfold-usage", "prices-collapse"])
def test_each_point_is_the_base_case_of_certain_drivers(preset: str) -> None:
    found = Simulator(rich_portfolio(), 64).base_points(PRESETS[preset], POINTS, CLAIMED)
    assert found is not None
    rois, npvs = zip(*one_run_each(PRESETS[preset]), strict=True)
    assert found.roi == pytest.approx(rois, rel=1e-12, abs=1e-12)
    assert found.npv == pytest.approx(npvs, rel=1e-10)
    assert found.margin == pytest.approx(np.array(rois) - 0.2, abs=1e-12)


def test_no_driver_elsewhere_is_the_base_case() -> None:
    simulator = Simulator(rich_portfolio(), 64)
    base = simulator.run(Scenario()).portfolio.outcomes[CLAIMED]
    found = simulator.base_points(Scenario(), {}, CLAIMED)
    assert found is not None
    assert found.roi.tolist() == [base.roi.base]


def test_points_do_not_know_of_each_other() -> None:
    simulator = Simulator(rich_portfolio(), 64)
    together = simulator.base_points(Scenario(), POINTS, CLAIMED)
    assert together is not None
    for point in range(4):
        alone = {name: values[point : point + 1] for name, values in POINTS.items()}
        found = simulator.base_points(Scenario(), alone, CLAIMED)
        assert found is not None
        assert found.roi.tolist() == [together.roi[point]]


def test_asking_changes_no_later_result() -> None:
    asked, fresh = Simulator(rich_portfolio(), 64), Simulator(rich_portfolio(), 64)
    asked.run(Scenario())
    asked.base_points(Scenario(), POINTS)
    scenario = Scenario(levers=Levers(usage=3))
    assert asked.run(scenario) == fresh.run(scenario)


def test_what_cannot_be_answered_has_no_points() -> None:
    no_status = stated([cost("a")], [benefit("a", capture_status=None)])
    assert Simulator(no_status, 2).base_points(Scenario(), {}) is None
    assert Simulator(no_status, 2).base_points(Scenario(), {}, CLAIMED) is not None


def test_drivers_that_do_not_take_part_are_refused() -> None:
    simulator = Simulator(rich_portfolio(), 2)
    for values in ({"weather": np.zeros(1)}, {"price_trend:Zebra": np.zeros(1)}):
        with pytest.raises(ValueError, match="no driver"):
            simulator.base_points(Scenario(), values)
    uneven = {"usage_growth": np.zeros(2), "wage_growth": np.zeros(3)}
    with pytest.raises(ValueError, match="one value for each point"):
        simulator.base_points(Scenario(), uneven)


def test_a_stated_driver_of_the_scenario_counts_where_no_value_is_given() -> None:
    slower = Driver(name="realisation", distribution=Normal(mean=0.5, sd=0.1))
    simulator = Simulator(rich_portfolio(), 2)
    found = simulator.base_points(Scenario(drivers=(slower,)), {"wage_growth": np.zeros(3)})
    plain = simulator.base_points(Scenario(), {"wage_growth": np.zeros(3)})
    assert found is not None
    assert plain is not None
    assert found.benefit == pytest.approx(plain.benefit / 2)
