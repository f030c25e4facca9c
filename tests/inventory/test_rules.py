"""The rules as they are said are the rules as they are computed."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cockpit.inventory.rules import DEFAULT, SET, Rule, effective_scenario, rules_in_force
from scenarios.levers import Levers
from scenarios.plan import BEHAVIOUR_EXPONENTS
from scenarios.portfolio import (
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    EvidenceGrade,
    Initiative,
    Portfolio,
    ValueBasis,
)
from scenarios.presets import PRESETS
from scenarios.scenario import MissingLayers, Scenario, Valuation
from scenarios.simulate import simulate


def one(scenario: Scenario, text: str) -> Rule:
    """The only rule that says this."""
    found = [rule for rule in rules_in_force(scenario) if text in rule.rule]
    assert len(found) == 1, text
    return found[0]


def captured_share(status: CaptureStatus) -> float:
    """What the engine counts of a benefit with this status, by its base case."""
    benefit = BenefitLine("b", "A", "Benefit", 1, 1, 100, capture_status=status)
    portfolio = Portfolio(
        "p", "EUR", (Initiative("A", "A"),), (CostLine("c", "A", CostLayer.C1, "c", 10),),
        (benefit,), discount_rate=0.0,
    )  # fmt: skip
    outcomes = simulate(portfolio, Scenario(), draws=64).portfolio.outcomes
    return outcomes[ValueBasis.CAPTURED].benefit.base / outcomes[ValueBasis.CLAIMED].benefit.base


@pytest.mark.parametrize("status", CaptureStatus)
def test_the_weight_said_is_the_weight_counted(status: CaptureStatus) -> None:
    said = one(Scenario(), f"status “{status.value}” with this weight").value
    assert float(said.removeprefix("×")) == pytest.approx(captured_share(status))


def test_every_behaviour_and_grade_is_said() -> None:
    for behaviour in Behaviour:
        assert one(Scenario(), f"behaviour “{behaviour.value}”").value
    for grade in EvidenceGrade:
        assert one(Scenario(), f"evidence “{grade.value}”").value


def test_what_a_scenario_sets_is_marked_as_its_own() -> None:
    valuation = Valuation(actual_p90=1.2, value_follows_usage=0.6)
    changed = Scenario(name="Mine", valuation=valuation)
    assert one(changed, "booked actual") == Rule(
        "Width of a cost", one(changed, "booked actual").rule, "×1.2", SET
    )
    assert one(Scenario(), "booked actual").set_by == DEFAULT
    assert one(changed, "Value follows usage").value == "0.6"
    lever = Scenario(levers=Levers(value_follows_usage=0.9), valuation=valuation)
    assert one(lever, "Value follows usage").value == "0.9"
    assert "replaces" in one(lever, "Value follows usage").rule


def test_assumed_layers_are_said() -> None:
    assumed = MissingLayers(treatment="assume", share_of_full_cost={CostLayer.C1: 0.4})
    rule = one(Scenario(missing_layers=assumed), "missing layer is assumed")
    assert (rule.value, rule.set_by) == ("C1 0.4", SET)
    assert "left out" in one(Scenario(), "without any line").rule


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_the_effective_scenario_leaves_nothing_to_defaults(preset: str) -> None:
    scenario = PRESETS[preset]
    found = effective_scenario(scenario)
    again = {key: value for key, value in found.items() if key in Scenario.model_fields}
    assert set(again) == set(Scenario.model_fields)
    assert Scenario.model_validate(again) == scenario
    assert set(found["levers"]) == set(Levers.model_fields)
    assert set(found["valuation"]) == set(Valuation.model_fields)
    powers = found["behaviour_exponents"]
    assert set(powers) == {behaviour.value for behaviour in Behaviour}
    for behaviour in Behaviour:
        assert powers[behaviour.value]["usage"] == BEHAVIOUR_EXPONENTS[behaviour].usage


def test_own_range_and_realisation_widen_as_said() -> None:
    """√(own² + realisation²): simulated P90 of a benefit with a range of its own."""
    benefit = BenefitLine(
        "b", "A", "Benefit", 1, 1, 100, p10=80, p90=125,
        capture_status=CaptureStatus.CAPTURED, grade=EvidenceGrade.ESTIMATED,
    )  # fmt: skip
    exact = Levers(value_follows_usage=0.0)
    portfolio = Portfolio(
        "p", "EUR", (Initiative("A", "A"),),
        (CostLine("c", "A", CostLayer.C1, "c", 10, p10=10, p90=10),), (benefit,),
        discount_rate=0.0, horizon_months=12,
    )  # fmt: skip
    result = simulate(portfolio, Scenario(levers=exact), draws=20_000)
    roi = result.portfolio.outcomes[ValueBasis.CLAIMED].roi
    shared = math.log(1.25)  # realisation over all initiatives, P90 ×1.25
    wide = math.sqrt(math.log(1.25) ** 2 + math.log(1.5) ** 2 + shared**2)
    assert roi.p90.value + 1 == pytest.approx(10 * np.exp(wide), rel=0.03)
