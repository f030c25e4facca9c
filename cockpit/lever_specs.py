"""The levers as a form needs them: stops of a slider, limits of an entry, ways of writing.

Everything is read from :class:`scenarios.levers.Levers`; nothing about a single
lever stands here.
"""

from __future__ import annotations

import math
import types
import typing
from dataclasses import dataclass
from typing import Any

from cockpit import wording
from scenarios.levers import SECTIONS, Levers

#: Lever with one value for each vendor; it has a row of its own in the form.
BY_VENDOR = "price_change_by_vendor"

_LOG_STEPS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)

Value = float | int | None


def exact(value: float) -> float:
    """A value as links and forms hold it: twelve significant digits, which come back whole."""
    return float(f"{value:.12g}")


@dataclass(frozen=True, slots=True)
class LeverSpec:
    """One lever's title, unit, limits and spacing; ``optional`` means it may be not set."""

    name: str
    title: str
    help: str
    section: str
    unit: str
    low: float
    high: float
    step: float
    key: str
    log: bool
    optional: bool
    whole: bool

    def stops(self, *extra: Value, stated: Value = None, same: bool = False) -> list[Value]:
        """Values a slider stops at, ascending.

        ``None`` (not set) lies at ``stated``, so that the first step from it is a
        small one, and takes its place where it means the same; without ``stated`` it
        comes first. ``extra`` are values between the stops that must be reachable
        too. Levers over several orders of magnitude stop at 1, 1.2, 1.5, 2 … in
        each decade.
        """
        if self.log:
            decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
            grid = [exact(step * 10.0**decade) for decade in decades for step in _LOG_STEPS]
            found = {value for value in grid if self.low <= value <= self.high}
            found |= {self.low, self.high}
        else:
            steps = round((self.high - self.low) / self.step)
            found = {exact(self.low + at * self.step) for at in range(steps + 1)}
        found |= {value for value in extra if value is not None}
        if same:
            found -= {stated} - set(extra)
        ordered: list[Value] = [*sorted(int(v) if self.whole else float(v) for v in found)]
        if self.optional:
            below = sum(stated is not None and v is not None and v < stated for v in ordered)
            ordered.insert(below, None)
        return ordered

    @property
    def factor(self) -> int:
        """What a stored value is multiplied by in an entry field: shares are typed as percent."""
        return 100 if self.unit == "%" else 1

    def entry(self, value: Value) -> float | int | None:
        """The value as it is typed."""
        if value is None:
            return None
        return int(value) if self.whole else exact(value * self.factor)

    def stored(self, entry: float | None) -> Value:
        """A typed value as it is stored."""
        if entry is None:
            return None
        return int(entry) if self.whole else exact(entry / self.factor)

    def words(self, value: Value) -> str:
        """The value with its unit; a change carries its sign, a month is a bare number."""
        if self.title.endswith(" month") and value is not None:
            return f"{value:.0f}"
        text = wording.lever_value(value, self.unit)
        return f"+{text}" if self.is_change and value is not None and value > 0 else text

    @property
    def is_change(self) -> bool:
        """Whether the lever is a change against today, so that its sign matters."""
        return self.unit == "%" and self.low < 0 and self.section != SECTIONS[-1]


def _spec(name: str) -> LeverSpec:
    field = Levers.model_fields[name]
    extra: Any = field.json_schema_extra
    kinds = (
        set(typing.get_args(field.annotation))
        if isinstance(field.annotation, types.UnionType)
        else {field.annotation}
    )
    return LeverSpec(
        name=name,
        title=field.title or name,
        help=field.description or "",
        section=extra["section"],
        unit=extra["unit"],
        low=extra["low"],
        high=extra["high"],
        step=extra["step"],
        key=extra["key"],
        log=extra["scale"] == "log",
        optional=type(None) in kinds,
        whole=int in kinds,
    )


#: Every lever in the order of the form.
SPECS: dict[str, LeverSpec] = {name: _spec(name) for name in Levers.model_fields}

#: Levers that hold one value each.
SINGLE_LEVERS = tuple(name for name in SPECS if name != BY_VENDOR)


def in_section(section: str) -> tuple[LeverSpec, ...]:
    """The levers of one section, in order."""
    return tuple(spec for spec in SPECS.values() if spec.section == section)
