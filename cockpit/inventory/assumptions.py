"""From a row of the Assumptions sheet to a driver of the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from cockpit.inventory.numbers_text import UnreadableCellError
from cockpit.inventory.values import fold
from cockpit.inventory.vocabulary import DistributionKind
from scenarios.distributions import (
    Z90,
    Discrete,
    Distribution,
    EventMonth,
    Lognormal,
    Normal,
    Pert,
    Point,
    Quantiles,
    Triangular,
    Uniform,
)
from scenarios.drivers import DRIVERS, Driver, driver_name, split_driver_name

Get = Callable[[str], Any]

_PAIRS = "Write pairs such as 0:0.3; 1:0.7, ascending, with probabilities that sum to 1."


def distribution_of(kind: DistributionKind, stated: Mapping[str, Any]) -> Distribution:
    """The distribution that the columns of a row state.

    Raises
    ------
    UnreadableCellError
        Naming what is missing or impossible.
    """
    needs, build = _SHAPES[kind]
    missing = [name for name in needs if stated.get(name) is None]
    if missing:
        raise UnreadableCellError(
            f"The distribution {kind.value} needs {', '.join(_HEADERS[name] for name in missing)}.",
            "Fill in the missing cells, or choose another distribution.",
        )
    try:
        return build(stated.get)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise UnreadableCellError(
            f"The distribution is impossible: {reason}.", "Correct the values."
        ) from error
    except UnreadableCellError:
        raise
    except ValueError as error:
        raise UnreadableCellError(
            f"The distribution is impossible: {error}.", "Correct the values."
        ) from error


def _lognormal(get: Get) -> Distribution:
    """From P10 and P90; with a P50 of its own it has two pieces, so that all three hold."""
    p10, p50, p90 = get("p10"), get("p50"), get("p90")
    if p50 is None:
        return Lognormal.from_range(p10, p90)
    return Quantiles(p10=p10, p50=p50, p90=p90, lower=0.0)


def _normal(get: Get) -> Distribution:
    low, high = get("p10"), get("p90")
    centre = (low + high) / 2
    if get("p50") is not None and abs(get("p50") - centre) > 1e-6 * max(1.0, abs(high - low)):
        raise UnreadableCellError(
            "A normal distribution has its P50 midway between P10 and P90.",
            "Leave P50 blank, or use the distribution P10/P50/P90.",
        )
    return Normal(mean=centre, sd=(high - low) / (2 * Z90))


def _discrete(get: Get) -> Distribution:
    values, chances = [], []
    for pair in filter(str.strip, get("values").split(";")):
        value, _, chance = pair.partition(":")
        try:
            values.append(float(value))
            chances.append(float(chance))
        except ValueError as error:
            raise UnreadableCellError(
                f"{pair.strip()!r} is not a pair of value and probability.", _PAIRS
            ) from error
    return Discrete(values=tuple(values), probabilities=tuple(chances))


_HEADERS = {
    "p10": "P10",
    "p50": "P50",
    "p90": "P90",
    "low": "Low",
    "mode": "Mode",
    "high": "High",
    "probability": "Probability",
    "values": "Values",
}

#: Columns that a distribution needs, and how it is made of them.
_SHAPES: dict[DistributionKind, tuple[tuple[str, ...], Callable[[Get], Distribution]]] = {
    DistributionKind.POINT: (("p50",), lambda get: Point(value=get("p50"))),
    DistributionKind.UNIFORM: (
        ("low", "high"),
        lambda get: Uniform(low=get("low"), high=get("high")),
    ),
    DistributionKind.TRIANGULAR: (
        ("low", "mode", "high"),
        lambda get: Triangular(low=get("low"), mode=get("mode"), high=get("high")),
    ),
    DistributionKind.PERT: (
        ("low", "mode", "high"),
        lambda get: Pert(low=get("low"), mode=get("mode"), high=get("high")),
    ),
    DistributionKind.NORMAL: (("p10", "p90"), _normal),
    DistributionKind.LOGNORMAL: (
        ("p10", "p90"),
        _lognormal,
    ),
    DistributionKind.QUANTILES: (
        ("p10", "p50", "p90"),
        lambda get: Quantiles(p10=get("p10"), p50=get("p50"), p90=get("p90"), lower=get("low")),
    ),
    DistributionKind.DISCRETE: (("values",), _discrete),
    DistributionKind.EVENT: (
        ("probability",),
        lambda get: EventMonth(annual_probability=get("probability")),
    ),
}


def full_name(base: str, vendor: str | None) -> str:
    """The driver's name, with the vendor where there is one driver for each vendor.

    Raises
    ------
    UnreadableCellError
        If the vendor is missing, or stands beside a driver that all vendors share.
    """
    if DRIVERS[base].per_vendor and vendor is None:
        raise UnreadableCellError(
            "This driver exists once for each vendor, and no vendor is given.", "Fill in Vendor."
        )
    if vendor is not None and not DRIVERS[base].per_vendor:
        raise UnreadableCellError("This driver is not one of a vendor.", "Leave Vendor blank.")
    return driver_name(base, vendor)


def referred_name(text: str) -> str:
    """The full driver name that the column "Correlated with" states.

    Raises
    ------
    UnreadableCellError
        If no such driver exists.
    """
    base, vendor = split_driver_name(text)
    known = {fold(word): name for name, spec in DRIVERS.items() for word in (name, spec.label)}
    name = known.get(fold(base))
    if name is None:
        raise UnreadableCellError(
            "There is no such driver.", "Write one of: " + ", ".join(DRIVERS) + "."
        )
    return full_name(name, vendor.strip() if vendor else None)


def driver_of(stated: Mapping[str, Any]) -> Driver | None:
    """The driver that a row states; ``None`` for a row that only states a correlation.

    Raises
    ------
    UnreadableCellError
        If the name or the distribution is incomplete or impossible.
    """
    name = full_name(stated["driver"], stated.get("vendor"))
    if stated.get("distribution") is None:
        return None
    if stated["distribution"] is DistributionKind.EVENT and stated["driver"] != "price_event_month":
        raise UnreadableCellError(
            "The distribution event is for price_event_month only.",
            "Choose another distribution, discrete for example.",
        )
    date, expiry = stated.get("date"), stated.get("expiry")
    return Driver(
        name=name,
        distribution=distribution_of(stated["distribution"], stated),
        owner=stated.get("owner"),
        source=stated.get("source"),
        stated_on=date.isoformat() if date else None,
        expires_on=expiry.isoformat() if expiry else None,
    )
