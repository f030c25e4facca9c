"""Bars and words on how far the case holds, for the page and the board pack."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.robustness import words
from cockpit.assessment.robustness.break_evens import LeverAnswer, Rank
from cockpit.assessment.robustness.regret import KEYS
from cockpit.assessment.robustness.swings import SwingRow, sentence
from cockpit.charts.robustness import RangeBar, SwingBar
from scenarios.lever_moves import lever_range
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult

#: Threshold: level of P(ROI ≥ hurdle) that a stress must reach to count as satisfied.
LEVEL = "scale_p_stress"
NO_SWING = "A swing cannot be answered: the base case has no ROI on this basis."


def unanswered(result: SimulationResult | None, basis: ValueBasis, why_not: str = "") -> str:
    """Why nothing can be said on this value basis, and which other one has an answer."""
    reasons = result.portfolio.unanswered if result else {}
    reason = reasons.get(basis, why_not or wording.EMPTY["result"])
    said = f"Whether {basis} ROI holds cannot be answered: {reason}"
    return f"{said.rstrip('.')}.{_instead(result)}"


def _instead(result: SimulationResult | None) -> str:
    """Which value basis has an answer, where the one chosen has none."""
    answered = result.portfolio.outcomes if result else {}
    names = [each.value for each in ValueBasis if answered.get(each) is not None]
    verb = "has" if len(names) == 1 else "have"
    return f" On Scenarios, choose {' or '.join(names)}, which {verb} an answer." if names else ""


def rests_on(basis: ValueBasis, scenario: str) -> str:
    """Which value basis and scenario all of it is about."""
    return (
        f"All on {basis} value under “{scenario}”, the scenario on Scenarios, except "
        "Regret and Stress by stress, which always compare the scenario Base with its stress set."
    )


def stress_results(case: Case) -> dict[str, SimulationResult] | str:
    """Results of the base and every stress, or why there are none."""
    found = {}
    for key in KEYS:
        result = case.result(key)
        if result is None:
            return f"{PRESETS[key].name}: {case.why_no_result(key)}"
        found[key] = result
    return found


def seen(order: Sequence[LeverAnswer]) -> list[LeverAnswer]:
    """The levers that can be drawn: those with an effect and an answer."""
    return [answer for answer in order if answer.rank not in (Rank.IDLE, Rank.UNANSWERED)]


def range_bar(answer: LeverAnswer) -> RangeBar:
    """One lever on its range."""
    lever, found = answer.lever, answer.found
    assert found is not None, "only levers with an answer are drawn"
    span = lever_range(lever)

    def share(value: float) -> float:
        return span.distance(span.low, value) / span.distance(span.low, span.high)

    def place(value: float | None) -> float | None:
        return share(value) if value is not None and span.low <= value <= span.high else None

    return RangeBar(
        words.lever_title(lever),
        answer.in_words,
        words.lever_words(lever, found.low),
        words.lever_words(lever, found.high),
        tuple((share(low), share(high)) for low, high in found.held),
        place(found.value),
        place(answer.stands),
    )


def swing_bars(shown: Sequence[SwingRow]) -> list[SwingBar]:
    """The swings as bars."""
    return [SwingBar(row.name, row.places, row.figures, row.turns) for row in shown]


def swings_words(shown: Sequence[SwingRow]) -> str:
    """The swings for those who cannot see them."""
    told = "; ".join(f"{row.name} from {row.places[0]} to {row.places[-1]}" for row in shown)
    return f"{sentence(shown)}. {told}."
