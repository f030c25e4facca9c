"""Question 7: whether work was redesigned around AI, or AI was laid on top of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.board.common import SOURCE, nothing
from cockpit.assessment.case import Case
from cockpit.assessment.measures import Measured
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.vocabulary import Stage
from scenarios.portfolio import Source

CYCLE_TIME = "cycle time"
#: The shape of the work: one of them must fall.
SHAPE = ("steps", "handoffs")
#: Stages in which people work with the tool.
RUNNING = (Stage.PILOT, Stage.PRODUCTION, Stage.SCALING)

_STAGE = Need("initiatives", "stage")
_NEEDS = tuple(
    Need("metrics", field, name)
    for name in (CYCLE_TIME, *SHAPE)
    for field in ("baseline", "current")
)


class Work(StrEnum):
    """What became of the work around an initiative."""

    REDESIGNED = "redesigned"
    LAYERED = "layered on"
    UNKNOWN = "not known"


@dataclass(frozen=True)
class Workflow:
    """One initiative's workflow before and now; metrics without a row are ``None``."""

    row: InitiativeRow
    cycle_time: Measured | None
    shape: tuple[Measured | None, ...]
    missing: tuple[Missing, ...]

    @property
    def work(self) -> Work:
        """Redesigned if steps or handoffs fall and cycle time improves.

        Not known without cycle time before and now, without either of the other two,
        or where the one that is missing would decide.
        """
        faster = _falls(self.cycle_time)
        falls = [_falls(each) for each in self.shape]
        if self.row.stage is None or faster is None or all(each is None for each in falls):
            return Work.UNKNOWN
        if not faster:
            return Work.LAYERED
        if any(falls):
            return Work.REDESIGNED
        return Work.UNKNOWN if None in falls else Work.LAYERED


def workflows(case: Case) -> tuple[Workflow, ...]:
    """The workflow of every initiative in use, and of those whose stage nobody states."""
    rows = [row for row in case.initiatives if row.stage is None or row.stage in RUNNING]
    return tuple(_workflow(case, row) for row in rows)


def assess(case: Case) -> Answer:
    """Number of initiatives around which work was redesigned; ``frame`` holds one row each."""
    if not case.initiatives:
        return nothing(case, Unit.INITIATIVES, _NEEDS)
    found = workflows(case)
    if not found:
        absent = [each for need in _NEEDS for each in case.lacks(need)]
        return cannot(Unit.INITIATIVES, "No initiative is in use.", absent)
    frame = _frame(found)
    missing = tuple(gap for each in found for gap in each.missing)
    metrics = [each for flow in found for each in (flow.cycle_time, *flow.shape) if each]
    places: tuple[Source, ...] = tuple(place for each in metrics for place in each.sources)
    known = [each for each in found if each.work is not Work.UNKNOWN]
    tables = {"Workflows before and now": frame}
    if not known:
        said = f"For none of {wording.count(len(found), 'initiative')} in use is there a before "
        said += "and an after of cycle time and of steps or handoffs."
        return cannot(Unit.INITIATIVES, said, missing, frame=frame, rows=places, tables=tables)
    redesigned = [each for each in known if each.work is Work.REDESIGNED]
    return Answer(
        status_of(missing),
        float(len(redesigned)),
        Unit.INITIATIVES,
        _sentence(redesigned, known, found),
        frame=frame,
        rows=places,
        missing=missing,
        tables=tables,
        remarks=("The chart shows cycle time: below the start is shorter, and so better.",),
    )


def _workflow(case: Case, row: InitiativeRow) -> Workflow:
    measured = {name: case.measures.of(row.id, name) for name in (CYCLE_TIME, *SHAPE)}
    gaps: list[Need] = [_STAGE] if row.stage is None else []
    for need in _NEEDS:
        metric = measured[need.metric or ""]
        if metric is None or getattr(metric, need.field) is None:
            gaps.append(need)
    missing = tuple(each for need in gaps for each in case.lacks(need, row.id))
    shape = tuple(measured[name] for name in SHAPE)
    return Workflow(row, measured[CYCLE_TIME], shape, missing)


def _falls(metric: Measured | None) -> bool | None:
    """Whether less is there now than before; all three metrics are better when lower."""
    if metric is None or metric.baseline is None or metric.current is None:
        return None
    return metric.current < metric.baseline


def _frame(found: Sequence[Workflow]) -> pd.DataFrame:
    """One row an initiative, redesigned first, then by how much shorter the cycle time is."""
    rows = []
    for each in found:
        cycle, (steps, handoffs) = each.cycle_time, each.shape
        rows.append(
            {
                "ID": each.row.id,
                "Initiative": each.row.name,
                "Work": each.work.value,
                "Cycle time before": cycle.baseline if cycle else None,
                "Cycle time now": cycle.current if cycle else None,
                "Change of cycle time": _change(cycle),
                "Steps before": steps.baseline if steps else None,
                "Steps now": steps.current if steps else None,
                "Handoffs before": handoffs.baseline if handoffs else None,
                "Handoffs now": handoffs.current if handoffs else None,
            }
        )
    frame = pd.DataFrame(rows)
    numbers = [name for name in frame.columns if name not in ("ID", "Initiative", "Work")]
    frame[numbers] = frame[numbers].astype("float64")
    order = [work.value for work in Work]
    frame["Order"] = frame["Work"].map(order.index)
    frame = frame.sort_values(["Order", "Change of cycle time"], kind="stable", ignore_index=True)
    return frame.drop(columns="Order")


def _change(cycle: Measured | None) -> float | None:
    """Change of cycle time as a share of what it was, negative where it is shorter."""
    if cycle is None or cycle.current is None or not cycle.baseline:
        return None
    return cycle.current / cycle.baseline - 1


def _sentence(
    redesigned: Sequence[Workflow], known: Sequence[Workflow], found: Sequence[Workflow]
) -> str:
    of = wording.count(len(known), "initiative")
    layered = len(known) - len(redesigned)
    said = f"Work is redesigned around {len(redesigned)} of {of} with a before and an after"
    said += f"; in {layered}, AI sits on top of the old steps." if layered else "."
    unknown = len(found) - len(known)
    return f"{said} For {unknown} in use it is not known." if unknown else said


ENTRY = Entry(
    key="Q7",
    title="Redesigned or layered on",
    question="Did the work itself change around AI, or was a tool put on top of the old steps?",
    page="board",
    method=(
        "Work counts as redesigned if its steps or its handoffs fall and its cycle time improves, "
        "each against its own baseline; otherwise AI is laid on top. Without a before and an "
        "after it is not known. Initiatives in pilot, production or scaling are asked."
    ),
    source=f"{SOURCE} 7",
    rests_on=(*_NEEDS, _STAGE),
    assess=assess,
    better="higher",
)
