"""Which initiatives run today: one rule for every page that speaks of today's mix."""

from __future__ import annotations

from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.vocabulary import Stage

_NOT_RUNNING = (Stage.IDEA, Stage.RETIRED)


def runs_today(row: InitiativeRow) -> bool:
    """All but ideas and the retired. One without a stage runs, since its cost is paid."""
    return row.stage not in _NOT_RUNNING
