"""What speaks against beginning with a workflow, found elsewhere in the cockpit."""

from __future__ import annotations

from cockpit import wording
from cockpit.assessment.board.decisions import decided
from cockpit.assessment.board.redesign import Work
from cockpit.assessment.board.redesign import workflows as worked
from cockpit.assessment.case import Case
from cockpit.assessment.value.across import paradox_initiatives, stuck_initiatives
from cockpit.assessment.value.effects import effects_of
from cockpit.assessment.value.swaps import acceptance
from cockpit.inventory.vocabulary import Verdict

#: Below this share of outputs used, more is thrown away than kept.
_HALF = 0.5


def objections(case: Case) -> dict[str, tuple[str, ...]]:
    """What speaks against each initiative, by id; nothing where nothing is known against it."""
    effects = effects_of(case)
    paradox, stuck = paradox_initiatives(case, effects), stuck_initiatives(case, effects)
    stopped = {
        each.row.id
        for each in decided(case)
        if each.finding.computable and each.finding.verdict is Verdict.STOP
    }
    layered = {each.row.id for each in worked(case) if each.work is Work.LAYERED}
    found: dict[str, tuple[str, ...]] = {}
    for row in case.initiatives:
        accepted = _accepted(case, row.id)
        said = (
            "computed verdict stop" if row.id in stopped else "",
            f"{wording.percent(accepted)} accepted" if accepted is not None else "",
            "layered on" if row.id in layered else "",
            "gain stays with the person" if row.id in paradox else "",
            "bottleneck likely" if row.id in stuck and row.id not in paradox else "",
        )
        found[row.id] = tuple(each for each in said if each)
    return found


def _accepted(case: Case, initiative: str) -> float | None:
    """Share of outputs used, where it is less than half; else ``None``."""
    outputs = [case.measures.of(initiative, f"{kind} outputs") for kind in ("accepted", "rejected")]
    share = acceptance(outputs, "current")
    return share if share is not None and share < _HALF else None
