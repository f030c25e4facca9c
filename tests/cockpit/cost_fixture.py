"""A portfolio small enough to add up by hand; the sums stand beside the lines."""

from __future__ import annotations

from scenarios.portfolio import (
    AllocationRule,
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    EvidenceGrade,
    Initiative,
    Portfolio,
    Source,
    Timing,
)

C = CostLayer

INITIATIVES = (
    Initiative("A", "Assistant", "Ada", seats_licensed=100, seats_active=70, monthly_requests=900),
    Initiative("B", "Broker", None, monthly_requests=100),
    Initiative("N", "No cost"),
)

COSTS = (
    # A: recurring 12,000 + 24,000 + 3,000 = 39,000; one-off 7,000 (and 500 after the year)
    CostLine(
        "gpu",
        "A",
        C.C1,
        "GPU",
        1_000,
        vendor="Cloudia",
        actual=True,
        in_it_budget=True,
        source=Source("Costs", 2),
    ),
    CostLine(
        "api",
        "A",
        C.C2,
        "API",
        24_000,
        Behaviour.TOKENS,
        Timing.ANNUAL,
        vendor="Modello",
        actual=True,
        in_it_budget=True,
        source=Source("Costs", 3),
    ),
    CostLine(
        "seats",
        "A",
        C.C2,
        "Seats",
        500,
        Behaviour.SEATS,
        vendor="Seatwise",
        start_month=4,
        end_month=9,
        actual=False,
        in_it_budget=False,
    ),
    CostLine("setup", "A", C.C4, "Set-up", 7_000, timing=Timing.ONE_OFF),
    CostLine("exit", "A", C.C6, "Exit", 500, timing=Timing.ONE_OFF, start_month=13),
    # B: commitment 1,000 against 800 metered: 12,000 a year, 2,400 of it unused
    CostLine(
        "commit", "B", C.C2, "Reserved", 800, Behaviour.COMMIT, vendor="Modello", commitment=1_000
    ),
    # B: a declared zero is a value
    CostLine("care", "B", C.C6, "Support", 0.0),
    # Shared: 1,000 a year in equal parts over A and B; N has no cost of its own
    CostLine(
        "office",
        None,
        C.C7,
        "Office",
        1_000.01,
        timing=Timing.ANNUAL,
        allocation=AllocationRule.EVEN,
    ),
    # Shared by usage, 900 : 100
    CostLine(
        "gateway",
        None,
        C.C4,
        "Gateway",
        100,
        allocation=AllocationRule.USAGE,
        vendor="Cloudia",
        source=Source("Costs", 9),
    ),
)

BENEFITS = (
    BenefitLine(
        "hours",
        "A",
        "Hours",
        100,
        0.5,
        60,
        capture_status=CaptureStatus.CAPTURED,
        grade=EvidenceGrade.MEASURED,
    ),
    BenefitLine("rework", "A", "Rework", 10, -1.0, 50, grade=EvidenceGrade.ANECDOTAL),
    BenefitLine(
        "image", "B", "Reputation", 1, 1, 9_999, direct=False, grade=EvidenceGrade.MEASURED
    ),
)

PORTFOLIO = Portfolio(
    "Hand-made", "EUR", INITIATIVES, COSTS, BENEFITS, horizon_months=12, discount_rate=0.0
)
