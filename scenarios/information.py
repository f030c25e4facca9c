"""What it is worth to know before deciding: EVPI and EVPPI, from the draws at hand.

The decision is to continue an initiative, worth its NPV, or to stop it, worth nothing.
Without more information all rests on the mean NPV; with it, on the mean given what is
known. Information is worth what decisions that turn gain on average, so that it is
never negative and exactly zero where no decision turns.

Nothing here is what evidence costs, nor how good a study is: see :mod:`scenarios.studies`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenarios.conditional_means import (
    ConditionalMean,
    conditional_mean,
    flat_ladder,
    index_ladder,
    normal_loss,
    smooth_ladder,
)
from scenarios.draw_table import DrawTable
from scenarios.ranked import Ranked, fitted_index, rank_driver
from scenarios.results import Estimate

Array = NDArray[np.float64]

NOTHING = Estimate(0.0, 0.0)

#: Standard errors from nothing at which a worth, or a decision that turns, is told.
CLEAR = 2.0


@dataclass(frozen=True, eq=False)
class Worth:
    """What knowing one thing is worth, in portfolio currency.

    ``total`` is the sum over initiatives, each decided by itself; its error is the sum of
    theirs, an upper bound. ``by_initiative`` has an entry for each initiative of the table
    and ``changes`` names those whose decision could turn, most first. ``means`` are the
    conditional means behind it, of those initiatives alone whose worth is not nothing.
    """

    subject: str
    total: Estimate
    by_initiative: Mapping[str, Estimate]
    means: Mapping[str, ConditionalMean] = field(default_factory=dict, repr=False)

    @property
    def changes(self) -> tuple[str, ...]:
        """Initiatives whose decision knowing it could turn, as far as the draws can tell.

        A worth within two standard errors of nothing names none: a smooth curve through the
        draws crosses zero somewhere beyond them, whether the mean itself does or not.
        """
        found = self.by_initiative
        clear = [i for i in found if found[i].value > CLEAR * found[i].se]
        return tuple(sorted(clear, key=lambda i: (-found[i].value, i)))


def evpi(npv: Array) -> tuple[Estimate, ...]:
    """EVPI of each row of (initiatives, draws): mean(max(NPV, 0)) − max(mean NPV, 0).

    Taken as the mean of what the better choice by the mean loses, which is the same and
    cannot round below zero. The error is that of this mean; none is seen where no draw
    loses, which does not prove that none could.
    """
    found = []
    for row in np.atleast_2d(npv):
        lost = _lost(row, float(row.mean()))
        found.append(Estimate(float(lost.mean()), float(lost.std()) / math.sqrt(row.size)))
    return tuple(found)


def _lost(values: Array, mean: float) -> Array:
    """What the better choice by the mean loses where the value has the other sign."""
    return np.maximum(-values, 0.0) if mean > 0 else np.maximum(values, 0.0)


def worth_of_mean(known: ConditionalMean, most: float) -> Estimate:
    """EVPPI behind a conditional mean, at most ``most`` (the EVPI).

    The error has three parts: which states were drawn, the coefficients (delta method)
    and what the chance that the mean's sign is misjudged would add.
    """
    values, weights = known.values, known.ladder.weights
    lost = _lost(values, known.mean)
    worth = float(np.sum(weights * lost))
    draws = known.ladder.columns.shape[1]
    turned = np.where(lost > 0, weights, 0.0)
    slopes = np.einsum("p,kp->k", turned, known.ladder.places[: known.coefficients.size])
    sampled = float(np.sum(weights * (lost - worth) ** 2))
    fitted = known.noise**2 * float(np.sum(slopes**2) + np.sum(turned) ** 2)
    missed = float(np.sum(weights * normal_loss(values, known.error)))
    error = math.sqrt((sampled + fitted) / draws + missed**2)
    return Estimate(min(worth, most), error)


def worth_of_index(npv: Array, moved: Array, most: float = math.inf) -> Estimate:
    """EVPPI of what moves the mean NPV by ``moved``, at most ``most`` (the EVPI).

    The error covers which states were drawn and the mean NPV, taken as if drawn
    independently (evenly spread draws have less), and the chance that the sign of the
    mean is misjudged.

    Parameters
    ----------
    npv, moved
        (draws,) each; ``moved`` has a mean of 0.
    """
    values, noise = npv.mean() + moved, float((npv - moved).std())
    lost = _lost(values, float(npv.mean()))
    worth, turned = float(lost.mean()), float((lost > 0).mean())
    missed = float(normal_loss(values, noise / math.sqrt(npv.size)).mean())
    error = math.sqrt((float(lost.var()) + (noise * turned) ** 2) / npv.size + missed**2)
    return Estimate(min(worth, most), error)


class Information:
    """Answers about one table of draws; each is worked out when first asked for.

    Parameters
    ----------
    npv
        What continuing is worth against stopping, (initiatives, draws): the table's NPV at
        full cost by default, as in the verdicts. ``table.avoidable_npv`` counts shared
        cost as staying.
    """

    def __init__(self, table: DrawTable, npv: Array | None = None) -> None:
        self.table = table
        self.npv = table.npv if npv is None else npv
        self._known: dict[str, Ranked] = {}
        self._means: dict[str, dict[str, ConditionalMean]] = {}

    @cached_property
    def everything(self) -> Worth:
        """EVPI: everything known before each initiative is decided."""
        return self._worth(
            "everything", dict(zip(self.table.initiatives, evpi(self.npv), strict=True))
        )

    def driver(self, name: str) -> Worth:
        """EVPPI of one driver, for all initiatives.

        Raises
        ------
        KeyError
            If the table has no such driver.
        """
        return self._priced(name, self.driver_means(name))

    def drivers(self, progress: Callable[[int, int], None] | None = None) -> tuple[Worth, ...]:
        """EVPPI of every driver, most first; ``progress`` may raise to break off."""
        names = [driver.name for driver in self.table.drivers]
        found = []
        for done, name in enumerate(names, start=1):
            found.append(self.driver(name))
            if progress is not None:
                progress(done, len(names))
        return tuple(sorted(found, key=lambda worth: (-worth.total.value, worth.subject)))

    def group(self, subject: str, names: Collection[str]) -> Worth:
        """EVPPI of several drivers known together.

        NPV is regressed on the members' own curves and on their products two by two, and
        the fitted index is taken as what is known. An index says less than its members, so
        that this is a lower bound; it is never less than the best member's.

        Raises
        ------
        ValueError
            If there is no member.
        KeyError
            If the table has no such driver.
        """
        members = sorted(set(names))
        if not members:
            raise ValueError("a group needs at least one driver")
        scores = np.array([self._ranked(name).score for name in members])
        singles = {name: self.driver(name) for name in members}
        means = {}
        for row, id_ in enumerate(self.table.initiatives):
            joint = self._joint_mean(row, members, scores)
            best = max((each.by_initiative[id_].value, name) for name, each in singles.items())
            most = self.everything.by_initiative[id_].value
            alone = self.driver_means(best[1])[id_]
            means[id_] = joint if worth_of_mean(joint, most).value >= best[0] else alone
        return self._priced(subject, means)

    def own_benefit(self, initiative: str) -> Worth:
        """EVPPI of an initiative's own benefit: how far its estimates come true."""
        return self._own(f"benefit:{initiative}", initiative, self.table.estimated_benefit)

    def own_cost(self, initiative: str) -> Worth:
        """EVPPI of an initiative's own cost estimates and allowances."""
        return self._own(f"cost:{initiative}", initiative, self.table.estimated_cost)

    def own_figures(self, initiative: str) -> Worth:
        """EVPPI of both together."""
        net = self.table.estimated_benefit - self.table.estimated_cost
        return self._own(f"figures:{initiative}", initiative, net)

    def driver_means(self, name: str) -> dict[str, ConditionalMean]:
        """Each initiative's mean NPV, given the driver: all on one ladder."""
        if name not in self._means:
            known = self._ranked(name)
            self._means[name] = {
                id_: conditional_mean(known.ladder, self.npv[row][known.order])
                for row, id_ in enumerate(self.table.initiatives)
            }
        return self._means[name]

    def _ranked(self, name: str) -> Ranked:
        if name not in self._known:
            uniforms = self.table.uniforms[name]
            driver = next(each for each in self.table.drivers if each.name == name)
            self._known[name] = rank_driver(driver, uniforms)
        return self._known[name]

    def _joint_mean(self, row: int, members: Sequence[str], scores: Array) -> ConditionalMean:
        """Mean NPV of one initiative, given the fitted index of a group.

        ``scores`` are the members' normal scores, (members, draws).
        """
        id_ = self.table.initiatives[row]
        curves = []
        for name in members:
            steps = self.driver_means(name)[id_].coefficients.size
            known = self._ranked(name)
            curves.append(known.ladder.columns[:steps][:, known.place])
        index, spent = fitted_index(self.npv[row], np.concatenate(curves), scores)
        if spent == 0:
            return conditional_mean(flat_ladder(self.table.draws), self.npv[row])
        order = np.argsort(index, kind="stable")
        ladder = smooth_ladder(self.table.draws)
        return conditional_mean(ladder, self.npv[row][order], spent)

    def _own(self, subject: str, initiative: str, index: Array) -> Worth:
        """EVPPI of an initiative's own errors, whose effect on NPV the table states in money.

        Errors are independent of drivers, so that the mean NPV given the errors *is* the
        mean plus the index less its own: nothing is fitted. Only where the draws contradict
        that (a commitment bends what an error does) is NPV regressed on the index instead.
        """
        row = self.table.initiatives.index(initiative)
        npv, moved = self.npv[row], index[row] - index[row].mean()
        if not index[row].min() < index[row].max():
            return self._priced(
                subject, {initiative: conditional_mean(flat_ladder(moved.size), npv)}
            )
        order = np.argsort(moved, kind="stable")
        bent = conditional_mean(smooth_ladder(moved.size), (npv - moved)[order])
        if bent.coefficients.size:
            known = conditional_mean(smooth_ladder(moved.size), npv[order])
            return self._priced(subject, {initiative: known})
        found = dict.fromkeys(self.table.initiatives, NOTHING)
        most = self.everything.by_initiative[initiative].value
        found[initiative] = worth_of_index(npv, moved, most)
        if not found[initiative].value > 0:
            return self._worth(subject, found)
        ladder = index_ladder(moved[order])
        known = ConditionalMean(
            ladder, float(npv.mean()), np.array([moved.std()]), float((npv - moved).std())
        )
        return self._worth(subject, found, {initiative: known})

    def _priced(self, subject: str, means: Mapping[str, ConditionalMean]) -> Worth:
        most = self.everything.by_initiative
        found = {
            id_: worth_of_mean(means[id_], most[id_].value) if id_ in means else NOTHING
            for id_ in self.table.initiatives
        }
        turning = {id_: mean for id_, mean in means.items() if found[id_].value > 0}
        return self._worth(subject, found, turning)

    @staticmethod
    def _worth(
        subject: str,
        found: Mapping[str, Estimate],
        means: Mapping[str, ConditionalMean] | None = None,
    ) -> Worth:
        total = Estimate(
            math.fsum(each.value for each in found.values()),
            math.fsum(each.se for each in found.values()),
        )
        return Worth(subject, total, found, means or {})
