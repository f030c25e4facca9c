"""The result of a scenario in sentences: what happens to ROI, to whom, and through which layers.

Pure functions of two results, the scenario on screen and what it is measured
against. They say when nothing changed, when something cannot be answered and
when costs are partial; they never state a digit that the standard error does not
support.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cockpit import wording
from scenarios.portfolio import CostLayer, ValueBasis
from scenarios.results import InitiativeResult, Outcome, SimulationResult, Supplied

#: ROI at which all cost is lost. Below it benefits are losses, too: a higher ROI may be no gain.
TOTAL_LOSS = -1.0
#: Layers that together carry at least this share of a change are named, at most three.
_NAMED_SHARE = 0.6
_NAMED_LAYERS = 3
#: A change of full cost below this share of it is not worth a sentence.
_COST_NOISE = 0.005
#: Layers share a change among them as long as no more than this part of it runs against it.
_AGAINST = 0.03


@dataclass(frozen=True, slots=True)
class Crossings:
    """Initiatives by what the scenario does to them at the hurdle (P50 ROI against it).

    Only initiatives that can be answered before and now are counted in ``compared``.
    """

    compared: int
    fallen: tuple[InitiativeResult, ...]
    risen: tuple[InitiativeResult, ...]
    below: tuple[InitiativeResult, ...]


def above_hurdle(outcome: Outcome, hurdle_rate: float) -> bool:
    """Whether P50 ROI reaches the hurdle."""
    return outcome.roi.p50.value >= hurdle_rate


def crossings(now: SimulationResult, before: SimulationResult, basis: ValueBasis) -> Crossings:
    """Which initiatives fall below the hurdle, rise above it, or stay below."""
    former = {item.id: item for item in before.initiatives}
    fallen, risen, below, compared = [], [], [], 0
    for item in now.initiatives:
        outcome = item.outcomes.get(basis)
        old = former[item.id].outcomes.get(basis) if item.id in former else None
        if outcome is None or old is None:
            continue
        compared += 1
        is_above = above_hurdle(outcome, now.hurdle_rate)
        was_above = above_hurdle(old, before.hurdle_rate)
        if not is_above:
            below.append(item)
        if was_above and not is_above:
            fallen.append(item)
        elif is_above and not was_above:
            risen.append(item)
    return Crossings(compared, tuple(fallen), tuple(risen), tuple(below))


def layer_growth(now: SimulationResult, before: SimulationResult) -> dict[CostLayer, float]:
    """Change of mean present value by layer; layers absent from both are left out.

    A layer supplied in one of the two only counts as zero in the other: its whole
    amount is change (an allowance switched on, for instance). None where either cannot be told.
    """
    if now.portfolio.cost_unanswered or before.portfolio.cost_unanswered:
        return {}
    layers = [
        layer
        for layer in CostLayer
        if layer in now.portfolio.layer_mean or layer in before.portfolio.layer_mean
    ]
    return {
        layer: now.portfolio.layer_mean.get(layer, 0.0)
        - before.portfolio.layer_mean.get(layer, 0.0)
        for layer in layers
    }


def survival(
    now: SimulationResult, before: SimulationResult, basis: ValueBasis, what: str, against: str
) -> str:
    """The headline of the Scenarios page, in one to three clauses.

    ``what`` names the scenario on screen (a preset or its levers), ``against``
    what it is measured against.
    """
    outcome = now.portfolio.outcomes.get(basis)
    old = before.portfolio.outcomes.get(basis)
    if outcome is None:
        reason = now.portfolio.unanswered.get(basis, "the inventory supplies too little")
        others = [other for other in ValueBasis if other not in now.portfolio.unanswered]
        hint = f" Choose {wording.listed(others)} to see an answer." if others else ""
        return f"{basis.capitalize()} ROI cannot be answered: {_clause(reason)}.{hint}"
    if old is None or now.stamp.scenario_hash == before.stamp.scenario_hash:
        clauses = [_standing(now, outcome, basis, what)]
    else:
        clauses = [
            _turn(outcome, old, basis, what, against),
            _hurdle(now, before, basis),
            _cost(now, before),
        ]
    clauses.append(_partial(now))
    return "; ".join(clause for clause in clauses if clause) + "."


def _partial(now: SimulationResult) -> str:
    """What the figures lack: layers of cost, and benefits of initiatives whose cost counts."""
    lacking = sum(
        bool(set(item.missing_layers) - set(item.assumed_layers))
        for item in now.initiatives
        if item.cost is not None
    )
    silent = sum(item.supplied is Supplied.COST_ONLY for item in now.initiatives)
    parts = []
    if lacking:
        parts.append(f"{lacking} {'lacks' if lacking == 1 else 'lack'} a cost layer")
    if silent:
        parts.append(f"{silent} {'lacks' if silent == 1 else 'lack'} a benefit")
    return f"partial: {', '.join(parts)}" if parts else ""


def _standing(now: SimulationResult, outcome: Outcome, basis: ValueBasis, what: str) -> str:
    crossed = crossings(now, now, basis)
    roi = outcome.roi
    below = len(crossed.below)
    standing = (
        f"{what}: P50 {basis} ROI is {_roi(outcome)} "
        f"(P10{wording.GAP}{wording.percent(roi.p10.value, se=roi.p10.se)}, "
        f"P90{wording.GAP}{wording.percent(roi.p90.value, se=roi.p90.se)})"
    )
    if not crossed.compared:
        return f"{standing}; no single initiative can be answered"
    return (
        f"{standing}; "
        f"{below if below else 'none'} of {wording.count(crossed.compared, 'initiative')} "
        f"{'lies' if below < 2 else 'lie'} below the "
        f"{wording.percent(now.hurdle_rate)} hurdle{_uncounted(now, crossed)}"
    )


def _uncounted(now: SimulationResult, crossed: Crossings) -> str:
    """How many initiatives the count leaves out, since they cannot be answered."""
    silent = len(now.initiatives) - crossed.compared
    return f", {silent} cannot be answered" if silent else ""


def _turn(outcome: Outcome, old: Outcome, basis: ValueBasis, what: str, against: str) -> str:
    new, former = _roi(outcome), _roi(old)
    reference = "" if against == "Base" else f", against {against}"
    if new == former:
        return f"{what}: P50 {basis} ROI stays at {new}{reference}"
    value, was = outcome.roi.p50.value, old.roi.p50.value
    crosses_zero = (value < 0) != (was < 0)
    verb = "turns" if crosses_zero else "rises" if value > was else "falls"
    lost = ""
    if min(value, was) < TOTAL_LOSS:  # a higher ROI may be a higher cost alone
        less = outcome.npv.p50.value > old.npv.p50.value
        verb, lost = "moves", f", and {'less' if less else 'more'} money is lost (P50 NPV)"
    return f"{what}: P50 {basis} ROI {verb} from {former} to {new}{reference}{lost}"


def _hurdle(now: SimulationResult, before: SimulationResult, basis: ValueBasis) -> str:
    crossed = crossings(now, before, basis)
    hurdle = f"the {wording.percent(now.hurdle_rate)} hurdle"
    fallen, risen = len(crossed.fallen), len(crossed.risen)
    of = f"of {wording.count(crossed.compared, 'initiative')}"
    if not crossed.compared:
        return "no single initiative can be answered"
    if fallen and risen:
        said = (
            f"{fallen} {of} {_verb(fallen, 'fall')} below {hurdle} and {risen} "
            f"{_verb(risen, 'rise')} above it"
        )
    elif fallen:
        said = f"{fallen} {of} {_verb(fallen, 'fall')} below {hurdle}"
    elif risen:
        said = f"{risen} {of} {_verb(risen, 'rise')} above {hurdle}"
    else:
        said = f"none {of} crosses {hurdle}"
    return said + _uncounted(now, crossed)


def _cost(now: SimulationResult, before: SimulationResult) -> str:
    """How full cost changes, and through which layers.

    A share is given only where all layers that matter move the same way; where they
    run against each other, a share of the net change would mislead, and amounts stand.
    """
    growth = layer_growth(now, before)
    known = before.portfolio.cost
    if known is None or now.portfolio.cost is None or not growth:
        return "no cost is supplied"
    total, gross = sum(growth.values()), sum(abs(change) for change in growth.values())
    noise = _COST_NOISE * known.mean.value
    moved = sorted(growth.items(), key=lambda pair: -abs(pair[1]))
    if abs(total) > noise and gross - abs(total) <= 2 * _AGAINST * abs(total):
        named = _largest(moved, gross)
        share = wording.percent(sum(abs(growth[layer]) for layer in named) / gross)
        noun = "extra cost" if total > 0 else "saving"
        return f"{wording.listed(named)} {_verb(len(named), 'carry')} {share} of the {noun}"
    if gross <= noise:
        return "full cost stays about the same"
    named = _largest(moved, gross, both_ways=True)
    se = now.portfolio.cost.mean.se
    moves = {
        layer: wording.money(growth[layer], now.currency, se=se, signed=True) for layer in named
    }
    # A move that its error rounds to nothing carries no sign, and says nothing.
    told = (f"{layer} {text}" for layer, text in moves.items() if re.search("[+\u2212]", text))
    parts = ", ".join(told)
    if not parts:
        return "full cost stays about the same"
    if abs(total) <= noise:
        return f"mean full cost stays about the same (largest moves {parts})"
    verb = "rises" if total > 0 else "falls"
    amount = wording.money(abs(total), now.currency, se=se)
    return f"mean full cost {verb} by {amount} (largest moves {parts})"


def _largest(
    moved: list[tuple[CostLayer, float]], gross: float, *, both_ways: bool = False
) -> list[CostLayer]:
    """The fewest layers that carry most of the change; ``both_ways`` names one of each sign."""
    named: list[CostLayer] = []
    signs: set[bool] = set()
    carried = 0.0
    for layer, change in moved[:_NAMED_LAYERS]:
        named.append(layer)
        signs.add(change > 0)
        carried += abs(change)
        if carried >= _NAMED_SHARE * gross and not (both_ways and len(signs) < 2):
            return named
    if both_ways and len(signs) < 2:
        named[-1] = next(layer for layer, change in moved if (change > 0) not in signs)
    return named


def _roi(outcome: Outcome) -> str:
    return wording.percent(outcome.roi.p50.value, se=outcome.roi.p50.se)


def _verb(number: int, verb: str) -> str:
    if number != 1:
        return verb
    return f"{verb[:-1]}ies" if verb.endswith("y") else f"{verb}s"


def _clause(text: str) -> str:
    return text.strip().rstrip(".")
