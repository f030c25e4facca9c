"""The futures in which the case fails: boxes in plain words, and their trade-off curve."""

from __future__ import annotations

import pandas as pd

from cockpit import wording
from cockpit.assessment.robustness import words
from cockpit.assessment.robustness.headline import box_words
from scenarios.discovery import Discovery


def sentence(found: Discovery) -> str:
    """How often it fails, and how much of that the boxes hold."""
    share = wording.chance(found.failures)
    if found.failures == 0:
        return f"The hurdle is missed in none of {wording.whole(found.draws)} draws"
    if found.failures == 1:
        return "The hurdle is missed in every draw: no future is worse than another"
    if not found.boxes:
        return f"The hurdle is missed in {share} of the draws, and no limit on drivers tells where"
    boxes = wording.count(len(found.boxes), "box", "boxes")
    hold = "holds" if len(found.boxes) == 1 else "hold"
    return (
        f"The hurdle is missed in {share} of the draws; {boxes} {hold} "
        f"{wording.percent(found.coverage)} of those"
    )


def told(found: Discovery) -> tuple[str, ...]:
    """One sentence a box."""
    return tuple(
        f"{place}. With {box_words(box)}: {wording.percent(box.density)} of these futures fail "
        f"(density), and they hold {wording.percent(box.coverage)} of all failures (coverage) in "
        f"{wording.percent(box.mass)} of the draws."
        for place, box in enumerate(found.boxes, start=1)
    )


def took_part(found: Discovery) -> str:
    """The drivers with a trace of influence on failing; no other took part."""
    if not found.drivers:
        return "No driver leaves a trace in failing: estimation errors decide."
    names = [words.within(words.driver_label(name)) for name in found.drivers]
    return f"Drivers that leave a trace in failing: {wording.listed(names)}."


def limits_table(found: Discovery) -> pd.DataFrame:
    """One row a limit of a box."""
    rows = [
        {
            "Box": place,
            "Driver": words.driver_label(limit.driver),
            "At least": _end(limit.driver, limit.low_value),
            "At most": _end(limit.driver, limit.high_value),
            "Chance that the limit does nothing": limit.quasi_p,
            "Coverage of the box": box.coverage,
            "Density of the box": box.density,
            "Share of the draws": box.mass,
        }
        for place, box in enumerate(found.boxes, start=1)
        for limit in box.limits
    ]
    columns = [
        "Box", "Driver", "At least", "At most", "Chance that the limit does nothing",
        "Coverage of the box", "Density of the box", "Share of the draws",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def trade_off(found: Discovery) -> pd.DataFrame:
    """Every step of the peeling: box, step, coverage, density, mass, drivers limited, told."""
    rows = [
        {
            "Box": place,
            "Step": step,
            "Coverage": each.coverage,
            "Density": each.density,
            "Share of the draws": each.mass,
            "Drivers limited": each.limited,
            "Told": "yes" if step == box.chosen else "no",
        }
        for place, box in enumerate(found.boxes, start=1)
        for step, each in enumerate(box.trajectory)
    ]
    columns = [
        "Box", "Step", "Coverage", "Density", "Share of the draws", "Drivers limited", "Told",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _end(driver: str, value: float | None) -> str:
    return "open" if value is None else words.driver_words(driver, value)
