"""Checks of the unit of a benefit, on which hangs whether it can be cash at once."""

from __future__ import annotations

from cockpit.inventory.check_context import Context
from cockpit.inventory.drafts import Draft
from cockpit.inventory.working_time import Time, hours_per_unit, time_of


def unit_tells_time_from_money(draft: Draft, context: Context) -> None:
    """A unit that is missing, or that may be working time in no known number of hours."""
    if draft.get("direct") is False or "unit" in draft.unread:
        return
    if not draft.supplied("volume") or not draft.supplied("value_per_unit"):
        return  # without money it is in no sum anyhow
    if hours_per_unit(draft.get("unit")) not in (None, 1) and not draft.supplied("beneficiary"):
        draft.warn(
            "beneficiary",
            "Nobody says whose time this is; no gain of it counts as cashable.",
            "State who gains: individual or collective for working time, client for other time.",
        )
        return
    match time_of(draft.get("unit"), draft.get("destination"), draft.get("beneficiary")):
        case Time.BLANK:
            draft.warn(
                "unit",
                "The unit is missing, so nobody can tell working time from money; no gain of it "
                "counts as cashable.",
                "Write hours for working time, else EUR or what is counted.",
            )
        case Time.UNCLEAR:
            draft.warn(
                "unit",
                "This may be working time, but not how many hours; no gain of it counts as "
                "cashable.",
                "Write it in hours or minutes, with the value of one of them; for days that are "
                "bought choose the destination reduced spend.",
            )
