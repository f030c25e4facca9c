"""The maturity ladder: how far the evidence carries, how it fails, and what to ask for next."""

from __future__ import annotations

from cockpit import wording
from cockpit.assessment.maturity import LAYERS
from cockpit.assessment.maturity.layer_texts import TEXT_OF
from cockpit.assessment.maturity.next_evidence import guess_sentence, level_sentence
from cockpit.assessment.maturity.scores import LAYER_KEYS, Maturity, maturity_of
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
from cockpit.boardpack.sections import maturity_tables as tables
from cockpit.charts.maturity import ladder
from cockpit.rows.maturity import (
    must_pass,
    rungs,
    standings_sentence,
)

_QUESTION = "How far does the evidence carry, and where do we guess?"
_METHOD = (
    "An initiative passes a layer when it supplies what the layer asks for, and counts for a layer "
    "only where it passes every layer below as well. A layer holds when the initiatives that do so "
    "bear at least the threshold's share of the full cost a year; an initiative of unknown cost "
    "weighs as much as the dearest known one and never passes. The level is the number of layers "
    "that hold without a gap."
)


def section(material: Material) -> Section:
    """Level, ladder, what to ask for next, how each layer fails, and every initiative."""
    case = material.case
    if not case.initiatives:
        return Section(
            "maturity",
            "Maturity ladder",
            _QUESTION,
            f"No evidence can be judged: {wording.EMPTY['initiatives']}",
            method=_METHOD,
            answered=False,
        )
    found = maturity_of(case)
    drawn = _ladder(material, found)
    return Section(
        key="maturity",
        title="Maturity ladder",
        question=_QUESTION,
        headline=level_sentence(found),
        figures=_figures(found),
        charts=(drawn,) if drawn else (),
        tables=tuple(
            each
            for each in (
                tables.asked(case, found),
                tables.layers(found),
                tables.patterns_sought(case),
                tables.initiatives(case, found),
            )
            if each.rows
        ),
        remarks=(guess_sentence(case, found), f"{standings_sentence(found)}."),
        method=f"{_METHOD} {' '.join(f'{each.key}: {each.method}' for each in LAYERS)}",
        answered=found.level is not None,
    )


def _figures(found: Maturity) -> tuple[KeyFigure, ...]:
    """Level, and how far the first layer that does not hold is from holding."""
    level = found.level
    whole = sum(found.level_of(key) == len(LAYER_KEYS) for key in found.passes)
    figures = [
        KeyFigure(
            "level",
            "Evidence holds up to layer",
            level,
            wording.NA if level is None else f"{level} of {len(LAYER_KEYS)}",
            Kind.COUNT,
            "layers of five",
            "no cost a year is known to weigh it" if level is None else "",
        )
    ]
    if found.guessing is not None:
        score, text = found.scores[found.guessing], TEXT_OF[found.guessing]
        figures.append(
            KeyFigure(
                "gate_share",
                f"Cost that passes layer {text.number}, {text.title}",
                score.supported,
                wording.compared(score.supported, found.threshold)[0],
                Kind.SHARE,
                "share",
                must_pass(found),
            )
        )
    figures.append(
        KeyFigure(
            "pass_all",
            "Initiatives that pass all five layers",
            whole,
            f"{whole} of {len(found.passes)}",
            Kind.COUNT,
            "initiatives",
        )
    )
    return tuple(figures)


def _ladder(material: Material, found: Maturity) -> Chart | None:
    """The ladder of the page; its bars with labels for programs that draw their own."""
    if not found.scores:
        return None
    steps = rungs(found)
    top_down = steps[::-1]
    figure = ladder(steps, found.threshold, must_pass(found), material.colours)
    return Chart(
        "ladder",
        "Share of the full cost a year that passes each evidence layer, %; strong: with every "
        "layer below, faint: by itself",
        f"{level_sentence(found)} {figure.alt}",
        figure,
        NativeChart(
            Shape.BAR,
            tuple(rung.name for rung in top_down),
            (
                Series(
                    "With all below",
                    tuple(rung.supported for rung in top_down),
                    Role.CURRENT,
                    tuple(f"{wording.percent(rung.supported)}, {rung.state}" for rung in top_down),
                ),
                Series(
                    "By itself",
                    tuple(rung.alone for rung in top_down),
                    Role.QUIET,
                    tuple(wording.percent(rung.alone) for rung in top_down),
                ),
            ),
            "% of full cost a year",
            0,
            percent=True,
            title="Share of the full cost a year that passes each evidence layer, %; "
            f"{must_pass(found)}",
        ),
        height=52 * len(steps) + 20,
    )
