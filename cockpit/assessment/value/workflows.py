"""The workflow as the unit: which to begin with, and what changed in each.

Source: “AI Usage Is Not AI Value”: start with one workflow, show what it looked like
before, then what changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.value.chain import RULES, Link
from cockpit.assessment.value.hours import FreedTime, freed_time
from cockpit.assessment.value.objections import objections
from cockpit.assessment.value.swaps import acceptance, change
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.vocabulary import Stage

#: Metrics that hurt enough to be worth a workflow, in the order in which they are looked for.
PAIN = ("cycle time", "rework", "decision latency", "time to resolution")
SIGNALS = ("volume", "pain metric", "baseline", "owner")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One workflow to begin with.

    ``volume`` is a month and ``pain`` names a metric with its baseline; both are
    ``None`` where not stated. ``against`` says what speaks against it.
    """

    initiative: str
    volume: float | None
    pain: str | None
    baseline: bool
    owner: str | None
    against: tuple[str, ...]

    @property
    def signals(self) -> tuple[str, ...]:
        """The signals present, of the four."""
        present = (self.volume is not None, self.pain is not None, self.baseline, self.owner)
        return tuple(name for name, there in zip(SIGNALS, present, strict=True) if there)


def candidates(case: Case) -> tuple[Candidate, ...]:
    """Every initiative that is not retired, the one to begin with first.

    Most signals first; of these, those that nothing speaks against; then the largest
    volume.
    """
    against = objections(case)
    found = [
        _candidate(case, row, against[row.id])
        for row in case.initiatives
        if row.stage is not Stage.RETIRED
    ]
    return tuple(
        sorted(
            found,
            key=lambda each: (-len(each.signals), bool(each.against), -(each.volume or 0.0)),
        )
    )


def _candidate(case: Case, row: InitiativeRow, against: tuple[str, ...]) -> Candidate:
    volumes = [each.volume for each in case.benefit_rows.get(row.id, ()) if each.volume is not None]
    volume = row.monthly_requests
    if volume is None:
        volume = max(volumes, default=None)
    return Candidate(
        row.id, volume, _pain(case, row.id), RULES[Link.BASELINE](case, row), row.owner, against
    )


def _pain(case: Case, initiative: str) -> str | None:
    for name in PAIN:
        measured = case.measures.of(initiative, name)
        if measured is not None and measured.baseline is not None:
            value = wording.trimmed(measured.baseline, 2)
            return f"{name} {value} {measured.unit or ''}".strip()
    return None


def candidates_table(case: Case, found: Iterable[Candidate]) -> pd.DataFrame:
    """One row a workflow with its four signals; a signal that is not there reads n/a."""
    rows = [
        (
            case.name(each.initiative),
            len(each.signals),
            each.volume,
            each.pain or wording.NA,
            "yes" if each.baseline else wording.NA,
            each.owner or wording.NA,
            ", ".join(each.against),
        )
        for each in found
    ]
    columns = [
        "Workflow",
        "Signals of 4",
        "Volume a month",
        "Metric that hurts, before",
        "Baseline",
        "Owner",
        "What speaks against it",
    ]
    table = pd.DataFrame(rows, columns=columns)
    table["Volume a month"] = table["Volume a month"].astype("float64")
    return table


BETTER, WORSE, SAME, UNKNOWN = "better", "worse", "unchanged", "not measured"


def changes_table(case: Case) -> pd.DataFrame:
    """What changed in each workflow that is not retired: five questions, each in words."""
    by_initiative: dict[str, list[FreedTime]] = {}
    for each in freed_time(case):
        by_initiative.setdefault(each.row.initiative, []).append(each)
    rows = []
    for row in case.initiatives:
        if row.stage is Stage.RETIRED:
            continue
        outputs = [case.measures.of(row.id, f"{kind} outputs") for kind in ("accepted", "rejected")]
        before, now = acceptance(outputs, "baseline"), acceptance(outputs, "current")
        quality = None if before is None or now is None else now - before
        rows.append(
            (
                case.name(row.id),
                _moved(change(case.measures.of(row.id, "cycle time"))),
                _moved(change(case.measures.of(row.id, "rework"))),
                _moved(quality),
                _moved(change(case.measures.of(row.id, "incidents"))),
                _capacity(by_initiative.get(row.id, [])),
            )
        )
    columns = [
        "Workflow",
        "Cycle time",
        "Rework",
        "Quality (outputs accepted)",
        "Risk (incidents)",
        "Recovered capacity",
    ]
    return pd.DataFrame(rows, columns=columns)


def _moved(difference: float | None) -> str:
    if difference is None:
        return UNKNOWN
    return SAME if difference == 0 else BETTER if difference > 0 else WORSE


def _capacity(freed: list[FreedTime]) -> str:
    if not freed:
        return "no freed time claimed"
    places = dict.fromkeys(each.row.destination for each in freed)
    return wording.listed(each.value if each else "no destination" for each in places)
