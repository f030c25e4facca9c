"""Levers and drivers in words, the same on every part of the page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

from cockpit import wording
from cockpit.lever_specs import SPECS
from scenarios.break_even import Holds
from scenarios.distributions import NEVER
from scenarios.driver_groups import group_drivers
from scenarios.drivers import DRIVERS, split_driver_name
from scenarios.lever_moves import lever_range
from scenarios.portfolio import Portfolio
from scenarios.scenario import Scenario

#: Names joined in the key of drivers that are taken together.
_JOINT = " + "
_DIGITS = 2
_LEVER_TITLES = frozenset(spec.title for spec in SPECS.values())


def stands_at(lever: str, portfolio: Portfolio, scenario: Scenario) -> float | None:
    """Where a lever stands: as set, else as the workbook or the valuation rules state it.

    ``None`` where each line states its own.
    """
    for holder in (scenario.levers, portfolio, scenario.valuation):
        value: float | None = getattr(holder, lever, None)
        if value is not None:
            return float(value)
    return None


def lever_title(lever: str) -> str:
    """``Usage``, ``Vendor prices``."""
    return SPECS[lever].title


def lever_words(lever: str, value: float | None) -> str:
    """A lever's value with its unit: ``×2.6``, ``+57 %``."""
    return wording.NA if value is None else SPECS[lever].words(value)


def lever_at(lever: str, value: float) -> str:
    """A lever and its value within a sentence: ``usage ×2.6``."""
    return f"{within(lever_title(lever))} {lever_words(lever, value)}"


def to_the_holding_side(lever: str, value: float, kind: Holds) -> float:
    """A break-even with two digits, rounded so that what is shown still holds.

    Shares are rounded to whole per cent and months to whole months; a value that the
    rounding would carry out of the lever's range stays.
    """
    spec, exact = SPECS[lever], Decimal(repr(value))
    down = kind is Holds.UP_TO
    if spec.unit == "%" or (spec.unit == "share" and abs(value) < 1):
        place = -2
    elif spec.unit == "months" or value == 0:
        place = 0
    else:
        place = exact.adjusted() - _DIGITS + 1
    step = Decimal(1).scaleb(place)
    # A root found to a billionth may lie a hair beyond the digit it stands for.
    hair = Decimal(repr(1e-7 * max(1.0, abs(value))))
    moved = (exact + (hair if down else -hair)) / step
    rounded = float(math.floor(moved) * step if down else math.ceil(moved) * step)
    span = lever_range(lever)
    return min(max(rounded, span.low), span.high)


def driver_label(key: str) -> str:
    """A driver, or drivers taken together, as a title: ``Usage growth``.

    One that is called like a lever says that it is the driver: ``Review burden (driver)``.
    """
    parts = []
    for name in key.split(_JOINT):
        base, vendor = split_driver_name(name)
        spec = DRIVERS.get(base)
        label = (spec.label if spec else base).split(",")[0]
        if spec and spec.per_vendor:
            label = label.replace(" of one vendor", "").replace(" by one vendor", "")
            label += f", {vendor}" if vendor else ", all vendors"
        # A lever of the same name stands beside it: one is set, the other uncertain.
        parts.append(f"{label} (driver)" if label in _LEVER_TITLES else label)
    return " and ".join([parts[0], *map(within, parts[1:])])


def driver_labels(names: Iterable[str]) -> tuple[str, ...]:
    """Titles of drivers, those of all vendors as one."""
    return tuple(driver_label(group.key) for group in group_drivers(tuple(names)))


def driver_words(name: str, value: float) -> str:
    """A driver's value with its unit: ``+12 % a year``, ``×1.1``, ``does not come``."""
    base, _ = split_driver_name(name)
    unit = DRIVERS[base].unit if base in DRIVERS else ""
    if unit == "month":
        return "does not come" if value >= NEVER else f"month {wording.number(value)}"
    if base == "realisation":
        return wording.percent(value)
    if unit == "ratio":
        return wording.multiple(value)
    return f"{wording.percent(value, signed=True)} a year"


def within(title: str) -> str:
    """A title as it reads within a sentence."""
    return title[:1].lower() + title[1:]
