"""Portfolios that exercise every feature of the model, for the audit of the workbook."""

from __future__ import annotations

from dataclasses import replace

from scenarios.distributions import EventMonth, Point, Quantiles
from scenarios.drivers import Driver
from scenarios.levers import Levers
from scenarios.portfolio import (
    AllocationRule,
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    Destination,
    Exponents,
    Initiative,
    Portfolio,
    Source,
    Timing,
)
from scenarios.presets import PRESETS
from scenarios.scenario import MissingLayers, Scenario

VENDOR, OTHER = "Alpha", "Béta & Söhne"
C1, C2, C3, C4, C5, C6, C7 = CostLayer


def _initiatives() -> tuple[Initiative, ...]:
    return (
        Initiative("I1", "=One", vendor=VENDOR, monthly_requests=90_000, seats_licensed=200,
                   seats_active=120, peak_rpm=1_700, burden_hours_month=40),
        Initiative("I2", "Two", vendor=OTHER, monthly_requests=10_000, peak_rpm=90,
                   burden_hours_month=0),
        Initiative("I*", "Three states no requests and no burden", vendor="bills nothing"),
        Initiative("I4", "Cost only", monthly_requests=0),
        Initiative("I5", "Benefit only", monthly_requests=500, burden_hours_month=5),
        Initiative("I6", "Nothing at all"),
    )  # fmt: skip


def _costs() -> tuple[CostLine, ...]:
    monthly = iter(range(1_000))

    def line(owner: str | None, layer: CostLayer, amount: float, behaviour: Behaviour | None,
             **more: object) -> CostLine:  # fmt: skip
        key = f"k{next(monthly)}"
        stated = {"start_month": 1, "source": Source("Costs", 7), **more}
        return CostLine(key, owner, layer, f"+{key}", amount, behaviour, **stated)  # type: ignore[arg-type]

    return (
        line("I1", C2, 4_000, Behaviour.TOKENS, vendor=VENDOR),
        line("I1", C2, 900, Behaviour.COMMIT, vendor=VENDOR, commitment=1_500.0),
        line("I1", C1, 2_500, Behaviour.CAPACITY, vendor=OTHER, block=600.0),
        line("I1", C4, 1_200, Behaviour.SEATS, vendor=VENDOR),
        line("I1", C6, 3_100, Behaviour.REVIEW),
        line("I1", C6, 24_000, Behaviour.STAFF, timing=Timing.ANNUAL),
        line("I1", C3, 700, Behaviour.DATA, vendor=OTHER),
        line("I1", C4, 15_000, Behaviour.FIXED, timing=Timing.ONE_OFF, start_month=0),
        line("I1", C5, 8_000, Behaviour.FIXED, timing=Timing.ONE_OFF, start_month=5, vendor=VENDOR),
        line("I2", C4, 9_000, Behaviour.FIXED, timing=Timing.ONE_OFF, start_month=-3),
        line("I2", C4, 300, Behaviour.FIXED, start_month=4, end_month=9),
        line("I2", C5, 80, Behaviour.FIXED, start_month=400),
        line("I2", C2, 1_800, Behaviour.COMMIT, vendor=OTHER, commitment=600.0),
        line("I2", C1, 1_100, Behaviour.CAPACITY, vendor=OTHER),
        line("I2", C1, 0, Behaviour.USAGE),
        line("I2", C3, 650, None, vendor=OTHER),
        line("I2", C6, 500, Behaviour.FIXED, vendor=VENDOR,
             exponents=Exponents(usage=0.7, seats=0.5, price=0.4, tier=0.6, wages=0.3, data=1.2,
                                 review=0.8)),
        line("I*", C6, 2_000, Behaviour.USAGE, start_month=-8, end_month=30),
        line("I4", C2, 400, Behaviour.USAGE, vendor=VENDOR),
        line(None, C7, 1_600, Behaviour.STAFF, allocation=AllocationRule.USAGE),
        line(None, C2, 5_000, Behaviour.TOKENS, vendor=VENDOR, allocation=AllocationRule.SPEND),
        line(None, C1, 2_200, Behaviour.CAPACITY, allocation=AllocationRule.EVEN),
        line(None, C6, 700, Behaviour.REVIEW, allocation=AllocationRule.EVEN),
    )  # fmt: skip


