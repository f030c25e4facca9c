"""Figures of verdicts as other draws would have made them, without drawing anew.

Every figure that a verdict is judged by is a mean over draws, or close to one (a quantile
moves by the share of draws below it). Its error is that of the mean of what each draw adds,
its influence. The errors of all figures of one initiative are taken as jointly normal, with
the covariance of their influences (delta method).

The engine draws each driver and each estimation error evenly. What a driver does alone is
then the same in every sample, to a good approximation, so that only what it leaves of the
influences errs (Stein 1987, for Latin hypercube sampling). A test holds the errors against
those over other seeds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincc

from scenarios.draw_table import DrawTable
from scenarios.given_data import functions, is_even, ranks_of
from scenarios.information import Information
from scenarios.measures import quantile_index
from scenarios.sampling import generator

Array = NDArray[np.float64]

#: Chance of taking a driver that does nothing to an initiative for one that does.
_TRACE = 1e-6
_LOW, _HIGH = 0.10, 0.90


@dataclass(frozen=True, slots=True)
class Figures:
    """What a verdict is judged by: statistics of one initiative's draws.

    ROI and probabilities as shares; ``own_worth`` is what knowing its own figures for
    certain is worth (EVPPI), in portfolio currency.
    """

    p_roi_nonnegative: float
    p_roi_hurdle: float
    roi_p10: float
    roi_p90: float
    own_worth: float


class _Rows:
    """Figures of one initiative under one scenario, and the influence of each draw on them."""

    def __init__(self, table: DrawTable, row: int, own_worth: float | None) -> None:
        """``own_worth`` as today, where all figures err; ``None`` where only one does."""
        roi, npv, draws = table.roi[row], table.npv[row], table.draws
        self.roi = np.sort(roi)
        self.places = [quantile_index(draws, q) for q in (_LOW, _HIGH)]
        low, high = (float(self.roi[k]) for k in self.places)
        reached = [roi >= table.hurdle_rate]
        self.now = Figures(
            p_roi_nonnegative=float(np.mean(roi >= 0)),
            p_roi_hurdle=float(np.mean(reached[0])),
            roi_p10=low,
            roi_p90=high,
            own_worth=math.nan if own_worth is None else own_worth,
        )
        if own_worth is not None:
            reached += [roi >= 0, roi > low, roi > high]
        influences = [each - each.mean() for each in np.array(reached, dtype=float)]
        if own_worth is not None:
            own = table.estimated_benefit[row] - table.estimated_cost[row]
            influences.append(_influence_on_worth(npv, own - own.mean()))
        self.influences = np.array(influences)

    def moved(self, by: Array) -> Figures:
        """The figures with these errors, in the order of the influences."""
        now = self.now
        reached = _share(now.p_roi_hurdle + by[0])
        if by.size == 1:
            return Figures(now.p_roi_nonnegative, reached, now.roi_p10, now.roi_p90, math.nan)
        return Figures(
            _share(now.p_roi_nonnegative + by[1]),
            reached,
            self._end(0, float(by[2])),
            self._end(1, float(by[3])),
            max(0.0, now.own_worth + float(by[4])),
        )

    def _end(self, which: int, by: float) -> float:
        """A quantile: a greater share of draws above it moves it up past as many."""
        place = round(self.places[which] + by * self.roi.size)
        return float(self.roi[min(max(place, 0), self.roi.size - 1)])


class Resampled:
    """Figures of one initiative by scenario, and the errors that replicates give them."""

    def __init__(self, rows: Mapping[str, _Rows], covariance: Array, errors: Array) -> None:
        """``errors`` are standard normals, (replicates, figures) in the order of the rows."""
        self.rows = rows
        # The symmetric root is unique, so that no bit depends on the order of eigenvectors.
        values, vectors = np.linalg.eigh(covariance)
        root = np.einsum("ik,k,jk->ij", vectors, np.sqrt(np.maximum(values, 0.0)), vectors)
        self.errors = np.einsum("rk,ik->ri", errors, root)

    def figures(self, centre: int | None, replicate: int | None) -> dict[str, Figures]:
        """Figures by scenario, moved by the errors of up to two replicates."""
        moved = np.zeros(self.errors.shape[1])
        for each in (centre, replicate):
            if each is not None:
                moved = moved + self.errors[each]
        found, start = {}, 0
        for key, rows in self.rows.items():
            size = len(rows.influences)
            found[key] = rows.moved(moved[start : start + size])
            start += size
        return found


def resampled(tables: Mapping[str, DrawTable], replicates: int, seed: int) -> dict[str, Resampled]:
    """Figures with errors, by initiative of any table.

    Parameters
    ----------
    tables
        By scenario, of one number of draws; of all but the first only P(ROI ≥ hurdle)
        errs.
    seed
        Keys the errors together with the initiative, so that none moves another's.
    """
    first = next(iter(tables))
    named = dict.fromkeys(id_ for table in tables.values() for id_ in table.initiatives)
    even = _even_ranks(tables[first])
    acting, asked = _acting(tables[first], even), Information(tables[first])
    found = {}
    for id_ in named:
        rows = {
            key: _Rows(
                table,
                table.initiatives.index(id_),
                asked.own_figures(id_).total.value if key == first else None,
            )
            for key, table in tables.items()
            if id_ in table.initiatives
        }
        influences = np.concatenate([each.influences for each in rows.values()])
        ranks = [even[name] for name in acting.get(id_, ())]
        if even and id_ in tables[first].initiatives:
            ranks += _own_ranks(tables[first], id_)
        errors = generator(seed, "verdict stays", id_).standard_normal(
            (replicates, len(influences))
        )
        found[id_] = Resampled(rows, _covariance(influences, ranks), errors)
    return found


def _covariance(influences: Array, ranks: list[NDArray[np.intp]]) -> Array:
    """Covariance of the means of influences, less what even ranks do alone in each."""
    draws = influences.shape[1]
    within = np.einsum("in,jn->ij", influences, influences) / draws
    for each in ranks:
        slopes = np.einsum("in,kn->ik", influences, functions(draws)[:, each]) / draws
        within = within - np.einsum("ik,jk->ij", slopes, slopes)
    return np.asarray(within / draws, dtype=np.float64)


def _even_ranks(table: DrawTable) -> dict[str, NDArray[np.intp]]:
    """Ranks of the drivers where the engine drew them evenly; empty where it did not.

    A correlated driver is a sum of evenly drawn ones, and is taken as even with them.
    """
    ranks = {name: ranks_of(values) for name, values in table.uniforms.items()}
    even = any(is_even(table.uniforms[name], each) for name, each in ranks.items())
    return ranks if even else {}


def _acting(table: DrawTable, even: Mapping[str, NDArray[np.intp]]) -> dict[str, tuple[str, ...]]:
    """Drivers, among the even ones, that leave a trace in each initiative's ranks of ROI."""
    ranks = [ranks_of(roi) / table.draws for roi in table.roi]
    centred = np.array([each - each.mean() for each in ranks]).reshape(-1, table.draws)
    found: dict[str, list[str]] = {id_: [] for id_ in table.initiatives}
    for name in sorted(even.keys() - table.idle):
        by_rank = functions(table.draws)[:, even[name]]
        slopes = np.einsum("in,kn->ik", centred, by_rank) / table.draws
        # Without an effect: chi-squared, as the variance of a rank over all ranks is 1/12.
        odds = gammaincc(len(by_rank) / 2, 6 * table.draws * (slopes**2).sum(axis=1))
        for id_, chance in zip(table.initiatives, odds.tolist(), strict=True):
            if chance < _TRACE:
                found[id_].append(name)
    return {id_: tuple(names) for id_, names in found.items()}


def _own_ranks(table: DrawTable, initiative: str) -> list[NDArray[np.intp]]:
    """Ranks of an initiative's own benefit and own cost, as far as they vary."""
    row = table.initiatives.index(initiative)
    own = (table.estimated_benefit[row], table.estimated_cost[row])
    return [ranks_of(each) for each in own if each.min() < each.max()]


def _influence_on_worth(npv: Array, moved: Array) -> Array:
    """What each draw adds to the worth of own figures: its own loss, and by the mean NPV."""
    mean = float(npv.mean())
    values = mean + moved
    lost = np.maximum(-values, 0.0) if mean > 0 else np.maximum(values, 0.0)
    slope = float((lost > 0).mean()) * (-1.0 if mean > 0 else 1.0)
    return np.asarray(lost - lost.mean() + slope * (npv - mean - moved))


def _share(value: float) -> float:
    return float(min(max(value, 0.0), 1.0))
