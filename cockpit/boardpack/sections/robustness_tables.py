"""Tables of the section Robustness: break-evens of levers, and what each stress leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cockpit import wording
from cockpit.assessment.robustness import words
from cockpit.assessment.robustness.break_evens import LeverAnswer
from cockpit.assessment.robustness.regret import KEYS
from cockpit.boardpack import cells
from cockpit.boardpack.model import Cell, Column, Kind, Table, missing, text_cell
from scenarios.lever_moves import lever_range
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult


def break_evens(order: Sequence[LeverAnswer]) -> Table:
    """One row a lever, what breaks first at the top; places are in the lever's own unit."""
    return Table(
        "break_evens",
        "How far each lever may move before the hurdle is missed, by the median of the draws",
        (
            Column("lever", "Lever", Kind.TEXT, "The lever that moves, all else as it stands"),
            Column("answer", "Answer", Kind.TEXT, "Where the hurdle is earned", width=1.6),
            Column(
                "stands", "Stands at", Kind.NUMBER, "Value now; shares as 0.15", "own unit",
                decimals=4,
            ),
            Column(
                "break_even", "Break-even", Kind.NUMBER, "Nearest value at which median ROI is "
                "the hurdle, rounded so that it still holds; shares as 0.15", "own unit",
                decimals=4,
            ),
            Column("others", "Other break-evens", Kind.TEXT, "Further places where it turns"),
            Column(
                "reach", "Share of the strongest preset", Kind.SHARE, "Way to the break-even over "
                "the way to the strongest value of any preset", "share",
            ),
            Column("range", "Searched", Kind.TEXT, "Range of the lever"),
        ),
        tuple(
            (
                text_cell(words.lever_title(each.lever)),
                text_cell(each.in_words),
                _place(each.lever, each.stands),
                _place(each.lever, each.shown),
                missing() if each.found is None else text_cell(each.others or "none"),
                cells.share(each.reach),
                text_cell(_range(each.lever)),
            )
            for each in order
        ),
    )  # fmt: skip


def _place(lever: str, value: float | None) -> Cell:
    return missing() if value is None else Cell(value, words.lever_words(lever, value))


def _range(lever: str) -> str:
    span = lever_range(lever)
    return f"{words.lever_words(lever, span.low)} to {words.lever_words(lever, span.high)}"


def stresses(
    results: Mapping[str, SimulationResult], basis: ValueBasis, level: float, currency: str
) -> Table:
    """Base and stresses: median ROI, chance of the hurdle, mean NPV, mean of the worst 5 %."""
    outcomes = {key: results[key].portfolio.outcomes.get(basis) for key in KEYS}
    scale = wording.scale_of_table(
        value
        for each in outcomes.values()
        if each is not None
        for value in (each.npv.mean.value, each.cvar95.value)
    )
    unit = scale.unit(currency)
    rows = []
    for key, each in outcomes.items():
        # Plain values without their errors, so that the digits are those of the page.
        chance = each.p_roi_hurdle.value if each else None
        reached = None if chance is None else "yes" if chance >= level else "no"
        rows.append(
            (
                text_cell(PRESETS[key].name),
                cells.share(each.roi.p50.value if each else None),
                cells.chance(chance),
                text_cell(reached),
                cells.money(each.npv.mean.value if each else None, scale),
                cells.money(each.cvar95.value if each else None, scale),
            )
        )

    def money(key: str, title: str, meaning: str) -> Column:
        digits = 1 if scale.divisor > 1 else 0
        return Column(
            key, f"{title}, {unit}", Kind.MONEY, meaning, currency,
            divisor=scale.divisor, decimals=digits,
        )  # fmt: skip

    return Table(
        "stresses",
        f"What each stress leaves, {basis} value, present value",
        (
            Column("scenario", "Scenario", Kind.TEXT, "Base case or stress", width=2),
            Column("roi", "Median ROI", Kind.SHARE, "P50 of the draws", "share"),
            Column("chance", "P(ROI ≥ hurdle)", Kind.SHARE, "Chance to earn the hurdle", "share"),
            Column("reached", f"{wording.percent(level)} or more", Kind.TEXT, "Whether it is so"),
            money("npv", "NPV, mean", "Mean of the draws"),
            money("cvar", "NPV, worst 5 %", "Mean of the worst 5 % of draws (CVaR)"),
        ),
        tuple(rows),
    )
