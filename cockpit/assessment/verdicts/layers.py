"""Whether an initiative passes the first three evidence layers, as the rules ask it."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.assessment.answer import Missing
from cockpit.assessment.case import Case
from cockpit.assessment.maturity.passes import LayerPass, Standing, passes

#: Layers without which nothing is scaled.
NEEDED = ("E1", "E2", "E3")


@dataclass(frozen=True, slots=True)
class LayerState:
    """One evidence layer of one initiative.

    ``passed`` is ``None`` where evidence is missing (it then stands in ``missing``),
    ``False`` where what is stated does not suffice; ``reason`` says why it does not pass.
    """

    code: str
    passed: bool | None
    reason: str = ""
    missing: tuple[Missing, ...] = ()
    owner: str | None = None


def layer_states(case: Case) -> dict[str, tuple[LayerState, ...]]:
    """E1, E2 and E3 of every initiative, by id."""
    return {
        id_: tuple(_state(case, id_, by_layer[code]) for code in NEEDED)
        for id_, by_layer in passes(case).items()
    }


def _state(case: Case, initiative: str, found: LayerPass) -> LayerState:
    passed = {Standing.PASSES: True, Standing.MISSING: None, Standing.FAILS: False}[found.standing]
    missing = tuple(each for need in found.missing for each in case.lacks(need, initiative))
    return LayerState(found.layer, passed, found.reason, missing, case.owner(initiative))
