"""Uncertain inputs that many lines share, declared once.

A driver is a name, a distribution and who answers for it. The registry below
names every driver that the engine knows, the unit, the factor it acts on, the
default distribution (neutral in the median, so that a base case contains nothing
that nobody stated) and its Sobol dimension, which is fixed for ever.

Drivers that exist once per vendor are written ``price_trend:Vendor``; their
dimensions are fixed within the vendor's own set (see :mod:`scenarios.sampling`).
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from scenarios.distributions import Distribution, EventMonth, Lognormal, Normal, Quantiles

#: Written as the source of every default, so that nobody takes it for evidence.
DEFAULT_SOURCE = "default of this tool, not evidence of yours"


class Driver(BaseModel):
    """An uncertain input with its distribution and the person who owns it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    distribution: Distribution
    owner: str | None = None
    source: str | None = None
    stated_on: str | None = None
    expires_on: str | None = None


class Correlation(BaseModel):
    """Correlation of the normal scores of two drivers (Gaussian copula)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: str
    second: str
    value: float = Field(ge=-1, le=1)


@dataclass(frozen=True)
class DriverSpec:
    """What the engine knows of a driver before anybody states it.

    ``per_vendor`` drivers exist once for each vendor with a cost line;
    ``dimension`` is the Sobol dimension within the shared set or the vendor's
    set; ``minimum`` cuts impossible draws (a growth of −100 % or less).
    """

    name: str
    label: str
    unit: str
    acts_on: str
    default: Distribution
    dimension: int
    per_vendor: bool = False
    minimum: float = -0.95


_GROWTH_UNIT = "share a year"
_RATIO_UNIT = "ratio"


def _ratio(p10: float, p90: float) -> Lognormal:
    return Lognormal.from_range(p10, p90, median=1.0)


DRIVERS: dict[str, DriverSpec] = {
    spec.name: spec
    for spec in (
        DriverSpec(
            "usage_growth",
            "Usage growth",
            _GROWTH_UNIT,
            "usage U",
            Quantiles(p10=-0.10, p50=0.0, p90=0.25, lower=-1.0),
            0,
        ),
        DriverSpec(
            "realisation",
            "Benefit realisation, all initiatives",
            _RATIO_UNIT,
            "every benefit",
            _ratio(0.8, 1.25),
            1,
            minimum=0.0,
        ),
        DriverSpec(
            "price_market",
            "Vendor prices, whole market",
            _GROWTH_UNIT,
            "price P of every vendor",
            Normal(mean=0.0, sd=0.08),
            2,
        ),
        DriverSpec(
            "review_burden",
            "Review burden",
            _RATIO_UNIT,
            "review R",
            _ratio(0.8, 1.25),
            3,
            minimum=0.0,
        ),
        DriverSpec(
            "wage_growth", "Wage growth", _GROWTH_UNIT, "wages W", Normal(mean=0.0, sd=0.015), 4
        ),
        DriverSpec(
            "data_growth",
            "Data growth",
            _GROWTH_UNIT,
            "data volume D",
            Quantiles(p10=-0.05, p50=0.0, p90=0.20, lower=-1.0),
            5,
        ),
        DriverSpec(
            "seat_growth", "Seat growth", _GROWTH_UNIT, "seats A", Normal(mean=0.0, sd=0.08), 6
        ),
        DriverSpec(
            "model_price_ratio",
            "Price ratio of the other model",
            _RATIO_UNIT,
            "model tier M, where a share is moved",
            _ratio(0.7, 1.4),
            7,
            minimum=0.01,
        ),
        DriverSpec(
            "price_trend",
            "Price trend of one vendor",
            _GROWTH_UNIT,
            "price P of that vendor",
            Normal(mean=0.0, sd=0.05),
            0,
            per_vendor=True,
        ),
        DriverSpec(
            "price_event_month",
            "Month of a price change by one vendor",
            "month",
            "price P of that vendor",
            EventMonth(annual_probability=0.10),
            1,
            per_vendor=True,
            minimum=1.0,
        ),
        DriverSpec(
            "price_event_size",
            "Size of that price change",
            _RATIO_UNIT,
            "price P of that vendor",
            Quantiles(p10=0.9, p50=1.2, p90=1.6, lower=0.0),
            2,
            per_vendor=True,
            minimum=0.01,
        ),
    )
}


def driver_name(base: str, vendor: str | None = None) -> str:
    """The full name of a driver, e.g. ``price_trend:Vendor`` for a vendor's own."""
    return base if vendor is None else f"{base}:{vendor}"


def split_driver_name(name: str) -> tuple[str, str | None]:
    """Base name and vendor (or ``None``) of a full driver name."""
    base, _, vendor = name.partition(":")
    return base, vendor or None
