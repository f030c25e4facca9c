"""Robustness: how far the first levers may move, what moves ROI most, and what stress leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cockpit import wording
from cockpit.assessment.board import stresses as question
from cockpit.assessment.methods import METHODS
from cockpit.assessment.robustness import break_evens, regret, satisficing, swings, words
from cockpit.assessment.robustness.asking import Asking
from cockpit.assessment.robustness.break_evens import LEVERS, LeverAnswer
from cockpit.assessment.robustness.headline import first_line
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import Chart, KeyFigure, Kind, Section, Table
from cockpit.boardpack.sections import robustness_charts as charts
from cockpit.boardpack.sections import robustness_tables as tables
from cockpit.boardpack.sections.texts import method_words
from cockpit.rows.board import said_missing
from cockpit.rows.robustness import LEVEL, NO_SWING, rests_on, stress_results, unanswered
from scenarios.results import Outcome, SimulationResult
from scenarios.stress import STRESSES

#: Levers asked for a pack: each search takes about half a second, all of them far more.
ASKED = ("usage", "price_change", "realisation", "hurdle_rate")

_QUESTION = "What breaks the case?"
_METHODS = ("break_even", "tornado", "regret")


def section(material: Material) -> Section:
    """Break-evens, swings, stresses and regret, each as the page has it."""
    method = " ".join(method_words(METHODS[key]) for key in _METHODS)
    outcome = material.result.portfolio.outcomes.get(material.basis)
    if outcome is None:
        said = unanswered(material.result, material.basis)
        lacking = said_missing(material.case, material.case.answer(question.ENTRY))
        return Section(
            "robustness",
            "Robustness",
            _QUESTION,
            said,
            remarks=(lacking,) if lacking else (),
            method=method,
            answered=False,
        )
    asking = Asking(
        material.analyse, material.scenario, material.basis, outcome, material.draws, material.seed
    )
    answers = {lever: asking.break_even(lever) for lever in ASKED}
    results = stress_results(material.case)
    stressed = {} if isinstance(results, str) else results
    drawn, swing_words = _swings(material, asking, outcome)
    return Section(
        key="robustness",
        title="Robustness",
        question=_QUESTION,
        headline=first_line(
            outcome,
            material.result.hurdle_rate,
            material.basis,
            answers,
            asking.discovery(),
            None if material.is_base else material.scenario.name,
        ),
        figures=(*_break_evens(answers), *_stress_figures(material, stressed)),
        charts=tuple(each for each in (*drawn, _stresses(material, stressed)) if each),
        tables=_tables(material, answers, stressed),
        remarks=(
            *swing_words,
            *((results,) if isinstance(results, str) else _stress_words(material, stressed)),
            *_regrets(material, asking),
            rests_on(material.basis, material.scenario.name),
            _left_to_the_page(),
        ),
        method=method,
    )


def _left_to_the_page() -> str:
    """What a pack does not work out."""
    names = wording.listed(words.within(words.lever_title(lever)) for lever in ASKED)
    return (
        f"Break-evens are stated for {names}; the other {len(LEVERS) - len(ASKED)} levers, two "
        "levers at once and joint moves are not part of this pack."
    )


def _break_evens(answers: Mapping[str, LeverAnswer]) -> tuple[KeyFigure, ...]:
    """Break-even of usage and of vendor prices, which every meeting asks for."""
    kinds = {"usage": (Kind.MULTIPLE, "multiple"), "price_change": (Kind.SHARE, "share")}
    return tuple(
        KeyFigure(
            f"break_even_{lever}",
            f"The hurdle is earned with {words.within(words.lever_title(lever))}",
            answers[lever].shown,
            answers[lever].in_words,
            kind,
            unit,
            f"stands at {words.lever_words(lever, answers[lever].stands)}",
        )
        for lever, (kind, unit) in kinds.items()
    )


def _stress_figures(
    material: Material, results: Mapping[str, SimulationResult]
) -> tuple[KeyFigure, ...]:
    """In how many stresses the hurdle is likely enough, and the worst 5 % of draws anywhere."""
    level, basis = material.case.thresholds[LEVEL], material.basis
    share = satisficing.satisficed(results, basis, level) if results else None
    worst = satisficing.worst_cvar(results, basis) if results else None
    held = None if share is None else round(share * len(STRESSES))
    return (
        KeyFigure(
            "stresses_held",
            f"Stresses with P(ROI ≥ hurdle) of {wording.percent(level)} or more",
            held,
            wording.NA if held is None else f"{held} of {len(STRESSES)}",
            Kind.COUNT,
            "stresses",
            "a stress gives no answer" if held is None else "",
        ),
        KeyFigure(
            "worst_cvar",
            "Mean NPV of the worst 5 % of draws (CVaR), at worst",
            worst.cvar if worst else None,
            wording.money(worst.cvar if worst else None, material.currency),
            Kind.MONEY,
            material.currency,
            f"under {regret.stress_name(worst.key)}" if worst else "",
        ),
    )


def _swings(
    material: Material, asking: Asking, outcome: Outcome
) -> tuple[tuple[Chart, ...], tuple[str, ...]]:
    """The tornado of the drivers, and how to read it."""
    found = asking.tornado(levers=False)
    if found is None:
        return (), (NO_SWING,)
    shown = swings.rows(found)
    median, draws = outcome.roi.p50.value, material.result.stamp.draws
    told = (swings.reading(found, shown, marks=False), swings.two_centres(found, median, draws))
    return (charts.swings(found, shown, material.colours),) if shown else (), told


def _stresses(material: Material, results: Mapping[str, SimulationResult]) -> Chart | None:
    level = material.case.thresholds[LEVEL]
    return charts.stresses(results, material.basis, level, material.colours)


def _stress_words(material: Material, results: Mapping[str, SimulationResult]) -> tuple[str, ...]:
    level = material.case.thresholds[LEVEL]
    return (satisficing.sentence(results, material.basis, level, material.currency),)


def _tables(
    material: Material,
    answers: Mapping[str, LeverAnswer],
    results: Mapping[str, SimulationResult],
) -> tuple[Table, ...]:
    found = [tables.break_evens(break_evens.ranked(answers.values()))]
    if results:
        level = material.case.thresholds[LEVEL]
        found.append(tables.stresses(results, material.basis, level, material.currency))
    return tuple(found)


def _regrets(material: Material, asking: Asking) -> Sequence[str]:
    """The mix that is regretted least, in a sentence."""
    today = regret.today_mix(material.case.initiatives)
    payoffs = regret.mix_payoffs(asking.stress_worths(), today)
    if payoffs is None:
        return ("No initiative is answered under every stress, so no mix can be compared.",)
    return (f"Regret: {regret.sentence(payoffs, material.currency)}",)
