"""Charts of the section Robustness: the tornado of the drivers, and the chance under stress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cockpit import wording
from cockpit.assessment.robustness.regret import KEYS
from cockpit.assessment.robustness.swings import SwingRow, sentence
from cockpit.boardpack.model import Chart, NativeChart, Role, Series, Shape
from cockpit.charts.bars import STEP, Bar, ranked_bars
from cockpit.charts.robustness import tornado
from cockpit.rows.robustness import swing_bars, swings_words
from cockpit.theme import Palette
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult
from scenarios.tornado import Tornado

_SWING_STEP = 32
#: Swings that a native chart draws; the picture has all.
_MOST_SWINGS = 12


def swings(found: Tornado, shown: Sequence[SwingRow], colours: Palette) -> Chart:
    """ROI of the base case while one driver moves, all else as it stands."""
    base, hurdle = wording.percent(found.base_roi), wording.percent(found.hurdle_rate)
    few = shown[:_MOST_SWINGS]
    ends = [(min(row.figures), max(row.figures)) for row in few]

    def label(end: float) -> str:
        return "" if end == found.base_roi else f"ROI {wording.percent(end)}"

    return Chart(
        "swings",
        "ROI of the base case as one driver moves from its P10 to its P90, %; line: base case, "
        f"dashed: the hurdle of {hurdle}, hollow dot: the low end",
        swings_words(shown),
        tornado(swing_bars(shown), found.base_roi, found.hurdle_rate, swings_words(shown), colours),
        NativeChart(
            Shape.STACKED_BAR,
            tuple(row.name for row in few),
            (
                Series(
                    "Worse than the base case",
                    tuple(min(0.0, low - found.base_roi) for low, _ in ends),
                    Role.WORSE,
                    tuple(label(low) for low, _ in ends),
                ),
                Series(
                    "Better than the base case",
                    tuple(max(0.0, high - found.base_roi) for _, high in ends),
                    Role.BETTER,
                    tuple(label(high) for _, high in ends),
                ),
            ),
            "percentage points of ROI",
            0,
            percent=True,
            title=f"{sentence(shown)}; bars: distance from the base case ({base})",
        ),
        width=680,
        height=_SWING_STEP * len(shown) + 60,
    )


def stresses(
    results: Mapping[str, SimulationResult], basis: ValueBasis, level: float, colours: Palette
) -> Chart | None:
    """The chance to earn the hurdle in the base case and under each stress."""
    names, values, texts = [], [], []
    for key in KEYS:
        outcome = results[key].portfolio.outcomes.get(basis) if key in results else None
        if outcome is None:
            continue
        names.append(PRESETS[key].name)
        values.append(outcome.p_roi_hurdle.value)
        texts.append(wording.chance(outcome.p_roi_hurdle.value, se=outcome.p_roi_hurdle.se))
    if not names:
        return None
    bars = [
        Bar(name, value, value if value >= level else 0.0, text)
        for name, value, text in zip(names, values, texts, strict=True)
    ]
    wanted = wording.percent(level)
    said = "; ".join(f"{bar.name} {bar.text}" for bar in bars)
    takeaway = (
        f"{sum(value >= level for value in values)} of {len(values)} cases reach a chance of "
        f"{wanted} or more. {said}."
    )

    def part(*, reached: bool) -> tuple[tuple[float | None, ...], tuple[str, ...]]:
        here = [(value >= level) is reached for value in values]
        return (
            tuple(v if is_here else None for v, is_here in zip(values, here, strict=True)),
            tuple(t if is_here else "" for t, is_here in zip(texts, here, strict=True)),
        )

    series = [
        Series(name, part(reached=reached)[0], role, part(reached=reached)[1])
        for name, reached, role in (
            (f"{wanted} or more", True, Role.CURRENT),
            (f"Under {wanted}", False, Role.QUIET),
        )
    ]
    return Chart(
        "stresses",
        f"P(ROI ≥ hurdle) in the base case and under each stress, %; dark: {wanted} or more",
        takeaway,
        ranked_bars(bars, colours, takeaway),
        NativeChart(Shape.STACKED_BAR, tuple(names), tuple(series), "chance, %", 0, percent=True),
        height=STEP * len(bars) + 20,
    )
