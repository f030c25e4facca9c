"""Tornado and spider: rows to draw, tables and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.robustness import words
from scenarios.tornado import PERCENTILES, Swing, Tornado

#: Drivers or levers with less than this share of the widest swing are not drawn.
_LEAST_SHARE = 0.005
_PLACES = tuple(f"P{round(100 * share)}" for share in PERCENTILES)


@dataclass(frozen=True, slots=True)
class SwingRow:
    """One bar: ROI at each place from the low to the high end, and each place in words."""

    name: str
    places: tuple[str, ...]
    figures: tuple[float, ...]
    turns: bool

    @property
    def width(self) -> float:
        """Greatest less least figure."""
        return max(self.figures) - min(self.figures)


def rows(tornado: Tornado) -> tuple[SwingRow, ...]:
    """The swings that can be seen, widest first."""
    found = [_row(tornado, swing) for swing in tornado.swings]
    known = [row for row in found if row is not None]
    widest = max((row.width for row in known), default=0.0)
    return tuple(row for row in known if row.width > _LEAST_SHARE * widest)


def _row(tornado: Tornado, swing: Swing) -> SwingRow | None:
    figures = swing.figures(tornado.figure)
    if figures is None:
        return None
    return SwingRow(title(swing), _places(swing), figures, swing.turns(tornado.figure))


def title(swing: Swing) -> str:
    """Name of the driver or lever of a swing."""
    return words.lever_title(swing.key) if swing.kind == "lever" else words.driver_label(swing.key)


def _places(swing: Swing) -> tuple[str, ...]:
    if swing.values is None:
        return _PLACES
    if swing.kind == "lever":
        return tuple(words.lever_words(swing.key, value) for value in swing.values)
    return tuple(words.driver_words(swing.drivers[0], value) for value in swing.values)


def sentence(shown: Sequence[SwingRow]) -> str:
    """What moves base ROI most, as the heading of the chart."""
    if not shown:
        return "Nothing moves ROI of the base case"
    first = shown[0]
    low, high = (wording.percent(each) for each in (min(first.figures), max(first.figures)))
    return f"{first.name} moves ROI of the base case most: {low} to {high}"


def reading(
    tornado: Tornado, shown: Sequence[SwingRow], *, lines: bool = False, marks: bool = True
) -> str:
    """How to read the chart, and which drivers turn; ``lines`` where it is the spider.

    Without ``marks`` nothing is said of lines and dots, for readers who may see another chart.
    """
    hurdle = wording.percent(tornado.hurdle_rate)
    what = (
        "Each driver at its P10, P25, P50, P75 and P90"
        if _is_of_drivers(tornado)
        else "Each lever at five places of what the presets span"
    )
    turning = [words.within(row.name) for row in shown if row.turns]
    turn = f" Turns, so that both ends mislead: {wording.listed(turning)}." if turning else ""
    hidden = len(tornado.swings) - len(shown)
    rest = f" {wording.count(hidden, 'other')} hardly move it." if hidden else ""
    if lines:
        signs = f"from low to high end; dashed: the {hurdle} hurdle. Strong: the widest four"
    else:
        signs = f"(grey line); dashed: the {hurdle} hurdle. Hollow dot: the low end"
    signs = f" {signs}" if marks else ""
    return f"{what}, all else at the base case{signs}.{turn}{rest}"


def two_centres(tornado: Tornado, median: float, draws: int) -> str:
    """Why the base case and the median differ, where both are on the page."""
    base, middle = wording.percent(tornado.base_roi), wording.percent(median)
    apart = (tornado.base_roi >= tornado.hurdle_rate) != (median >= tornado.hurdle_rate)
    tail = " Here only one of the two earns the hurdle." if apart else ""
    return (
        f"Two central figures: ROI of the base case, one run with every driver at its central "
        f"value, is {base}; the median of {wording.whole(draws)} draws is {middle}. The first line "
        f"and the break-evens go by the median, swings by the base case.{tail}"
    )


def table(tornado: Tornado) -> pd.DataFrame:
    """One row a driver or lever and place: where it stands, base ROI and NPV there."""
    found = [
        {
            "What moves": title(swing),
            "Place": place,
            "Stands at": words_of,
            "ROI": roi,
            "NPV": npv,
            "Turns": "yes" if swing.turns(tornado.figure) else "no",
        }
        for swing in tornado.swings
        for place, words_of, roi, npv in zip(
            _PLACES if swing.kind == "driver" else map(str, range(1, len(swing.roi) + 1)),
            _places(swing),
            swing.roi,
            swing.npv,
            strict=True,
        )
    ]
    columns = ["What moves", "Place", "Stands at", "ROI", "NPV", "Turns"]
    return pd.DataFrame(found, columns=columns)


def _is_of_drivers(tornado: Tornado) -> bool:
    return any(swing.kind == "driver" for swing in tornado.swings)
