"""What minding the AI takes: review, coordination and security hours a month."""

from __future__ import annotations

from cockpit.inventory.metric_rows import canonical, rows_that_count, total
from cockpit.inventory.reading import Inventory
from scenarios.portfolio import Behaviour

REVIEW = "review hours"
#: Metrics whose current value is hours a month that an initiative costs others.
BURDEN_METRICS = (REVIEW, "coordination hours", "security hours")


def burden_hours(inventory: Inventory, initiative_id: str) -> float | None:
    """Current review, coordination and security hours a month that no cost line carries.

    Review hours count as carried, and so as stated, where the initiative has a
    ``review`` cost line. ``None`` where one of the three is not stated: a part that
    nobody states is not 0.
    """
    return total(_parts(inventory, initiative_id).values())


def burden_gaps(inventory: Inventory, initiative_id: str) -> tuple[str, ...]:
    """The metrics of :data:`BURDEN_METRICS` that are not stated and no cost line carries."""
    parts = _parts(inventory, initiative_id)
    return tuple(name for name, hours in parts.items() if hours is None)


def _parts(inventory: Inventory, initiative_id: str) -> dict[str, float | None]:
    """Hours by metric; 0 for those in a cost line."""
    carried = any(
        row.initiative == initiative_id and row.behaviour is Behaviour.REVIEW
        for row in inventory.costs
    )
    found: dict[str, float | None] = {}
    for name in BURDEN_METRICS:
        rows = tuple(
            row
            for row in inventory.metrics
            if row.initiative == initiative_id and canonical(row.metric) == name
        )
        if carried and name == REVIEW:
            found[name] = 0.0
        else:
            found[name] = total(row.current for row in rows_that_count(rows)) if rows else None
    return found
