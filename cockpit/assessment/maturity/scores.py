"""How far the evidence of the organisation carries: cost-weighted, layer upon layer.

An initiative weighs as much as its full cost a year. One whose cost nobody supplied
weighs as much as the dearest known one, so that a cost which turns up never makes the
evidence look weaker than it was.

``score`` is the share of the money whose initiatives pass a layer, looked at alone.
``supported`` counts of these only the initiatives that pass every layer below, too:
the layers are cumulative, within an initiative as in the whole. A layer holds when
its supported share reaches the threshold. So one more unproven cost line can never
lift a higher layer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cockpit.assessment.case import Case
from cockpit.assessment.maturity.passes import RULES, LayerPass, Standing, passes
from scenarios.portfolio import Timing

LAYER_KEYS = tuple(RULES)


@dataclass(frozen=True, slots=True)
class Weight:
    """Full cost a year that an initiative stands for; ``assumed`` where it is not supplied."""

    amount: float
    assumed: bool


@dataclass(frozen=True, slots=True)
class LayerScore:
    """Shares of the money at one layer, 0…1, and whether the layer holds.

    ``passing``, ``missing`` and ``failing`` sum to 1; ``supported`` is the part of
    ``passing`` that passes every layer below. ``above_gate`` says that a lower layer
    does not hold, so that this one supports nothing.
    """

    layer: str
    passing: float
    missing: float
    failing: float
    supported: float
    holds: bool
    above_gate: bool

    @property
    def score(self) -> float | None:
        """The layer's own share; ``None`` where none passes because evidence is missing."""
        return None if self.passing == 0 and self.missing > 0 else self.passing


@dataclass(frozen=True)
class Maturity:
    """Passes, weights and scores of one inventory.

    ``scores`` is empty where no cost is known (nothing can be weighed); ``level`` is
    ``None`` then, else the highest layer that holds with all below it (0…5).
    """

    passes: Mapping[str, Mapping[str, LayerPass]]
    weights: Mapping[str, Weight]
    scores: Mapping[str, LayerScore]
    threshold: float

    @property
    def level(self) -> int | None:
        """Number of layers that hold, counted from the first without a gap."""
        if not self.scores:
            return None
        return sum(each.holds for each in self.scores.values())

    @property
    def guessing(self) -> str | None:
        """The first layer that does not hold; ``None`` where all do or nothing is known."""
        level = self.level
        return None if level is None or level == len(LAYER_KEYS) else LAYER_KEYS[level]

    def level_of(self, initiative: str) -> int:
        """Highest layer that an initiative passes with all below it."""
        return level_of(self.passes[initiative])

    @property
    def total(self) -> float:
        """Sum of all weights, in portfolio currency a year."""
        return sum(each.amount for each in self.weights.values())


def level_of(found: Mapping[str, LayerPass]) -> int:
    """Number of layers passed, counted from the first without a gap."""
    level = 0
    for key in LAYER_KEYS:
        if not found[key].passed:
            break
        level += 1
    return level


def weights_of(case: Case) -> dict[str, Weight]:
    """Weight of each initiative; empty where no cost a year is known or all of it is zero."""
    own_recurring = {
        each.line.initiative_id
        for each in case.cost.lines
        if each.line.timing is not Timing.ONE_OFF
    }
    known = {
        key: cost.recurring
        for key, cost in case.costs.items()
        if cost.recurring > 0 or key in own_recurring
    }
    largest = max(known.values(), default=0.0)
    if largest <= 0:
        return {}
    return {
        row.id: Weight(known.get(row.id, largest), row.id not in known) for row in case.initiatives
    }


def maturity_of(case: Case) -> Maturity:
    """Level, scores and passes of the organisation and of each initiative."""
    found, weights = passes(case), weights_of(case)
    threshold = case.thresholds["maturity_pass_share"]
    scores: dict[str, LayerScore] = {}
    below = True
    for place, layer in enumerate(LAYER_KEYS if weights else (), start=1):
        shares = dict.fromkeys(Standing, 0.0)
        supported = 0.0
        total = sum(weight.amount for weight in weights.values())
        for key, weight in weights.items():
            standing = found[key][layer].standing
            if weight.assumed and standing is Standing.PASSES:
                # Nobody knows how much money passes: it counts in the whole alone.
                standing = Standing.MISSING
            shares[standing] += weight.amount / total
            held = level_of(found[key]) >= place and not weight.assumed
            supported += weight.amount / total if held else 0.0
        # A sum of shares may miss the threshold by the last digit of a float.
        holds = below and supported >= threshold - 1e-12
        scores[layer] = LayerScore(
            layer=layer,
            passing=min(1.0, shares[Standing.PASSES]),
            missing=shares[Standing.MISSING],
            failing=shares[Standing.FAILS],
            supported=min(1.0, supported),
            holds=holds,
            above_gate=not below,
        )
        below = holds
    return Maturity(found, weights, scores, threshold)
