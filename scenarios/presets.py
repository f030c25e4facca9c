"""Scenarios to start from. One entry a preset; the key is its name on the command line."""

from __future__ import annotations

from scenarios.levers import Levers
from scenarios.scenario import Scenario

PRESETS: dict[str, Scenario] = {
    "base": Scenario(),
    "tenfold-usage": Scenario(
        name="Tenfold usage",
        description="Requests rise to ten times today's within a year; value follows only in part.",
        levers=Levers(usage=10, usage_ramp_months=12),
    ),
    "vendors-raise-prices": Scenario(
        name="Vendors raise prices",
        description="Every vendor charges 30 % more from month 6.",
        levers=Levers(price_change=0.30, price_change_month=6),
    ),
    "prices-collapse": Scenario(
        name="Prices collapse",
        description="Every vendor charges 70 % less from month 6; cheaper use draws more use.",
        levers=Levers(price_change=-0.70, price_change_month=6, price_elasticity=-0.5),
    ),
    "pricier-models": Scenario(
        name="Pricier models",
        description="60 % of the volume moves to a model five times dearer, with less review and "
        "more accepted output.",
        levers=Levers(
            model_share_moved=0.60,
            model_price_ratio=5,
            model_review_effect=0.8,
            model_acceptance_effect=1.05,
        ),
    ),
    "benefits-slip": Scenario(
        name="Benefits slip",
        description="Benefits not captured yet come six months later, and 70 % of all come true.",
        levers=Levers(benefit_delay_months=6, realisation=0.70),
    ),
    "review-burden-doubles": Scenario(
        name="Review burden doubles",
        description="Each output needs twice today's human review.",
        levers=Levers(review_burden=2),
    ),
    "everything-at-once": Scenario(
        name="Everything at once",
        description="Tenfold usage, dearer vendors and models, more review, late benefits.",
        levers=Levers(
            usage=10,
            usage_ramp_months=12,
            price_change=0.30,
            price_change_month=6,
            model_share_moved=0.60,
            model_price_ratio=5,
            review_burden=2,
            benefit_delay_months=6,
            realisation=0.70,
        ),
    ),
}
