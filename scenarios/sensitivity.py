"""Which drivers make a figure uncertain: global sensitivity from the draws at hand.

First-order index: the share of variance that knowing a driver alone would remove.
Total index: the share that would be left if all others were known, so it holds the
joint effects too (Sobol 1993; Homma and Saltelli 1996). Nothing is simulated anew.

The first order comes from projections on functions of the driver's ranks
(:mod:`scenarios.given_data`) and assumes only that the figure changes smoothly
with the driver. The total has no estimator from given draws without assumptions on
structure; ours is that drivers act alone or in pairs. What three or more do
together is not in it, so compare :attr:`Sensitivity.explained` with the drivers'
share of variance (:func:`variance_shares`): where much is unseen, totals are lower
bounds. Correlated drivers have no indices of their own and are taken as one group.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from scenarios.correlation import correlated_groups
from scenarios.draw_table import DrawTable
from scenarios.driver_groups import DriverGroup, group_drivers
from scenarios.drivers import Correlation
from scenarios.given_data import Blocks, Part
from scenarios.variance_parts import Share, VarianceParts, interval

__all__ = [
    "Indices",
    "Sensitivity",
    "Share",
    "VarianceShares",
    "sensitivity",
    "table_sensitivity",
    "variance_shares",
]

Array = NDArray[np.float64]

#: Fewest draws from which indices are estimated.
LEAST_DRAWS = 200


@dataclass(frozen=True, slots=True)
class Indices:
    """One driver, or drivers taken as one; see :class:`scenarios.driver_groups.DriverGroup`.

    ``pairs`` names the groups with which a joint effect was found, strongest first.
    """

    key: str
    drivers: tuple[str, ...]
    first: Share
    total: Share
    pairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Indices, greatest total first.

    Attributes
    ----------
    explained
        Share of variance that single drivers and pairs explain together. The rest is
        estimation error, joint effects of three or more, and what the functions miss.
    """

    indices: tuple[Indices, ...]
    explained: Share
    variance: float
    draws: int


@dataclass(frozen=True, slots=True)
class VarianceShares:
    """Variance of a figure by its origin: the drivers together, and estimation errors.

    ``errors`` holds all that the drivers do not settle, joint effects of an error
    with a driver included; the two add up to 1.
    """

    drivers: Share
    errors: Share


def table_sensitivity(
    table: DrawTable,
    figure: Array | None = None,
    correlations: Iterable[Correlation] = (),
    split_vendors: bool = False,
    seed: int = 0,
) -> Sensitivity:
    """Indices of a figure of a draw table; portfolio ROI by default.

    Parameters
    ----------
    figure
        (draws,), of the same draws.
    correlations
        Those that were in force, see :meth:`scenarios.simulate.Simulator.correlations`.
    split_vendors
        Report each vendor's drivers apart.
    """
    varying = {d.name for d in table.drivers if d.distribution.kind != "point"}
    uniforms = {name: table.uniforms[name] for name in table.uniforms if name in varying}
    values = table.portfolio_roi if figure is None else figure
    correlations = tuple(correlations)
    # What does nothing itself may still tell of what it is correlated with.
    linked = {name for each in correlations for name in (each.first, each.second)}
    idle = table.idle - linked
    return sensitivity(uniforms, values, correlations, split_vendors, seed, idle)


