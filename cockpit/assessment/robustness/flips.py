"""The map of two levers: which values it asks, what it shows, what it says."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.robustness import words
from cockpit.lever_specs import SPECS
from scenarios.flip_map import PRICE_CHANGE, USAGE, FlipMap
from scenarios.lever_moves import lever_range
from scenarios.portfolio import Portfolio
from scenarios.scenario import Scenario
from scenarios.tornado import preset_ranges

#: Most values along one axis, the lever's own place not counted.
_STOPS = 7
_FIXED = {"usage": USAGE, "price_change": PRICE_CHANGE}


@dataclass(frozen=True, slots=True)
class MapCell:
    """One pair of values in words; ``holds`` is ``None`` where there is no answer."""

    row: str
    column: str
    chance: float | None
    roi: float | None
    holds: bool | None
    stands: bool


def axis(lever: str, portfolio: Portfolio, scenario: Scenario) -> tuple[float, ...]:
    """Round values of a lever over what the presets span, and where it stands.

    The lever's whole range where no preset moves it.
    """
    span, spec = lever_range(lever), SPECS[lever]
    low, high = preset_ranges().get(lever, (span.low, span.high))
    inside = [float(v) for v in spec.stops() if v is not None and low <= v <= high]
    values = set(_FIXED.get(lever, _some(inside)))
    stands = words.stands_at(lever, portfolio, scenario)
    if stands is not None and span.low <= stands <= span.high:
        values.add(stands)
    if len(values) < 2:
        values |= {span.low, span.high}
    return tuple(sorted(values))


def _some(values: list[float]) -> list[float]:
    """At most :data:`_STOPS` of them, evenly, both ends among them."""
    last = len(values) - 1
    if last < _STOPS:
        return values
    return [values[round(k * last / (_STOPS - 1))] for k in range(_STOPS)]


def cells(found: FlipMap, portfolio: Portfolio, scenario: Scenario) -> tuple[MapCell, ...]:
    """The map row by row, the rows as given."""
    stands = {
        lever: words.stands_at(lever, portfolio, scenario)
        for lever in (found.row_lever, found.column_lever)
    }
    told = []
    for r, row in enumerate(found.rows):
        for c, column in enumerate(found.columns):
            roi, chance = found.roi_p50[r][c], found.p_hurdle[r][c]
            hurdle = _hurdle(found, row, column)
            told.append(
                MapCell(
                    row=words.lever_words(found.row_lever, row),
                    column=words.lever_words(found.column_lever, column),
                    chance=chance.value if chance else None,
                    roi=roi.value if roi else None,
                    holds=None if roi is None else roi.value >= hurdle,
                    stands=stands[found.row_lever] == row and stands[found.column_lever] == column,
                )
            )
    return tuple(told)


def _hurdle(found: FlipMap, row: float, column: float) -> float:
    """The hurdle of a cell, which may itself be one of the levers."""
    if found.hurdle_rate is not None:
        return found.hurdle_rate
    return row if found.row_lever == "hurdle_rate" else column


def sentence(found: FlipMap, told: tuple[MapCell, ...]) -> str:
    """How much of the map holds."""
    known = [cell for cell in told if cell.holds is not None]
    if len(known) < 2:
        names = wording.listed(
            words.within(words.lever_title(lever))
            for lever in (found.column_lever, found.row_lever)
        )
        return f"How {names} together turn the hurdle cannot be answered"
    held = sum(cell.holds is True for cell in known)
    pair = wording.listed(
        words.within(words.lever_title(lever)) for lever in (found.column_lever, found.row_lever)
    )
    silent = len(told) - len(known)
    rest = f"; {silent} pairs have no answer" if silent else ""
    return f"The hurdle is earned in {held} of {len(known)} pairs of {pair}{rest}"


def answered(found: tuple[MapCell, ...]) -> bool:
    """Whether the map has more to show than where both levers stand."""
    return sum(cell.holds is not None for cell in found) > 1


def table(found: FlipMap, told: tuple[MapCell, ...]) -> pd.DataFrame:
    """One row a pair."""
    column, row = (words.lever_title(lever) for lever in (found.column_lever, found.row_lever))
    return pd.DataFrame(
        [
            {
                column: cell.column,
                row: cell.row,
                "P(ROI ≥ hurdle)": cell.chance,
                "Median ROI": cell.roi,
                "Hurdle earned": {True: "yes", False: "no", None: wording.NA}[cell.holds],
            }
            for cell in told
        ]
    )
