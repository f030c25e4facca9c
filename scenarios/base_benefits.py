"""Present value of each benefit line in the base case, for bridges and explanations."""

from __future__ import annotations

from scenarios.base_case import BaseCase
from scenarios.effects import LeverEffects
from scenarios.facts import gather_facts
from scenarios.measures import discount_factors
from scenarios.plan import compile_plan
from scenarios.portfolio import BenefitLine, Portfolio
from scenarios.scenario import Scenario
from scenarios.world import effective_drivers, sample_world


def base_benefits(portfolio: Portfolio, scenario: Scenario) -> list[tuple[BenefitLine, float]]:
    """Every direct benefit line that falls within the horizon, with its claimed value.

    Portfolio currency, present value, before any weight for capture or cash. Lines
    of initiatives without cost are included, although no total counts them.
    """
    levers = scenario.levers
    horizon = levers.horizon_months or portfolio.horizon_months
    rate = portfolio.discount_rate if levers.discount_rate is None else levers.discount_rate
    drivers = effective_drivers(portfolio.vendors, portfolio.drivers, scenario.drivers)
    # Only the base case is read, so the number of draws and the seed do not matter.
    world = sample_world(drivers, (), draws=2, seed=0)
    plan = compile_plan(portfolio, levers, scenario.valuation, horizon)
    discount = discount_factors(rate, horizon)
    effects = LeverEffects(levers, horizon)
    base = BaseCase(plan, world, effects, gather_facts(portfolio), discount, (), {})
    owned = [
        (portfolio.by_id[initiative_id], stream)
        for initiative_id, streams in plan.benefits.items()
        for stream in streams
    ]
    values = base.lines(owned) @ discount
    return [(stream.line, float(value)) for (_, stream), value in zip(owned, values, strict=True)]
