"""The ROI example of the source text through the engine: what it claims, and what is left.

Cost a year: 50,000 platform + 24,000 model calls + 100,000 team = 174,000. Benefit a
year: 50,000 tickets × 15 + 5,000 hours × 75 = 1,125,000. One year, undiscounted:
net ROI (1,125,000 − 174,000) ÷ 174,000 = 546.55 %. The multiple of 6.5 is gross.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from cockpit import wording
from scenarios.portfolio import (
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    Destination,
    Initiative,
    Portfolio,
    Timing,
    ValueBasis,
)
from scenarios.scenario import Scenario
from scenarios.simulate import simulate

COSTS = (
    (CostLayer.C1, "Platform", 50_000.0),
    (CostLayer.C2, "Model calls", 24_000.0),
    (CostLayer.C6, "Team", 100_000.0),
)
TICKETS, PER_TICKET = 50_000.0, 15.0
HOURS, PER_HOUR = 5_000.0, 75.0

#: What may have become of the two benefits: statuses of tickets and hours, share redeployed.
CASES: tuple[tuple[str, CaptureStatus, CaptureStatus, float | None], ...] = (
    (
        "Both captured, every hour put to use",
        CaptureStatus.CAPTURED,
        CaptureStatus.CAPTURED,
        1.0,
    ),
    (
        "Both captured, the hours have no destination",
        CaptureStatus.CAPTURED,
        CaptureStatus.CAPTURED,
        None,
    ),
    (
        "Tickets captured; hours observed, without destination",
        CaptureStatus.CAPTURED,
        CaptureStatus.OBSERVED,
        None,
    ),
    ("Both only expected", CaptureStatus.POTENTIAL, CaptureStatus.POTENTIAL, None),
)


def portfolio(tickets: CaptureStatus, hours: CaptureStatus, redeployed: float | None) -> Portfolio:
    """The example as one initiative over one year, without discounting."""
    return Portfolio(
        name="Worked example",
        currency="XXX",
        # The text states no hours of review, coordination or security: it counts none.
        initiatives=(Initiative("X", "Example", burden_hours_month=0.0),),
        costs=tuple(
            CostLine(item, "X", layer, item, amount, timing=Timing.ANNUAL)
            for layer, item, amount in COSTS
        ),
        benefits=(
            BenefitLine(
                "tickets",
                "X",
                "Tickets deflected",
                TICKETS / 12,
                1.0,
                PER_TICKET,
                capture_status=tickets,
            ),
            BenefitLine(
                "hours",
                "X",
                "Hours saved",
                HOURS / 12,
                1.0,
                PER_HOUR,
                capture_status=hours,
                freed_time=True,
                destination=Destination.MORE_VOLUME if redeployed is not None else None,
                redeployed_share=redeployed,
            ),
        ),
        discount_rate=0.0,
        horizon_months=12,
    )


@cache
def example_table() -> pd.DataFrame:
    """ROI on the three bases for each of the cases: base case of the engine."""
    rows = []
    for name, tickets, hours, redeployed in CASES:
        # Only the base case is read, so two draws do.
        result = simulate(portfolio(tickets, hours, redeployed), Scenario(), draws=2, seed=0)
        outcomes = result.portfolio.outcomes
        rows.append(
            {
                "What became of it": name,
                **{
                    f"{basis.value.capitalize()} ROI": outcomes[basis].roi.base
                    for basis in (ValueBasis.CLAIMED, ValueBasis.CAPTURED, ValueBasis.CASHABLE)
                },
            }
        )
    return pd.DataFrame(rows)


def example_words() -> str:
    """Costs and benefits of the example with their sums, and how to read its ROI."""
    cost = sum(amount for _, _, amount in COSTS)
    benefit = TICKETS * PER_TICKET + HOURS * PER_HOUR
    lines = " + ".join(f"{wording.number(amount)} {item.lower()}" for _, item, amount in COSTS)
    return (
        f"Cost a year: {lines} = {wording.number(cost)}. Claimed: {wording.number(TICKETS)} "
        f"tickets × {PER_TICKET:g} + {wording.number(HOURS)} hours × {PER_HOUR:g} = "
        f"{wording.number(benefit)}. ROI is benefit less cost, over cost; the multiple of "
        f"{benefit / cost:.1f} is gross and no return. Worked out by the engine over one year, "
        "undiscounted."
    )
