"""Thresholds to actions: which metrics are red, what is done about it, by whom and by when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.maturity.habits import hidden_rows
from cockpit.assessment.stakeholders.common import PAGE, SOURCE
from cockpit.inventory.catalogue import known_metric
from cockpit.inventory.rows import MetricRow
from cockpit.inventory.vocabulary import Better

_METRIC = Need("metrics", "metric")
_CURRENT = Need("metrics", "current")
_GREEN = Need("metrics", "green")
_RED = Need("metrics", "red")
_ACTION = Need("metrics", "action")
_OWNER = Need("metrics", "owner")
_DUE = Need("metrics", "due")


class State(StrEnum):
    """Colour of a metric, worst first."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    UNKNOWN = "no current value"


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of the Metrics sheet with thresholds, and what they say of it."""

    row: MetricRow
    state: State
    overdue: bool

    @property
    def red(self) -> bool:
        """Whether somebody must act."""
        return self.state is State.RED


def state_of(
    current: float | None, green: float, red: float, better: Better | None = None
) -> State:
    """Colour of a value; each threshold belongs to its own side.

    The thresholds say which direction is better; ``better`` decides where they are equal.
    """
    if current is None:
        return State.UNKNOWN
    higher = green > red or (green == red and better is not Better.LOWER)
    if current >= green if higher else current <= green:
        return State.GREEN
    return State.RED if (current <= red if higher else current >= red) else State.AMBER


def judged(case: Case) -> tuple[Judged, ...]:
    """Every metric with two thresholds: red first, then overdue, then the earliest due day."""
    found, hidden = [], hidden_rows(case)
    for row in case.inventory.metrics:
        if row.green is None or row.red is None or row.at in hidden:
            continue
        known = known_metric(row.metric)
        better = row.better or (known.better if known else None)
        state = state_of(row.current, row.green, row.red, better)
        late = row.due is not None and row.due < case.as_of and state is not State.GREEN
        found.append(Judged(row, state, late))
    order = list(State)
    return tuple(
        sorted(
            found,
            key=lambda each: (
                order.index(each.state),
                not each.overdue,
                each.row.due is None,
                each.row.due.toordinal() if each.row.due else 0,
            ),
        )
    )


def assess(case: Case) -> Answer:
    """Number of metrics that are red, with what is done about each."""
    rows = case.inventory.metrics
    found = judged(case)
    missing = _missing(case, found)
    if not any(each.state is not State.UNKNOWN for each in found):
        if not rows:
            gaps = case.lacks(_METRIC)
        elif found:
            gaps = tuple(missing)
        else:
            gaps = (*case.lacks(_GREEN), *case.lacks(_RED))
        text = (
            "No metric with thresholds has a current value."
            if found
            else "No metric states where it turns green and where red."
        )
        return cannot(Unit.COUNT, text, gaps)
    red = [each for each in found if each.red]
    # A metric without a value may be red: fewer known reds are no better figure.
    known = all(each.state is not State.UNKNOWN for each in found)
    return Answer(
        status_of(missing),
        float(len(red)) if known else None,
        Unit.COUNT,
        _sentence(found),
        frame=_frame(found),
        rows=tuple(each.row.at for each in found),
        missing=tuple(missing),
        tables={"Thresholds and actions": actions_table(case, found)},
        remarks=(
            f"{len(found)} of {wording.count(len(rows), 'row')} of metrics state thresholds; the "
            "others have no colour.",
        ),
    )


def _missing(case: Case, found: tuple[Judged, ...]) -> list[Missing]:
    gaps: list[Missing] = []
    for row in case.inventory.metrics:
        if (row.green is None) != (row.red is None):
            gaps += case.lacks(_GREEN if row.green is None else _RED, row.initiative)
    for each in found:
        if each.state is State.UNKNOWN:
            gaps += case.lacks(_CURRENT, each.row.initiative)
        if each.red:
            for need, value in (
                (_ACTION, each.row.action),
                (_OWNER, each.row.owner),
                (_DUE, each.row.due),
            ):
                gaps += case.lacks(need, each.row.initiative) if value is None else ()
    return list(dict.fromkeys(gaps))


def actions_table(case: Case, found: tuple[Judged, ...]) -> pd.DataFrame:
    """One row a metric with thresholds, red first; what is not stated reads so."""
    return pd.DataFrame(
        [
            {
                "State": each.state.value,
                "Metric": each.row.metric,
                "Initiative": case.name(each.row.initiative),
                "Now": each.row.current,
                "Green from": each.row.green,
                "Red from": each.row.red,
                "Unit": each.row.unit,
                "Action": each.row.action or ("none stated" if each.red else ""),
                "Owner": each.row.owner or NOBODY,
                "Due": each.row.due,
                "Overdue": each.overdue,
            }
            for each in found
        ]
    )


def _sentence(found: tuple[Judged, ...]) -> str:
    red = [each for each in found if each.red]
    at_least = "At least " if any(each.state is State.UNKNOWN for each in found) else ""
    of = wording.count(len(found), "metric")
    others = _late_others(found)
    if not red:
        none = "None known" if at_least else "None"
        return f"{none} of {of} with thresholds is red.{others}"
    late = sum(each.overdue for each in red)
    idle = sum(each.row.action is None for each in red)
    undated = sum(each.row.due is None for each in red)
    text = f"{at_least}{len(red)} of {of} with thresholds {'is' if len(red) == 1 else 'are'} red"
    worries = [
        f"{late} overdue" if late else "",
        f"{idle} without an action" if idle else "",
        f"{undated} with no due day" if undated else "",
    ]
    said = wording.listed(each for each in worries if each)
    tail = f"; {said}" if said else ", each with an action that is not yet due"
    return f"{text}{tail}.{others}"


def _late_others(found: tuple[Judged, ...]) -> str:
    """The overdue ones that are amber, or of which nobody knows the colour."""
    late = [each.state for each in found if each.overdue and not each.red]
    if not late:
        return ""
    parts = [
        f"{late.count(state)} {word}"
        for state, word in ((State.AMBER, "amber"), (State.UNKNOWN, "without a current value"))
        if state in late
    ]
    return f" Overdue as well: {wording.listed(parts)}."


def _frame(found: tuple[Judged, ...]) -> pd.DataFrame:
    counts = {state: sum(each.state is state for each in found) for state in State}
    return pd.DataFrame(
        [
            {"State": state.value, "Metrics": counts[state], "In words": str(counts[state])}
            for state in State
            if counts[state] or state is not State.UNKNOWN
        ]
    )


ACTIONS = Entry(
    key="thresholds-action",
    title="Thresholds and actions",
    question="Which metrics are red, and who does what by when?",
    page=PAGE,
    method="A metric is green from its green threshold and red from its red one, both included, "
    "and amber between them; which side is better follows from the two. An action is overdue where "
    "its day lies before the decision date and the metric is not green.",
    source=f"{SOURCE}, thresholds and responses.",
    rests_on=(_METRIC, _CURRENT, _GREEN, _RED, _ACTION, _OWNER, _DUE),
    assess=assess,
    better="lower",
)