def sensitivity(
    uniforms: Mapping[str, Array],
    figure: Array,
    correlations: Iterable[Correlation] = (),
    split_vendors: bool = False,
    seed: int = 0,
    idle: Collection[str] = (),
) -> Sensitivity:
    """First-order and total index of each driver, with confidence intervals.

    Within a correlated group the scores are made independent by Cholesky's factor;
    what its parts explain alone and in pairs is the group's own. Intervals are
    estimate ± 1.96 × the spread over 400 resamplings of 128 blocks of draws, widened
    by the correction for sampling noise, of which Sobol points have less, and for totals by
    what pairs without a trace may hold. Draws are resampled as if independent: evenly drawn
    ones vary less, but which values of two drivers meet is left to chance in them as well.

    Parameters
    ----------
    uniforms
        Rank of each driver in (0, 1), (draws,) each, correlations applied.
    figure
        What varies, (draws,).
    seed
        Keys the resampling.
    idle
        Drivers known to do nothing. They have indices, which are noise, but enter no sum
        with others, so that adding one changes no bit of any other figure.

    Raises
    ------
    ValueError
        With fewer than 200 draws, or drivers and figure of different length.
    """
    draws = figure.size
    if draws < LEAST_DRAWS:
        raise ValueError(f"at least {LEAST_DRAWS} draws are needed")
    if any(values.shape != figure.shape for values in uniforms.values()):
        raise ValueError("each driver needs one value for each draw")
    correlations = tuple(correlations)
    names = list(uniforms)
    groups = group_drivers(names, correlations, split_vendors)
    owner = {name: group.key for group in groups for name in group.drivers}
    parts = VarianceParts(_independent(uniforms, correlations), figure, Blocks(draws, seed), idle)
    first: dict[str, list[Part]] = {
        group.key: [parts.alone[name] for name in _counted(group, idle)] for group in groups
    }
    total = {key: list(found) for key, found in first.items()}
    partners: dict[str, dict[str, float]] = {group.key: {} for group in groups}
    for (one, other), found in parts.pairs.items():
        here, there = owner[one], owner[other]
        if here == there:
            first[here].append(found)
            total[here].append(found)
            continue
        for key, partner in ((here, there), (there, here)):
            total[key].append(found)
            partners[key][partner] = partners[key].get(partner, 0.0) + found.variance
    indices = [
        Indices(
            key=group.key,
            drivers=group.drivers,
            first=parts.share(first[group.key]),
            total=parts.share(total[group.key], _unseen(parts, group)),
            pairs=_strongest_first(partners[group.key]),
        )
        for group in groups
    ]
    return Sensitivity(
        indices=tuple(sorted(indices, key=lambda found: (-found.total.value, found.key))),
        explained=parts.share(
            [parts.alone[name] for name in names if name not in idle] + [*parts.pairs.values()]
        ),
        variance=parts.variance,
        draws=draws,
    )


def _unseen(parts: VarianceParts, group: DriverGroup) -> float:
    """Variance that pairs of a group's drivers with others may hold without a trace."""
    return sum(found for pair, found in parts.unseen.items() if set(pair) & set(group.drivers))


def _counted(group: DriverGroup, idle: Collection[str]) -> tuple[str, ...]:
    """Members that do something; all of them where none does."""
    acting = tuple(name for name in group.drivers if name not in idle)
    return acting or group.drivers


def variance_shares(one: Array, other: Array) -> VarianceShares:
    """How much of a figure's variance the drivers settle, from two runs with the same drivers.

    The runs differ in the seed of their estimation errors alone, so that their
    covariance is the variance of the figure's mean given the drivers. The standard
    error is that of a ratio of means over independent draws (delta method).

    Parameters
    ----------
    one, other
        The figure in both runs, (draws,) each, draw by draw of the same drivers; see
        ``error_seed`` of :class:`scenarios.simulate.Simulator`.

    Raises
    ------
    ValueError
        If they differ in length.
    """
    if one.shape != other.shape:
        raise ValueError("both runs need the same draws")
    a, b = one - one.mean(), other - other.mean()
    products, squares = a * b, (a * a + b * b) / 2
    variance = float(squares.mean())
    if variance == 0:
        none = Share(0.0, 0.0, 0.0, 0.0)
        return VarianceShares(none, none)
    value = float(products.mean()) / variance
    influence = (products - value * squares) / variance
    se = float(np.sqrt(np.mean(influence * influence) / one.size))
    return VarianceShares(interval(value, se), interval(1 - value, se))


def _strongest_first(variances: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(variances, key=lambda name: (-variances[name], name)))


def _independent(
    uniforms: Mapping[str, Array], correlations: tuple[Correlation, ...]
) -> dict[str, Array]:
    """The drivers, those of a correlated group replaced by its independent scores."""
    found = dict(uniforms)
    groups, _ = correlated_groups(correlations, frozenset(uniforms))
    for names, factor in groups:
        for k, name in enumerate(names):
            mixed = sum((factor[k, j] * found[names[j]] for j in range(k)), 0.0)
            found[name] = (ndtri(uniforms[name]) - mixed) / factor[k, k]
    return found
