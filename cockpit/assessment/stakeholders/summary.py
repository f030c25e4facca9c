"""What needs action now, over all views, in one sentence; and the one figure of each role."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit import wording
from cockpit.assessment.answer import Answer, figure_text
from cockpit.assessment.case import Case
from cockpit.assessment.stakeholders.actions import ACTIONS, Judged, State, judged
from cockpit.assessment.stakeholders.alignment import COO, unfunded, unfunded_words
from cockpit.assessment.stakeholders.coverage import (
    CISO,
    next_date_words,
    next_of_portfolio,
    prohibited,
    weakest,
)
from cockpit.assessment.stakeholders.funnel import CDO, Step, steps
from cockpit.assessment.stakeholders.funnel import weakest as weakest_step
from cockpit.assessment.stakeholders.headroom import CTO, headrooms, range_words
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
    """Who must act first and on what, then capacity, money without a home, trust and coverage."""
    found = (
        _prohibited(case), _red(case), _room(case), _unfunded(case), _trust(case), _covered(case),
    )  # fmt: skip
    parts = [each for each in found if each]
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
            "Unfunded a year",
            wording.money(unfunded(case), currency),
            _gap_note(case.answer(COO), unfunded_words(case)),
        ),
        KeyFigure(
            "All",
            "Red metrics",
            figure_text(red, currency),
            _gap_note(red, f"{late} overdue, of {len(judged(case))} with thresholds"),
        ),
    )


def _red(case: Case) -> str:
    """The red metric to act on first with its owner and day, and how many more are red."""
    found = judged(case)
    red = [each for each in found if each.red]
    if not red:
        return "no metric is red" if case.answer(ACTIONS).figure == 0 else ""
    row = red[0].row
    who = f"{row.owner} must act first" if row.owner else "nobody owns what comes first"
    what = wording.shorten(f"“{row.metric}” of {case.name(row.initiative)}", 70)
    text = f"{wording.shorten(who, 60)}: {what} is red, {_day(red[0])}"
    rest = len(red) - 1
    unknown = any(each.state is State.UNKNOWN for each in found)
    if not rest:
        return text
    least = "at least " if unknown else ""
    return f"{text}; {least}{wording.count(rest, 'more metric')} {'is' if rest == 1 else 'are'} red"


def _day(each: Judged) -> str:
    if each.row.due is None:
        return "without a day to act by"
    return f"{'overdue since' if each.overdue else 'due'} {wording.day(each.row.due)}"


def _unfunded(case: Case) -> str:
    money = unfunded(case)
    if not money:
        return ""
    return f"{wording.money(money, case.portfolio.currency)} a year is unfunded"


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
    share, healthy = _against(step)
    return f"the weakest trust step is {step.stage.name.lower()}, {share} against {healthy}"


def _against(step: Step) -> tuple[str, str]:
    """Conversion and healthy share of a step, told apart."""
    if step.conversion is None:
        return wording.NA, wording.percent(step.healthy)
    return wording.compared(step.conversion, step.healthy)


def _prohibited(case: Case) -> str:
    number = len(prohibited(case))
    return f"{wording.count(number, 'prohibited system')} must be stopped" if number else ""


def _covered(case: Case) -> str:
    found = weakest(case)
    if found is None:
        return ""
    least, whole = found
    ahead = next_of_portfolio(case)
    date = f", next date {wording.day(ahead.date)}" if ahead else ""
    at_most = "" if whole else "at most "
    return f"EU AI Act coverage is {at_most}{wording.percent(least)}{date}"


def _coverage(case: Case) -> str:
    found = weakest(case)
    if found is None:
        return wording.NA
    least, whole = found
    return wording.percent(least) if whole else f"≤{wording.GAP}{wording.percent(least)}"


def _coverage_note(case: Case) -> str:
    if banned := _prohibited(case):
        return banned
    if not weakest(case):
        return _gap_note(case.answer(CISO), "")
    return f"lowest duty; {next_date_words(case)}"


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
    first = found[0]
    name, used = wording.shorten(first.row.name, 34), wording.percent(first.utilisation)
    return f"{name}, {used} used at peak; {range_words(first)}"


def _known_step(case: Case) -> Step | None:
    return weakest_step(steps(case))


def _step_value(case: Case) -> str:
    step = _known_step(case)
    return _against(step)[0] if step else wording.NA


def _step_note(case: Case) -> str:
    step = _known_step(case)
    if step is None:
        return _gap_note(case.answer(CDO), "")
    return f"{step.stage.name.lower()}, healthy above {_against(step)[1]}"


def _gap_note(answer: Answer, otherwise: str) -> str:
    """What is missing first, where there is no figure."""
    if answer.figure is not None or not answer.columns:
        return otherwise
    return f"missing {answer.columns[0]}"