def _benefits() -> tuple[BenefitLine, ...]:
    def line(key: str, owner: str, volume: float, change: float, value: float,
             status: CaptureStatus | None, **more: object) -> BenefitLine:  # fmt: skip
        stated = {"capture_status": status, "source": Source("Benefits", 3), **more}
        return BenefitLine(key, owner, key, volume, change, value, **stated)  # type: ignore[arg-type]

    hours = {"freed_time": True, "destination": Destination.MORE_VOLUME, "redeployed_share": 0.6}
    return (
        line("b1", "I1", 400, 0.5, 80, CaptureStatus.CAPTURED, **hours),
        line("b2", "I1", 100, 0.2, 300, CaptureStatus.OBSERVED, start_month=3, ramp_months=6),
        line("b3", "I1", 50, 1.0, 100, CaptureStatus.POTENTIAL, value_follows_usage=0.9),
        line("b4", "I1", 40, -0.5, 90, CaptureStatus.SUSTAINED, **hours),
        line("b5", "I2", 300, 0.4, 60, CaptureStatus.SUSTAINED, freed_time=True),
        line("b6", "I2", 10, 1.0, 900, CaptureStatus.CAPTURED, end_month=20, ramp_months=1),
        line("b7", "I2", 15, 1.0, 300, CaptureStatus.CAPTURED, freed_time=None),
        line("b8", "I2", 15, -1.0, 30, CaptureStatus.CAPTURED, freed_time=None),
        line("b9", "I2", 1_000, 0.01, 500, None),
        line("b10", "I2", 12, 1.0, 400, CaptureStatus.SUSTAINED, direct=False),
        line("b11", "I*", 80, 0.5, 75, CaptureStatus.CAPTURED, **hours),
        line("b12", "I*", 80, 0.5, 75, CaptureStatus.CAPTURED,
             **{**hours, "redeployed_share": None}),
        line("b13", "I*", 80, 0.5, 75, CaptureStatus.CAPTURED,
             **{**hours, "redeployed_share": 0.0}),
        line("b14", "I*", 5, 1.0, 1_000, CaptureStatus.OBSERVED, start_month=400),
        line("b15", "I5", 5, 1.0, 7_000, CaptureStatus.CAPTURED),
    )  # fmt: skip


def features() -> Portfolio:
    """Every behaviour, timing, window, rule of division and kind of benefit, and drivers."""
    return Portfolio(
        name="Features",
        currency="EUR",
        initiatives=_initiatives(),
        costs=_costs(),
        benefits=_benefits(),
        drivers=(
            Driver(
                name="usage_growth", distribution=Quantiles(p10=0.0, p50=0.2, p90=0.6, lower=-1)
            ),
            Driver(name="seat_growth", distribution=Point(value=0.05)),
            Driver(name="wage_growth", distribution=Point(value=0.03)),
            Driver(name="data_growth", distribution=Point(value=0.4)),
            Driver(name="price_market", distribution=Point(value=-0.04)),
            Driver(name="review_burden", distribution=Point(value=1.1)),
            Driver(name="realisation", distribution=Point(value=0.9)),
            Driver(name="model_price_ratio", distribution=Point(value=1.05)),
            Driver(name=f"price_trend:{VENDOR}", distribution=Point(value=0.06)),
            Driver(
                name=f"price_event_month:{VENDOR}",
                distribution=EventMonth(annual_probability=0.6),
            ),
            Driver(name=f"price_event_size:{VENDOR}", distribution=Point(value=1.3)),
        ),
        discount_rate=0.09,
        horizon_months=36,
    )


def only_shared() -> Portfolio:
    """No initiative has a cost of its own: all bear the shared lines."""
    whole = features()
    return replace(whole, costs=tuple(line for line in whole.costs if line.initiative_id is None))


