"""Scenarios side by side, and what the one on screen does to cost, ROI and verdicts."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cockpit import comparison, reading, wording
from cockpit.assessment.board import stresses
from cockpit.assessment.decisions.rejudging import verdicts_under
from cockpit.assessment.thresholds import SCREEN
from cockpit.boardpack import native
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import (
    Chart,
    KeyFigure,
    Kind,
    NativeChart,
    Role,
    Section,
    Series,
    Shape,
)
from cockpit.boardpack.sections import scenario_tables as tables
from cockpit.charts.layer_change import HEIGHT, layer_change
from cockpit.charts.value import Interval, roi_intervals
from cockpit.rows.board import said_missing
from cockpit.rows.overview import roi_row
from cockpit.rows.scenario_figures import ScenarioFigure, scenario_figures
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario

_METHOD = (
    "Every scenario is simulated on the same draws, so that a difference is the scenario's and "
    "not that of chance. ROI and NPV count all cost and benefit supplied, also of initiatives "
    "whose own ROI has no answer; the chance is the share of draws in which ROI reaches the "
    "hurdle. NPV, worst 5 %: mean NPV of the worst 5 % of the draws (conditional value at risk). "
    "Cost by layer is the mean present value over the horizon. A verdict under a scenario is what "
    "the rules say were it the base case, on captured ROI."
)
#: Names of the figures in the pack, by their kind.
_KEYS = {
    "roi": "roi_p50",
    "p_hurdle": "p_roi_hurdle",
    "npv": "npv_p50",
    "cost": "full_cost_p50",
    "cvar": "npv_worst",
}
_BASE = "Base"


def section(material: Material) -> Section:
    """All scenarios in one table; the one on screen against the base in detail."""
    now, before, basis = material.result, material.base, material.basis
    results = [(name, material.simulate(each)) for name, each in material.compared]
    verdicts = _verdicts(material)
    told = not (material.is_base or material.result.portfolio.cost_unanswered)
    charts = (_intervals(material, results), _layers(material) if told else None)
    return Section(
        key="scenarios",
        title="Scenario comparison",
        question="What do usage, prices, models and late benefits do to the return?",
        headline=_headline(material),
        figures=tuple(_figure(material, each) for each in scenario_figures(now, before, basis)),
        charts=tuple(chart for chart in charts if chart is not None),
        tables=tables.scenario_tables(material, results, verdicts),
        remarks=_remarks(material, verdicts),
        method=_METHOD,
        answered=basis in now.portfolio.outcomes,
    )


def _headline(material: Material) -> str:
    """What the scenario on screen does; of the base, what the worst single stress does to it."""
    basis = material.basis
    if (
        material.is_base
        and basis is ValueBasis.CAPTURED
        and basis in material.base.portfolio.outcomes
    ):
        return material.case.answer(stresses.ENTRY).sentence
    return reading.survival(
        material.result, material.base, basis, tables.short_name(material), _BASE
    )


def _figure(material: Material, each: ScenarioFigure) -> KeyFigure:
    """A headline figure of the page; its note is its change against the base, or its range."""
    estimate = each.estimate
    kind = Kind.MONEY if each.money else Kind.SHARE
    change = f"{each.change} vs {_BASE}" if each.change else ""
    return KeyFigure(
        _KEYS[each.kind],
        each.label,
        estimate.value if estimate else None,
        each.text,
        kind,
        material.currency if each.money else "share",
        "; ".join(part for part in (change, each.remark) if part),
        estimate.se if estimate else None,
    )


def _verdicts(material: Material) -> comparison.Verdicts:
    """Computed verdicts under the base and under the scenario on screen; none for the base."""
    if material.is_base:
        return comparison.NO_VERDICTS
    return comparison.Verdicts(
        before=_under(material, PRESETS["base"]), now=_under(material, material.scenario)
    )


def _under(material: Material, scenario: Scenario) -> dict[str, str]:
    by_key = material.case.thresholds.by_key
    chosen = tuple(
        (key, by_key[key].value) for key in sorted(by_key) if by_key[key].origin == SCREEN
    )
    return material.analyse(
        "verdicts",
        scenario,
        material.draws,
        material.seed,
        lambda simulator: verdicts_under(material.case, simulator, scenario),
        repr(chosen),
    )


def _remarks(material: Material, verdicts: comparison.Verdicts) -> tuple[str, ...]:
    """What is missing for an answer; which verdicts the scenario turns, and what it sets."""
    lacking: tuple[str, ...] = ()
    if material.basis not in material.result.portfolio.outcomes:
        lacking = (said_missing(material.case, material.case.answer(stresses.ENTRY)),)
    if material.is_base:
        return lacking
    return (
        *lacking,
        f"{verdicts.sentence(tables.short_name(material)).rstrip('.')}.",
        tables.what_is_set(material.scenario),
    )


def _intervals(material: Material, results: list[tuple[str, SimulationResult]]) -> Chart | None:
    """ROI of each scenario against the hurdle."""
    rows: list[Interval] = []
    for name, result in results:
        outcome = result.portfolio.outcomes.get(material.basis)
        if outcome is not None:
            rows.append(roi_row(name, outcome.roi))
    if not rows:
        return None
    hurdle = wording.percent(material.result.hurdle_rate)
    roi = f"{material.basis.capitalize()} ROI by scenario"
    said = "; ".join(f"{each.name}: {each.text}" for each in rows)
    return Chart(
        "roi_by_scenario",
        f"{roi} against the hurdle of {hurdle}: P10 to P90 as band, P50 as bar, "
        "base case as circle",
        f"{_reaching(rows, material.result.hurdle_rate)} {said}.",
        roi_intervals(rows, material.result.hurdle_rate, material.colours, said, what="Scenario"),
        native.intervals(rows, f"{roi}, % of full cost; the hurdle is {hurdle}"),
        height=32 * len(rows) + 60,
    )


def _reaching(rows: list[Interval], hurdle: float) -> str:
    """In how many scenarios the median ROI reaches the hurdle."""
    reach = sum(row.p50 >= hurdle for row in rows)
    return (
        f"The median ROI reaches the hurdle of {wording.percent(hurdle)} in "
        f"{reach if reach else 'none'} of {wording.count(len(rows), 'scenario')}."
    )


def _layers(material: Material) -> Chart | None:
    """Cost by layer before and under the scenario on screen."""
    table = comparison.layer_table(material.result, material.base)
    if table[["Before", "Now"]].isna().all(axis=None):
        return None
    drawn = layer_change(table, material.currency, material.colours, _BASE)
    # The pack sets the title above the picture.
    figure = replace(drawn, spec={key: v for key, v in drawn.spec.items() if key != "title"})
    scale = wording.scale_for([*table["Before"].dropna(), *table["Now"].dropna()])
    unit = scale.unit(material.currency)

    def scaled(column: str) -> tuple[float | None, ...]:
        return tuple(None if value != value else value / scale.divisor for value in table[column])

    return Chart(
        "layer_change",
        f"Full cost by layer, {unit}: mean present value over "
        f"{wording.months(material.result.horizon_months)}; outline: {_BASE}",
        f"{_grown(table, material.currency)}{figure.alt}",
        figure,
        NativeChart(
            Shape.BAR,
            tuple(table["Layer"]),
            (
                Series(_BASE, scaled("Before"), Role.BASE, ("",) * len(table)),
                Series(
                    tables.short_name(material),
                    scaled("Now"),
                    Role.CURRENT,
                    tuple(figure.frame["In words"]),
                ),
            ),
            unit,
            title=f"Full cost by layer, {unit}: mean present value",
        ),
        height=HEIGHT + 20,
    )


def _grown(table: pd.DataFrame, currency: str) -> str:
    """The layer that grows most, and by how much."""
    layer, change = table["Layer"].iloc[0], table["Δ"].iloc[0]
    if not change > 0:
        return "No layer grows. "
    return f"{layer} grows most, by {wording.money(float(change), currency)}. "
