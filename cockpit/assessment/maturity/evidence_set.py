"""Which evidence together lifts a layer over its threshold, where no piece does so alone.

Most initiatives lack several pieces at once, so that each piece by itself lifts little.
Here they are put together step by step: whichever initiative's remaining gaps bring
most money for each further piece comes next, until the threshold is reached; what
turns out not to be needed is left out again. A small set, not proven to be the smallest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cockpit.assessment.answer import Need
from cockpit.assessment.maturity.scores import LAYER_KEYS, Maturity

#: A sum of shares may miss the threshold by the last digit of a float.
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of a set, and the supported share (0…1) with those before it."""

    need: Need
    share: float


def gaps_at(maturity: Maturity, layer: str) -> dict[str, frozenset[Need]]:
    """What each initiative lacks up to a layer; those that lack nothing are left out."""
    upto = LAYER_KEYS[: LAYER_KEYS.index(layer) + 1]
    found = {
        key: frozenset(each.need for name in upto for each in layers[name].shortfalls)
        for key, layers in maturity.passes.items()
    }
    return {key: needs for key, needs in found.items() if needs}


def share_with(
    maturity: Maturity, gaps: Mapping[str, frozenset[Need]], had: Iterable[Need]
) -> float:
    """Supported share of the money once these pieces are there and good for all who lack them."""
    there = frozenset(had)
    open_money = sum(maturity.weights[key].amount for key, needs in gaps.items() if needs - there)
    return 1.0 - open_money / maturity.total


def together(maturity: Maturity) -> tuple[Step, ...]:
    """Pieces that together lift the first layer that fails over its threshold, in order.

    Empty where every layer holds or nothing can be weighed. The order is that in
    which each piece adds most to those before it.
    """
    layer = maturity.guessing
    if layer is None:
        return ()
    gaps = gaps_at(maturity, layer)
    return ordered(maturity, gaps, _enough(maturity, gaps))


def _enough(maturity: Maturity, gaps: Mapping[str, frozenset[Need]]) -> frozenset[Need]:
    """A set of pieces that reaches the threshold, and of which none can be spared."""
    chosen: frozenset[Need] = frozenset()

    def reached(needs: frozenset[Need]) -> bool:
        return share_with(maturity, gaps, needs) >= maturity.threshold - _SAME

    while not reached(chosen):
        bundles = {needs - chosen for needs in gaps.values()} - {frozenset()}
        if not bundles:
            break
        now = share_with(maturity, gaps, chosen)
        chosen |= max(
            sorted(bundles, key=lambda more: sorted(each.label for each in more)),
            key=lambda more: (share_with(maturity, gaps, chosen | more) - now) / len(more),
        )
    for need in sorted(chosen, key=lambda each: each.label):
        if reached(chosen - {need}):
            chosen -= {need}
    return chosen


def ordered(
    maturity: Maturity, gaps: Mapping[str, frozenset[Need]], needs: Iterable[Need]
) -> tuple[Step, ...]:
    """These pieces, each time the one that adds most; of equals what concerns most money."""
    left, steps = set(needs), []
    concerned = {
        need: sum(maturity.weights[key].amount for key, lacks in gaps.items() if need in lacks)
        for need in left
    }
    had: list[Need] = []
    while left:
        best = max(
            sorted(left, key=lambda each: each.label),
            key=lambda need: (share_with(maturity, gaps, [*had, need]), concerned[need]),
        )
        left.remove(best)
        had.append(best)
        steps.append(Step(best, share_with(maturity, gaps, had)))
    return tuple(steps)
