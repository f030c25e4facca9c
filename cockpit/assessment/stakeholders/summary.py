"""What needs action now, over all views, in one sentence; and the one figure of each role."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit import wording
from cockpit.assessment.answer import Answer, figure_text
from cockpit.assessment.case import Case
from cockpit.assessment.stakeholders.actions import ACTIONS, judged
from cockpit.assessment.stakeholders.alignment import COO
from cockpit.assessment.stakeholders.coverage import CISO, next_date_words, weakest
from cockpit.assessment.stakeholders.funnel import CDO, Step, steps
from cockpit.assessment.stakeholders.funnel import weakest as weakest_step
from cockpit.assessment.stakeholders.headroom import CTO, headrooms
from cockpit.assessment.stakeholders.value_drivers import CFO
from scenarios.portfolio import ValueBasis


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """The most important figure of a role: who, what, how much, and a note below it."""

    role: str
    label: str
    value: str
    note: str


def headline(case: Case) -> str:
    """What must be acted on, from thresholds, capacity, trust and coverage."""
    parts = [each for each in (_red(case), _room(case), _trust(case), _covered(case)) if each]
    if not parts:
        return (
            "Nothing can be said yet: no metric has thresholds, no initiative states its capacity "
            "or a high risk class, and nobody counts the users."
        )
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def key_figures(case: Case) -> tuple[KeyFigure, ...]:
    """One figure for each role, in the order of the page; ``n/a`` where it is not known."""
    currency = case.portfolio.currency
    red = case.answer(ACTIONS)
    late = sum(each.overdue for each in judged(case) if each.red)
    return (
        KeyFigure("CFO", "Captured ROI", figure_text(case.answer(CFO), currency), _roi_note(case)),
        KeyFigure("CISO / GRC", "AI Act coverage", _coverage(case), _coverage_note(case)),
        KeyFigure(
            "CTO",
            "Months to capacity",
            figure_text(case.answer(CTO), currency),
            _room_note(case),
        ),
        KeyFigure("CDO", "Weakest trust step", _step_value(case), _step_note(case)),
        KeyFigure(
            "COO / PMO",
            "Funded spend",
            figure_text(case.answer(COO), currency),
            _gap_note(case.answer(COO), "of the full cost a year"),
        ),
        KeyFigure(
            "All",
            "Red metrics",
            figure_text(red, currency),
            _gap_note(red, f"{late} overdue, of {len(judged(case))} with thresholds"),
        ),
    )


def _red(case: Case) -> str:
    answer = case.answer(ACTIONS)
    if answer.figure is None:
        return ""
    number = round(answer.figure)
    if not number:
        return "no metric is red"
    late = sum(each.overdue for each in judged(case) if each.red)
    verb = "is" if number == 1 else "are"
    return f"{wording.count(number, 'metric')} {verb} red, {late or 'none'} overdue"


def _room(case: Case) -> str:
    answer = case.answer(CTO)
    if answer.figure is None:
        return ""
    if answer.figure == 0:
        return "the tightest capacity is used up"
    return f"the tightest capacity lasts {figure_text(answer, '')}"


def _trust(case: Case) -> str:
    found = steps(case)
    step = weakest_step(found)
    if step is None:
        return ""
    if all(each.state == "healthy" for each in found):
        return "every trust step is healthy"
    return (
        f"the weakest trust step is {step.stage.name.lower()}, "
        f"{wording.percent(step.conversion)} against {wording.percent(step.healthy)}"
    )


def _covered(case: Case) -> str:
    found = weakest(case)
    if found is None:
        return ""
    least, whole = found
    return f"lowest EU AI Act coverage is {'' if whole else 'at most '}{wording.percent(least)}"


def _coverage(case: Case) -> str:
    found = weakest(case)
    if found is None:
        return wording.NA
    least, whole = found
    return wording.percent(least) if whole else f"≤{wording.GAP}{wording.percent(least)}"


def _coverage_note(case: Case) -> str:
    return next_date_words(case) if weakest(case) else _gap_note(case.answer(CISO), "")


def _roi_note(case: Case) -> str:
    result = case.result()
    outcomes = result.portfolio.outcomes if result else {}
    words = [
        f"{basis.value} {wording.percent(outcomes[basis].roi.base)}"
        for basis in (ValueBasis.CLAIMED, ValueBasis.CASHABLE)
        if basis in outcomes
    ]
    return ", ".join(words) or _gap_note(case.answer(CFO), "")


def _room_note(case: Case) -> str:
    found = headrooms(case)
    if not found:
        return _gap_note(case.answer(CTO), "")
    used = wording.percent(found[0].utilisation)
    return f"{wording.shorten(found[0].row.name, 34)}, {used} used at peak"


def _known_step(case: Case) -> Step | None:
    return weakest_step(steps(case))


def _step_value(case: Case) -> str:
    step = _known_step(case)
    return wording.percent(step.conversion) if step else wording.NA


def _step_note(case: Case) -> str:
    step = _known_step(case)
    if step is None:
        return _gap_note(case.answer(CDO), "")
    return f"{step.stage.name.lower()}, healthy above {wording.percent(step.healthy)}"


def _gap_note(answer: Answer, otherwise: str) -> str:
    """What is missing first, where there is no figure."""
    if answer.figure is not None or not answer.columns:
        return otherwise
    return f"missing {answer.columns[0]}"
