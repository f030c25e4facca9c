"""Shared drivers turned into factors: one state of the world per draw.

Every array has one entry for each draw and a last one for the base case, in
which each driver stands at its median. The base case so runs through the same
arithmetic as any draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from scenarios.correlation import correlated_groups
from scenarios.distributions import NEVER
from scenarios.drivers import (
    DEFAULT_SOURCE,
    DRIVERS,
    Correlation,
    Driver,
    driver_name,
    split_driver_name,
)
from scenarios.levers import LONGEST_HORIZON
from scenarios.results import CorrelationRepair
from scenarios.sampling import Sampling, driver_uniforms

Array = NDArray[np.float64]

#: Growth driver behind each factor that changes from month to month.
_GROWTH_DRIVER = {
    "usage": "usage_growth",
    "seats": "seat_growth",
    "wages": "wage_growth",
    "data": "data_growth",
}


@dataclass(frozen=True)
class PriceEvents:
    """One-time price changes of a vendor: which draws, when and by how much.

    ``by_month`` maps a month to the indices of the draws whose price changes
    then, for months up to the longest horizon; ``log_size`` is the logarithm of
    the ratio, for every draw; ``base_month`` is the base case's month, if any.
    """

    by_month: dict[int, NDArray[np.intp]]
    log_size: Array
    base_month: int | None
    _ratios: dict[float, dict[int, Array]] = field(default_factory=dict, repr=False)

    def ratios(self, power: float) -> dict[int, Array]:
        """Ratio to the power, by month, for the draws that change then."""
        if power not in self._ratios:
            self._ratios[power] = {
                month: np.exp(power * self.log_size[draws])
                for month, draws in self.by_month.items()
            }
        return self._ratios[power]


@dataclass(frozen=True)
class World:
    """All draws of all shared drivers.

    ``log_growth`` is log(1 + annual growth) of usage, seats, wages and data;
    ``log_price_trend`` the same of each vendor's price, market included. All
    arrays are (draws + 1,), the base case last, but for ``uniforms``, which are
    those of the draws alone.
    """

    draws: int
    log_growth: dict[str, Array]
    log_price_trend: dict[str, Array]
    price_events: dict[str, PriceEvents]
    review: Array
    realisation: Array
    model_price_ratio: Array
    drivers: tuple[Driver, ...]
    uniforms: dict[str, Array] = field(repr=False)
    repair: CorrelationRepair | None = None

    @cached_property
    def centred_scores(self) -> dict[str, Array]:
        """Normal scores of the drivers less their mean, (draws,) each."""
        scores = {name: ndtri(uniforms) for name, uniforms in self.uniforms.items()}
        return {name: score - score.mean() for name, score in scores.items()}

    def fifths(self, driver: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Draws in which a driver is in its lowest and in its highest fifth."""
        if driver not in self._fifths:
            fifth = max(1, self.draws // 5)
            order = np.argpartition(self.uniforms[driver], (fifth, self.draws - fifth - 1))
            self._fifths[driver] = order[:fifth], order[-fifth:]
        return self._fifths[driver]

    @cached_property
    def _fifths(self) -> dict[str, tuple[NDArray[np.intp], NDArray[np.intp]]]:
        return {}

    def base_only(self) -> World:
        """The same world with no draw but the base case."""
        events = {}
        for vendor, all_draws in self.price_events.items():
            month = all_draws.base_month
            by_month = {} if month is None else {month: np.array([0])}
            events[vendor] = PriceEvents(by_month, all_draws.log_size[-1:], month)
        return World(
            draws=0,
            log_growth={name: values[-1:] for name, values in self.log_growth.items()},
            log_price_trend={name: values[-1:] for name, values in self.log_price_trend.items()},
            price_events=events,
            review=self.review[-1:],
            realisation=self.realisation[-1:],
            model_price_ratio=self.model_price_ratio[-1:],
            drivers=self.drivers,
            uniforms={},
        )


def without_effect(
    vendors: tuple[str, ...], drivers: tuple[Driver, ...], correlations: tuple[Correlation, ...]
) -> tuple[str, ...]:
    """Sentences on stated drivers and correlations of vendors that bill no line."""
    names = {d.name for d in drivers} | {n for c in correlations for n in (c.first, c.second)}
    idle = {v for n in names if (v := split_driver_name(n)[1]) and v not in vendors}
    return tuple(
        f"Assumptions on vendor {vendor} have no effect: no cost line is billed by it."
        for vendor in sorted(idle)
    )


def _check_name(name: str) -> None:
    base, vendor = split_driver_name(name)
    if base not in DRIVERS or (vendor is not None and not DRIVERS[base].per_vendor):
        raise ValueError(f"there is no driver {name!r}; known are {', '.join(DRIVERS)}")


def effective_drivers(vendors: tuple[str, ...], *stated: tuple[Driver, ...]) -> tuple[Driver, ...]:
    """Every driver that takes part: the defaults, each replaced by the last stated.

    A per-vendor driver stated without a vendor replaces the default of all vendors.

    Raises
    ------
    ValueError
        If a stated driver is not in the registry, or names a vendor where it has none.
    """
    by_name = {driver.name: driver for drivers in stated for driver in drivers}
    for name in by_name:
        _check_name(name)
    effective = []
    for spec in DRIVERS.values():
        general = by_name.get(spec.name) or Driver(
            name=spec.name, distribution=spec.default, source=DEFAULT_SOURCE
        )
        if not spec.per_vendor:
            effective.append(general)
            continue
        for vendor in vendors:
            name = driver_name(spec.name, vendor)
            effective.append(by_name.get(name) or general.model_copy(update={"name": name}))
    return tuple(effective)


def sample_world(
    drivers: tuple[Driver, ...],
    correlations: tuple[Correlation, ...],
    draws: int,
    seed: int,
    sampling: Sampling = "sobol",
) -> World:
    """Draw every driver once and add the base case.

    Raises
    ------
    ValueError
        If fewer than two draws are asked for, or a correlation names no known driver.
    """
    if draws < 2:
        raise ValueError("at least 2 draws are needed")
    for correlation in correlations:
        _check_name(correlation.first)
        _check_name(correlation.second)
    uniforms, repair = _uniforms(drivers, correlations, draws, seed, sampling)
    drawn = {driver.name: driver.distribution.ppf(uniforms[driver.name]) for driver in drivers}
    return replace(stated_world(drivers, drawn, draws), uniforms=uniforms, repair=repair)


def stated_world(drivers: tuple[Driver, ...], values: Mapping[str, Array], draws: int) -> World:
    """A world in which each driver has stated values, its median where none are stated.

    Parameters
    ----------
    values
        By driver, (draws,) each. They are cut at the driver's limits.
    """
    full = {driver.name: _values(driver, values.get(driver.name), draws) for driver in drivers}
    vendors = sorted({v for d in drivers if (v := split_driver_name(d.name)[1]) is not None})
    log_market = np.log1p(full["price_market"])
    return World(
        draws=draws,
        log_growth={factor: np.log1p(full[name]) for factor, name in _GROWTH_DRIVER.items()},
        log_price_trend={
            vendor: log_market + np.log1p(full[driver_name("price_trend", vendor)])
            for vendor in vendors
        },
        price_events={
            vendor: _events(
                full[driver_name("price_event_month", vendor)],
                full[driver_name("price_event_size", vendor)],
            )
            for vendor in vendors
        },
        review=full["review_burden"],
        realisation=full["realisation"],
        model_price_ratio=full["model_price_ratio"],
        drivers=drivers,
        uniforms={},
    )


def _uniforms(
    drivers: tuple[Driver, ...],
    correlations: tuple[Correlation, ...],
    draws: int,
    seed: int,
    sampling: Sampling,
) -> tuple[dict[str, Array], CorrelationRepair | None]:
    """Uniforms by driver, correlated where a correlation is stated."""
    uniforms = {}
    for driver in drivers:
        base, vendor = split_driver_name(driver.name)
        uniforms[driver.name] = driver_uniforms(
            seed, draws, driver.name, DRIVERS[base].dimension, vendor, sampling
        )
    groups, repair = correlated_groups(correlations, frozenset(uniforms))
    for names, factor in groups:
        scores = [ndtri(uniforms[name]) for name in names]
        for k, name in enumerate(names):
            mixed = sum(factor[k, j] * scores[j] for j in range(k + 1))
            # ndtr of a large score rounds to 1, at which no inverse is finite.
            uniforms[name] = np.clip(ndtr(mixed), 2.0**-53, 1 - 2.0**-53)
    return uniforms, repair


def _values(driver: Driver, stated: Array | None, draws: int) -> Array:
    """Values of a driver for each draw and, last, its median; cut at its limits."""
    spec = DRIVERS[split_driver_name(driver.name)[0]]
    median = driver.distribution.median
    values = np.full(draws + 1, median) if stated is None else np.append(stated, median)
    return np.clip(values, spec.minimum, NEVER)


def _events(months: Array, ratios: Array) -> PriceEvents:
    """Index draws by the month of their event; those past any horizon are left out."""
    whole = months.astype(np.int64)
    coming = np.flatnonzero(whole <= LONGEST_HORIZON)
    order = coming[np.argsort(whole[coming], kind="stable")]
    found, starts = np.unique(whole[order], return_index=True)
    groups = np.split(order, starts[1:])
    base = int(whole[-1]) if whole[-1] <= LONGEST_HORIZON else None
    by_month = dict(zip(found.tolist(), groups, strict=True)) if coming.size else {}
    return PriceEvents(by_month, np.log(ratios), base)
