"""Below question 3: how far usage, price and model may move, and the map where ROI flips.

These take some two hundred simulations, so they are worked out when somebody
opens the detail, on fewer draws than the card.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from scenarios.break_even import BreakEven, Holds, lever_break_even
from scenarios.flip_map import FlipMap, flip_map
from scenarios.levers import Levers
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator

#: Draws of the map and the break-evens; the card uses those of the session.
DEPTH_DRAWS = 2_000
#: How much dearer the other model is, of whose share the break-even is asked.
DEARER = 5.0

#: Called with the share done and what is done now.
Progress = Callable[[float, str], None]

_BASIS = ValueBasis.CAPTURED
_DEARER_MODEL = Scenario(name="A dearer model", levers=Levers(model_price_ratio=DEARER))
_QUESTIONS: tuple[tuple[str, str, Scenario], ...] = (
    ("Usage against today", "usage", PRESETS["base"]),
    ("Change of all vendor prices", "price_change", PRESETS["base"]),
    (
        f"Share of tokens moved to a model {DEARER:.0f} times dearer",
        "model_share_moved",
        _DEARER_MODEL,
    ),
)
#: Part of the work that the three break-evens are.
_BREAK_EVEN_PART = 0.5


@dataclass(frozen=True)
class StressDepth:
    """Break-evens in words, and P(ROI ≥ hurdle) by usage and price, each as a tidy table."""

    break_evens: pd.DataFrame
    flip_map: pd.DataFrame
    draws: int

    @property
    def remark(self) -> str:
        """How to read both."""
        return (
            f"Captured ROI, {wording.whole(self.draws)} draws; one or two levers move, all else "
            "stays as in the base case. Break-even: where the median ROI meets the hurdle."
        )


def stress_depth(simulator: Simulator, progress: Progress | None = None) -> StressDepth:
    """Work out break-evens and flip map of a portfolio on the captured basis."""
    tell = progress or (lambda share, what: None)
    found = []
    for place, (title, lever, scenario) in enumerate(_QUESTIONS):
        tell(_BREAK_EVEN_PART * place / len(_QUESTIONS), f"Break-even: {title.lower()}")
        answer = lever_break_even(simulator, scenario, lever, _BASIS, tolerance=1e-4)
        found.append((title, *_in_words(answer)))
    cells = flip_map(
        simulator,
        PRESETS["base"],
        _BASIS,
        progress=lambda done, total: tell(
            _BREAK_EVEN_PART + (1 - _BREAK_EVEN_PART) * done / total, "Map of usage and price"
        ),
    )
    columns = ["What moves", "Answer", "Break-even", "Searched from", "to"]
    return StressDepth(pd.DataFrame(found, columns=columns), _tidy(cells), simulator.draws)


def _in_words(found: BreakEven | None) -> tuple[str, float | None, str, str]:
    """Answer in words, the value, and the range that was searched."""
    if found is None:
        return "cannot be answered", None, wording.NA, wording.NA
    low, high = (_words(found.lever, each) for each in (found.low, found.high))
    answer = {
        Holds.ALWAYS: "the hurdle is earned over the whole range",
        Holds.NEVER: "the hurdle is earned nowhere in the range",
    }.get(found.kind)
    if answer is None:
        parts = wording.listed(_part(found, *part) for part in found.held)
        answer = f"the hurdle is earned {parts}"
    return answer, found.value, low, high


def _part(found: BreakEven, low: float, high: float) -> str:
    """One part of the range in which the hurdle is earned: ``up to ×2.6``."""
    if low == found.low:
        return f"up to {_words(found.lever, high)}"
    first = f"from {_words(found.lever, low)}"
    return first if high == found.high else f"{first} to {_words(found.lever, high)}"


def _words(lever: str, value: float | None) -> str:
    if value is None:
        return wording.NA
    if lever == "usage":
        return wording.multiple(value)
    return wording.percent(value, signed=lever == "price_change")


def _tidy(cells: FlipMap) -> pd.DataFrame:
    """One row a cell: usage, price change, P(ROI ≥ hurdle), median ROI, and in words."""
    rows = []
    for row, price in enumerate(cells.rows):
        for column, usage in enumerate(cells.columns):
            chance, roi = cells.p_hurdle[row][column], cells.roi_p50[row][column]
            rows.append(
                {
                    "Usage": wording.multiple(usage),
                    "Vendor prices": wording.percent(price, signed=True),
                    "P(ROI ≥ hurdle)": chance.value if chance else None,
                    "ROI P50": roi.value if roi else None,
                    "Hurdle earned": "n/a"
                    if roi is None or cells.hurdle_rate is None
                    else "yes"
                    if roi.value >= cells.hurdle_rate
                    else "no",
                }
            )
    return pd.DataFrame(rows)
