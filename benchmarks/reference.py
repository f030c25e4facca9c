"""The reference work: one portfolio of any size, as domain values and as plain arrays.

Seven layers a initiative with one line each, six vendors whose prices move
together, usage growth, a share of the volume on another model, review burden, an
error of estimation for every initiative and layer, and a realised share of the
benefit for every initiative; 36 months. Price events, wages and data and seat
growth stand still here: the measured peers do not have them either.

The engine reads :func:`portfolio` and :func:`scenario`; everybody else reads
:func:`arrays`, which states the same work without any of the engine's code.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from scenarios.distributions import EventMonth, Lognormal, Normal, Point
from scenarios.drivers import Correlation, Driver
from scenarios.levers import Levers
from scenarios.portfolio import (
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    Destination,
    EvidenceGrade,
    Exponents,
    Initiative,
    Portfolio,
)
from scenarios.scenario import Scenario

Array = NDArray[np.float64]

SIZES = {"small": 12, "medium": 60, "large": 500, "huge": 5_000}
DRAWS = 10_000
HORIZON = 36
DISCOUNT_RATE = 0.08
HURDLE_RATE = 0.15
VENDORS = tuple(f"Vendor {letter}" for letter in "ABCDEF")

#: Behaviour, exponents and share of the running cost of the line in each layer.
LAYERS: dict[CostLayer, tuple[Behaviour, Exponents, float]] = {
    CostLayer.C1: (Behaviour.USAGE, Exponents(usage=0.8, price=1.0), 0.34),
    CostLayer.C2: (Behaviour.TOKENS, Exponents(usage=1.0, price=1.0, tier=1.0), 0.16),
    CostLayer.C3: (Behaviour.USAGE, Exponents(usage=0.5), 0.12),
    CostLayer.C4: (Behaviour.USAGE, Exponents(usage=0.3), 0.10),
    CostLayer.C5: (Behaviour.REVIEW, Exponents(usage=1.0, review=1.0), 0.10),
    CostLayer.C6: (Behaviour.STAFF, Exponents(), 0.12),
    CostLayer.C7: (Behaviour.FIXED, Exponents(), 0.06),
}

USAGE_GROWTH = Normal(mean=0.15, sd=0.10)
PRICE_TREND = Normal(mean=0.02, sd=0.08)
PRICE_CORRELATION = 0.5
REVIEW_BURDEN = Lognormal.from_range(0.8, 1.25)
MODEL_PRICE_RATIO = Lognormal.from_range(0.7, 1 / 0.7)
#: P90 over median of the amount of a line lies between these; each line has its own.
COST_P90 = (1.1, 1.5)
GRADE = EvidenceGrade.ESTIMATED
MODEL_SHARE, MODEL_RATIO, VALUE_FOLLOWS_USAGE = 0.3, 2.0, 0.3
RAMP_MONTHS = 6
_STATUS = (CaptureStatus.CAPTURED, CaptureStatus.SUSTAINED, CaptureStatus.OBSERVED)


def portfolio(initiatives: int) -> Portfolio:
    """The reference portfolio; the same for the same number of initiatives."""
    money = np.random.default_rng(2024)
    monthly = np.exp(money.normal(9.5, 0.8, initiatives))
    return_on_cost = np.exp(money.normal(0.45, 0.35, initiatives))
    width = money.uniform(*COST_P90, (initiatives, len(LAYERS)))
    items: list[Initiative] = []
    costs: list[CostLine] = []
    benefits: list[BenefitLine] = []
    for index in range(initiatives):
        name, vendor = f"I{index:04d}", VENDORS[index % len(VENDORS)]
        items.append(
            Initiative(
                name,
                f"Initiative {index}",
                vendor=vendor,
                monthly_requests=1e5,
                burden_hours_month=0.0,
            )
        )
        for k, (layer, (behaviour, exponents, share)) in enumerate(LAYERS.items()):
            amount = float(monthly[index]) * share
            costs.append(
                CostLine(
                    key=layer.value,
                    initiative_id=name,
                    layer=layer,
                    item=layer.label,
                    amount=amount,
                    behaviour=behaviour,
                    vendor=vendor,
                    exponents=exponents,
                    start_month=1 + index % 4,
                    p10=amount / width[index, k],
                    p90=amount * width[index, k],
                    actual=False,
                )
            )
        freed = index % 2 == 0
        benefits.append(
            BenefitLine(
                key="benefit",
                initiative_id=name,
                benefit="Hours saved",
                volume=1_000.0,
                change=0.1,
                value_per_unit=float(monthly[index] * return_on_cost[index]) / 100,
                start_month=3 + index % 4,
                ramp_months=RAMP_MONTHS,
                capture_status=_STATUS[index % 3],
                freed_time=freed,
                destination=Destination.MORE_VOLUME if freed else None,
                redeployed_share=0.6 if freed else None,
                grade=GRADE,
            )
        )
    return Portfolio(
        name=f"Reference {initiatives}",
        currency="EUR",
        initiatives=tuple(items),
        costs=tuple(costs),
        benefits=tuple(benefits),
        drivers=_drivers(),
        correlations=tuple(
            Correlation(first=a, second=b, value=PRICE_CORRELATION)
            for a, b in combinations([f"price_trend:{vendor}" for vendor in VENDORS], 2)
        ),
        discount_rate=DISCOUNT_RATE,
        hurdle_rate=HURDLE_RATE,
        horizon_months=HORIZON,
        data_hash=f"reference-{initiatives}",
        source_name="reference work",
    )


def _drivers() -> tuple[Driver, ...]:
    still = {
        "realisation": 1.0,
        "price_market": 0.0,
        "wage_growth": 0.0,
        "data_growth": 0.0,
        "seat_growth": 0.0,
    }
    shared = [Driver(name=name, distribution=Point(value=value)) for name, value in still.items()]
    shared += [
        Driver(name="usage_growth", distribution=USAGE_GROWTH),
        Driver(name="review_burden", distribution=REVIEW_BURDEN),
        Driver(name="model_price_ratio", distribution=MODEL_PRICE_RATIO),
    ]
    never = EventMonth(annual_probability=0)
    for vendor in VENDORS:
        shared += [
            Driver(name=f"price_trend:{vendor}", distribution=PRICE_TREND),
            Driver(name=f"price_event_month:{vendor}", distribution=never),
            Driver(name=f"price_event_size:{vendor}", distribution=Point(value=1.0)),
        ]
    return tuple(shared)


def scenario(
    usage: float = 1.0,
    price_change: float = 0.0,
    hurdle_rate: float = HURDLE_RATE,
    usage_ramp_months: int = 0,
) -> Scenario:
    """The reference scenario with its moving levers and the hurdle."""
    return Scenario(
        name="Reference",
        levers=Levers(
            usage=usage,
            usage_ramp_months=usage_ramp_months,
            price_change=price_change,
            hurdle_rate=hurdle_rate,
            model_share_moved=MODEL_SHARE,
            model_price_ratio=MODEL_RATIO,
            value_follows_usage=VALUE_FOLLOWS_USAGE,
        ),
    )


@dataclass(frozen=True)
class Work:
    """The same work as plain arrays.

    ``cost`` (initiatives, layers) is money a month, ``cost_window`` and
    ``benefit_window`` (initiatives, months 1…36) are the share of it that falls in
    each month, ``discount`` (months) the discount factor, ``exponents`` (layers, 4)
    the powers of usage, price, tier and review, ``vendor`` (initiatives) an index.
    ``price_cholesky`` correlates the normal scores of the vendors' trends.
    """

    cost: Array
    cost_sigma: Array
    cost_window: Array
    exponents: Array
    vendor: NDArray[np.intp]
    benefit: Array
    benefit_sigma: float
    benefit_window: Array
    discount: Array
    years: Array
    price_cholesky: Array

    @property
    def initiatives(self) -> int:
        """How many initiatives."""
        return len(self.cost)


def arrays(source: Portfolio, rules: Scenario) -> Work:
    """Turn the lines of a reference portfolio into arrays (captured value basis)."""
    months = np.arange(1, source.horizon_months + 1)
    ids = [initiative.id for initiative in source.initiatives]
    lines = [source.costs_of[name] for name in ids]
    benefits = [source.benefits_of[name][0] for name in ids]
    rule = rules.valuation
    z90 = 1.2815515655446004
    weight = [rule.capture_weight[b.capture_status] for b in benefits if b.capture_status]
    powers = [line.exponents for line in lines[0] if line.exponents]
    correlation = np.full((len(VENDORS),) * 2, PRICE_CORRELATION)
    np.fill_diagonal(correlation, 1.0)
    return Work(
        cost=np.array([[line.amount for line in own] for own in lines]),
        cost_sigma=np.array(
            [[np.log((line.p90 or 1) / line.amount) / z90 for line in own] for own in lines]
        ),
        cost_window=np.array([(months >= own[0].start_month).astype(float) for own in lines]),
        exponents=np.array([(e.usage, e.price, e.tier, e.review) for e in powers]),
        vendor=np.array([VENDORS.index(own[0].vendor or "") for own in lines]),
        benefit=np.array([b.monthly_value for b in benefits]) * weight,
        benefit_sigma=float(np.log(rule.realisation_p90[GRADE]) / z90),
        benefit_window=np.array([_ramp(months, b.start_month, b.ramp_months) for b in benefits]),
        discount=(1 + source.discount_rate) ** (-months / 12),
        years=months / 12,
        price_cholesky=np.linalg.cholesky(correlation),
    )


def _ramp(months: NDArray[np.int_], start: int, ramp: int) -> Array:
    """Share of the full effect in each month: linear over ``ramp`` months from ``start``."""
    return np.clip((months - start + 1) / max(ramp, 1), 0.0, 1.0)
