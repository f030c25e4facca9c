"""Question 9: whether people early in their work still learn it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.board.common import SOURCE, nothing
from cockpit.assessment.case import Case
from cockpit.assessment.measures import Measured, gain
from cockpit.inventory.catalogue import known_metric
from scenarios.portfolio import Source

TASKS = "entry-level tasks"
#: The three signals; only the first adds up over initiatives.
SIGNALS = (TASKS, "training hours", "entry-level promotions")

_NEEDS = tuple(
    Need("metrics", field, name) for name in SIGNALS for field in ("baseline", "current")
)


@dataclass(frozen=True)
class Signal:
    """One signal before and now; ``whole`` says that it is of the organisation.

    ``gain`` is the change as a share of what was, positive where it improved.
    """

    name: str
    before: float | None
    now: float | None
    period_before: str | None
    period_now: str | None
    whole: bool
    places: tuple[Source, ...]
    missing: tuple[Missing, ...]

    @property
    def gain(self) -> float | None:
        """Improvement against the earlier period; ``None`` without two periods."""
        known = known_metric(self.name)
        return gain(known.better if known else None, self.before, self.now)


def signals(case: Case) -> tuple[Signal, ...]:
    """The three signals, of the organisation where it states them in two periods."""
    return tuple(_signal(case, name) for name in SIGNALS)


def assess(case: Case) -> Answer:
    """Change of entry-level tasks; ``frame`` holds the three signals before and now."""
    if not case.initiatives:
        return nothing(case, Unit.SHARE, _NEEDS)
    found = signals(case)
    missing = tuple(gap for each in found for gap in each.missing)
    frame = _frame(found)
    places = tuple(place for each in found for place in each.places)
    known = [each for each in found if each.gain is not None]
    tables = {"Signals before and now": frame}
    if not known:
        said = "Nothing is known of the work, the training or the promotion of entry-level staff."
        return cannot(Unit.SHARE, said, missing, frame=frame, rows=places, tables=tables)
    parts = [each.name for each in found if not each.whole and each.gain is not None]
    return Answer(
        status_of(missing),
        found[0].gain,
        Unit.SHARE,
        _sentence(found),
        frame=frame,
        rows=places,
        missing=missing,
        tables=tables,
        remarks=tuple(f"“{name}” covers the initiatives that state it alone." for name in parts),
    )


def _signal(case: Case, name: str) -> Signal:
    """Of the organisation, else of the initiatives that state it in both periods."""
    whole = case.measures.of(None, name)
    if whole is not None and whole.in_two_periods:
        return _of((whole,), name, whole=True, missing=())
    parts = [case.measures.of(row.id, name) for row in case.initiatives]
    used = [each for each in parts if each is not None and each.in_two_periods]
    fields = ("baseline", "current")
    blank = [each for each in fields if whole is None or getattr(whole, each) is None]
    needs = [Need("metrics", field, name) for field in blank or fields]
    missing = tuple(gap for need in needs for gap in case.lacks(need))
    return _of(used, name, whole=False, missing=missing)


def _of(
    used: Sequence[Measured], name: str, *, whole: bool, missing: tuple[Missing, ...]
) -> Signal:
    rows = [row for each in used for row in each.rows]
    before = [each.baseline for each in used if each.baseline is not None]
    now = [each.current for each in used if each.current is not None]
    # Tasks add up over initiatives; hours a person and shares do not, and take their mean.
    parts = 1 if whole or name == TASKS else len(used)
    return Signal(
        name=name,
        before=sum(before) / parts if before else None,
        now=sum(now) / parts if now else None,
        period_before=_same(row.baseline_period for row in rows),
        period_now=_same(row.current_period for row in rows),
        whole=whole,
        places=tuple(row.at for row in rows),
        missing=missing,
    )


def _same(periods: Iterable[str | None]) -> str | None:
    """The one period that all rows state."""
    found = set(periods)
    return found.pop() if len(found) == 1 else None


def _frame(found: Sequence[Signal]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            {
                "Signal": each.name,
                "Before": each.before,
                "Period before": each.period_before,
                "Now": each.now,
                "Period now": each.period_now,
                "Gain": each.gain,
                "Covers": "organisation" if each.whole else "initiatives that state it",
            }
            for each in found
            if each.gain is not None
        ],
        columns=["Signal", "Before", "Period before", "Now", "Period now", "Gain", "Covers"],
    )
    for name in ("Before", "Now", "Gain"):
        frame[name] = frame[name].astype("float64")
    return frame


def _sentence(found: Sequence[Signal]) -> str:
    tasks, *others = found
    if tasks.gain is None:
        first = "What entry-level staff still do themselves is not known"
    elif tasks.gain:
        verb = "fewer" if tasks.gain < 0 else "more"
        scope = "" if tasks.whole else ", where it is counted"
        first = f"Entry-level staff do {wording.percent(abs(tasks.gain))} {verb} tasks than before"
        first += scope
    else:
        first = f"Entry-level staff do as many tasks as before ({wording.percent(0.0)} change)"
    said = [
        f"{each.name} {'unknown' if each.gain is None else wording.percent(each.gain, signed=True)}"
        for each in others
    ]
    return f"{first}; {', '.join(said)}."


ENTRY = Entry(
    key="Q9",
    title="How juniors learn",
    question="As AI takes the easy work, do people who start with us still learn the trade?",
    page="board",
    method=(
        "The figure is the change of tasks done by entry-level staff between two periods, of the "
        "organisation as a whole, else summed over the initiatives that count them. Training "
        "hours and promotions of the same people stand beside it; without the organisation’s own "
        "figure the answer is partial."
    ),
    source=f"{SOURCE} 9",
    rests_on=_NEEDS,
    assess=assess,
    better="higher",
)