def no_basis() -> Portfolio:
    """Nobody states requests, and own cost is nothing in the first year: parts are equal."""
    whole = features()
    silent = tuple(replace(each, monthly_requests=None) for each in whole.initiatives)
    late = tuple(
        replace(line, start_month=15, timing=Timing.MONTHLY, end_month=None)
        if line.initiative_id
        else line
        for line in whole.costs
    )
    return replace(whole, initiatives=silent, costs=late)


def told_otherwise(owner: str | None = None, **values: object) -> Portfolio:
    """The benefits of one initiative, or of all, state something else."""
    whole = features()
    benefits = tuple(
        replace(line, **values) if owner in (None, line.initiative_id) else line  # type: ignore[arg-type]
        for line in whole.benefits
    )
    return replace(whole, benefits=benefits)


def unstated(owner: str | None = None) -> Portfolio:
    """Nobody says how the costs of one initiative, or of all, behave."""
    whole = features()
    costs = tuple(
        replace(line, behaviour=None, exponents=None) if owner in (None, line.initiative_id)
        else line for line in whole.costs
    )  # fmt: skip
    return replace(whole, costs=costs)


EVERY_LEVER = Levers(
    usage=7.5,
    value_follows_usage=None,
    price_change=0.25,
    model_share_moved=0.4,
    model_price_ratio=3.0,
    review_burden=1.7,
    realisation=0.8,
    usage_ramp_months=9,
    adoption=1.4,
    active_seat_share=0.8,
    seats=1.5,
    price_change_by_vendor={OTHER: -0.3},
    price_change_month=8,
    price_elasticity=-0.6,
    model_review_effect=0.7,
    model_acceptance_effect=1.1,
    benefit_delay_months=4,
    value_cap=1.6,
    wages=1.2,
    data_volume=3.0,
    discount_rate=0.12,
    horizon_months=48,
)
NOTHING = Levers(
    usage=0.1,
    seats=0.0,
    review_burden=0.0,
    active_seat_share=0.0,
    realisation=0.0,
    model_share_moved=1.0,
    model_review_effect=0.0,
    model_acceptance_effect=0.0,
    value_follows_usage=0.0,
    discount_rate=0.0,
)
ASSUMED = MissingLayers(
    treatment="assume", share_of_full_cost={C1: 0.35, C3: 0.05, C5: 0.08, C7: 0.04}
)

CASES: dict[str, tuple[Portfolio, Scenario]] = {
    **{f"features {key}": (features(), scenario) for key, scenario in PRESETS.items()},
    "every lever": (features(), Scenario(name="Every lever", levers=EVERY_LEVER)),
    "levers at their ends": (features(), Scenario(name="Nothing", levers=NOTHING)),
    "layers assumed": (features(), Scenario(levers=EVERY_LEVER, missing_layers=ASSUMED)),
    "long horizon": (features(), Scenario(levers=Levers(horizon_months=120, usage=0.5))),
    "β of one": (features(), Scenario(levers=Levers(usage=3, value_follows_usage=1.0))),
    "only shared": (only_shared(), Scenario(missing_layers=ASSUMED)),
    "no basis": (no_basis(), Scenario(levers=Levers(usage=2), missing_layers=ASSUMED)),
    "no benefit": (replace(features(), benefits=()), Scenario()),
    "no status of one": (told_otherwise("I1", capture_status=None), Scenario()),
    "no status": (told_otherwise(capture_status=None), Scenario()),
    "no unit": (told_otherwise(freed_time=None), Scenario()),
    "no redeployed share": (
        told_otherwise(freed_time=True, destination=Destination.MORE_VOLUME, redeployed_share=None),
        Scenario(),
    ),
    "no behaviour of one": (unstated("I1"), PRESETS["tenfold-usage"]),
    "no behaviour": (unstated(), PRESETS["tenfold-usage"]),
    "no behaviour, nobody asks": (unstated(), Scenario()),
    "no behaviour, a vendor asks": (
        unstated(),
        Scenario(levers=Levers(price_change_by_vendor={OTHER: 0.2})),
    ),
    "no cost": (replace(features(), costs=()), Scenario()),
    "nothing": (replace(features(), costs=(), benefits=()), Scenario(missing_layers=ASSUMED)),
}
