"""Amdahl's ceiling: what speeding up one step can do for the whole workflow at most.

A workflow of which the AI step takes the share s of the cycle time, and which makes
that step k times faster, takes (1 − s) + s/k of its former time. The gain of cycle
time can be no more than 1 − ((1 − s) + s/k), and never more than s however large k.
Source: G. M. Amdahl, “Validity of the single processor approach” (1967).
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Missing, Need
from cockpit.assessment.case import Case
from scenarios.portfolio import Source

SHARE, SPEED_UP, CYCLE_TIME = "AI share of cycle time", "speed-up of the AI step", "cycle time"

COLUMNS = (
    "Initiative",
    "AI share of cycle time",
    "AI step faster by",
    "Ceiling",
    "Realised",
    "What it says",
)
#: Share of the ceiling from which it counts as used up, and above which as surpassed.
_NEARLY_ALL, _SURPASSED = 0.9, 1.02


def ceiling(share: float, speed_up: float) -> float:
    """Largest gain of cycle time, as a share of it, by speeding up one step.

    Parameters
    ----------
    share
        Part of the cycle time that the step takes, 0…1.
    speed_up
        How many times faster the step becomes; below 1 it became slower and the
        ceiling is negative.

    Raises
    ------
    ValueError
        If the share is outside 0…1 or the speed-up not above 0.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{SHARE} must lie between 0 and 1")
    if not speed_up > 0:
        raise ValueError(f"{SPEED_UP} must be above 0")
    return 1 - ((1 - share) + share / speed_up)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What one initiative's AI step allows, and what its workflow gained.

    ``limit`` is ``None`` where one of the two inputs is missing or impossible;
    ``problem`` says which. ``realised`` is the gain of cycle time.
    """

    initiative: str
    share: float | None
    speed_up: float | None
    limit: float | None
    realised: float | None
    problem: str
    missing: tuple[Missing, ...]
    rows: tuple[Source, ...]

    @property
    def words(self) -> str:
        """What the two figures say, in a sentence."""
        if self.limit is None:
            return self.problem
        if self.realised is None:
            return "Cycle time is not measured before and now."
        if self.realised > _SURPASSED * self.limit:
            return "More than the AI step explains: the workflow around it changed, too."
        if self.realised >= _NEARLY_ALL * self.limit:
            return "Nearly all that the AI step allows. More takes a change of the workflow."
        return "The AI step allows more: time is lost in the steps around it."


def ceilings(case: Case) -> tuple[Ceiling, ...]:
    """Every initiative that states the AI step's share or speed-up, highest ceiling first."""
    found = [
        _ceiling(case, row.id)
        for row in case.initiatives
        if any(case.measures.of(row.id, name) for name in (SHARE, SPEED_UP))
    ]
    return tuple(sorted(found, key=lambda each: (each.limit is None, -(each.limit or 0.0))))


def _ceiling(case: Case, initiative: str) -> Ceiling:
    measured = {name: case.measures.of(initiative, name) for name in (SHARE, SPEED_UP, CYCLE_TIME)}
    share = case.measures.current(initiative, SHARE)
    speed_up = case.measures.current(initiative, SPEED_UP)
    cycle = measured[CYCLE_TIME]
    missing = [
        lack
        for name, value in ((SHARE, share), (SPEED_UP, speed_up))
        if value is None
        for lack in case.lacks(Need("metrics", "current", name), initiative)
    ]
    limit, problem = None, ""
    if share is None or speed_up is None:
        names = [name for name, value in ((SHARE, share), (SPEED_UP, speed_up)) if value is None]
        problem = f"Not stated: {wording.listed(names)}."
    else:
        try:
            limit = ceiling(share, speed_up)
        except ValueError as error:
            problem = f"No ceiling: {error}."
    return Ceiling(
        initiative,
        share,
        speed_up,
        limit,
        cycle.gain if cycle else None,
        problem,
        tuple(missing),
        tuple(at for each in measured.values() if each for at in each.sources),
    )


def reason(case: Case, initiative: str) -> str:
    """Why a faster step cannot move the whole: ``AI step 18 % of cycle time``.

    Empty where no ceiling can be worked out.
    """
    found = _ceiling(case, initiative)
    return "" if found.limit is None else f"AI step {wording.percent(found.share)} of cycle time"


def ceilings_table(case: Case, found: tuple[Ceiling, ...]) -> pd.DataFrame:
    """One row an initiative: ceiling beside what was realised."""
    rows = [
        (
            case.name(each.initiative),
            each.share,
            each.speed_up,
            each.limit,
            each.realised,
            each.words,
        )
        for each in found
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table[list(COLUMNS[1:5])] = table[list(COLUMNS[1:5])].astype("float64")
    return table
