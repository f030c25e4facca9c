"""One lever moved, all else as it stands: what break-evens and flip maps ask again and again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from scenarios.levers import Levers
from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True)
class LeverRange:
    """Where a lever may stand. ``whole`` levers move in whole months."""

    low: float
    high: float
    scale: Literal["linear", "log"]
    whole: bool

    def spread(self, points: int, low: float, high: float) -> list[float]:
        """Values from ``low`` to ``high``, even on the lever's own scale, ascending.

        Both ends are among them; whole levers are rounded and given once each.

        Raises
        ------
        ValueError
            With fewer than two points, unless low < high within the lever's range, or
            if a lever that moves in whole months is given parts of a month.
        """
        if points < 2:
            raise ValueError("at least 2 points are needed")
        if not self.low <= low < high <= self.high:
            raise ValueError(f"the range must lie between {self.low:g} and {self.high:g}")
        if self.whole and not (float(low).is_integer() and float(high).is_integer()):
            raise ValueError("the range must be given in whole months")
        values = (np.geomspace if self._is_log else np.linspace)(low, high, points)
        # Both ends exactly as given, whatever the spacing makes of them.
        values[0], values[-1] = low, high
        found: list[float] = np.unique(np.rint(values) if self.whole else values).tolist()
        return found

    def distance(self, one: float, other: float) -> float:
        """How far two places of the lever lie apart on its own scale."""
        if self._is_log and one > 0 and other > 0:
            return abs(math.log(one / other))
        return abs(one - other)

    @property
    def _is_log(self) -> bool:
        return self.scale == "log" and self.low > 0


def lever_range(lever: str) -> LeverRange:
    """Range of a lever that is one number.

    Raises
    ------
    ValueError
        If there is no such lever, or it is not one number (prices by vendor).
    """
    info = Levers.model_fields.get(lever)
    if info is None or lever == "price_change_by_vendor":
        raise ValueError(f"{lever!r} is no lever that moves by one number")
    extra: Any = info.json_schema_extra
    return LeverRange(
        low=float(extra["low"]),
        high=float(extra["high"]),
        scale=extra["scale"],
        whole="int" in str(info.annotation),
    )


def with_levers(scenario: Scenario, **values: float) -> Scenario:
    """The scenario with some levers elsewhere; everything else, and every draw, stays.

    Raises
    ------
    ValueError
        If a lever is unknown or its value out of range.
    """
    levers = Levers(**(scenario.levers.model_dump() | values))
    return scenario.model_copy(update={"levers": levers})
