"""The five headline figures of a scenario, each with its change against another."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from cockpit import wording
from cockpit.reading import TOTAL_LOSS
from scenarios.portfolio import ValueBasis
from scenarios.results import Estimate, Outcome, SimulationResult


@dataclass(frozen=True, slots=True)
class ScenarioFigure:
    """A headline figure of a scenario; ``estimate`` is ``None`` where it cannot be answered.

    ``kind`` is its name for :mod:`cockpit.explain`. ``change`` is ``None`` where there is
    nothing to compare, and ``better`` where no change is to be seen. ``money`` tells present
    values in portfolio currency from shares.
    """

    kind: str
    label: str
    estimate: Estimate | None
    text: str
    money: bool
    change: str | None = None
    better: bool | None = None
    remark: str = ""


def scenario_figures(
    now: SimulationResult, before: SimulationResult, basis: ValueBasis
) -> tuple[ScenarioFigure, ...]:
    """ROI, chance, NPV, full cost and NPV of the worst draws under ``now``, against ``before``."""
    outcome = now.portfolio.outcomes.get(basis)
    old = before.portfolio.outcomes.get(basis)
    same = now.stamp.scenario_hash == before.stamp.scenario_hash
    in_money = functools.partial(wording.money, currency=now.currency)

    def figure(
        kind: str,
        label: str,
        read: Callable[[Outcome], Estimate],
        words: Callable[..., str] = in_money,
        remark: str = "",
    ) -> ScenarioFigure:
        estimate, former = read(outcome) if outcome else None, read(old) if old else None
        return _compared(kind, label, estimate, None if same else former, words, in_money, remark)

    chance = outcome.p_roi_hurdle if outcome else None
    cost, old_cost = now.portfolio.known_cost, before.portfolio.known_cost
    return (
        figure("roi", f"{basis.capitalize()} ROI, P50", lambda each: each.roi.p50, wording.percent),
        figure(
            "p_hurdle",
            f"Chance of ROI ≥ {wording.percent(now.hurdle_rate)}",
            lambda each: each.p_roi_hurdle,
            wording.chance,
            wording.probability_words(chance.value) if chance else "",
        ),
        figure("npv", "NPV, P50", lambda each: each.npv.p50),
        _compared(
            "cost",
            _cost_label(now),
            cost.p50 if cost else None,
            old_cost.p50 if old_cost and not same else None,
            in_money,
            in_money,
            "its behaviour is not stated" if now.portfolio.cost_unanswered else "",
            good=-1,
        ),
        figure("cvar", "NPV, worst 5 %", lambda each: each.cvar95),
    )


def _cost_label(now: SimulationResult) -> str:
    """Whether the cost is whole, partial or partly assumed; that none is supplied."""
    if now.portfolio.cost is None:
        return "Full cost: none supplied"
    if now.portfolio.cost_unanswered:
        return "Full cost, P50"
    assumed = any(item.assumed_layers for item in now.initiatives)
    return ("Partial cost" if now.partial else "Full cost") + (
        ", part assumed" if assumed else ", P50"
    )


def _compared(
    kind: str,
    label: str,
    estimate: Estimate | None,
    former: Estimate | None,
    words: Callable[..., str],
    in_money: Callable[..., str],
    remark: str = "",
    good: int = 1,
) -> ScenarioFigure:
    money = words is in_money
    if estimate is None:
        return ScenarioFigure(kind, label, None, wording.NA, money, remark=remark)
    text = words(estimate.value, se=estimate.se)
    change, better = None, None
    if former is not None:
        change, better = _change(estimate, former, not money, good)
    return ScenarioFigure(kind, label, estimate, text, money, change, better, remark)


def _change(now: Estimate, before: Estimate, share: bool, good: int) -> tuple[str, bool | None]:
    """The change in words, and whether it is for the better (``None``: none to be seen).

    Without the currency, which stands in the figure above it.
    """
    difference = now.value - before.value
    if share:
        # Of the two figures as they are shown, so that the three agree.
        text = wording.points(_shown(now) - _shown(before))
    else:
        text = wording.money(difference, "", se=now.se, signed=True)
    if not any(sign in text for sign in ("+", wording.MINUS)):
        return "no change", None
    if share and min(now.value, before.value) < TOTAL_LOSS:
        return text, None
    return text, difference * good > 0


def _shown(estimate: Estimate) -> float:
    """A share as :func:`wording.percent` prints it."""
    step = max(wording.supported_step(estimate.se * 100), 1.0)
    return round(estimate.value * 100 / step) * step / 100
